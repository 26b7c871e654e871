"""Finds the tables in a file: which columns they have, which rows, and what their titles say of all of it.

A part of the key may stand in a column, in the headings (years across), in the title or in the name of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile

from pipeline.intake.files.document import EMPTY, Document, Sheet, SheetCell, column_letter
from pipeline.intake.sources import spellings
from pipeline.intake.sources.contract import ASSESSED, OBSERVED, REASONED, ImportContext, Origin
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.headings import Heading, Measure, Role, Vocabulary, information, titles, vocabulary
from pipeline.intake.sources.spellings import normalised
from pipeline.intake.sources.titles import Said, read_titles, workbook_year
from pipeline.messages import say
from pipeline.model import KEY, MEN, TOTAL, WOMEN, Place
from pipeline.schema import TableSchema

SEARCHED = 60
"""How many non-empty rows are searched for headings."""

NAMED = ("indicator_id", "year")
"""The parts of the key that must be found somewhere: the others have a value that stands for the whole."""


@dataclass(frozen=True)
class Kind:
    """A kind of table: the schema that names its columns, and the columns that it must have."""

    schema: str
    columns: tuple[str, ...]
    required: frozenset[str]


OBSERVATIONS = Kind("observations", OBSERVED, frozenset({"indicator_id", "sex", "value"}))
ASSESSMENTS = Kind("assessments", ASSESSED, frozenset({"priority_id", "done"}))
REASONS = Kind("revisions", REASONED, frozenset({"indicator_id", "reason"}))


@dataclass(frozen=True)
class ValueColumn:
    """A column of values: its heading, the parts of the key that the heading names, and what its numbers are."""

    number: int
    heading: str
    members: Mapping[str, str] = field(default_factory=dict)
    measure: Measure = field(default_factory=Measure)


@dataclass(frozen=True)
class Table:
    """A table found in a sheet.

    columns: the number of each column by the name in the schema. again: further columns that say the same. values: its
    columns of values; a table of assessments or reasons has none. said: what the titles say of the whole table.
    periods, information, divides and unknown: columns that are not read, by number, with their headings. answered: the
    headings that staff have said the meaning of. workbook_year: the year of the yearly workbook, if this is its table.
    """

    kind: Kind
    origin: Origin
    sheet: Sheet
    columns: Mapping[str, int]
    header_row: int
    first_row: int
    last_row: int | None = None
    again: tuple[tuple[str, int], ...] = ()
    values: tuple[ValueColumn, ...] = ()
    said: Said = field(default_factory=Said)
    periods: Mapping[int, str] = field(default_factory=dict)
    information: Mapping[int, str] = field(default_factory=dict)
    divides: Mapping[int, str] = field(default_factory=dict)
    unknown: Mapping[int, str] = field(default_factory=dict)
    answered: tuple[str, ...] = ()
    workbook_year: str | None = None

    @cached_property
    def rows(self) -> dict[int, tuple[SheetCell, ...]]:
        """The rows under the headings, by number."""
        last = self.last_row
        return {
            row: cells
            for row, cells in self.sheet.rows.items()
            if row >= self.first_row and (last is None or row <= last)
        }

    @cached_property
    def last_figure_row(self) -> int:
        """The last row with anything in a column of values; 0 if there is none."""
        numbers = [value.number for value in self.values]
        return next(
            (
                row
                for row in reversed(self.rows)
                if any(not self.sheet.cell(row, number).is_empty for number in numbers)
            ),
            0,
        )

    def cell(self, row: int, column: str) -> SheetCell:
        """The cell under a heading, or the merged cell or the cell above that stands for it."""
        number = self.columns.get(column)
        return self.filled.get((row, number), self.sheet.cell(row, number)) if number else EMPTY

    @cached_property
    def width(self) -> int:
        """The number of the last column that has a heading, known or not."""
        headings = enumerate(self.sheet.rows[self.first_row - 1 if self.values else self.header_row], start=1)
        last = max((number for number, cell in headings if not cell.is_empty), default=0)
        return max(last, *self.columns.values(), *(value.number for value in self.values), 1)

    @cached_property
    def filled(self) -> Mapping[tuple[int, int], SheetCell]:
        """The cells of the key that stand for empty ones below them: merged cells, and those filled down."""
        return {**self.filled_down, **self.merged}

    @cached_property
    def merged(self) -> Mapping[tuple[int, int], SheetCell]:
        """The merged cells of the key, for each row below their first."""
        keys = {number for column, number in self.columns.items() if column in KEY}
        return {
            (row, merged.first_column): self.sheet.cell(merged.first_row, merged.first_column)
            for merged in self.sheet.merged
            if merged.first_column == merged.last_column and merged.first_column in keys
            if merged.first_row >= self.first_row
            for row in range(merged.first_row + 1, merged.last_row + 1)
        }

    def is_filled_down(self, row: int, column: str) -> bool:
        """Whether a part of the key is read from a cell above that is not merged with it."""
        cell = row, self.columns.get(column, 0)
        return cell in self.filled_down and cell not in self.merged

    @cached_property
    def filled_down(self) -> Mapping[tuple[int, int], SheetCell]:
        """The empty cells of the key that mean what stands above, since a part of the key to their right is filled.

        So tables are written whose rows are grouped: the group's name stands on the first of its rows only. A group in
        which two rows would then be of the same thing is not one.
        """
        if not self.values:
            return {}
        stub = sorted(number for column, number in self.columns.items() if column in KEY)
        found: dict[tuple[int, int], SheetCell] = {}
        seen: set[tuple[str, ...]] = set()
        above: dict[int, SheetCell] = {}
        for row in self.rows:
            cells = {number: self.sheet.cell(row, number) for number in stub}
            last = max((number for number, cell in cells.items() if not cell.is_empty), default=0)
            first = next((number for number, cell in cells.items() if not cell.is_empty), 0)
            # What stands in a group is not of the next one.
            above = {number: cell for number, cell in above.items() if number < first or not cells[number].is_empty}
            empty = [number for number, cell in cells.items() if cell.is_empty and number < last and number in above]
            above |= {number: cell for number, cell in cells.items() if not cell.is_empty}
            key = tuple(normalised(shown(above.get(number, EMPTY))) for number in stub)
            if empty and key not in seen:
                found |= {(row, number): above[number] for number in empty}
            seen.add(key)
        return found


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether any visible sheet has a row of headings: two or more of one of the tables, or years or sexes across."""
    words = vocabulary(context)
    known = [words.columns, *(titles(context.schemas[kind.schema], kind.columns) for kind in (ASSESSMENTS, REASONS))]
    return any(
        any(len(_headings(row, names)) > 1 for names in known) or _heading_block(sheet, number, words) is not None
        for sheet in document.sheets
        if not sheet.is_hidden
        for number, row in _first_rows(sheet).items()
    )


