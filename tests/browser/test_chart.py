"""The figures of the year that is pointed at in a chart: by mouse, by touch and by keyboard, never in the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Opener
from tests.builder.test_chart_measures import drawn_points

WINDOWS = [(1280, ""), (320, "/en")]

TABLE = ("Totalt", "Kvinnor och flickor", "Män och pojkar")


def told(page: Page) -> Locator:
    """The box with the figures."""
    return page.locator(".told")


def expect_told(page: Page, text: str) -> None:
    """A box that is not seen has a text too."""
    expect(told(page)).to_be_visible()
    expect(told(page)).to_contain_text(text)


def lines(*texts: str) -> re.Pattern[str]:
    """Texts that stand after each other, with nothing before, between or after them."""
    return re.compile(r"^\s*" + r"\s*".join(map(re.escape, texts)) + r"\s*$")


def place_of(page: Page, year: int) -> tuple[float, float]:
    """Where in the window the first point of a year is, as the picture that is shown was drawn."""
    image = page.locator("figure img")
    image.scroll_into_view_if_needed()
    svg = page.request.get(image.evaluate("each => each.currentSrc")).text()
    width, height = map(float, re.findall(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)[0])
    x, y = next((x, y) for found, x, y in drawn_points(svg) if found == year)
    box = image.bounding_box()
    assert box is not None
    return box["x"] + x / width * box["width"], box["y"] + y / height * box["height"]


@pytest.mark.parametrize(("width", "prefix"), WINDOWS)
def test_the_mouse_over_a_point_shows_the_figures_of_its_year(open_page: Opener, width: int, prefix: str) -> None:
    page = open_page(f"{prefix}/indikatorer/P3-01", width=width, scripts=True)
    total, women, men = ("Total", "Women and girls", "Men and boys") if prefix else TABLE
    preliminary = "preliminary" if prefix else "preliminär"

    expect(told(page)).to_be_hidden()
    for year, figures in ((2021, ("17", "14", "3")), (2024, ("16", "14", "2"))):
        x, y = place_of(page, year)
        page.mouse.move(x, y)
        expect(told(page)).to_have_text(
            lines(str(year), total, figures[0], women, figures[1], men, figures[2]), use_inner_text=True
        )
        expect(told(page)).to_be_in_viewport(ratio=1)
        line = page.locator(".pointed").bounding_box()
        assert line is not None
        assert abs(line["x"] - x) < 2
    page.mouse.move(*place_of(page, 2025))
    expect(told(page)).to_have_text(
        lines("2025", total, f"12 {preliminary}", women, f"9 {preliminary}", men, f"3 {preliminary}"),
        use_inner_text=True,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_box_stays_while_the_mouse_is_on_it_and_goes_with_the_mouse(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01", scripts=True, height=1400)
    x, y = place_of(page, 2023)
    page.mouse.move(x, y)
    expect_told(page, "2023")

    box = told(page).bounding_box()
    assert box is not None
    page.mouse.move(x, box["y"] + box["height"] - 5, steps=40)
    for beside in (5, box["width"] - 5):
        page.mouse.move(box["x"] + beside, box["y"] + box["height"] - 5, steps=10)
        expect(told(page)).to_be_visible()
        expect_told(page, "2023")
    page.mouse.move(x, 5)
    expect(told(page)).to_be_hidden()


def test_the_box_is_above_the_plot_where_the_window_has_no_room_below(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01", scripts=True)
    page.locator("figure img").evaluate("each => each.scrollIntoView({block: 'end', behavior: 'instant'})")
    x, y = place_of(page, 2023)
    page.mouse.move(x, y)

    expect_told(page, "2023")
    expect(told(page)).to_be_in_viewport(ratio=1)
    box, line = told(page).bounding_box(), page.locator(".pointed").bounding_box()
    assert box is not None
    assert line is not None
    assert box["y"] + box["height"] <= line["y"] + 1


def test_the_box_never_covers_what_is_written_below_the_years_unless_they_are_pointed_at(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01", scripts=True, height=1400)
    x, y = place_of(page, 2023)
    image = page.locator("figure img").bounding_box()
    assert image is not None

    page.mouse.move(x, y)
    expect(told(page)).to_be_visible()
    page.mouse.move(image["x"] + image["width"] - 20, image["y"] + image["height"] - 10)
    expect(told(page)).to_be_hidden()


@pytest.mark.parametrize(("width", "prefix"), WINDOWS)
def test_the_arrow_keys_go_from_year_to_year_and_the_tab_key_on(open_page: Opener, width: int, prefix: str) -> None:
    page = open_page(f"{prefix}/indikatorer/P3-01", width=width, scripts=True)
    slider = page.get_by_role(
        "slider", name="The figures of the chart, year by year" if prefix else "Siffrorna i diagrammet, år för år"
    )
    total, women, men = ("Total", "Women and girls", "Men and boys") if prefix else TABLE
    hint = "The arrow keys change the year." if prefix else "Piltangenterna byter år."
    spoken = {
        2021: f"2021: {total} 17, {women} 14, {men} 3",
        2022: f"2022: {total} 10, {women} 8, {men} 2",
        2024: f"2024: {total} 16, {women} 14, {men} 2",
    }

    slider.focus()
    expect_told(page, "2025")
    for key, year in (("ArrowLeft", 2024), ("Home", 2021), ("ArrowLeft", 2021), ("ArrowRight", 2022)):
        page.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", spoken[year])
        expect(slider).to_have_attribute("aria-valuenow", str(year))
        expect_told(page, f"{year}")
        expect_told(page, hint)
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    expect(slider).to_have_attribute("aria-valuenow", "2025")
    page.keyboard.press("Tab")
    expect(slider).not_to_be_focused()
    expect(told(page)).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    expect(slider).to_be_focused()


def test_keys_with_others_are_left_to_the_browser(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01", scripts=True)
    slider = page.get_by_role("slider")
    slider.focus()

    for key in ("Control+ArrowLeft", "Meta+ArrowLeft", "Control+Home", "a"):
        page.keyboard.press(key)
    expect(slider).to_have_attribute("aria-valuenow", "2025")
    page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", "2024")


def test_escape_takes_the_figures_away_and_another_year_brings_them_back(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01", scripts=True)
    x, y = place_of(page, 2023)

    page.mouse.move(x, y)
    expect(told(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(told(page)).to_be_hidden()
    expect(page.locator(".pointed")).to_be_hidden()
    page.mouse.move(x + 3, y + 3)
    page.wait_for_timeout(100)
    expect(told(page)).to_be_hidden()
    page.mouse.move(*place_of(page, 2024))
    expect_told(page, "2024")
    page.mouse.move(x, y)
    expect_told(page, "2023")

    page.mouse.move(x, 5)
    page.get_by_role("slider").focus()
    expect(told(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(told(page)).to_be_hidden()
    expect(page.get_by_role("slider")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(told(page)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "first", "words"),
    [
        ("/indikatorer/VNR-08", 2021, ["visas inte (få personer)", "visas inte (skyddar en annan uppgift)"]),
        ("/en/indikatorer/P6-02", 2022, ["not collected"] * 3),
    ],
)
def test_a_year_without_figures_is_told_in_the_words_of_the_table(
    open_page: Opener, path: str, first: int, words: list[str]
) -> None:
    page = open_page(path, scripts=True)
    names = page.locator(".series thead th.number").all_inner_texts()
    cells = [cell.strip() for cell in page.locator(f"#ar-{first} td.number").all_inner_texts()]
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    for _ in range(first - 2021):
        page.keyboard.press("ArrowRight")

    spoken = ", ".join(f"{name} {cell}" for name, cell in zip(names, cells, strict=True))
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", f"{first}: {spoken}")
    assert page.locator(".told dd").all_inner_texts() == cells
    assert set(cells) <= set(words)


def test_a_finger_shows_a_year_and_takes_it_away_elsewhere(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 900}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{address}/indikatorer/P3-01")

    page.touchscreen.tap(*place_of(page, 2022))
    page.wait_for_timeout(100)
    expect_told(page, "2022")
    page.touchscreen.tap(*place_of(page, 2024))
    expect_told(page, "2024")
    page.locator(".lead").tap()
    expect(told(page)).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_figures_are_read_against_the_ground(open_page: Opener, scheme: str) -> None:
    page = open_page("/indikatorer/P3-01", scripts=True, scheme=scheme)
    page.get_by_role("slider").focus()
    expect(told(page)).to_be_visible()

    colour = "each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert told(page).evaluate(colour) == [page.evaluate("getComputedStyle(document.body).color"), ground]


def test_nothing_needs_the_script_and_nothing_of_it_is_printed(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01")
    for selector in (".reach", ".pointed", ".told"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.locator("figure img")).to_be_visible()

    page = open_page("/indikatorer/P3-01", scripts=True)
    page.get_by_role("slider").focus()
    expect(told(page)).to_be_visible()
    page.emulate_media(media="print")
    expect(told(page)).to_be_hidden()
    expect(page.locator(".pointed")).to_be_hidden()


def test_an_embedded_chart_is_a_picture(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01/inbaddad", scripts=True)

    expect(page.locator("figure img")).to_be_visible()
    assert page.locator("script, .reach, .told").count() == 0
