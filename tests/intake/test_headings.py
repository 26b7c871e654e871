"""Headings that the product does not read: one that names a dimension stops the file, a harmless one asks once."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from pipeline.intake.draft import draft_import
from pipeline.project import Project
from tests.conftest import Runner
from tests.intake.files import text_file, workbook
from tests.intake.headings import DIMENSIONS, HARMLESS
from tests.sheets import rows_of

TODAY = datetime.date(2026, 11, 24)

FOUR = (["Indikator", "År", "Kön", "Värde"], ["P3-02", "2025", "T", "19"])
WHOLE = (
    ["Indikator", "År", "Kommun", "Kön", "Åldersgrupp", "Värde"],
    ["P3-02", "2025", "Boden", "T", "alla åldrar", "19"],
)


def beside(table: tuple[list[str], list[str]], heading: str, cell: str, place: int) -> list[list[str]]:
    """The table's rows with one more column at this place."""
    headings, row = table
    return [[*headings[:place], heading, *headings[place:]], [*row[:place], cell, *row[place:]]]


@pytest.mark.parametrize("table", [FOUR, WHOLE], ids=["four-columns", "whole-key"])
@pytest.mark.parametrize("heading", DIMENSIONS)
def test_a_dimension_that_is_not_read_stops_the_file(
    heading: str, table: tuple[list[str], list[str]], started_in_boden: Project, tmp_path: Path
) -> None:
    rows = beside(table, heading, DIMENSIONS[heading], 2)
    text, book = tmp_path / "tabell.csv", tmp_path / "tabell.xlsx"
    text.write_bytes(text_file(rows, encoding="utf-8-sig"))
    book.write_bytes(workbook(rows))
    for path in (text, book):
        draft = draft_import(started_in_boden, [path], today=TODAY)
        stops = [problem for problem in draft.problems if problem.fatal]
        assert [told for told in stops if told.place.column == heading or _names(told.message, heading)] != []


def _names(sentence: str, heading: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(heading)}(?!\w)", sentence) is not None


@pytest.mark.parametrize("heading", DIMENSIONS)
def test_an_empty_column_stops_nothing(heading: str, started_in_boden: Project, tmp_path: Path) -> None:
    path = tmp_path / "tabell.csv"
    path.write_bytes(text_file(beside(WHOLE, heading, "", 2)))
    draft = draft_import(started_in_boden, [path], today=TODAY)
    assert [problem.message for problem in draft.problems if problem.fatal] == []


@pytest.mark.parametrize("table", [FOUR, WHOLE], ids=["four-columns", "whole-key"])
@pytest.mark.parametrize("heading", HARMLESS)
def test_a_harmless_heading_is_asked_about_once_and_never_again(
    heading: str, table: tuple[list[str], list[str]], boden: Path, runner: Runner, tmp_path: Path
) -> None:
    path = tmp_path / "tabell.csv"
    path.write_bytes(text_file(beside(table, heading, HARMLESS[heading], 3)))
    asked = runner("import", path, "--project", boden)
    assert asked.exit_code == 1
    assert _figures(boden) == []
    questions = set(re.findall(r'ANSWER="([0-9a-f]{6}=upplysning)"', asked.stdout))
    assert len(questions) == 1, asked.stdout
    assert heading in asked.stdout

    answered = runner("import", path, "--project", boden, "--answer", questions.pop())
    assert (answered.exit_code, _figures(boden)) == (0, [("P3-02", "2025", "19")]), answered.stdout

    headings, row = table
    next_year = tmp_path / "tabell 2.csv"
    next_year.write_bytes(text_file(beside((headings, _of_the_year_before(row)), heading, HARMLESS[heading], 3)))
    again = runner("import", next_year, "--project", boden)
    assert (again.exit_code, _figures(boden)) == (0, [("P3-02", "2024", "23"), ("P3-02", "2025", "19")]), again.stdout
    assert "ANSWER" not in again.stdout


def _of_the_year_before(row: list[str]) -> list[str]:
    return [{"2025": "2024", "19": "23"}.get(cell, cell) for cell in row]


def _figures(project: Path) -> list[tuple[str, str, str]]:
    return [
        (row["indicator_id"], row["year"], row["value"])
        for path in sorted((project / "data/observations").glob("*.csv"))
        for row in rows_of(path)
    ]
