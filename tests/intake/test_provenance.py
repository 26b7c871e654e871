"""Every figure leads to the file and the row, or the answer, that it was read from, and nothing hidden is told."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl
import pytest

from pipeline.intake.draft import draft_import
from pipeline.model import Place, Problem
from pipeline.project import open_project
from tests.conftest import NOW, Runner
from tests.faults import problems_in
from tests.fetching.conftest import LUND, START, Fetch, kolada, lund, scb  # noqa: F401
from tests.fetching.conftest import fetch as fetch
from tests.intake.test_import_bra import data as data
from tests.intake.test_import_bra import write_export
from tests.sheets import break_cell, rows_of

HEADER = "indicator_id,year,area_code,sex,age_group,value,value_status"


def files_of(data: Path) -> list[tuple[str, str, str, str]]:
    """The files that are told of: number, name, address and checksum."""
    return [
        (row["file_id"], row["name"], row["address"], row["sha256"]) for row in rows_of(data / "imported_files.csv")
    ]


def origins_of(data: Path, indicator: str) -> list[tuple[str, str, str, str]]:
    """Where the indicator's figures stood: year, number of the file, sheet and row."""
    return [
        (row["year"], row["file_id"], row["sheet"], row["row"])
        for path in sorted((data / "origins").glob("*.csv"))
        for row in rows_of(path)
        if row["indicator_id"] == indicator
    ]


def import_rows(project: Path, runner: Runner, name: str, *rows: str) -> None:
    path = project / name
    path.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    outcome = runner("import", "--project", project, path, "--reason", "Enheten hade räknat fel.")
    assert outcome.exit_code == 0, outcome


def test_a_figure_leads_to_its_row_and_a_corrected_one_to_both(lund: Path, runner: Runner) -> None:  # noqa: F811
    first, second = "P3-01,2024,1281,T,total,41,final", "P3-01,2025,1281,T,total,52,final"
    import_rows(lund, runner, "siffror.csv", first, second)

    assert files_of(lund / "data") == [("1", "siffror.csv", "", "")]
    assert origins_of(lund / "data", "P3-01") == [("2024", "1", "", "2"), ("2025", "1", "", "3")]

    # What is the same in another file has not been read from it.
    import_rows(lund, runner, "rättade.csv", "P3-01,2025,1281,T,total,54,final", first)

    assert files_of(lund / "data") == [("1", "siffror.csv", "", ""), ("2", "rättade.csv", "", "")]
    assert origins_of(lund / "data", "P3-01") == [
        ("2024", "1", "", "2"),
        ("2025", "1", "", "3"),
        ("2025", "2", "", "2"),
    ]
    before = (lund / "data/imported_files.csv").read_bytes()
    import_rows(lund, runner, "rättade.csv", "P3-01,2025,1281,T,total,54,final", first)
    assert (lund / "data/imported_files.csv").read_bytes() == before


def test_no_checksum_is_told_of_the_municipalitys_own_file(lund: Path, runner: Runner) -> None:  # noqa: F811
    """With all but one figure known, the few numbers that it may be could be tried until the checksum is right."""
    import_rows(lund, runner, "egna.csv", "P4-02,2025,1281,T,total,3,final", "P3-01,2025,1281,T,total,52,final")

    (hidden,) = (row for row in rows_of(lund / "data/observations/2025.csv") if row["indicator_id"] == "P4-02")
    assert hidden["value_status"] == "suppressed_primary"
    assert files_of(lund / "data") == [("1", "egna.csv", "", "")]
    checksum = hashlib.sha256((lund / "egna.csv").read_bytes()).hexdigest()
    for path in (lund / "data").rglob("*.csv"):
        assert checksum not in path.read_text(encoding="utf-8")


def test_a_fetched_figure_leads_to_the_answer_with_its_address_and_checksum(
    lund: Path,  # noqa: F811
    fetch: Fetch,
    runner: Runner,
) -> None:
    assert fetch().exit_code == 0
    assert runner("import", "--project", lund, lund / "inbox/hamtat/kolada.json").exit_code == 0

    [kept] = (lund / "answers/kolada").iterdir()
    answers = {answer["address"]: answer for answer in json.loads(kept.read_text(encoding="utf-8"))["answers"]}
    files = {number: (name, address, sha256) for number, name, address, sha256 in files_of(lund / "data")}
    for indicator, series in (("VNR-01", "N07402"), ("VNR-05", "U30751")):
        found = origins_of(lund / "data", indicator)
        assert found
        for year, number, sheet, row in found:
            name, address, sha256 = files[number]
            assert (name, sheet, row) == ("kolada.json", "", "")
            content = answers[address]["content"]
            assert sha256 == hashlib.sha256(content.encode("utf-8")).hexdigest()
            told = [each for each in json.loads(content)["values"] if each["kpi"] == series]
            assert int(year) in {each["period"] for each in told}


