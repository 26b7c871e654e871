"""The schemas are whole, and Frictionless as anyone may run it judges the data as the pipeline does."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.checks.fields import judge_fields
from pipeline.dataset.judged import judge, read_checked
from pipeline.model import FILE, ROW, SOUND, Dataset, Place, Problem
from pipeline.project import open_project
from pipeline.schema import Column, ForeignKey, Schemas, TableSchema, read_schemas
from tests.sheets import break_cell, row_of, rows_of

SCHEMAS = read_schemas(Path(__file__).parents[1] / "schemas")
TABLES = list(SCHEMAS.files)
COLUMNS = [(table, column) for table in TABLES for column in table.columns]
FOREIGN_KEYS = [(table, key) for table in TABLES for key in table.foreign_keys]

LARGEST = 2**53
"""The first whole number from which on a float (IEEE 754) cannot hold each of them."""

TEXTS = ("title", "title@en", "description", "description@en")


def _named(value: object) -> str:
    match value:
        case TableSchema() | Column():
            return value.name
        case ForeignKey():
            return f"to-{value.table}"
    return str(value)


def _distinct_columns() -> list[Column]:
    """One column for each combination of type and constraints that the schemas hold."""
    return list({json.dumps([column.type, column.constraints]): column for _, column in COLUMNS}.values())


@pytest.mark.parametrize("table", TABLES, ids=_named)
def test_every_table_has_a_title_and_a_description_in_both_languages(table: TableSchema) -> None:
    assert [text for text in TEXTS if not table.resource.get(text, "").strip()] == []


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=_named)
def test_every_column_has_its_texts_and_an_example(table: TableSchema, column: Column) -> None:
    assert [text for text in (*TEXTS, "example") if not column.descriptor.get(text, "").strip()] == []


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=_named)
def test_every_allowed_value_has_a_label_in_both_languages_in_the_same_order(
    table: TableSchema, column: Column
) -> None:
    assert [code.value for code in column.codes] == list(column.constraints.get("enum", []))
    assert all(code.label.strip() and code.label_en.strip() for code in column.codes)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=_named)
def test_every_example_is_itself_valid(table: TableSchema, column: Column) -> None:
    verdicts, values = stock(column, [column.example])

    assert is_canonical(column.type, column.example)
    assert verdicts == {}
    assert own(column, [column.example]) == ({}, values)


@pytest.mark.parametrize(("table", "key"), FOREIGN_KEYS, ids=_named)
def test_every_foreign_key_names_the_primary_key_of_an_earlier_table(table: TableSchema, key: ForeignKey) -> None:
    names = [each.name for each in TABLES]

    assert key.table_columns == SCHEMAS[key.table].primary_key
    assert key.table == table.name or names.index(key.table) < names.index(table.name)
    assert [SCHEMAS[key.table].column(name).type for name in key.table_columns] == [
        table.column(name).type for name in key.columns
    ]


@pytest.mark.parametrize("table", TABLES, ids=_named)
def test_every_primary_key_is_of_columns_that_are_required(table: TableSchema) -> None:
    assert table.primary_key
    assert [name for name in table.primary_key if not table.column(name).required] == []


@pytest.mark.parametrize("table", TABLES, ids=_named)
def test_frictionless_accepts_each_schema(table: TableSchema) -> None:
    assert frictionless.Schema.validate_descriptor(dict(table.descriptor)).flatten(["note"]) == []


def test_every_schema_file_is_named_by_the_package(repository: Path) -> None:
    named = {str(table.resource["schema"]) for table in TABLES}

    assert {path.name for path in (repository / "schemas").iterdir()} == {*named, "datapackage.json"}


def test_frictionless_finds_no_fault_in_the_data(repository: Path) -> None:
    found, rows = stock_report(repository / "data")

    assert found == []
    assert rows == sum(len(rows_of(path)) for path in (repository / "data").rglob("*.csv"))


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "stock"),
    [
        ("plan/priorities.csv", 3, "name", "", ["priorities", 3, "name", "constraint-error"]),
        ("plan/priorities.csv", 3, "sequence", "två", ["priorities", 3, "sequence", "type-error"]),
        ("plan/priorities.csv", 3, "plan_id", "annan-plan", ["priorities", 3, None, "foreign-key"]),
        ("plan/priorities.csv", 3, "priority_id", "P1", ["priorities", 3, None, "primary-key"]),
        ("areas.csv", 5, "kind", "region", ["areas", 5, "kind", "constraint-error"]),
        ("observations/2023.csv", 2, "value", "-1", ["observations-2023", 2, "value", "constraint-error"]),
        ("observations/2023.csv", 2, "area_code", "0001", ["observations-2023", 2, None, "foreign-key"]),
    ],
)
def test_both_judges_find_the_same_fault(
    project: Path, file: str, row: int, column: str, value: str, stock: list[Any]
) -> None:
    break_cell(project / "data" / file, row, column, value)

    found, _ = stock_report(project / "data")
    own = judge(open_project(project), print).problems

    assert stock in found
    assert (file, row) in {(problem.place.file, problem.place.row) for problem in own}
    assert {name.removeprefix("observations-") for name, *_ in found} <= {
        Path(problem.place.file).stem for problem in own
    }


TRICKY = (
    *("0", "-0", "+1", "00012", "1.0", "1.50", "1,5", "1 000", "1_000", " 12 ", "1e3", "1E-3", "-1", "0x10", "٣", "½"),
    *("9" * 18, "101", "2024", "1989", "1990", "2100", "2101", "20x5", "5", "6", "10", "11"),
    *("true", "false", "True", "TRUE", "1", "ja", "null", "None", "-", "–", "1_0", " 10", "１２"),
    *("NaN", "nan", "-NaN", "sNaN", "INF", "inf", "-INF", "Infinity", "1e400", "-1e400", "1.", ".5", "--1", "1.2.3"),
    *(f"{sign}{size}" for sign in ("", "-") for size in (LARGEST - 1, LARGEST, LARGEST + 1, 10**30)),
    *(f"{LARGEST - 1}.5", f"{LARGEST}.0", f"{LARGEST}.5", f"-{LARGEST - 1}.5", f"-{LARGEST}.5", "9" * 400),
    *("2024-02-29", "2023-02-29", "2024-1-5", "20240105", "2024-01-05T00:00", "24-01-05", "0001-01-01", "9999-12-31"),
    *("2026-3-1", "２０２４-01-05", "0000-01-01", " 2024-01-05"),
    *("T", "t", "K", "total", "Total", "0-14", "18+", "final", "final ", "klar", "A", "a", "count", "P1", "P9", "P10"),
    *("VNR", "vnr", "VNR-01", "VNR-1", "KTX-01", "P1-01", "A-01", "VNR-01\n", "0114", "114", "01144", "９９９９"),
    *("", " ", "\t", "\n", "\u00a0", '"', ",", "å", "Å", "vald-i-nara", "våld", "https://a.se", "http://", "ftp://a"),
)

texts = (
    st.sampled_from(TRICKY)
    | st.text(max_size=12)
    | st.from_regex(r"[-+]?\d{1,6}([.,]\d{1,3})?", fullmatch=True)
    | st.integers(-2 * LARGEST, 2 * LARGEST).map(str)
    | st.from_regex(r"-?[0-9]{1,3}(\.[0-9]{1,20})?", fullmatch=True)
    | st.dates().map(str)
)


@pytest.mark.parametrize("column", _distinct_columns(), ids=_named)
@settings(max_examples=15)
@given(lines=st.lists(texts, min_size=1, max_size=25, unique=True))
def test_any_canonical_text_is_judged_as_frictionless_judges_it_and_any_other_is_a_fault(
    column: Column, lines: list[str]
) -> None:
    assert own(column, lines) == intended(column, lines)


@pytest.mark.parametrize("column", _distinct_columns(), ids=_named)
def test_each_tricky_text_is_judged_as_frictionless_judges_it_or_is_a_fault(column: Column) -> None:
    assert own(column, TRICKY) == intended(column, TRICKY)


EXAMPLES = {"string": "text", "integer": "1", "number": "1.5", "boolean": "true", "date": "2024-01-05"}


def _free(kind: str) -> Column:
    """A column of this type without constraints."""
    return Column({"name": "single", "title": "Ensam", "type": kind, "example": EXAMPLES[kind]})


@pytest.mark.parametrize(
    ("kind", "text", "rule"),
    [
        *(("integer", text, "cell_type") for text in ("1_0", " 10", "10 ", "１２", "٣", "+1", "1.0", "1e3", "10\n")),
        *(("number", text, "cell_type") for text in ("1_0", " 10", "10 ", "１２", "+1", "1e3", "1E-3", "1.", ".5")),
        *(("number", text, "cell_type") for text in ("NaN", "nan", "-NaN", "sNaN", "INF", "inf", "-INF", "Infinity")),
        *(("number", text, "cell_type") for text in ("1e400", "-1e400", "10\n", "\u00a010", "1 000", "1,5")),
        *(("boolean", text, "cell_type") for text in ("True", "TRUE", "1", "0", " true", "true ", "ja")),
        *(("date", text, "cell_type") for text in ("2026-3-1", "20260301", " 2026-03-01", "2026-03-01 ")),
        *(("date", text, "cell_type") for text in ("２０２６-03-01", "2026-02-29", "0000-01-01", "2026-13-01")),
        *(("string", text, "cell_trimmed") for text in (" ", "\t", "\n", "\u00a0", " å", "å ", "å\n", "\u2003å\u00a0")),
    ],
)
def test_a_text_that_no_canonical_file_holds_is_refused(kind: str, text: str, rule: str) -> None:
    assert own(_free(kind), [EXAMPLES[kind], text])[0] == {text: rule}
    assert own(_free(kind), [text]) == ({text: rule}, {text: None})


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "-0", 0),
        ("integer", "00012", 12),
        ("integer", "9007199254740991", 9007199254740991),
        ("integer", "-9007199254740991", -9007199254740991),
        ("number", "9007199254740991", 9007199254740991.0),
        ("number", "-9007199254740991", -9007199254740991.0),
        ("number", "1.50", 1.5),
        ("boolean", "true", True),
        ("boolean", "false", False),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("string", "å\u00a0ä\nö", "å\u00a0ä\nö"),
        ("string", "NaN", "NaN"),
    ],
)
def test_a_canonical_text_is_taken_for_its_value(kind: str, text: str, value: object) -> None:
    assert own(_free(kind), [text]) == ({}, {text: value})


@pytest.mark.parametrize("kind", ["integer", "number"])
@pytest.mark.parametrize(
    "text", ["9007199254740992", "-9007199254740992", "9007199254740993", "-9007199254740993", "9" * 30, "9" * 400]
)
def test_a_number_too_large_to_hold_exactly_is_refused(kind: str, text: str) -> None:
    assert own(_free(kind), ["12", text]) == ({text: "cell_type"}, {"12": 12, text: None})


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(column, id=f"{table.name}-{column.name}")
        for table, column in COLUMNS
        if column.type in ("integer", "number")
    ],
)
def test_no_column_of_the_schemas_takes_a_number_too_large_to_hold_exactly(column: Column) -> None:
    rule = "cell_maximum" if "maximum" in column.constraints else "cell_type"
    texts = ["9007199254740992", "9" * 30]

    assert own(column, texts) == (dict.fromkeys(texts, rule), dict.fromkeys(texts))


@pytest.mark.parametrize(
    ("table", "name", "text", "rule", "message"),
    [
        (
            *("observations", "value", "NaN", "cell_type"),
            "”NaN” är inte ett tal. Skriv ”Värde” med siffror och decimalpunkt, utan mellanrum och enhet. Exempel: 12",
        ),
        (
            *("observations", "year", "２０２４", "cell_type"),
            "”２０２４” är inte ett heltal. Skriv ”År” med siffror, utan mellanrum. Exempel: 2024",
        ),
        (
            *("observations", "note", "Se not ", "cell_trimmed"),
            "”Se not ” börjar eller slutar med mellanslag, eller är bara mellanslag. Ta bort mellanslagen. "
            "Exempel: Två enheter har inte lämnat uppgifter.",
        ),
        (
            *("observations", "series_break", "True", "cell_type"),
            "”True” är varken true (ja) eller false (nej). ”Brott i serien” anges med ett av de orden. Exempel: false",
        ),
        (
            *("revisions", "revised_on", "2026-3-1", "cell_type"),
            "”2026-3-1” är inte ett datum som finns. ”Ändrad” skrivs år-månad-dag, ÅÅÅÅ-MM-DD. Exempel: 2025-04-15",
        ),
    ],
)
def test_a_cell_that_is_not_canonical_is_told_in_words(
    table: str, name: str, text: str, rule: str, message: str
) -> None:
    _, problems = judged(SCHEMAS[table].column(name), [text])

    assert problems == [Problem(Place("single.csv", row=2, column=name), rule, text, message)]


def is_canonical(kind: str, text: str) -> bool:
    """Whether a text is written as a canonical file writes a value of this type."""
    match kind:
        case "string":
            return text != "" and text == text.strip()
        case "integer":
            return _is_digits(text.removeprefix("-"))
        case "number":
            return text.count(".") < 2 and all(_is_digits(part) for part in text.removeprefix("-").split("."))
        case "boolean":
            return text in ("true", "false")
        case "date":
            parts = text.split("-")
            return [len(part) for part in parts] == [4, 2, 2] and all(_is_digits(part) for part in parts)
    raise ValueError(kind)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


Judgement = tuple[dict[str, str], dict[str, Any]]
"""The rule that each faulty text breaks, and the value of every text: None where it is empty or faulty."""


def intended(column: Column, lines: Sequence[str]) -> Judgement:
    """Frictionless's judgement of what is canonical, or empty, and can be held exactly; all else is a fault."""
    taken = [line for line in lines if not line or is_canonical(column.type, line)]
    verdicts, values = stock(column, taken)
    kind = "cell_trimmed" if column.type == "string" else "cell_type"
    verdicts |= {line: kind for line in lines if line not in taken}
    if column.type in ("integer", "number"):
        large = {line: kind for line in taken if line and Decimal(line).copy_abs() >= LARGEST}
        verdicts = large | verdicts
    return verdicts, {line: None if line in verdicts else values[line] for line in lines}


