"""What is told of the files that figures come from must not tell what is hidden in them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipeline.gathering import worded
from pipeline.messages import problem
from pipeline.model import FILE, HIDDEN, KEY, ROW, SOUND, Dataset, Place, Problem
from pipeline.schema import Schemas

TABLES = ("imported_files", "observation_origins", "observations")


def checksum_tells_no_hidden_figure(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """No checksum is told of a file with a hidden figure: whoever knows the rest could try what gives the checksum."""
    yield from worded(
        telling_files(*(dataset.sound(name) for name in TABLES)),
        lambda row: problem(
            "checksum_tells_no_hidden_figure",
            Place(row[FILE], row=row[ROW], column="sha256"),
            row["sha256"],
            name=row["name"],
        ),
    )


def row_tells_no_hidden_figure(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """No row is told of a file with a hidden figure: in a sorted file it lies between those above and below."""
    yield from worded(
        telling_origins(*(dataset.sound(name) for name in TABLES)),
        lambda row: problem("row_tells_no_hidden_figure", Place(row[FILE], row=row[ROW], column="row")),
    )


def telling_files(files: pl.DataFrame, origins: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """The rows of `files` that have a checksum and a figure that is hidden."""
    told = files.filter(SOUND, pl.col("sha256").is_not_null(), pl.col("address").is_null())
    return told.join(_with_hidden(files, origins, observations), on="file_id", how="semi", maintain_order="left")


def telling_origins(files: pl.DataFrame, origins: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """The rows of `origins` that tell a place in a file with a figure that is hidden."""
    told = origins.filter(SOUND, pl.col("row").is_not_null() | pl.col("sheet").is_not_null())
    return told.join(_with_hidden(files, origins, observations), on="file_id", how="semi", maintain_order="left")


def _with_hidden(files: pl.DataFrame, origins: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """The `file_id` of the files with a hidden figure. A fetched answer is as public as its source makes it."""
    hidden = observations.filter(SOUND, pl.col("value_status").is_in(HIDDEN))
    of_hidden = origins.filter(SOUND).join(hidden, on=KEY, how="semi")
    own = files.filter(SOUND, pl.col("address").is_null())
    return own.join(of_hidden, on="file_id", how="semi").select("file_id")
