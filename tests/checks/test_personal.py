"""Personal data in the data folder are told masked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import (
    Y2025,
    at,
    observed,
    problems_in,
)
from tests.sheets import break_cell


@pytest.mark.parametrize(
    ("text", "kind", "masked"),
    [
        ("Ring 070-174 06 05.", "ett telefonnummer", "•••-••• •• ••"),
        ("19121212-1212", "ett personnummer eller samordningsnummer", "••••••••-••••"),
    ],
)
def test_personal_data_in_the_data_folder_are_told_and_not_repeated(
    project: Path, text: str, kind: str, masked: str
) -> None:
    row = observed(indicator_id="VNR-01", sex="T")
    break_cell(project / "data" / Y2025, row, "note", text)

    assert problems_in(project) == [
        at(
            Y2025,
            row,
            "note",
            "text_holds_no_personal_data",
            masked,
            f"I cellen står något som ser ut som {kind}: {masked}. Personuppgifter får inte lämnas in. Ta bort det. Är "
            "det ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett "
            "personnummer).",
        )
    ]


@pytest.mark.parametrize(
    ("text", "kind", "masked", "asked"),
    [
        ("Besök: Storgatan 12.", "en adress med husnummer", "••••••••• ••", "Storgatan 12"),
        ("19850412", "ett födelsedatum", "••••••••", "19850412"),
    ],
)
def test_what_may_be_personal_data_in_the_data_folder_is_asked_about(
    project: Path, text: str, kind: str, masked: str, asked: str
) -> None:
    row = observed(indicator_id="VNR-01", sex="T")
    break_cell(project / "data" / Y2025, row, "note", text)

    assert problems_in(project) == [
        at(
            Y2025,
            row,
            "note",
            "text_may_be_personal",
            masked,
            f"I cellen står något som kan peka ut en person ({kind}: {masked}). Är det en person: ta bort det. Är det "
            "ingen person: skriv in texten i data/allowed_texts.csv med ett skäl.",
        )
    ]


def test_a_count_that_could_be_a_date_is_not_asked_about_in_the_data_folder(project: Path) -> None:
    break_cell(project / "data" / Y2025, observed(indicator_id="VNR-01", sex="T"), "value", "850412")

    assert problems_in(project) == []
