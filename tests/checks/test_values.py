"""What a figure must hold to: its status, its kind, its year, its area, and what is due."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.model import Place, Problem
from tests.faults import (
    DATA,
    SCHEMAS,
    Y2022,
    Y2025,
    at,
    observed,
    problems_in,
)
from tests.sheets import break_cell, row_of, rows_of, write_rows


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "problem"),
    [
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
                "Status är preliminär (preliminary), men värdet är tomt. Fyll i värdet, eller ange varför det saknas "
                "som status: saknas (missing), ej insamlad (not_collected) eller ej tillämplig (not_applicable). "
                "Exempel på värde: 12",
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
                "Raden har ett värde, fast dess status är ej tillämplig (not_applicable). En sådan rad ska ha en tom "
                "cell. Ta bort värdet, eller ändra status till publicerad (final) eller preliminär (preliminary).",
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
                "49,5 har decimaler, men VNR-03 Anmälda misshandelsbrott mot kvinnor i parrelation räknas i hela tal. "
                "Skriv ett heltal. Exempel: 12",
            ),
            id="count_is_whole_number",
        ),
        pytest.param(
            Y2022,
            row_of(DATA / Y2022, indicator_id="VNR-08", sex="T"),
            "value",
            "7.5",
            at(
                Y2022,
                row_of(DATA / Y2022, indicator_id="VNR-08", sex="T"),
                "value",
                "count_is_whole_number",
                None,
                "Värdet har decimaler, men VNR-08 Personer placerade i skyddat boende räknas i hela tal. Skriv ett "
                "heltal. Exempel: 12",
            ),
            id="count_of_people_is_whole_number",
        ),
        pytest.param(
            Y2025,
            observed(indicator_id="VNR-03"),
            "sex",
            "M",
            at(
                Y2025,
                observed(indicator_id="VNR-03"),
                "sex",
                "indicator_counts_the_sex",
                "M",
                "VNR-03 Anmälda misshandelsbrott mot kvinnor i parrelation räknar bara kvinnor, men raden gäller "
                "män och pojkar (M). Ta bort raden eller rätta könet. Räknar indikatorn båda, så rätta Kön som finns "
                "(sexes) i indicators/indicators.csv.",
            ),
            id="indicator_counts_the_sex",
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
                "100,1 är mer än 100, men UPP-01 Genomförda åtgärder som är kopplade till planens inriktningar är en "
                "andel i procent, från 0 till 100. Rätta talet.",
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
                "2 är varken ja (1) eller nej (0), som VNR-10 Kommunen har en aktuell rutin och överenskommelser om "
                "våld i nära relationer ska besvaras med. Exempel: ja (1)",
            ),
            id="answer_is_yes_or_no",
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
                "VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 invånare gäller från och med 2022, men "
                "raden avser 2021. Rätta året, eller indikatorns giltighet i indicators/indicators.csv. Exempel på "
                "giltigt år: 2022",
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
                "VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 invånare har ett seriebrott 2025, men "
                "raden saknar markeringen. Skriv true (ja) i Brott i serien (series_break), så att ingen jämför med "
                "åren före.",
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
                "Raden är markerad som seriebrott, men inget brott är antecknat för VNR-03 Anmälda misshandelsbrott "
                "mot kvinnor i parrelation 2025. Skriv false (nej), eller lägg till brottet i "
                "indicators/series_breaks.csv.",
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
                "Datamängden är exempeldata, men 1 rad gäller Ale (1440). Påhittade siffror får bara stå på "
                "Exempelkommunen (9999), och verkliga inte i exempeldata. Ska kommunens egna uppgifter in? Kör först "
                "make start",
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
                "Äldreomsorgen ska lämna uppgifter för 2022, men de saknas utan förklaring: P2-02 Enheter inom "
                "äldreomsorgen med rutin för att upptäcka våld. Lägg till dem. Finns någon inte ska det stå en rad med "
                "status saknas (missing) och en förklaring i Anmärkning (note).",
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
                    "VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 invånare "
                    f"gäller till och med 2022, men raden avser {year}. Rätta året, eller indikatorns giltighet "
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
                    "VNR-01 Anmälda brott om grov kvinnofridskränkning per 100 000 invånare "
                    f"gäller åren 2022–2024, men raden avser {year}. Rätta året, eller indikatorns giltighet i "
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
            ["KTX-01", "2015", "9999", "T", "total", "12", "", "", "final", "false", "", "2016-03-31"],
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
            "1 rad gäller Exempelkommunen (9999), som är påhittad, så siffrorna är gjorda av exempeldata. Publicera "
            "dem aldrig som verkliga, och byt inte kommunkoden. Ta bort dem, och gör en ny arbetsbok med make "
            "new-year YEAR=2015",
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


def test_what_is_waited_for_is_told_in_a_line_for_each_function(project: Path) -> None:
    path = project / "data/observations/2025.csv"
    rows = rows_of(path)
    gone = ("VNR-04", "VNR-05", "VNR-08", "P2-02", "P4-01", "P4-02", "P5-02")
    kept = [row for row in rows if row["indicator_id"] not in gone]
    write_rows(path, [tuple(rows[0]), *(tuple(row.values()) for row in kept)])

    assert problems_in(project) == [
        Problem(
            Place("observations/2025.csv", column="indicator_id"),
            "due_indicator_is_reported",
            "P4-01, P4-02, P5-02, VNR-04, VNR-05, VNR-08",
            "Socialtjänsten ska lämna uppgifter för 2025, men de saknas utan förklaring: P4-01 Barn och unga som "
            "misstänks ha förts eller riskerat att föras utomlands, P4-02 Beslut om utreseförbud, P5-02 Personer med "
            "ärende om hedersrelaterat våld och förtryck hos socialtjänsten, VNR-04 Vuxna som aktualiserats hos "
            "socialtjänsten på grund av våld, per 10 000 vuxna och 2 till (make preview visar alla). Lägg till dem. "
            "Finns någon inte ska det stå en rad med status saknas (missing) och en förklaring i Anmärkning (note).",
            fatal=False,
        ),
        Problem(
            Place("observations/2025.csv", column="indicator_id"),
            "due_indicator_is_reported",
            "P2-02",
            "Äldreomsorgen ska lämna uppgifter för 2025, men de saknas utan förklaring: P2-02 Enheter inom "
            "äldreomsorgen med rutin för att upptäcka våld. Lägg till dem. Finns någon inte ska det stå en rad med "
            "status saknas (missing) och en förklaring i Anmärkning (note).",
            fatal=False,
        ),
    ]


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
            "Raden har ett värde, fast dess status är dold, få personer (suppressed_primary). En sådan rad ska ha en "
            "tom cell. Ta bort värdet, eller ändra status till publicerad (final) eller preliminär (preliminary).",
        )
    ]


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
            "{rows} rader gäller Exempelkommunen (9999), som är påhittad, så siffrorna är gjorda av exempeldata. "
            "Publicera dem aldrig som verkliga, och byt inte kommunkoden. Ta bort dem, och gör en ny arbetsbok med "
            "make new-year YEAR={year}",
            id="example data said to be real",
        ),
        pytest.param(
            "areas.csv",
            293,
            "kind",
            "municipality",
            "example_data_is_on_example_area",
            "Datamängden är exempeldata, men {rows} rader gäller Exempelkommunen (9999). Påhittade siffror får bara "
            "stå på Exempelkommunen (9999), och verkliga inte i exempeldata. Ska kommunens egna uppgifter in? Kör "
            "först make start",
            id="the example area said to be real",
        ),
    ],
)
def test_a_dataset_that_is_wholly_on_the_wrong_area_is_one_problem_a_file(
    project: Path, file: str, row: int, column: str, value: str, rule: str, message: str
) -> None:
    break_cell(project / "data" / file, row, column, value)

    assert problems_in(project) == [
        at(path, 2, "area_code", rule, "9999", message.format(rows=rows, year=path[-8:-4]))
        for path, rows in _rows_of_example_years()
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
            "Datamängden är exempeldata, men 3 rader gäller Ale (1440) och 1 till. Påhittade siffror får bara stå på "
            "Exempelkommunen (9999), och verkliga inte i exempeldata. Ska kommunens egna uppgifter in? Kör först make "
            "start",
        )
    ]


@pytest.mark.parametrize(("rows", "told"), [([], "0 rader"), ([["handlingsplan", "true"]] * 2, "2 rader")])
def test_the_dataset_says_once_whether_it_is_an_example(project: Path, rows: list[list[str]], told: str) -> None:
    write_rows(project / "data/dataset.csv", [["dataset_id", "is_example"], *rows])

    problems = [problem for problem in problems_in(project) if problem.rule != "key_is_unique"]

    sentences = {
        "0 rader": "Filen ska ha en enda rad, som säger om siffrorna är exempeldata, men har 0 rader. "
        "Exempel: ”handlingsplan,true”",
        "2 rader": "Filen ska ha en enda rad, som säger om siffrorna är exempeldata, men har 2 rader. "
        "Exempel: ”handlingsplan,true”",
    }
    assert problems == [at("dataset.csv", None, None, "dataset_has_one_row", None, sentences[told])]


@pytest.mark.parametrize(
    "revision",
    [
        ["3", "", "final", "suppressed_primary"],
        ["", "7", "final", "suppressed_secondary"],
        ["3", "7", "suppressed_primary", "final"],
        # It was hidden later.
        ["", "7", "final", "final"],
        ["12", "", "final", "final"],
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
            "Rättelsen innehåller ett värde av en siffra som är dold före eller efter ändringen, eller nu. Töm "
            "Tidigare värde (old_value) och Nytt värde (new_value) där; skälet räcker.",
        )
    ]


def test_a_correction_that_shows_what_was_hidden_is_kept(project: Path) -> None:
    header = SCHEMAS["revisions"].column_names
    row = [
        "VNR-08",
        "2022",
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
    ("sexes", "sex", "value", "status", "rules"),
    [
        ("men", "K", "12", "final", ["indicator_counts_the_sex"]),
        ("men", "M", "12", "final", []),
        ("men", "K", "", "not_applicable", []),
        ("women", "K", "12", "final", []),
        ("women", "M", "", "missing", ["indicator_counts_the_sex"]),
    ],
)
def test_an_indicator_has_figures_of_the_sexes_that_it_counts(
    project: Path, sexes: str, sex: str, value: str, status: str, rules: list[str]
) -> None:
    indicators = project / "data/indicators/indicators.csv"
    break_cell(indicators, row_of(indicators, indicator_id="SEX-02"), "sexes", sexes)
    place = observed(indicator_id="SEX-02", sex=sex)
    break_cell(project / "data" / Y2025, place, "value", value)
    break_cell(project / "data" / Y2025, place, "value_status", status)

    found = [each for each in problems_in(project) if (each.place.file, each.place.row) == (Y2025, place)]
    assert [each.rule for each in found if each.rule == "indicator_counts_the_sex"] == rules
