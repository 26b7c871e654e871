"""An attacker who works out hidden figures from what anybody can download: the databases of all releases.

It shares no code with the disclosure control. What must add up, it takes from the tables and from what the words mean;
what the two signs for hidden mean, it takes from the published policy. Of each hidden figure, of each figure that is
left out, and of each number of people behind a published share, it says which whole numbers are possible.

Two independent methods look for them: plain enumeration where a group of figures is small, integer programs elsewhere.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

SHOWN = ("final", "preliminary")
PRIMARY, SECONDARY = "suppressed_primary", "suppressed_secondary"
HIDDEN = (PRIMARY, SECONDARY)
NOTHING = "absent"
"""The status of a figure that has no row, or whose row says that there is no figure."""

BEHIND = "/antal"
"""Ends the name of the count behind a share whose numerator is not an indicator of its own."""

SEXES = {"T": ("K", "M")}
AGES = {"total": ("0-17", "18+"), "0-17": ("0-14", "15-17"), "18+": ("18-64", "65+")}
"""A group and the groups that it is made of. 18-64 is never published, but it is there."""

PUBLISHED_AGES = ("total", "0-14", "0-17", "15-17", "18+", "65+")

SLACK = 1e-7


class Key(NamedTuple):
    """What a figure is about."""

    indicator: str
    year: int
    area: str
    sex: str
    age: str


class Figure(NamedTuple):
    """A figure as it stands in a release."""

    value: float | None
    status: str


class Cell(NamedTuple):
    """A figure of one release (the first is 0)."""

    release: int
    key: Key


@dataclass(frozen=True)
class Rule:
    """A row of the published policy; None where it is empty."""

    smallest: int | None
    largest: int | None
    zero_from: int | None
    decimals: int | None
    width: int


@dataclass(frozen=True)
class Indicator:
    """What the catalogue says of an indicator."""

    kind: str
    decimals: int
    rule: Rule
    tolerance: float


@dataclass(frozen=True)
class Release:
    """What a release holds that an attacker can use."""

    figures: Mapping[Key, Figure]
    revised: frozenset[tuple[Any, ...]]
    indicators: Mapping[str, Indicator]
    wholes: Sequence[tuple[str, tuple[str, ...], bool]]
    ratios: Sequence[tuple[str, str | None, str | None, int]]
    cumulations: Sequence[tuple[str, str, int, str]]
    bases: Mapping[Key, tuple[float, float]]

    @cached_property
    def highest(self) -> Mapping[bool, int]:
        """The highest count that is shown of indicators that rates are out of, and of the others."""
        highest = {True: 0, False: 0}
        for key, figure in self.figures.items():
            if figure.value is not None and self.indicators[key.indicator].kind == "count":
                is_base = self.is_base(key.indicator)
                highest[is_base] = max(highest[is_base], math.ceil(figure.value))
        return highest

    def is_base(self, indicator: str) -> bool:
        """Whether rates are out of the indicator's people, which are of another size than the others'."""
        return any(indicator == denominator for _, _, denominator, _ in self.ratios)

    @cached_property
    def silent(self) -> frozenset[Key]:
        """The figures that hang together with none but such as are hidden to protect others: that then says nothing."""
        ours = {
            key
            for key, figure in self.figures.items()
            if figure.status in (*SHOWN, *HIDDEN) and self.indicators[key.indicator].rule.largest is not None
        }
        sets: list[set[Key]] = []
        for tie in (*({key} for key in ours), *(set(relation.keys) for relation in relations(self))):
            touching = [each for each in sets if not each.isdisjoint(tie)]
            sets = [each for each in sets if each.isdisjoint(tie)] + [tie.union(*touching)]
        return frozenset(
            key
            for each in sets
            for key in each & ours
            if all(self.figures[other].status == SECONDARY for other in each & ours)
        )


def read_release(path: Path) -> Release:
    """The tables of a release's database that an attacker can use."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        ask = connection.execute
        newest = "policy_version = (select max(policy_version) from disclosure_rules)"
        rules = {
            str(row[0]): Rule(row[1], row[2], row[3], row[4], row[5] or 3)
            for row in ask(
                "select disclosure_class, smallest_hidden, largest_hidden, zero_shown_from_base, rate_decimals,"
                f" interval_width from disclosure_rules where {newest}"
            )
        }
        tolerances = dict(ask("select source_id, sum_tolerance from sources").fetchall())
        indicators = {
            name: Indicator(kind, decimals, rules.get(of, Rule(None, None, None, None, 3)), tolerances.get(source) or 0)
            for name, kind, decimals, of, source in ask(
                "select indicator_id, value_kind, decimals, disclosure_class, source_id from indicators"
            )
        }
        parts: dict[tuple[str, str], list[tuple[str, bool]]] = defaultdict(list)
        for whole, part, breakdown, complete in ask(
            "select whole_id, part_id, breakdown, is_complete from indicator_parts order by 1, 3, 2"
        ):
            parts[whole, breakdown].append((part, bool(complete)))
        key = "indicator_id, year, area_code, sex, age_group"
        return Release(
            {Key(*row[:5]): Figure(*row[5:]) for row in ask(f"select {key}, value, value_status from observations")},
            frozenset(ask(f"select {key}, revised_on, old_value, new_value, old_status, new_status from revisions")),
            indicators,
            [
                (whole, tuple(name for name, _ in found), all(complete for _, complete in found))
                for (whole, _), found in parts.items()
            ],
            ask("select ratio_id, numerator_id, denominator_id, factor from indicator_ratios").fetchall(),
            ask("select cumulation_id, indicator_id, years, kind from indicator_cumulations").fetchall(),
            {Key(*row[:5]): (row[5], row[6] or 0) for row in ask(f"select {key}, value, tolerance from denominators")},
        )


