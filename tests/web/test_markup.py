"""Every page is written as HTML is to be written, and no link on the whole site is dead."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest

from tests.web.addresses import EVERY
from tests.web.conftest import Visitor

HOST = "http://localhost"


@pytest.mark.parametrize("address", EVERY)
def test_a_page_is_valid_html(visitor: Visitor, address: str) -> None:
    page = visitor.get(address).text

    # A strict parser raises at the first thing that the standard calls a parse error.
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    identifiers = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [name for name, count in identifiers.items() if count > 1] == []
    for element in tree.iter():
        for pointer in ("for", "aria-labelledby"):
            if element.get(pointer):
                assert element.get(pointer) in identifiers, (address, element.get(pointer))
        if element.tag == "img":
            assert element.get("alt"), address


def links(page: str, address: str) -> set[str]:
    """Every address of this site that a page leads to or shows, its fragment with it."""
    found = {urljoin(HOST + address, unescape(link)) for link in re.findall(r'<[^<>]*\s(?:href|src)="([^"]*)"', page)}
    return {link.removeprefix(HOST) for link in found if link.startswith(f"{HOST}/")}


ROW = re.compile(r"(?P<table>(?:/en)?/handlingsplan/\w+)/[^?]+")

ROWS = 4
"""How many of a table's rows have their pages asked for; they are all drawn alike."""


def is_followed(address: str) -> bool:
    """A page that itself is searched for links: not each way of sorting and filtering a table."""
    parts = urlsplit(address)
    return not (parts.query and "/handlingsplan" in parts.path)


def test_no_link_on_the_whole_site_is_dead(visitor: Visitor) -> None:
    met: dict[str, str] = {"/": "", "/en/": ""}
    waiting = list(met)
    fragments: set[tuple[str, str, str]] = set()
    identifiers: dict[str, set[str]] = {}
    dead = []
    rows: Counter[str] = Counter()
    while waiting:
        address = waiting.pop()
        answer = visitor.get(address)
        if answer.status_code in (301, 302):
            target = urljoin(HOST + address, answer.headers["location"]).removeprefix(HOST)
            answer = visitor.get(target)
        if answer.status_code != 200:
            dead.append((answer.status_code, address, met[address]))
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        identifiers[address] = set(re.findall(r'\sid="([^"]*)"', answer.text))
        if not is_followed(address):
            continue
        for link in links(answer.text, address):
            target, _, fragment = link.partition("#")
            if fragment:
                fragments.add((target, fragment, address))
            row = ROW.fullmatch(target)
            if target not in met and (row is None or rows[row["table"]] < ROWS):
                rows.update([row["table"]] if row else [])
                met[target] = address
                waiting.append(target)

    assert dead == []
    assert [each for each in fragments if each[1] not in identifiers.get(each[0], {each[1]})] == []
    assert len(met) > 400
