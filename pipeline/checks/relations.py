"""What holds between rows: a key is unique, and what it refers to exists."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipeline.messages import problem
from pipeline.model import FILE, ROW, Dataset, Place, Problem
from pipeline.schema import ForeignKey, Schemas, TableSchema


def key_is_unique(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """No two rows of a table have the same primary key (Table Schema, "primaryKey")."""
    for schema in schemas:
        rows = dataset.sound(schema.name)
        key = list(schema.primary_key)
        if rows.select(key).is_unique().all():
            continue
        first = rows.group_by(key, maintain_order=True).agg(
            pl.col(FILE).first().alias("first_file"), pl.col(ROW).first().alias("first_row")
        )
        repeated = rows.filter(~pl.struct(key).is_first_distinct()).join(first, on=key, maintain_order="left")
        for row in repeated.iter_rows(named=True):
            value = ", ".join(str(row[column]) for column in key)
            titles = ", ".join(schema.column(column).title for column in key)
            place = Place(row[FILE], row=row[ROW], column=key[0])
            first_place = {"file": row["first_file"], "row": row["first_row"]}
            yield problem("key_is_unique", place, value, key=value, titles=titles, **first_place)


def reference_exists(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """What a foreign key refers to is in the other table (Table Schema, "foreignKeys")."""
    for schema in schemas:
        for key in schema.foreign_keys:
            if key.table not in dataset.incomplete:
                yield from _dangling(dataset, schemas, schema, key)


def _dangling(dataset: Dataset, schemas: Schemas, schema: TableSchema, key: ForeignKey) -> Iterator[Problem]:
    rows = dataset.sound(schema.name).drop_nulls(key.columns)
    targets = dataset.tables[key.table].select(key.table_columns)
    dangling = rows.join(targets, left_on=key.columns, right_on=key.table_columns, how="anti", maintain_order="left")
    if dangling.is_empty():
        return
    target = schemas[key.table]
    example = ", ".join(str(value) for value in targets.row(0)) if targets.height else "–"
    for row in dangling.iter_rows(named=True):
        value = ", ".join(str(row[column]) for column in key.columns)
        place = Place(row[FILE], row=row[ROW], column=key.columns[0])
        facts = {"table": target.title, "file": target.location, "example": example}
        yield problem("reference_exists", place, value, value=value, **facts)
