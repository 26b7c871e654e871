"""The lists of the ready questions, and what is said of what is not in them."""

from __future__ import annotations

import re
import sqlite3
from html import unescape

import pytest

from tests.web.conftest import Visitor
from tests.web.test_pages import text_of


def options(page: str, field: str) -> list[tuple[str, str]]:
    """The values and the words of a list."""
    found = re.search(rf'<select id="\w+" name="{field}">(.*?)</select>', page, re.S)
    assert found, field
    return [
        (unescape(value), unescape(label))
        for value, label in re.findall(r'<option value="([^"]*)"[^>]*>(.*?)<', found[1])
    ]


def test_what_is_asked_for_is_chosen_in_words(visitor: Visitor, database: sqlite3.Connection) -> None:
    def of_database(query: str) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in database.execute(query)]

    priorities = options(visitor.get("/handlingsplan/senaste_varden").text, "inriktning")
    pair = visitor.get("/handlingsplan/kvinnor_och_man").text
    functions = options(visitor.get("/handlingsplan/vem_lamnar_uppgifterna").text, "funktion")
    areas = options(visitor.get("/handlingsplan/omradenas_indikatorer").text, "vald")

    assert priorities[:2] == [("", "Alla inriktningar"), ("P1", "P1 våld i ungas parrelationer")]
    assert len(priorities) == 1 + 8
    years = "select distinct year, year from observations order by year desc"
    assert options(pair, "uppfoljningsar") == [("", "Alla år"), *of_database(years)]
    named = "select indicator_id, indicator_id || ' ' || name from indicators order by indicator_id"
    assert options(pair, "indikator") == [("", "Alla indikatorer"), *of_database(named)]
    assert ("Socialtjänsten", "Socialtjänsten") in functions
    assert areas[1] == ("VNR", "Våld i nära relationer")
    assert options(visitor.get("/handlingsplan/andrat_mest").text, "uppfoljningsar")[0] == ("", "Det senaste året")
    assert options(visitor.get("/en/handlingsplan/andrat_mest").text, "uppfoljningsar")[0] == ("", "The newest year")


def test_what_was_chosen_stays_chosen_whatever_its_letters(visitor: Visitor) -> None:
    for value in ("P3", "p3", "+P3+"):
        page = visitor.get(f"/handlingsplan/senaste_varden?inriktning={value}").text
        assert '<option value="P3" selected>' in page, value


def test_a_function_that_is_chosen_is_not_taken_for_a_part_of_another(visitor: Visitor) -> None:
    def answering(value: str) -> set[str]:
        rows = visitor.get(f"/handlingsplan/vem_lamnar_uppgifterna.json?_shape=array&funktion={value}").json()
        return {row["ansvarig"] for row in rows}

    assert answering("Socialtjänsten") == {"Socialtjänsten"}
    assert answering("socialtj") == {"Socialtjänsten", "Socialtjänsten och äldreomsorgen"}
    assert (
        '<option value="socialtj" selected>' in visitor.get("/handlingsplan/saknade_uppgifter?funktion=socialtj").text
    )


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "/handlingsplan/utveckling?indikator=XX-99",
            "Det finns ingen indikator XX-99. Välj något av det som finns: KTX-01",
        ),
        (
            "/handlingsplan/andrat_mest?uppfoljningsar=1999",
            "Det finns inga siffror för 1999. Välj något av det som finns: 2025",
        ),
        (
            "/handlingsplan/senaste_varden?inriktning=P9",
            "Det finns ingen inriktning P9. Välj något av det som finns: P1 våld",
        ),
        ("/handlingsplan/saknade_uppgifter?funktion=polisen", "Ingen funktion heter polisen."),
        ("/handlingsplan/omradenas_indikatorer?vald=XYZ", "Det finns inget område XYZ i planen."),
        (
            "/en/handlingsplan/utveckling?indikator=XX-99",
            "There is no indicator XX-99. Choose something of what there is:",
        ),
        ("/handlingsplan/utveckling?indikator=%3Cb%3E", "Det finns ingen indikator <b>."),
    ],
)
def test_what_does_not_exist_is_said_not_to_with_what_does(visitor: Visitor, address: str, told: str) -> None:
    answer = visitor.get(address)

    assert answer.status_code == 400
    assert told in text_of(answer.text)
    assert "<b>" not in answer.text
    assert "Svaret har inga rader" not in answer.text


def test_the_way_out_of_a_wrong_value_keeps_the_others(visitor: Visitor) -> None:
    page = visitor.get("/handlingsplan/jamfor_omraden?indikator=P3-01&uppfoljningsar=1999").text

    assert 'href="/handlingsplan/jamfor_omraden?uppfoljningsar=2024&amp;indikator=P3-01"' in page
    assert visitor.get("/handlingsplan/jamfor_omraden?uppfoljningsar=2024&indikator=P3-01").status_code == 200


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_a_program_is_told_too(visitor: Visitor, ending: str) -> None:
    answer = visitor.get(f"/handlingsplan/anmalda_brott.{ending}?uppfoljningsar=1999")

    assert answer.status_code == 400
    assert "uppfoljningsar: '1999' does not exist. There are 2025, 2024, 2023, 2022, 2021." in answer.text


def test_a_value_that_exists_and_has_no_rows_says_so_and_leads_back(visitor: Visitor) -> None:
    page = visitor.get("/handlingsplan/seriebrott?indikator=P3-01")

    assert page.status_code == 200
    assert "Svaret har inga rader. Inget i databasen passar det som är valt. Börja om utan val" in text_of(page.text)
    assert 'href="/handlingsplan/seriebrott"' in page.text


def test_the_lists_are_asked_for_once(visitor: Visitor) -> None:
    from datasette.tracer import capture_traces

    visitor.get("/handlingsplan/kvinnor_och_man")
    traces: list[dict[str, object]] = []

    async def ask() -> None:
        with capture_traces(traces):
            await visitor.site.client.get("/handlingsplan/kvinnor_och_man")

    visitor.loop.run_until_complete(ask())

    assert not [trace for trace in traces if "as label from indicators" in str(trace.get("sql"))]
