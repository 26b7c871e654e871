"""Whatever visitors ask the database for, the site's own pages answer, and each of them gets a whole answer or none."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import shutil
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator, MutableMapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from datasette.app import Datasette

from pipeline.serving import questions
from pipeline.serving.questions import PROCESSES, WAITING, Questions
from tests.serving.conftest import children_of, held_by
from tests.web.conftest import serving_process

A = "a" * 50

LONG = f"""
with texts(text) as (select replace(replace(hex('{A}'), '61', '{A}'), 'a', '{A}a'))
select sum(length(replace(text, substr(text, 1, 60000) || indicator_id, ''))) from texts, observations
"""
"""Takes minutes, with seconds between the looks that SQLite takes at the clock."""

ENDLESS = "with recursive a(n) as (select 1 union all select n + 1 from a) select count(*) from a"

SLOW = f"/handlingsplan.json?sql={quote(LONG)}"


@pytest.fixture(scope="module")
def server(project_of_release: Path) -> Iterator[tuple[str, int]]:
    """The address and the process of a server."""
    with serving_process(project_of_release) as found:
        yield found


def asked(address: str, headers: dict[str, str] | None = None, method: str = "GET") -> httpx.Response:
    """The answer to a question, asked again as long as the server says that it is busy."""
    for _ in range(60):
        answer = httpx.request(method, address, headers=headers, timeout=60)
        if answer.status_code != 503:
            return answer
        time.sleep(0.5)
    raise TimeoutError(address)


def test_a_question_that_takes_too_long_is_stopped_and_the_next_is_answered(server: tuple[str, int]) -> None:
    address, _ = server
    before = httpx.get(f"{address}/-/halsa").json()["questions_stopped"]

    program = asked(address + SLOW)
    page = asked(address + SLOW.replace(".json", ""))

    assert (program.status_code, program.json()["error"]) == (400, "The question takes too much time or memory")
    assert page.status_code == 400
    assert "Frågan tog för lång tid." in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert asked(f"{address}/handlingsplan.json?sql=select+6*7").json()["rows"] == [[42]]
    assert httpx.get(f"{address}/-/halsa").json()["questions_stopped"] >= before + 2


def test_while_many_ask_the_sites_own_pages_are_answered_and_who_waits_too_long_is_asked_to_come_again(
    server: tuple[str, int],
) -> None:
    address, _ = server
    answers: list[httpx.Response] = []
    askers = [
        threading.Thread(target=lambda: answers.append(httpx.get(address + SLOW.replace(".json", ""), timeout=60)))
        for _ in range(PROCESSES + WAITING + 4)
    ]
    for asker in askers:
        asker.start()
    pages = [httpx.get(f"{address}/sok?q=ord{number}", timeout=60).status_code for number in range(10)]
    for asker in askers:
        asker.join()

    assert pages == [200] * 10
    # On a machine that is busy with other things, those whose question was stopped are asked to come again too.
    assert {answer.status_code for answer in answers} - {400} == {503}
    busy = next(answer for answer in answers if answer.status_code == 503)
    assert busy.headers["retry-after"] == "5"
    assert "Många frågar just nu" in busy.text
    assert {answer.text for answer in answers if answer.status_code == 503} == {busy.text}
    assert '<a class="language" href="/en/handlingsplan"' in busy.text


def test_the_database_is_found_however_its_name_is_coded(server: tuple[str, int]) -> None:
    """Datasette reads a tilde as others read a percent sign. None of it may reach the process of the site's pages."""
    address, _ = server

    for name in ("handlingsplan", "~68andlingsplan", "~68~61ndlingsplan"):
        before = httpx.get(f"{address}/-/halsa").json()["questions_asked"]
        assert asked(f"{address}/{name}.json?sql=select+1").json()["rows"] == [[1]]
        assert asked(f"{address}/en/{name}/areas").status_code == 200
        assert httpx.get(f"{address}/-/halsa").json()["questions_asked"] >= before + 2


def test_an_answer_from_the_process_is_that_of_the_site(server: tuple[str, int]) -> None:
    address, _ = server

    for path in ("/handlingsplan/observations.csv", "/handlingsplan/areas", "/en/handlingsplan/areas?_size=3"):
        whole = asked(address + path)
        head = asked(address + path, method="HEAD")
        again = asked(address + path, {"if-none-match": whole.headers.get("etag", "none")})
        assert (whole.status_code, head.status_code, head.content) == (200, 200, b"")
        assert head.headers.get("content-type") == whole.headers["content-type"]
        assert again.status_code == (304 if "etag" in whole.headers else 200)
        assert whole.headers["x-content-type-options"] == "nosniff"


def test_the_processes_end_with_the_server(project_of_release: Path) -> None:
    with serving_process(project_of_release) as (address, process):
        asked(f"{address}/handlingsplan/areas")
        asking = children_of(process)
        # Killed, it can tell nobody.
        os.kill(process, signal.SIGKILL)

    assert len(asking) == PROCESSES
    assert held_by(asking) == set()


