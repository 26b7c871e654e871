"""Every figure leads to the file and the row, or the answer, that it was read from, and nothing hidden is told."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.model import Place, Problem
from tests.conftest import Runner
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


def with_a_file(project: Path, sha256: str, address: str = "") -> None:
    """Tell of a file with a figure that is hidden."""
    hidden = next(row for row in rows_of(project / "data/observations/2025.csv") if "suppressed" in row["value_status"])
    key = ",".join(hidden[name] for name in ("indicator_id", "year", "area_code", "sex", "age_group"))
    (project / "data/imported_files.csv").write_text(
        f"file_id,name,imported_on,address,sha256\n7,brå.txt,2026-03-01,{address},{sha256}\n", encoding="utf-8"
    )
    (project / "data/origins").mkdir()
    (project / "data/origins/2025.csv").write_text(
        f"indicator_id,year,area_code,sex,age_group,file_id,sheet,row\n{key},7,,2\n", encoding="utf-8"
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


def test_a_fetched_answer_is_as_public_as_its_source_makes_it(project: Path) -> None:
    with_a_file(project, "0" * 64, "https://kommun.example/svar")

    assert problems_in(project) == []


@pytest.mark.parametrize("name", ["=1+1.csv", "-siffror.csv", "@siffror.csv"])
def test_the_name_of_a_file_is_no_formula_in_what_is_published(lund: Path, runner: Runner, name: str) -> None:  # noqa: F811
    import_rows(lund, runner, name, "P3-01,2025,1281,T,total,52,final")

    assert files_of(lund / "data") == [("1", f"./{name}", "", "")]
    assert runner("check", "--project", lund).exit_code == 0


def test_a_real_start_has_no_files(project: Path, runner: Runner) -> None:
    with_a_file(project, "")
    assert runner("start", "--project", project, *START).exit_code == 0

    assert files_of(project / "data") == []
    assert not list((project / "data/origins").glob("*.csv")) or origins_of(project / "data", "P4-01") == []
