"""An Excel workbook as the cells of its sheets, and what is hidden in it."""

from __future__ import annotations

import datetime
import io
import math
import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.files.bounds import LONGEST_TEXT, Characters
from pipeline.intake.files.document import (
    EMPTY,
    LOWERED,
    RAISED,
    Aside,
    Content,
    Document,
    Range,
    Sheet,
    SheetCell,
    struck,
)
from pipeline.intake.files.strict import as_transitional
from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.intake.files.workbook_texts import scan_workbook
from pipeline.intake.files.zip_safety import WIDEST
from pipeline.messages import say
from pipeline.model import Problem, Repair

LAST_ROW = 1_048_576
"""In Excel, where an area of whole columns ends."""

QUOTED_IN_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""The parts of a number format that are literal text, colours or conditions."""


def open_workbook(path: Path, content: bytes) -> tuple[Document, list[Problem], list[Repair]]:
    """The workbook as a document: every sheet, hidden ones too. Raises UnreadableFile."""
    contents = scan_workbook(content)
    content = as_transitional(content)
    values = _load(content, data_only=True)
    if not 0 < contents.sheets <= len(values.sheetnames):
        # openpyxl skips a sheet that is missing from the file.
        raise UnreadableFile("file_is_whole")
    formulas = _load(content, data_only=False) if contents.has_formulas else None
    counted = Characters()
    with _whole():
        sheets = tuple(
            _sheet(sheet, formulas[sheet.title] if formulas else None, counted) for sheet in values.worksheets
        )
    if contents.longest_shared > LONGEST_TEXT:
        counted.take_aside(say("place_once"), " " * contents.longest_shared)
    return Document(path, sheets, None, tuple(_besides(sheets, contents.texts)), is_excel=True), [], []


def _besides(sheets: Sequence[Sheet], texts: Iterable[Aside]) -> Iterator[Aside]:
    """The texts outside the cells: not those that the file keeps in one place for all of its cells to share."""
    written = {cell.content for sheet in sheets for cells in sheet.rows.values() for cell in cells}
    return (text for text in texts if text.where != say("place_once") or text.text not in written)


def _load(content: bytes, data_only: bool) -> Workbook:
    with _whole(), warnings.catch_warnings():
        # openpyxl warns of parts that it leaves out and of impossible dates: nothing that staff can act on.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only, keep_links=False, rich_text=True)


@contextmanager
def _whole() -> Iterator[None]:
    """Raise UnreadableFile if openpyxl fails in the block."""
    try:
        yield
    except UnreadableFile:
        raise
    except Exception as error:
        # openpyxl raises almost anything on a damaged workbook: KeyError, TypeError, ValueError ...
        raise UnreadableFile("file_is_whole") from error


def _sheet(sheet: Worksheet, formulas: Worksheet | None, counted: Characters) -> Sheet:
    rows = dict(_rows(sheet, formulas, counted))
    hidden = sorted(_hidden_rows(sheet, rows))
    return Sheet(
        sheet.title,
        rows,
        is_hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(hidden),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        merged=tuple(
            Range(area.min_row, area.max_row, area.min_col, area.max_col) for area in sheet.merged_cells.ranges
        ),
        is_filtered=any(bisect_left(hidden, first) < bisect_right(hidden, last) for first, last in _filtered(sheet)),
    )


def _filtered(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    """The first and last row of each area with filter buttons, of the sheet itself or of a table in it."""
    for found in (sheet, *sheet.tables.values()):
        area = found.auto_filter.ref if isinstance(found, Worksheet) else found.autoFilter and found.autoFilter.ref
        if area:
            _, first, _, last = range_boundaries(area)
            yield first or 1, last or LAST_ROW


def _rows(
    sheet: Worksheet, formulas: Worksheet | None, counted: Characters
) -> Iterator[tuple[int, tuple[SheetCell, ...]]]:
    """The rows that are not empty, by number.

    openpyxl's own iteration creates a cell for each position of the rectangle: seventeen billion if there is a cell in
    the last column of the last row. So only the cells that exist are read.
    """
    by_row: dict[int, dict[int, SheetCell]] = {}
    for (row, column), cell in sheet._cells.items():
        found = _cell(cell, formulas)
        for text in (found.content, found.formula):
            if isinstance(text, str):
                counted.take(text, sheet.title, row, column)
        if not found.is_empty:
            by_row.setdefault(row, {})[column] = found
    if sum(max(cells) for cells in by_row.values()) > WIDEST:
        raise UnreadableFile("sheet_is_narrow", sheet=sheet.title)
    for row, cells in sorted(by_row.items()):
        yield row, tuple(cells.get(column, EMPTY) for column in range(1, max(cells) + 1))


def _cell(cell: Any, formulas: Worksheet | None) -> SheetCell:
    formula = _formula(formulas, cell.row, cell.column) if formulas else None
    content = _content(cell.value)
    if content is None and formula is None:
        return SheetCell()
    if content is not None and cell.has_style and cell.font.strike:
        content = struck(str(content))
    is_number = isinstance(content, int | float) and not isinstance(content, bool)
    words = _words_of_format(str(cell.number_format)) if is_number else ""
    if words:
        # What the format writes beside the number is part of what staff see: "<" 5, 23 "tkr".
        content, is_number = f"{content} {words}", False
    is_percent = is_number and _is_of_percent(str(cell.number_format))
    return SheetCell(content, is_percent, formula, getattr(cell, "data_type", "n") == "e")


@lru_cache(maxsize=1024)
def _is_of_percent(number_format: str) -> bool:
    return "%" in QUOTED_IN_FORMAT.sub("", number_format)


@lru_cache(maxsize=1024)
def _words_of_format(number_format: str) -> str:
    """The letters and signs that a number format writes beside a number, or hides it with."""
    if number_format.strip() == ";;;":
        return number_format
    found = (literal.strip() for literal in re.findall(r'"([^"]*)"', number_format.partition(";")[0]))
    return " ".join(literal for literal in found if literal and literal != "%")


def _content(value: object) -> Content:
    if isinstance(value, float) and not math.isfinite(value):
        # From a damaged file, or a number too large for a spreadsheet: kept as text, which is no figure.
        return str(value)
    if isinstance(value, CellRichText):
        return "".join(_as_seen(run) if isinstance(run, TextBlock) else run for run in value)
    if value is None or isinstance(value, str | int | float | bool | datetime.date | datetime.time):
        return value
    # A duration, or something else that is no figure.
    return str(value)


def _as_seen(run: TextBlock) -> str:
    """A run of rich text, in characters that look like its formatting."""
    text = run.text
    if run.font.vertAlign == "superscript":
        text = text.translate(RAISED)
    elif run.font.vertAlign == "subscript":
        text = text.translate(LOWERED)
    return struck(text) if run.font.strike else text


def _formula(sheet: Worksheet, row: int, column: int) -> str | None:
    value = sheet.cell(row, column).value
    if isinstance(value, ArrayFormula):
        return str(value.text or "=")
    if isinstance(value, DataTableFormula):
        return "=TABLE()"
    return str(value) if sheet.cell(row, column).data_type == "f" else None


def _hidden_rows(sheet: Worksheet, rows: Mapping[int, object]) -> Iterator[int]:
    """Rows that are hidden: by choice, by a filter, by zero height, or by a sheet that hides unlisted rows."""
    dimensions = sheet.row_dimensions
    for row in rows:
        if row in dimensions:
            if dimensions[row].hidden or dimensions[row].height == 0:
                yield row
        elif sheet.sheet_format.zeroHeight:
            yield row


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    """The hidden columns as far as there are cells, each once: in a damaged file there may be thousands of areas."""
    last = sheet.max_column
    # openpyxl does not count a width of zero as a custom one, but its default where none is given is another.
    hidden = (each for each in sheet.column_dimensions.values() if each.hidden or each.width == 0)
    next_one = 0
    for first, end in sorted((each.min or 0, min(each.max or 0, last) + 1) for each in hidden):
        yield from range(max(first, next_one), end)
        next_one = max(next_one, end)
