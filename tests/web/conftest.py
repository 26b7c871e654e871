"""A release of the repository's own data, and a visitor to its site."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette

from pipeline.project import open_project
from pipeline.release import build
from pipeline.site import open_site


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


@pytest.fixture(scope="session")
def release(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release folder of the repository's data."""
    folder = tmp_path_factory.mktemp("release") / "release"
    build(open_project(repository), folder, lambda _: None)
    return folder


@pytest.fixture(scope="session")
def visitor(release: Path) -> Iterator[Visitor]:
    visitor = Visitor(open_site(release))
    yield visitor
    visitor.loop.close()


@pytest.fixture
def database(release: Path) -> Iterator[sqlite3.Connection]:
    """The release's database, rows by column name."""
    connection = sqlite3.connect(f"{(release / 'handlingsplan.db').as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()
