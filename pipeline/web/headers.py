"""What every answer says about itself."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

# Nothing from another host (what always holds: a visitor's browser talks to this site alone). The one script is the
# quick exit's, a file of ours; a page's own words to search engines are data, which the policy does not concern.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# A page to be shown within another site's has no script and no form, so that nothing can be done to who sees it there.
EMBED_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *"
)
# The charts are drawn with style attributes of their own.
CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"

EMBEDDED = re.compile(r"(?:/en)?/indikatorer/[^/]+/inbaddad")

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}


def with_headers(application: Application) -> Application:
    """The application, its answers carrying HEADERS."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[[Message], Awaitable[None]]) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        policy = _policy(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = {**HEADERS, "content-security-policy": policy}
                own = [(name, value) for name, value in message.get("headers", []) if name.decode().lower() not in told]
                added = [(name.encode(), value.encode()) for name, value in told.items()]
                message = {**message, "headers": own + added}
            await send(message)

        await application(scope, receive, send_with_headers)

    return wrapped


def _policy(path: str) -> str:
    if path.startswith(("/diagram/", "/en/diagram/")):
        return CHART_POLICY
    return EMBED_POLICY if EMBEDDED.fullmatch(path) else POLICY
