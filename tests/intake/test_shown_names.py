"""Names of files, sheets and cells in the report: nothing in them begins a line or does anything in a terminal."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.intake.files import HEADINGS, row, text_file, workbook

FAULTY = [HEADINGS, row("tolv", "2582")]

TOLD = "”tolv” är inte ett tal. Skriv siffror utan enhet, eller töm cellen och välj en status. Exempel: 1 234,5"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ett\nFEL rad 2: två.csv", "ett\\nFEL rad 2: två.csv"),
        ("\x1b[31mröd.csv", "\\x1b[31mröd.csv"),
        ("a\u202evsc.csv", "a\\u202evsc.csv"),
        ("byte\udce5.csv", "byte\\udce5.csv"),
        ('tab\t"citat".csv', 'tab\\t"citat".csv'),
        ("850412\u200b-1233 Ö.csv", "850412\\u200b-1233 Ö.csv"),
        ("l" * 245 + ".csv", "l" * 245 + ".csv"),
    ],
)
def test_a_name_is_shown_with_what_cannot_be_seen_written_out(
    name: str, shown: str, runner: Runner, boden: Path, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(text_file(FAULTY))
    outcome = runner("import", path, "--project", boden)
    report = (boden / "inbox/rapport/rapport.txt").read_text(encoding="utf-8")
    lines = [shown, f"  FEL rad 2, kolumn Värde: {TOLD}"]
    assert (outcome.exit_code, outcome.stdout.splitlines()[:2], report.splitlines()[:2]) == (1, lines, lines)
    assert len(list((boden / "inbox/rapport").glob("*rätta.xlsx"))) == 1
    assert len(list((boden / "inbox/rapport").glob("*ratta.html"))) == 1


def test_a_cell_begins_no_line_of_the_report(runner: Runner, boden: Path, tmp_path: Path) -> None:
    path = tmp_path / "fil.csv"
    path.write_bytes(text_file([HEADINGS, row("\x1b[31mtolv\nFEL rad 9", "2582")]))
    outcome = runner("import", path, "--project", boden)
    told = TOLD.replace("tolv", "\\x1b[31mtolv FEL rad 9")
    assert outcome.stdout.splitlines()[:2] == ["fil.csv", f"  FEL rad 2, kolumn Värde: {told}"]


@pytest.mark.parametrize("name", ["fil.xls", "fil.csv", "fil.txt", "fil.XLSX", "fil"])
def test_a_workbook_is_one_whatever_it_is_called(name: str, runner: Runner, boden: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(workbook(FAULTY))
    outcome = runner("import", path, "--project", boden)
    assert outcome.stdout.splitlines()[:2] == [name, f"  FEL blad Värden, rad 2, kolumn Värde: {TOLD}"]
    assert (boden / "inbox/rapport/fil-att-rätta.xlsx").exists()


def test_the_report_comes_where_no_marked_copy_can_be_made(runner: Runner, boden: Path, tmp_path: Path) -> None:
    """A text file may have more columns than Excel."""
    path = tmp_path / "fil.csv"
    wide = [f"k{number}" for number in range(20_000)]
    path.write_bytes(text_file([[*HEADINGS, *wide], row("tolv", "2582")]))
    outcome = runner("import", path, "--project", boden)
    told = "Ingen kopia med markerade celler kunde göras av fil.csv. Rätta i filen efter rapporten i stället."
    report = (boden / "inbox/rapport/rapport.txt").read_text(encoding="utf-8")
    assert outcome.exit_code == 1
    assert told in outcome.stderr.splitlines()
    assert report.splitlines()[-1] == told
    assert sorted(each.name for each in (boden / "inbox/rapport").iterdir()) == ["fil-att-ratta.html", "rapport.txt"]


def test_no_name_is_a_formula_in_the_table_of_faults(runner: Runner, boden: Path, tmp_path: Path) -> None:
    path = tmp_path / "=1+1.csv"
    path.write_bytes(text_file([HEADINGS, *[row("tolv", "2582")] * 150]))
    runner("import", path, "--project", boden)
    table = (boden / "inbox/rapport/alla-fel.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {cells[0] for cells in csv.reader(table[1:], delimiter=";")} == {"'=1+1.csv"}
