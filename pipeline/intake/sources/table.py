"""Tables of figures, assessments and reasons, in a workbook or a text file, read row by row.

The yearly workbook is such a file, and so is anything that a unit sends with the same headings.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.intake.files.document import Document, SheetCell
from pipeline.intake.sources import spellings
from pipeline.intake.sources.contract import ASSESSED, OBSERVED, REASONED, Extract, ImportContext, placed
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.headings import ASSESSMENTS, OBSERVATIONS, Table, find_tables, shown
from pipeline.intake.sources.spellings import Meaning, Signs, normalised
from pipeline.model import FILE, KEY, ROW
from pipeline.schema import TableSchema

SUMS = frozenset({"summa", "summering", "totalsumma", "totalt", "total", "sum", "delsumma"})

BREAKDOWNS = ("sex", "age_group")
"""The columns in which "totalt" is a code like any other, and not a sum."""

SPANNING = frozenset({"school_year", "october_september"})
"""The periods that begin in one year and end in the next."""


@dataclass(frozen=True)
class Lookups:
    """The context as cells are looked up in it: what each spelling means."""

    indicators: Mapping[str, str]
    kinds: Mapping[str, str]
    spanning: frozenset[str]
    signs: Mapping[str, Signs]
    areas: Mapping[str, str]
    priorities: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    area_code: str | None


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The observations, assessments and reasons of every table in the files, or just those of `only_year`."""
    findings = Findings()
    lookups = _lookups(context)
    rows: dict[str, list[dict[str, object]]] = {"observations": [], "assessments": [], "revisions": [], "unfilled": []}
    origins = []
    for document in documents:
        for table in find_tables(document, context, findings):
            origins.append(table.origin)
            for found, row in _read_table(table, lookups, context.only_year, findings):
                rows[found].append(row)
    return Extract(
        pl.DataFrame(rows["observations"], schema=placed(OBSERVED)),
        pl.DataFrame(rows["assessments"], schema=placed(ASSESSED)),
        pl.DataFrame(rows["revisions"], schema=placed(REASONED)),
        pl.DataFrame(rows["unfilled"], schema=placed(KEY)),
        (*findings.problems, *findings.untold()),
        tuple(findings.repairs),
        tuple(origins),
    )


def _lookups(context: ImportContext) -> Lookups:
    indicators, areas = context.tables["indicators"], context.tables["areas"]
    priorities, schema = context.tables["priorities"], context.schemas["observations"]
    signs = {
        row["source_id"]: Signs(row["dash_means"], row["dot_means"], row["two_dots_means"], row["x_means"])
        for row in context.tables["sources"].iter_rows(named=True)
    }
    facts = indicators.select("indicator_id", "name", "value_kind", "period_type", "source_id").rows(named=True)
    return Lookups(
        indicators={spellings.code_key(row["indicator_id"]): row["indicator_id"] for row in facts}
        | {normalised(row["name"] or ""): row["indicator_id"] for row in facts},
        kinds={row["indicator_id"]: row["value_kind"] or "" for row in facts},
        spanning=frozenset(row["indicator_id"] for row in facts if row["period_type"] in SPANNING),
        signs={row["indicator_id"]: signs.get(row["source_id"], Signs()) for row in facts},
        areas={normalised(name): code for code, name in areas.select("area_code", "name").drop_nulls().iter_rows()},
        priorities={spellings.code_key(code): code for code in priorities["priority_id"].drop_nulls()}
        | {normalised(name): code for code, name in priorities.select("priority_id", "name").drop_nulls().iter_rows()},
        codes={
            "sex": _words(schema, "sex", spellings.SEX_WORDS),
            "age_group": _words(schema, "age_group", spellings.AGE_WORDS),
            "value_status": _words(schema, "value_status", spellings.STATUS_WORDS),
        },
        area_code=context.area_code,
    )


def _words(schema: TableSchema, column: str, others: Mapping[str, str]) -> dict[str, str]:
    """The codes of a column by every word for them, in the schema or among `others`."""
    codes = schema.column(column).codes
    words = {normalised(word): code.value for code in codes for word in (code.value, code.label, code.label_en)}
    return {**words, **others}


# The rows of a table


