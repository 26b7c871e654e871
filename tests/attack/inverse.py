"""An attacker who has read the documentation: the method is public, so it is rerun on every table that fits.

What is published of a world is given. The attacker looks for the tables that agree with it, has the method choose what
to hide of each, and keeps those of which just the same would have been published. Of each hidden figure they say which
numbers are possible: the inverse image of the choice. The method is a black box; everything else is the attacker's own.

Where the tables can be counted up, they all are, so that few numbers are a proof. Elsewhere integer programs with ever
other aims look for tables, a bounded number of times; numbers that are not found there may still be possible. Nothing
is drawn from the true table, and the same publication is attacked in the same way every time.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.attack.attacker import HIDDEN, PRIMARY, SECONDARY, SHOWN, Figure, Key
from tests.attack.structures import Counts, Published, Structure, Sum

Publish = Callable[[Sequence[Published], Published], Published]
"""What is published of figures that are handed in, given what earlier releases have published."""

WIDTH = 3
"""How many numbers a hidden figure must be able to be."""

FEW = (1, 4)
"""The counts that the published policy hides for their own sake."""

MOST = 1500
"""So many tables are counted up at most."""

TRIALS = 120
"""So many tables are looked for at most, where they cannot all be counted up."""

MORE = 4
"""So many more changes than the fewest are thought of, where with fewer no story is found."""

ROOM = 24
"""A count without an upper limit is looked for this far above the highest number that is known."""


class Bound(NamedTuple):
    """A sum of finest counts that lies between two numbers."""

    places: tuple[int, ...]
    low: int
    high: int


class Cell(NamedTuple):
    """A figure of a release (the first is 0) that the reader is not to know."""

    release: int
    key: Key


@dataclass(frozen=True)
class Possible:
    """The numbers that a figure can be: all of them (`is_all`), or those that were found."""

    values: frozenset[int]
    is_all: bool
    is_marked: bool

    @property
    def is_narrowed(self) -> bool:
        """Whether it is proved that fewer numbers are possible than the policy asks for.

        Of one that is not marked as hidden, all of them must be few people for that to tell something.
        """
        tells = self.is_marked or all(FEW[0] <= value <= FEW[1] for value in self.values)
        return self.is_all and tells and 0 < len(self.values) < WIDTH

    @property
    def is_safe(self) -> bool:
        """Whether enough numbers are shown to be possible."""
        return len(self.values) >= WIDTH or (not self.is_marked and max(self.values, default=0) > FEW[1])


def watched(structure: Structure, published: Published) -> dict[Key, bool]:
    """The figures that the reader is not to know: whether each is marked as hidden, or has no row."""
    hidden = {key: True for key, figure in published.items() if figure.status in HIDDEN}
    return hidden | dict.fromkeys(structure.unpublished.keys() - hidden.keys(), False)


# What is published, as sums that lie between two numbers.


def bounds(structure: Structure, published: Published) -> list[Bound]:
    """What each row says by itself of the finest counts."""
    found = [Bound((place,), 0, ceiling(structure, published)) for place in range(structure.size)]
    for key, each in structure.counts.items():
        figure = published.get(key)
        if figure is not None and figure.status in SHOWN and figure.value is not None:
            found.append(Bound(each.places, round(figure.value), round(figure.value)))
        elif figure is not None and figure.status == PRIMARY:
            found.append(Bound(each.places, *FEW))
    for key, rate in structure.rates.items():
        figure = published.get(key)
        found.append(Bound(rate.places, 0, rate.base + rate.tolerance))
        if figure is not None and figure.status in SHOWN and figure.value is not None:
            found.append(Bound(rate.places, *rate.people(figure.value)))
    return found


def ceiling(structure: Structure, published: Published) -> int:
    """A number that no finest count reaches."""
    known = [figure.value for key, figure in published.items() if key in structure.counts and figure.value is not None]
    return (
        round(max([*known, *(rate.base for rate in structure.rates.values() if rate.factor == 100)], default=0)) + ROOM
    )


def solutions(size: int, limits: Sequence[Bound], most: int) -> list[Counts] | None:
    """All finest counts that are within the limits, or None if they are more than `most`."""
    found: list[Counts] = []
    steps = 0

    def search(low: list[int], high: list[int]) -> bool:
        nonlocal steps
        steps += 1
        if steps > 8 * most:
            return False
        narrowed = tightened(low, high, limits)
        if narrowed is None:
            return True
        low, high = narrowed
        open_ = [place for place in range(size) if low[place] < high[place]]
        if not open_:
            found.append(tuple(low))
            return len(found) <= most
        place = min(open_, key=lambda place: (high[place] - low[place], place))
        for number in range(low[place], high[place] + 1):
            one, other = low.copy(), high.copy()
            one[place] = other[place] = number
            if not search(one, other):
                return False
        return True

    return found if search([0] * size, [10**9] * size) else None


def tightened(low: list[int], high: list[int], limits: Sequence[Bound]) -> tuple[list[int], list[int]] | None:
    """The ends of each finest count that no one sum rules out; None if nothing is left."""
    low, high = low.copy(), high.copy()
    changed = True
    while changed:
        changed = False
        for places, least, most in limits:
            smallest, largest = sum(low[at] for at in places), sum(high[at] for at in places)
            if smallest > most or largest < least:
                return None
            for at in places:
                lowest, highest = least - (largest - high[at]), most - (smallest - low[at])
                if lowest > low[at] or highest < high[at]:
                    smallest += max(lowest, low[at]) - low[at]
                    largest += min(highest, high[at]) - high[at]
                    low[at], high[at] = max(lowest, low[at]), min(highest, high[at])
                    changed = True
                    if low[at] > high[at]:
                        return None
    return low, high


class Row(NamedTuple):
    """A weighted sum of the places of a program that lies between two numbers."""

    terms: Mapping[int, float]
    low: float
    high: float


class Program:
    """Integer programs over the finest counts of some releases; `counted` are the sums of them whose changes count."""

    def __init__(
        self, size: int, limits: Sequence[Sequence[Bound]], counted: Sequence[tuple[int, ...]] | None = None
    ) -> None:
        self.size, self.releases = size, len(limits)
        self.counted = [(at,) for at in range(size)] if counted is None else counted
        self.counts = size * len(limits)
        changes = [
            tuple(release * size + at for at in places) for release in range(len(limits) - 1) for places in self.counted
        ]
        self.switches = len(changes)
        self.limits = limits
        rows: list[Row] = []
        for release, own in enumerate(limits):
            for places, low, high in own:
                rows.append(Row({release * size + at: 1.0 for at in places}, low, high))
        most = max(high for own in limits for places, _, high in own if len(places) == 1)
        for switch, places in enumerate(changes, start=self.counts):
            for sign in (1.0, -1.0):
                before, after = dict.fromkeys(places, sign), {at + size: -sign for at in places}
                rows.append(Row({**before, **after, switch: -most * len(places)}, -math.inf, 0.0))
        self.rows = rows
        self.high = np.array([most] * self.counts + [1] * self.switches, dtype=float)

    def solve(
        self,
        aim: Mapping[int, float],
        more: Sequence[Row] = (),
        changes: int | None = None,
    ) -> tuple[Counts, ...] | None:
        """The finest counts of each release that make the aim least, or None where nothing is within the limits."""
        rows = [*self.rows, *more]
        if changes is not None and self.switches:
            rows.append(Row(dict.fromkeys(range(self.counts, self.counts + self.switches), 1.0), 0, changes))
        width = self.counts + self.switches
        matrix = np.zeros((len(rows), width))
        for number, (terms, _, _) in enumerate(rows):
            for at, weight in terms.items():
                matrix[number, at] = weight
        costs = np.zeros(width)
        for at, weight in aim.items():
            costs[at] = weight
        result = milp(
            costs,
            integrality=np.ones(width),
            bounds=Bounds(np.zeros(width), self.high),
            constraints=LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows]),
            options={"node_limit": 20_000},
        )
        if result.x is None:
            return None
        whole = [round(value) for value in result.x]
        return tuple(tuple(whole[at : at + self.size]) for at in range(0, self.counts, self.size))

    def holds(self, story: Sequence[Counts]) -> bool:
        """Whether the finest counts of each release are within the limits."""
        return all(
            low <= sum(counts[at] for at in places) <= high
            for counts, own in zip(story, self.limits, strict=True)
            for places, low, high in own
        )

    def fewest_changes(self) -> int:
        """In how many sums that count the releases must differ at least; 0 for one release."""
        found = self.solve(dict.fromkeys(range(self.counts, self.counts + self.switches), 1.0))
        return sum(
            sum(one[at] for at in places) != sum(other[at] for at in places)
            for one, other in pairwise(found or ())
            for places in self.counted
        )


# The attack.


@dataclass
class Attack:
    """What is published of a structure, and the method that is thought to have chosen it.

    most: so many tables that agree with a release are counted up at most. Of several releases the simplest story is
    believed: that as few as will do of the finest sums that have rows have changed.
    """

    structure: Structure
    published: Sequence[Published]
    publish: Publish
    most: int = MOST
    reruns: int = 0
    _answers: dict[tuple[int, Counts], bool] = field(default_factory=dict)

    def gives(self, release: int, counts: Counts) -> bool:
        """Whether just this would have been published, had these been the finest counts."""
        if (release, counts) not in self._answers:
            self.reruns += 1
            raw = self.structure.handed_in(counts, release)
            again = self.publish(self.published[:release], raw)
            self._answers[release, counts] = again == self.published[release]
        return self._answers[release, counts]

    def run(self) -> dict[Cell, Possible]:
        """What each figure that the reader is not to know can be."""
        wanted = {
            Cell(release, key): is_marked
            for release, published in enumerate(self.published)
            for key, is_marked in watched(self.structure, published).items()
        }
        if not wanted:
            return {}
        limits = [bounds(self.structure, each) for each in self.published]
        most = self.most if len(limits) == 1 else self.most // 12
        found = [solutions(self.structure.size, own, most) for own in limits]
        if all(each is not None for each in found):
            return self._counted(wanted, [each for each in found if each is not None])
        return self._searched(wanted, Program(self.structure.size, limits, self._counted_places()))

    def _values(self, wanted: Mapping[Cell, bool], is_all: bool) -> _Values:
        return _Values(self.structure, wanted, is_all)

    def _counted(self, wanted: Mapping[Cell, bool], tables: Sequence[Sequence[Counts]]) -> dict[Cell, Possible]:
        """Every table that fits is tried, until enough numbers are found of each figure."""
        values = self._values(wanted, is_all=not any(self._is_cut(own, number) for number, own in enumerate(tables)))
        if len(tables) == 1:
            for counts in in_some_order(tables[0]):
                if self.gives(0, counts):
                    values.add((counts,))
                    if values.are_enough():
                        break
            return values.found()
        kept = [[counts for counts in own if self.gives(number, counts)] for number, own in enumerate(tables)]
        for story in simplest(kept, self._counted_places()):
            values.add(story)
        return values.found()

    def _counted_places(self) -> list[tuple[int, ...]]:
        """The finest sums that have rows of their own: nobody counts the changes of what no row says."""
        rows = {each.places for each in self.structure.counts.values()}
        rows |= {each.places for each in self.structure.rates.values()}
        finest = [each for each in sorted(rows) if not any(set(other) < set(each) for other in rows)]
        return [each for each in finest if len(each) == 1] or finest

    def _is_cut(self, tables: Sequence[Counts], release: int) -> bool:
        """Whether some table has a number at the ceiling, so that higher ones may be possible."""
        top = ceiling(self.structure, self.published[release])
        return any(top in counts for counts in tables)

    def _searched(self, wanted: Mapping[Cell, bool], program: Program) -> dict[Cell, Possible]:
        """Stories are looked for with integer programs, and from each that is kept in small steps."""
        values = self._values(wanted, is_all=False)
        fewest = program.fewest_changes()
        for more in range(MORE + 1):
            steps: list[tuple[Counts, ...]] = []
            seen: set[tuple[Counts, ...]] = set()
            for turn, (aim, rows) in enumerate(self._aims(wanted, values, program)):
                if values.are_enough():
                    break
                story = steps.pop() if steps and turn % 4 else program.solve(aim, rows, fewest + more)
                if story is None or story in seen:
                    continue
                seen.add(story)
                if all(self.gives(number, counts) for number, counts in enumerate(story)):
                    values.add(story)
                    steps += [other for other in neighbours(story) if other not in seen and program.holds(other)]
            if any(values.of.values()) or program.releases == 1:
                break
        return values.found()

    def _aims(
        self, wanted: Mapping[Cell, bool], values: _Values, program: Program
    ) -> Iterator[tuple[dict[int, float], list[Row]]]:
        """What to look for: at first with what is hidden for others' sake taken to be large, and then anything."""
        rng = random.Random(program.counts)
        large = [
            Row(self._terms(Cell(release, key)), FEW[1] + 1.0, math.inf)
            for release, published in enumerate(self.published)
            for key, figure in published.items()
            if figure.status == SECONDARY and key in self.structure.counts
        ]
        # A rate may be hidden because few people are behind it, or for another reason.
        behind = [
            Row(self._terms(Cell(release, key)), *FEW)
            for release, published in enumerate(self.published)
            for key, figure in published.items()
            if figure.status == PRIMARY and key in self.structure.rates
        ]
        # What nobody published may be few, and the reason why others are hidden.
        rows = {each.places for each in self.structure.counts.values()}
        no_row = [at for at in range(program.counts) if (at % self.structure.size,) not in rows]
        no_row = no_row or list(range(program.counts))
        for turn in range(TRIALS):
            cell = rng.choice([cell for cell in wanted if not values.is_enough(cell)] or list(wanted))
            spread = {at: float(rng.randint(-3, 3)) for at in range(program.counts)}
            is_few = self.published[cell.release].get(cell.key, Figure(None, "")).status == PRIMARY
            number = (FEW[0] if is_few else FEW[1] + 1) + turn // 2 % 8
            own = [Row(self._terms(cell), number, number)] if turn % 2 == 0 else []
            few = rng.sample(behind, rng.randint(0, len(behind)))
            if turn % 4 > 1:
                few += [Row({at: 1.0}, *FEW) for at in rng.sample(no_row, 1)]
            yield spread, [*own, *few, *(large if turn % 3 < 2 else ())]

    def _terms(self, cell: Cell) -> dict[int, float]:
        """The finest counts behind a figure, as terms of a program."""
        places = self.structure.sum_of(cell.key).places
        return {cell.release * self.structure.size + at: 1.0 for at in places}


