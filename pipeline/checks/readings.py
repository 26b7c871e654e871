"""What an entry of how a source's files are read may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from pipeline.messages import problem
from pipeline.model import FILE, ROW, Dataset, Place, Problem
from pipeline.schema import Schemas

STATUSES = ("missing", "not_applicable", "not_collected", "suppressed_primary")

MEANINGS: Mapping[str, tuple[str, ...]] = {
    "heading": (
        "not_read",
        "indicator_id",
        "year",
        "area_code",
        "sex",
        "age_group",
        "value",
        "value_status",
        "note",
    ),
    "title": ("not_read",),
    "sign": ("zero", *STATUSES),
    "decimal_mark": ("decimal", "thousands"),
    "share": ("per_cent", "part_of_one"),
    "formula": ("value", "missing"),
}
"""What each subject of the table `readings` may mean."""


def reading_is_possible(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A heading is read as a column, a sign as a status, and so on: never the one as the other."""
    rows = dataset.sound("readings")
    labels = {column: _labels(schemas, column) for column in ("subject", "meaning")}
    for subject, meanings in MEANINGS.items():
        wrong = rows.filter(pl.col("subject") == subject, ~pl.col("meaning").is_in(meanings))
        for file, row, meaning in wrong.select(FILE, ROW, "meaning").iter_rows():
            yield problem(
                "reading_is_possible",
                Place(file, row=row, column="meaning"),
                meaning,
                meaning=f"{labels['meaning'][meaning]} ({meaning})",
                subject=f"{labels['subject'][subject]} ({subject})",
                allowed=", ".join(f"{labels['meaning'][each]} ({each})" for each in meanings),
            )


def _labels(schemas: Schemas, column: str) -> dict[str, str]:
    return {code.value: code.label for code in schemas["readings"].column(column).codes}
