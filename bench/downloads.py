"""Measures the download of all observations as CSV against Datasette's own stream of the same table, in one run.

The database and the file hold the figures that bench.py has made and loaded. Datasette has no plugins and no limit on
the size of a CSV file; nginx is the shipped configuration, TLS and all.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import http.client
import os
import platform
import shutil
import sqlite3
import ssl
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from behind_nginx import configure, free_port, is_installed, nginx
from pages import RELEASE, build, serving

BENCH = Path(__file__).resolve().parent

ALONE_MARK, BEHIND_MARK = 15, 100
"""How many times faster than Datasette's stream the file must come: from this program alone, and from nginx."""

AGAIN = 3
"""How many times a file is asked for; the quickest answer counts. Datasette's stream is asked for once."""

AT_ONCE = 1 << 20

STREAM = "/handlingsplan/observations.csv?_stream=on&_size=max"
FILE = "/ladda-ner/observations.csv"


@dataclass(frozen=True)
class Measured:
    """How many seconds a download took, and its size in bytes and lines."""

    way: str
    seconds: float
    size: int
    lines: int


def prepare(work: Path, loaded: Path) -> Path:
    """A project whose release has the loaded figures in its database and in its file; the release's folder."""
    build(work)
    release = work / RELEASE
    for name in ("handlingsplan.db", "downloads/observations.csv", "downloads/observations.csv.gz"):
        (release / name).unlink(missing_ok=True)
    shutil.copyfile(loaded / "pipeline.db", release / "handlingsplan.db")
    shutil.copyfile(loaded / "observations.csv", release / "downloads/observations.csv")
    file = release / "downloads/observations.csv"
    with file.open("rb") as rows, gzip.open(file.with_name(f"{file.name}.gz"), "wb", compresslevel=1) as packed:
        shutil.copyfileobj(rows, packed)
    return release


def measure(way: str, connect: Callable[[], http.client.HTTPConnection], address: str, times: int) -> Measured:
    """Download what is at an address whole, a number of times, each over a new connection; the quickest."""
    found = [_download(way, connect, address) for _ in range(times)]
    quickest = min(found, key=lambda each: each.seconds)
    print(f"{way}: {quickest.seconds:.2f} s", flush=True)
    return quickest


def _download(way: str, connect: Callable[[], http.client.HTTPConnection], address: str) -> Measured:
    size = lines = 0
    with closing(connect()) as connection:
        began = time.perf_counter()
        connection.request("GET", address, headers={"Accept-Encoding": "identity"})
        response = connection.getresponse()
        while part := response.read(AT_ONCE):
            size += len(part)
            lines += part.count(b"\n")
        seconds = time.perf_counter() - began
    if response.status != 200:
        sys.exit(f"{way}: {response.status}")
    return Measured(way, seconds, size, lines)


def measure_stock(release: Path) -> Measured:
    database = str(release / "handlingsplan.db")
    command = [sys.executable, "-m", "datasette", "serve", "--host", "127.0.0.1", "--immutable", database]
    with serving([*command, "--setting", "max_csv_mb", "0"], {"DATASETTE_LOAD_PLUGINS": ""}) as port:
        return measure("Datasette’s stream", _plain(port), STREAM, 1)


def measure_ours(work: Path) -> list[Measured]:
    """The file from `pipeline serve` alone, and from nginx where it is installed."""
    with serving([sys.executable, "-m", "pipeline", "serve", "--project", str(work)], {}) as port:
        found = [measure("`pipeline serve`", _plain(port), FILE, AGAIN)]
        if is_installed():
            with _behind_nginx(work, port) as secure:
                found.append(measure("nginx, with TLS", secure, FILE, AGAIN))
    return found


@contextmanager
def _behind_nginx(work: Path, port: int) -> Iterator[Callable[[], http.client.HTTPConnection]]:
    folder = work / "nginx"
    folder.mkdir()
    listens = free_port()
    unknown = ssl._create_unverified_context()
    with nginx(configure(folder, work, listens, (port, port)), listens):
        yield lambda: http.client.HTTPSConnection("127.0.0.1", listens, timeout=60, context=unknown)


def _plain(port: int) -> Callable[[], http.client.HTTPConnection]:
    return lambda: http.client.HTTPConnection("127.0.0.1", port, timeout=600)


def check_figures(release: Path, found: Sequence[Measured]) -> int:
    """How many observations there are; exit if a way has lost some, which would make its speed meaningless.

    Every note is on one line, so that each line is an observation.
    """
    with closing(sqlite3.connect(f"{(release / 'handlingsplan.db').as_uri()}?mode=ro", uri=True)) as connection:
        (rows,) = connection.execute("select count(*) from observations").fetchone()
    for each in found:
        if each.lines != rows + 1:
            sys.exit(f"{each.way} gave {each.lines - 1:,} observations of {rows:,}")
    return int(rows)


def report(rows: int, found: Sequence[Measured], now: datetime.datetime) -> str:
    """The result as Markdown, with what is needed to compare it with another run."""
    stock = found[0]
    lines = [
        "# Download of all observations, measured",
        "",
        f"{now:%Y-%m-%d %H:%M} UTC. {rows:,} observations as CSV, {os.cpu_count()} cores (the reader uses them "
        f"too), Python {platform.python_version()}, Datasette {version('datasette')}. Run again with "
        f"`make bench ROWS={rows}`.",
        "",
        "| from | seconds | bytes | times as fast as the stream |",
        "|---|--:|--:|--:|",
        *(
            f"| {each.way} | {each.seconds:.2f} | {each.size:,} | {stock.seconds / each.seconds:.1f} |"
            for each in found
        ),
        "",
        verdict(found),
        "",
    ]
    return "\n".join(lines)


def verdict(found: Sequence[Measured]) -> str:
    stock, *ours = found
    marks = zip(ours, (ALONE_MARK, BEHIND_MARK), strict=False)
    told = [f"{each.way} {stock.seconds / each.seconds:.0f} times (mark: {mark})" for each, mark in marks]
    missing = "" if len(ours) > 1 else "; nginx is not installed here"
    return f"faster than the stream: {', '.join(told)}{missing}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loaded", type=Path, default=BENCH / "work", help="the work folder of bench.py")
    parser.add_argument("--work", type=Path, default=BENCH / "work-downloads", help="a folder, which is emptied first")
    parser.add_argument("--result", type=Path, default=BENCH / "DOWNLOADS.md")
    options = parser.parse_args()
    work = options.work.resolve()
    release = prepare(work, options.loaded.resolve())
    found = [measure_stock(release), *measure_ours(work)]
    result = report(check_figures(release, found), found, datetime.datetime.now(datetime.UTC))
    options.result.write_text(result, encoding="utf-8")
    print("", result, sep="\n")


if __name__ == "__main__":
    main()
