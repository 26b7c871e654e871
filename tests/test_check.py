"""`pipeline check`: every problem in one report, in the order of the rows, for people and for programs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.messages import readable
from tests.conftest import Outcome, Runner
from tests.faults import (
    Y2025,
    observed,
    problems_in,
    with_an_empty_row,
)
from tests.sheets import break_cell, rows_of


def test_the_data_hold_no_problem(project: Path) -> None:
    assert problems_in(project) == []


def test_several_faults_are_all_in_one_report_file_by_file(project: Path, runner: Runner) -> None:
    break_cell(project / "data/plan/priorities.csv", 4, "sequence", "9")
    break_cell(project / "data/plan/priorities.csv", 9, "name", "")
    break_cell(project / "data" / Y2025, observed(indicator_id="P3-01", sex="T"), "value", "13")
    with_an_empty_row(project)
    with_an_empty_row(project)

    outcome = runner("check", "--project", project)

    assert outcome == Outcome(
        1,
        "plan/priorities.csv\n"
        "  Varning rad 4, 5: Raden är tom och hoppas över. Ta gärna bort den.\n"
        "  FEL rad 6, kolumn Ordning (sequence): ”9” är för stort. ”Ordning” får som högst vara 8. Exempel: 3\n"
        "  FEL rad 11, kolumn Namn (name): Cellen är tom, men ”Namn” måste alltid fyllas i. Exempel: eftervåld\n"
        "\n"
        "observations/2025.csv\n"
        "  FEL rad 12, kolumn Värde (value): Totalen 13 är inte summan av kvinnor 9 (rad 10) och män 3 (rad 11), som "
        "är 12. Rätta det värde som är fel.\n"
        "\n"
        "3 fel och 2 varningar.\n"
        "Rätta felen och kör kommandot igen.\n",
        f"Läser {project / 'data'} …\nKontrollerar …\n",
    )


def test_problems_are_in_the_order_of_their_rows_whatever_rule_found_them(project: Path, runner: Runner) -> None:
    # Rules look one after the other, and cells before rows.
    total, low = observed(indicator_id="P3-01", sex="T"), observed(indicator_id="VNR-03")
    break_cell(project / "data" / Y2025, low, "value", "-1")
    break_cell(project / "data" / Y2025, total, "value", "13")
    break_cell(project / "data" / Y2025, observed(indicator_id="P2-01", sex="T"), "series_break", "true")
    expected = sorted(
        [
            (
                low,
                f"  FEL rad {low}, kolumn Värde (value): ”-1” är för litet. ”Värde” får som lägst vara 0. Exempel: 12",
            ),
            (
                total,
                f"  FEL rad {total}, kolumn Värde (value): Totalen 13 är inte summan av kvinnor 9 (rad {total - 2}) "
                f"och män 3 (rad {total - 1}), som är 12. Rätta det värde som är fel.",
            ),
            (
                observed(indicator_id="P2-01", sex="T"),
                f"  FEL rad {observed(indicator_id='P2-01', sex='T')}, kolumn Brott i serien (series_break): Raden är "
                "markerad som seriebrott, men inget brott är antecknat för P2-01 Personer som är 65 år eller äldre med "
                "ärende om våld 2025. Skriv false (nej), eller lägg till brottet i indicators/series_breaks.csv.",
            ),
        ]
    )

    assert runner("check", "--project", project) == Outcome(
        1,
        "\n".join([Y2025, *(line for _, line in expected)])
        + "\n\n3 fel och 0 varningar.\nRätta felen och kör kommandot igen.\n",
        f"Läser {project / 'data'} …\nKontrollerar …\n",
    )


def test_one_warning_is_counted_in_the_singular(project: Path, runner: Runner) -> None:
    with_an_empty_row(project)

    assert runner("check", "--project", project) == Outcome(
        0,
        "plan/priorities.csv\n"
        "  Varning rad 4: Raden är tom och hoppas över. Ta gärna bort den.\n"
        "\n"
        "0 fel och 1 varning.\n"
        "Varningarna hindrar inte publicering, men bör ses över.\n",
        f"Läser {project / 'data'} …\nKontrollerar …\n",
    )


def test_check_says_in_json_where_each_problem_is(project: Path, runner: Runner) -> None:
    break_cell(project / "data/plan/priorities.csv", 4, "name", "")

    outcome = runner("check", "--project", project, "--format", "json")

    assert outcome.exit_code == 1
    assert json.loads(outcome.stdout) == {
        "ok": False,
        "problems": [
            {
                "file": "plan/priorities.csv",
                "sheet": None,
                "row": 4,
                "column": "name",
                "rule": "cell_required",
                "value": "",
                "message": "Cellen är tom, men ”Namn” måste alltid fyllas i. Exempel: eftervåld",
                "fatal": True,
                "count": 1,
                "others": [],
            }
        ],
    }


def test_check_in_json_of_data_without_problems(project: Path, runner: Runner) -> None:
    outcome = runner("check", "--project", project, "--format", "json")

    assert (outcome.exit_code, json.loads(outcome.stdout)) == (0, {"ok": True, "problems": []})


def test_check_in_json_is_ok_with_warnings_alone(project: Path, runner: Runner) -> None:
    with_an_empty_row(project)

    outcome = runner("check", "--project", project, "--format", "json")
    content = json.loads(outcome.stdout)

    assert (outcome.exit_code, content["ok"]) == (0, True)
    assert [(problem["rule"], problem["fatal"]) for problem in content["problems"]] == [("row_is_filled", False)]


def test_check_counts_what_it_found_in_order(project: Path, runner: Runner) -> None:
    rows = sum(len(rows_of(path)) for path in (project / "data").rglob("*.csv"))

    outcome = runner("check", "--project", project)

    assert outcome == Outcome(
        0,
        f"Inga problem. {readable(rows)} rader i 35 tabeller är kontrollerade.\n",
        f"Läser {project / 'data'} …\nKontrollerar …\n",
    )


def test_check_judges_another_data_folder(project: Path, runner: Runner) -> None:
    other = project / "annan"
    shutil.copytree(project / "data", other)
    break_cell(other / "plan/priorities.csv", 4, "name", "")

    with_problem = runner("check", "--project", project, "--data", other)
    without = runner("check", "--project", project)

    assert (with_problem.exit_code, without.exit_code) == (1, 0)


@pytest.mark.parametrize(
    ("words", "stderr"),
    [
        (["check", "--format", "xml"], "Värdet för --format går inte att använda. Se: pipeline check --help\n"),
        (["check", "--fromat", "json"], "Valet --fromat finns inte. Se: pipeline check --help\n"),
        (["chekc"], "Kommandot chekc finns inte. Se: pipeline --help\n"),
    ],
)
def test_wrong_usage_is_told_in_swedish(runner: Runner, words: list[str], stderr: str) -> None:
    assert runner(*words) == Outcome(2, "", stderr)


def test_a_folder_that_is_no_project_is_told_in_swedish(tmp_path: Path, runner: Runner) -> None:
    assert runner("check", "--project", tmp_path) == Outcome(
        2, "", f"{tmp_path} är inte ett projekt: schemas/datapackage.json saknas. Ange rätt mapp med --project.\n"
    )


def test_a_data_folder_that_is_missing_is_told_in_swedish(project: Path, runner: Runner) -> None:
    folder = project / "finns-inte"

    assert runner("check", "--project", project, "--data", folder) == Outcome(
        2, "", f"{folder} finns inte, eller är ingen mapp.\n"
    )
