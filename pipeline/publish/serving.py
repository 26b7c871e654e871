"""A release as a Datasette site, and a server that follows the current release without a restart."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette

from pipeline.errors import Misuse, ReleaseFault
from pipeline.messages import say
from pipeline.model import Progress
from pipeline.releases.shelf import DATABASE

SETTINGS = {
    # Anyone may write SQL: what a query may cost is bounded here, and its memory by the plugin's connections.
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "default_page_size": 50,
    "suggest_facets": False,
    "facet_time_limit_ms": 200,
    "allow_facet": True,
    "allow_download": False,
    "num_sql_threads": 3,
    "force_https_urls": False,
}

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def open_site(folder: Path) -> Datasette:
    """The Datasette of a release folder; the plugin's pages come with it wherever this package is installed."""
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    # Immutable: the file of a release is never changed, so SQLite need neither lock it nor look for changes.
    return Datasette(immutables=[str(folder / DATABASE)], metadata=metadata, settings=SETTINGS)


async def close_site(site: Datasette) -> None:
    """End the threads of a Datasette that answers nothing any more, and give back their connections.

    Datasette keeps them as long as the process lives, and SQLite's memory is bounded for the whole process.
    """
    # The thread that writes to the in-memory database waits for its next task for ever.
    await site.databases["_internal"].execute_write_fn(_leave, block=False)
    await asyncio.to_thread(site.executor.shutdown)
    for database in site.databases.values():
        database.close()


def _leave(_connection: sqlite3.Connection) -> None:
    raise SystemExit


@dataclass(eq=False)
class _Opened:
    """The site of one release, and how many requests it is answering."""

    site: Datasette
    application: Application
    requests: int = 0


class CurrentSite:
    """An ASGI application that answers each request from the release that a link points to at the time."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self.target: str | None = None
        self.opened: _Opened | None = None
        self.opening = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _answer_lifespan(receive, send)
            return
        opened = await self.current()
        opened.requests += 1
        try:
            await opened.application(scope, receive, send)
        finally:
            opened.requests -= 1
            await self._close_if_left(opened)

    async def current(self) -> _Opened:
        """The site of the current release. A request that has begun continues in the one it began in."""
        if self.opened is None or os.readlink(self.link) != self.target:
            async with self.opening:
                # Read again: the link may have been switched while this request waited for another to open the site.
                target = os.readlink(self.link)
                if self.opened is None or target != self.target:
                    before = self.opened
                    site = open_site(self.link.parent / target)
                    await site.invoke_startup()
                    self.opened, self.target = _Opened(site, site.app()), target
                    if before is not None:
                        await self._close_if_left(before)
        return self.opened

    async def _close_if_left(self, opened: _Opened) -> None:
        """Close a site that is no longer the current one's once its last request is answered."""
        if opened is not self.opened and not opened.requests:
            await close_site(opened.site)


async def _answer_lifespan(receive: Receive, send: Send) -> None:
    """Do nothing at startup or shutdown: each release's Datasette is started at its first request."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def serve(releases: Path, host: str, port: int, progress: Progress) -> None:
    """Serve the current release of `releases` until stopped.

    Raises ReleaseFault if there is none, and Misuse if the address cannot be listened on.
    """
    link = releases / "current"
    if not link.is_dir():
        raise ReleaseFault(say("release_not_found", folder=releases))
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise Misuse(say("address_is_taken", host=host, port=port)) from error
    # asyncio does this itself, but not for a socket that it is given: without it a response whose head and body are
    # sent separately waits 40 ms for the client's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with listener, suppress(KeyboardInterrupt):
        progress(say("serving", host=host, port=port))
        uvicorn.Server(uvicorn.Config(CurrentSite(link), log_level="warning")).run(sockets=[listener])
