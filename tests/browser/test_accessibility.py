"""axe-core finds no breach of WCAG 2.1 A and AA on any kind of page, Datasette's own included."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Opener
from tests.web.addresses import EMBEDDED, EVERY, FRAMED

OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}


def violations(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds: the rule, where, and why."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        (rule["id"], str(node["target"]), node["failureSummary"].replace("\n", " ")[:200])
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("path", EVERY)
def test_axe_finds_nothing_on_a_wide_page(open_page: Opener, path: str) -> None:
    assert violations(open_page(path, scripts=True)) == []


@pytest.mark.parametrize("path", [*FRAMED, EMBEDDED])
def test_axe_finds_nothing_on_a_narrow_dark_page(open_page: Opener, path: str) -> None:
    assert violations(open_page(path, width=320, scripts=True, scheme="dark")) == []
