"""Tables as they are written down in the corpus of layouts: blocks of text, and the figures that they must give."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from textwrap import dedent
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.files import saved, text_file

Figure = tuple[str, int, str, str, str, float | None, str]
"""Indicator, year, area, sex, age group, value and status."""


class Verdict(Enum):
    """What must come of a table."""

    READS = "read whole"
    ASKS = "stopped, with a question or a fault"
    EITHER = "stopped, or read whole"


@dataclass(frozen=True)
class Table:
    """A file with a table in a layout, and what it must give: these figures, a stop, or either of the two."""

    name: str
    layout: str
    suffix: str
    content: bytes
    verdict: Verdict
    figures: tuple[Figure, ...] = ()


def reads(layout: str, name: str, file: tuple[str, bytes], figures: str) -> Table:
    """A table that is read, and gives exactly these figures."""
    return Table(name, layout, *file, Verdict.READS, parsed(figures))


def asks(layout: str, name: str, file: tuple[str, bytes]) -> Table:
    """A table that must be stopped: a careless reader would take a wrong figure from it."""
    return Table(name, layout, *file, Verdict.ASKS)


def either(layout: str, name: str, file: tuple[str, bytes], figures: str) -> Table:
    """A table at which a careful person hesitates: it may be stopped, but if it is read it gives exactly these."""
    return Table(name, layout, *file, Verdict.EITHER, parsed(figures))


def parsed(figures: str) -> tuple[Figure, ...]:
    """Figures, a line each: indicator, year, area, sex, age group, value ('-' for none), and status if not final."""
    return tuple(_figure(*line.split()) for line in figures.strip().splitlines())


def _figure(indicator: str, year: str, area: str, sex: str, age: str, value: str, status: str = "final") -> Figure:
    return indicator, int(year), area, sex, age, None if value == "-" else float(value), status


def rows_of(block: str) -> list[list[str]]:
    """A line a row, cells between bars; the blank lines inside the block are blank rows."""
    lines = dedent(block).strip("\n").splitlines()
    return [[cell.strip() for cell in line.split("|")] if line.strip() else [] for line in lines]


def under(title: str, block: str) -> str:
    """A block with a title, and a blank row, above it."""
    return f"{title}\n\n{dedent(block).strip()}"


def semicolons(block: str, encoding: str = "utf-8-sig", end: str = "\r\n") -> tuple[str, bytes]:
    """A CSV file as Swedish Excel and most authorities write it."""
    return "csv", text_file(_texts(block), ";", encoding, end)


def ansi(block: str) -> tuple[str, bytes]:
    """A CSV file in Windows-1252."""
    return semicolons(block, "cp1252")


def padded(block: str) -> tuple[str, bytes]:
    """A CSV file that Excel saved: each row as long as the longest, and a sign after the last cell too."""
    rows = _texts(block)
    width = max(map(len, rows)) + 1
    return "csv", text_file([[*row, *[""] * (width - len(row))] for row in rows], ";", "utf-8-sig", "\r\n")


def commas(block: str) -> tuple[str, bytes]:
    """A CSV file with commas, as programs write it."""
    return "csv", text_file(_texts(block), ",")


def tabs(block: str, encoding: str = "utf-8") -> tuple[str, bytes]:
    """A text file with tabs."""
    return "txt", text_file(_texts(block), "\t", encoding)


def quoted(block: str, delimiter: str = ",", encoding: str = "utf-8") -> tuple[str, bytes]:
    """PxWeb's CSV: texts in quotes, numbers without."""
    lines = [delimiter.join(map(_quoted, row)) for row in rows_of(block)]
    return "csv", ("\n".join(lines) + "\n").encode(encoding)


def _quoted(cell: str) -> str:
    return cell if re.fullmatch(r"\d+(\.\d+)?|", cell) else f'"{cell.removeprefix(TEXT)}"'


def _texts(block: str) -> list[list[str]]:
    return [[cell.removeprefix(TEXT) for cell in row] for row in rows_of(block)]


TEXT = "'"
"""Before a cell that is text though it looks like a number, as in Excel."""

Change = Callable[[Worksheet], None]


def sheet(block: str, title: str = "Blad1", change: Change | None = None) -> tuple[str, bytes]:
    """A workbook of one sheet, its numbers stored as numbers."""
    return book({title: block}, change)


def book(blocks: Mapping[str, str], change: Change | None = None) -> tuple[str, bytes]:
    """A workbook of a sheet for each block; `change` is done to each before it is saved."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, block in blocks.items():
        page = workbook.create_sheet(title)
        _fill(page, rows_of(block))
        if change:
            change(page)
    return "xlsx", saved(workbook)


def _fill(page: Worksheet, rows: list[list[str]]) -> None:
    for number, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            if text:
                page.cell(number, column).value = _stored(text)


def _stored(text: str) -> Any:
    if text in ("SANT", "FALSKT"):
        return text == "SANT"
    if re.fullmatch(r"[1-9]\d*|0", text):
        return int(text)
    if re.fullmatch(r"\d+,\d+", text):
        return float(text.replace(",", "."))
    return text.removeprefix(TEXT)


def merged(*ranges: str) -> Change:
    """Merge these cells of the sheet."""

    def change(page: Worksheet) -> None:
        for cells in ranges:
            page.merge_cells(cells)

    return change


def as_per_cent(*cells: str) -> Change:
    """Show these cells as per cent."""

    def change(page: Worksheet) -> None:
        for cell in cells:
            page[cell].number_format = "0%"

    return change
