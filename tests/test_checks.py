"""What staff are told of each fault: one broken cell, one problem, at its place, in a sentence that says what to do."""

from __future__ import annotations

import ast
import json
import re
import shutil
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.checks import REMINDERS, RULES, check
from pipeline.dataset.judged import judge, read_checked
from pipeline.messages import fault_kind
from pipeline.model import Place, Problem
from pipeline.project import open_project
from pipeline.schema import Column, TableSchema, read_schemas
from pipeline.sentences import SENTENCES
from tests.conftest import Outcome, Runner
from tests.sheets import break_cell, row_of, rows_of, write_rows

REPOSITORY = Path(__file__).parents[1]
DATA = REPOSITORY / "data"
SCHEMAS = read_schemas(REPOSITORY / "schemas")

Y2022, Y2024, Y2025 = "observations/2022.csv", "observations/2024.csv", "observations/2025.csv"


def problems_in(project: Path) -> list[Problem]:
    """Every problem that `pipeline check` finds."""
    return list(judge(open_project(project), print).problems)


def problems_in_data(project: Path) -> list[Problem]:
    """The same without the words, for the long sweeps."""
    dataset, problems = read_checked(project / "data", SCHEMAS)
    return [*problems, *check(dataset, SCHEMAS)]


def places(problems: list[Problem]) -> list[tuple[str, int | None, str | None]]:
    """Where each problem is: file, row and column."""
    return [(problem.place.file, problem.place.row, problem.place.column) for problem in problems]


def at(file: str, row: int | None, column: str | None, rule: str, value: str | None, message: str) -> Problem:
    """A fatal problem."""
    return Problem(Place(file, row=row, column=column), rule, value, message)


def observed(**cells: str) -> int:
    """The row of the first observation of 2025 that has these cells."""
    return row_of(DATA / Y2025, **cells)


FEW = row_of(DATA / Y2024, indicator_id="P4-02")
"""A published count of the municipality's own cases, which is zero and not divided by sex."""


def test_the_data_hold_no_problem(project: Path) -> None:
    assert problems_in(project) == []


# --- One cell against its schema


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
            "”nej” är varken true eller false. ”Brott i serien” anges med ett av de orden. Exempel: false",
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
            "”X” är inte ett tillåtet värde för ”Kön”. Tillåtna värden: T (totalt), K (kvinnor och flickor), "
            "M (män och pojkar). Exempel: T",
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


# --- Between rows, and what a figure must hold to


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
                "Raden upprepar en nyckel: P3-01, 2025, 9999, K, total (Indikator, År, Kommunkod, Kön, Ålder) står "
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
            Y2025,
            observed(indicator_id="VNR-03"),
            "value",
            "",
            at(
                Y2025,
                observed(indicator_id="VNR-03"),
                "value",
                "published_value_is_present",
                "preliminary",
                "Status är preliminary, men värdet är tomt. Fyll i värdet, eller ange varför det saknas som status: "
                "missing (saknas), not_collected (ej insamlad), not_applicable (ej tillämplig). Exempel på värde: 12",
            ),
            id="published_value_is_present",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="SEX-03"),
            "value",
            "4.5",
            at(
                Y2025,
                observed(indicator_id="SEX-03"),
                "value",
                "unpublished_value_is_empty",
                None,
                "Raden har ett värde, fast dess status är not_applicable. En sådan rad ska ha en tom cell. Ta bort "
                "värdet, eller ändra status till final (publicerad) eller preliminary (preliminär).",
            ),
            id="unpublished_value_is_empty",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="VNR-03"),
            "value",
            "49.5",
            at(
                Y2025,
                observed(indicator_id="VNR-03"),
                "value",
                "count_is_whole_number",
                "49.5",
                "49.5 har decimaler, men VNR-03 räknas i hela tal. Skriv ett heltal. Exempel: 12",
            ),
            id="count_is_whole_number",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="UPP-01"),
            "value",
            "100.1",
            at(
                Y2025,
                observed(indicator_id="UPP-01"),
                "value",
                "share_is_within_100",
                "100.1",
                "100.1 är mer än 100, men UPP-01 är en andel i procent, från 0 till 100. Exempel: 34.5",
            ),
            id="share_is_within_100",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="VNR-10"),
            "value",
            "2",
            at(
                Y2025,
                observed(indicator_id="VNR-10"),
                "value",
                "answer_is_yes_or_no",
                "2",
                "2 är varken 1 (ja) eller 0 (nej), som VNR-10 ska besvaras med. Exempel: 1",
            ),
            id="answer_is_yes_or_no",
        ),
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
                "igen. Töm värdet och sätt status suppressed_primary (dold, få personer).",
            ),
            id="small_count_is_hidden",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="VNR-04", sex="T"),
            "value",
            "49.5",
            at(
                Y2025,
                observed(indicator_id="VNR-04", sex="T"),
                "value",
                "rate_cannot_be_counted_back",
                None,
                "Talet har fler decimaler än 0, som reglerna för skydd av personer tillåter: annars kan antalet räknas "
                "ut. Avrunda det.",
            ),
            id="rate_cannot_be_counted_back",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P3-01", sex="T"),
            "value",
            "13",
            at(
                Y2025,
                observed(indicator_id="P3-01", sex="T"),
                "value",
                "total_is_sum_of_sexes",
                "13",
                "Totalen 13 är inte summan av kvinnor 9 (rad 10) och män 3 (rad 11), som är 12. "
                "Rätta det värde som är fel.",
            ),
            id="total_is_sum_of_sexes",
        ),
        pytest.param(
            Y2022,
            row_of(DATA / Y2022, indicator_id="P2-01", sex="T"),
            "value",
            "15",
            at(
                "observations/2022.csv",
                row_of(DATA / Y2022, indicator_id="P2-01", sex="T"),
                "value",
                "total_is_sum_of_sexes",
                None,
                f"Totalen är inte summan av kvinnor (rad {row_of(DATA / Y2022, indicator_id='P2-01', sex='K')}) och "
                f"män (rad {row_of(DATA / Y2022, indicator_id='P2-01', sex='M')}). Rätta det värde som är fel.",
            ),
            id="total_is_sum_of_hidden_sexes",
        ),
        pytest.param(
            "indicators/indicators.csv",
            row_of(DATA / "indicators/indicators.csv", indicator_id="VNR-01"),
            "valid_from",
            "2022",
            at(
                "observations/2021.csv",
                row_of(DATA / "observations/2021.csv", indicator_id="VNR-01"),
                "year",
                "year_is_within_validity",
                "2021",
                "VNR-01 gäller från och med 2022, men raden avser 2021. Rätta året, eller indikatorns giltighet i "
                "indicators/indicators.csv. Exempel på giltigt år: 2022",
            ),
            id="year_is_within_validity",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="VNR-01"),
            "series_break",
            "false",
            at(
                Y2025,
                observed(indicator_id="VNR-01"),
                "series_break",
                "series_break_is_flagged",
                "false",
                "VNR-01 har ett seriebrott 2025, men raden saknar markeringen. Skriv true i series_break, så att "
                "ingen jämför med åren före.",
            ),
            id="series_break_is_flagged",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="VNR-03"),
            "series_break",
            "true",
            at(
                Y2025,
                observed(indicator_id="VNR-03"),
                "series_break",
                "series_break_is_registered",
                "true",
                "Raden är markerad som seriebrott, men inget brott är antecknat för VNR-03 2025. Skriv false, eller "
                "lägg till brottet i indicators/series_breaks.csv.",
            ),
            id="series_break_is_registered",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="P3-01", sex="T"),
            "area_code",
            "1440",
            at(
                Y2025,
                observed(indicator_id="P3-01", sex="T"),
                "area_code",
                "example_data_is_on_example_area",
                "1440",
                "Datamängden är exempeldata, men 1 rad gäller en verklig kommun eller riket (områdeskod 1440). "
                "Påhittade siffror får bara stå på exempelkommunen, och verkliga inte i exempeldata. Ska "
                "kommunens egna uppgifter in? Kör först make start. "
                "Exempel på rätt områdeskod: 9999",
            ),
            id="example_data_is_on_example_area",
        ),
        pytest.param(
            "observations/2022.csv",
            row_of(DATA / "observations/2022.csv", indicator_id="P2-02"),
            "note",
            "",
            Problem(
                Place("observations/2022.csv", column="indicator_id"),
                "due_indicator_is_reported",
                "P2-02",
                "P2-02 (Enheter inom äldreomsorgen med rutin för att upptäcka våld) ska följas upp 2022, men har "
                "varken en uppgift eller en not om varför den saknas. Ansvarig: Äldreomsorgen. Lägg till "
                "uppgiften. Finns ingen ska det stå en rad med status missing (saknas) och en förklaring i note.",
                fatal=False,
            ),
            id="due_indicator_is_reported",
        ),
    ],
)
def test_a_cell_that_breaks_a_rule_is_named_in_a_sentence_for_staff(
    project: Path, file: str, row: int, column: str, value: str, problem: Problem
) -> None:
    break_cell(project / "data" / file, row, column, value)

    assert problems_in(project) == [problem]


