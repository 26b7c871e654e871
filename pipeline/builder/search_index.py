"""What can be searched for, and the forms in which it is found: as written, as stems, and in forgiving forms.

The columns after the text hold forms of its words, made by the same `pipeline.wording.stems` as the site's search uses.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from pipeline.model import Dataset
from pipeline.wording.stems import fold, stem, words

TABLE = "search_fts"

# Swedish å, ä and ö are letters in their own right. The forms that ignore them have their own column, to rank last.
DEFINITION = f"""
create virtual table {TABLE} using fts5 (
    kind unindexed, key unindexed, title, text, stems, folded, inner_words,
    tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4'
)
"""

SHORTEST_COMPOUND, SHORTEST_PART = 7, 3


@dataclass(frozen=True)
class Entry:
    """Something that can be found: its kind, the id of the page about it, its title and its text in lines."""

    kind: str
    key: str
    title: str
    text: str


def write_search_index(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Write the table that the site's search queries. It holds only published texts, and no figures."""
    connection.execute(DEFINITION)
    connection.executemany(
        f"insert into {TABLE} values (?, ?, ?, ?, ?, ?, ?)", [_row(entry) for entry in entries(dataset)]
    )


def entries(dataset: Dataset) -> Iterator[Entry]:
    """Everything that can be found, in the order of the data."""
    yield from _plan(dataset)
    yield from _priorities(dataset)
    yield from _indicators(dataset)
    yield from _footnotes(dataset)


def _row(entry: Entry) -> tuple[str, ...]:
    found = list(dict.fromkeys(words(f"{entry.title}\n{entry.text}")))
    folded = list(dict.fromkeys(fold(word) for word in found))
    forms = (
        " ".join(dict.fromkeys(stem(word) for word in found)),
        " ".join(folded),
        " ".join(dict.fromkeys(part for word in folded for part in _inner_words(word))),
    )
    return (
        entry.kind,
        entry.key,
        unicodedata.normalize("NFC", entry.title),
        unicodedata.normalize("NFC", entry.text),
        *forms,
    )


def _inner_words(word: str) -> Iterator[str]:
    """The ends of a long word: a compound is found by its later parts too, without a list of possible parts."""
    if len(word) >= SHORTEST_COMPOUND:
        yield from (word[start:] for start in range(SHORTEST_PART, len(word) - SHORTEST_PART))


def _plan(dataset: Dataset) -> Iterator[Entry]:
    tables = dataset.tables
    for row in tables["plans"].iter_rows(named=True):
        yield Entry("plan", row["plan_id"], row["title"], _lines(row["description"], row["diary_number"]))
    for row in tables["goals"].iter_rows(named=True):
        yield Entry("goal", row["goal_id"], f"Delmål {row['number']}", row["text"])
    for row in tables["violence_areas"].iter_rows(named=True):
        yield Entry("area", row["area_id"], row["name"], "")
    for row in tables["decisions"].sort("sequence").iter_rows(named=True):
        title = ", ".join(filter(None, (row["body"], row["paragraph"])))
        yield Entry("decision", row["decision_id"], title, _lines(row["text"], row["document"], row["diary_number"]))


BASES = {"decision": "Område enligt beslutet", "interpretation": "Område enligt vår tolkning"}
"""On what basis a priority has its area, stated wherever the two are named together."""


def _priorities(dataset: Dataset) -> Iterator[Entry]:
    tables = dataset.tables
    names = {row["area_id"]: row["name"] for row in tables["violence_areas"].iter_rows(named=True)}
    for row in tables["priorities"].sort("sequence").iter_rows(named=True):
        areas = tables["priority_areas"].filter(pl.col("priority_id") == row["priority_id"]).iter_rows(named=True)
        lines = [f"{BASES[area['basis']]}: {names[area['area_id']]}. {area['note'] or ''}".rstrip() for area in areas]
        yield Entry("priority", row["priority_id"], row["name"], _lines(*lines, row["priority_id"]))
    for row in tables["measures"].iter_rows(named=True):
        text = _lines(row["responsible_function"], row["diary_number"])
        yield Entry("measure", row["priority_id"], row["title"], text)
    of_priority = tables["priorities"].select("priority_id", "name")
    for row in tables["assessments"].join(of_priority, on="priority_id", maintain_order="left").iter_rows(named=True):
        text = _lines(row["done"], row["progress"], row["remaining"])
        yield Entry("assessment", row["priority_id"], f"{row['name']}, {row['year']}", text)


INDICATOR_TEXTS = (
    "definition",
    "numerator",
    "denominator",
    "interpretation",
    "caveat",
    "legal_reference",
    "breakdown",
    "unit",
    "source_series_title",
    "responsible_function",
)


def _indicators(dataset: Dataset) -> Iterator[Entry]:
    for row in dataset.tables["indicators"].iter_rows(named=True):
        text = _lines(*(row[column] for column in INDICATOR_TEXTS), row["indicator_id"])
        yield Entry("indicator", row["indicator_id"], row["name"], text)


def _footnotes(dataset: Dataset) -> Iterator[Entry]:
    """The notes on figures, once for each text, and the series breaks."""
    names = dataset.tables["indicators"].select("indicator_id", "name")
    notes = (
        dataset.tables["observations"]
        .filter(pl.col("note").is_not_null())
        .group_by("indicator_id", "note", maintain_order=True)
        .agg(pl.col("year").unique().sort())
        .join(names, on="indicator_id", maintain_order="left")
        .sort("indicator_id", "year", "note")
    )
    for row in notes.iter_rows(named=True):
        years = ", ".join(str(year) for year in row["year"])
        yield Entry("note", row["indicator_id"], f"{row['name']}, {years}", row["note"])
    breaks = dataset.tables["series_breaks"].join(names, on="indicator_id", maintain_order="left")
    for row in breaks.iter_rows(named=True):
        yield Entry("break", row["indicator_id"], f"Seriebrott {row['year']}: {row['name']}", row["text"])


def _lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)
