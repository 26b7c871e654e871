"""A series as a picture, made at release time: title, unit, area, source, breaks, and the years without a figure."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.model import HIDDEN, MEN, TOTAL, WOMEN, Dataset

SEXES = {TOTAL: "Totalt", WOMEN: "Kvinnor och flickor", MEN: "Män och pojkar"}

# Apart in lightness, in hue for every common kind of colour blindness, and in the shape of the point; at least 4.5:1
# against the white ground (WCAG 2.1, 1.4.3 and 1.4.11).
COLOURS = ("#1d2733", "#a3410b", "#0b6385")
SHAPES = ("circle", "square", "triangle-up")
MUTED = "#59636e"
FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"

WIDTH, HEIGHT = 620, 280


def draw_charts(dataset: Dataset, area_code: str | None, folder: Path) -> None:
    """Write `<indicator_id>.svg` for every indicator that has an observation in the area."""
    import vl_convert  # 1.4 s with Altair: paid only where charts are made

    folder.mkdir()
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
    """The Vega-Lite specification of an indicator's series in one area, as a picture of WIDTH by HEIGHT pixels."""
    import altair as alt

    years = sorted(series["year"].unique())
    rows = [
        {"year": str(row["year"]), "value": row["value"], "sex": SEXES[row["sex"]], "status": row["value_status"]}
        for row in series.sort("sex", "year").iter_rows(named=True)
    ]
    present = [label for sex, label in SEXES.items() if sex in set(series["sex"])]
    values = [row["value"] for row in rows if row["value"] is not None]
    year = alt.X(
        "year:O",
        title=None,
        scale=alt.Scale(domain=[str(each) for each in range(years[0], years[-1] + 1)]),
        axis=alt.Axis(labelAngle=0, tickSize=0, labelPadding=8),
    )
    value = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domainMin=0, domainMax=max([*values, 1]), nice=4),
        axis=alt.Axis(tickCount=4, domain=False, ticks=False, format=",~f"),
    )
    shown = range(len(SEXES)) if len(present) > 1 else [list(SEXES.values()).index(label) for label in present]
    labels = list(SEXES.values())
    domain = [labels[index] for index in shown if labels[index] in present]
    legend = alt.Legend(title=None, orient="top", symbolSize=80) if len(present) > 1 else None
    colour = alt.Color(
        "sex:N", scale=alt.Scale(domain=domain, range=[COLOURS[labels.index(each)] for each in domain]), legend=legend
    )
    shape = alt.Shape(
        "sex:N", scale=alt.Scale(domain=domain, range=[SHAPES[labels.index(each)] for each in domain]), legend=legend
    )
    published = alt.Chart(alt.Data(values=rows)).transform_filter("isValid(datum.value)")
    layers: list[alt.Chart] = [
        *_breaks(alt, series, year),
        alt.Chart(alt.Data(values=_runs(series)))
        .mark_line(strokeWidth=2)
        .encode(x=year, y=value, color=colour, detail="run:N"),
        published.mark_point(filled=True, size=55, opacity=1).encode(x=year, y=value, color=colour, shape=shape),
        alt.Chart(alt.Data(values=_absences(series)))
        .mark_text(fontSize=11, color=MUTED, baseline="bottom", dy=-4, lineBreak="\n")
        .encode(x=year, y=alt.YDatum(0), text="text:N"),
    ]
    title = alt.Title(
        textwrap.wrap(indicator["name"], 68),
        subtitle=[f"{area}. {_capital(indicator['unit'])}."],
        anchor="start",
        fontSize=16,
        subtitleFontSize=13,
        subtitleColor=MUTED,
        offset=12,
    )
    caption = [*textwrap.wrap(f"{indicator['attribution']}.".replace("..", "."), 100)]
    if is_example:
        caption.insert(0, "EXEMPELDATA: siffrorna är påhittade.")
    if _has_preliminary(rows):
        caption.append("Det senaste värdet är preliminärt.")
    footer = (
        alt.Chart(alt.Data(values=[{}]))
        .mark_text(align="left", baseline="top", fontSize=11, color=MUTED, text=caption)
        .encode(x=alt.value(0), y=alt.value(0))
        .properties(width=WIDTH, height=14 * len(caption))
    )
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    whole = (
        alt.vconcat(chart, footer, spacing=18)
        .properties(title=title, background="white", padding=16)
        .configure(font=FONT)
        .configure_axis(labelFontSize=12, labelColor=MUTED, gridColor="#e3e6e9", domainColor=MUTED)
        .configure_legend(labelFontSize=12, labelColor="#1d2733")
        .configure_view(stroke=None)
        .configure_title(color="#1d2733", fontWeight=600)
    )
    return dict(whole.to_dict())


def _runs(series: pl.DataFrame) -> list[dict[str, Any]]:
    """The points to join with lines: a line is broken by a year without a figure and by a series break."""
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
    """A word above the axis for each year in which no figure at all is shown: why it is not there."""
    words = {"missing": "saknas", "not_applicable": "ej\ntillämplig", "not_collected": "ej\ninsamlad"} | dict.fromkeys(
        HIDDEN, "dold"
    )
    empty = series.group_by("year").agg(pl.col("value").is_null().all().alias("empty"), pl.col("value_status").first())
    rows = empty.filter("empty").sort("year").iter_rows(named=True)
    return [{"year": str(row["year"]), "text": words[row["value_status"]]} for row in rows]


def _breaks(alt: Any, series: pl.DataFrame, year: Any) -> list[Any]:
    broken = [{"year": str(each)} for each in sorted(series.filter("series_break")["year"].unique())]
    if not broken:
        return []
    # A band's edge, half a step to the left of the year's own place, lies between the two years.
    step = {"bandPosition": 0}
    edge = alt.X("year:O", title=None, scale=year.to_dict()["scale"], **step)
    base = alt.Chart(alt.Data(values=broken))
    return [
        base.mark_rule(strokeDash=[4, 4], color=MUTED).encode(x=edge),
        base.mark_text(align="left", baseline="top", dx=5, fontSize=11, color=MUTED, text="Seriebrott").encode(
            x=edge, y=alt.value(0)
        ),
    ]


def _has_preliminary(rows: list[dict[str, Any]]) -> bool:
    return any(row["status"] == "preliminary" for row in rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
