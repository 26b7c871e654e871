"""The pages as a person meets them: narrow and wide, by keyboard, without script, and from this host alone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opener

PAGES = [
    "/",
    "/inriktningar/P4",
    "/indikatorer",
    "/indikatorer/VNR-08",
    "/data",
    "/handlingsplan",
    "/handlingsplan/observations",
    "/handlingsplan/indicators/VNR-01",
    "/handlingsplan/utveckling?indikator=P3-01",
    "/handlingsplan?sql=select+*+from+indicators",
]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_window(open_page: Opener, path: str, width: int) -> None:
    page = open_page(path, width=width, scripts=True)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1


def test_from_the_front_page_to_an_indicator_by_clicks_alone(open_page: Opener) -> None:
    page = open_page("/")

    page.get_by_role("link", name="3. Eftervåld").click()
    page.get_by_role("link", name="Anmälda överträdelser av kontaktförbud").click()

    assert page.locator("h1").inner_text() == "Anmälda överträdelser av kontaktförbud"
    assert page.get_by_role("cell", name="preliminär").count() == 3


def test_the_chart_is_drawn(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01", scripts=True)

    assert page.evaluate("document.querySelector('figure img').naturalWidth") > 500


def test_a_ready_question_is_asked_through_its_field(open_page: Opener) -> None:
    page = open_page("/handlingsplan/utveckling")

    page.get_by_label("Indikator").fill("vnr-08")
    page.get_by_role("button", name="Ställ frågan").click()

    assert page.get_by_role("row").count() == 1 + 15
    assert page.url.endswith("/handlingsplan/utveckling?indikator=vnr-08")


def test_rows_are_chosen_through_the_filter(open_page: Opener) -> None:
    page = open_page("/handlingsplan/observations")

    page.get_by_label("Kolumn").select_option(label="Indikator")
    page.get_by_label("Värde", exact=True).fill("P3-01")
    page.get_by_role("button", name="Visa rader").click()

    assert "15 rader." in page.locator("main").inner_text()


def test_the_keyboard_meets_the_skip_link_then_the_help(open_page: Opener) -> None:
    page = open_page("/", scripts=True)

    focused = []
    for _ in range(4):
        page.keyboard.press("Tab")
        focused.append(page.evaluate("document.activeElement.innerText"))

    assert focused == ["Hoppa till innehållet", "020-50\xa050\xa050", "112", "Lämna sidan snabbt"]


def test_the_dark_scheme_has_light_text_on_a_dark_ground(open_page: Opener) -> None:
    page = open_page("/", scripts=True, scheme="dark")

    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(232, 236, 239)", "rgb(20, 25, 30)"]
