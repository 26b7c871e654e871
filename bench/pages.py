"""Measures our pages against stock Datasette's page of the same table, in one run: responses per second.

Both serve a release of the repository's own data on 127.0.0.1, in one process each, in sequence. The stock Datasette
loads no plugins. Our pages are measured both with the same address again and again, as in practice, and with a new
address each time, so that the cache does not help.
"""

from __future__ import annotations

import argparse
import datetime
import http.client
import itertools
import os
import platform
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

BENCH = Path(__file__).resolve().parent
PROJECT = BENCH.parent
RELEASE = "releases/measured"
"""The release in the work folder."""

FASTER_MARK = 3
"""How many times as many responses per second our page must give as the stock page of the same table."""

READERS = 4

PATIENCE = 30.0
"""Seconds within which a server must accept its first connection."""

Addresses = Callable[[int], str]


@dataclass(frozen=True)
class Measured:
    """How many responses per second a page gave, and the size of the largest in bytes."""

    page: str
    rate: float
    size: int


def build(work: Path) -> None:
    """Build a release of the repository's data, in a project folder of its own."""
    shutil.rmtree(work, ignore_errors=True)
    release = work / RELEASE
    release.parent.mkdir(parents=True)
    command = [sys.executable, "-m", "pipeline", "build", "--project", str(PROJECT), "--output", str(release)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (release.parent / "current").symlink_to(release.name)
    for name in ("schemas", "metadata.yml"):
        (work / name).symlink_to(PROJECT / name)


@contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[int]:
    """The port that a server listens on until the block ends; the server is stopped whatever happens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(port: int) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"No server answered on port {port} within {PATIENCE:.0f} seconds.")


def measure(page: str, port: int, address: Addresses, seconds: float) -> Measured:
    """Request a page by several readers at once, each over one connection, for a number of seconds."""
    numbers = itertools.count()
    sizes: list[int] = []
    faults: list[str] = []
    _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), address(next(numbers)))
    ends = time.monotonic() + seconds

    def read() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < ends:
            status, size = _ask(connection, address(next(numbers)))
            if status != 200:
                faults.append(f"{page}: {status}")
                return
            sizes.append(size)

    began = time.monotonic()
    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if faults:
        sys.exit(faults[0])
    measured = Measured(page, len(sizes) / (time.monotonic() - began), max(sizes))
    print(f"{page}: {measured.rate:.0f} a second", flush=True)
    return measured


def _ask(connection: http.client.HTTPConnection, address: str) -> tuple[int, int]:
    connection.request("GET", address)
    response = connection.getresponse()
    return response.status, len(response.read())


def measure_stock(work: Path, seconds: float) -> Measured:
    """Plain Datasette on the same database file: its page for the table of observations."""
    database = str(work / RELEASE / "handlingsplan.db")
    command = [sys.executable, "-m", "datasette", "serve", "--host", "127.0.0.1", "--immutable", database]
    with serving(command, {"DATASETTE_LOAD_PLUGINS": ""}) as port:
        return measure("Stock Datasette, /handlingsplan/observations", port, lambda _: _table(), seconds)


def _table() -> str:
    return "/handlingsplan/observations"


def measure_ours(work: Path, seconds: float) -> list[Measured]:
    """Our pages that are made from the same table, and Datasette's own in our frame."""
    pages: tuple[tuple[str, Addresses], ...] = (
        ("Indicator page", lambda _: "/indikatorer/P3-01"),
        ("List of indicators", lambda _: "/indikatorer"),
        ("Follow-up of a year", lambda _: "/uppfoljning/2025"),
        ("Indicator page, never asked for before", lambda number: f"/indikatorer/P3-01?{number}"),
        ("List of indicators, never asked for before", lambda number: f"/indikatorer?{number}"),
        ("Follow-up of a year, never asked for before", lambda number: f"/uppfoljning/2025?{number}"),
        ("Table page in our frame", lambda _: _table()),
    )
    command = [sys.executable, "-m", "pipeline", "serve", "--project", str(work)]
    with serving(command, {}) as port:
        return [measure(page, port, address, seconds) for page, address in pages]


def report(stock: Measured, ours: Sequence[Measured], seconds: float, now: datetime.datetime) -> str:
    """The result as Markdown, with what is needed to compare it with another run."""
    lines = [
        "# Pages, measured",
        "",
        f"{now:%Y-%m-%d %H:%M} UTC. {READERS} readers at once for {seconds:.0f} seconds a page, {os.cpu_count()} cores "
        f"(the readers use them too), Python {platform.python_version()}, Datasette {version('datasette')}. "
        "Run again with `make bench`.",
        "",
        "| page | answers a second | bytes | ratio to stock |",
        "|---|--:|--:|--:|",
        *(
            f"| {each.page} | {each.rate:.0f} | {each.size:,} | {each.rate / stock.rate:.1f} |"
            for each in (stock, *ours)
        ),
        "",
        verdict(stock, ours),
        "",
    ]
    return "\n".join(lines)


def verdict(stock: Measured, ours: Sequence[Measured]) -> str:
    return f"the indicator page answers {ours[0].rate / stock.rate:.1f} times as often as stock (mark: {FASTER_MARK})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--work", type=Path, default=BENCH / "work-pages", help="a folder, which is emptied first")
    parser.add_argument("--result", type=Path, default=BENCH / "PAGES.md")
    options = parser.parse_args()
    work = options.work.resolve()
    build(work)
    stock, ours = measure_stock(work, options.seconds), measure_ours(work, options.seconds)
    result = report(stock, ours, options.seconds, datetime.datetime.now(datetime.UTC))
    options.result.write_text(result, encoding="utf-8")
    print("", result, sep="\n")


if __name__ == "__main__":
    main()
