"""Staff's own file as an Excel copy with the faulty cells marked, the reason as a comment on each."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.files.bounds import LONGEST_TEXT
from pipeline.intake.files.document import Document, SheetCell, column_letter
from pipeline.intake.files.strict import as_transitional
from pipeline.intake.report_names import free_path
from pipeline.messages import say
from pipeline.model import Place, Problem
from pipeline.wording.visible import on_one_line

WRONG, DOUBTFUL = PatternFill("solid", fgColor="FFC7CE"), PatternFill("solid", fgColor="FFEB9C")

MARKED = 2000
"""The most cells marked in one copy; nobody corrects more by hand."""

COMMENT_WIDTH, COMMENT_HEIGHT = 420, 160

SEARCHED = 80
"""How many rows are searched for headings."""

LONGEST_TITLE = 31
"""How many characters a sheet's name has at most in Excel."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of a sheet in Excel. A text file may have more."""

LINE_HEIGHT = 15.5

SUMMARY_WIDTHS = (22, 8, 26, 110)


class CopyNotMade(Exception):
    """No marked copy can be made of a file that could be read."""


def write_marked_copy(document: Document, problems: Sequence[Problem], folder: Path) -> Path | None:
    """A marked copy of the file in `folder`, or None if nothing is wrong with the file.

    Of a workbook, everything is kept except macros and links to other files, which no file that was opened has. Of any
    other file, and of one whose personal data has been masked, the cells. Raises CopyNotMade, with nothing left behind.
    """
    own = [problem for problem in problems if problem.place.file == document.name]
    if not own:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    copy = free_path(folder, "marked_copy_name", document.name)
    try:
        _marked(document, own).save(copy)
    except Exception as error:
        # openpyxl raises almost anything, at what only Excel understands or a sheet cannot hold, and disks are full.
        copy.unlink(missing_ok=True)
        raise CopyNotMade from error
    return copy


def _marked(document: Document, problems: Sequence[Problem]) -> Workbook:
    workbook = _file(document.path) if document.is_excel else _workbook_of_cells(document)
    sheets = _sheets_of(document, workbook)
    headings = {name: _headings_of(sheet) for name, sheet in sheets.items()}
    for place, problem in islice(_places(problems), MARKED):
        cell = _cell(sheets, headings, place)
        if cell is not None:
            _mark(cell, problem)
    _summarise(workbook, problems)
    return workbook


def _places(problems: Sequence[Problem]) -> Iterator[tuple[Place, Problem]]:
    """Every place where something is wrong, also those that share a problem."""
    for problem in problems:
        if problem.others:
            yield from ((replace(problem.place, row=row or None), problem) for rows in problem.others for row in rows)
        else:
            yield problem.place, problem


def _file(path: Path) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(as_transitional(path.read_bytes())), keep_links=False)


def _workbook_of_cells(document: Document) -> Workbook:
    """The cells of each sheet in a new workbook, all that is text as text; a text file's numbers as text too."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in document.sheets:
        page = workbook.create_sheet(INVALID_TITLE_REGEX.sub(" ", sheet.name or "")[:LONGEST_TITLE] or None)
        if any(row > LAST_ROW or len(cells) > LAST_COLUMN for row, cells in sheet.rows.items()):
            raise CopyNotMade
        for row, cells in sheet.rows.items():
            for column, cell in enumerate(cells, start=1):
                if not cell.is_empty:
                    _fill(page.cell(row, column), cell)
    return workbook


def _fill(place: ExcelCell | MergedCell, cell: SheetCell) -> None:
    """Write what a cell holds, or the formula that has no value yet; nothing becomes a formula."""
    content = cell.formula if cell.content is None else cell.content
    if isinstance(content, str):
        place.value = ILLEGAL_CHARACTERS_RE.sub("", content)
        # A text that begins with = would otherwise become a formula.
        place.data_type = "s"
        place.number_format = "@"
    else:
        place.value = content
        if cell.is_percent:
            place.number_format = "0.0 %"


def _sheets_of(document: Document, workbook: Workbook) -> dict[str | None, Worksheet]:
    """The sheets of the copy by the names that they have in the file, but for names that masking made the same."""
    names = Counter(sheet.name for sheet in document.sheets)
    pairs = zip(document.sheets, workbook.worksheets, strict=True)
    return {sheet.name: page for sheet, page in pairs if names[sheet.name] == 1}


def _headings_of(sheet: Worksheet) -> dict[str, int]:
    """The column numbers of a sheet by letter, and by the texts in its first rows."""
    columns = {column_letter(number).casefold(): number for number in range(1, sheet.max_column + 1)}
    for row in sheet.iter_rows(max_row=SEARCHED, values_only=True):
        for number, value in enumerate(row, start=1):
            columns.setdefault(str(value or "").strip().casefold(), number)
    return columns


def _cell(
    sheets: Mapping[str | None, Worksheet], headings: Mapping[str | None, Mapping[str, int]], place: Place
) -> ExcelCell | None:
    """The cell that a place names, or the first of its row if it names no column."""
    if place.row is None or place.sheet not in sheets:
        return None
    number = headings[place.sheet].get((place.column or "").casefold(), 1)
    cell = sheets[place.sheet].cell(place.row, number)
    return cell if isinstance(cell, ExcelCell) else None


def _mark(cell: ExcelCell, problem: Problem) -> None:
    cell.fill = WRONG if problem.fatal else DOUBTFUL
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    text = (before + on_one_line(problem.message))[:LONGEST_TEXT]
    cell.comment = Comment(text, say("marked_by"), COMMENT_HEIGHT, COMMENT_WIDTH)


def _summarise(workbook: Workbook, problems: Sequence[Problem]) -> None:
    """Add a first sheet with a row for each problem of the file."""
    sheet = workbook.create_sheet(_free_name(workbook), 0)
    sheet.append(list(_headings()))
    in_order = sorted(problems[:MARKED], key=lambda problem: (problem.place.sheet or "", problem.place.row or 0))
    for number, problem in enumerate(in_order, start=2):
        place = problem.place
        sheet_name, column_name, message = map(on_one_line, (place.sheet or "", place.column or "", problem.message))
        sheet.append([sheet_name, place.row or "", column_name, message])
        sheet.row_dimensions[number].height = LINE_HEIGHT * (1 + len(problem.message) // SUMMARY_WIDTHS[-1])
    for column, width in enumerate(SUMMARY_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = Font(bold=True)
    for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row):
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)):
        # A message that quotes a formula, or a sheet called by one, is shown and not computed.
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
