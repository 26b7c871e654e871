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

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.model import Key
from pipeline.protect.figures import View
from pipeline.protect.proof.alike import Alike, marked
from pipeline.protect.proof.equations import grouped, systems_of
from pipeline.protect.proof.highs import Undecided
from pipeline.protect.proof.second_look import Choice, second_look
from pipeline.protect.proof.solving import Solver
from pipeline.protect.proof.system import System, signature
from pipeline.protect.relations import Relations

Known = dict[object, tuple[System, frozenset[int]]]
"""What the marks alone come to, by the signature of the marks: the marks that are given, and the cells that are hidden."""


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
    marks = marked(system)
    shape = signature(marks)
    if shape not in known:
        known[shape] = by_marks(marks)
    given, hidden = known[shape]
    numbers = {number: int(cell.value) for number, cell in enumerate(system.cells) if cell.can_be_hidden and cell.value}
    return second_look(given, hidden, numbers)


def by_marks(marks: System) -> tuple[System, frozenset[int]]:
    """The marks that are given, and what must be hidden whatever the numbers are."""
    try:
        alike = Alike(marks)
        everything = frozenset(alike.ours)
        if any(marks.cells[number].can_be_renamed for number in alike.given_away(everything)):
            alike = Alike(_renamed(marks))
            everything = frozenset(alike.ours)
        return alike.system, _shown_again(alike, everything)
    except Undecided:
        return marks, frozenset(number for number, cell in enumerate(marks.cells) if cell.can_be_hidden)


def _shown_again(alike: Alike, hidden: frozenset[int]) -> frozenset[int]:
    """What is left of the hidden cells when those that need not be are shown, the widest sums first."""
    hopeless = alike.given_away(hidden)
    cells = alike.system.cells
    for number in sorted(hidden, key=lambda number: (-len(cells[number].atoms), number)):
        if number in hidden:
            fewer = _without(alike, hidden - {number}, hopeless)
            if fewer is not None:
                hidden = fewer
    return hidden


def _without(alike: Alike, hidden: frozenset[int], hopeless: dict[int, set[int]]) -> frozenset[int] | None:
    """What is still hidden once figures that need not be secret and are given away are shown; None if others are."""
    while True:
        given_away = alike.given_away(hidden)
        told = {number for number, tables in given_away.items() if tables - hopeless.get(number, set())}
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
        other = _called_something_else(marks, number)
        left = _told(other)
        if len(left) < len(told):
            marks, told = other, left
    return marks


def _called_something_else(marks: System, number: int) -> System:
    cell = marks.cells[number]
    other = replace(cell, now=cell.when_hidden, can_be_hidden=True, can_be_renamed=False)
    return replace(marks, cells=(*marks.cells[:number], other, *marks.cells[number + 1 :]))


def _told(marks: System) -> list[int]:
    """The guarded cells that can be worked out when everything that is ours is hidden; all if nothing fits."""
    knowledge = Solver(marks).knowing()
    return [number for number in marks.guarded if not knowledge.is_possible or knowledge.is_worked_out(number)]
