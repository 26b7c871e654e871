"""What the frame round every page must know: the release, and on a table's page its columns' and codes' words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasette.app import Datasette


DATABASE = "handlingsplan"


async def variables(datasette: Datasette, table: str | None, view_name: str | None) -> dict[str, Any]:
    """The variables that every template may use."""
    release = await current(datasette)
    titles: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    if table and view_name in ("table", "row"):
        columns = "select column_name, title from data_dictionary where table_name = ?"
        titles = {row["column_name"]: row["title"] for row in await rows(datasette, columns, [table])}
        words = await code_words(datasette, table)
    return {"release": release, "column_titles": titles, "code_words": words}


async def current(datasette: Datasette) -> dict[str, Any]:
    """The facts of the release that is served, with the name of the area that its pages show."""
    query = "select release.*, areas.name as area_name from release left join areas using (area_code)"
    return (await rows(datasette, query))[0]


async def code_words(datasette: Datasette, table: str) -> dict[str, dict[str, str]]:
    """What the codes of a table stand for, by column: the same code may mean another thing in another column."""
    words: dict[str, dict[str, str]] = {}
    for row in await rows(datasette, "select column_name, code, label from codes where table_name = ?", [table]):
        words.setdefault(row["column_name"], {})[row["code"]] = row["label"]
    return words


async def rows(datasette: Datasette, query: str, parameters: Any = None) -> list[dict[str, Any]]:
    """A query's rows as mappings."""
    result = await datasette.get_database(DATABASE).execute(query, parameters, truncate=False)
    return [dict(row) for row in result.rows]
