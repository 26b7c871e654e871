"""The figures of a release as a reader sees them, and the age intervals of age groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from pipeline.model import BASES, KEY, PUBLISHED, Key

EVERYONE = (0, 1000)
"""All ages, as an interval of years of age: the first in it and the first after it."""

Ages = tuple[int, int]


class Figure(NamedTuple):
    """A figure as it is in a release, or as it came in: the value is None if it is not shown.

    numerator and denominator: what a rate or a share is worked out from, where that is shown beside it.
    """

    value: float | None
    status: str
    numerator: int | None = None
    denominator: int | None = None

    @property
    def is_shown(self) -> bool:
        return self.status in PUBLISHED and self.value is not None


View = Mapping[Key, Figure]
"""The figures of one release."""


def ages_of(age_group: str) -> Ages:
    """The interval of an age group: `total`, `18+`, or `0-14`, which includes its last year."""
    if age_group == "total":
        return EVERYONE
    if age_group.endswith("+"):
        return int(age_group[:-1]), EVERYONE[1]
    first, _, last = age_group.partition("-")
    return int(first), int(last) + 1


def age_group_of(ages: Ages) -> str:
    """The name of an age interval, as an age group is named."""
    if ages == EVERYONE:
        return "total"
    return f"{ages[0]}+" if ages[1] == EVERYONE[1] else f"{ages[0]}-{ages[1] - 1}"


def divided(groups: Iterable[Ages]) -> list[Ages]:
    """The intervals into which the age groups' limits divide the ages they cover."""
    groups = set(groups)
    limits = sorted({limit for group in groups for limit in group})
    pieces = list(pairwise(limits))
    return [piece for piece in pieces if any(group[0] <= piece[0] and piece[1] <= group[1] for group in groups)]


def joined(pieces: Sequence[Ages]) -> Iterator[Ages]:
    """Every interval that adjacent pieces make together; to know its count is to know of the people in it."""
    for place, (first, end) in enumerate(pieces):
        yield first, end
        for start, last in pieces[place + 1 :]:
            if start != end:
                break
            end = last
            yield first, end


def view_of(observations: pl.DataFrame) -> View:
    """The figures of a frame of observations; a row with an incomplete key or status is left out.

    A release of an earlier version has no numerators and denominators.
    """
    bases = [name for name in BASES if name in observations.columns]
    rows = observations.drop_nulls([*KEY, "value_status"]).select(*KEY, "value", "value_status", *bases).rows()
    return {Key(*row[: len(KEY)]): Figure(*row[len(KEY) :]) for row in rows}
