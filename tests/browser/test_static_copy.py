"""A copy of the site on a plain web server, in a folder of it: it can be walked through and searched."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.conftest import copy_project
from tests.web.conftest import serving


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def published_once(release: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which the repository's release is published."""
    project = copy_project(repository, tmp_path_factory.mktemp("copied") / "project")
    (project / "releases").mkdir()
    shutil.copytree(release, project / "releases/first")
    (project / "releases/current").symlink_to("first")
    return project


@pytest.fixture(scope="module")
def site(published_once: Path) -> Iterator[str]:
    """The address of the site that is copied."""
    with serving(published_once) as found:
        yield found


@pytest.fixture(scope="module")
def address(published_once: Path) -> Iterator[str]:
    """The address of the copy."""
    project, folder = published_once, published_once.parent
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        address = f"http://127.0.0.1:{server.server_port}/plan"
        words = ["build", "--project", str(project), "--output", str(folder / "plan"), "--static", address]
        subprocess.run([sys.executable, "-m", "pipeline", *words], check=True, capture_output=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


def test_a_visitor_walks_from_the_front_page_to_a_figure_and_its_file(open_page: Opener) -> None:
    page = open_page("/")
    page.get_by_role("navigation", name="Webbplatsen").get_by_role("link", name="Indikatorer").click()
    page.get_by_role("link", name="Eftervåld").first.click()
    page.get_by_role("link", name="Anmälda överträdelser av kontaktförbud").click()

    expect(page.locator("h1")).to_have_text("Anmälda överträdelser av kontaktförbud")
    assert page.locator("figure img").evaluate("image => image.naturalWidth") > 0
    with page.expect_download() as download:
        page.get_by_role("link", name="Diagrammet som SVG").click()
    assert download.value.suggested_filename == "P3-01.svg"
    page.get_by_role("link", name="In English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(
    ("words", "told", "found"),
    [
        ("kontaktförbud", "En träff", ["Anmälda överträdelser av kontaktförbud"]),
        ("KONTAKTFORBUD", "En träff", ["Anmälda överträdelser av kontaktförbud"]),
        ("groomingen", "2 träffar", None),
        ("vad är kontaktförbud", "En träff", ["Anmälda överträdelser av kontaktförbud"]),
        ("xyzzy", "Ingen träff. Här är allt som går att söka bland.", None),
        ("?!", "Skriv minst ett ord", None),
        (
            "kontaktförbud xyzzy",
            "En träff. Inget innehåller alla orden. Här är det som innehåller något av dem.",
            ["Anmälda överträdelser av kontaktförbud"],
        ),
    ],
)
def test_a_visitor_searches(open_page: Opener, words: str, told: str, found: list[str] | None) -> None:
    page = open_page("/", scripts=True)
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Sök").click()

    expect(page.locator("#traffar")).to_have_text(told)
    assert page.locator("input#q").input_value() == words
    if found is not None:
        assert page.locator("dt a:visible").all_inner_texts() == found
    assert page.locator("main section:visible").count() > 0


def test_without_scripts_the_page_of_the_search_is_a_list_of_everything(open_page: Opener) -> None:
    page = open_page("/sok/?q=kontaktförbud")

    assert page.locator("dt a:visible").count() > 50
    assert not page.locator("#traffar").is_visible()


@pytest.mark.parametrize(
    "words",
    ["våldtäkt", "polisanmälan", "grooming", "äldre", "kvinnor som är utsatta för våld", "skola", "hedersförtryck"],
)
def test_the_copy_finds_what_the_site_finds_first(open_page: Opener, site: str, words: str) -> None:
    """The site ranks what it finds, which the copy does not; and it looks inside of words."""
    page = httpx.get(f"{site}/sok?q={quote(words)}", timeout=60).text
    theirs = [html.unescape(each) for each in re.findall(r"<dt><a [^>]*>([^<]*)</a>", page)]
    copy = open_page(f"/sok/?q={quote(words)}", scripts=True)
    expect(copy.locator("#traffar")).not_to_be_empty()
    ours = copy.locator("[data-ord]:visible dt a").all_inner_texts()

    assert set(theirs[:1]) <= set(ours)
    assert len(ours) <= 2 * max(5, len(theirs)) or not theirs
