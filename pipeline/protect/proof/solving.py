"""What a reader can work out of a system: the whole numbers that a sum can be, found and proved by HiGHS.

Three things keep it fast, none of which decides anything by guesswork. Bounds are tightened by arithmetic first, which
proves how few numbers a sum can be. Solutions that have been found are kept, and show what a sum can be. And the
difference of two solutions is a step that can be taken from a third. The solver settles what these leave open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import combinations, pairwise, permutations

import numpy as np

from pipeline.protect.proof.highs import Undecided, minimise
from pipeline.protect.proof.system import UNBOUNDED, Booleans, Domain, Floats, Guard, Integers, System

SLACK = 1e-6
"""How far a float may be from the number that is meant: HiGHS's own tolerance."""

KEPT = 96
"""How many solutions are kept, newest first."""

STARTS, STEPS = 6, 200
"""From how many solutions, and in how many directions from each, a step is tried."""

FEW = 60
"""The most numbers that are tried one by one."""

PAIRED = 10
"""With more atoms than this, the directions that move people between two or four of them are too many to try."""


class Knowledge:
    """What a reader knows when these cells are hidden to protect others, in addition to what is already hidden."""

    def __init__(self, solver: Solver, hidden: frozenset[int]) -> None:
        self.solver = solver
        self.system = solver.system
        self.hidden = hidden
        self._plain: dict[int, bool] = {}
        self._stepped_from: Integers | None = None
        self._fitted_from: Integers | None = None
        self._fitted: Integers = solver.pool
        self.domains = [cell.domain(number in hidden) for number, cell in enumerate(self.system.cells)]
        self.low = np.array([domain.low for domain in self.domains], dtype=np.float64)
        self.high = np.array([domain.high for domain in self.domains], dtype=np.float64)
        none = (UNBOUNDED + 1, UNBOUNDED)
        self.gap_low = np.array([(domain.gap or none)[0] for domain in self.domains], dtype=np.float64)
        self.gap_high = np.array([(domain.gap or none)[1] for domain in self.domains], dtype=np.float64)
        rows = list(self.system.rows)
        for number, cell in enumerate(self.system.cells):
            if number not in hidden:
                rows.extend(cell.rows)
        self.weights = np.zeros((len(rows), self.system.size))
        for number, row in enumerate(rows):
            for atom, weight in row.terms:
                self.weights[number, atom] += weight
        self.row_low = np.array([row.low for row in rows], dtype=np.float64)
        self.row_high = np.array([row.high for row in rows], dtype=np.float64)

    @cached_property
    def is_possible(self) -> bool:
        """Whether the figures fit together at all. Raises Undecided if the solver gives up."""
        if any(domain.is_empty for domain in self.domains):
            return False
        return self.budget is not None and (len(self._fitting()) > 0 or self._solve(None) is not None)

    @cached_property
    def budget(self) -> int | None:
        """How many figures must have changed between the releases for everything to fit; None if nothing fits."""
        switches = list(self.system.switches)
        if not switches:
            return 0
        pool = self.solver.pool
        if self.hidden < self.solver.all_hidden and len(pool):
            # Hiding more never takes more changes, so no fewer than with everything hidden will do.
            fewest = self.solver.knowing(self.solver.all_hidden).budget
            if fewest is not None and (pool[self._agrees(pool)][:, switches].sum(axis=1) <= fewest).any():
                return fewest
        aim = np.zeros(self.system.size)
        aim[switches] = 1
        found = self._solve(aim, budget=len(switches))
        if found is None:
            return None
        self.solver.remember(found[None, :])
        return int(found[switches].sum())

    @cached_property
    def bounds(self) -> tuple[Floats, Floats]:
        """Bounds of each of the solver's sums, by arithmetic alone; the first of the sums are the atoms."""
        solver = self.solver
        low, high = np.zeros(len(solver.sums)), solver.sums @ solver.cap
        np.maximum.at(low, solver.place, self.low)
        np.minimum.at(high, solver.place, self.high)
        for _ in range(20):
            before = low.copy(), high.copy()
            self._by_differences(low, high)
            self._by_rows(low, high)
            self._past_gaps(low, high)
            if ((low == before[0]).all() and (high == before[1]).all()) or (low > high).any():
                break
        return low, high

    def _by_differences(self, low: Floats, high: Floats) -> None:
        """Where one sum is two others together, bound each by the other two."""
        whole, part, rest = self.solver.triples
        np.maximum.at(low, whole, low[part] + low[rest])
        np.minimum.at(high, whole, high[part] + high[rest])
        np.maximum.at(low, part, low[whole] - high[rest])
        np.minimum.at(high, part, high[whole] - low[rest])

    def _by_rows(self, low: Floats, high: Floats) -> None:
        """Bound each atom by the other atoms of a row."""
        size, weights = self.system.size, self.weights
        if not len(weights):
            return
        least, most = low[:size].copy(), high[:size].copy()
        positive, negative = np.maximum(weights, 0), np.minimum(weights, 0)
        smallest = positive @ least + negative @ most
        largest = positive @ most + negative @ least
        with np.errstate(divide="ignore", invalid="ignore"):
            above = (self.row_high - smallest)[:, None] / weights
            below = (self.row_low - largest)[:, None] / weights
        lifted = np.where(weights > 0, least + above, np.where(weights < 0, least + below, np.inf)).min(axis=0)
        sunk = np.where(weights > 0, most + below, np.where(weights < 0, most + above, -np.inf)).max(axis=0)
        high[:size] = np.minimum(most, np.floor(lifted + SLACK))
        low[:size] = np.maximum(least, np.ceil(sunk - SLACK))

    def _past_gaps(self, low: Floats, high: Floats) -> None:
        """Move a bound within a gap to the gap's other side."""
        place = self.solver.place
        np.maximum.at(
            low, place, np.where((low[place] >= self.gap_low) & (low[place] <= self.gap_high), self.gap_high + 1, 0)
        )
        stuck = (high[place] >= self.gap_low) & (high[place] <= self.gap_high)
        np.minimum.at(high, place, np.where(stuck, self.gap_low - 1, np.inf))

    def outer(self, cell: int) -> Domain:
        """A domain that the cell cannot leave."""
        low, high = self.bounds
        place = self.solver.place[cell]
        return self.domains[cell].meet(Domain(int(low[place]), int(high[place])))

    def fits(self, candidates: Integers) -> Booleans:
        """Which of the solutions (one per row) agree with all that is known, with no more changes than needed."""
        agreeing = self._agrees(candidates)
        if self.system.switches:
            agreeing &= candidates[:, list(self.system.switches)].sum(axis=1) <= (self.budget or 0)
        return agreeing

    def _agrees(self, candidates: Integers) -> Booleans:
        """Which of the solutions agree with what is known of each sum."""
        # Not a matrix product of floats: BLAS would spread these small ones over threads, which wait for each other.
        sums = candidates @ self.solver.whole_forms.T
        inside = (sums >= self.low) & (sums <= self.high) & ~((sums >= self.gap_low) & (sums <= self.gap_high))
        rows = np.einsum("ca,ra->cr", candidates, self.weights)
        held = (rows >= self.row_low - SLACK) & (rows <= self.row_high + SLACK)
        within = (candidates >= 0).all(axis=1) & (candidates <= self.solver.cap).all(axis=1)
        agreeing: Booleans = inside.all(axis=1) & held.all(axis=1) & within
        return agreeing

    def values(self, cell: int) -> set[int]:
        """Numbers that the cell is known to have as possible values."""
        return set((self._fitting() @ self.solver.whole_forms[cell]).tolist())

    def is_plain(self, number: int) -> bool:
        """Whether arithmetic alone shows that the cell can be worked out; if it does not, the solver may."""
        if number not in self._plain:
            cell, outer = self.system.cells[number], self.outer(number)
            is_narrow = not outer.is_empty and self._size(number, outer) < cell.width
            is_small = cell.guard is not Guard.IMPLIED or cell.small[0] <= outer.low <= outer.high <= cell.small[1]
            is_told = any(low <= outer.high and outer.low <= high for low, high in cell.told)
            self._plain[number] = is_narrow and is_small and not is_told
        return self._plain[number]

    def _size(self, number: int, outer: Domain) -> int:
        """An upper limit on how many numbers the cell can be, from each pair of sums that it makes a third with."""
        size = _size(outer)
        if size < self.system.cells[number].width or size > FEW:
            return size
        values = np.arange(outer.low, outer.high + 1)
        if outer.gap:
            values = values[(values < outer.gap[0]) | (values > outer.gap[1])]
        low, high = self.bounds
        whole, part, rest = self.solver.triples
        place = self.solver.place[number]
        left = part == place
        least, most = low[whole[left]][:, None] - values, high[whole[left]][:, None] - values
        possible = self._meets(rest[left], least, most)
        made = whole == place
        least, most = values - high[part[made]][:, None], values - low[part[made]][:, None]
        return int((possible.all(axis=0) & self._meets(rest[made], least, most).all(axis=0)).sum())

    def _meets(self, places: Integers, least: Floats, most: Floats) -> Booleans:
        """Which of the intervals (a row for each of the places) hold a number that the sum in the place can be."""
        low, high = self.bounds
        least = np.maximum(least, low[places][:, None])
        most = np.minimum(most, high[places][:, None])
        is_in_gap = (least >= self._gaps[0][places][:, None]) & (most <= self._gaps[1][places][:, None])
        meets: Booleans = (least <= most) & ~is_in_gap
        return meets

    @cached_property
    def _gaps(self) -> tuple[Floats, Floats]:
        """The gap of each sum, if the cells with that sum have one."""
        low = np.full(len(self.solver.sums), float(UNBOUNDED + 1))
        high = np.full(len(self.solver.sums), float(UNBOUNDED))
        has_gap = self.gap_low <= self.gap_high
        low[self.solver.place[has_gap]] = self.gap_low[has_gap]
        high[self.solver.place[has_gap]] = self.gap_high[has_gap]
        return low, high

    def is_worked_out(self, number: int) -> bool:
        """Whether the reader can narrow the cell's number down more than is allowed for a hidden one."""
        try:
            return self._is_worked_out(number) and not self._is_told(number)
        except Undecided:
            return True

    def _is_told(self, number: int) -> bool:
        """Whether the cell can be nothing but what another release shows it to be: then it is no longer a secret.

        A figure that was shown once and has changed since is as much a secret as one that never was.
        """
        told = sorted(self.system.cells[number].told)
        if not told or not self.is_possible:
            return False
        outer, values = self.outer(number), self.values(number)
        if any(not any(low <= value <= high for low, high in told) for value in values):
            return False
        first = outer.low
        for low, high in (*told, (outer.high + 1, outer.high + 1)):
            between = (number, first, min(low - 1, outer.high))
            if between[1] <= between[2] and self._solve(None, within=between) is not None:
                return False
            first = max(first, high + 1)
        return True

    def _is_worked_out(self, number: int) -> bool:
        cell = self.system.cells[number]
        if self._is_safe(number):
            return False
        if self.is_plain(number):
            return True
        outer = self.outer(number)
        if cell.guard is Guard.IMPLIED and (outer.high < cell.small[0] or outer.low > cell.small[1]):
            return False
        # Figures that nothing fits are never called safe.
        if (cell.guard is not Guard.IMPLIED and _size(outer) < cell.width) or not self.is_possible:
            return True
        self._step()
        if self._is_safe(number):
            return False
        highest = self.extreme(number, largest=True)
        if cell.guard is Guard.IMPLIED and not cell.small[0] <= highest <= cell.small[1]:
            return False
        self._step()
        if self._is_safe(number):
            return False
        lowest = self.extreme(number, largest=False)
        return highest - lowest + 1 < cell.width or not self._fills(number, lowest, highest)

    def _is_safe(self, number: int) -> bool:
        """Whether the known solutions show that the cell can be enough numbers, or a large one."""
        cell = self.system.cells[number]
        values = self.values(number)
        return len(values) >= cell.width or (cell.guard is Guard.IMPLIED and max(values, default=0) > cell.small[1])

    def _fills(self, number: int, lowest: int, highest: int) -> bool:
        """Whether enough numbers between the two are possible."""
        width = self.system.cells[number].width
        self._step()
        tried: set[tuple[int, int]] = set()
        while True:
            seen = sorted(self.values(number) | {lowest, highest})
            if len(seen) >= width:
                return True
            holes = [(a + 1, b - 1) for a, b in pairwise(seen) if b - a > 1]
            hole = next((hole for hole in holes if hole not in tried), None)
            if hole is None:
                return False
            tried.add(hole)
            self._solve(None, within=(number, *hole))

    def numbers(self, number: int) -> int:
        """How many numbers the cell can be, up to as many as it must be; none if the solver gives up."""
        width = self.system.cells[number].width
        try:
            if len(self.values(number)) < width:
                self._fills(number, self.extreme(number, largest=False), self.extreme(number, largest=True))
        except Undecided:
            return 0
        return min(width, len(self.values(number)))

    def extreme(self, number: int, largest: bool) -> int:
        """The largest or the smallest number that the cell can be. Raises Undecided if the solver gives up."""
        sign = -1.0 if largest else 1.0
        outer, values = self.outer(number), self.values(number)
        bound = outer.high if largest else outer.low
        if bound in values:
            return bound
        found = self._solve(sign * self.solver.forms[number])
        if found is None:
            raise Undecided
        return int(self.solver.forms[number] @ found)

    def _fitting(self) -> Integers:
        pool = self.solver.pool
        if self._fitted_from is not pool:
            self._fitted_from = pool
            self._fitted = pool[self.fits(pool)] if len(pool) else pool
        return self._fitted

    def _step(self) -> None:
        """Take one step from each known solution, in the directions between them."""
        if self._stepped_from is self.solver.pool:
            return
        fitting = self._fitting()[:STARTS]
        if not len(fitting):
            return
        between = (fitting[:, None, :] - fitting[None, :, :]).reshape(-1, self.system.size)
        steps = np.vstack([between, self.solver.exchanges])
        # A step never changes what is known exactly.
        exact = self.solver.whole_forms[self.low == self.high]
        steps = steps[(steps @ exact.T == 0).all(axis=1) & steps.any(axis=1)]
        if not len(steps):
            return
        steps = np.unique(steps // np.gcd.reduce(steps, axis=1)[:, None], axis=0)[:STEPS]
        reached = (fitting[:, None, :] + steps[None, :, :]).reshape(-1, self.system.size)
        reached = reached[self.fits(reached)]
        sums = reached @ self.solver.watched_forms.T
        kept: list[int] = []
        for column in range(sums.shape[1]):
            kept.extend(np.unique(sums[:, column], return_index=True)[1][:4].tolist())
        self.solver.remember(reached[sorted(set(kept))])
        self._stepped_from = self.solver.pool

    def least(self, aim: Floats) -> Integers | None:
        """The people of a solution where `aim`, a weight for each atom, comes to least; None if there is no solution.

        Of several, the one that the integer program finds. Starting at the linear program's corner, the choice of what
        to hide once told a figure (tests/attack/test_inverse.py, parts by sex in two releases). Raises Undecided if the
        solver gives up.
        """
        if any(domain.is_empty for domain in self.domains) or self.budget is None:
            return None
        return self._solve(aim, is_corner_enough=False)

    def _solve(
        self,
        aim: Floats | None,
        within: tuple[int, int, int] | None = None,
        budget: int | None = None,
        *,
        is_corner_enough: bool = True,
    ) -> Integers | None:
        """A solution that minimises `aim`, with cell `within[0]` between the other two numbers; None if there is none.

        Raises Undecided if the solver gives up, or if what it found does not hold when checked.
        """
        size = self.system.size
        least, most = (bound[:size] for bound in self.bounds)
        if within is None and budget is None:
            # Nothing is better than each atom at its better end, by arithmetic, if they fit together.
            ends = np.rint(least if aim is None else np.where(aim < 0, most, least)).astype(np.int64)
            if self.fits(ends[None, :])[0]:
                self.solver.remember(ends[None, :])
                return ends
        low, high = self.low.copy(), self.high.copy()
        if within:
            cell, first, last = within
            low[cell], high[cell] = max(low[cell], first), min(high[cell], last)
        gaps = [number for number, domain in enumerate(self.domains) if domain.gap]
        is_known = (low > 0) | (high < UNBOUNDED)
        known = np.vstack([self.weights, self.solver.forms[is_known]])
        sums = [np.hstack([known, np.zeros((len(known), len(gaps)))])]
        lows, highs = [self.row_low, low[is_known]], [self.row_high, high[is_known]]
        for block, below, above in (*self._choices(gaps), *self._changes(len(gaps), budget)):
            sums.append(block)
            lows.append(below)
            highs.append(above)
        solution = minimise(
            np.concatenate([aim if aim is not None else np.zeros(size), np.zeros(len(gaps))]),
            sums,
            lows,
            highs,
            np.concatenate([least, np.zeros(len(gaps))]),
            np.concatenate([most, np.ones(len(gaps))]),
            is_corner_enough=is_corner_enough,
        )
        if solution is None:
            return None
        found = solution[:size]
        if budget is None:
            if not self.fits(found[None, :])[0]:
                raise Undecided
            self.solver.remember(found[None, :])
        return found

    def _choices(self, gaps: Sequence[int]) -> Iterator[tuple[Floats, Floats, Floats]]:
        """For each cell with a gap, a choice that is 1 if the sum is above the gap, and 0 if it is below."""
        size = self.system.size
        largest = float(self.solver.cap.sum()) + 1
        for place, number in enumerate(gaps):
            block = np.zeros((2, size + len(gaps)))
            block[:, :size] = self.solver.forms[number]
            block[:, size + place] = -(self.gap_high[number] + 1), -largest
            yield block, np.array([0.0, -np.inf]), np.array([np.inf, self.gap_low[number] - 1])

    def _changes(self, choices: int, budget: int | None) -> Iterator[tuple[Floats, Floats, Floats]]:
        """Limit the figures that have changed between releases to as few as it takes."""
        if self.system.switches:
            block = np.zeros((1, self.system.size + choices))
            block[0, list(self.system.switches)] = 1
            allowed = self.budget if budget is None else budget
            yield block, np.zeros(1), np.array([float(allowed or 0)])


class Solver:
    """A system with the solutions found for it so far, whatever was hidden."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.forms = np.zeros((len(system.cells), system.size))
        for number, cell in enumerate(system.cells):
            for atom in cell.atoms:
                self.forms[number, atom] += 1
        self.sums, self.place, self.triples = additions(self.forms.tobytes(), system.size)
        self.whole_forms = self.forms.astype(np.int64)
        self.all_hidden = frozenset(number for number, cell in enumerate(system.cells) if cell.can_be_hidden)
        self.watched_forms = self.whole_forms[sorted({*system.guarded, *self.all_hidden})]
        self.cap = np.full(system.size, float(system.cap))
        self.cap[list(system.switches)] = 1
        self.exchanges = exchanges(system.size)
        self.pool: Integers = np.zeros((0, system.size), dtype=np.int64)
        self._known: dict[frozenset[int], Knowledge] = {}

    def knowing(self, hidden: frozenset[int] = frozenset()) -> Knowledge:
        """What a reader knows when these cells are hidden too."""
        if hidden not in self._known:
            if len(self._known) > 64:
                self._known.clear()
            self._known[hidden] = Knowledge(self, hidden)
        return self._known[hidden]

    def remember(self, solutions: Integers) -> None:
        """Keep solutions, newest first."""
        if len(solutions):
            together = np.vstack([solutions, self.pool])
            _, first = np.unique(together, axis=0, return_index=True)
            self.pool = together[np.sort(first)[:KEPT]]

    def revealing(self, guarded: int, among: Sequence[int], hidden: frozenset[int] = frozenset()) -> list[int]:
        """A smallest set of these cells that reveals the guarded one when the others, and `hidden`, are hidden.

        Smallest in that none of them can be left out; empty if it can be worked out even
        with all of them hidden.
        """
        everything = hidden | frozenset(among)

        def proves(kept: Sequence[int], by_arithmetic: bool) -> bool:
            knowledge = self.knowing(everything - frozenset(kept))
            return knowledge.is_plain(guarded) if by_arithmetic else knowledge.is_worked_out(guarded)

        kept = list(among)
        # What arithmetic alone shows, as by hand, is found without the solver, which is a thousand times slower.
        by_arithmetic = proves(kept, True)
        chunk = max(1, len(kept) // 2)
        place = 0
        while place < len(kept):
            rest = kept[:place] + kept[place + chunk :]
            if proves(rest, by_arithmetic):
                kept = rest
            elif chunk > 1:
                chunk = max(1, chunk // 2)
            else:
                place += 1
                chunk = max(1, (len(kept) - place) // 2)
        return kept


@cache
def exchanges(atoms: int) -> Integers:
    """Directions that add, remove or move one person, or move two people at once, between atoms."""
    unit = np.eye(atoms, dtype=np.int64)
    if atoms > PAIRED:
        return unit[:0]
    pairs = [unit[i] - unit[j] for i, j in permutations(range(atoms), 2)]
    fours = [
        unit[i] + unit[j] - unit[k] - unit[m]
        for i, j in combinations(range(atoms), 2)
        for k, m in combinations(range(atoms), 2)
        if not {i, j} & {k, m}
    ]
    return np.array([*unit, *-unit, *pairs, *fours], dtype=np.int64)


@lru_cache(maxsize=64)
def additions(of: bytes, size: int) -> tuple[Floats, Integers, tuple[Integers, Integers, Integers]]:
    """The distinct sums, atoms first; the index of each cell's form among them; and which two add up to a third.

    of: the forms of the cells, a row of `size` floats for each. Groups that are published alike have the same.
    """
    forms = np.frombuffer(of).reshape(-1, size)
    known: dict[bytes, int] = {}
    sums: list[Floats] = []
    for form in (*np.eye(forms.shape[1]), *forms):
        if form.tobytes() not in known:
            known[form.tobytes()] = len(sums)
            sums.append(form)
    table = np.array(sums)
    place = np.array([known[form.tobytes()] for form in forms], dtype=np.int64)
    triples: list[tuple[int, int, int]] = []
    for whole in range(len(sums)):
        inside = np.flatnonzero((table <= table[whole]).all(axis=1))
        for part in inside:
            rest = known.get((table[whole] - table[part]).tobytes())
            if rest is not None:
                triples.append((whole, int(part), rest))
    columns = np.array(triples, dtype=np.int64).reshape(-1, 3).T
    return table, place, (columns[0], columns[1], columns[2])


def _size(domain: Domain) -> int:
    """How many whole numbers a domain holds."""
    gap = domain.gap[1] - domain.gap[0] + 1 if domain.gap else 0
    return max(0, domain.high - domain.low + 1 - gap)
