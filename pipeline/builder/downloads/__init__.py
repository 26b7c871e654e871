"""What a visitor can download. Each download is a function that writes its files into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.builder.dictionary import codes_of, columns_of
from pipeline.builder.downloads import (
    archive,
    checksum_list,
    citation_file,
    csv_tables,
    csvw,
    data_package,
    database_file,
    excel_csv,
    json_tables,
    parquet_tables,
    plan,
    read_me,
    workbooks,
)
from pipeline.builder.flat_table import flat_table
from pipeline.model import Dataset
from pipeline.schema import Schemas, TableSchema

Download = Callable[[Dataset, Schemas, Mapping[str, Any], Path], None]
"""The dataset, its schemas, the data package's descriptor, and the folder to write into.

Each of `schemas.files` is a table of the dataset: with the columns of its schema alone, and its rows in their order.
"""

# In this order: the package states the sizes of the tables, the citation its checksum, the archive holds them all, and
# every file has a checksum.
DOWNLOADS: tuple[Download, ...] = (
    csv_tables.write,
    excel_csv.write,
    workbooks.write,
    json_tables.write,
    parquet_tables.write,
    plan.write,
    database_file.write,
    read_me.write,
    csvw.write,
    data_package.write,
    citation_file.write,
    archive.write,
    checksum_list.write,
)


def write_downloads(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write every download into a new folder, which is beside the release's database."""
    folder.mkdir()
    complete = with_files(dataset, schemas)
    for write in DOWNLOADS:
        write(complete, schemas, descriptor, folder)


def with_files(dataset: Dataset, schemas: Schemas) -> Dataset:
    """The dataset with every table that can be downloaded, each as it is to be written."""
    made = {
        "observations_flat": flat_table(dataset, schemas),
        "data_dictionary": _frame(schemas["data_dictionary"], list(columns_of(schemas))),
        "codes": _frame(schemas["codes"], list(codes_of(schemas))),
    }
    tables = {**dataset.tables, **made}
    return replace(dataset, tables={schema.name: _ordered(schema, tables[schema.name]) for schema in schemas.files})


def _frame(schema: TableSchema, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={column.name: column.polars_type for column in schema.columns})


def _ordered(schema: TableSchema, rows: pl.DataFrame) -> pl.DataFrame:
    """The columns of the schema, the rows by their key; a derived table is in the order in which it was made."""
    chosen = rows.select(schema.column_names)
    return chosen if schema.is_derived else chosen.sort(schema.primary_key)
