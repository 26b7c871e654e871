"""A series as a picture, made at release time: title, unit, area, source, breaks, and the years without a figure."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl
import vl_convert

from pipeline.model import HIDDEN, MEN, TOTAL, WOMEN, Dataset

SEXES = {TOTAL: "Totalt", WOMEN: "Kvinnor och flickor", MEN: "Män och pojkar"}

# Apart in lightness, in hue for every common kind of colour blindness, and in the shape of the point; at least 4.5:1
# against the white ground (WCAG 2.1, 1.4.3 and 1.4.11).
COLOURS = {TOTAL: "#1d2733", WOMEN: "#a3410b", MEN: "#0b6385"}
SHAPES = {TOTAL: "circle", WOMEN: "square", MEN: "triangle-up"}
INK, MUTED, GRID = "#1d2733", "#59636e", "#e3e6e9"
FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
WIDTH, HEIGHT = 620, 280

ABSENCES = {"missing": "saknas", "not_applicable": "ej tillämplig", "not_collected": "ej insamlad"} | dict.fromkeys(
    HIDDEN, "visas inte"
)


def draw_charts(dataset: Dataset, area_code: str | None, folder: Path) -> None:
    """Write `<indicator_id>.svg` for every indicator that has an observation in the area."""
    folder.mkdir()
    if area_code is None:
        return
    observations = dataset.tables["observations"].filter(
        pl.col("area_code") == area_code, pl.col("age_group") == "total"
    )
    areas = dataset.tables["areas"].filter(pl.col("area_code") == area_code)
    indicators = dataset.tables["indicators"].join(
        dataset.tables["sources"].select("source_id", "attribution"), on="source_id", maintain_order="left"
    )
    for indicator in indicators.iter_rows(named=True):
        series = observations.filter(pl.col("indicator_id") == indicator["indicator_id"])
        if series.height:
            chart = specification(indicator, series, areas["name"][0], dataset.is_example)
            svg = vl_convert.vegalite_to_svg(chart, format_locale="sv-SE")
            (folder / f"{indicator['indicator_id']}.svg").write_text(svg, encoding="utf-8")


def specification(indicator: dict[str, Any], series: pl.DataFrame, area: str, is_example: bool) -> dict[str, Any]:
    """The Vega-Lite specification of an indicator's series in one area."""
    unit = indicator["unit"]
    title = alt.Title(
        textwrap.wrap(indicator["name"], 68),
        subtitle=f"{area}. {unit[:1].upper()}{unit[1:]}.",
        anchor="start",
        frame="group",
        offset=12,
    )
    plot = alt.layer(*_layers(series, indicator["value_kind"])).properties(title=title, width=WIDTH, height=HEIGHT)
    caption = _caption(indicator, series, is_example)
    footer = (
        _chart([{}])
        .mark_text(align="left", baseline="top", fontSize=11, color=MUTED, text=caption)
        .encode(x=alt.value(0), y=alt.value(0))
        .properties(width=WIDTH, height=14 * len(caption))
    )
    whole = (
        alt.vconcat(plot, footer, spacing=18)
        .resolve_scale(color="independent", shape="independent")
        .properties(background="white", padding=16)
        .configure(font=FONT)
        .configure_axis(labelFontSize=12, labelColor=MUTED, gridColor=GRID, domainColor=MUTED)
        .configure_legend(labelFontSize=12, labelColor=INK)
        .configure_view(stroke=None)
        .configure_title(color=INK, fontWeight=600, fontSize=16, subtitleFontSize=13, subtitleColor=MUTED)
    )
    return dict(whole.to_dict())


