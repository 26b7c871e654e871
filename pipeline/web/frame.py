"""What the frame round every page must know: the release, and on a table's page the titles of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasette.app import Datasette


DATABASE = "handlingsplan"


async def variables(datasette: Datasette, table: str | None, view_name: str | None) -> dict[str, Any]:
    """The variables that every template may use."""
    release = (await rows(datasette, "select * from release"))[0]
    titles = {}
    if table and view_name in ("table", "row"):
        query = "select column_name, title from data_dictionary where table_name = ?"
        titles = {row["column_name"]: row["title"] for row in await rows(datasette, query, [table])}
    return {"release": release, "column_titles": titles}


async def rows(datasette: Datasette, query: str, parameters: Any = None) -> list[dict[str, Any]]:
    """A query's rows as mappings."""
    result = await datasette.get_database(DATABASE).execute(query, parameters, truncate=False)
    return [dict(row) for row in result.rows]
