"""The server follows the current release, without a restart and without losing a request."""

from __future__ import annotations

import asyncio
import datetime
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pipeline.publish.serving import CurrentSite, close_site
from pipeline.publish.verify import verify
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


def test_a_switch_loses_no_request(releases: Path, address: str) -> None:
    (releases / "second/downloads/only_in_the_second.csv").write_text("a\n")
    statuses: list[int] = []
    stop = threading.Event()

    def read() -> None:
        with httpx.Client() as client:
            while not stop.is_set():
                statuses.append(client.get(f"{address}/indikatorer/P3-01").status_code)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    assert httpx.get(f"{address}/ladda-ner/only_in_the_second.csv").status_code == 404
    for name in ("second", "first", "second"):
        switch(releases, name)
        wanted = 200 if name == "second" else 404
        assert httpx.get(f"{address}/ladda-ner/only_in_the_second.csv").status_code == wanted
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
    assert site.opened is not None
    await close_site(site.opened.site)
    return told


def test_a_server_holds_no_more_after_many_switches(releases: Path) -> None:
    """SQLite's memory is bounded for the whole process: what one release kept would in time leave none for the next."""
    told = asyncio.run(held_after_switches(releases, 6))

    assert told[5] == told[1]


def test_a_release_that_is_tried_leaves_nothing_open(release: Path) -> None:
    verify(release)
    before = held()

    verify(release)

    assert held() == before


def test_an_answer_does_not_wait_for_the_readers_acknowledgement(address: str) -> None:
    with httpx.Client() as client:
        waits = sorted(client.get(f"{address}/-/halsa").elapsed for _ in range(31))

    assert waits[15] < datetime.timedelta(milliseconds=35)


def test_a_port_that_is_taken_is_told_of_in_swedish(releases: Path, runner: Runner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        outcome = runner("serve", "--project", releases.parent, "--port", port)

    assert outcome.exit_code == 2
    assert outcome.stderr == (
        f"Det går inte att lyssna på 127.0.0.1:{port}. Visas webbplatsen redan? Välj annars en annan port, till "
        "exempel make serve PORT=8002\n"
    )
