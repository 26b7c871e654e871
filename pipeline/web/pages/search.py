"""The search over the plan, the indicators and the footnotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import facts
from pipeline.web.pages.latest_figures import latest_figures
from pipeline.web.pages.page import show
from pipeline.web.search import LONGEST_QUERY, Found, everything, find
from pipeline.web.search_words import HELPERS
from pipeline.wording.stems import words

if TYPE_CHECKING:
    from datasette.app import Datasette


INDICATOR = "/indikatorer/"


async def search(datasette: Datasette, request: Request) -> Response:
    """The hits for a query, or the empty search form."""
    query = (request.args.get("q") or "")[:LONGEST_QUERY].strip()
    found = await find(datasette, query)
    context = {
        "query": query,
        "has_words": bool(words(query)),
        "found": found,
        "figures": await _figures(datasette, found),
        # In a copy, where no query is answered, the page shows everything, and a script hides what does not match.
        "helpers": " ".join(sorted(HELPERS)),
        "every": [] if (await facts(datasette)).has_database else await everything(datasette),
    }
    return await show(datasette, request, "search.html", context)


async def _figures(datasette: Datasette, found: Found) -> dict[str, Mapping[str, Any]]:
    """The figure of each indicator that is meant, of the year that was asked for or the newest, by its page's address.

    None of an indicator that has no figure of that year.
    """
    if not any(page.address.startswith(INDICATOR) for page in found.meant):
        return {}
    rows = await latest_figures(datasette, through=found.year)
    figures = {
        f"{INDICATOR}{row['indicator_id']}": row
        for row in rows
        if row["year"] and row["year"] == (found.year or row["year"])
    }
    return {page.address: figures[name] for page in found.meant if (name := page.address.partition("#")[0]) in figures}
