"""What every column and code means, as CSV files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.builder.dictionary import codes_of, columns_of
from pipeline.dataset.folder import write_csv
from pipeline.model import Dataset
from pipeline.schema import Schemas


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `data_dictionary.csv` and `codes.csv`, in the order of the schemas."""
    for name, rows in (("data_dictionary", columns_of(schemas)), ("codes", codes_of(schemas))):
        write_csv(pl.DataFrame(list(rows), infer_schema_length=None), folder / f"{name}.csv")