# What is known of each figure by itself.


class Domain(NamedTuple):
    """The whole numbers from low to high, without those from gap_from to gap_to."""

    low: int
    high: int
    gap_from: int = 0
    gap_to: int = -1

    def tight(self) -> Domain:
        """The same numbers, with ends that are possible and no gap that lies outside them."""
        low, high = self.low, self.high
        if self.gap_from <= low <= self.gap_to:
            low = self.gap_to + 1
        if self.gap_from <= high <= self.gap_to:
            high = self.gap_from - 1
        if low < self.gap_from <= self.gap_to < high:
            return Domain(low, high, self.gap_from, self.gap_to)
        return Domain(low, high)

    def within(self, low: float, high: float) -> Domain:
        """The numbers that lie between these as well."""
        least = self.low if low <= self.low else math.ceil(low - SLACK)
        most = self.high if high >= self.high else math.floor(high + SLACK)
        return self if (least, most) == (self.low, self.high) else self._replace(low=least, high=most).tight()

    def both(self, other: Domain) -> Domain:
        """The numbers of both; two gaps come from one rule, so that the one lies within the other."""
        wider = max(self, other, key=lambda domain: domain.gap_to - domain.gap_from)
        return Domain(max(self.low, other.low), min(self.high, other.high), wider.gap_from, wider.gap_to).tight()

    def holds(self, value: float) -> bool:
        """Whether the number is among them."""
        return self.low <= value <= self.high and not self.gap_from <= value <= self.gap_to

    def numbers(self) -> list[int]:
        """All of them."""
        return [number for number in range(self.low, self.high + 1) if self.holds(number)]


class Sum(NamedTuple):
    """A weighted sum of figures that lies between two numbers."""

    terms: tuple[tuple[Cell, float], ...]
    low: float
    high: float


