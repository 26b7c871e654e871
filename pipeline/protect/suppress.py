"""Which figures to hide besides the small ones, so that those cannot be worked out and as little as possible is lost.

The choice is an implicit hitting set. Each time that a hidden figure can be worked out, a smallest set of shown figures
that does it is found; at least one of them must be hidden, or the figure itself be shown if it was hidden only for the
sake of others. An integer program picks the cheapest figures that meet every such need: the fewest, of those the
smallest in sum, of those the first in order. Hiding more never tells more of what is hidden already, so every need is a
need of every choice, and the first choice that leaves nothing to be worked out is the best there is.

Where figures would be told even with all of them hidden, it is the status "few people" that tells. Then as few small
figures as possible are marked as hidden for the sake of others, which they are. A reader who takes that status to mean
"not small" is then mistaken, and the audit asks that even they learn nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.protect.catalogue import Catalogue, Key
from pipeline.protect.highs import minimise
from pipeline.protect.reader import View, grouped, systems_of
from pipeline.protect.solving import Solver
from pipeline.protect.system import System

Costs = Mapping[int, tuple[int, float]]
"""What hiding a cell costs: 1, or 0 where it is hidden already, and its figure."""

LARGE = 40
"""With more figures to choose from than this no choice is proved to be the best, only that no figure can be spared."""

ROUNDS = 200
"""After so many sets of figures the best choice is not proved either."""


@dataclass(frozen=True, slots=True)
class Need:
    """At least one of the cells must be hidden, unless the cell `unless` is shown (None: in any case)."""

    cells: frozenset[int]
    unless: int | None = None


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
    if not solver.knowing().is_possible:
        return []
    shown = [number for number, cell in enumerate(system.cells) if cell.can_be_hidden]
    named = [number for number, cell in enumerate(system.cells) if cell.can_be_renamed]
    costs = {
        **{number: (1, system.cells[number].value) for number in shown},
        **dict.fromkeys(named, (0, 0.0)),
        **{number: (0, 0.0) for number in shown if system.cells[number].key in already_hidden},
    }
    everything = solver.knowing(frozenset(shown))
    # Four hidden counts of 1-4 whose hidden sum is said to be 1-4 too are all 1: then the word "few" is what tells.
    telling = any(everything.is_worked_out(guarded) for guarded in system.guarded)
    return sorted(_chosen(solver, [*shown, *named] if telling else shown, costs))


def _chosen(solver: Solver, candidates: Sequence[int], costs: Costs) -> frozenset[int]:
    needs: list[Need] = []
    hidden: frozenset[int] = frozenset()
    for _ in range(ROUNDS if len(candidates) <= LARGE else 0):
        found = _needs(solver, hidden, candidates)
        if not found:
            return hidden
        needs.extend(need for need in found if need not in needs)
        cheapest_yet = cheapest(needs, costs)
        if cheapest_yet is None:
            break
        hidden = cheapest_yet
    return _spared(solver, _greedy(solver, candidates, costs), costs)


def _needs(solver: Solver, hidden: frozenset[int], candidates: Sequence[int]) -> list[Need]:
    """What must be hidden besides, for each cell that can be worked out: sets of shown figures, no two overlapping.

    Cells that nothing can protect, since what tells them is not ours to hide, are left to the audit.
    """
    found: list[Need] = []
    taken = set(hidden)
    for number in [*solver.system.guarded, *sorted(hidden)]:
        if not solver.knowing(frozenset(taken)).is_worked_out(number):
            continue
        unless = number if number in hidden else None
        shown = [candidate for candidate in candidates if candidate not in taken]
        if solver.knowing(frozenset(taken) | frozenset(shown)).is_worked_out(number):
            cells: frozenset[int] = frozenset()
        else:
            cells = frozenset(solver.revealing(number, shown, frozenset(taken)))
        if cells or unless is not None:
            found.append(Need(cells, unless))
            taken |= cells
    return found


def cheapest(needs: Sequence[Need], costs: Costs) -> frozenset[int] | None:
    """The cells that meet every need: fewest that cost, then least in sum, then fewest, then first in order.

    None where there are none.
    """
    every = frozenset().union(*(need.cells for need in needs))
    if len(every) == sum(len(need.cells) for need in needs) and all(need.unless is None for need in needs):
        return frozenset(min(need.cells, key=lambda cell: (costs[cell], cell)) for need in needs)
    cells = sorted(every | {need.unless for need in needs if need.unless is not None})
    number = len(cells)
    weights = np.array([[float(cell in need.cells) - float(cell == need.unless) for cell in cells] for need in needs])
    low = np.array([1.0 if need.unless is None else 0.0 for need in needs])
    high = np.full(len(needs), np.inf)
    counts = np.array([float(costs[cell][0]) for cell in cells])
    least = minimise(counts, [weights], [low], [high], np.zeros(number), np.ones(number))
    if least is None:
        return None
    # Below a whole step of the sum: first the number of cells, then their order.
    values = np.array([costs[cell][1] for cell in cells]) + (1 + np.arange(number) / number**2) / (2 * number)
    known = [weights, counts[None, :]], [low, np.zeros(1)], [high, np.array([counts @ least])]
    picked = minimise(values, *known, np.zeros(number), np.ones(number))
    return None if picked is None else frozenset(cells[place] for place in np.flatnonzero(picked))


def _greedy(solver: Solver, candidates: Sequence[int], costs: Costs) -> frozenset[int]:
    """Hide the cheapest figure of each need until nothing can be worked out, but none that nothing can protect."""
    hidden: frozenset[int] = frozenset()
    usable = list(candidates)
    while found := _needs(solver, hidden, usable):
        hopeless = {need.unless for need in found if not need.cells}
        usable = [candidate for candidate in usable if candidate not in hopeless]
        hidden |= {min(need.cells, key=lambda cell: (costs[cell], cell)) for need in found if need.cells}
        hidden -= hopeless
    return hidden


def _spared(solver: Solver, hidden: frozenset[int], costs: Costs) -> frozenset[int]:
    """Show again, the dearest first, each figure that need not be hidden."""
    open_cells = [cell for cell in solver.system.guarded if not solver.knowing(hidden).is_worked_out(cell)]
    for cell in sorted(hidden, key=lambda cell: (costs[cell], cell), reverse=True):
        knowledge = solver.knowing(hidden - {cell})
        if not any(knowledge.is_worked_out(guarded) for guarded in [*open_cells, *sorted(hidden - {cell})]):
            hidden = hidden - {cell}
    return hidden
