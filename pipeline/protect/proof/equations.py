"""What a reader can see, as a system: this release, those before it, the catalogue and the published rule.

An earlier release cannot be taken back. A reader assumes that what has not visibly changed between two releases is the
same; where that is impossible, they assume that as few figures as possible have changed, without knowing which. The
register of corrections is not needed for this: a change in a shown figure can be seen without it, and of a figure that
was then hidden the reader may guess that it is what it was.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.model import Key
from pipeline.protect.figures import View
from pipeline.protect.proof.absent import cells_behind, implied_cells
from pipeline.protect.proof.cells import cells_of
from pipeline.protect.proof.domains import Reading
from pipeline.protect.proof.groups import OTHERS, Group
from pipeline.protect.proof.links import linked
from pipeline.protect.proof.shares import base_rows, share_rows
from pipeline.protect.proof.sums import sum_rows, summed, telling_sums
from pipeline.protect.proof.system import Cell, System
from pipeline.protect.relations import Relations


def system_of(relations: Relations, views: Sequence[View], zeros: Collection[Key], reading: Reading) -> System:
    """The system of a group of related figures, of which the `zeros` are none, since they are not applicable.

    reading: what a figure that is hidden to protect another is taken to be.
    """
    group = Group(relations, views)
    releases = range(len(group.views))
    found = [dict(cells_of(group, view, zeros, reading)) for view in releases]
    rows = [row for view in releases for row in (*base_rows(group, view), *share_rows(group, view))]
    figured = {unknown for _, unknown in group.numbers if not unknown[0].endswith(OTHERS)}
    _remember(group)
    sums = telling_sums(group, figured)
    rows += [row for view in releases for row in sum_rows(group, view, sums[view])]
    cells: list[Cell] = []
    for view in releases:
        cells.extend(found[view].values())
        cells.extend(implied_cells(group, view, found[view], sums[view]))
        cells.extend(cells_behind(group, view, found[view]))
    links, switches = linked(group.numbers, cells, rows, figured - summed(figured, sums[-1]))
    return System(len(group.numbers) + len(switches), (*rows, *links), tuple(cells), switches)


def _remember(group: Group) -> None:
    """Give what is counted in a release an atom in each later one: what is no longer shown is still known."""
    for view, unknown in sorted(group.numbers):
        for later in range(view + 1, len(group.views)):
            group.atom(later, unknown)