@dataclass
class Knowledge:
    """What an attacker knows before any sum is solved: a domain for each cell, the sums, and which cells are one."""

    domains: dict[Cell, Domain] = field(default_factory=dict)
    kinds: dict[Cell, str] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    same: dict[Cell, Cell] = field(default_factory=dict)

    def root(self, cell: Cell) -> Cell:
        """The cell that stands for all that are the same as this one."""
        while cell in self.same:
            cell = self.same[cell]
        return cell


class Contradiction(Exception):
    """What the attacker takes for granted cannot all be true."""


@dataclass(frozen=True)
class Possible:
    """What a figure can be.

    kind: primary or secondary as it is hidden; absent where it has no figure; between for 18-64, which has no place;
    implied for the count behind a share; seen where the same figure stands in another release, as far as is known.
    values: all whole numbers that are possible (`is_all`), or as many as the policy asks for and perhaps not all.
    """

    kind: str
    values: frozenset[int]
    is_all: bool
    width: int

    @property
    def is_recovered(self) -> bool:
        """Whether one number alone is possible."""
        return self.is_all and len(self.values) == 1

    @property
    def is_narrowed(self) -> bool:
        """Whether fewer numbers are possible than the policy asks for."""
        return self.is_all and len(self.values) < self.width


@dataclass(frozen=True)
class Attack:
    """What the attacker takes for granted.

    stays: which figures are thought to stay what they were, by the number of the later release; all, unless told.
    keen: a figure stays what it is from one release to the next unless a correction that is published says that its
    value changed, also while it is hidden. Otherwise only a figure that was published and is hidden without any
    published correction is taken to be the same. Where the keen guess contradicts the figures it is given up.
    secondary_is_large: what is hidden for another figure's sake is not itself one of the small ones, unless all that
    hangs together with it is hidden so.
    """

    keen: bool = True
    secondary_is_large: bool = True
    enumerate_up_to: int = 0
    stays: Callable[[int, Key], bool] | None = None

    def run(self, paths: Sequence[Path]) -> dict[Cell, Possible]:
        """What each hidden, absent or implied figure of the releases in these databases can be."""
        return self.on([read_release(path) for path in paths])

    def on(self, releases: Sequence[Release]) -> dict[Cell, Possible]:
        """What each hidden, absent or implied figure of these releases can be."""
        guesses = set(self._guesses(releases)) if self.keen else set()
        while True:
            knowledge = self._know(releases, guesses)
            answers: dict[Cell, Possible] = {}
            wrong = set(known_to_be_wrong(knowledge))
            for group in groups(knowledge):
                try:
                    answers.update(self._answer(group, knowledge, releases))
                except Contradiction:
                    wrong |= group.keys
            given_up = {guess for guess in guesses if guess[1] in wrong}
            if not given_up:
                if wrong:
                    raise Contradiction(sorted(wrong))
                return answers
            guesses -= given_up

    def _guesses(self, releases: Sequence[Release]) -> Iterator[tuple[int, Key]]:
        """The figures that are hidden in one of two releases, each with the number of the later one."""
        for number, (before, after) in enumerate(pairwise(releases), start=1):
            for key in before.figures.keys() & after.figures.keys():
                hidden = {before.figures[key].status, after.figures[key].status} & {PRIMARY, SECONDARY}
                if hidden and (self.stays is None or self.stays(number, key)):
                    yield number, key

    def _know(self, releases: Sequence[Release], guesses: set[tuple[int, Key]]) -> Knowledge:
        knowledge = Knowledge()
        for number, release in enumerate(releases):
            for relation in relations(release):
                for key in relation.keys:
                    self._meet(Cell(number, key), release, knowledge)
                terms = tuple((Cell(number, key), weight) for key, weight in relation.terms)
                if all(cell in knowledge.domains for cell, _ in terms):
                    knowledge.sums.append(Sum(terms, relation.low, relation.high))
            for key in release.figures:
                self._meet(Cell(number, key), release, knowledge)
        for number, (before, after) in enumerate(pairwise(releases), start=1):
            new = {Key(*row[:5]): row for row in after.revised - before.revised}
            for key in before.figures.keys() & after.figures.keys():
                self._link(number, key, before, after, new.get(key), (number, key) in guesses, knowledge)
        return knowledge

    def _meet(self, cell: Cell, release: Release, knowledge: Knowledge) -> None:
        """Note what the cell can be by itself, the first time that it is met."""
        if cell in knowledge.domains:
            return
        figure = release.figures.get(cell.key, Figure(None, NOTHING))
        behind = cell.key.indicator.endswith(BEHIND)
        name = cell.key.indicator.removesuffix(BEHIND)
        indicator = release.indicators[name]
        if not behind and (
            indicator.kind != "count" or name in {row[0] for row in release.cumulations if row[3] == "mean"}
        ):
            return
        base = release.bases.get(cell.key._replace(indicator=name))
        high = math.floor(base[0] + base[1]) if base else ceiling(release, name)
        rule = indicator.rule
        small_base = base is not None and rule.zero_from is not None and base[0] < rule.zero_from
        if behind:
            domain, kind = Domain(0, high), "implied"
        elif figure.status in SHOWN and figure.value is not None:
            slack = indicator.tolerance
            domain = Domain(max(0, math.ceil(figure.value - slack)), math.floor(figure.value + slack))
            kind = "shown"
        elif figure.status == PRIMARY and rule.smallest is not None and rule.largest is not None:
            domain, kind = Domain(0 if small_base else rule.smallest, min(rule.largest, high)), "primary"
        elif figure.status == SECONDARY and rule.smallest is not None and rule.largest is not None:
            kind = "secondary"
            domain = Domain(0, high)
            if self.secondary_is_large and cell.key not in release.silent:
                domain = Domain(0, high, 0 if small_base else rule.smallest, rule.largest).tight()
        else:
            domain, kind = Domain(0, high), NOTHING if cell.key.age in PUBLISHED_AGES else "between"
        knowledge.domains[cell], knowledge.kinds[cell] = domain, kind

    def _link(
        self,
        number: int,
        key: Key,
        before: Release,
        after: Release,
        correction: tuple[Any, ...] | None,
        guessed: bool,
        knowledge: Knowledge,
    ) -> None:
        """Take the figure to be the same in a release and the one before it, where there is reason to."""
        earlier, later = Cell(number - 1, key), Cell(number, key)
        if earlier not in knowledge.domains or later not in knowledge.domains:
            return
        was, is_ = before.figures[key].status, after.figures[key].status
        hidden = {PRIMARY, SECONDARY}
        if not {was, is_} & hidden or not {was, is_} <= hidden | set(SHOWN):
            return
        certain = was in SHOWN and correction is None
        # A correction that takes a figure away tells that it was hidden, not that it became another.
        plausible = guessed and (correction is None or is_ in hidden)
        both = knowledge.domains[knowledge.root(earlier)].both(knowledge.domains[later])
        if both.low > both.high or not (certain or plausible):
            return
        knowledge.same[later] = knowledge.root(earlier)
        knowledge.domains[knowledge.root(earlier)] = both

    def _answer(
        self, group: Group, knowledge: Knowledge, releases: Sequence[Release]
    ) -> Iterator[tuple[Cell, Possible]]:
        domains = propagate(group.domains, group.sums)
        widths = {
            cell: releases[cell.release].indicators[cell.key.indicator.removesuffix(BEHIND)].rule.width
            for cell in group.members
            if knowledge.kinds[cell] != "shown"
        }
        seen = {knowledge.root(cell) for cell in group.members if knowledge.kinds[cell] == "shown"}
        wanted: dict[Cell, int] = {}
        for cell, width in widths.items():
            root = knowledge.root(cell)
            wanted[root] = max(width, wanted.get(root, 0))
        found = None
        if self.enumerate_up_to:
            found = enumerate_group(domains, group.sums, wanted, self.enumerate_up_to)
        if found is None:
            found = program_group(domains, group.sums, wanted)
        for cell, width in widths.items():
            values, is_all = found[knowledge.root(cell)]
            kind = "seen" if knowledge.root(cell) in seen else knowledge.kinds[cell]
            yield cell, Possible(kind, values, is_all, width)


