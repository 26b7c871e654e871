"""Texts that would do something in a spreadsheet."""

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
    "text",
    [
        "=1+1",
        "+46",
        "@SUM(A1)",
        "-1",
        "＝1+1",
        "＋46",
        "－1",
        "＠SUM(A1)",
        "﹦1",
        "\u200b=1+1",
        '=HYPERLINK("http://example.org")',
    ],
)
def test_a_text_that_a_spreadsheet_takes_for_a_formula_is_told(project: Path, text: str) -> None:
    row = observed(indicator_id="VNR-01", sex="T")
    break_cell(project / "data" / Y2025, row, "note", text)

    assert problems_in(project) == [
        at(
            Y2025,
            row,
            "note",
            "text_is_not_a_formula",
            text,
            f"”{text}” börjar med ett tecken som kalkylprogram tolkar som en formel. Börja med en bokstav eller "
            "siffra. Exempel: Uppgiften är rättad.",
        )
    ]
