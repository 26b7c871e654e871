"""Nobody holds the server by sending nothing, by reading nothing, or by leaving."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
import uvicorn

from pipeline.serving import connections
from pipeline.serving.current import CurrentSite
from tests.serving.conftest import children_of, held_by
from tests.serving.test_questions import SLOW
from tests.web.conftest import serving_process

FILES = 400
"""So few files may the server have open here, and so fewer connections."""


@pytest.fixture(scope="module")
def port(project_of_release: Path) -> Iterator[int]:
    """The port of a server that may have few files open."""
    with serving_process(project_of_release, FILES) as (address, _):
        yield int(address.rpartition(":")[2])


def connected(port: int, sends: bytes, stack: ExitStack) -> socket.socket:
    """A connection on which this has been sent, until the end of the test."""
    connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
    connection.sendall(sends)
    return connection


def is_closed(connection: socket.socket) -> bool:
    """Whether the server has closed the connection, as it does sooner or later."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize(
    "sends", [b"", b"GET / HTTP/1.1\r\nhost: site\r\n", b"POST / HTTP/1.1\r\ncontent-length: 9\r\n"]
)
def test_silent_connections_leave_room_for_another(port: int, sends: bytes) -> None:
    with ExitStack() as stack:
        silent = [connected(port, sends, stack) for _ in range(FILES)]
        statuses = [httpx.get(f"http://127.0.0.1:{port}/plan", timeout=30).status_code for _ in range(5)]

        assert statuses == [200] * 5
        assert is_closed(silent[0])


def test_slow_readers_leave_room_for_another(port: int) -> None:
    path = b"GET /handlingsplan/observations.csv HTTP/1.1\r\nhost: site\r\n\r\n"
    with ExitStack() as stack:
        for number in range(100):
            connected(port, path if number % 10 == 0 else b"GET /data HTTP/1.1\r\nhost: site\r\n\r\n" * 5, stack)
        statuses = [httpx.get(f"http://127.0.0.1:{port}/plan", timeout=30).status_code for _ in range(5)]

    assert statuses == [200] * 5


async def closes(link: Path, sends: bytes, reads: bool) -> bool:
    """Whether a server with short deadlines closes a connection on which this is sent, and answers are read or not."""
    site = CurrentSite(link)
    config = uvicorn.Config(site, http=connections.Connection, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:
            await asyncio.sleep(0.05)
        _, writer = await asyncio.open_connection(*listener.getsockname(), limit=1)
        writer.write(sends)
        if not reads:
            writer.transport.pause_reading()  # type: ignore[attr-defined]
        for _ in range(300):
            if not server.server_state.connections:
                break
            await asyncio.sleep(0.1)
        is_empty = not server.server_state.connections
        writer.transport.abort()
        server.should_exit = True
        await running
    await site.close()
    return is_empty


BIG = b"GET /ladda-ner/big.csv HTTP/1.1\r\nhost: site\r\n\r\n"


@pytest.mark.parametrize(
    ("sends", "reads"),
    [
        (b"", True),
        (b"GET / HTTP/1.1\r\nho", True),
        (b"POST / HTTP/1.1\r\nhost: site\r\ncontent-length: 1000\r\n\r\nabc", True),
        (b"GET /robots.txt HTTP/1.1\r\nhost: site\r\n\r\nGET /rob", True),
        (BIG, False),
    ],
    ids=["nothing", "half a request", "half a body", "half of a second request", "an answer that is not read"],
)
def test_a_connection_has_a_deadline(
    project_of_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sends: bytes, reads: bool
) -> None:
    shutil.copytree(project_of_release / "releases/one", tmp_path / "one")
    (tmp_path / "one/downloads/big.csv").write_bytes(b"a" * 30_000_000)
    (tmp_path / "current").symlink_to("one")
    monkeypatch.setattr(connections, "RECEIVING", 0.5)
    monkeypatch.setattr(connections, "SENDING", 0.5)

    assert asyncio.run(closes(tmp_path / "current", sends, reads))


def test_what_is_no_request_is_answered_with_the_headers_of_every_answer(port: int) -> None:
    with ExitStack() as stack:
        connection = connected(port, b"what\r\n\r\n", stack)
        answer = b""
        while part := connection.recv(65536):
            answer += part

    assert answer.startswith(b"HTTP/1.1 400 ")
    for name in (b"content-security-policy: default-src 'none'", b"x-content-type-options: nosniff"):
        assert name in answer


def test_told_to_end_the_server_ends_though_a_question_is_being_worked_on(project_of_release: Path) -> None:
    with serving_process(project_of_release) as (address, process), ExitStack() as stack:
        port = int(address.rpartition(":")[2])
        httpx.get(f"{address}/handlingsplan.json?sql=select+1", timeout=60)
        waiting = connected(port, f"GET {SLOW} HTTP/1.1\r\nhost: site\r\n\r\n".encode(), stack)
        time.sleep(0.3)
        # No answer comes within the time that requests under way get.
        for child in children_of(process):
            os.kill(child, signal.SIGSTOP)
        os.kill(process, signal.SIGTERM)

        # Whoever is in front of several processes asks another of them, which it would not after an answer of 500.
        assert waiting.recv(100) == b""
        assert held_by({process}) == set()
