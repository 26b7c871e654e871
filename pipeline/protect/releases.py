"""The kept releases as a reader has them: each with the figures, the rules and the relations that it carries itself.

What a release declares still holds when a later one no longer says so. Hence the relations of each are completed by
those of the others, the nearest first, and its own go before theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from pipeline.model import KeptRelease
from pipeline.protect.figures import View, view_of
from pipeline.protect.policy import METHOD
from pipeline.protect.relations import Breakdown, Relations, relations_of


@dataclass(frozen=True)
class Release:
    """A kept release: its figures, what it declares, its name, and by which version of the method it was protected.

    The method is None if the release is from before methods had versions.
    """

    view: View
    relations: Relations
    name: str = ""
    method: int | None = METHOD


def release_of(kept: KeptRelease) -> Release:
    """What a reader has of a kept release."""
    return Release(view_of(kept.tables["observations"]), relations_of(kept.tables), kept.name, kept.method)


def releases_of(kept: Iterable[KeptRelease]) -> list[Release]:
    """What a reader has of kept releases, in the same order."""
    return [release_of(each) for each in kept]


def views_of(releases: Iterable[Release]) -> list[View]:
    """The figures of each release."""
    return [release.view for release in releases]


def known_with(tables: Mapping[str, pl.DataFrame], earlier: Sequence[Release]) -> Relations:
    """What a reader who has the earlier releases, oldest first, knows of the figures in the checked tables."""
    return joined([*(release.relations for release in earlier), relations_of(tables)])


def joined(declared: Sequence[Relations]) -> Relations:
    """The last of the relations, with all of them as its history, each completed by the others."""
    distinct: list[Relations] = []
    places = []
    for relations in declared:
        if relations not in distinct:
            distinct.append(relations)
        places.append(distinct.index(relations))
    # The same relations stay the same object, so that what follows from them is worked out once.
    completed = [_completed(distinct, number) for number in range(len(distinct))]
    history = tuple(completed[place] for place in places)
    return replace(history[-1], history=history) if len(history) > 1 else history[-1]


def _completed(declared: Sequence[Relations], number: int) -> Relations:
    """The relations with this number, with what the others declare and it does not: earlier ones before later ones."""
    own, earlier, later = declared[number], declared[:number][::-1], declared[number + 1 :]
    others = [*earlier, *later]
    breakdowns = list(own.breakdowns)
    for each in others:
        breakdowns += [new for new in each.breakdowns if _is_news(new, breakdowns, is_earlier=each in earlier)]
    by_precedence = [own, *others][::-1]
    return replace(
        own,
        indicators={
            name: replace(facts, is_public=any(each.is_public(name) for each in declared))
            for each in by_precedence
            for name, facts in each.indicators.items()
        },
        breakdowns=tuple(breakdowns),
        ratios={
            name: ratio
            for is_described in (False, True)
            for each in by_precedence
            for name, ratio in each.ratios.items()
            if ratio.is_described is is_described
        },
        cumulations={name: facts for each in by_precedence for name, facts in each.cumulations.items()},
        bases={key: base for each in by_precedence for key, base in each.bases.items()},
    )


def _is_news(breakdown: Breakdown, known: Iterable[Breakdown], *, is_earlier: bool) -> bool:
    """Whether a breakdown of another release says something that those known do not.

    One with other parts than a known one of the same whole has been replaced by it, unless parts were only taken away
    since.
    """
    parts = set(breakdown.part_ids)
    rivals = [set(each.part_ids) for each in known if each.whole_id == breakdown.whole_id]
    return not any(parts <= rival or (parts > rival and not is_earlier) for rival in rivals)
