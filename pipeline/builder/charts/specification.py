"""A series as a Vega-Lite specification, with everything a reader must know inside the picture."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.builder.charts import words
from pipeline.builder.charts.colours import COLOURS, GRID, GROUND, INK, MUTED, SOFT, TARGET
from pipeline.model import MEN, TOTAL, WOMEN
from pipeline.wording import numbers, vocabulary

SHAPES = {TOTAL: "circle", WOMEN: "square", MEN: "triangle-up"}
SIZES = {TOTAL: 70, WOMEN: 70, MEN: 90}

# Liberation Sans, which draws the PNG, is as wide as Arial, which most visitors have: no text outgrows its place.
FONT = "'Liberation Sans', Arial, Helvetica, sans-serif"

LINE = 15

Spec = dict[str, Any]
Rows = list[Spec]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

CONFIG: Spec = {
    "font": FONT,
    "axis": {"labelFontSize": 13, "labelColor": MUTED, "gridColor": GRID, "domainColor": MUTED, "tickColor": MUTED},
    "legend": {"labelFontSize": 13, "labelColor": INK},
    "view": {"stroke": None},
    "title": {"color": INK, "fontWeight": 600, "fontSize": 17, "subtitleFontSize": 14, "subtitleColor": MUTED},
}

TEXT: Spec = {"field": "text", "type": "nominal"}
WORD: Spec = {"type": "text", "fontSize": 13, "color": MUTED}
STRONG: Spec = {"type": "text", "fontSize": 13, "fontWeight": 600}
ABOVE: Spec = {"baseline": "bottom", "dy": -9}
BELOW: Spec = {"baseline": "top", "dy": 9}

DODGE = {TOTAL: 0, WOMEN: -10, MEN: 10}
"""Points of the same value are drawn side by side; otherwise the last one drawn would cover the others."""

HOLLOWS = {TOTAL: 22, WOMEN: 26, MEN: 24}
"""How large the inside of a hollow point is, so that its edge is equally thick in each shape."""

STEP_FOR_WORDS = 90
"""A year narrower than this has its word for an absence written vertically."""

STEP_FOR_FIGURES = 40
"""A year narrower than this has no room for its figure."""

STEP_FOR_YEARS = 34
"""Years narrower than this are not all named; the newest always is."""


LOW = 90
"""The height of a plot without a scale: room for the word of an absence, written vertically."""


ROOM_FOR_BREAK = 100
"""How wide the words of a break are; with less to the right of the last one, they stand to the left."""


@dataclass(frozen=True)
class Layout:
    """The measures of a chart: of its plot in pixels, of its texts in characters.

    title: the length of a line of it; None where the page around the chart has it, and only area and unit are told.
    """

    width: int
    height: int
    title: int | None
    caption: int
    legend_columns: int


WIDE = Layout(width=660, height=270, title=70, caption=108, legend_columns=3)
NARROW = Layout(width=256, height=230, title=None, caption=42, legend_columns=1)
"""For a window as narrow as a phone's, at the size of whose texts they can be read."""


@dataclass(frozen=True)
class Series:
    """What a chart is drawn from: an indicator, its observations and targets in one area, and the language."""

    indicator: Mapping[str, Any]
    observations: pl.DataFrame
    targets: pl.DataFrame
    area: str
    is_example: bool
    locale: str

    @property
    def texts(self) -> Mapping[str, str]:
        return words.TEXTS[self.locale]

    @property
    def published(self) -> pl.DataFrame:
        return self.observations.filter(pl.col("value").is_not_null())

    @property
    def breaks(self) -> list[int]:
        """The years of the breaks that divide the series: one at its first figure, or before it, divides nothing."""
        first = self.published["year"].min()
        broken = self.observations.filter("series_break")["year"].unique()
        return [] if first is None else sorted(year for year in broken if year > first)

    @property
    def years(self) -> list[int]:
        years = [*self.observations["year"], *self.targets["year"]]
        return list(range(min(years), max(years) + 1))

    def height(self, layout: Layout) -> int:
        """The height of the plot: low, where it has answers of yes and no, or no figure, and nothing to compare."""
        has_scale = self.indicator["value_kind"] != "yes_no" and (self.published.height or self.targets.height)
        return layout.height if has_scale else LOW

    def step(self, layout: Layout) -> float:
        """The width of a year."""
        return layout.width / len(self.years)

    @property
    def sexes(self) -> list[str]:
        """Those with a figure to draw; the total if there is none."""
        shown = set(self.published["sex"])
        return [sex for sex in vocabulary.SEXES[self.locale] if sex in shown] or [TOTAL]

    def figure(self, value: float) -> str:
        """A value as written for its kind."""
        if self.indicator["value_kind"] == "yes_no":
            return self.texts["yes" if value else "no"]
        number = numbers.number(value, self.indicator["decimals"], self.locale)
        return f"{number}\u00a0%" if self.indicator["value_kind"] == "share" else number