@dataclass
class _Values:
    """The numbers that have been found of each figure."""

    structure: Structure
    wanted: Mapping[Cell, bool]
    is_all: bool

    def __post_init__(self) -> None:
        self.of: dict[Cell, set[int]] = {cell: set() for cell in self.wanted}
        self.sums: dict[Cell, Sum] = {cell: self.structure.sum_of(cell.key) for cell in self.wanted}
        self.left = set(self.wanted)

    def add(self, story: Sequence[Counts]) -> None:
        """Note what each figure is in one story that fits."""
        for cell, values in self.of.items():
            values.add(self.sums[cell].of(story[cell.release]))
        self.left = {cell for cell in self.left if not self.is_enough(cell)}

    def is_enough(self, cell: Cell) -> bool:
        """Whether so many numbers of a figure are found that it is safe."""
        return Possible(frozenset(self.of[cell]), False, self.wanted[cell]).is_safe

    def are_enough(self) -> bool:
        """Whether every figure is safe."""
        return not self.left

    def found(self) -> dict[Cell, Possible]:
        """What each figure can be."""
        return {
            cell: Possible(frozenset(self.of[cell]), self.is_all, is_marked) for cell, is_marked in self.wanted.items()
        }


def neighbours(story: Sequence[Counts]) -> Iterator[tuple[Counts, ...]]:
    """Stories with one person more or fewer in a place of every release, or one moved between two places."""
    size = len(story[0])
    single = [{at: by} for at in range(size) for by in (1, -1)]
    moved = [{one: 1, other: -1} for one in range(size) for other in range(size) if one != other]
    for step in (*moved, *single):
        yield tuple(tuple(number + step.get(at, 0) for at, number in enumerate(counts)) for counts in story)


