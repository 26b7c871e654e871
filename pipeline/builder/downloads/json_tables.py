"""Each table as a JSON array of objects, a row a line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.dataset.folder import ROWS_AT_ONCE
from pipeline.model import Dataset
from pipeline.schema import Schemas


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `<table>.json` for every table: null where a cell is empty, dates as ISO texts."""
    for schema in schemas.files:
        with (folder / f"{schema.name}.json").open("wb") as file:
            before = "[\n"
            for rows in dataset.tables[schema.name].iter_slices(ROWS_AT_ONCE):
                file.write((before + rows.write_ndjson().rstrip("\n").replace("\n", ",\n")).encode())
                before = ",\n"
            file.write(b"[]\n" if before == "[\n" else b"\n]\n")