def specification(series: Series, layout: Layout = WIDE) -> Spec:
    """The Vega-Lite specification of a series, complete in itself but for a title that the layout leaves out.

    Written as Vega-Lite's own JSON: Altair copies its objects so often that a chart of this many layers takes it a
    quarter of a second.
    """
    plot: Spec = {"width": layout.width, "height": series.height(layout), "layer": _layers(series, layout)}
    about = f"{series.area}. {words.unit(series.indicator)}."
    place: Spec = {"anchor": "start", "frame": "group", "offset": 22 if series.breaks else 14}
    if layout.title:
        name = textwrap.wrap(numbers.unbroken(series.indicator["name"]), layout.title)
        plot["title"] = {"text": name, "subtitle": about, **place}
    else:
        lines = textwrap.wrap(numbers.unbroken(about), layout.caption - 2)
        plot["title"] = {"text": lines, "fontSize": 12, "fontWeight": 400, "color": MUTED, **place, "frame": "bounds"}
    return {
        "$schema": SCHEMA,
        "description": description(series),
        "background": GROUND,
        "padding": 16 if layout.title else 2,
        "spacing": 16,
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
        "config": CONFIG | {"locale": {"number": words.NUMBERS[series.locale]}},
        "vconcat": [plot, _footer(series, layout)],
    }


def description(series: Series) -> str:
    """Every figure in words, for those who open the picture on its own and cannot see it."""
    sentences = [f"{series.area}. {words.unit(series.indicator)}."]
    for sex in series.sexes:
        rows = series.observations.filter(pl.col("sex") == sex).sort("year").iter_rows(named=True)
        points = ", ".join(series.texts["point"].format(year=row["year"], figure=_figure(series, row)) for row in rows)
        sentences.append(f"{vocabulary.SEXES[series.locale][sex]}: {points}.")
    return " ".join([*sentences, *_caption(series)])


def _figure(series: Series, row: Mapping[str, Any]) -> str:
    if row["value"] is None:
        return vocabulary.ABSENCES[series.locale][row["value_status"]]
    return series.figure(row["value"])


# The plot.


def _layers(series: Series, layout: Layout) -> list[Spec]:
    year = {
        "field": "year",
        "type": "ordinal",
        "title": None,
        "scale": {
            "type": "band",
            "domain": [str(year) for year in series.years],
            "paddingInner": 0.2,
            "paddingOuter": 0.1,
        },
        "axis": {"labelAngle": 0, "tickSize": 0, "labelPadding": 8, "values": _named_years(series, layout)},
    }
    value = _value_axis(series)
    return [
        *_absences(series, layout, year),
        *_breaks(series, layout, year),
        *_targets(series, layout, year, value),
        *(layer for sex in series.sexes for layer in _drawn(series, layout, sex, year, value)),
        *_labels(series, layout, year, value),
    ]


def _named_years(series: Series, layout: Layout) -> list[str]:
    """The years that have room for their names, at equal intervals, counted back from the newest."""
    every = math.ceil(STEP_FOR_YEARS / series.step(layout))
    return [str(year) for year in reversed(series.years[::-1][::every])]


