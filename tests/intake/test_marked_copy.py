"""The marked copy of a file that was refused: the faults stand where they are, and staff's own file is untouched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.checks.personal import scan
from pipeline.intake.files.document import Aside, Document, Sheet, SheetCell
from pipeline.intake.files.masking import masked_document
from pipeline.intake.files.opening import open_document
from pipeline.model import Problem
from tests.conftest import Runner
from tests.intake.calc import calc_file, cell, number_cell, table, table_of, table_row, text_cell
from tests.intake.files import text_file, workbook

HEADINGS = ["Indikator", "År", "Kommunkod", "Kön", "Ålder", "Värde", "Status", "Anmärkning"]
RIGHT = ["VNR-03", 2026, "9999", "totalt", "alla åldrar", 12, None, None]
WRONG = ["VNR-07", 2026, "9999", "totalt", "alla åldrar", "tolv", None, None]

NO_NUMBER = "”tolv” är inte ett tal. Skriv siffror utan enhet, eller töm cellen och välj en status. Exempel: 1 234,5"
NO_YEAR = "Året 2027 har inte börjat. Kontrollera att det är rätt fil, och rätta året."
UNKNOWN = (
    "Vad står i kolumnen ”Handläggare”? Den känns inte igen och kan säga vad siffrorna gäller, så inget läses förrän "
    "det är sagt. Svara med vad som står i den: indikator, år, område, kön, ålder, värde, status eller anmärkning. "
    "Svaret gäller sedan alla filer med uppgifter från samma källa. Är den bara en upplysning, svara: make publish "
    'ANSWER="bcd0b0=upplysning"'
)
LEFT_OUT = "Kolumnen ”Övrigt” känns inte igen och läses inte. Ta bort den, eller rätta rubriken."

RED, YELLOW = "00FFC7CE", "00FFEB9C"


@pytest.fixture
def inbox(project: Path) -> Path:
    folder = project / "inbox"
    folder.mkdir()
    return folder


def save(inbox: Path, *rows: Sequence[object], name: str = "uppgifter.xlsx") -> Path:
    """A workbook of these rows below the headings."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Värden"
    for row in rows:
        sheet.append(list(row))
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
    workbook = openpyxl.load_workbook(path)
    texts = workbook.create_sheet("Texter")
    texts.append(["Inriktning", "År", "Det här har gjorts", "Så går det", "Det här återstår", "Övrigt"])
    texts.append(["P3", 2025, "Ett.", "Två.", "Tre.", "x"])
    workbook.save(path)
    before = path.read_bytes()

    assert runner("publish", "--project", project).exit_code == 1

    copy = copy_of(inbox)
    assert marks(copy["Värden"]) == {"I1": (RED, UNKNOWN), "F3": (RED, NO_NUMBER), "B4": (RED, NO_YEAR)}
    assert marks(copy["Texter"]) == {"F1": (YELLOW, LEFT_OUT)}
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
        "uppgifter-att-ratta.html",
        "uppgifter-att-rätta.xlsx",
        "uppgifter.xlsx-att-ratta.html",
        "uppgifter.xlsx-att-rätta.xlsx",
    ]


def test_a_file_without_a_fault_has_no_copy(project: Path, inbox: Path, runner: Runner) -> None:
    save(inbox, HEADINGS, RIGHT, name="rätt.xlsx")
    save(inbox, HEADINGS, WRONG, name="fel.xlsx")

    runner("publish", "--project", project)

    assert sorted(path.name for path in (inbox / "rapport").iterdir()) == [
        "fel-att-ratta.html",
        "fel-att-rätta.xlsx",
        "rapport.txt",
    ]


NUMBER = "070-174 06 05"
PHONE = (
    "I cellen står något som ser ut som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort "
    "det. Är det ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett "
    "personnummer)."
)


def hits_in(path: Path) -> list[Problem]:
    """What looks like personal data anywhere in a file."""
    document, problems, _ = open_document(path, None)
    assert problems == []
    assert document is not None
    return list(scan(document.texts()))


def save_everywhere(inbox: Path) -> Path:
    """A workbook with a phone number in a cell, and in everything else that a workbook has."""
    path = save(inbox, HEADINGS, [*RIGHT[:7], f"Ring {NUMBER}."], [*RIGHT[:5], 46701740605], name=f"{NUMBER}.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Värden"]
    sheet["A2"].comment = Comment(NUMBER, "Enheten")
    sheet["G2"] = f'=IF(1,1,"{NUMBER}")'
    assert sheet.oddHeader is not None
    sheet.oddHeader.center.text = NUMBER
    workbook.properties.description = NUMBER
    workbook.create_sheet(NUMBER).append(["dold"])
    workbook[NUMBER].sheet_state = "hidden"
    workbook.save(path)
    return path


