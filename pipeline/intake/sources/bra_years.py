"""Counts of months and of whole years become one count a year: each offence of each area once, or said why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from pipeline.intake.sources.offences import CATEGORY
from pipeline.messages import problem
from pipeline.model import FILE, NATION, ROW, Place, Problem

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")

WHOLE_YEAR = "År"

RECORD = {
    FILE: pl.String,
    ROW: pl.Int64,
    "name": pl.String,
    "category": pl.String,
    "year": pl.Int64,
    "month": pl.String,
    "count": pl.Int64,
    "is_preliminary": pl.Boolean,
}
"""A row of a file: the area's name, the key of its offence, and its month, which is WHOLE_YEAR in a draw of years."""

Called = Callable[[str], str]
"""What an offence is called in a sentence, by its key."""


def mixed_years(records: pl.DataFrame) -> Iterator[Problem]:
    """A problem for each year that is there both as a whole and in months, and would be counted twice."""
    kinds = (
        records.with_columns((pl.col("month") == WHOLE_YEAR).alias("is_whole"))
        .group_by("year", "category")
        .agg(pl.col("is_whole").n_unique(), pl.col(FILE).filter(pl.col("is_whole")).min())
        .filter(pl.col("is_whole") > 1)
        .sort("year", FILE)
        .unique("year", keep="first", maintain_order=True)
    )
    for year, file in kinds.select("year", FILE).iter_rows():
        yield problem("bra_year_is_in_one_form", Place(file, column="Period"), str(year), year=year)


def repeated_months(records: pl.DataFrame) -> Iterator[Problem]:
    """A problem for each month that is in two files, and would be counted twice."""
    cells = records.group_by("year", "month", "name", "category").agg(pl.col(FILE).unique().sort())
    twice = cells.filter(pl.col(FILE).list.len() > 1).select("year", "month", FILE)
    for year, month, files in (
        twice.sort("year", "month", pl.col(FILE).list.join("|"))
        .unique(["year", "month"], keep="first", maintain_order=True)
        .iter_rows()
    ):
        place = Place(files[1], column="Period")
        yield problem("bra_month_stands_once", place, month, month=month, year=year, other=files[0])


def without_conflicts(
    records: pl.DataFrame, choices: Mapping[str, int], called: Called
) -> tuple[pl.DataFrame, list[Problem]]:
    """One row for each municipality, category and month; a municipality with two that differ is left out.

    If a choice says which of them to take, that one is taken for the whole year and nothing is left out.
    """
    cell = [FILE, "name", "category", "year", "month"]
    numbered = records.with_columns(
        (pl.int_range(pl.len()).over(cell) + 1).alias("nth"), pl.len().over(cell).alias("of")
    )
    differing = numbered.filter(pl.col("count").n_unique().over(cell) > 1)
    conflicting = differing.select("name", "year").unique()
    problems = []
    open_conflicts = differing.filter(~pl.col("name").is_in(list(choices)))
    order = ["year", "name", FILE, "category", ROW]
    for (year, name), rows in open_conflicts.sort(order).group_by("year", "name", maintain_order=True):
        # Two rows of one category in one file are enough to report; the others may differ too.
        first, second = rows.head(2).to_dicts()
        conflict = problem(
            "bra_municipality_stands_once",
            Place(first[FILE], row=second[ROW], column="Region"),
            f"{name} kommun",
            name=name,
            year=year,
            file=first[FILE],
            category=called(first["category"]),
            first=first[ROW],
            first_count=first["count"],
            second=second[ROW],
            second_count=second["count"],
        )
        problems.append(conflict)
    taken = pl.col("name").replace_strict(choices, default=None, return_dtype=pl.Int64) if choices else pl.lit(None)
    disputed = numbered.join(conflicting, on=["name", "year"], how="semi", maintain_order="left")
    agreed = numbered.join(conflicting, on=["name", "year"], how="anti", maintain_order="left")
    chosen = disputed.filter((pl.col("nth") == taken) | ((pl.col("of") == 1) & taken.is_not_null()))
    return pl.concat([agreed.filter(pl.col("nth") == 1), chosen]).select(list(RECORD)), problems


def sum_years(records: pl.DataFrame, called: Called) -> tuple[pl.DataFrame, list[Problem]]:
    """The sums of whole years. A month missing for all stops the import; a municipality without it is left out."""
    problems: list[Problem] = []
    broken: list[object] = []
    for (year,), rows in records.sort("year").group_by("year", maintain_order=True):
        absent = ", ".join(month for month in MONTHS if month not in rows["month"])
        if absent and WHOLE_YEAR not in rows["month"]:
            place = Place(str(rows[FILE].min()), column="Period")
            problems.append(problem("bra_year_has_every_month", place, absent, year=year, months=absent))
            broken.append(year)
    series = records.group_by("year", "name", "category").agg(
        pl.col("count").sum(),
        pl.col("month").unique(),
        pl.col("is_preliminary").any(),
        pl.col(FILE).min(),
        pl.col(ROW).min(),
    )
    series = series.filter(~pl.col("year").is_in(broken)).sort("year", "name", "category")
    is_draw = pl.col("month").list.contains(WHOLE_YEAR)
    whole = is_draw | (pl.col("month").list.len() == len(MONTHS))
    for row in series.filter(~whole).iter_rows(named=True):
        months = ", ".join(month for month in MONTHS if month not in row["month"])
        name = f"{row['name']} kommun"
        place = Place(row[FILE], row=row[ROW], column="Region")
        facts = {"name": name, "category": called(row["category"]), "months": months, "year": row["year"]}
        problems.append(problem("bra_municipality_has_every_month", place, name, **facts))
    kept = ["year", "name", "category", "count", "is_preliminary", "is_draw", FILE, ROW]
    return series.with_columns(is_draw.alias("is_draw")).filter(whole).select(kept), problems


def sum_nation(counts: pl.DataFrame, municipalities: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """The nation's sums for the years and categories in which no municipality is absent, unless they are given."""
    problems: list[Problem] = []
    columns = ["year", "category", "area_code", "count", "is_preliminary", "is_draw", FILE, ROW]
    given = counts.filter(pl.col("area_code") == NATION).select("year", "category")
    # Of other offences the place is often not known: the nation is more than its municipalities.
    is_broad = pl.col("category").str.starts_with(f"{CATEGORY}/")
    counts = counts.filter(is_broad).join(given, on=["year", "category"], how="anti", maintain_order="left")
    for (year,), rows in counts.sort("year").group_by("year", maintain_order=True):
        complete = rows.group_by("name").len().filter(pl.col("len") == rows["category"].n_unique())["name"]
        absent = municipalities.filter(~pl.col("name").is_in(complete.to_list()))["name"].to_list()
        if absent:
            place = Place(str(rows[FILE].min()))
            names = ", ".join(absent[:5]) + (" …" if len(absent) > 5 else "")
            facts = {"year": year, "count": len(absent), "all": municipalities.height, "names": names}
            problems.append(problem("bra_nation_is_whole", place, **facts))
    sums = counts.group_by("year", "category").agg(
        pl.col("count").sum(),
        pl.col("name").n_unique(),
        pl.col("is_preliminary").any(),
        pl.col("is_draw").any(),
        pl.col(FILE).min(),
    )
    nation = sums.filter(pl.col("name") == municipalities.height).with_columns(
        pl.lit(NATION).alias("area_code"), pl.lit(None, pl.Int64).alias(ROW)
    )
    return nation.select(columns).sort("year", "category"), problems
