"""The plan: how it came about, its goal, areas and priorities, how it is followed up, and what it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import facts, rows
from pipeline.web.pages.front import PLAN
from pipeline.web.pages.latest_figures import AREAS, FORMS, MEASURES, PRIORITIES
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

DECISIONS = "select * from decisions order by sequence"

LINKS = "select * from priority_areas"


async def plan(datasette: Datasette, request: Request) -> Response:
    """The newest plan."""
    context = {
        "plan": (await rows(datasette, PLAN))[0],
        "decisions": await rows(datasette, DECISIONS),
        "areas": await rows(datasette, AREAS),
        "priorities": await rows(datasette, PRIORITIES),
        "links": {(row["priority_id"], row["area_id"]): row for row in await rows(datasette, LINKS)},
        "forms": await rows(datasette, FORMS),
        "measures": await rows(datasette, MEASURES),
        "measure_words": (await facts(datasette)).words("measures"),
        "decision_words": (await facts(datasette)).words("decisions"),
    }
    return await show(datasette, request, "plan.html", context)
