"""A real browser before a real server."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.web.conftest import serving

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None
)

# As root Chromium runs without its sandbox; the other words keep it from looking for its maker's servers.
WORDS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def address(release: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the repository's release."""
    project = tmp_path_factory.mktemp("served")
    (project / "releases").mkdir()
    (project / "releases/current").symlink_to(release)
    for part in ("schemas", "metadata.yml"):
        (project / part).symlink_to(repository / part)
    with serving(project) as found:
        yield found


# Not longer than a module: while Playwright is at work, no other event loop can run in its thread.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium or Chrome on this machine (see tests/browser/install.sh)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=WORDS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Opener]:
    """Opens a page at a width; when the test ends, no page has complained or asked another host."""
    complaints: list[str] = []
    opened: set[str] = set()

    def complain(message: ConsoleMessage) -> None:
        # That a page about a fault has the fault's status is told of by the browser, and is as it should be.
        is_of_the_page = message.text.startswith("Failed to load resource") and message.location["url"] in opened
        if message.type in ("error", "warning") and not is_of_the_page:
            complaints.append(message.text)

    def follow(request: Request) -> None:
        if not request.url.startswith(address):
            complaints.append(request.url)

    with ExitStack() as contexts:

        def open_page(
            path: str,
            width: int = 1280,
            scripts: bool = False,
            scheme: str = "light",
            height: int = 900,
            forced_colors: bool = False,
        ) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                java_script_enabled=scripts,
                color_scheme="dark" if scheme == "dark" else "light",
                forced_colors="active" if forced_colors else "none",
            )
            contexts.callback(context.close)
            page = context.new_page()
            page.on("console", complain)
            page.on("request", follow)
            opened.add(address + path)
            page.goto(address + path)
            return page

        yield open_page
    assert complaints == []
