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
def test_shift_pressed_three_times_leads_away_and_says_so_on_the_way(reader: Page) -> None:
    said = reader.locator("#leaving")
    heard = []
    for _ in range(2):
        reader.keyboard.press("Shift")
        heard.append((said.get_attribute("role"), said.inner_text()))
    reader.keyboard.press("Shift")
    reader.wait_for_url(ELSEWHERE)

    assert heard == [
        ("status", "Tryck på Skift två gånger till för att lämna sidan."),
        ("status", "Tryck på Skift en gång till för att lämna sidan."),
    ]
    assert reader.locator("h1").inner_text() == "Väder"


@pytest.mark.parametrize("scripts", [True])
@pytest.mark.parametrize(
    "keys",
    [
        ("Shift", "Shift", "a", "Shift"),
        ("Shift+A", "Shift+B", "Shift+C"),
        ("Shift", "Shift+Tab", "Shift", "Shift"),
        ("Escape", "Escape", "Escape"),
    ],
)
def test_keys_pressed_for_something_else_stay(reader: Page, address: str, keys: tuple[str, ...]) -> None:
    for key in keys:
        reader.keyboard.press(key)
    reader.wait_for_timeout(300)

    assert reader.url == f"{address}/indikatorer/P3-01"
    assert reader.locator("h1").is_visible()


@pytest.mark.parametrize("scripts", [True])
def test_shift_with_the_mouse_stays(reader: Page, address: str) -> None:
    """It marks text, or scrolls sideways."""
    reader.mouse.move(300, 300)
    for turn in range(6):
        reader.keyboard.down("Shift")
        if turn < 3:
            reader.mouse.click(300, 300)
        else:
            reader.mouse.wheel(10, 0)
        reader.wait_for_timeout(50)
        reader.keyboard.up("Shift")
    for _ in range(3):
        reader.keyboard.press("Alt+Shift")
    reader.wait_for_timeout(300)

    assert reader.url == f"{address}/indikatorer/P3-01"
    assert reader.locator("#leaving").inner_text() == ""


@pytest.mark.parametrize("scripts", [True])
def test_who_presses_too_slowly_is_told_and_stays(reader: Page, address: str) -> None:
    reader.clock.install()
    reader.reload()
    reader.keyboard.press("Shift")
    reader.keyboard.press("Shift")
    reader.clock.run_for(5_100)
    told = reader.locator("#leaving").inner_text()
    reader.keyboard.press("Shift")

    assert told == "Du är kvar på sidan."
    assert reader.locator("#leaving").inner_text() == "Tryck på Skift två gånger till för att lämna sidan."
    assert reader.url == f"{address}/indikatorer/P3-01"


@pytest.mark.parametrize("scripts", [True])
def test_while_the_next_page_is_fetched_nothing_is_seen_and_no_key_stops_it(reader: Page) -> None:
    """Also on a slow connection, where people go on pressing."""
    found = reader.evaluate(
        """() => {
            const press = (kind, key) => document.dispatchEvent(new KeyboardEvent(kind, {key, cancelable: true}));
            for (let number = 0; number < 3; number += 1) {
                press("keydown", "Shift");
                press("keyup", "Shift");
            }
            const told = document.getElementById("leaving");
            const heading = getComputedStyle(document.querySelector("h1")).visibility;
            return [heading, told.getAttribute("role"), told.innerText, press("keydown", "Escape")];
        }"""
    )
    reader.wait_for_url(ELSEWHERE)

    assert found == ["hidden", "alert", "Läser in", False]


@pytest.mark.parametrize("scripts", [True])
def test_a_page_that_is_shown_again_is_as_it_was(reader: Page) -> None:
    reader.evaluate("document.documentElement.classList.add('leaving')")
    reader.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    assert reader.locator("h1").is_visible()
    assert reader.locator("#leaving").inner_text() == ""


@pytest.mark.parametrize("scripts", [True])
def test_the_page_to_leave_is_not_told_of_to_the_next(reader: Page) -> None:
    told: list[str | None] = []
    reader.on("request", lambda request: told.append(request.headers.get("referer")))
    reader.get_by_role("link", name="Lämna sidan snabbt").click()
    reader.wait_for_url(ELSEWHERE)

    assert set(told) == {None}
