"""Publishing: whole or not at all, once for each input, and reversible."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.builder.charts.reuse import read_seals
from pipeline.dataset.judged import judge
from pipeline.project import open_project
from pipeline.releases.checksums import with_checksums
from tests.builder.planted import plant, taken_over
from tests.conftest import KEPT, Outcome, Runner
from tests.folders import checksums
from tests.sheets import break_cell, row_of


def current(project: Path) -> str:
    """The name of the release that is served."""
    return os.readlink(project / "releases/current")


def state(project: Path) -> tuple[str, dict[str, str]]:
    """Which release is served, and every byte below releases/ but what the journal tells of those who tried."""
    files = checksums(project / "releases")
    return current(project), {name: checksum for name, checksum in files.items() if name != "journal.jsonl"}


def change(project: Path, text: str) -> None:
    """Make the input another than it was, without a fault in it."""
    break_cell(project / "data/observations/2025.csv", 2, "note", text)


def test_the_first_publish_makes_a_release_and_says_so(small_project: Path, runner: Runner) -> None:
    outcome = runner("publish", "--project", small_project)

    assert outcome.exit_code == 0
    name = current(small_project)
    lines = outcome.stdout.splitlines()
    assert lines[0].endswith(" sidor svarade som de ska.")
    assert lines[1:] == [
        f"Publicerat: {name}, uppföljningsår 2021–2025, 35 uppgifter.",
        "Det är den första publiceringen.",
        "Obs! Siffrorna är exempeldata och sidorna säger det.",
        "Inkorgen (mappen inbox) är tom, så inga nya uppgifter lästes in.",
        "Det finns uppgifter till och med uppföljningsår 2025.",
        "Se resultatet med: make serve",
    ]
    assert (small_project / "releases/current/handlingsplan.db").is_file()
    assert runner("releases", "--project", small_project).stdout == f"{name}  publicerad nu\n"


def test_unchanged_input_makes_no_new_release(once_published: Path, runner: Runner) -> None:
    before = state(once_published)

    outcome = runner("publish", "--project", once_published)

    assert outcome.exit_code == 0
    assert outcome.stdout == (
        f"Inget har ändrats sedan {current(once_published)}. Ingen ny publicering behövs.\n"
        "Inkorgen (mappen inbox) är tom, så inga nya uppgifter lästes in.\n"
        "Det finns uppgifter till och med uppföljningsår 2025.\n"
    )
    assert state(once_published) == before


def test_a_second_publish_says_what_changed_and_a_rollback_goes_back(once_published: Path, runner: Runner) -> None:
    first = current(once_published)
    observations = once_published / "data/observations/2025.csv"
    break_cell(observations, row_of(observations, indicator_id="SEX-01"), "value_status", "final")

    outcome = runner("publish", "--project", once_published)

    second = current(once_published)
    assert "Sedan förra publiceringen: 0 nya, 1 ändrade och 0 borttagna uppgifter." in outcome.stdout
    assert second != first

    back = runner("rollback", "--project", once_published)

    assert back.exit_code == 0
    assert back.stdout == (
        f"Tillbaka till {first}. Publiceringen {second}, som lämnades, finns kvar i releases/.\n"
        "Uppgifterna i mappen data är inte ändrade. Rätta det som är fel och kör sedan make publish. Innan något är "
        "ändrat publiceras de inte igen, om du inte kör make publish AGAIN=1\n"
    )
    assert current(once_published) == first
    assert runner("releases", "--project", once_published).stdout == f"{first}  publicerad nu\n{second}\n"

    again = runner("rollback", "--project", once_published)

    assert again.exit_code == 2
    assert again.stderr == "Det finns ingen tidigare publicering att gå tillbaka till.\n"
    assert current(once_published) == first

    assert runner("publish", "--project", once_published, "--again").exit_code == 0
    assert current(once_published) == second


def test_what_was_rolled_back_from_is_not_published_again_unasked(once_published: Path, runner: Runner) -> None:
    observations = once_published / "data/observations/2025.csv"
    as_it_was = observations.read_bytes()
    change(once_published, "fel")
    runner("publish", "--project", once_published)
    wrong = current(once_published)
    runner("rollback", "--project", once_published)
    before = state(once_published)

    refused = runner("publish", "--project", once_published)

    assert refused == Outcome(
        2,
        "",
        f"Ingen publicering gjordes. Uppgifterna är desamma som i {wrong}, som ni har gått tillbaka från, och inget "
        "är ändrat sedan dess. Rätta det som är fel, i filen i mappen inbox eller i data, och kör make publish. Är "
        "uppgifterna ändå rätta: kör make publish AGAIN=1\n",
    )
    assert state(once_published) == before
    assert (
        f"Uppgifterna är desamma som i {wrong}, som ni har gått tillbaka från. Rätta det som är fel innan ni kör make "
        "publish. Är uppgifterna ändå rätta: kör make publish AGAIN=1"
    ) in runner("preview", "--project", once_published).stdout.splitlines()

    observations.write_bytes(as_it_was)
    assert runner("publish", "--project", once_published).stdout.startswith("Inget har ändrats sedan ")
    change(once_published, "rätt")
    assert runner("publish", "--project", once_published).exit_code == 0


def test_what_was_rolled_back_from_is_known_without_its_folder_and_its_note(
    once_published: Path, runner: Runner
) -> None:
    change(once_published, "fel")
    runner("publish", "--project", once_published)
    wrong = current(once_published)
    journal = once_published / "releases/journal.jsonl"
    journal.write_text(journal.read_text().splitlines(keepends=True)[0])
    runner("rollback", "--project", once_published)
    shutil.rmtree(once_published / "releases" / wrong)

    assert runner("publish", "--project", once_published).exit_code == 2
    assert runner("publish", "--project", once_published, "--again").exit_code == 0
    change(once_published, "nytt")
    assert runner("publish", "--project", once_published).exit_code == 0
    change(once_published, "fel")
    assert runner("publish", "--project", once_published).exit_code == 0


def test_what_was_rolled_back_from_is_known_to_a_later_version_of_the_program(
    once_published: Path, runner: Runner
) -> None:
    change(once_published, "fel")
    runner("publish", "--project", once_published)
    path = once_published / "releases" / current(once_published) / "release.json"
    runner("rollback", "--project", once_published)
    release = json.loads(path.read_text(encoding="utf-8"))
    release["inputs"]["recipe"] = "an earlier one"
    path.write_text(json.dumps(release), encoding="utf-8")
    path.parent.rename(path.parent.with_name("2025-an-earlier-one"))
    journal = once_published / "releases/journal.jsonl"
    journal.write_text(journal.read_text().replace(path.parent.name, "2025-an-earlier-one"))

    assert runner("publish", "--project", once_published).exit_code == 2


def test_rollbacks_walk_back_through_what_was_published(once_published: Path, runner: Runner) -> None:
    names = [current(once_published)]
    for text in ("två", "tre"):
        change(once_published, text)
        runner("publish", "--project", once_published)
        names.append(current(once_published))

    for expected in (names[1], names[0]):
        assert runner("rollback", "--project", once_published).exit_code == 0
        assert current(once_published) == expected
    assert runner("rollback", "--project", once_published).exit_code == 2


def test_a_publish_takes_over_what_the_current_release_has(
    once_published: Path, runner: Runner, tmp_path: Path
) -> None:
    plant(once_published / "releases/current", judge(open_project(once_published), lambda _: None).dataset)
    change(once_published, "ändrad")  # in its first row, which is of P3-01

    assert runner("publish", "--project", once_published).exit_code == 0
    assert runner("build", "--project", once_published, "--output", tmp_path / "built").exit_code == 0

    charts = {f"{name}{locale}" for name in KEPT for locale in ("", ".en")}
    assert set(read_seals(once_published / "releases/current")) == charts
    assert taken_over(once_published / "releases/current") == charts - {"P3-01", "P3-01.en"}
    assert taken_over(tmp_path / "built") == set()


def test_a_refused_publish_changes_nothing(once_published: Path, runner: Runner) -> None:
    before = state(once_published)
    break_cell(once_published / "data/observations/2025.csv", 2, "year", "2024")

    outcome = runner("publish", "--project", once_published)

    assert outcome.exit_code == 1
    assert "Året 2024 hör inte hemma i filen observations/2025.csv" in outcome.stdout
    assert outcome.stderr.splitlines()[-1] == (
        "Publiceringen stoppades av fel i data. Det som redan är publicerat är orört."
    )
    assert state(once_published) == before


def test_a_site_that_does_not_answer_is_not_switched_to(once_published: Path, runner: Runner) -> None:
    before = state(once_published)
    words = once_published / "metadata.yml"
    words.write_text(words.read_text(encoding="utf-8").replace("from priorities_without", "from priorities_with", 1))

    outcome = runner("publish", "--project", once_published)

    assert outcome.exit_code == 2
    assert outcome.stderr.splitlines()[-2:] == [
        "Den byggda webbplatsen svarar fel på /handlingsplan/inriktningar_utan_indikator (400). Kontrollera vad som "
        "står i metadata.yml om det som adressen slutar med. Det som är publicerat är orört.",
        f"Mer om felet står i {Path.cwd() / 'pipeline.log'}.",
    ]
    assert "priorities_with_indicators" in Path("pipeline.log").read_text(encoding="utf-8")
    assert state(once_published) == before


def test_a_list_of_choices_that_cannot_be_asked_for_is_staffs_to_mend(once_published: Path, runner: Runner) -> None:
    before = state(once_published)
    words = once_published / "metadata.yml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("select distinct year as value", "select distinct ar as value", 1), encoding="utf-8")

    outcome = runner("publish", "--project", once_published)

    assert outcome.exit_code == 2
    assert "Kontrollera vad som står i metadata.yml om det som adressen slutar med." in outcome.stderr
    assert "Ett fel har uppstått i programmet" not in outcome.stderr
    assert "no such column: ar" in Path("pipeline.log").read_text(encoding="utf-8")
    assert state(once_published) == before


@pytest.mark.parametrize("step", ["Bygger databasen", "Ritar diagram", "Skriver filer", "Provar den byggda"])
def test_a_publish_killed_in_the_middle_leaves_the_former_release(
    once_published: Path, runner: Runner, step: str
) -> None:
    before = current(once_published)
    change(once_published, "ändrad")

    _kill_at(once_published, step)

    assert current(once_published) == before
    assert (once_published / "releases/current/handlingsplan.db").is_file()
    assert runner("publish", "--project", once_published).exit_code == 0
    assert current(once_published) != before
    assert [path.name for path in (once_published / "releases").iterdir() if path.name.startswith(".")] == []


def _kill_at(project: Path, step: str) -> None:
    """Kill a publish, as by `kill -9`, when it says that it begins a step."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "publish", "--project", project],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    with process.stderr as told:
        assert any(line.startswith(step) for line in told)
        os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


