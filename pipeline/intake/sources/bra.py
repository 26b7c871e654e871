"""Brå's text file (SOL): reported offences by month, municipality and broad category, summed to whole years.

One file a month, or a draw of whole years; ISO-8859-1; semicolons; six header fields but seven in each row; a trailing
blank in one category; from 2016 a year may be "2016 prel.". In a draw of years År holds the word and Period the year.
The nine categories overlap and monthly rates are rounded, so neither may be added up; only the counts of one category
over the twelve months of a year may.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import polars as pl

from pipeline.errors import Misuse
from pipeline.gathering import gathered
from pipeline.intake.files.document import Document, SheetCell
from pipeline.intake.sources import spellings
from pipeline.intake.sources.contract import ASSESSED, REASONED, Extract, ImportContext, no_rows
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.questions import Reading
from pipeline.intake.sources.spellings import Meaning, Usage
from pipeline.messages import problem, say
from pipeline.model import BASES, FILE, KEY, NATION, ROW, Place, Problem
from pipeline.wording.areas import area_names

USAGE = Usage("count", "bra_export", known={Reading("sign", ".."): "not_applicable"})
"""How this export writes a count: two dots where the offence does not apply."""

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

WHOLE_YEAR = "År"

PERIODS: Mapping[str, str] = {month.casefold(): month for month in MONTHS}

YEAR = re.compile(r"(19|20)[0-9]{2}")
COUNT = re.compile(r"[0-9]{1,9}")

NOTE = "Summan av tolv månadsfiler ur Brås äldre export. Filerna anger inte om siffrorna är slutliga."
NOTE_OF_YEAR = "Ur Brås export av hela år. Filen anger inte om siffran är slutlig."
PRELIMINARY_NOTE = "Summan av tolv månader ur Brås export, som anger hela eller delar av året som preliminärt."
PRELIMINARY_NOTE_OF_YEAR = "Ur Brås export av hela år, som anger året som preliminärt."

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


class Cells:
    """What the cells of the export mean, by the spellings that all sources share; each text is read once."""

    def __init__(self, context: ImportContext) -> None:
        areas = context.tables["areas"].select("area_code", "name", "kind").drop_nulls()
        self._names = area_names(areas.select("area_code", "name").iter_rows())
        self._areas = {code: name for code, name, kind in areas.iter_rows() if kind in ("municipality", "nation")}
        self.area = cache(self._area)
        self.year = cache(self._year)
        self.count = cache(self._count)

    def _area(self, text: str) -> Meaning:
        """The name of an area in areas.csv."""
        found = spellings.area(SheetCell(text), self._names)
        if found.fault:
            return found
        name = self._areas.get(found.text)
        return Meaning(name) if name else Meaning(text, fault="bra_municipality_is_known")

    def _year(self, text: str) -> Meaning:
        found = spellings.year(SheetCell(text), False)
        return found if found.fault or YEAR.fullmatch(found.text) else Meaning(text, fault="bra_number_is_whole")

    def _count(self, text: str) -> Meaning:
        """A whole number, or the status that ".." means: the offence does not apply there."""
        found = spellings.value(SheetCell(text), USAGE)
        if found.status == "not_applicable" or COUNT.fullmatch(found.text):
            return found
        is_other = found.fault and not found.asks and found.fault != "value_is_a_number"
        fault = found.fault if is_other else "bra_number_is_whole"
        return Meaning(text, fault=fault)


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether the file begins with the header of this export, whatever its case, spaces, quotes and last semicolon."""
    first, *_ = (document.text or "").splitlines() or [""]
    cells = [spellings.normalised(cell) for cell in next(csv.reader([first], delimiter=";"), [])]
    return [cell.rstrip(".") for cell in cells if cell] == HEADER.casefold().split(";")


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The yearly counts of INDICATORS by municipality, and of the nation if every municipality or itself is there.

    Raises Misuse if a choice names no municipality.
    """
    areas, choices, only_year = context.tables["areas"], context.choices or {}, context.only_year
    municipalities = areas.filter(pl.col("kind") == "municipality").select("area_code", "name")
    unknown = [name for name in choices if name not in municipalities["name"]]
    if unknown:
        raise Misuse(say("choice_names_municipality", name=unknown[0]))
    findings, cells = Findings(), Cells(context)
    rows = [row for document in documents for row in _read_file(document, cells, only_year, findings)]
    records = pl.DataFrame(rows, schema=RECORD, orient="row").filter(pl.col("category").is_in(list(INDICATORS)))
    problems = [*findings.problems, *findings.untold(), *_repeated_months(records), *_mixed_years(records)]
    records, conflicts = _without_conflicts(records, choices)
    sums, gaps = _sum_years(records)
    known = areas.filter(pl.col("kind").is_in(["municipality", "nation"])).select("area_code", "name")
    counts = sums.join(known, on="name", maintain_order="left")
    nation, absences = _sum_nation(counts, municipalities)
    observations = _observations(pl.concat([counts.select(nation.columns), nation]))
    found = gathered([*problems, *conflicts, *gaps, *absences])
    return Extract(
        observations, no_rows(ASSESSED), no_rows(REASONED), no_rows(KEY), tuple(found), tuple(findings.repairs)
    )


def _read_file(
    document: Document, cells: Cells, only_year: int | None, findings: Findings
) -> Iterator[tuple[object, ...]]:
    """The records of a file; what is wrong with its other rows is added to the findings."""
    is_empty = True
    lines = csv.reader(io.StringIO(document.text or "", newline=""), delimiter=";")
    next(lines, None)
    for fields in lines:
        texts = [text.strip() for text in fields]
        if not any(texts):
            continue
        is_empty = False
        place = Place(document.name, row=lines.line_num)
        if only_year is not None and len(texts) == len(FIELDS) and _year_of(texts, cells).text != str(only_year):
            continue
        record = _record(texts, cells, place, findings)
        if record:
            yield (document.name, lines.line_num, *record)
    if is_empty:
        findings.problem("file_has_observations", Place(document.name), of_year="")


def _is_whole_year(texts: Sequence[str]) -> bool:
    return texts[2].casefold() == WHOLE_YEAR.casefold()


def _year_of(texts: Sequence[str], cells: Cells) -> Meaning:
    return cells.year(texts[3] if _is_whole_year(texts) else texts[2])


def _record(
    texts: Sequence[str], cells: Cells, row: Place, findings: Findings
) -> tuple[str, str, int, str, int, bool] | None:
    """A row's area, category, year, month, count and whether it is preliminary, or None if there is no figure in it.

    The first thing wrong with a row is reported.
    """
    if len(texts) != len(FIELDS):
        findings.problem("bra_row_is_whole", row, ";".join(texts))
        return None
    is_whole, category = _is_whole_year(texts), texts[1]
    month = WHOLE_YEAR if is_whole else PERIODS.get(texts[3].casefold())
    area, year, count = cells.area(texts[0]), _year_of(texts, cells), cells.count(texts[4])
    if area.fault:
        _tell(findings, area, replace(row, column="Region"), texts[0])
    elif category not in CATEGORIES:
        place, allowed = replace(row, column="Brott"), ", ".join(CATEGORIES)
        findings.problem("bra_category_is_known", place, category, text=category, allowed=allowed)
    elif month is None:
        place, allowed = replace(row, column="Period"), ", ".join(MONTHS)
        findings.problem("bra_month_is_known", place, texts[3], text=texts[3], allowed=allowed)
    elif year.fault:
        _tell(findings, year, replace(row, column="Period" if is_whole else "År"), example="2013")
    elif count.fault:
        _tell(findings, count, replace(row, column="Antal"), example="12")
    elif not count.status:
        if year.repair:
            written = texts[3] if is_whole else texts[2]
            place = replace(row, column="Period" if is_whole else "År")
            findings.repair(place, year.repair, was=written, became=year.text)
        return area.text, category, int(year.text), month, int(count.text), year.status is not None
    return None


def _tell(findings: Findings, meaning: Meaning, place: Place, value: str | None = None, example: str = "") -> None:
    text = value if value is not None else meaning.text
    findings.problem(str(meaning.fault), place, text, text=text, column=place.column, example=example)


def _mixed_years(records: pl.DataFrame) -> Iterator[Problem]:
    """A problem for each year that is there both as a whole and in months, and would be counted twice."""
    kinds = (
        records.with_columns((pl.col("month") == WHOLE_YEAR).alias("is_whole"))
        .group_by("year")
        .agg(pl.col("is_whole").n_unique(), pl.col(FILE).filter(pl.col("is_whole")).min())
    )
    for year, file in kinds.filter(pl.col("is_whole") > 1).sort("year").select("year", FILE).iter_rows():
        yield problem("bra_year_is_in_one_form", Place(file, column="Period"), str(year), year=year)


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
        facts = {"name": name, "category": row["category"], "months": months, "year": row["year"]}
        problems.append(problem("bra_municipality_has_every_month", place, name, **facts))
    kept = ["year", "name", "category", "count", "is_preliminary", "is_draw", FILE]
    return series.with_columns(is_draw.alias("is_draw")).filter(whole).select(kept), problems


def _sum_nation(counts: pl.DataFrame, municipalities: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """The nation's sums for the years and categories in which no municipality is absent, unless they are given."""
    problems: list[Problem] = []
    columns = ["year", "category", "area_code", "count", "is_preliminary", "is_draw", FILE]
    given = counts.filter(pl.col("area_code") == NATION).select("year", "category")
    counts = counts.join(given, on=["year", "category"], how="anti", maintain_order="left")
    for (year,), rows in counts.sort("year").group_by("year", maintain_order=True):
        complete = rows.group_by("name").len().filter(pl.col("len") == len(INDICATORS))["name"]
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
        *(pl.lit("").alias(name) for name in BASES),
        pl.lit("preliminary").alias("value_status"),
        _note().alias("note"),
        FILE,
        pl.lit(None, pl.Int64).alias(ROW),
    ).sort("indicator_id", "year", "area_code")


def _note() -> pl.Expr:
    """What is said of a figure: whether Brå says that it is preliminary, and whether it is summed here."""
    is_preliminary = pl.col("is_preliminary")
    of_year = pl.when(is_preliminary).then(pl.lit(PRELIMINARY_NOTE_OF_YEAR)).otherwise(pl.lit(NOTE_OF_YEAR))
    of_months = pl.when(is_preliminary).then(pl.lit(PRELIMINARY_NOTE)).otherwise(pl.lit(NOTE))
    return pl.when("is_draw").then(of_year).otherwise(of_months)
