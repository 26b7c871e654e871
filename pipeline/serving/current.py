"""The site of the current release, which follows a switch without a restart and without losing a request."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted

from pipeline.errors import PipelineError
from pipeline.releases.checksums import damaged
from pipeline.releases.shelf import NAME
from pipeline.serving.questions import Questions
from pipeline.serving.site import Application, Receive, Scope, Send, close_site, open_site

log = logging.getLogger("pipeline.serving")
access = logging.getLogger("pipeline.serving.access")

AT_ONCE = 256
"""Requests that are answered at the same time."""

HEADERS = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
"""Of what is answered where there is no site to answer it."""

TOO_MANY = (
    503,
    "Webbplatsen har fått för mycket att göra. Försök igen om en stund. The site is busy. Try again soon.\n",
)
AT_FAULT = (500, "Ett fel har uppstått på webbplatsen. An error has occurred on the site.\n")

UNREADABLE = (OSError, PipelineError, ValueError, KeyError, sqlite3.Error, QueryInterrupted)
"""What a release that cannot be opened raises: a file is gone, or is not what it should be."""


_Target = tuple[str, int]
"""Where the link points, and when it was made: it is made anew when a release has been mended where it is."""


@dataclass(eq=False)
class _Opened:
    """The site of one release, the processes for its questions, and how many requests it is answering."""

    site: Datasette
    application: Application
    questions: Questions
    damaged: list[str]
    requests: int = 0


@dataclass(eq=False)
class _Sent:
    """What has been sent of an answer."""

    send: Send
    status: int | None = None

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self.send(message)


@dataclass(eq=False)
class CurrentSite:
    """An ASGI application that answers each request from the release that a link points to at the time.

    If the link comes to point at something that is not a whole release, the last one that was goes on being served.
    """

    link: Path
    target: _Target | None = None
    opened: _Opened | None = None
    broken: _Target | None = None
    opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    requests: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        sent, began = _Sent(send), time.perf_counter()
        self.requests += 1
        try:
            if self.requests > AT_ONCE:
                await _plainly(sent, *TOO_MANY)
            else:
                await self._answered(scope, receive, sent)
        except Exception:
            log.exception("500 %s", _shown(scope))
            if sent.status is None:
                await _plainly(sent, *AT_FAULT)
            else:
                raise
        finally:
            self.requests -= 1
            # Neither who asked nor what they asked for beyond the path.
            access.info(
                "%s %s %s %.0f ms", scope["method"], _shown(scope), sent.status, 1e3 * (time.perf_counter() - began)
            )

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        opened = await self.current()
        opened.requests += 1
        try:
            extensions = {**scope.get("extensions", {}), "questions": opened.questions.of(scope), "state": self.state}
            await opened.application({**scope, "extensions": extensions}, receive, send)
        finally:
            opened.requests -= 1
            await self._close_if_left(opened)

    def state(self) -> dict[str, Any]:
        """How the server is: for the page that whoever runs it looks at."""
        questions = self.opened.questions if self.opened else None
        return {
            "unreadable_release": self.broken[0] if self.broken else None,
            "damaged_files": len(self.opened.damaged) if self.opened else 0,
            "requests_under_way": self.requests,
            "questions_waiting": questions.waiting if questions else 0,
            "questions_asked": questions.asked if questions else 0,
            "questions_stopped": questions.stopped if questions else 0,
        }

    async def current(self) -> _Opened:
        """The site of the current release. A request that has begun continues in the one it began in."""
        target = self._pointed_at()
        if self.opened is None or target not in (self.target, self.broken):
            async with self.opening:
                # Read again: the link may have been switched while this request waited for another to open the site.
                target = self._pointed_at()
                if self.opened is None or target not in (self.target, self.broken):
                    await self._switch_to(target)
        if self.opened is None:
            raise FileNotFoundError(self.link)
        if target == self.target:
            self.broken = None
        return self.opened

    def _pointed_at(self) -> _Target:
        """Where the link points; nowhere is a place too."""
        try:
            return os.readlink(self.link), os.lstat(self.link).st_mtime_ns
        except OSError:
            return "", 0

    async def _switch_to(self, target: _Target) -> None:
        before = self.opened
        folder = self.link.parent / target[0]
        try:
            damage = await asyncio.to_thread(damaged, folder)
            if damage and before is not None:
                raise FileNotFoundError(f"damaged: {', '.join(damage)}")
            self.opened, self.target = await _open(folder, damage), target
        except UNREADABLE as error:
            if before is None:
                raise
            log.error("Release %r cannot be opened, and the one before is served: %r", target[0], error)
            self.broken = target
            return
        if damage:
            log.error("Release %r is served though it is damaged: %s", target[0], ", ".join(damage))
        if before is not None:
            await self._close_if_left(before)

    async def _close_if_left(self, opened: _Opened) -> None:
        """Close a site that is no longer the current one's once its last request is answered."""
        if opened is not self.opened and not opened.requests:
            await _close(opened)

    async def close(self) -> None:
        """Close the site, and end its processes."""
        if self.opened is not None:
            await _close(self.opened)
            self.opened = None

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        """Open the site at startup, and close it at shutdown."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                with contextlib.suppress(*UNREADABLE):
                    await self.current()
            else:
                await self.close()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return


async def _open(folder: Path, damage: list[str]) -> _Opened:
    """The site of a release. Raises one of UNREADABLE if it lacks a part that every page needs."""
    site = open_site(folder, answers_questions=False)
    try:
        await site.invoke_startup()
        await site.get_database(NAME).execute("select * from release")
    except BaseException:
        await close_site(site)
        raise
    questions = Questions(folder)
    questions.start()
    return _Opened(site, site.app(), questions, damage)


async def _close(opened: _Opened) -> None:
    await opened.questions.close()
    await close_site(opened.site)


def _shown(scope: Scope) -> str:
    """The path of a request, on one line."""
    return ascii(scope["path"][:200])[1:-1]


async def _plainly(send: Send, status: int, text: str) -> None:
    """Answer in a line of text."""
    again = [(b"retry-after", b"5")] if status == 503 else []
    await send({"type": "http.response.start", "status": status, "headers": [*HEADERS, *again]})
    await send({"type": "http.response.body", "body": text.encode()})
