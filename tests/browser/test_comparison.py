"""The pages that compare municipalities, in a real browser: on a phone, in the dark, and without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Opener
from tests.browser.test_accessibility import violations
from tests.web.conftest import serving

PAGES = (
    "/indikatorer/VNR-01",
    "/indikatorer/VNR-01/jamforelse",
    "/indikatorer/SEX-03/jamforelse?med=1280&med=1283&med=1290&med=1231",
    "/en/indikatorer/SEX-03/jamforelse?med=1280",
)

SPREAD = """[...document.querySelectorAll('.lines svg')].filter(e => e.getClientRects().length).map(e => {
    const boxes = [...e.querySelectorAll('g text')].map(t => t.getBoundingClientRect());
    const cover = boxes.some((a, i) => boxes.some((b, j) =>
        j > i && a.left < b.right && b.left < a.right && a.top + 2 < b.bottom - 2 && b.top + 2 < a.bottom - 2));
    return [boxes.length, cover, Math.max(...boxes.map(b => b.right)) <= document.documentElement.clientWidth];
})"""
"""Of the drawing that is shown: how many names, whether one covers another, and whether all are within the window."""


@pytest.fixture(scope="module")
def address(lund_project: Path) -> Iterator[str]:
    """The address of a server of Lund's release."""
    with serving(lund_project) as found:
        yield found


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (320, "light"), (768, "light"), (1280, "dark")])
def test_a_comparison_is_within_reach_of_everybody(open_page: Opener, path: str, width: int, scheme: str) -> None:
    page = open_page(path, width=width, scripts=True, scheme=scheme)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_every_line_is_named_at_its_end_and_no_name_covers_another(open_page: Opener, path: str, width: int) -> None:
    [(names, is_covered, is_within)] = open_page(path, width=width).evaluate(SPREAD)

    assert names == 4 + path.count("med=")
    assert not is_covered
    assert is_within


def test_municipalities_are_chosen_without_script(open_page: Opener) -> None:
    page = open_page("/indikatorer/VNR-01/jamforelse", width=320)

    page.get_by_text("Välj andra kommuner att jämföra med").click()
    page.get_by_label("Malmö").check()
    page.get_by_label("Ystad").check()
    page.get_by_role("button", name="Jämför").click()

    assert page.url.endswith("/indikatorer/VNR-01/jamforelse?med=1280&med=1286")
    headings = page.locator("table.series thead th").all_text_contents()
    assert headings == ["År", "Lund", "Riket", "Länets övriga kommuner", "Liknande kommuner", "Malmö", "Ystad"]
    page.get_by_role("link", name="Ta bort valet").click()
    assert page.locator("table.series thead th").count() == 5


@pytest.mark.parametrize(("width", "height"), [(320, 640), (1280, 800)])
def test_the_drawing_begins_on_the_first_screen(open_page: Opener, width: int, height: int) -> None:
    page = open_page("/indikatorer/VNR-01/jamforelse", width=width, height=height)

    top = page.evaluate("document.querySelector('.lines').getBoundingClientRect().top")
    assert top < height - 100
    chart = open_page("/indikatorer/VNR-01", width=width, height=height)
    assert chart.evaluate("document.querySelector('figure').getBoundingClientRect().top") < height - 100
