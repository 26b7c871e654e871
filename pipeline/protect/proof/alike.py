"""Tables that look alike: those with the same marks, which say of each figure whether it is few, none or more.

Which figures are hidden must say nothing of what they are, not even to a reader who knows the method and runs it on
every table that may be behind what is shown. It does not if it depends on the marks alone, which are shown: then every
table that agrees with what is shown has the same figures hidden. The price is that no hidden figure may be given away
in *any* of the tables with those marks, whatever its shown figures are. (Kenthapadi, Mishra and Nissim, "Simulatable
auditing", 2005: deny by what the asker knows already, and the denial tells nothing.)

Tables are too many to try all of them. Those that give most away are the tightest, where sums are small and small
figures at one end of what they can be: they are looked for from a table with as few people as possible. Whatever this
misses is found by the audit, which judges the figures themselves.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np

from pipeline.protect.proof.highs import Undecided
from pipeline.protect.proof.moves import SMALL, Changes, Moves, moves_of
from pipeline.protect.proof.solving import SLACK, Knowledge, Solver
from pipeline.protect.proof.system import (
    FREE,
    UNBOUNDED,
    Booleans,
    Cell,
    Domain,
    Floats,
    Guard,
    Integers,
    Singles,
    System,
)

STEPS = 6
"""How many moves are made from a table towards a tighter one."""

TABLES = 48
"""The most tables that are tried."""


@dataclass(frozen=True)
class Table:
    """A table: its people (a number for each atom), its figures (for each cell), and which moves are open from it."""

    people: Integers
    figures: Integers
    open: Booleans


class Alike:
    """The tables that agree with a system of marks; `ours` are the cells that are ours to hide."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.kept = [number for number, cell in enumerate(system.cells) if cell.is_kept]
        self.moves: Moves = moves_of(system)
        self.guarded = system.guarded
        self.ours = [number for number, cell in enumerate(system.cells) if cell.can_be_hidden]
        self.forms = np.zeros((len(system.cells), system.size), dtype=np.int64)
        for number, cell in enumerate(system.cells):
            np.add.at(self.forms[number], list(cell.atoms), 1)
        none = (UNBOUNDED + 1, UNBOUNDED)
        domains = [cell.now for cell in system.cells]
        self.low, self.high = np.array([(each.low, each.high) for each in domains], dtype=np.int64).reshape(-1, 2).T
        self.gaps = np.array([each.gap or none for each in domains], dtype=np.int64).reshape(-1, 2)
        self.has_gaps = any(each.gap for each in domains)
        self.knowledge = Solver(system).knowing()
        self._known: dict[bytes, Table] = {}
        self.bound = [number for number, each in enumerate(domains) if each != FREE]
        rows = [*system.rows, *(row for cell in system.cells for row in cell.rows)]
        self.weights = np.zeros((len(rows), system.size))
        for number, row in enumerate(rows):
            for atom, weight in row.terms:
                self.weights[number, atom] += weight
        self.limits = np.array([(row.low, row.high) for row in rows], dtype=np.float64).reshape(-1, 2)

    # --- Tables

    @cached_property
    def tables(self) -> list[Table]:
        """The tables that are tried: the tightest, and those where figures that must be guarded are at an end."""
        starts = [self._table(people) for people in self._starts()]
        found = {table.people.tobytes(): table for table in starts}
        for table in chain.from_iterable(self._around(start) for start in starts):
            found.setdefault(table.people.tobytes(), table)
            if len(found) == TABLES:
                break
        return list(found.values())

    def nearest(self, most: int) -> Iterator[Integers]:
        """The figures of some tables, from the one with the fewest people by ever more moves, no more than `most`."""
        waiting = deque(self._table(people) for people in self._starts())
        seen = {table.people.tobytes() for table in waiting}
        while waiting:
            table = waiting.popleft()
            yield table.figures
            for step in self.moves.steps[table.open]:
                people = table.people + step
                if people.tobytes() not in seen and len(seen) < most:
                    seen.add(people.tobytes())
                    waiting.append(self._table(people))

    def _starts(self) -> Iterator[Integers]:
        """The table with the fewest people, and the one with as many as possible where they are few, else as few."""
        everyone = np.ones(self.system.size)
        everyone[list(self.system.switches)] = 0
        few = self.forms[[number for number in self.guarded if self.high[number] < UNBOUNDED]].sum(axis=0)
        for aim in (everyone, everyone - 2 * self.system.size * few):
            found = self.knowledge.least(aim)
            if found is not None:
                yield found

    def _around(self, start: Table) -> Iterator[Table]:
        for number in sorted({*self.guarded, *self.ours}):
            if self.system.cells[number].guard is Guard.IMPLIED:
                yield from self._small(start, number)
                continue
            yield self._towards(start, number, -1)
            if self.system.limits(self.knowledge.outer(number).high):
                yield self._towards(start, number, 1)

    def _table(self, people: Integers) -> Table:
        name = people.tobytes()
        if name not in self._known:
            self._known[name] = self._new_table(people)
        return self._known[name]

    def _new_table(self, people: Integers) -> Table:
        figures = self.forms @ people
        changes, now = self._bound_changes, figures[self.bound]
        agrees = _within(changes, self.low[self.bound] - now, self.high[self.bound] - now).all(axis=0)
        if self.has_gaps:
            agrees &= ~_within(changes, self.gaps[self.bound, 0] - now, self.gaps[self.bound, 1] - now).any(axis=0)
        agrees &= (self.moves.of_atoms >= _small(-people)).all(axis=0)
        if len(self.weights):
            held = self.weights @ people + self._drift
            agrees &= ((held >= self.limits[:, 0] - SLACK) & (held <= self.limits[:, 1] + SLACK)).all(axis=1)
        return Table(people, figures, np.asarray(agrees, dtype=bool))

    @cached_property
    def _bound_changes(self) -> Changes:
        """What each move does to the cells of which anything is known."""
        return self.moves.changes[self.bound]

    @cached_property
    def _drift(self) -> Floats:
        """What each move does to each row."""
        drift: Floats = self.moves.steps @ self.weights.T
        return drift

    def _towards(self, table: Table, number: int, sign: int) -> Table:
        """The table that a few moves lead to, each changing a figure as much as possible one way and others little."""
        for _ in range(STEPS):
            gain = np.where(table.open, sign * self.moves.changes[number], 0)
            if gain.max(initial=0) <= 0:
                break
            table = self._moved(table, gain == gain.max())
        return table

    def _small(self, table: Table, number: int) -> Iterator[Table]:
        """The tables near this one where a figure that nobody published is the smallest and the largest few."""
        for figure in self.system.cells[number].small:
            there = table.open & (table.figures[number] + self.moves.changes[number] == figure)
            if there.any():
                yield self._moved(table, there)

    def _moved(self, table: Table, among: Booleans) -> Table:
        """The table after that of some moves which changes the others least."""
        those = np.flatnonzero(among)
        return self._table(table.people + self.moves.steps[those[self.moves.sizes[those].argmin()]])

    # --- What they give away

    def given_away(self, hidden: Collection[int]) -> list[int]:
        """The cells that some table gives away when these are hidden, and would not if everything of ours were."""
        numbers, is_narrow = self._numbers(hidden)
        is_narrow &= numbers < self._most_numbers
        return [number for number in sorted({*self.guarded, *hidden}) if is_narrow[:, number].any()]

    @cached_property
    def _most_numbers(self) -> Singles:
        """How many numbers each cell can be in each table with everything of ours hidden."""
        return self._numbers(self.ours)[0]

    def _numbers(self, hidden: Collection[int]) -> tuple[Singles, Booleans]:
        """How many numbers each cell can be in each table when these are hidden, and whether they are too few."""
        is_made = self._made(self._keeping([number for number in self.ours if number not in hidden]))
        numbers = self._numbers_of(is_made)
        # A figure that nobody published says nothing of anyone where it is none or many, or may be many.
        is_telling = ~self._is_implied | (self._is_small & (self._numbers_of(is_made & self._makes_many) == 1))
        return numbers, (numbers < self._widths) & is_telling & ~self._is_told

    def told_by_marks(self, number: int) -> bool:
        """Whether a cell can be too few numbers even where nothing but the marks is known."""
        kinds = np.flatnonzero(self.moves.kinds[:, 0] == number)
        moved = np.where(self._made_by_any[:, kinds], self.moves.kinds[kinds, 1], 0)
        return len(np.unique(self._figures[:, number, None] + moved)) < self.system.cells[number].width

    def _keeping(self, shown: Sequence[int]) -> Booleans:
        """Which moves change none of these cells, none that is kept, and nothing else that they say."""
        is_fixed = np.zeros(len(self.forms), dtype=np.float32)
        is_fixed[[*shown, *self.kept]] = 1
        keeping: Booleans = is_fixed @ self.moves.touched_by == 0
        for number in shown:
            for atoms in self.system.cells[number].says:
                keeping = keeping & (self.moves.steps[:, list(atoms)].sum(axis=1) == 0)
        return keeping

    def _numbers_of(self, is_made: Booleans) -> Singles:
        """How many numbers each cell can be in each table, its own among them, by the kinds of change that are made."""
        numbers: Singles = (self.moves.of_cell @ is_made.T.astype(np.float32)).T + 1
        return numbers

    def _made(self, allowed: Booleans) -> Booleans:
        """Which kinds of change some of the moves that are allowed make, in each table."""
        made: Booleans = (self.moves.made_by @ (self._open * allowed).T).T > 0
        return made

    @cached_property
    def _made_by_any(self) -> Booleans:
        return self._made(np.ones(len(self.moves.steps), dtype=bool))

    @cached_property
    def _open(self) -> Singles:
        return np.array([table.open for table in self.tables], dtype=np.float32).reshape(-1, len(self.moves.steps))

    @cached_property
    def _figures(self) -> Integers:
        return np.array([table.figures for table in self.tables], dtype=np.int64).reshape(-1, len(self.forms))

    @cached_property
    def _widths(self) -> Integers:
        return np.array([cell.width for cell in self.system.cells], dtype=np.int64)

    @cached_property
    def _is_implied(self) -> Booleans:
        return np.array([cell.guard is Guard.IMPLIED for cell in self.system.cells])

    @cached_property
    def _limits_of_few(self) -> Integers:
        return np.array([cell.small for cell in self.system.cells], dtype=np.int64).reshape(-1, 2)

    @cached_property
    def _is_small(self) -> Booleans:
        small: Booleans = (self._figures >= self._limits_of_few[:, 0]) & (self._figures <= self._limits_of_few[:, 1])
        return small

    @cached_property
    def _makes_many(self) -> Booleans:
        """Of each table and kind of change, whether it makes the figure more than few."""
        cells, by = self.moves.kinds.T
        many: Booleans = self._figures[:, cells] + by > self._limits_of_few[cells, 1]
        return many

    @cached_property
    def _is_told(self) -> Booleans:
        """Of each table and cell, whether another release shows what the table says."""
        told = np.zeros(self._figures.shape, dtype=bool)
        for number, cell in enumerate(self.system.cells):
            for low, high in cell.told:
                told[:, number] |= (self._figures[:, number] >= low) & (self._figures[:, number] <= high)
        return told


