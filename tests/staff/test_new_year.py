"""The workbook of a year: exactly what is due, last year's figures beside it, and nothing that staff wrote lost."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.schema import read_schemas
from tests.conftest import Outcome, Runner
from tests.sheets import break_cell, row_of, rows_of, write_rows

SCHEMAS = read_schemas(Path(__file__).parents[2] / "schemas")

HEADINGS = [
    *("Indikator", "Namn", "Kön", "Ålder", "Enhet", "Förra året", "Värde", "Täljare", "Nämnare"),
    *("Status", "Anmärkning"),
    *("Ansvarig funktion", "Källa", "Period", "År", "Kommunkod"),
]

FIRST = 5
"""The row below the headings."""

FREE = 25

Make = Callable[..., Outcome]


@pytest.fixture
def path(project: Path) -> Path:
    """Where the workbook of 2026 lies."""
    return project.resolve() / "inbox/uppfoljning-2026.xlsx"


@pytest.fixture
def make(project: Path, runner: Runner) -> Make:
    """Runs `pipeline new-year` in the project."""
    return lambda *words: runner("new-year", "--project", project, *words)


def opened(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def labels(table: str, column: str) -> dict[str, str]:
    """The codes of a column, and what they are called."""
    return {code.value: code.label for code in SCHEMAS[table].column(column).codes}


def due(project: Path) -> list[tuple[object, ...]]:
    """Code, sex, age and last year's figure of each row that is due in 2026, straight from the CSV files."""
    sexes, ages, statuses = (labels("observations", column) for column in ("sex", "age_group", "value_status"))
    before = {
        (row["indicator_id"], row["sex"], row["age_group"]): row
        for row in rows_of(project / "data/observations/2025.csv")
    }
    rows: list[tuple[object, ...]] = []
    for indicator in rows_of(project / "data/indicators/indicators.csv"):
        code = indicator["indicator_id"]
        if not (code in DUE and indicator["valid_to"] == ""):
            continue
        own = [(sex, age) for name, sex, age in before if name == code and age != "total"]
        divided = indicator["is_divided_by_sex"] == "true"
        for sex, age in [*((sex, "total") for sex in ("TKM" if divided else "T")), *own]:
            row = before.get((code, sex, age))
            figure: object = None
            if row and row["value"] == "":
                figure = statuses[row["value_status"]]
            elif row:
                yes_no = {"1": "ja", "0": "nej"} if indicator["value_kind"] == "yes_no" else {}
                figure = yes_no.get(row["value"], float(row["value"]))
            rows.append((code, sexes[sex], ages[age], figure))
    return rows


DUE = (
    "VNR-01 VNR-02 VNR-03 VNR-04 VNR-05 VNR-06 VNR-07 VNR-08 VNR-10 VNR-11 P1-02 P2-01 P2-02 P3-01 P3-02 P4-01 P4-02 "
    "P4-03 P5-01 P5-02 P5-03 P6-01 P7-01 P7-02 P7-03 P8-01 P8-02 SEX-01 SEX-02 SEX-03 UPP-01"
).split()
"""The core indicators of every year that can be measured."""


def figures(path: Path) -> list[list[object]]:
    """The rows of the sheet of figures that are due, as its headings have them."""
    sheet = opened(path)["Värden"]
    rows: list[list[object]] = [list(row) for row in sheet.iter_rows(min_row=FIRST, values_only=True)]
    return [row for row in rows if row[0]]


def test_the_command_says_where_the_workbook_is_and_what_comes_next(make: Make, path: Path) -> None:
    assert make("2026") == Outcome(
        0,
        f"Arbetsboken är klar: {path}\n"
        "51 rader ska fyllas i. Öppna filen i Excel eller LibreOffice, läs bladet Läs mig och börja där.\n"
        "Spara den i samma mapp. Se sedan vad som skulle publiceras med: make preview\n",
        "",
    )
    assert [each.name for each in path.parent.iterdir()] == ["uppfoljning-2026.xlsx"]


def test_its_rows_are_what_is_due_with_last_years_figures(project: Path, make: Make, path: Path) -> None:
    make("2026")

    rows = figures(path)
    assert [(row[0], row[2], row[3], row[5]) for row in rows] == due(project)
    assert {(*row[6:11], *row[14:16]) for row in rows} == {(*[None] * 5, 2026, "9999")}
    assert [cell.value for cell in opened(path)["Värden"][4]] == HEADINGS