def _read_table(
    table: Table, lookups: Lookups, only_year: int | None, findings: Findings
) -> Iterator[tuple[str, dict[str, object]]]:
    """The rows of a table, each after the name of the frame that it belongs to."""
    marks = _decimal_marks(table)
    for row, cells in table.sheet.rows.items():
        if row < table.first_row or not any(not table.cell(row, column).is_empty for column in table.columns):
            continue
        if row in table.sheet.hidden_rows:
            findings.problem("row_is_seen", table.origin.place(row, None), row=row)
        elif _is_beside_the_table(table, row, cells, findings) or _is_split(table, row, cells, findings):
            continue
        elif table.kind is OBSERVATIONS:
            found = _observation(table, row, lookups, marks, findings)
            if found and only_year in (None, _number(found[1]["year"])):
                yield found
        elif table.kind is ASSESSMENTS:
            found = _assessment(table, row, lookups, only_year, findings)
            if found and only_year in (None, _number(found[1]["year"])):
                yield found
        else:
            found = _reason(table, row, lookups, findings)
            if found:
                yield found


def _number(text: object) -> int | None:
    return int(text) if isinstance(text, str) and text.isdigit() else None


def _decimal_marks(table: Table) -> frozenset[str]:
    if table.kind is not OBSERVATIONS:
        return frozenset()
    return spellings.separators(table.cell(row, "value") for row in table.sheet.rows if row >= table.first_row)


def _is_beside_the_table(table: Table, row: int, cells: Sequence[SheetCell], findings: Findings) -> bool:
    """Whether a row repeats the headings, or is a sum or a text beside the table: the latter two are reported."""
    filled = [text for text in (normalised(shown(cell)) for cell in cells) if text]
    if all(
        normalised(shown(table.cell(row, name))) == normalised(heading)
        for name, heading in table.origin.headings.items()
    ):
        return True
    first = next(iter(table.columns))
    name = "priority_id" if table.kind is ASSESSMENTS else "indicator_id"
    label = normalised(shown(table.cell(row, name)))
    if table.kind is OBSERVATIONS and (label in SUMS or (not label and _says_sum(table, row, cells))):
        findings.repair(table.origin.place(row, first), "sum_is_left_out", row=row)
        return True
    if len(filled) == 1 and (len(filled[0]) > 12 or not any(map(str.isdigit, filled[0]))) and label in ("", filled[0]):
        findings.repair(table.origin.place(row, None), "text_is_left_out", row=row)
        return True
    return False


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
    if sign == "," and note is not None and note - 1 == table.columns.get("value") and digits.isdecimal():
        findings.problem("decimal_is_in_its_cell", table.origin.place(row, "value"), digits=digits)
        return True
    return False


def _says_sum(table: Table, row: int, cells: Sequence[SheetCell]) -> bool:
    """Whether a row that names no indicator says that it is a sum: a missing name alone must not make it one."""
    codes = {table.columns.get(name) for name in BREAKDOWNS}
    return any(
        normalised(shown(cell))
        in (SUMS - spellings.AGE_WORDS.keys() - spellings.SEX_WORDS.keys() if number in codes else SUMS)
        for number, cell in enumerate(cells, start=1)
    )


def _observation(
    table: Table, row: int, lookups: Lookups, marks: frozenset[str], findings: Findings
) -> tuple[str, dict[str, object]] | None:
    """An observation, or the key of a row that is not filled in, or None if one of its cells is wrong."""
    indicator = spellings.indicator(table.cell(row, "indicator_id"), lookups.indicators)
    name = indicator.text
    if not indicator.fault and name not in lookups.kinds:
        _tell_unknown_indicator(table, row, name, lookups, findings)
        return None
    kind, signs = lookups.kinds.get(name, ""), lookups.signs.get(name, Signs())
    year = spellings.year(table.cell(row, "year"), name in lookups.spanning)
    meanings = {
        "indicator_id": indicator,
        "year": year,
        "area_code": _area(table, row, lookups),
        "sex": spellings.code(table.cell(row, "sex"), lookups.codes["sex"]),
        "age_group": _age(table, row, lookups),
        "value": spellings.value(table.cell(row, "value"), kind, signs, marks),
        "value_status": spellings.code(table.cell(row, "value_status"), lookups.codes["value_status"]),
        "note": spellings.text(table.cell(row, "note")),
    }
    _tell_mended(table, row, meanings, findings)
    if _tell_faults(table, row, meanings, findings):
        return None
    texts: dict[str, object] = {column: meaning.text for column, meaning in meanings.items()}
    if "note" not in table.columns:
        texts["note"] = None
    placed_texts = texts | {FILE: table.origin.label, ROW: row}
    value, told = meanings["value"], meanings["value_status"].text
    if not (value.text or value.status or told):
        if meanings["note"].text:
            findings.problem("note_has_a_status", table.origin.place(row, "note"))
            return None
        return "unfilled", {column: placed_texts[column] for column in (*KEY, FILE, ROW)}
    if value.status and told and told != value.status:
        place = table.origin.place(row, "value_status")
        status = shown(table.cell(row, "value_status"))
        findings.problem("status_agrees_with_value", place, told, text=shown(table.cell(row, "value")), status=status)
        return None
    placed_texts["value_status"] = value.status or told or year.status or "final"
    return "observations", placed_texts