def _layers(series: pl.DataFrame, kind: str) -> list[alt.Chart]:
    axis = alt.Axis(labelAngle=0, tickSize=0, labelPadding=8)
    year = alt.X("year:O", title=None, scale=alt.Scale(domain=_year_domain(series)), axis=axis)
    value = _value_axis(series, kind)
    sexes = _shown_sexes(series)
    domain = [SEXES[sex] for sex in sexes]
    legend = alt.Legend(title=None, orient="bottom", symbolSize=80, columnPadding=28) if len(sexes) > 1 else None
    colour = alt.Color("sex:N", scale=alt.Scale(domain=domain, range=[COLOURS[sex] for sex in sexes]), legend=legend)
    shape = alt.Shape("sex:N", scale=alt.Scale(domain=domain, range=[SHAPES[sex] for sex in sexes]), legend=legend)
    points = _chart(_points(series))
    absences = _chart(_absences(series))
    return [
        *_breaks(series, year),
        points.mark_line(strokeWidth=2).encode(x=year, y=value, color=colour, detail="run:N"),
        points.mark_point(filled=True, size=55, opacity=1).encode(x=year, y=value, color=colour, shape=shape),
        absences.mark_text(fontSize=11, color=MUTED, baseline="bottom", dy=-4).encode(
            x=year, y=alt.YDatum(0), text="text:N"
        ),
    ]


def _chart(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]


def _year_domain(series: pl.DataFrame) -> list[str]:
    years = series["year"].to_list()
    return [str(year) for year in range(min(years), max(years) + 1)]


def _value_axis(series: pl.DataFrame, kind: str) -> alt.Y:
    """From zero, so that a difference is as large as it looks; a yes-or-no answer has its words instead of numbers."""
    if kind == "yes_no":
        axis = alt.Axis(values=[0, 1], labelExpr="datum.value ? 'ja' : 'nej'", domain=False, ticks=False)
        return alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=axis)
    highest = max([value for value in series["value"] if value is not None], default=0)
    scale = alt.Scale(domainMin=0, domainMax=max(highest, 4), nice=4)
    return alt.Y(
        "value:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4, domain=False, ticks=False, format=",~f")
    )


def _shown_sexes(series: pl.DataFrame) -> list[str]:
    with_values = set(series.filter(pl.col("value").is_not_null())["sex"])
    return [sex for sex in SEXES if sex in with_values] or [TOTAL]


def _points(series: pl.DataFrame) -> list[dict[str, Any]]:
    """The published values, each in its run: a line is broken by a year without a figure and by a series break."""
    points: list[dict[str, Any]] = []
    run = 0
    previous: tuple[str, int] | None = None
    for row in series.filter(pl.col("value").is_not_null()).sort("sex", "year").iter_rows(named=True):
        if previous != (row["sex"], row["year"] - 1) or row["series_break"]:
            run += 1
        points.append({"year": str(row["year"]), "value": row["value"], "sex": SEXES[row["sex"]], "run": run})
        previous = (row["sex"], row["year"])
    return points


def _absences(series: pl.DataFrame) -> list[dict[str, Any]]:
    """For each year in which no figure at all is shown, the word for why the total is not."""
    years = (
        series.sort("sex", descending=True).group_by("year").agg(pl.col("value").max(), pl.col("value_status").first())
    )
    rows = years.filter(pl.col("value").is_null()).sort("year").iter_rows(named=True)
    return [{"year": str(row["year"]), "text": ABSENCES[row["value_status"]]} for row in rows]


def _breaks(series: pl.DataFrame, year: alt.X) -> list[alt.Chart]:
    broken = [{"year": str(each)} for each in sorted(series.filter("series_break")["year"].unique())]
    if not broken:
        return []
    half_step = WIDTH / len(_year_domain(series)) / 2
    base = _chart(broken)
    return [
        base.mark_rule(strokeDash=[4, 4], color=MUTED, xOffset=-half_step).encode(x=year),
        base.mark_text(
            align="left", baseline="top", dx=5 - half_step, fontSize=11, color=MUTED, text="Seriebrott"
        ).encode(x=year, y=alt.value(0)),
    ]


def _caption(indicator: dict[str, Any], series: pl.DataFrame, is_example: bool) -> list[str]:
    lines = ["EXEMPELDATA: siffrorna är påhittade."] if is_example else []
    lines += textwrap.wrap(f"{indicator['attribution']}.", 100)
    preliminary = sorted(series.filter(pl.col("value_status") == "preliminary")["year"].unique())
    if preliminary:
        lines.append(f"Preliminära uppgifter: {', '.join(str(year) for year in preliminary)}.")
    return lines
