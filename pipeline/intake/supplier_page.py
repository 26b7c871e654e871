"""A page for whoever sent a file: what is wrong in it, with the cells shown and no figure. It can be sent by e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from pipeline.intake.files.document import Document, Sheet, column_letter
from pipeline.intake.report_names import free_path
from pipeline.intake.sources.headings import ALSO_CALLED
from pipeline.intake.sources.layout import shown
from pipeline.intake.sources.spellings import normalised
from pipeline.messages import say
from pipeline.model import KEY, Place, Problem
from pipeline.privacy import mask
from pipeline.privacy.numbers_in_texts import has_number
from pipeline.report import SHOWN_ROWS
from pipeline.schema import Schemas

QUOTED_FEW = re.compile(r"”[^”]*(?<!\d)[1-4](?!\d)[^”]*”")
"""A quotation that may hold a count so small that it must be hidden."""

SENTENCE_END = re.compile(r"(?<=[.?!\"])\s+(?=[A-ZÅÄÖ”])")

OF_THE_PROGRAM = re.compile(r"ANSWER=|\bmake \w|\bdata/|\bpå samma sätt\b|Svaret gäller")
"""What says that a sentence is for whoever runs the program."""

SHOWN = 100
"""How many different faults a page has; nobody mends more in one go."""

SEARCHED = 80
"""How many rows are searched for headings."""

DESCRIBING = ("name", "unit", "responsible_function", "source_id", "period_type")
"""The columns of the catalogue that stand in a workbook to be read."""

COLUMNS = 8
"""The most columns shown of a row."""


@dataclass(frozen=True)
class Cell:
    """A cell as it may be shown, and whether it is the one that is wrong."""

    text: str
    is_wrong: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a file by its number."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, where, and the headings and the row of the first place."""

    message: str
    place: str
    is_fatal: bool
    headings: Row | None
    row: Row | None


def write_supplier_page(
    name: str, document: Document | None, problems: Sequence[Problem], schemas: Schemas, folder: Path
) -> Path | None:
    """The page on the file of this name in `folder`, or None if nothing is wrong with it.

    `document` is the file if it could be opened. A cell with a digit in it is masked unless it is part of the key.
    """
    shown = mask(name)
    own = [problem for problem in problems if mask(problem.place.file) == shown]
    if not own:
        return None
    faults = list(_faults(own, document, _keys(schemas)))
    page = free_path(folder, "supplier_page_name", shown)
    page.write_text(_as_html(shown, faults), encoding="utf-8")
    return page


def without_few(text: str) -> str:
    """A message without personal data and without quotations that may contain a count of few persons."""
    return mask(QUOTED_FEW.sub("”…”", text))


def without_commands(text: str) -> str:
    """A message without the sentences that only whoever runs the program can follow."""
    whole = " ".join(part for part in SENTENCE_END.split(text) if not OF_THE_PROGRAM.search(part))
    return whole or text


def _as_html(name: str, faults: Sequence[Fault]) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(
        files("pipeline.intake").joinpath("supplier_page.html.j2").read_text(encoding="utf-8")
    )
    return template.render(name=name, faults=faults[:SHOWN], others=len(faults) - SHOWN, say=_say) + "\n"


def _say(part: str, **facts: object) -> str:
    return say(f"supplier_{part}", **facts)


def _keys(schemas: Schemas) -> frozenset[str]:
    """The headings whose cells say what a row is about, and never hold a figure."""
    columns = [schemas["observations"].column(name) for name in KEY]
    columns += [schemas["indicators"].column(name) for name in DESCRIBING]
    titles = {normalised(word) for column in columns for word in (column.name, column.title, column.title_en)}
    return frozenset(titles | {word for word, name in ALSO_CALLED.items() if name in KEY})


def _faults(problems: Sequence[Problem], document: Document | None, keys: frozenset[str]) -> Iterator[Fault]:
    """The faults in the order of the file, those that say the same together; what stops comes first."""
    together: dict[tuple[str | None, str | None, str], list[Problem]] = {}
    ordered = sorted(problems, key=lambda each: (not each.fatal, each.place.sheet or "", each.place.row or 0))
    for problem in ordered:
        together.setdefault((problem.place.sheet, problem.place.column, problem.message), []).append(problem)
    for found in together.values():
        first = found[0]
        headings, row = _cells(document, first.place, keys) if document else (None, None)
        rows = list(dict.fromkeys(problem.place.row for problem in found if problem.place.row))
        yield Fault(without_few(without_commands(first.message)), _where(first.place, rows), first.fatal, headings, row)


def _where(place: Place, rows: Sequence[int]) -> str:
    """The sheet, the first rows and the column, in words."""
    first = ", ".join(map(str, rows[:SHOWN_ROWS]))
    if len(rows) > SHOWN_ROWS:
        first = say("and_others", first=first, others=len(rows) - SHOWN_ROWS)
    parts = [
        say("supplier_sheet", sheet=mask(place.sheet)) if place.sheet else "",
        say("supplier_row", rows=first) if first else "",
        say("supplier_column", column=mask(place.column)) if place.column else "",
    ]
    return ", ".join(part for part in parts if part)


def _cells(document: Document, place: Place, keys: frozenset[str]) -> tuple[Row | None, Row | None]:
    """The headings and the row of a place; None where there is none."""
    sheet = next((sheet for sheet in document.sheets if sheet.name == place.sheet), None)
    if sheet is None or place.row not in sheet.rows:
        return None, None
    header, wrong = _heading_of(sheet, place)
    titles = [shown(cell) for cell in sheet.rows[header]] if header else []
    numbers = _chosen(titles, wrong, len(sheet.rows[place.row]))
    headings = [Cell(mask(titles[number - 1]) if number <= len(titles) else "") for number in numbers]
    cells = [
        Cell(_safe(sheet, place.row, number, titles, keys), number == wrong) if header != place.row else Cell("")
        for number in numbers
    ]
    found = Row(place.row, tuple(cells)) if header != place.row else None
    return (Row(header, tuple(headings)) if header else None), found


def _heading_of(sheet: Sheet, place: Place) -> tuple[int | None, int | None]:
    """The row of headings above a place and the number of its column, each None if it is not found."""
    wanted = normalised(place.column or "")
    best = None
    for number, cells in list(sheet.rows.items())[:SEARCHED]:
        if number > (place.row or 0):
            break
        titles = [normalised(shown(cell)) for cell in cells]
        if wanted and wanted in titles:
            return number, titles.index(wanted) + 1
        if best is None and sum(map(bool, titles)) > 1:
            best = number
    letters = {normalised(column_letter(number)): number for number in range(1, 100)}
    return best, letters.get(wanted)


def _chosen(titles: Sequence[str], wrong: int | None, width: int) -> list[int]:
    """The columns to show: the first that have headings, and the one that is wrong."""
    numbers = [number for number, title in enumerate(titles, start=1) if title] or list(range(1, width + 1))
    chosen = numbers[:COLUMNS]
    if wrong and wrong not in chosen:
        chosen = [*numbers[: COLUMNS - 1], wrong]
    return chosen


def _safe(sheet: Sheet, row: int, number: int, titles: Sequence[str], keys: frozenset[str]) -> str:
    """What a cell shows, without anything that may be a figure, in digits or in words."""
    text = shown(sheet.cell(row, number))
    title = normalised(titles[number - 1]) if number <= len(titles) else ""
    if title not in keys and (any(map(str.isdigit, text)) or has_number(text)):
        return say("supplier_hidden")
    return mask(text)
