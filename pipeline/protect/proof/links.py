"""How releases belong together: what has not visibly changed from one to the next is taken to be the same."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from pipeline.protect.proof.groups import Unknown
from pipeline.protect.proof.system import Cell, Row, System


def linked(
    numbers: Mapping[tuple[int, Unknown], int], cells: Sequence[Cell], rows: Sequence[Row], figured: Collection[Unknown]
) -> tuple[list[Row], tuple[int, ...]]:
    """An atom of a figure is the same in two releases that follow on each other unless its switch is on.

    A count that nobody published, or that is the sum of others, is what the figures make it: that it changes with
    them is no change more. Returns the rows that say so, and the switches, numbered after the atoms.
    """
    most = System(0, tuple(rows), tuple(cells)).cap
    links: list[Row] = []
    switches: list[int] = []
    size = len(numbers)
    releases: dict[Unknown, list[int]] = {}
    for (_, unknown), atom in sorted(numbers.items()):
        releases.setdefault(unknown, []).append(atom)
    for unknown, atoms in releases.items():
        for atom, later in pairwise(atoms if unknown in figured else ()):
            switch = size + len(switches)
            switches.append(switch)
            links.append(Row(((atom, 1.0), (later, -1.0), (switch, -float(most))), -math.inf, 0.0))
            links.append(Row(((later, 1.0), (atom, -1.0), (switch, -float(most))), -math.inf, 0.0))
    return links, tuple(switches)
