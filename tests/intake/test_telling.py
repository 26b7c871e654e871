"""A text that may tell a hidden figure stops the import, is repeated nowhere, and is answered on the command line."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Outcome, Runner
from tests.sheets import rows_of

HEADINGS = "Indikator;År;Kön;Värde;Anmärkning\n"

GROUND = "Säger inget om en siffra som inte visas, enligt svar vid inläsning"

AGAIN = "kör samma kommando en gång till, med tillägget"

ASKED_OF_NOTE = (
    "Siffran på raden visas inte, men anmärkningen innehåller ett tal eller ett räkneord. Säger det hur många det "
    "gäller, eller kan det räknas ut ur det: skriv om anmärkningen utan tal. Säger det inget om det, svara: {command} "
    'ANSWER="{id}=avslöjar-inget"'
)

ASKED_OF_REASON = (
    "Siffran visas inte, men skälet till att den ändras innehåller ett tal eller ett räkneord. Säger det hur många det "
    "gäller, eller kan det räknas ut ur det: skriv om skälet utan tal. Säger det inget om det, svara: {command} "
    'ANSWER="{id}=avslöjar-inget"'
)

ASKED_OF_TEXT = (
    "Mening 2 i texten nämner ett litet antal personer eller ärenden, och för 2024 finns siffror som inte visas om "
    "P2-01 Personer som är 65 år eller äldre med ärende om våld. Säger meningen något om dem: skriv om den utan tal. "
    'Säger den inget om dem, svara: {command} ANSWER="{id}=avslöjar-inget"'
)


def rows(men: int, note: str = "", total: int = 17) -> str:
    """The figures of an indicator, with a note on the men."""
    women = total - men
    return f"{HEADINGS}P2-01;2024;T;{total};\nP2-01;2024;K;{women};\nP2-01;2024;M;{men};{note}\n"


def write(project: Path, text: str, name: str = "tal.csv") -> Path:
    path = project / "inbox" / name
    path.write_text(text, encoding="utf-8")
    return path


def question(outcome: Outcome) -> str:
    """The only question of an import that was stopped."""
    (found,) = set(re.findall(r'ANSWER="([0-9a-f]{6})=', outcome.stdout))
    return str(found)


def notes(project: Path) -> list[str]:
    path = project / "data/observations/2024.csv"
    return [row["note"] for row in rows_of(path)] if path.exists() else []


def allowed(project: Path) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in rows_of(project / "data/allowed_texts.csv")]


def reasons(project: Path) -> list[tuple[str, ...]]:
    columns = ("sex", "old_value", "new_value", "old_status", "new_status", "reason")
    return [tuple(row[column] for column in columns) for row in rows_of(project / "data/revisions.csv")]


def files_with(folder: Path, text: str) -> list[str]:
    """The files of a folder that hold a text, as it is written in a text file."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".xlsx"]
    return [path.name for path in paths if text.casefold() in path.read_text(encoding="utf-8").casefold()]


def run_as_printed(run: Runner, project: Path, outcome: Outcome) -> Outcome:
    """What comes of the command that the question prints."""
    (command,) = re.findall(r'svara: (make import FILES=".*" ANSWER=".*")$', outcome.stdout, re.M)
    words = dict(word.split("=", 1) for word in shlex.split(command)[2:])
    return run("import", "--project", project, words["FILES"], "--answer", words["ANSWER"])


def test_a_note_with_a_number_is_asked_about_and_answered_as_the_question_says(own: Path, runner: Runner) -> None:
    path = write(own, rows(3, "Tre register"))

    stopped = runner("import", "--project", own, path)

    command = f'make import FILES="{path}"'
    told = ASKED_OF_NOTE.format(command=command, id=question(stopped))
    assert stopped.exit_code == 1
    assert f"  FEL rad 4, kolumn Anmärkning: {told}\n" in stopped.stdout
    assert "register" not in (stopped.stdout + stopped.stderr).casefold()
    assert files_with(own / "data", "Tre register") == []
    assert files_with(own / "inbox/rapport", "Tre register") == []

    answered = run_as_printed(runner, own, stopped)

    assert (answered.exit_code, notes(own)) == (0, ["", "Tre register", ""])
    assert allowed(own) == [("Tre register", GROUND)]
    assert runner("check", "--project", own).exit_code == 0
    assert runner("import", "--project", own, path).exit_code == 0


def test_a_note_without_the_number_goes_through(own: Path, runner: Runner) -> None:
    assert runner("import", "--project", own, write(own, rows(3, "Tre män"))).exit_code == 1

    assert runner("import", "--project", own, write(own, rows(3, "Ny mätning 2024"))).exit_code == 0
    assert allowed(own) == []


def test_a_note_of_a_figure_that_is_shown_may_have_a_number(own: Path, runner: Runner) -> None:
    assert runner("import", "--project", own, write(own, rows(8, "Tre register"))).exit_code == 0


def test_a_note_that_is_in_the_data_is_asked_about_when_its_figure_is_hidden(own: Path, runner: Runner) -> None:
    assert runner("import", "--project", own, write(own, rows(8, "Åtta män"))).exit_code == 0
    without = re.sub("(?m);[^;\n]*$", "", rows(3))

    stopped = runner("import", "--project", own, write(own, without), "--reason", "Rättat av källan")

    assert stopped.exit_code == 1
    assert ASKED_OF_NOTE.format(command=AGAIN, id=question(stopped)) in stopped.stdout


