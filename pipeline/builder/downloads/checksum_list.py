"""The checksums of the other files, by which somebody sees that what arrived is what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model import Dataset
from pipeline.releases.checksums import checksum
from pipeline.schema import Schemas

FILE = "SHA256SUMS"


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `SHA256SUMS`, as `sha256sum --check` reads it."""
    lines = [f"{checksum(path)}  {path.name}\n" for path in sorted(folder.iterdir())]
    (folder / FILE).write_text("".join(lines), encoding="utf-8")
