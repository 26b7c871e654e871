"""What a text must satisfy to be safe in whatever program opens it."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipeline.messages import problem
from pipeline.model import FILE, ROW, Dataset, Place, Problem
from pipeline.schema import Schemas

FORMULA = r"^[=+@\-\t\r]"
"""What a spreadsheet takes for the beginning of a formula when it opens a CSV file (OWASP, "CSV Injection")."""


def text_is_not_a_formula(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """No text begins like a formula: a spreadsheet that opens the download would run it."""
    for schema in schemas:
        rows = dataset.tables[schema.name]
        for column in (column.name for column in schema.columns if column.type == "string"):
            wrong = rows.filter(pl.col(column).str.contains(FORMULA))
            for file, row, text in wrong.select(FILE, ROW, column).iter_rows():
                yield problem("text_is_not_a_formula", Place(file, row=row, column=column), text, text=text)
