"""What the world is told: the words of `metadata.yml` and the texts of `schemas/`, taken together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from pipeline.database import NAME
from pipeline.messages import say
from pipeline.model import NATION, Dataset, Place, Problem
from pipeline.schema import Column, Schemas

REQUIRED_TEXTS: Mapping[str, str] = {
    "title": "Kommunens arbete mot våld",
    "description": "Vad som har beslutats, och hur det går",
    "license": "CC0 1.0",
    "license_url": "http://creativecommons.org/publicdomain/zero/1.0/",
}

EXAMPLES: Mapping[str, str] = {
    "municipality": 'name: "Ale kommun"',
    "municipality.contact": 'email: "kommun@example.se"',
}
"""What may stand below a part of `metadata.yml`."""


class TextLoader(yaml.SafeLoader):
    """YAML in which a date is the text that it was written as: JSON, which Datasette is given, has no dates."""


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Municipality:
    """Who publishes, as `metadata.yml` says; empty texts where nobody is named yet."""

    name: str
    code: str
    organisation_number: str
    contact_name: str
    contact_email: str


@dataclass(frozen=True)
class Words:
    """The words of `metadata.yml`: Datasette's own keys, and the municipality's."""

    datasette: Mapping[str, Any]
    municipality: Municipality


def read_words(path: Path) -> tuple[Words, list[Problem]]:
    """The words in `path`, and what is missing from them."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=TextLoader)
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        message = say("file_is_utf8", byte=f"0x{error.object[error.start]:02X}")
        return _words({}), [Problem(Place(path.name, row=row), "file_is_utf8", None, message)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else 1
        problem = Problem(Place(path.name, row=row), "metadata_is_yaml", None, say("metadata_is_yaml", row=row))
        return _words({}), [problem]
    if not isinstance(content, dict):
        content = {}
    problems = [
        Problem(
            Place(path.name, column=key), "metadata_has_text", None, say("metadata_has_text", key=key, example=text)
        )
        for key, text in REQUIRED_TEXTS.items()
        if not content.get(key)
    ]
    for key, example in REQUIRED_TEXTS.items():
        if content.get(key) and not isinstance(content[key], str):
            message = say("metadata_is_text", key=key, example=example)
            problems.append(Problem(Place(path.name, column=key), "metadata_is_text", str(content[key]), message))
    problems += _misshapen(content, path.name)
    return _words(content), problems


def _misshapen(content: Mapping[str, Any], file: str) -> Iterator[Problem]:
    """The parts that should have parts of their own but are something else."""
    for key, found in _parts(content):
        if found is not None and not isinstance(found, dict):
            message = say("metadata_has_parts", key=key, found=found, example=EXAMPLES.get(key, "title: Uppföljningen"))
            yield Problem(Place(file, column=key), "metadata_has_parts", str(found), message)


def _parts(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What must have parts of its own, by its name from the top, as far down as that is so."""
    for key in ("municipality", "databases"):
        yield key, content.get(key)
    yield "municipality.contact", _part(content, "municipality").get("contact")
    databases = _part(content, "databases")
    yield f"databases.{NAME}", databases.get(NAME)
    for key in ("tables", "queries"):
        section = _part(databases, NAME).get(key)
        yield f"databases.{NAME}.{key}", section
        if isinstance(section, dict):
            yield from ((f"databases.{NAME}.{key}.{name}", part) for name, part in section.items())


def _words(content: Mapping[str, Any]) -> Words:
    named = _part(content, "municipality")
    contact = _part(named, "contact")
    municipality = Municipality(
        name=str(named.get("name") or ""),
        code=str(named.get("code") or ""),
        organisation_number=str(named.get("organisation_number") or ""),
        contact_name=str(contact.get("name") or ""),
        contact_email=str(contact.get("email") or ""),
    )
    return Words({key: value for key, value in content.items() if key != "municipality"}, municipality)


def _part(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = content.get(key)
    return part if isinstance(part, dict) else {}


def judge_words(words: Words, dataset: Dataset) -> Iterator[Problem]:
    """What the words and the data must agree on before they are published together."""
    named = words.municipality
    if dataset.incomplete & {"areas", "dataset"} or dataset.sound("dataset").height != 1:
        return
    if dataset.is_example:
        if named.name or named.code:
            place = Place("metadata.yml", column="municipality")
            yield Problem(place, "example_data_is_unnamed", named.name or named.code, say("example_data_is_unnamed"))
    elif named.name or named.code:
        yield from _judge_municipality(named, dataset.tables["areas"])


def _judge_municipality(named: Municipality, areas: pl.DataFrame) -> Iterator[Problem]:
    """Figures are shown by code and said to be of the name: the two must be one municipality's."""
    place = Place("metadata.yml", column="municipality.code")
    if not named.code:
        message = say("municipality_has_code", name=named.name)
        yield Problem(place, "municipality_has_code", None, message)
        return
    found = areas.filter(pl.col("area_code") == named.code, pl.col("kind") == "municipality")["name"].to_list()
    if not found:
        yield Problem(place, "municipality_is_known", named.code, say("municipality_is_known", code=named.code))
    elif named.name and found[0].casefold() not in named.name.casefold():
        message = say("municipality_has_its_code", code=named.code, area=found[0], name=named.name)
        yield Problem(place, "municipality_has_its_code", named.code, message)


def site_area(words: Words, dataset: Dataset) -> str | None:
    """The area that pages show unless asked for another.

    The municipality's own; in example data the made-up one; otherwise the nation, or else the first area in the data.
    """
    if words.municipality.code:
        return words.municipality.code
    present = dataset.tables["observations"].select(pl.col("area_code").unique().sort()).to_series().to_list()
    if dataset.is_example:
        examples = dataset.tables["areas"].filter(pl.col("kind") == "example")["area_code"]
        return next(iter(examples), None)
    return NATION if NATION in present else next(iter(present), None)


def datasette_metadata(words: Words, schemas: Schemas) -> dict[str, Any]:
    """The metadata that Datasette serves: the words, with a title, a description and column help on every table."""
    metadata = dict(words.datasette)
    database = dict(_part(_part(metadata, "databases"), NAME))
    told = dict(_part(database, "tables"))
    for schema in schemas.published:
        texts = {
            "title": schema.title,
            "title_en": schema.resource["title@en"],
            "description": schema.description,
            "description_en": schema.resource["description@en"],
            "columns": {column.name: column_help(column) for column in schema.columns},
            "columns_en": {column.name: column_help_in_english(column) for column in schema.columns},
        }
        told[schema.name] = texts | (told.get(schema.name) or {})
    database["tables"] = told
    metadata["databases"] = {**_part(metadata, "databases"), NAME: database}
    return metadata


def column_help(column: Column) -> str:
    """What a reader is told of a column: its title, its description, its unit and its codes."""
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
    package["resources"] = [
        {
            "name": schema.name,
            "path": schema.resource["path"],
            "profile": "tabular-data-resource",
            "title": schema.title,
            "title@en": schema.resource["title@en"],
            "description": schema.description,
            "description@en": schema.resource["description@en"],
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema.descriptor,
        }
        for schema in schemas.published
    ]
    return package
