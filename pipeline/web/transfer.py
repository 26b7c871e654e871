"""Answers as HTTP means them: packed for who takes that, and not sent again to who has them (RFC 9110)."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

PACKED = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/rss+xml",
    "image/svg",
)
"""Beginnings of the content types that become smaller."""

SMALLEST = 1_000
"""Bytes. What fits into one packet is sent as it is."""

LEVEL = 6

KEPT = 512
"""How many packed answers are kept."""

CONDITIONAL = {b"etag", b"cache-control", b"content-location", b"date", b"expires", b"vary", b"last-modified"}
"""Headers of an answer that says that the reader has it already (RFC 9110, section 15.4.5)."""


def with_transfer(application: Application) -> Application:
    """The application, whose answers of one part have an entity tag and are packed for readers who take gzip."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[[Message], Awaitable[None]]) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        start: Message | None = None

        async def send_on(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                begun, start = _varied(start), None
                if not message.get("more_body"):
                    begun, message = _transferred(scope, begun, message.get("body", b""))
                await send(begun)
            await send(message)

        await application(scope, receive, send_on)

    return wrapped


def header(headers: list[tuple[bytes, bytes]], name: bytes) -> bytes | None:
    """The first header of this name, in lower case."""
    return next((value for each, value in headers if each.lower() == name), None)


def matches(wanted: bytes, tag: bytes) -> bool:
    """Whether an entity tag is one of those in an If-None-Match; weak and strong ones are alike there."""
    tags = {each.strip().removeprefix(b"W/") for each in wanted.split(b",")}
    return wanted.strip() == b"*" or tag.removeprefix(b"W/") in tags


def takes_gzip(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether a reader takes what is packed with gzip."""
    for each in (header(headers, b"accept-encoding") or b"").lower().split(b","):
        name, _, quality = each.partition(b";")
        if name.strip() in (b"gzip", b"*"):
            return quality.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return False


@lru_cache(maxsize=KEPT)
def packed(body: bytes) -> bytes:
    """The body, packed."""
    return gzip.compress(body, LEVEL, mtime=0)


def _transferred(scope: Message, start: Message, body: bytes) -> tuple[Message, Message]:
    """How an answer is sent: whole, packed, or not at all since the reader has it."""
    headers = list(start["headers"])
    if start["status"] != 200 or header(headers, b"content-encoding") is not None:
        return start, {"type": "http.response.body", "body": body}
    tag = header(headers, b"etag") or b'W/"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
    headers = [(name, value) for name, value in headers if name.lower() not in (b"etag", b"content-length")]
    headers.append((b"etag", tag))
    wanted = header(scope["headers"], b"if-none-match")
    if wanted is not None and matches(wanted, tag):
        kept = [(name, value) for name, value in headers if name.lower() in CONDITIONAL]
        return {**start, "status": 304, "headers": kept}, {"type": "http.response.body", "body": b""}
    if _is_packable(headers) and len(body) >= SMALLEST and takes_gzip(scope["headers"]):
        body = packed(body)
        # Not byte for byte what a strong tag was given to.
        headers = [(name, _weak(value) if name == b"etag" else value) for name, value in headers]
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(body)).encode()))
    return {**start, "headers": headers}, {"type": "http.response.body", "body": body}


def _weak(tag: bytes) -> bytes:
    return tag if tag.startswith(b"W/") else b"W/" + tag


def _is_packable(headers: list[tuple[bytes, bytes]]) -> bool:
    return (header(headers, b"content-type") or b"").decode("latin-1").startswith(PACKED)


def _varied(start: Message) -> Message:
    """The start of an answer, with what the answer depends on: the encodings that the reader takes, if it is text."""
    varying = [value for name, value in start["headers"] if name.lower() == b"vary"]
    others = [(name, value) for name, value in start["headers"] if name.lower() != b"vary"]
    # Nothing depends on who asks: the site has no log-in. Datasette says so of every answer.
    named = [each.strip() for value in varying for each in value.split(b",")]
    kept = [each for each in named if each.lower() not in (b"cookie", b"authorization", b"accept-encoding")]
    if _is_packable(others):
        kept.append(b"Accept-Encoding")
    return {**start, "headers": [*others, (b"vary", b", ".join(kept))] if kept else others}
