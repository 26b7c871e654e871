"""The words of `metadata.yml`: read, checked, and compared with the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from jsonschema import Draft202012Validator

from pipeline.dataset.catalogue_words import address_fault, miswritten
from pipeline.dataset.words import CatalogueWords, Municipality, Words
from pipeline.messages import problem
from pipeline.model import NATION, Dataset, Place, Problem
from pipeline.releases.shelf import NAME
from pipeline.wording.areas import names_area

TEXTS: Mapping[str, str] = {
    "title": "Kommunens arbete mot våld",
    "description": "Vad som har beslutats, och hur det går",
    "license": "CC0 1.0",
    "license_url": "http://creativecommons.org/publicdomain/zero/1.0/",
}
"""The required texts, each with an example."""

PART = {"type": ["object", "null"]}

PARTS = {"type": ["object", "null"], "additionalProperties": PART}

TEXT = {"type": "string", "minLength": 1}

FIELDS = {
    **PARTS,
    "additionalProperties": {
        "type": "object",
        "required": ["label", "label_en"],
        "properties": {
            **{key: TEXT for part in ("label", "help", "empty", "unknown") for key in (part, f"{part}_en")},
            # Asked of the release's database, which can only be read; a fault in one is found when the site is tried.
            **{key: {**TEXT, "pattern": r"^\s*(select|with)\b"} for key in ("choices", "choices_en")},
        },
        # A list is never without words for nothing chosen, and for what is not in it.
        "dependentRequired": {"choices": ["empty", "empty_en", "unknown", "unknown_en"]},
    },
}
"""The fields of the ready questions, each with what it is called and perhaps what there is to choose."""

HEADINGS = {"type": ["object", "null"], "additionalProperties": TEXT}

SHAPE: Mapping[str, Any] = {
    "required": list(TEXTS),
    "properties": {
        **{key: {"type": "string", "minLength": 1} for key in TEXTS},
        "fields": FIELDS,
        "headings": HEADINGS,
        "headings_en": HEADINGS,
        "words_en": HEADINGS,
        "municipality": {**PART, "properties": {"contact": PART, "help": PART}},
        "databases": {**PART, "properties": {NAME: {**PART, "properties": {"tables": PARTS, "queries": PARTS}}}},
    },
}
"""What `metadata.yml` must contain (JSON Schema); anything else in it is Datasette's."""

OURS = ("municipality", "address", "issued")
"""The keys that Datasette is not given."""

DECLARED = ("fields.", "headings.", "headings_en.", "words_en.")
"""Where what is wrong is one of the ready questions' words, and not a part that has none."""

EXAMPLES: Mapping[str, str] = {
    "municipality": 'name: "Ale kommun"',
    "municipality.contact": 'email: "kommun@example.se"',
    "municipality.help": 'social_services: "0303-70 30 00"',
}
"""What a part of `metadata.yml` may contain."""


class TextLoader(yaml.CSafeLoader):
    """YAML in which a date is read as text: JSON, which Datasette is given, has no dates."""


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_words(path: Path) -> tuple[Words, list[Problem]]:
    """The words in `path`, and what is wrong with them."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=TextLoader)
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        byte = f"0x{error.object[error.start]:02X}"
        return _words({}), [problem("file_is_utf8", Place(path.name, row=row), byte=byte)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else 1
        return _words({}), [problem("metadata_is_yaml", Place(path.name, row=row), row=row)]
    if not isinstance(content, dict):
        content = {}
    words = _words(content)
    return words, [*_misshapen(content, path.name), *miswritten(words, path.name)]


def _misshapen(content: Mapping[str, Any], file: str) -> Iterator[Problem]:
    """A problem for each part that is missing or does not match SHAPE."""
    for key, example in TEXTS.items():
        if not content.get(key):
            yield problem("metadata_has_text", Place(file, column=key), key=key, example=example)
    for error in Draft202012Validator(SHAPE).iter_errors(content):
        key = ".".join(map(str, error.absolute_path))
        place, found = Place(file, column=key), error.instance
        if key in TEXTS and found:
            yield problem("metadata_is_text", place, str(found), key=key, example=TEXTS[key])
        elif key.startswith(DECLARED):
            yield problem("field_is_described", place, str(found), key=key)
        elif key and key not in TEXTS:
            example = EXAMPLES.get(key, "title: Uppföljningen")
            yield problem("metadata_has_parts", place, str(found), key=key, found=found, example=example)
    yield from _unknown_fields(content, file)


def _unknown_fields(content: Mapping[str, Any], file: str) -> Iterator[Problem]:
    """A problem for each field that a ready question asks for and that is not described."""
    fields = _part(content, "fields")
    questions = _part(_part(_part(content, "databases"), NAME), "queries")
    for name, question in questions.items():
        asked = question.get("params") if isinstance(question, dict) else None
        for field in asked if isinstance(asked, list) else ():
            if field not in fields:
                place = Place(file, column=f"databases.{NAME}.queries.{name}.params")
                yield problem("question_asks_known_field", place, str(field), name=name, known=", ".join(fields))


def parse_words(text: str) -> Words:
    """The words in the text of a `metadata.yml` that is known to be sound."""
    return _words(yaml.load(text, Loader=TextLoader))


def _words(content: Mapping[str, Any]) -> Words:
    named = _part(content, "municipality")
    contact, help_ = _part(named, "contact"), _part(named, "help")
    municipality = Municipality(
        name=str(named.get("name") or ""),
        code=str(named.get("code") or ""),
        organisation_number=str(named.get("organisation_number") or ""),
        contact_name=str(contact.get("name") or ""),
        contact_email=str(contact.get("email") or ""),
        social_services=str(help_.get("social_services") or ""),
        social_emergency=str(help_.get("social_emergency") or ""),
        public_address=_lowered(str(content.get("address") or "")),
    )
    catalogue = CatalogueWords(
        issued=str(content.get("issued") or ""),
        **{key: str(contact.get(key) or "") for key in ("phone", "street", "postal_code", "town")},
    )
    return Words({key: value for key, value in content.items() if key not in OURS}, municipality, catalogue)


def _lowered(address: str) -> str:
    """A public address in lower case, in which hosts are the same however they are written (RFC 3986)."""
    return address if address_fault(address) else address.lower()


def _part(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = content.get(key)
    return part if isinstance(part, dict) else {}


def judge_words(words: Words, dataset: Dataset) -> Iterator[Problem]:
    """Where the words and the data disagree, so that they cannot be published together."""
    named = words.municipality
    if dataset.incomplete & {"areas", "dataset"} or dataset.sound("dataset").height != 1:
        return
    if dataset.is_example:
        if named.name or named.code:
            place = Place("metadata.yml", column="municipality")
            yield problem("example_data_is_unnamed", place, named.name or named.code)
    elif named.name or named.code:
        yield from _judge_municipality(named, dataset.tables["areas"])


def _judge_municipality(named: Municipality, areas: pl.DataFrame) -> Iterator[Problem]:
    """Figures are selected by code and labelled with the name: both must be of the same municipality."""
    place = Place("metadata.yml", column="municipality.code")
    if not named.code:
        yield problem("municipality_has_code", place, name=named.name)
        return
    found = areas.filter(pl.col("area_code") == named.code, pl.col("kind") == "municipality")["name"].to_list()
    if not found:
        yield problem("municipality_is_known", place, named.code, code=named.code)
    elif named.name and not names_area(named.name, found[0]):
        facts = {"code": named.code, "area": found[0], "name": named.name}
        yield problem("municipality_has_its_code", place, named.code, **facts)


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
