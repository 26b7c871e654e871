"""What a text must satisfy to be safe in whatever program opens it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import polars as pl

from pipeline.gathering import worded
from pipeline.messages import problem
from pipeline.model import FILE, ROW, Dataset, Place, Problem
from pipeline.schema import Schemas

UNSEEN = r"\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"

FORMULA = rf"(?s)^(?:[\t\r\n]|[{UNSEEN}]*[=+@\-＝＋＠－﹦﹢﹫﹣])."
"""What a spreadsheet takes for the beginning of a formula when it opens a CSV file (OWASP, "CSV Injection").

What cannot be seen before it may be dropped, and a wide or a small form is the same as the usual one in a spreadsheet
in Chinese, Japanese or Korean. A sign alone, such as a source's dash for "no figure", begins nothing.
"""


def text_is_not_a_formula(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """No text begins like a formula: a spreadsheet that opens the download would run it."""
    for schema in schemas:
        rows = dataset.tables[schema.name]
        for column in (column.name for column in schema.columns if column.type == "string"):
            wrong = rows.filter(pl.col(column).str.contains(FORMULA))
            yield from worded(wrong, partial(_formula, column))


def _formula(column: str, row: Mapping[str, Any]) -> Problem:
    text = row[column]
    return problem("text_is_not_a_formula", Place(row[FILE], row=row[ROW], column=column), text, text=text)
