"""A series as a Vega-Lite specification, with everything a reader must know inside the picture."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipeline.builder.charts import words
from pipeline.builder.charts.colours import COLOURS, GRID, GROUND, INK, MUTED, SOFT, TARGET
from pipeline.builder.charts.measures import TICKS, WIDE, Layout, Plot, width_of
from pipeline.builder.charts.series import Series
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
    "axis": {"labelColor": MUTED, "gridColor": GRID, "domainColor": MUTED, "tickColor": MUTED},
    "legend": {"labelFontSize": 13, "labelColor": INK},
    "view": {"stroke": None},
    "title": {"color": INK, "fontWeight": 600, "fontSize": 17, "subtitleFontSize": 14, "subtitleColor": MUTED},
}

TEXT: Spec = {"field": "text", "type": "nominal"}
WORD: Spec = {"type": "text", "fontSize": 13, "color": MUTED}
STRONG: Spec = {"type": "text", "fontSize": 13, "fontWeight": 600}
ABOVE: Spec = {"baseline": "bottom", "dy": -9}
BELOW: Spec = {"baseline": "top", "dy": 9}
RIGHT: Spec = {"baseline": "middle", "align": "left", "dx": 10}
LEFT: Spec = {"baseline": "middle", "align": "right", "dx": -10}

HOLLOWS = {TOTAL: 22, WOMEN: 26, MEN: 24}
"""How large the inside of a hollow point is, so that its edge is equally thick in each shape."""

STEP_FOR_WORDS = 90
"""A year narrower than this has its word for an absence written vertically."""

STEP_FOR_FIGURES = 30
"""In years narrower than this, or than their figures, only the newest total has its figure."""

ROOM_FOR_FIGURE = 26
"""How far from a total's point another may not be for the figure to stand between them."""

HALO: Spec = {"stroke": GROUND, "strokeWidth": 4, "strokeJoin": "round"}
"""What is drawn around a text, below it, so that no line through it makes it hard to read."""

ROOM_FOR_BREAK = 100
"""How wide the words of a break are; with less to the right of the last one, they stand to the left."""

BREAK_LINE = 8
"""How far above a title's distance to the plot the words of a break reach."""

STEP_FOR_YEARS = 34
"""Years narrower than this are not all named; the newest always is."""


def specification(series: Series, layout: Layout = WIDE) -> Spec:
    """The Vega-Lite specification of a series, complete in itself but for a title that the layout leaves out.

    Written as Vega-Lite's own JSON: Altair copies its objects so often that a chart of this many layers takes it a
    quarter of a second.
    """
    measures = Plot(series, layout)
    plot: Spec = {"width": measures.width, "height": measures.height, "layer": _layers(series, measures)}
    about = f"{series.area}. {words.unit(series.indicator)}."
    place: Spec = {"anchor": "start", "frame": "group", "offset": 14 + _room_for_breaks(series, measures)}
    if layout.title:
        name = textwrap.wrap(numbers.unbroken(series.indicator["name"]), layout.title)
        plot["title"] = {"text": name, "subtitle": about, **place}
    else:
        lines = textwrap.wrap(numbers.unbroken(about), layout.caption + 2)
        plot["title"] = {"text": lines, "fontSize": 12, "fontWeight": 400, "color": MUTED, **place, "frame": "bounds"}
    return {
        "$schema": SCHEMA,
        "description": description(series),
        "background": GROUND,
        "padding": 16 if layout.title else {"left": 2, "top": 2, "right": 6, "bottom": 2},
        "spacing": 16,
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
        "config": CONFIG
        | {"axis": CONFIG["axis"] | {"labelFontSize": layout.text_size}}
        | {"locale": {"number": words.NUMBERS[series.locale]}},
        "vconcat": [plot, _footer(series, layout)],
    }


