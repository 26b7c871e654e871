"""A second look at what the marks alone would hide: figures that can be shown although they say how many people there are.

Two groups of 1-4 with 5 together may be any of four pairs, with 8 together they are 4 and 4. The marks are the same, so
the sum is hidden in both. It can be shown when it is 4, 5 or 6, if what is then known of those that are hidden, that it
is none of these, gives nothing away either. So a figure is shown if its number is among those that may be shown, which
depend on what is shown already and on nothing else: whoever runs the method on what is shown finds the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pipeline.protect.proof.alike import Alike, with_numbers
from pipeline.protect.proof.system import Booleans, Guard, Integers, System


@dataclass(frozen=True)
class Choice:
    """The cells that are hidden; for some of them, the numbers, first and last, at which they would have been shown."""

    hidden: frozenset[int]
    otherwise_shown: Mapping[int, tuple[int, int]]


def second_look(
    system: System, hidden: frozenset[int], values: Mapping[int, int], below: Mapping[int, tuple[int, int]]
) -> Choice:
    """The choice once some of the `hidden` cells are shown again. `values` are the numbers of the cells that are ours.

    A cell without a number stays hidden, as does one whose number is not among those that may be shown. Those `below`
    are hidden in any case, and would have been shown at the numbers that are given.
    """
    if sum(1 for cell in system.cells if cell.guard is Guard.HIDDEN and not cell.can_be_hidden) < 2:
        return Choice(hidden | set(below), below)
    known = with_numbers(
        system, {number: value for number, value in values.items() if number not in hidden and number not in below}
    )
    alike = Alike(known)
    shown = [number for number in alike.ours if number not in hidden]
    tables = alike.near(shown)
    otherwise = dict(below)
    left = set(hidden)
    if not len(tables) or not _is_safe(alike, tables, left):
        return Choice(hidden | set(below), below)
    for number in sorted(hidden, key=lambda number: (len(system.cells[number].atoms), number)):
        may_be_shown = _numbers(alike, tables, left, number)
        if may_be_shown is None:
            continue
        first, last = may_be_shown
        is_among = (tables[:, number] >= first) & (tables[:, number] <= last)
        if first <= values.get(number, -1) <= last:
            tables = tables[tables[:, number] == values[number]]
            left.remove(number)
        else:
            tables = tables[~is_among]
            otherwise[number] = may_be_shown
    return Choice(frozenset(left) | set(below), otherwise)


def _numbers(alike: Alike, tables: Integers, hidden: set[int], number: int) -> tuple[int, int] | None:
    """The first and last of the adjacent numbers at which the cell may be shown; None if there are none.

    The longest row of numbers that each give nothing away, such that the others give nothing away either.
    """
    column = tables[:, number]
    others = hidden - {number}
    safe = [int(value) for value in np.unique(column) if _is_safe(alike, tables[column == value], others)]
    rows = [
        (first, last)
        for first in safe
        for last in safe
        if first <= last <= first + safe.index(last) - safe.index(first)
    ]
    for first, last in sorted(rows, key=lambda row: (row[0] - row[1], row[0])):
        is_among: Booleans = (column >= first) & (column <= last)
        if not is_among.all() and _is_safe(alike, tables[~is_among], hidden):
            return first, last
    return None


def _is_safe(alike: Alike, tables: Integers, hidden: set[int]) -> bool:
    """Whether each guarded cell, and each that is hidden, is at least as many numbers as it must be."""
    for number in {*alike.guarded, *hidden}:
        cell = alike.system.cells[number]
        column = tables[:, number]
        if cell.guard is Guard.IMPLIED and column.max() > cell.small[1]:
            continue
        if len(np.unique(column)) < cell.width and not (cell.guard is Guard.IMPLIED and column.min() < cell.small[0]):
            return False
    return True