@pytest.mark.parametrize(
    ("first", "last", "problems"),
    [
        pytest.param(
            "",
            "2022",
            [
                (
                    year,
                    f"VNR-01 gäller till och med 2022, men raden avser {year}. Rätta året, eller indikatorns giltighet "
                    "i indicators/indicators.csv. Exempel på giltigt år: 2022",
                )
                for year in (2023, 2024, 2025)
            ],
            id="till och med",
        ),
        pytest.param(
            "2022",
            "2024",
            [
                (
                    year,
                    f"VNR-01 gäller åren 2022–2024, men raden avser {year}. Rätta året, eller indikatorns giltighet i "
                    "indicators/indicators.csv. Exempel på giltigt år: 2022",
                )
                for year in (2021, 2025)
            ],
            id="åren a–b",
        ),
    ],
)
def test_a_year_after_the_indicator_or_outside_its_years_is_named(
    project: Path, first: str, last: str, problems: list[tuple[int, str]]
) -> None:
    path = project / "data/indicators/indicators.csv"
    row = row_of(path, indicator_id="VNR-01")
    break_cell(path, row, "valid_from", first)
    break_cell(path, row, "valid_to", last)

    assert problems_in(project) == [
        at(
            f"observations/{year}.csv",
            row_of(DATA / f"observations/{year}.csv", indicator_id="VNR-01"),
            "year",
            "year_is_within_validity",
            str(year),
            message,
        )
        for year, message in problems
    ]


def test_a_reminder_of_what_is_not_there_waits_until_nothing_is_wrong_with_what_is(project: Path) -> None:
    break_cell(project / "data" / Y2022, row_of(DATA / Y2022, indicator_id="P2-02"), "note", "")
    reminders = problems_in(project)
    break_cell(project / "data/plan/priorities.csv", 4, "name", "")

    assert [problem.rule for problem in reminders] == ["due_indicator_is_reported"]
    assert [problem.rule for problem in problems_in(project)] == ["cell_required"]


def test_a_real_figure_on_the_example_area_is_named(project: Path) -> None:
    shutil.rmtree(project / "data/observations")
    write_rows(
        project / "data/observations/2015.csv",
        [
            SCHEMAS["observations"].column_names,
            ["KTX-01", "2015", "9999", "T", "total", "12", "final", "false", "", "2016-03-31"],
        ],
    )
    write_rows(project / "data/dataset.csv", [["dataset_id", "is_example"], ["handlingsplan", "false"]])

    assert problems_in(project) == [
        at(
            "observations/2015.csv",
            2,
            "area_code",
            "example_area_means_example_data",
            "9999",
            "Datamängden är inte exempeldata, men 1 rad gäller exempelkommunen (områdeskod 9999). "
            "Ange en verklig kommuns kod. Exempel: 1440",
        )
    ]


