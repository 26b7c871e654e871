"""The figures of a frame, or of a release that was published before, as a reader has them before them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import polars as pl

from pipeline.protect.catalogue import KEY, Key
from pipeline.protect.reader import Figure, View

NEEDED = {*KEY, "value", "value_status"}
DATABASE = "handlingsplan.db"


def view_of(observations: pl.DataFrame) -> View:
    """The figures of a frame of observations; a row whose key or status is not whole is left out."""
    rows = observations.drop_nulls([*KEY, "value_status"]).select(*KEY, "value", "value_status").rows()
    return {Key(*key): Figure(value, status) for *key, value, status in rows}


def read_view(release: Path) -> View:
    """The figures of the release in this folder; none where it is so old that they have another form."""
    with closing(sqlite3.connect(f"{(release / DATABASE).resolve().as_uri()}?mode=ro", uri=True)) as connection:
        known = {row[1] for row in connection.execute("pragma table_info(observations)")}
        if NEEDED - known:
            return {}
        columns = ", ".join([*KEY, "value", "value_status"])
        rows = connection.execute(f"select {columns} from observations").fetchall()
    return {Key(*key): Figure(value, status) for *key, value, status in rows}
