"""The figures of a frame, or of a release that was published before, as a reader has them before them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import polars as pl

from pipeline.errors import ReleaseFault
from pipeline.messages import say
from pipeline.protect.catalogue import KEY, Key
from pipeline.protect.reader import Figure, View

TYPES: Mapping[str, pl.DataType] = {"year": pl.Int64(), "value": pl.Float64()}
NEEDED = {*KEY, "value", "value_status"}
DATABASE = "handlingsplan.db"


def view_of(observations: pl.DataFrame) -> View:
    """The figures of a frame of observations; a row whose key or status is not whole is left out."""
    rows = observations.drop_nulls([*KEY, "value_status"]).select(*KEY, "value", "value_status").rows()
    return {Key(*key): Figure(value, status) for *key, value, status in rows}


def read_view(release: Path) -> View:
    """The figures of the release in this folder; none where it is so old that they have another form."""
    return view_of(read_observations(release))


def read_kept(releases: Sequence[Path]) -> tuple[pl.DataFrame, ...]:
    """The observations of releases that are kept, in their order.

    Raises ReleaseFault where one cannot be read: what it tells could then not be taken into account.
    """
    found = []
    for release in releases:
        try:
            found.append(read_observations(release))
        except sqlite3.DatabaseError as error:
            raise ReleaseFault(say("release_not_whole", release=release.name, missing=DATABASE)) from error
    return tuple(found)


def read_observations(release: Path) -> pl.DataFrame:
    """The observations of the release in this folder: KEY, value and status; none where they have another form."""
    with closing(sqlite3.connect(f"{(release / DATABASE).resolve().as_uri()}?mode=ro", uri=True)) as connection:
        known = {row[1] for row in connection.execute("pragma table_info(observations)")}
        columns = [*KEY, "value", "value_status"]
        query = f"select {', '.join(columns)} from observations"
        rows = [] if NEEDED - known else connection.execute(query).fetchall()
    return pl.DataFrame(rows, schema={column: TYPES.get(column, pl.String()) for column in columns}, orient="row")
