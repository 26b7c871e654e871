"""The cells of an OpenDocument spreadsheet, read as a stream and within bounds, and what is hidden among them."""

from __future__ import annotations

import datetime
import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.intake.files.bounds import MOST_SHEETS, judge_count
from pipeline.intake.files.calc_styles import Styles
from pipeline.intake.files.calc_texts import PARAGRAPHS, CalcTexts
from pipeline.intake.files.document import (
    EMPTY,
    LOWERED,
    RAISED,
    Content,
    Range,
    Sheet,
    SheetCell,
    column_letter,
    struck,
)
from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.intake.files.workbook_texts import without_author
from pipeline.intake.files.zip_safety import WIDEST, judge_counts

MOST_REPEATED = 2**31
"""What a larger number of rows or columns is read as: it is no less refused, and can be counted with."""

UNSEEN = frozenset({"collapse", "filter"})

BLANKS = re.compile(r"[ \t\r\n]+")

WHOLE = re.compile(r"-?\d{1,15}")

ERROR = re.compile(r"#[\w/]+[!?]|#N/A|(Err|Fel):\d{3}")
"""What a formula shows that could not be computed, in Excel and in LibreOffice."""

DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")

LANGUAGE = re.compile(r"^[a-z]+:(?==)")
"""What says which language of formulas a formula is in."""

REFERENCE = re.compile(r"\[([^\[\]]*)\]")

ADDRESS = re.compile(r"\$?'?(.*?)'?\.\$?([A-Z]+)\$?(\d+)(?::.*?\.?\$?[A-Z]+\$?(\d+))?")
"""A cell or an area: the name of the sheet, the column and row of its first cell, and its last row."""


@dataclass
class _Row:
    """The row that is being read: how many times it is repeated, and what is in it."""

    number: int
    repeated: int
    style: str | None
    is_hidden: bool
    is_filtered: bool
    column: int = 1
    cells: dict[int, SheetCell] = field(default_factory=dict)


@dataclass
class _Cell:
    """The cell that is being read: its attributes, and the paragraphs of its text."""

    attrs: Mapping[str, str]
    is_covered: bool
    style: str | None
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class _Table:
    """The sheet that is being read."""

    name: str
    is_hidden: bool
    next_row: int = 1
    next_column: int = 1
    first_columns: list[int] = field(default_factory=list)
    rows: dict[int, tuple[SheetCell, ...]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int, str | None, bool]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    is_filtered: bool = False


