"""What a visitor can download. Each download is a function that writes its files into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.builder.downloads import archive, csv_tables, data_package
from pipeline.model import Dataset
from pipeline.schema import Schemas

Download = Callable[[Dataset, Schemas, Mapping[str, Any], Path], None]
"""The dataset, its schemas, the data package's descriptor, and the folder to write into."""

# In this order: the package states the sizes of the tables, and the archive holds both.
DOWNLOADS: tuple[Download, ...] = (csv_tables.write, data_package.write, archive.write)


def write_downloads(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write every download into a new folder."""
    folder.mkdir()
    for write in DOWNLOADS:
        write(dataset, schemas, descriptor, folder)
