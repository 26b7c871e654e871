"""Five questions that readers come with, each answered from the front page in at most two clicks, or by one search."""

from __future__ import annotations

import csv
import io
import re
import urllib.request

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opener

WAYS = [(prefix, width) for prefix in ("", "/en") for width in (320, 1280)]

MOST_CLICKS = 2


class Reader:
    """Somebody before the front page, whose clicks are counted. Nothing needs a script."""

    def __init__(self, open_page: Opener, prefix: str, width: int) -> None:
        self.page: Page = open_page(f"{prefix}/", width=width, scripts=False)
        self.is_english = bool(prefix)
        self.clicks = 0

    def says(self, swedish: str, english: str) -> str:
        """What the page says, in the reader's language."""
        return english if self.is_english else swedish

    def click(self, swedish: str, english: str, within: Locator | None = None) -> None:
        """Follow a link by its name."""
        name = self.says(swedish, english)
        (within or self.page.locator("main")).get_by_role("link", name=name, exact=True).first.click()
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS

    def search(self, swedish: str, english: str) -> None:
        """Search by the field in the header, which a narrow window has in its menu."""
        if self.page.locator(".menu summary").is_visible():
            self.page.locator(".menu summary").click()
        field = self.page.locator("input[name=q]:visible")
        field.fill(self.says(swedish, english))
        field.press("Enter")


@pytest.fixture(params=WAYS, ids=str)
def reader(request: pytest.FixtureRequest, open_page: Opener) -> Reader:
    prefix, width = request.param
    return Reader(open_page, prefix, width)


def figures(page: Page, year: int) -> str:
    """The row of a year in an indicator's table."""
    return page.locator(f"#ar-{year} td").first.inner_text()


def test_how_many_rapes_were_reported_and_are_they_more_than_before(reader: Reader) -> None:
    reader.click("Anmälda våldtäkter", "Reported offences of rape")

    expect(reader.page.locator("h1")).to_have_text(reader.says("Anmälda våldtäkter", "Reported offences of rape"))
    assert figures(reader.page, 2024).endswith("35")
    assert figures(reader.page, 2023).endswith("27")


def test_how_many_rapes_were_reported_is_found_by_asking(reader: Reader) -> None:
    reader.search(
        "hur många våldtäkter anmäldes 2024 och är det fler än förut?",
        "how many rapes were reported in 2024 and is it more than before?",
    )
    answer = reader.page.locator("main .meant li").first
    expect(answer).to_contain_text(reader.says("Anmälda våldtäkter", "Reported offences of rape"))
    expect(answer).to_contain_text(reader.says("2024: 35. Förra mätningen: 27", "2024: 35. Previous: 27"))
    answer.get_by_role("link").click()

    expect(reader.page).to_have_url(re.compile(r"/indikatorer/SEX-02#ar-2024$"))
    expect(reader.page.locator("#ar-2024")).to_be_in_viewport()


def test_how_it_goes_with_post_separation_violence(reader: Reader) -> None:
    name = reader.says("Eftervåld", "Post-separation violence")
    card = reader.page.locator(".cards li").filter(has=reader.page.get_by_role("link", name=name, exact=True))
    expect(card.locator(".big")).to_have_text("12")
    expect(card.locator(".before")).to_contain_text("16")
    expect(card.locator(".said")).to_contain_text(reader.says("slumpen", "chance"))

    reader.click("Eftervåld", "Post-separation violence")

    expect(reader.page.locator("h1")).to_have_text(name)
    expect(reader.page.locator("main tbody tr")).to_have_count(3)


def test_who_answers_for_what_is_missing(reader: Reader) -> None:
    reader.click("Vad saknas, och vem svarar för det?", "What is missing, and who is responsible?")

    gaps = reader.page.locator("table.gaps")
    expect(gaps).to_be_in_viewport()
    expect(gaps).to_contain_text(reader.says("Socialtjänsten", "Social services"))
    expect(gaps).to_contain_text(reader.says("Beslut om utreseförbud", "Decisions on travel bans"))


def test_everything_as_one_table(reader: Reader) -> None:
    if reader.page.locator(".menu summary").is_visible():
        reader.page.locator(".menu summary").click()
    reader.page.locator("header nav:visible").get_by_role("link", name="Data", exact=True).click()
    reader.clicks += 1
    link = reader.page.locator("main a.button").first
    expect(link).to_have_text(reader.says("Ladda ner alla siffror (CSV)", "Download every figure (CSV)"))

    with urllib.request.urlopen(link.evaluate("each => each.href")) as answer:
        rows = list(csv.DictReader(io.StringIO(answer.read().decode())))
    assert {"indicator", "indicator_en", "unit", "value", "status_label", "source", "note"} <= set(rows[0])
    (rapes,) = [row for row in rows if row["indicator_id"] == "SEX-02" and row["year"] == "2024" and row["sex"] == "T"]
    assert rapes["value"] == "35"


def test_what_the_municipality_has_promised(reader: Reader) -> None:
    reader.click("Läs om planen och besluten", "Read about the plan and the decisions")

    expect(reader.page.locator("main")).to_contain_text(
        reader.says("Den innehåller inga aktiviteter.", "It contains no activities.")
    )
    expect(reader.page.locator("main")).to_contain_text(reader.says("Planen är föreslagen.", "The plan is proposed."))


def test_what_the_municipality_has_promised_is_found_by_asking(reader: Reader) -> None:
    reader.search("vad har kommunen lovat?", "what has the municipality promised?")

    assert reader.page.locator("main .meant a").first.evaluate("each => each.pathname").endswith("/plan")