def test_a_row_in_another_years_file_is_named(project: Path) -> None:
    columns = ["year", "priority_id", "done", "progress", "remaining"]
    rows = [["2025", "P1", "Allt.", "Bra.", "Inget."], ["2024", "P1", "Allt.", "Bra.", "Inget."]]
    write_rows(project / "data/assessments/2024.csv", [columns, *rows])

    assert problems_in(project) == [
        at(
            "assessments/2024.csv",
            2,
            "year",
            "year_is_that_of_the_file",
            "2025",
            "Året 2025 hör inte hemma i filen assessments/2024.csv, som bara innehåller sitt eget år. Rätta året, "
            "eller flytta raden till rätt fil.",
        )
    ]


@pytest.mark.parametrize(
    ("indicator", "cells", "due"),
    [
        pytest.param("VNR-09", {}, [], id="not core"),
        pytest.param("VNR-09", {"is_core": "true"}, [2021, 2022, 2023, 2024, 2025], id="core"),
        pytest.param("VNR-09", {"is_core": "true", "is_measurable": "false"}, [], id="not measurable"),
        pytest.param("VNR-09", {"is_core": "true", "periodicity": "irregular"}, [], id="irregular"),
        pytest.param("VNR-09", {"is_core": "true", "periodicity": "biennial"}, [2021, 2023, 2025], id="every second"),
        pytest.param("VNR-09", {"is_core": "true", "valid_from": "2024"}, [2024, 2025], id="valid from"),
        pytest.param("VNR-09", {"is_core": "true", "valid_to": "2022"}, [2021, 2022], id="valid to"),
        pytest.param("VNR-09", {"is_core": "true", "valid_from": ""}, [2021, 2022, 2023, 2024, 2025], id="no limits"),
    ],
)
def test_an_indicator_without_a_row_is_warned_of_for_the_years_it_is_due(
    project: Path, indicator: str, cells: dict[str, str], due: list[int]
) -> None:
    path = project / "data/indicators/indicators.csv"
    for column, value in cells.items():
        break_cell(path, row_of(path, indicator_id=indicator), column, value)

    found = problems_in(project)

    assert [(problem.place, problem.rule, problem.value, problem.fatal) for problem in found] == [
        (Place(f"observations/{year}.csv", column="indicator_id"), "due_indicator_is_reported", indicator, False)
        for year in due
    ]


@pytest.mark.parametrize("value", ["1", "2", "3", "4"])
def test_a_small_count_is_not_repeated_to_the_reader_of_the_report(project: Path, value: str) -> None:
    break_cell(project / "data" / Y2024, FEW, "value", value)

    (problem,) = problems_in(project)

    assert problem.rule == "small_count_is_hidden"
    assert problem.value is None


@pytest.mark.parametrize("value", ["1", "2", "3", "4"])
def test_a_hidden_count_left_in_its_cell_is_not_repeated_to_the_reader_of_the_report(project: Path, value: str) -> None:
    row = observed(indicator_id="P4-01", value_status="suppressed_primary")
    break_cell(project / "data" / Y2025, row, "value", value)

    assert problems_in(project) == [
        at(
            Y2025,
            row,
            "value",
            "unpublished_value_is_empty",
            None,
            "Raden har ett värde, fast dess status är suppressed_primary. En sådan rad ska ha en tom cell. Ta bort "
            "värdet, eller ändra status till final (publicerad) eller preliminary (preliminär).",
        )
    ]


@pytest.mark.parametrize(("value", "count"), [("0.0", 0), ("1", 1), ("4", 1), ("5", 0)])
def test_only_counts_from_one_to_four_are_small(project: Path, value: str, count: int) -> None:
    break_cell(project / "data" / Y2024, FEW, "value", value)

    assert len(problems_in(project)) == count


# --- The shape of the files


def _remove(project: Path) -> None:
    (project / "data/plan/goals.csv").unlink()


def _add(project: Path) -> None:
    (project / "data/observations/2025 kopia.csv").write_text("x", encoding="utf-8")


def _as_cp1252(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))


