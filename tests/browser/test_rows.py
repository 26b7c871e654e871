"""The rows of the database: on the first screen, with the column that holds the answer in sight."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser.conftest import Opener

ANSWERS = {
    "senaste_varden": "Värde",
    "anmalda_brott": "Året före",
    "utveckling": "Värde",
    "kvinnor_och_man": "Män och pojkar",
    "andrat_mest": "Bedömning",
    "hogst_och_lagst": "Året med lägst",
    "saknade_uppgifter": "Ansvarig",
    "dolda_uppgifter": "Status",
    "preliminara_uppgifter": "Värde",
    "hur_mycket_visas": "Saknas",
    "beslut": "Innehåll",
    "inriktningarnas_indikatorer": "Indikatorns namn",
    "omradenas_indikatorer": "Indikatorns namn",
    "inriktningarnas_atgarder": "Åtgärd",
    "uppfoljning_i_ord": "Vad som återstår",
    "indikatorer_utan_mal": "Namn",
    "neutrala_indikatorer": "Att tänka på",
    "seriebrott": "Förklaring",
    "vem_lamnar_uppgifterna": "Namn",
    "kallor": "Så anges källan",
    "lagrum": "Lagrum och brottskod",
    "jamstalldhetsbokslut": "Redovisas i",
    "jamfor_omraden": "Värde",
    "hitta_indikator": "Definition",
    "kolumnernas_betydelse": "Förklaring",
    "observations": "Status",
    "latest_values": "Värde",
    "changes": "Ändring sedan året före",
    "reporting_status": "Status",
    "decisions": "Innehåll",
    "series_breaks": "Förklaring",
    "indicators": "Namn",
    "data_dictionary": "Förklaring",
    "codes": "Betydelse",
    "sources": "Licens",
    "disclosure_rules": "Minsta bas för en andel",
}
"""The column that answers each ready question and each large table, by its heading, or its last such column."""

EMPTY = {"inriktningar_utan_indikator", "mal", "rattelser"}
"""Ready questions to which the repository's data have no answer."""

CHOSEN = ("observations?sex=K&year=2024&_sort_desc=value", "indicators?_search=kontaktf%C3%B6rbud")
"""Tables of which rows have been chosen."""

MEASURE = """() => {
    const row = document.querySelector(".rows tbody tr").getBoundingClientRect();
    const columns = [...document.querySelectorAll(".rows thead th")]
        .map(head => [head.innerText.replace(/[▲▼]/, "").trim(), head.getBoundingClientRect().right]);
    return [row.top, columns, document.documentElement.scrollWidth];
}"""

LINE = 36
"""Pixels that show the first line of a row."""


def test_every_ready_question_is_measured(repository: Path, release: Path) -> None:
    metadata = json.loads((release / "metadata.json").read_text(encoding="utf-8"))

    assert set(metadata["databases"]["handlingsplan"]["queries"]) <= ANSWERS.keys() | EMPTY


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", [*ANSWERS, *CHOSEN])
def test_the_first_row_is_on_the_first_screen_and_its_answer_in_sight(
    open_page: Opener, name: str, prefix: str
) -> None:
    page = open_page(f"{prefix}/handlingsplan/{name}", height=800)

    for width, height in ((1280, 800), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        top, columns, whole = page.evaluate(MEASURE)
        assert top + LINE < height, (width, top)
        assert whole <= width
        if width == 1280 and not prefix and name in ANSWERS:
            assert dict(columns)[ANSWERS[name]] < width, columns


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_date_is_whole_and_a_row_is_not_named_by_the_beginning_of_its_key(open_page: Opener, prefix: str) -> None:
    page = open_page(f"{prefix}/handlingsplan/observations")

    edge = page.locator(".rows").evaluate("each => each.getBoundingClientRect().right")
    dates = page.locator(".rows td.date")
    assert dates.count() == 50
    right, height = dates.first.evaluate(
        "each => { const range = document.createRange(); range.selectNodeContents(each);"
        " const box = range.getBoundingClientRect(); return [box.right, box.height]; }"
    )
    assert right <= edge
    assert height < LINE
    key = page.locator(".rows td.key a").first
    shown = key.evaluate("each => [...each.childNodes].filter(one => one.nodeType === 3).map(one => one.data).join('')")
    assert shown == ("Show" if prefix else "Visa")
    assert key.text_content() == f"{shown} P1-01,2021,9999,K,total"


def test_what_chooses_rows_is_folded_and_opened_without_script(open_page: Opener) -> None:
    page = open_page("/handlingsplan/observations")

    assert not page.get_by_label("Kolumn").is_visible()
    assert not page.locator(".facets").is_visible()
    page.get_by_text("Välj rader", exact=True).click()
    assert page.get_by_label("Kolumn").is_visible()
    page.locator(".facets").get_by_role("link", name="kvinnor och flickor").click()
    assert page.locator(".chosen").inner_text() == "Kön är kvinnor och flickor ta bort"
    assert not page.locator(".facets").is_visible()


def test_a_question_is_mended_where_it_was_refused(open_page: Opener) -> None:
    page = open_page("/handlingsplan?sql=select+*+frm+areas", scripts=True)

    field = page.get_by_label("Fråga i SQL")
    assert field.input_value() == "select * frm areas"
    field.fill("select count(*) from areas")
    page.get_by_role("button", name="Ställ frågan").click()
    assert page.locator(".rows td").inner_text() == "292"