def in_some_order(tables: Sequence[Counts]) -> list[Counts]:
    """The tables in an order that is the same every time, and in which neighbours differ."""
    return random.Random(len(tables)).sample(tables, len(tables))


def simplest(kept: Sequence[Sequence[Counts]], counted: Sequence[tuple[int, ...]]) -> Iterator[tuple[Counts, ...]]:
    """The stories that change in as few of the sums that count as any does."""
    of_these = [tuple(tuple(sum(counts[at] for at in places) for places in counted) for counts in own) for own in kept]
    steps = [differences(one, other) for one, other in pairwise(of_these)]
    if any(not own for own in kept):
        return
    # The fewest changes from each table to the last release's.
    ahead = [np.zeros(len(kept[-1]), dtype=np.int64)]
    for step in reversed(steps):
        ahead.insert(0, (step + ahead[0][None, :]).min(axis=1))
    fewest = ahead[0].min()

    def follow(release: int, at: int) -> Iterator[tuple[Counts, ...]]:
        own = kept[release][at]
        if release == len(kept) - 1:
            yield (own,)
            return
        for following in np.flatnonzero(steps[release][at] + ahead[release + 1] == ahead[release][at]):
            for rest in follow(release + 1, int(following)):
                yield (own, *rest)

    for first in np.flatnonzero(ahead[0] == fewest):
        yield from follow(0, int(first))


@cache
def differences(before: tuple[Counts, ...], after: tuple[Counts, ...]) -> np.ndarray:
    """In how many places each table of a release differs from each of the next."""
    one, other = np.array(before), np.array(after)
    found: np.ndarray = (one[:, None, :] != other[None, :, :]).sum(axis=2)
    return found
