"""The list of indicators, which can be filtered without script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import facts, rows
from pipeline.web.pages.latest_figures import AREAS, PRIORITIES, latest_figures, of_plan
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

SOURCES = "select source_id, publisher, title from sources where source_id in (select source_id from indicators)"

Choice = Callable[[Mapping[str, Any], str], bool]

CHOICES: Mapping[str, Choice] = {
    "ord": lambda row, text: all(word in row["words"] for word in text.casefold().split()),
    "inriktning": lambda row, text: text in row["priority_ids"],
    "kalla": lambda row, text: row["source_id"] == text,
    "siffror": lambda row, text: (row["reporting_status"] == "published") == (text == "finns"),
}
"""The filters by parameter name, each with the condition for an indicator to be kept."""


async def indicators(datasette: Datasette, request: Request) -> Response:
    """The indicators that pass the visitor's filters, by area, with their newest figures."""
    chosen = {name: (request.args.get(name) or "").strip() for name in CHOICES}
    known = await facts(datasette)
    every = [
        {**row, "words": f"{row['name']} {known.text(row['name'])}".casefold()}
        for row in await latest_figures(datasette)
    ]
    found = [row for row in every if all(CHOICES[name](row, text) for name, text in chosen.items() if text)]
    groups = [*await rows(datasette, AREAS), {"area_id": None, "name": None}]
    context = {
        "chosen": chosen,
        "is_chosen": any(chosen.values()),
        "indicators": found,
        "count": len(found),
        "total": len(every),
        "followers": len(of_plan(every)),
        "groups": [
            (group, members)
            for group in groups
            for members in [[row for row in found if row["area_id"] == group["area_id"]]]
            if members
        ],
        "priorities": await rows(datasette, PRIORITIES),
        "sources": await rows(datasette, SOURCES),
    }
    return await show(datasette, request, "indicators.html", context)
