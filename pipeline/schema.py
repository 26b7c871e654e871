"""The tables as `schemas/` describes them: columns, types, keys and the texts that every reader is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

POLARS_TYPES: Mapping[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
}


@dataclass(frozen=True)
class Code:
    """One allowed code of a column, with the words that readers see."""

    value: str
    label: str
    label_en: str
    obs_status: str | None
    """What SDMX calls such a status (CL_OBS_STATUS); None if the code is no status."""


@dataclass(frozen=True)
class Column:
    """One column: its Table Schema field (Frictionless Table Schema, "Field Descriptors") and its texts."""

    descriptor: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.descriptor["name"])

    @property
    def type(self) -> str:
        return str(self.descriptor["type"])

    @property
    def title(self) -> str:
        return str(self.descriptor["title"])

    @property
    def title_en(self) -> str:
        return str(self.descriptor["title@en"])

    @property
    def description(self) -> str:
        return str(self.descriptor["description"])

    @property
    def description_en(self) -> str:
        return str(self.descriptor["description@en"])

    @property
    def example(self) -> str:
        return str(self.descriptor["example"])

    @property
    def unit(self) -> str | None:
        return self.descriptor.get("unit")

    @property
    def constraints(self) -> Mapping[str, Any]:
        constraints: Mapping[str, Any] = self.descriptor.get("constraints", {})
        return constraints

    @property
    def required(self) -> bool:
        return bool(self.constraints.get("required", False))

    @property
    def codes(self) -> tuple[Code, ...]:
        return tuple(
            Code(category["value"], category["label"], category["label@en"], category.get("sdmxObsStatus"))
            for category in self.descriptor.get("categories", ())
        )

    @property
    def obs_status(self) -> str | None:
        """What SDMX calls the status of a row in which the column is true (CL_OBS_STATUS); None of most columns."""
        return self.descriptor.get("sdmxObsStatus")

    @property
    def heading(self) -> str:
        """The column as staff find it in a file of the data folder: its title, with its name beside it."""
        return self.title if self.name == self.title else f"{self.title} ({self.name})"

    def label(self, value: object) -> str:
        """The word for a code of the column; any other value as it is written."""
        return next((code.label for code in self.codes if code.value == value), str(value))

    def labelled(self, value: object) -> str:
        """The word for a code with the code beside it, as staff write it in a file of the data folder."""
        label = self.label(value)
        bare = label[:-1].replace(" (", ", ", 1) if label.endswith(")") else label
        return f"{bare} ({value})" if label != str(value) else label

    @property
    def polars_type(self) -> pl.DataType:
        return POLARS_TYPES[self.type]


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must exist in another table's columns."""

    columns: tuple[str, ...]
    table: str
    table_columns: tuple[str, ...]


@dataclass(frozen=True)
class TableSchema:
    """One table: its resource in `datapackage.json` and its Table Schema."""

    resource: Mapping[str, Any]
    descriptor: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.resource["name"])

    @property
    def title(self) -> str:
        return str(self.resource["title"])

    @property
    def description(self) -> str:
        return str(self.resource["description"])

    @property
    def is_partitioned(self) -> bool:
        """Whether the table is kept in one file per year."""
        return "partition" in self.resource

    @property
    def is_derived(self) -> bool:
        """Whether the table is computed when a release is built, and has no file in the data folder."""
        return bool(self.resource.get("derived", False))

    @property
    def location(self) -> str:
        """Its file, relative to the data folder; for a partitioned table a glob pattern."""
        file = "[0-9][0-9][0-9][0-9].csv" if self.is_partitioned else f"{self.name}.csv"
        folder = self.resource["folder"]
        return f"{folder}/{file}" if folder else file

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(field) for field in self.descriptor["fields"])

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]

    @cached_property
    def translations(self) -> Mapping[str, str]:
        """The columns that are translated, each with the column of its translation: `name` and `name_en`."""
        names = self.column_names
        return {name: f"{name}_en" for name in names if f"{name}_en" in names}

    @property
    def primary_key(self) -> tuple[str, ...]:
        return tuple(self.descriptor["primaryKey"])

    @cached_property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        return tuple(
            ForeignKey(tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
            for key in self.descriptor.get("foreignKeys", ())
        )

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def file_of(self, year: int) -> str:
        """The file, relative to the data folder, that holds a year's rows of a partitioned table."""
        return f"{self.resource['folder']}/{year}.csv"


@dataclass(frozen=True)
class Schemas:
    """All tables, in the order of `datapackage.json`: a table comes after those it refers to.

    Iterating yields those in the data folder; `published` includes the derived ones as well, `described` also what is
    only a file to download, and `files` the two tables that describe the others.
    """

    package: Mapping[str, Any]
    tables: Mapping[str, TableSchema]

    def __iter__(self) -> Iterator[TableSchema]:
        return (schema for schema in self.tables.values() if not schema.is_derived)

    @property
    def published(self) -> tuple[TableSchema, ...]:
        """Every table in a release's database."""
        return tuple(schema for schema in self.described if not schema.resource.get("is_file", False))

    @property
    def described(self) -> tuple[TableSchema, ...]:
        """Every table that is described by the dictionaries of a release."""
        return tuple(schema for schema in self.files if not schema.resource.get("is_dictionary", False))

    @property
    def files(self) -> tuple[TableSchema, ...]:
        """Every table that can be downloaded."""
        return tuple(self.tables.values())

    def __getitem__(self, table: str) -> TableSchema:
        return self.tables[table]


def read_schemas(folder: Path) -> Schemas:
    """The schemas in `folder`, read from `datapackage.json` and the files it names."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = {
        resource["name"]: TableSchema(resource, json.loads((folder / resource["schema"]).read_text(encoding="utf-8")))
        for resource in package["resources"]
    }
    return Schemas(package, tables)
