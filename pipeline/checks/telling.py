"""Whether a note, a reason, an assessment or a measure tells what a hidden figure hides. No sentence repeats it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import polars as pl

from pipeline.checks.asked import text_id
from pipeline.labels import Labels, labels_of
from pipeline.messages import problem, say
from pipeline.model import FILE, HIDDEN, ROW, Dataset, Place, Problem
from pipeline.privacy import MASK, find
from pipeline.privacy.numbers_in_texts import has_number, sentences, tells_of_few, years_in
from pipeline.protect.policy import PERSONS
from pipeline.protect.relations import Relations, relations_of
from pipeline.schema import Schemas

TEXTS = {
    "observations": ("note",),
    "revisions": ("reason",),
    "assessments": ("done", "progress", "remaining"),
    "measures": ("title",),
}
"""The texts that are looked through, by table."""

OF_HIDDEN = {"note": "text_tells_no_hidden_figure", "reason": "reason_tells_no_hidden_figure"}
"""The fault of a text of a hidden figure."""

WHERE = {"note": "in_note", "reason": "in_reason"}
"""What a text is called, by its column."""

SHORTEST = 4
"""The fewest characters of a text that can be listed as allowed."""


@dataclass(frozen=True)
class Telling:
    """A text, or a sentence of one, that may tell a hidden figure: where it is, and the fault with its facts."""

    place: Place
    text: str
    fault: str
    facts: Mapping[str, object]

    @property
    def id(self) -> str:
        """The name of the question whether it does."""
        return telling_id(self.text)


def telling_id(text: str) -> str:
    """The name of the question whether the text tells a hidden figure."""
    return text_id("telling", text)


def text_tells_no_hidden_figure(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """No text that belongs with a hidden figure has a number in it, except those on the project's list.

    A note or a reason of a hidden figure has no number at all that may be a count: what is hidden to protect another
    figure may be of any size. Any other text about the same year, which is its own or one that a sentence names, of a
    related indicator or of the priority, has no number as small as those that are hidden beside a word for people or
    cases.
    """
    return _problems(tellings(dataset), None)


def questions_of_texts(found: Iterable[Telling], command: str) -> Iterator[Problem]:
    """The same as questions that are answered by running `command` again with the answer."""
    return _problems(found, command)


def tellings(dataset: Dataset) -> Iterator[Telling]:
    """The texts that may tell a hidden figure, but for those that are allowed, and those with personal data."""
    allowed = dataset.tables["allowed_texts"]["text"].drop_nulls().to_list()
    known = {text.casefold() for text in allowed}
    hidden = _hidden(dataset)
    for found in (*_on_figures(dataset, hidden), *_in_assessments(dataset, hidden), *_in_measures(dataset, hidden)):
        if found.text.casefold() not in known and not find(found.text, allowed):
            yield found


def without_telling(dataset: Dataset) -> Dataset:
    """The dataset with a dot for every letter and digit of the texts that may tell a hidden figure."""
    texts = sorted({found.text for found in tellings(dataset)}, key=len, reverse=True)
    if not texts:
        return dataset
    tables = {
        name: dataset.tables[name].with_columns(
            pl.Series(column, [text and _blotted(text, texts) for text in dataset.tables[name][column]], pl.String)
            for column in columns
        )
        for name, columns in TEXTS.items()
    }
    return replace(dataset, tables={**dataset.tables, **tables})


def _blotted(text: str, telling: Collection[str]) -> str:
    for each in telling:
        if each == text or len(each) >= SHORTEST:
            text = text.replace(each, "".join(MASK if letter.isalnum() else letter for letter in each))
    return text


@dataclass(frozen=True)
class _Hidden:
    """The indicators with hidden figures by what a text may be about: related figures of a place, or a priority's.

    An indicator that belongs to no priority may be what any of them writes about.
    """

    labels: Labels
    relations: Relations
    of_figure: Mapping[tuple[str, int, str], Collection[str]]
    of_priority: Mapping[tuple[str | None, int], set[str]]

    def beside(self, name: str, area: str, year: int) -> Collection[str]:
        """The indicators related to this one with a figure of the area and the year that is hidden."""
        return self.of_figure.get((name, year, area), ())

    def within(self, priority: str, year: int) -> Collection[str]:
        """The indicators of a priority, or of none, with a figure of the year that is hidden."""
        return self.of_priority.get((priority, year), set()) | self.of_priority.get((None, year), set())

    def newest(self, priority: str) -> int | None:
        """The newest year of the hidden figures of a priority, or of none; None if there are none."""
        return max((year for belongs, year in self.of_priority if belongs in (priority, None)), default=None)

    def few(self, names: Collection[str]) -> tuple[int, int]:
        """The smallest and the largest number that is hidden for its own sake, of any of the indicators."""
        rules = [rule for name in names if (rule := self.relations.rule(name)).guards_counts] or [PERSONS]
        ranges = [found for rule in rules if (found := rule.hidden_range(None))]
        return min(low for low, _ in ranges), max(high for _, high in ranges)

    def named(self, names: Collection[str]) -> str:
        """The first of the indicators, and how many more there are."""
        first, others = self.labels.indicator(min(names)), len(names) - 1
        return say("and_others", first=first, others=others) if others else first


def _hidden(dataset: Dataset) -> _Hidden:
    relations = relations_of(dataset.tables)
    hidden = dataset.sound("observations").filter(pl.col("value_status").is_in(HIDDEN))
    of_figure: dict[tuple[str, int, str], set[str]] = {}
    for name, year, area in hidden.select("indicator_id", "year", "area_code").unique().iter_rows():
        for related in relations.families.get(name, (name,)):
            of_figure.setdefault((related, year, area), set()).add(name)
    of_priority: dict[tuple[str | None, int], set[str]] = {}
    priorities = dataset.sound("indicator_priorities").select("indicator_id", "priority_id")
    years = hidden.select("indicator_id", "year").unique().join(priorities, on="indicator_id", how="left")
    for name, year, priority in years.select("indicator_id", "year", "priority_id").iter_rows():
        of_priority.setdefault((priority, year), set()).add(name)
    return _Hidden(labels_of(dataset.tables), relations, of_figure, of_priority)


def _on_figures(dataset: Dataset, hidden: _Hidden) -> Iterator[Telling]:
    """The notes and the reasons that tell of their own figure, or of another one about the same."""
    was_hidden = pl.col("old_status").is_in(HIDDEN) | pl.col("new_status").is_in(HIDDEN)
    is_hidden = {"observations": pl.col("value_status").is_in(HIDDEN), "revisions": was_hidden}
    for table, (column,) in (("observations", TEXTS["observations"]), ("revisions", TEXTS["revisions"])):
        rows = dataset.sound(table).filter(pl.col(column).is_not_null())
        for row in rows.with_columns(is_hidden[table].alias("is_hidden")).iter_rows(named=True):
            yield from _of_figure(row, column, hidden)


def _of_figure(row: Mapping[str, Any], column: str, hidden: _Hidden) -> Iterator[Telling]:
    text, name = row[column], row["indicator_id"]
    place = Place(row[FILE], row=row[ROW], column=column)
    if row["is_hidden"]:
        if has_number(text, hidden.few([name])):
            yield Telling(place, text, OF_HIDDEN[column], {})
        return
    yield from _beside(place, text, row["year"], hidden, partial(hidden.beside, name, row["area_code"]))


def _in_assessments(dataset: Dataset, hidden: _Hidden) -> Iterator[Telling]:
    """The sentences of assessments that may tell a hidden figure of the priority."""
    for row in dataset.sound("assessments").iter_rows(named=True):
        of_priority = partial(hidden.within, row["priority_id"])
        for column in TEXTS["assessments"]:
            place = Place(row[FILE], row=row[ROW], column=column)
            yield from _beside(place, row[column], row["year"], hidden, of_priority)


def _in_measures(dataset: Dataset, hidden: _Hidden) -> Iterator[Telling]:
    """The sentences of the measures' titles that may tell a hidden figure of the priority.

    A title that names no year is taken to be of the newest.
    """
    (column,) = TEXTS["measures"]
    for row in dataset.sound("measures").iter_rows(named=True):
        year = hidden.newest(row["priority_id"])
        if year is not None:
            place = Place(row[FILE], row=row[ROW], column=column)
            yield from _beside(place, row[column], year, hidden, partial(hidden.within, row["priority_id"]))


def _beside(
    place: Place, text: str, own: int, hidden: _Hidden, names_of: Callable[[int], Collection[str]]
) -> Iterator[Telling]:
    """The sentences that mention a few people or cases, of the text's own year or one that they name.

    `names_of` gives the indicators with a figure hidden in a year.
    """
    where = say(WHERE.get(place.column or "", "in_text"))
    for number, sentence in enumerate(sentences(text), start=1):
        for year in dict.fromkeys((own, *years_in(sentence, own))):
            names = names_of(year)
            if names and tells_of_few(sentence, hidden.few(names)):
                facts = {"indicator": hidden.named(names), "year": year, "where": where, "number": number}
                yield Telling(place, sentence, "text_tells_no_figure_beside", facts)
                break


def _problems(found: Iterable[Telling], command: str | None) -> Iterator[Problem]:
    for each in found:
        yield problem(each.fault, each.place, mend=_mend(each, command), **each.facts)


def _mend(found: Telling, command: str | None) -> str:
    """What to do if the text tells nothing."""
    if len(found.text) < SHORTEST:
        return say("telling_is_explained")
    return say("telling_is_answered", command=command, id=found.id) if command else say("telling_is_listed")
