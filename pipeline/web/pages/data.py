"""The data to download, and how to query the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.web import sharing
from pipeline.web.frame import DATABASE, facts, release_file, rows, whole
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

SOURCES = "select * from sources order by rowid"


async def data(datasette: Datasette, request: Request) -> Response:
    """Every file of the release, the ready questions, and the sources with their licences."""
    known = await facts(datasette)
    tables = datasette.metadata("tables", database=DATABASE)
    files = [release_file(datasette, "downloads", name) for name in sorted(known.files["downloads"])]
    context = {
        "files": [
            {"name": path.name, "bytes": path.stat().st_size, "about": tables.get(path.stem, {})} for path in files
        ],
        "sources": await rows(datasette, SOURCES),
        "queries": [query for _, query in sorted((await datasette.get_canned_queries(DATABASE, None)).items())],
        "citation": sharing.citation(known, known.title(), whole(request, "/data")),
        "described": sharing.whole_dataset(known, request),
    }
    return await show(datasette, request, "data.html", context)
