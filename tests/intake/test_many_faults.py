"""Files that are wrong in every row drown nobody: a few lines on the screen, and every row in a table beside them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl

from tests.conftest import Runner
from tests.faults import Y2025
from tests.intake.files import text_file

ROWS = 3000
HEADINGS = ["Indikator", "År", "Kommunkod", "Kön", "Ålder", "Värde"]


def wrong_files(folder: Path, count: int) -> list[Path]:
    """Files with a word instead of a number in every row."""
    folder.mkdir(exist_ok=True)
    rows = [["VNR-03", "2026", "9999", "T", "total", "tolv"]] * ROWS
    paths = [folder / f"{number}.csv" for number in range(1, count + 1)]
    for path in paths:
        path.write_bytes(text_file([HEADINGS, *rows]))
    return paths


def test_twelve_files_that_are_wrong_in_every_row_are_a_few_lines(project: Path, runner: Runner) -> None:
    paths = wrong_files(project / "inbox", 12)

    outcome = runner("import", "--project", project, *paths)
    folder = project / "inbox/rapport"

    assert outcome.exit_code == 1
    assert "36\u00a0000 fel och 0 varningar." in outcome.stdout.splitlines()
    assert len(outcome.stdout.splitlines()) < 10
    assert (folder / "rapport.txt").read_text(encoding="utf-8") == outcome.stdout
    with (folder / "alla-fel.csv").open(encoding="utf-8-sig", newline="") as table:
        header, *rows = csv.reader(table, delimiter=";")
    assert header == ["Fil", "Blad", "Från rad", "Till rad", "Kolumn", "Vad som är fel"]
    assert sorted((row[0], number) for row in rows for number in range(int(row[2]), int(row[3]) + 1)) == sorted(
        (path.name, row) for path in paths for row in range(2, ROWS + 2)
    )


def test_cells_that_share_a_problem_are_marked_in_the_copy(project: Path, runner: Runner) -> None:
    (path,) = wrong_files(project / "inbox", 1)

    runner("import", "--project", project, path)

    sheet = openpyxl.load_workbook(project / "inbox/rapport/1-att-rätta.xlsx").worksheets[1]
    marked = [row for row in range(2, ROWS + 2) if sheet.cell(row, 6).comment]
    assert marked == list(range(2, 2002))
    comment = sheet.cell(2001, 6).comment
    assert comment is not None
    assert comment.text == "2\u00a0800 fel till av samma slag som på rad 2. Ofta har de samma orsak."


def test_few_faults_leave_no_table_of_rows(project: Path, runner: Runner) -> None:
    path = project / "fel.csv"
    path.write_bytes(text_file([HEADINGS, ["VNR-03", "2026", "9999", "T", "total", "tolv"]]))

    runner("import", "--project", project, path)

    assert sorted(each.name for each in (project / "inbox/rapport").iterdir()) == [
        "fel-att-ratta.html",
        "fel-att-rätta.xlsx",
        "rapport.txt",
    ]


def test_data_that_are_wrong_in_every_row_are_a_few_lines(project: Path, runner: Runner) -> None:
    data = project / "data" / Y2025
    header = data.read_text(encoding="utf-8").splitlines()[0]
    row = "VNR-03,2025,9999,T,total,{text},,,final,false,,2026-01-01"
    data.write_text("\n".join([header, *(row.format(text=f"x{n}") for n in range(ROWS)), ""]), encoding="utf-8")

    shown = runner("check", "--project", project).stdout.splitlines()
    found = json.loads(runner("check", "--project", project, "--format", "json").stdout)

    assert shown[21] == (
        f"  FEL rad 22–{ROWS + 1}, kolumn Värde (value): 2\u00a0980 fel till av samma slag som på rad 2. "
        "Ofta har de samma orsak."
    )
    assert len(shown) < 30
    assert (found["ok"], sum(each["count"] for each in found["problems"])) == (False, ROWS)
    assert found["problems"][-1]["others"] == [[202, ROWS + 1]]
