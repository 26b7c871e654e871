"""What every column and code means, a row each: as tables in the database and as files to download."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.schema import Schemas

TEXTS = ("title", "title_en", "description", "description_en", "type", "unit")


def columns_of(schemas: Schemas) -> Iterator[dict[str, Any]]:
    """What each column means."""
    for schema in schemas.described:
        for position, column in enumerate(schema.columns, start=1):
            yield {
                "table_name": schema.name,
                "column_name": column.name,
                "position": position,
                **{text: getattr(column, text) for text in TEXTS},
                "required": column.required,
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
                }
