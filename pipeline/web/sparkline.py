"""A series as a small drawing beside its newest figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, MARGIN = 120, 36, 4
"""In the units of the drawing, which are pixels of a page that is not enlarged."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Sparkline:
    """The places of the points, from the left: `runs` are joined by lines, and the last of all is the newest."""

    runs: tuple[tuple[Point, ...], ...]
    first_year: int
    last_year: int

    @property
    def newest(self) -> Point:
        return self.runs[-1][-1]


def sparkline(totals: Sequence[Mapping[str, Any]], breaks: set[int]) -> Sparkline | None:
    """The drawing of a series' measurements in time order, from zero; None if fewer than two of them have figures.

    A line joins measurements that follow on each other: neither one without a figure nor a break lies between.
    """
    shown = [row for row in totals if row["value"] is not None]
    if len(shown) < 2:
        return None
    first, last = shown[0]["year"], shown[-1]["year"]
    highest = max(row["value"] for row in shown) or 1
    runs: list[list[Point]] = []
    is_joined = False
    for row in totals:
        if row["value"] is None:
            is_joined = False
            continue
        if not is_joined or row["year"] in breaks:
            runs.append([])
        x = MARGIN + (row["year"] - first) / (last - first) * (WIDTH - 2 * MARGIN)
        y = HEIGHT - MARGIN - row["value"] / highest * (HEIGHT - 2 * MARGIN)
        runs[-1].append((round(x, 1), round(y, 1)))
        is_joined = True
    return Sparkline(tuple(map(tuple, runs)), first, last)
