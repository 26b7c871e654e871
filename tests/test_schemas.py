"""The schemas are whole, and Frictionless as anyone may run it judges the data as the pipeline does."""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import frictionless
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.checks.fields import judge_fields
from pipeline.dataset import read_dataset
from pipeline.model import FILE, ROW, Dataset
from pipeline.project import open_project
from pipeline.release import judge
from pipeline.schema import Column, ForeignKey, Schemas, TableSchema, read_schemas
from tests.known import known_fault
from tests.sheets import break_cell, row_of, rows_of

SCHEMAS = read_schemas(Path(__file__).parents[1] / "schemas")
TABLES = list(SCHEMAS)
COLUMNS = [(table, column) for table in TABLES for column in table.columns]
FOREIGN_KEYS = [(table, key) for table in TABLES for key in table.foreign_keys]

TEXTS = ("title", "title@en", "description", "description@en")


def _named(value: object) -> str:
    match value:
        case TableSchema() | Column():
            return value.name
        case ForeignKey():
            return f"to-{value.table}"
    return str(value)


def _is_no_figure(text: str) -> bool:
    """Whether Python, and so Frictionless, takes the text for a number that is no figure."""
    try:
        return not Decimal(text).is_finite() or math.isinf(float(text))
    except (InvalidOperation, ValueError):
        return False


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
    assert stock_verdicts(column, [column.example]) == {}
    assert own_verdicts(column, [column.example]) == {}


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
    *("true", "false", "True", "TRUE", "1", "ja", "null", "None", "-", "–"),
    *("2024-02-29", "2023-02-29", "2024-1-5", "20240105", "2024-01-05T00:00", "24-01-05", "0001-01-01", "9999-12-31"),
    *("T", "t", "K", "total", "Total", "0-14", "18+", "final", "final ", "klar", "A", "a", "count", "P1", "P9", "P10"),
    *("VNR", "vnr", "VNR-01", "VNR-1", "KTX-01", "P1-01", "A-01", "VNR-01\n", "0114", "114", "01144", "９９９９"),
    *("", " ", "\t", "\n", "\u00a0", '"', ",", "å", "Å", "vald-i-nara", "våld", "https://a.se", "http://", "ftp://a"),
)

texts = st.sampled_from(TRICKY) | st.text(max_size=12) | st.from_regex(r"[-+]?\d{1,6}([.,]\d{1,3})?", fullmatch=True)


@pytest.mark.parametrize("column", _distinct_columns(), ids=_named)
@settings(max_examples=15)
@given(lines=st.lists(texts, min_size=1, max_size=25, unique=True))
def test_any_texts_in_a_column_are_judged_as_frictionless_judges_them_cell_by_cell(
    column: Column, lines: list[str]
) -> None:
    assume(not any(_is_no_figure(line) for line in lines))

    assert own_verdicts(column, lines) == stock_verdicts(column, lines)


@pytest.mark.parametrize("column", _distinct_columns(), ids=_named)
def test_each_tricky_text_is_judged_as_frictionless_judges_it(column: Column) -> None:
    assert own_verdicts(column, TRICKY) == stock_verdicts(column, TRICKY)


@pytest.mark.parametrize(
    "word",
    [
        *("NaN", "nan", "-NaN", "INF", "inf", "-INF", "Infinity", "1e400", "-1e400"),
        pytest.param("sNaN", marks=known_fault("decimal.InvalidOperation")),
    ],
)
def test_a_number_that_is_no_figure_is_refused_though_frictionless_may_take_it(word: str) -> None:
    column = SCHEMAS["observations"].column("value")

    assert own_verdicts(column, ["12", word]) == {word: "cell_type"}


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(
            column,
            id=f"{table.name}-{column.name}",
            marks=[] if "maximum" in column.constraints else [known_fault("null, without a problem")],
        )
        for table, column in COLUMNS
        if column.type == "integer"
    ],
)
def test_a_whole_number_too_large_to_store_is_refused(column: Column) -> None:
    assert set(own_verdicts(column, ["9" * 30])) == {"9" * 30}


def own_verdicts(column: Column, lines: list[str] | tuple[str, ...]) -> dict[str, str]:
    """The rule that each faulty text breaks when it stands in the column of a table of its own."""
    table = TableSchema(
        {"name": "single", "folder": ""}, {"fields": [column.descriptor], "primaryKey": [], "missingValues": [""]}
    )
    frame = pl.DataFrame({column.name: list(lines)}).with_columns(
        pl.lit("single.csv").alias(FILE), pl.int_range(2, len(lines) + 2).alias(ROW)
    )
    _, problems = judge_fields(Dataset(Path(), {"single": frame}), Schemas({}, {"single": table}))
    assert [problem.place.row for problem in problems] == sorted(
        row for row, line in enumerate(lines, start=2) if line in {problem.value for problem in problems}
    )
    return {str(problem.value): problem.rule for problem in problems}


def stock_verdicts(column: Column, lines: list[str] | tuple[str, ...]) -> dict[str, str]:
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
    return verdicts


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
    texts, _ = read_dataset(repository / "data", SCHEMAS)
    dataset, problems = judge_fields(texts, SCHEMAS)
    row = row_of(repository / "data/observations/2024.csv", indicator_id="VNR-08", sex="K")

    assert problems == []
    assert {(table.name, column.name): dataset.tables[table.name].schema[column.name] for table, column in COLUMNS} == {
        (table.name, column.name): column.polars_type for table, column in COLUMNS
    }
    kept = dataset.tables["observations"].filter(pl.col(FILE) == "observations/2024.csv", pl.col(ROW) == row)
    assert kept.select("indicator_id", "year", "sex", "value", "series_break", "note").rows() == [
        ("VNR-08", 2024, "K", None, False, None)
    ]