def test_a_file_that_breaks_off_is_not_sent(tmp_path: Path, release: Path) -> None:
    """Datasette writes the error where the next row should be, after having said that all is well."""
    shutil.copy(release / "handlingsplan.db", tmp_path)
    with closing(sqlite3.connect(tmp_path / "handlingsplan.db")) as connection:
        connection.execute("create table texts (text)")
        connection.executemany("insert into texts values (?)", [("a" * 900,)] * 1_500)
        connection.commit()
    site = Datasette(immutables=[str(tmp_path / "handlingsplan.db")], settings={"max_csv_mb": 1})
    answer = asyncio.run(site.client.get("/handlingsplan/texts.csv?_stream=on&_size=max"))

    assert answer.status_code == 200
    assert not answer.content.endswith(b"\r\n")
    cut = questions.is_cut({"path": "/handlingsplan/texts.csv"}, 200, [], answer.content[-2:])
    assert cut
    assert not questions.is_cut({"path": "/handlingsplan/texts.csv"}, 200, [], b"\r\n")


class Asker:
    """A visitor who asks the processes directly, and does not leave."""

    def __init__(self, asking: Questions) -> None:
        self.asking = asking
        self.parts: list[bytes] = []

    async def ask(self, path: str, query: str = "") -> str | None:
        """Why there was no answer, if there was none."""
        scope = {
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(b"host", b"site")],
        }
        return await self.asking.of(scope)(self.receive, self.send)

    async def receive(self) -> MutableMapping[str, Any]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        self.parts.append(message.get("body", b""))


async def unkept(folder: Path) -> tuple[str | None, str | None]:
    """What is said of an answer for which there is no room, and of one that needs none."""
    asking = Questions(folder)
    asking.start()
    visitor = Asker(asking)
    assert await visitor.ask("/handlingsplan.json", "sql=select+6*7") is None
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        told = await visitor.ask("/handlingsplan/observations.csv", "_stream=on&_size=max")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    after = await visitor.ask("/handlingsplan.json", "sql=select+6*7")
    await asking.close()
    return told, after


def test_an_answer_for_which_there_is_no_room_is_not_called_slow(
    release: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(questions, "IN_MEMORY", 100)

    assert asyncio.run(unkept(release)) == ("broken", None)
    assert "An answer cannot be kept in the folder for temporary files: [Errno 27] File too large" in caplog.messages


async def asked_of_a_busy_machine(folder: Path, seconds: float) -> str | None:
    """Why an endless question gets no answer, if its process has hardly begun and then waits for so many seconds.

    None if it gets one, such as that it takes too much time.
    """
    asking = Questions(folder)
    asking.start()
    visitor = Asker(asking)
    assert await visitor.ask("/handlingsplan.json", "sql=select+1") is None
    before = worked()
    answering = asyncio.create_task(visitor.ask("/handlingsplan.json", f"sql={quote(ENDLESS)}"))
    while worked() - before < 0.1 and not answering.done():
        await asyncio.sleep(0.01)
    for each in (signal.SIGSTOP, signal.SIGCONT):
        for process in children_of(os.getpid()):
            os.kill(process, each)
        await asyncio.sleep(seconds)
    reason = await answering
    await asking.close()
    return reason


def worked() -> float:
    """The processor seconds that the processes for questions have taken."""
    stats = [(Path("/proc") / str(process) / "stat").read_text().split() for process in children_of(os.getpid())]
    return sum(int(words[13]) + int(words[14]) for words in stats) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("seconds", [2, questions.ALLOWED_IDLE + 1])
def test_who_asks_a_busy_machine_is_asked_to_come_again_and_not_told_that_the_question_is_slow(
    release: Path, seconds: float
) -> None:
    assert asyncio.run(asked_of_a_busy_machine(release, seconds)) == questions.BUSY


async def stopped_and_started(folder: Path) -> tuple[set[int], set[int], str]:
    """The processes before and after one of them dies by itself, and the answer to the question after that."""
    asking = Questions(folder)
    asking.start()
    visitor = Asker(asking)
    assert await visitor.ask("/handlingsplan.json", "sql=select+6*7") is None
    before = children_of(os.getpid())
    for process in before:
        os.kill(process, signal.SIGKILL)
    # Those that died are found dead at the first questions, and others take their place.
    for _ in range(60):
        if await visitor.ask("/handlingsplan.json", "sql=select+6*7") is None:
            break
        await asyncio.sleep(0.5)
    after = children_of(os.getpid())
    await asking.close()
    return before, after, visitor.parts[-2].decode()


def test_a_process_that_dies_is_replaced(release: Path) -> None:
    before, after, answer = asyncio.run(stopped_and_started(release))

    assert before.isdisjoint(after)
    assert json.loads(answer)["rows"] == [[42]]
    assert children_of(os.getpid()) == set()
