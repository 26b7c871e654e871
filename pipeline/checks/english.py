"""What the English pages stand on: each Swedish text has one translation, and texts without one are told of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import polars as pl

from pipeline.gathering import worded
from pipeline.messages import counted, problem
from pipeline.model import FILE, ROW, Dataset, Place, Problem
from pipeline.schema import Schemas

SHORTENED = 60
"""The most letters of a text that are repeated in a message."""


def text_has_one_translation(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A Swedish text is translated in the same words wherever it stands: pages find its translation by the text."""
    pairs = [
        dataset.sound(schema.name)
        .select(FILE, ROW, pl.col(original).alias("swedish"), pl.col(translation).alias("english"))
        .with_columns(pl.lit(translation).alias("column"))
        .drop_nulls()
        for schema in schemas
        for original, translation in schema.translations.items()
    ]
    if not pairs:
        return
    texts = pl.concat(pairs)
    first = texts.unique("swedish", keep="first", maintain_order=True)
    first = first.select("swedish", first="english", first_file=FILE, first_row=ROW)
    others = texts.join(first, on="swedish", maintain_order="left").filter(pl.col("english") != pl.col("first"))
    yield from worded(others, _other_translation)


def _other_translation(row: Mapping[str, Any]) -> Problem:
    place = Place(row[FILE], row=row[ROW], column=row["column"])
    facts = {"text": _shortened(row["swedish"]), "first": row["first"]}
    where = {"file": row["first_file"], "row": row["first_row"]}
    return problem("text_has_one_translation", place, row["english"], **facts, **where)


def translation_has_text(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A translation stands beside the text that it translates: search would find one that no page shows."""
    for schema in schemas:
        rows = dataset.sound(schema.name)
        for original, translation in schema.translations.items():
            alone = rows.filter(pl.col(original).is_null(), pl.col(translation).is_not_null())
            yield from worded(alone, partial(_alone, schema.column(original).heading, translation))


def _alone(original: str, translation: str, row: Mapping[str, Any]) -> Problem:
    place = Place(row[FILE], row=row[ROW], column=translation)
    return problem("translation_has_text", place, row[translation], original=original)


def text_has_translation(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """Each text that the pages show has a translation (a warning): one problem for each file."""
    for schema in schemas:
        rows = dataset.sound(schema.name)
        lacking = [
            rows.filter(pl.col(original).is_not_null(), pl.col(translation).is_null()).select(
                FILE, ROW, pl.lit(translation).alias("column")
            )
            for original, translation in schema.translations.items()
        ]
        if lacking:
            files = pl.concat(lacking).sort(FILE, ROW, maintain_order=True).group_by(FILE, maintain_order=True)
            counts = files.agg(pl.len().alias("count"), pl.col(ROW, "column").first())
            yield from map(partial(_untranslated, schema.title), counts.iter_rows(named=True))


def _untranslated(table: str, row: Mapping[str, Any]) -> Problem:
    place = Place(row[FILE], row=row[ROW], column=row["column"])
    return problem("text_has_translation", place, texts=counted(row["count"], "text"), table=table)


def _shortened(text: str) -> str:
    return text if len(text) <= SHORTENED else f"{text[:SHORTENED].rstrip()} …"
