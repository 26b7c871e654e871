"""Personal data is kept out: of staff's files before they are read, and of the data folder whoever edited it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import polars as pl

from pipeline.checks.asked import text_id
from pipeline.messages import problem, say
from pipeline.model import FILE, ROW, Dataset, Place, Problem
from pipeline.privacy import mask, masked
from pipeline.privacy.cells import find_in_cells
from pipeline.schema import Schemas


def scan(
    texts: Iterable[tuple[Place, str, str]], allowed: Collection[str] = (), command: str | None = None
) -> Iterator[Problem]:
    """A problem for each place in the `texts` (place, words for where, text) that looks like it holds personal data.

    Cells come row by row, since neighbours and headings are read together. `allowed` are the texts of the project's own
    list. What is found is never repeated but masked, in the names of files and sheets too (GDPR article 5.1 c; OSL
    26:1). What may be personal data but need not be is a question, with the id that `hit_id` gives the text; `command`
    is what answers it, or None if the text stands in the data folder.
    """
    for place, where, text, hit in find_in_cells(texts, allowed):
        part = masked(text, hit)
        kind = say(f"personal_{hit.kind}")
        if hit.is_sure:
            yield problem("text_holds_no_personal_data", _masked(place), part, kind=kind, masked=part, where=where)
        else:
            fault = "text_may_be_personal" if command else "data_may_be_personal"
            answer = f'{command} ANSWER="{hit_id(text[hit.start : hit.end])}='
            yield problem(fault, _masked(place), part, kind=kind, masked=part, where=where, answer=answer)


def asked_texts(texts: Iterable[tuple[Place, str, str]], allowed: Collection[str] = ()) -> dict[str, str]:
    """The texts that `scan` asks about, unmasked, by their ids: what an answer is kept as."""
    found = (text[hit.start : hit.end] for _, _, text, hit in find_in_cells(texts, allowed) if not hit.is_sure)
    return {hit_id(each): each for each in found}


def hit_id(text: str) -> str:
    """The id by which staff answer what a text is, so that they need not repeat it: six hexadecimal digits."""
    return text_id("person", text)


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
