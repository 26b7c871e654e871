"""Secondary suppression: which figures to hide so that the small ones cannot be worked out, losing few.

The choice depends on the marks alone, on which figures are few, none or more (pipeline/protect/proof/alike.py). So it
tells nothing to a reader who runs it on every table that may be behind what is shown: on each of them it comes to the
same.

Everything of ours is hidden to begin with, and what need not be is shown again, the widest sums first: a figure, with
the others that it gives away, is shown if that gives away no guarded figure in any table with the same marks. In each
world that was tried whole, the marks alone do not allow fewer to be hidden.

Where figures would be revealed even with all of them hidden, it is the marks that reveal them: see
pipeline/protect/proof/last_resort.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipeline.model import Key
from pipeline.protect.figures import Figure, View
from pipeline.protect.proof.alike import Alike, marked
from pipeline.protect.proof.domains import SECONDARY
from pipeline.protect.proof.groups import grouped
from pipeline.protect.proof.highs import Undecided
from pipeline.protect.proof.last_resort import settled
from pipeline.protect.proof.readings import systems_of
from pipeline.protect.proof.solving import Solver
from pipeline.protect.proof.system import Guard, System, by_release, signature
from pipeline.protect.relations import Relations

Known = dict[object, frozenset[int]]
"""The cells that are hidden, by the signature of the marks."""


def choose(relations: Relations, views: Sequence[View], touching: Collection[Key] | None = None) -> list[Key]:
    """The figures of the last view to mark as hidden for the sake of others.

    They are shown in it, or marked as few. Only what is related to the keys in `touching` is examined, if given.
    """
    known: Known = {}
    chosen: set[Key] = set()
    for group in _touching(relations, views, touching):
        was_marked = any(figure.status == SECONDARY for figure in group[-1].values())
        while more := _chosen(relations, group, known):
            chosen |= more
            # What was hidden before is read as it fits what is shown, so it may be read anew when less is.
            if not was_marked:
                break
            group = [*group[:-1], {**group[-1], **dict.fromkeys(more, Figure(None, SECONDARY))}]
    return sorted(chosen)


def _chosen(relations: Relations, group: Sequence[View], known: Known) -> set[Key]:
    """The figures of the last view of a group to mark, by how what is hidden already is read."""
    systems = systems_of(relations, group)
    return {system.cells[number].key for system in systems for number in choose_cells(system, known)}


def needed(relations: Relations, views: Sequence[View], touching: Collection[Key]) -> set[Key]:
    """The figures of the last view that the method hides for the sake of others, those that are hidden among them.

    Only what is related to the keys in `touching` is examined.
    """
    systems = [
        each
        for group in _touching(relations, views, touching)
        for system in systems_of(relations, group)
        for each in (system, *by_release(system))
        if any(cell.is_ours for cell in each.cells)
    ]
    return {system.cells[number].key for system in systems for number in by_marks(marked(system))}


def _touching(
    relations: Relations, views: Sequence[View], touching: Collection[Key] | None
) -> Iterator[Sequence[View]]:
    """The groups with any of the keys, or all of them."""
    for group in grouped(relations, views):
        if touching is None or any(key in touching for key in group[-1]):
            yield group


def choose_cells(system: System, known: Known) -> list[int]:
    """The numbers of the cells to mark as hidden for the sake of others, but those that are."""
    hidden = _hidden(system, known)
    while more := _hidden_by_what_is_left(system, hidden, known) - hidden:
        hidden |= more
    if _gives_more_away(system, hidden):
        hidden |= {number for number, cell in enumerate(system.cells) if cell.can_be_hidden}
    return sorted(hidden)


def _hidden(system: System, known: Known) -> frozenset[int]:
    """The cells to hide by the marks, but those that are hidden."""
    marks = marked(system)
    shape = signature(marks)
    if shape not in known:
        known[shape] = by_marks(marks)
    return frozenset(number for number in known[shape] if not system.cells[number].is_ours_and_hidden)


def _hidden_by_what_is_left(system: System, hidden: frozenset[int], known: Known) -> frozenset[int]:
    """What else to hide by what can be seen once these cells are hidden."""
    more = frozenset[int]()
    # A figure that nobody published has a mark where the shown figures tell it, which may no longer be shown.
    if any(cell.guard is Guard.IMPLIED for cell in system.cells):
        more |= _hidden(_published(system, hidden), known)
    # A reader who does not believe that figures seldom change still has the release itself.
    if any(not cell.is_current for cell in system.cells):
        numbers = {cell.key: number for number, cell in enumerate(system.cells) if cell.is_ours}
        for alone in by_release(_published(system, hidden)):
            if any(cell.is_ours for cell in alone.cells):
                more |= {numbers[alone.cells[number].key] for number in _lacking(alone, known)}
    return more


def _lacking(system: System, known: Known) -> frozenset[int]:
    """The cells to hide by the marks, unless those that are hidden are enough."""
    lacking = _hidden(system, known)
    if not lacking:
        return lacking
    marks = marked(system)
    alike = settled(marks)
    is_hidden = [number for number in alike.ours if system.cells[number].is_ours_and_hidden] if alike else []
    return lacking if alike is None or alike.given_away(is_hidden) else frozenset()


def _published(system: System, hidden: frozenset[int]) -> System:
    """The system as it is with these cells hidden."""
    return replace(
        system,
        cells=tuple(
            replace(
                cell,
                now=cell.when_hidden,
                rows=(),
                is_shown=False,
                can_be_hidden=False,
                can_be_renamed=False,
                is_ours_and_hidden=True,
                value=0.0,
            )
            if number in hidden
            else cell
            for number, cell in enumerate(system.cells)
        ),
    )


def _gives_more_away(system: System, hidden: frozenset[int]) -> bool:
    """Whether a cell can be worked out, or further than with everything of ours hidden.

    The tables that are tried may lack the one that would have shown it.
    """
    solver = Solver(system)
    knowledge, everything = solver.knowing(hidden), solver.knowing(hidden | solver.all_hidden)
    return any(
        knowledge.is_worked_out(number) and knowledge.numbers(number) < everything.numbers(number)
        for number in sorted({*system.guarded, *(hidden & solver.all_hidden)})
    )


def by_marks(marks: System) -> frozenset[int]:
    """The cells that must be hidden by the marks."""
    try:
        alike = settled(marks)
        if alike is None:
            return frozenset(number for number, cell in enumerate(marks.cells) if cell.is_ours)
        return _shown_again(alike)
    except Undecided:
        return frozenset(number for number, cell in enumerate(marks.cells) if cell.can_be_hidden)


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
        told = frozenset(alike.given_away(hidden))
        if not told:
            return hidden
        if not told <= hidden:
            return None
        hidden -= told
