"""The whole plan on one page that is meant for paper: what is decided, what is done and aimed at, and how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.web import citing
from pipeline.web.frame import facts, rows, whole
from pipeline.web.pages.front import PLAN
from pipeline.web.pages.latest_figures import (
    AREAS,
    FORMS,
    MEASURES,
    PRIORITIES,
    by_priority,
    grouped,
    latest_figures,
    overall,
)
from pipeline.web.pages.page import show
from pipeline.web.pages.plan import DECISIONS

if TYPE_CHECKING:
    from datasette.app import Datasette

LINKS = "select * from priority_areas join violence_areas using (area_id) order by sequence"

ASSESSMENTS = "select * from assessments order by year"

TARGETS = "select targets.*, body, paragraph from targets join decisions using (decision_id) order by year"

SOURCES = """
select * from sources where source_id in (select source_id from indicators) order by rowid
"""


async def plan_print(datasette: Datasette, request: Request) -> Response:
    """The newest plan, with the newest figures, and the newest assessment of each priority."""
    known = await facts(datasette)
    priorities, indicators = await rows(datasette, PRIORITIES), await latest_figures(datasette)
    release = await citing.served(datasette)
    context = {
        "plan": (await rows(datasette, PLAN))[0],
        "decisions": await rows(datasette, DECISIONS),
        "areas": await rows(datasette, AREAS),
        "priorities": priorities,
        "links": grouped(await rows(datasette, LINKS), "priority_id"),
        "measures": grouped(await rows(datasette, MEASURES), "priority_id"),
        "indicators": indicators,
        "followed": by_priority(indicators, priorities),
        "overall": overall(indicators, priorities),
        "targets": grouped(await rows(datasette, TARGETS), "indicator_id"),
        "assessments": {row["priority_id"]: row for row in await rows(datasette, ASSESSMENTS)},
        "forms": await rows(datasette, FORMS),
        "sources": await rows(datasette, SOURCES),
        "measure_words": known.words("measures"),
        "decision_words": known.words("decisions"),
        "published_on": release.published_on,
        "here": whole(known, request, "/plan/utskrift"),
        "citation": citing.shown(citing.of_version(known, request, release), "/data"),
    }
    return await show(datasette, request, "plan_print.html", context)
