"""Small worlds for the tests: catalogues, figures, and a reader who tries every possibility there is.

That reader shares nothing with `pipeline.protect` but the names of things: it goes through every way that people can be
spread over sexes, ages and indicators, keeps those that agree with what is shown and with the published rule, and looks
at what each figure is in them.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence

from pipeline.model import Key
from pipeline.protect.figures import Figure, View
from pipeline.protect.policy import DEFAULT, Policy
from pipeline.protect.relations import Breakdown, Cumulation, Indicator, Ratio, Relations

AREA = "9999"
PERSONS = Indicator("count", "B", 0, 0.0)


def relations(
    *names: str,
    public: Sequence[str] = (),
    breakdowns: Sequence[Breakdown] = (),
    ratios: Mapping[str, Ratio] | None = None,
    cumulations: Mapping[str, Cumulation] | None = None,
    bases: Mapping[Key, tuple[float, float]] | None = None,
    indicators: Mapping[str, Indicator] | None = None,
    policy: Policy = DEFAULT,
) -> Relations:
    """A catalogue of counts of persons, of which those that are `public` are official statistics."""
    counts = {name: Indicator("count", "A", 0, 0.0) if name in public else PERSONS for name in names}
    return Relations(
        {**counts, **(indicators or {})}, tuple(breakdowns), ratios or {}, cumulations or {}, bases or {}, policy
    )


def key(name: str = "X-01", sex: str = "T", age: str = "total", year: int = 2025) -> Key:
    """What a figure is about."""
    return Key(name, year, AREA, sex, age)


def shown(value: float) -> Figure:
    """A figure that is published."""
    return Figure(float(value), "final")


PRIMARY = Figure(None, "suppressed_primary")
SECONDARY = Figure(None, "suppressed_secondary")

SEXES = {"T": ("K", "M"), "K": ("K",), "M": ("M",)}
AGES = {
    "total": ("0-14", "15-17", "18-64", "65+"),
    "0-17": ("0-14", "15-17"),
    "18+": ("18-64", "65+"),
    "0-14": ("0-14",),
    "15-17": ("15-17",),
    "65+": ("65+",),
}


def members(each: Key) -> list[tuple[str, str, str]]:
    """The smallest groups of people that a figure counts."""
    return [(each.indicator_id, sex, age) for sex in SEXES[each.sex] for age in AGES[each.age_group]]


def random_people(chance: random.Random, names: Sequence[str], most: int) -> dict[tuple[str, str, str], int]:
    """How many people each smallest group has: most have few, as in a small municipality."""
    return {
        (name, sex, age): min(chance.choice((0, 0, 1, 2, 3, chance.randint(0, most))), most)
        for name in names
        for sex in ("K", "M")
        for age in AGES["total"]
    }


def counted(people: Mapping[tuple[str, str, str], int], keys: Sequence[Key]) -> dict[Key, Figure]:
    """The figures before anything is hidden."""
    return {each: shown(sum(people[member] for member in members(each))) for each in keys}


def possible_values(view: View, asked: Key, groups: Sequence[Sequence[str]], most: int) -> set[int]:
    """Every number that a figure of one indicator can be.

    groups: the sexes and the ages that are told apart. most: no smallest group has more people.
    """
    sexes, ages = groups
    places = list(itertools.product(sexes, ages))
    facts = [
        ([i for i, (sex, age) in enumerate(places) if _holds(each, sex, age)], figure) for each, figure in view.items()
    ]
    wanted = [i for i, (sex, age) in enumerate(places) if _holds(asked, sex, age)]
    found = set()
    for people in itertools.product(range(most + 1), repeat=len(places)):
        if all(_agrees(sum(people[i] for i in counted_in), figure) for counted_in, figure in facts):
            found.add(sum(people[i] for i in wanted))
    return found


def _holds(each: Key, sex: str, age: str) -> bool:
    return each.sex in ("T", sex) and (each.age_group in ("total", age) or age in AGES[each.age_group])


def _agrees(count: int, figure: Figure) -> bool:
    match figure.status:
        case "suppressed_primary":
            return 1 <= count <= 4
        case "suppressed_secondary":
            return count == 0 or count >= 5
        case "final":
            return count == figure.value
    return True


def subsets(keys: Sequence[Key]) -> Iterator[tuple[Key, ...]]:
    """Every choice of the keys, the smallest choices first."""
    for size in range(len(keys) + 1):
        yield from itertools.combinations(keys, size)
