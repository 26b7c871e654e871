"""What a visitor asks the database for is answered elsewhere, where the server has put somebody who does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request

from pipeline.web import faults
from pipeline.web.frame import is_in_database

if TYPE_CHECKING:
    from datasette.app import Datasette

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]


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
            request = Request({**scope, "csrftoken": str}, receive)
            answer = await faults.answer(datasette, request, faults.Unanswered(reason))
            await answer.asgi_send(send)

    return wrapped
