"""A dataset as a SQLite file: tables, keys, indexes, search, and the texts that belong to them.

sqlite-utils makes the tables, the indexes and the search. The rows are inserted in one transaction and in the order of
the data folder, so that the same dataset gives the same bytes and no page is left free.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from itertools import chain, islice
from pathlib import Path

import polars as pl
import sqlite_utils
from sqlite_utils.db import ForeignKey

from pipeline.builder.dictionary import ANSWERS, TEXTS, codes_of, columns_of
from pipeline.builder.search_index import write_search_index
from pipeline.model import Dataset
from pipeline.schema import Schemas, TableSchema

ROWS_AT_ONCE = 50

SQLITE_TYPES = {"string": str, "integer": int, "number": float, "boolean": int, "date": str}

WHERE = {"table_name": str, "column_name": str}

INDEXES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    # A series in time order (indicator pages), a year's figures (follow-up pages) and an area's (comparisons).
    "observations": (
        ("indicator_id", "area_code", "sex", "age_group", "year"),
        ("year", "value_status"),
        ("area_code", "year"),
        ("value_status",),
    ),
    "indicators": (("area_id",), ("source_id",)),
    "indicator_priorities": (("priority_id",),),
    "decisions": (("plan_id",),),
    "measures": (("priority_id",),),
}

SEARCHED: Mapping[str, tuple[str, ...]] = {
    "plans": ("title", "description"),
    "goals": ("text",),
    "decisions": ("body", "text", "document"),
    "priorities": ("name",),
    "violence_areas": ("name",),
    "indicators": ("name", "definition", "numerator", "interpretation", "caveat", "legal_reference"),
    "measures": ("title", "responsible_function"),
}

# Swedish å, ä and ö are letters in their own right: "vald" must not match "våld", nor "far" "får".
TOKENIZER = "unicode61 remove_diacritics 0"


def write_database(path: Path, dataset: Dataset, schemas: Schemas, facts: Mapping[str, object]) -> None:
    """Write the checked dataset to a new SQLite file, with `facts` as the one row of the table `release`."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        database = sqlite_utils.Database(connection)
        # The file is built on the side and only then put in place, so a crash costs nothing and no journal is needed.
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        for schema in schemas.published:
            _create_table(database, schema)
            _insert(connection, schema.name, dataset.tables[schema.name].select(schema.column_names))
        for table, columns in SEARCHED.items():
            database.table(table).enable_fts(columns, tokenize=TOKENIZER)
        write_search_index(connection, dataset)
        for table, indexes in INDEXES.items():
            for index in indexes:
                database.table(table).create_index(index)
        _insert_dictionary(database, schemas)
        _insert_codes(database, schemas)
        database.table("release").insert(dict(facts))
        connection.execute("commit")
        connection.execute("analyze")
    finally:
        connection.close()


def _create_table(database: sqlite_utils.Database, schema: TableSchema) -> None:
    database.table(schema.name).create(
        {column.name: SQLITE_TYPES[column.type] for column in schema.columns},
        pk=schema.primary_key if len(schema.primary_key) > 1 else schema.primary_key[0],
        not_null=[column.name for column in schema.columns if column.required],
        foreign_keys=[
            ForeignKey(schema.name, key.columns[0], key.table, key.table_columns[0]) for key in schema.foreign_keys
        ],
        strict=True,
    )


def _insert(connection: sqlite3.Connection, table: str, rows: pl.DataFrame) -> None:
    """Insert the rows, many per statement: a million take a tenth less time than one by one."""
    storable = rows.with_columns(pl.col(pl.Date).cast(pl.String), pl.col(pl.Boolean).cast(pl.Int64)).iter_rows()
    placeholders = f"({', '.join('?' * rows.width)})"
    while batch := list(islice(storable, ROWS_AT_ONCE)):
        values = list(chain.from_iterable(batch))
        connection.execute(f'insert into "{table}" values {", ".join([placeholders] * len(batch))}', values)


def _insert_dictionary(database: sqlite_utils.Database, schemas: Schemas) -> None:
    """Write what each column means, one row per column."""
    dictionary = database.table("data_dictionary")
    dictionary.create(
        {
            **WHERE,
            "position": int,
            **dict.fromkeys(TEXTS, str),
            **dict.fromkeys(ANSWERS, int),
            "refers_to": str,
            "sdmx_obs_status": str,
        },
        pk=tuple(WHERE),
        strict=True,
    )
    dictionary.insert_all({**row, **{name: int(row[name]) for name in ANSWERS}} for row in columns_of(schemas))


def _insert_codes(database: sqlite_utils.Database, schemas: Schemas) -> None:
    """Write what each code means, one row per code."""
    codes = database.table("codes")
    codes.create(
        {**WHERE, "code": str, "position": int, "label": str, "label_en": str, "sdmx_obs_status": str},
        pk=(*WHERE, "code"),
        strict=True,
    )
    codes.insert_all(codes_of(schemas))
