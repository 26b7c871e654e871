"""A copy of the site on a plain web server, in a folder of it: it can be walked through and searched."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.conftest import Opener
from tests.conftest import copy_project


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(release: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the copy."""
    folder = tmp_path_factory.mktemp("copied")
    project = copy_project(repository, folder / "project")
    (project / "releases").mkdir()
    shutil.copytree(release, project / "releases/first")
    (project / "releases/current").symlink_to("first")
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

    assert page.locator("h1").inner_text() == "Anmälda överträdelser av kontaktförbud"
    assert page.locator("figure img").evaluate("image => image.naturalWidth") > 0
    with page.expect_download() as download:
        page.get_by_role("link", name="Diagrammet som SVG").click()
    assert download.value.suggested_filename == "P3-01.svg"
    page.get_by_role("link", name="In English").click()
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize(
    ("words", "told", "found"),
    [
        ("kontaktförbud", "En träff", ["Anmälda överträdelser av kontaktförbud"]),
        ("KONTAKTFORBUD", "En träff", ["Anmälda överträdelser av kontaktförbud"]),
        ("groomingen", "2 träffar", None),
        ("xyzzy", "Ingen träff. Här är allt som går att söka bland.", None),
    ],
)
def test_a_visitor_searches(open_page: Opener, words: str, told: str, found: list[str] | None) -> None:
    page = open_page("/", scripts=True)
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Sök").click()

    assert page.get_by_role("status").inner_text() == told
    assert page.locator("input#q").input_value() == words
    if found is not None:
        assert page.locator("dt a:visible").all_inner_texts() == found
    assert page.locator("main section:visible").count() > 0


def test_without_scripts_the_page_of_the_search_is_a_list_of_everything(open_page: Opener) -> None:
    page = open_page("/sok/?q=kontaktförbud")

    assert page.locator("dt a:visible").count() > 50
    assert page.get_by_role("status").count() == 0