def _with_nul(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_bytes(path.read_bytes().replace("eftervåld".encode(), b"\0"))


def _with_new_header(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("sequence,name", "ordning,name"), encoding="utf-8")


def _with_labels_twice_and_none(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("sequence,name", "sequence,name,name,"), encoding="utf-8")


def _with_semicolons(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")


def _with_an_empty_row(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\nP3", "\n\nP3"), encoding="utf-8")


def _with_a_bare_comma(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("eftervåld", "våld, efter"), encoding="utf-8")


def _with_an_open_quote(project: Path) -> None:
    path = project / "data/plan/priorities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("eftervåld", '"eftervåld'), encoding="utf-8")


@pytest.mark.parametrize(
    ("break_file", "problem"),
    [
        (
            _remove,
            at(
                "plan/goals.csv",
                None,
                None,
                "file_exists",
                None,
                "Filen saknas. Den ska innehålla tabellen Nationella mål, om så bara med rubrikraden: "
                "goal_id,number,text,valid_from,valid_to",
            ),
        ),
        (
            _add,
            at(
                "observations/2025 kopia.csv",
                None,
                None,
                "file_is_known",
                None,
                "Filen hör inte till datamängden. I data-mappen får bara de CSV-filer ligga som beskrivs i schemas/. "
                "Flytta filen, eller rätta dess namn. Exempel: observations/2025.csv",
            ),
        ),
        (
            _as_cp1252,
            at(
                "plan/priorities.csv",
                2,
                None,
                "file_is_utf8",
                None,
                "Filen är inte sparad i teckenkodningen UTF-8 (byten 0xE5 på raden går inte att läsa). "
                "Spara om filen som ”CSV UTF-8”.",
            ),
        ),
        (
            _with_nul,
            at(
                "plan/priorities.csv",
                4,
                None,
                "file_is_text",
                None,
                "Filen innehåller ett nolltecken och är inte en CSV-fil. Spara om den som ”CSV UTF-8”.",
            ),
        ),
        (
            _with_new_header,
            at(
                "plan/priorities.csv",
                1,
                None,
                "header_is_right",
                "priority_id,plan_id,ordning,name",
                "Rubrikraden stämmer inte. Kolumner som saknas: ”sequence”. Kolumner som inte ska finnas: ”ordning”. "
                "Rätt rubrikrad: priority_id,plan_id,sequence,name",
            ),
        ),
        (
            _with_labels_twice_and_none,
            at(
                "plan/priorities.csv",
                1,
                None,
                "header_is_right",
                "priority_id,plan_id,sequence,name,name,",
                "Rubrikraden stämmer inte. Kolumner som inte ska finnas: en kolumn utan rubrik. Kolumner som står mer "
                "än en gång: ”name”. Rätt rubrikrad: priority_id,plan_id,sequence,name",
            ),
        ),
        (
            _with_semicolons,
            at(
                "plan/priorities.csv",
                1,
                None,
                "file_has_commas",
                "priority_id;plan_id;sequence;name",
                "Filen är avdelad med semikolon, som Excel på svenska gör, men ska vara avdelad med kommatecken. "
                "Spara om den med kommatecken. Rätt rubrikrad: priority_id,plan_id,sequence,name",
            ),
        ),
        (
            _with_an_empty_row,
            Problem(
                Place("plan/priorities.csv", row=4),
                "row_is_filled",
                None,
                "Raden är tom och hoppas över. Ta gärna bort den.",
                fatal=False,
            ),
        ),
        (
            _with_a_bare_comma,
            at(
                "plan/priorities.csv",
                4,
                None,
                "row_has_every_cell",
                "P3,vald-i-nara-relationer,3,våld, efter",
                "Raden har 5 celler men ska ha 4. Kontrollera om ett kommatecken saknas eller är ett för mycket; en "
                "text som innehåller kommatecken ska stå inom citattecken. Kolumnerna är: "
                "priority_id,plan_id,sequence,name",
            ),
        ),
        (
            _with_an_open_quote,
            at(
                "plan/priorities.csv",
                4,
                None,
                "quotes_are_closed",
                None,
                "Ett citattecken på raden är fel: antingen saknas det avslutande tecknet eller så står det "
                "mitt i en cell. Ett citattecken inne i en text skrivs dubbelt. Exempel: "
                '"Text med ""citat"" i"',
            ),
        ),
    ],
)
def test_a_file_of_a_wrong_shape_is_one_problem_and_what_depends_on_it_is_not_judged(
    project: Path, break_file: Callable[[Path], None], problem: Problem
) -> None:
    break_file(project)

    assert problems_in(project) == [problem]


@pytest.mark.parametrize("name", [".DS_Store", ".~lock.2025.csv#", "observations/.2025.csv.new"])
def test_a_hidden_file_is_nobodys_fault(project: Path, name: str) -> None:
    (project / "data" / name).write_text("x", encoding="utf-8")

    assert problems_in(project) == []


@pytest.mark.parametrize(
    "table", [table for table in SCHEMAS if not table.is_partitioned], ids=lambda table: table.name
)
def test_a_file_that_is_missing_is_one_problem(project: Path, table: TableSchema) -> None:
    (project / "data" / table.location).unlink()

    found = problems_in_data(project)

    assert [(problem.rule, problem.place) for problem in found] == [("file_exists", Place(table.location))]


# --- The words


def _named_municipality(name: str, code: str) -> tuple[str, str]:
    return '  name: ""\n  code: ""', f'  name: "{name}"\n  code: {code}'


@pytest.mark.parametrize(
    ("old", "new", "is_example", "problem"),
    [
        pytest.param(
            "about: Om uppgifterna",
            "about: [Om uppgifterna",
            "true",
            at(
                "metadata.yml",
                14,
                None,
                "metadata_is_yaml",
                None,
                "Filen går inte att läsa som YAML. Felet finns på rad 14 eller strax före. Kontrollera indrag, kolon "
                "och citattecken.",
            ),
            id="metadata_is_yaml",
        ),
        pytest.param(
            "title: Handlingsplan mot våld och förtryck",
            'title: ""',
            "true",
            at(
                "metadata.yml",
                None,
                "title",
                "metadata_has_text",
                None,
                "”title” saknas eller är tom. Fyll i den; besökarna ser texten. Exempel: Kommunens arbete mot våld",
            ),
            id="metadata_has_text",
        ),
        pytest.param(
            *_named_municipality("Ale kommun", '"1440"'),
            "true",
            at(
                "metadata.yml",
                None,
                "municipality",
                "example_data_is_unnamed",
                "Ale kommun",
                "Exempeldata får inte publiceras för en namngiven kommun. Siffrorna är påhittade. Töm "
                "municipality.name och municipality.code i metadata.yml, eller byt först ut exemplen mot kommunens "
                "egna uppgifter.",
            ),
            id="example_data_is_unnamed",
        ),
        pytest.param(
            *_named_municipality("", '"1440"'),
            "true",
            at(
                "metadata.yml",
                None,
                "municipality",
                "example_data_is_unnamed",
                "1440",
                "Exempeldata får inte publiceras för en namngiven kommun. Siffrorna är påhittade. Töm "
                "municipality.name och municipality.code i metadata.yml, eller byt först ut exemplen mot kommunens "
                "egna uppgifter.",
            ),
            id="example_data_has_no_code",
        ),
        pytest.param(
            *_named_municipality("Storstad", '"1441x"'),
            "false",
            at(
                "metadata.yml",
                None,
                "municipality.code",
                "municipality_is_known",
                "1441x",
                'Kommunkoden ”1441x” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
            ),
            id="municipality_is_known",
        ),
        pytest.param(*_named_municipality("Ale kommun", '"1440"'), "false", None, id="real-data-for-a-municipality"),
        pytest.param(*_named_municipality("Ale kommun", "1440"), "false", None, id="a-code-without-quotes"),
        pytest.param(
            *_named_municipality("Upplands Väsby", "0114"),
            "false",
            # To YAML a number that begins with a zero is octal.
            at(
                "metadata.yml",
                None,
                "municipality.code",
                "municipality_is_known",
                "76",
                'Kommunkoden ”76” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
            ),
            id="a-leading-zero-without-quotes",
        ),
    ],
)
def test_the_words_must_be_there_and_agree_with_the_data(
    project: Path, old: str, new: str, is_example: str, problem: Problem | None
) -> None:
    path = project / "metadata.yml"
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")
    if is_example == "false":
        shutil.rmtree(project / "data/observations")
        write_rows(project / "data/dataset.csv", [["dataset_id", "is_example"], ["handlingsplan", "false"]])

    assert problems_in(project) == ([problem] if problem else [])


def test_a_municipality_that_is_only_a_name_lacks_its_parts(project: Path) -> None:
    path = project / "metadata.yml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\nmunicipality: Ale kommun\n", encoding="utf-8")

    assert problems_in(project) == [
        at(
            "metadata.yml",
            None,
            "municipality",
            "metadata_has_parts",
            "Ale kommun",
            "”municipality” ska följas av indragna rader med en uppgift på varje, men är ”Ale kommun”. "
            'Exempel: name: "Ale kommun"',
        )
    ]


def test_a_contact_that_is_only_an_address_lacks_its_parts(project: Path) -> None:
    path = project / "metadata.yml"
    words = path.read_text(encoding="utf-8")
    path.write_text(f"{words}\nmunicipality:\n  contact: kommun@example.se\n", encoding="utf-8")

    assert problems_in(project) == [
        at(
            "metadata.yml",
            None,
            "municipality.contact",
            "metadata_has_parts",
            "kommun@example.se",
            "”municipality.contact” ska följas av indragna rader med en uppgift på varje, men är ”kommun@example.se”. "
            'Exempel: email: "kommun@example.se"',
        )
    ]


# --- One fault, one problem


def _first_rows() -> Iterator[tuple[TableSchema, str, int, dict[str, str]]]:
    """A row of every table that has one."""
    for table in SCHEMAS:
        for path in sorted(DATA.glob(table.location))[-1:]:
            rows = rows_of(path)
            if rows:
                # Rows that no other row depends on: one of an indicator's three, and a break of a year without figures.
                row = {"observations": observed(indicator_id="P3-01", sex="K"), "series_breaks": 3}.get(table.name, 2)
                yield table, path.relative_to(DATA).as_posix(), row, rows[row - 2]


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
    for table, file, row, _ in _first_rows()
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
    for table, file, row, cells in _first_rows()
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


def _rows_of_example_years() -> list[tuple[str, int]]:
    """Each file of observations, and the number of its rows."""
    return [(path.relative_to(DATA).as_posix(), len(rows_of(path))) for path in sorted(DATA.glob("observations/*.csv"))]


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "rule", "message"),
    [
        pytest.param(
            "dataset.csv",
            2,
            "is_example",
            "false",
            "example_area_means_example_data",
            "Datamängden är inte exempeldata, men {rows} rader gäller exempelkommunen (områdeskod 9999). "
            "Ange en verklig kommuns kod. Exempel: 1440",
            id="example data said to be real",
        ),
        pytest.param(
            "areas.csv",
            293,
            "kind",
            "municipality",
            "example_data_is_on_example_area",
            "Datamängden är exempeldata, men {rows} rader gäller en verklig kommun eller riket (områdeskod 9999). "
            "Påhittade siffror får bara stå på exempelkommunen, och verkliga inte i exempeldata. Ska "
            "kommunens egna uppgifter in? Kör först make start. "
            "Exempel på rätt områdeskod: 9999",
            id="the example area said to be real",
        ),
    ],
)
def test_a_dataset_that_is_wholly_on_the_wrong_area_is_one_problem_a_file(
    project: Path, file: str, row: int, column: str, value: str, rule: str, message: str
) -> None:
    break_cell(project / "data" / file, row, column, value)

    assert problems_in(project) == [
        at(path, 2, "area_code", rule, "9999", message.format(rows=rows)) for path, rows in _rows_of_example_years()
    ]


