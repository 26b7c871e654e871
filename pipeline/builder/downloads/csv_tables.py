"""Each table as one CSV file: UTF-8, comma, decimal point, ISO dates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.dataset.folder import write_csv
from pipeline.model import Dataset
from pipeline.schema import Schemas


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `<table>.csv` for every table."""
    for schema in schemas.files:
        write_csv(dataset.tables[schema.name], folder / schema.resource["path"])