def ceiling(release: Release, indicator: str) -> int:
    """A number that no figure of such an indicator reaches."""
    return release.highest[release.is_base(indicator)] * 8 + 100


# What must add up.


class Relation(NamedTuple):
    """A weighted sum over keys of one release."""

    terms: tuple[tuple[Key, float], ...]
    low: float
    high: float

    @property
    def keys(self) -> list[Key]:
        return [key for key, _ in self.terms]


def relations(release: Release) -> list[Relation]:
    """Everything that holds among the figures of a release."""
    found = [*_ratios(release)]
    counted = {key for key in release.figures if release.indicators[key.indicator].kind == "count"}
    # Means are averages of counts: their own parts do not hold exactly.
    counted -= {key for key in counted if key.indicator in {row[0] for row in release.cumulations if row[3] == "mean"}}
    counted |= {key for relation in found for key in relation.keys if key.indicator.endswith(BEHIND)}
    found += _divisions(counted)
    counted |= {key for relation in found for key in relation.keys}
    found += _parts(release, counted)
    found += _cumulations(release)
    return found


def _adds_up(whole: Key, parts: Iterable[Key]) -> Relation:
    return Relation(((whole, 1.0), *((part, -1.0) for part in parts)), 0.0, 0.0)


def _divisions(counted: set[Key]) -> Iterator[Relation]:
    """Sexes and ages, where an indicator has more than one of them in a year."""
    met: dict[tuple[str, int, str], set[Key]] = defaultdict(set)
    for key in counted:
        met[key.indicator, key.year, key.area].add(key)
    for (indicator, year, area), keys in sorted(met.items()):
        sexes, ages = {key.sex for key in keys}, {key.age for key in keys}
        all_sexes = ("T", "K", "M") if len(sexes) > 1 else tuple(sexes)
        all_ages = _ages(ages) if len(ages) > 1 else tuple(ages)
        if len(all_sexes) > 1:
            for age in all_ages:
                yield _adds_up(Key(indicator, year, area, "T", age), [Key(indicator, year, area, s, age) for s in "KM"])
        if len(all_ages) > 1:
            for sex in all_sexes:
                for whole, parts in AGES.items():
                    if {whole, *parts} <= set(all_ages):
                        yield _adds_up(
                            Key(indicator, year, area, sex, whole), [Key(indicator, year, area, sex, p) for p in parts]
                        )