def test_a_source_s_own_file_has_its_checksum(project: Path, runner: Runner, data: Path) -> None:
    names = ["Upplands Väsby"]
    files = write_export(project / "brå", names)
    outcome = runner("import", "--project", project, "--data", data, *files)
    assert outcome.exit_code == 0, outcome

    told = {name: sha256 for _, name, _, sha256 in files_of(data)}
    assert told
    for name, sha256 in told.items():
        assert sha256 == hashlib.sha256((project / "brå" / name).read_bytes()).hexdigest()
    assert {year for indicator in ("KTX-01", "KTX-02") for year, *_ in origins_of(data, indicator)} == {"2014"}


def test_the_rows_of_a_file_with_figures_of_people_are_not_told(lund: Path, runner: Runner) -> None:  # noqa: F811
    """In a file that is sorted by its values, a hidden figure lies between those above and below it."""
    import_rows(
        lund,
        runner,
        "sorterad.csv",
        "P3-01,2025,1281,T,total,52,final",
        "P4-01,2024,1281,T,total,9,final",
        "P4-01,2025,1281,T,total,3,final",
        "P3-01,2024,1281,T,total,2,final",
    )

    assert files_of(lund / "data") == [("1", "sorterad.csv", "", "")]
    for indicator in ("P3-01", "P4-01"):
        assert {place[1:] for place in origins_of(lund / "data", indicator)} == {("1", "", "")}
    assert len(origins_of(lund / "data", "P3-01")) == 2


def test_the_rows_of_some_of_the_years_of_a_file_are_not_told(lund: Path, runner: Runner) -> None:  # noqa: F811
    path = lund / "båda.csv"
    path.write_text(
        "\n".join((HEADER, "P3-01,2025,1281,T,total,52,final", "P4-01,2024,1281,T,total,3,final")) + "\n",
        encoding="utf-8",
    )
    assert runner("import", "--project", lund, path, "--year", "2025").exit_code == 0

    assert origins_of(lund / "data", "P3-01") == [("2025", "1", "", "")]


def test_a_figure_that_is_back_as_it_was_is_from_the_file_that_it_was_read_from_last(
    lund: Path,  # noqa: F811
    runner: Runner,
) -> None:
    first, second = "P3-01,2025,1281,T,total,40,final", "P3-01,2025,1281,T,total,41,final"
    for name, row in (("a.csv", first), ("b.csv", second), ("a.csv", first)):
        import_rows(lund, runner, name, row)

    assert [(number, name) for number, name, *_ in files_of(lund / "data")] == [
        ("1", "a.csv"),
        ("2", "b.csv"),
        ("3", "a.csv"),
    ]
    assert [number for _, number, *_ in origins_of(lund / "data", "P3-01")] == ["1", "2", "3"]


def test_two_files_of_one_name_are_refused(lund: Path, runner: Runner) -> None:  # noqa: F811
    """Or one of them would be taken for the other, and have its checksum."""
    paths = []
    for folder, indicator in (("d1", "P3-01"), ("d2", "P3-02")):
        (lund / folder).mkdir()
        paths.append(lund / folder / "y.csv")
        paths[-1].write_text(f"{HEADER}\n{indicator},2025,1281,T,total,52,final\n", encoding="utf-8")

    drafted = draft_import(open_project(lund), paths, today=NOW.date())

    assert [problem for problem in drafted.problems if problem.rule == "file_names_differ"] == [
        Problem(
            Place("y.csv"),
            "file_names_differ",
            None,
            "Två av filerna heter likadant, så det går inte att säga vilken en siffra kommer ifrån. Döp om den ena och "
            "kör igen.",
        )
    ]


@pytest.mark.parametrize("name", ["P4-01 3 flickor och 6 pojkar.csv", "tre_fall.csv", "siffror (2).csv"])
def test_a_name_with_a_number_is_not_told(lund: Path, runner: Runner, name: str) -> None:  # noqa: F811
    import_rows(lund, runner, name, "P3-01,2025,1281,T,total,52,final")

    assert files_of(lund / "data") == [("1", "verksamhetens egen fil", "", "")]