def test_a_copy_of_a_file_with_personal_data_has_none(project: Path, inbox: Path, runner: Runner) -> None:
    original = save_everywhere(inbox)
    before = original.read_bytes()
    assert runner("publish", "--project", project).exit_code == 1

    copy = inbox / "rapport" / "•••-••• •• ••-att-rätta.xlsx"
    workbook = openpyxl.load_workbook(copy)
    assert workbook.sheetnames == ["Att rätta", "Värden", "•••-••• •• ••"]
    assert [[cell.value for cell in row] for row in workbook["Värden"].iter_rows()] == [
        HEADINGS,
        [*RIGHT[:6], '=IF(1,1,"•••-••• •• ••")', "Ring •••-••• •• ••."],
        [*RIGHT[:5], "•••••••••••", None, None],
    ]
    assert {cell.data_type for row in workbook["Värden"].iter_rows() for cell in row if cell.value} == {"s", "n"}
    assert sorted(marks(workbook["Värden"])) == ["A2", "F3", "G2", "H2"]
    assert marks(workbook["Värden"])["H2"] == (RED, PHONE)
    assert hits_in(copy) == []
    assert "0701740605" not in "".join(filter(str.isdigit, (inbox / "rapport/rapport.txt").read_text("utf-8")))
    assert original.read_bytes() == before


@pytest.mark.parametrize("name", ["uppgifter.csv", "uppgifter.ods", "uppgifter.xlsx"])
def test_every_format_has_a_masked_copy_and_the_file_passes_once_the_cell_is_mended(
    name: str, project: Path, inbox: Path, runner: Runner
) -> None:
    def content(note: str | None) -> bytes:
        rows: list[Sequence[object]] = [HEADINGS, [*RIGHT[:7], note]]
        if name.endswith("csv"):
            return text_file(rows)
        return calc_file(table_of(rows)) if name.endswith("ods") else workbook(rows)

    (inbox / name).write_bytes(content(NUMBER))
    assert runner("publish", "--project", project).exit_code == 1
    copy = copy_of(inbox)
    assert marks(copy.worksheets[1]) == {"H2": (RED, PHONE)}
    assert copy.worksheets[1]["H2"].value == "•••-••• •• ••"
    assert hits_in(inbox / "rapport/uppgifter-att-rätta.xlsx") == []

    (inbox / name).write_bytes(content(None))
    assert runner("import", inbox / name, "--dry-run", "--project", project).exit_code == 0


def test_a_spreadsheet_of_libreoffice_is_marked_in_a_workbook_of_its_cells(
    project: Path, inbox: Path, runner: Runner
) -> None:
    tables = table(
        [
            table_row(map(cell, HEADINGS)),
            table_row([*map(cell, ["VNR-07", 2026, "9999", "totalt", "alla åldrar"]), text_cell("tolv")]),
            table_row([number_cell(0.12, kind="percentage"), text_cell("=1+1")]),
        ],
        name="Värden [2026] för hela kommunen och dess bolag",
    )
    (inbox / "uppgifter.ods").write_bytes(calc_file(tables))
    assert runner("publish", "--project", project).exit_code == 1

    sheet = copy_of(inbox).worksheets[1]
    assert sheet.title == "Värden  2026  för hela kommunen"
    assert marks(sheet)["F2"] == (RED, NO_NUMBER)
    assert (sheet["A3"].value, sheet["A3"].number_format) == (0.12, "0.0 %")
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")


def test_a_masked_document_has_no_personal_data_and_is_otherwise_the_same() -> None:
    cells = (SheetCell("Anna Exempelsson"), SheetCell("Berit Exempelsson"), SheetCell("640823"), SheetCell("3234"))
    others = (SheetCell(12.5, is_percent=True), SheetCell(True), SheetCell(3, formula="=1+2"), SheetCell(6408233234.0))
    rows: dict[int, tuple[SheetCell, ...]] = {1: cells, 2: others}
    asides = (Aside("I en kommentar", NUMBER),)
    document = Document(Path(f"{NUMBER}.xlsx"), (Sheet(NUMBER, rows),), None, asides, is_excel=True)

    masked = masked_document(document, ["Anna Exempelsson"])

    assert (masked.name, masked.sheets[0].name, masked.asides) == ("•••-••• •• ••.xlsx", "•••-••• •• ••", ())
    assert not masked.is_excel
    assert list(scan(masked.texts(), ["Anna Exempelsson"])) == []
    assert [cell.content for cell in masked.sheets[0].rows[1][:2]] == ["Anna Exempelsson", "••••• •••••••••••"]
    assert masked.sheets[0].rows[2] == (*others[:3], SheetCell("••••••••••"))


def test_a_new_refusal_takes_the_place_of_the_report_before(project: Path, inbox: Path, runner: Runner) -> None:
    path = save(inbox, HEADINGS, WRONG, name="gammal.xlsx")
    runner("publish", "--project", project)
    path.unlink()
    save(inbox, HEADINGS, WRONG, name="ny.xlsx")

    runner("publish", "--project", project)

    assert sorted(each.name for each in (inbox / "rapport").iterdir()) == [
        "ny-att-ratta.html",
        "ny-att-rätta.xlsx",
        "rapport.txt",
    ]
