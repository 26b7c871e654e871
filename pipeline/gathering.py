"""A million faults of one kind as a few problems: the first are worded, and the rest keep nothing but their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

import polars as pl

from pipeline.messages import counted, say
from pipeline.model import FILE, ROW, Place, Problem, Repair, Rows

WORDED = 200
"""The most problems of one kind in one file, sheet and column that are worded each."""

MANY = 10_000
"""Once so many are worded, over all files, only the first few of each further kind are."""

FEW = 3

Found = TypeVar("Found", Problem, Repair)
Kind = tuple[str, str | None, str | None, str]
"""A file, a sheet, a column and a rule: what is found there again and again is one thing to mend."""


class Gathering(Generic[Found]):
    """Takes what is found, in any number; gives it back in a number that can be read, and loses no row."""

    def __init__(self) -> None:
        self._worded: list[Found] = []
        self._first: dict[Kind, Found] = {}
        self._counts: dict[Kind, int] = {}
        self._rest: dict[Kind, list[range]] = {}

    @property
    def worded(self) -> list[Found]:
        """What is worded so far, in the order in which it was found."""
        return self._worded

    def takes(self, place: Place, rule: str) -> bool:
        """Whether one more of this kind is to be worded; otherwise its row is noted, and nothing need be added."""
        kind = _kind(place, rule)
        if self._counts.get(kind, 0) < (WORDED if len(self._worded) < MANY else FEW):
            return True
        _append(self._rest.setdefault(kind, []), place.row or 0)
        return False

    def add(self, found: Found) -> None:
        """Add one; it is dropped, and its row noted, if enough of its kind are worded."""
        rule = _rule(found)
        kind = _kind(found.place, rule)
        if found.others:
            self._rest.setdefault(kind, []).extend(found.others)
            self._first.setdefault(kind, found)
        elif self.takes(found.place, rule):
            self._worded.append(found)
            self._first.setdefault(kind, found)
            self._counts[kind] = self._counts.get(kind, 0) + 1

    def rest(self) -> Iterator[Found]:
        """One for each kind that had too many, with the rows of those that are not worded."""
        return (the_others(self._first[kind], _distinct(rows)) for kind, rows in self._rest.items())

    def found(self) -> list[Found]:
        """All of it: what is worded, then one for each kind that had too many."""
        return self._worded + list(self.rest())


def gathered(found: Iterable[Found]) -> list[Found]:
    """What is found, in a bounded number: the first of each kind in a file, then one for the others of each kind."""
    gathering: Gathering[Found] = Gathering()
    for each in found:
        gathering.add(each)
    return gathering.found()


def worded(rows: pl.DataFrame, word: Callable[[Mapping[str, Any]], Problem]) -> Iterator[Problem]:
    """A problem for each of the first rows of each file, as `word` puts it, then one for the others of the file.

    `word` must give all of them the same rule and column.
    """
    for _, own in rows.group_by(FILE, maintain_order=True):
        first = [word(row) for row in own.head(WORDED).iter_rows(named=True)]
        yield from first
        if own.height > WORDED:
            yield the_others(first[0], ranges(own[ROW].slice(WORDED)))


def the_others(first: Found, rows: Rows) -> Found:
    """What stands for the others of the kind of `first`, on these rows."""
    place = replace(first.place, row=min(row.start for row in rows) or None)
    message = others_of(first, sum(map(len, rows)))
    if isinstance(first, Repair):
        return replace(first, place=place, message=message, others=rows)
    # The rest stop a publish if the worded ones do.
    return replace(first, place=place, value=None, message=message, others=rows)


def others_of(first: Problem | Repair, count: int) -> str:
    """What is said of so many more of the kind of `first`."""
    row = first.place.row or "–"
    if isinstance(first, Repair):
        return say("repairs_are_told", count=counted(count, "cell"), row=row)
    return say("faults_are_told", count=counted(count, "fault" if first.fatal else "warning"), row=row)


def ranges(rows: pl.Series) -> Rows:
    """Row numbers as ranges of those that follow on each other."""
    frame = pl.DataFrame({"row": rows.fill_null(0)})
    run = (pl.col("row").diff().fill_null(0) != 1).cum_sum()
    runs = frame.group_by(run.alias("run"), maintain_order=True).agg(
        pl.col("row").first().alias("first"), pl.col("row").last().alias("last")
    )
    return tuple(range(first, last + 1) for first, last in runs.select("first", "last").iter_rows())


def joined(rows: Iterable[range]) -> Sequence[range]:
    """The same rows in order, each once, as ranges of those that follow on each other; row 0 is none."""
    found: list[range] = []
    for each in sorted((row for row in rows if row.stop > 1), key=lambda row: row.start):
        if found and each.start <= found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, each.stop))
        else:
            found.append(each)
    return found


def _distinct(rows: Sequence[range]) -> Rows:
    """The rows, each once; those whose number is not known are all kept."""
    return (*(row for row in rows if row.start == 0), *joined(rows))


def _append(rows: list[range], row: int) -> None:
    if rows and row and row == rows[-1].stop:
        rows[-1] = range(rows[-1].start, row + 1)
    else:
        rows.append(range(row, row + 1))


def _kind(place: Place, rule: str) -> Kind:
    return place.file, place.sheet, place.column, rule


def _rule(found: Problem | Repair) -> str:
    return found.kind if isinstance(found, Repair) else found.rule
