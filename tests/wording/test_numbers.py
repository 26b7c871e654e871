"""Numbers and years as they are written in each language."""

from __future__ import annotations

import pytest

from pipeline.wording.numbers import spans


@pytest.mark.parametrize(
    ("years", "told"),
    [([], ""), ([2021], "2021"), ([2023, 2021, 2022, 2025, 2025], "2021–2023 och 2025"), ([1, 3, 5], "1, 3 och 5")],
)
def test_years_in_a_row_are_told_as_a_span(years: list[int], told: str) -> None:
    assert spans(years, "sv") == told
