"""What holds between rows: a key is unique, and what it refers to exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import polars as pl

from pipeline.gathering import worded
from pipeline.labels import Labels, labels_of
from pipeline.messages import problem
from pipeline.model import FILE, ROW, TOTAL, Dataset, Place, Problem
from pipeline.schema import Column, ForeignKey, Schemas, TableSchema
from pipeline.wording.pages import PAGES


def key_is_unique(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """No two rows of a table have the same primary key (Table Schema, "primaryKey")."""
    labels = labels_of(dataset.tables)
    for schema in schemas:
        rows = dataset.sound(schema.name)
        key = list(schema.primary_key)
        if rows.select(key).is_unique().all():
            continue
        first = rows.group_by(key, maintain_order=True).agg(
            pl.col(FILE).first().alias("first_file"), pl.col(ROW).first().alias("first_row")
        )
        repeated = rows.filter(~pl.struct(key).is_first_distinct()).join(first, on=key, maintain_order="left")
        yield from worded(repeated, partial(_repeated, schema, labels))


def _repeated(schema: TableSchema, labels: Labels, row: Mapping[str, Any]) -> Problem:
    key = schema.primary_key
    value = ", ".join(str(row[column]) for column in key)
    shown = ", ".join(_shown(schema.column(column), row[column], labels) for column in key)
    titles = ", ".join(schema.column(column).title for column in key)
    place = Place(row[FILE], row=row[ROW], column=key[0])
    first = {"file": row["first_file"], "row": row["first_row"]}
    return problem("key_is_unique", place, value, key=shown, titles=titles, **first)


def reference_exists(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """What a foreign key refers to is in the other table (Table Schema, "foreignKeys")."""
    for schema in schemas:
        for key in schema.foreign_keys:
            if key.table not in dataset.incomplete:
                yield from _dangling(dataset, schemas, schema, key)


def priority_has_one_leading_indicator(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """At most one indicator stands for each priority on the front page."""
    leading = dataset.sound("indicator_priorities").filter("is_leading")
    labels = labels_of(dataset.tables)
    first = leading.unique("priority_id", keep="first", maintain_order=True)
    others = leading.join(first, on=["indicator_id", "priority_id"], how="anti", maintain_order="left").join(
        first.select("priority_id", pl.col("indicator_id").alias("first"), pl.col(ROW).alias("first_row")),
        on="priority_id",
        maintain_order="left",
    )
    yield from worded(others, partial(_leading_too, labels))


def _leading_too(labels: Labels, row: Mapping[str, Any]) -> Problem:
    place = Place(row[FILE], row=row[ROW], column="is_leading")
    facts = {"priority": row["priority_id"], "first": labels.indicator(row["first"]), "row": row["first_row"]}
    return problem("priority_has_one_leading_indicator", place, "true", **facts)


def offence_code_has_four_digits(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """An offence that is written as a code is four digits: a spreadsheet takes away a zero at the beginning."""
    rows = dataset.sound("indicator_offences")
    wrong = rows.filter(pl.col("kind") == "code", ~pl.col("offence").str.contains("^[0-9]{4}$"))
    yield from worded(wrong, _not_four_digits)


def _not_four_digits(row: Mapping[str, Any]) -> Problem:
    place = Place(row[FILE], row=row[ROW], column="offence")
    return problem("offence_code_has_four_digits", place, row["offence"], offence=row["offence"])


def offences_are_divided_alike(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """The offences that make up an indicator are all divided by sex, or none: a total beside its parts counts twice."""
    labels = labels_of(dataset.tables)
    way = ["indicator_id", "kind"]
    is_total = (pl.col("sex") == TOTAL).alias("is_total")
    rows = dataset.sound("indicator_offences").with_columns(is_total)
    mixed = rows.filter(pl.col("is_total").n_unique().over(way) > 1, "is_total")
    yield from worded(mixed, partial(_divided_otherwise, labels))


def _divided_otherwise(labels: Labels, row: Mapping[str, Any]) -> Problem:
    place = Place(row[FILE], row=row[ROW], column="sex")
    indicator = labels.indicator(row["indicator_id"])
    return problem("offences_are_divided_alike", place, row["sex"], indicator=indicator, offence=row["offence"])


def search_words_lead_somewhere(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """What visitors search by leads to a page of the site."""
    if dataset.incomplete & {"indicators", "priorities"}:
        return
    ids = {"indikatorer": ("indicators", "indicator_id"), "inriktningar": ("priorities", "priority_id")}
    found = [
        f"/{page}/{key}" for page, (table, key_) in ids.items() for key in dataset.tables[table][key_].drop_nulls()
    ]
    astray = dataset.sound("search_words").filter(~pl.col("address").is_in([*PAGES, *found]))
    yield from worded(astray, _astray)


def _astray(row: Mapping[str, Any]) -> Problem:
    place = Place(row[FILE], row=row[ROW], column="address")
    return problem("search_words_lead_somewhere", place, row["address"], address=row["address"])


def _shown(column: Column, value: object, labels: Labels) -> str:
    """A part of a key, with its label."""
    if column.name == "indicator_id":
        return labels.indicator(str(value))
    return labels.area(str(value)) if column.name == "area_code" else column.labelled(value)


def _dangling(dataset: Dataset, schemas: Schemas, schema: TableSchema, key: ForeignKey) -> Iterator[Problem]:
    rows = dataset.sound(schema.name).drop_nulls(key.columns)
    targets = dataset.tables[key.table].select(key.table_columns)
    dangling = rows.join(targets, left_on=key.columns, right_on=key.table_columns, how="anti", maintain_order="left")
    if dangling.is_empty():
        return
    target = schemas[key.table]
    labels = labels_of(dataset.tables)
    shown = [target.column(name) for name in key.table_columns]
    first = zip(shown, targets.row(0), strict=True) if targets.height else ()
    example = ", ".join(_shown(column, value, labels) for column, value in first) or "–"
    facts = {"table": target.title, "file": target.location, "example": example}

    def word(row: Mapping[str, Any]) -> Problem:
        value = ", ".join(str(row[column]) for column in key.columns)
        place = Place(row[FILE], row=row[ROW], column=key.columns[0])
        return problem("reference_exists", place, value, value=value, **facts)

    yield from worded(dangling, word)
