"""What is told of the files that figures come from must not tell what is hidden in them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipeline.messages import problem
from pipeline.model import FILE, HIDDEN, KEY, ROW, SOUND, Dataset, Place, Problem
from pipeline.schema import Schemas


def checksum_tells_no_hidden_figure(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """No checksum is told of a file with a hidden figure: whoever knows the rest could try what gives the checksum."""
    tables = ("imported_files", "observation_origins", "observations")
    for row in telling_files(*(dataset.sound(name) for name in tables)).iter_rows(named=True):
        place = Place(row[FILE], row=row[ROW], column="sha256")
        yield problem("checksum_tells_no_hidden_figure", place, row["sha256"], name=row["name"])


def telling_files(files: pl.DataFrame, origins: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """The rows of `files` that have a checksum and a figure that is hidden.

    A fetched answer is as public as its source makes it.
    """
    hidden = observations.filter(SOUND, pl.col("value_status").is_in(HIDDEN))
    of_hidden = origins.filter(SOUND).join(hidden, on=KEY, how="semi")
    told = files.filter(SOUND, pl.col("sha256").is_not_null(), pl.col("address").is_null())
    return told.join(of_hidden, on="file_id", how="semi", maintain_order="left")
