"""A resident, a journalist and a researcher go their ways: any window, any language, with and without script."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from pipeline.web.language import CATALOGUE
from tests.browser.conftest import Opener

EVERY_WAY = [
    pytest.param(language, width, scripts, id=f"{language}-{width}-{'script' if scripts else 'no-script'}")
    for language in ("sv", "en")
    for width in (320, 1280)
    for scripts in (True, False)
]


def say(language: str, text: str) -> str:
    """A text of ours as a visitor of the language reads it."""
    return str(CATALOGUE[text]) if language == "en" else text


def follow(page: Page, language: str, name: str) -> None:
    """Follow one of the site's ways, which a narrow window has behind a word."""
    link = page.get_by_role("link", name=say(language, name), exact=True)
    if page.viewport_size and page.viewport_size["width"] < 700:
        page.locator(".menu summary").click()
    link.click()


@pytest.mark.parametrize(("language", "width", "scripts"), EVERY_WAY)
def test_a_resident_finds_what_was_decided_how_it_goes_and_where_help_is(
    open_page: Opener, language: str, width: int, scripts: bool
) -> None:
    start = "/en/" if language == "en" else "/"
    page = open_page(start, width=width, scripts=scripts)

    expect(page.get_by_text(re.compile("Planen är föreslagen|The plan is proposed"))).to_be_visible()
    page.get_by_role("link", name=say(language, "Läs om planen och besluten")).click()
    expect(page.locator("ol.timeline li")).to_have_count(4)
    assert page.locator("ol.timeline time").first.get_attribute("datetime") == "2024-06-21"

    name = "Eftervåld" if language == "sv" else "Post-separation violence"
    page.get_by_role("row", name=name).get_by_role("link").click()
    expect(page.locator("h1")).to_have_text(name)
    breaches = (
        "Anmälda överträdelser av kontaktförbud" if language == "sv" else "Reported breaches of restraining orders"
    )
    page.get_by_role("table").get_by_role("link", name=breaches).click()
    expect(page.locator(".lead")).to_be_visible()
    expect(page.locator("table.series tbody tr")).to_have_count(5)
    assert page.locator("figure img").get_attribute("alt")

    page.get_by_role("link", name=say(language, "Mer hjälp")).click()
    expect(page.locator("h1")).to_have_text(say(language, "Hjälp om du är utsatt"))
    numbers = page.locator(".numbers a[href^='tel:']").all_inner_texts()
    assert numbers[:4] == ["112", "114\xa014", "+46\xa077\xa0114\xa014\xa000", "116\xa0016"]


@pytest.mark.parametrize(("language", "width", "scripts"), EVERY_WAY)
def test_a_journalist_finds_a_gap_who_answers_for_it_and_a_citation(
    open_page: Opener, language: str, width: int, scripts: bool
) -> None:
    start = "/en/" if language == "en" else "/"
    page = open_page(start, width=width, scripts=scripts)

    follow(page, language, "Uppföljning")
    page.get_by_role("navigation", name=say(language, "Uppföljningsår")).get_by_role("link", name="2022").click()
    gap = page.locator(
        "table.gaps tr", has_text=re.compile("rutin för att upptäcka våld|procedure for detecting violence")
    )
    expect(gap).to_contain_text("Äldreomsorgen" if language == "sv" else "Elderly care")
    gap.get_by_role("link").click()

    page.wait_for_url("**/indikatorer/P2-02")
    citation = page.locator("#hanvisa + .copy").inner_text()
    assert re.search(r"/versioner/2025-[0-9a-f]{12}/indikatorer/P2-02/inbaddad ", citation)
    assert re.search("Enheter inom äldreomsorgen|Units in elderly care", citation)
    embed = re.search(r'src="([^"]+)"', page.locator("pre.copy", has_text="iframe").inner_text())
    assert embed
    page.goto(embed[1])
    expect(page.locator("img")).to_be_visible()
    expect(page.get_by_text(re.compile("Exempeldata|Example data"))).to_be_visible()


@pytest.mark.parametrize(("language", "width", "scripts"), EVERY_WAY)
def test_a_researcher_chooses_indicators_and_takes_home_documented_figures(
    open_page: Opener, language: str, width: int, scripts: bool
) -> None:
    start = "/en/indikatorer" if language == "en" else "/indikatorer"
    page = open_page(start, width=width, scripts=scripts)

    page.get_by_label(say(language, "Ord i namnet")).fill("kontaktförbud")
    page.get_by_role("button", name=say(language, "Visa indikatorer")).click()
    page.locator("table.indicators a").click()
    page.wait_for_url("**/indikatorer/P3-01")
    address = page.get_by_role("link", name=say(language, "Siffrorna som CSV")).get_attribute("href")
    host = re.sub(r"(https?://[^/]+).*", r"\1", page.url)
    with urllib.request.urlopen(f"{host}{address}") as answer:
        rows = list(csv.DictReader(io.TextIOWrapper(answer, encoding="utf-8")))
    assert len(rows) == 15
    assert {row["value_status"] for row in rows} <= {"final", "preliminary"}

    page.get_by_role("link", name=say(language, "Utforska i databasen")).click()
    page.get_by_role("link", name=say(language, "Vad är det här för tabell?")).click()
    expect(page.locator("#kolumner")).to_be_visible()
    follow(page, language, "Data")
    page.wait_for_url("**/data")
    with urllib.request.urlopen(f"{host}/ladda-ner/datapackage.json") as answer:
        package = json.load(answer)
    assert package["version"] in page.locator("#hanvisa + .copy").inner_text()
    expect(page.get_by_role("link", name=say(language, "Ladda ner allt i en fil (zip)"))).to_be_visible()
