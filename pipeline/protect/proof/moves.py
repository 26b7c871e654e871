"""Small changes of a table that keep what always holds: people who are added, taken away or moved between groups.

A table that is a move away from another differs from it in few figures. Those that a move does not change may be shown
without telling the two tables apart; that is what the choice of what to hide is made with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt

from pipeline.protect.proof.system import Integers, System

FARTHEST = 4
"""How many times a move is made at most: as many as take a small figure from one end of what it can be to the other."""

REPAIRS = 40
"""The most ways in which a change of one group is made to agree with the sums that it is part of."""

SEARCHED = 500
"""The most changes, of those that do not yet agree, that are looked at to find them."""

PAIRED = 12
"""With more groups than this, only such moves are paired as change a figure in common."""

MOST = 200_000
"""The most changes of figures that the moves make together; the moves that change the fewest come first."""

COMBINED = 240
"""The most moves that are combined with each other, likewise."""

SMALL = np.int16
"""How changes are kept: none is larger than FARTHEST for each atom."""

Changes = npt.NDArray[np.int16]
Vector = tuple[int, ...]


class Moves:
    """The moves of a system's groups, and what each does to the system's sums.

    steps: a row for each move, a column for each atom; each move is there in either direction, made once and up to
    FARTHEST times. of_atoms: the same the other way round. changes: a row for each cell, a column for each move.
    sizes: how much each move changes in all. kinds: a row for each way in which some move changes a cell, with the
    cell and by how much. made_by: which of them (rows) which moves (columns) make. touched_by: which cells (rows) which
    moves (columns) change. of_cell: which cells (rows) which ways (columns) are a change of. The last three hold 1 or
    nothing.
    """

    def __init__(self, steps: Integers, forms: Integers) -> None:
        self.steps = steps
        # Small numbers, a move after the other: looked through for every table.
        self.of_atoms = np.ascontiguousarray(steps.T, dtype=SMALL)
        self.changes = np.ascontiguousarray(forms @ steps.T, dtype=SMALL)
        self.sizes = np.abs(self.changes).sum(axis=0)
        # SciPy takes 0.3 s to import: paid only where something is hidden, not by every command.
        from scipy.sparse import csr_array

        cells, moves = np.nonzero(self.changes)
        by = self.changes[cells, moves].astype(np.int64)
        farthest = np.abs(by).max(initial=0)
        codes, kinds = np.unique(cells * (2 * farthest + 1) + by + farthest, return_inverse=True)
        self.kinds = np.stack([codes // (2 * farthest + 1), codes % (2 * farthest + 1) - farthest], axis=1)
        each, ones = np.arange(len(codes)), np.ones(max(len(moves), len(codes)), dtype=np.float32)
        self.made_by = csr_array((ones[: len(moves)], (kinds, moves)), shape=(len(codes), len(steps)))
        self.touched_by = csr_array((ones[: len(moves)], (cells, moves)), shape=(len(forms), len(steps)))
        self.of_cell = csr_array((ones[: len(codes)], (self.kinds[:, 0], each)), shape=(len(forms), len(codes)))


def moves_of(system: System) -> Moves:
    """The moves of a system; those of systems with the same sums are made once."""
    sums = tuple(row.terms for row in system.rows if row.low == row.high == 0)
    ties = tuple(tuple(terms) for terms in _ties(system))
    return _moves(system.size, sums, ties, frozenset(system.switches), tuple(cell.atoms for cell in system.cells))


def _ties(system: System) -> Iterator[tuple[tuple[int, float], ...]]:
    """The pairs of atoms that are the same people in two releases."""
    switches = set(system.switches)
    for row in system.rows:
        if len(row.terms) == 3 and row.terms[2][0] in switches:
            yield row.terms[:2]


@lru_cache(maxsize=32)
def _moves(
    size: int,
    sums: tuple[tuple[tuple[int, float], ...], ...],
    ties: tuple[tuple[tuple[int, float], ...], ...],
    switches: frozenset[int],
    cells: tuple[tuple[int, ...], ...],
) -> Moves:
    forms = np.zeros((len(cells), size), dtype=np.int64)
    for number, atoms in enumerate(cells):
        np.add.at(forms[number], list(atoms), 1)
    starts = [atom for atom in range(size) if atom not in switches]
    singles: dict[Vector, None] = {}
    # Where a figure has changed between two releases its people may differ in them, elsewhere they are the same.
    for rows in ([*sums, *ties], sums) if ties else (sums,):
        weights = np.zeros((len(rows), size), dtype=np.int64)
        for number, terms in enumerate(rows):
            for atom, weight in terms:
                weights[number, atom] = int(weight)
        for atom in starts:
            singles.update((_upright(move), None) for move in _repaired(atom, weights))
    steps = _combined(np.array(sorted(singles), dtype=np.int64).reshape(-1, size), forms)
    several = np.vstack([times * steps for times in range(1, FARTHEST + 1)])
    return Moves(np.vstack([several, -several]), forms)


def _repaired(atom: int, weights: Integers) -> Iterator[Integers]:
    """The changes that agree with every sum, made from one more of an atom by changing others, each atom once.

    Those that change few atoms come first, and no more than REPAIRS are made or SEARCHED looked at.
    """
    start = np.eye(1, weights.shape[1], atom, dtype=np.int64)[0]
    missing = weights @ start
    # Every sum that a change breaks takes another change at least.
    waiting = [(1 + np.count_nonzero(missing), 0, 1, start, missing)]
    seen = {start.tobytes()}
    found = 0
    while waiting and found < REPAIRS:
        _, _, size, move, missing = heappop(waiting)
        if not missing.any():
            found += 1
            yield move
            continue
        row = missing.nonzero()[0][0]
        for other in weights[row].nonzero()[0]:
            by = -missing[row] // weights[row, other]
            if move[other] or by * weights[row, other] != -missing[row] or len(seen) == SEARCHED:
                continue
            mended = move.copy()
            mended[other] = by
            if mended.tobytes() not in seen:
                seen.add(mended.tobytes())
                left = missing + by * weights[:, other]
                heappush(waiting, (size + 1 + np.count_nonzero(left), len(seen), size + 1, mended, left))


def _upright(move: Sequence[int] | Integers) -> Vector:
    """The move in the one of its two directions that starts by adding people."""
    first = next(each for each in move if each)
    return tuple(int(each) if first > 0 else -int(each) for each in move)


def _combined(singles: Integers, forms: Integers) -> Integers:
    """Moves, the differences of two of them, and the differences of two such differences."""
    is_small = len(singles) <= PAIRED
    singles = _distinct(singles, forms)
    seconds = _distinct(np.vstack([*_differences(singles[:COMBINED], forms, is_small, (-1,))]), forms)
    mixed = _mixed(singles, seconds[:COMBINED], forms)
    thirds = _differences(seconds[:COMBINED], forms, is_small, (1, -1))
    return _within(MOST // (2 * FARTHEST), _distinct(np.vstack([singles, seconds, *mixed, *thirds]), forms), forms)


def _mixed(singles: Integers, seconds: Integers, forms: Integers) -> Iterator[Integers]:
    """Each single move with a difference of two, where that leaves a figure as it was that either changes."""
    changes = seconds @ forms.T
    for single, change in zip(singles, singles @ forms.T, strict=True):
        for sign in (1, -1):
            yield (single + sign * seconds)[((change != 0) & (changes == -sign * change)).any(axis=1)]


def _differences(moves: Integers, forms: Integers, is_small: bool, signs: Sequence[int]) -> Iterator[Integers]:
    """Each move with each later one taken from it or added; of many, only where that leaves some figure as it was."""
    changes = moves @ forms.T
    yield moves[:0]
    for number, (move, change) in enumerate(zip(moves, changes, strict=True), start=1):
        for sign in signs:
            made = move + sign * moves[number:]
            cancel = (change != 0) & (changes[number:] == -sign * change)
            yield made if is_small else made[cancel.any(axis=1)]


def _distinct(moves: Integers, forms: Integers) -> Integers:
    """Each move that changes no group by more than one, in one direction; those of the fewest figures first."""
    moves = moves[moves.any(axis=1) & (np.abs(moves).max(axis=1, initial=0) == 1)]
    if not len(moves):
        return moves
    first = moves[np.arange(len(moves)), (moves != 0).argmax(axis=1)]
    moves = np.unique(moves * np.sign(first)[:, None], axis=0)
    return moves[np.argsort(((moves @ forms.T) != 0).sum(axis=1), kind="stable")]


def _within(most: int, moves: Integers, forms: Integers) -> Integers:
    """The first of the moves, no more than change so many figures together."""
    return moves[np.cumsum(((moves @ forms.T) != 0).sum(axis=1)) <= most]
