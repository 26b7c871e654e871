"""The server follows the current release, without a restart and without losing a request."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import threading
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.database import QueryInterrupted

from pipeline.publish.verify import verify
from pipeline.releases.shelf import NAME
from pipeline.serving.current import CurrentSite
from pipeline.serving.server import listen
from pipeline.serving.site import close_site, open_site
from tests.conftest import Runner
from tests.web.conftest import serving


@pytest.fixture
def releases(release: Path, repository: Path, tmp_path: Path) -> Path:
    """A project whose releases/ has two releases, the first of them current."""
    folder = tmp_path / "releases"
    for name in ("first", "second"):
        shutil.copytree(release, folder / name)
    (folder / "current").symlink_to("first")
    shutil.copytree(repository / "schemas", tmp_path / "schemas")
    shutil.copy(repository / "metadata.yml", tmp_path)
    return folder


@pytest.fixture
def address(releases: Path) -> Iterator[str]:
    """The address of a server of that project."""
    with serving(releases.parent) as found:
        yield found


def switch(releases: Path, name: str) -> None:
    """Point `current` at a release, as a publish does."""
    new = releases / ".current.new"
    new.symlink_to(name)
    os.replace(new, releases / "current")


def unseal(release: Path) -> None:
    """Take away the checksums, as a release has been changed."""
    path = release / "release.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({name: value for name, value in content.items() if name not in ("files", "checksum")}))


def test_a_switch_loses_no_request(releases: Path, address: str) -> None:
    (releases / "second/downloads/only_in_the_second.csv").write_text("a\n")
    unseal(releases / "second")
    statuses: list[int] = []
    stop = threading.Event()

    def read() -> None:
        with httpx.Client(timeout=60) as client:
            while not stop.is_set():
                statuses.append(client.get(f"{address}/indikatorer/P3-01").status_code)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    assert httpx.get(f"{address}/ladda-ner/only_in_the_second.csv", timeout=60).status_code == 404
    for name in ("second", "first", "second"):
        switch(releases, name)
        wanted = 200 if name == "second" else 404
        assert httpx.get(f"{address}/ladda-ner/only_in_the_second.csv", timeout=60).status_code == wanted
    stop.set()
    for reader in readers:
        reader.join()

    assert set(statuses) == {200}


def held() -> tuple[int, int]:
    """The threads and open files of this process."""
    return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


async def held_after_switches(releases: Path, switches: int) -> list[tuple[int, int]]:
    """What this process holds after each time that a server in it has followed a switch."""
    site = CurrentSite(releases / "current")
    told = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://site") as client:
        for turn in range(switches):
            switch(releases, ("first", "second")[turn % 2])
            answers = await asyncio.gather(*(client.get("/indikatorer/P3-01") for _ in range(3)))
            assert [answer.status_code for answer in answers] == [200] * 3
            told.append(held())
    await site.close()
    return told


def test_a_server_holds_no_more_after_many_switches(releases: Path) -> None:
    """SQLite's memory is bounded for the whole process: what one release kept would in time leave none for the next."""
    told = asyncio.run(held_after_switches(releases, 12))
    threads, files = zip(*told, strict=True)

    assert files[11] == files[1]
    # A pool starts its threads as they are needed, and keeps them; what a switch left would be one for each.
    assert threads[11] - threads[1] < 5


async def answers_around_a_switch(releases: Path) -> tuple[list[bytes], list[tuple[int, int]]]:
    """What a slow reader gets of an answer that begins before a switch and ends after it, and what is held since.

    Held are counted while the reader waits, and when the answer has ended.
    """
    site = CurrentSite(releases / "current")
    asked, read_on = asyncio.Event(), asyncio.Event()
    parts: list[bytes] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        asked.set()
        await read_on.wait()
        parts.append(message.get("body", b""))

    async def receive() -> MutableMapping[str, Any]:
        await read_on.wait()
        return {"type": "http.disconnect"}

    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://site") as client:
        # Any page will do whose answer asks the database for something.
        first = asyncio.create_task(site(scope_of("/handlingsplan.json?sql=select+6*7+as+x"), receive, send))
        await asyncio.wait_for(asked.wait(), 30)
        switch(releases, "second")
        assert (await client.get("/indikatorer/P3-01")).status_code == 200
        counted = [held()]
        read_on.set()
        await first
        counted.append(held())
    await site.close()
    return parts, counted


def scope_of(address: str) -> dict[str, Any]:
    """The ASGI scope of a GET of this address."""
    path, _, query = address.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "server": ("site", 80),
        "client": ("127.0.0.1", 1),
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"site")],
    }


def test_a_release_is_left_when_its_last_answer_has_been_read(releases: Path) -> None:
    parts, (while_read, after) = asyncio.run(answers_around_a_switch(releases))

    assert json.loads(b"".join(parts))["rows"] == [[42]]
    assert after[0] < while_read[0]


async def counted_to(number: int, release: Path, *, answers_questions: bool) -> int:
    """What a query on a site's database comes to that takes as many steps."""
    counting = "with recursive a(n) as (select 1 union all select n + 1 from a limit ?) select count(*) from a"
    site = open_site(release, answers_questions=answers_questions)
    try:
        await site.invoke_startup()
        return int((await site.get_database(NAME).execute(counting, [number])).single_value())
    finally:
        await close_site(site)


def test_the_sites_own_pages_may_wait_for_a_busy_machine_and_a_question_may_not(release: Path) -> None:
    with pytest.raises(QueryInterrupted):
        asyncio.run(counted_to(40_000_000, release, answers_questions=True))
    assert asyncio.run(counted_to(40_000_000, release, answers_questions=False)) == 40_000_000


async def target_after_waiting(releases: Path) -> str | None:
    """The release that a request is answered from which waits while another opens a site, and the link is switched."""
    site = CurrentSite(releases / "current")
    async with site.opening:
        waiting = asyncio.create_task(site.current())
        await asyncio.sleep(0)
        switch(releases, "second")
    await waiting
    await site.close()
    return site.target[0] if site.target else None


def test_a_request_that_waited_is_not_answered_from_a_release_that_was_left(releases: Path) -> None:
    assert asyncio.run(target_after_waiting(releases)) == "second"


def test_a_release_that_is_tried_leaves_nothing_open(release: Path) -> None:
    verify(release)
    threads, files = held()

    verify(release)

    # What an earlier test left may be closed meanwhile.
    after = held()
    assert after[0] <= threads
    assert after[1] <= files


def test_an_answer_does_not_wait_for_the_readers_acknowledgement() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_that_is_taken_is_told_of_in_swedish(releases: Path, runner: Runner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        outcome = runner("serve", "--project", releases.parent, "--port", port)

    assert outcome.exit_code == 2
    assert outcome.stderr == (
        f"Det går inte att lyssna på 127.0.0.1:{port}. Visas webbplatsen redan? Välj annars en annan port, till "
        "exempel make serve PORT=8002\n"
    )
