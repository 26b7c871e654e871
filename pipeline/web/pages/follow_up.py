"""A follow-up year: everything that is reported for it, what is not, and the function responsible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Request, Response

from pipeline.web.faults import NotThere
from pipeline.web.frame import current, facts, rows
from pipeline.web.language import gettext
from pipeline.web.pages.latest_figures import (
    MEASURES,
    PRIORITIES,
    by_priority,
    counted,
    gaps,
    grouped,
    latest_figures,
    of_plan,
    overall,
)
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

YEARS = "select distinct year from observations order by year"

FIGURES = """
select indicator_id, sex, value, value_status, series_break, note
from observations
where year = ? and area_code = ? and age_group = 'total'
"""

STANDING = "select * from follow_up_years where year = ?"

CLOSED = "select * from closed_years where year = ?"

ASSESSMENTS = "select * from assessments where year = ?"


async def follow_up(datasette: Datasette, request: Request) -> Response:
    """The year that the address names."""
    years = [row["year"] for row in await rows(datasette, YEARS)]
    name = request.url_vars["year"]
    if name not in map(str, years):
        told = [gettext("Det finns ingen uppföljning för %(year)s.") % {"year": name}]
        said = " ".join([*told, gettext("Siffror finns för åren:")] if years else told)
        raise NotThere(said, [(f"/uppfoljning/{each}", str(each)) for each in reversed(years)])
    year = int(name)
    figures: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in await rows(datasette, FIGURES, [year, (await current(datasette))["area_code"]]):
        figures.setdefault(row["indicator_id"], {})[row["sex"]] = row
    indicators = [
        {**row, "figures": figures.get(row["indicator_id"], {}), "before": _before(row, year)}
        for row in await latest_figures(datasette, year, through=year)
    ]
    priorities = await rows(datasette, PRIORITIES)
    followers = of_plan(indicators)
    context = {
        "year": year,
        "years": years,
        "priorities": priorities,
        "followed": by_priority(indicators, priorities),
        "overall": overall(indicators, priorities),
        "indicators": indicators,
        "counts": counted(followers),
        "count": len(followers),
        "background": len(indicators) - len(followers),
        "standing": await _of_year(datasette, STANDING, year),
        "closed": await _of_year(datasette, CLOSED, year),
        "gaps": gaps(indicators),
        "has_before": any(row["before"] for row in indicators),
        "measures": grouped(await rows(datasette, MEASURES), "priority_id"),
        "measure_words": (await facts(datasette)).words("measures"),
        "assessments": {row["priority_id"]: row for row in await rows(datasette, ASSESSMENTS, [year])},
    }
    return await show(datasette, request, "follow_up.html", context)


def _before(row: Mapping[str, Any], year: int) -> Mapping[str, Any] | None:
    """The measurement of an indicator before a year; None if there is none.

    row: its newest figure of those until the year. Where it was not measured in the year, that is the one before.
    """
    if row["year"] is None or (row["year"] == year and row["previous_year"] is None):
        return None
    if row["year"] < year:
        return {"year": row["year"], "value": row["value"], "value_status": row["value_status"], "is_broken": False}
    before = {name: row[f"previous_{name}"] for name in ("year", "value")}
    return {**before, "value_status": row["previous_status"], "is_broken": row["is_broken"]}


async def _of_year(datasette: Datasette, query: str, year: int) -> dict[str, Any] | None:
    """A query's one row on a year; None if it has none, or the release does not tell how far its years have come."""
    if not (await facts(datasette)).has_follow_up_years:
        return None
    return next(iter(await rows(datasette, query, [year])), None)


async def newest(datasette: Datasette, request: Request) -> Response:
    """A redirect to the last complete follow-up year."""
    year = (await current(datasette))["follow_up_year"]
    if year is None:
        raise NotFound(request.path)
    return Response.text("", status=302, headers={"location": f"/uppfoljning/{year}"})
