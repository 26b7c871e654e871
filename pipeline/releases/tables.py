"""The tables of the releases on disk, as frames."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from pipeline.errors import ReleaseFault
from pipeline.messages import say
from pipeline.model import BASES, KEY
from pipeline.releases.shelf import DATABASE, open_database

FIGURES = (*KEY, "value", "value_status")
"""The columns of `observations` that make up the figures of a release."""

TYPES: Mapping[str, pl.DataType] = {
    "year": pl.Int64(),
    "value": pl.Float64(),
    **dict.fromkeys(BASES, pl.Int64()),
}
"""The columns that are not text."""


def read_kept(releases: Sequence[Path]) -> tuple[pl.DataFrame, ...]:
    """The observations of the given releases, in the same order.

    Raises ReleaseFault if one cannot be read, since what it reveals could not be taken into account.
    """
    found = []
    for release in releases:
        try:
            found.append(read_observations(release))
        except sqlite3.DatabaseError as error:
            raise ReleaseFault(say("release_not_whole", release=release.name, missing=DATABASE)) from error
    return tuple(found)


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
