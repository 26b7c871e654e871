"""Measures check + load of many observations against the stock tools that do the same, in one run.

Each stage is a process of its own, whose peak memory is read when it ends. This process stays small and leaves all work
with data to its children: on Linux, a child's peak starts at the size of the process that forked it.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

BENCH = Path(__file__).resolve().parent
PROJECT = BENCH.parent

TABLE = "observations"
CSV = f"{TABLE}.csv"
SCHEMA = f"{TABLE}.schema.json"

FASTER_MARK = 5
"""How many times faster than the stock pair check + load must be."""

PEAK_MARK = 2048
"""How many MiB check + load may use."""

FIGURES = (
    "indicator_id, cast(year as integer), area_code, sex, age_group, cast(nullif(value, '') as real), value_status"
)
"""An observation as the same values, whatever types a database stores it as."""

STOCK_TYPES = {"string": "text", "integer": "integer", "number": "float", "boolean": "text", "date": "text"}

PYTHON_IMPORT = f"""
import csv, sqlite3
with open("{CSV}", encoding="utf-8", newline="") as file, sqlite3.connect("floor.db") as connection:
    rows = csv.reader(file)
    header = next(rows)
    connection.execute(f"create table {TABLE} ({{', '.join(header)}})")
    connection.executemany(f"insert into {TABLE} values ({{', '.join('?' * len(header))}})", rows)
"""
"""The replacement for `sqlite3 .import` where that command is not installed."""

NOTES = """\
Every stage is a whole command from start to finish; peak is its largest resident memory. Where seconds far exceed
processor seconds, the machine waited for its disk or was busy with something else. All databases hold the same figures.

- This pipeline checks all tables with all rules, including foreign keys and disclosure control, derives the table of
  how much is hidden, and makes indexes, search and views.
- `frictionless validate` checks every row of the same observations in one file: types, constraints and the primary
  key, but not foreign keys, which it supports only in packages.
- `sqlite-utils insert` is given all types and the primary key. If it detects the types itself it takes longer, and
  turns the area codes into numbers.
- `sqlite3 .import` checks nothing and has no key: it is the floor.
"""


@dataclass(frozen=True)
class Measured:
    """What a stage took (wall seconds, processor seconds, peak MiB), and what it printed."""

    stage: str
    seconds: float
    busy: float
    peak: float
    output: str = ""


def run(work: Path, stage: str, command: Sequence[str]) -> Measured:
    """Run a stage in the work folder and wait for it; exit if it fails."""
    print(f"{stage} …", flush=True)
    os.sync()  # no stage pays for what the previous one left to be written
    with (work / "output.txt").open("w+", encoding="utf-8") as output:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=work, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read()
    if process.returncode:
        sys.exit(f"{stage}: exit status {process.returncode}\n{printed}")
    # getrusage(2): kilobytes on Linux; macOS counts bytes.
    peak = usage.ru_maxrss / (2**20 if platform.system() == "Darwin" else 2**10)
    print(f"  {seconds:.1f} s, {peak:.0f} MiB", flush=True)
    return Measured(stage, seconds, usage.ru_utime + usage.ru_stime, peak, printed)


def own_program(name: str, *options: str) -> list[str]:
    return [sys.executable, str(BENCH / name), "--project", str(PROJECT), *options]


def stock_program(name: str, *options: str) -> list[str]:
    """A tool installed in this Python's environment."""
    return [str(Path(sys.executable).with_name(name)), *options]