def description(series: Series) -> str:
    """Every figure in words, for those who open the picture on its own and cannot see it."""
    sentences = [f"{series.area}. {words.unit(series.indicator)}."]
    for sex in series.sexes:
        rows = series.observations.filter(pl.col("sex") == sex).sort("year").iter_rows(named=True)
        points = ", ".join(series.texts["point"].format(year=row["year"], figure=_figure(series, row)) for row in rows)
        sentences.append(f"{series.sex_names[sex]}: {points}.")
    return " ".join([*sentences, *_caption(series)])


def _figure(series: Series, row: Mapping[str, Any]) -> str:
    if row["value"] is None:
        return vocabulary.ABSENCES[series.locale][row["value_status"]]
    return series.figure(row["value"])


# The plot.


def _layers(series: Series, plot: Plot) -> list[Spec]:
    year = {
        "field": "year",
        "type": "ordinal",
        "title": None,
        "scale": {
            "type": "band",
            "domain": [str(year) for year in plot.years],
            "paddingInner": 0.2,
            "paddingOuter": 0.1,
        },
        "axis": {"labelAngle": 0, "tickSize": 0, "labelPadding": 8, "values": _named_years(plot)},
    }
    value = _value_axis(series, plot)
    return [
        *_absences(series, plot, year),
        *_breaks(series, plot, year),
        *_targets(series, plot, year, value),
        *(layer for sex in series.sexes for layer in _drawn(series, plot, sex, year, value)),
        *_names(plot),
        *_labels(series, plot, year, value),
    ]


def _named_years(plot: Plot) -> list[str]:
    """The years that have room for their names, at equal intervals, counted back from the newest."""
    every = math.ceil(STEP_FOR_YEARS / plot.step)
    return [str(year) for year in reversed(plot.years[::-1][::every])]