def test_a_sex_that_the_indicator_does_not_count_is_not_asked_for(project: Path, make: Make, path: Path) -> None:
    indicators = project / "data/indicators/indicators.csv"
    observations = project / "data/observations/2025.csv"
    break_cell(indicators, row_of(indicators, indicator_id="P3-01"), "sexes", "women")
    men = row_of(observations, indicator_id="P3-01", sex="M")
    break_cell(observations, men, "value", "")
    break_cell(observations, men, "value_status", "not_applicable")

    make("2026")

    assert [row[2] for row in figures(path) if row[0] == "P3-01"] == ["totalt", "kvinnor och flickor"]
    assert [row[2] for row in figures(path) if row[0] == "P3-02"] == [
        "totalt",
        "kvinnor och flickor",
        "män och pojkar",
    ]


def test_a_breakdown_by_age_of_the_year_before_is_due_again(project: Path, make: Make, path: Path) -> None:
    observations = project / "data/observations/2025.csv"
    rows = rows_of(observations)
    young = {**rows[row_of(observations, indicator_id="P8-01") - 2], "age_group": "15-17", "value": "1"}
    write_rows(observations, [list(rows[0]), *(list(row.values()) for row in [*rows, young])])

    make("2026")

    assert [(row[2], row[3], row[5]) for row in figures(path) if row[0] == "P8-01"] == [
        ("totalt", "alla åldrar", 1),
        ("totalt", "15–17 år", 1),
    ]


def test_the_assessments_have_a_row_for_each_priority_in_the_decisions_order(
    project: Path, make: Make, path: Path
) -> None:
    said = ["2025", "P3", "Alla enheter har en rutin.", "Fler känner till den.", "Den ska följas upp."]
    write_rows(project / "data/assessments/2025.csv", [SCHEMAS["assessments"].column_names, said])

    make("2026")

    rows = list(opened(path)["Uppföljning i ord"].iter_rows(min_row=4, values_only=True))
    assert rows == [
        ("Inriktning", "Namn", "År", "Förra året", "Det här har gjorts", "Så går det", "Det här återstår"),
        *(
            (
                row["priority_id"],
                row["name"],
                2026,
                " ".join(said[2:]) if row["priority_id"] == "P3" else None,
                *[None] * 3,
            )
            for row in sorted(rows_of(project / "data/plan/priorities.csv"), key=lambda row: int(row["sequence"]))
        ),
    ]


def test_the_sheets_are_named_in_swedish_and_cannot_be_moved(make: Make, path: Path) -> None:
    make("2026")

    workbook = opened(path)
    assert workbook.sheetnames == ["Läs mig", "Värden", "Uppföljning i ord", "Skäl"]
    assert [sheet.sheet_state for sheet in workbook.worksheets] == ["visible"] * 4
    assert workbook.security.lockStructure
    assert [sheet.protection.sheet for sheet in workbook.worksheets] == [True] * 4
    assert [sheet.protection.password for sheet in workbook.worksheets] == [None] * 4


def open_columns(sheet: Worksheet, first: int, last: int) -> list[set[str]]:
    """The headings of the open cells, a set a row."""
    headings = {cell.column: str(cell.value) for cell in sheet[4]}
    return [
        {headings[cell.column] for cell in row if not cell.protection.locked}
        for row in sheet.iter_rows(min_row=first, max_row=last)
    ]


def test_only_what_staff_fill_in_is_open(project: Path, make: Make, path: Path) -> None:
    make("2026")

    workbook, count = opened(path), 51
    sheet = workbook["Värden"]
    on_free = {"Indikator", "Kön", "Ålder", "Värde", "Täljare", "Nämnare", "Status", "Anmärkning", "År", "Kommunkod"}
    bases = {"Täljare", "Nämnare"}
    kinds = {row["indicator_id"]: row["value_kind"] for row in rows_of(project / "data/indicators/indicators.csv")}
    assert sheet.max_row == FIRST - 1 + count + FREE
    assert open_columns(sheet, FIRST, FIRST + count - 1) == [
        {"Värde", "Status", "Anmärkning"} | (bases if kinds[str(row[0])] in ("rate", "share") else set())
        for row in figures(path)
    ]
    assert open_columns(sheet, FIRST + count, sheet.max_row) == [on_free] * FREE
    assert open_columns(sheet, 1, FIRST - 1) == [set()] * (FIRST - 1)
    in_words = {"Det här har gjorts", "Så går det", "Det här återstår"}
    assert open_columns(workbook["Uppföljning i ord"], FIRST, FIRST + 7) == [in_words] * 8
    assert open_columns(workbook["Skäl"], FIRST, FIRST + 39) == [{"Indikator", "År", "Kön", "Ålder", "Skäl"}] * 40
    assert not any(not cell.protection.locked for row in workbook["Läs mig"].iter_rows() for cell in row)


