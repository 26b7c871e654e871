"""How much disclosure control hides, compared with the simple method: hiding every figure of an indicator and year
where any of them is small.

    python bench/loss.py [--sets 40]

Prints a Markdown table, with the least that could be hidden by a choice that depends on nothing but which figures are
few, found by trying every smaller set of figures, and with in how many groups everything is hidden. The data sets are
drawn with fixed seeds, and their counts are those of a medium-sized municipality.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections.abc import Callable, Mapping

from pipeline.model import Key
from pipeline.protect.figures import Figure, View
from pipeline.protect.hide import to_hide
from pipeline.protect.policy import DEFAULT
from pipeline.protect.proof.alike import marked
from pipeline.protect.proof.audit import audit_views
from pipeline.protect.proof.choice import by_marks
from pipeline.protect.proof.groups import grouped
from pipeline.protect.proof.last_resort import settled
from pipeline.protect.proof.readings import systems_of
from pipeline.protect.proof.system import System
from pipeline.protect.relations import Breakdown, Cumulation, Indicator, Relations
from pipeline.protect.small import hidden_in, small_figures

PERSONS = Indicator("count", "B", 0, 0.0)
PIECES = {"total": (0, 1), "0-17": (0,), "18+": (1,)}

World = tuple[Relations, View]


def drawn(chance: random.Random) -> dict[tuple[str, int], int]:
    """The number of people of each sex, under 18 and from 18."""
    return {(sex, piece): int(chance.expovariate(1 / chance.choice((1, 4, 15)))) for sex in "KM" for piece in range(2)}


def table(name: str, year: int, people: dict[tuple[str, int], int], ages: tuple[str, ...]) -> dict[Key, Figure]:
    """The figures of an indicator for a year, by sex and age group."""
    return {
        Key(name, year, "9999", sex, age): Figure(
            float(sum(people[each, piece] for each in ("KM" if sex == "T" else sex) for piece in PIECES[age])), "final"
        )
        for sex in "TKM"
        for age in ages
    }


def catalogue(
    *names: str, breakdowns: tuple[Breakdown, ...] = (), sums: dict[str, Cumulation] | None = None
) -> Relations:
    return Relations(dict.fromkeys(names, PERSONS), breakdowns, {}, sums or {}, {}, DEFAULT)


def by_sex(chance: random.Random) -> World:
    return catalogue("X-01"), table("X-01", 2025, drawn(chance), ("total",))


def by_sex_and_age(chance: random.Random) -> World:
    return catalogue("X-01"), table("X-01", 2025, drawn(chance), ("total", "0-17", "18+"))


def by_sex_and_part(chance: random.Random) -> World:
    names = ("X-02", "X-03", "X-04")
    parts = {name: drawn(chance) for name in names}
    whole = {place: sum(people[place] for people in parts.values()) for place in parts["X-02"]}
    view = table("X-01", 2025, whole, ("total",))
    for name, people in parts.items():
        view |= table(name, 2025, people, ("total",))
    return catalogue("X-01", *names, breakdowns=(Breakdown("X-01", names, True),)), view


def by_sex_over_years(chance: random.Random) -> World:
    years = {year: drawn(chance) for year in (2022, 2023, 2024, 2025)}
    view: dict[Key, Figure] = {}
    for year, people in years.items():
        view |= table("X-01", year, people, ("total",))
    together = {place: sum(people[place] for people in years.values()) for place in years[2025]}
    view |= table("C-01", 2025, together, ("total",))
    return catalogue("X-01", "C-01", sums={"C-01": Cumulation("X-01", 4, False)}), view


WORLDS: dict[str, Callable[[random.Random], World]] = {
    "kön": by_sex,
    "kön och ålder": by_sex_and_age,
    "kön och tre delar": by_sex_and_part,
    "kön, fyra år och deras summa": by_sex_over_years,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", type=int, default=40)
    sets = parser.parse_args().sets
    print("| Indelning | Uppgifter | Små tal | Minst så | Dolda av oss | Allt | Röjs | Dolda med hela rader | Röjs |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, world in WORLDS.items():
        sums = [0] * 8
        for seed in range(sets):
            counts = _counts(*world(random.Random(seed)))
            sums = [total + count for total, count in zip(sums, counts, strict=True)]
        print(f"| {name} | {' | '.join(map(str, sums))} |", flush=True)


def _counts(known: Relations, raw: View) -> tuple[int, ...]:
    """How many figures there are, how many are small, the least that could be hidden by which are few, how many we
    hide, and in how many groups all; how many of ours leak; and for whole rows, how many are hidden and leak."""
    small = small_figures(known, raw)
    places = {(key.indicator_id, key.year) for key in small}
    rows = {key: "suppressed_secondary" for key in raw if (key.indicator_id, key.year) in places}
    ours, simple = to_hide(known, [raw]), rows | dict.fromkeys(small, "suppressed_primary")
    fewer, everything = _fewer(known, hidden_in(raw, small))
    hidden = len(ours)
    return (
        *(len(raw), len(small), hidden - fewer, hidden, everything, _disclosed(known, raw, ours)),
        *(len(simple), _disclosed(known, raw, simple)),
    )


def _fewer(known: Relations, view: View) -> tuple[int, int]:
    """How many fewer figures could be hidden by which are few, and in how many groups everything is."""
    fewer = everything = 0
    for group in grouped(known, [view]):
        for system in systems_of(known, group):
            marks = marked(system)
            least = _least(marks)
            everything += least is None
            fewer += 0 if least is None else len(by_marks(marks)) - least
    return fewer, everything


def _least(marks: System) -> int | None:
    """The fewest figures that give nothing away in any table with the marks; None where the last resort is needed.

    Hiding more never gives more away, so where no set of a size will do, no smaller one will.
    """
    alike = settled(marks)
    if alike is None:
        return None
    least = len(by_marks(marks))
    while least and any(
        not alike.given_away(frozenset(hidden)) for hidden in itertools.combinations(alike.ours, least - 1)
    ):
        least -= 1
    return least


def _disclosed(known: Relations, raw: View, statuses: Mapping[Key, str]) -> int:
    """How many hidden figures can be worked out."""
    view = {**raw, **{key: Figure(None, status) for key, status in statuses.items()}}
    return len(audit_views(known, [view]))


if __name__ == "__main__":
    main()
