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
