"""The journal: what was switched to, and what faults stopped, each on a line of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.project import open_project
from pipeline.releases.journal import noting_switch, switches
from tests.conftest import NOW, Runner
from tests.sheets import break_cell


def entries(project: Path) -> list[dict[str, Any]]:
    """What the journal tells, without the times."""
    lines = (project / "releases/journal.jsonl").read_text(encoding="utf-8").splitlines()
    return [{key: value for key, value in json.loads(line).items() if key != "time"} for line in lines]


def break_data(project: Path) -> None:
    """Put three faults of two rules into the data."""
    observations = project / "data/observations/2025.csv"
    break_cell(observations, 2, "year", "2026")
    break_cell(observations, 3, "year", "2026")
    break_cell(observations, 4, "sex", "Anna")


def test_a_refused_publish_is_noted_by_the_rules_that_were_broken(project: Path, runner: Runner) -> None:
    break_data(project)

    assert runner("publish", "--project", project).exit_code == 1
    assert entries(project) == [
        {
            "action": "refused",
            "command": "publish",
            "faults": {"cell_enum": 1, "year_is_that_of_the_file": 2},
        }
    ]


def test_a_refused_import_is_noted_without_the_name_of_the_file(project: Path, runner: Runner) -> None:
    path = project / "Anna Andersson.txt"
    path.write_text("något annat", encoding="utf-8")

    assert runner("import", "--project", project, path).exit_code == 1

    text = (project / "releases/journal.jsonl").read_text(encoding="utf-8")
    assert [entry["command"] for entry in entries(project)] == ["import"]
    assert "Anna" not in text
    assert json.loads(text)["time"].endswith("+00:00")


def test_a_dry_run_is_not_noted(project: Path, runner: Runner) -> None:
    path = project / "okänd.txt"
    path.write_text("något annat", encoding="utf-8")

    assert runner("import", "--project", project, path, "--dry-run").exit_code == 1
    assert not (project / "releases").exists()


def test_staff_are_told_of_the_faults_where_the_journal_cannot_be_written(project: Path, runner: Runner) -> None:
    break_data(project)
    (project / "releases").write_text("en fil där en mapp ska vara", encoding="utf-8")

    outcome = runner("publish", "--project", project)

    assert outcome.exit_code == 1
    assert outcome.stdout.splitlines()[-2:] == ["3 fel och 0 varningar.", "Rätta felen och kör kommandot igen."]


def test_a_line_cut_off_at_its_inner_brace_is_passed_over(project: Path, runner: Runner) -> None:
    break_data(project)
    (project / "releases").mkdir()
    journal = project / "releases/journal.jsonl"
    cut = '{"time": "2026-11-24T10:00:00+00:00", "action": "refused", "command": "publish", "faults": {"cell_enum": 1}'
    journal.write_text(cut, encoding="utf-8")

    assert runner("publish", "--project", project).exit_code == 1
    assert journal.read_text(encoding="utf-8").splitlines()[0] == cut
    assert len(journal.read_text(encoding="utf-8").splitlines()) == 2
    assert runner("releases", "--project", project).stdout == "Inga publiceringar finns. Kör: make publish\n"


def test_refusals_do_not_stand_in_the_way_of_a_rollback(once_published: Path, runner: Runner) -> None:
    observations = once_published / "data/observations/2025.csv"
    first = (once_published / "releases/current").readlink().name
    break_cell(observations, 2, "note", "ändrad")
    runner("publish", "--project", once_published)
    second = (once_published / "releases/current").readlink().name
    break_data(once_published)
    assert runner("publish", "--project", once_published).exit_code == 1

    outcome = runner("rollback", "--project", once_published)

    assert outcome.stdout.splitlines()[0] == (
        f"Tillbaka till {first}. Publiceringen {second}, som lämnades, finns kvar i releases/."
    )
    assert runner("releases", "--project", once_published).stdout == f"{first}  publicerad nu\n{second}\n"
    assert [entry["action"] for entry in entries(once_published)] == ["publish", "publish", "refused", "rollback"]


@pytest.mark.parametrize(("is_made", "known"), [(True, ["two", "three"]), (False, ["three"])])
def test_a_switch_that_is_broken_off_is_known_of_if_it_was_made(project: Path, is_made: bool, known: list[str]) -> None:
    (project / "releases").mkdir()
    opened, link = open_project(project), project / "releases/current"

    def break_off() -> None:
        with noting_switch(opened, NOW, "publish", "two", {}):
            if is_made:
                link.symlink_to("two")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert [entry["release"] for entry in switches(opened)] == known[:-1]
    with noting_switch(opened, NOW, "publish", "three", {}):
        link.unlink(missing_ok=True)
        link.symlink_to("three")
    assert [entry["release"] for entry in entries(project)] == known
