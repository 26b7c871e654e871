"""Tables of figures, assessments and reasons, in a workbook or a text file, read row by row.

The yearly workbook is such a file, and so is anything that a unit or an authority sends in which every part of an
observation's key can be found: in the columns, the headings, the title or the name of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from pipeline.intake.files.document import Document, SheetCell
from pipeline.intake.sources import spellings
from pipeline.intake.sources.contract import ASSESSED, BEGUN, OBSERVED, REASONED, Extract, ImportContext, Origin, placed
from pipeline.intake.sources.figures import Figures, Record, origin_of, year_of
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.layout import ASSESSMENTS, OBSERVATIONS, Table, find_tables, shown
from pipeline.intake.sources.lookups import Lookups, called, lookups_of, tell_unknown_indicator
from pipeline.intake.sources.spellings import SUMS, Marks, Meaning, normalised
from pipeline.messages import say
from pipeline.model import BASES, FILE, KEY, ROW

BREAKDOWNS = ("sex", "age_group")
"""The columns in which "totalt" is a code like any other, and not a sum."""

TOLD = ("done", "progress", "remaining")
"""The texts of an assessment: published together, or not at all."""

FILLED_IN = (*BASES, "value_status", "note", "done", "progress", "remaining", "reason")
"""The columns besides those of values in which staff write."""


Rows = dict[str, list[dict[str, object]]]


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The observations, assessments and reasons of every table in the files, or just those of `only_year`."""
    findings = Findings(context.command)
    lookups = lookups_of(context)
    names = ("observations", "assessments", "revisions", "unfilled", "begun")
    rows: Rows = {name: [] for name in names}
    origins: list[Origin] = []
    for document in documents:
        tables = list(find_tables(document, context, findings))
        marks = _marks(tables, lookups)
        for table in tables:
            origins.extend(_origins(table))
            for found, row in _read_table(document, table, lookups, marks, findings):
                rows[found].append(row)
    return Extract(
        pl.DataFrame(rows["observations"], schema=placed(OBSERVED)),
        pl.DataFrame(rows["assessments"], schema=placed(ASSESSED)),
        pl.DataFrame(rows["revisions"], schema=placed(REASONED)),
        pl.DataFrame(rows["unfilled"], schema=placed(KEY)),
        (*findings.problems, *findings.untold()),
        tuple(findings.repairs),
        tuple(origins),
        pl.DataFrame(rows["begun"], schema=placed(BEGUN)),
        tuple(findings.questions.values()),
    )


def _origins(table: Table) -> Iterator[Origin]:
    """A table's origins: one for each of its columns of values, if they are several."""
    if len(table.values) < 2:
        yield table.origin
        return
    for value in table.values:
        yield origin_of(table, value)


def _marks(tables: Sequence[Table], lookups: Lookups) -> dict[tuple[str, str], Marks]:
    """What the numbers of a file settle of its marks, for each source and kind of value."""
    cells: dict[tuple[str, str], list[tuple[str, SheetCell]]] = {}
    for table in tables:
        for row in table.rows:
            for value in table.values:
                record = Record(table, row, value)
                cell = record.cell("value")
                if isinstance(cell.content, str):
                    indicator = spellings.indicator(record.cell("indicator_id"), lookups.names).text
                    facts = lookups.indicators.get(indicator)
                    if facts:
                        sheet = say("ground_sheet", sheet=table.origin.sheet) if table.origin.sheet else ""
                        cells.setdefault((facts.source, facts.kind), []).append(
                            (say("ground_is_a_number", sheet=sheet, row=row), cell)
                        )
    return {key: spellings.marks(found) for key, found in cells.items()}


# The rows of a table


