"""What a release says about itself: the metadata that Datasette serves, and the data package's descriptor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.dataset.metadata import _part
from pipeline.dataset.words import Words
from pipeline.releases.shelf import NAME
from pipeline.schema import Column, Schemas, TableSchema

CSV = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}

PROFILES = "https://datapackage.org/profiles/2.0"

EMPTY: Mapping[str, Mapping[str, str]] = {
    "value_status": {
        "label": "Ingen siffra publiceras. Varför står i value_status. Tomt betyder aldrig noll.",
        "label@en": "No figure is published. value_status says why. Empty never means zero.",
    },
    "": {
        "label": "Ingen uppgift. Kolumnens beskrivning säger vad det betyder. Tomt betyder aldrig noll.",
        "label@en": "Nothing is stated. The column’s description says what that means. Empty never means zero.",
    },
}
"""What an empty cell means in a table that has the column, or in any other."""


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


def data_package(
    words: Words, schemas: Schemas, release: Mapping[str, Any], sources: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """The descriptor of the downloads (Data Package v2, "Descriptor"), without the files' sizes and checksums.

    sources: the rows of the table `sources`.
    """
    package: dict[str, Any] = {"$schema": f"{PROFILES}/datapackage.json"}
    package |= {key: value for key, value in schemas.package.items() if key not in ("profile", "resources")}
    # The pages cite the data by the site's title: so do the files.
    package["cited_as"] = words.datasette["title"]
    package["cited_as@en"] = words.datasette.get("title_en") or words.datasette["title"]
    package["version"] = release["id"]
    if release["time"]:
        package["created"] = f"{release['time']}T00:00:00Z"
    package["licenses"] = [
        {"name": "CC0-1.0", "title": words.datasette["license"], "path": words.datasette["license_url"]}
    ]
    package["sources"] = [_source(source) for source in sources]
    package["example_data"] = release["is_example"]
    if words.municipality.name:
        package["contributors"] = [{"title": words.municipality.name, "roles": ["publisher"]}]
    if words.municipality.public_address:
        package["homepage"] = words.municipality.public_address
    package["resources"] = [_resource(schema) for schema in schemas.files]
    return package


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    """Where figures come from, with the source's own terms: the package's licence is for the compilation alone."""
    described = {
        "title": f"{source['publisher']}: {source['title']}",
        "path": source["url"],
        "attribution": source["attribution"],
        "licence": source["licence"],
    }
    return {name: text for name, text in described.items() if text}


def _resource(schema: TableSchema) -> dict[str, Any]:
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": schema.name,
        "type": "table",
        "path": schema.resource["path"],
        "title": schema.title,
        "title@en": schema.resource["title@en"],
        "description": schema.description,
        "description@en": schema.resource["description@en"],
        **CSV,
        "schema": {"$schema": f"{PROFILES}/tableschema.json", **schema.descriptor, "missingValues": [_empty(schema)]},
    }


def _empty(schema: TableSchema) -> dict[str, str]:
    """What an empty cell means."""
    return {"value": "", **next(EMPTY[name] for name in EMPTY if name in ("", *schema.column_names))}
