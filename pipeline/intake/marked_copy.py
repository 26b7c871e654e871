"""Staff's own file as an Excel copy with the faulty cells marked, the reason as a comment on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.files.document import Document, column_letter
from pipeline.messages import say
from pipeline.model import Place, Problem

WRONG, DOUBTFUL = PatternFill("solid", fgColor="FFC7CE"), PatternFill("solid", fgColor="FFEB9C")

MARKED = 2000
"""The most cells marked in one copy; nobody corrects more by hand."""

COMMENT_WIDTH, COMMENT_HEIGHT = 420, 160

SEARCHED = 80
"""How many rows are searched for headings."""

LINE_HEIGHT = 15.5

SUMMARY_WIDTHS = (22, 8, 26, 110)


def write_marked_copy(document: Document, problems: Sequence[Problem], folder: Path) -> Path | None:
    """A marked copy of the file in `folder`, or None if nothing is wrong with the file.

    Everything in the file is kept except macros and links to other files, which no file that was opened has.
    """
    own = [problem for problem in problems if problem.place.file == document.name]
    if not own:
        return None
    workbook = _workbook(document)
    headings = {sheet.title: _headings_of(sheet) for sheet in workbook.worksheets}
    for problem in own[:MARKED]:
        cell = _cell(workbook, headings, problem.place)
        if cell is not None:
            _mark(cell, problem)
    _summarise(workbook, own)
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / say("marked_copy_name", stem=document.path.stem)
    if copy.exists():
        # Another file has the same name but another extension.
        copy = folder / say("marked_copy_name", stem=document.name)
    workbook.save(copy)
    return copy


def _workbook(document: Document) -> Workbook:
    """The file itself if it is a workbook; a text file's cells in a new workbook, all as text."""
    if document.text is None:
        return openpyxl.load_workbook(document.path, keep_links=False)
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row, cells in document.sheets[0].rows.items():
        for column, cell in enumerate(cells, start=1):
            place = sheet.cell(row, column)
            place.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", str(cell.content or ""))
            # A text that begins with = would otherwise become a formula.
            place.data_type = "s"
            place.number_format = "@"
    return workbook


def _headings_of(sheet: Worksheet) -> dict[str, int]:
    """The column numbers of a sheet by letter, and by the texts in its first rows."""
    columns = {column_letter(number).casefold(): number for number in range(1, sheet.max_column + 1)}
    for row in sheet.iter_rows(max_row=SEARCHED, values_only=True):
        for number, value in enumerate(row, start=1):
            columns.setdefault(str(value or "").strip().casefold(), number)
    return columns


def _cell(workbook: Workbook, headings: Mapping[str, Mapping[str, int]], place: Place) -> ExcelCell | None:
    """The cell that a place names, or the first of its row if it names no column."""
    if place.row is None or (place.sheet is not None and place.sheet not in workbook.sheetnames):
        return None
    sheet = workbook[place.sheet] if place.sheet else workbook.worksheets[0]
    cell = sheet.cell(place.row, headings[sheet.title].get((place.column or "").casefold(), 1))
    return cell if isinstance(cell, ExcelCell) else None


def _mark(cell: ExcelCell, problem: Problem) -> None:
    cell.fill = WRONG if problem.fatal else DOUBTFUL
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(before + problem.message, say("marked_by"), COMMENT_HEIGHT, COMMENT_WIDTH)


def _summarise(workbook: Workbook, problems: Sequence[Problem]) -> None:
    """Add a first sheet with a row for each problem of the file."""
    sheet = workbook.create_sheet(_free_name(workbook), 0)
    sheet.append(list(_headings()))
    in_order = sorted(problems[:MARKED], key=lambda problem: (problem.place.sheet or "", problem.place.row or 0))
    for number, problem in enumerate(in_order, start=2):
        place = problem.place
        sheet.append([place.sheet or "", place.row or "", place.column or "", problem.message])
        sheet.row_dimensions[number].height = LINE_HEIGHT * (1 + len(problem.message) // SUMMARY_WIDTHS[-1])
    for column, width in enumerate(SUMMARY_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = Font(bold=True)
    for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row):
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    for (cell,) in sheet.iter_rows(min_col=4, max_col=4, min_row=2):
        # A message that quotes a formula is shown, not computed.
        cell.data_type = "s"
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    workbook.active = 0
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _headings() -> Iterator[str]:
    return (say(f"marked_{part}") for part in ("sheet", "row", "column", "message"))


def _free_name(workbook: Workbook) -> str:
    name = say("marked_summary")
    while name in workbook.sheetnames:
        name += " (2)"
    return name
