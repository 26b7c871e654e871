"""What others need: tags for who shares a page, data for search engines, a feed, a page to embed."""

from __future__ import annotations

import json
import re
import sqlite3
import xml.etree.ElementTree as ElementTree
from html import unescape

import pytest

from tests.web.addresses import OWN
from tests.web.conftest import Visitor

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
MAP = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def meta(page: str) -> dict[str, str]:
    """A page's tags by name."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    return {name: unescape(content) for name, content in found}


@pytest.mark.parametrize("address", OWN)
def test_a_page_can_be_shared_with_its_title_description_and_address(visitor: Visitor, address: str) -> None:
    page = visitor.get(address).text
    tags = meta(page)

    path = address.partition("?")[0]
    title = re.search(r"<title>(.*?)</title>", page)
    assert title
    assert tags["og:title"] == unescape(title[1])
    assert tags["og:description"] == tags["description"]
    assert tags["og:url"] == f"http://localhost{path}"
    assert f'<link rel="canonical" href="http://localhost{path}">' in page
    assert f'<link rel="alternate" hreflang="en" href="http://localhost/en{address.replace("&", "&amp;")}">' in page


def test_titles_of_pages_are_all_different(visitor: Visitor) -> None:
    addresses = sorted({address.partition("?")[0] for address in OWN})
    titles = [re.findall(r"<title>(.*?)</title>", visitor.get(address).text)[0] for address in addresses]

    assert len(set(titles)) == len(addresses)


@pytest.mark.parametrize("address", ["/indikatorer/P3-01", "/en/indikatorer/P3-01", "/data", "/en/data"])
def test_a_page_with_figures_describes_its_dataset(visitor: Visitor, address: str) -> None:
    block = re.findall(r'<script type="application/ld\+json">(.*?)</script>', visitor.get(address).text)
    described = json.loads(block[0])

    assert (described["@context"], described["@type"]) == ("https://schema.org", "Dataset")
    assert described["name"].startswith("EXAMPLE DATA: " if address.startswith("/en") else "EXEMPELDATA: ")
    assert described["url"] == f"http://localhost{address}"
    assert described["license"] == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert described["temporalCoverage"] == "2021/2025"
    for file in described["distribution"]:
        answer = visitor.get(file["contentUrl"].removeprefix("http://localhost"))
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(file["encodingFormat"])


def test_the_site_map_lists_every_page_in_both_languages(visitor: Visitor, database: sqlite3.Connection) -> None:
    tree = ElementTree.fromstring(visitor.get("/sitemap.xml").text)
    listed = [element.text for element in tree.findall("map:url/map:loc", MAP)]

    wanted = {f"/indikatorer/{row[0]}" for row in database.execute("select indicator_id from indicators")}
    wanted |= {f"/inriktningar/{row[0]}" for row in database.execute("select priority_id from priorities")}
    wanted |= {f"/uppfoljning/{row[0]}" for row in database.execute("select distinct year from observations")}
    wanted |= {address for address in OWN if "?" not in address}
    assert set(listed) == {f"http://localhost{prefix}{address}" for address in wanted for prefix in ("", "/en")}
    assert len(listed) == len(set(listed))
    assert all(len(url.findall("xhtml:link", MAP)) == 2 for url in tree.findall("map:url", MAP))
    assert "Sitemap: http://localhost/sitemap.xml" in visitor.get("/robots.txt").text


@pytest.mark.parametrize(
    ("address", "title", "entry"),
    [
        ("/atom.xml", "EXEMPELDATA: Handlingsplan mot våld", "EXEMPELDATA: Ny siffra: "),
        ("/en/atom.xml", "EXAMPLE DATA: Action plan against", "EXAMPLE DATA: New figure: "),
    ],
)
def test_the_feed_tells_of_the_newest_figures(visitor: Visitor, address: str, title: str, entry: str) -> None:
    answer = visitor.get(address)
    tree = ElementTree.fromstring(answer.text)
    entries = tree.findall("atom:entry", ATOM)

    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert (tree.findtext("atom:title", "", ATOM)).startswith(title)
    assert tree.findtext("atom:updated", "", ATOM) == "2026-03-31T00:00:00Z"
    assert len(entries) == 60
    assert all(each.findtext("atom:title", "", ATOM).startswith(entry) for each in entries)
    identifiers = [each.findtext("atom:id", "", ATOM) for each in entries]
    assert len(set(identifiers)) == len(identifiers)
    updated = [each.findtext("atom:updated", "", ATOM) for each in entries]
    assert updated == sorted(updated, reverse=True)
    link = entries[0].find("atom:link", ATOM)
    assert link is not None
    page, _, fragment = link.attrib["href"].removeprefix("http://localhost").partition("#")
    assert f'id="{fragment}"' in visitor.get(page).text


def test_only_the_page_to_embed_may_be_framed_and_it_runs_nothing(visitor: Visitor) -> None:
    for prefix in ("", "/en"):
        answer = visitor.get(f"{prefix}/indikatorer/P3-01/inbaddad")
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors *" in policy
        assert "script-src" not in policy
        assert "form-action 'none'" in policy
        assert "<script" not in answer.text
        assert f'href="{prefix}/indikatorer/P3-01"' in answer.text
        assert ("Source: Brå" if prefix else "Källa: Brå") in answer.text
    for address in ("/indikatorer/P3-01", "/indikatorer/P3-01/inbaddad/x", "/inbaddad", "/handlingsplan/inbaddad"):
        assert "frame-ancestors 'none'" in visitor.get(address).headers["content-security-policy"], address
    assert visitor.get("/indikatorer/SAKNAS/inbaddad").status_code == 404


def test_the_embedded_page_says_that_the_figures_are_examples(visitor: Visitor) -> None:
    assert "Exempeldata." in visitor.get("/indikatorer/P3-01/inbaddad").text
    assert "Example data." in visitor.get("/en/indikatorer/P3-01/inbaddad").text


def test_a_page_that_has_not_changed_is_not_sent_again(visitor: Visitor) -> None:
    first = visitor.get("/plan")
    again = visitor.loop.run_until_complete(
        visitor.site.client.get("/plan", headers={"if-none-match": first.headers["etag"]})
    )

    assert first.headers["cache-control"] == "public, max-age=60"
    assert (again.status_code, again.content) == (304, b"")
    assert visitor.get("/en/plan").headers["etag"] != first.headers["etag"]
