"""The data folder read as a dataset, and tables written back to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import polars as pl

from pipeline.dataset.canonical_csv import read_csv
from pipeline.files import replacing
from pipeline.messages import problem
from pipeline.model import FILE, ROW, Dataset, Place, Problem
from pipeline.schema import Schemas, TableSchema

ROWS_AT_ONCE = 50_000
"""How many rows are texts at a time when a table is written."""


def read_dataset(folder: Path, schemas: Schemas) -> tuple[Dataset, list[Problem]]:
    """Every table in `folder` as text, and what is wrong with the shape of its files.

    A partitioned table without files has no rows; any other table must have its file.
    """
    problems: list[Problem] = []
    tables: dict[str, pl.DataFrame] = {}
    incomplete: set[str] = set()
    known: set[Path] = set()
    for schema in schemas:
        files = sorted(path for path in folder.glob(schema.location) if path.is_file())
        known.update(files)
        if not files and not schema.is_partitioned:
            facts = {
                "header": ",".join(schema.column_names),
                "titles": ", ".join(column.title for column in schema.columns),
            }
            problems.append(problem("file_exists", Place(schema.location), table=schema.title, **facts))
            incomplete.add(schema.name)
        empty = pl.DataFrame(schema={**dict.fromkeys(schema.column_names, pl.String), FILE: pl.String, ROW: pl.Int64})
        frames = [empty]
        for path in files:
            frame, faults = read_csv(path, path.relative_to(folder).as_posix(), schema.column_names)
            frames.append(frame)
            problems.extend(faults)
            if any(fault.fatal for fault in faults):
                incomplete.add(schema.name)
        tables[schema.name] = pl.concat(frames)
    problems.extend(_unknown_files(folder, known))
    return Dataset(folder, tables, frozenset(incomplete)), problems


def _unknown_files(folder: Path, known: set[Path]) -> Iterator[Problem]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path not in known and not path.name.startswith(".") and (path.is_file() or path.suffix == ".csv"):
            yield problem("file_is_known", Place(name))


def write_table(folder: Path, schema: TableSchema, frame: pl.DataFrame) -> None:
    """Write a whole table as `write_tables` writes several."""
    write_tables(folder, [(schema, frame)])


def write_tables(folder: Path, tables: Sequence[tuple[TableSchema, pl.DataFrame]]) -> None:
    """Write whole tables as canonical CSV, each to its file, or a partitioned one to a file per year.

    Rows are sorted by the primary key. Every file is written beside the one that it replaces before the first of them
    takes its place, in the order of the tables: a full disk stops the writing and changes nothing.
    """
    files = [file for schema, frame in tables for file in _files_of(folder, schema, frame)]
    with ExitStack() as stack:
        # Files take their places as the stack unwinds, the last one first.
        for path, rows in reversed(files):
            write_csv(rows, stack.enter_context(replacing(path)))


def _files_of(folder: Path, schema: TableSchema, frame: pl.DataFrame) -> Iterator[tuple[Path, pl.DataFrame]]:
    ordered = frame.select(schema.column_names).sort(schema.primary_key)
    if not schema.is_partitioned:
        yield folder / schema.location, ordered
        return
    for (year,), rows in ordered.group_by("year", maintain_order=True):
        yield folder / schema.file_of(int(str(year))), rows


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as canonical CSV: UTF-8, comma, LF, ISO dates, decimal point, whole numbers without decimals."""
    with path.open("wb") as file:
        file.write(frame.clear().write_csv(line_terminator="\n").encode())
        for rows in frame.iter_slices(ROWS_AT_ONCE):
            text = as_texts(rows).write_csv(line_terminator="\n", null_value="", include_header=False)
            # Written by Python, whose errors have the system's number; those of Polars do not.
            file.write(text.encode())


def as_texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Each cell as its canonical text, null if it is empty."""
    return frame.with_columns(_as_text(column, dtype) for column, dtype in frame.schema.items() if column != ROW)


def _as_text(column: str, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.Float64:
        return pl.col(column).cast(pl.String).str.strip_suffix(".0")
    if dtype == pl.Boolean:
        return pl.col(column).replace_strict([True, False], ["true", "false"], return_dtype=pl.String)
    return pl.col(column).cast(pl.String)