def _read_table(
    document: Document,
    table: Table,
    lookups: Lookups,
    marks: Mapping[tuple[str, str], Marks],
    findings: Findings,
) -> Iterator[tuple[str, dict[str, object]]]:
    """The rows of a table, each after the name of the frame that it belongs to."""
    reader = Figures(document, table, lookups, marks, findings)
    if table.kind is OBSERVATIONS:
        reader.judge_titles()
    for row, cells in table.rows.items():
        if not any(not cell.is_empty for cell in _own_cells(table, row)):
            continue
        if row in table.sheet.hidden_rows:
            # A filter hides what is not filled in, and that is no harm.
            if _is_filled_in(table, row):
                findings.problem("row_is_seen", table.origin.place(row, None), row=row)
        elif _is_beside_the_table(table, row, cells, findings):
            if _is_over_figures(table, row):
                reader.ask_text(row)
        elif _is_split(table, row, cells, findings):
            continue
        elif table.kind is OBSERVATIONS:
            yield from reader.read_row(row)
        elif table.kind is ASSESSMENTS:
            found = _assessment(table, row, lookups, findings)
            if found and lookups.only_year in (None, year_of(found[1]["year"])):
                yield found
        else:
            found = _reason(table, row, lookups, findings)
            if found:
                yield found
    if table.kind is OBSERVATIONS:
        reader.judge_columns()


def _own_cells(table: Table, row: int) -> Iterator[SheetCell]:
    """The cells of a row that the table reads."""
    yield from (table.sheet.cell(row, number) for number in table.columns.values())
    yield from (table.sheet.cell(row, value.number) for value in table.values)


def _is_filled_in(table: Table, row: int) -> bool:
    """Whether staff have written anything in a row: a value, a status or a text."""
    written = [table.columns[name] for name in FILLED_IN if name in table.columns]
    written += [value.number for value in table.values]
    return any(not table.sheet.cell(row, number).is_empty for number in written)


def _is_beside_the_table(table: Table, row: int, cells: Sequence[SheetCell], findings: Findings) -> bool:
    """Whether a row repeats the headings, or is a sum or a text beside the table: the latter two are reported."""
    filled = [text for text in (normalised(shown(cell)) for cell in cells) if text]
    headings = {number: table.origin.headings.get(name, "") for name, number in table.columns.items()}
    headings |= {value.number: value.heading for value in table.values}
    if all(
        normalised(shown(table.sheet.cell(row, number))) == normalised(heading) for number, heading in headings.items()
    ):
        return True
    first = next(iter(table.columns), None)
    if table.kind is OBSERVATIONS and _is_sum(table, row, cells):
        findings.repair(table.origin.place(row, first), "sum_is_left_out", row=row)
        return True
    name = "priority_id" if table.kind is ASSESSMENTS else "indicator_id"
    label = normalised(shown(table.cell(row, name))) if name in table.columns else ""
    if len(filled) == 1 and (len(filled[0]) > 12 or not any(map(str.isdigit, filled[0]))) and label in ("", filled[0]):
        findings.repair(table.origin.place(row, None), "text_is_left_out", row=row)
        return True
    return False


def _is_over_figures(table: Table, row: int) -> bool:
    """Whether a text in a row of its own has rows of figures below it, which it may be the heading of."""
    is_alone = sum(not cell.is_empty for cell in table.sheet.rows[row]) == 1
    return table.kind is OBSERVATIONS and is_alone and row < table.last_figure_row


def _is_sum(table: Table, row: int, cells: Sequence[SheetCell]) -> bool:
    """Whether a row is a sum: where its indicator's name would stand, or says so and names no indicator.

    A missing name alone must not make it one.
    """
    if "indicator_id" in table.columns:
        label = normalised(shown(table.sheet.cell(row, table.columns["indicator_id"])))
        return label in SUMS or (not label and _says_sum(table, cells))
    return _says_sum(table, cells)


def _says_sum(table: Table, cells: Sequence[SheetCell]) -> bool:
    codes = {table.columns.get(name) for name in BREAKDOWNS}
    words = SUMS - spellings.AGE_WORDS.keys() - spellings.SEX_WORDS.keys()
    return any(
        normalised(shown(cell)) in (words if number in codes else SUMS) for number, cell in enumerate(cells, start=1)
    )


