"""The CSV files as programs for CSV on the Web read them (W3C, "Metadata Vocabulary for Tabular Data")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.model import Dataset
from pipeline.schema import Column, Schemas, TableSchema

FILE = "csv-metadata.json"
"""The name by which such a program finds it (Model for Tabular Data, section 5.3)."""

RANGE = ("minimum", "maximum")

OBS_STATUS = "urn:sdmx:org.sdmx.infomodel.codelist.Code=SDMX:CL_OBS_STATUS(2.2)."
"""What the address of a code in SDMX's list of observation status begins with."""


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `csv-metadata.json`: a group of tables with their columns, datatypes and keys."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "sv"}],
        "dc:title": _in_both(descriptor, "title"),
        "dc:description": _in_both(descriptor, "description"),
        "dc:license": {"@id": descriptor["licenses"][0]["path"]},
        "tables": [_table(schema, schemas) for schema in schemas.files],
    }
    (folder / FILE).write_text(json.dumps(group, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _table(schema: TableSchema, schemas: Schemas) -> dict[str, Any]:
    """A table. A key of which a cell may be empty is none here: every row would have to refer to something by it."""
    keys = [
        {
            "columnReference": list(key.columns),
            "reference": {
                "resource": schemas[key.table].resource["path"],
                "columnReference": list(key.table_columns),
            },
        }
        for key in schema.foreign_keys
        if all(schema.column(name).required for name in key.columns)
    ]
    return {
        "url": schema.resource["path"],
        "dc:title": _in_both(schema.resource, "title"),
        "dc:description": _in_both(schema.resource, "description"),
        "tableSchema": {
            "columns": [_column(column) for column in schema.columns],
            "primaryKey": list(schema.primary_key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _column(column: Column) -> dict[str, Any]:
    """A column. What it is called is no `titles` of it: those must be what the first line of the file says."""
    limits = {name: column.constraints[name] for name in RANGE if name in column.constraints}
    return {
        "name": column.name,
        "titles": column.name,
        "dc:title": _in_both(column.descriptor, "title"),
        "dc:description": _in_both(column.descriptor, "description"),
        "datatype": {"base": column.type, **limits} if limits else column.type,
        "required": column.required,
        **({"qb:codeList": _codes(column)} if column.codes else {}),
        **({"rdfs:seeAlso": {"@id": f"{OBS_STATUS}{column.obs_status}"}} if column.obs_status else {}),
    }


def _codes(column: Column) -> dict[str, Any]:
    """The codes of a column with what they stand for (RDF Data Cube, "Coded properties"), and what SDMX calls them."""
    concepts = [
        {
            "@type": "skos:Concept",
            "skos:notation": code.value,
            "skos:prefLabel": [
                {"@value": code.label, "@language": "sv"},
                {"@value": code.label_en, "@language": "en"},
            ],
            **({"skos:broadMatch": {"@id": f"{OBS_STATUS}{code.obs_status}"}} if code.obs_status else {}),
        }
        for code in column.codes
    ]
    return {"@type": "skos:Collection", "skos:member": concepts}


def _in_both(described: Mapping[str, Any], text: str) -> list[dict[str, str]]:
    """A text in Swedish and in English."""
    return [
        {"@value": described[text], "@language": "sv"},
        {"@value": described[f"{text}@en"], "@language": "en"},
    ]
