"""The small drawing of a series: from zero, from the first figure to the newest, and broken where the series is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.web.sparkline import HEIGHT, MARGIN, WIDTH, Sparkline, sparkline


def row(year: int, value: float | None) -> Mapping[str, Any]:
    return {"year": year, "value": value}


def test_the_points_stand_on_their_years_and_above_zero() -> None:
    points = ((MARGIN, MARGIN), (32.0, HEIGHT - MARGIN), (WIDTH - MARGIN, HEIGHT / 2))

    assert sparkline([row(2021, 10), row(2022, 0), row(2025, 5)], set()) == Sparkline((points,), 2021, 2025)
    assert Sparkline((points,), 2021, 2025).newest == points[-1]


def test_a_year_without_a_figure_and_a_break_divide_the_line() -> None:
    rows = [row(2021, 4), row(2022, None), row(2023, 3), row(2024, 4), row(2025, 2)]
    drawn = sparkline(rows, {2025})

    assert drawn is not None
    assert [len(run) for run in drawn.runs] == [1, 2, 1]


def test_figures_that_are_all_zero_lie_on_the_line_of_zero() -> None:
    drawn = sparkline([row(2024, 0), row(2025, 0)], set())

    assert drawn is not None
    assert {y for run in drawn.runs for _, y in run} == {HEIGHT - MARGIN}


def test_one_figure_is_no_series() -> None:
    assert sparkline([row(2024, None), row(2025, 3)], set()) is None
    assert sparkline([], set()) is None
