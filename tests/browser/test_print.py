"""The whole plan as a browser prints it."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Opener

ADDRESS = "/plan/utskrift"

A4 = (595, 842)
"""The size of a sheet in points."""

LEFT_OUT = ("header.site", "footer.site", ".help", ".crumbs", ".onscreen")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_plan_is_printed_on_sheets_of_a4_without_what_a_screen_needs(open_page: Opener, prefix: str) -> None:
    page = open_page(prefix + ADDRESS)
    printed = page.pdf(prefer_css_page_size=True)

    boxes = re.findall(rb"/Type /Page\b(?!s).*?/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed, re.S)
    assert 5 <= len(boxes) <= 12
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4}
    page.emulate_media(media="print")
    for part in LEFT_OUT:
        assert not page.locator(part).first.is_visible(), part
    assert page.locator(".example").is_visible()


def test_nothing_is_wider_than_a_sheet_or_a_phone(open_page: Opener) -> None:
    # What a sheet has between its margins, in pixels of CSS: 176 mm.
    for width, media in ((665, "print"), (320, "screen")):
        page = open_page(ADDRESS, width=width)
        page.emulate_media(media="print" if media == "print" else "screen")
        wide = page.evaluate(
            "width => [...document.querySelectorAll('main *')]"
            ".filter(each => each.getBoundingClientRect().right > width + 1 && !each.closest('.hidden, thead'))"
            ".map(each => each.outerHTML.slice(0, 100))",
            width,
        )
        assert wide == [], media
