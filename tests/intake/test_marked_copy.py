"""The marked copy of a file that was refused: the faults stand where they are, and staff's own file is untouched."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import Runner

HEADINGS = ["Indikator", "År", "Kommunkod", "Kön", "Ålder", "Värde", "Status", "Anmärkning"]
RIGHT = ["VNR-03", 2026, "9999", "totalt", "alla åldrar", 12, None, None]
WRONG = ["VNR-07", 2026, "9999", "totalt", "alla åldrar", "tolv", None, None]

NO_NUMBER = "”tolv” är inte ett tal. Skriv siffror utan enhet, eller töm cellen och välj en status. Exempel: 1 234,5"
NO_YEAR = "Året 2027 har inte börjat. Kontrollera att det är rätt fil, och rätta året."
UNKNOWN = "Kolumnen ”Handläggare” känns inte igen och läses inte. Ta bort den, eller rätta rubriken."

RED, YELLOW = "00FFC7CE", "00FFEB9C"


@pytest.fixture
def inbox(project: Path) -> Path:
    folder = project / "inbox"
    folder.mkdir()
    return folder


def save(inbox: Path, *rows: list[object], name: str = "uppgifter.xlsx") -> Path:
    """A workbook of these rows below the headings."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Värden"
    for row in rows:
        sheet.append(row)
    path = inbox / name
    workbook.save(path)
    return path


def marks(sheet: Worksheet) -> dict[str, tuple[str, str]]:
    """The colour and the comment of each cell that has a comment."""
    return {
        cell.coordinate: (cell.fill.fgColor.rgb, cell.comment.text)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def copy_of(inbox: Path, name: str = "uppgifter-att-rätta.xlsx") -> Workbook:
    return openpyxl.load_workbook(inbox / "rapport" / name)


def test_the_faulty_cells_are_filled_and_say_what_is_wrong(project: Path, inbox: Path, runner: Runner) -> None:
    late: list[object] = ["VNR-03", 2027, *RIGHT[2:]]
    path = save(inbox, [*HEADINGS, "Handläggare"], [*RIGHT, 1], [*WRONG, 2], late)
    before = path.read_bytes()

    assert runner("publish", "--project", project).exit_code == 1

    copy = copy_of(inbox)
    assert marks(copy["Värden"]) == {"I1": (YELLOW, UNKNOWN), "F3": (RED, NO_NUMBER), "B4": (RED, NO_YEAR)}
    assert path.read_bytes() == before
    assert sorted(each.name for each in inbox.iterdir()) == ["rapport", "uppgifter.xlsx"]


def test_a_sheet_in_front_lists_every_problem(project: Path, inbox: Path, runner: Runner) -> None:
    save(inbox, HEADINGS, RIGHT, WRONG)

    runner("publish", "--project", project)

    copy = copy_of(inbox)
    assert copy.sheetnames == ["Att rätta", "Värden"]
    assert copy.active is copy["Att rätta"]
    assert list(copy["Att rätta"].iter_rows(values_only=True)) == [
        ("Blad", "Rad", "Kolumn", "Vad som är fel"),
        ("Värden", 3, "Värde", NO_NUMBER),
    ]


def test_what_stood_in_the_file_stands_in_the_copy(project: Path, inbox: Path, runner: Runner) -> None:
    path = save(inbox, HEADINGS, RIGHT, WRONG)
    workbook = openpyxl.load_workbook(path)
    workbook["Värden"]["F3"].comment = Comment("Frågan är ställd till enheten.", "Enheten")
    workbook["Värden"].column_dimensions["F"].width = 33
    workbook.save(path)

    runner("publish", "--project", project)

    sheet = copy_of(inbox)["Värden"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [HEADINGS, RIGHT, WRONG]
    assert sheet["F3"].comment.text == f"Frågan är ställd till enheten.\n\n{NO_NUMBER}"
    assert sheet.column_dimensions["F"].width == 33


def test_a_text_file_is_marked_in_a_workbook_of_its_cells(project: Path, inbox: Path, runner: Runner) -> None:
    rows = [HEADINGS, ["VNR-07", "2026", "0331", "totalt", "alla åldrar", "=1+1", "", "=2+2"]]
    path = inbox / "uppgifter.csv"
    path.write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")

    runner("publish", "--project", project)

    sheet = copy_of(inbox).worksheets[1]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == rows
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert sorted(marks(sheet)) == ["F2", "H2"]


def test_two_files_that_differ_by_their_ending_have_a_copy_each(project: Path, inbox: Path, runner: Runner) -> None:
    save(inbox, HEADINGS, WRONG)
    row = ";".join("" if cell is None else str(cell) for cell in WRONG)
    (inbox / "uppgifter.csv").write_text(f"{';'.join(HEADINGS)}\n{row}\n", encoding="utf-8")

    runner("publish", "--project", project)

    assert sorted(path.name for path in (inbox / "rapport").iterdir()) == [
        "rapport.txt",
        "uppgifter-att-rätta.xlsx",
        "uppgifter.xlsx-att-rätta.xlsx",
    ]


def test_a_file_without_a_fault_has_no_copy(project: Path, inbox: Path, runner: Runner) -> None:
    save(inbox, HEADINGS, RIGHT, name="rätt.xlsx")
    save(inbox, HEADINGS, WRONG, name="fel.xlsx")

    runner("publish", "--project", project)

    assert sorted(path.name for path in (inbox / "rapport").iterdir()) == ["fel-att-rätta.xlsx", "rapport.txt"]


def test_a_file_with_personal_data_is_not_copied(project: Path, inbox: Path, runner: Runner) -> None:
    save(inbox, HEADINGS, [*WRONG[:7], "Ring 070-174 06 05."])

    assert runner("publish", "--project", project).exit_code == 1
    assert [path.name for path in (inbox / "rapport").iterdir()] == ["rapport.txt"]
    assert "070" not in (inbox / "rapport/rapport.txt").read_text(encoding="utf-8")


def test_a_new_refusal_takes_the_place_of_the_report_before(project: Path, inbox: Path, runner: Runner) -> None:
    path = save(inbox, HEADINGS, WRONG, name="gammal.xlsx")
    runner("publish", "--project", project)
    path.unlink()
    save(inbox, HEADINGS, WRONG, name="ny.xlsx")

    runner("publish", "--project", project)

    assert sorted(each.name for each in (inbox / "rapport").iterdir()) == ["ny-att-rätta.xlsx", "rapport.txt"]
