"""What is sure stops a file, what is only possible is asked about once, and what is neither stays readable."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from pipeline.checks.personal import asked_texts, hit_id, scan
from pipeline.intake.draft import draft_import
from pipeline.model import Place, Problem
from pipeline.privacy import find, mask
from pipeline.project import open_project
from tests.conftest import Runner
from tests.intake.conftest import start_project
from tests.intake.files import HEADINGS, custom_properties, row, saved, text_file

POSSIBLE = "text_may_be_personal"
SURE = "text_holds_no_personal_data"


def problems_of(text: str) -> list[Problem]:
    return list(scan([(Place("fil.csv", row=2, column="C"), "I cellen", text)], command="make publish"))


@pytest.mark.parametrize(
    ("text", "masked", "message"),
    [
        (
            "Storgatan 12 B",
            "••••••••• •• •",
            "I cellen står något som kan peka ut en person (en adress med husnummer: ••••••••• •• •). Är det en "
            'person: ta bort det. Är det ingen person, svara: make publish ANSWER="3639c4=ingen-person"',
        ),
        (
            "Svartbjörsbyn 1:27",
            "••••••••••••• •:••",
            "I cellen står något som kan peka ut en person (en fastighetsbeteckning: ••••••••••••• •:••). Är det en "
            'person: ta bort det. Är det ingen person, svara: make publish ANSWER="75aef7=ingen-person"',
        ),
        (
            "850412",
            "••••••",
            "I cellen står något som kan peka ut en person (ett födelsedatum: ••••••). Är det en person: ta bort "
            'det. Är det ingen person, svara: make publish ANSWER="d5a1c6=ingen-person"',
        ),
        (
            "Anna på Björkskolan",
            "•••• •• •••••••••••",
            "I cellen står något som kan peka ut en person (ett förnamn intill en skola, en enhet eller något annat "
            "som visar vem det är: •••• •• •••••••••••). Är det en person: ta bort det. Är det ingen person, svara: "
            'make publish ANSWER="477b25=ingen-person"',
        ),
    ],
)
def test_what_may_point_out_a_person_is_asked_about(text: str, masked: str, message: str) -> None:
    assert problems_of(text) == [Problem(Place("fil.csv", row=2, column="C"), POSSIBLE, masked, message)]


@pytest.mark.parametrize(
    ("text", "masked", "message"),
    [
        (
            "LMA-kort 50-123456",
            "••-••••••",
            "I cellen står något som ser ut som numret på ett LMA-kort: ••-••••••. Personuppgifter får inte lämnas in. "
            "Ta bort det. Är det ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl "
            "(aldrig ett personnummer).",
        ),
        (
            "reg.nr ABC 123",
            "••• •••",
            "I cellen står något som ser ut som ett fordons registreringsnummer: ••• •••. Personuppgifter får inte "
            "lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med "
            "ett skäl (aldrig ett personnummer).",
        ),
    ],
)
def test_what_is_sure_is_not_asked_about(text: str, masked: str, message: str) -> None:
    assert problems_of(text) == [Problem(Place("fil.csv", row=2, column="C"), SURE, masked, message)]


def test_the_id_is_that_of_the_text_whatever_its_case() -> None:
    digest = hashlib.sha256("person\nanna på björkskolan\nany".encode()).hexdigest()

    assert hit_id("Anna på Björkskolan") == hit_id("ANNA PÅ BJÖRKSKOLAN") == digest[:6]


@pytest.mark.parametrize(
    "rows",
    [
        [["Vi träffade Anna på Björkskolan."]],
        [["Anmärkning"], ["850412"]],
        [["850412", "1234"]],
        [["Anna", "Björkskolan"]],
        [["Förnamn"], ["Ali"]],
    ],
)
def test_a_text_that_staff_have_answered_is_not_asked_about_again(rows: list[list[str]]) -> None:
    cells = [
        (Place("fil.csv", row=number, column="ABC"[column]), "I cellen", text)
        for number, texts in enumerate(rows, start=1)
        for column, text in enumerate(texts)
    ]
    asked = asked_texts(cells)

    assert {problem.rule for problem in scan(cells)} == {POSSIBLE}
    questions = [problem.message for problem in scan(cells, command="make publish")]
    assert all(f'make publish ANSWER="{next(iter(asked))}=ingen-person"' in question for question in questions)
    assert list(scan(cells, [*asked.values()])) == []
    assert all(len(text) >= 4 for text in asked.values())


def test_no_list_lets_through_numbers_that_are_apart() -> None:
    cells = [
        (Place("fil.csv", row=1, column="A"), "I cellen", "640823"),
        (Place("fil.csv", row=1, column="B"), "I cellen", "3234"),
    ]

    assert [problem.rule for problem in scan(cells, ["640823", "3234", "640823 3234", "640823-3234"])] == [SURE] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Värdet 850412 är inte 19850412.",
        "Raden är från 2026-03-31 och 1998-07-01, den förra från 260331.",
        "fil.csv, blad 12, rad 3, kolumn C: 1 234,5 och 0,34 av 850412",
        "Totalen 850412 är inte summan av kvinnor 640823 (rad 3) och män 3234 (rad 12).",
        "2582 Boden, 2025, alla åldrar: 12 till 34",
    ],
)
def test_messages_with_figures_and_dates_stay_readable(text: str) -> None:
    assert mask(text) == text


def test_what_is_only_possible_is_masked_as_well() -> None:
    assert mask("”Anna på Björkskolan” är ingen indikator.") == "”•••• •• •••••••••••” är ingen indikator."
    assert mask("Storgatan 12 är inget område.") == "••••••••• •• är inget område."


def test_dates_of_birth_in_a_spreadsheet_are_found_and_dates_of_draw_are_not(tmp_path: Path, repository: Path) -> None:
    project = open_project(start_project(repository, tmp_path / "project"))
    for heading, day, rules in (
        ("Född", datetime.datetime(1985, 4, 12), [SURE]),
        ("Hämtad", datetime.datetime(1985, 4, 12), []),
        ("Anmärkning", datetime.datetime(1985, 4, 12), [POSSIBLE]),
        ("Anmärkning", datetime.datetime(2026, 3, 31), []),
    ):
        book = Workbook()
        book.worksheets[0].append([*HEADINGS, heading])
        book.worksheets[0].append([*row(12, "1440"), day])
        path = tmp_path / "fil.xlsx"
        path.write_bytes(saved(book))
        draft = draft_import(project, [path], today=datetime.date(2026, 4, 12))
        assert [each.rule for each in draft.problems if each.rule in (SURE, POSSIBLE)] == rules


def test_texts_outside_the_cells_have_no_heading_and_are_judged_in_their_cell(tmp_path: Path, repository: Path) -> None:
    """A workbook keeps the texts of all its cells in one list."""
    project = open_project(start_project(repository, tmp_path / "project"))
    for headings, texts, rules in (
        (["Namn", "Uttagsdatum"], ["Boden", "2009-03-31"], []),
        (["Uttagsdatum", "Anmärkning"], ["2009-03-31", "2009-03-30"], [POSSIBLE]),
        (["Uttagsdatum", "Anmärkning"], ["2009-03-31", "Storgatan 12"], [POSSIBLE]),
    ):
        book = Workbook()
        book.worksheets[0].append([*HEADINGS, *headings])
        book.worksheets[0].append([*row(12, "1440"), *texts])
        book.create_sheet("Stella")
        path = tmp_path / "fil.xlsx"
        path.write_bytes(saved(book))
        draft = draft_import(project, [path], today=datetime.date(2026, 4, 12))
        assert [each.rule for each in draft.problems if each.rule in (SURE, POSSIBLE)] == rules


def test_a_date_alone_in_a_comment_is_asked_about() -> None:
    cells = [(Place("fil.xlsx"), "I en kommentar", text) for text in ("Stämmer", "850412", "Namn", "Stella")]

    assert [problem.value for problem in scan(cells)] == ["••••••"]


def test_the_identifier_of_a_sensitivity_label_passes(tmp_path: Path, repository: Path) -> None:
    book = Workbook()
    for cells in (HEADINGS, row(12, "1440")):
        book.worksheets[0].append(cells)
    for name, value in (
        ("MSIP_Label_2f1a1c8e-9d0e-4a6e-8b0f-640823323412_SiteId", "19640823-3234-4012-8640-070174060500"),
        ("ContentTypeId", "0x010100640823323464082332340701740605"),
    ):
        custom_properties(book).append(StringProperty(name=name, value=value))
    path = tmp_path / "fil.xlsx"
    path.write_bytes(saved(book))
    project = open_project(start_project(repository, tmp_path / "project"))

    assert draft_import(project, [path], today=datetime.date(2026, 4, 12)).problems == ()


def test_a_number_beside_an_identifier_is_found() -> None:
    text = "2f1a1c8e-9d0e-4a6e-8b0f-640823323412 640823-3234"

    assert [(hit.kind, text[hit.start : hit.end].strip()) for hit in find(text)] == [("identity_number", "640823-3234")]


def test_a_question_stops_the_file_until_it_is_answered(repository: Path, runner: Runner, tmp_path: Path) -> None:
    root = start_project(repository, tmp_path / "project")
    path = root / "inbox" / "fil.csv"
    path.write_bytes(text_file([HEADINGS, row(12, "1440", note="Besöksadress: Storgatan 12")]))

    asked = runner("import", path, "--project", root)
    (root / "data" / "allowed_texts.csv").write_text("text,reason\nStorgatan 12,Ett kontor\n", encoding="utf-8")
    answered = runner("import", path, "--project", root)

    assert (asked.exit_code, answered.exit_code) == (1, 0)
    assert f'ANSWER="{hit_id("Storgatan 12")}=ingen-person"' in asked.stdout
    assert "Storgatan" not in asked.stdout