def judged(column: Column, lines: Sequence[str]) -> tuple[pl.DataFrame, list[Problem]]:
    """The texts in the column of a table of its own, checked, and the problems."""
    table = TableSchema(
        {"name": "single", "folder": ""}, {"fields": [column.descriptor], "primaryKey": [], "missingValues": [""]}
    )
    frame = pl.DataFrame({column.name: list(lines)}).with_columns(
        pl.lit("single.csv").alias(FILE), pl.int_range(2, len(lines) + 2).alias(ROW)
    )
    dataset, problems = judge_fields(Dataset(Path(), {"single": frame}), Schemas({}, {"single": table}))
    return dataset.tables["single"], problems


def own(column: Column, lines: Sequence[str]) -> Judgement:
    """What the pipeline makes of each text, which it must say at the row where the text stands."""
    frame, problems = judged(column, lines)
    verdicts = {str(problem.value): problem.rule for problem in problems}
    assert [(problem.place.row, problem.value) for problem in problems] == [
        (row, line) for row, line in enumerate(lines, start=2) if line in verdicts
    ]
    assert frame[SOUND].to_list() == [line not in verdicts for line in lines]
    assert frame.schema[column.name] == column.polars_type
    return verdicts, dict(zip(lines, frame[column.name], strict=True))


