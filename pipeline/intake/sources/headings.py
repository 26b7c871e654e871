"""Finds the tables in a file by their headings, in whatever row and order those are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.intake.files.document import EMPTY, Document, Sheet, SheetCell, column_letter
from pipeline.intake.sources import spellings
from pipeline.intake.sources.contract import ASSESSED, OBSERVED, REASONED, ImportContext, Origin
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.spellings import normalised
from pipeline.messages import say
from pipeline.model import KEY, Place
from pipeline.schema import TableSchema

SEARCHED = 60
"""How many non-empty rows are searched for headings."""

ALSO_CALLED: Mapping[str, str] = {
    "antal": "value",
    "andel": "value",
    "kommun": "area_code",
    "uppföljningsår": "year",
    "åldersgrupp": "age_group",
    "indikatorkod": "indicator_id",
}
"""Other names for a column, in addition to its name and titles in the schema."""


@dataclass(frozen=True)
class Kind:
    """A kind of table: the schema that names its columns, and the columns that it must have."""

    schema: str
    columns: tuple[str, ...]
    required: frozenset[str]


OBSERVATIONS = Kind("observations", OBSERVED, frozenset({"indicator_id", "sex", "value"}))
ASSESSMENTS = Kind("assessments", ASSESSED, frozenset({"priority_id", "done"}))
REASONS = Kind("revisions", REASONED, frozenset({"indicator_id", "reason"}))
KINDS = (OBSERVATIONS, ASSESSMENTS, REASONS)


@dataclass(frozen=True)
class Table:
    """A table found in a sheet: its kind, the number of each of its columns, and where its rows begin."""

    kind: Kind
    origin: Origin
    sheet: Sheet
    columns: Mapping[str, int]
    header_row: int
    first_row: int

    def cell(self, row: int, column: str) -> SheetCell:
        """The cell under a heading, or the merged cell that covers it."""
        number = self.columns.get(column)
        return self.filled.get((row, number), self.sheet.cell(row, number)) if number else EMPTY

    @cached_property
    def width(self) -> int:
        """The number of the last column that has a heading, known or not."""
        headings = enumerate(self.sheet.rows[self.header_row], start=1)
        return max(number for number, cell in headings if not cell.is_empty)

    @cached_property
    def filled(self) -> Mapping[tuple[int, int], SheetCell]:
        """The merged cells of the key columns, for each row below their first."""
        keys = {number for column, number in self.columns.items() if column in KEY}
        return {
            (row, merged.first_column): self.sheet.cell(merged.first_row, merged.first_column)
            for merged in self.sheet.merged
            if merged.first_column == merged.last_column and merged.first_column in keys
            if merged.first_row >= self.first_row
            for row in range(merged.first_row + 1, merged.last_row + 1)
        }


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether any visible sheet has a row with two or more headings of one of the tables."""
    titles = [_titles(context.schemas[kind.schema], kind) for kind in KINDS]
    return any(
        len(_headings(row, known)) > 1
        for sheet in document.sheets
        if not sheet.is_hidden
        for row in _first_rows(sheet).values()
        for known in titles
    )


def find_tables(document: Document, context: ImportContext, findings: Findings) -> Iterator[Table]:
    """The tables in a file's sheets; sheets that are hidden or not read are reported."""
    for sheet in document.sheets:
        place = Place(document.name, sheet.name)
        if not sheet.rows:
            continue
        if sheet.is_hidden:
            findings.problem("sheet_is_seen", place, sheet=sheet.name)
            continue
        table = _table(document, sheet, context, findings)
        if table:
            yield table
        elif sheet.name not in (None, say("sheet_read_me")) and not _fault_in(findings, place):
            findings.repair(place, "sheet_is_left_out", sheet=sheet.name)


def _fault_in(findings: Findings, place: Place) -> bool:
    return any((problem.place.file, problem.place.sheet) == (place.file, place.sheet) for problem in findings.problems)