def test_areas_on_the_wrong_side_are_told_once_a_file_with_the_number_of_rows(project: Path) -> None:
    rows = [observed(indicator_id="P3-01", sex=sex) for sex in "KMT"]
    codes = dict(zip(rows, ["1440", "0000", "1440"], strict=True))
    for row, code in codes.items():
        break_cell(project / "data" / Y2025, row, "area_code", code)

    assert problems_in(project) == [
        at(
            Y2025,
            rows[0],
            "area_code",
            "example_data_is_on_example_area",
            "1440",
            "Datamängden är exempeldata, men 3 rader gäller en verklig kommun eller riket (områdeskod 1440 och 1 "
            "till). Påhittade siffror får bara stå på exempelkommunen, och verkliga inte i exempeldata. Ska "
            "kommunens egna uppgifter in? Kör först make start. "
            "Exempel på rätt områdeskod: 9999",
        )
    ]


def test_several_faults_are_all_in_one_report_file_by_file(project: Path, runner: Runner) -> None:
    break_cell(project / "data/plan/priorities.csv", 4, "sequence", "9")
    break_cell(project / "data/plan/priorities.csv", 9, "name", "")
    break_cell(project / "data" / Y2025, observed(indicator_id="P3-01", sex="T"), "value", "13")
    _with_an_empty_row(project)
    _with_an_empty_row(project)

    outcome = runner("check", "--project", project)

    assert outcome == Outcome(
        1,
        "plan/priorities.csv\n"
        "  Varning rad 4: Raden är tom och hoppas över. Ta gärna bort den.\n"
        "  Varning rad 5: Raden är tom och hoppas över. Ta gärna bort den.\n"
        "  FEL rad 6, kolumn sequence: ”9” är för stort. ”Ordning” får som högst vara 8. Exempel: 3\n"
        "  FEL rad 11, kolumn name: Cellen är tom, men ”Namn” måste alltid fyllas i. Exempel: eftervåld\n"
        "\n"
        "observations/2025.csv\n"
        "  FEL rad 12, kolumn value: Totalen 13 är inte summan av kvinnor 9 (rad 10) och män 3 (rad 11), som är 12. "
        "Rätta det värde som är fel.\n"
        "\n"
        "3 fel och 2 varningar.\n"
        "Rätta felen och kör kommandot igen.\n",
        f"Läser {project / 'data'} …\nKontrollerar …\n",
    )


