"""What only staff can say is asked once: the import stops, a command answers the question, the answer is kept."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.checks.readings import MEANINGS
from pipeline.intake.draft import draft_import
from pipeline.intake.sources.questions import CHOICES
from pipeline.project import Project
from tests.conftest import NOW, Outcome, Runner
from tests.sheets import rows_of

TODAY = NOW.date().isoformat()


@dataclass(frozen=True)
class Asked:
    """A rule and a file that breaks it, the whole question, and what follows when it is answered by this choice."""

    rule: str
    file: str
    question: str
    choice: str
    figures: tuple[tuple[str, str, str, str], ...]
    entry: tuple[str, str, str, str, str]
    place: str = "rad 2, kolumn Värde"


ASKED = {
    "unknown-column": Asked(
        "column_is_known",
        "Indikator;År;Kön;Värde;Handläggare\nVNR-03;2024;T;12;enhet A\n",
        "Vad står i kolumnen ”Handläggare”? Den känns inte igen och kan säga vad siffrorna gäller, så inget läses "
        "förrän det är sagt. Svara med vad som står i den: indikator, år, område, kön, ålder, värde, status eller "
        "anmärkning. Svaret gäller sedan alla filer med uppgifter från samma källa. Är den bara en upplysning, svara: "
        '{command} ANSWER="bcd0b0=upplysning"',
        "upplysning",
        (("VNR-03", "T", "12", "final"),),
        ("bra", "heading", "handläggare", "any", "not_read"),
        "rad 1, kolumn Handläggare",
    ),
    "unknown-column-that-is-the-year": Asked(
        "column_is_known",
        "Indikator;Verksamhetsår;Kön;Värde;År\nVNR-03;2024;T;12;2024\n",
        "Vad står i kolumnen ”Verksamhetsår”? Den känns inte igen och kan säga vad siffrorna gäller, så inget läses "
        "förrän det är sagt. Svara med vad som står i den: indikator, år, område, kön, ålder, värde, status eller "
        "anmärkning. Svaret gäller sedan alla filer med uppgifter från samma källa. Är den bara en upplysning, svara: "
        '{command} ANSWER="dd534f=upplysning"',
        "år",
        (("VNR-03", "T", "12", "final"),),
        ("bra", "heading", "verksamhetsår", "any", "year"),
        "rad 1, kolumn Verksamhetsår",
    ),
    "information-that-disagrees": Asked(
        "column_is_known",
        "Indikator;År;Kön;Värde;Enhet\nVNR-03;2024;T;12;Hemtjänst norr\n",
        "Vad står i kolumnen ”Enhet”? Texten på raden är en annan än den som finns om indikatorn, så kolumnen kan säga "
        "något om vad siffran gäller. Svara med vad som står i den: indikator, år, område, kön, ålder, värde, status "
        'eller anmärkning. Är den bara en upplysning, svara: {command} ANSWER="d52146=upplysning"',
        "upplysning",
        (("VNR-03", "T", "12", "final"),),
        ("bra", "heading", "enhet", "any", "not_read"),
        "rad 2, kolumn Enhet",
    ),
    "title": Asked(
        "title_is_known",
        "Hemtjänst norr\n\nIndikator;År;Kön;Värde\nVNR-03;2024;T;12\n",
        "Vad betyder ”Hemtjänst norr” vid tabellen eller i bladets namn? Det kan säga att siffrorna bara gäller en "
        "del, till exempel en enhet. Gäller siffrorna en del av kommunen kan de inte läsas in. Är det bara en "
        'upplysning, svara: {command} ANSWER="e06935=upplysning"',
        "upplysning",
        (("VNR-03", "T", "12", "final"),),
        ("bra", "title", "hemtjänst norr", "any", "not_read"),
        "",
    ),
    "heading-of-another-kind": Asked(
        "heading_is_of_its_kind",
        "Indikator;År;Kön;Antal\nVNR-01;2024;T;12\n",
        "Står värdet för VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 invånare i kolumnen ”Antal”? "
        "Rubriken passar inte indikatorn, som är tal per invånare (antal per 100 000 invånare). Stämmer det inte: lägg "
        'till en kolumn med rubriken Värde och rätt siffror. Stämmer det, svara: {command} ANSWER="b77f1a=värde"',
        "värde",
        (("VNR-01", "T", "12", "final"),),
        ("kolada_bra", "heading", "antal / vnr-01", "rate", "value"),
        "rad 1, kolumn Antal",
    ),
    "dash": Asked(
        "sign_is_known",
        "Indikator;År;Kön;Värde\nP4-02;2024;T;-\n",
        "”-” betyder olika saker hos olika källor, och vad det betyder här är inte känt. Svara för alla filer från "
        'samma källa: {command} ANSWER="725df6=saknas" eller på samma sätt noll, dold, ej-tillämplig eller '
        "ej-insamlad. Du kan också skriva 0 om det är noll, eller tömma cellen och välja en status. Exempel: saknas",
        "noll",
        (("P4-02", "T", "0", "final"),),
        ("municipality", "sign", "-", "any", "zero"),
    ),
    "sign-that-nobody-has-heard-of": Asked(
        "value_is_a_number",
        "Indikator;År;Kön;Värde\nP1-02;2024;T;~100\n",
        "”~100” betyder olika saker hos olika källor, och vad det betyder här är inte känt. Svara för alla filer "
        'från samma källa: {command} ANSWER="33eb4d=saknas" eller på samma sätt noll, dold, ej-tillämplig eller '
        "ej-insamlad. Du kan också skriva 0 om det är noll, eller tömma cellen och välja en status. Exempel: saknas",
        "dold",
        (("P1-02", "T", "", "suppressed_primary"),),
        ("municipality", "sign", "~100", "any", "suppressed_primary"),
    ),
    "three-digits-after-a-comma": Asked(
        "number_is_unambiguous",
        "Indikator;År;Kön;Värde\nP3-03;2024;T;12,000\n",
        "”12,000” kan betyda två saker: är tecknet före de tre sista siffrorna ett decimaltecken, eller skiljer det "
        'tusental? Svara för alla filer från samma källa: {command} ANSWER="1162bf=decimaltecken" eller på samma sätt '
        "tusental. Du kan också skriva om talet, tusental med mellanslag och decimaler med komma. Exempel: 1 234 eller "
        "1,2",
        "tusental",
        (("P3-03", "T", "12000", "final"),),
        ("municipality", "decimal_mark", ",", "count", "thousands"),
    ),
    "share-of-one": Asked(
        "share_is_in_per_cent",
        "Indikator;År;Kön;Värde\nP2-02;2024;T;1\n",
        "”1” är inte större än 1, men indikatorn anges i procent. Är det 1 procent, eller är det en del av 1? Svara "
        'för indikatorn: {command} ANSWER="49e480=procent" eller på samma sätt del-av-ett. Du kan också skriva talet '
        "med procenttecken. Exempel: 34 %",
        "del-av-ett",
        (("P2-02", "T", "100", "final"),),
        ("municipality", "share", "1 / p2-02", "share", "part_of_one"),
    ),
}


def imported(run: Runner, project: Path, text: str, *options: str) -> Outcome:
    """What comes of importing a file with this text."""
    (project.parent / "fil.csv").write_text(text, encoding="utf-8")
    return run("import", "--project", project, project.parent / "fil.csv", *options)


def figures(project: Path) -> tuple[tuple[str, str, str, str], ...]:
    """The observations of the project."""
    return tuple(
        (row["indicator_id"], row["sex"], row["value"], row["value_status"])
        for path in sorted((project / "data/observations").glob("*.csv"))
        for row in rows_of(path)
    )


def answers(project: Path) -> list[tuple[str, ...]]:
    """What has been answered in the project, with the day and the ground."""
    return [tuple(row.values()) for row in rows_of(project / "data/indicators/readings.csv") if row["answered_on"]]


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_question_is_a_problem_of_its_rule(started: Project, tmp_path: Path, asked: Asked) -> None:
    path = tmp_path / "fil.csv"
    path.write_text(asked.file, encoding="utf-8")

    draft = draft_import(started, [path], today=NOW.date())

    assert [(problem.rule, problem.fatal) for problem in draft.problems] == [(asked.rule, True)]


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_question_stops_the_import_and_its_answer_is_kept(own: Path, runner: Runner, asked: Asked) -> None:
    stopped = imported(runner, own, asked.file)

    command = f'make import FILES="{own.parent / "fil.csv"}"'
    assert stopped.exit_code == 1
    assert (
        f"  FEL{asked.place and f' {asked.place}'}: {asked.question.replace('{command}', command)}\n" in stopped.stdout
    )
    assert (figures(own), answers(own)) == ((), [])

    question = re.findall(r'ANSWER="([0-9a-f]{6})=', stopped.stdout)[0]
    answered = imported(runner, own, asked.file, "--answer", f"{question}={asked.choice}")

    assert (answered.exit_code, figures(own)) == (0, asked.figures)
    assert answers(own) == [(*asked.entry, TODAY, "Svar vid inläsning")]

    again = imported(runner, own, asked.file)

    assert (again.exit_code, figures(own)) == (0, asked.figures)
    assert "ANSWER" not in again.stdout


def test_what_is_answered_of_one_source_is_asked_again_of_another(own: Path, runner: Runner) -> None:
    assert imported(runner, own, ASKED["unknown-column"].file, "--answer", "bcd0b0=upplysning").exit_code == 0

    other = imported(runner, own, "Indikator;År;Kön;Värde;Handläggare\nP4-02;2024;T;12;enhet A\n")

    assert other.exit_code == 1
    assert "Vad står i kolumnen ”Handläggare”?" in other.stdout


def test_several_answers_are_given_at_once_and_kept_though_the_import_is_stopped_by_something_else(
    own: Path, runner: Runner
) -> None:
    text = "Indikator;År;Kön;Värde;Handläggare\nVNR-03;2024;T;tolv;enhet A\nP4-02;2024;T;-;enhet B\n"

    stopped = imported(runner, own, text, "--answer", "bcd0b0=upplysning", "--answer", "725df6=noll")

    assert (stopped.exit_code, figures(own)) == (1, ())
    assert [entry[:5] for entry in answers(own)] == [
        ("bra", "heading", "handläggare", "any", "not_read"),
        ("municipality", "heading", "handläggare", "any", "not_read"),
        ("municipality", "sign", "-", "any", "zero"),
    ]
    assert "”tolv” är inte ett tal." in stopped.stdout
    assert "ANSWER" not in stopped.stdout


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("bcd0b0", "Svaret ”bcd0b0” går inte att förstå. Skriv frågans beteckning och svaret. Exempel: a3f9c1=saknas"),
        ("ffffff=noll", "Det finns ingen fråga ffffff i filerna. Kör kommandot utan svar och se vad som frågas."),
        (
            "bcd0b0=kanske",
            "”kanske” är inget svar på fråga bcd0b0. Svar som går att ge: upplysning, indikator, år, område, kön, "
            "ålder, värde, status, anmärkning.",
        ),
    ],
)
def test_an_answer_that_answers_nothing_is_wrong_usage(own: Path, runner: Runner, answer: str, told: str) -> None:
    stopped = imported(runner, own, ASKED["unknown-column"].file, "--answer", answer)

    assert (stopped.exit_code, stopped.stderr.splitlines()[-1]) == (2, told)
    assert answers(own) == []


def test_an_answer_given_again_does_no_harm(own: Path, runner: Runner) -> None:
    for _ in range(2):
        outcome = imported(runner, own, ASKED["unknown-column"].file, "--answer", "bcd0b0=upplysning")
        assert outcome.exit_code == 0

    assert len(answers(own)) == 1


def test_a_preview_keeps_an_answer_and_writes_nothing_else(own: Path, runner: Runner) -> None:
    (own / "inbox/fil.csv").write_text(ASKED["unknown-column"].file, encoding="utf-8")

    asked = runner("preview", "--project", own)
    answered = runner("preview", "--project", own, "--answer", "bcd0b0=upplysning")

    assert 'make preview ANSWER="bcd0b0=upplysning"' in asked.stdout
    assert "Handläggare" not in answered.stdout
    assert (figures(own), len(answers(own))) == ((), 1)


def test_a_question_of_a_person_is_answered_without_repeating_the_text(own: Path, runner: Runner) -> None:
    text = "Indikator;År;Kön;Värde;Anmärkning\nVNR-03;2024;T;12;Besök på Storgatan 12\n"

    stopped = imported(runner, own, text)
    question = re.findall(r'ANSWER="([0-9a-f]{6})=', stopped.stdout)[0]

    assert stopped.exit_code == 1
    assert "Storgatan" not in stopped.stdout

    answered = imported(runner, own, text, "--answer", f"{question}=ingen-person")

    assert (answered.exit_code, figures(own)) == (0, (("VNR-03", "T", "12", "final"),))
    assert [tuple(row.values()) for row in rows_of(own / "data/allowed_texts.csv")] == [
        ("Storgatan 12", "Ingen person, enligt svar vid inläsning")
    ]
    assert runner("check", "--project", own).exit_code == 0


def test_every_choice_means_something_that_the_table_may_hold() -> None:
    assert {subject: set(words.values()) for subject, words in CHOICES.items()} == {
        subject: set(meanings) for subject, meanings in MEANINGS.items()
    }


def test_an_entry_that_means_something_else_is_a_problem(own: Path, runner: Runner) -> None:
    path = own / "data/indicators/readings.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("bra,sign,-,any,zero", "bra,sign,-,any,year"), "utf-8")

    outcome = runner("check", "--project", own, "--format", "json")

    problems = json.loads(outcome.stdout)["problems"]
    assert [(found["rule"], found["message"]) for found in problems if found["fatal"]] == [
        (
            "reading_is_possible",
            "ett tecken i stället för en siffra (sign) kan inte betyda år (year). Det kan betyda: noll (zero), saknas "
            "(missing), ej tillämplig (not_applicable), ej insamlad (not_collected), dold (få personer) "
            "(suppressed_primary).",
        )
    ]
