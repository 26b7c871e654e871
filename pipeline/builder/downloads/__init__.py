"""What a visitor can download. Each download is a function that writes its files into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.builder.downloads import (
    archive,
    csv_tables,
    data_package,
    dictionary_files,
    flat_table,
    read_me,
)
from pipeline.model import Dataset
from pipeline.schema import Schemas

Download = Callable[[Dataset, Schemas, Mapping[str, Any], Path], None]
"""The dataset, its schemas, the data package's descriptor, and the folder to write into."""

# In this order: the package states the sizes of the tables, and the archive holds all of it.
DOWNLOADS: tuple[Download, ...] = (
    csv_tables.write,
    flat_table.write,
    dictionary_files.write,
    data_package.write,
    read_me.write,
    archive.write,
)


def write_downloads(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write every download into a new folder."""
    folder.mkdir()
    for write in DOWNLOADS:
        write(dataset, schemas, descriptor, folder)
