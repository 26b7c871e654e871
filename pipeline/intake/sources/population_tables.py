"""PxWeb's own csv of the population: a row for each region, age and sex, the years down or across, notes below.

It is recognised narrowly: every heading is one of PxWeb's own, and the numbers are called the population. A table that
says anything else, an indicator above all, is somebody's own, and left to the reader of tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.errors import AnswerFault
from pipeline.intake.files.document import Document, Sheet, SheetCell
from pipeline.intake.sources.spellings import written
from pipeline.messages import say
from pipeline.model import MEN, TOTAL, WOMEN
from pipeline.official import scb
from pipeline.official.population import Age, Count
from pipeline.wording.areas import read_area

NAMES = (scb.REGION, scb.CIVIL_STATUS, scb.AGE, scb.SEX, scb.YEAR, "tabellinnehåll")
NUMBERS = re.compile(r"folkmängd(?: (\d{4}))?")
CODED_SEXES = {"1": MEN, "2": WOMEN, "1+2": TOTAL, "män och kvinnor": TOTAL, "kvinnor och män": TOTAL}
DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})*|\d+")
LAST_HEADER = 3
"""The last row that may hold the headings: PxWeb writes them first, or below a title and an empty row."""

ABSENT = re.compile(r"\.{1,3}|-|")


def is_population_table(document: Document) -> bool:
    """Whether a text file is PxWeb's table of the population."""
    return len(document.sheets) == 1 and document.sheets[0].name is None and _header(document.sheets[0]) is not None


def counts_in_table(document: Document, names: Mapping[str, str]) -> Iterator[Count]:
    """Every count of people in the table; names are those of areas. Raises AnswerFault for what it cannot make out."""
    sheet = document.sheets[0]
    at, header = _header(sheet) or (0, ())
    found: list[tuple[Count, str | None]] = []
    for row, cells in _rows(sheet, at, len(header)):
        said = dict(zip(header, cells, strict=True))
        area = read_area(said[scb.REGION], names)
        if area.fault == "area_is_one" or (area.code is None and area.fault is None):
            raise _strange(said[scb.REGION], row)
        age, sex = _age(said, row), _sex(said, row)
        contents = said.get("tabellinnehåll", scb.CONTENTS).casefold()
        if area.code is None or isinstance(age, str) or contents != scb.CONTENTS:
            continue
        for heading, value in said.items():
            match = NUMBERS.fullmatch(heading)
            if match:
                year = match[1] or said.get(scb.YEAR, "")
                if not re.fullmatch(r"\d{4}", year):
                    raise _strange(year, row)
                count = Count(area.code, said[scb.REGION], int(year), sex, age, *_number(value, row))
                found.append((count, said.get(scb.CIVIL_STATUS)))
    yield from scb.of_all_civil_statuses(found, document.name)


def _header(sheet: Sheet) -> tuple[int, tuple[str, ...]] | None:
    """The row of the headings, and what they are in small letters; None if they are not PxWeb's of the population."""
    for row in sorted(each for each in sheet.rows if each <= LAST_HEADER)[:2]:
        texts = tuple(each.casefold() for each in _texts(sheet.rows[row]))
        numbers = [text for text in texts if NUMBERS.fullmatch(text)]
        across = [text for text in numbers if text != scb.CONTENTS]
        if (
            texts[:1] == (scb.REGION,)
            and numbers
            and len(set(texts)) == len(texts)
            and all(text in NAMES or text in numbers for text in texts)
            and (scb.YEAR in texts) == (not across)
            and len(across) in (0, len(numbers))
        ):
            return row, texts
    return None


def _rows(sheet: Sheet, at: int, width: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of numbers, until an empty one; notes are below it. Raises AnswerFault if numbers are there too."""
    is_below, last = False, at
    for row in sorted(each for each in sheet.rows if each > at):
        texts = _texts(sheet.rows[row])
        is_below = is_below or row != last + 1
        last = row
        if is_below and len([text for text in texts if text]) >= width:
            raise _strange(texts[0], row)
        if not is_below:
            if len(texts) != width or not texts[0]:
                raise _strange(texts[0], row)
            yield row, texts


def _age(said: Mapping[str, str], row: int) -> Age | str:
    text = said.get(scb.AGE)
    if text is None:
        return None
    age = scb.age_of(text if "år" in text.casefold() or scb.is_total(text) else f"{text} år")
    if age == "" and not re.fullmatch(r"\d*\s*[-–+]\s*\d*(?: år)?", text):
        raise _strange(text, row)
    return age


def _sex(said: Mapping[str, str], row: int) -> str:
    text = said.get(scb.SEX, scb.ALL_OF)
    sex = scb.sex_of(text) or CODED_SEXES.get(text.casefold())
    if sex is None:
        raise _strange(text, row)
    return sex


def _number(text: str, row: int) -> tuple[float | None, str]:
    """The number, or the status in place of one. A decimal sign is none that people have."""
    if DIGITS.fullmatch(text):
        return float(re.sub(r"\D", "", text)), ""
    if ABSENT.fullmatch(text):
        return None, text
    raise _strange(text, row)


def _texts(cells: Sequence[SheetCell]) -> list[str]:
    return [written(cell) for cell in cells]


def _strange(text: str, row: int) -> AnswerFault:
    return AnswerFault(say("population_row_is_strange", text=text, row=row))