def _table(document: Document, sheet: Sheet, context: ImportContext, findings: Findings) -> Table | None:
    """The table in a sheet, if one has all its headings; what is wrong with the headings is reported."""
    best: tuple[int, Kind, dict[str, list[int]]] | None = None
    for number, row in _first_rows(sheet).items():
        for kind in KINDS:
            found = _headings(row, _titles(context.schemas[kind.schema], kind))
            if kind.required <= found.keys():
                return _placed_table(document, sheet, kind, number, found, context, findings)
            if len(found) > 1 and (best is None or len(found) > len(best[2])):
                best = number, kind, found
    if best:
        number, kind, found = best
        schema = context.schemas[kind.schema]
        missing = [schema.column(name).title for name in kind.columns if name in kind.required - found.keys()]
        place = Place(document.name, sheet.name, number)
        findings.problem("headings_are_there", place, columns=_quoted(missing), example=_wanted(schema, kind))
    return None


def _placed_table(
    document: Document,
    sheet: Sheet,
    kind: Kind,
    number: int,
    found: Mapping[str, Sequence[int]],
    context: ImportContext,
    findings: Findings,
) -> Table | None:
    schema = context.schemas[kind.schema]
    place = Place(document.name, sheet.name, number)
    repeated = [schema.column(name).title for name, places in found.items() if len(places) > 1]
    if repeated:
        findings.problem("headings_stand_once", place, columns=_quoted(repeated))
        return None
    if "year" in kind.columns and "year" not in found and kind is not REASONS and context.only_year is None:
        title = schema.column("year").title
        findings.problem("headings_are_there", place, columns=_quoted([title]), example=_wanted(schema, kind))
        return None
    columns = {name: places[0] for name, places in found.items()}
    headings = {name: shown(sheet.cell(number, column)) for name, column in columns.items()}
    last = max(
        (merged.last_row for merged in sheet.merged if merged.first_row <= number <= merged.last_row), default=number
    )
    table = Table(kind, Origin(document.name, sheet.name, headings), sheet, columns, number, last + 1)
    _judge_columns(table, context, findings)
    return table


def _first_rows(sheet: Sheet) -> dict[int, tuple[SheetCell, ...]]:
    return dict(list(sheet.rows.items())[:SEARCHED])


def _headings(row: Sequence[SheetCell], titles: Mapping[str, str]) -> dict[str, list[int]]:
    """The column numbers of each known heading."""
    found: dict[str, list[int]] = {}
    for number, cell in enumerate(row, start=1):
        name = titles.get(normalised(shown(cell)).rstrip(":* "))
        if name:
            found.setdefault(name, []).append(number)
    return found


def _titles(schema: TableSchema, kind: Kind) -> dict[str, str]:
    """The columns of a kind of table by every name that they have."""
    titles = {word: name for word, name in ALSO_CALLED.items() if name in kind.columns} if kind is OBSERVATIONS else {}
    for name in kind.columns:
        column = schema.column(name)
        titles |= {normalised(word): name for word in (name, column.title, column.title_en)}
    return titles


def _judge_columns(table: Table, context: ImportContext, findings: Findings) -> None:
    """Report the columns that are hidden, and those that are not read because they are unknown."""
    known = _information(context)
    width = max((len(row) for row in table.sheet.rows.values()), default=0)
    if table.sheet.delimiter:
        # In a text file, anything beyond the headings is part of another cell, and reported on its row.
        width = table.width
    for number in range(1, width + 1):
        filled = any(not table.sheet.cell(row, number).is_empty for row in table.sheet.rows if row >= table.first_row)
        heading = shown(table.sheet.cell(table.header_row, number)) or column_letter(number)
        place = table.origin.place(table.header_row, heading)
        if number in table.columns.values():
            if number in table.sheet.hidden_columns:
                findings.problem("column_is_seen", place, heading=heading)
        elif filled and normalised(heading) not in known:
            findings.problem("column_is_known", place, heading=heading)


def _information(context: ImportContext) -> set[str]:
    """The headings of columns that are there only for people to read."""
    return {normalised(say("heading_last_year"))} | {
        normalised(word)
        for table in ("observations", "indicators", "assessments", "priorities", "sources")
        for column in context.schemas[table].columns
        for word in (column.name, column.title, column.title_en)
    }


def _quoted(titles: Iterable[str]) -> str:
    return ", ".join(f"”{title}”" for title in titles)


def _wanted(schema: TableSchema, kind: Kind) -> str:
    return ", ".join(schema.column(name).title for name in kind.columns)


def shown(cell: SheetCell) -> str:
    """What a cell shows in the sheet, without surrounding whitespace."""
    return spellings.written(cell).translate(spellings.INVISIBLE).strip()
