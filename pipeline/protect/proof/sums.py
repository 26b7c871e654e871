"""Breakdowns as sums: every whole is the sum of its parts, atom by atom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pipeline.protect.proof.groups import Group, Place, Unknown
from pipeline.protect.proof.system import Row


class Sum(NamedTuple):
    """What a breakdown says of one sex and age interval, the places that it ties, and the atoms on its two sides."""

    places: tuple[Place, ...]
    whole: tuple[Unknown, ...]
    parts: tuple[Unknown, ...]


def telling_sums(group: Group, figured: Collection[Unknown]) -> list[list[Sum]]:
    """For each release, those of its sums that say something of the atoms that the figures of any release count."""
    declared = [list(_sums(group, view, figured)) for view in range(len(group.views))]
    telling = _telling(list(dict.fromkeys(each for sums in declared for each in sums)), figured)
    return [[each for each in telling if each in own] for own in map(set, declared)]


def sum_rows(group: Group, view: int, sums: Sequence[Sum]) -> Iterator[Row]:
    """The sums of a release as rows."""
    for each in sums:
        whole = [(group.atom(view, unknown), 1.0) for unknown in each.whole]
        parts = [(group.atom(view, unknown), -1.0) for unknown in each.parts]
        yield Row((*whole, *parts), 0.0, 0.0)


def summed(figured: Collection[Unknown], sums: Sequence[Sum]) -> set[Unknown]:
    """Those of the unknowns that are the sum of others of them."""
    return {
        each.whole[0]
        for each in sums
        if len(each.whole) == 1 and len(each.parts) > 1 and all(part in figured for part in each.parts)
    }


def _sums(group: Group, view: int, figured: Collection[Unknown]) -> Iterator[Sum]:
    """Every whole as the sum of its parts, and of the remainder if the breakdown is not complete, atom by atom."""
    known = group.known[view]
    longest = max((each.years for each in known.cumulations.values()), default=1)
    years = {year + later for _, year, *_ in figured for later in range(longest)}
    for breakdown, remainder in group.breakdowns:
        if breakdown not in known.breakdowns:
            continue
        parts = (*breakdown.part_ids, *(() if breakdown.is_complete else (remainder,)))
        for year in sorted(years):
            for area in group.areas:
                whole, *others = places = tuple((name, year, area) for name in (breakdown.whole_id, *parts))
                for sex in group.sexes:
                    for piece in group.ages:
                        beneath = [each for other in others for each in group.unknowns(view, other, sex, piece)]
                        above = group.unknowns(view, whole, sex, piece)
                        if above or beneath:
                            yield Sum(places, above, tuple(beneath))


def _telling(sums: Sequence[Sum], figured: Collection[Unknown]) -> list[Sum]:
    """The sums that say something of the figures, directly or through each other.

    Where nothing else is said of the whole, or of any of the parts, it can be whatever the sum makes it.
    """
    while True:
        said = Counter(unknown for each in sums for unknown in {*each.whole, *each.parts})
        said.update(figured)
        telling = [each for each in sums if all(not side or any(said[one] > 1 for one in side) for side in each[1:])]
        if len(telling) == len(sums):
            return telling
        sums = telling
