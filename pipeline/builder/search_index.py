"""What can be searched for, and the forms in which it is found: as written, as stems, and in forgiving forms.

The columns after the text hold forms of its words, made by the same `pipeline.wording.stems` as the site's search uses.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from pipeline.model import Dataset
from pipeline.wording.stems import fold, stem, words

TABLES = {"sv": "search_fts", "en": "search_en_fts"}
"""The table of each language. In English are the texts that are translated, and the others in Swedish."""

# Swedish å, ä and ö are letters in their own right. The forms that ignore them have their own column, to rank last.
DEFINITION = """
create virtual table {table} using fts5 (
    kind unindexed, key unindexed, title, text, stems, folded, inner_words,
    tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4'
)
"""

WORDS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "goal": "Delmål",
        "break": "Seriebrott",
        "decision": "Område enligt beslutet",
        "interpretation": "Område enligt vår tolkning",
    },
    "en": {
        "goal": "Sub-goal",
        "break": "Break in series",
        "decision": "Area according to the decision",
        "interpretation": "Area according to our interpretation",
    },
}
"""What stands beside the data's texts; on what basis a priority has its area, wherever the two are named together."""

UNTRANSLATED = ("source_series_title",)
"""What a source calls something has no English name, so that no English search should lead to it."""

Tables = Mapping[str, pl.DataFrame]

SHORTEST_COMPOUND, LONGEST_COMPOUND, SHORTEST_PART = 7, 100, 3
"""Letters. The ends of what is longer than any word would fill a disk: of a cell of 32,000 letters, gigabytes."""


@dataclass(frozen=True)
class Entry:
    """Something that can be found: its kind, the id of the page about it, its title and its text in lines."""

    kind: str
    key: str
    title: str
    text: str


def write_search_index(connection: sqlite3.Connection, dataset: Dataset) -> None:
    """Write the tables that the site's search queries. They hold only published texts, and no figures."""
    for locale, table in TABLES.items():
        connection.execute(DEFINITION.format(table=table))
        rows = [_row(entry, locale) for entry in entries(dataset, locale)]
        connection.executemany(f"insert into {table} values (?, ?, ?, ?, ?, ?, ?)", rows)


def entries(dataset: Dataset, locale: str) -> Iterator[Entry]:
    """Everything that can be found, in the order of the data."""
    tables = {name: _in_language(frame, locale) for name, frame in dataset.tables.items()}
    yield from _plan(tables, WORDS[locale])
    yield from _priorities(tables, WORDS[locale])
    yield from _indicators(tables)
    yield from _footnotes(tables, WORDS[locale])


def _in_language(frame: pl.DataFrame, locale: str) -> pl.DataFrame:
    """A table with the translations of its texts in the place of those that have one."""
    if locale == "sv":
        return frame
    translated = {name: f"{name}_en" for name in frame.columns if f"{name}_en" in frame.columns}
    return frame.with_columns(
        *(pl.coalesce(other, name).alias(name) for name, other in translated.items()),
        *(pl.lit(None, pl.String).alias(name) for name in UNTRANSLATED if name in frame.columns),
    )


def _row(entry: Entry, locale: str) -> tuple[str, ...]:
    found = list(dict.fromkeys(words(f"{entry.title}\n{entry.text}")))
    folded = list(dict.fromkeys(fold(word) for word in found))
    forms = (
        " ".join(dict.fromkeys(stem(word, locale) for word in found)),
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
    if SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND:
        yield from (word[start:] for start in range(SHORTEST_PART, len(word) - SHORTEST_PART))


def _plan(tables: Tables, words_for: Mapping[str, str]) -> Iterator[Entry]:
    for row in tables["plans"].iter_rows(named=True):
        yield Entry("plan", row["plan_id"], row["title"], _lines(row["description"], row["diary_number"]))
    for row in tables["goals"].iter_rows(named=True):
        yield Entry("goal", row["goal_id"], f"{words_for['goal']} {row['number']}", row["text"])
    for row in tables["violence_areas"].iter_rows(named=True):
        yield Entry("area", row["area_id"], row["name"], "")
    for row in tables["decisions"].sort("sequence").iter_rows(named=True):
        title = ", ".join(filter(None, (row["body"], row["paragraph"])))
        yield Entry("decision", row["decision_id"], title, _lines(row["text"], row["document"], row["diary_number"]))


def _priorities(tables: Tables, words_for: Mapping[str, str]) -> Iterator[Entry]:
    names = {row["area_id"]: row["name"] for row in tables["violence_areas"].iter_rows(named=True)}
    for row in tables["priorities"].sort("sequence").iter_rows(named=True):
        areas = tables["priority_areas"].filter(pl.col("priority_id") == row["priority_id"]).iter_rows(named=True)
        lines = [
            f"{words_for[area['basis']]}: {names[area['area_id']]}. {area['note'] or ''}".rstrip() for area in areas
        ]
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


def _indicators(tables: Tables) -> Iterator[Entry]:
    for row in tables["indicators"].iter_rows(named=True):
        text = _lines(*(row[column] for column in INDICATOR_TEXTS), row["indicator_id"])
        yield Entry("indicator", row["indicator_id"], row["name"], text)


def _footnotes(tables: Tables, words_for: Mapping[str, str]) -> Iterator[Entry]:
    """The notes on figures, once for each text, and the series breaks."""
    names = tables["indicators"].select("indicator_id", "name")
    notes = (
        tables["observations"]
        .filter(pl.col("note").is_not_null())
        .group_by("indicator_id", "note", maintain_order=True)
        .agg(pl.col("year").unique().sort())
        .join(names, on="indicator_id", maintain_order="left")
        .sort("indicator_id", "year", "note")
    )
    for row in notes.iter_rows(named=True):
        years = ", ".join(str(year) for year in row["year"])
        yield Entry("note", row["indicator_id"], f"{row['name']}, {years}", row["note"])
    breaks = tables["series_breaks"].join(names, on="indicator_id", maintain_order="left")
    for row in breaks.iter_rows(named=True):
        yield Entry("break", row["indicator_id"], f"{words_for['break']} {row['year']}: {row['name']}", row["text"])


def _lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)
