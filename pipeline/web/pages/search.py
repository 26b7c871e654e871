"""The search over the plan, the indicators and the footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import facts
from pipeline.web.pages.page import show
from pipeline.web.search import LONGEST_QUERY, everything, find
from pipeline.web.search_words import HELPERS
from pipeline.wording.stems import words

if TYPE_CHECKING:
    from datasette.app import Datasette


async def search(datasette: Datasette, request: Request) -> Response:
    """The hits for a query, or the empty search form."""
    query = (request.args.get("q") or "")[:LONGEST_QUERY].strip()
    context = {
        "query": query,
        "has_words": bool(words(query)),
        "found": await find(datasette, query),
        # In a copy, where no query is answered, the page shows everything, and a script hides what does not match.
        "helpers": " ".join(sorted(HELPERS)),
        "every": [] if (await facts(datasette)).has_database else await everything(datasette),
    }
    return await show(datasette, request, "search.html", context)
