"""Each format is read by others' programs to what the database holds: every table, every cell, its type."""

from __future__ import annotations

import csv
import datetime
import io
import json
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest

from pipeline.builder.downloads import csv_tables, excel_csv, json_tables, parquet_tables, workbooks
from pipeline.checks.texts import FORMULA
from pipeline.model import Dataset
from pipeline.schema import Schemas, TableSchema, read_schemas

SCHEMAS = read_schemas(Path(__file__).parents[2] / "schemas")

Rows = list[tuple[Any, ...]]
"""Cells as numbers, texts, booleans, dates and None."""

FORMATS = (".csv", ".excel.csv", ".json", ".parquet", ".xlsx")

DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}

FLAT = """
select
    o.*, i.name as indicator, i.name_en as indicator_en, i.unit, i.unit_en, a.name as area,
    s.attribution as source, s.attribution_en as source_en, sexes.label as sex_label,
    statuses.label as status_label, statuses.label_en as status_label_en, dataset.is_example,
    (
        select group_concat(text, '; ')
        from (
            select p.priority_id || ' ' || p.name as text from indicator_priorities ip
            join priorities p using (priority_id) where ip.indicator_id = o.indicator_id order by p.sequence
        )
    ) as priorities
from observations o
join indicators i using (indicator_id) join areas a using (area_code) join sources s using (source_id)
join codes sexes on sexes.table_name = 'observations' and sexes.column_name = 'sex' and sexes.code = o.sex
join codes statuses
    on statuses.table_name = 'observations' and statuses.column_name = 'value_status'
    and statuses.code = o.value_status
cross join dataset
"""
"""What the flat file holds, told by the database."""


def typed(schema: TableSchema, texts: Sequence[Sequence[str | None]]) -> Rows:
    """Cells that are read as texts, with the types of the schema; an empty text is an empty cell."""
    kinds = {
        "string": str,
        "integer": int,
        "number": lambda text: float(text.replace(",", ".")),
        "boolean": {"true": True, "false": False}.__getitem__,
        "date": datetime.date.fromisoformat,
    }
    convert: list[Callable[[str], Any]] = [kinds[column.type] for column in schema.columns]  # type: ignore[misc]
    return [tuple(to(cell) if cell else None for to, cell in zip(convert, row, strict=True)) for row in texts]


def stored(database: sqlite3.Connection, schema: TableSchema) -> Rows:
    """The rows of the database, in the order of the key; those of the dictionaries in the order of the database."""
    source = f"({FLAT})" if schema.name == "observations_flat" else schema.name
    order = "rowid" if schema.name in ("data_dictionary", "codes") else ", ".join(schema.primary_key)
    query = f"select {', '.join(schema.column_names)} from {source} order by {order}"
    rows = [["" if cell is None else str(cell) for cell in row] for row in database.execute(query)]
    places = [place for place, column in enumerate(schema.columns) if column.type == "boolean"]
    for row in rows:
        for place in places:
            row[place] = {"1": "true", "0": "false"}[row[place]] if row[place] else ""
    return typed(schema, rows)


def with_csv(path: Path, schema: TableSchema) -> Rows:
    header, *rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
    assert header == schema.column_names
    return typed(schema, rows)


def with_excel_csv(path: Path, schema: TableSchema) -> Rows:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert header == schema.column_names
    return typed(schema, rows)


def with_json(path: Path, schema: TableSchema) -> Rows:
    rows = json.loads(path.read_text(encoding="utf-8"))
    assert all(list(row) == schema.column_names for row in rows)
    dates = {column.name for column in schema.columns if column.type == "date"}
    return [
        tuple(datetime.date.fromisoformat(cell) if name in dates and cell else cell for name, cell in row.items())
        for row in rows
    ]


