"""Addresses of Datasette's that are answered otherwise than it would: whole CSV files, nothing of the server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

READ_ONLY = "Webbplatsen går bara att läsa."
PLAIN = (b"content-type", b"text/plain; charset=utf-8")

OPEN = ("/-/halsa", "/-/static-plugins/")

# Datasette's CSV of a table is its first page, unless it is asked to go on; nobody who takes home a file expects that.
WHOLE = b"_stream=on&_size=max"


def with_addresses(application: Application) -> Application:
    """The application, asked for what the visitor means."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            start = {"type": "http.response.start", "status": 405, "headers": [(b"allow", b"GET, HEAD"), PLAIN]}
            await send(start)
            await send({"type": "http.response.body", "body": READ_ONLY.encode()})
            return
        await application(_meant(scope) if scope["type"] == "http" else scope, receive, send)

    return wrapped


def _meant(scope: Message) -> Message:
    path = scope["path"]
    if path.startswith("/-/") and not path.startswith(OPEN):
        # An address that nothing answers, so that the visitor meets the page for it.
        return {**scope, "path": "/finns-inte", "raw_path": b"/finns-inte"}
    if path.endswith(".csv") and not {"_stream", "_size", "_next"} & parse_qs(scope["query_string"].decode()).keys():
        return {**scope, "query_string": b"&".join(filter(None, (scope["query_string"], WHOLE)))}
    return scope
