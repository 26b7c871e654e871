"""What is still missing for the newest follow-up year, and who is responsible for it."""

from __future__ import annotations

import polars as pl

from pipeline.checks.due import due_in
from pipeline.model import FILE, KEY, ROW, Dataset

MISSING = ("responsible_function", "indicator_id", "year")


def find_missing(dataset: Dataset, unfilled: pl.DataFrame) -> pl.DataFrame:
    """MISSING for each indicator that lacks a figure, with FILE and ROW (a list) of the rows that wait for one.

    An indicator lacks a figure if it is due in the newest follow-up year and has neither an observation nor a note
    that says why not; or if a row in staff's file is not filled in and the data have nothing for that key either.
    """
    indicators = dataset.sound("indicators")
    functions = indicators.select("indicator_id", "responsible_function")
    waiting = _waiting(dataset, unfilled)
    due = _due(dataset, indicators).join(waiting, on=["indicator_id", "year"], how="anti")
    absent = due.with_columns(pl.lit(None, pl.String).alias(FILE), pl.lit(None, pl.List(pl.Int64)).alias(ROW))
    missing = pl.concat([waiting, absent.select(waiting.columns)])
    return missing.join(functions, on="indicator_id", how="left").select(*MISSING, FILE, ROW).sort(*MISSING, FILE)


def _waiting(dataset: Dataset, unfilled: pl.DataFrame) -> pl.DataFrame:
    """The rows that are not filled in, by indicator, year and file."""
    typed = unfilled.with_columns(pl.col("year").cast(pl.Int64, strict=False))
    rows = typed.join(dataset.tables["observations"].select(KEY), on=KEY, how="anti")
    return rows.group_by("indicator_id", "year", FILE).agg(pl.col(ROW).sort())


def _due(dataset: Dataset, indicators: pl.DataFrame) -> pl.DataFrame:
    """The indicators that are due in the newest follow-up year and have neither a figure nor a note."""
    years = dataset.years
    if not years or dataset.incomplete & {"indicators", "observations"}:
        return pl.DataFrame(schema={"indicator_id": pl.String, "year": pl.Int64})
    observations = dataset.tables["observations"].filter(pl.col("year") == years[-1])
    answered = observations.filter((pl.col("value_status") != "missing") | pl.col("note").is_not_null())
    return due_in(indicators, years[-1]).select("indicator_id", "year").join(answered, on="indicator_id", how="anti")