@pytest.mark.parametrize("name", ["uppfoljning-2025.csv", "Polisen 2025-03-31.csv"])
def test_a_name_with_a_year_or_a_day_is_told(lund: Path, runner: Runner, name: str) -> None:  # noqa: F811
    import_rows(lund, runner, name, "P3-01,2025,1281,T,total,52,final")

    assert files_of(lund / "data") == [("1", name, "", "")]


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        (" Polisen ", "Polisen"),
        ("\u00a0Polisen", "Polisen"),
        ("-Polisen", "./-Polisen"),
        ("Poli\u200bsen", "Poli\\u200bsen"),
        ("Polisen (3)", ""),
        ("Blad1", "Blad1"),
    ],
)
def test_a_sheet_is_told_as_it_can_be_published(
    lund: Path,  # noqa: F811
    runner: Runner,
    sheet: str,
    told: str,
) -> None:
    book = openpyxl.Workbook()
    first, second = book.worksheets[0], book.create_sheet("Värden 2024")
    first.title = sheet
    for page, year in ((first, 2025), (second, 2024)):
        page.append(HEADER.split(","))
        page.append(["P3-01", year, "1281", "T", "total", 52, "final"])
    path = lund / "bok.xlsx"
    book.save(path)
    outcome = runner("import", "--project", lund, path)
    assert outcome.exit_code == 0, outcome

    assert origins_of(lund / "data", "P3-01")[1][1:] == ("1", told, "2")
    assert runner("check", "--project", lund).exit_code == 0


def with_a_file(project: Path, sha256: str, address: str = "", row: str = "") -> None:
    """Tell of a file with a figure that is hidden."""
    hidden = next(row for row in rows_of(project / "data/observations/2025.csv") if "suppressed" in row["value_status"])
    key = ",".join(hidden[name] for name in ("indicator_id", "year", "area_code", "sex", "age_group"))
    (project / "data/imported_files.csv").write_text(
        f"file_id,name,imported_on,address,sha256\n7,brå.txt,2026-03-01,{address},{sha256}\n", encoding="utf-8"
    )
    (project / "data/origins").mkdir()
    (project / "data/origins/2025.csv").write_text(
        f"indicator_id,year,area_code,sex,age_group,file_id,sheet,row\n{key},7,,{row}\n", encoding="utf-8"
    )


def test_a_checksum_of_a_file_with_a_hidden_figure_is_a_fault(project: Path) -> None:
    with_a_file(project, "0" * 64)

    assert problems_in(project) == [
        Problem(
            Place("imported_files.csv", row=2, column="sha256", heading="Kontrollsumma (sha256)"),
            "checksum_tells_no_hidden_figure",
            "0" * 64,
            "Filen brå.txt har en siffra som är dold, och av en kontrollsumma går det att räkna ut den. Töm "
            "kontrollsumman.",
        )
    ]
    break_cell(project / "data/imported_files.csv", 2, "sha256", "")
    assert problems_in(project) == []


def test_a_row_of_a_file_with_a_hidden_figure_is_a_fault(project: Path) -> None:
    with_a_file(project, "", row="2")

    assert problems_in(project) == [
        Problem(
            Place("origins/2025.csv", row=2, column="row", heading="Rad (row)"),
            "row_tells_no_hidden_figure",
            None,
            "Siffran står i en fil som har en siffra som är dold, och av ordningen i filen kan det gå att förstå den. "
            "Töm blad och rad för alla siffror ur filen.",
        )
    ]
    break_cell(project / "data/origins/2025.csv", 2, "row", "")
    assert problems_in(project) == []


def test_a_fetched_answer_is_as_public_as_its_source_makes_it(project: Path) -> None:
    with_a_file(project, "0" * 64, "https://kommun.example/svar")

    assert problems_in(project) == []


@pytest.mark.parametrize("name", ["=a.csv", "-siffror.csv", "@siffror.csv"])
def test_the_name_of_a_file_is_no_formula_in_what_is_published(lund: Path, runner: Runner, name: str) -> None:  # noqa: F811
    import_rows(lund, runner, name, "P3-01,2025,1281,T,total,52,final")

    assert files_of(lund / "data") == [("1", f"./{name}", "", "")]
    assert runner("check", "--project", lund).exit_code == 0


def test_a_real_start_has_no_files(project: Path, runner: Runner) -> None:
    with_a_file(project, "")
    assert runner("start", "--project", project, *START).exit_code == 0

    assert files_of(project / "data") == []
    assert not list((project / "data/origins").glob("*.csv")) or origins_of(project / "data", "P4-01") == []
