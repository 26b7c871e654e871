"""One cell against its schema: one problem, at its place, in a sentence that says what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.schema import Column
from tests.faults import (
    DATA,
    SCHEMAS,
    Y2025,
    at,
    first_rows,
    observed,
    places,
    problems_in,
    problems_in_data,
)
from tests.sheets import break_cell, row_of


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "rule", "message"),
    [
        pytest.param(
            "plan/priorities.csv",
            4,
            "sequence",
            "tre",
            "cell_type",
            "”tre” är inte ett heltal. Skriv ”Ordning” med siffror, utan mellanrum. Exempel: 3",
            id="type-integer",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P3-01", sex="T"),
            "value",
            "12,5",
            "cell_type",
            "”12,5” är inte ett tal. Skriv ”Värde” med siffror och decimalpunkt, utan mellanrum och enhet. Exempel: 12",
            id="type-number",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P3-01", sex="T"),
            "series_break",
            "nej",
            "cell_type",
            "”nej” är varken true (ja) eller false (nej). ”Brott i serien” anges med ett av de orden. Exempel: false",
            id="type-boolean",
        ),
        pytest.param(
            "plan/decisions.csv",
            2,
            "decided_on",
            "21 juni 2024",
            "cell_type",
            "”21 juni 2024” är inte ett datum som finns. ”Datum” skrivs år-månad-dag, ÅÅÅÅ-MM-DD. Exempel: 2024-06-21",
            id="type-date",
        ),
        pytest.param(
            "plan/priorities.csv",
            4,
            "name",
            "",
            "cell_required",
            "Cellen är tom, men ”Namn” måste alltid fyllas i. Exempel: eftervåld",
            id="required",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P3-01", sex="T"),
            "sex",
            "X",
            "cell_enum",
            "”X” är inte ett tillåtet värde för ”Kön”. Tillåtna värden: totalt (T); kvinnor och flickor (K); "
            "män och pojkar (M). Exempel: totalt (T)",
            id="enum",
        ),
        pytest.param(
            "areas.csv",
            292,
            "area_code",
            "114",
            "cell_pattern",
            "”114” har inte den form som ”Kod” ska ha. Kontrollera stavning, versaler och mellanslag. Exempel: 0114",
            id="pattern",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="VNR-03"),
            "value",
            "-1",
            "cell_minimum",
            "”-1” är för litet. ”Värde” får som lägst vara 0. Exempel: 12",
            id="minimum",
        ),
        pytest.param(
            "plan/priorities.csv",
            9,
            "sequence",
            "9",
            "cell_maximum",
            "”9” är för stort. ”Ordning” får som högst vara 8. Exempel: 3",
            id="maximum",
        ),
        pytest.param(
            "plan/priorities.csv",
            4,
            "name",
            " eftervåld",
            "cell_trimmed",
            "” eftervåld” börjar eller slutar med mellanslag, eller är bara mellanslag. Ta bort mellanslagen. "
            "Exempel: eftervåld",
            id="trimmed-before",
        ),
        pytest.param(
            "plan/priorities.csv",
            4,
            "name",
            "stöd i längden ",
            "cell_trimmed",
            "”stöd i längden ” börjar eller slutar med mellanslag, eller är bara mellanslag. Ta bort mellanslagen. "
            "Exempel: eftervåld",
            id="trimmed-after",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P3-01", sex="T"),
            "note",
            "  ",
            "cell_trimmed",
            "”  ” börjar eller slutar med mellanslag, eller är bara mellanslag. Ta bort mellanslagen. "
            f"Exempel: {SCHEMAS['observations'].column('note').example}",
            id="trimmed-blank",
        ),
    ],
)
def test_a_cell_that_breaks_its_schema_is_named_with_what_stood_there_and_what_may(
    project: Path, file: str, row: int, column: str, value: str, rule: str, message: str
) -> None:
    break_cell(project / "data" / file, row, column, value)

    assert problems_in(project) == [at(file, row, column, rule, value, message)]


@pytest.mark.parametrize(
    ("field", "value", "rule", "message"),
    [
        pytest.param(
            {"constraints": {"minLength": 4}},
            "bra",
            "cell_minLength",
            "”bra” är för kort. ”Källa” ska ha minst 4 tecken. Exempel: bra",
            id="minLength",
        ),
        pytest.param(
            {"constraints": {"maxLength": 15}},
            "socialstyrelsen_oj",
            "cell_maxLength",
            "”socialstyrelsen_oj” är för långt. ”Källa” får ha högst 15 tecken. Exempel: bra",
            id="maxLength",
        ),
        pytest.param(
            {"format": "email", "example": "a@b.se"},
            "bra",
            "cell_type",
            "”bra” är inte en text som kan stå i ”Källa”. Exempel: a@b.se",
            id="type-string",
        ),
    ],
)
def test_a_stricter_schema_is_obeyed_without_a_change_of_code(
    project: Path, field: dict[str, Any], value: str, rule: str, message: str
) -> None:
    path = project / "schemas/sources.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema["fields"][0] |= field
    path.write_text(json.dumps(schema), encoding="utf-8")

    row = row_of(DATA / "indicators/sources.csv", source_id=value)
    expected = at("indicators/sources.csv", row, "source_id", rule, value, message)
    assert expected in problems_in(project)


def _wrong_text(column: Column) -> str | None:
    """A text that breaks the column's type or constraints, if any does."""
    if "enum" in column.constraints:
        return "klar"
    if "pattern" in column.constraints:
        return "!"
    of_another_type = {"integer": "20x5", "number": "abc", "boolean": "abc", "date": "2024-13-01"}
    return of_another_type.get(column.type, "" if column.required else None)


