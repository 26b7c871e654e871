"""The measures of a chart, worked out before it is drawn, so that nothing in it lies on anything else."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

import polars as pl

from pipeline.builder.charts.series import Series
from pipeline.model import MEN, TOTAL, WOMEN

LOW = 90
"""The height of a plot without a scale: room for the word of an absence, written vertically."""

TICKS = 4
"""About as many intervals as an axis of values has."""

ROUND = ((10, math.sqrt(50)), (5, math.sqrt(10)), (2, math.sqrt(2)), (1, 0))
"""The intervals that read easily, each with the least that is rounded to it."""

LOWEST_TOP = 4.0
"""What an axis of values reaches at least, so that a single case doesn't fill the plot."""

LETTER, BROAD = 0.62, 0.45
"""How wide a letter is in font sizes, and how much more a broad one: in bold DejaVu Sans, which readers' machines may
have instead of Arial and in which hardly any text is narrower."""

POINT = 6
"""From the middle of a point to what may stand beside it."""

NEAR = 4
"""Points closer than this would hide one another."""

DODGE = 10
"""How far apart points are drawn that would hide one another."""

ABREAST = (WOMEN, TOTAL, MEN)
"""The order from the left of points that are drawn beside each other."""

NEXT_TO = 6
"""The space between a point and the name of its line."""

LED_TO = 18
"""The same, where a line leads from the point to a name that has been moved away from it."""

NAMES_ABOVE = 10
"""How far above the plot a name may reach; below it are the years."""

MOVED = 10
"""A name this far from the end of its line is led to."""


@dataclass(frozen=True)
class Layout:
    """What is the same for every chart of a form: of its plot in pixels, of its texts in characters.

    title: the length of a line of it; None where the page around the chart has it, and only area and unit are told.
    """

    width: int
    height: int
    title: int | None
    caption: int
    legend_columns: int
    text_size: int
    has_divided_names: bool

    @property
    def text_line(self) -> int:
        """The height of a line of text in the plot."""
        return self.text_size + 2


WIDE = Layout(width=660, height=270, title=70, caption=108, legend_columns=3, text_size=13, has_divided_names=False)
NARROW = Layout(width=256, height=230, title=None, caption=38, legend_columns=1, text_size=12, has_divided_names=True)
"""For a window as narrow as a phone's, at the size of whose texts they can be read."""


