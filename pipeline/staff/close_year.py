"""A follow-up year closed by staff: the site then stands on it, though not all that is due has been reported."""

from __future__ import annotations

import datetime

import polars as pl

from pipeline.checks.due import due_in
from pipeline.dataset.judged import Judged, read_whole
from pipeline.errors import Misuse
from pipeline.messages import say
from pipeline.model import TOTAL
from pipeline.project import Project
from pipeline.staff.noting import note
from pipeline.wording import numbers

TABLE = "closed_years"


def close_year(project: Project, year: int | None, reason: str | None, today: datetime.date) -> int:
    """Note that a year is closed, and why; return how many of the indicators that are due have not been reported.

    Raises Misuse if the year cannot be closed or no reason is given, and Refused if the reason may not be published
    or the data folder cannot be read.
    """
    judged = read_whole(project, "close_year_refused")
    dataset = judged.dataset
    if year not in dataset.years:
        years = numbers.listing([str(each) for each in dataset.years], "sv")
        raise Misuse(say("close_year_has_figures", years=years) if years else say("close_year_has_no_years"))
    closed = dataset.tables[TABLE]
    if year in closed["year"]:
        raise Misuse(say("close_year_is_closed", year=year))
    missing = _not_reported(judged, year)
    if not missing:
        raise Misuse(say("close_year_is_complete", year=year))
    told = (reason or "").strip()
    if not told:
        raise Misuse(say("close_year_needs_reason", year=year))
    note(project, judged, TABLE, {"year": year, "closed_on": today, "reason": told}, "close_year_reason_refused")
    return missing


def _not_reported(judged: Judged, year: int) -> int:
    """How many of the indicators due in a year have neither a figure nor a reason for having none."""
    observations = judged.dataset.sound("observations").filter(
        pl.col("year") == year, pl.col("area_code") == judged.area_code
    )
    is_total = (pl.col("sex") == TOTAL) & (pl.col("age_group") == "total")
    reported = observations.filter(is_total | pl.col("value").is_not_null()).select("indicator_id")
    return due_in(judged.dataset.sound("indicators"), year).join(reported, on="indicator_id", how="anti").height
