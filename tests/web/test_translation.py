"""The data's texts in English: every one on the repository's own pages, and what is not translated says so."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

from pipeline.checks.english import text_has_one_translation, text_has_translation
from pipeline.dataset.judged import read_checked
from pipeline.web.help_lines import GROUPS
from pipeline.web.language import ENGLISH, speaking
from pipeline.web.translation import WORDS, in_english, in_words, shown
from tests.faults import SCHEMAS
from tests.web.addresses import EMBEDDED, OWN
from tests.web.conftest import Visitor

LEFT = {"På svenska", "Kvinnofridslinjen", *(line.name for _, lines in GROUPS for line in lines)}
"""Names that keep their own language on an English page, and the way to the Swedish one."""


def foreign(page: str) -> Iterator[str]:
    """What a page says in Swedish."""
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        if isinstance(element.tag, str) and element.get("lang") == "sv":
            yield " ".join("".join(element.itertext()).split())


def pages(database: sqlite3.Connection) -> Iterator[str]:
    yield from (address for address in OWN if "?" not in address)
    yield EMBEDDED
    yield from (f"/indikatorer/{row[0]}" for row in database.execute("select indicator_id from indicators"))
    yield from (f"/inriktningar/{row[0]}" for row in database.execute("select priority_id from priorities"))


def test_every_text_that_is_published_is_translated(repository: Path) -> None:
    dataset, problems = read_checked(repository / "data", SCHEMAS)

    assert problems == []
    assert list(text_has_translation(dataset, SCHEMAS)) == []
    assert list(text_has_one_translation(dataset, SCHEMAS)) == []


def test_english_pages_say_nothing_in_swedish_but_the_notes_on_figures(
    visitor: Visitor, database: sqlite3.Connection
) -> None:
    """A note is written anew every year, beside its figure; it has no translation, and says so."""
    notes = {row[0] for row in database.execute("select distinct note from observations where note is not null")}
    seen = set()
    for address in pages(database):
        page = visitor.get(f"/en{address}").text
        said = set(foreign(page)) - LEFT - {""}
        assert [text for text in said if not any(note in text for note in notes)] == [], address
        seen |= said
        if said:
            assert "(in Swedish)" in page, address

    assert seen


@pytest.mark.parametrize(
    "address", ["/handlingsplan/observations?note__notblank=1", "/handlingsplan/observations/P1-01,2021,9999,K,total"]
)
def test_a_row_of_the_database_marks_its_swedish_texts_and_nothing_else(visitor: Visitor, address: str) -> None:
    page = visitor.get(f"/en{address}").text
    main = page[page.index("<main") : page.index("</main")]

    note = "Enkäten genomfördes inte det året."
    assert f'<span lang="sv">{note}</span> <span class="status">(in Swedish)</span>' in main
    assert {text for text in foreign(main) if not re.search("[a-zåäö]", text)} == set()
    assert "P1-01" not in set(foreign(main))


@pytest.mark.parametrize("text", ["Uppgiften lämnades sent.", "ett ord till", "Enkäten", "4 kap. 4 a § brottsbalken"])
def test_words_are_in_a_language(text: str) -> None:
    assert WORDS.match(text)


@pytest.mark.parametrize(
    "text", ["P1-01", "9999", "2022-03-31", "SON 2022-604", "kolada_bra", "https://www.bra.se/", "§ 177"]
)
def test_codes_dates_and_addresses_are_in_none(text: str) -> None:
    assert not WORDS.match(text)


def test_a_text_with_a_capital_letter_is_that_without_one() -> None:
    translations = {"eftervåld": "post-separation violence", "Brå": "Brå"}

    assert in_english("Eftervåld", translations) == "Post-separation violence"
    assert in_english("eftervåld", translations) == "post-separation violence"
    assert in_english("brå", translations) is None
    assert in_english("Efter", translations) is None


def test_what_is_not_translated_is_in_swedish_and_says_so() -> None:
    assert shown("Åäö & <b>", {}) == "Åäö & <b>"
    with speaking(ENGLISH):
        assert shown("Åäö & <b>", {}, " (in Swedish)") == '<span lang="sv">Åäö &amp; &lt;b&gt;</span> (in Swedish)'
        assert shown("ja", {"ja": "yes"}) == "yes"
        assert in_words("nej", {"ja": "yes"}) == "nej"
        assert shown(None, {}) is None
