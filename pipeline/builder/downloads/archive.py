"""The data package in one file: the tables as CSV, what they mean, and how to read them."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model import Dataset
from pipeline.schema import Schemas

# The earliest date that the format allows (APPNOTE 4.4.6): the same files give the same archive.
FIXED_DATE = (1980, 1, 1, 0, 0, 0)

ABOUT = ("CITATION.cff", "README.md", "csv-metadata.json", "datapackage.json", "plan-schema.json", "plan.json")


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `handlingsplan.zip`: a data package by itself (Data Package, "Packaging")."""
    tables = [resource["path"] for resource in descriptor["resources"]]
    with zipfile.ZipFile(folder / "handlingsplan.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted([*ABOUT, *tables]):
            _add(archive, folder / name)


def _add(archive: zipfile.ZipFile, member: Path) -> None:
    entry = zipfile.ZipInfo(member.name, FIXED_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.file_size = member.stat().st_size
    with member.open("rb") as source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target)