def _ages(published: set[str]) -> tuple[str, ...]:
    """The age groups that are needed to tell how the published ones hang together."""
    needed = {"total", "0-17", "18+"}
    if published & {"0-14", "15-17"}:
        needed |= {"0-14", "15-17"}
    if published & {"65+"}:
        needed |= {"18-64", "65+"}
    return tuple(sorted(needed | published))


def _parts(release: Release, counted: set[Key]) -> Iterator[Relation]:
    by_indicator: dict[str, set[Key]] = defaultdict(set)
    for key in counted:
        by_indicator[key.indicator].add(key)
    for whole, parts, complete in release.wholes:
        places = {key._replace(indicator=whole) for name in (whole, *parts) for key in by_indicator[name]}
        for place in sorted(places):
            relation = _adds_up(place, [place._replace(indicator=part) for part in parts])
            yield relation if complete else relation._replace(high=math.inf)


def _ratios(release: Release) -> Iterator[Relation]:
    for name, numerator, denominator, factor in release.ratios:
        indicator = release.indicators[name]
        printed = [
            len(repr(figure.value).partition(".")[2].rstrip("0"))
            for key, figure in release.figures.items()
            if key.indicator == name and figure.value is not None
        ]
        agreed = (
            indicator.decimals if indicator.rule.decimals is None else min(indicator.decimals, indicator.rule.decimals)
        )
        half = 0.5 * 10.0 ** -max([agreed, *printed])
        for key, figure in release.figures.items():
            if key.indicator != name or figure.value is None:
                continue
            above = key._replace(indicator=numerator or name + BEHIND)
            below = key._replace(indicator=denominator) if denominator else None
            low, high = max(0.0, figure.value - half), figure.value + half
            base = release.bases.get(key)
            if below is not None and below in release.figures:
                yield Relation(((above, float(factor)), (below, -low)), 0.0, math.inf)
                yield Relation(((above, float(factor)), (below, -high)), -math.inf, 0.0)
            elif base is not None:
                yield Relation(((above, 1.0),), (base[0] - base[1]) * low / factor, (base[0] + base[1]) * high / factor)