@dataclass
class CalcCells(CalcTexts):
    """Collects the sheets of content.xml, and the texts outside their cells.

    What is counted is counted over all the sheets: a few bytes can say that there are a million cells in each.
    """

    styles: Styles = field(default_factory=Styles)
    tables: list[_Table] = field(default_factory=list)
    filters: list[str] = field(default_factory=list)
    table: _Table | None = None
    row: _Row | None = None
    cell: _Cell | None = None
    note: list[str] | None = None
    author: str = ""
    closed_groups: list[bool] = field(default_factory=list)
    spans: list[str | None] = field(default_factory=list)
    address: tuple[str | None, int | None, str | None] = (None, None, None)
    count_of_rows: int = 0
    count_of_cells: int = 0
    width: int = 0

    def begin(self, element: str, attrs: Mapping[str, str]) -> None:
        self.styles.start(element, attrs)
        match element:
            case "table:table":
                self._begin_table(attrs)
            case "table:table-column":
                self._take_column(attrs)
            case "table:table-row-group":
                self.closed_groups.append(attrs.get("table:display") == "false")
            case "table:table-row":
                self._begin_row(attrs)
            case "table:table-cell" | "table:covered-table-cell":
                self._begin_cell(element, attrs)
            case "office:annotation":
                self.note, self.author = [], ""
            case "text:span":
                self.spans.append(attrs.get("text:style-name"))
            case "table:content-validation":
                self.address = _address(attrs.get("table:base-cell-address", ""))
            case "table:database-range":
                self.filters.append(attrs.get("table:target-range-address", ""))
            case "draw:image" if "://" in attrs.get("xlink:href", ""):
                raise UnreadableFile("calc_stands_alone")

    def end(self, element: str) -> None:
        match element:
            case "table:table":
                self.table = None
            case "table:table-row-group":
                self.closed_groups.pop()
            case "table:table-row":
                self._end_row()
            case "table:table-cell" | "table:covered-table-cell":
                self._end_cell()
            case "office:annotation":
                self._end_note()
            case "text:span":
                self.spans.pop()
            case "table:content-validation":
                self.address = (None, None, None)

    def characters(self, content: str) -> None:
        if PARAGRAPHS.intersection(self.path):
            content = BLANKS.sub(" ", content)
            if self.cell and self.spans:
                content = self._as_seen(content)
        self.pieces.append(content)

    def _as_seen(self, text: str) -> str:
        """A run of text, in characters that look like the formatting of the spans that it is within."""
        for style in (self.styles.of("text", name) for name in self.spans):
            if style.is_raised or style.is_lowered:
                text = text.translate(RAISED if style.is_raised else LOWERED)
        return struck(text) if any(self.styles.is_struck("text", name) for name in self.spans) else text

    def deliver(self, element: str, text: str) -> None:
        if self.note is not None:
            if element == "dc:creator":
                self.author = text.strip()
                self.keep(element, text)
            elif element in PARAGRAPHS:
                self.note.append(text)
        elif self.cell and not any(each.startswith("draw:") for each in self.path):
            self.cell.paragraphs.append(text)
        else:
            self.keep(element, text)

    def at(self) -> tuple[str | None, int | None, str | None]:
        if self.table is None:
            return self.address
        if self.row is None or self.cell is None:
            return self.table.name, None, None
        return self.table.name, self.row.number, column_letter(self.row.column)

    def _begin_table(self, attrs: Mapping[str, str]) -> None:
        if self.table:
            # A table within a cell, which no spreadsheet program makes: its figures would be read as the cell's.
            raise UnreadableFile("file_is_whole")
        style = self.styles.of("table", attrs.get("table:style-name"))
        self.table = _Table(attrs.get("table:name", ""), style.is_unseen)
        self.tables.append(self.table)
        judge_count("workbook_has_few_sheets", len(self.tables), MOST_SHEETS)
        self._count(rows=1)

    def _take_column(self, attrs: Mapping[str, str]) -> None:
        if self.table:
            self._count(cells=1)
            first = self.table.next_column
            self.table.first_columns.append(first)
            self.table.next_column += _repeated(attrs, "table:number-columns-repeated")
            unseen = self.styles.of("table-column", attrs.get("table:style-name")).is_unseen
            unseen |= attrs.get("table:visibility") in UNSEEN
            default = attrs.get("table:default-cell-style-name")
            self.table.columns.append((first, self.table.next_column - 1, default, unseen))

    def _begin_row(self, attrs: Mapping[str, str]) -> None:
        if self.table is None:
            return
        self._count(rows=1)
        visibility = attrs.get("table:visibility")
        unseen = self.styles.of("table-row", attrs.get("table:style-name")).is_unseen or visibility in UNSEEN
        self.row = _Row(
            self.table.next_row,
            _repeated(attrs, "table:number-rows-repeated"),
            attrs.get("table:default-cell-style-name"),
            is_hidden=unseen or any(self.closed_groups),
            is_filtered=visibility == "filter",
        )

    def _begin_cell(self, element: str, attrs: Mapping[str, str]) -> None:
        if self.row is None:
            return
        self._count(cells=1)
        self.cell = _Cell(attrs, element != "table:table-cell", attrs.get("table:style-name") or self.row.style)

    def _end_cell(self) -> None:
        table, row, cell = self.table, self.row, self.cell
        if table is None or row is None or cell is None:
            return
        repeated = _repeated(cell.attrs, "table:number-columns-repeated")
        style = cell.style or _style_of_column(table, row.column)
        found = EMPTY if cell.is_covered else self._content_of(cell, style)
        if not found.is_empty:
            self._count(cells=repeated * row.repeated)
            for text in (found.content, found.formula):
                if isinstance(text, str):
                    self.counted.take(text, table.name, row.number, row.column, times=repeated * row.repeated)
            row.cells |= dict.fromkeys(range(row.column, row.column + repeated), found)
        self._take_merged(table, row, cell.attrs)
        row.column += repeated
        self.cell = None

    def _take_merged(self, table: _Table, row: _Row, attrs: Mapping[str, str]) -> None:
        columns = _repeated(attrs, "table:number-columns-spanned")
        rows = _repeated(attrs, "table:number-rows-spanned")
        if columns * rows > 1:
            self._count(cells=columns * rows)
            self.counted.take_areas(1)
            table.merged.append(Range(row.number, row.number + rows - 1, row.column, row.column + columns - 1))

    def _content_of(self, cell: _Cell, style: str | None) -> SheetCell:
        kind = cell.attrs.get("office:value-type", "")
        formula = cell.attrs.get("table:formula")
        text = "\n".join(cell.paragraphs) if cell.paragraphs else cell.attrs.get("office:string-value")
        content = _value(kind, cell.attrs, text or None)
        is_number = isinstance(content, int | float) and not isinstance(content, bool)
        if content is not None and self.styles.is_struck("table-cell", style):
            content = struck(str(content))
        return SheetCell(
            content,
            is_percent=is_number and kind == "percentage",
            formula=_as_excel_writes(formula) if formula is not None else None,
            is_error=formula is not None and isinstance(content, str) and ERROR.fullmatch(content) is not None,
        )

    def _end_row(self) -> None:
        table, row = self.table, self.row
        if table is None or row is None:
            return
        self.row = None
        numbers = range(row.number, row.number + row.repeated)
        table.next_row += row.repeated
        if not row.cells:
            return
        self._count(rows=row.repeated - 1)
        self.width += max(row.cells) * row.repeated
        if self.width > WIDEST:
            raise UnreadableFile("sheet_is_narrow", sheet=table.name)
        cells = tuple(row.cells.get(column, EMPTY) for column in range(1, max(row.cells) + 1))
        table.rows |= dict.fromkeys(numbers, cells)
        table.hidden_rows.update(numbers if row.is_hidden else ())
        table.is_filtered |= row.is_filtered

    def _end_note(self) -> None:
        text = without_author("\n".join(self.note or ()), [self.author])
        self.keep("office:annotation", text)
        self.note = None

    def _count(self, rows: int = 0, cells: int = 0) -> None:
        self.count_of_rows += rows
        self.count_of_cells += cells
        judge_counts(self.count_of_rows, self.count_of_cells)

    def sheets(self) -> Iterator[Sheet]:
        """The sheets, once the part has been read."""
        areas = self._filtered()
        for table in self.tables:
            rows = sorted(table.hidden_rows)
            width = max(map(len, table.rows.values()), default=0)
            hidden = frozenset(
                column
                for first, last, _, is_hidden in table.columns
                if is_hidden
                for column in range(first, min(last, width) + 1)
            )
            yield Sheet(
                table.name,
                table.rows,
                is_hidden=table.is_hidden,
                hidden_rows=frozenset(rows),
                hidden_columns=hidden,
                merged=tuple(table.merged),
                is_filtered=table.is_filtered
                or any(bisect_left(rows, first) < bisect_right(rows, last) for first, last in areas[table.name]),
            )

    def _filtered(self) -> Mapping[str, list[tuple[int, int]]]:
        """The first and last row of each area with filter buttons, by sheet: there, Excel may have hidden rows."""
        areas: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for area in filter(None, map(ADDRESS.fullmatch, self.filters)):
            areas[area[1]].append((int(area[3]), int(area[4] or area[3])))
        return areas