def _within(changes: Changes, low: Integers, high: Integers) -> Booleans:
    """Which of the changes, a row for each of the limits, are within them."""
    within: Booleans = (changes >= _small(low)) & (changes <= _small(high))
    return within


def _small(limits: Integers) -> Changes:
    """Limits of changes as a column of small numbers; those that no change reaches are as good as any such."""
    farthest = np.iinfo(SMALL)
    return np.clip(limits, farthest.min, farthest.max).astype(SMALL)[:, None]


def marked(system: System) -> System:
    """The system of what the marks alone say: a figure that is ours to hide is none, or as many as a hidden one."""
    knowledge = Solver(system).knowing()

    def mark(number: int) -> dict[str, object]:
        cell = system.cells[number]
        if cell.guard is Guard.IMPLIED:
            low, high = _ends(knowledge, number)
            if low > cell.small[1]:
                return {"now": Domain(cell.small[1] + 1)}
            if high < cell.small[0]:
                return {"now": Domain(0, cell.small[0] - 1)}
            if cell.is_current and cell.small[0] <= low and high <= cell.small[1]:
                return {"now": Domain(*cell.small)}
        if not system.switches and cell.is_current and cell.is_shown and cell.value >= cell.shown_from:
            return {"now": Domain(cell.shown_from), "value": 0.0, "is_kept": True}
        if cell.can_be_hidden or cell.is_ours_and_hidden:
            shown = {"value": 0.0, "can_be_hidden": True, "is_shown": True, "guard": Guard.NONE}
            return {"now": cell.when_hidden, "rows": (), "says": _said(cell), **shown}
        return {}

    return replace(
        system,
        cells=tuple(replace(cell, **mark(number)) for number, cell in enumerate(system.cells)),  # type: ignore[arg-type]
    )


def _ends(knowledge: Knowledge, number: int) -> tuple[int, int]:
    """The smallest and the largest number that a cell can be, or what arithmetic says of them."""
    outer = knowledge.outer(number)
    # Arithmetic adds up figures, but does not see what the rows of shares and rates say of them together.
    if not any(cell.rows for cell in knowledge.system.cells) or not knowledge.is_possible:
        return outer.low, outer.high
    try:
        return knowledge.extreme(number, largest=False), knowledge.extreme(number, largest=True)
    except Undecided:
        return outer.low, outer.high


def _said(cell: Cell) -> tuple[tuple[int, ...], ...]:
    """The sums that the rows of a cell are about: of a rate of two counts each of them, beside a share its base."""
    signs = [[atom for atom, weight in row.terms if weight * sign > 0] for row in cell.rows for sign in (1, -1)]
    return tuple(sorted({tuple(atoms) for atoms in signs if atoms}))
