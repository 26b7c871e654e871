"""Small worlds that everybody knows the structure of, and nobody the numbers: for the attacker who reruns the method.

A structure says which rows are published and which finest counts each of them is the sum of. A truth is a number for
each finest count. From the two follow the figures that staff hand in, release by release.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any, NamedTuple

from tests.attack.attacker import BEHIND, Figure, Key
from tests.attack.worlds import AREA, indicator_row, key_columns

Counts = tuple[int, ...]
"""A number for each of a structure's finest counts."""

Published = Mapping[Key, Figure]
"""The figures of a release."""

YEAR = 2025

SEXES = {"T": ("K", "M"), "K": ("K",), "M": ("M",)}
AGES = {"total": ("0-17", "18+"), "0-17": ("0-17",), "18+": ("18+",)}

OTHERS = "/övriga"
"""Ends the name of those whom a share leaves out: its base without the count behind it."""

OFTEN = (0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 20)
"""What a finest count is, by lot: mostly what a small municipality has."""


class Sum(NamedTuple):
    """A count of people: how many there are besides, and the finest counts that are added to or taken from them."""

    places: tuple[int, ...]
    sign: int = 1
    besides: int = 0

    def of(self, counts: Counts) -> int:
        """How many people these finest counts make it."""
        return self.besides + self.sign * sum(counts[place] for place in self.places)