def prepare(work: Path, rows: int, seed: int) -> dict[str, Any]:
    """Make the data folder, the same observations as one file, and the file's Table Schema, which is returned."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    make = own_program("make_data.py", "--rows", str(rows), "--seed", str(seed), "--output", "data")
    run(work, f"Making {rows:,} observations", make)
    with (work / CSV).open("wb") as whole:
        for number, path in enumerate(sorted((work / "data" / TABLE).iterdir())):
            with path.open("rb") as part:
                header = part.readline()
                whole.write(b"" if number else header)
                shutil.copyfileobj(part, whole)
    schema: dict[str, Any] = json.loads((PROJECT / "schemas" / f"{TABLE}.json").read_text(encoding="utf-8"))
    # Frictionless resolves foreign keys only in packages; it refuses them in the schema of a single file.
    del schema["foreignKeys"]
    (work / SCHEMA).write_text(json.dumps(schema), encoding="utf-8")
    return schema


def measure_pipeline(work: Path) -> Measured:
    command = own_program("check_and_load.py", "--data", "data", "--output", "pipeline.db")
    return run(work, "This pipeline: check + load", command)


def measure_validate(work: Path, rows: int) -> Measured:
    """Frictionless on the whole file; its own row count shows that it did not stop early."""
    command = stock_program("frictionless", "validate", CSV, "--schema", SCHEMA, "--json")
    measured = run(work, "frictionless validate", command)
    (task,) = json.loads(measured.output)["tasks"]
    if not task["valid"] or task["stats"]["rows"] != rows:
        sys.exit(f"frictionless validate did not pass all {rows:,} rows: {task}")
    return measured


def measure_insert(work: Path, schema: Mapping[str, Any]) -> Measured:
    """sqlite-utils with every type given.

    Detection would take longer, and would turn the area codes into numbers and lose their leading zeros.
    """
    command = stock_program("sqlite-utils", "insert", "stock.db", TABLE, CSV, "--csv", "--silent", "--empty-null")
    keys = [word for column in schema["primaryKey"] for word in ("--pk", column)]
    types = [word for field in schema["fields"] for word in ("--type", field["name"], STOCK_TYPES[field["type"]])]
    return run(work, "sqlite-utils insert", [*command, "--no-detect-types", *keys, *types])


def measure_floor(work: Path) -> Measured:
    """The rows inserted into SQLite as text, with no check, key or index: nothing can take less."""
    sqlite = shutil.which("sqlite3")
    if sqlite:
        return run(work, "sqlite3 .import", [sqlite, "floor.db", f".import --csv {CSV} {TABLE}"])
    return run(work, "csv + sqlite3 in Python (no sqlite3 command here)", [sys.executable, "-c", PYTHON_IMPORT])


def check_figures(work: Path, rows: int) -> None:
    """Exit if a stage lost or changed figures, which would make its speed meaningless."""
    with closing(sqlite3.connect(work / "pipeline.db")) as connection:
        for name in ("stock", "floor"):
            connection.execute(f"attach ? as {name}", (str(work / f"{name}.db"),))
        for name in ("main", "stock", "floor"):
            found = _count(connection, f"select 1 from {name}.{TABLE}")
            if found != rows:
                sys.exit(f"{name} holds {found:,} observations, not {rows:,}")
        for name in ("stock", "floor"):
            # Ours has a key and the row counts are equal, so if none of our rows is missing, none is added either.
            found = _count(
                connection, f"select {FIGURES} from main.{TABLE} except select {FIGURES} from {name}.{TABLE}"
            )
            if found:
                sys.exit(f"{name} lacks {found:,} of the observations of this pipeline")


def _count(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(f"select count(*) from ({query})").fetchone()[0])


def table(ours: Measured, stock: Sequence[Measured], floor: Measured) -> Iterator[str]:
    """The result as a Markdown table, with our own time split, and the stock tools both separately and together."""
    parts = json.loads(ours.output)
    pair = together(stock)
    yield "| stage | seconds | processor seconds | peak MiB | ratio to this pipeline |"
    yield "|---|--:|--:|--:|--:|"
    yield _line(ours, ours)
    yield from (f"| – of which {part} | {seconds:.2f} | | | |" for part, seconds in parts.items())
    yield from (_line(measured, ours) for measured in (*stock, pair, floor))


def _line(measured: Measured, ours: Measured) -> str:
    ratio = measured.seconds / ours.seconds
    return f"| {measured.stage} | {measured.seconds:.2f} | {measured.busy:.2f} | {measured.peak:.0f} | {ratio:.2f} |"


def together(stock: Sequence[Measured]) -> Measured:
    """The stock tools run in sequence: times add up, memory does not."""
    seconds, busy = sum(each.seconds for each in stock), sum(each.busy for each in stock)
    return Measured("Stock pair: both", seconds, busy, max(each.peak for each in stock))


def verdict(ours: Measured, stock: Sequence[Measured]) -> str:
    faster = together(stock).seconds / ours.seconds
    return (
        f"check + load is {faster:.1f} times faster than the stock pair (mark: {FASTER_MARK}), "
        f"peak {ours.peak:.0f} MiB (mark: {PEAK_MARK})"
    )


def report(rows: int, seed: int, now: datetime.datetime, lines: Sequence[str]) -> str:
    """The result, with what is needed to compare it with another run."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("polars", "frictionless", "sqlite-utils"))
    return "\n".join(
        (
            "# Check and load, measured",
            "",
            f"{now:%Y-%m-%d %H:%M} UTC. {rows:,} observations (seed {seed}), {os.cpu_count()} cores, "
            f"Python {platform.python_version()}, {packages}, SQLite {sqlite3.sqlite_version}. "
            f"Run again with `make bench ROWS={rows}`.",
            "",
            *lines,
            "",
            NOTES,
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=177)
    parser.add_argument("--work", type=Path, default=BENCH / "work", help="a folder, which is emptied first")
    parser.add_argument("--result", type=Path, default=BENCH / "RESULTS.md")
    options = parser.parse_args()
    work = options.work.resolve()
    schema = prepare(work, options.rows, options.seed)
    ours = measure_pipeline(work)
    stock = (measure_validate(work, options.rows), measure_insert(work, schema))
    floor = measure_floor(work)
    check_figures(work, options.rows)
    lines = (*table(ours, stock, floor), "", verdict(ours, stock))
    result = report(options.rows, options.seed, datetime.datetime.now(datetime.UTC), lines)
    options.result.write_text(result, encoding="utf-8")
    print("", *lines, sep="\n")


if __name__ == "__main__":
    main()
