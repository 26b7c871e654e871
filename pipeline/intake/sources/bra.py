"""Brå's text file (SOL): reported offences by month or year, municipality and offence, summed to whole years.

One file a month, or a draw of whole years; ISO-8859-1; semicolons; six header fields but seven in each row; a trailing
blank in one category; from 2016 a year may be "2016 prel.". In a draw of years År holds the word and Period the year.
The offence is one of ten broad categories in the older files; in a draw it is a code with its name, or a name that ends
with its own part of a path. The categories overlap and monthly rates are rounded, so neither may be added up; only the
counts of one offence over the twelve months of a year may.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import polars as pl

from pipeline.errors import Misuse
from pipeline.gathering import gathered
from pipeline.intake.files.document import Document
from pipeline.intake.sources import spellings
from pipeline.intake.sources.bra_cells import Cells, tell
from pipeline.intake.sources.bra_years import (
    MONTHS,
    RECORD,
    WHOLE_YEAR,
    mixed_years,
    repeated_months,
    sum_nation,
    sum_years,
    without_conflicts,
)
from pipeline.intake.sources.contract import ASSESSED, REASONED, Extract, ImportContext, no_rows
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.offences import (
    CATEGORY,
    CODE_FIRST,
    SHORT_CODE,
    Count,
    Offences,
    named,
    tell_left_out,
    tell_years_left_out,
    text_of,
    tidy,
)
from pipeline.intake.sources.spellings import Meaning
from pipeline.messages import counted, say
from pipeline.model import FILE, KEY, ROW, Place

HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"

FIELDS = (*HEADER.split(";"), "")
"""The fields of a row: the header's, and an empty one after the last semicolon."""

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
"""The offences of the older files, each of which has all of them."""

BROAD = {tidy(category) for category in CATEGORIES}

PERIODS: Mapping[str, str] = {month.casefold(): month for month in MONTHS}

NOTE = "Summan av tolv månadsfiler ur Brås äldre export. Filerna anger inte om siffrorna är slutliga."
NOTE_OF_YEAR = "Ur Brås export av hela år. Filen anger inte om siffran är slutlig."
PRELIMINARY_NOTE = "Summan av tolv månader ur Brås export, som anger hela eller delar av året som preliminärt."
PRELIMINARY_NOTE_OF_YEAR = "Ur Brås export av hela år, som anger året som preliminärt."


@dataclass
class Unread:
    """The rows of a file that give no figure: of no indicator, by their offences; of other years; and with a sign."""

    others: Counter[str] = field(default_factory=Counter)
    years: int = 0
    signs: int = 0


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether the file begins with the header of this export, whatever its case, spaces, quotes and last semicolon."""
    first, *_ = (document.text or "").splitlines() or [""]
    cells = [spellings.normalised(cell) for cell in next(csv.reader([first], delimiter=";"), [])]
    return [cell.rstrip(".") for cell in cells if cell] == HEADER.casefold().split(";")


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The yearly counts of the indicators' offences by municipality, and of the nation if it is there.

    Of the broad categories the nation is summed if every municipality is there. Raises Misuse if a choice names no
    municipality.
    """
    areas, choices = context.tables["areas"], context.choices or {}
    municipalities = areas.filter(pl.col("kind") == "municipality").select("area_code", "name")
    unknown = [name for name in choices if name not in municipalities["name"]]
    if unknown:
        raise Misuse(say("choice_names_municipality", name=unknown[0]))
    findings, reader = Findings(), _Reader(context)
    rows = [row for document in documents for row in reader.rows(document, findings)]
    records = pl.DataFrame(rows, schema=RECORD, orient="row")
    problems = [*findings.problems, *findings.untold(), *repeated_months(records), *mixed_years(records)]
    records, conflicts = without_conflicts(records, choices, _called)
    sums, gaps = sum_years(records, _called)
    known = areas.filter(pl.col("kind").is_in(["municipality", "nation"])).select("area_code", "name")
    counts = sums.join(known, on="name", maintain_order="left")
    nation, absences = sum_nation(counts, municipalities)
    all_counts = pl.concat([counts.select(nation.columns), nation])
    observations, incomplete = reader.offences.figures(map(_count_of, all_counts.iter_rows(named=True)))
    found = gathered([*problems, *conflicts, *gaps, *absences, *incomplete])
    return Extract(
        observations, no_rows(ASSESSED), no_rows(REASONED), no_rows(KEY), tuple(found), tuple(findings.repairs)
    )


def _called(key: str) -> str:
    offence = text_of(key)
    return offence if key.startswith(f"{CATEGORY}/") else named(offence)


