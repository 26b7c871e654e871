"""When an indicator is due for follow-up: defined once, for rules over frames and for the database's view."""

from __future__ import annotations

import polars as pl

from pipeline.wording.vocabulary import INTERVALS

_INTERVAL = " ".join(f"when '{periodicity}' then {years}" for periodicity, years in INTERVALS.items())

DUE = f"""(
    is_core and is_measurable
    and year >= coalesce(valid_from, year) and year <= coalesce(valid_to, year)
    and coalesce((year - coalesce(valid_from, year)) % case periodicity {_INTERVAL} end = 0, false)
)"""
"""Whether an indicator is due in `year`: core, measurable, valid and at its interval. SQL for SQLite and Polars."""


def with_due(indicators: pl.DataFrame, year: int) -> pl.DataFrame:
    """The indicators with the columns `year` and `is_due` added."""
    return indicators.with_columns(pl.lit(year, pl.Int64).alias("year")).with_columns(pl.sql_expr(DUE).alias("is_due"))


def due_in(indicators: pl.DataFrame, year: int) -> pl.DataFrame:
    """The indicators due in a follow-up year, with the column `year` added."""
    return with_due(indicators, year).filter("is_due").drop("is_due")
