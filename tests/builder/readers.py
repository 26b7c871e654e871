"""How others' programs read the downloads, and what the database holds for them to be compared with."""

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
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
from openpyxl.utils.escape import unescape

from pipeline.schema import TableSchema, read_schemas

SCHEMAS = read_schemas(Path(__file__).parents[2] / "schemas")

Rows = list[tuple[Any, ...]]
"""Cells as numbers, texts, booleans, dates and None."""

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
    return [tuple(map(of_sheet, row)) for row in rows]


def of_sheet(cell: object) -> object:
    """A cell as a spreadsheet has it; openpyxl leaves what is escaped in a text as it is (ECMA-376, ST_Xstring)."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    return unescape(cell) if isinstance(cell, str) else cell


def with_pandas_csv(path: Path, schema: TableSchema) -> Rows:
    """As a reader who knows the types from the data dictionary."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    return typed(schema, frame.to_numpy().tolist())


def with_pandas_parquet(path: Path, schema: TableSchema) -> Rows:
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    return [tuple(None if cell is pd.NA else cell for cell in row) for row in frame.itertuples(index=False)]


def with_pandas_xlsx(path: Path, schema: TableSchema) -> Rows:
    frame = pd.read_excel(path, dtype=object, keep_default_na=False, na_values=[""])
    return [tuple(None if pd.isna(cell) else of_sheet(cell) for cell in row) for row in frame.itertuples(index=False)]


def with_polars_csv(path: Path, schema: TableSchema) -> Rows:
    return pl.read_csv(path, schema={column.name: column.polars_type for column in schema.columns}).rows()


def with_polars_json(path: Path, schema: TableSchema) -> Rows:
    return pl.read_json(path, schema={column.name: column.polars_type for column in schema.columns}).rows()


def with_polars_parquet(path: Path, schema: TableSchema) -> Rows:
    frame = pl.read_parquet(path)
    assert frame.schema == {column.name: column.polars_type for column in schema.columns}
    return frame.rows()


def asked(query: str) -> duckdb.DuckDBPyRelation:
    read = duckdb.sql(query)
    assert read is not None
    return read


def with_duckdb_csv(path: Path, schema: TableSchema) -> Rows:
    types = {column.name: DUCKDB[column.type] for column in schema.columns}
    return asked(f"select * from read_csv('{path}', header = true, columns = {types})").fetchall()


def with_duckdb_parquet(path: Path, schema: TableSchema) -> Rows:
    read = asked(f"select * from '{path}'")
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
