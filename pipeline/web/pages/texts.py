"""The pages of text: about the site, its accessibility, and help for people exposed to violence."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from babel.dates import format_date
from datasette.utils.asgi import Request, Response

from pipeline.web import sharing
from pipeline.web.frame import facts, whole
from pipeline.web.help_lines import COMPILED, GROUPS
from pipeline.web.language import chosen
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette


async def about(datasette: Datasette, request: Request) -> Response:
    """Who publishes the site, where the figures come from, and how to read them."""
    return await show(datasette, request, "about.html", {})


async def accessibility(datasette: Datasette, request: Request) -> Response:
    """The accessibility statement that lagen (2018:1937) requires of a public body."""
    known = await facts(datasette)
    address = sharing.report_address(known, "Tillgänglighet", whole(known, request, request.path))
    return await show(datasette, request, "accessibility.html", {"report_address": address})


async def help_(datasette: Datasette, request: Request) -> Response:
    """Where to find help, and how to leave no trace of a visit."""
    month = format_date(datetime.date.fromisoformat(f"{COMPILED}-01"), "MMMM y", chosen())
    return await show(datasette, request, "help.html", {"groups": GROUPS, "compiled": month})
