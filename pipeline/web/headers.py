"""What every answer says about itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

# No script at all, nothing from another host (what always holds: a visitor's browser talks to this site alone).
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The charts are drawn with style attributes of their own.
CHART_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"

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
        path = scope["path"]
        policy = CHART_POLICY if path.startswith("/diagram/") else POLICY

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = {**HEADERS, "content-security-policy": policy}
                own = [(name, value) for name, value in message.get("headers", []) if name.decode().lower() not in told]
                added = [(name.encode(), value.encode()) for name, value in told.items()]
                message = {**message, "headers": own + added}
            await send(message)

        await application(scope, receive, send_with_headers)

    return wrapped
