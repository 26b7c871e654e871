"""The pages as a person meets them: narrow and wide, by keyboard, without script, and from this host alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.web.addresses import EMBEDDED, EVERY, FRAMED

WINDOWS = ((1280, 900), (320, 900), (320, 256))
"""Wide; narrow; and as wide as 1280 is when the page is enlarged four times."""

FIXED = "[...document.querySelectorAll('body *')].filter(e => getComputedStyle(e).position === 'fixed').length"

SMALL = """() => [...document.querySelectorAll("nav a, .help a, .tools a, .take a, button, input, select, summary")]
    .filter((each) => each.type !== "hidden" && each.checkVisibility())
    .map((each) => [each.textContent.trim() || each.name, each.getBoundingClientRect().height])
    .filter(([, height]) => height < 24)"""
"""What is pressed and does not stand in a sentence, lower than 24 pixels."""


@pytest.mark.parametrize("path", EVERY)
def test_a_page_fits_its_window_and_what_is_pressed_is_large_enough(open_page: Opener, path: str) -> None:
    page = open_page(path, scripts=True)

    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL) == []
    assert page.evaluate(FIXED) == 0, "nothing may cover what is read in a low window"


@pytest.mark.parametrize("path", ["/", "/plan", "/indikatorer", "/indikatorer/P3-01", "/uppfoljning/2025", EMBEDDED])
def test_a_whole_page_is_light(open_page: Opener, path: str) -> None:
    page = open_page("/hjalp", scripts=True)
    weights: list[int] = []
    page.on("response", lambda response: weights.append(len(response.body())))

    page.reload()
    help_page = sum(weights)
    weights.clear()
    page.goto(page.url.replace("/hjalp", path))
    page.wait_for_load_state("networkidle")

    assert 0 < sum(weights) < 200_000
    assert help_page < 200_000


def test_from_the_front_page_to_an_indicator_by_clicks_alone(open_page: Opener) -> None:
    page = open_page("/")

    page.get_by_role("link", name="Eftervåld", exact=True).click()
    page.get_by_role("table").get_by_role("link", name="Anmälda överträdelser av kontaktförbud").click()

    page.wait_for_url("**/indikatorer/P3-01")
    assert page.locator("h1").inner_text() == "Anmälda överträdelser av kontaktförbud"
    assert page.locator(".series .status").all_inner_texts() == ["preliminär"] * 3


def test_the_chart_is_drawn(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01", scripts=True)

    assert page.evaluate("document.querySelector('figure img').naturalWidth") > 500


def test_a_ready_question_is_asked_through_its_field(open_page: Opener) -> None:
    page = open_page("/handlingsplan/utveckling")

    page.get_by_label("Indikator").select_option(label="VNR-08 Personer placerade i skyddat boende")
    page.get_by_role("button", name="Ställ frågan").click()

    expect(page.get_by_role("row")).to_have_count(1 + 15)
    assert page.url.endswith("/handlingsplan/utveckling?indikator=VNR-08")


def test_rows_are_chosen_through_the_filter(open_page: Opener) -> None:
    page = open_page("/handlingsplan/observations")

    page.get_by_text("Välj rader", exact=True).click()
    page.get_by_label("Kolumn").select_option(label="Indikator")
    page.get_by_label("Värde", exact=True).fill("P3-01")
    page.get_by_role("button", name="Visa rader").click()

    expect(page.locator("main caption")).to_contain_text("15 rader")
    expect(page.locator(".chosen")).to_contain_text("Indikator är P3-01")
    page.locator(".chosen").get_by_role("link", name="ta bort").click()
    expect(page.locator("main caption")).to_contain_text("297 rader")


def test_the_keyboard_meets_the_skip_link_then_the_help(open_page: Opener) -> None:
    page = open_page("/", scripts=True)

    focused = []
    for _ in range(5):
        page.keyboard.press("Tab")
        focused.append(page.evaluate("document.activeElement.innerText"))

    assert focused == ["Hoppa till innehållet", "Lämna sidan snabbt", "116\xa0016", "112", "Mer hjälp"]


def test_the_skip_link_leads_past_the_frame(open_page: Opener) -> None:
    page = open_page("/plan", scripts=True)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    ("path", "width"),
    [*((path, 1280) for path in (*FRAMED, EMBEDDED)), *((path, 320) for path in ("/", "/plan", "/indikatorer/VNR-08"))],
)
def test_everything_is_reached_by_keyboard_alone_and_is_seen_to_be(open_page: Opener, path: str, width: int) -> None:
    page = open_page(path, width=width, scripts=True)
    reachable = page.evaluate(
        """() => {
            const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
            const all = [...document.querySelectorAll(kinds)]
                .filter((each) => each.type !== "hidden" && each.checkVisibility());
            all.forEach((each, place) => { each.dataset.place = place; });
            return all.length;
        }"""
    )

    met = set()
    for _ in range(reachable + 1):
        page.keyboard.press("Tab")
        place, is_seen = page.evaluate(
            """() => {
                const style = getComputedStyle(document.activeElement);
                const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                return [document.activeElement.dataset.place, isSeen];
            }"""
        )
        if place is not None:
            met.add(int(place))
            assert is_seen, (path, place)

    assert met == set(range(reachable))


def test_the_dark_scheme_has_light_text_on_a_dark_ground(open_page: Opener) -> None:
    page = open_page("/", scripts=True, scheme="dark")

    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(231, 235, 233)", "rgb(20, 25, 26)"]


def test_a_small_drawing_is_seen_where_the_reader_chooses_the_colours(open_page: Opener) -> None:
    page = open_page("/", scripts=True, forced_colors=True)

    colour = "([s, p]) => getComputedStyle(document.querySelector(s))[p]"
    ground = page.evaluate(colour, ["body", "backgroundColor"])
    assert page.evaluate(colour, [".spark polyline", "stroke"]) != ground
    assert page.evaluate(colour, [".spark circle:last-of-type", "fill"]) != ground


def on_screen(page: Page, selector: str) -> dict[str, float]:
    """The box of the first element that a selector finds, in pixels of the first screen."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return {name: float(box[name]) for name in ("x", "y", "width", "height")}


