"""What a sentence tells staff to do can be done, and then the command works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import openpyxl
import pytest

from pipeline.cli import main
from pipeline.messages.rules import FAULTS
from pipeline.messages.sentences import SENTENCES
from tests.conftest import Outcome, Runner
from tests.sheets import row_of, rows_of, write_rows

SPOKEN = {**SENTENCES, **{name: fault.sentence for name, fault in FAULTS.items()}}

MAKE = re.compile(r"\bmake ([a-z][a-z-]*)((?: [A-Z]+=(?:\"[^\"]*\"|\S+))*)")

COMMAND = re.compile(r"\bpipeline ([a-z][a-z-]*)((?: --[a-z-]+)*)")

NAMES = ("indicator_id", "year", "area_code", "sex", "age_group", "value", "value_status", "note")

HEADINGS = ("Indikator", "År", "Kommunkod", "Kön", "Ålder", "Värde", "Status", "Anmärkning")


def advised(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Each command that a sentence names: the sentence, the command and what is given to it."""
    for name, text in SPOKEN.items():
        yield from ((name, *found) for found in pattern.findall(text))


@pytest.mark.parametrize(("sentence", "target", "given"), list(advised(MAKE)))
def test_a_target_that_is_named_exists_and_takes_what_is_given(
    sentence: str, target: str, given: str, repository: Path
) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    commands, variables = (
        re.findall(rf"^{name} := (.*)$", makefile, re.M)[0].split() for name in ("COMMANDS", "GIVEN")
    )

    assert target in commands
    assert set(re.findall(r" ([A-Z]+)=", given)) <= set(variables)
    taken = {option for parameter in main.commands[target].params for option in _variables(parameter)}
    assert set(re.findall(r" ([A-Z]+)=", given)) <= taken


def _variables(parameter: click.Parameter) -> list[str]:
    """The make variables that reach a parameter."""
    named = [parameter.envvar] if isinstance(parameter.envvar, str) else list(parameter.envvar or ())
    return [name.removeprefix("PIPELINE_") for name in named]


def test_a_command_and_an_option_that_are_named_exist() -> None:
    options = {name: {opt for each in command.params for opt in each.opts} for name, command in main.commands.items()}

    for sentence, command, given in advised(COMMAND):
        assert set(given.split()) <= options.get(command, set()), sentence
    known = {"--help", "--all"}.union(*options.values())
    for name, text in SPOKEN.items():
        assert set(re.findall(r"(?<=\s)--[a-z][a-z-]*", text)) <= known, name


@pytest.fixture
def own(small_project: Path) -> Path:
    """A small project without last year's figures, so that they can be handed in."""
    (small_project / "data/observations/2025.csv").unlink()
    (small_project / "inbox").mkdir(exist_ok=True)
    return small_project


def hand_in(project: Path, **cells: str) -> Path:
    """A file in the inbox with one row, sound but for these cells."""
    sound = dict(zip(HEADINGS, ("VNR-08", "2025", "9999", "totalt", "alla åldrar", "12", "", ""), strict=True))
    path = project / "inbox/siffror.csv"
    write_rows(path, [list(HEADINGS), list((sound | cells).values())])
    return path


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("Indikator", "VNR-88"),
        ("Indikator", "okänd"),
        ("År", "i fjol"),
        ("Kommunkod", "98"),
        ("Kön", "annat"),
        ("Kön", ""),
        ("Ålder", "gammal"),
        ("Ålder", ""),
        ("Status", "finns inte"),
        ("Värde", "ca 12"),
        ("Värde", "=1+"),
    ],
)
def test_the_example_of_a_fault_can_be_written_in_the_cell(column: str, text: str, own: Path, runner: Runner) -> None:
    refused = runner("import", "--project", own, hand_in(own, **{column: text}))
    assert refused.exit_code == 1
    found = re.search(r"(?:Exempel|Liknande): (.*)", refused.stdout)
    assert found, refused.stdout
    example = {"1 234,5": "1 234", "Uppgiften är rättad.": "12"}.get(found[1], found[1])

    assert runner("import", "--project", own, hand_in(own, **{column: example})).exit_code == 0, example


def correction(project: Path, value: str) -> list[list[str]]:
    """The heading and a row that change a published figure."""
    path = project / "data/observations/2025.csv"
    row = rows_of(path)[row_of(path, indicator_id="VNR-08", sex="T") - 2]
    return [list(NAMES), [*(row[name] for name in NAMES[:5]), value, "final", ""]]


def test_a_published_figure_is_changed_as_the_sentence_says(once_published: Path, runner: Runner) -> None:
    path = once_published / "inbox/rättelse.csv"
    write_rows(path, correction(once_published, "23"))
    assert "eller kör make import FILES=" in runner("publish", "--project", once_published).stdout

    assert runner("import", "--project", once_published, path, "--reason", "Räknat om.").exit_code == 0
    assert runner("publish", "--project", once_published).exit_code == 0


def test_what_was_rolled_back_is_mended_as_the_sentence_says(once_published: Path, runner: Runner) -> None:
    path = once_published / "inbox/rättelse.csv"
    write_rows(path, correction(once_published, "23"))
    runner("import", "--project", once_published, path, "--reason", "Räknat om.")
    assert runner("publish", "--project", once_published).exit_code == 0
    assert runner("rollback", "--project", once_published).exit_code == 0
    refused = runner("publish", "--project", once_published)
    assert "Ingen publicering gjordes." in refused.stderr

    write_rows(path, correction(once_published, "24"))
    assert runner("import", "--project", once_published, path, "--reason", "Räknat om igen.").exit_code == 0
    assert runner("publish", "--project", once_published).exit_code == 0


def test_a_begun_text_is_published_when_the_rest_is_filled_in(once_published: Path, runner: Runner) -> None:
    path = once_published / "inbox/ord.xlsx"
    runner("new-year", "--project", once_published, "2026")
    (once_published / "inbox/uppfoljning-2026.xlsx").rename(path)

    def write(**cells: str) -> Outcome:
        workbook = openpyxl.load_workbook(path)
        for cell, text in cells.items():
            workbook["Uppföljning i ord"][cell] = text
        workbook.save(path)
        return runner("publish", "--project", once_published)

    assert "De här texterna är påbörjade" in write(E5="Allt är gjort.").stdout
    assert "De här texterna är påbörjade" not in write(F5="Det går bra.", G5="Inget återstår.").stdout
    assert [row["done"] for row in rows_of(once_published / "data/assessments/2026.csv")] == ["Allt är gjort."]


def test_what_must_be_hidden_is_hidden_as_the_sentence_says(small_project: Path, runner: Runner) -> None:
    path = small_project / "data/observations/2025.csv"
    rows = rows_of(path)
    for row in rows:
        if (row["indicator_id"], row["sex"]) == ("VNR-08", "K"):
            row["value"], row["value_status"] = "9", "final"
    write_rows(path, [list(rows[0]), *(list(row.values()) for row in rows)])
    refused = runner("check", "--project", small_project)
    assert "visar kommandot make protect" in refused.stdout

    shown = runner("protect", "--project", small_project)
    assert shown.stdout.splitlines()[-1].endswith("Gör det i data med: make protect PROPOSE=1")
    assert "skyddar en annan uppgift som inte visas" in shown.stdout
    assert runner("protect", "--project", small_project, "--propose").exit_code == 0
    assert runner("check", "--project", small_project).exit_code == 0
