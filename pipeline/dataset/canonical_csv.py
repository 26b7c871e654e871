"""A canonical CSV file as a frame of text, each row with its place.

Polars reads the file at full speed. What it does not report (a row with too few cells is silently padded) is
found by counting separators, and only a file that fails that count is read a second time, row by row, to
name the rows.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipeline.gathering import Gathering
from pipeline.messages import problem, say
from pipeline.model import FILE, ROW, Place, Problem

BOM = b"\xef\xbb\xbf"

# A quoted cell that begins and ends where a cell does, the quotes inside it doubled (RFC 4180, 2.5-2.7).
QUOTED_CELL = re.compile(rb'(?<![^,\n])"(?:[^"]|"")*+"(?=[,\r\n])')


def read_csv(path: Path, file: str, columns: Sequence[str]) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of a UTF-8, comma-separated file, cells as text, and what is wrong with the file's shape.

    `file` is the name used in places and problems. A file whose shape cannot be read gives no rows; a row with too
    many or too few cells, or an empty one, is skipped and reported.
    """
    content = path.read_bytes()
    while content.startswith(BOM):
        content = content.removeprefix(BOM)
    rows = _read_fast(content)
    numbers: Sequence[int] = range(1, rows.height + 1) if rows is not None else ()
    problems: list[Problem] = []
    if rows is None:
        rows, numbers, problems = _read_carefully(content, file)
        if rows is None:
            return _no_rows(columns), problems
    header = list(rows.row(0)) if rows.height else []
    fault = header_fault(header, columns, file)
    if fault:
        # Rows are judged against the header, so nothing can be said about them.
        return _no_rows(columns), [fault]
    named = rows.slice(1).rename(dict(zip(rows.columns, header, strict=True)))
    placed = named.select(*columns, pl.lit(file).alias(FILE), pl.Series(ROW, numbers[1:], dtype=pl.Int64))
    return placed, problems


def _no_rows(columns: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(schema={**dict.fromkeys(columns, pl.String), FILE: pl.String, ROW: pl.Int64})


def header_fault(header: Sequence[str], columns: Sequence[str], file: str) -> Problem | None:
    """What is wrong with a header: missing, extra and repeated columns named together, or None."""
    missing = [column for column in columns if column not in header]
    extra = [label for label in dict.fromkeys(header) if label not in columns]
    repeated = [label for label in dict.fromkeys(header) if header.count(label) > 1 and label in columns]
    if not (missing or extra or repeated):
        return None
    place, text = Place(file, row=1), ",".join(header)
    if len(header) == 1 and ";" in text:
        # What Swedish Excel writes when saving as CSV.
        return problem("file_has_commas", place, text, example=",".join(columns))
    faults = [
        say(key, columns=", ".join(f"”{label}”" if label.strip() else say("no_label") for label in labels))
        for key, labels in (("columns_missing", missing), ("columns_extra", extra), ("columns_repeated", repeated))
        if labels
    ]
    return problem("header_is_right", place, text, faults=" ".join(faults), example=",".join(columns))


def _read_fast(content: bytes) -> pl.DataFrame | None:
    """The file as Polars reads it, header first, or None if it is not plain enough to be sure of every row."""
    if b"\0" in content or not content.endswith(b"\n") or content.count(b"\r") != content.count(b"\r\n"):
        return None
    if b'"' in content and b'"' in QUOTED_CELL.sub(b"", content):
        return None
    try:
        rows = pl.read_csv(content, has_header=False, infer_schema=False, empty_string_is_null=False)
    except (pl.exceptions.ComputeError, pl.exceptions.NoDataError):
        return None
    in_cells = rows.select(pl.all().str.count_matches(",", literal=True).sum()).sum_horizontal().item()
    separators = content.count(b",") - in_cells
    return rows if rows.width > 1 and separators == (rows.width - 1) * rows.height else None


def _read_carefully(content: bytes, file: str) -> tuple[pl.DataFrame | None, list[int], list[Problem]]:
    """The file row by row: the rows as long as the first, their numbers, and a problem for each of the others.

    None instead of rows if the file is not text, or its quotes are wrong from the first row on.
    """
    fault = _text_fault(content, file)
    if fault:
        return None, [], [fault]
    # The module's own limit, 131,072 characters a cell, would be reported as a wrong quote.
    csv.field_size_limit(sys.maxsize)
    rows: list[list[str]] = []
    numbers: list[int] = []
    gathering: Gathering[Problem] = Gathering()
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True), 1):
            if not rows or len(cells) == len(rows[0]):
                rows.append(cells)
                numbers.append(number)
            elif not cells:
                gathering.add(problem("row_is_filled", Place(file, row=number)))
            else:
                place = Place(file, row=number)
                facts = {"found": len(cells), "wanted": len(rows[0]), "example": ",".join(rows[0])}
                gathering.add(problem("row_has_every_cell", place, ",".join(cells), **facts))
    except csv.Error:
        gathering.add(problem("quotes_are_closed", Place(file, row=number + 1)))
        if not rows:
            return None, [], gathering.found()
    names = [str(position) for position in range(len(rows[0]) if rows else 0)]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row"), numbers, gathering.found()


def _text_fault(content: bytes, file: str) -> Problem | None:
    """What keeps a file from being read as UTF-8 text, at the line where it is."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(file, row=content.count(b"\n", 0, error.start) + 1)
        return problem("file_is_utf8", place, byte=f"0x{content[error.start]:02X}")
    if b"\0" in content:
        place = Place(file, row=content.count(b"\n", 0, content.index(b"\0")) + 1)
        return problem("file_is_text", place)
    return None
