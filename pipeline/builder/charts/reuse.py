"""Charts reused from an earlier release: those that would be drawn the same, and are intact."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import polars as pl

from pipeline import model, wording
from pipeline.builder.charts.drawing import ENDINGS, Files
from pipeline.builder.charts.series import Series
from pipeline.builder.fingerprint import fingerprint
from pipeline.wording import numbers, vocabulary

SEALS = "charts.json"
"""The file of a release, beside its charts, that holds the seal of each."""

DRAWING_PACKAGES = ("altair", "babel", "jsonschema", "polars", "vl-convert-python")
"""The packages whose version may change the bytes of a chart, or refuse it. A font of the
machine that has the name of one of vl-convert's own takes its place, and is not among them."""


def drawing_code() -> list[Path]:
    """The modules that turn a series into its files, and the packages that hold them."""
    own = Path(__file__).parent
    others = (model.__file__, wording.__file__, numbers.__file__, vocabulary.__file__)
    return sorted(
        [*own.glob("*.py"), *(own.parent / name for name in ("__init__.py", "fingerprint.py")), *map(Path, others)]
    )


def drawn_with() -> str:
    """A checksum of the code and the libraries that turn a series into its files."""
    return fingerprint(DRAWING_PACKAGES, drawing_code())


def drawn_from(series: Series, tools: str) -> str:
    """A checksum of all that decides the files of a chart: its series, and the tools as given by `drawn_with`.

    The series rather than the specification, which takes as long to make as reusing a picture may cost.
    """
    content = {field.name: getattr(series, field.name) for field in fields(series)}
    text = json.dumps([tools, content], sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: pl.DataFrame | datetime.date) -> object:
    return value.to_dict(as_series=False) if isinstance(value, pl.DataFrame) else value.isoformat()


def seal(origin: str, files: Files) -> str:
    """A checksum of a chart's files and of what they were drawn from; it changes if either does."""
    checksums = [hashlib.sha256(files[ending]).hexdigest() for ending in ENDINGS]
    return hashlib.sha256("\n".join([origin, *checksums]).encode()).hexdigest()


def write_seals(release: Path, seals: Mapping[str, str]) -> None:
    """Write the seal of each chart of a release, by the chart's name."""
    (release / SEALS).write_text(json.dumps(seals, indent=2) + "\n", encoding="utf-8")


def read_seals(release: Path) -> dict[str, str]:
    """The seal of each chart of a release; empty if that file is missing or cannot be read."""
    try:
        seals = json.loads((release / SEALS).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return seals if isinstance(seals, dict) else {}


def read_files(release: Path, name: str) -> Files | None:
    """The files of a release's chart as they are on disk; None if one of them cannot be read."""
    try:
        return {ending: (release / "charts" / f"{name}.{ending}").read_bytes() for ending in ENDINGS}
    except OSError:
        return None
