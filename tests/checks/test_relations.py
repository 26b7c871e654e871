"""Between rows: keys are unique, and what is named is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Place, Problem
from tests.faults import (
    DATA,
    Y2025,
    at,
    first_rows,
    observed,
    places,
    problems_in,
    problems_in_data,
)
from tests.sheets import break_cell, row_of

LINKS = "indicators/indicator_priorities.csv"


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "problem"),
    [
        pytest.param(
            Y2025,
            observed(indicator_id="P3-01", sex="T"),
            "sex",
            "K",
            at(
                Y2025,
                observed(indicator_id="P3-01", sex="T"),
                "indicator_id",
                "key_is_unique",
                "P3-01, 2025, 9999, K, total",
                "Raden upprepar en nyckel: P3-01 Anmälda överträdelser av kontaktförbud, 2025, Exempelkommunen (9999), "
                "kvinnor och flickor (K), alla åldrar (total) (Indikator, År, Kommunkod, Kön, Ålder) står "
                f"redan i observations/2025.csv, rad {observed(indicator_id='P3-01', sex='K')}. "
                "Varje nyckel får stå en gång. Ta bort den ena raden, eller rätta nyckeln.",
            ),
            id="key_is_unique",
        ),
        pytest.param(
            "plan/priorities.csv",
            3,
            "plan_id",
            "annan-plan",
            at(
                "plan/priorities.csv",
                3,
                "plan_id",
                "reference_exists",
                "annan-plan",
                "”annan-plan” finns inte i tabellen Handlingsplaner (plan/plans.csv). Rätta värdet, eller lägg först "
                "till det där. Exempel på ett värde som finns: vald-i-nara-relationer",
            ),
            id="reference_exists",
        ),
        pytest.param(
            LINKS,
            row_of(DATA / LINKS, indicator_id="P3-02"),
            "is_leading",
            "true",
            at(
                LINKS,
                row_of(DATA / LINKS, indicator_id="P3-02"),
                "is_leading",
                "priority_has_one_leading_indicator",
                "true",
                "Inriktningen P3 har redan en indikator som visas först på startsidan, P3-01 Anmälda överträdelser av "
                f"kontaktförbud på rad {row_of(DATA / LINKS, indicator_id='P3-01')}. Skriv false här, eller på den "
                "raden.",
            ),
            id="priority_has_one_leading_indicator",
        ),
        pytest.param(
            "search_words.csv",
            2,
            "address",
            "/indikatorer/P9-01",
            Problem(
                Place("search_words.csv", row=2, column="address"),
                "search_words_lead_somewhere",
                "/indikatorer/P9-01",
                "Sidan ”/indikatorer/P9-01” finns inte, så sökordet leder ingenstans. Skriv adressen som den står i "
                "webbläsaren efter kommunens egen, eller ta bort raden. Exempel: /indikatorer/P3-01",
                fatal=False,
            ),
            id="search_words_lead_somewhere",
        ),
    ],
)
def test_a_cell_that_breaks_a_rule_is_named_in_a_sentence_for_staff(
    project: Path, file: str, row: int, column: str, value: str, problem: Problem
) -> None:
    break_cell(project / "data" / file, row, column, value)

    assert problems_in(project) == [problem]


UNKNOWN = {
    "goals": "delmal-7",
    "plans": "annan-plan",
    "decisions": "beslut-1",
    "violence_areas": "XYZ",
    "priorities": "P9",
    "sources": "okand",
    "areas": "0001",
    "indicators": "ZZ-99",
}


REFERENCES = [
    pytest.param(file, row, key.columns[0], UNKNOWN[key.table], id=f"{file}-{key.columns[0]}")
    for table, file, row, cells in first_rows()
    for key in table.foreign_keys
    if cells[key.columns[0]]
]


@pytest.mark.parametrize(("file", "row", "column", "value"), REFERENCES)
def test_one_reference_to_what_is_not_there_is_exactly_one_problem_at_that_cell(
    project: Path, file: str, row: int, column: str, value: str
) -> None:
    break_cell(project / "data" / file, row, column, value)

    found = problems_in_data(project)

    assert [(place, problem.rule) for place, problem in zip(places(found), found, strict=True)] == [
        ((file, row, column), "reference_exists")
    ]
