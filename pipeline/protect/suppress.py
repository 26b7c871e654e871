"""Which figures to hide besides the small ones, so that those cannot be worked out and as little as possible is lost.

The choice is an implicit hitting set. Each time that a guarded cell can be worked out, a smallest set of shown figures
that does it is found; at least one of them must be hidden. An integer program picks the cheapest figures that hit every
such set: the fewest, of those the smallest in sum, of those the first in order. Hiding more never tells more, so the
first choice that leaves nothing to be worked out is the best there is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from pipeline.protect.catalogue import Catalogue, Key
from pipeline.protect.highs import Undecided, minimise
from pipeline.protect.reader import View, grouped, systems_of
from pipeline.protect.solving import Solver
from pipeline.protect.system import System

LARGE = 40
"""With more figures to choose from than this, the best choice is not proved, only pruned until no figure can be spared."""

ROUNDS = 200
"""After so many sets of figures the best choice is not proved either."""


def choose(
    catalogue: Catalogue,
    views: Sequence[View],
    already_hidden: Collection[Key] = (),
    touching: Collection[Key] | None = None,
) -> list[Key]:
    """The shown figures of the last view to hide besides. What is `already_hidden` costs nothing to keep hidden.

    Only what hangs together with the keys in `touching` is looked at, where they are given.
    """
    chosen: list[Key] = []
    for group in grouped(catalogue, views):
        if touching is not None and not any(key in touching for key in group[-1]):
            continue
        for system in systems_of(catalogue, group):
            chosen.extend(system.cells[number].key for number in choose_cells(system, already_hidden))
    return sorted(set(chosen))


def choose_cells(system: System, already_hidden: Collection[Key] = ()) -> list[int]:
    """The numbers of the cells to hide."""
    solver = Solver(system)
    candidates = [number for number, cell in enumerate(system.cells) if cell.can_be_hidden]
    if not solver.knowing().is_possible:
        return []
    costs = {
        number: (0, 0.0) if system.cells[number].key in already_hidden else (1, system.cells[number].value)
        for number in candidates
    }
    sets: list[frozenset[int]] = []
    hidden: frozenset[int] = frozenset()
    for _ in range(ROUNDS if len(candidates) <= LARGE else 0):
        found = _revealing_sets(solver, hidden, candidates)
        if not found:
            return sorted(hidden)
        sets.extend(each for each in found if each not in sets)
        hidden = cheapest(sets, costs)
    return sorted(_spared(solver, _greedy(solver, hidden, candidates, costs), costs))


def _revealing_sets(solver: Solver, hidden: frozenset[int], candidates: Sequence[int]) -> list[frozenset[int]]:
    """For each guarded cell that can be worked out, a smallest set of shown figures that do it, no two overlapping.

    Cells that nothing can protect, since what tells them is not ours to hide, are left to the audit.
    """
    found: list[frozenset[int]] = []
    taken = set(hidden)
    for guarded in solver.system.guarded:
        if not solver.knowing(frozenset(taken)).is_worked_out(guarded):
            continue
        shown = [number for number in candidates if number not in taken]
        revealing = frozenset(_among(solver, guarded, shown, frozenset(taken)))
        if revealing:
            found.append(revealing)
            taken |= revealing
    return found


def _among(solver: Solver, guarded: int, shown: Sequence[int], hidden: frozenset[int]) -> list[int]:
    if solver.knowing(hidden | frozenset(shown)).is_worked_out(guarded):
        return []
    return solver.revealing(guarded, shown, hidden)


def cheapest(sets: Sequence[frozenset[int]], costs: dict[int, tuple[int, float]]) -> frozenset[int]:
    """The cells that hit every set: fewest that cost, then least in sum, then fewest, then first in order."""
    cells = sorted(frozenset().union(*sets))
    weights = np.zeros((len(sets), len(cells)))
    for line, each in enumerate(sets):
        weights[line, [cells.index(cell) for cell in each]] = 1
    lows, highs = [1.0] * len(sets), [np.inf] * len(sets)
    none = np.zeros(len(cells))
    picked = none.astype(np.int64)
    for aim in (
        np.array([float(costs[cell][0]) for cell in cells]),
        np.array([costs[cell][1] for cell in cells]),
        np.ones(len(cells)),
        np.arange(len(cells), dtype=float),
    ):
        found = minimise(aim, [weights], [np.array(lows)], [np.array(highs)], none, none + 1)
        if found is None:
            raise Undecided
        picked = found
        # What has been made smallest stays so while the next is.
        weights = np.vstack([weights, aim])
        lows.append(-np.inf)
        highs.append(float(aim @ picked) + 1e-6)
    return frozenset(cell for cell, is_picked in zip(cells, picked, strict=True) if is_picked)


def _greedy(
    solver: Solver, hidden: frozenset[int], candidates: Sequence[int], costs: dict[int, tuple[int, float]]
) -> frozenset[int]:
    """Hide the cheapest figure of each revealing set until nothing can be worked out."""
    while found := _revealing_sets(solver, hidden, candidates):
        hidden |= {min(each, key=lambda cell: (costs[cell], cell)) for each in found}
    return hidden


def _spared(solver: Solver, hidden: frozenset[int], costs: dict[int, tuple[int, float]]) -> frozenset[int]:
    """Show again, the dearest first, each figure that need not be hidden."""
    for cell in sorted(hidden, key=lambda cell: (costs[cell], cell), reverse=True):
        fewer = hidden - {cell}
        knowledge = solver.knowing(fewer)
        if not any(knowledge.is_worked_out(guarded) for guarded in solver.system.guarded):
            hidden = fewer
    return hidden