def test_problems_are_in_the_order_of_their_rows_whatever_rule_found_them(project: Path, runner: Runner) -> None:
    # Rules look one after the other, and cells before rows.
    total, low = observed(indicator_id="P3-01", sex="T"), observed(indicator_id="VNR-03")
    break_cell(project / "data" / Y2025, low, "value", "-1")
    break_cell(project / "data" / Y2025, total, "value", "13")
    break_cell(project / "data" / Y2025, observed(indicator_id="P2-01", sex="T"), "series_break", "true")
    expected = sorted(
        [
            (low, f"  FEL rad {low}, kolumn value: ”-1” är för litet. ”Värde” får som lägst vara 0. Exempel: 12"),
            (
                total,
                f"  FEL rad {total}, kolumn value: Totalen 13 är inte summan av kvinnor 9 (rad {total - 2}) och män 3 "
                f"(rad {total - 1}), som är 12. Rätta det värde som är fel.",
            ),
            (
                observed(indicator_id="P2-01", sex="T"),
                f"  FEL rad {observed(indicator_id='P2-01', sex='T')}, kolumn series_break: Raden är markerad som "
                "seriebrott, men inget brott är antecknat för P2-01 2025. Skriv false, eller lägg till brottet i "
                "indicators/series_breaks.csv.",
            ),
        ]
    )

    assert runner("check", "--project", project) == Outcome(
        1,
        "\n".join([Y2025, *(line for _, line in expected)])
        + "\n\n3 fel och 0 varningar.\nRätta felen och kör kommandot igen.\n",
        f"Läser {project / 'data'} …\nKontrollerar …\n",
    )


def test_one_warning_is_counted_in_the_singular(project: Path, runner: Runner) -> None:
    _with_an_empty_row(project)

    assert runner("check", "--project", project) == Outcome(
        0,
        "plan/priorities.csv\n"
        "  Varning rad 4: Raden är tom och hoppas över. Ta gärna bort den.\n"
        "\n"
        "0 fel och 1 varning.\n"
        "Varningarna hindrar inte publicering, men bör ses över.\n",
        f"Läser {project / 'data'} …\nKontrollerar …\n",
    )


# --- The command


def test_check_says_in_json_where_each_problem_is(project: Path, runner: Runner) -> None:
    break_cell(project / "data/plan/priorities.csv", 4, "name", "")

    outcome = runner("check", "--project", project, "--format", "json")

    assert outcome.exit_code == 1
    assert json.loads(outcome.stdout) == {
        "ok": False,
        "problems": [
            {
                "file": "plan/priorities.csv",
                "sheet": None,
                "row": 4,
                "column": "name",
                "rule": "cell_required",
                "value": "",
                "message": "Cellen är tom, men ”Namn” måste alltid fyllas i. Exempel: eftervåld",
                "fatal": True,
            }
        ],
    }


def test_check_in_json_of_data_without_problems(project: Path, runner: Runner) -> None:
    outcome = runner("check", "--project", project, "--format", "json")

    assert (outcome.exit_code, json.loads(outcome.stdout)) == (0, {"ok": True, "problems": []})


def test_check_in_json_is_ok_with_warnings_alone(project: Path, runner: Runner) -> None:
    _with_an_empty_row(project)

    outcome = runner("check", "--project", project, "--format", "json")
    content = json.loads(outcome.stdout)

    assert (outcome.exit_code, content["ok"]) == (0, True)
    assert [(problem["rule"], problem["fatal"]) for problem in content["problems"]] == [("row_is_filled", False)]


def test_check_counts_what_it_found_in_order(project: Path, runner: Runner) -> None:
    rows = sum(len(rows_of(path)) for path in (project / "data").rglob("*.csv"))

    outcome = runner("check", "--project", project)

    assert outcome == Outcome(
        0,
        f"Inga problem. {rows} rader i 24 tabeller är kontrollerade.\n",
        f"Läser {project / 'data'} …\nKontrollerar …\n",
    )


def test_check_judges_another_data_folder(project: Path, runner: Runner) -> None:
    other = project / "annan"
    shutil.copytree(project / "data", other)
    break_cell(other / "plan/priorities.csv", 4, "name", "")

    with_problem = runner("check", "--project", project, "--data", other)
    without = runner("check", "--project", project)

    assert (with_problem.exit_code, without.exit_code) == (1, 0)


@pytest.mark.parametrize(
    ("words", "stderr"),
    [
        (["check", "--format", "xml"], "Värdet för --format går inte att använda. Se: pipeline check --help\n"),
        (["check", "--fromat", "json"], "Valet --fromat finns inte. Se: pipeline check --help\n"),
        (["chekc"], "Kommandot chekc finns inte. Se: pipeline --help\n"),
    ],
)
def test_wrong_usage_is_told_in_swedish(runner: Runner, words: list[str], stderr: str) -> None:
    assert runner(*words) == Outcome(2, "", stderr)


def test_a_folder_that_is_no_project_is_told_in_swedish(tmp_path: Path, runner: Runner) -> None:
    assert runner("check", "--project", tmp_path) == Outcome(
        2, "", f"{tmp_path} är inte ett projekt: schemas/datapackage.json saknas. Ange rätt mapp med --project.\n"
    )


def test_a_data_folder_that_is_missing_is_told_in_swedish(project: Path, runner: Runner) -> None:
    folder = project / "finns-inte"

    assert runner("check", "--project", project, "--data", folder) == Outcome(
        2, "", f"{folder} finns inte, eller är ingen mapp.\n"
    )


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
            "”8” följer inte regeln exclusiveMaximum för ”Ordning”, som står i schemas/. Rätta värdet. Exempel: 3",
        )
    ]


@pytest.mark.parametrize("text", ["=1+1", "+46", "@SUM(A1)", "-1", '=HYPERLINK("http://example.org")'])
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


# --- No rule without a sentence, no rule without a test


JUDGES = ("checks/*.py", "intake/*.py", "protect/report.py", "dataset.py", "catalog.py", "importing.py")
"""Where problems are found."""

