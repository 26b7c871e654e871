"""The headers of every response."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

# Nothing from another host: a visitor's browser talks to this site alone. The only scripts are files of ours; a page's
# JSON-LD for search engines is data, to which the policy does not apply.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# A page to be framed by another site has no script and no form, so that nobody can be tricked into using them there.
EMBED_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *"
)
# The charts have style attributes.
CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"

OPEN = (".json", ".csv", ".rdf", ".ttl", ".jsonld")
"""The endings of data."""

EMBEDDED = re.compile(r"(?:/en)?(?:/versioner/[^/]+)?/indikatorer/[^/]+/inbaddad")
CHARTS = re.compile(r"(?:/en)?(?:/versioner/[^/]+)?/diagram/")

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}


def with_headers(application: Application) -> Application:
    """The application, with HEADERS and a content security policy on its responses."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[[Message], Awaitable[None]]) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        policy = _policy(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {**HEADERS, **_for_all(scope), "content-security-policy": policy}
                own = [(name, value) for name, value in message.get("headers", []) if name.decode().lower() not in ours]
                added = [(name.encode(), value.encode()) for name, value in ours.items()]
                message = {**message, "headers": own + added}
            await send(message)

        await application(scope, receive, send_with_headers)

    return wrapped


def _for_all(scope: Message) -> dict[str, str]:
    """That data may be read by scripts of any site."""
    path = scope["path"]
    ours = {}
    is_file = path.startswith(("/ladda-ner/", "/diagram/", "/versioner/"))
    if is_file or path.endswith((*OPEN, "/datasets/dcat")):
        ours["access-control-allow-origin"] = "*"
        # Where the rows after these are.
        ours["access-control-expose-headers"] = "link"
    return ours


def _policy(path: str) -> str:
    if CHARTS.match(path):
        return CHART_POLICY
    return EMBED_POLICY if EMBEDDED.fullmatch(path) else POLICY
