"""What a visitor meets when something is wrong: a Swedish page that says what to do next, or JSON for a program."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError

if TYPE_CHECKING:
    from datasette.app import Datasette

log = logging.getLogger("pipeline.web")


async def answer(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """The answer to a request that failed. A programming error is logged with its traceback and told of in general."""
    status = getattr(exception, "status", 500)
    if not isinstance(exception, (Base400, DatasetteError)):
        log.error("500 %s", request.full_path, exc_info=exception)
        status = 500
    told = str(getattr(exception, "message", "") or exception) if status in (400, 403) else ""
    if request.path.endswith(".json"):
        # Programs get Datasette's own English words, as its documentation describes them.
        content = {"ok": False, "error": told or f"HTTP {status}", "status": status, "title": None}
        return Response.json(content, status=status)
    page = await datasette.render_template(["error.html"], {"status": status, "told": told}, request=request)
    return Response.html(page, status=status)