class _Reader:
    """Reads the rows of the files."""

    def __init__(self, context: ImportContext) -> None:
        self.cells = Cells(context)
        self.offences = Offences(context)
        self._offence = cache(self._offence_of)
        self.only_year = context.only_year
        self._named: dict[tuple[str, str, int, str], str] = {}

    def rows(self, document: Document, findings: Findings) -> Iterator[tuple[object, ...]]:
        """The records of a file; what is wrong with its other rows is added to the findings."""
        is_empty, unread = True, Unread()
        lines = csv.reader(io.StringIO(document.text or "", newline=""), delimiter=";")
        next(lines, None)
        for fields in lines:
            texts = [text.strip() for text in fields]
            if not any(texts):
                continue
            is_empty = False
            place = Place(document.name, row=lines.line_num)
            if len(texts) == len(FIELDS) and self.only_year not in (None, _number(self._year_of(texts).text)):
                continue
            record = self._record(texts, place, findings, unread)
            if record and self._is_one(record, texts[1], place, findings):
                yield (document.name, lines.line_num, *record)
        if is_empty:
            findings.problem("file_has_observations", Place(document.name), of_year="")
        tell_left_out(findings, document.name, unread.others)
        tell_years_left_out(findings, document.name, unread.years)
        if unread.signs:
            findings.repair(Place(document.name), "offence_does_not_apply", rows=counted(unread.signs, "row"))

    def _year_of(self, texts: Sequence[str]) -> Meaning:
        return self.cells.year(texts[3] if _is_whole_year(texts) else texts[2])

    def _record(
        self, texts: Sequence[str], row: Place, findings: Findings, unread: Unread
    ) -> tuple[str, str, int, str, int, bool] | None:
        """A row's area, offence, year, month, count and whether it is preliminary, or None if it gives no figure.

        The first thing wrong with a row is reported.
        """
        if len(texts) != len(FIELDS):
            findings.problem("bra_row_is_whole", row, ";".join(texts))
            return None
        is_whole = _is_whole_year(texts)
        code = CODE_FIRST.fullmatch(texts[1])
        is_draw = is_whole or code is not None
        month = WHOLE_YEAR if is_whole else PERIODS.get(texts[3].casefold())
        area, year = self.cells.area(texts[0]), self._year_of(texts)
        count = self.cells.count(texts[4], "bra" if is_draw else "bra_export")
        key = self._offence(texts[1])
        if area.fault:
            tell(findings, area, replace(row, column="Region"), texts[0])
        elif SHORT_CODE.fullmatch(texts[1]):
            findings.problem("bra_code_has_four_digits", replace(row, column="Brott"), texts[1], text=texts[1])
        elif not is_draw and key is None and tidy(texts[1]) not in BROAD:
            place, allowed = replace(row, column="Brott"), ", ".join(CATEGORIES)
            findings.problem("bra_category_is_known", place, texts[1], text=texts[1], allowed=allowed)
        elif month is None:
            place, allowed = replace(row, column="Period"), ", ".join(MONTHS)
            findings.problem("bra_month_is_known", place, texts[3], text=texts[3], allowed=allowed)
        elif year.fault:
            tell(findings, year, replace(row, column="Period" if is_whole else "År"), example="2013")
        elif count.fault:
            tell(findings, count, replace(row, column="Antal"), example="12")
        else:
            if year.repair:
                place = replace(row, column="Period" if is_whole else "År")
                findings.repair(place, year.repair, was=texts[3] if is_whole else texts[2], became=year.text)
            if self._is_read(texts[1], key, int(year.text), count, unread):
                return area.text, str(key), int(year.text), month, int(count.text), year.status is not None
        return None

    def _is_read(self, text: str, key: str | None, year: int, count: Meaning, unread: Unread) -> bool:
        """Whether a row without a fault gives a figure."""
        if key is None:
            unread.others[text] += 1
        elif not self.offences.is_measured(key, year):
            unread.years += 1
        elif count.status:
            unread.signs += 1
        else:
            return True
        return False

    def _is_one(
        self, record: tuple[str, str, int, str, int, bool], text: str, place: Place, findings: Findings
    ) -> bool:
        """Whether no other offence of the area and the month is taken for the same one, which is reported."""
        first = self._named.setdefault(record[:4], text)
        if CODE_FIRST.fullmatch(text) or tidy(first) == tidy(text):
            return True
        findings.problem("bra_offence_is_one", replace(place, column="Brott"), text, text=text, other=first)
        return False

    def _offence_of(self, text: str) -> str | None:
        """The key of the offence that a text names; None if it is in no indicator."""
        code = CODE_FIRST.fullmatch(text)
        if code:
            return self.offences.by_code(code[1])
        return self.offences.by_category(text) or self.offences.by_label(text)


def _number(text: str) -> int | None:
    """The year that a text is; None if it is none."""
    return int(text) if text.isdecimal() else None


def _is_whole_year(texts: Sequence[str]) -> bool:
    return texts[2].casefold() == WHOLE_YEAR.casefold()


def _count_of(row: Mapping[str, object]) -> Count:
    """The count of a year. What is summed here of months says so; a file never says that a year is final."""
    is_preliminary, is_draw = row["is_preliminary"], row["is_draw"]
    of_year = PRELIMINARY_NOTE_OF_YEAR if is_preliminary else NOTE_OF_YEAR
    of_months = PRELIMINARY_NOTE if is_preliminary else NOTE
    return Count(
        str(row["area_code"]),
        int(str(row["year"])),
        str(row["category"]),
        int(str(row["count"])),
        "preliminary",
        of_year if is_draw else of_months,
        str(row[FILE]),
        int(str(row[ROW])) if is_draw and row[ROW] is not None else None,
    )
