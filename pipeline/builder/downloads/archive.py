"""Everything in one file."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model import Dataset
from pipeline.schema import Schemas

# The earliest date that the format allows (APPNOTE 4.4.6): the same files give the same archive.
FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `handlingsplan.zip`, which holds every other download."""
    members = sorted(folder.iterdir())
    with zipfile.ZipFile(folder / "handlingsplan.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            entry = zipfile.ZipInfo(member.name, FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, member.read_bytes())
