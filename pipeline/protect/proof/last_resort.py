"""Where the marks themselves would tell too much: fewer figures are called few, and in the last resort none is.

Whoever is told by somebody else that two groups are seven people, and by us that one of them is few, knows that one to
be one or two. Then as few small figures as possible are marked as hidden for the sake of others, which they are, and
what else to hide is chosen by those marks. A reader who takes that status to mean "not few" is then mistaken, and the
audit requires that even they learn nothing.

Where that does not help, everything of ours that is related is hidden under that one status, zeros too. So that it does
not tell which of the tables needed it, this depends on what others publish alone: it is done for every table that
agrees with that, as soon as one of them needs it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.protect.proof.alike import Alike
from pipeline.protect.proof.solving import Solver
from pipeline.protect.proof.system import FREE, Cell, Domain, Guard, System

PAIRS, FEWEST = 40_000, 8
"""So many pairs of figures are looked at for marks that would tell too much, and so many tables at least."""


def settled(marks: System) -> Alike | None:
    """The tables with these marks, as many small figures as it takes no longer called few.

    None where everything is to be hidden.
    """
    told = _renamed(Alike(marks))
    if told is None or any(_renamed(Alike(other)) is None for other in _others(marks)):
        return None
    return told


def _renamed(alike: Alike) -> Alike | None:
    """The tables with the widest of the small sums no longer called few, as many as it takes; None if none will do."""
    marks = alike.system
    few = [number for number, cell in enumerate(marks.cells) if _is_few_without_figure(cell)]
    # What nobody published and is few as long as a sum is called few need not be so once it no longer is.
    said = Alike(_freed(marks, few)) if few else alike
    can_be_renamed = [number for number, cell in enumerate(marks.cells) if cell.can_be_renamed]
    if any(map(said.told_by_marks, can_be_renamed)):
        return _with_fewer_few(said.system, can_be_renamed)
    if any(map(alike.told_by_marks, few)) and _excess(marks, _missing(_saying_nothing(marks))):
        return None
    return alike


def _with_fewer_few(marks: System, can_be_renamed: Sequence[int]) -> Alike | None:
    """The tables with as many of these cells as it takes no longer called few, or None if that will not do."""
    at_best = _missing(_saying_nothing(marks))
    excess = _excess(marks, at_best)
    for number in sorted(can_be_renamed, key=lambda number: (-len(marks.cells[number].atoms), number)):
        if not excess:
            break
        cell = marks.cells[number]
        renamed = replace(cell, now=cell.when_hidden, can_be_hidden=True, can_be_renamed=False)
        other = replace(marks, cells=(*marks.cells[:number], renamed, *marks.cells[number + 1 :]))
        left = _excess(other, at_best)
        if left < excess:
            marks, excess = other, left
    return None if excess else Alike(marks)


def _is_few_without_figure(cell: Cell) -> bool:
    """Whether the marks say that the cell, which nobody published, is few."""
    return cell.is_current and cell.guard is Guard.IMPLIED and cell.now == Domain(*cell.small)


def _freed(marks: System, numbers: Collection[int]) -> System:
    """The marks with nothing known of these cells."""
    cells = (replace(cell, now=FREE) if number in numbers else cell for number, cell in enumerate(marks.cells))
    return replace(marks, cells=tuple(cells))


def _saying_nothing(marks: System) -> System:
    """The marks with everything of ours hidden, few or none as it may be."""
    return replace(marks, cells=tuple(replace(cell, now=FREE) if _is_said(cell) else cell for cell in marks.cells))


def _is_said(cell: Cell) -> bool:
    """Whether what is known of the cell is known from our figures of the release being judged."""
    return cell.is_ours or (cell.is_current and cell.guard is Guard.IMPLIED)


def _others(marks: System) -> Iterator[System]:
    """The marks of other tables that agree with what others publish, where that leaves few."""
    nothing = _saying_nothing(marks)
    ours = [number for number, cell in enumerate(marks.cells) if cell.is_ours]
    knowledge = Solver(nothing).knowing()
    if not any(nothing.limits(knowledge.outer(number).high) for number in ours):
        return
    seen = {tuple(cell.now for cell in marks.cells if _is_said(cell))}
    for figures in Alike(nothing).nearest(max(FEWEST, PAIRS // len(marks.cells) ** 2)):
        cells = tuple(
            _mark(cell, int(figure)) if _is_said(cell) else cell
            for cell, figure in zip(nothing.cells, figures, strict=True)
        )
        said = tuple(cell.now for cell in cells if _is_said(cell))
        if said in seen:
            continue
        seen.add(said)
        other = replace(nothing, cells=cells)
        # Of a share that counts all but a few the marks are others than these, and no table has them.
        if Solver(other).knowing().is_possible:
            yield other


def _mark(cell: Cell, figure: int) -> Cell:
    """The cell as it is marked where it is this figure."""
    is_few = cell.small[0] <= figure <= cell.small[1]
    if not cell.is_ours:
        others = Domain(0, cell.small[0] - 1) if figure < cell.small[0] else Domain(cell.small[1] + 1)
        return replace(cell, now=Domain(*cell.small) if is_few else others)
    now = Domain(*cell.small) if is_few else cell.when_hidden if figure else Domain(0, 0)
    guard = Guard.HIDDEN if is_few else Guard.NONE
    return replace(cell, now=now, guard=guard, can_be_hidden=bool(figure) and not is_few, can_be_renamed=is_few)


def _excess(marks: System, at_best: Mapping[int, int]) -> int:
    """How many more numbers the guarded cells ought to be able to be, together, but for those that they lack at best.

    Each is compared by itself: that one can be more numbers than at best does not make up for another.
    """
    return sum(max(0, missing - at_best.get(number, 0)) for number, missing in _missing(marks).items())


def _missing(marks: System) -> dict[int, int]:
    """How many more numbers each guarded cell ought to be able to be when everything of ours is hidden."""
    knowledge = Solver(marks).knowing()
    widths = {number: marks.cells[number].width for number in marks.guarded}
    if not knowledge.is_possible:
        return widths
    return {n: width - knowledge.numbers(n) for n, width in widths.items() if knowledge.is_worked_out(n)}
