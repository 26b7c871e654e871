"""Each table as the CSV file that Excel in Swedish opens: byte order mark, semicolon, decimal comma and CRLF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.dataset.folder import ROWS_AT_ONCE, as_texts
from pipeline.model import Dataset
from pipeline.schema import Schemas


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `<table>.excel.csv` for every table."""
    for schema in schemas.files:
        rows = dataset.tables[schema.name]
        with (folder / f"{schema.name}.excel.csv").open("wb") as file:
            file.write(rows.clear().write_csv(separator=";", line_terminator="\r\n", include_bom=True).encode())
            for some in rows.iter_slices(ROWS_AT_ONCE):
                file.write(_lines(some).encode())


def _lines(rows: pl.DataFrame) -> str:
    # The `decimal_comma` of Polars would write the whole number 10 as 10,0, which the other CSV does not.
    numbers = [name for name, dtype in rows.schema.items() if dtype == pl.Float64]
    spelled = as_texts(rows).with_columns(pl.col(numbers).str.replace(".", ",", literal=True))
    return spelled.write_csv(separator=";", line_terminator="\r\n", include_header=False)
