"""The front page: what was decided, how each priority is followed up, what is new and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import current, rows
from pipeline.web.pages.latest_figures import (
    AREAS,
    FORMS,
    GAPS,
    PRIORITIES,
    by_priority,
    counted,
    gaps,
    latest_figures,
    overall,
)
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

PLAN = (
    "select plans.*, goals.number, goals.text from plans join goals using (goal_id) order by plans.rowid desc limit 1"
)

NEWS = """
select
    (select max(decided_on) from decisions) as last_decision,
    (select count(*) from observations
        where year = :year and area_code = :area and sex = 'T' and age_group = 'total' and value_status = 'preliminary'
    ) as preliminary,
    (select count(*) from series_breaks where year = :year) as breaks,
    (select count(*) from revisions where area_code = :area) as revisions
"""


async def front(datasette: Datasette, request: Request) -> Response:
    """What was decided and how it is going, at a glance."""
    release = await current(datasette)
    indicators = await latest_figures(datasette)
    priorities = await rows(datasette, PRIORITIES)
    followed = by_priority(indicators, priorities)
    context = {
        "plan": (await rows(datasette, PLAN))[0],
        "areas": await rows(datasette, AREAS),
        "forms": await rows(datasette, FORMS),
        "priorities": [
            {**priority, "indicators": found, "counts": counted(found)}
            for priority in priorities
            for found in [followed[priority["priority_id"]]]
        ],
        "overall": overall(indicators, priorities),
        "counts": counted(indicators),
        "gaps": gaps(indicators),
        "gap_statuses": [status for status in GAPS if status != "suppressed_secondary"],
        "news": (await rows(datasette, NEWS, {"year": release["last_year"], "area": release["area_code"]}))[0],
    }
    return await show(datasette, request, "front.html", context)
