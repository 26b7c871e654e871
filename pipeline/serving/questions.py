"""Visitors' questions, answered in processes of their own, which are watched by the clock.

A visitor may ask the database for anything, and no limit within SQLite is certain to stop a question in time: one
function on one long text can take seconds. So each question has a process to itself while it is answered. One that
takes too long is killed and replaced, and the site's own pages, which this process answers, never wait for any.

An answer is taken over whole before any of it is sent: a slow reader keeps no process busy, and an answer that breaks
off halfway never reaches a visitor.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

import httpcore

from pipeline.serving.site import Receive, Scope, Send

log = logging.getLogger("pipeline.serving")

PROCESSES = 2
"""One for each core of a small server. They give way to the site's own pages (see asking.py)."""

ALLOWED = 1.6
"""Processor seconds until an answer must begin, and between its parts; SQL itself may take one second."""

ALLOWED_IDLE, ALLOWED_IN_ALL = 8.0, 60.0
"""Seconds by the clock for the same, on a machine that is busy with other things; and for a whole answer: the CSV of a
table of a million rows takes fifteen."""

STARVED = 1.0, 0.5
"""Seconds by the clock from which, and share of a processor below which, it was not the question that took the time:
SQL is stopped after its second by the clock, whatever the machine has had to do meanwhile."""

LOOKING = 0.1
"""Seconds between two looks at how long a process has worked."""

PATIENCE = 3.0
"""Seconds that a question waits for a process."""

WAITING = 16
"""Questions that may wait at the same time."""

STARTING = 30.0
"""Seconds that a process may take to start, on a slow machine."""

IN_MEMORY, LONGEST, HELD = 1 << 20, 128 << 20, 512 << 20
"""Bytes of an answer that are kept in memory, the rest being in a temporary file; of the longest answer; and of all
answers that are kept until their readers have them."""

STOPPED = 400
"""The status of an answer in which SQL was stopped, among other faults."""

PART = 1 << 16

NEW_LINE = b"\r\n"
"""Ends each row of CSV, the last one too (RFC 4180)."""

OWN = {b"connection", b"cookie", b"authorization", b"content-length", b"expect", b"keep-alive", b"te", b"upgrade"}
"""Headers of a connection, and of a visitor whom nobody here asks who they are, that a question does without."""

FRAMING = {b"connection", b"content-length", b"date", b"keep-alive", b"transfer-encoding"}
"""Headers of an answer that belong to the connection that it came on."""

BUSY, SLOW, BROKEN = "busy", "slow", "broken"
"""Why a question was not answered: too many others, it took too long or too much, or its answer broke off."""


Ask = Callable[[Receive, Send], Awaitable[str | None]]
"""Answers one question, or says why not as one of the reasons above, with nothing sent."""


class Unanswered(Exception):
    """A question that got no answer, for one of the reasons above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(eq=False)
class _Process:
    """A process that answers one question at a time, and the connections to it."""

    process: asyncio.subprocess.Process
    pool: httpcore.AsyncConnectionPool
    was_starved: bool = False

    def worked(self) -> float:
        """Seconds of processor time that it has taken. Raises OSError if it has ended."""
        words = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2]
        return sum(map(int, words.split()[11:13])) / os.sysconf("SC_CLK_TCK")

    def is_starved(self, worked: float, began: float) -> bool:
        """Whether it has had too little of a processor since it had worked as much, by the event loop's clock."""
        passed = asyncio.get_running_loop().time() - began
        return passed >= STARVED[0] and self.worked() - worked < STARVED[1] * passed

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()

    async def end(self) -> None:
        """End the process, and wait until it has."""
        self.kill()
        await self.process.wait()
        await self.pool.aclose()


