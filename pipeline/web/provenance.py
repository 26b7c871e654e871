"""Where one figure comes from: its source, the file and row or the answer, and the releases that it changed in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.web.frame import facts, rows

if TYPE_CHECKING:
    from datasette.app import Datasette

TABLE, VIEW = "observations", "observation_provenance"

KEY = "(indicator_id, year, area_code, sex, age_group) = (?, cast(? as integer), ?, ?, ?)"

ORIGIN = f"""
select {VIEW}.*, sources.publisher, sources.title as source_title
from {VIEW} join sources using (source_id) where {KEY}
"""

RELEASES = f"select release_id, kind from observation_releases where {KEY} order by position"

Provenance = Callable[[Sequence[str]], Awaitable[dict[str, Any]]]
"""Of the figure with a key, the values of the primary key of `observations` in its order."""


async def provenance(datasette: Datasette, table: str | None, view_name: str | None) -> Provenance | None:
    """What tells where the figure on the page of a row comes from; None for any other page or table."""
    if view_name != "row" or table != TABLE or VIEW not in (await facts(datasette)).tables:
        return None

    async def of_figure(key: Sequence[str]) -> dict[str, Any]:
        (origin,) = await rows(datasette, ORIGIN, key)
        return {**origin, "releases": await rows(datasette, RELEASES, key)}

    return of_figure
