"""Personal data is kept out: of staff's files before they are read, and of the data folder whoever edited it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import polars as pl

from pipeline.messages import problem, say
from pipeline.model import FILE, ROW, Dataset, Place, Problem
from pipeline.privacy import Hit, find, mask, masked
from pipeline.schema import Schemas


def scan(texts: Iterable[tuple[Place, str, str]], allowed: Collection[str] = ()) -> Iterator[Problem]:
    """A problem for each of the `texts` (place, words for where, text) that looks like it holds personal data.

    `allowed` are the texts of the project's own list. What is found is never repeated but masked, in the names of
    files and sheets too (GDPR article 5.1 c; OSL 26:1).
    """
    found: dict[str, list[Hit]] = {}
    for place, where, text in texts:
        if text not in found:
            found[text] = find(text, allowed)
        for hit in found[text]:
            part = masked(text, hit)
            kind = say(f"personal_{hit.kind}")
            yield problem("text_holds_no_personal_data", _masked(place), part, kind=kind, masked=part, where=where)


def _masked(place: Place) -> Place:
    return replace(place, file=mask(place.file), sheet=mask(place.sheet) if place.sheet else place.sheet)


def text_holds_no_personal_data(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """No text or number in any table looks like it identifies a person, except what the project's list allows."""
    allowed = dataset.tables["allowed_texts"]["text"].drop_nulls().to_list()
    for schema in schemas:
        if dataset.tables[schema.name].height:
            yield from scan(_texts(dataset.tables[schema.name], schema.column_names), allowed)


def _texts(rows: pl.DataFrame, columns: Iterable[str]) -> Iterator[tuple[Place, str, str]]:
    """Each distinct text of the columns, at the first row that holds it."""
    where = say("place_cell")
    for column in columns:
        if rows.schema[column] in (pl.String, pl.Float64, pl.Int64):
            firsts = rows.filter(pl.col(column).is_not_null()).unique(column, keep="first", maintain_order=True)
            for file, row, text in firsts.select(FILE, ROW, column).iter_rows():
                whole = isinstance(text, float) and text.is_integer()
                yield Place(file, row=row, column=column), where, str(int(text) if whole else text)