def _is_split(table: Table, row: int, cells: Sequence[SheetCell], findings: Findings) -> bool:
    """Whether a delimiter that belonged to a cell, such as a decimal comma, has split it in two in a text file."""
    sign = table.sheet.delimiter
    if sign is None:
        return False
    if not all(cell.is_empty for cell in cells[table.width :]):
        findings.problem("row_ends_with_its_columns", table.origin.place(row, None), sign=sign)
        return True
    note = table.columns.get("note")
    digits = shown(table.cell(row, "note"))
    before = {value.number for value in table.values}
    if sign == "," and note is not None and note - 1 in before and digits.isdecimal():
        findings.problem("decimal_is_in_its_cell", table.origin.place(row, "value"), digits=digits)
        return True
    return False


# Assessments and reasons


def _assessment(table: Table, row: int, lookups: Lookups, findings: Findings) -> tuple[str, dict[str, object]] | None:
    meanings = {
        "year": spellings.year(table.cell(row, "year"), False),
        "priority_id": spellings.indicator(table.cell(row, "priority_id"), lookups.priorities),
        **{name: spellings.text(table.cell(row, name)) for name in TOLD},
    }
    if not any(meanings[name].text or meanings[name].fault for name in TOLD):
        return None
    _tell_mended(table, row, meanings, lookups, findings)
    if _tell_faults(table, row, meanings, findings):
        return None
    texts: dict[str, object] = {column: meaning.text for column, meaning in meanings.items()}
    if "year" not in table.columns:
        texts["year"] = str(lookups.only_year)
    texts |= {FILE: table.origin.label, ROW: row}
    lacking = [name for name in TOLD if not texts[name]]
    if lacking:
        headings = ", ".join(table.origin.headings.get(name, name) for name in lacking)
        return "begun", {name: texts[name] for name in ("year", "priority_id", FILE, ROW)} | {"lacking": headings}
    return "assessments", texts


def _reason(table: Table, row: int, lookups: Lookups, findings: Findings) -> tuple[str, dict[str, object]] | None:
    indicator = spellings.indicator(table.cell(row, "indicator_id"), lookups.names)
    facts = lookups.indicators.get(indicator.text)
    meanings = {
        "indicator_id": indicator,
        "year": spellings.year(table.cell(row, "year"), facts is not None and facts.spans_new_year),
        "area_code": spellings.area(table.cell(row, "area_code"), lookups.areas),
        "sex": spellings.code(table.cell(row, "sex"), lookups.codes["sex"]),
        "age_group": spellings.age(table.cell(row, "age_group"), lookups.codes["age_group"]),
        "reason": spellings.text(table.cell(row, "reason")),
    }
    _tell_mended(table, row, meanings, lookups, findings)
    if _tell_faults(table, row, meanings, findings):
        return None
    if facts is None:
        tell_unknown_indicator(table.origin.place(row, "indicator_id"), indicator.text, lookups, findings)
        return None
    if not meanings["reason"].text:
        findings.problem("reason_is_given", table.origin.place(row, "reason"))
        return None
    texts: dict[str, object] = {column: meaning.text for column, meaning in meanings.items()}
    return "revisions", texts | {FILE: table.origin.label, ROW: row}


def _tell_mended(table: Table, row: int, meanings: Mapping[str, Meaning], lookups: Lookups, findings: Findings) -> None:
    for column, meaning in meanings.items():
        if meaning.repair:
            was, became = shown(table.cell(row, column)), called(column, meaning.text, lookups)
            findings.repair(table.origin.place(row, column), meaning.repair, was=was, became=became)


def _tell_faults(table: Table, row: int, meanings: Mapping[str, Meaning], findings: Findings) -> bool:
    faults = {column: meaning for column, meaning in meanings.items() if meaning.fault}
    for column, meaning in faults.items():
        text = meaning.text or shown(table.cell(row, column))
        findings.problem(str(meaning.fault), table.origin.place(row, column), text or None, text=text)
    return bool(faults)
