"""Brå's yearly table of one offence: a row a municipality, with its count. Only the file's name can say of what.

The table has a heading row or none, and nothing in it names the offence or the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from pipeline.intake.files.document import Document
from pipeline.intake.sources.bra_cells import Cells, tell
from pipeline.intake.sources.contract import ASSESSED, OBSERVED, REASONED, Extract, ImportContext, no_rows, placed
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.spellings import Meaning, normalised, written
from pipeline.labels import labels_of
from pipeline.messages import readable
from pipeline.model import FILE, KEY, NATION, ROW, SOUND, TOTAL, Place

HEADINGS = ["kommun", "antal", "per 100 000 inv"]

NAME = re.compile(
    r"(?P<code>[a-zåäö][a-zåäö0-9]{1,2}-[0-9]{2})[ _-]+(?P<year>(?:19|20)[0-9]{2})(?P<prel>[ _-]+prel\.?)?"
)
"""A file's name that says the indicator and the year, and nothing else."""

EXAMPLE = "SEX-02 2025.csv"

SOURCES = ("bra", "bra_export")

NOTE = "Ur Brås tabell över kommunerna. Filen anger inte om siffran är slutlig."
PRELIMINARY_NOTE = "Ur Brås tabell över kommunerna, som enligt filens namn är preliminär."


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether a text file begins with the headings of this table, or else with a row of it and no headings."""
    if document.text is None or not document.sheets or not document.sheets[0].rows:
        return False
    rows = document.sheets[0].rows
    texts = _texts(document, min(rows))
    if _is_heading(texts):
        return True
    cells = Cells(context)
    is_row = len(texts) == len(HEADINGS) and not cells.count(texts[1]).fault and not cells.count(texts[2]).fault
    return is_row and bool(cells.code(texts[0]).text) and not cells.code(texts[0]).fault


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The count of each municipality and the nation in the year and of the indicator that a file's name says."""
    findings, cells = Findings(), Cells(context)
    rows = [row for document in documents for row in _rows(document, cells, context, findings)]
    return Extract(
        pl.DataFrame(rows, schema=placed(OBSERVED), orient="row"),
        no_rows(ASSESSED),
        no_rows(REASONED),
        no_rows(KEY),
        (*findings.problems, *findings.untold()),
        tuple(findings.repairs),
    )


def _rows(document: Document, cells: Cells, context: ImportContext, findings: Findings) -> Iterator[dict[str, object]]:
    """The rows of a file whose name says what they are of."""
    said = _said(document, context, findings)
    if said is None or context.only_year not in (None, int(said["year"])):
        return
    counts = _counts(document, cells, findings)
    _judge_columns(document, counts, findings)
    for area, (row, count) in counts.items():
        yield {
            "indicator_id": said["code"].upper(),
            "year": said["year"],
            "area_code": area,
            "sex": TOTAL,
            "age_group": "total",
            "value": count.text,
            "numerator": "",
            "denominator": "",
            "value_status": count.status or "preliminary",
            "note": PRELIMINARY_NOTE if said["prel"] else NOTE,
            FILE: document.name,
            ROW: row,
        }


def _said(document: Document, context: ImportContext, findings: Findings) -> re.Match[str] | None:
    """What the file's name says: the code of an indicator that counts reported offences, and the year."""
    place = Place(document.name)
    said = NAME.fullmatch(normalised(document.path.stem))
    facts = context.tables["indicators"].filter(SOUND)
    found = facts.filter(pl.col("indicator_id") == (said["code"].upper() if said else ""))
    if said is None or found.is_empty():
        findings.problem("bra_name_says_what", place, example=EXAMPLE)
        return None
    label = labels_of(context.tables).indicator(said["code"].upper())
    if found["source_id"][0] not in SOURCES or found["value_kind"][0] != "count":
        findings.problem("bra_name_is_of_reported_offences", place, indicator=label)
        return None
    findings.repair(place, "file_name_says_what", indicator=label, year=said["year"])
    return said


def _counts(document: Document, cells: Cells, findings: Findings) -> dict[str, tuple[int, Meaning]]:
    """The row and the count of each area; what is wrong with other rows is reported."""
    found: dict[str, tuple[int, Meaning]] = {}
    for number in document.sheets[0].rows:
        texts = _texts(document, number)
        row = Place(document.name, row=number)
        if _is_heading(texts):
            continue
        if len(texts) != len(HEADINGS):
            findings.problem("bra_table_row_is_whole", row, ";".join(texts))
            continue
        area, count = cells.code(texts[0]), cells.count(texts[1])
        if area.fault:
            tell(findings, area, replace(row, column="Kommun"), texts[0])
        elif count.fault:
            tell(findings, count, replace(row, column="Antal"), example="2537")
        elif area.text not in found:
            found[area.text] = (number, count)
        elif found[area.text][1] == count:
            findings.repair(row, "row_is_the_same", row=found[area.text][0], file=document.name)
        else:
            findings.problem("bra_area_stands_once", row, texts[0], area=texts[0], row=found[area.text][0])
    return found


def _judge_columns(document: Document, counts: Mapping[str, tuple[int, Meaning]], findings: Findings) -> None:
    """Report a table whose second column may be the rate: of a rate, the nation's is not the largest."""
    numbers = {area: int(count.text) for area, (_, count) in counts.items() if not count.status}
    others = sum(number for area, number in numbers.items() if area != NATION)
    if NATION in numbers and others > numbers[NATION]:
        place = Place(document.name, row=counts[NATION][0])
        findings.problem("bra_nation_is_largest", place, sum=readable(others), nation=readable(numbers[NATION]))
    elif NATION not in numbers and not _is_heading(_texts(document, min(document.sheets[0].rows))):
        findings.problem("bra_columns_are_named", Place(document.name))


def _is_heading(texts: Sequence[str]) -> bool:
    return [normalised(text).rstrip(".") for text in texts] == HEADINGS


def _texts(document: Document, row: int) -> list[str]:
    """The cells of a row, without empty ones at its end."""
    texts = [written(cell).strip() for cell in document.sheets[0].rows[row]]
    while texts and not texts[-1]:
        texts.pop()
    return texts
