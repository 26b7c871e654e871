"""Brå's older export: reported offences by month, municipality and broad category, summed to whole years.

One file a month; ISO-8859-1; semicolons; six header fields but seven in each row; a trailing blank in one category.
The nine categories overlap and monthly rates are rounded, so neither may be added up; only the counts of one category
over the twelve months of a year may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from pipeline.errors import Misuse
from pipeline.intake.files.document import Document
from pipeline.intake.sources.contract import ASSESSED, REASONED, Extract, ImportContext, no_rows
from pipeline.messages import problem, say
from pipeline.model import FILE, KEY, NATION, ROW, Place, Problem

HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"

FIELDS = (*HEADER.split(";"), "")
"""The fields of a row: the header's, and an empty one after the last semicolon."""

INDICATORS = {"Våldsbrott": "KTX-01", "Hot-, kränknings- och frihetsbrott": "KTX-02"}
"""The categories that concern the plan, and the indicators they become."""

CATEGORIES = (
    "Totalt antal brott",
    "Våldsbrott",
    "Hot-, kränknings- och frihetsbrott",
    "Vårdslöshet- och vållandebrott",
    "Stöldbrott",
    "Bilbrott",
    "Skadegörelsebrott (inkl. mordbrand)",
    "Vissa trafikbrott",
    "Alkohol- och narkotikabrott",
    "Vapenbrott",
)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")

YEAR = re.compile(r"(19|20)[0-9]{2}")
COUNT = re.compile(r"[0-9]{1,9}")

NOTE = "Summan av tolv månadsfiler ur Brås äldre export. Filerna anger inte om siffrorna är slutliga."

RECORD = {
    FILE: pl.String,
    ROW: pl.Int64,
    "name": pl.String,
    "category": pl.String,
    "year": pl.Int64,
    "month": pl.String,
    "count": pl.Int64,
}


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether the file begins with the header of this export."""
    return document.text is not None and document.text[:200].partition("\n")[0].strip() == HEADER


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The yearly counts of INDICATORS by municipality, and of the nation if every municipality is there.

    Raises Misuse if a choice names no municipality.
    """
    areas, choices, only_year = context.tables["areas"], context.choices or {}, context.only_year
    municipalities = areas.filter(pl.col("kind") == "municipality").select("area_code", "name")
    unknown = [name for name in choices if name not in municipalities["name"]]
    if unknown:
        raise Misuse(say("choice_names_municipality", name=unknown[0]))
    problems: list[Problem] = []
    rows: list[tuple[object, ...]] = []
    for document in documents:
        found, faults = _read_file(document, set(municipalities["name"]), only_year)
        rows.extend(found)
        problems.extend(faults)
    records = pl.DataFrame(rows, schema=RECORD, orient="row").filter(pl.col("category").is_in(list(INDICATORS)))
    problems.extend(_repeated_months(records))
    records, conflicts = _without_conflicts(records, choices)
    problems.extend(conflicts)
    sums, gaps = _sum_years(records)
    problems.extend(gaps)
    counts = sums.join(municipalities, on="name", maintain_order="left")
    nation, absences = _sum_nation(counts, municipalities)
    problems.extend(absences)
    observations = _observations(pl.concat([counts.select(nation.columns), nation]))
    return Extract(observations, no_rows(ASSESSED), no_rows(REASONED), no_rows(KEY), tuple(problems))


def _read_file(
    document: Document, names: set[str], only_year: int | None
) -> tuple[list[tuple[object, ...]], list[Problem]]:
    rows: list[tuple[object, ...]] = []
    problems: list[Problem] = []
    skipped = 0
    lines = (document.text or "").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split(";")]
        if only_year is not None and len(cells) == len(FIELDS) and cells[2] != str(only_year):
            skipped += 1
            continue
        fault = _fault(cells, names, Place(document.name, row=number))
        if fault:
            problems.append(fault)
        else:
            name, category, year, month, count = cells[:5]
            area = name.removesuffix(" kommun")
            rows.append((document.name, number, area, category, int(year), month, int(count)))
    if not (rows or skipped or problems):
        problems.append(problem("file_has_observations", Place(document.name), of_year=""))
    return rows, problems


