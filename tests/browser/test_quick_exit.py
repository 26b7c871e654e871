"""The way out: without script a link, with script one that leaves nothing behind the back button."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

ELSEWHERE = "https://www.smhi.se/"

WEATHER = "<!DOCTYPE html><html lang='sv'><title>Väder</title><h1>Väder</h1></html>"


@pytest.fixture
def reader(browser: Browser, address: str, scripts: bool) -> Iterator[Page]:
    """Someone who has read two pages; the world outside is one page about the weather, made here."""
    context = browser.new_context(java_script_enabled=scripts)
    context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body=WEATHER, content_type="text/html; charset=utf-8"))
    page = context.new_page()
    page.goto(f"{address}/")
    page.goto(f"{address}/indikatorer/P3-01")
    yield page
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_one_press_leads_away_from_the_site(reader: Page) -> None:
    reader.get_by_role("link", name="Lämna sidan snabbt").click()
    reader.wait_for_url(ELSEWHERE)

    assert reader.locator("h1").inner_text() == "Väder"


@pytest.mark.parametrize("scripts", [True])
def test_the_page_that_was_left_is_not_behind_the_back_button(reader: Page, address: str) -> None:
    reader.get_by_role("link", name="Lämna sidan snabbt").click()
    reader.wait_for_url(ELSEWHERE)
    reader.go_back()

    assert reader.url == f"{address}/"


@pytest.mark.parametrize("scripts", [True])
def test_escape_pressed_three_times_leads_away(reader: Page) -> None:
    for _ in range(3):
        reader.keyboard.press("Escape")
    reader.wait_for_url(ELSEWHERE)

    assert reader.locator("h1").inner_text() == "Väder"


@pytest.mark.parametrize("scripts", [True])
def test_escape_pressed_for_something_else_stays(reader: Page, address: str) -> None:
    for key in ("Escape", "Escape", "a", "Escape"):
        reader.keyboard.press(key)
    reader.wait_for_timeout(300)

    assert reader.url == f"{address}/indikatorer/P3-01"


@pytest.mark.parametrize("scripts", [True])
def test_the_page_to_leave_is_not_told_of_to_the_next(reader: Page) -> None:
    told: list[str | None] = []
    reader.on("request", lambda request: told.append(request.headers.get("referer")))
    reader.get_by_role("link", name="Lämna sidan snabbt").click()
    reader.wait_for_url(ELSEWHERE)

    assert set(told) == {None}
