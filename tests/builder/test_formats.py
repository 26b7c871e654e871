"""Each format is read by others' programs to what the database holds: every table, every cell, its type."""

from __future__ import annotations

import csv
import datetime
import sqlite3
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from pipeline.builder.downloads import csv_tables, excel_csv, json_tables, parquet_tables, workbooks
from pipeline.checks.texts import FORMULA
from pipeline.model import Dataset
from pipeline.schema import Schemas, TableSchema
from tests.builder.readers import READERS, SCHEMAS, Rows, stored


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
    "=1+1",
    "@sum",
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
