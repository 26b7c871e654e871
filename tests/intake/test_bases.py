"""Numerators and denominators in staff's files: read where a heading says so, never repeated, and asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.intake.draft import Draft, draft_import
from pipeline.project import open_project
from tests.conftest import NOW, Outcome, Runner
from tests.sheets import rows_of

KINDS = "numerator denominator".split()


def drafted(own: Path, text: str) -> Draft:
    """The data as they would be with this file."""
    path = own / "inbox" / "fil.csv"
    path.write_text(text, encoding="utf-8")
    return draft_import(open_project(own), [path], today=NOW.date())


def figures(draft: Draft) -> list[tuple[object, ...]]:
    """What the observations say."""
    columns = ["indicator_id", "sex", "value", "numerator", "denominator", "value_status"]
    return draft.dataset.tables["observations"].select(columns).rows()


def told(draft: Draft) -> list[tuple[int | None, str | None, str, str | None, str, bool]]:
    """Where each problem is, and what staff read."""
    return [
        (each.place.row, each.place.column, each.rule, each.value, each.message, each.fatal) for each in draft.problems
    ]


@pytest.mark.parametrize(
    ("headings", "row", "base"),
    [
        ("Värde;Täljare;Nämnare", "40;20;50", (20, 50)),
        ("Värde;Numerator;Denominator", "40;20;50", (20, 50)),
        ("Värde;Täljare;Nämnare", "40;1 200;3 000", (1200, 3000)),
        ("Täljare;Nämnare;Värde", "20;50;40 %", (20, 50)),
        ("Andel;Antal;Av", "40;20;50", (20, 50)),
        ("Andel (%);Antal;Nämnare", "40;20;50", (20, 50)),
        ("Värde;Nämnare", "40;50", (None, 50)),
    ],
)
def test_numerator_and_denominator_are_read_by_their_headings(
    own: Path, headings: str, row: str, base: tuple[int | None, int]
) -> None:
    draft = drafted(own, f"Indikator;År;Kön;{headings}\nP6-03;2025;T;{row}\n")

    assert told(draft) == []
    assert figures(draft) == [("P6-03", "T", 40, *base, "final")]


def test_a_count_beside_a_share_is_no_numerator_where_nothing_says_of_how_many(own: Path) -> None:
    """It may as well be how many were asked."""
    draft = drafted(own, "Indikator;År;Kön;Andel;Antal\nP1-02;2025;T;40;50\n")

    assert figures(draft) == [("P1-02", "T", 40, None, None, "final")]


def test_what_the_catalogue_says_of_a_numerator_is_not_a_number_of_people(own: Path) -> None:
    draft = drafted(
        own,
        "Indikator;År;Kön;Värde;Täljare;Nämnare\n"
        "P1-02;2025;T;40;Skolenheter som har genomfört ett våldsförebyggande program;Skolenheter i kommunen\n",
    )

    assert told(draft) == []
    assert figures(draft) == [("P1-02", "T", 40, None, None, "final")]


@pytest.mark.parametrize("value", ["8", "<5", "dold"])
def test_a_share_of_a_few_loses_its_numerator_and_denominator_too(own: Path, value: str) -> None:
    draft = drafted(own, f"Indikator;År;Kön;Värde;Täljare;Nämnare\nP6-03;2025;T;{value};4;50\n")

    assert told(draft) == []
    assert figures(draft) == [("P6-03", "T", None, None, None, "suppressed_primary")]


@pytest.mark.parametrize("base", ["20,5", "-3", "ca 20", "1200000000000"])
def test_a_base_that_is_no_whole_number_is_named_and_not_repeated(own: Path, base: str) -> None:
    draft = drafted(own, f"Indikator;År;Kön;Värde;Täljare;Nämnare\nP6-03;2025;T;40;{base};50\n")

    message = "Täljare och nämnare är hela tal från noll och uppåt. Skriv ett heltal, eller töm cellen. Exempel: 48"
    assert told(draft)[0] == (2, "Täljare", "base_is_whole_number", None, message, True)


def test_a_base_without_a_figure_is_named(own: Path) -> None:
    draft = drafted(own, "Indikator;År;Kön;Värde;Täljare;Nämnare\nP6-03;2025;T;;20;50\n")

    message = "Raden har täljare eller nämnare men ingen siffra som visas. Fyll i värdet, eller töm de cellerna."
    assert told(draft)[0] == (2, "Värde", "base_has_a_value", None, message, True)


def test_a_figure_that_its_small_base_does_not_give_is_named_before_it_is_hidden(own: Path) -> None:
    draft = drafted(own, "Indikator;År;Kön;Värde;Täljare;Nämnare\nP6-03;2025;T;9;4;50\n")

    message = (
        "Värdet är inte det som täljaren och nämnaren ger: 100 × täljaren / nämnaren, avrundat. Rätta den siffra som "
        "är fel."
    )
    assert told(draft) == [(2, "Täljare", "value_fits_its_base", None, message, True)]


def test_a_share_of_people_without_its_base_is_hidden_and_staff_are_told_who_can_mend_it(own: Path) -> None:
    draft = drafted(own, "Indikator;År;Kön;Värde\nP6-03;2025;K;68\nVNR-01;2025;T;11,2\n")

    message = (
        "Täljare och nämnare saknas, så ingen vet om siffran gäller så få personer att någon kan kännas igen, och den "
        "döljs. Den visas när kolumnerna Täljare och Nämnare är ifyllda. HR-funktionen kan lämna uppgifterna."
    )
    assert told(draft) == [(2, "Värde", "rate_has_its_base", None, message, False)]
    assert figures(draft) == [
        ("P6-03", "K", None, None, None, "suppressed_primary"),
        ("VNR-01", "T", 11.2, None, None, "final"),
    ]


def test_bases_that_come_later_are_taken_without_a_correction(own: Path, runner: Runner) -> None:
    def imported(text: str) -> Outcome:
        (own / "inbox" / "fil.csv").write_text(text, encoding="utf-8")
        return runner("import", "--project", own, "fil.csv")

    heading = "Indikator;År;Kön;Värde"
    first = imported(f"{heading}\nP1-02;2025;T;40\n")
    second = imported(f"{heading};Täljare;Nämnare\nP1-02;2025;T;40;4;10\n")
    third = imported(f"{heading}\nP1-02;2025;T;40\n")

    assert [each.stdout.splitlines()[-1].partition(" i ")[0] for each in (first, second)] == [
        "1 nya, 0 ändrade och 0 oförändrade uppgifter",
        "0 nya, 1 ändrade och 0 oförändrade uppgifter",
    ]
    assert third.exit_code == 0
    (row,) = rows_of(own / "data/observations/2025.csv")
    assert [row[name] for name in ("value", *KINDS)] == ["40", "4", "10"]
    assert rows_of(own / "data/revisions.csv") == []