class Rate(NamedTuple):
    """A published rate or share: the finest counts behind it, what one person counts for, and out of how many.

    tolerance: how far the base may be from the truth. decimals: how many the rate is handed in with.
    """

    places: tuple[int, ...]
    factor: int
    base: int
    tolerance: int = 0
    decimals: int = 0

    def of(self, counts: Counts) -> float:
        """The rate, as it is handed in."""
        scale: int = 10**self.decimals
        people = sum(counts[place] for place in self.places)
        return ((2 * self.factor * scale * people + self.base) // (2 * self.base)) / float(scale)

    def people(self, value: float) -> tuple[int, int]:
        """The fewest and the most that the rate can be of, when it is this."""
        half = 0.5 / 10**self.decimals
        low = (value - half) * (self.base - self.tolerance) / self.factor
        high = (value + half) * (self.base + self.tolerance) / self.factor
        return math.ceil(max(0.0, low) - 1e-9), math.floor(high + 1e-9)


@dataclass(frozen=True)
class Structure:
    """What everybody knows of a world.

    tables: the rows of the catalogue. size: the number of finest counts. counts and rates: the rows that are published.
    unpublished: sums that have no row and are of people all the same. public: official figures, which never change.
    impossible: rows that say that there can be none. late: rows that come in the second release.
    """

    kind: str
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    size: int
    counts: Mapping[Key, Sum]
    rates: Mapping[Key, Rate] = field(default_factory=dict)
    unpublished: Mapping[Key, Sum] = field(default_factory=dict)
    public: Mapping[Key, int] = field(default_factory=dict)
    impossible: frozenset[Key] = frozenset()
    late: frozenset[Key] = frozenset()

    def handed_in(self, counts: Counts, release: int) -> dict[Key, Figure]:
        """What staff hand in before a release."""
        sums: Mapping[Key, Sum | Rate] = {**self.counts, **self.rates}
        return {
            **{key: Figure(float(value), "final") for key, value in self.public.items()},
            **dict.fromkeys(sorted(self.impossible), Figure(None, "not_applicable")),
            **{
                key: Figure(float(each.of(counts)), "final")
                for key, each in sums.items()
                if release or key not in self.late
            },
        }

    def sum_of(self, key: Key) -> Sum:
        """The people that a row counts, or is out of, published or not."""
        if key in self.rates:
            return Sum(self.rates[key].places)
        return self.counts[key] if key in self.counts else self.unpublished[key]


class World(NamedTuple):
    """A structure, and what is true before each release."""

    name: str
    structure: Structure
    truths: tuple[Counts, ...]


# From the parts of indicators to sums of finest counts.


@dataclass(frozen=True)
class Plan:
    """What a structure is made from.

    made_of: the finest parts that an indicator is made of. breakdowns: whole, its parts, and whether they are all.
    """

    kind: str
    made_of: Mapping[str, tuple[str, ...]]
    breakdowns: Sequence[tuple[str, tuple[str, ...], bool]] = ()
    unpublished: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ("T",)
    ages: tuple[str, ...] = ("total",)
    years: tuple[int, ...] = (YEAR,)
    sums_over: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    years_without_rows: tuple[int, ...] = ()

    def structure(self) -> Structure:
        """The structure of this plan."""
        places = {place: number for number, place in enumerate(self._finest())}
        rows = {
            key: Sum(tuple(number for place, number in places.items() if self._counts(key, place)))
            for name in self.made_of
            for key in self._keys(name)
        }
        shown = {
            key: each
            for key, each in rows.items()
            if key.indicator not in self.unpublished and key.year not in self.years_without_rows
        }
        over_years = {
            key: Sum(
                tuple(at for back in range(span) for at in rows[key._replace(indicator=of, year=key.year - back)][0])
            )
            for name, (of, span) in self.sums_over.items()
            for key in self._keys(name)
            if key.year - span + 1 in self.years
        }
        names = (*self.made_of, *self.sums_over)
        return Structure(
            self.kind,
            {
                "indicators": [indicator_row(name) for name in names],
                "indicator_parts": list(self._parts()),
                "indicator_cumulations": [
                    {"cumulation_id": name, "indicator_id": of, "years": span, "kind": "sum"}
                    for name, (of, span) in self.sums_over.items()
                ],
            },
            len(places),
            {**shown, **over_years},
            unpublished={key: each for key, each in rows.items() if key not in shown},
        )

    def _finest(self) -> list[tuple[str, int, str, str]]:
        leaves = sorted({leaf for made_of in self.made_of.values() for leaf in made_of})
        sexes = ("K", "M") if len(self.sexes) > 1 else ("T",)
        ages = ("0-17", "18+") if len(self.ages) > 1 else ("total",)
        return list(product(leaves, self.years, sexes, ages))

    def _keys(self, name: str) -> list[Key]:
        return [Key(name, year, AREA, sex, age) for year in self.years for sex in self.sexes for age in self.ages]

    def _counts(self, key: Key, place: tuple[str, int, str, str]) -> bool:
        leaf, year, sex, age = place
        of_sex = sex in (*SEXES[key.sex], "T") and age in (*AGES[key.age], "total")
        return leaf in self.made_of[key.indicator] and year == key.year and of_sex

    def _parts(self) -> Sequence[Mapping[str, Any]]:
        return [
            {"whole_id": whole, "part_id": part, "breakdown": f"slag{number}", "is_complete": complete}
            for number, (whole, parts, complete) in enumerate(self.breakdowns)
            for part in parts
        ]


# The kinds of worlds. `W` stands for the letters that begin the names of a world's indicators.


def sexes(w: str) -> Structure:
    """Women, men and both."""
    return Plan("kön", {f"{w}-00": ("x",)}, sexes=("T", "K", "M")).structure()


def parts(w: str, count: int = 3, complete: bool = True, by_sex: bool = False) -> Structure:
    """A whole and its parts; the finest part `rest` has no row where they are not all."""
    names = [f"{w}-{number:02}" for number in range(1, count + 1)]
    rest = () if complete else ("rest",)
    made_of = {f"{w}-00": (*names, *rest), **{name: (name,) for name in names}}
    breakdowns = [(f"{w}-00", tuple(names), complete)]
    return Plan("delar", made_of, breakdowns, sexes=("T", "K", "M") if by_sex else ("T",)).structure()


def levels(w: str, deep: int = 2, unpublished: tuple[int, ...] = (), by_sex: bool = False) -> Structure:
    """W = A + B, B = C + D and so on: 00 = 01 + 02, 02 = 03 + 04, 04 = 05 + 06. Those in `unpublished` have no rows."""
    leaves = [f"{w}-{number:02}" for number in (*range(1, 2 * deep, 2), 2 * deep)]
    made_of: dict[str, tuple[str, ...]] = {leaf: (leaf,) for leaf in leaves}
    made_of |= {f"{w}-{2 * level:02}": tuple(leaves[level:]) for level in range(deep)}
    breakdowns = [
        (f"{w}-{2 * level:02}", (f"{w}-{2 * level + 1:02}", f"{w}-{2 * level + 2:02}"), True) for level in range(deep)
    ]
    without = tuple(f"{w}-{number:02}" for number in unpublished)
    return Plan("nivåer", made_of, breakdowns, without, sexes=("T", "K", "M") if by_sex else ("T",)).structure()


def overlapping(w: str, unpublished_whole: bool = False) -> Structure:
    """A whole that is divided in two ways, by what and by where; 00 = 01 + 02 = 03 + 04."""
    made_of = {
        f"{w}-00": ("a1", "a2", "b1", "b2"),
        f"{w}-01": ("a1", "a2"),
        f"{w}-02": ("b1", "b2"),
        f"{w}-03": ("a1", "b1"),
        f"{w}-04": ("a2", "b2"),
    }
    breakdowns = [(f"{w}-00", (f"{w}-{one:02}", f"{w}-{one + 1:02}"), True) for one in (1, 3)]
    return Plan("två indelningar", made_of, breakdowns, (f"{w}-00",) * unpublished_whole).structure()


def sexes_and_ages(w: str, with_parts: bool = False) -> Structure:
    """Sexes by ages, and at times by two parts as well."""
    made_of = {f"{w}-00": ("a", "b"), f"{w}-01": ("a",), f"{w}-02": ("b",)} if with_parts else {f"{w}-00": ("a",)}
    breakdowns = [(f"{w}-00", (f"{w}-01", f"{w}-02"), True)] if with_parts else []
    return Plan("kön och ålder", made_of, breakdowns, sexes=("T", "K", "M"), ages=("total", "0-17", "18+")).structure()


def over_years(w: str, spans: Sequence[int] = (2,), yearly: bool = True) -> Structure:
    """Three years, sums over some of them, and the years themselves, unless they are reached through the sums alone."""
    years = (YEAR - 2, YEAR - 1, YEAR)
    sums = {f"{w}-{50 + span}": (f"{w}-00", span) for span in spans}
    without_rows = () if yearly else years
    made_of = {f"{w}-00": ("x",)}
    return Plan("summor över år", made_of, years=years, sums_over=sums, years_without_rows=without_rows).structure()


def rates(w: str, base: int, decimals_of: int = 10_000, with_count: bool = False, by_sex: bool = True) -> Structure:
    """A rate out of a known number of people; the count itself has rows, or has none."""
    made = sexes(w) if by_sex else parts(w, 2)
    rate, people = f"{w}-80", f"{w}-81"
    keys = [key for key in made.counts if key.indicator == f"{w}-00"]
    bases = {key: base if key.sex != "T" or not by_sex else 2 * base for key in keys}
    tables = {
        **made.tables,
        "indicators": [*made.tables["indicators"], indicator_row(rate, "rate"), indicator_row(people, of="A")],
        "indicator_ratios": [
            {"ratio_id": rate, "numerator_id": f"{w}-00", "denominator_id": people, "factor": decimals_of}
        ],
    }
    counts = {key: each for key, each in made.counts.items() if with_count or key.indicator != f"{w}-00"}
    return Structure(
        "tal",
        tables,
        made.size,
        counts,
        {key._replace(indicator=rate): Rate(made.counts[key].places, decimals_of, bases[key]) for key in keys},
        {key: made.counts[key] for key in keys if key not in counts},
        {key._replace(indicator=people): bases[key] for key in keys},
    )


def fetched(
    w: str, base: int, tolerance: int, factor: int, decimals: int, of: str = "A", by_sex: bool = True
) -> Structure:
    """Our own counts beside a rate of all of them that its source publishes, out of a population that SCB publishes.

    The rate is not divided by sex; the counts are, or by two parts. of: the class of the rate.
    """
    made = sexes(w) if by_sex else parts(w, 2)
    whole = Key(f"{w}-00", YEAR, AREA, "T", "total")
    rate = whole._replace(indicator=f"{w}-80")
    published = {"source_id": "kolada_bra", "source_series_id": "N07402", "is_divided_by_sex": False}
    return replace(
        made,
        kind="hämtade tal",
        tables={
            **made.tables,
            "indicators": [
                *made.tables["indicators"],
                {**indicator_row(rate.indicator, "rate", of), **published, "decimals": decimals},
            ],
            "indicator_ratios": [
                {
                    "ratio_id": rate.indicator,
                    "numerator_id": whole.indicator,
                    "denominator_id": None,
                    "factor": factor,
                    "population": "total",
                }
            ],
            "denominators": [{**key_columns(rate), "value": float(base), "tolerance": float(tolerance) or None}],
        },
        rates={rate: Rate(made.counts[whole].places, factor, base, tolerance, decimals)},
    )


def shares(w: str, bases: tuple[int, int]) -> Structure:
    """The share of women, of men and of all that answered yes, out of known numbers of people."""
    name = f"{w}-90"
    out_of = dict(zip(("K", "M", "T"), (*bases, sum(bases)), strict=True))
    keys = {sex: Key(name, YEAR, AREA, sex, "total") for sex in out_of}
    places = {"K": (0,), "M": (1,), "T": (0, 1)}
    behind = {
        keys[sex]._replace(indicator=name + ending): Sum(places[sex], sign, besides)
        for sex, base in out_of.items()
        for ending, sign, besides in ((BEHIND, 1, 0), (OTHERS, -1, base))
    }
    return Structure(
        "andelar",
        {
            "indicators": [indicator_row(name, "share", "C")],
            "indicator_ratios": [{"ratio_id": name, "numerator_id": None, "denominator_id": None, "factor": 100}],
            "denominators": [
                {**key_columns(keys[sex]), "value": float(base), "tolerance": None} for sex, base in out_of.items()
            ],
        },
        2,
        {},
        {keys[sex]: Rate(places[sex], 100, base) for sex, base in out_of.items()},
        behind,
    )


def one_sex(w: str, is_public: bool = False) -> Structure:
    """A whole by sex where there can be no men, and its two parts, of which the second may be official statistics."""
    plan = Plan(
        "strukturella nollor",
        {f"{w}-00": ("a", "b"), f"{w}-01": ("a",), f"{w}-02": ("b",)},
        [(f"{w}-00", (f"{w}-01", f"{w}-02"), True)],
    ).structure()
    whole = Key(f"{w}-00", YEAR, AREA, "T", "total")
    indicators = [indicator_row(f"{w}-00"), indicator_row(f"{w}-01"), indicator_row(f"{w}-02", of="AB"[not is_public])]
    return replace(
        plan,
        tables={**plan.tables, "indicators": indicators},
        counts={**plan.counts, whole._replace(sex="K"): plan.counts[whole]},
        impossible=frozenset({whole._replace(sex="M")}),
    )


# Worlds by lot.

Maker = Callable[[str, random.Random], Structure]

KINDS: Mapping[str, Maker] = {
    "kön": lambda w, _: sexes(w),
    "tre delar": lambda w, _: parts(w),
    "delar, inte alla": lambda w, _: parts(w, 2, complete=False),
    "delar efter kön": lambda w, _: parts(w, 2, by_sex=True),
    "två nivåer": lambda w, _: levels(w),
    "tre nivåer": lambda w, _: levels(w, 3),
    "två nivåer efter kön": lambda w, _: levels(w, by_sex=True),
    "utan mellanled": lambda w, _: levels(w, 2, (2,)),
    "utan helhet": lambda w, _: levels(w, 2, (0,)),
    "tre nivåer utan mellanled": lambda w, rng: levels(w, 3, rng.choice(((2,), (4,), (2, 4)))),
    "två indelningar": lambda w, _: overlapping(w),
    "två indelningar utan helhet": lambda w, _: overlapping(w, unpublished_whole=True),
    "kön och ålder": lambda w, _: sexes_and_ages(w),
    "kön, ålder och delar": lambda w, _: sexes_and_ages(w, with_parts=True),
    "summor över år": lambda w, rng: over_years(w, rng.choice(((2,), (3,), (2, 3)))),
    "år bara genom summor": lambda w, _: over_years(w, (2, 3), yearly=False),
    "tal": lambda w, rng: rates(w, rng.choice((500, 2_000, 9_000)), with_count=rng.random() < 0.5),
    "tal med delar": lambda w, _: rates(w, 1_000, 1_000, by_sex=False),
    "andelar": lambda w, rng: shares(w, (rng.randint(20, 60), rng.randint(20, 60))),
    "strukturella nollor": lambda w, rng: one_sex(w, rng.random() < 0.5),
}


def draw(number: int, kind: str, releases: int = 1, letters: str = "BX") -> World:
    """A world of a kind, by lot; with several releases one or two finest counts are corrected before each."""
    rng = random.Random(f"{kind} {releases} {number}")
    structure = KINDS[kind](letters, rng)
    counts = [rng.choice(OFTEN) for _ in range(structure.size)]
    for rate in structure.rates.values():
        for place in rate.places:
            counts[place] = min(counts[place], rate.base)
    truths = [tuple(counts)]
    for _ in range(1, releases):
        for place in rng.sample(range(structure.size), min(structure.size, rng.choice((1, 1, 2)))):
            counts[place] = rng.choice(OFTEN)
        truths.append(tuple(counts))
    return World(f"{kind}, {releases} release(s), number {number}", structure, tuple(truths))
