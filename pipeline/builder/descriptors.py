"""What a release says about itself: the metadata that Datasette serves, and the data package's descriptor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.dataset.metadata import _part
from pipeline.dataset.words import Words
from pipeline.releases.shelf import NAME
from pipeline.schema import Column, Schemas

CSV = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}

DICTIONARIES: Mapping[str, Mapping[str, str]] = {
    "data_dictionary": {"title": "Vad kolumnerna betyder", "title@en": "What the columns mean"},
    "codes": {"title": "Vad koderna står för", "title@en": "What the codes stand for"},
}


def datasette_metadata(words: Words, schemas: Schemas) -> dict[str, Any]:
    """The metadata that Datasette serves: the words, with a title, a description and column help on every table."""
    metadata = dict(words.datasette)
    database = dict(_part(_part(metadata, "databases"), NAME))
    tables = dict(_part(database, "tables"))
    for schema in schemas.described:
        texts = {
            "title": schema.title,
            "title_en": schema.resource["title@en"],
            "description": schema.description,
            "description_en": schema.resource["description@en"],
            "columns": {column.name: column_help(column) for column in schema.columns},
            "columns_en": {column.name: column_help_in_english(column) for column in schema.columns},
        }
        tables[schema.name] = texts | (tables.get(schema.name) or {})
    database["tables"] = tables
    metadata["databases"] = {**_part(metadata, "databases"), NAME: database}
    return metadata


def column_help(column: Column) -> str:
    """The help text of a column: its title, its description, its unit and its codes."""
    parts = [f"{column.title}. {column.description}"]
    if column.unit:
        parts.append(f"Enhet: {column.unit}.")
    if column.codes:
        parts.append("Koder: " + ", ".join(f"{code.value} = {code.label}" for code in column.codes) + ".")
    return " ".join(parts)


def column_help_in_english(column: Column) -> str:
    """The same in English."""
    parts = [f"{column.title_en}. {column.description_en}"]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.codes:
        parts.append("Codes: " + ", ".join(f"{code.value} = {code.label_en}" for code in column.codes) + ".")
    return " ".join(parts)


def data_package(words: Words, schemas: Schemas, release: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptor of the published tables (Data Package v1, "Descriptor"), without files' sizes and checksums."""
    package = {key: value for key, value in schemas.package.items() if key != "resources"}
    package["version"] = release["id"]
    package["licenses"] = [
        {"name": "CC0-1.0", "title": words.datasette["license"], "path": words.datasette["license_url"]}
    ]
    package["example_data"] = release["is_example"]
    if words.municipality.name:
        package["contributors"] = [{"title": words.municipality.name, "role": "publisher"}]
    package["resources"] = [
        {
            "name": schema.name,
            "path": schema.resource["path"],
            "profile": "tabular-data-resource",
            "title": schema.title,
            "title@en": schema.resource["title@en"],
            "description": schema.description,
            "description@en": schema.resource["description@en"],
            **CSV,
            "schema": schema.descriptor,
        }
        for schema in schemas.described
    ] + [{"name": name, "path": f"{name}.csv", **CSV, **texts} for name, texts in DICTIONARIES.items()]
    return package
