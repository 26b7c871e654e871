"""Secondary suppression: which figures to hide so that the small ones cannot be worked out, losing few.

The choice depends on the marks alone, on which figures are few, none or more (pipeline/protect/proof/alike.py), and on
figures that are shown (pipeline/protect/proof/second_look.py). So it tells nothing to a reader who runs it on every table
that may be behind what is shown: on each of them it comes to the same.

Everything of ours is hidden to begin with, and what need not be is shown again, the widest sums first: a figure, with the
others that it gives away, is shown if that gives away no guarded figure in any table with the same marks. In each world
that was tried whole, the marks alone do not allow fewer to be hidden (bench/loss.py).

Where figures would be revealed even with all of them hidden, it is the status "few people" that reveals them. Then as
few small figures as possible are marked as hidden for the sake of others, which they are, and the choice is made by those
marks. A reader who takes that status to mean "not small" is then mistaken, and the audit requires that even they learn
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.model import TOTAL, Key
from pipeline.protect.figures import EVERYONE, View, age_group_of
from pipeline.protect.proof.alike import SIMPLE, Alike, marked
from pipeline.protect.proof.equations import grouped, systems_of
from pipeline.protect.proof.highs import Undecided
from pipeline.protect.proof.second_look import Choice, second_look
from pipeline.protect.proof.solving import Solver
from pipeline.protect.proof.system import UNBOUNDED, Domain, Guard, System, signature
from pipeline.protect.relations import Relations

Known = dict[object, "Marks"]
"""What was found of marks, by their signature."""


@dataclass(frozen=True)
class Marks:
    """Marks that what is hidden is chosen by. kept: the totals that are shown; below: those that are hidden as too small.

    hidden: the cells that must be hidden whatever the numbers of the others are.
    """

    system: System
    kept: frozenset[int]
    below: Mapping[int, tuple[int, int]]
    hidden: frozenset[int]


def choose(relations: Relations, views: Sequence[View], touching: Collection[Key] | None = None) -> list[Key]:
    """The figures of the last view to mark as hidden for the sake of others.

    They are shown in it, or marked as few. Only what is related to the keys in `touching` is examined, if they are given.
    """
    chosen: list[Key] = []
    known: Known = {}
    for group in grouped(relations, views):
        if touching is not None and not any(key in touching for key in group[-1]):
            continue
        for system in systems_of(relations, group):
            cells = system.cells
            hidden = choice_of(system, known).hidden
            chosen.extend(cells[number].key for number in hidden if not cells[number].is_ours_and_hidden)
    return sorted(set(chosen))


def choice_of(system: System, known: Known) -> Choice:
    """What the method hides of a system: of one with its figures, or of what was published of it."""
    numbers = {number: int(cell.value) for number, cell in enumerate(system.cells) if cell.can_be_hidden and cell.value}
    marks = marked(system)
    large = frozenset(number for number in totals(marks) if numbers.get(number, 0) >= threshold(marks, number))
    shape = (signature(marks), large)
    if shape not in known:
        known[shape] = by_marks(marks, large)
    found = known[shape]
    return second_look(found.system, found.hidden, numbers, found.below)


def totals(marks: System) -> list[int]:
    """The totals of everyone that are ours to hide and part of no other: what readers look for before anything else.

    None where there are so many figures that the tables alike cannot all be tried.
    """
    if len(marks.cells) > SIMPLE:
        return []
    everyone = (TOTAL, age_group_of(EVERYONE))
    of_everyone = [
        (number, cell) for number, cell in enumerate(marks.cells) if everyone == (cell.key.sex, cell.key.age_group)
    ]
    in_parts = {atom for row in marks.rows if row.low == row.high == 0 for atom, weight in row.terms if weight < 0}
    return [
        number
        for number, cell in of_everyone
        if cell.can_be_hidden
        and not in_parts.intersection(cell.atoms)
        and not any(set(cell.atoms) < set(other.atoms) for _, other in of_everyone)
    ]


def threshold(marks: System, number: int) -> int:
    """From what number a total is shown, if it can be: one that any few people and some more than few make together."""
    return 2 * marks.cells[number].small[1] + 1


def by_marks(marks: System, large: Collection[int]) -> Marks:
    """What must be hidden by the marks, of which some totals are known to be `large`."""
    ours = frozenset(number for number, cell in enumerate(marks.cells) if cell.can_be_hidden)
    try:
        alike = Alike(marks)
        if any(marks.cells[number].can_be_renamed for number in alike.hopeless):
            alike = Alike(_renamed(marks))
        below: dict[int, tuple[int, int]] = {}
        for number in totals(marks):
            above, under = _divided(alike, number)
            if {*above.hopeless, *under.hopeless} <= {*alike.hopeless}:
                alike = above if number in large else under
                if number not in large:
                    below[number] = (threshold(marks, number), UNBOUNDED)
        return Marks(alike.system, alike.kept, below, _shown_again(alike))
    except Undecided:
        return Marks(marks, frozenset(), {}, ours)


def _divided(alike: Alike, number: int) -> tuple[Alike, Alike]:
    """The tables where a total is large and shown, and those where it is not and hidden."""
    cell, limit = alike.system.cells[number], threshold(alike.system, number)
    large = _with(alike.system, number, now=cell.now.meet(Domain(limit)))
    other = _with(
        alike.system, number, now=cell.now.meet(Domain(0, limit - 1)), can_be_hidden=False, guard=Guard.HIDDEN
    )
    return Alike(large, {*alike.kept, number}), Alike(other, alike.kept)


def _with(system: System, number: int, **changes: Any) -> System:
    cells = list(system.cells)
    cells[number] = replace(cells[number], **changes)
    return replace(system, cells=tuple(cells))


def _shown_again(alike: Alike) -> frozenset[int]:
    """What is left of the hidden cells when those that need not be are shown, the widest sums first."""
    hidden = frozenset(alike.ours)
    cells = alike.system.cells
    for number in sorted(hidden, key=lambda number: (-len(cells[number].atoms), number)):
        if number in hidden:
            fewer = _without(alike, hidden - {number})
            if fewer is not None:
                hidden = fewer
    return hidden


def _without(alike: Alike, hidden: frozenset[int]) -> frozenset[int] | None:
    """What is still hidden once figures that need not be secret and are given away are shown; None if others are."""
    while True:
        given_away = alike.given_away(hidden)
        told = {number for number, tables in given_away.items() if tables - alike.hopeless.get(number, set())}
        if not told:
            return hidden
        if not told <= hidden:
            return None
        hidden -= told


def _renamed(marks: System) -> System:
    """The marks, with as many small figures as it takes no longer called few, the widest sums first."""
    told = _told(marks)
    for number in sorted(
        (number for number, cell in enumerate(marks.cells) if cell.can_be_renamed),
        key=lambda number: (-len(marks.cells[number].atoms), number),
    ):
        if not told:
            break
        cell = marks.cells[number]
        other = _with(marks, number, now=cell.when_hidden, can_be_hidden=True, can_be_renamed=False)
        left = _told(other)
        if len(left) < len(told):
            marks, told = other, left
    return marks


def _told(marks: System) -> list[int]:
    """The guarded cells that can be worked out when everything that is ours is hidden; all if nothing fits."""
    knowledge = Solver(marks).knowing()
    return [number for number in marks.guarded if not knowledge.is_possible or knowledge.is_worked_out(number)]
