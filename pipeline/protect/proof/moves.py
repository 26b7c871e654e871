"""Small changes of a table that keep what always holds: people who are added, taken away or moved between groups.

A table that is a move away from another differs from it in few figures. Those that a move does not change may be shown
without telling the two tables apart; that is what the choice of what to hide is made with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np

from pipeline.protect.proof.system import Integers, System

FARTHEST = 4
"""How many times a move is made at most: as many as take a small figure from one end of what it can be to the other."""

REPAIRS = 40
"""The most ways in which a change of one group is made to agree with the sums that it is part of."""

PAIRED = 12
"""With more groups than this, only such moves are paired as change a figure in common."""

MOST = 200_000
"""The most changes of figures that the moves make together; the moves that change the fewest come first."""

Vector = tuple[int, ...]


class Moves:
    """The moves of a system's groups, and what each does to the system's sums.

    steps: a row for each move, a column for each atom. changes: likewise for each cell. Both have each move in either
    direction, made once and up to FARTHEST times. sizes: how much each move changes in all. kinds: a row for each way
    in which some move changes a cell, with the cell and by how much. makes: which moves (rows) make which of them
    (columns), 1 or 0. of_cell: which of them (rows) are changes of which cell (columns).
    """

    def __init__(self, steps: Integers, forms: Integers) -> None:
        self.steps = steps
        self.changes = steps @ forms.T
        self.kinds = np.array(
            [(cell, by) for cell, column in enumerate(self.changes.T) for by in np.unique(column) if by], dtype=np.int64
        ).reshape(-1, 2)
        self.sizes = np.abs(self.changes).sum(axis=1)
        # Floats, since only those are multiplied fast; these add up exactly to as many moves as there are.
        self.makes = (self.changes[:, self.kinds[:, 0]] == self.kinds[:, 1]).astype(np.float32)
        self.of_cell = (self.kinds[:, :1] == np.arange(len(forms))).astype(np.float32)


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


@lru_cache(maxsize=256)
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
            found = list(_repaired(np.eye(size, dtype=np.int64)[atom], weights, {atom}))[:REPAIRS]
            singles.update((_upright(move), None) for move in found)
    steps = _combined(np.array(sorted(singles), dtype=np.int64).reshape(-1, size), forms)
    several = np.vstack([times * steps for times in range(1, FARTHEST + 1)])
    return Moves(np.vstack([several, -several]), forms)


def _repaired(move: Integers, weights: Integers, changed: set[int]) -> Iterator[Integers]:
    """The changes that agree with every sum, made from one that may not by changing other atoms, each once."""
    broken = np.flatnonzero(weights @ move)
    if not len(broken):
        yield move
        return
    row = weights[broken[0]]
    missing = int(row @ move)
    for atom in np.flatnonzero(row):
        if atom not in changed and missing % row[atom] == 0:
            mended = move.copy()
            mended[atom] -= missing // row[atom]
            yield from _repaired(mended, weights, changed | {int(atom)})


def _upright(move: Sequence[int] | Integers) -> Vector:
    """The move in the one of its two directions that starts by adding people."""
    first = next(each for each in move if each)
    return tuple(int(each) if first > 0 else -int(each) for each in move)


def _combined(singles: Integers, forms: Integers) -> Integers:
    """Moves, the differences of two of them, and the differences of two such differences."""
    is_small = len(singles) <= PAIRED
    changes = singles @ forms.T
    pairs = [
        (i, j)
        for i, j in combinations(range(len(singles)), 2)
        if is_small or ((changes[i] == changes[j]) & (changes[i] != 0)).any()
    ]
    seconds = np.array([singles[i] - singles[j] for i, j in pairs], dtype=np.int64).reshape(-1, singles.shape[1])
    seconds = _distinct(seconds, forms)
    thirds = []
    for number, second in enumerate(seconds):
        others = seconds[number + 1 :]
        for sign in (1, -1):
            made = second + sign * others
            cancel = ((second @ forms.T)[None, :] == -sign * (others @ forms.T)) & ((second @ forms.T) != 0)
            thirds.append(made[cancel.any(axis=1)] if not is_small else made)
    return _distinct(np.vstack([singles, seconds, *thirds]), forms)


def _distinct(moves: Integers, forms: Integers) -> Integers:
    """Each move once, in one direction, those that change the fewest figures first, and no more than MOST."""
    moves = moves[moves.any(axis=1)]
    if not len(moves):
        return moves
    first = moves[np.arange(len(moves)), (moves != 0).argmax(axis=1)]
    moves = np.unique(moves * np.sign(first)[:, None], axis=0)
    moves = moves[np.abs(moves).max(axis=1) == 1]
    changed = ((moves @ forms.T) != 0).sum(axis=1)
    order = np.argsort(changed, kind="stable")
    return moves[order[np.cumsum(changed[order]) <= MOST // (2 * FARTHEST)]]
