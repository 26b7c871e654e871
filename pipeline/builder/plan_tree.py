"""The plan as one tree: what hangs under what, with the words that the tables have for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipeline.schema import Column, Schemas, TableSchema

INDICATOR = "/indikatorer/{indicator_id}"


@dataclass(frozen=True)
class Branch:
    """The rows of a table that hang under a row of another, or at the root.

    key: the column that both have. columns: those that are told; every one if none is named. page: the address of a
    row's own page on the site, with its columns in braces.
    """

    name: str
    table: str
    key: str | None = None
    columns: Sequence[str] = ()
    page: str | None = None
    branches: Sequence[Branch] = field(default=())

    def columns_of(self, schemas: Schemas) -> list[Column]:
        """The columns that are told, in the order of the schema."""
        return [column for column in schemas[self.table].columns if column.name in self.columns or not self.columns]


TREE: Sequence[Branch] = (
    Branch("goals", "goals"),
    Branch(
        "plans",
        "plans",
        page="/plan",
        branches=(
            Branch("decisions", "decisions", "plan_id"),
            Branch("areas", "violence_areas", "plan_id"),
            Branch(
                "priorities",
                "priorities",
                "plan_id",
                page="/inriktningar/{priority_id}",
                branches=(
                    Branch("areas", "priority_areas", "priority_id"),
                    Branch("measures", "measures", "priority_id"),
                    Branch("indicators", "indicator_priorities", "priority_id", page=INDICATOR),
                    Branch("assessments", "assessments", "priority_id"),
                ),
            ),
            Branch("follow_up_forms", "follow_up_forms", "plan_id"),
        ),
    ),
    Branch(
        "indicators",
        "indicators",
        columns=(
            "indicator_id",
            "area_id",
            "name",
            "name_en",
            "unit",
            "unit_en",
            "value_kind",
            "direction",
            "periodicity",
            "reported_in",
            "responsible_function",
            "responsible_function_en",
            "is_measurable",
            "valid_from",
            "valid_to",
        ),
        page=INDICATOR,
        branches=(Branch("targets", "targets", "indicator_id"),),
    ),
)
"""Each row of each of these tables is in the tree once. What belongs to several, such as a goal or an indicator, stands
at the root, and is named by its id where it belongs."""


def tree(tables: Mapping[str, pl.DataFrame], schemas: Schemas, site: str) -> dict[str, list[dict[str, Any]]]:
    """The tree of these tables. site: what the pages' addresses begin with; empty if that is not told."""
    return {branch.name: list(_rows(branch, tables, schemas, site, tables[branch.table])) for branch in TREE}


def _rows(
    branch: Branch, tables: Mapping[str, pl.DataFrame], schemas: Schemas, site: str, rows: pl.DataFrame
) -> Iterator[dict[str, Any]]:
    """The rows of a branch, each with what hangs under it: by their place in the plan, or else by their key."""
    if "sequence" in rows.columns:
        rows = rows.sort("sequence", maintain_order=True)
    for row in rows.iter_rows(named=True):
        told: dict[str, Any] = {}
        for column in branch.columns_of(schemas):
            told |= _cell(column, row[column.name])
        if branch.page:
            told["address"] = site + branch.page.format(**row)
        for under in branch.branches:
            hanging = tables[under.table].filter(pl.col(str(under.key)) == row[str(under.key)])
            told[under.name] = list(_rows(under, tables, schemas, site, hanging))
        yield told


def _cell(column: Column, value: object) -> dict[str, object]:
    """A cell by the name of its column; a code with what it stands for beside it."""
    named: dict[str, object] = {column.name: value.isoformat() if isinstance(value, datetime.date) else value}
    code = next((code for code in column.codes if code.value == value), None)
    if column.codes:
        named |= {label: getattr(code, text, None) for label, text in _labels(column).items()}
    return named


def _labels(column: Column) -> dict[str, str]:
    """The names of what a code stands for, by language, and where it is found."""
    return {f"{column.name}_label": "label", f"{column.name}_label_en": "label_en"}


TYPES: Mapping[str, Mapping[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
"""A column's type as JSON Schema has it, by the type of Table Schema."""


def schema_of(schemas: Schemas) -> dict[str, Any]:
    """What each part of the tree means, as properties of an object (JSON Schema 2020-12)."""
    return {branch.name: _listed(branch, schemas) for branch in TREE}


def _listed(branch: Branch, schemas: Schemas) -> dict[str, Any]:
    table: TableSchema = schemas[branch.table]
    properties: dict[str, Any] = {}
    for column in branch.columns_of(schemas):
        properties |= _property(column)
    if branch.page:
        properties["address"] = {"type": "string", "format": "uri-reference", "description": "The page on the site."}
    properties |= {under.name: _listed(under, schemas) for under in branch.branches}
    return {
        "title": table.resource["title@en"],
        "description": table.resource["description@en"],
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        },
    }


def _property(column: Column) -> dict[str, Any]:
    kind = dict(TYPES[column.type])
    if not column.required:
        kind["type"] = [kind["type"], "null"]
    limits = {
        name: column.constraints[name] for name in ("minimum", "maximum", "pattern") if name in column.constraints
    }
    codes = [code.value for code in column.codes]
    allowed = {"enum": codes if column.required else [*codes, None]} if codes and column.type == "string" else {}
    told = {"title": column.title_en, "description": column.description_en, **kind, **limits, **allowed}
    labels = {name: {"type": ["string", "null"]} for name in _labels(column)} if column.codes else {}
    return {column.name: told, **labels}
