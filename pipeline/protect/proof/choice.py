"""Secondary suppression: which figures to hide so that the small ones cannot be worked out, losing as few as possible.

The choice is an implicit hitting set. Whenever a hidden figure can be worked out, a smallest set of shown figures that
reveals it is found; at least one of them must be hidden, or the figure itself shown if it was hidden only for the sake
of others. An integer program picks the cheapest figures that meet every such need: the fewest, among those the smallest
in sum, among those the first in order. Hiding more never reveals more of what is already hidden, so every need applies
to every choice, and the first choice that leaves nothing to be worked out is the best there is.

The search is bounded. Past its bounds figures are hidden one by one as needs are met, and past that every figure that
is ours is hidden, and those that can be are shown again. No figure is revealed by that, but more of them are lost.

Where figures would be revealed even with all of them hidden, it is the status "few people" that reveals them. Then as
few small figures as possible are marked as hidden for the sake of others, which they are. A reader who takes that
status to mean "not small" is then mistaken, and the audit requires that even they learn nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.model import Key
from pipeline.protect.figures import View
from pipeline.protect.proof.equations import grouped, systems_of
from pipeline.protect.proof.highs import Undecided, minimise
from pipeline.protect.proof.solving import Solver
from pipeline.protect.proof.system import System
from pipeline.protect.relations import Relations

Costs = Mapping[int, tuple[int, float]]
"""What hiding a cell costs: 1, or 0 if it is already hidden, and its figure."""

LARGE = 40
"""With more figures to choose from than this, no choice is proved to be the best, only that no figure can be spared."""

EFFORT = 3_000_000
"""When each search is given up: for the best choice, then step by step, and last for figures to spare.

A count of the solver's work, not of seconds, so that every machine makes the same choice."""


@dataclass(frozen=True, slots=True)
class Need:
    """At least one of the cells must be hidden, unless the cell `unless` is shown (None: in any case)."""

    cells: frozenset[int]
    unless: int | None = None


def choose(
    relations: Relations,
    views: Sequence[View],
    already_hidden: Collection[Key] = (),
    touching: Collection[Key] | None = None,
) -> list[Key]:
    """The shown figures of the last view to hide as well. What is `already_hidden` costs nothing to keep hidden.

    Only what is related to the keys in `touching` is examined, if they are given.
    """
    chosen: list[Key] = []
    for group in grouped(relations, views):
        if touching is not None and not any(key in touching for key in group[-1]):
            continue
        for system in systems_of(relations, group):
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
    # Four hidden counts of 1-4 whose hidden sum is marked as 1-4 too are all 1: then the word "few" reveals them.
    telling = any(everything.is_worked_out(guarded) for guarded in system.guarded)
    chosen = _chosen(solver, [*shown, *named] if telling else shown, costs)
    return sorted(_renamed(solver, chosen, shown, named, costs) if telling else chosen)


def _renamed(
    solver: Solver, hidden: frozenset[int], shown: Sequence[int], named: Sequence[int], costs: Costs
) -> frozenset[int]:
    """The choice, with as many small figures as it takes no longer called few, the widest sums first.

    Calling all of them something else at once is a contradiction, so the search for a best choice may miss the one or
    two that are enough. What reveals a figure that is not called few is hidden with it.
    """
    told = _told(solver, hidden)
    for cell in sorted(set(named) - hidden, key=lambda cell: (-len(solver.system.cells[cell].atoms), cell)):
        if not told:
            break
        everything = hidden | {cell} | frozenset(shown)
        if _can_be(solver, everything, cell) and len(_told(solver, everything)) < len(told):
            waiting = sorted(set(shown) - hidden, key=lambda each: (costs[each], each), reverse=True)
            closed = _spared(solver, everything, waiting)
            left = _told(solver, closed)
            if len(left) < len(told):
                hidden, told = closed, left
    return hidden


def _told(solver: Solver, hidden: frozenset[int]) -> list[int]:
    """The cells that can be worked out when these are hidden."""
    knowledge = solver.knowing(hidden)
    return [cell for cell in {*solver.system.guarded, *hidden} if knowledge.is_worked_out(cell)]


def _chosen(solver: Solver, candidates: Sequence[int], costs: Costs) -> frozenset[int]:
    best = _best(solver, candidates, costs) if len(candidates) <= LARGE else None
    if best is not None:
        return best
    # A solver that is tired of the search for the best choice would tire of this one too.
    hidden = frozenset[int]() if solver.is_tired() else _greedy(solver, candidates, costs)
    order = sorted(hidden, key=lambda cell: (costs[cell], cell), reverse=True)
    if solver.is_tired():
        # What has proved useful so far is the last to be shown again.
        hidden |= _everything(solver, candidates, costs)
        order = sorted(hidden, key=lambda cell: (cell not in order, costs[cell], cell), reverse=True)
    return _spared(solver, hidden, order)