def find_tables(document: Document, context: ImportContext, findings: Findings) -> Iterator[Table]:
    """The tables in a file's sheets; sheets that are hidden or not read are reported."""
    words = vocabulary(context)
    for sheet in document.sheets:
        place = Place(document.name, sheet.name)
        if not sheet.rows:
            continue
        if sheet.is_hidden:
            findings.problem("sheet_is_seen", place, sheet=sheet.name)
            continue
        tables = _tables(document, sheet, context, words, findings)
        yield from tables
        is_left_out = not tables and sheet.name not in (None, say("sheet_read_me"))
        if is_left_out and not findings.has_fault_in(place):
            findings.repair(place, "sheet_is_left_out", sheet=sheet.name)


def _tables(
    document: Document, sheet: Sheet, context: ImportContext, words: Vocabulary, findings: Findings
) -> list[Table]:
    """The tables in a sheet; what is wrong with the headings is reported."""
    best: tuple[int, Kind, dict[str, list[int]]] | None = None
    for number, row in _first_rows(sheet).items():
        for kind in (ASSESSMENTS, REASONS):
            found = _headings(row, titles(context.schemas[kind.schema], kind.columns))
            if kind.required <= found.keys():
                table = _words_table(document, sheet, kind, number, found, context, findings)
                return [table] if table else []
        block = _heading_block(sheet, number, words)
        if block and (block.has_columns or not _has_later(sheet, number, words)):
            return list(_figures(document, sheet, block, context, words, findings))
        found = _headings(row, words.columns)
        if len(found) > 1 and (best is None or len(found) > len(best[2])):
            best = number, OBSERVATIONS, found
    if best:
        number, kind, found = best
        place = Place(document.name, sheet.name, number)
        _tell_missing(place, context.schemas[kind.schema], kind, kind.required - found.keys(), findings)
    return []


