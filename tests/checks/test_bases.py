"""A rate or a share and its numerator and denominator say the same, and people are not counted in secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import Y2025, at, observed, problems_in
from tests.sheets import row_of, rows_of, write_rows

SHARE = {"indicator_id": "P6-03", "sex": "T"}
RATE = {"indicator_id": "VNR-04", "sex": "T"}
NAME = "P6-03 Medarbetare som uppger att de har utsatts för sexuella trakasserier i arbetet"


def change(project: Path, about: dict[str, str], **cells: str) -> None:
    """Put other cells in the observation of 2025 that is about this."""
    path = project / "data" / Y2025
    rows = rows_of(path)
    changed = [row | cells if about.items() <= row.items() else row for row in rows]
    assert changed != rows
    write_rows(path, [[*rows[0]], *([*row.values()] for row in changed)])


def with_the_total_alone(project: Path) -> None:
    """Leave the share without women and men, so that nothing but its own base says what its total may be."""
    path = project / "data" / Y2025
    rows = rows_of(path)
    kept = [row for row in rows if row["indicator_id"] != SHARE["indicator_id"] or row["sex"] == SHARE["sex"]]
    write_rows(path, [[*rows[0]], *([*row.values()] for row in kept)])


@pytest.mark.parametrize(
    ("about", "cells", "column", "rule", "message"),
    [
        pytest.param(
            {"indicator_id": "P3-01", "sex": "T"},
            {"denominator": "40"},
            "denominator",
            "base_is_of_a_rate",
            "Raden har täljare eller nämnare, men P3-01 Anmälda överträdelser av kontaktförbud är varken ett tal per "
            "invånare eller en andel. Töm de cellerna.",
            id="base_is_of_a_rate",
        ),
        pytest.param(
            SHARE,
            {"value": "", "value_status": "missing"},
            "numerator",
            "base_has_a_value",
            "Raden har täljare eller nämnare men ingen siffra som visas. Fyll i värdet, eller töm de cellerna.",
            id="base_has_a_value",
        ),
        pytest.param(
            {"indicator_id": "P7-03", "sex": "T"},
            {"numerator": "7"},
            "numerator",
            "numerator_has_a_denominator",
            "Raden har en täljare men ingen nämnare. Fyll i nämnaren, eller töm täljaren.",
            id="numerator_has_a_denominator",
        ),
        pytest.param(
            SHARE,
            {"numerator": "1501"},
            "numerator",
            "numerator_is_part_of_denominator",
            f"Täljaren är större än nämnaren, men {NAME} är en andel, så alla i täljaren ska finnas med i nämnaren. "
            "Rätta den som är fel.",
            id="numerator_is_part_of_denominator",
        ),
        pytest.param(
            SHARE,
            {"numerator": "68"},
            "numerator",
            "value_fits_its_base",
            "Värdet är inte det som täljaren och nämnaren ger: 100 × täljaren / nämnaren, avrundat. Rätta den siffra "
            "som är fel.",
            id="a share",
        ),
        pytest.param(
            {"indicator_id": "P7-03", "sex": "T"},
            {"numerator": "0", "denominator": "0"},
            "numerator",
            "value_fits_its_base",
            "Värdet är inte det som täljaren och nämnaren ger: 100 × täljaren / nämnaren, avrundat. Rätta den siffra "
            "som är fel.",
            id="a share of nobody",
        ),
        pytest.param(
            SHARE,
            {"value": "64", "numerator": "18", "denominator": "28"},
            "value",
            "share_has_enough_people",
            "Andelen är räknad på färre än 30 personer och får inte publiceras. Töm värdet och sätt status dold, få "
            "personer (suppressed_primary).",
            id="share_has_enough_people",
        ),
        pytest.param(
            SHARE,
            {"numerator": "", "denominator": ""},
            "value",
            "rate_has_its_base",
            f"Täljare och nämnare saknas för {NAME}, så ingen vet om siffran gäller så få personer att någon kan "
            "kännas igen. Fyll i dem. Finns de inte: dölj siffran med make protect PROPOSE=1",
            id="rate_has_its_base",
        ),
    ],
)
def test_a_base_that_breaks_a_rule_is_named_in_a_sentence_for_staff(
    project: Path, about: dict[str, str], cells: dict[str, str], column: str, rule: str, message: str
) -> None:
    with_the_total_alone(project)
    change(project, about, **cells)

    assert problems_in(project) == [at(Y2025, row_of(project / "data" / Y2025, **about), column, rule, None, message)]


@pytest.mark.parametrize(
    ("cells", "rule", "message"),
    [
        (
            {"value": "8", "numerator": "4", "denominator": "50"},
            "rate_of_few_is_hidden",
            "Siffran är räknad på 1–4 personer eller ärenden och får inte publiceras, eftersom någon kan kännas igen. "
            "Töm värdet, täljaren och nämnaren och sätt status dold, få personer (suppressed_primary).",
        ),
        (
            {"value": "97", "numerator": "34", "denominator": "35"},
            "share_of_all_but_few_is_hidden",
            "Alla utom 1–4 personer eller ärenden räknas in i andelen, och den får inte publiceras, eftersom de som "
            "inte räknas in kan kännas igen. Töm värdet, täljaren och nämnaren och sätt status dold, få personer "
            "(suppressed_primary).",
        ),
    ],
)
def test_a_share_of_a_few_or_of_all_but_a_few_is_not_published(
    project: Path, cells: dict[str, str], rule: str, message: str
) -> None:
    with_the_total_alone(project)
    change(project, SHARE, **cells)

    assert problems_in(project) == [at(Y2025, row_of(project / "data" / Y2025, **SHARE), "value", rule, None, message)]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"value": "0", "numerator": "0", "denominator": "30"}, id="nobody"),
        pytest.param({"value": "17", "numerator": "5", "denominator": "30"}, id="five of thirty"),
        pytest.param({"value": "83", "numerator": "25", "denominator": "30"}, id="all but five"),
        pytest.param({"value": "100", "numerator": "30", "denominator": "30"}, id="everybody"),
        pytest.param(
            {"value": "63", "numerator": "5", "denominator": "8", "indicator_id": "VNR-11"}, id="of no people"
        ),
    ],
)
def test_what_is_of_nobody_of_everybody_or_of_more_than_a_few_is_published(
    project: Path, cells: dict[str, str]
) -> None:
    with_the_total_alone(project)
    change(project, SHARE | {"indicator_id": cells.get("indicator_id", "P6-03")}, **cells)

    assert problems_in(project) == []


def test_a_rate_that_its_own_source_publishes_needs_no_base(project: Path) -> None:
    path = project / "data/indicators/indicators.csv"
    published = path.read_bytes()
    rows = [row | {"source_series_id": ""} if row["indicator_id"] == "VNR-04" else row for row in rows_of(path)]
    change(project, RATE, value="2.5", numerator="", denominator="")
    write_rows(path, [[*rows[0]], *([*row.values()] for row in rows)])
    before = {problem.rule for problem in problems_in(project)}

    path.write_bytes(published)

    assert before == {"rate_has_its_base", "rate_cannot_be_counted_back"}
    # Nobody has asked the source, so whether it shows this is for staff to see to.
    assert {(problem.rule, problem.fatal) for problem in problems_in(project)} == {("guarded_rate_is_answered", False)}


def test_the_women_of_a_rate_that_its_source_publishes_undivided_are_not_shown(project: Path) -> None:
    path = project / "data" / Y2025
    rows = rows_of(path)
    women = [row | {"sex": "K", "value": "74", "numerator": "88", "denominator": "11900"} for row in rows]
    added = [row for row in women if row["indicator_id"] == "VNR-04"]
    write_rows(path, [[*rows[0]], *([*row.values()] for row in (*rows, *added))])

    message = (
        "Källan publicerar bara totalen för VNR-04 Vuxna som aktualiserats hos socialtjänsten på grund av våld, per "
        "10 000 vuxna. En siffra för ett kön eller en ålder är kommunens egen, och med totalen kan den röja hur få de "
        "andra är. Ta bort raden, eller dölj siffran med make protect PROPOSE=1"
    )
    assert problems_in(project) == [at(Y2025, len(rows) + 2, "value", "rate_is_its_sources", None, message)]


def test_the_men_of_a_share_are_not_left_to_be_subtracted(project: Path) -> None:
    men = {"indicator_id": "P6-03", "sex": "M"}
    change(project, men, value="", numerator="", denominator="", value_status="suppressed_primary")

    of = f"{NAME}: 2025, Exempelkommunen (9999)"
    assert problems_in(project) == [
        at(
            Y2025,
            observed(**men),
            "value_status",
            "hidden_value_cannot_be_worked_out",
            None,
            f"En dold uppgift kan räknas ut, eller ringas in till alltför få tal: {of}, män och pojkar, alla åldrar. "
            f"Den avslöjas av {of}, kvinnor och flickor, alla åldrar; {of}, totalt, alla åldrar, tillsammans med "
            "regeln för vad som döljs. Dölj någon av dem, med status dold, skyddar en annan uppgift "
            "(suppressed_secondary). Vilken som räcker visar kommandot make protect",
        )
    ]