def with_openpyxl(path: Path, schema: TableSchema) -> Rows:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [schema.name, "Läs mig"]
    sheet = book[schema.name]
    assert not any(cell.data_type == "f" for each in book for row in each.iter_rows() for cell in row)
    header, *rows = sheet.iter_rows(values_only=True)
    assert list(header) == schema.column_names
    return [tuple(cell.date() if isinstance(cell, datetime.datetime) else cell for cell in row) for row in rows]


def with_pandas_csv(path: Path, schema: TableSchema) -> Rows:
    """As a reader who knows the types from the data dictionary."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    return typed(schema, frame.to_numpy().tolist())


def with_pandas_parquet(path: Path, schema: TableSchema) -> Rows:
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    return [tuple(None if cell is pd.NA else cell for cell in row) for row in frame.itertuples(index=False)]


def with_pandas_xlsx(path: Path, schema: TableSchema) -> Rows:
    codes = {column.name: str for column in schema.columns if column.type == "string"}
    frame = pd.read_excel(path, dtype=codes, keep_default_na=False, na_values=[""])
    rows = []
    for row in frame.astype(object).itertuples(index=False):
        cells = (None if pd.isna(cell) else cell for cell in row)
        rows.append(tuple(cell.date() if isinstance(cell, datetime.datetime) else cell for cell in cells))
    return rows


def with_polars_csv(path: Path, schema: TableSchema) -> Rows:
    return pl.read_csv(path, schema={column.name: column.polars_type for column in schema.columns}).rows()


def with_polars_json(path: Path, schema: TableSchema) -> Rows:
    return pl.read_json(path, schema={column.name: column.polars_type for column in schema.columns}).rows()


def with_polars_parquet(path: Path, schema: TableSchema) -> Rows:
    frame = pl.read_parquet(path)
    assert frame.schema == {column.name: column.polars_type for column in schema.columns}
    return frame.rows()


def with_duckdb_csv(path: Path, schema: TableSchema) -> Rows:
    types = {column.name: DUCKDB[column.type] for column in schema.columns}
    return duckdb.sql(f"select * from read_csv('{path}', header = true, columns = {types})").fetchall()


def with_duckdb_parquet(path: Path, schema: TableSchema) -> Rows:
    read = duckdb.sql(f"select * from '{path}'")
    assert [str(kind) for kind in read.types] == [DUCKDB[column.type] for column in schema.columns]
    return read.fetchall()


READERS: Sequence[tuple[str, Callable[[Path, TableSchema], Rows]]] = (
    (".csv", with_csv),
    (".csv", with_pandas_csv),
    (".csv", with_polars_csv),
    (".csv", with_duckdb_csv),
    (".excel.csv", with_excel_csv),
    (".json", with_json),
    (".json", with_polars_json),
    (".parquet", with_pandas_parquet),
    (".parquet", with_polars_parquet),
    (".parquet", with_duckdb_parquet),
    (".xlsx", with_openpyxl),
    (".xlsx", with_pandas_xlsx),
)


@pytest.mark.parametrize(("ending", "read"), READERS, ids=lambda value: getattr(value, "__name__", value))
def test_every_table_is_read_to_what_the_database_holds(
    release: Path, database: sqlite3.Connection, ending: str, read: Callable[[Path, TableSchema], Rows]
) -> None:
    for schema in SCHEMAS.files:
        path = release / f"downloads/{schema.name}{ending}"
        found, wanted = read(path, schema), stored(database, schema)
        assert found == wanted, schema.name
        assert [tuple(map(type, row)) for row in found] == [
            tuple(int if is_int(cell, other) else type(other) for cell, other in zip(row, known, strict=True))
            for row, known in zip(found, wanted, strict=True)
        ], schema.name


def is_int(cell: object, known: object) -> bool:
    """Whether a program gives a whole number of a column of numbers as an int, which is the same number."""
    return type(cell) is int and type(known) is float and known.is_integer()


def test_the_tables_have_what_could_be_read_wrongly(database: sqlite3.Connection) -> None:
    """What the tests above compare holds codes with a zero first, empty cells, zeros, decimals and dates."""
    count = "select count(*) from observations where"
    assert database.execute("select count(*) from areas where area_code like '0%'").fetchone()[0] > 10
    assert all(
        database.execute(f"{count} {what}").fetchone()[0]
        for what in ("value is null", "value = 0", "value <> round(value)", "retrieved_on like '20__-__-__'")
    )


NASTY = (
    'a "quoted" text',
    "semicolon; comma, tab\tend",
    "first line\nsecond line\n",
    "carriage\r\nreturn",
    "0114",
    "007",
    "1E5",
    "1,5",
    "1.50",
    "-",
    "true",
    "NULL",
    "NaN",
    "nan",
    "N/A",
    "None",
    "2024-01-05",
    "3/4",
    "15-17",
    " space around ",
    "\u00a0hard\u00a0space\u202f",
    "åäö ÅÄÖ é",
    "emoji 👩‍👩‍👧 𝄞",
    "_x0041_ and _x000D_",
    "a\\b\\n",
    "<b>&amp;</b>",
    "<r>half",
    "http://example.se/?a=1&b=2",
    "internal:Sheet!A1",
    "mailto:a@example.se",
    "{=1+1}",
    "\u200b",
    "x" * 32_767,
    "'apostrophe first",
)

KINDS = {"key": "integer", "text": "string", "number": "number", "whole": "integer", "flag": "boolean", "day": "date"}

NUMBERS = (0.0, 0.1, 10.0, 1e9, 123456.789, 0.00001, None)


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TableSchema, Rows]:
    """The folder that every format of a table of what is hard to write has been written to, its schema, its rows."""
    texts = ("sv", "en")
    fields = [{"name": name, "type": kind, "title": name, "title@en": name} for name, kind in KINDS.items()]
    described = [{**field, "description": "x", "description@en": "x"} for field in fields]
    resource = {"name": "nasty", "path": "nasty.csv", "title": "Svår", "title@en": "Hard"}
    schema = TableSchema(
        {**resource, "description": "x", "description@en": "x"}, {"fields": described, "primaryKey": ["key"]}
    )
    days = (datetime.date(1900, 3, 1), datetime.date(2024, 2, 29), None)
    rows: Rows = [
        (key, text, NUMBERS[key % 7], (0, None, 2**53)[key % 3], (True, False, None)[key % 3], days[key % 3])
        for key, text in enumerate([*NASTY, None])
    ]
    frame = pl.DataFrame(rows, schema={column.name: column.polars_type for column in schema.columns}, orient="row")
    folder = tmp_path_factory.mktemp("nasty")
    sources = pl.DataFrame(schema=dict.fromkeys(("publisher", "title", "attribution", "licence"), pl.String))
    observations = pl.DataFrame({"year": [2024]})
    dataset = Dataset(folder, {"nasty": frame, "sources": sources, "observations": observations})
    schemas = Schemas({}, {"nasty": schema})
    explained = {
        **{f"{name}{'' if each == 'sv' else '@en'}": "x" for name in ("title", "description") for each in texts}
    }
    for write in (csv_tables.write, excel_csv.write, json_tables.write, parquet_tables.write):
        write(dataset, schemas, explained, folder)
    made = datetime.datetime(2026, 3, 31)
    (folder / "nasty.xlsx").write_bytes(workbooks.workbook(schema, frame, [("", "x")], made, folder))
    return folder, schema, rows


@pytest.mark.parametrize(("ending", "read"), READERS, ids=lambda value: getattr(value, "__name__", value))
def test_what_is_hard_to_write_comes_back_as_it_was(
    nasty: tuple[Path, TableSchema, Rows], ending: str, read: Callable[[Path, TableSchema], Rows]
) -> None:
    folder, schema, rows = nasty

    assert read(folder / f"nasty{ending}", schema) == rows
    assert not list(folder.glob("tmp*"))


@pytest.mark.parametrize(
    ("column", "cell", "is_held"),
    [
        ("text", "x" * 32_767, True),
        ("text", "x" * 32_768, False),
        ("text", "😀" * 16_383, True),
        ("text", "😀" * 16_384, False),
        ("text", "<r>markup of its own</r>", False),
        ("text", None, True),
        ("day", datetime.date(1900, 3, 1), True),
        ("day", datetime.date(1900, 2, 28), False),
        ("day", None, True),
        ("whole", 1, True),
    ],
)
def test_a_workbook_holds_a_table_whole_or_is_not_made(column: str, cell: object, is_held: bool) -> None:
    kind = {"text": pl.String(), "day": pl.Date(), "whole": pl.Int64()}[column]

    assert workbooks.fits(pl.DataFrame({column: [cell]}, schema={column: kind})) == is_held


@pytest.mark.parametrize(("height", "is_held"), [(0, True), (1_048_575, True), (1_048_576, False)])
def test_a_workbook_holds_as_many_rows_as_a_sheet(height: int, is_held: bool) -> None:
    rows = pl.DataFrame({"key": pl.int_range(height, eager=True), "text": pl.repeat("a", height, eager=True)})

    assert workbooks.fits(rows) == is_held


def test_no_text_of_any_file_begins_like_a_formula(release: Path) -> None:
    """Every text cell of every table file, also of the sheets that explain, with what staff have not written too."""
    cells: dict[str, list[str]] = {}
    for path in sorted((release / "downloads").iterdir()):
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path, read_only=True)
            values = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
            cells[path.name] = [value for value in values if isinstance(value, str)]
        elif path.suffix == ".csv":
            separator = ";" if path.name.endswith(".excel.csv") else ","
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells[path.name] = [cell for row in csv.reader(file, delimiter=separator) for cell in row]
        elif path.suffix == ".parquet":
            frame = pl.read_parquet(path).select(pl.col(pl.String))
            cells[path.name] = [cell for column in frame for cell in column if cell is not None]

    assert len(cells) == 4 * len(SCHEMAS.files)
    assert sum(map(len, cells.values())) > 30_000
    for name, texts in cells.items():
        assert pl.Series(texts, dtype=pl.String).str.contains(FORMULA).any() is False, name


def test_the_sheet_that_explains_says_first_that_these_are_examples_and_then_all_that_must_be_known(
    release: Path,
) -> None:
    schema = SCHEMAS["observations"]
    described = json.loads((release / "release.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(release / "downloads/observations.xlsx")
    lines = [tuple(cell or "" for cell in row) for row in book["Läs mig"].iter_rows(values_only=True)]

    assert lines[0] == ("", "EXEMPELDATA: siffrorna är påhittade och gäller ingen kommun.")
    text = "\n".join(" ".join(line) for line in lines)
    for column in schema.columns:
        helps = [line[1] for line in lines if line[0] == column.name]
        assert [each.partition(".")[0] for each in helps] == [column.title, column.title_en]
        assert all(f"{code.value} = {code.label}" in helps[0] for code in column.codes)
    for told in (
        "Uppgifter",
        schema.description,
        f"Publicering {described['id']}. Uppföljningsår 2021–2025.",
        "En tom cell i value betyder aldrig noll.",
        "suppressed_primary: dold (få personer)",
        "Siffror om få personer är dolda",
        "kan siffran inte jämföras med åren före",
        "Anmälda brott visar vad som har anmälts, inte vad som har hänt.",
        "Sammanställningen får användas fritt (CC0 1.0). Källornas egna villkor gäller för deras siffror:",
        "Brottsförebyggande rådet (Brå): Statistik över anmälda brott (SOL).",
        "EXAMPLE DATA: the figures are made up and concern no municipality.",
    ):
        assert told in text, told
    assert "`" not in text
    assert "**" not in text
    assert book.properties.created == datetime.datetime.fromisoformat(described["time"])
