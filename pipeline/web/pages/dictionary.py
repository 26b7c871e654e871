"""The data dictionary: what every table, column and code means, as the served release says in tables of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import DATABASE, facts, in_chosen, rows
from pipeline.web.language import marked
from pipeline.web.pages.data import grouped
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

# Every column of both: what an earlier program wrote has fewer, and is shown until the next release is published.
COLUMNS = "select * from data_dictionary order by rowid"

CODES = "select * from codes order by rowid"

TYPES: Mapping[str, str] = {
    "string": marked("text"),
    "integer": marked("heltal"),
    "number": marked("tal"),
    "boolean": marked("ja eller nej"),
    "date": marked("datum"),
}
"""What the types of columns are called (Table Schema, "Field Types")."""


async def dictionary(datasette: Datasette, request: Request) -> Response:
    """Every table with its columns, and every column with its codes."""
    known = await facts(datasette)
    codes = await rows(datasette, CODES)
    tables = _tables(await rows(datasette, COLUMNS), codes)
    about = datasette.metadata("tables", database=DATABASE)
    context = {
        "groups": grouped(tables),
        "about": about,
        "types": TYPES,
        "has_sdmx": any(code.get("sdmx_obs_status") for code in codes),
        "files": known.files["downloads"],
        "stored": known.tables,
        "derived": sorted((about.keys() & known.tables) - tables.keys()),
    }
    return await show(datasette, request, "dictionary.html", context)


def _tables(
    columns: Iterable[Mapping[str, Any]], codes: Iterable[Mapping[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """The columns of each table in their order, each with its texts in the chosen language and its codes."""
    meanings: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for code in codes:
        told = {**code, "label": in_chosen(code, "label")}
        meanings.setdefault((code["table_name"], code["column_name"]), []).append(told)
    tables: dict[str, list[dict[str, Any]]] = {}
    for column in columns:
        texts = {part: in_chosen(column, part) for part in ("title", "description")}
        found = meanings.get((column["table_name"], column["column_name"]), [])
        tables.setdefault(column["table_name"], []).append({**column, **texts, "codes": found})
    return tables