def _tell_missing(place: Place, schema: TableSchema, kind: Kind, missing: Iterable[str], findings: Findings) -> None:
    names = [schema.column(name).title for name in kind.columns if name in set(missing)]
    findings.problem("headings_are_there", place, columns=_quoted(names), example=_wanted(schema, kind))


# Tables of words


def _words_table(
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
    if kind is ASSESSMENTS and "year" not in found and context.only_year is None:
        _tell_missing(place, schema, kind, ["year"], findings)
        return None
    columns = {name: places[0] for name, places in found.items()}
    headings = {name: shown(sheet.cell(number, column)) for name, column in columns.items()}
    table = Table(
        kind, Origin(document.name, sheet.name, headings), sheet, columns, number, _last_row(sheet, number) + 1
    )
    for _, heading in _unread(table, columns.values()):
        if normalised(heading) not in information(context):
            findings.problem("column_is_left_out", table.origin.place(number, heading), heading=heading)
    return table


def _unread(table: Table, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The filled columns that are none of these, with their headings."""
    taken = set(numbers)
    width = table.width if table.sheet.delimiter else max((len(row) for row in table.rows.values()), default=0)
    for number in range(1, width + 1):
        if number not in taken and any(not table.sheet.cell(row, number).is_empty for row in table.rows):
            yield number, shown(table.sheet.cell(table.header_row, number)) or column_letter(number)


def _last_row(sheet: Sheet, number: int) -> int:
    """The last row of a row of headings, some of which may be merged with the row below."""
    return max(
        (merged.last_row for merged in sheet.merged if merged.first_row <= number <= merged.last_row), default=number
    )


# Tables of figures


@dataclass(frozen=True)
class Block:
    """The rows of headings of a table of figures, and what each column's headings say together."""

    first_row: int
    last_row: int
    headings: Mapping[int, Heading]

    @property
    def values(self) -> list[Heading]:
        return [heading for heading in self.headings.values() if heading.is_of_values]

    @property
    def has_columns(self) -> bool:
        """Whether any heading stands over a part of the key."""
        return any(heading.role is Role.COLUMN for heading in self.headings.values())


def _has_later(sheet: Sheet, number: int, words: Vocabulary) -> bool:
    """Whether a row further down has headings over parts of the key: then what looks like headings is a title."""
    later = (_heading_block(sheet, row, words) for row in _first_rows(sheet) if row > number)
    return any(block is not None and block.has_columns for block in later)


def _heading_block(sheet: Sheet, number: int, words: Vocabulary) -> Block | None:
    """The rows of headings that begin at a row, up to three, if a table of figures begins there."""
    rows = [number]
    headings = _read_row(sheet, number, words)
    if headings is None:
        return None
    # A single text at the left is a title.
    is_title = [column for column, heading in headings.items() if heading.role is not Role.BLANK] == [1]
    while len(rows) < 3 and not is_title:
        below = _next_row(sheet, rows[-1])
        under = _read_row(sheet, below, words) if below else None
        if below is None or under is None or not _continues(headings, under):
            break
        spread = _spread(sheet, rows[-1], headings, under)
        if spread is None:
            break
        headings = spread
        rows.append(below)
    block = Block(number, max(rows[-1], _last_row(sheet, number)), _with_totals(headings))
    return block if _is_block(block) else None


def _read_row(sheet: Sheet, number: int, words: Vocabulary) -> dict[int, Heading] | None:
    """The headings in a row by column, or None if there are numbers in it that are no years: then it is no such row."""
    found = {}
    for column, cell in enumerate(sheet.rows[number], start=1):
        heading = words.read(shown(cell))
        if heading.role is Role.UNKNOWN and _is_number(heading.text):
            return None
        found[column] = heading
    return found


def _is_number(text: str) -> bool:
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def _next_row(sheet: Sheet, number: int) -> int | None:
    return next((row for row in sheet.rows if row > number), None) if number + 1 not in sheet.rows else number + 1


def _continues(headings: Mapping[int, Heading], under: Mapping[int, Heading]) -> bool:
    """Whether the row below holds more headings: nothing but columns and members, of other parts of the key."""
    filled = [heading for heading in under.values() if heading.role is not Role.BLANK]
    if not filled or any(
        heading.role not in (Role.COLUMN, Role.VALUE, Role.DIVIDES, Role.PERIOD) for heading in filled
    ):
        return False
    above = {name for heading in headings.values() for name in heading.members}
    below = {name for heading in filled for name in heading.members}
    has_columns = any(heading.role is Role.COLUMN for heading in headings.values())
    if above & below or not any(heading.is_of_values for heading in headings.values()):
        return False
    if any(
        headings[number].is_of_values and not under[number].is_of_values
        for number in headings.keys() & under.keys()
        if under[number].role is not Role.BLANK
    ):
        # What stands above a part of the key is a title.
        return False
    return all(heading.is_of_values for heading in filled) if has_columns else True


def _spread(
    sheet: Sheet, row: int, headings: Mapping[int, Heading], under: Mapping[int, Heading]
) -> dict[int, Heading] | None:
    """The two rows as one: a heading above stands over the columns to its right up to the next."""
    found: dict[int, Heading] = {}
    above: Heading | None = None
    for number in range(1, max(*headings, *under) + 1):
        upper = headings.get(number, Heading("", Role.BLANK))
        lower = under.get(number, Heading("", Role.BLANK))
        if upper.role is not Role.BLANK:
            above = upper
        if lower.role is Role.BLANK:
            found[number] = upper
        elif above is None or (not above.is_of_values and upper.role is Role.BLANK):
            found[number] = lower
        elif above.is_of_values and lower.is_of_values:
            text = f"{above.text} {lower.text}"
            if above.measure and lower.measure and above.measure.kind and lower.measure.kind:
                return None
            measure = lower.measure or above.measure
            found[number] = Heading(text, Role.VALUE, "value", {**above.members, **lower.members}, measure)
        else:
            found[number] = lower if upper.role is Role.BLANK or upper.is_of_values else upper
    return found


def _with_totals(headings: Mapping[int, Heading]) -> dict[int, Heading]:
    """The headings, where "Totalt" and "Summa" are of both sexes if women and men stand beside: else of anything."""
    sexes = {spellings.SEX_WORDS.get(heading.members.get("sex", "")) for heading in headings.values()}
    are_divided = {WOMEN, MEN} <= sexes
    return {number: _total(heading, are_divided) for number, heading in headings.items()}


def _total(heading: Heading, is_of_sexes: bool) -> Heading:
    if normalised(heading.text) not in spellings.SUMS:
        return heading
    if is_of_sexes:
        return replace(heading, role=Role.VALUE, column="value", members={"sex": TOTAL})
    return replace(heading, role=Role.UNKNOWN, members={})


def _is_block(block: Block) -> bool:
    """Whether these are the headings of a table of figures, and not a title or a row of figures."""
    columns = [heading for heading in block.headings.values() if heading.role is Role.COLUMN]
    names = {heading.column for heading in columns}
    if not block.values:
        return False
    if {"indicator_id", "sex"} <= names or (len(names & {*KEY}) and len(block.values) + len(columns) > 1):
        return True
    across = [heading for heading in block.values if heading.members]
    others = [
        number
        for number, heading in block.headings.items()
        if heading.role not in (Role.BLANK, Role.VALUE, Role.INFORMATION, Role.PERIOD, Role.DIVIDES)
    ]
    return len(across) > 1 and all(number == min(block.headings) for number in others)


def _figures(
    document: Document, sheet: Sheet, block: Block, context: ImportContext, words: Vocabulary, findings: Findings
) -> Iterator[Table]:
    """The tables under a row of headings, and under each repetition of it further down."""
    blocks = list(_blocks(sheet, block))
    above: Said | None = None
    for place, (each, titles_above) in enumerate(blocks):
        later = blocks[place + 1][0].first_row if place + 1 < len(blocks) else None
        last = _before_title(sheet, later) if later else None
        for row in titles_above if place else []:
            findings.repair(Place(document.name, sheet.name, row), "text_is_left_out", row=row)
        texts = [shown(cell) for row in titles_above for cell in sheet.rows[row] if isinstance(cell.content, str)]
        table = _figures_table(document, sheet, each, last, texts, above, context, words, findings)
        if table:
            above = above or table.said
            yield table


def _blocks(sheet: Sheet, block: Block) -> Iterator[tuple[Block, list[int]]]:
    """The rows of headings, and each repetition of them under a title, with the rows of the titles above."""
    rows = list(sheet.rows)
    first = [normalised(shown(cell)) for cell in sheet.rows[block.first_row]]
    height = block.last_row - block.first_row
    yield block, [row for row in rows if row < block.first_row]
    for place, row in enumerate(rows):
        if row > block.last_row and [normalised(shown(cell)) for cell in sheet.rows[row]] == first:
            titles_above = list(takewhile(lambda above: _is_title(sheet.rows[above]), rows[place - 1 :: -1]))[::-1]
            if titles_above:
                yield replace(block, first_row=row, last_row=row + height), titles_above


def _is_title(cells: Sequence[SheetCell]) -> bool:
    """Whether a row has a single text, and nothing else."""
    filled = [cell for cell in cells if not cell.is_empty]
    return len(filled) == 1 and isinstance(filled[0].content, str)


def _before_title(sheet: Sheet, header_row: int) -> int:
    """The last row before the titles of the table whose headings are in this row."""
    row = header_row - 1
    while row > 0 and (row not in sheet.rows or _is_title(sheet.rows[row])):
        row -= 1
    return row


def _figures_table(
    document: Document,
    sheet: Sheet,
    block: Block,
    last_row: int | None,
    texts: Sequence[str],
    above: Said | None,
    context: ImportContext,
    words: Vocabulary,
    findings: Findings,
) -> Table | None:
    schema = context.schemas["observations"]
    place = Place(document.name, sheet.name, block.first_row)
    repeated = _repeated(block, schema)
    if repeated:
        findings.problem("headings_stand_once", place, columns=_quoted(repeated))
        return None
    columns: dict[str, int] = {}
    again: list[tuple[str, int]] = []
    for number, heading in block.headings.items():
        if heading.role is Role.COLUMN and heading.column in columns:
            again.append((heading.column, number))
        elif heading.role is Role.COLUMN:
            columns[heading.column] = number
    values = tuple(
        ValueColumn(number, heading.text, heading.members, heading.measure or Measure())
        for number, heading in block.headings.items()
        if heading.is_of_values
    )
    headings = {name: block.headings[number].text for name, number in columns.items()}
    if len(values) == 1:
        headings["value"] = values[0].heading
    table = Table(
        OBSERVATIONS,
        Origin(document.name, sheet.name, headings),
        sheet,
        columns,
        block.first_row,
        block.last_row + 1,
        last_row,
        tuple(again),
        values,
    )
    table = _with_unheaded(table, words, findings)
    table = _with_unread(table, block)
    said = read_titles([*texts, sheet.name or ""], _notes(sheet, table), words, context.area_code)
    if above is not None:
        said = said.after(above)
    table = replace(table, said=said, workbook_year=workbook_year(texts))
    return table if _names_its_figures(table, context, place, findings) else None


def _repeated(block: Block, schema: TableSchema) -> list[str]:
    """The titles of the columns whose very heading stands twice."""
    seen: set[tuple[str, str]] = set()
    found = []
    for heading in block.headings.values():
        if heading.role is Role.COLUMN or heading.is_of_values:
            key = (heading.column, normalised(heading.text))
            if key in seen:
                found.append(heading.text if heading.is_of_values else schema.column(heading.column).title)
            seen.add(key)
    return found


def _with_unheaded(table: Table, words: Vocabulary, findings: Findings) -> Table:
    """The table with the columns that have no heading but hold nothing other than members of a part of the key."""
    columns = dict(table.columns)
    headings = dict(table.origin.headings)
    for number, heading in _unread(table, [*columns.values(), *(value.number for value in table.values)]):
        is_left = number < min(value.number for value in table.values)
        is_unheaded = is_left and (table.sheet.cell(table.first_row - 1, number).is_empty or number == 1)
        texts = {normalised(shown(table.sheet.cell(row, number))) for row in table.rows} - {""}
        kinds = {words.members.get(text) or ("year" if spellings.is_year(text) else None) for text in texts}
        across = {name for value in table.values for name in value.members}
        column = next(iter(kinds)) if len(kinds) == 1 else None
        if is_unheaded and column and column not in columns and column not in across:
            columns[column], headings[column] = number, heading
            findings.repair(table.origin.place(table.header_row, heading), f"column_is_of_{column}")
    return replace(table, columns=columns, origin=replace(table.origin, headings=headings))


def _with_unread(table: Table, block: Block) -> Table:
    """The table with the columns that are not read, each among its own."""
    taken = [
        *table.columns.values(),
        *(number for _, number in table.again),
        *(value.number for value in table.values),
    ]
    by_role: dict[Role, dict[int, str]] = {Role.PERIOD: {}, Role.INFORMATION: {}, Role.UNKNOWN: {}, Role.DIVIDES: {}}
    for number, heading in _unread(table, taken):
        role = block.headings[number].role if number in block.headings else Role.UNKNOWN
        by_role[Role.UNKNOWN if role is Role.BLANK else role][number] = heading
    return replace(
        table,
        periods=by_role[Role.PERIOD],
        information=by_role[Role.INFORMATION],
        divides=by_role[Role.DIVIDES],
        unknown=by_role[Role.UNKNOWN],
        answered=tuple(heading.text for heading in block.headings.values() if heading.is_answered),
    )


def _notes(sheet: Sheet, table: Table) -> list[str]:
    """The texts below the last figures in the sheet: rows with nothing but one text that is no part of a table."""
    below = [cells for row, cells in sheet.rows.items() if row > table.last_figure_row and _is_title(cells)]
    return [shown(cell) for cells in below for cell in cells if not cell.is_empty]


def _names_its_figures(table: Table, context: ImportContext, place: Place, findings: Findings) -> bool:
    """Whether the table says which indicator and year its figures are of; what it does not say is reported."""
    across = [set(value.members) for value in table.values]
    found = {*table.columns, *table.said.members, *set.intersection(*across)}
    missing = [name for name in NAMED if name not in found and not (name == "year" and context.only_year is not None)]
    if not missing:
        return True
    schema = context.schemas["observations"]
    if any(across) or not ("indicator_id" in table.columns or "sex" in table.columns):
        names = " och ".join(schema.column(name).title.lower() for name in missing)
        findings.problem("dimension_is_found", place, dimensions=names)
    else:
        _tell_missing(place, schema, OBSERVATIONS, missing, findings)
    return False


def _first_rows(sheet: Sheet) -> dict[int, tuple[SheetCell, ...]]:
    return dict(list(sheet.rows.items())[:SEARCHED])


def _headings(row: Sequence[SheetCell], names: Mapping[str, str]) -> dict[str, list[int]]:
    """The column numbers of each known heading."""
    found: dict[str, list[int]] = {}
    for number, cell in enumerate(row, start=1):
        name = names.get(normalised(shown(cell)).rstrip(":* "))
        if name:
            found.setdefault(name, []).append(number)
    return found


def _quoted(titles: Iterable[str]) -> str:
    return ", ".join(f"”{title}”" for title in titles)


def _wanted(schema: TableSchema, kind: Kind) -> str:
    return ", ".join(schema.column(name).title for name in kind.columns)


def shown(cell: SheetCell) -> str:
    """What a cell shows in the sheet, without surrounding whitespace."""
    return spellings.written(cell).translate(spellings.INVISIBLE).strip()