PARTS = {
    "columns_missing": "header_is_right",
    "columns_extra": "header_is_right",
    "columns_repeated": "header_is_right",
    "no_label": "header_is_right",
    "years_from": "year_is_within_validity",
    "years_to": "year_is_within_validity",
    "years_between": "year_is_within_validity",
    "and_others": "example_data_is_on_example_area",
    "of_year": "file_has_observations",
    "hide_one_of": "hidden_value_cannot_be_worked_out",
    "hide_one_of_them": "hidden_value_cannot_be_worked_out",
    "nothing_to_hide": "hidden_value_cannot_be_worked_out",
    "the_rule_itself": "hidden_value_cannot_be_worked_out",
    "mend_the_word_few": "hidden_value_cannot_be_worked_out",
    "cell_of": "hidden_value_cannot_be_worked_out",
    "and_more_figures": "hidden_value_cannot_be_worked_out",
    "age_total": "hidden_value_cannot_be_worked_out",
    "age_group": "hidden_value_cannot_be_worked_out",
    "cell_of_rest": "small_value_cannot_be_worked_out",
    "not_there": "file_is_readable",
    "is_a_folder": "file_is_readable",
    "not_allowed": "file_is_readable",
    "not_openable": "file_is_readable",
    "is_empty": "file_is_readable",
    "is_a_binary_workbook": "file_is_a_table",
    "is_a_pdf": "file_is_a_table",
    "is_a_presentation": "file_is_a_table",
    "is_a_text_document": "file_is_a_table",
    "is_an_empty_archive": "file_is_a_table",
    "is_an_archive": "file_is_a_table",
    "is_a_web_page": "file_is_a_table",
    "is_an_open_document": "file_is_a_table",
    "place_cell": "text_holds_no_personal_data",
    "place_comment": "text_holds_no_personal_data",
    "place_drawing": "text_holds_no_personal_data",
    "place_file_name": "text_holds_no_personal_data",
    "place_part": "text_holds_no_personal_data",
    "place_pivot": "text_holds_no_personal_data",
    "place_properties": "text_holds_no_personal_data",
    "place_table": "text_holds_no_personal_data",
}
"""Sentences that are no rules but stand in the sentence of one."""

OTHER_SENTENCES = {
    "total_is_sum_of_hidden_sexes": "total_is_sum_of_sexes",
    "cell_is_right": "cell_exclusiveMaximum",
}
"""Sentences of a rule that has another name: its second one, or the one of every rule without its own."""

OTHER_WORDS = {
    "heading_last_year",
    "sheet_read_me",
    "report_name",
    "import_refused",
    "import_refused_with_report",
    "hidden_for_another",
    "rate_is_rounded",
    "no",
}
"""Names of sentences that the same files hold, and that tell of no fault."""


def _problem_rules() -> set[str]:
    """Every rule that the program can yield a problem for, as its own code and the schemas name them."""
    rules = {"cell_type"}
    rules |= {
        f"cell_{constraint}" for table in SCHEMAS for column in table.columns for constraint in column.constraints
    }
    for path in (path for pattern in JUDGES for path in (REPOSITORY / "pipeline").glob(pattern)):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # What is raised or told on the way is no problem.
        other = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and _called(node) == "progress")
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) in ("Problem", "_problems"):
                rules |= {each.value for each in node.args[1:2] if isinstance(each, ast.Constant)}
            # A rule may reach its problem through a variable; its name is that of the sentence all the same.
            if isinstance(node, ast.Constant) and node.value in SENTENCES and id(node) not in other:
                rules.add(node.value)
    return rules - set(PARTS) - set(OTHER_SENTENCES) - OTHER_WORDS


def _called(node: ast.Call) -> str | None:
    return node.func.id if isinstance(node.func, ast.Name) else None


def _literals() -> Iterator[str]:
    """Every text in the tests, with a stroke for what is put into it."""
    for path in Path(__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "–" for part in node.values)


def _pattern(sentence: str) -> re.Pattern[str]:
    """What the sentence looks like with any facts in it."""
    parsed = string.Formatter().parse(SENTENCES[sentence])
    return re.compile("".join(re.escape(text) + (".*" if field else "") for text, field, *_ in parsed), re.DOTALL)


def test_every_rule_has_a_sentence() -> None:
    types = {f"cell_type_{column.type}" for table in SCHEMAS for column in table.columns}

    assert (_problem_rules() - {"cell_type"} | types) - set(SENTENCES) == set()
    assert {*PARTS, *PARTS.values(), *OTHER_SENTENCES} <= set(SENTENCES)


def test_every_rule_is_broken_by_a_test() -> None:
    assert {rule.__name__ for rule in (*RULES, *REMINDERS)} | _problem_rules() <= set(_literals())


def test_every_sentence_of_a_rule_stands_whole_in_a_test() -> None:
    types = {f"cell_type_{column.type}" for table in SCHEMAS for column in table.columns}
    wanted = _problem_rules() - {"cell_type"} | types | set(OTHER_SENTENCES)
    literals = set(_literals())

    assert {sentence for sentence in wanted if not any(map(_pattern(sentence).fullmatch, literals))} == set()
    # A part is looked for in the sentence that it stands in.
    assert {
        part
        for part, whole in PARTS.items()
        if not any(_pattern(part).search(text) for text in literals if _pattern(whole).fullmatch(text))
    } == set()


def test_every_fault_that_is_counted_has_a_kind() -> None:
    unreadable = {
        node.args[0].value
        for path in (REPOSITORY / "pipeline/intake").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _called(node) == "UnreadableFile" and isinstance(node.args[0], ast.Constant)
    }
    rules = {rule.__name__ for rule in RULES} | unreadable

    assert {rule for rule in rules if fault_kind(str(rule)) == "annat fel"} == set()


@pytest.mark.parametrize(("rows", "told"), [([], "0 rader"), ([["handlingsplan", "true"]] * 2, "2 rader")])
def test_the_dataset_says_once_whether_it_is_an_example(project: Path, rows: list[list[str]], told: str) -> None:
    write_rows(project / "data/dataset.csv", [["dataset_id", "is_example"], *rows])

    problems = [problem for problem in problems_in(project) if problem.rule != "key_is_unique"]

    sentences = {
        "0 rader": "Filen ska ha en enda rad, som säger om siffrorna är exempeldata, men har 0 rader. "
        "Exempel: handlingsplan,true",
        "2 rader": "Filen ska ha en enda rad, som säger om siffrorna är exempeldata, men har 2 rader. "
        "Exempel: handlingsplan,true",
    }
    assert problems == [at("dataset.csv", None, None, "dataset_has_one_row", None, sentences[told])]