def _cumulations(release: Release) -> Iterator[Relation]:
    for name, yearly, years, kind in release.cumulations:
        decimals = release.indicators[name].decimals
        for key, figure in release.figures.items():
            if key.indicator != name:
                continue
            each = tuple((key._replace(indicator=yearly, year=key.year - back), 1.0) for back in range(years))
            if kind == "sum":
                yield Relation((*each, (key, -1.0)), 0.0, 0.0)
            elif figure.value is not None:
                half = 0.5 * 10.0**-decimals
                yield Relation(each, years * (figure.value - half), years * (figure.value + half))


# Figures that hang together, and what they can be.


@dataclass(frozen=True)
class Group:
    """Cells that hang together through sums, and the sums. The domains are those of the cells that stand for others.

    keys: what the sums are about, with the cells in them that are known exactly.
    """

    members: tuple[Cell, ...]
    keys: frozenset[Key]
    domains: Mapping[Cell, Domain]
    sums: Sequence[Sum]


def groups(knowledge: Knowledge) -> Iterator[Group]:
    """The cells that are not known exactly, with those that they hang together with."""
    sums = [_without_known(item, knowledge) for item in knowledge.sums]
    parent: dict[Cell, Cell] = {}

    def top(cell: Cell) -> Cell:
        while parent.setdefault(cell, cell) != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for item in sums:
        for (one, _), (other, _) in pairwise(item.terms):
            parent[top(one)] = top(other)
    members: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in knowledge.domains:
        root = knowledge.root(cell)
        members[top(root)].append(cell)
    sums_of: dict[Cell, list[Sum]] = defaultdict(list)
    keys: dict[Cell, set[Key]] = defaultdict(set)
    for item, whole in zip(sums, knowledge.sums, strict=True):
        if item.terms:
            sums_of[top(item.terms[0][0])].append(item)
            keys[top(item.terms[0][0])] |= {cell.key for cell, _ in whole.terms}
    for name, cells in members.items():
        if any(knowledge.kinds[cell] != "shown" for cell in cells):
            domains = {knowledge.root(cell): knowledge.domains[knowledge.root(cell)] for cell in cells}
            about = frozenset(keys[name] | {cell.key for cell in cells})
            yield Group(tuple(cells), about, domains, sums_of[name])


def known_to_be_wrong(knowledge: Knowledge) -> Iterator[Key]:
    """What the sums are about that do not hold, and in which everything is known exactly."""
    for item in knowledge.sums:
        rest = _without_known(item, knowledge)
        if not rest.terms and not rest.low - SLACK <= 0 <= rest.high + SLACK:
            yield from (cell.key for cell, _ in item.terms)


def _without_known(item: Sum, knowledge: Knowledge) -> Sum:
    """The sum over the cells that stand for others, those that are known exactly taken out of it."""
    weights: dict[Cell, float] = defaultdict(float)
    known = 0.0
    for cell, weight in item.terms:
        root = knowledge.root(cell)
        domain = knowledge.domains[root]
        if domain.low == domain.high:
            known += weight * domain.low
        else:
            weights[root] += weight
    return Sum(tuple(weights.items()), item.low - known, item.high - known)


