"""What a reader knows, as arithmetic: whole numbers from zero up, sums of them, and what is known of each sum.

The unknowns are atoms: the people of one sex in one age interval that no age group divides further, for one indicator,
year and area. Every figure, shown, hidden or absent, is a sum of atoms; so a figure that nobody published is protected
as well as one that is hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pipeline.model import Key

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Booleans = npt.NDArray[np.bool_]

UNBOUNDED = 10**9
"""No figure is larger: the schema's own limit for a value."""


class Guard(Enum):
    """Why a sum must not be worked out."""

    NONE = "none"
    HIDDEN = "hidden"
    IMPLIED = "implied"


@dataclass(frozen=True, slots=True)
class Domain:
    """What is known of a single sum: it is from `low` to `high`, and not from `gap[0]` to `gap[1]`."""

    low: int = 0
    high: int = UNBOUNDED
    gap: tuple[int, int] | None = None

    def meet(self, other: Domain) -> Domain:
        """What both say together; `low` is above `high` if they contradict each other."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        gap = self.gap or other.gap
        if gap and gap[0] <= low <= gap[1]:
            low = gap[1] + 1
        if gap and gap[0] <= high <= gap[1]:
            high = gap[0] - 1
        return Domain(low, high, gap if gap and low < gap[0] and gap[1] < high else None)

    @property
    def is_empty(self) -> bool:
        return self.low > self.high


FREE = Domain()


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of coefficient x atom <= high; `terms` are pairs of an atom's number and its coefficient."""

    terms: tuple[tuple[int, float], ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A sum of atoms, and what is known of it.

    now: what its figure, or its status, says. when_hidden: what is known once it is hidden to protect another. rows:
    what else its figure says while it is shown (a rate of two counts). guard: why it must not be worked out; `small`
    and `width` say when it is. is_ours: whether it belongs to the release being judged, and is ours to hide.
    can_be_hidden: whether it is shown, and may be hidden to protect another. can_be_renamed: whether it is hidden as
    small. told: the ranges, first and last number, that other releases show it to be in; if it can be nothing else, it
    is hidden for the sake of others alone. is_ours_and_hidden: whether it is hidden in the release being judged to
    protect another. shown_from: from what number the method always shows
    it. is_kept: whether it is that large, and nothing else of it is known. says: the other sums of atoms that are
    known where it is shown. is_current: whether it belongs to the release being judged. release: which of the
    releases that are read together it belongs to, the oldest first. is_for_others: whether its release hides it to
    protect another, and it is ours to hide; None if it is not ours.
    """

    key: Key
    atoms: tuple[int, ...]
    now: Domain
    when_hidden: Domain
    rows: tuple[Row, ...] = ()
    guard: Guard = Guard.NONE
    small: tuple[int, int] = (1, 4)
    width: int = 1
    is_shown: bool = False
    is_ours: bool = False
    can_be_hidden: bool = False
    can_be_renamed: bool = False
    told: tuple[tuple[int, int], ...] = ()
    is_ours_and_hidden: bool = False
    shown_from: int = UNBOUNDED
    is_kept: bool = False
    says: tuple[tuple[int, ...], ...] = ()
    is_current: bool = True
    release: int = 0
    is_for_others: bool | None = None
    value: float = 0.0

    @property
    def is_hidden_now(self) -> bool:
        """Whether it is hidden in the release being judged, and no other release shows it."""
        return self.guard is Guard.HIDDEN and self.is_current and not self.told

    def domain(self, is_hidden: bool) -> Domain:
        """What is known of it, if it is hidden to protect another or else as it is now."""
        return self.when_hidden if is_hidden else self.now


@dataclass(frozen=True)
class System:
    """Atoms, rows that always hold, and cells; `switches` are atoms that are 1 where a figure changed between releases.

    No more switches are 1 than it takes for everything to fit: a reader believes the simplest story.
    """

    size: int
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    switches: tuple[int, ...] = ()

    @property
    def guarded(self) -> list[int]:
        """The indices of the cells that must not be worked out."""
        return [number for number, cell in enumerate(self.cells) if cell.guard is not Guard.NONE]

    @cached_property
    def cap(self) -> int:
        """A number that no atom needs to exceed. A lower one only removes possibilities from the reader's doubt."""
        known = [bound for cell in self.cells for bound in (cell.now.low, cell.now.high) if bound < UNBOUNDED]
        rows = (*self.rows, *(row for cell in self.cells for row in cell.rows))
        known += [int(bound) for row in rows for bound in (row.low, row.high) if abs(bound) < UNBOUNDED]
        return 2 * max(known, default=0) + 100

    def limits(self, highest: int) -> bool:
        """Whether a sum that can be no more than this is limited by what is known, and not by the cap alone."""
        return highest < self.cap // 2


def signature(system: System) -> object:
    """What a system's verdict depends on: everything but the names of its figures."""
    return (
        system.size,
        system.rows,
        system.switches,
        tuple(
            (
                *(cell.atoms, cell.now, cell.rows, cell.guard, cell.small, cell.width),
                *(
                    cell.told,
                    cell.is_shown,
                    cell.is_current,
                    cell.is_ours,
                    cell.can_be_hidden,
                    cell.can_be_renamed,
                    cell.is_kept,
                    cell.says,
                ),
            )
            for cell in system.cells
        ),
    )


def components(system: System) -> list[System]:
    """The system split into parts that share no atom, by first atom; parts without a guarded cell are left out."""
    if not system.size:
        return []
    labels = _labels(system)
    members: dict[int, list[int]] = {}
    for atom, label in enumerate(labels):
        members.setdefault(label, []).append(atom)
    rows: dict[int, list[Row]] = {}
    cells: dict[int, list[Cell]] = {}
    for row in system.rows:
        rows.setdefault(labels[row.terms[0][0]], []).append(row)
    for cell in system.cells:
        cells.setdefault(labels[cell.atoms[0]], []).append(cell)
    found = []
    for label, atoms in members.items():
        own = cells.get(label, [])
        if any(cell.guard is not Guard.NONE for cell in own):
            found.append(_renumbered(atoms, rows.get(label, []), own, system.switches))
    return found


def by_release(system: System) -> list[System]:
    """The system with nothing known of how the releases belong together, in the parts that that leaves."""
    switches = set(system.switches)
    rows = tuple(row for row in system.rows if switches.isdisjoint(atom for atom, _ in row.terms))
    return components(replace(system, rows=rows, switches=()))


def _labels(system: System) -> list[int]:
    """For each atom, the number of the part that it belongs to."""
    # SciPy takes 0.3 s to import: paid only where something is hidden, not by every command.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    groups: list[list[int]] = [[atom for atom, _ in row.terms] for row in system.rows]
    groups += [[*cell.atoms, *(atom for row in cell.rows for atom, _ in row.terms)] for cell in system.cells]
    pairs = np.array([(group[0], atom) for group in groups for atom in group], dtype=np.int64).reshape(-1, 2)
    edges = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(system.size, system.size))
    labels: list[int] = connected_components(edges, directed=False)[1].tolist()
    return labels


def _renumbered(atoms: Sequence[int], rows: Sequence[Row], cells: Sequence[Cell], switches: Sequence[int]) -> System:
    place = {atom: number for number, atom in enumerate(atoms)}

    def moved(row: Row) -> Row:
        return Row(tuple((place[atom], weight) for atom, weight in row.terms), row.low, row.high)

    return System(
        len(atoms),
        tuple(moved(row) for row in rows),
        tuple(
            replace(cell, atoms=tuple(place[atom] for atom in cell.atoms), rows=tuple(moved(row) for row in cell.rows))
            for cell in cells
        ),
        tuple(place[atom] for atom in switches if atom in place),
    )