def test_a_hidden_sex_is_not_left_to_be_subtracted(project: Path) -> None:
    men = observed(indicator_id="VNR-08", sex="M")
    break_cell(project / "data" / Y2025, men, "value", "5")
    break_cell(project / "data" / Y2025, men, "value_status", "final")

    assert problems_in(project) == [
        at(
            Y2025,
            observed(indicator_id="VNR-08", sex="K"),
            "value_status",
            "hidden_value_cannot_be_worked_out",
            None,
            "En dold uppgift kan räknas ut, eller ringas in till alltför få tal: VNR-08 2025, område 9999, kvinnor och "
            "flickor, alla åldrar. Den avslöjas av VNR-08 2025, område 9999, män och pojkar, alla åldrar; VNR-08 2025, "
            "område 9999, totalt, alla åldrar, tillsammans med regeln för vad som döljs. Dölj någon av dem, med status "
            "suppressed_secondary (skyddar en annan uppgift). Vilken som räcker visar kommandot pipeline protect "
            "--propose.",
        )
    ]


def test_a_share_of_too_few_people_is_not_published(project: Path) -> None:
    header = "indicator_id year area_code sex age_group value tolerance".split()
    denominators = [header, ["VNR-06", "2025", "9999", "T", "total", "28", ""]]
    write_rows(project / "data/disclosure/denominators.csv", denominators)

    assert problems_in(project) == [
        at(
            Y2025,
            observed(indicator_id="VNR-06", sex="T"),
            "value",
            "share_has_enough_people",
            None,
            "Andelen är räknad på färre än 30 personer och får inte publiceras. Töm värdet och sätt status "
            "suppressed_primary (dold, få personer).",
        )
    ]


@pytest.mark.parametrize(
    "revision",
    [
        ["3", "", "final", "suppressed_primary"],
        ["", "7", "final", "suppressed_secondary"],
        ["3", "7", "suppressed_primary", "final"],
    ],
)
def test_the_register_of_corrections_keeps_what_is_hidden(project: Path, revision: list[str]) -> None:
    header = SCHEMAS["revisions"].column_names
    row = ["VNR-08", "2024", "9999", "K", "total", "2025-05-01", *revision, "Få personer."]
    write_rows(project / "data/revisions.csv", [header, row])

    assert problems_in(project) == [
        at(
            "revisions.csv",
            2,
            "old_value",
            "revision_keeps_what_is_hidden",
            None,
            "Rättelsen innehåller ett värde som är dolt före eller efter ändringen. Töm old_value och new_value där; "
            "skälet räcker.",
        )
    ]


def test_a_correction_that_shows_what_was_hidden_is_kept(project: Path) -> None:
    header = SCHEMAS["revisions"].column_names
    row = [
        "VNR-08",
        "2024",
        "9999",
        "K",
        "total",
        "2025-05-01",
        "",
        "7",
        "suppressed_secondary",
        "final",
        "Ny uppgift.",
    ]
    write_rows(project / "data/revisions.csv", [header, row])

    assert problems_in(project) == []


@pytest.mark.parametrize(
    ("words", "column", "rule", "value", "message"),
    [
        (
            'name: "Ale kommun"',
            "municipality.code",
            "municipality_has_code",
            None,
            "Kommunen är namngiven (Ale kommun) men saknar kommunkod, som avgör vilka uppgifter som visas. Fyll i "
            'municipality.code. Exempel: "1440"',
        ),
        (
            'name: "Ale kommun"\n  code: "1480"',
            "municipality.code",
            "municipality_has_its_code",
            "1480",
            "Kommunkoden ”1480” hör till Göteborg, men kommunen heter ”Ale kommun” i metadata.yml. Rätta det ena.",
        ),
        (
            'code: "0000"',
            "municipality.code",
            "municipality_is_known",
            "0000",
            'Kommunkoden ”0000” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
        ),
        (
            'code: "9999"',
            "municipality.code",
            "municipality_is_known",
            "9999",
            'Kommunkoden ”9999” finns inte i areas.csv. Skriv fyra siffror inom citattecken. Exempel: "1440"',
        ),
    ],
)
def test_the_municipality_that_is_named_is_the_one_whose_figures_are_shown(
    project: Path, words: str, column: str, rule: str, value: str | None, message: str
) -> None:
    shutil.rmtree(project / "data/observations")
    break_cell(project / "data/dataset.csv", 2, "is_example", "false")
    (project / "metadata.yml").write_text(
        f"title: T\ndescription: B\nlicense: CC0\nlicense_url: http://creativecommons.org/\nmunicipality:\n  {words}\n",
        encoding="utf-8",
    )

    assert problems_in(project) == [at("metadata.yml", None, column, rule, value, message)]


def test_a_municipality_and_its_code_that_agree_are_no_problem(project: Path) -> None:
    shutil.rmtree(project / "data/observations")
    break_cell(project / "data/dataset.csv", 2, "is_example", "false")
    words = project / "metadata.yml"
    text = words.read_text(encoding="utf-8").replace('  name: ""', '  name: "Göteborgs Stad"', 1)
    words.write_text(text.replace('  code: ""', '  code: "1480"', 1), encoding="utf-8")

    assert problems_in(project) == []


def test_words_that_are_no_text_are_a_problem(project: Path) -> None:
    words = project / "metadata.yml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("title: Handlingsplan mot våld och förtryck", "title: [x]", 1), encoding="utf-8")

    assert problems_in(project) == [
        at(
            "metadata.yml",
            None,
            "title",
            "metadata_is_text",
            "['x']",
            '”title” ska vara en text. Skriv den inom citattecken. Exempel: "Kommunens arbete mot våld"',
        )
    ]
