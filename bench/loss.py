"""How much disclosure control hides, beside the simple way: to hide every figure of an indicator and year that has a
small one.

    python bench/loss.py [--sets 40]

Prints a Markdown table. The data sets are drawn by fixed seeds, with counts as a middle-sized municipality has them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Mapping

from pipeline.model import Key
from pipeline.protect.figures import Figure, View
from pipeline.protect.hide import to_hide
from pipeline.protect.policy import DEFAULT
from pipeline.protect.proof.audit import audit_views
from pipeline.protect.relations import Breakdown, Cumulation, Indicator, Relations
from pipeline.protect.small import small_figures

PERSONS = Indicator("count", "B", 0, 0.0)
PIECES = {"total": (0, 1), "0-17": (0,), "18+": (1,)}

World = tuple[Relations, View]


def drawn(chance: random.Random) -> dict[tuple[str, int], int]:
    """How many people there are of each sex, below and from 18."""
    return {(sex, piece): int(chance.expovariate(1 / chance.choice((1, 4, 15)))) for sex in "KM" for piece in range(2)}


def table(name: str, year: int, people: dict[tuple[str, int], int], ages: tuple[str, ...]) -> dict[Key, Figure]:
    """The figures of an indicator and year by sex and age."""
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
    print("| Indelning | Uppgifter | Små tal | Dolda av oss | Röjs | Dolda med hela rader | Röjs |")
    print("|---|---|---|---|---|---|---|")
    for name, world in WORLDS.items():
        sums = [0] * 6
        for seed in range(sets):
            sums = [so_far + more for so_far, more in zip(sums, _counts(*world(random.Random(seed))), strict=True)]
        print(f"| {name} | {' | '.join(map(str, sums))} |", flush=True)


def _counts(known: Relations, raw: View) -> tuple[int, ...]:
    """Figures, small ones, then for both ways how many are hidden and how many can be worked out all the same."""
    few = small_figures(known, raw)
    places = {(key.indicator_id, key.year) for key in few}
    rows = {key: "suppressed_secondary" for key in raw if (key.indicator_id, key.year) in places}
    ours, simple = to_hide(known, [raw]), rows | dict.fromkeys(few, "suppressed_primary")
    return len(raw), len(few), len(ours), _told(known, raw, ours), len(simple), _told(known, raw, simple)


def _told(known: Relations, raw: View, statuses: Mapping[Key, str]) -> int:
    view = {**raw, **{key: Figure(None, status) for key, status in statuses.items()}}
    return len(audit_views(known, [view]))


if __name__ == "__main__":
    main()
