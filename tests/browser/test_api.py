"""The program in JavaScript, in a page of another site: the browser lets it read what it asks for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_static_copy import Quiet
from tests.web.test_api import ADDRESS, get, program

NEXT = """async (address) => {
    const answer = await fetch(`${address}/handlingsplan/observations.json?_shape=array`);
    return answer.headers.get("link");
}"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of another site, and the folder of its files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", tmp_path
        server.shutdown()


def test_a_page_of_another_site_runs_the_program_as_it_stands(
    browser: Browser, address: str, elsewhere: tuple[str, Path]
) -> None:
    there, folder = elsewhere
    text = program(get(f"{address}{ADDRESS}").text, "indicator.mjs")
    (folder / "indicator.mjs").write_text(text, encoding="utf-8")
    (folder / "index.html").write_text(
        '<!DOCTYPE html><link rel="icon" href="data:,"><script type="module" src="indicator.mjs"></script>',
        encoding="utf-8",
    )
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))

    page.goto(there)
    page.wait_for_load_state("networkidle")

    assert told[0] == "EXAMPLE DATA"
    assert len(told) == 16
    # A zero is a zero, and no figure is none.
    assert {"2021 K suppressed_primary", "2022 K 9", "2023 M 0"} <= set(told)
    assert str(page.evaluate(NEXT, address)).endswith('rel="next"')
    page.close()
