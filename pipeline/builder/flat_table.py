"""Every figure in one table that can be used on its own: names, units, status in words, source and note on each row."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipeline.model import KEY, Dataset
from pipeline.schema import Column, Schemas


def flat_table(dataset: Dataset, schemas: Schemas) -> pl.DataFrame:
    """The rows of `observations_flat`, in the order of the observations' key."""
    tables = dataset.tables
    sources = tables["sources"].select("source_id", source="attribution", source_en="attribution_en")
    named = tables["indicators"].join(sources, on="source_id", maintain_order="left")
    about = ("indicator_id", "unit", "unit_en", "source", "source_en")
    indicators = named.select(*about, indicator="name", indicator_en="name_en")
    areas = tables["areas"].select("area_code", area="name")
    sex, status = (schemas["observations"].column(name) for name in ("sex", "value_status"))
    rows = tables["observations"].sort(KEY)
    for beside, key in ((indicators, "indicator_id"), (_priorities(tables), "indicator_id"), (areas, "area_code")):
        rows = rows.join(beside, on=key, how="left", maintain_order="left")
    return rows.with_columns(
        sex_label=_words(sex, "label"),
        status_label=_words(status, "label"),
        status_label_en=_words(status, "label_en"),
        is_example=pl.lit(dataset.is_example),
    )


def _words(column: Column, text: str) -> pl.Expr:
    return pl.col(column.name).replace_strict({code.value: getattr(code, text) for code in column.codes})


def _priorities(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What each indicator follows up, in the plan's order."""
    names = tables["priorities"].select("priority_id", "sequence", name=pl.format("{} {}", "priority_id", "name"))
    followed = tables["indicator_priorities"].join(names, on="priority_id").sort("sequence")
    return followed.group_by("indicator_id").agg(priorities=pl.col("name").str.join("; "))
