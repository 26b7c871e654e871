"""One indicator: its figures in words, as a chart and as a table, what they mean, and its chart for embedding."""

from __future__ import annotations

import asyncio
import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.web import citing, comparing, sharing
from pipeline.web.faults import NotThere
from pipeline.web.frame import Facts, facts, release_file, rows, whole
from pipeline.web.language import ENGLISH, chosen, gettext
from pipeline.web.pages.comparison import compared
from pipeline.web.pages.comparison import shown as shown_beside
from pipeline.web.pages.latest_figures import LAST
from pipeline.web.pages.page import in_capitals, show
from pipeline.web.reading import alternative, breaks_after_first, sentences
from pipeline.web.versions import picture
from pipeline.wording.vocabulary import INTERVALS, sexes

if TYPE_CHECKING:
    from datasette.app import Datasette

INDICATOR = """
select
    indicators.*, sources.publisher, sources.attribution, sources.licence, sources.title as source_title,
    sources.url as source_url, violence_areas.name as area_name,
    exists (
        select * from observations
        where observations.indicator_id = indicators.indicator_id and age_group <> 'total' and value is not null
    ) as has_ages
from indicators
join sources using (source_id)
left join violence_areas using (area_id)
where indicators.indicator_id = ?
"""

NAMES = """
select indicator_id, name from indicators
where substr(indicator_id, 1, instr(indicator_id || '-', '-')) = :group or :group not in (
    select substr(indicator_id, 1, instr(indicator_id || '-', '-')) from indicators
)
order by indicator_id
"""
"""The indicators whose codes begin alike, or all of them where none does."""

AREAS = """
select distinct areas.area_code, areas.name
from observations join areas using (area_code)
where indicator_id = ?
order by areas.area_code
"""

SERIES = """
select observations.*, series_breaks.kind as break_kind, uncertainties.half_width
from observations
left join series_breaks using (indicator_id, year)
left join uncertainties using (indicator_id, year, area_code, sex, age_group)
where indicator_id = ? and area_code = ? and age_group = 'total'
order by year
"""

SERIES_OF_BEFORE = """
select observations.*, series_breaks.kind as break_kind
from observations left join series_breaks using (indicator_id, year)
where indicator_id = ? and area_code = ? and age_group = 'total'
order by year
"""
"""The same of a release that knows no margins of error."""

SERIES_PER = """
select
    history.indicator_id, history.year, history.area_code, history.sex, history.age_group, history.value,
    history.value_status, history.known_from as retrieved_on, series_breaks.kind as break_kind,
    observations.series_break, iif(history.known_to is null, observations.note, null) as note,
    iif(history.known_to is null, observations.numerator, null) as numerator,
    iif(history.known_to is null, observations.denominator, null) as denominator,
    null as half_width
from observation_history as history
left join observations using (indicator_id, year, area_code, sex, age_group)
left join series_breaks using (indicator_id, year)
where
    history.indicator_id = :indicator and history.area_code = :area and history.age_group = 'total'
    and coalesce(history.known_from, '') <= :day and coalesce(history.known_to, '9') > :day
order by history.year
"""
"""The same as it was known on a day."""

BREAKS = "select * from series_breaks where indicator_id = ? order by year"

TARGETS = """
select targets.*, decisions.body, decisions.paragraph
from targets join decisions using (decision_id)
where indicator_id = ?
order by year
"""

PLOT = re.compile(rb'^<svg [^>]* data-plot="([0-9. ]+)"')
OPENING = 1000
"""Bytes of a chart that hold the whole opening of its root element."""

REVISIONS = "select * from revisions where indicator_id = ? and area_code = ? order by revised_on desc, year desc"

FOLLOWED = """
select priorities.*, (select count(*) from priorities) as number
from indicator_priorities join priorities using (priority_id)
where indicator_id = ?
order by sequence
"""


async def indicator(datasette: Datasette, request: Request) -> Response:
    """The indicator that the address names, in the area that the visitor chose or else the site's own."""
    name = request.url_vars["indicator_id"]
    if moved := in_capitals(request, name):
        return moved
    found, known = await find(datasette, name), await facts(datasette)
    present = await rows(datasette, AREAS, [name])
    area = _area(present, request.args.get("omrade"), known.release["area_code"])
    code = area["area_code"] if area else None
    day = _day(request.args.get("per"), known)
    if day is None:
        series = await rows(datasette, _series(known), [name, code])
    else:
        series = await rows(datasette, SERIES_PER, {"indicator": name, "area": code, "day": day})
    followed = await rows(datasette, FOLLOWED, [name])
    own = known.release["area_code"]
    charts = _charts(known, name) if code == own and day is None else {}
    lines = await compared(datasette, known, name) if day is None else []
    context = {
        "indicator": found,
        "day": day,
        "asked_day": request.args.get("per"),
        "can_ask_day": "observation_history" in known.tables,
        "can_tell_origin": "observation_provenance" in known.tables,
        "areas": present,
        "area": area,
        "elsewhere": code if code != own else None,
        "years": _years(series),
        "compared": shown_beside(found, lines) if comparing.is_comparison(lines) and code == own else None,
        "sexes": [sex for sex in ("T", "K", "M") if any(row["sex"] == sex for row in series)],
        "sex_names": sexes(chosen(), found.get("ages")),
        "reading": sentences(found, series, chosen()),
        "alternative": alternative(found, series, chosen()),
        "charts": charts,
        "picture": picture(known, charts.get("svg")),
        "narrow": picture(known, charts.get("narrow.svg")),
        "plots": await _plots(datasette, charts) if series else {},
        "breaks": [row for row in await rows(datasette, BREAKS, [name]) if row["year"] > _first_year(series)],
        "targets": await rows(datasette, TARGETS, [name]),
        "revisions": await rows(datasette, REVISIONS, [name, code]),
        "priorities": followed,
        "priority_count": next((row["number"] for row in followed), 0),
        "words": known.words("indicators"),
        "next_update": _next_update(found, series),
        "citation": citing.shown(
            citing.of_indicator(known, request, await citing.served(datasette), found), f"/indikatorer/{name}"
        ),
        "report_address": sharing.report_address(
            known, f"{name}, {known.text(found['name'])}", whole(known, request, request.path)
        ),
        "described": sharing.indicator_dataset(known, found, series, area, request),
    }
    return await show(datasette, request, "indicator.html", context)


