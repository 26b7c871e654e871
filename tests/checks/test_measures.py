"""Measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import at, problems_in
from tests.sheets import write_rows

FILE = "plan/measures.csv"

MEASURE = {
    "measure_id": "utbildning-skola",
    "priority_id": "P3",
    "title": "Utbildning för skolans personal",
    "title_en": "Training for school staff",
    "responsible_function": "Utbildningsförvaltningen",
    "responsible_function_en": "Education Administration",
    "status": "ongoing",
    "starts_on": "",
    "ends_on": "",
    "diary_number": "",
    "link": "",
}


def write(project: Path, starts_on: str, ends_on: str) -> None:
    cells = {**MEASURE, "starts_on": starts_on, "ends_on": ends_on}
    write_rows(project / "data" / FILE, [list(cells), list(cells.values())])


def test_a_measure_does_not_end_before_it_starts(project: Path) -> None:
    write(project, "2025-09-01", "2025-08-31")

    message = "Åtgärden slutar 2025-08-31, men börjar först 2025-09-01. Rätta dagen som är fel."
    assert problems_in(project) == [at(FILE, 2, "ends_on", "measure_ends_after_it_starts", "2025-08-31", message)]


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [("", ""), ("2025-09-01", ""), ("", "2025-09-01"), ("2025-09-01", "2025-09-01"), ("2025-09-01", "2026-08-31")],
)
def test_a_measure_may_lack_either_day_and_last_for_one(project: Path, starts_on: str, ends_on: str) -> None:
    write(project, starts_on, ends_on)

    assert problems_in(project) == []
