"""What the attacks and the switches share: a server to try, what it holds, and the page of what came of it."""

from __future__ import annotations

import datetime
import platform
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

BENCH = Path(__file__).resolve().parent

RESULT = BENCH / "STRESS.md"


@dataclass(frozen=True)
class Held:
    """What a process and those that it started hold: memory in MB, threads, and open handles."""

    memory: int = 0
    threads: int = 0
    handles: int = 0


@contextmanager
def server(project: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server of a project's current release, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "pipeline", "serve", "--project", str(project), "--port", str(port)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{address}/-/halsa")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)


def held_by(process: int) -> Held:
    """What a process and those that it started hold."""
    memory = threads = handles = 0
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if process in (parent, int(path.name)):
                told = dict(line.split(":", 1) for line in (path / "status").read_text().splitlines())
                memory += int(told["VmRSS"].split()[0]) if "VmRSS" in told else 0
                threads += int(told["Threads"])
                handles += sum(1 for _ in (path / "fd").iterdir())
    return Held(memory // 1024, threads, handles)


def keep(result: Path, title: str, lines: Iterable[str]) -> str:
    """Put a section in the place of that which had its title, or else last; returns the section."""
    text = result.read_text(encoding="utf-8") if result.exists() else "# What the server withstood\n"
    first, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    machine = f"{platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    made = "\n".join([f"## {title}", f"\n`make stress`, {datetime.date.today().isoformat()}, {machine}.", *lines])
    others = {section.partition("\n")[0]: section.rstrip("\n") for section in sections}
    parts = [first.rstrip("\n"), *(others | {f"## {title}": made}).values()]
    result.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return made