def test_a_note_that_is_nothing_but_a_number_has_no_answer(own: Path, runner: Runner) -> None:
    stopped = runner("import", "--project", own, write(own, rows(3, "tre")))

    assert stopped.exit_code == 1
    assert "ANSWER" not in stopped.stdout
    assert "Säger det inget om det, skriv några ord som säger vad talet är.\n" in stopped.stdout


def test_another_answer_is_wrong_usage(own: Path, runner: Runner) -> None:
    path = write(own, rows(3, "Tre register"))
    found = question(runner("import", "--project", own, path))

    outcome = runner("import", "--project", own, path, "--answer", f"{found}=ingen-person")

    assert (outcome.exit_code, outcome.stderr.splitlines()[-1]) == (
        2,
        f"”ingen-person” är inget svar på fråga {found}. Svar som går att ge: avslöjar-inget.",
    )
    assert allowed(own) == []


def test_a_note_with_personal_data_cannot_be_allowed_as_telling_nothing(own: Path, runner: Runner) -> None:
    path = write(own, rows(3, "Tre träffar på Storgatan 12"))
    person = question(runner("import", "--project", own, path))

    answered = runner("import", "--project", own, path, "--answer", f"{person}=ingen-person")

    assert allowed(own) == [("Storgatan 12", "Ingen person, enligt svar vid inläsning")]
    assert ASKED_OF_NOTE.format(command=f'make import FILES="{path}"', id=question(answered)) in answered.stdout


def test_a_reason_for_all_is_asked_about_and_answered_with_the_same_command(own: Path, runner: Runner) -> None:
    assert runner("import", "--project", own, write(own, rows(8))).exit_code == 0
    words = ("import", "--project", own, write(own, rows(3)), "--reason", "Fem dubbletter")

    stopped = runner(*words)

    told = ASKED_OF_REASON.format(command=AGAIN, id=question(stopped))
    assert stopped.exit_code == 1
    assert f"  FEL rad 3, 4, kolumn Värde: {told}\n" in stopped.stdout
    assert "dubbletter" not in (stopped.stdout + stopped.stderr).casefold()
    assert files_with(own / "data", "Fem dubbletter") == files_with(own / "inbox/rapport", "Fem dubbletter") == []

    answered = runner(*words, "--answer", f"{question(stopped)}=avslöjar-inget")

    assert answered.exit_code == 0
    assert {reason for *_, reason in reasons(own)} == {"Fem dubbletter"}
    assert allowed(own) == [("Fem dubbletter", GROUND)]
    assert runner("check", "--project", own).exit_code == 0


def test_a_reason_in_a_file_is_told_at_its_own_row(own: Path, runner: Runner) -> None:
    assert runner("import", "--project", own, write(own, rows(8))).exit_code == 0
    write(own, rows(3))
    write(
        own, "Indikator;År;Kön;Skäl\nP2-01;2024;T;Rättat\nP2-01;2024;M;Rätt tal är 3\nP2-01;2024;K;Rättat\n", "skäl.csv"
    )

    stopped = runner("publish", "--project", own)

    told = ASKED_OF_REASON.format(command="make publish", id=question(stopped))
    assert stopped.stdout.startswith(f"skäl.csv\n  FEL rad 3, kolumn Skäl: {told}\n")


def test_an_assessment_is_asked_about_in_a_preview_that_does_not_show_it(own: Path, runner: Runner) -> None:
    write(own, rows(3))
    said = "Arbetet går bra. Tre kvinnor har fått stöd."
    headings = "År;Inriktning;Det här har gjorts;Så går det;Det här återstår\n"
    write(own, f"{headings}2024;P2;{said};Bra.;Inget.\n", "ord.csv")

    previewed = runner("preview", "--project", own)

    told = ASKED_OF_TEXT.format(command="make preview", id=question(previewed))
    assert f"    FEL rad 2, kolumn Det här har gjorts: {told}\n" in previewed.stdout
    page = (own / "inbox/forhandsvisning.html").read_text(encoding="utf-8")
    assert "Tre kvinnor" not in previewed.stdout + page
    assert "Arbetet går bra. ••• ••••••• ••• •••• ••••." in page

    runner("preview", "--project", own, "--answer", f"{question(previewed)}=avslöjar-inget")

    assert allowed(own) == [("Tre kvinnor har fått stöd.", GROUND)]
    assert "Tre kvinnor har fått stöd." in (own / "inbox/forhandsvisning.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("first", "kept"),
    [("Rättat av källan", "Rättat av källan; Fel fil"), ("Rätt tal är 9", "Fel fil")],
)
def test_a_figure_that_is_corrected_and_hidden_on_one_day_leaves_no_number(
    own: Path, runner: Runner, first: str, kept: str
) -> None:
    """What it was before is not kept, nor a reason that told it: nobody can rewrite a reason that is given already."""
    for men, reason in ((7, "Nytt"), (9, first), (3, "Fel fil")):
        outcome = runner("import", "--project", own, write(own, rows(men)), "--reason", reason)
        assert outcome.exit_code == 0, outcome.stdout

    assert [row for row in reasons(own) if row[0] == "M"] == [("M", "", "", "final", "suppressed_primary", kept)]
    assert runner("check", "--project", own).exit_code == 0
