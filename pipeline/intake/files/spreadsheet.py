"""An Excel workbook as the cells of its sheets, and what is hidden in it."""

from __future__ import annotations

import datetime
import io
import math
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.files.document import EMPTY, STRUCK, Content, Document, Range, Sheet, SheetCell
from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.intake.files.zip_safety import scan_archive
from pipeline.model import Problem, Repair

WIDEST = 2_000_000
"""The most cells in one sheet, each row counted from the first column to its last filled one."""

QUOTED_IN_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""The parts of a number format that are literal text, colours or conditions."""

RAISED, LOWERED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
"""Digits as they look, so that a footnote mark does not become a digit of the number before it."""


def open_workbook(path: Path, content: bytes) -> tuple[Document, list[Problem], list[Repair]]:
    """The workbook as a document: every sheet, hidden ones too. Raises UnreadableFile."""
    contents = scan_archive(content)
    values = _load(content, data_only=True)
    if not 0 < contents.sheets <= len(values.sheetnames):
        # openpyxl skips a sheet that is missing from the file.
        raise UnreadableFile("file_is_whole")
    formulas = _load(content, data_only=False) if contents.has_formulas else None
    sheets = tuple(_sheet(sheet, formulas[sheet.title] if formulas else None) for sheet in values.worksheets)
    return Document(path, sheets, None, contents.texts), [], []


def _load(content: bytes, data_only: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of parts that it leaves out and of impossible dates: nothing that staff can act on.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only, keep_links=False, rich_text=True)
    except Exception as error:
        # openpyxl raises almost anything on a damaged workbook: KeyError, TypeError, ValueError ...
        raise UnreadableFile("file_is_whole") from error


def _sheet(sheet: Worksheet, formulas: Worksheet | None) -> Sheet:
    rows = dict(_rows(sheet, formulas))
    return Sheet(
        sheet.title,
        rows,
        is_hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(_hidden_rows(sheet, rows)),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        merged=tuple(
            Range(area.min_row, area.max_row, area.min_col, area.max_col) for area in sheet.merged_cells.ranges
        ),
    )


def _rows(sheet: Worksheet, formulas: Worksheet | None) -> Iterator[tuple[int, tuple[SheetCell, ...]]]:
    """The rows that are not empty, by number.

    openpyxl's own iteration creates a cell for each position of the rectangle: seventeen billion if there is a cell in
    the last column of the last row. So only the cells that exist are read.
    """
    by_row: dict[int, dict[int, SheetCell]] = {}
    for (row, column), cell in sheet._cells.items():
        found = _cell(cell, formulas)
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
        content = _struck(str(content))
    is_number = isinstance(content, int | float) and not isinstance(content, bool)
    is_percent = is_number and "%" in QUOTED_IN_FORMAT.sub("", str(cell.number_format))
    return SheetCell(content, is_percent, formula, getattr(cell, "data_type", "n") == "e")


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
    return _struck(text) if run.font.strike else text


def _struck(text: str) -> str:
    return "".join(character + STRUCK for character in text)


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
    for dimension in sheet.column_dimensions.values():
        # openpyxl does not count a width of zero as a custom one, but its default where none is given is another.
        if dimension.hidden or dimension.width == 0:
            yield from range(dimension.min or 0, min(dimension.max or 0, sheet.max_column) + 1)
