"""The pages that are texts: about the site, its accessibility, and help for who is exposed to violence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.web import sharing
from pipeline.web.frame import facts, whole
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette


async def about(datasette: Datasette, request: Request) -> Response:
    """Who publishes, where the figures come from, and how they are to be read."""
    return await show(datasette, request, "about.html", {})


async def accessibility(datasette: Datasette, request: Request) -> Response:
    """What lagen (2018:1937) asks of a public body to tell."""
    known = await facts(datasette)
    address = sharing.report_address(known, "Tillgänglighet", whole(request, request.path))
    return await show(datasette, request, "accessibility.html", {"report_address": address})


async def help_(datasette: Datasette, request: Request) -> Response:
    """Where help is, and how to leave no trace of a visit."""
    return await show(datasette, request, "help.html", {})