def _style_of_column(table: _Table, column: int) -> str | None:
    """The style of the cells of a column that have none of their own."""
    place = bisect_right(table.first_columns, column) - 1
    return table.columns[place][2] if place >= 0 else None


def _repeated(attrs: Mapping[str, str], name: str) -> int:
    return min(max(1, int(attrs.get(name, "1"))), MOST_REPEATED)


def _value(kind: str, attrs: Mapping[str, str], text: str | None) -> Content:
    """What a cell of this type holds, as a spreadsheet stores it; its text if that is not of the type."""
    if kind in ("float", "percentage", "currency") and "office:value" in attrs:
        return _number(attrs["office:value"])
    if kind == "date":
        return _moment(attrs.get("office:date-value", "")) or text
    if kind == "time":
        return _time(attrs.get("office:time-value", "")) or text
    if kind == "boolean" and attrs.get("office:boolean-value") in ("true", "false"):
        return attrs["office:boolean-value"] == "true"
    return text


def _number(text: str) -> int | float | str:
    if WHOLE.fullmatch(text):
        return int(text)
    value = float(text)
    return value if math.isfinite(value) else text


def _moment(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _time(text: str) -> datetime.time | None:
    found = DURATION.fullmatch(text)
    if found is None or int(found[1]) > 23:
        return None
    return datetime.time(int(found[1]), int(found[2]), int(found[3]))


def _as_excel_writes(formula: str) -> str:
    """A formula with references as Excel writes them. Raises UnreadableFile if it reads another file."""
    if "file://" in formula.casefold():
        raise UnreadableFile("calc_stands_alone")
    return REFERENCE.sub(lambda found: _reference(found[1]), LANGUAGE.sub("", formula))


def _reference(inner: str) -> str:
    first, colon, last = inner.partition(":")
    return _point(first) + colon + _point(last).rpartition("!")[2]


def _point(text: str) -> str:
    sheet, dot, cell = text.rpartition(".")
    return f"{sheet.removeprefix('$')}!{cell}" if dot and sheet else cell


def _address(text: str) -> tuple[str | None, int | None, str | None]:
    found = ADDRESS.fullmatch(text)
    return (found[1], int(found[3]), found[2]) if found else (None, None, None)