def drop_downs(sheet: Worksheet) -> dict[str, list[str]]:
    """What is offered, by the cells where it is."""
    return {
        str(offered.sqref): str(offered.formula1).strip('"').split(",")
        for offered in sheet.data_validations.dataValidation
        if offered.type == "list"
    }


def test_the_drop_downs_are_the_words_of_the_schema(make: Make, path: Path) -> None:
    make("2026")

    sexes, ages, statuses = (
        list(labels("observations", column).values()) for column in ("sex", "age_group", "value_status")
    )
    yes_no = next(number for number, row in enumerate(figures(path), start=FIRST) if row[4] == "ja eller nej")
    assert drop_downs(opened(path)["Värden"]) == {
        f"G{yes_no}": ["ja", "nej"],
        "J5:J80": statuses,
        "C56:C80": sexes,
        "D56:D80": ages,
        "O56:O80": ["2026", "2025", "2024", "2023", "2022", "2021"],
        "P56:P80": ["9999"],
    }
    assert drop_downs(opened(path)["Skäl"]) == {"C5:C44": sexes, "D5:D44": ages}


def test_no_figure_that_is_hidden_stands_in_it(project: Path, make: Make, path: Path) -> None:
    make("2026")

    hidden = [
        (row["indicator_id"], labels("observations", "sex")[row["sex"]], labels("observations", "value_status")[status])
        for row in rows_of(project / "data/observations/2025.csv")
        if (status := row["value_status"]).startswith("suppressed") and row["indicator_id"] in DUE
    ]
    assert sorted((row[0], row[2], row[5]) for row in figures(path) if str(row[5]).startswith("dold")) == sorted(hidden)
    assert hidden


def test_its_properties_name_no_person(make: Make, path: Path) -> None:
    make("2026")

    properties = opened(path).properties
    assert (properties.creator, properties.lastModifiedBy, properties.title) == (
        "Exempelkommunen (påhittade siffror)",
        None,
        "Uppföljning 2026",
    )
    told = {
        name: getattr(properties, name) for name in ("description", "subject", "keywords", "category", "identifier")
    }
    assert set(told.values()) == {None}


def test_the_workbook_of_examples_says_so(make: Make, path: Path) -> None:
    make("2026")

    lines = [row[0] for row in opened(path)["Läs mig"].iter_rows(values_only=True)]
    assert "Obs! Siffrorna i den här arbetsboken är påhittade exempel." in lines


# --- A workbook that lies there already


def fill_in(path: Path, sheet: str, cell: str, text: str | int) -> None:
    workbook = opened(path)
    workbook[sheet][cell] = text
    workbook.save(path)


