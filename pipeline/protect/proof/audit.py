"""The audit: can a hidden figure, or a small one that was left out, be worked out from what is published?

It knows nothing of how the hidden cells were chosen. Each finding is proved: by arithmetic, or by a solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Key
from pipeline.protect.figures import View
from pipeline.protect.proof.groups import grouped
from pipeline.protect.proof.highs import Undecided
from pipeline.protect.proof.readings import systems_of
from pipeline.protect.proof.solving import Solver
from pipeline.protect.proof.system import Guard, System, signature
from pipeline.protect.relations import Relations


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A figure that can be worked out, the shown figures that reveal it, and those of them that can be hidden.

    is_hidden: whether it is marked as hidden, rather than left out. is_current: whether it belongs to the release being
    judged. was_disclosed_before: whether earlier releases gave it away on their own, so that nothing done now helps.
    told_by: the numbers of the releases that did, counted from the oldest.
    """

    key: Key
    is_hidden: bool
    is_current: bool
    was_disclosed_before: bool
    shown: tuple[Key, ...]
    can_be_hidden: tuple[Key, ...]
    told_by: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[Key, ...]:
        """The figures that it concerns."""
        return (self.key, *self.shown)


@dataclass(frozen=True, slots=True)
class Misfit:
    """Figures that cannot all be right: no counts of people produce them."""

    keys: tuple[Key, ...]


Verdict = Disclosure | Misfit


def audit_views(relations: Relations, views: Sequence[View]) -> list[Verdict]:
    """What can be worked out by someone who has every view; the last is the release being judged."""
    # The same figures in the same shape have the same verdict, wherever they are.
    known: dict[object, list[tuple[int, tuple[int, ...]]] | None] = {}
    verdicts: list[Verdict] = []
    for group in grouped(relations, views):
        for system in systems_of(relations, group):
            shape = signature(system)
            if shape not in known:
                known[shape] = worked_out(system)
            answer = known[shape]
            if answer is None:
                verdicts.append(Misfit(tuple(cell.key for cell in system.cells if cell.guard is not Guard.IMPLIED)))
                continue
            for number, shown in answer:
                found = _disclosure(relations, group, system, number, shown)
                if not _is_public(relations, found):
                    verdicts.append(found)
    return verdicts


def _is_public(relations: Relations, finding: Disclosure) -> bool:
    """Whether a count that nobody published is known from others' figures alone: then it is not ours to keep."""
    is_ours = any(relations.is_guarded(key.indicator_id) for key in finding.shown)
    return bool(finding.shown) and not finding.is_hidden and not is_ours


def worked_out(system: System) -> list[tuple[int, tuple[int, ...]]] | None:
    """The guarded cells that can be worked out, each with the shown cells that reveal it; None if nothing fits."""
    knowledge = Solver(system).knowing()
    try:
        if not knowledge.is_possible:
            return None
    except Undecided:
        return [(number, ()) for number in system.guarded]
    found = [number for number in system.guarded if knowledge.is_worked_out(number)]
    # Ours first, so that they are the first to be left out where the figures of others are enough.
    shown = sorted(
        (number for number, cell in enumerate(system.cells) if cell.is_shown),
        key=lambda number: not system.cells[number].can_be_hidden,
    )
    return [(number, tuple(sorted(knowledge.solver.revealing(number, shown)))) for number in found]


def _disclosure(
    relations: Relations, group: Sequence[View], system: System, number: int, shown: Sequence[int]
) -> Disclosure:
    cell = system.cells[number]
    sources = [system.cells[each] for each in shown]
    told_by = telling_releases(relations, group[:-1], cell.key)
    return Disclosure(
        cell.key,
        cell.guard is Guard.HIDDEN,
        cell.is_current,
        bool(told_by),
        tuple(dict.fromkeys(each.key for each in sources)),
        tuple(dict.fromkeys(each.key for each in sources if each.can_be_hidden)),
        told_by,
    )


def telling_releases(relations: Relations, earlier: Sequence[View], key: Key) -> tuple[int, ...]:
    """The numbers of the earlier releases that give the figure away together: as few and as old as will do, or none."""
    numbers = list(range(len(earlier)))
    if not _tell(relations, earlier, numbers, key):
        return ()
    for number in reversed(range(len(earlier))):
        fewer = [each for each in numbers if each != number]
        if _tell(relations, earlier, fewer, key):
            numbers = fewer
    return tuple(numbers)


def _tell(relations: Relations, views: Sequence[View], numbers: Sequence[int], key: Key) -> bool:
    """Whether the releases with these numbers give the figure away together."""
    told = [views[number] for number in numbers]
    if not any(told):
        return False
    known = replace(relations, history=tuple(relations.at(number) for number in numbers))
    for system in systems_of(known, told):
        knowledge = Solver(system).knowing()
        for number in system.guarded:
            if system.cells[number].key == key and knowledge.is_worked_out(number):
                return True
    return False


def intervals(system: System) -> Iterator[tuple[Key, int | None]]:
    """Each hidden figure, and how many whole numbers there are from the smallest to the largest that it may be.

    None if nothing that is published limits it upwards; 1, the worst there is, if the solver gives up.
    """
    knowledge = Solver(system).knowing()
    for number in system.guarded:
        cell = system.cells[number]
        if cell.is_hidden_now:
            try:
                largest = knowledge.extreme(number, largest=True)
                smallest = knowledge.extreme(number, largest=False)
            except Undecided:
                yield cell.key, 1
                continue
            yield cell.key, largest - smallest + 1 if largest < system.cap else None
