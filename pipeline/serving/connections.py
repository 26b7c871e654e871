"""Connections with deadlines: nobody holds one by sending nothing, or by reading nothing, and there is always one more.

uvicorn has a deadline for a connection between two requests only. Whoever opens many and sends half a request, or asks
for long answers and reads none of them, would otherwise hold all that there are, and the memory of their answers.
"""

from __future__ import annotations

import asyncio
import resource
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from pipeline.serving.current import HEADERS

RECEIVING = 10.0
"""Seconds for a whole request."""

SENDING = 20.0
"""Seconds that a reader may leave what has been sent to it unread."""

BETWEEN = 5
"""Seconds between two requests."""

MOST = 1_000
"""Connections. One more takes the place of that which has been without a request the longest."""

LET_IN, IN_LINE = 32, 512
"""Connections that are let in at a time, and that wait for that. Some four times as many as are let in at a time have
come before those whose place they take have been closed."""

SPARE = 100 + 4 * LET_IN
"""Open files for all but connections."""

INCOMPLETE = 32 << 10
"""Bytes of a request's first line and headers."""


def most_connections() -> int:
    """How many connections there can be, once this process may have as many open files as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST + SPARE if hard == resource.RLIM_INFINITY else min(MOST + SPARE, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return max(SPARE, min(MOST, soft - SPARE)) if soft != resource.RLIM_INFINITY else MOST


class Connection(H11Protocol):
    """A connection that is closed if a request is not whole in time, or an answer not read."""

    most = MOST
    _deadline: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.since = self.loop.time()
        self._expect_request()
        if len(self.connections) > self.most:
            # Those that have been closed are still among the connections until the event loop has come to them.
            there = [each for each in self.connections if isinstance(each, Connection) and not each.is_closing]
            idle = [each for each in there if not each.is_answering]
            if len(there) > self.most:
                min(idle, key=lambda each: each.since, default=self).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unset(self._deadline)
        self._unset(self._unread)
        super().connection_lost(exc)

    @property
    def is_closing(self) -> bool:
        """Whether it has been closed."""
        return self.transport.is_closing()

    @property
    def is_answering(self) -> bool:
        """Whether a request has come that is not yet answered."""
        return self.cycle is not None and not self.cycle.response_complete

    def data_received(self, data: bytes) -> None:
        if self._deadline is None and not self.is_answering:
            self._expect_request()
        super().data_received(data)
        if self.cycle is not None and not self.cycle.more_body:
            self._unset(self._deadline)
            self._deadline = None

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # What is left of a request that has been answered already, or the beginning of the next.
        if self.conn.their_state is h11.SEND_BODY or self.conn.trailing_data[0]:
            self._expect_request()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self.loop.call_later(SENDING, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._unset(self._unread)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request, with the headers that every answer has."""
        content = msg.encode("ascii")
        headers: list[Any] = [*HEADERS, (b"connection", b"close"), (b"content-length", str(len(content)).encode())]
        for event in (h11.Response(status_code=400, headers=headers), h11.Data(data=content), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _expect_request(self) -> None:
        self._unset(self._deadline)
        self.since = self.loop.time()
        self._deadline = self.loop.call_later(RECEIVING, self.transport.abort)

    @staticmethod
    def _unset(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