def propagate(domains: Mapping[Cell, Domain], sums: Sequence[Sum]) -> dict[Cell, Domain]:
    """The domains without the ends that some one sum rules out; given up where the ends only creep."""
    narrowed = dict(domains)
    sums_of: dict[Cell, list[int]] = defaultdict(list)
    for number, item in enumerate(sums):
        for cell, _ in item.terms:
            sums_of[cell].append(number)
    waiting = dict.fromkeys(range(len(sums)))
    left = 30 * len(sums)
    while waiting and left:
        left -= 1
        number = next(iter(waiting))
        del waiting[number]
        for cell, new in _within_sum(sums[number], narrowed):
            narrowed[cell] = new
            waiting.update(dict.fromkeys(sums_of[cell]))
    return narrowed


def _within_sum(item: Sum, domains: Mapping[Cell, Domain]) -> list[tuple[Cell, Domain]]:
    """The cells of a sum whose ends it rules out, with what is left for them."""
    ranges = [
        (weight * domain.low, weight * domain.high) if weight > 0 else (weight * domain.high, weight * domain.low)
        for domain, weight in ((domains[cell], weight) for cell, weight in item.terms)
    ]
    least, most = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    if least > item.high + SLACK or most < item.low - SLACK:
        raise Contradiction(item)
    changed = []
    for (cell, weight), (own_least, own_most) in zip(item.terms, ranges, strict=True):
        ends = ((item.low - (most - own_most)) / weight, (item.high - (least - own_least)) / weight)
        new = domains[cell].within(min(ends), max(ends))
        if new.low > new.high:
            raise Contradiction(item)
        if new != domains[cell]:
            changed.append((cell, new))
    return changed


Found = Mapping[Cell, tuple[frozenset[int], bool]]
"""The possible numbers of each cell, and whether they are all."""


def enumerate_group(
    domains: Mapping[Cell, Domain], sums: Sequence[Sum], wanted: Mapping[Cell, int], most: int
) -> Found | None:
    """Every solution counted up, or None where there may be more than `most` steps to take."""
    values: dict[Cell, set[int]] = {cell: set() for cell in wanted}
    steps = 0

    def search(left: Mapping[Cell, Domain]) -> bool:
        nonlocal steps
        steps += 1
        if steps > most:
            return False
        open_ = [cell for cell, domain in left.items() if domain.low < domain.high]
        if not open_:
            for cell, seen in values.items():
                seen.add(left[cell].low)
            return True
        cell = min(open_, key=lambda cell: (left[cell].high - left[cell].low, cell))
        if left[cell].high - left[cell].low > most:
            return False
        for number in left[cell].numbers():
            try:
                further = propagate({**left, cell: Domain(number, number)}, sums)
            except Contradiction:
                continue
            if not search(further):
                return False
        return True

    if not search(domains):
        return None
    if any(not seen for seen in values.values()):
        raise Contradiction("nothing is possible")
    return {cell: (frozenset(seen), True) for cell, seen in values.items()}


def program_group(domains: Mapping[Cell, Domain], sums: Sequence[Sum], wanted: Mapping[Cell, int]) -> Found:
    """Numbers found one by one with integer programs, until there are as many as wanted or no more."""
    program = Program(domains, sums)
    seen: dict[Cell, set[int]] = {
        cell: {domains[cell].low} if domains[cell].low == domains[cell].high else set() for cell in wanted
    }

    def learn(solution: Mapping[Cell, int] | None) -> bool:
        for cell, numbers in seen.items():
            if solution is not None and len(numbers) < max(wanted[cell], 3):
                numbers.add(solution[cell])
        return solution is not None

    if not learn(program.solve({})):
        raise Contradiction("nothing is possible")
    rng = np.random.default_rng(len(domains))
    for _ in range(3):
        if any(len(numbers) < wanted[cell] for cell, numbers in seen.items()):
            learn(program.solve({cell: float(rng.integers(-3, 4)) for cell in domains}))
    finished: set[Cell] = set()
    for cell, width in wanted.items():
        gaps = _gaps(domains[cell].low, domains[cell].high, seen[cell])
        while len(seen[cell]) < width and gaps:
            low, high = gaps.pop()
            if not any(low <= number <= high for number in seen[cell]):
                solution = program.solve({cell: 1.0}, {cell: (low, high)})
                if not learn(solution) or solution is None:
                    continue
                number = solution[cell]
            else:
                number = next(number for number in seen[cell] if low <= number <= high)
            gaps += [gap for gap in ((low, number - 1), (number + 1, high)) if gap[0] <= gap[1]]
        if len(seen[cell]) < width:
            finished.add(cell)
    return {cell: (frozenset(numbers), cell in finished) for cell, numbers in seen.items()}