@pytest.mark.parametrize(
    ("sheet", "cell", "text"),
    [
        pytest.param("Värden", "G5", 12, id="a figure"),
        pytest.param("Värden", "I10", 48, id="a denominator"),
        pytest.param("Värden", "J5", "saknas", id="a status"),
        pytest.param("Värden", "K5", "Underlaget dröjer.", id="a note alone"),
        pytest.param("Värden", "G5", "tolv", id="a fault"),
        pytest.param("Uppföljning i ord", "E5", "Alla enheter har en rutin.", id="an assessment"),
        pytest.param("Skäl", "E5", "Källan har rättat siffran.", id="a reason without an indicator"),
        pytest.param("Skäl", "A5", "VNR-01", id="an indicator without a reason"),
    ],
)
def test_one_that_somebody_has_filled_in_is_never_written_over(
    make: Make, path: Path, sheet: str, cell: str, text: str | int
) -> None:
    make("2026")
    fill_in(path, sheet, cell, text)
    before = path.read_bytes()

    assert make("2026") == Outcome(
        2,
        "",
        f"{path} finns redan och någon har fyllt i den. Den har inte rörts. Fortsätt i den, eller flytta den till ett "
        "annat ställe och kör kommandot igen om ni vill börja om.\n",
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("lock", ["~$uppfoljning-2026.xlsx", ".~lock.uppfoljning-2026.xlsx#"])
def test_one_that_is_open_is_never_written_over(make: Make, path: Path, lock: str) -> None:
    make("2026")
    (path.parent / lock).write_bytes(b"")
    before = path.read_bytes()

    assert make("2026") == Outcome(2, "", unreadable(path))
    assert path.read_bytes() == before


def test_one_that_cannot_be_read_is_never_written_over(make: Make, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"PK\x03\x04 en halv fil")

    assert make("2026") == Outcome(2, "", unreadable(path))
    assert path.read_bytes() == b"PK\x03\x04 en halv fil"


def unreadable(path: Path) -> str:
    return (
        f"{path} finns redan och går inte att läsa, eller är öppen i ett annat program. Den har inte rörts. Stäng den, "
        "eller flytta den, och kör kommandot igen.\n"
    )


def test_one_that_is_as_it_was_made_is_made_anew(project: Path, make: Make, path: Path) -> None:
    make("2026")
    observations = project / "data/observations/2025.csv"
    break_cell(observations, row_of(observations, indicator_id="VNR-01"), "value", "11")

    assert make("2026").exit_code == 0
    assert figures(path)[0][5] == 11


# --- A year that cannot be


def test_a_year_must_be_given(make: Make, path: Path) -> None:
    assert make() == Outcome(2, "", "Ange vilket år. Exempel: make new-year YEAR=2026\n")
    assert not path.parent.exists()


@pytest.mark.parametrize("year", ["2028", "20266"])
def test_a_year_far_ahead_is_refused(make: Make, path: Path, year: str) -> None:
    assert make(year) == Outcome(
        2,
        "",
        f"{year} ligger för långt fram. Ange ett uppföljningsår, senast 2027. Exempel: make new-year YEAR=2027\n",
    )
    assert not path.parent.exists()


@pytest.mark.parametrize("year", ["1999", "26", "0", "--", "-5"])
def test_a_year_before_the_plan_has_nothing_to_follow_up(make: Make, path: Path, year: str) -> None:
    outcome = make("--", year) if year.startswith("-") else make(year)

    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert not path.parent.exists()
    if year == "1999":
        assert outcome.stderr == (
            "Ingen indikator ska följas upp 1999. Kontrollera året, eller indikatorernas giltighet i "
            "indicators/indicators.csv.\n"
        )


def test_a_year_in_words_is_not_understood(make: Make) -> None:
    assert make("i-år") == Outcome(2, "", "Värdet för ÅR går inte att använda. Se: pipeline new-year --help\n")


def test_faulty_data_make_no_workbook(project: Path, make: Make, path: Path) -> None:
    break_cell(project / "data/plan/priorities.csv", 4, "name", "")

    assert make("2026") == Outcome(
        1,
        "plan/priorities.csv\n"
        "  FEL rad 4, kolumn Namn (name): Cellen är tom, men ”Namn” måste alltid fyllas i. Exempel: eftervåld\n"
        "\n"
        "1 fel och 0 varningar.\n"
        "Rätta felen och kör kommandot igen.\n",
        "Ingen arbetsbok har gjorts, eftersom filerna ovan har fel. Rätta felen och kör kommandot igen.\n",
    )
    assert not path.parent.exists()


# --- In LibreOffice


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_opens_it_and_shows_the_same_figures(make: Make, path: Path, tmp_path: Path) -> None:
    make("2026")

    profile = (tmp_path / "profile").as_uri()
    options = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,2"
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless"),
            "--convert-to",
            options,
            "--outdir",
            tmp_path,
            path,
        ],
        check=True,
        capture_output=True,
    )

    with (tmp_path / "uppfoljning-2026-Värden.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[3][: len(HEADINGS)] == HEADINGS
    shown = [row for row in rows[4:] if row[0]]
    assert [(row[0], row[2], row[3]) for row in shown] == [(row[0], row[2], row[3]) for row in figures(path)]