@dataclass
class _Answer:
    """An answer that has been taken over whole."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: IO[bytes]
    size: int


class Questions:
    """The processes that answer visitors' questions about one release."""

    held = 0

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.waiting = self.asked = self.stopped = 0
        self.is_closed = self._have_started = False
        self._free: asyncio.Queue[_Process] = asyncio.Queue()
        self._all: set[_Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._one_file = asyncio.Lock()
        self._sockets = tempfile.TemporaryDirectory(prefix="fragor-")

    def start(self) -> None:
        """Start the processes, in the background."""
        for _ in range(PROCESSES):
            self._in_background(self._start_one())

    async def close(self) -> None:
        """End the processes."""
        self.is_closed = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(each.end() for each in self._all))
        self._all.clear()
        self._sockets.cleanup()

    def of(self, scope: Scope) -> Ask:
        """What answers the question of a request as it came."""
        return partial(self._answer, scope)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> str | None:
        """Answer a question; or say why not, as one of the reasons above, with nothing sent."""
        self.asked += 1
        try:
            answer = await self._asked(scope, receive)
        except Unanswered as reason:
            return reason.reason
        if answer is not None:
            try:
                await _send(answer, send)
            finally:
                _drop(answer)
        return None

    async def _asked(self, scope: Scope, receive: Receive) -> _Answer | None:
        """The answer of a process, or None if the visitor left before one was free."""
        async with self._turn(is_file=scope["path"].endswith(".csv")):
            process = await self._next_free(receive)
            if process is None:
                return None
            is_well, began = False, asyncio.get_running_loop().time()
            try:
                worked = process.worked()
                answer = await _take_over(process, scope)
                is_well = True
                if answer.status == STOPPED and process.is_starved(worked, began):
                    _drop(answer)
                    raise Unanswered(BUSY)
                return answer
            except (OSError, httpcore.NetworkError, httpcore.ProtocolError) as error:
                raise Unanswered(BUSY if process.was_starved else SLOW) from error
            finally:
                if is_well:
                    self._free.put_nowait(process)
                else:
                    self.stopped += 1
                    self._retire(process)

    @asynccontextmanager
    async def _turn(self, is_file: bool) -> AsyncIterator[None]:
        """Files take long: one at a time is made, so that the other process is there for all that is quick."""
        if not is_file:
            yield
            return
        if self.waiting >= WAITING:
            raise Unanswered(BUSY)
        self.waiting += 1
        try:
            async with asyncio.timeout(PATIENCE):
                await self._one_file.acquire()
        except TimeoutError:
            raise Unanswered(BUSY) from None
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self._one_file.release()

    async def _next_free(self, receive: Receive) -> _Process | None:
        """A process of one's own, as soon as one is free; None if the visitor leaves before that."""
        while not self._free.empty():
            process = self._free.get_nowait()
            if process.process.returncode is None:
                return process
            # It has died by itself, which is not the fault of this question.
            self._retire(process)
        if self.waiting >= WAITING:
            raise Unanswered(BUSY)
        self.waiting += 1
        free, left = asyncio.ensure_future(self._free.get()), asyncio.ensure_future(_left(receive))
        try:
            patience = PATIENCE if self._have_started else STARTING
            await asyncio.wait({free, left}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            if free.done():
                return free.result()
            if left.done():
                return None
            raise Unanswered(BUSY)
        except asyncio.CancelledError:
            if free.done():
                self._free.put_nowait(free.result())
            raise
        finally:
            self.waiting -= 1
            left.cancel()
            free.cancel()

    def _retire(self, process: _Process) -> None:
        """End a process, and start another in its place."""
        process.kill()
        self._all.discard(process)
        self._in_background(self._replace(process))

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replace(self, process: _Process) -> None:
        await process.end()
        if not self.is_closed:
            await self._start_one()

    async def _start_one(self) -> None:
        """Start a process, again and again if it fails, and let it answer once it has shown that it can."""
        delay = 1.0
        while True:
            process = await self._new_process()
            self._all.add(process)
            try:
                async with asyncio.timeout(STARTING):
                    answer = await process.pool.request("GET", "http://site/-/halsa")
                if answer.status == 200:
                    self._have_started = True
                    self._free.put_nowait(process)
                    return
            except (TimeoutError, httpcore.NetworkError, httpcore.ProtocolError) as error:
                log.error("A process for questions did not start: %r", error)
            except asyncio.CancelledError:
                await process.end()
                raise
            self._all.discard(process)
            await process.end()
            await asyncio.sleep(delay)
            delay = min(2 * delay, 60.0)

    async def _new_process(self) -> _Process:
        # Listened on here, so that a question may be sent before the process is ready to take it.
        with socket.socket(socket.AF_UNIX) as listener, tempfile.NamedTemporaryFile(dir=self._sockets.name) as name:
            path = f"{name.name}.s"
            listener.bind(path)
            listener.listen(8)
            words = ("-m", "pipeline.serving.asking", str(self.folder), str(listener.fileno()))
            process = await asyncio.create_subprocess_exec(
                sys.executable, *words, stdin=asyncio.subprocess.PIPE, pass_fds=(listener.fileno(),)
            )
        return _Process(process, httpcore.AsyncConnectionPool(uds=path, max_connections=1))


async def _left(receive: Receive) -> None:
    """Wait until the visitor has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _drop(answer: _Answer) -> None:
    """Give back the room that an answer takes."""
    Questions.held -= answer.size
    answer.body.close()


async def _take_over(process: _Process, scope: Scope) -> _Answer:
    """Ask a process, and keep all that it answers. Raises TimeoutError or an error of httpcore if it does not."""
    path, query = scope["raw_path"], scope["query_string"]
    url = httpcore.URL(scheme=b"http", host=b"site", port=None, target=path + (b"?" + query if query else b""))
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in OWN]
    body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed once its reader has it
    size = 0
    try:
        # A HEAD is asked as a GET, since the length of the answer is known only from the answer.
        async with (
            asyncio.timeout(ALLOWED_IN_ALL),
            _watched(process) as heard,
            process.pool.stream("GET", url, headers=headers) as response,
        ):
            async for part in response.aiter_stream():
                size += len(part)
                if size > LONGEST or Questions.held + size > HELD:
                    raise Unanswered(SLOW)
                _keep(body, part)
                heard()
        kept = [(name, value) for name, value in response.headers if name.lower() not in FRAMING]
        body.seek(max(0, size - len(NEW_LINE)))
        if is_cut(scope, response.status, kept, body.read()):
            raise Unanswered(BROKEN)
    except BaseException:
        # What is left to write may have no room either.
        with contextlib.suppress(OSError):
            body.close()
        raise
    Questions.held += size
    return _Answer(response.status, [*kept, (b"content-length", str(size).encode())], body, size)


def _keep(body: IO[bytes], part: bytes) -> None:
    """Keep a part of an answer. Raises Unanswered if there is no room for it, which is no fault of the question."""
    try:
        body.write(part)
    except OSError as error:
        log.error("An answer cannot be kept in the folder for temporary files: %s", error)
        raise Unanswered(BROKEN) from error


@asynccontextmanager
async def _watched(process: _Process) -> AsyncIterator[Callable[[], None]]:
    """Kill the process if it works for too long. Yields what is called each time that something is heard from it."""
    loop = asyncio.get_running_loop()
    since = process.worked(), loop.time()

    def heard() -> None:
        nonlocal since
        since = process.worked(), loop.time()

    async def watch() -> None:
        while process.worked() - since[0] < ALLOWED and loop.time() - since[1] < ALLOWED_IDLE:
            await asyncio.sleep(LOOKING)
        process.was_starved = process.is_starved(*since)
        process.kill()

    watching = loop.create_task(watch())
    try:
        yield heard
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError, OSError):
            await watching


def is_cut(scope: Scope, status: int, headers: Iterable[tuple[bytes, bytes]], end: bytes) -> bool:
    """Whether a file of rows is not whole: Datasette ends it with the error where it should end with a row."""
    is_packed = any(name.lower() == b"content-encoding" for name, _ in headers)
    return status == 200 and not is_packed and scope["path"].endswith(".csv") and end != NEW_LINE


async def _send(answer: _Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    answer.body.seek(0)
    while part := answer.body.read(PART):
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
