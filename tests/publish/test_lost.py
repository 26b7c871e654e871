"""Real figures that seem to have been published before are not published without those releases unasked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import Runner
from tests.sheets import break_cell, rows_of, write_rows

ASKED = (
    "Det verkar finnas tidigare publiceringar som inte är kvar i {folder}: {signs}. Vad de visar kan läggas ihop med "
    "det som publiceras nu, så de behövs när uppgifterna granskas. Lägg tillbaka mappen releases från den dator eller "
    "säkerhetskopia där den finns. Har uppgifterna aldrig publicerats: kör make publish FIRST=1. Finns publiceringarna "
    'ingenstans: skriv skälet och kör make publish LOST="skälet"'
)
SEVERAL_YEARS = "uppgifterna är hämtade under flera år, från 2025 till 2026"


@pytest.fixture
def real_project(small_project: Path) -> Path:
    """A small project with the figures of a real municipality, retrieved in two years."""
    break_cell(small_project / "data/dataset.csv", 2, "is_example", "false")
    for path in sorted((small_project / "data/observations").glob("*.csv")):
        rows = [list(row.values()) for row in rows_of(path)]
        header = list(rows_of(path)[0])
        own = [["1440" if cell == "9999" else cell for cell in row] for row in rows]
        if path.stem in ("2024", "2025"):
            write_rows(path, [header, *own])
        else:
            path.unlink()
    metadata = small_project / "metadata.yml"
    text = metadata.read_text(encoding="utf-8")
    metadata.write_text(text.replace('name: ""\n  code: ""', 'name: "Ale kommun"\n  code: "1440"', 1), encoding="utf-8")
    return small_project


def asked(project: Path, signs: str) -> str:
    return ASKED.format(folder=project / "releases", signs=signs)


def last_entry(project: Path) -> dict[str, object]:
    lines = (project / "releases/journal.jsonl").read_text(encoding="utf-8").splitlines()
    return {key: value for key, value in json.loads(lines[-1]).items() if key not in ("time", "release")}


def test_it_is_asked_for_them_and_nothing_is_published(real_project: Path, runner: Runner) -> None:
    outcome = runner("publish", "--project", real_project)

    assert outcome.exit_code == 2
    assert outcome.stderr.endswith(f"\nIngen publicering gjordes. {asked(real_project, SEVERAL_YEARS)}\n")
    assert not (real_project / "releases/current").exists()
    shown = runner("preview", "--project", real_project)
    assert f"En publicering skulle stanna. {asked(real_project, SEVERAL_YEARS)}" in shown.stdout


@pytest.mark.parametrize(
    ("words", "declared"), [(["--first"], "first"), (["--lost", "Disken gick sönder."], "Disken gick sönder.")]
)
def test_what_staff_declare_is_kept_and_is_not_asked_again(
    real_project: Path, runner: Runner, words: list[str], declared: str
) -> None:
    assert runner("publish", "--project", real_project, *words).exit_code == 0
    assert last_entry(real_project) == {"action": "publish", "declared": declared, "lost": []}

    break_cell(real_project / "data/observations/2025.csv", 2, "note", "En anteckning.")

    assert runner("publish", "--project", real_project).exit_code == 0
    assert last_entry(real_project) == {"action": "publish"}


def test_a_release_that_the_journal_names_is_asked_for(real_project: Path, runner: Runner) -> None:
    runner("publish", "--project", real_project, "--first")
    gone = (real_project / "releases/current").resolve()
    break_cell(real_project / "data/observations/2025.csv", 2, "note", "En anteckning.")
    runner("publish", "--project", real_project)
    shutil.rmtree(gone)
    break_cell(real_project / "data/observations/2025.csv", 2, "note", "En annan.")

    outcome = runner("publish", "--project", real_project)

    signs = f"journalen nämner {gone.name}"
    assert outcome.stderr.endswith(f"\nIngen publicering gjordes. {asked(real_project, signs)}\n")
    assert runner("publish", "--project", real_project, "--lost", "Raderad.").exit_code == 0
    assert last_entry(real_project) == {"action": "publish", "declared": "Raderad.", "lost": [gone.name]}
    break_cell(real_project / "data/observations/2025.csv", 2, "note", "En tredje.")
    assert runner("publish", "--project", real_project).exit_code == 0


def test_corrections_show_that_there_have_been_releases(real_project: Path, runner: Runner) -> None:
    (real_project / "data/observations/2024.csv").unlink()
    observations = real_project / "data/observations/2025.csv"
    row = rows_of(observations)[0]
    revisions = real_project / "data/revisions.csv"
    header = revisions.read_text(encoding="utf-8").strip().split(",")
    correction = {
        **{name: row[name] for name in ("indicator_id", "year", "area_code", "sex", "age_group")},
        **{"revised_on": "2026-04-01", "old_value": "1", "new_value": row["value"], "reason": "Rättad."},
        **{"old_status": "final", "new_status": row["value_status"]},
    }
    write_rows(revisions, [header, [correction[name] for name in header]])

    outcome = runner("publish", "--project", real_project)

    assert asked(real_project, "det finns rättelser i revisions.csv") in outcome.stderr


def test_the_first_publish_of_a_year_is_not_asked_about(real_project: Path, runner: Runner) -> None:
    (real_project / "data/observations/2024.csv").unlink()

    assert runner("publish", "--project", real_project).exit_code == 0
    assert last_entry(real_project) == {"action": "publish"}
