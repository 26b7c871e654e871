"""Each table as a Parquet file, with the types of its columns."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model import Dataset
from pipeline.schema import Schemas


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `<table>.parquet` for every table."""
    for schema in schemas.files:
        packed = io.BytesIO()
        dataset.tables[schema.name].write_parquet(packed)
        # Written by Python, whose errors have the system's number; those of Polars do not.
        (folder / f"{schema.name}.parquet").write_bytes(packed.getbuffer())
