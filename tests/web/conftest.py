"""A visitor to the site of the repository's own data, and its database."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette

from pipeline.serving.site import close_site, open_site


class Visitor:
    """Asks a site for its pages, each question after the other."""

    def __init__(self, site: Datasette) -> None:
        self.site = site
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(site.invoke_startup())

    def get(self, address: str) -> httpx.Response:
        """The answer to a GET; redirects are not followed."""
        answer: httpx.Response = self.loop.run_until_complete(self.site.client.get(address))
        return answer

    def close(self) -> None:
        """End the visit, and the site."""
        self.loop.run_until_complete(close_site(self.site))
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


@contextmanager
def serving_process(project: Path, files: int | None = None) -> Iterator[tuple[str, int]]:
    """The address at which `pipeline serve` serves a project, on a port of its own, and its process, until the end.

    files: how many files it may have open.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "pipeline", "serve", "--project", str(project), "--port", str(port)]
    if files:
        words = ["prlimit", f"--nofile={files}:{files}", *words]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/-/halsa")
        yield address, process.pid
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=20)[1]
    assert process.returncode in (0, -signal.SIGKILL, -signal.SIGTERM)
    assert "Traceback" not in told


@contextmanager
def serving(project: Path) -> Iterator[str]:
    """The address at which `pipeline serve` serves a project, on a port of its own, until the block ends."""
    with serving_process(project) as (address, _):
        yield address


def _wait(address: str) -> None:
    """Until a server answers, or half a minute has passed."""
    for _ in range(300):
        try:
            httpx.get(address)
            return
        except httpx.TransportError:
            time.sleep(0.1)


@pytest.fixture(scope="session")
def visitor(release: Path) -> Iterator[Visitor]:
    visitor = Visitor(open_site(release))
    yield visitor
    visitor.close()


@pytest.fixture(scope="module")
def lund_visitor(lund_project: Path) -> Iterator[Visitor]:
    visitor = Visitor(open_site((lund_project / "releases/current").resolve()))
    yield visitor
    visitor.close()
