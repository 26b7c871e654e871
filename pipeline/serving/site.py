"""A release as a Datasette site."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from pipeline.releases.shelf import DATABASE, NAME

SETTINGS = {
    # Anyone may write SQL: what a query may cost is bounded here, and its memory by the plugin's connections.
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "default_page_size": 50,
    "suggest_facets": False,
    "facet_time_limit_ms": 200,
    "allow_facet": True,
    "allow_download": False,
    "num_sql_threads": 3,
    "force_https_urls": False,
}

PATIENCE = 30_000
"""Milliseconds by the clock for the queries of the site's own pages. They take a few, but have to wait for a machine
that has much else to do, and the page is not to fail for that."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def open_site(folder: Path, *, answers_questions: bool = True, is_copy: bool = False) -> Datasette:
    """The Datasette of a release folder; the plugin's pages come with it wherever this package is installed.

    answers_questions: whether it shows tables and runs SQL for visitors, or only the site's own pages. is_copy: whether
    this program alone asks, for a copy of its pages to where no question is answered.
    """
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    settings = SETTINGS
    if not answers_questions:
        metadata["databases"][NAME]["allow"] = False
    if is_copy or not answers_questions:
        settings = {**SETTINGS, "sql_time_limit_ms": PATIENCE}
    metadata["is_copy"] = is_copy
    # Immutable: the file of a release is never changed, so SQLite need neither lock it nor look for changes.
    return Datasette(immutables=[str(folder / DATABASE)], metadata=metadata, settings=settings)


async def close_site(site: Datasette) -> None:
    """End the threads of a Datasette that answers nothing any more, and give back their connections.

    Datasette keeps them as long as the process lives, and SQLite's memory is bounded for the whole process.
    """
    # The thread that writes to the in-memory database waits for its next task for ever.
    await site.databases["_internal"].execute_write_fn(_leave, block=False)
    await asyncio.to_thread(site.executor.shutdown)
    for database in site.databases.values():
        database.close()


def _leave(_connection: sqlite3.Connection) -> None:
    raise SystemExit
