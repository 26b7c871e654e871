"""A year from an empty workbook to a published database, as staff do it: its figures come through, small ones not."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import Outcome, Runner
from tests.sheets import rows_of

FIRST, LAST = 5, 55
"""The rows of the workbook that are due."""

SEX = {"totalt": "T", "kvinnor och flickor": "K", "män och pojkar": "M"}

SECRET = 3_917_452
"""A count that would give a small one away; no other number looks like it."""

COUNTS = {"T": 1021, "K": 812, "M": 209}

SMALL = {
    ("VNR-08", "T"): SECRET + 2,
    ("VNR-08", "K"): SECRET,
    ("VNR-08", "M"): 2,
    ("P2-01", "T"): 7,
    ("P2-01", "K"): 4,
    ("P2-01", "M"): 3,
    ("P4-01", "T"): 3,
    ("P4-02", "T"): 0,
}
"""The counts of persons that are not like the others."""

HIDDEN = {
    ("VNR-08", "K"): "suppressed_secondary",
    ("VNR-08", "M"): "suppressed_primary",
    ("P2-01", "T"): "suppressed_secondary",
    ("P2-01", "K"): "suppressed_primary",
    ("P2-01", "M"): "suppressed_primary",
    ("P4-01", "T"): "suppressed_primary",
}

TOLD = (
    "6 uppgifter visas inte, för att ingen ska kunna kännas igen:\n"
    "  4 uppgifter bygger på få personer eller ärenden.\n"
    "  2 uppgifter skyddar en annan uppgift som inte visas.\n"
    "  P2-01 Personer som är 65 år eller äldre med ärende om våld\n"
    "    2026, kvinnor och flickor, alla åldrar: bygger på få personer eller ärenden\n"
    "    2026, män och pojkar, alla åldrar: bygger på få personer eller ärenden\n"
    "    2026, totalt, alla åldrar: skyddar en annan uppgift som inte visas\n"
    "  P4-01 Barn och unga som misstänks ha förts eller riskerat att föras utomlands\n"
    "    2026, totalt, alla åldrar: bygger på få personer eller ärenden\n"
    "  VNR-08 Personer placerade i skyddat boende\n"
    "    2026, kvinnor och flickor, alla åldrar: skyddar en annan uppgift som inte visas\n"
    "    2026, män och pojkar, alla åldrar: bygger på få personer eller ärenden\n"
)
"""What is told of the figures that are hidden."""

BASES = {(code, "T"): (20, 162) for code in ("VNR-04", "VNR-05", "VNR-06")}
"""Numerators and denominators."""

Key = tuple[str, str]


def written(kind: str, code: str, sex: str) -> object:
    """What staff write in a cell: numbers, decimals with a comma as text, per cent signs, blanks between thousands."""
    if (code, sex) in SMALL:
        return SMALL[code, sex]
    if kind == "yes_no":
        return "ja"
    if kind == "share":
        return {"T": "64,5 %", "K": "71,25", "M": 50}[sex]
    if kind == "rate":
        return {"T": "1 234,5", "K": "74,5", "M": 24.5}[sex]
    return {"T": "1 021", "K": COUNTS["K"], "M": COUNTS["M"]}[sex]


def meant(kind: str, code: str, sex: str) -> float:
    """The same as the database has it."""
    if (code, sex) in SMALL:
        return SMALL[code, sex]
    if kind == "yes_no":
        return 1
    if kind == "share":
        return {"T": 64.5, "K": 71.25, "M": 50}[sex]
    if kind == "rate":
        return {"T": 1234.5, "K": 74.5, "M": 24.5}[sex]
    return COUNTS[sex]


@pytest.fixture
def kinds(project: Path) -> dict[str, str]:
    """What each indicator is counted in."""
    return {row["indicator_id"]: row["value_kind"] for row in rows_of(project / "data/indicators/indicators.csv")}


@pytest.fixture
def workbook(project: Path, runner: Runner, kinds: dict[str, str]) -> Path:
    """The workbook of 2026, filled in and saved in the inbox."""
    assert runner("new-year", "--project", project, "2026").exit_code == 0
    path = project.resolve() / "inbox/uppfoljning-2026.xlsx"
    book = openpyxl.load_workbook(path)
    _fill_in_figures(book["Värden"], kinds)
    for row in range(FIRST, FIRST + 8):
        for column, text in (("E", "Alla enheter har en rutin."), ("F", "Det går framåt."), ("G", "Mer återstår.")):
            book["Uppföljning i ord"][f"{column}{row}"] = text
    reason: dict[str, str | int] = {"A": "UPP-01", "B": 2025, "E": "En åtgärd räknades inte."}
    for column, content in reason.items():
        book["Skäl"][f"{column}5"] = content
    book.save(path)
    return path


def _fill_in_figures(sheet: Worksheet, kinds: dict[str, str]) -> None:
    for row in range(FIRST, LAST + 1):
        code, sex = str(sheet[f"A{row}"].value), SEX[str(sheet[f"C{row}"].value)]
        if code == "P1-02":
            sheet[f"J{row}"], sheet[f"K{row}"] = "saknas", "Enkäten gjordes inte i år."
        elif code == "SEX-03":
            sheet[f"G{row}"] = "ej tillämpligt"
        else:
            sheet[f"G{row}"] = written(kinds[code], code, sex)  # type: ignore[assignment]
            sheet[f"H{row}"], sheet[f"I{row}"] = BASES.get((code, sex), (None, None))
    # A published figure is corrected on an open row.
    for column, text in (("A", "UPP-01"), ("C", "totalt"), ("D", "alla åldrar"), ("G", 86), ("O", 2025)):
        sheet[f"{column}{LAST + 1}"] = text
    sheet[f"P{LAST + 1}"] = "9999"


def expected(workbook: Path, kinds: dict[str, str]) -> dict[Key, tuple[float | None, str]]:
    """The figures that the database must have, by indicator and sex."""
    figures: dict[Key, tuple[float | None, str]] = {}
    for row in openpyxl.load_workbook(workbook)["Värden"].iter_rows(min_row=FIRST, max_row=LAST, values_only=True):
        code, sex = str(row[0]), SEX[str(row[2])]
        status = {"P1-02": "missing", "SEX-03": "not_applicable"}.get(code) or HIDDEN.get((code, sex))
        figures[code, sex] = (None, status) if status else (meant(kinds[code], code, sex), "final")
    return figures


def rows_in(database: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchall()


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder by name, and every file inside an archive."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    yield from ((name, archive.read(name)) for name in archive.namelist())


def revealing(*folders: Path) -> list[str]:
    """The files in which the secret count stands, however it is written."""
    spellings = [f"{SECRET}", f"{SECRET:,}", f"{SECRET:,}".replace(",", " "), f"{SECRET:,}".replace(",", "\u00a0")]
    needles = [spelling.encode() for spelling in spellings]
    return [
        name for folder in folders for name, content in contents(folder) if any(needle in content for needle in needles)
    ]


def test_a_year_goes_from_the_workbook_to_the_database_without_what_is_hidden(
    project: Path, runner: Runner, workbook: Path, kinds: dict[str, str]
) -> None:
    counts = "59 nya, 1 ändrade"
    before = rows_of(project / "data/observations/2025.csv")

    dry = runner("import", "--project", project, "--dry-run", workbook)

    assert dry.exit_code == 0, dry.stdout
    assert f"Inget har skrivits. Så här skulle det bli: {counts}, 0 oförändrade.\n" in dry.stdout
    assert dry.stdout.endswith(TOLD)
    assert not (project / "data/observations/2026.csv").exists()

    preview = runner("preview", "--project", project)

    assert preview.exit_code == 0
    assert "En publicering skulle stoppas" not in preview.stdout
    # One file, of which three sheets were read.
    assert (
        "Läst ur inkorgen: 3\n"
        "  uppfoljning-2026.xlsx, blad Skäl: 1 skäl\n"
        "  uppfoljning-2026.xlsx, blad Uppföljning i ord: 8 texter\n"
        "  uppfoljning-2026.xlsx, blad Värden: 50 siffror och 2 statusar i stället för en siffra\n"
    ) in preview.stdout
    # Nothing is published yet, so that what the data hide already is new too.
    hidden = [
        row["value_status"]
        for path in (project / "data/observations").iterdir()
        for row in rows_of(path)
        if row["value_status"].startswith("suppressed")
    ]
    assert f"{len(hidden) + 6} uppgifter döljs för att ingen ska kunna kännas igen." in preview.stdout.splitlines()

    published = runner("publish", "--project", project)

    assert published.exit_code == 0, published.stdout + published.stderr
    lines = published.stdout.splitlines()
    assert f"{counts} och 0 oförändrade uppgifter i {project.resolve() / 'data'}." in lines
    assert TOLD in published.stdout
    assert lines[-1] == "Se resultatet med: make serve"
    database = project / "releases/current/handlingsplan.db"
    figures = rows_in(
        database,
        "select indicator_id, sex, value, value_status from observations where year = 2026 and area_code = '9999'",
    )
    assert {(code, sex): (value, status) for code, sex, value, status in figures} == expected(workbook, kinds)
    assert len(figures) == LAST - FIRST + 1
    in_words = "select priority_id, done, progress, remaining from assessments where year = 2026 order by priority_id"
    assert rows_in(database, in_words) == [
        (f"P{number}", "Alla enheter har en rutin.", "Det går framåt.", "Mer återstår.") for number in range(1, 9)
    ]
    changed = {"indicator_id": "UPP-01", "value": "86", "retrieved_on": "2026-11-24"}
    assert rows_of(project / "data/observations/2025.csv") == [
        row | changed if row["indicator_id"] == "UPP-01" else row for row in before
    ]
    revised = "select indicator_id, year, old_value, new_value, reason from revisions where revised_on = '2026-11-24'"
    assert rows_in(database, revised) == [("UPP-01", 2025, 85, 86, "En åtgärd räknades inte.")]
    noted = "select note from observations where indicator_id = 'P1-02' and year = 2026"
    assert rows_in(database, noted) == [("Enkäten gjordes inte i år.",)]

    page = project / "inbox/forhandsvisning.html"
    assert revealing(project / "data", project / "releases") == []
    assert str(SECRET) not in page.read_text(encoding="utf-8").replace("\u00a0", "").replace(" ", "")
    assert not (project / "pipeline.log").exists()


def test_publishing_the_same_workbook_again_changes_nothing(project: Path, runner: Runner, workbook: Path) -> None:
    runner("import", "--project", project, workbook)
    before = {path: path.read_bytes() for path in (project / "data").rglob("*.csv")}

    again = runner("import", "--project", project, workbook)

    folder = project.resolve() / "data"
    assert again.exit_code == 0
    assert again.stdout.endswith(
        f"0 nya, 0 ändrade och 60 oförändrade uppgifter i {folder}.\n{TOLD}"
        "Allt i filerna var redan inläst, och inget i dem är nytt. Väntade du dig något annat? Kontrollera att det är "
        "årets filer och att de är sparade.\n"
    )
    assert {path: path.read_bytes() for path in (project / "data").rglob("*.csv")} == before


def test_a_correction_without_a_reason_is_stopped_and_marked(project: Path, runner: Runner, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    for cell in ("A5", "B5", "E5"):
        book["Skäl"][cell] = None
    book.save(workbook)
    before = {path: path.read_bytes() for path in (project / "data").rglob("*.csv")}

    outcome: Outcome = runner("publish", "--project", project)

    message = (
        "UPP-01 Genomförda åtgärder som är kopplade till planens inriktningar: 2025, Exempelkommunen (9999), totalt, "
        "alla åldrar är redan 85 men skulle bli 86. En publicerad uppgift ändras bara med ett skäl. Skriv skälet på "
        'bladet Skäl i arbetsboken, eller kör make import FILES="filens namn" REASON="varför uppgiften ändras".'
    )
    assert outcome.exit_code == 1
    assert outcome.stdout.splitlines()[:2] == [
        "uppfoljning-2026.xlsx",
        f"  FEL blad Värden, rad {LAST + 1}, kolumn Värde: {message}",
    ]
    marked = openpyxl.load_workbook(project / "inbox/rapport/uppfoljning-2026-att-rätta.xlsx")
    assert marked["Värden"][f"G{LAST + 1}"].comment.text == message
    assert {path: path.read_bytes() for path in (project / "data").rglob("*.csv")} == before
