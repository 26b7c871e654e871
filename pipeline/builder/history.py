"""Which releases a figure came with and was changed in: its history from the first release that is known."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipeline.model import KEY
from pipeline.releases.tables import FIGURES, no_rows, read_observations, read_table

TABLE = "observation_releases"

COLUMNS = (*KEY, "position", "release_id", "kind")


def observation_releases(before: Path | None, observations: pl.DataFrame, release: str) -> pl.DataFrame:
    """The table of which releases added, changed or removed a figure (COLUMNS), up to the one that is being built.

    before: the release that readers had before it, which has the table up to itself; None for the first, which has no
    rows: a figure without any has been there since that one.
    """
    former = None if before is None else read_table(before, TABLE, COLUMNS)
    former = no_rows(COLUMNS) if former is None else former
    if before is None:
        return former
    old, new = read_observations(before).select(FIGURES), observations.select(FIGURES)
    joined = new.join(old, on=KEY, how="full", suffix="_before", coalesce=True)
    is_new, is_gone = pl.col("value_status_before").is_null(), pl.col("value_status").is_null()
    is_same = pl.col("value").eq_missing(pl.col("value_before")) & (
        pl.col("value_status") == pl.col("value_status_before")
    )
    kind = pl.when(is_new).then(pl.lit("added")).when(is_gone).then(pl.lit("removed")).otherwise(pl.lit("changed"))
    position = (former.select(pl.max("position")).item() or 0) + 1
    changed = joined.filter(is_new | is_gone | ~is_same).select(
        *KEY, pl.lit(position, pl.Int64).alias("position"), pl.lit(release).alias("release_id"), kind.alias("kind")
    )
    return pl.concat([former, changed]).sort(*KEY, "position")


def first_release(before: Path | None, release: str) -> str:
    """The first release that the table of `observation_releases` is counted from."""
    if before is None:
        return release
    known = read_table(before, "release", ("first_release",))
    return before.name if known is None else str(known["first_release"][0])
