"""Few questions to the database for a page, and few bytes to the visitor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.tracer import capture_traces

from pipeline.serving.site import open_site
from tests.web.addresses import EVERY, OWN
from tests.web.conftest import Visitor

QUESTIONS = 8
"""What a page of ours may ask the database, however many indicators there are."""

BYTES = 60_000
"""What the HTML of a page may weigh."""

MORE_QUESTIONS = {"/plan/utskrift": 11}
"""The page for paper has all that the plan's other pages have, a question for each of its tables."""

MORE_BYTES = {"/data/ordbok": 100_000}
"""Each column of every table has its place on one page, so that it can be searched and linked to; 17 kB when packed."""


@pytest.fixture(scope="module")
def newcomer(release: Path) -> Iterator[Visitor]:
    """A visitor to a site that keeps no answers yet, beyond what is the same on every page."""
    visitor = Visitor(open_site(release))
    visitor.get("/-/halsa")
    yield visitor
    visitor.close()


def asked(visitor: Visitor, address: str) -> list[str]:
    """The questions that a page asks the database."""

    async def ask() -> list[dict[str, Any]]:
        traces: list[dict[str, Any]] = []
        with capture_traces(traces):
            answer = await visitor.site.client.get(address)
        assert answer.status_code == 200
        return traces

    return [trace["sql"] for trace in visitor.loop.run_until_complete(ask()) if trace["type"] == "sql"]


@pytest.mark.parametrize("address", [*OWN, "/sitemap.xml", "/atom.xml", "/indikatorer/P3-01/inbaddad"])
def test_a_page_asks_few_questions_and_none_the_second_time(newcomer: Visitor, address: str) -> None:
    first, second = asked(newcomer, address), asked(newcomer, address)

    assert len(first) <= MORE_QUESTIONS.get(address.removeprefix("/en"), QUESTIONS), first
    assert len(set(first)) == len(first)
    assert second == []


@pytest.mark.parametrize("address", EVERY)
def test_the_html_of_a_page_is_light(visitor: Visitor, address: str) -> None:
    assert len(visitor.get(address).content) < MORE_BYTES.get(address.removeprefix("/en"), BYTES)


def test_the_answers_that_are_kept_are_bounded(newcomer: Visitor) -> None:
    from pipeline.web.pages import page

    for number in range(page.KEPT + 20):
        newcomer.get(f"/indikatorer?ord={number}")

    assert len(page._answers[newcomer.site]) == page.KEPT
