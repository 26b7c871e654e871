"""What every column and code means, a row each: as tables in the database and as files to download."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.schema import Schemas, TableSchema

TEXTS = ("title", "title_en", "description", "description_en", "type", "unit")

ANSWERS = ("required", "is_key")
"""What is true or false of a column."""


def columns_of(schemas: Schemas) -> Iterator[dict[str, Any]]:
    """What each column means."""
    for schema in schemas.described:
        referred = _referred(schema)
        for position, column in enumerate(schema.columns, start=1):
            yield {
                "table_name": schema.name,
                "column_name": column.name,
                "position": position,
                **{text: getattr(column, text) for text in TEXTS},
                "required": column.required,
                "is_key": column.name in schema.primary_key,
                "refers_to": referred.get(column.name),
                "sdmx_obs_status": column.obs_status,
            }


def codes_of(schemas: Schemas) -> Iterator[dict[str, Any]]:
    """What each code means."""
    for schema in schemas.described:
        for column in schema.columns:
            for position, code in enumerate(column.codes, start=1):
                yield {
                    "table_name": schema.name,
                    "column_name": column.name,
                    "code": code.value,
                    "position": position,
                    "label": code.label,
                    "label_en": code.label_en,
                    "sdmx_obs_status": code.obs_status,
                }


def _referred(schema: TableSchema) -> dict[str, str]:
    """The table and the column that each column's values must exist in."""
    return {
        name: f"{key.table}.{other}"
        for key in schema.foreign_keys
        for name, other in zip(key.columns, key.table_columns, strict=True)
    }