def _layer(rows: Rows, mark: Spec, **encoding: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _written(rows: Rows, mark: Spec, **encoding: Spec) -> Iterator[Spec]:
    """Texts that can be read also where something is drawn below them."""
    # Vega draws a text's stroke over its fill, so that the halo must be a text of its own.
    yield _layer(rows, mark | HALO, **encoding)
    yield _layer(rows, mark, **encoding)


def _value_axis(series: Series, plot: Plot) -> Spec:
    """From zero, so that a difference is as large as it looks, and no longer than the published values need."""
    axis: Spec | None = {"domain": False, "ticks": False, "tickCount": TICKS, "format": ",~f"}
    if series.is_yes_or_no:
        words_for = f"datum.value ? '{series.texts['yes']}' : '{series.texts['no']}'"
        axis = {"domain": False, "ticks": False, "values": [0, 1], "labelExpr": words_for}
    elif plot.top is None:
        axis = None
    scale = {"domain": [0, plot.top or 1], "nice": False}
    return {"field": "value", "type": "quantitative", "title": None, "scale": scale, "axis": axis}


def _drawn(series: Series, plot: Plot, sex: str, year: Spec, value: Spec) -> Iterator[Spec]:
    """One sex's line and points; a preliminary point is hollow."""
    names = [series.sex_names[each] for each in series.sexes]
    legend: Spec | None = None
    if len(names) > 1 and not plot.ends:
        columns = {"columns": plot.layout.legend_columns, "columnPadding": 28}
        legend = {"title": None, "orient": "bottom", "symbolSize": 90, **columns}
    colours = {"domain": names, "range": [COLOURS[each] for each in series.sexes]}
    shapes = {"domain": names, "range": [SHAPES[each] for each in series.sexes]}
    colour = {"field": "sex", "type": "nominal", "scale": colours, "legend": legend}
    shape = {"field": "sex", "type": "nominal", "scale": shapes, "legend": legend}
    rows = _points(series, plot, sex)
    # A line leads to its points also where they are drawn beside their year.
    place: Spec = {"xOffset": {"expr": "datum.beside"}} if plot.dodges else {}
    if not series.is_yes_or_no:  # between yes and no there is nothing
        line = {"type": "line", "strokeWidth": 2, **place}
        yield _layer(rows, line, x=year, y=value, color=colour, detail={"field": "run", "type": "nominal"})
    point = {"type": "point", "filled": True, "size": SIZES[sex], "opacity": 1, **place}
    yield _layer(rows, point, x=year, y=value, color=colour, shape=shape)
    hollow = [row for row in rows if row["status"] == "preliminary"]
    if hollow:
        inside = point | {"size": HOLLOWS[sex], "color": GROUND}
        yield _layer(hollow, inside, x=year, y=value, shape=shape)


def _points(series: Series, plot: Plot, sex: str) -> Rows:
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
                "sex": series.sex_names[sex],
                "status": row["value_status"],
                "run": run,
                **({"beside": plot.dodges.get((row["year"], sex), 0)} if plot.dodges else {}),
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


def _names(plot: Plot) -> Iterator[Spec]:
    """The name and the newest figure of each line, where it ends."""
    line = plot.layout.text_line
    for end, middle in zip(plot.ends, plot.names, strict=True):
        colour, begin = COLOURS[end.sex], plot.names_begin
        if plot.is_moved(end, middle):
            ways = {"x": plot.leaders_begin, "x2": begin - 3, "y": plot.depth(end.value), "y2": middle}
            leader = {"type": "rule", "strokeWidth": 1, "color": colour}
            yield _layer([{}], leader, **{channel: {"value": place} for channel, place in ways.items()})
        mark = STRONG | {"fontSize": plot.layout.text_size, "lineBreak": "\n", "lineHeight": line, "color": colour}
        row = {"sex": plot.series.sex_names[end.sex], "value": end.value, "text": "\n".join(end.lines)}
        first = middle - line * (len(end.lines) - 1) / 2
        place = {"x": {"value": begin}, "y": {"value": first}}
        yield from _written([row], mark | {"align": "left", "baseline": "middle"}, text=TEXT, **place)


def _labels(series: Series, plot: Plot, year: Spec, value: Spec) -> Iterator[Spec]:
    """The totals in figures. Only the newest has its own where they have no room, or where a point is drawn above some
    of them, which could be taken for theirs.
    """
    if series.is_yes_or_no:
        return
    totals = series.published.filter(pl.col("sex") == TOTAL).sort("year")
    highest = series.published.group_by("year").agg(pl.col("value").max().alias("highest"))
    tops = totals.join(highest, on="year")
    rows = [
        {"year": str(row["year"]), "value": row["value"], "text": series.figure(row["value"])}
        for row in totals.iter_rows(named=True)
    ]
    widest = max((width_of(row["text"], STRONG["fontSize"]) for row in rows), default=0)
    if plot.step < max(STEP_FOR_FIGURES, widest) or (tops["value"] < tops["highest"]).any():
        rows = rows[-1:]
    if plot.ends:  # where the newest figure stands with the name
        rows = [row for row in rows if int(row["year"]) < max(series.published["year"])]
    for place in (ABOVE, BELOW, RIGHT, LEFT):
        placed = [row for row in rows if _side(series, plot, row) == place]
        if placed:
            yield from _written(placed, STRONG | place | {"color": INK}, x=year, y=value, text=TEXT)


def _side(series: Series, plot: Plot, row: Spec) -> Spec:
    """Where a total's figure stands: above or below its point, or beside it where other points are near."""
    year, depth = int(row["year"]), plot.depth(row["value"])
    others = series.published.filter(pl.col("year") == year, pl.col("sex") != TOTAL)["value"]
    away = [plot.depth(other) - depth for other in others]
    is_free_above = not any(-ROOM_FOR_FIGURE < each < 0 for each in away)
    is_free_below = not any(0 < each < ROOM_FOR_FIGURE for each in away) and depth + ROOM_FOR_FIGURE < plot.height
    has_target = year in set(series.targets["year"])
    if year in _years_below_target(series):
        return BELOW
    if is_free_above:
        return ABOVE
    if is_free_below and not has_target:
        return BELOW
    has_room = plot.width - plot.centre(year) > width_of(row["text"], STRONG["fontSize"]) + RIGHT["dx"]
    return RIGHT if has_room else LEFT


def _years_below_target(series: Series) -> set[int]:
    """The years whose target is at or above the total: target and total are then labelled on opposite sides."""
    totals = series.published.filter(pl.col("sex") == TOTAL).select("year", pl.col("value").alias("total"))
    return set(series.targets.join(totals, on="year").filter(pl.col("value") >= pl.col("total"))["year"])


def _absences(series: Series, plot: Plot, year: Spec) -> Iterator[Spec]:
    """A grey area and a word for each year in which no figure at all is shown."""
    absences = vocabulary.ABSENCES[series.locale]
    rows = [{"year": str(absent), "text": absences[status]} for absent, status in series.absent]
    if not rows:
        return
    yield _layer(rows, {"type": "rect", "color": SOFT}, x=year, y={"value": 0}, y2={"value": plot.height})
    if plot.step < STEP_FOR_WORDS:
        place: Spec = {"angle": 270, "align": "left", "baseline": "middle", "dx": 6}
    else:
        place = {"baseline": "bottom", "dy": -6}
    yield _layer(rows, WORD | place, x=year, y={"value": plot.height}, text=TEXT)


def _breaks(series: Series, plot: Plot, year: Spec) -> Iterator[Spec]:
    rows = [{"year": str(each)} for each in series.breaks]
    if not rows:
        return
    half_step = plot.step / 2
    rule = {"type": "rule", "strokeDash": [4, 4], "strokeWidth": 1.5, "color": MUTED, "xOffset": -half_step}
    yield _layer(rows, rule, x=year)
    room = plot.step * (len(plot.years) - plot.years.index(series.breaks[-1]))
    right: Spec = {"align": "left", "dx": 5 - half_step}
    left: Spec = {"align": "right", "dx": -5 - half_step}
    # Above the plot, and above the figures that are.
    above = _room_for_breaks(series, plot) - BREAK_LINE
    label = WORD | {"baseline": "bottom", "dy": -4 - above} | (right if room >= ROOM_FOR_BREAK else left)
    yield _layer(rows, label, x=year, y={"value": 0}, text={"value": series.texts["break"]})


def _room_for_breaks(series: Series, plot: Plot) -> int:
    """How high above the plot the words of the breaks, if there are any, reach more than a title's distance."""
    if not series.breaks:
        return 0
    written = [*series.published.filter(pl.col("sex") == TOTAL)["value"], *series.targets["value"]]
    highest = min(map(plot.depth, written), default=plot.height)
    return BREAK_LINE if highest > ROOM_FOR_FIGURE else BREAK_LINE + ROOM_FOR_FIGURE - int(highest)


def _targets(series: Series, plot: Plot, year: Spec, value: Spec) -> Iterator[Spec]:
    """The targets, each a labelled bar at its year; several are joined by a dotted line."""
    reached = {str(year) for year in series.published["year"]} - {str(year) for year in _years_below_target(series)}
    rows = [
        {
            "year": str(row["year"]),
            "value": row["value"],
            "text": plot.target(row["value"]),
        }
        for row in series.targets.sort("year").iter_rows(named=True)
    ]
    if len(rows) > 1:
        yield _layer(rows, {"type": "line", "strokeDash": [2, 4], "strokeWidth": 1.5, "color": TARGET}, x=year, y=value)
    if rows:
        width = min(56, round(plot.step * 0.7))
        bar = {"type": "tick", "orient": "horizontal", "thickness": 4, "width": width, "color": TARGET, "opacity": 1}
        yield _layer(rows, bar, x=year, y=value)
    for place, placed in (
        (ABOVE, [row for row in rows if row["year"] not in reached]),
        (BELOW, [row for row in rows if row["year"] in reached]),
    ):
        if placed:
            yield from _written(placed, STRONG | place | {"color": TARGET}, x=year, y=value, text=TEXT)


# Below the plot.


def _footer(series: Series, layout: Layout) -> Spec:
    """The example notice, then what the marks mean and where the figures are from."""
    notice = textwrap.wrap(series.texts["example"], layout.caption - 1) if series.is_example else []
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
    for sex, name in series.sex_names.items():
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
