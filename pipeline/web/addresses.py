"""Addresses that Datasette would answer differently: English pages, whole CSV files, nothing about the server."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Container, Iterable, MutableMapping
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from datasette.utils import tilde_decode

from pipeline.web.language import ENGLISH, PREFIX, SWEDISH, local, speaking

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

READ_ONLY = "Webbplatsen går bara att läsa. This site can only be read."
PLAIN = (b"content-type", b"text/plain; charset=utf-8")

OPEN = "/-/halsa"
"""The only address of the server itself that is answered."""

# By default, Datasette's CSV of a table is only its first page, which nobody who downloads a file expects.
WHOLE = b"_stream=on&_size=max"

ORDER = ("_sort", "_sort_desc")
"""What a whole file is sent without. Datasette streams a file page by page, and breaks ties by the key on every page
but the first: in any other order than the key's, rows between two pages would be lost or come twice."""

PLAIN_NAME = re.compile(r"[\w.-]+")

TRACE = ("_trace",)
"""What a file is sent without: with it Datasette makes a page of HTML of one, for those who develop it."""


def with_language(application: Application) -> Application:
    """The application, called with the Swedish address and the language that the visitor's address begins with."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        is_english = scope["path"] == PREFIX or scope["path"].startswith(f"{PREFIX}/")
        with speaking(ENGLISH if is_english else SWEDISH):
            inner = _without_prefix(scope) if is_english else scope
            await application(inner, receive, _staying(send) if is_english else send)

    return wrapped


def with_addresses(application: Application) -> Application:
    """The application, called with the address that the visitor means, and only to read."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            start = {"type": "http.response.start", "status": 405, "headers": [(b"allow", b"GET, HEAD"), PLAIN]}
            await send(start)
            await send({"type": "http.response.body", "body": READ_ONLY.encode()})
            return
        await application(_meant({**scope, "headers": _unnamed(scope["headers"])}), receive, send)

    return wrapped


def _unnamed(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers without those that say who asks: the site has no log-in, and answers everybody the same."""
    return [(name, value) for name, value in headers if name.lower() not in (b"cookie", b"authorization")]


def _without_prefix(scope: Message) -> Message:
    path = scope["path"].removeprefix(PREFIX) or "/"
    raw = (scope.get("raw_path") or scope["path"].encode()).removeprefix(PREFIX.encode())
    return {**scope, "path": path, "raw_path": raw if raw.startswith(b"/") else b"/" + raw}


def _staying(send: Callable[[Message], Awaitable[None]]) -> Callable[[Message], Awaitable[None]]:
    """A `send` that keeps Datasette's redirects among the English pages."""

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in (301, 302):
            headers = [
                (name, local(value.decode()).encode() if name.lower() == b"location" else value)
                for name, value in message["headers"]
            ]
            message = {**message, "headers": headers}
        await send(message)

    return send_on


def _meant(scope: Message) -> Message:
    scope = _written_out(scope)
    path = scope["path"]
    if path.startswith("/-/") and path != OPEN:
        # An address that matches no route, so that the visitor gets the page for missing pages.
        return {**scope, "path": "/finns-inte", "raw_path": b"/finns-inte"}
    if not path.endswith(".csv"):
        return scope
    query = _without(scope["query_string"], TRACE)
    if not {"_stream", "_size", "_next"} & parse_qs(query.decode("latin-1")).keys():
        query = b"&".join(filter(None, (_without(query, ORDER), WHOLE)))
    return {**scope, "query_string": query}


def _written_out(scope: Message) -> Message:
    """The request for a table or a question with its name written out, which Datasette reads in its own coding too.

    Everything that knows an address by its name would otherwise be gone round by `~6E` for an n.
    """
    _, *parts = scope["path"].split("/")
    names = [tilde_decode(part) if PLAIN_NAME.fullmatch(tilde_decode(part)) else part for part in parts[:2]]
    if names == parts[:2]:
        return scope
    path = "/".join(["", *names, *parts[2:]])
    return {**scope, "path": path, "raw_path": quote(path, safe="/~").encode()}


def _without(query: bytes, names: Container[str]) -> bytes:
    """The parameters but for those of these names."""
    parts = query.split(b"&")
    return b"&".join(part for part in parts if unquote(part.partition(b"=")[0]) not in names)
