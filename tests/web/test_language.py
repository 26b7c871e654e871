"""Two languages: every text of ours in both, each page in one, and what is only Swedish marked as such."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

from pipeline.web.language import CATALOGUE
from pipeline.wording.vocabulary import SEXES, STATUSES
from tests.web.addresses import DATASETTES, EMBEDDED, FAULTS, FRAMED, OWN
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of


def said(repository: Path) -> Iterator[Any]:
    """Every text of ours, a text with a plural as both of its forms."""
    web = repository / "pipeline/web"
    options = {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}
    for path in sorted(web.rglob("*.html")):
        found = extract_from_file("jinja2.ext:babel_extract", path, DEFAULT_KEYWORDS, options=options)
        yield from (message for _, message, _, _ in found)
    for path in sorted(web.rglob("*.py")):
        found = extract_from_file("python", path, {**DEFAULT_KEYWORDS, "marked": None})
        yield from (message for _, message, _, _ in found)


def forms(message: Any) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)


def test_every_text_has_an_english_one_and_no_english_one_is_unused(repository: Path) -> None:
    wanted = set(said(repository))

    assert wanted - CATALOGUE.keys() == set()
    assert CATALOGUE.keys() - wanted == set()
    assert len(wanted) > 350
    assert all(all(forms(text)) and len(forms(text)) == len(forms(message)) for message, text in CATALOGUE.items())


def test_placeholders_and_marks_are_the_same_in_both_languages() -> None:
    for message, text in CATALOGUE.items():
        for one, other in zip(forms(message), forms(text), strict=True):
            for pattern in (r"%\(\w+\)s", r"</?\w+", r"%%"):
                assert sorted(re.findall(pattern, one)) == sorted(re.findall(pattern, other)), one


def test_english_apostrophes_are_typographic(repository: Path) -> None:
    texts = [form for text in CATALOGUE.values() for form in forms(text)]
    described = (repository / "metadata.yml").read_text(encoding="utf-8")

    assert [text for text in texts if re.search(r"\w'\w", text)] == []
    assert re.findall(r"\w+'s\b", described) == []


def english_text(element: Any) -> str:
    """What an element says in the language of its page: nothing of what is marked as another's."""
    parts = [element.text or ""] if isinstance(element.tag, str) else []
    for child in element:
        if not child.get("lang") and child.tag not in ("script", "style"):
            parts.append(english_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def swedish_names(database: sqlite3.Connection) -> set[str]:
    """The Swedish names that the translations keep, alone or in brackets after the English."""
    columns = database.execute(
        "select table_name, column_name from data_dictionary join sqlite_master on name = table_name "
        "where column_name like '%\\_en' escape '\\'"
    )
    texts = [row[0] for table, name in columns for row in database.execute(f"select {name} from {table}") if row[0]]
    kept = {name for text in texts for name in re.findall(r"\(([^)]*[åäöÅÄÖ][^)]*)\)", text)}
    return kept | {"Brå", *(row[0] for row in database.execute("select name from areas where name = name_en"))}


@pytest.mark.parametrize("address", [*FRAMED, EMBEDDED])
def test_a_page_is_in_the_language_of_its_address(visitor: Visitor, database: sqlite3.Connection, address: str) -> None:
    swedish, english = visitor.get(address).text, visitor.get(f"/en{address}").text

    assert '<html lang="sv">' in swedish
    assert '<html lang="en">' in english
    text = " ".join(english_text(html5lib.parse(english, namespaceHTMLElements=False)).split())
    for name in sorted(swedish_names(database), key=len, reverse=True):
        text = text.replace(name, "")
    assert re.findall(r"\w*[åäöÅÄÖ]\w*", text) == [], address
    names = {names["sv"][code]: names["en"][code] for names in (SEXES, STATUSES) for code in names["sv"]}
    for message, translated in {**CATALOGUE, **names}.items():
        for one, other in zip(forms(message), forms(translated), strict=True):
            if "%(" not in one and "<" not in one and len(one) > 12 and one != other:
                assert one not in text, (address, one)


@pytest.mark.parametrize("address", [*OWN, *DATASETTES])
def test_the_other_language_is_one_link_away_on_the_same_page(visitor: Visitor, address: str) -> None:
    swedish, english = visitor.get(address).text, visitor.get(f"/en{address}").text

    written = address.replace("&", "&amp;")
    assert f'<a class="language" href="/en{written}" lang="en" hreflang="en">In English</a>' in swedish
    assert f'<a class="language" href="{written}" lang="sv" hreflang="sv">På svenska</a>' in english


@pytest.mark.parametrize("address", [*FRAMED, EMBEDDED])
def test_the_links_of_an_english_page_stay_in_english(visitor: Visitor, address: str) -> None:
    page = visitor.get(f"/en{address}").text

    links = re.findall(r'<a [^>]*?href="(?:http://localhost)?(/[^"]*)"[^>]*>', page)
    pages = [link for link in links if not re.match(r"/(ladda-ner|diagram)/|/[^?]*\.(csv|json)(\?|$)", link)]
    strangers = [link for link in pages if not link.startswith("/en/")]
    assert {link for link in strangers if link.replace("&amp;", "&") != address} == set()


def test_a_visitor_that_is_sent_on_stays_in_english(visitor: Visitor) -> None:
    chosen = "/en/handlingsplan/observations?_filter_column=sex&_filter_op=exact&_filter_value=K"

    assert visitor.get(chosen).headers["location"] == "/en/handlingsplan/observations?sex__exact=K"
    assert visitor.get("/en/uppfoljning").headers["location"] == "/en/uppfoljning/2025"


def test_numbers_and_dates_are_written_as_the_language_does(visitor: Visitor) -> None:
    swedish, english = visitor.get("/indikatorer/VNR-01").text, visitor.get("/en/indikatorer/VNR-01").text

    assert re.search(r'class="value">\d+,\d<', swedish)
    assert re.search(r'class="value">\d+\.\d<', english)
    assert "31 mars 2026" in swedish
    assert "31 March 2026" in english


def test_tables_have_english_headings_from_the_schemas(visitor: Visitor, database: sqlite3.Connection) -> None:
    text = text_of(visitor.get("/en/handlingsplan/observations").text)

    query = "select title_en from data_dictionary where table_name = 'observations'"
    for (title,) in database.execute(query).fetchall():
        assert title in text
    assert "women and girls" in text


def test_two_languages_asked_for_at_once_do_not_mix(visitor: Visitor) -> None:
    async def ask() -> list[Any]:
        addresses = [f"{prefix}/indikatorer?ord={number}" for number in range(12) for prefix in ("", "/en")]
        return list(await asyncio.gather(*(visitor.site.client.get(address) for address in addresses)))

    answers = visitor.loop.run_until_complete(ask())

    for swedish, english in zip(answers[::2], answers[1::2], strict=True):
        assert "Ord i namnet" in swedish.text
        assert "Words in the name" not in swedish.text
        assert "Words in the name" in english.text
        assert "Ord i namnet" not in english.text


def test_every_fault_is_told_of_in_the_language_of_the_page(visitor: Visitor) -> None:
    for address, status in FAULTS.items():
        assert visitor.get(f"/en{address}").status_code == status
    assert "The page does not exist" in visitor.get("/en/finns-inte").text
    assert "The query could not be answered" in visitor.get("/en/handlingsplan?sql=select+*+from+saknas").text
