"""The plan with everything that is decided, done and said of it, as one nested JSON, and its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.builder.cited import publisher
from pipeline.builder.plan_tree import schema_of, tree
from pipeline.model import Dataset
from pipeline.schema import Schemas

FILE, SCHEMA = "plan.json", "plan-schema.json"


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `plan.json`, and `plan-schema.json` that it is valid by."""
    about = {
        "$schema": SCHEMA,
        "title": descriptor["cited_as"],
        "title_en": descriptor["cited_as@en"],
        "version": descriptor["version"],
        "updated_on": str(descriptor["created"])[:10] if "created" in descriptor else None,
        "publisher": publisher(descriptor),
        "example_data": descriptor["example_data"],
        "licence": descriptor["licenses"][0]["path"],
    }
    _write(folder / FILE, {**about, **tree(dataset.tables, schemas, descriptor.get("homepage", ""))})
    _write(folder / SCHEMA, _described(schemas))


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _described(schemas: Schemas) -> dict[str, Any]:
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    properties = {
        "$schema": text,
        "title": {**text, "description": "What the dataset is called, in Swedish."},
        "title_en": {**text, "description": "The same in English."},
        "version": {**text, "description": "The release that this is from."},
        "updated_on": {**maybe, "format": "date", "description": "The day of the newest figure or correction."},
        "publisher": {**maybe, "description": "The municipality; null if none is named."},
        "example_data": {"type": "boolean", "description": "Whether the release’s figures are made up."},
        "licence": {**text, "format": "uri", "description": "The licence of the compilation."},
        **schema_of(schemas),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An action plan with its decisions, priorities, measures, targets and assessments",
        "description": "Keys are named as the columns of the tables; a code has its meaning beside it, in Swedish in "
        "a key that ends in _label and in English in one that ends in _label_en. null: nothing is stated.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