CELLS = [
    pytest.param(file, row, column.name, text, id=f"{file}-{column.name}")
    for table, file, row, _ in first_rows()
    for column in table.columns
    if (text := _wrong_text(column)) is not None
]


@pytest.mark.parametrize(("file", "row", "column", "value"), CELLS)
def test_one_wrong_cell_is_exactly_one_problem_at_that_cell(
    project: Path, file: str, row: int, column: str, value: str
) -> None:
    break_cell(project / "data" / file, row, column, value)

    found = problems_in_data(project)

    assert places(found) == [(file, row, column)]
    assert found[0].fatal
    assert found[0].value == value


@pytest.mark.parametrize(
    ("file", "row", "column", "value"),
    [
        pytest.param(
            Y2025,
            observed(indicator_id="VNR-01"),
            "value_status",
            "klar",
            id="the only row of an indicator",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="VNR-03"),
            "indicator_id",
            "ZZ-99",
            id="the only row, renamed",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P3-01", sex="K"),
            "year",
            "2026",
            id="a year without a file",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P3-01", sex="T"),
            "value",
            "12.5",
            id="a total with decimals",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P2-01", sex="M"),
            "value",
            "3",
            id="a hidden count left there",
        ),
        pytest.param(
            "dataset.csv",
            2,
            "is_example",
            "ja",
            id="whether it is example data",
        ),
        pytest.param(
            "indicators/series_breaks.csv",
            2,
            "text",
            "",
            id="the text of a break",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P3-01", sex="T"),
            "value",
            "sNaN",
            id="a number that signals",
        ),
        pytest.param(
            "plan/goals.csv",
            2,
            "number",
            "9" * 30,
            id="a number too large to store",
        ),
    ],
)
def test_one_wrong_cell_does_not_drag_others_into_the_report(
    project: Path, file: str, row: int, column: str, value: str
) -> None:
    break_cell(project / "data" / file, row, column, value)

    assert places(problems_in(project)) == [(file, row, column)]


def test_a_constraint_without_a_sentence_of_its_own_is_told_by_its_name(project: Path) -> None:
    path = project / "schemas/priorities.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    next(field for field in schema["fields"] if field["name"] == "sequence")["constraints"]["exclusiveMaximum"] = 8
    schema["$schema"] = "https://datapackage.org/profiles/2.0/tableschema.json"
    path.write_text(json.dumps(schema), encoding="utf-8")

    assert problems_in(project) == [
        at(
            "plan/priorities.csv",
            row_of(DATA / "plan/priorities.csv", sequence="8"),
            "sequence",
            "cell_exclusiveMaximum",
            "8",
            "”8” följer inte den beskrivning av ”Ordning” som står i schemas/. Rätta värdet. Exempel: 3",
        )
    ]
