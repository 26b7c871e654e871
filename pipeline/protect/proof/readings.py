"""How a reader takes what is hidden and what is not applicable: the first reading that fits all that is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.model import NOT_APPLICABLE, Key
from pipeline.protect.figures import View
from pipeline.protect.proof.domains import SECONDARY, Reading
from pipeline.protect.proof.equations import system_of
from pipeline.protect.proof.highs import Undecided
from pipeline.protect.proof.solving import Solver
from pipeline.protect.proof.system import FREE, Cell, Guard, System, components
from pipeline.protect.relations import Relations


def systems_of(relations: Relations, views: Sequence[View]) -> list[System]:
    """The systems of a group's figures; the last view is the release being judged.

    A figure that is not applicable is zero to a reader, as long as that fits. Where it does not, one of an indicator
    that has no figure at all for the year is taken to be unknown, and in the last resort each is. What is hidden to
    protect another is read as the method hides it, as long as that fits.
    """
    is_marked = any(figure.status == SECONDARY for view in views for figure in view.values())
    every = Reading if is_marked else [Reading.BY_METHOD]
    for zeros in dict.fromkeys((_not_applicable(views), _not_applicable(views, beside_others=True), frozenset[Key]())):
        read = [components(system_of(relations, views, zeros, each)) for each in every]
        found = [_first_possible(systems) for systems in zip(*read, strict=True)]
        if all(is_possible for _, is_possible in found):
            break
    return [system for system, _ in found]


def _first_possible(readings: Sequence[System]) -> tuple[System, bool]:
    """The first reading of a system that fits, or the last; and whether it does.

    Where what is hidden cannot be as the method hides it, each release is looked at by itself: in one where that fits
    it is still read so, and in another somebody else has hidden it, or the method has come to its last resort.
    """
    if len(readings) == 1:
        return readings[0], _is_possible(readings[0])
    silent = _silent(readings[0].cells)
    by_method, *others = [_taken(system, readings[-1], silent) for system in readings]
    if _is_possible(by_method):
        return by_method, True
    for system in (_by_release((by_method, *others)), *others):
        if _is_possible(system):
            return system, True
    return readings[-1], False


def _silent(cells: Sequence[Cell]) -> set[int]:
    """The cells that are hidden to protect others where that says nothing: the last resort hides all that is ours.

    It still says nothing in later releases, until the figure is shown or called few.
    """
    silent: set[int] = set()
    before: set[Key] = set()
    for release in sorted({cell.release for cell in cells}):
        ours = [n for n, cell in enumerate(cells) if cell.release == release and cell.is_for_others is not None]
        if all(cells[number].is_for_others for number in ours):
            # What is few in an earlier release, or was left out, may be why all is hidden in this one.
            has_reason = any(
                each.guard is Guard.IMPLIED or (each.guard is Guard.HIDDEN and not each.is_for_others)
                for each in cells
                if each.release <= release
            )
            before = before if has_reason else {cells[number].key for number in ours}
        now = [number for number in ours if cells[number].is_for_others and cells[number].key in before]
        silent.update(now)
        before = {cells[number].key for number in now}
    return silent


def _taken(system: System, other: System, numbers: Collection[int]) -> System:
    """The system with these of its cells as they are in the other."""
    cells = zip(system.cells, other.cells, strict=True)
    return replace(system, cells=tuple(each[number in numbers] for number, each in enumerate(cells)))


def _by_release(readings: Sequence[System]) -> System:
    """The system with each release read as it can be read by itself."""
    chosen = {number: _reading_of(readings, number) for number in {cell.release for cell in readings[0].cells}}
    cells = zip(*(system.cells for system in readings), strict=True)
    return replace(readings[0], cells=tuple(each[chosen[each[0].release]] for each in cells))


def _reading_of(readings: Sequence[System], release: int) -> int:
    """The number of the first reading that fits what one release says.

    Where a release hides all that is ours to protect others, the status says nothing: that is the last resort.
    """
    last = len(readings) - 1
    ours = [cell for cell in readings[0].cells if cell.release == release and cell.is_for_others is not None]
    is_last_resort = bool(ours) and all(cell.is_for_others for cell in ours)
    for number, system in enumerate(readings[:last]):
        if number and is_last_resort:
            break
        if _is_possible(_alone(system, release)):
            return number
    return last


def _alone(system: System, release: int) -> System:
    """The system with nothing known but what one release says."""
    cells = (cell if cell.release == release else replace(cell, now=FREE, rows=()) for cell in system.cells)
    return replace(system, cells=tuple(cells))


def _not_applicable(views: Sequence[View], beside_others: bool = False) -> frozenset[Key]:
    """The figures that are not applicable, or those of them whose indicator has other figures for the year."""
    figures = [(key, figure.status == NOT_APPLICABLE) for view in views for key, figure in view.items()]
    others = {key[:3] for key, is_absent in figures if not is_absent}
    return frozenset(key for key, is_absent in figures if is_absent and (key[:3] in others or not beside_others))


def _is_possible(system: System) -> bool:
    try:
        return Solver(system).knowing().is_possible
    except Undecided:
        return True
