"""What a visitor asks the database for is answered elsewhere, where the server has put somebody who does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from pipeline.web import faults, refusals
from pipeline.web.frame import DATABASE, is_in_database
from pipeline.web.language import chosen

if TYPE_CHECKING:
    from datasette.app import Datasette

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

QUESTION = Markup("<!-- question -->")
"""Where a page that is made once for all has the form with what each visitor asked."""


def with_questions(application: Application, datasette: Datasette) -> Application:
    """The application, without what is asked of the database if the request says who answers that.

    They are a function in the request's extensions, `questions`, which answers the visitor or returns why it did not.
    """

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[[Message], Awaitable[None]]) -> None:
        ask = scope.get("extensions", {}).get("questions")
        if scope["type"] != "http" or ask is None or not is_in_database(scope["raw_path"].decode("latin-1")):
            await application(scope, receive, send)
            return
        reason = await ask(receive, send)
        if reason is not None:
            await (await _unanswered(datasette, scope, reason)).asgi_send(send)

    return wrapped


_busy: WeakKeyDictionary[Any, dict[str, asyncio.Task[Response]]] = WeakKeyDictionary()


async def _unanswered(datasette: Datasette, scope: Message, reason: str) -> Response:
    """The response to a question that was not answered."""
    fault = faults.Unanswered(reason)
    if reason != "busy" or scope["path"].endswith(".json"):
        return await faults.answer(datasette, Request({**scope, "csrftoken": str}, None), fault)
    # Made once, for the database's front page: when many ask at once, each page made takes time from the site's own.
    answers = _busy.setdefault(datasette, {})
    if chosen() not in answers:
        front = {**scope, "path": f"/{DATABASE}", "raw_path": f"/{DATABASE}".encode(), "query_string": b""}
        made = faults.answer(datasette, Request({**front, "csrftoken": str}, None), fault, QUESTION)
        answers[chosen()] = asyncio.create_task(made)
    try:
        page = await asyncio.shield(answers[chosen()])
    except Exception:
        answers.pop(chosen(), None)
        raise
    question = await refusals.form(datasette, refusals.asked(scope["path"], scope["query_string"]))
    return Response.html(page.body.replace(QUESTION, question), page.status, page.headers)
