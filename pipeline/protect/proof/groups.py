"""A group of figures that no relation connects to others, and the atoms that its figures are sums of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from pipeline.model import MEN, TOTAL, WOMEN, Key
from pipeline.protect.figures import EVERYONE, Ages, Figure, View, ages_of, divided
from pipeline.protect.relations import Breakdown, Relations

ALL, OTHERS = "~all", "~others"
"""After the name of a share: the people that it is out of, and those of them who are not counted in it."""

Place = tuple[str, int, str]
"""An indicator, a year and an area."""

Unknown = tuple[str, int, str, str, Ages]
"""What an atom counts, in whichever release: a place, a sex and an age interval that no age group divides further."""


def grouped(relations: Relations, views: Sequence[View]) -> list[list[View]]:
    """The figures in groups that no relation connects: by area, indicator family and, unless they cumulate, year."""
    every = (relations, *relations.history)
    cumulated = {name for each in every for total in each.cumulations for name in relations.families.get(total, ())}
    guarded = {
        name: any(each.is_guarded(member) for each in every for member in family)
        for name, family in relations.families.items()
    }
    groups: dict[tuple[str, int, str], list[dict[Key, Figure]]] = {}
    for number, view in enumerate(views):
        for key, figure in view.items():
            if guarded.get(key.indicator_id):
                year = 0 if key.indicator_id in cumulated else key.year
                place = (key.area_code, year, relations.families[key.indicator_id][0])
                groups.setdefault(place, [{} for _ in views])[number][key] = figure
    return [list(groups[place]) for place in sorted(groups)]


class Group:
    """A group of related figures in the releases that say something of it, the last being the one that is judged.

    known, views: what each of them declares, and its figures. family: the indicators. sexes, ages, areas: what the
    people are divided by. numbers: the atom of each unknown in each release; they are numbered as they are asked for.
    """

    def __init__(self, relations: Relations, views: Sequence[View]) -> None:
        known = [relations.at(number) for number in range(len(views))]
        last = len(views) - 1
        keys = {key for view in views for key in view}
        self.family = relations.families[min(keys).indicator_id]
        first = next(number for number, view in enumerate(views) if view)
        news = [
            n
            for n in range(first, last)
            if views[n] != views[n + 1] or not _is_same(known[n], known[n + 1], self.family)
        ]
        # A release that has none of the figures, or says the same as the next one, says nothing more.
        self.known = [known[number] for number in (*news, last)]
        self.views = [views[number] for number in (*news, last)]
        self.sexes = (WOMEN, MEN) if any(key.sex != TOTAL for key in keys) else (TOTAL,)
        self.ages = divided({EVERYONE, *(ages_of(key.age_group) for key in keys)})
        self.areas = sorted({key.area_code for key in keys})
        self.numbers: dict[tuple[int, Unknown], int] = {}

    @cached_property
    def shares(self) -> frozenset[str]:
        """The family's guarded shares of people whose number somebody may know: those not counted are guarded too."""
        names = {
            name for known in self.known for name in self.family if known.is_share(name) and known.is_guarded(name)
        }
        based = {name for known in self.known if names for name, *_ in known.based}
        based |= {key.indicator_id for view in self.views for key, each in view.items() if each.denominator is not None}
        based |= {name for known in self.known for name, ratio in known.ratios.items() if ratio.denominator_id}
        return frozenset(names & based)

    @cached_property
    def breakdowns(self) -> list[tuple[Breakdown, str]]:
        """The family's breakdowns in any of the releases, each with the name of its remainder."""
        own = {each: None for known in self.known for each in known.breakdowns if each.whole_id in self.family}
        return [(each, f"{each.whole_id}~{number}") for number, each in enumerate(own)]

    def unknowns(self, view: int, place: Place, sex: str, ages: Ages) -> tuple[Unknown, ...]:
        """What a figure of the place, or the count behind it, is the sum of."""
        known = self.known[view]
        name, years = counted(known, *place[:2])
        sexes = [each for each in self.sexes if sex in (TOTAL, each)]
        if TOTAL not in sexes:
            sexes = [each for each in sexes if each in known.sexes(name)]
        pieces = [piece for piece in self.ages if is_within(piece, ages)]
        return tuple((name, year, place[2], each, piece) for year in years for each in sexes for piece in pieces)

    def is_last(self, view: int) -> bool:
        """Whether a release is the one that is judged."""
        return view + 1 == len(self.views)

    def atom(self, view: int, unknown: Unknown) -> int:
        """The number of the atom of an unknown in a release; a new one if it has none."""
        return self.numbers.setdefault((view, unknown), len(self.numbers))

    def form(self, view: int, key: Key) -> tuple[int, ...]:
        """The atoms that the figure is the sum of, or, for a rate, those of its count."""
        return tuple(self.atom(view, each) for each in self.unknowns(view, key[:3], key.sex, ages_of(key.age_group)))


def counted(known: Relations, name: str, year: int) -> tuple[str, range]:
    """The indicator whose people a figure, or the count behind it, is of, and the years that it is the sum of."""
    if name in known.ratios:
        name = known.ratios[name].numerator_id or name
    if name not in known.cumulations:
        return name, range(year, year + 1)
    cumulation = known.cumulations[name]
    return cumulation.indicator_id, range(year - cumulation.years + 1, year + 1)


def is_within(inner: Ages, outer: Ages) -> bool:
    """Whether an age interval has no ages but those of another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_same(one: Relations, other: Relations, names: Sequence[str]) -> bool:
    """Whether the two say the same of these indicators."""
    return one is other or one.about(names) == other.about(names)
