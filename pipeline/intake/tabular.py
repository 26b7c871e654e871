"""A canonical CSV file as a frame of texts, each row with its place.

Polars reads the file at full speed. What it cannot tell (a row with too few cells is filled up in silence) is
found by counting separators, and only a file that fails that count is read a second time, row by row, to
name the rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipeline.messages import say
from pipeline.model import FILE, ROW, Place, Problem

BOM = b"\xef\xbb\xbf"


def read_csv(path: Path, file: str, columns: Sequence[str]) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of a UTF-8, comma-separated file, cells as text, and what is wrong with the file's shape.

    `file` is the name that places and problems carry. A file whose shape cannot be read gives no rows; a row
    with too many or too few cells, or an empty one, is left out and named.
    """
    content = path.read_bytes().removeprefix(BOM)
    rows = _read_fast(content)
    numbers: Sequence[int] = range(1, rows.height + 1) if rows is not None else ()
    problems: list[Problem] = []
    if rows is None:
        rows, numbers, problems = _read_carefully(content, file)
    header = list(rows.row(0)) if rows.height else []
    fault = header_fault(header, columns, file)
    if fault and not (problems and rows.is_empty()):
        problems.append(fault)
    if fault:
        rows, numbers = pl.DataFrame(schema=dict.fromkeys(columns, pl.String)), ()
    else:
        rows, numbers = rows.slice(1).rename(dict(zip(rows.columns, header, strict=True))), numbers[1:]
    placed = rows.select(*columns, pl.lit(file).alias(FILE))
    return placed.with_columns(pl.Series(ROW, numbers, dtype=pl.Int64)), problems


def header_fault(header: Sequence[str], columns: Sequence[str], file: str) -> Problem | None:
    """What is wrong with a header: missing, extra and repeated columns named together, or None."""
    missing = [column for column in columns if column not in header]
    extra = [label for label in dict.fromkeys(header) if label not in columns]
    repeated = [label for label in dict.fromkeys(header) if header.count(label) > 1]
    if not (missing or extra or repeated):
        return None
    faults = [
        say(key, columns=", ".join(f"”{label}”" for label in labels))
        for key, labels in (("columns_missing", missing), ("columns_extra", extra), ("columns_repeated", repeated))
        if labels
    ]
    message = say("header_is_right", faults=" ".join(faults), example=",".join(columns))
    return Problem(Place(file, row=1), "header_is_right", ",".join(header), message)


def _read_fast(content: bytes) -> pl.DataFrame | None:
    """The file as Polars reads it, header first, or None where rows differ in their number of cells."""
    if b"\0" in content:
        return None
    try:
        rows = pl.read_csv(content, has_header=False, infer_schema=False, empty_string_is_null=False)
    except (pl.exceptions.ComputeError, pl.exceptions.NoDataError):
        return None
    in_cells = rows.select(pl.all().str.count_matches(",", literal=True).sum()).sum_horizontal().item()
    separators = content.count(b",") - in_cells
    return rows if rows.width > 1 and separators == (rows.width - 1) * rows.height else None


def _read_carefully(content: bytes, file: str) -> tuple[pl.DataFrame, list[int], list[Problem]]:
    """The file row by row: the rows that are as long as the first, their numbers, and a problem for each other."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = say("file_is_utf8", byte=f"0x{content[error.start]:02X}")
        return pl.DataFrame(), [], [Problem(Place(file, row=line), "file_is_utf8", None, message)]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return pl.DataFrame(), [], [Problem(Place(file, row=line), "file_is_text", None, say("file_is_text"))]
    rows: list[list[str]] = []
    numbers: list[int] = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if not rows or len(cells) == len(rows[0]):
                rows.append(cells)
                numbers.append(number)
            elif not cells:
                problems.append(Problem(Place(file, row=number), "row_is_filled", None, say("row_is_filled"), False))
            else:
                message = say("row_has_every_cell", found=len(cells), wanted=len(rows[0]), example=",".join(rows[0]))
                problems.append(Problem(Place(file, row=number), "row_has_every_cell", ",".join(cells), message))
    except csv.Error:
        place = Place(file, row=reader.line_num)
        problems.append(Problem(place, "quotes_are_closed", None, say("quotes_are_closed")))
    names = [str(number) for number in range(len(rows[0]) if rows else 0)]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row"), numbers, problems
