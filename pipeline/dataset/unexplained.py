"""Published figures that have been changed or taken away without a word: what a city has read cannot change unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import polars as pl

from pipeline.gathering import worded
from pipeline.labels import Labels, labels_of
from pipeline.messages import problem, readable
from pipeline.model import FILE, KEY, PUBLISHED, ROW, SOUND, Dataset, Place, Problem
from pipeline.schema import Schemas

EXAMPLE = "example"


def unexplained_changes(dataset: Dataset, schemas: Schemas, current: str | None) -> Iterator[Problem]:
    """A problem for each figure of the current release that is another now, or gone, without a reason in the register.

    current: the name of the release that is served. Made-up figures need no reasons, and not judged is what cannot be
    read completely.
    """
    shown = next((release.tables["observations"] for release in dataset.earlier if release.name == current), None)
    if shown is None or dataset.is_example or {"observations", "revisions", "areas"} & dataset.incomplete:
        return
    made_up = dataset.sound("areas").filter(pl.col("kind") == EXAMPLE)["area_code"]
    before = shown.filter(pl.col("value_status").is_in(PUBLISHED), ~pl.col("area_code").is_in(made_up.to_list()))
    before = before.select(*KEY, pl.col("value").alias("old"))
    # A row with a fault is there all the same, and the fault is told of.
    rows, labels = dataset.tables["observations"], labels_of(dataset.tables)
    gone = before.join(rows, on=KEY, how="anti", maintain_order="left")
    file_of = schemas["observations"].file_of
    placed = {year: file_of(year) for year in gone["year"].unique()}
    located = gone.with_columns(
        pl.col("year").replace_strict(placed, return_dtype=pl.String).alias(FILE), pl.lit(0).alias(ROW)
    )
    yield from worded(located, partial(_gone, labels))
    changed = (
        rows.filter(SOUND).join(before, on=KEY, maintain_order="left").filter(pl.col("value").ne_missing(pl.col("old")))
    )
    # Only the newest: an older one explains what the figure was before it was corrected again.
    newest = dataset.sound("revisions").sort("revised_on").unique(KEY, keep="last", maintain_order=True)
    explained = newest.select(*KEY, pl.col("new_value").alias("value"), pl.col("new_status").alias("value_status"))
    unseen = changed.join(
        explained, on=[*KEY, "value", "value_status"], how="anti", nulls_equal=True, maintain_order="left"
    )
    yield from worded(unseen, partial(_changed, labels))


def _gone(labels: Labels, row: Mapping[str, Any]) -> Problem:
    return problem("published_figure_is_there", Place(row[FILE]), **_about(labels, row))


def _changed(labels: Labels, row: Mapping[str, Any]) -> Problem:
    place = Place(row[FILE], row=row[ROW], column="value")
    return problem("published_figure_is_explained", place, **_about(labels, row))


def _about(labels: Labels, row: Mapping[str, Any]) -> dict[str, str]:
    indicator = labels.indicator(row["indicator_id"])
    return {"indicator": indicator, "about": labels.about(row), "old": readable(row["old"])}
