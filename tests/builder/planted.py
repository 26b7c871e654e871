"""Pictures that can be recognised, put in the place of a release's own, as if they had been drawn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.builder.charts import series_of
from pipeline.builder.charts.reuse import drawn_from, drawn_with, read_files, read_seals, seal, write_seals
from pipeline.model import Dataset

AREA = "9999"
PLANTED = b"<svg>as it was in the release before</svg>"


def plant(release: Path, dataset: Dataset) -> None:
    """Put a recognisable picture in the place of every SVG, sealed as if it had been drawn from the dataset."""
    means = drawn_with()
    seals = {}
    for series, name in zip(series_of(dataset, AREA), read_seals(release), strict=True):
        (release / f"charts/{name}.svg").write_bytes(PLANTED)
        seals[name] = seal(drawn_from(series, means), files(release, name))
    write_seals(release, seals)


def files(release: Path, name: str) -> Mapping[str, bytes]:
    found = read_files(release, name)
    assert found is not None
    return found


def taken_over(release: Path) -> set[str]:
    """The charts of a release that are planted ones."""
    return {path.stem for path in (release / "charts").glob("*.svg") if path.read_bytes() == PLANTED}
