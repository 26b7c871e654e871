"""What only a recalled release has shown: neither the register of corrections nor the reason goes on telling it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from pipeline.gathering import worded
from pipeline.messages import problem
from pipeline.model import FILE, KEY, ROW, SOUND, Dataset, Place, Problem
from pipeline.privacy.numbers_in_texts import has_number
from pipeline.schema import Schemas

VALUES = ("old_value", "new_value")

COLUMN = "value"


def without_recalled(dataset: Dataset) -> pl.DataFrame:
    """The register of corrections without the values that only recalled releases have shown.

    A value that is shown now, or that a release which has not been recalled shows, is no secret.
    """
    return _emptied(dataset.tables["revisions"], _only_recalled(dataset))


def told_of_recalled(dataset: Dataset, register: pl.DataFrame) -> bool:
    """Whether a register, with KEY and VALUES, tells a value that only recalled releases have shown."""
    return not _emptied(register, _only_recalled(dataset)).equals(register)


def _only_recalled(dataset: Dataset) -> pl.DataFrame:
    """KEY and value of the figures that only recalled releases have shown."""
    recalled = set(dataset.tables["recalls"]["release_id"].drop_nulls())
    gone = _shown(release.tables["observations"] for release in dataset.earlier if release.name in recalled)
    others = (release.tables["observations"] for release in dataset.earlier if release.name not in recalled)
    return gone.join(_shown([dataset.tables["observations"], *others]), on=[*KEY, COLUMN], how="anti")


def _emptied(register: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    for name in VALUES:
        known = gone.rename({COLUMN: name}).with_columns(pl.lit(True).alias("is_gone"))
        marked = register.join(known, on=[*KEY, name], how="left", maintain_order="left")
        register = marked.with_columns(pl.when(pl.col("is_gone").is_null()).then(name).alias(name)).drop("is_gone")
    return register


def _shown(tables: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """The figures of any of the tables that are numbers."""
    columns = [*KEY, pl.col(COLUMN).cast(pl.Float64)]
    types = {**dict.fromkeys(KEY, pl.String()), "year": pl.Int64(), COLUMN: pl.Float64()}
    found = [pl.DataFrame(schema=types), *(table.select(columns).drop_nulls() for table in tables)]
    return pl.concat(found).unique()


def register_tells_nothing_recalled(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """The register of corrections holds no value that only recalled releases have shown."""
    if {"recalls", "revisions", "observations"} & dataset.incomplete:
        return
    values = [*KEY, "revised_on", *VALUES]
    told = without_recalled(dataset)
    wrong = dataset.tables["revisions"].filter(SOUND).join(told, on=values, how="anti", nulls_equal=True)
    yield from worded(
        wrong.sort(ROW),
        lambda row: problem("register_tells_nothing_recalled", Place(row[FILE], row=row[ROW], column="old_value")),
    )


def reason_of_recall_has_no_number(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """The reason for a recall, which is shown for ever, does not tell the figure that was recalled."""
    rows = dataset.sound("recalls").filter(pl.col("reason").is_not_null())
    tells = pl.Series([has_number(reason) for reason in rows["reason"]], dtype=pl.Boolean)
    yield from worded(
        rows.filter(tells),
        lambda row: problem("reason_of_recall_has_no_number", Place(row[FILE], row=row[ROW], column="reason")),
    )