def _best(solver: Solver, candidates: Sequence[int], costs: Costs) -> frozenset[int] | None:
    """The choice that loses least; None if it takes too much effort to find, or there is none."""
    solver.allow(EFFORT)
    needs: list[Need] = []
    hidden: frozenset[int] = frozenset()
    while not solver.is_tired():
        found = _needs(solver, hidden, candidates)
        if solver.is_tired():
            break
        if not found:
            return hidden
        new = [need for need in found if need not in needs]
        needs.extend(new)
        cheapest_yet = cheapest(needs, costs) if new else None
        if cheapest_yet is None:
            break
        hidden = cheapest_yet
    return None


def _needs(solver: Solver, hidden: frozenset[int], candidates: Sequence[int]) -> list[Need]:
    """What else must be hidden, for each cell that can be worked out: sets of shown figures, no two overlapping.

    Not all of them if the solver is tired. Cells that nothing can protect, since what reveals them is not ours to hide,
    are left to the audit.
    """
    found: list[Need] = []
    taken = set(hidden)
    # What arithmetic reveals takes no effort to find, so it comes first.
    plain = solver.knowing(hidden).is_plain
    for number in sorted([*solver.system.guarded, *sorted(hidden)], key=lambda number: not plain(number)):
        if solver.is_tired():
            break
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

    None if there are no such cells.
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


def _greedy(
    solver: Solver, candidates: Sequence[int], costs: Costs, hidden: frozenset[int] = frozenset()
) -> frozenset[int]:
    """Hide the cheapest figure of each need until nothing can be worked out, but none that nothing can protect.

    If the solver tires, what was hidden until then.
    """
    solver.allow(EFFORT)
    usable = list(candidates)
    while found := _needs(solver, hidden, usable):
        picked = {min(need.cells, key=lambda cell: (costs[cell], cell)) for need in found if need.cells}
        hopeless = {need.unless for need in found if not need.cells}
        for cell in sorted(picked):
            if _can_be(solver, hidden | {cell}, cell):
                hidden |= {cell}
            else:
                hopeless.add(cell)
        usable = [candidate for candidate in usable if candidate not in hopeless]
        hidden -= hopeless
    return hidden


def _can_be(solver: Solver, hidden: frozenset[int], cell: int) -> bool:
    """Whether the cell can be hidden: if it was marked as few people, calling it something else may fit nothing."""
    try:
        return solver.system.cells[cell].can_be_hidden or solver.knowing(hidden).is_possible
    except Undecided:
        return False


def _everything(solver: Solver, candidates: Sequence[int], costs: Costs) -> frozenset[int]:
    """Every figure that is ours to hide, but none that nothing can protect, and as few of the others as it takes.

    The last resort, which needs little search: hiding more never reveals more of what is already hidden.
    """
    ours = frozenset(cell for cell in candidates if solver.system.cells[cell].can_be_hidden)
    return _greedy(solver, [cell for cell in candidates if cell not in ours], costs, ours)


def _spared(solver: Solver, hidden: frozenset[int], waiting: Sequence[int]) -> frozenset[int]:
    """Show again, in the order of `waiting`, each figure that need not be hidden, until it takes too much effort.

    Many are tried at once for as long as that goes well.
    """
    solver.allow(EFFORT)
    knowledge = solver.knowing(hidden)
    safe = [cell for cell in solver.system.guarded if solver.is_tired() or not knowledge.is_worked_out(cell)]
    place, many = 0, 1
    while place < len(waiting) and not solver.is_tired():
        fewer = _with_what_is_told(solver, hidden - set(waiting[place : place + many]), safe)
        if fewer is not None:
            hidden, place, many = fewer, place + many, 2 * many
        else:
            place, many = (place, many // 2) if many > 1 else (place + 1, 1)
    return hidden


def _with_what_is_told(solver: Solver, hidden: frozenset[int], safe: list[int]) -> frozenset[int] | None:
    """What is still hidden once figures that need not be secret and can now be worked out are shown.

    None if one of the `safe` can be worked out, or if the solver tires before that is known. A cell that was revealed
    moves to the front of `safe`, since it is likely to be revealed again.
    """
    while True:
        knowledge = solver.knowing(hidden)
        told = next(
            (cell for cell in [*safe, *sorted(hidden)] if solver.is_tired() or knowledge.is_worked_out(cell)), None
        )
        if told is None:
            return hidden
        if solver.is_tired():
            return None
        if told in safe:
            safe.remove(told)
            safe.insert(0, told)
            return None
        hidden = hidden - {told}
