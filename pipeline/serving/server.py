"""The server that `pipeline serve` runs."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from contextlib import suppress
from pathlib import Path

import uvicorn

from pipeline.errors import Misuse, ReleaseFault
from pipeline.messages import say
from pipeline.model import Progress
from pipeline.serving.connections import BETWEEN, IN_LINE, INCOMPLETE, LET_IN, Connection, most_connections
from pipeline.serving.current import CurrentSite, access

FINISHING = 4
"""Seconds that requests under way get when the server is told to stop."""

LEAVING = 0.2
"""Seconds before that in which whoever still waits is let go."""


class _Server(uvicorn.Server):
    """A server that lets few connections in at a time, and more than that wait in line; to asyncio the two are one."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(IN_LINE)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Closed without an answer, so that nginx asks another process. Uvicorn would answer that there is a fault.
        asyncio.get_running_loop().call_later(FINISHING - LEAVING, self._let_go)
        await super().shutdown(sockets)

    def _let_go(self) -> None:
        for connection in self.server_state.connections:
            connection.transport.close()


def listen(host: str, port: int) -> socket.socket:
    """The socket that visitors connect to. Raises Misuse if the address cannot be listened on."""
    try:
        listener = socket.create_server((host, port), backlog=IN_LINE)
    except OSError as error:
        raise Misuse(say("address_is_taken", host=host, port=port)) from error
    # asyncio does this itself, but not for a socket that it is given: without it a response whose head and body are
    # sent separately waits 40 ms for the client's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def serve(releases: Path, host: str, port: int, progress: Progress, *, logs_requests: bool = False) -> None:
    """Serve the current release of `releases` until stopped.

    logs_requests: whether each request is written to standard error: its path, status and time, never who asked, or
    what was asked of the database. Raises ReleaseFault if there is no release, and Misuse if the address cannot be
    listened on.
    """
    link = releases / "current"
    if not link.is_dir():
        raise ReleaseFault(say("release_not_found", folder=releases))
    listener = listen(host, port)
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s", level=logging.ERROR)
    access.setLevel(logging.INFO if logs_requests else logging.ERROR)
    logging.getLogger("uvicorn.error").addFilter(_is_a_fault)
    Connection.most = most_connections()
    config = uvicorn.Config(
        CurrentSite(link),
        http=Connection,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=LET_IN,
        timeout_keep_alive=BETWEEN,
        timeout_graceful_shutdown=FINISHING,
        h11_max_incomplete_event_size=INCOMPLETE,
    )
    with listener, suppress(KeyboardInterrupt):
        progress(say("serving", host=host, port=port))
        _Server(config).run(sockets=[listener])


def _is_a_fault(record: logging.LogRecord) -> bool:
    """Whether a line of the log tells of a fault: a request cut short when the server ends is none."""
    return record.exc_info is None or not isinstance(record.exc_info[1], asyncio.CancelledError)