def _gaps(low: int, high: int, seen: Iterable[int]) -> list[tuple[int, int]]:
    ends = [low - 1, *sorted(seen), high + 1]
    return [(one + 1, other - 1) for one, other in pairwise(ends) if one + 1 <= other - 1]


class Program:
    """An integer program over the cells; a gap in a domain costs a switch that says on which side a cell lies."""

    def __init__(self, domains: Mapping[Cell, Domain], sums: Sequence[Sum]) -> None:
        self.sums = sums
        self.cells = list(domains)
        self.place = {cell: number for number, cell in enumerate(self.cells)}
        gapped = [cell for cell in self.cells if domains[cell].gap_from <= domains[cell].gap_to]
        size = len(self.cells) + len(gapped)
        self.low = np.array([domains[cell].low for cell in self.cells] + [0] * len(gapped), dtype=float)
        self.high = np.array([domains[cell].high for cell in self.cells] + [1] * len(gapped), dtype=float)
        rows: list[tuple[Sequence[tuple[int, float]], float, float]] = [
            ([(self.place[cell], weight) for cell, weight in item.terms], item.low - SLACK, item.high + SLACK)
            for item in sums
            if item.terms
        ]
        for number, cell in enumerate(gapped, start=len(self.cells)):
            own, domain = self.place[cell], domains[cell]
            rows.append(([(own, 1.0), (number, -(domain.gap_to + 1 - domain.low))], domain.low, math.inf))
            rows.append(([(own, 1.0), (number, -(domain.high - domain.gap_from + 1))], -math.inf, domain.gap_from - 1))
        self.size = size
        self.constraints: tuple[LinearConstraint, ...] = ()
        if rows:
            where = [(row, column, weight) for row, (terms, _, _) in enumerate(rows) for column, weight in terms]
            matrix = csr_array(
                ([w for _, _, w in where], ([r for r, _, _ in where], [c for _, c, _ in where])),
                shape=(len(rows), size),
            )
            self.constraints = (LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows]),)

    def solve(
        self, objective: Mapping[Cell, float], within: Mapping[Cell, tuple[int, int]] | None = None
    ) -> dict[Cell, int] | None:
        """A solution for which the objective is least, or None where there is no solution."""
        costs, low, high = np.zeros(self.size), self.low.copy(), self.high.copy()
        for cell, weight in objective.items():
            costs[self.place[cell]] = weight
        for cell, (least, most) in (within or {}).items():
            low[self.place[cell]], high[self.place[cell]] = least, most
        result = milp(costs, integrality=np.ones(self.size), bounds=Bounds(low, high), constraints=self.constraints)
        if result.status == 2:
            return None
        if result.x is None:
            raise ArithmeticError(result.message)
        solution = {cell: round(result.x[number]) for number, cell in enumerate(self.cells)}
        for item in self.sums:
            total = sum(weight * solution[cell] for cell, weight in item.terms)
            if not item.low - 1e-3 <= total <= item.high + 1e-3:
                raise ArithmeticError(f"the solver's {total} is not within {item}")
        return solution
