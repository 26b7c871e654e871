"""A number in a text that belongs with a hidden figure is told of in the data folder, without the text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faults import DATA, SCHEMAS, Y2025, at, observed, problems_in
from tests.sheets import break_cell, row_of, rows_of, write_rows

RULE = "text_tells_no_hidden_figure"

HIDDEN = observed(indicator_id="P2-01", sex="M")
TOTAL = observed(indicator_id="P2-01", sex="T")
"""Beside the total, which is shown, the men are few and the women are hidden for their sake."""

OF_NOTE = (
    "Siffran på raden visas inte, men anmärkningen innehåller ett tal eller ett räkneord. Säger det hur många det "
    "gäller, eller kan det räknas ut ur det: skriv om anmärkningen utan tal. Säger det inget om det, skriv in det som "
    "står där, ordagrant, i data/allowed_texts.csv med ett skäl."
)

SHORT = (
    "Siffran på raden visas inte, men anmärkningen innehåller ett tal eller ett räkneord. Säger det hur många det "
    "gäller, eller kan det räknas ut ur det: skriv om anmärkningen utan tal. Säger det inget om det, skriv några ord "
    "som säger vad talet är."
)

OF_REASON = (
    "Siffran visas inte, men skälet till att den ändras innehåller ett tal eller ett räkneord. Säger det hur många det "
    "gäller, eller kan det räknas ut ur det: skriv om skälet utan tal. Säger det inget om det, skriv in det som står "
    "där, ordagrant, i data/allowed_texts.csv med ett skäl."
)

BESIDE_IN_NOTE = (
    "Mening 2 i anmärkningen nämner ett litet antal personer eller ärenden, och för 2025 finns siffror som inte visas "
    "om P2-01 Personer som är 65 år eller äldre med ärende om våld. Säger meningen något om dem: skriv om den utan "
    "tal. Säger den inget om dem, skriv in det som står där, ordagrant, i data/allowed_texts.csv med ett skäl."
)

BESIDE_IN_REASON = (
    "Mening 1 i skälet till ändringen nämner ett litet antal personer eller ärenden, och för 2025 finns siffror som "
    "inte visas om P2-01 Personer som är 65 år eller äldre med ärende om våld. Säger meningen något om dem: skriv om "
    "den utan tal. Säger den inget om dem, skriv in det som står där, ordagrant, i data/allowed_texts.csv med ett skäl."
)

IN_ASSESSMENT = (
    "Mening 2 i texten nämner ett litet antal personer eller ärenden, och för 2025 finns siffror som inte visas om "
    "P4-01 Barn och unga som misstänks ha förts eller riskerat att föras utomlands och 2 till. Säger meningen något om "
    "dem: skriv om den utan tal. Säger den inget om dem, skriv in det som står där, ordagrant, i "
    "data/allowed_texts.csv med ett skäl."
)

OF_YEAR_BEFORE = (
    "Mening 2 i texten nämner ett litet antal personer eller ärenden, och för 2021 finns siffror som inte visas om "
    "P2-01 Personer som är 65 år eller äldre med ärende om våld. Säger meningen något om dem: skriv om den utan tal. "
    "Säger den inget om dem, skriv in det som står där, ordagrant, i data/allowed_texts.csv med ett skäl."
)


def allow(project: Path, text: str) -> None:
    write_rows(project / "data/allowed_texts.csv", [("text", "reason"), (text, "Det är något annat.")])


def correct(project: Path, sex: str, statuses: Sequence[str], values: Sequence[str], reason: str) -> None:
    """A correction of P2-01 2025 in the register."""
    row = ("P2-01", "2025", "9999", sex, "total", "2026-04-01", *values, *statuses, reason)
    write_rows(project / "data/revisions.csv", [SCHEMAS["revisions"].column_names, row])


def assess(project: Path, priority: str, done: str, year: str = "2025") -> None:
    row = (year, priority, done, "Det går som planerat.", "Inget återstår.")
    write_rows(project / f"data/assessments/{year}.csv", [SCHEMAS["assessments"].column_names, row])


@pytest.mark.parametrize(("note", "message"), [("Tre män", OF_NOTE), ("14 av 17 är kvinnor", OF_NOTE), ("3", SHORT)])
def test_a_note_of_a_hidden_figure_has_no_number(project: Path, note: str, message: str) -> None:
    break_cell(project / "data" / Y2025, HIDDEN, "note", note)

    assert problems_in(project) == [at(Y2025, HIDDEN, "note", RULE, None, message)]


@pytest.mark.parametrize("note", ["Färre än fem, uppgiften gäller 2025", "En ny mätning enligt 26 kap. 1 § OSL"])
def test_what_is_no_count_may_be_noted(project: Path, note: str) -> None:
    break_cell(project / "data" / Y2025, HIDDEN, "note", note)

    assert problems_in(project) == []


def test_a_note_that_is_listed_is_allowed_whatever_its_capitals_but_not_a_part_of_it(project: Path) -> None:
    break_cell(project / "data" / Y2025, HIDDEN, "note", "Två register")
    allow(project, "TVÅ REGISTER")
    assert problems_in(project) == []

    allow(project, "Två register är sammanslagna")
    assert problems_in(project) == [at(Y2025, HIDDEN, "note", RULE, None, OF_NOTE)]


def test_a_note_beside_a_hidden_figure_does_not_tell_of_a_few(project: Path) -> None:
    """A larger number, as of those that are shown, may stand there."""
    break_cell(project / "data" / Y2025, TOTAL, "note", "Alla 17 är räknade. Varav 3 personer i skyddat boende.")
    assert problems_in(project) == [at(Y2025, TOTAL, "note", RULE, None, BESIDE_IN_NOTE)]

    allow(project, "Varav 3 personer i skyddat boende.")
    assert problems_in(project) == []


def test_a_note_of_a_figure_with_nothing_hidden_beside_it_may_tell_of_a_few(project: Path) -> None:
    row = observed(indicator_id="P3-01", sex="M")
    break_cell(project / "data" / Y2025, row, "note", "Tre män")

    assert problems_in(project) == []


def test_personal_data_in_a_note_are_told_first(project: Path) -> None:
    break_cell(project / "data" / Y2025, HIDDEN, "note", "Tre ringde 070-174 06 05")

    assert [problem.rule for problem in problems_in(project)] == ["text_holds_no_personal_data"]


def test_a_reason_of_a_hidden_figure_has_no_number(project: Path) -> None:
    correct(project, "M", ("final", "suppressed_primary"), ("", ""), "Rätt tal är 3")

    assert problems_in(project) == [at("revisions.csv", 2, "reason", RULE, None, OF_REASON)]


def test_a_reason_beside_a_hidden_figure_does_not_tell_of_a_few(project: Path) -> None:
    total = rows_of(DATA / Y2025)[TOTAL - 2]["value"]
    correct(project, "T", ("final", "final"), ("12", total), "Fyra män saknades")
    assert problems_in(project) == [at("revisions.csv", 2, "reason", RULE, None, BESIDE_IN_REASON)]

    correct(project, "T", ("final", "final"), ("12", total), f"Rätt tal är {total}")
    assert problems_in(project) == []


def test_an_assessment_does_not_tell_of_a_few_where_figures_of_its_priority_are_hidden(project: Path) -> None:
    said = "Under 2025 kom två rutiner, se punkt 3. Tre barn har fått stöd. 12 personer är utbildade."
    assess(project, "P4", said)
    assert problems_in(project) == [at("assessments/2025.csv", 2, "done", RULE, None, IN_ASSESSMENT)]

    allow(project, "Tre barn har fått stöd.")
    assert problems_in(project) == []


def test_an_assessment_of_a_priority_of_which_everything_is_shown_may_tell_of_a_few(project: Path) -> None:
    assess(project, "P3", "Tre barn har fått stöd.", year="2022")

    assert problems_in(project) == []


def test_an_assessment_of_any_priority_does_not_tell_of_a_hidden_figure_that_belongs_to_none(project: Path) -> None:
    """VNR-08 is hidden in 2025."""
    assess(project, "P3", "Tre personer placerades i skyddat boende.")

    said = IN_ASSESSMENT.replace("Mening 2", "Mening 1").replace(
        "P4-01 Barn och unga som misstänks ha förts eller riskerat att föras utomlands och 2 till",
        "VNR-08 Personer placerade i skyddat boende",
    )
    assert problems_in(project) == [at("assessments/2025.csv", 2, "done", RULE, None, said)]


def test_a_year_of_which_everything_is_shown_is_another_matter(project: Path) -> None:
    """P4-02 is hidden in 2025 and shown in 2024."""
    row = row_of(DATA / "observations/2024.csv", indicator_id="P4-02")
    break_cell(project / "data/observations/2024.csv", row, "note", "Tre barn, och fler ärenden")

    assert problems_in(project) == []


@pytest.mark.parametrize("said", ["Tre äldre personer fick stöd 2021.", "Förra året fick tre personer stöd."])
def test_a_sentence_that_names_another_year_is_about_the_figures_of_that_year(project: Path, said: str) -> None:
    """P2-01 is hidden in 2021 and shown in 2022."""
    assess(project, "P2", f"Under 2022 fick tre personer stöd. {said}", year="2022")

    told = OF_YEAR_BEFORE.replace("med ärende om våld.", "med ärende om våld och 1 till.")
    assert problems_in(project) == [at("assessments/2022.csv", 2, "done", RULE, None, told)]


def test_a_note_that_names_another_year_is_about_the_figure_of_that_year(project: Path) -> None:
    row = row_of(DATA / "observations/2022.csv", indicator_id="P2-01", sex="T")
    break_cell(project / "data/observations/2022.csv", row, "note", "Tre personer. Ny mätning. Tre personer 2021.")

    told = OF_YEAR_BEFORE.replace("Mening 2 i texten", "Mening 3 i anmärkningen")
    assert problems_in(project) == [at("observations/2022.csv", row, "note", RULE, None, told)]