@dataclass(frozen=True)
class End:
    """The end of a sex's line: the value, and the lines of its name with the figure."""

    sex: str
    value: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Plot:
    """The measures of a series' plot in a layout, in pixels from its upper left corner."""

    series: Series
    layout: Layout

    @cached_property
    def height(self) -> int:
        """Low, where it has answers of yes and no, or no figure, and nothing to compare."""
        return self.layout.height if self.top and not self.series.is_yes_or_no else LOW

    @cached_property
    def top(self) -> float | None:
        """The value at the upper edge; None if there is no value to draw."""
        if self.series.is_yes_or_no:
            return 1
        values = [*self.series.published["value"], *self.series.targets["value"]]
        return rounded_up(max([LOWEST_TOP, *values])) if values else None

    @cached_property
    def years(self) -> list[int]:
        return self.series.years

    @cached_property
    def step(self) -> float:
        """The width of a year."""
        return self.width / len(self.years)

    @cached_property
    def width(self) -> float:
        """Narrower than the layout by what the names need beside the last points, and no more."""
        if not self.ends:
            return self.layout.width
        names = max(width_of(line, self.layout.text_size) for end in self.ends for line in end.lines)
        until = (self.years.index(self._end_year) + 0.5) / len(self.years)
        return min(self.layout.width, round((self.layout.width - self._beside - names) / until))

    def centre(self, year: int) -> float:
        """Where a year is."""
        return (self.years.index(year) + 0.5) * self.step

    def depth(self, value: float) -> float:
        """Where a value is."""
        return self.height * (1 - value / (self.top or 1))

    @cached_property
    def dodges(self) -> Mapping[tuple[int, str], float]:
        """How far beside its year a point is drawn, by year and sex, where it would hide another; most are not."""
        found: dict[tuple[int, str], float] = {}
        for (year,), rows in self.series.published.sort("value", "sex").group_by("year", maintain_order=True):
            together: list[list[tuple[float, str]]] = []
            for value, sex in rows.select("value", "sex").iter_rows():
                depth = self.depth(value)
                if together and together[-1][-1][0] - depth < NEAR:
                    together[-1].append((depth, sex))
                else:
                    together.append([(depth, sex)])
            for points in together:
                beside = [sex for sex in ABREAST if any(sex == other for _, other in points)]
                for place, sex in enumerate(beside):
                    offset = DODGE * (place - (len(beside) - 1) / 2)
                    if offset:
                        found[int(str(year)), sex] = offset
        return found

    @cached_property
    def ends(self) -> tuple[End, ...]:
        """The lines that are named where they end, from above.

        None are if there is a single one, or if a name would lie on something: they end in different years, or
        a target, a break or a word for an absence stands after them. A legend names them then.
        """
        series = self.series
        newest = series.published.group_by("sex").agg(pl.col("year").max(), pl.col("value").sort_by("year").last())
        years = set(newest["year"])
        if series.is_yes_or_no or newest.height < 2 or len(years) > 1:
            return ()
        [end] = years
        if any(year > end for year in [*series.targets["year"], *series.breaks, *(year for year, _ in series.absent)]):
            return ()
        values = dict(newest.select("sex", "value").iter_rows())
        named = [End(sex, values[sex], self._named(sex, values[sex])) for sex in series.sexes]
        return tuple(sorted(named, key=lambda end: -end.value))

    @cached_property
    def names(self) -> tuple[float, ...]:
        """How deep the middle of each name is, in the order of the ends: beside its point, or as near as may be."""
        line = self.layout.text_line
        depths = [self.depth(end.value) for end in self.ends]
        heights = [line * len(end.lines) + 3 for end in self.ends]
        return tuple(spread(depths, heights, -NAMES_ABOVE, self.height))

    @cached_property
    def has_leaders(self) -> bool:
        """Whether there is room between points and names for lines from one to the other."""
        return any(self.is_moved(end, middle) for end, middle in zip(self.ends, self.names, strict=True))

    def is_moved(self, end: End, middle: float) -> bool:
        """Whether a name is so far from the end of its line that it is led to."""
        return abs(self.depth(end.value) - middle) > MOVED

    @cached_property
    def _past_points(self) -> float:
        return max((self.dodges.get((self._end_year, end.sex), 0) for end in self.ends), default=0) + POINT

    @property
    def leaders_begin(self) -> float:
        """Where lines to the names begin."""
        return self.centre(self._end_year) + self._past_points

    @property
    def names_begin(self) -> float:
        """Where the names begin."""
        return self.centre(self._end_year) + self._beside

    @cached_property
    def _end_year(self) -> int:
        return int(self.series.published["year"].max())  # type: ignore[arg-type]

    @cached_property
    def _beside(self) -> float:
        """From the last year to the names: past its points and what else stands there."""
        targets = self.series.targets.filter(pl.col("year") == self._end_year)["value"]
        bars = (width_of(self.target(value), 13) / 2 for value in targets)
        return max([self._past_points, *bars]) + (LED_TO if self.has_leaders else NEXT_TO)

    def target(self, value: float) -> str:
        """What is written at a target."""
        return self.series.texts["target"].format(value=self.series.figure(value))

    def _named(self, sex: str, value: float) -> tuple[str, ...]:
        # The name first: "14 % women" would be another share.
        name = self.series.sex_names[sex]
        first, _, last = name.rpartition(" ")
        told = f"{last} {self.series.figure(value)}"
        if first and self.layout.has_divided_names:
            return first, told
        return (f"{first} {told}".lstrip(),)


def rounded_up(highest: float) -> float:
    """The highest tick of an axis from zero that reaches a value of at least 1: as d3-scale's "nice" rounds it."""
    step = 0.0
    while step != (step := _interval(highest)):
        highest = step * math.ceil(highest / step)
    return highest


def _interval(highest: float) -> float:
    rough = highest / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return power * next(round_ for round_, least in ROUND if rough / power >= least)


def width_of(text: str, size: float) -> float:
    """About how wide a text is; it is seldom wider in any font."""
    return size * (LETTER * len(text) + BROAD * sum(text.count(letter) for letter in "mwMW"))


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Where the middles of things of these heights are, none on another: each as near as can be to where it is wanted.

    They are given from above, and so they remain; all are between `top` and `bottom`, which have room for them.
    """
    # As if nothing had a height: those that would change places share one, the mean of what they want.
    above = [sum(heights[:place]) for place in range(len(heights))]
    shared: list[list[float]] = []
    for want, over, height in zip(wanted, above, heights, strict=True):
        shared.append([want - over - height / 2])
        while len(shared) > 1 and fmean(shared[-2]) > fmean(shared[-1]):
            last = shared.pop()
            shared[-1] += last
    lowest = bottom - sum(heights)
    places = [min(max(fmean(group), top), lowest) for group in shared for _ in group]
    return [place + over + height / 2 for place, over, height in zip(places, above, heights, strict=True)]
