"""The front page: how each priority is going, what is new, what is missing, and what the plan is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import current, facts, rows
from pipeline.web.language import chosen
from pipeline.web.pages.latest_figures import (
    AREAS,
    FORMS,
    GAPS,
    by_priority,
    counted,
    gaps,
    latest_figures,
    of_plan,
    overall,
)
from pipeline.web.pages.leading import leading_figures
from pipeline.web.pages.page import show
from pipeline.web.verdicts import together

if TYPE_CHECKING:
    from datasette.app import Datasette

PLAN = (
    "select plans.*, goals.number, goals.text from plans join goals using (goal_id) order by plans.rowid desc limit 1"
)

FOLLOW_UP_YEARS = "select * from follow_up_years order by year"

PRIORITIES = """
select priorities.priority_id, priorities.name, assessments.progress
from priorities left join assessments on assessments.priority_id = priorities.priority_id and assessments.year = ?
order by sequence
"""

NEWS = """
select
    (select count(*) from observations
        where
            year = :year and area_code = :area and sex = 'T' and age_group = 'total' and value_status = 'preliminary'
            and (
                indicator_id in (select indicator_id from indicators where area_id is not null)
                or indicator_id in (select indicator_id from indicator_priorities)
            )
    ) as preliminary,
    (select count(*) from series_breaks where year = :year) as breaks,
    (select count(*) from revisions where area_code = :area) as revisions
"""


async def front(datasette: Datasette, request: Request) -> Response:
    """How it is going with each priority, in the last complete year, and with the plan as a whole."""
    release = await current(datasette)
    year, area = release["follow_up_year"], release["area_code"]
    indicators = await latest_figures(datasette, through=year)
    priorities = await rows(datasette, PRIORITIES, [year])
    years = await rows(datasette, FOLLOW_UP_YEARS) if (await facts(datasette)).has_follow_up_years else []
    areas = await rows(datasette, AREAS)
    followed = by_priority(indicators, priorities)
    leading = await leading_figures(datasette, indicators, year)
    context = {
        "plan": (await rows(datasette, PLAN))[0],
        "areas": areas,
        "forms": await rows(datasette, FORMS),
        "year": next((row for row in years if row["year"] == year), {"year": year} if year else None),
        "begun": [row for row in years if not row["is_complete"] and year is not None and row["year"] >= year],
        "priorities": [
            {**row, "count": len(followed[row["priority_id"]]), "leading": leading.get(row["priority_id"])}
            for row in priorities
        ],
        "together": together([each.glance.verdict for each in leading.values()], chosen()),
        "overall": _by_area(overall(indicators, priorities), areas),
        "indicators": indicators,
        "counts": counted(of_plan(indicators)),
        "gaps": gaps(indicators),
        "gap_statuses": [status for status in GAPS if status != "suppressed_secondary"],
        "news": (await rows(datasette, NEWS, {"year": year, "area": area}))[0],
    }
    return await show(datasette, request, "front.html", context)


def _by_area(
    indicators: Sequence[Mapping[str, Any]], areas: Sequence[Mapping[str, Any]]
) -> list[tuple[str | None, list[Mapping[str, Any]]]]:
    """The indicators of each of the plan's areas by its name, and last those of none."""
    groups = [(area["area_id"], area["name"]) for area in areas] + [(None, None)]
    found = [(name, [row for row in indicators if row["area_id"] == area]) for area, name in groups]
    return [(name, members) for name, members in found if members]
