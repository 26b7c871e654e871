"""One priority: how it is followed up, which areas it is taken to concern, and what is being done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.web.faults import NotThere
from pipeline.web.filters import capital
from pipeline.web.frame import facts, rows
from pipeline.web.language import gettext
from pipeline.web.pages.latest_figures import PRIORITIES, by_priority, counted, latest_figures, overall
from pipeline.web.pages.leading import leading_figures
from pipeline.web.pages.page import in_capitals, show

if TYPE_CHECKING:
    from datasette.app import Datasette

AREAS = "select * from priority_areas join violence_areas using (area_id) where priority_id = ? order by sequence"

MEASURES = "select * from measures where priority_id = ? order by measure_id"

ASSESSMENTS = "select * from assessments where priority_id = ? order by year desc"


async def priority(datasette: Datasette, request: Request) -> Response:
    """The priority that the address names."""
    name = request.url_vars["priority_id"]
    if moved := in_capitals(request, name):
        return moved
    known = await facts(datasette)
    priorities = await rows(datasette, PRIORITIES)
    place = next((place for place, row in enumerate(priorities) if row["priority_id"] == name), None)
    if place is None:
        said = gettext("Det finns ingen inriktning %(code)s. Planens inriktningar är:") % {"code": name}
        there = [
            (f"/inriktningar/{row['priority_id']}", f"{row['sequence']}. {known.text(capital(row['name']))}")
            for row in priorities
        ]
        raise NotThere(said, there)
    indicators = await latest_figures(datasette)
    followed = by_priority(indicators, priorities)[name]
    context = {
        "priority": priorities[place],
        "before": priorities[place - 1] if place else None,
        "after": priorities[place + 1] if place + 1 < len(priorities) else None,
        "count": len(priorities),
        "indicators": followed,
        "shared": [row for row in overall(indicators, priorities) if name in row["priority_ids"]],
        "leading": (await leading_figures(datasette, followed)).get(name),
        "counts": counted(followed),
        "areas": await rows(datasette, AREAS, [name]),
        "measures": await rows(datasette, MEASURES, [name]),
        "measure_words": known.words("measures"),
        "assessments": await rows(datasette, ASSESSMENTS, [name]),
        "year": known.release["follow_up_year"],
    }
    return await show(datasette, request, "priority.html", context)
