"""Lines in one small drawing, each named at its end: the municipality's strong, all others quiet.

It is drawn when it is asked for, since a reader may choose whose lines are in it. There is a wide and a narrow form,
with texts of the same size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.web.comparing import OWN, Interval, Line

LETTER = 7.2
"""The width of a letter, in the units of the drawing, which are pixels of a page that is not enlarged."""

APART = 17.0
"""The least distance between two names."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Form:
    """A size of the drawing, and how many years it has room to name."""

    name: str
    width: int
    height: int
    years: int


FORMS = (Form("wide", 640, 300, 8), Form("slim", 320, 280, 3))

TOP, BOTTOM, GAP = 14, 26, 8


@dataclass(frozen=True)
class Drawn:
    """A line in the drawing: `runs` of points that are joined, its name and where that stands, and how it is dashed.

    bars: where the value is likely to be, as a place from the left and two heights.
    """

    kind: str
    place: int
    runs: tuple[tuple[Point, ...], ...]
    bars: tuple[tuple[float, float, float], ...]
    label: str
    label_at: float


@dataclass(frozen=True)
class Drawing:
    """Everything in one form of the drawing; `right` is where the names begin, `floor` where zero is."""

    form: Form
    left: float
    right: float
    floor: float
    ticks: tuple[tuple[float, str], ...]
    years: tuple[tuple[float, int], ...]
    lines: tuple[Drawn, ...]


def drawings(
    lines: Sequence[Line],
    breaks: Collection[int],
    sure: Mapping[int, Interval],
    written: Callable[[float], str],
) -> list[Drawing]:
    """The drawing in each form. The lines have figures of two years or more between them.

    breaks: years that cannot be compared with those before. sure: the intervals of the municipality's figures, by year.
    written: a number on the axis as text.
    """
    return [_drawing(form, lines, breaks, sure, written) for form in FORMS]


def _drawing(
    form: Form,
    lines: Sequence[Line],
    breaks: Collection[int],
    sure: Mapping[int, Interval],
    written: Callable[[float], str],
) -> Drawing:
    years = sorted({year for line in lines for year in line.by_year if line.value(year) is not None})
    values = [value for line in lines for year in years if (value := line.value(year)) is not None]
    top = max([*values, *(each.high for each in sure.values())]) or 1
    step = _step(top)
    ceiling = math.ceil(top / step - 1e-9) * step
    texts = [written(step * number) for number in range(round(ceiling / step) + 1)]
    left = max(map(len, texts)) * LETTER + 8
    right = form.width - max(len(line.short) for line in lines) * LETTER - GAP
    floor = form.height - BOTTOM

    def across(year: int) -> float:
        return round(left + (year - years[0]) / max(1, years[-1] - years[0]) * (right - GAP - left), 1)

    def up(value: float) -> float:
        return round(floor - value / ceiling * (floor - TOP), 1)

    drawn = []
    places = _apart([up(_last(line)) for line in lines], TOP, floor)
    for place, (line, label_at) in enumerate(zip(lines, places, strict=True)):
        runs = _runs(line, years, breaks)
        bars = [(across(year), up(each.low), up(each.high)) for year, each in sure.items()] if line.kind == OWN else []
        points = tuple(tuple((across(year), up(value)) for year, value in run) for run in runs)
        drawn.append(Drawn(line.kind, place, points, tuple(bars), line.short, label_at))
    ticks = tuple((up(step * number), text) for number, text in enumerate(texts))
    return Drawing(
        form, left, right, floor, ticks, tuple((across(y), y) for y in _named(years, form.years)), tuple(drawn)
    )


def _last(line: Line) -> float:
    """The newest figure of a line."""
    return next(value for year in sorted(line.by_year, reverse=True) if (value := line.value(year)) is not None)


def _runs(line: Line, years: Sequence[int], breaks: Collection[int]) -> list[list[tuple[int, float]]]:
    """The figures that follow on each other: neither a year of the line without a figure nor a break lies between."""
    runs: list[list[tuple[int, float]]] = []
    last: int | None = None
    for year in years:
        value = line.value(year)
        if value is None:
            last = None if year in line.by_year else last
            continue
        if last is None or any(last < each <= year for each in breaks):
            runs.append([])
        runs[-1].append((year, value))
        last = year
    return runs


def _step(top: float) -> float:
    """The distance between the marks of an axis that reaches so high: 1, 2 or 5 times a power of ten, at most five."""
    rough = top / 4
    power = 10.0 ** math.floor(math.log10(rough))
    return float(next(each * power for each in (1, 2, 5, 10) if each * power >= rough - 1e-12))


def _named(years: Sequence[int], most: int) -> list[int]:
    """The years to name: the last, and those before at equal distances, as many as there is room for."""
    span = years[-1] - years[0]
    step = max(1, math.ceil(span / max(1, most - 1)))
    return list(range(years[-1], years[0] - 1, -step))[::-1]


def _apart(heights: Sequence[float], top: float, floor: float) -> list[float]:
    """Where names stand that are as near their lines as they can be without covering each other."""
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    placed: dict[int, float] = {}
    lowest = top
    for at in order:
        placed[at] = lowest = max(heights[at], lowest)
        lowest += APART
    highest = floor
    for at in reversed(order):
        placed[at] = min(placed[at], highest)
        highest = placed[at] - APART
    return [round(placed[at], 1) for at in range(len(heights))]
