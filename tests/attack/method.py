"""The product's choice of what to hide, as a black box: figures go in, what is published of them comes out.

Only this module knows how to ask for it. The relations are read from the rows of a catalogue, as a project's are.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import polars as pl

from pipeline.model import KeptRelease, Problem
from pipeline.protect.figures import view_of
from pipeline.protect.findings import audit
from pipeline.protect.hide import to_hide
from pipeline.protect.policy import METHOD
from pipeline.protect.relations import Relations, relations_of
from pipeline.protect.releases import release_of
from tests.attack.attacker import Figure, Key
from tests.attack.structures import Published, Structure, World
from tests.attack.worlds import key_columns, tables_with, typed

DAY = datetime.date(2026, 1, 1)


class Method:
    """The method under the rules and relations of a structure."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.tables: dict[str, pl.DataFrame] = tables_with(structure.tables)
        self.relations: Relations = relations_of(self.tables)

    def publish(self, earlier: Sequence[Published], handed_in: Published) -> Published:
        """What is published of figures that are handed in, given what earlier releases have published."""
        statuses = to_hide(self.relations, [view_of(frame_of(each)) for each in (*earlier, handed_in)])
        return {**handed_in, **{Key(*key): Figure(None, status) for key, status in statuses.items()}}

    def refusals(self, published: Sequence[Published]) -> list[Problem]:
        """Why the last of these releases would not be let out."""
        kept = [
            release_of(KeptRelease(f"release {number}", METHOD, {**self.tables, "observations": frame_of(each)}))
            for number, each in enumerate(published[:-1])
        ]
        problems = audit({**self.tables, "observations": frame_of(published[-1])}, kept)
        return [problem for problem in problems if problem.fatal]


def frame_of(published: Published) -> pl.DataFrame:
    """Figures as a table of observations."""
    return typed(
        "observations",
        [
            {
                **key_columns(key),
                "value": figure.value,
                "value_status": figure.status,
                "series_break": False,
                "note": None,
                "retrieved_on": DAY,
            }
            for key, figure in published.items()
        ],
    )


def releases_of(world: World, method: Method) -> list[Published]:
    """What is published of a world, release by release."""
    found: list[Published] = []
    for release, counts in enumerate(world.truths):
        found.append(method.publish(found, world.structure.handed_in(counts, release)))
    return found
