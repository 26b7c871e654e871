"""A CSV file as staff see it in a spreadsheet: rows numbered from 1, where row 1 holds the column names."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows below the header, cells as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row_of(path: Path, **cells: str) -> int:
    """The number of the first row that has these cells."""
    wanted = cells.items()
    return next(number for number, row in enumerate(rows_of(path), start=2) if wanted <= row.items())


def write_rows(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write a file of these rows, header first."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def break_cell(path: Path, row: int, column: str, value: str) -> None:
    """Put another value in one cell; a cell that has it already would break nothing."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(column)
    assert rows[row - 1][place] != value
    rows[row - 1][place] = value
    write_rows(path, rows)
