"""The tables of the releases on disk, as frames."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from pipeline.errors import ReleaseFault
from pipeline.messages import say
from pipeline.model import BASES, KEY, KeptRelease
from pipeline.releases.checksums import fault_in
from pipeline.releases.shelf import DATABASE, open_database, read_release

FIGURES = (*KEY, "value", "value_status")
"""The columns of `observations` that make up the figures of a release."""

DECLARING = (
    "sources",
    "indicators",
    "indicator_parts",
    "indicator_ratios",
    "indicator_cumulations",
    "denominators",
    "disclosure_rules",
)
"""The tables by which a release says how its figures are related, and what it hides."""

TYPES: Mapping[str, pl.DataType] = {
    "year": pl.Int64(),
    "position": pl.Int64(),
    **dict.fromkeys(("value", "old_value", "new_value"), pl.Float64()),
    **dict.fromkeys(BASES, pl.Int64()),
}
"""The columns that are not text."""


def read_kept(releases: Sequence[Path]) -> tuple[KeptRelease, ...]:
    """The given releases, in the same order, with the FIGURES of their observations and the tables of DECLARING.

    A table that a release does not have is absent. Raises ReleaseFault if a release cannot be read or its database is
    not as it was built, since what it has revealed could not be taken into account.
    """
    found = []
    for release in releases:
        if fault := fault_in(release, DATABASE):
            raise ReleaseFault(say("release_not_whole", release=release.name, files=fault))
        try:
            tables = {"observations": read_observations(release), **_read_declared(release)}
        except sqlite3.DatabaseError as error:
            raise ReleaseFault(say("release_not_whole", release=release.name, files=DATABASE)) from error
        method = read_release(release).get("disclosure_method")
        found.append(KeptRelease(release.name, method, tables))
    return tuple(found)


def _read_declared(release: Path) -> dict[str, pl.DataFrame]:
    with open_database(release) as connection:
        known = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        found = {}
        for table in sorted(known.intersection(DECLARING)):
            cursor = connection.execute(f'select * from "{table}"')
            columns = [column[0] for column in cursor.description]
            found[table] = pl.DataFrame(cursor.fetchall(), schema=columns, orient="row", infer_schema_length=None)
    return found


def read_observations(release: Path) -> pl.DataFrame:
    """The FIGURES of the release in this folder, with BASES; no rows if its table lacks one of the FIGURES."""
    found = read_table(release, "observations", FIGURES, BASES)
    return no_rows((*FIGURES, *BASES)) if found is None else found


def read_table(release: Path, table: str, columns: Sequence[str], added: Sequence[str] = ()) -> pl.DataFrame | None:
    """These columns of a table of the release in this folder, or None if the table lacks one of them.

    Columns that were `added` to the table in a later version follow, without values if the release is older.
    """
    with open_database(release) as connection:
        known = {row[1] for row in connection.execute("select * from pragma_table_info(?)", (table,))}
        if set(columns) - known:
            return None
        later = [name if name in known else f"null as {name}" for name in added]
        rows = connection.execute(f"select {', '.join((*columns, *later))} from {table}").fetchall()
    return pl.DataFrame(rows, schema=_types((*columns, *added)), orient="row")


def no_rows(columns: Sequence[str]) -> pl.DataFrame:
    """A frame as `read_table` returns it, without rows."""
    return pl.DataFrame(schema=_types(columns))


def _types(columns: Sequence[str]) -> dict[str, pl.DataType]:
    return {column: TYPES.get(column, pl.String()) for column in columns}
