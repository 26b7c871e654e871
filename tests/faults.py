"""A fault put into the repository's data, and the problem that is to be found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.checks import check
from pipeline.dataset.judged import judge, read_checked
from pipeline.model import Place, Problem
from pipeline.project import open_project
from pipeline.schema import TableSchema, read_schemas
from tests.sheets import row_of, rows_of

REPOSITORY = Path(__file__).parents[1]
DATA = REPOSITORY / "data"
SCHEMAS = read_schemas(REPOSITORY / "schemas")

Y2022, Y2024, Y2025 = "observations/2022.csv", "observations/2024.csv", "observations/2025.csv"


def problems_in(project: Path) -> list[Problem]:
    """Every problem that `pipeline check` finds."""
    return list(judge(open_project(project), print).problems)


def problems_in_data(project: Path) -> list[Problem]:
    """The same without the words, for the long sweeps."""
    dataset, problems = read_checked(project / "data", SCHEMAS)
    return [*problems, *check(dataset, SCHEMAS)]


def places(problems: list[Problem]) -> list[tuple[str, int | None, str | None]]:
    """Where each problem is: file, row and column."""
    return [(problem.place.file, problem.place.row, problem.place.column) for problem in problems]


def at(file: str, row: int | None, column: str | None, rule: str, value: str | None, message: str) -> Problem:
    """A fatal problem."""
    return Problem(Place(file, row=row, column=column), rule, value, message)


def observed(**cells: str) -> int:
    """The row of the first observation of 2025 that has these cells."""
    return row_of(DATA / Y2025, **cells)


FEW = row_of(DATA / Y2024, indicator_id="P4-02")
"""A published count of the municipality's own cases, which is zero and not divided by sex."""


def first_rows() -> Iterator[tuple[TableSchema, str, int, dict[str, str]]]:
    """A row of every table that has one."""
    for table in SCHEMAS:
        for path in sorted(DATA.glob(table.location))[-1:]:
            rows = rows_of(path)
            if rows:
                # Rows that no other row depends on: one of an indicator's three, and a break of a year without figures.
                row = {"observations": observed(indicator_id="P3-01", sex="K"), "series_breaks": 3}.get(table.name, 2)
                yield table, path.relative_to(DATA).as_posix(), row, rows[row - 2]


def with_an_empty_row(project: Path) -> None:
    """Put an empty row among the priorities, which is a warning."""
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\nP3", "\n\nP3"), encoding="utf-8")
