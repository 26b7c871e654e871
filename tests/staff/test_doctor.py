"""The look over the machine and the project: a line for each thing, with what to do."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import socket
import subprocess
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from pipeline.releases.shelf import read_release
from pipeline.staff.doctor import (
    Diagnosis,
    Level,
    judge_clock,
    judge_follow_up,
    judge_packages,
    judge_python,
    judge_schemas,
    judge_space,
    locked_packages,
)
from tests.conftest import Outcome, Runner
from tests.sheets import break_cell, row_of


@pytest.fixture
def port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def line(outcome: Outcome, name: str) -> str:
    """The line about one thing."""
    return next(line for line in outcome.stdout.splitlines() if line[8:].startswith(f"{name}:"))


def test_a_sound_project_is_told_a_line_for_each_thing(project: Path, release: Path, runner: Runner, port: int) -> None:
    name = read_release(release)["id"]
    shutil.copytree(release, project / "releases" / name)
    (project / "releases/current").symlink_to(name)
    (project / "requirements.lock").write_text(f"polars=={metadata.version('polars')}\n", encoding="utf-8")
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x"]):
        subprocess.run(["git", "-C", str(project), *words], check=True)

    outcome = runner("doctor", "--project", project, "--port", str(port))

    lines = outcome.stdout.splitlines()
    machine = {"Python": "version", "SQLite": "version", "Diskutrymme": ""}
    steady = [line for line in lines if line[8:].partition(":")[0] not in machine]
    assert steady == [
        "OK      Paket: alla 1 har den version som står i requirements.lock.",
        "OK      Mappar: det går att skriva i data, inbox och releases.",
        "OK      Länkar: de fungerar.",
        "OK      Git: alla ändringar i data är sparade i historiken.",
        "OK      Lås: ingen publicering pågår.",
        f"OK      Publicering: {name} är hel.",
        "OK      Uppföljning: siffror till och med 2025 är publicerade.",
        "OK      Tidigare publiceringar: inga.",
        f"OK      Port: {port} är ledig.",
        "OK      metadata.yml: filen kan läsas.",
        "OK      schemas: beskrivningarna av 40 tabeller kan läsas.",
        "OK      Klocka: 2026-11-24.",
        "OK      Täljare och nämnare: finns för alla tal och andelar om personer som visas.",
        "OK      Inkorg: tom.",
        "OK      Rester: inga.",
        "Inget hindrar arbetet.",
    ]
    assert outcome.exit_code == 0


def test_rates_of_people_that_lack_their_base_are_told(project: Path, runner: Runner) -> None:
    path = project / "data/observations/2025.csv"
    shares = [row_of(path, indicator_id="P6-03", sex=sex) for sex in "TKM"]
    for row in (row_of(path, indicator_id="P1-01", sex="T"), *shares):
        for column in ("numerator", "denominator"):
            break_cell(path, row, column, "")

    outcome = runner("doctor", "--project", project)

    assert outcome.exit_code == 1
    assert line(outcome, "Täljare och nämnare") == (
        "FEL     Täljare och nämnare: saknas för 4 uppgifter om personer: P1-01 Unga som uppger att de har utsatts för "
        "våld av en partner, P6-03 Medarbetare som uppger att de har utsatts för sexuella trakasserier i arbetet. Fyll "
        "i dem i data, eller dölj siffrorna med make protect PROPOSE=1"
    )


def test_a_project_that_nothing_is_published_of_is_no_fault(project: Path, runner: Runner, port: int) -> None:
    outcome = runner("doctor", "--project", project, "--port", str(port))

    assert (outcome.exit_code, outcome.stdout.splitlines()[-1]) == (0, "Inget hindrar arbetet.")
    assert line(outcome, "Publicering") == (
        "Varning Publicering: inget är publicerat än. Kör make publish när uppgifterna är på plats."
    )
    assert line(outcome, "Git") == (
        f"Varning Git: {project.resolve()} är inte en mapp som git följer, så ändringar sparas inte i någon historik."
    )
    assert line(outcome, "Paket") == (
        "Varning Paket: requirements.lock finns inte, så versionerna kan inte jämföras. Hämta filen ur projektets "
        "historik i git."
    )


def test_a_link_to_a_release_that_is_gone_is_a_fault(project: Path, runner: Runner) -> None:
    (project / "releases").mkdir()
    (project / "releases/current").symlink_to("borta")

    outcome = runner("doctor", "--project", project)

    assert line(outcome, "Publicering") == (
        "FEL     Publicering: releases/current pekar på en publicering som inte finns. Kör make publish."
    )
    assert (outcome.exit_code, outcome.stdout.splitlines()[-1]) == (
        1,
        "Rätta det som är markerat FEL och kör make doctor igen.",
    )


def test_a_port_that_is_taken_is_told(project: Path, runner: Runner) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        outcome = runner("doctor", "--project", project, "--port", str(port))

    assert line(outcome, "Port") == (
        f"Varning Port: {port} är upptagen. Det är som det ska om webbplatsen redan visas. Välj annars en annan port: "
        "make serve PORT=8002"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "något annat",
            "Varning Inkorg: 1 fil. De här kan inte läsas: uppgifter.csv. Ta bort dem, eller se vad som är fel med "
            "make preview.",
        ),
        (
            "Indikator;År;Kommunkod;Kön;Ålder;Värde\nVNR-03;2026;9999;T;total;tolv\n",
            "Varning Inkorg: 1 fil. Fel i dem eller i data stoppar inläsningen. Se vad som är fel med make preview.",
        ),
        ("Indikator;År;Kommunkod;Kön;Ålder;Värde\nVNR-03;2026;9999;T;total;12\n", "OK      Inkorg: 1 fil att läsa in."),
    ],
)
def test_the_inbox_is_told_of(project: Path, runner: Runner, text: str, told: str) -> None:
    (project / "inbox").mkdir()
    (project / "inbox/uppgifter.csv").write_text(text, encoding="utf-8")

    assert line(runner("doctor", "--project", project), "Inkorg") == told
    assert sorted(path.name for path in (project / "inbox").iterdir()) == ["uppgifter.csv"]


def test_what_a_command_that_was_cut_off_left_is_told(project: Path, runner: Runner) -> None:
    (project / "releases/.building-x").mkdir(parents=True)
    (project / "data/.revisions.csv.new").write_bytes(b"")

    assert line(runner("doctor", "--project", project), "Rester") == (
        "Varning Rester: en körning har avbrutits och lämnat data/.revisions.csv.new, releases/.building-x. Pågår "
        "ingen körning kan de tas bort. Inget publicerat berörs."
    )


def test_numbers_for_those_who_need_help_are_asked_for(project: Path, runner: Runner) -> None:
    words = (project / "metadata.yml").read_text(encoding="utf-8")
    lacking = (
        "Varning metadata.yml: numret till socialtjänsten eller socialjouren saknas. Skriv in dem på raderna under "
        "”help”, så visas de på sidan Hjälp om du är utsatt."
    )
    named = words.replace('name: ""', 'name: "Ale kommun"', 1)
    told = []
    for text in (words, named, named.replace('social_services: ""', 'social_services: "0303-70 30 00"')):
        (project / "metadata.yml").write_text(text, encoding="utf-8")
        told.append(line(runner("doctor", "--project", project), "metadata.yml"))

    assert told == ["OK      metadata.yml: filen kan läsas.", lacking, lacking]


def test_broken_words_and_schemas_are_faults(project: Path, runner: Runner) -> None:
    (project / "metadata.yml").write_text("title: [", encoding="utf-8")
    (project / "schemas/observations.json").write_text("{", encoding="utf-8")

    outcome = runner("doctor", "--project", project)

    assert outcome.exit_code == 1
    assert line(outcome, "metadata.yml").startswith("FEL     metadata.yml: Filen går inte att läsa som YAML.")
    assert line(outcome, "schemas") == (
        "FEL     schemas: filerna i schemas/ kan inte läsas. Hämta dem ur projektets historik i git."
    )


def test_a_machine_whose_clock_is_behind_the_data_is_a_fault(project: Path, runner: Runner) -> None:
    break_cell(project / "data/observations/2025.csv", 2, "retrieved_on", "2027-01-02")

    assert line(runner("doctor", "--project", project), "Klocka") == (
        "FEL     Klocka: datorn tror att det är 2026-11-24, men uppgifterna är från 2027-01-02. Ställ datorns klocka, "
        "eller rätta datumet i data."
    )


def test_the_real_lock_agrees_with_what_is_installed_from_it(project: Path, repository: Path, runner: Runner) -> None:
    shutil.copy(repository / "requirements.lock", project)

    told = line(runner("doctor", "--project", project), "Paket")

    assert re.sub(r"\d+", "N", told) == "OK      Paket: alla N har den version som står i requirements.lock."


LOCK = """\
# Locked by a tool that says so.
--only-binary=:all:

colorama==0.4.6 ; sys_platform == 'no-such-system' \\
    --hash=sha256:00
numpy==0.1 ; python_full_version < '3.11' \\
    --hash=sha256:01 \\
    --hash=sha256:02
    # via scipy
numpy==0.2 ; python_full_version >= '3.11' \\
    --hash=sha256:03
uvicorn[standard]==0.3 \\
    --hash=sha256:04 \\
    --hash=sha256:05
zope.interface==1.0rc1  # to the end of the line
"""


def test_a_lock_file_is_read_as_pip_reads_it() -> None:
    assert [str(requirement) for requirement in locked_packages(LOCK)] == [
        'numpy==0.2; python_full_version >= "3.11"',
        "uvicorn[standard]==0.3",
        "zope.interface==1.0rc1",
    ]


def test_a_version_that_is_written_in_another_way_is_the_same() -> None:
    version = metadata.version("polars")

    assert judge_packages([Requirement(f"Polars=={version}.0")]).level is Level.OK


def test_a_lock_file_that_cannot_be_read_is_a_fault(project: Path, runner: Runner) -> None:
    (project / "requirements.lock").write_text("<<<<<<< HEAD\npolars==2.1.0\n", encoding="utf-8")

    assert line(runner("doctor", "--project", project), "Paket") == (
        "FEL     Paket: requirements.lock kan inte läsas. Hämta filen ur projektets historik i git."
    )


def test_nothing_is_left_behind(project: Path, runner: Runner) -> None:
    before = sorted(project.rglob("*"))

    runner("doctor", "--project", project)

    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize(
    ("diagnosis", "told"),
    [
        (
            judge_python((3, 10, 4)),
            "FEL     Python: version 3.10.4 är för gammal. Installera Python 3.11 eller senare.",
        ),
        (judge_python((3, 13, 0)), "OK      Python: version 3.13.0."),
        (
            judge_packages([Requirement("polars==0.0.1"), Requirement("finns-inte-alls==1.0")]),
            f"FEL     Paket: inte de som står i requirements.lock: polars {metadata.version('polars')} (0.0.1), "
            "finns-inte-alls saknas (1.0). Ta bort mappen .venv och kör make check, så installeras rätt versioner.",
        ),
        (
            judge_space(150_000_000),
            "FEL     Diskutrymme: bara 0,1 GB ledigt. Frigör plats, så att en ny publicering får rum.",
        ),
        (
            judge_space(900_000_000),
            "Varning Diskutrymme: bara 0,9 GB ledigt. Frigör plats, så att en ny publicering får rum.",
        ),
        (judge_space(5_000_000_000), "OK      Diskutrymme: 5,0 GB ledigt."),
        (
            judge_schemas(None),
            "FEL     schemas: filerna i schemas/ kan inte läsas. Hämta dem ur projektets historik i git.",
        ),
        (judge_clock(None, datetime.date(2026, 1, 1)), "OK      Klocka: 2026-01-01."),
        (
            Diagnosis(Level.WARNING, "Inkorg", "Ring 070-174 06 05"),
            "Varning Inkorg: Ring •••-••• •• ••",
        ),
    ],
)
def test_each_thing_is_told_with_what_to_do(diagnosis: Diagnosis, told: str) -> None:
    assert str(diagnosis) == told


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_in_is_a_fault(project: Path, runner: Runner) -> None:
    (project / "data").chmod(0o555)

    assert line(runner("doctor", "--project", project), "Mappar") == (
        "FEL     Mappar: det går inte att skriva i data. Ge ditt konto rätt att skriva där."
    )


@pytest.mark.parametrize(
    ("published", "today", "told"),
    [
        (2025, "2026-12-31", "OK      Uppföljning: siffror till och med 2025 är publicerade."),
        (
            2025,
            "2027-01-01",
            "Varning Uppföljning: siffrorna för 2026 är inte publicerade än. Börja med make new-year YEAR=2026",
        ),
        (
            2025,
            "2027-07-01",
            "FEL     Uppföljning: siffrorna för 2026 är försenade. Börja med make new-year YEAR=2026",
        ),
        (
            2024,
            "2027-01-01",
            "FEL     Uppföljning: siffrorna för 2025 är försenade. Börja med make new-year YEAR=2025",
        ),
    ],
)
def test_a_follow_up_that_is_due_is_told_and_one_that_is_late_is_a_fault(published: int, today: str, told: str) -> None:
    assert str(judge_follow_up(published, datetime.date.fromisoformat(today))) == told
