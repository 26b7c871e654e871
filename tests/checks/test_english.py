"""Each Swedish text has one translation, and what has none is told of without stopping anything."""

from __future__ import annotations

from pathlib import Path

from pipeline.model import Place, Problem
from tests.faults import DATA, at, problems_in
from tests.sheets import break_cell, row_of

INDICATORS = "indicators/indicators.csv"


def test_a_text_that_is_translated_in_two_ways_is_named_in_a_sentence_for_staff(project: Path) -> None:
    first, other = (row_of(DATA / INDICATORS, indicator_id=name) for name in ("VNR-03", "P3-01"))
    break_cell(project / "data" / INDICATORS, other, "unit_en", "reported crimes")

    assert problems_in(project)[0] == at(
        INDICATORS,
        other,
        "unit_en",
        "text_has_one_translation",
        "reported crimes",
        "”antal anmälda brott” är redan översatt med ”number of reported offences” (indicators/indicators.csv, rad "
        f"{first}). Samma svenska text ska ha samma översättning överallt. Skriv likadant på båda ställena, eller "
        "skriv om den svenska texten.",
    )


def test_a_translation_without_its_text_is_an_error(project: Path) -> None:
    row = row_of(DATA / INDICATORS, indicator_id="VNR-03")
    break_cell(project / "data" / INDICATORS, row, "caveat", "")

    (found,) = problems_in(project)
    assert found == at(
        INDICATORS,
        row,
        "caveat_en",
        "translation_has_text",
        found.value,
        "Cellen har en översättning, men det finns ingen svensk text att översätta: Att tänka på (caveat) är tom på "
        "raden. Skriv den svenska texten, eller töm cellen.",
    )


def test_texts_without_translation_are_counted_in_one_warning_a_table(project: Path) -> None:
    rows = sorted(row_of(DATA / INDICATORS, indicator_id=name) for name in ("VNR-03", "P3-01"))
    for row in rows:
        break_cell(project / "data" / INDICATORS, row, "caveat_en", "")
    break_cell(project / "data" / INDICATORS, rows[0], "name_en", "")

    assert problems_in(project) == [
        Problem(
            Place(INDICATORS, row=rows[0], column="name_en"),
            "text_has_translation",
            None,
            "3 texter i tabellen Indikatorer saknar översättning, med början på den här raden. På webbplatsens "
            "engelska sidor visas den svenska texten. Skriv översättningen i kolumnen bredvid, vars namn slutar på "
            "_en.",
            fatal=False,
        )
    ]


def test_a_long_text_is_shortened_where_it_is_named(project: Path) -> None:
    text = "Siffran är varken bra eller dålig i sig, och det gäller alla år som visas."
    for name, english in (("VNR-03", "One."), ("P3-01", "Another.")):
        row = row_of(DATA / INDICATORS, indicator_id=name)
        break_cell(project / "data" / INDICATORS, row, "caveat", text)
        break_cell(project / "data" / INDICATORS, row, "caveat_en", english)

    assert problems_in(project)[0].message.startswith(
        "”Siffran är varken bra eller dålig i sig, och det gäller alla …” är redan översatt med ”One.”"
    )