def stock(column: Column, lines: Sequence[str]) -> Judgement:
    """The first error that Frictionless reports for each faulty text, by the name that our rule would have."""
    # A second column keeps a row of an empty text from being an empty row, which is another error.
    fields = [dict(column.descriptor), {"name": "beside", "type": "string"}]
    schema = frictionless.Schema.from_descriptor({"fields": fields, "missingValues": [""]})
    data = [[column.name, "beside"], *([line, "x"] for line in lines)]
    report = frictionless.Resource(data=data, schema=schema).validate(limit_errors=10_000)
    verdicts: dict[str, str] = {}
    for row, kind, note in report.flatten(["rowNumber", "type", "note"]):
        constraint = re.match(r'constraint "(\w+)"', note)
        rule = "type" if kind == "type-error" else constraint and constraint[1]
        verdicts.setdefault(lines[row - 2], f"cell_{rule}")
    with frictionless.Resource(data=data, schema=schema) as resource:
        cells = [row[column.name] for row in resource.row_stream]
    values = [float(cell) if isinstance(cell, Decimal) else cell for cell in cells]
    return verdicts, {line: None if line in verdicts else value for line, value in zip(lines, values, strict=True)}


def stock_report(data: Path) -> tuple[list[list[Any]], int]:
    """What Frictionless says of a data folder, table by table, with the keys between the tables; how many rows it read.

    Each error is the resource, the row, the column and the type.
    """
    resources = [
        frictionless.Resource(
            name=f"{table.name}-{path.stem}" if table.is_partitioned else table.name,
            path=path.relative_to(data).as_posix(),
            basepath=str(data),
            schema=frictionless.Schema.from_descriptor(dict(table.descriptor)),
        )
        for table in TABLES
        for path in sorted(data.glob(table.location))
    ]
    report = frictionless.Package(resources=resources, basepath=str(data)).validate()
    assert report.errors == []
    errors = [
        [task.name, *error] for task in report.tasks for error in task.flatten(["rowNumber", "fieldName", "type"])
    ]
    return errors, sum(task.stats.get("rows", 0) for task in report.tasks)


def test_a_checked_table_has_the_types_of_its_schema_and_its_values(repository: Path) -> None:
    dataset, problems = read_checked(repository / "data", SCHEMAS)
    row = row_of(repository / "data/observations/2024.csv", indicator_id="VNR-08", sex="K")

    assert problems == []
    read = [(table, column) for table, column in COLUMNS if not table.is_derived]
    assert {(table.name, column.name): dataset.tables[table.name].schema[column.name] for table, column in read} == {
        (table.name, column.name): column.polars_type for table, column in read
    }
    kept = dataset.tables["observations"].filter(pl.col(FILE) == "observations/2024.csv", pl.col(ROW) == row)
    assert kept.select("indicator_id", "year", "sex", "value", "series_break", "note").rows() == [
        ("VNR-08", 2024, "K", None, False, None)
    ]
