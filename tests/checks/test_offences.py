"""Which offences make up an indicator."""

from __future__ import annotations

from pathlib import Path

from tests.faults import at, problems_in
from tests.sheets import break_cell, row_of, rows_of

FILE = "indicators/indicator_offences.csv"


def test_an_offence_code_has_four_digits(project: Path) -> None:
    row = row_of(project / "data" / FILE, offence="0422")
    break_cell(project / "data" / FILE, row, "offence", "422")

    message = "”422” är inte en brottskod med fyra siffror. Skriv koden med nollan i början. Exempel: 0422"
    assert problems_in(project) == [at(FILE, row, "offence", "offence_code_has_four_digits", "422", message)]


def test_a_total_may_not_stand_beside_its_girls_and_boys(project: Path) -> None:
    row = row_of(project / "data" / FILE, offence="0422")
    break_cell(project / "data" / FILE, row, "sex", "T")

    assert problems_in(project) == [
        at(
            FILE,
            row,
            "sex",
            "offences_are_divided_alike",
            "T",
            "P1-03 Anmälda brott om grov fridskränkning mot flickor och pojkar räknas på brott som är delade på kön, "
            "men ”0422” är totalt och skulle räknas två gånger. Ta bort raden, eller dem som är delade.",
        )
    ]


def test_every_offence_is_of_an_indicator_that_counts_reported_offences(repository: Path) -> None:
    indicators = {row["indicator_id"]: row for row in rows_of(repository / "data/indicators/indicators.csv")}
    offences = rows_of(repository / "data" / FILE)

    assert {indicators[row["indicator_id"]]["source_id"] for row in offences} == {"bra", "bra_export"}
    assert {indicators[row["indicator_id"]]["value_kind"] for row in offences} == {"count"}
