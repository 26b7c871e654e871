"""Each cell against its schema: Frictionless judges, once for every different text that a column holds.

A column of a million rows holds few different texts. Asking Frictionless about each of them once, and carrying
the verdict back to the rows, gives the same judgement as asking about every cell, in a fraction of the time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import frictionless
import polars as pl

from pipeline.messages import say
from pipeline.model import FILE, ROW, SOUND, Dataset, Place, Problem
from pipeline.schema import Column, Schemas, TableSchema


def judge_fields(dataset: Dataset, schemas: Schemas) -> tuple[Dataset, list[Problem]]:
    """The dataset with the types of its schemas and SOUND on every row, and a problem for each faulty cell."""
    problems: list[Problem] = []
    tables = {}
    incomplete = set(dataset.incomplete)
    for schema in schemas:
        tables[schema.name], found = _judge_table(dataset.tables[schema.name], schema)
        problems.extend(found)
        if any(problem.place.column in schema.primary_key for problem in found):
            incomplete.add(schema.name)
    return Dataset(dataset.folder, tables, frozenset(incomplete)), problems


def _judge_table(texts: pl.DataFrame, schema: TableSchema) -> tuple[pl.DataFrame, list[Problem]]:
    fields = frictionless.Schema.from_descriptor(dict(schema.descriptor))
    problems: list[Problem] = []
    typed: list[pl.Expr] = []
    sound = pl.lit(True)
    for column in schema.columns:
        values, faults = _judge_texts(fields.get_field(column.name), texts[column.name].unique(maintain_order=True))
        typed.append(_typed(column, values))
        if faults:
            wrong = pl.col(column.name).is_in(list(faults))
            sound = sound & ~wrong
            problems.extend(_problems(texts.filter(wrong), column, faults))
    return texts.with_columns(sound.alias(SOUND), *typed), problems


def _judge_texts(field: frictionless.Field, texts: pl.Series) -> tuple[dict[str, Any], dict[str, str]]:
    """For each text its value, or else the first thing that Frictionless notes against it."""
    read = field.create_cell_reader()
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for text in texts:
        value, notes = read(text)
        if isinstance(value, Decimal):
            value = float(value)
            # Frictionless takes "NaN" and "INF" for numbers (Table Schema, "number"); no figure of ours is one.
            if not math.isfinite(value):
                notes = {"type": "number"}
        if notes:
            faults[text] = next(iter(notes))
        else:
            values[text] = value
    return values, faults


def _typed(column: Column, values: dict[str, Any]) -> pl.Expr:
    cell = pl.col(column.name)
    if column.type == "string":
        return pl.when(cell.is_in([text for text, value in values.items() if value is not None])).then(cell)
    return cell.replace_strict(list(values), list(values.values()), default=None, return_dtype=column.polars_type)


def _problems(rows: pl.DataFrame, column: Column, faults: dict[str, str]) -> Iterator[Problem]:
    for file, row, text in rows.select(FILE, ROW, column.name).iter_rows():
        rule = faults[text]
        place = Place(file, row=row, column=column.name)
        yield Problem(place, f"cell_{rule}", text, _sentence(rule, text, column))


def _sentence(rule: str, text: str, column: Column) -> str:
    key = f"cell_type_{column.type}" if rule == "type" else f"cell_{rule}"
    limit = column.constraints.get(rule)
    allowed = ", ".join(f"{code.value} ({code.label})" for code in column.codes) if rule == "enum" else limit
    return say(key, text=text, title=column.title, allowed=allowed, example=column.example)