def _layer(rows: Rows, mark: Spec, **encoding: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _value_axis(series: Series) -> Spec:
    """From zero, so that a difference is as large as it looks, and no longer than the published values need."""
    axis: Spec | None = {"domain": False, "ticks": False, "tickCount": 4, "format": ",~f"}
    values = [*series.published["value"], *series.targets["value"]]
    scale: Spec = {"domainMin": 0, "domainMax": max([4.0, *values]), "nice": 4}
    if series.indicator["value_kind"] == "yes_no":
        words_for = f"datum.value ? '{series.texts['yes']}' : '{series.texts['no']}'"
        axis = {"domain": False, "ticks": False, "values": [0, 1], "labelExpr": words_for}
        scale = {"domain": [0, 1]}
    elif not values:
        axis = None
    return {"field": "value", "type": "quantitative", "title": None, "scale": scale, "axis": axis}


def _drawn(series: Series, layout: Layout, sex: str, year: Spec, value: Spec) -> Iterator[Spec]:
    """One sex's line and points; a preliminary point is hollow."""
    names = [vocabulary.SEXES[series.locale][each] for each in series.sexes]
    legend: Spec | None = None
    if len(names) > 1:
        columns = {"columns": layout.legend_columns, "columnPadding": 28}
        legend = {"title": None, "orient": "bottom", "symbolSize": 90, **columns}
    colours = {"domain": names, "range": [COLOURS[each] for each in series.sexes]}
    shapes = {"domain": names, "range": [SHAPES[each] for each in series.sexes]}
    colour = {"field": "sex", "type": "nominal", "scale": colours, "legend": legend}
    shape = {"field": "sex", "type": "nominal", "scale": shapes, "legend": legend}
    offset = DODGE[sex] if len(names) > 1 else 0
    rows = _points(series, sex)
    line = {"type": "line", "strokeWidth": 2, "xOffset": offset}
    if series.indicator["value_kind"] != "yes_no":  # between yes and no there is nothing
        yield _layer(rows, line, x=year, y=value, color=colour, detail={"field": "run", "type": "nominal"})
    point = {"type": "point", "filled": True, "size": SIZES[sex], "opacity": 1, "xOffset": offset}
    yield _layer(rows, point, x=year, y=value, color=colour, shape=shape)
    hollow = [row for row in rows if row["status"] == "preliminary"]
    if hollow:
        inside = point | {"size": HOLLOWS[sex], "color": GROUND}
        yield _layer(hollow, inside, x=year, y=value, shape=shape)


def _points(series: Series, sex: str) -> Rows:
    """The published values, each in its run: a line is broken by a year without a figure and by a series break."""
    points: Rows = []
    run = 0
    previous = None
    for row in series.published.filter(pl.col("sex") == sex).sort("year").iter_rows(named=True):
        if previous is None or _is_divided(series, sex, previous, row["year"]):
            run += 1
        points.append(
            {
                "year": str(row["year"]),
                "value": row["value"],
                "sex": vocabulary.SEXES[series.locale][sex],
                "status": row["value_status"],
                "run": run,
            }
        )
        previous = row["year"]
    return points


def _is_divided(series: Series, sex: str, earlier: int, later: int) -> bool:
    """Whether anything lies between two figures: a break, a missing figure, or a year in which there was to be one."""
    if any(earlier < year <= later for year in series.breaks):
        return True
    if later == earlier + 1:
        return False
    between = series.observations.filter(pl.col("sex") == sex, pl.col("year").is_between(earlier, later, closed="none"))
    is_annual = series.indicator["periodicity"] == "annual"
    return is_annual or not (between["value_status"] == "not_collected").all()


def _labels(series: Series, layout: Layout, year: Spec, value: Spec) -> Iterator[Spec]:
    """The totals in figures, unless a point drawn above them could be taken for theirs."""
    highest = series.published.group_by("year").agg(pl.col("value").max().alias("highest"))
    totals = series.published.filter(pl.col("sex") == TOTAL).join(highest, on="year").sort("year")
    is_yes_or_no = series.indicator["value_kind"] == "yes_no"
    if is_yes_or_no or series.step(layout) < STEP_FOR_FIGURES or (totals["value"] < totals["highest"]).any():
        return
    rows = [
        {"year": str(row["year"]), "value": row["value"], "text": series.figure(row["value"])}
        for row in totals.iter_rows(named=True)
    ]
    under = {str(year) for year in _years_below_target(series)}
    for place, placed in (
        (ABOVE, [row for row in rows if row["year"] not in under]),
        (BELOW, [row for row in rows if row["year"] in under]),
    ):
        if placed:
            yield _layer(placed, STRONG | place | {"color": INK}, x=year, y=value, text=TEXT)


def _years_below_target(series: Series) -> set[int]:
    """The years whose target is at or above the total: target and total are then labelled on opposite sides."""
    totals = series.published.filter(pl.col("sex") == TOTAL).select("year", pl.col("value").alias("total"))
    return set(series.targets.join(totals, on="year").filter(pl.col("value") >= pl.col("total"))["year"])


def _absences(series: Series, layout: Layout, year: Spec) -> Iterator[Spec]:
    """A grey area and a word for each year in which no figure at all is shown."""
    rows = _absent_years(series)
    if not rows:
        return
    yield _layer(rows, {"type": "rect", "color": SOFT}, x=year, y={"value": 0}, y2={"value": series.height(layout)})
    if series.step(layout) < STEP_FOR_WORDS:
        place: Spec = {"angle": 270, "align": "left", "baseline": "middle", "dx": 6}
    else:
        place = {"baseline": "bottom", "dy": -6}
    yield _layer(rows, WORD | place, x=year, y={"value": series.height(layout)}, text=TEXT)


def _absent_years(series: Series) -> Rows:
    years = (
        series.observations.sort("sex", descending=True)
        .group_by("year", maintain_order=True)
        .agg(pl.col("value").max(), pl.col("value_status").first())
    )
    absent = years.filter(pl.col("value").is_null()).sort("year")
    if series.indicator["periodicity"] != "annual":
        # No figure was to be there that year.
        absent = absent.filter(pl.col("value_status") != "not_collected")
    rows = absent.iter_rows(named=True)
    absences = vocabulary.ABSENCES[series.locale]
    return [{"year": str(row["year"]), "text": absences[row["value_status"]]} for row in rows]


def _breaks(series: Series, layout: Layout, year: Spec) -> Iterator[Spec]:
    rows = [{"year": str(each)} for each in series.breaks]
    if not rows:
        return
    half_step = series.step(layout) / 2
    rule = {"type": "rule", "strokeDash": [4, 4], "strokeWidth": 1.5, "color": MUTED, "xOffset": -half_step}
    yield _layer(rows, rule, x=year)
    room = series.step(layout) * (len(series.years) - series.years.index(series.breaks[-1]))
    right: Spec = {"align": "left", "dx": 5 - half_step}
    left: Spec = {"align": "right", "dx": -5 - half_step}
    # Above the plot, where no figure is.
    label = WORD | {"baseline": "bottom", "dy": -4} | (right if room >= ROOM_FOR_BREAK else left)
    yield _layer(rows, label, x=year, y={"value": 0}, text={"value": series.texts["break"]})


def _targets(series: Series, layout: Layout, year: Spec, value: Spec) -> Iterator[Spec]:
    """The targets, each a labelled bar at its year; several are joined by a dotted line."""
    reached = {str(year) for year in series.published["year"]} - {str(year) for year in _years_below_target(series)}
    rows = [
        {
            "year": str(row["year"]),
            "value": row["value"],
            "text": series.texts["target"].format(value=series.figure(row["value"])),
        }
        for row in series.targets.sort("year").iter_rows(named=True)
    ]
    if len(rows) > 1:
        yield _layer(rows, {"type": "line", "strokeDash": [2, 4], "strokeWidth": 1.5, "color": TARGET}, x=year, y=value)
    if rows:
        width = min(56, round(series.step(layout) * 0.7))
        bar = {"type": "tick", "orient": "horizontal", "thickness": 4, "width": width, "color": TARGET, "opacity": 1}
        yield _layer(rows, bar, x=year, y=value)
    for place, placed in (
        (ABOVE, [row for row in rows if row["year"] not in reached]),
        (BELOW, [row for row in rows if row["year"] in reached]),
    ):
        if placed:
            yield _layer(placed, STRONG | place | {"color": TARGET}, x=year, y=value, text=TEXT)


# Below the plot.


def _footer(series: Series, layout: Layout) -> Spec:
    """The example notice, then what the marks mean and where the figures are from."""
    notice = [series.texts["example"]] if series.is_example else []
    lines = [
        line for sentence in _caption(series) for line in textwrap.wrap(numbers.unbroken(sentence), layout.caption)
    ]
    text = {"type": "text", "align": "left", "baseline": "top", "fontSize": 12, "lineHeight": LINE}
    texts = [
        text | {"text": notice, "color": INK, "fontWeight": 700},
        text | {"text": lines, "color": MUTED, "dy": LINE * len(notice)},
    ]
    corner = {"x": {"value": 0}, "y": {"value": 0}}
    return {
        "width": layout.width,
        "height": LINE * (len(notice) + len(lines)),
        "layer": [_layer([{}], mark, **corner) for mark in texts if mark["text"]],
    }


def _caption(series: Series) -> list[str]:
    return [
        *_legend(series),
        *_period_and_direction(series),
        *_notes(series),
        _source(series),
    ]


def _legend(series: Series) -> Iterator[str]:
    """What the marks that are not in the legend mean, and what is absent for one sex or the other."""
    texts = series.texts
    preliminary = series.published.filter(pl.col("value_status") == "preliminary")["year"]
    if len(preliminary):
        yield texts["preliminary"].format(years=numbers.spans(preliminary, series.locale))
    if series.targets.height:
        yield texts["target_legend"]
    yield from _absent_for_a_sex(series)
    if series.breaks:
        yield texts["breaks"].format(years=numbers.spans(series.breaks, series.locale))


def _absent_for_a_sex(series: Series) -> Iterator[str]:
    """What is absent for one sex in a year that has a figure for another, and so no grey area."""
    shown = set(series.published["year"])
    absent_years = set(series.observations["year"]) - shown
    for sex, name in vocabulary.SEXES[series.locale].items():
        rows = series.observations.filter(
            pl.col("sex") == sex, pl.col("value").is_null(), ~pl.col("year").is_in(absent_years)
        )
        by_word: dict[str, list[int]] = {}
        for row in rows.sort("year").iter_rows(named=True):
            by_word.setdefault(vocabulary.ABSENCES[series.locale][row["value_status"]], []).append(row["year"])
        for word, years in by_word.items():
            yield series.texts["absent"].format(sex=name, word=word, years=numbers.spans(years, series.locale))


def _period_and_direction(series: Series) -> Iterator[str]:
    period = vocabulary.PERIOD_CAPTIONS[series.locale].get(series.indicator["period_type"])
    if period:
        yield period
    if series.indicator["direction"] == "neutral":
        yield series.texts["neutral"]


def _notes(series: Series) -> Iterator[str]:
    """The notes on the figures; the years of the same note are given together."""
    noted: dict[str, list[int]] = {}
    for row in series.observations.filter(pl.col("note").is_not_null()).sort("year").iter_rows(named=True):
        noted.setdefault(row["note"], []).append(row["year"])
    for note, years in noted.items():
        yield series.texts["note"].format(year=numbers.spans(years, series.locale), note=note)


def _source(series: Series) -> str:
    facts = {"source": words.source(series.indicator), "year": max(series.observations["year"])}
    retrieved = series.observations["retrieved_on"].max()
    if retrieved is None:
        return series.texts["source_undated"].format(**facts)
    return series.texts["source"].format(date=numbers.date(retrieved, series.locale), **facts)  # type: ignore[arg-type]
