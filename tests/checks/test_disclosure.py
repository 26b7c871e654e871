"""What may not be published of few people is told, and never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Problem
from tests.faults import (
    FEW,
    Y2024,
    Y2025,
    at,
    observed,
    problems_in,
)
from tests.sheets import break_cell, rows_of


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "problem"),
    [
        pytest.param(
            Y2024,
            FEW,
            "value",
            "4",
            at(
                Y2024,
                FEW,
                "value",
                "small_count_is_hidden",
                None,
                "Antalet är mellan 1 och 4 personer eller ärenden och får inte publiceras, eftersom någon kan kännas "
                "igen. Töm värdet och sätt status dold, få personer (suppressed_primary).",
            ),
            id="small_count_is_hidden",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P6-03", sex="T"),
            "value",
            "3.5",
            at(
                Y2025,
                observed(indicator_id="P6-03", sex="T"),
                "value",
                "rate_cannot_be_counted_back",
                None,
                "Talet har fler decimaler än 0, som reglerna för skydd av personer tillåter: annars kan antalet räknas "
                "ut. Avrunda det.",
            ),
            id="rate_cannot_be_counted_back",
        ),
    ],
)
def test_a_cell_that_breaks_a_rule_is_named_in_a_sentence_for_staff(
    project: Path, file: str, row: int, column: str, value: str, problem: Problem
) -> None:
    break_cell(project / "data" / file, row, column, value)

    assert problems_in(project) == [problem]


@pytest.mark.parametrize("value", ["1", "2", "3", "4"])
def test_a_small_count_is_not_repeated_to_the_reader_of_the_report(project: Path, value: str) -> None:
    break_cell(project / "data" / Y2024, FEW, "value", value)

    (problem,) = problems_in(project)

    assert problem.rule == "small_count_is_hidden"
    assert problem.value is None


@pytest.mark.parametrize(("value", "count"), [("0.0", 0), ("1", 1), ("4", 1), ("5", 0)])
def test_only_counts_from_one_to_four_are_small(project: Path, value: str, count: int) -> None:
    break_cell(project / "data" / Y2024, FEW, "value", value)

    assert len(problems_in(project)) == count


def test_a_hidden_sex_is_not_left_to_be_subtracted(project: Path) -> None:
    women = observed(indicator_id="VNR-08", sex="K")
    break_cell(project / "data" / Y2025, women, "value", "8")
    break_cell(project / "data" / Y2025, women, "value_status", "final")

    assert problems_in(project) == [
        at(
            Y2025,
            observed(indicator_id="VNR-08", sex="M"),
            "value_status",
            "hidden_value_cannot_be_worked_out",
            None,
            "En dold uppgift kan räknas ut, eller ringas in till alltför få tal: VNR-08 Personer placerade i skyddat "
            "boende: 2025, Exempelkommunen (9999), män och pojkar, alla åldrar. Den avslöjas av VNR-08 Personer "
            "placerade i skyddat boende: 2025, Exempelkommunen (9999), kvinnor och flickor, alla åldrar; VNR-08 "
            "Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), totalt, alla åldrar, tillsammans med "
            "regeln för vad som döljs. Dölj den här, med status dold, skyddar en annan uppgift "
            "(suppressed_secondary): VNR-08 Personer placerade i skyddat boende: 2025, Exempelkommunen (9999), "
            "kvinnor och flickor, alla åldrar. Allt som ska döljas visar kommandot make protect",
        )
    ]


@pytest.mark.parametrize(("numerator", "is_told"), [("3", True), ("4", True), ("5", False), ("0", False)])
def test_a_rate_that_its_source_publishes_has_no_few_of_ours_behind_it(
    project: Path, numerator: str, is_told: bool
) -> None:
    path = project / "data" / Y2025
    row = next(number for number, each in enumerate(rows_of(path), start=2) if each["indicator_id"] == "VNR-04")
    for column, value in (
        ("value", str(int(numerator) * 10000 / 100000)),
        ("numerator", numerator),
        ("denominator", "100000"),
    ):
        break_cell(path, row, column, value)

    told = [found for found in problems_in(project) if found.rule == "rate_of_few_is_its_sources"]

    assert bool(told) is is_told
    for found in told:
        assert found.value is None
        assert found.message == (
            "Siffran är räknad på 1–4 personer eller ärenden, så någon kan kännas igen. Har källan själv publicerat "
            "den: hämta den med make fetch, utan täljare. Töm annars värdet, täljaren och nämnaren och sätt status "
            "dold, få personer (suppressed_primary)."
        )