async def embedded(datasette: Datasette, request: Request) -> Response:
    """The indicator's chart with its source and a link, to be framed by another site."""
    name = request.url_vars["indicator_id"]
    if moved := in_capitals(request, name):
        return moved
    found, known = await find(datasette, name), await facts(datasette)
    series = await rows(datasette, _series(known), [name, known.release["area_code"]])
    charts = _charts(known, name)
    context = {
        "indicator": found,
        "years": _years(series),
        "alternative": alternative(found, series, chosen()),
        "picture": picture(known, charts.get("svg")),
        "narrow": picture(known, charts.get("narrow.svg")),
    }
    return await show(datasette, request, "embedded.html", context)


async def find(datasette: Datasette, name: str) -> dict[str, Any]:
    """An indicator with its source. Raises NotThere if there is none of this id."""
    found = await rows(datasette, INDICATOR, [name])
    if not found:
        group = f"{name.partition('-')[0]}-"
        there = await rows(datasette, NAMES, {"group": group})
        said = gettext("Det finns ingen indikator %(code)s. Menade du någon av dem här?") % {"code": name}
        known = await facts(datasette)
        listed = [
            (f"/indikatorer/{row['indicator_id']}", f"{row['indicator_id']} {known.text(row['name'])}") for row in there
        ]
        raise NotThere(said, listed)
    return {**found[0], "unit_en": (await facts(datasette)).translations.get(found[0]["unit"])}


def _day(asked: str | None, known: Facts) -> str | None:
    """The day (ISO 8601) that the figures are asked for as they were known on; None for those of today."""
    if not asked or "observation_history" not in known.tables:
        return None
    try:
        return datetime.date.fromisoformat(asked).isoformat()
    except ValueError:
        return None


def _series(known: Facts) -> str:
    return SERIES if "uncertainties" in known.tables else SERIES_OF_BEFORE


def _area(present: Sequence[Mapping[str, Any]], *wanted: str | None) -> Mapping[str, Any] | None:
    """The first of the wanted areas that has figures. No other area is shown instead."""
    by_code = {row["area_code"]: row for row in present}
    return next((by_code[code] for code in wanted if code in by_code), None)


def _charts(known: Facts, name: str) -> dict[str, str]:
    """The addresses of the indicator's charts by suffix, in the reader's language where they exist."""
    names = known.files["charts"]
    stems = [f"{name}.{ENGLISH}", name] if chosen() == ENGLISH else [name]
    found = {}
    for suffix in ("svg", "narrow.svg", "png", "vl.json"):
        file = next((f"{stem}.{suffix}" for stem in stems if f"{stem}.{suffix}" in names), None)
        if file:
            found[suffix] = f"/diagram/{file}"
    return found


async def _plots(datasette: Datasette, charts: Mapping[str, str]) -> dict[str, str]:
    """Where the years are in each form of the chart, for the script that shows their figures.

    Empty if a chart doesn't tell: one that an earlier program drew.
    """
    found = {}
    for suffix in ("svg", "narrow.svg"):
        name = charts.get(suffix, "").rpartition("/")[2]
        plot = await asyncio.to_thread(_plot, release_file(datasette, "charts", name)) if name else None
        if plot is None:
            return {}
        found[suffix] = plot
    return found


def _plot(chart: Path) -> str | None:
    try:
        with chart.open("rb") as file:
            opening = file.read(OPENING)
    except OSError:
        return None
    told = PLOT.search(opening)
    return told[1].decode() if told else None


def _years(series: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A series by year: the observation of each sex, whether the series breaks that year, and the notes."""
    years = []
    breaks = breaks_after_first(series)
    for year in sorted({row["year"] for row in series}):
        of_year = [row for row in series if row["year"] == year]
        notes = dict.fromkeys(row["note"] for row in of_year if row["note"])
        years.append(
            {
                "year": year,
                "by_sex": {row["sex"]: row for row in of_year},
                "broken": year in breaks,
                "notes": " ".join(notes),
            }
        )
    return years


def _first_year(series: Sequence[Mapping[str, Any]]) -> int:
    """The year of the first figure; none after it if there is no figure."""
    return min((row["year"] for row in series if row["value"] is not None), default=LAST)


def _next_update(found: Mapping[str, Any], series: Sequence[Mapping[str, Any]]) -> str:
    """A sentence on when to expect the next figures, judging by the catalogue."""
    if not found["is_measurable"]:
        return gettext("Inga siffror väntas så länge indikatorn inte går att mäta.")
    interval = INTERVALS.get(found["periodicity"])
    if interval is None or not series:
        return gettext("När källan har nya siffror.")
    year = max(row["year"] for row in series) + interval
    if found["valid_to"] is not None and year > found["valid_to"]:
        return gettext("Inga fler siffror väntas. Indikatorn gällde till och med %(year)s.") % {
            "year": found["valid_to"]
        }
    return gettext("Siffror för %(year)s, vid uppföljningen av det året.") % {"year": year}