def test_a_switch_whose_note_was_never_written_can_still_be_rolled_back(once_published: Path, runner: Runner) -> None:
    first = current(once_published)
    change(once_published, "ändrad")
    runner("publish", "--project", once_published)
    journal = once_published / "releases/journal.jsonl"
    journal.write_text(journal.read_text().splitlines(keepends=True)[0])

    assert runner("rollback", "--project", once_published).exit_code == 0
    assert current(once_published) == first


def test_a_rollback_to_half_a_release_is_refused(once_published: Path, runner: Runner) -> None:
    first = current(once_published)
    change(once_published, "ändrad")
    runner("publish", "--project", once_published)
    second = current(once_published)
    (once_published / "releases" / first / "metadata.json").unlink()

    outcome = runner("rollback", "--project", once_published)

    assert outcome.exit_code == 2
    assert outcome.stderr == (
        f"Det går inte att gå tillbaka till {first}, som är skadad: metadata.json. Det som är publicerat är orört. "
        f"Lägg tillbaka mappen releases/{first} ur en säkerhetskopia och kör make rollback igen.\n"
    )
    assert current(once_published) == second


def test_two_publishes_do_not_run_at_once(small_project: Path, runner: Runner) -> None:
    folder = os.open(small_project, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        outcome = runner("publish", "--project", small_project)
    finally:
        os.close(folder)

    assert outcome.exit_code == 2
    assert outcome.stderr == ("En annan publicering pågår i samma projekt. Vänta tills den är klar och försök igen.\n")
    assert not (small_project / "releases").exists()


def test_an_unrecognised_file_in_the_inbox_stops_the_publish(small_project: Path, runner: Runner) -> None:
    (small_project / "inbox").mkdir()
    (small_project / "inbox/okänd.txt").write_text("något annat", encoding="utf-8")

    outcome = runner("publish", "--project", small_project)

    assert outcome.exit_code == 1
    assert outcome.stdout.splitlines()[:2] == [
        "okänd.txt",
        "  FEL: Filen känns inte igen. Filer som kan läsas: Brås textfiler (Databasfil.txt), per månad eller "
        "år; Brås export av en kommun år för år, med brotten i ett träd; samma export med månader, kvartal och år; "
        "Brås årliga tabell över kommunerna, med indikator och år i filens namn; svar från Kolada (json), hämtade med "
        "make fetch eller sparade för hand; folkmängden från SCB, hämtad med make fetch eller sparad för hand "
        "(json-stat2, csv, px); årets arbetsbok, och andra tabeller som säger indikator, år och värde (xlsx, ods, "
        "csv).",
    ]
    assert [path.name for path in (small_project / "releases").iterdir()] == ["journal.jsonl"]


def test_the_journal_tells_when_each_switch_was_made(once_published: Path, runner: Runner) -> None:

    entries = [json.loads(line) for line in (once_published / "releases/journal.jsonl").read_text().splitlines()]

    assert [(entry["action"], entry["release"]) for entry in entries] == [("publish", current(once_published))]
    assert entries[0]["time"].endswith("+00:00")


def test_without_a_release_there_is_nothing_to_serve_or_roll_back(small_project: Path, runner: Runner) -> None:
    sentence = f"Ingen publicering finns i {small_project / 'releases'}. Kör först: make publish\n"

    assert runner("rollback", "--project", small_project).stderr == sentence
    assert runner("serve", "--project", small_project).stderr.splitlines()[-1] + "\n" == sentence
    assert runner("releases", "--project", small_project).stdout == "Inga publiceringar finns. Kör: make publish\n"


def test_a_link_to_a_release_that_is_gone_is_published_over(small_project: Path, runner: Runner) -> None:
    (small_project / "releases").mkdir()
    (small_project / "releases/current").symlink_to("borta")

    assert runner("serve", "--project", small_project).exit_code == 2
    assert runner("publish", "--project", small_project).exit_code == 0
    assert (small_project / "releases/current/handlingsplan.db").is_file()


def test_a_line_of_the_journal_that_was_cut_off_is_passed_over(once_published: Path, runner: Runner) -> None:
    first = current(once_published)
    with (once_published / "releases/journal.jsonl").open("a") as journal:
        journal.write('{"time": "2026-11')
    change(once_published, "ändrad")

    assert runner("publish", "--project", once_published).exit_code == 0
    assert runner("rollback", "--project", once_published).exit_code == 0
    assert current(once_published) == first


def test_a_release_of_another_form_before_this_one_is_not_called_the_first(
    once_published: Path, runner: Runner
) -> None:
    with closing(sqlite3.connect(once_published / "releases/current/handlingsplan.db")) as database:
        database.execute("alter table observations rename to older_observations")
    described = once_published / "releases/current/release.json"
    older = json.loads(described.read_text(encoding="utf-8"))
    described.write_text(json.dumps(with_checksums(older, described.parent)), encoding="utf-8")
    change(once_published, "ändrad")

    outcome = runner("publish", "--project", once_published)

    assert outcome.exit_code == 0
    assert "Den förra publiceringen har en annan form, så ändringarna kan inte räknas." in outcome.stdout.splitlines()
    assert "Det är den första publiceringen." not in outcome.stdout