def _area(table: Table, row: int, lookups: Lookups) -> Meaning:
    if "area_code" not in table.columns and lookups.area_code:
        return Meaning(lookups.area_code)
    return spellings.area(table.cell(row, "area_code"), lookups.areas)


def _age(table: Table, row: int, lookups: Lookups) -> Meaning:
    if "age_group" not in table.columns:
        return Meaning("total")
    return spellings.age(table.cell(row, "age_group"), lookups.codes["age_group"])


def _assessment(
    table: Table, row: int, lookups: Lookups, only_year: int | None, findings: Findings
) -> tuple[str, dict[str, object]] | None:
    meanings = {
        "year": spellings.year(table.cell(row, "year"), False),
        "priority_id": spellings.indicator(table.cell(row, "priority_id"), lookups.priorities),
        **{name: spellings.text(table.cell(row, name)) for name in ("done", "progress", "remaining")},
    }
    if not any(meanings[name].text or meanings[name].fault for name in ("done", "progress", "remaining")):
        return None
    _tell_mended(table, row, meanings, findings)
    if _tell_faults(table, row, meanings, findings):
        return None
    texts: dict[str, object] = {column: meaning.text for column, meaning in meanings.items()}
    if "year" not in table.columns:
        texts["year"] = str(only_year)
    return "assessments", texts | {FILE: table.origin.label, ROW: row}


def _reason(table: Table, row: int, lookups: Lookups, findings: Findings) -> tuple[str, dict[str, object]] | None:
    indicator = spellings.indicator(table.cell(row, "indicator_id"), lookups.indicators)
    meanings = {
        "indicator_id": indicator,
        "year": spellings.year(table.cell(row, "year"), indicator.text in lookups.spanning),
        "area_code": spellings.area(table.cell(row, "area_code"), lookups.areas),
        "sex": spellings.code(table.cell(row, "sex"), lookups.codes["sex"]),
        "age_group": spellings.age(table.cell(row, "age_group"), lookups.codes["age_group"]),
        "reason": spellings.text(table.cell(row, "reason")),
    }
    _tell_mended(table, row, meanings, findings)
    if _tell_faults(table, row, meanings, findings):
        return None
    if indicator.text not in lookups.kinds:
        _tell_unknown_indicator(table, row, indicator.text, lookups, findings)
        return None
    if not meanings["reason"].text:
        findings.problem("reason_is_given", table.origin.place(row, "reason"))
        return None
    texts: dict[str, object] = {column: meaning.text for column, meaning in meanings.items()}
    return "revisions", texts | {FILE: table.origin.label, ROW: row}


# What is reported


def _tell_unknown_indicator(table: Table, row: int, text: str, lookups: Lookups, findings: Findings) -> None:
    near = difflib.get_close_matches(text.upper(), lookups.kinds, n=1, cutoff=0.6)
    example = near[0] if near else next(iter(lookups.kinds), "VNR-01")
    findings.problem("indicator_is_known", table.origin.place(row, "indicator_id"), text, text=text, example=example)


def _tell_mended(table: Table, row: int, meanings: Mapping[str, Meaning], findings: Findings) -> None:
    """Report what was repaired. The text of a value cell is not repeated: it may be a figure that must be hidden."""
    for column, meaning in meanings.items():
        if meaning.repair:
            was = "" if column == "value" else shown(table.cell(row, column))
            findings.repair(table.origin.place(row, column), meaning.repair, was=was, became=meaning.text)


def _tell_faults(table: Table, row: int, meanings: Mapping[str, Meaning], findings: Findings) -> bool:
    """Report what is wrong with the cells of a row; whether anything is."""
    faults = {column: meaning for column, meaning in meanings.items() if meaning.fault}
    for column, meaning in faults.items():
        text = meaning.text or shown(table.cell(row, column))
        findings.problem(str(meaning.fault), table.origin.place(row, column), text or None, text=text)
    merged = [
        area
        for area in table.sheet.merged
        if "value" in meanings and area.first_row <= row <= area.last_row and area.last_row > area.first_row
        if area.first_column <= table.columns["value"] <= area.last_column
    ]
    if merged:
        findings.problem("value_is_not_merged", table.origin.place(row, "value"))
    return bool(faults or merged)