SCREENS = [(320, 640), (1280, 800)]


@pytest.mark.parametrize(("width", "height"), SCREENS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_front_pages_question_and_its_first_answer_are_on_the_first_screen(
    open_page: Opener, prefix: str, width: int, height: int
) -> None:
    page = open_page(f"{prefix}/", width=width, height=height)

    heading, figure = on_screen(page, "h1"), on_screen(page, ".cards .big")
    assert heading["y"] > 0
    assert figure["y"] + figure["height"] / 2 < height


@pytest.mark.parametrize(("width", "height"), SCREENS)
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("indicator", ["P3-01", "P4-01", "P6-02", "VNR-02", "VNR-10", "P4-03"])
def test_the_name_the_figure_and_the_beginning_of_the_chart_are_on_the_first_screen(
    open_page: Opener, prefix: str, width: int, height: int, indicator: str
) -> None:
    page = open_page(f"{prefix}/indikatorer/{indicator}", width=width, height=height)

    name, figure, chart = (on_screen(page, selector) for selector in ("h1", ".lead", "figure img"))
    assert name["y"] > 0
    assert figure["y"] + figure["height"] < chart["y"] + 1 < height - 40
    # The newest point is at the right edge of the picture, which is not wider than the window.
    assert chart["x"] >= 0
    assert chart["x"] + chart["width"] <= width


@pytest.mark.parametrize("width", [320, 700, 1280])
def test_the_exit_covers_nothing_that_is_read_from_the_top(open_page: Opener, width: int) -> None:
    page = open_page("/", width=width, height=640)

    exit_ = on_screen(page, ".exit")
    covered = page.evaluate(
        """([left, top, right, bottom]) => [...document.querySelectorAll("main *, header *, .help p a, .help strong")]
            .filter(each => !each.children.length && each.textContent.trim())
            .filter(each => [...each.getClientRects()].some(
                box => box.left < right && box.right > left && box.top < bottom && box.bottom > top))
            .map(each => each.textContent)""",
        [exit_["x"], exit_["y"], exit_["x"] + exit_["width"], exit_["y"] + exit_["height"]],
    )
    assert covered == []


def test_a_narrow_window_has_the_ways_of_the_site_behind_one_word(open_page: Opener) -> None:
    page = open_page("/", width=320, height=640)

    assert page.get_by_role("link", name="Indikatorer", exact=True).count() == 0
    page.get_by_text("Meny", exact=True).click()
    page.get_by_role("link", name="Indikatorer", exact=True).click()
    expect(page.locator("h1")).to_have_text("Indikatorer")


@pytest.mark.parametrize(("width", "ending"), [(320, ".narrow.svg"), (375, ".narrow.svg"), (1280, ".svg")])
def test_the_chart_has_the_form_that_the_window_has_room_for(open_page: Opener, width: int, ending: str) -> None:
    page = open_page("/indikatorer/P3-01", width=width)

    shown = page.locator("figure img").evaluate("image => image.currentSrc")
    assert shown.partition("?")[0].endswith(f"/diagram/P3-01{ending}")


def test_an_embedded_chart_fits_an_article_on_a_phone(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01/inbaddad", width=375)

    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.locator("figure img").evaluate("image => image.currentSrc").count(".narrow.svg") == 1
    assert on_screen(page, "figure img")["width"] > 300


def test_a_printed_page_has_the_figures_and_not_what_is_for_the_screen(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01", scripts=True)
    page.emulate_media(media="print")

    assert page.locator("table.series").is_visible()
    assert page.locator("figure img").is_visible()
    assert page.locator(".example").is_visible()
    assert not page.locator("a.exit").is_visible()
    assert not page.locator("header.site > nav").is_visible()
    assert not page.locator(".menu").is_visible()


PAPER = 703
"""The width of A4 in pixels, with margins of 12 millimetres."""


@pytest.mark.parametrize(
    "path",
    ["/", "/indikatorer", "/data", "/sok", "/handlingsplan", "/handlingsplan/senaste_varden"]
    + [f"/handlingsplan/{table}" for table in ("observations", "indicators", "reporting_status")],
)
def test_what_is_printed_has_nothing_to_press_and_is_whole(open_page: Opener, path: str) -> None:
    page = open_page(path, width=PAPER)
    page.emulate_media(media="print")

    for selector in ("form", "button", ".button", "#egen", ".rows .key"):
        assert page.locator(f"{selector}:visible").count() == 0, selector
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    assert (
        page.evaluate("[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth).length")
        == 0
    )


def test_a_narrow_paper_is_laid_out_as_a_wide_window(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01", width=500)
    page.emulate_media(media="print")

    style = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
    assert page.evaluate(style, [".series td", "display"]) == "table-cell"
    assert page.evaluate(style, [".facts.row", "display"]) == "grid"
    for selector in ("h2", "dt", "caption", "thead"):
        assert page.evaluate(style, [selector, "breakAfter"]) == "avoid", selector
    assert page.evaluate(style, ["tbody tr", "breakBefore"]) == "avoid"


DIVIDED = """() => {
    const found = [], range = document.createRange();
    const texts = document.createTreeWalker(document.querySelector("h1"), NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode())
        for (const word of text.textContent.matchAll(/[^\\s-]+/g)) {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(word[0]);
        }
    return found;
}"""
"""The words of the heading that are on two lines."""


@pytest.mark.parametrize(
    "path", ["/plan", "/jamstalldhetsbokslut", "/tillganglighet", "/inriktningar/P5", "/indikatorer/P4-03"]
)
def test_no_word_of_a_heading_is_divided_on_a_narrow_screen(open_page: Opener, path: str) -> None:
    assert open_page(path, width=320).evaluate(DIVIDED) == []


@pytest.mark.parametrize("path", ["/skydd", "/uppfoljning/2025", "/inriktningar/P3", "/plan"])
def test_what_a_cell_is_called_is_within_it_on_a_narrow_screen(open_page: Opener, path: str) -> None:
    page = open_page(path, width=320)

    beyond = page.evaluate(
        """() => [...document.querySelectorAll(".stack td .label")].filter(each => each.checkVisibility()
            && each.getBoundingClientRect().bottom > each.parentElement.getBoundingClientRect().bottom + 1)
            .map(each => each.textContent)"""
    )
    assert beyond == []


def test_where_one_is_stands_on_the_line_of_the_ways_there(open_page: Opener) -> None:
    page = open_page("/indikatorer/P3-01")

    bottoms = page.evaluate(
        """() => [...document.querySelectorAll(".crumbs li > *")].map(each => {
            const range = document.createRange();
            range.selectNodeContents(each);
            return range.getBoundingClientRect().bottom;
        })"""
    )
    assert max(bottoms) - min(bottoms) < 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_zero_of_a_small_drawing_is_seen(open_page: Opener, scheme: str) -> None:
    page = open_page("/", scheme=scheme)

    colour = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
    colours = [page.evaluate(colour, pair) for pair in ([".spark .zero", "stroke"], ["body", "backgroundColor"])]
    lighter, darker = sorted(map(luminance, colours), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def luminance(colour: str) -> float:
    """The relative luminance of a colour as a browser tells it (WCAG 2.2, "relative luminance")."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