def _fault(cells: Sequence[str], names: set[str], row: Place) -> Problem | None:
    """The first thing wrong with the cells of a row."""
    if len(cells) != len(FIELDS):
        return problem("bra_row_is_whole", row, ";".join(cells))
    name, category, year, month, count, *_ = cells
    if name.removesuffix(" kommun") not in names:
        return problem("bra_municipality_is_known", replace(row, column="Region"), name, text=name)
    if category not in CATEGORIES:
        place, allowed = replace(row, column="Brott"), ", ".join(CATEGORIES)
        return problem("bra_category_is_known", place, category, text=category, allowed=allowed)
    if month not in MONTHS:
        place, allowed = replace(row, column="Period"), ", ".join(MONTHS)
        return problem("bra_month_is_known", place, month, text=month, allowed=allowed)
    for column, text, form, example in (("År", year, YEAR, "2013"), ("Antal", count, COUNT, "12")):
        if not form.fullmatch(text):
            place = replace(row, column=column)
            return problem("bra_number_is_whole", place, text, text=text, column=column, example=example)
    return None


def _repeated_months(records: pl.DataFrame) -> Iterator[Problem]:
    """A problem for each month that is in two files, and would be counted twice."""
    months = records.group_by("year", "month").agg(pl.col(FILE).unique().sort()).sort("year", "month")
    for year, month, files in months.filter(pl.col(FILE).list.len() > 1).iter_rows():
        place = Place(files[1], column="Period")
        yield problem("bra_month_stands_once", place, month, month=month, year=year, other=files[0])


def _without_conflicts(records: pl.DataFrame, choices: Mapping[str, int]) -> tuple[pl.DataFrame, list[Problem]]:
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
            category=first["category"],
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


def _sum_years(records: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """The sums of whole years. A month missing for all stops the import; a municipality without it is left out."""
    problems: list[Problem] = []
    broken: list[object] = []
    for (year,), rows in records.sort("year").group_by("year", maintain_order=True):
        absent = ", ".join(month for month in MONTHS if month not in rows["month"])
        if absent:
            place = Place(str(rows[FILE].min()), column="Period")
            problems.append(problem("bra_year_has_every_month", place, absent, year=year, months=absent))
            broken.append(year)
    series = records.group_by("year", "name", "category").agg(
        pl.col("count").sum(), pl.col("month").unique(), pl.col(FILE).min(), pl.col(ROW).min()
    )
    series = series.filter(~pl.col("year").is_in(broken)).sort("year", "name", "category")
    whole = pl.col("month").list.len() == len(MONTHS)
    for row in series.filter(~whole).iter_rows(named=True):
        months = ", ".join(month for month in MONTHS if month not in row["month"])
        name = f"{row['name']} kommun"
        place = Place(row[FILE], row=row[ROW], column="Region")
        facts = {"name": name, "category": row["category"], "months": months, "year": row["year"]}
        problems.append(problem("bra_municipality_has_every_month", place, name, **facts))
    return series.filter(whole).select("year", "name", "category", "count", FILE), problems


def _sum_nation(counts: pl.DataFrame, municipalities: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """The nation's sums for the years and categories in which no municipality is absent."""
    problems: list[Problem] = []
    columns = ["year", "category", "area_code", "count", FILE]
    for (year,), rows in counts.sort("year").group_by("year", maintain_order=True):
        complete = rows.group_by("name").len().filter(pl.col("len") == len(INDICATORS))["name"]
        absent = municipalities.filter(~pl.col("name").is_in(complete.to_list()))["name"].to_list()
        if absent:
            place = Place(str(rows[FILE].min()))
            names = ", ".join(absent[:5]) + (" …" if len(absent) > 5 else "")
            facts = {"year": year, "count": len(absent), "all": municipalities.height, "names": names}
            problems.append(problem("bra_nation_is_whole", place, **facts))
    sums = counts.group_by("year", "category").agg(pl.col("count").sum(), pl.col("name").n_unique(), pl.col(FILE).min())
    nation = sums.filter(pl.col("name") == municipalities.height).with_columns(pl.lit(NATION).alias("area_code"))
    return nation.select(columns).sort("year", "category"), problems


def _observations(counts: pl.DataFrame) -> pl.DataFrame:
    return counts.select(
        pl.col("category").replace_strict(INDICATORS).alias("indicator_id"),
        pl.col("year").cast(pl.String),
        "area_code",
        pl.lit("T").alias("sex"),
        pl.lit("total").alias("age_group"),
        pl.col("count").cast(pl.String).alias("value"),
        pl.lit("preliminary").alias("value_status"),
        pl.lit(NOTE).alias("note"),
        FILE,
        pl.lit(None, pl.Int64).alias(ROW),
    ).sort("indicator_id", "year", "area_code")
