"""Request the real pages of a built release, as a visitor would, before anyone sees it."""

from __future__ import annotations

import asyncio
import html
import io
import re
from collections.abc import Iterable
from contextlib import redirect_stderr
from pathlib import Path

from datasette.app import Datasette

from pipeline.errors import ReleaseFault
from pipeline.messages import say
from pipeline.releases.shelf import NAME
from pipeline.serving.site import close_site, open_site

TRIES = 3
"""A question may take a second by the clock, which a machine with much else to do can pass where nothing is wrong."""

LISTED = re.compile(r"<loc>(.*?)</loc>")
CATALOGUE = ("/dcat.rdf", "/dcat.ttl", "/dcat.jsonld", "/datasets/dcat")
"""Where harvesters ask, if the release has a catalogue."""

LINKED = re.compile(r'(?:href|src)="(/[^"#]*)')


def verify(folder: Path) -> int:
    """Request every page, table, view, canned query and file of the site; return how many answered.

    The site's own pages are those in its sitemap, and every address that they link to or show. Raises ReleaseFault at
    the first response other than 200.
    """
    # What Datasette prints about a fault is for the log, not for the screen of those who publish.
    with redirect_stderr(io.StringIO()) as printed:
        try:
            return asyncio.run(_verify(folder))
        except ReleaseFault as fault:
            fault.add_note(printed.getvalue())
            raise


async def _verify(folder: Path) -> int:
    site = open_site(folder)
    try:
        await site.invoke_startup()
        return await _ask_for_everything(site, CATALOGUE if (folder / "catalogue").is_dir() else ())
    finally:
        await close_site(site)


async def _ask_for_everything(site: Datasette, beside: Iterable[str]) -> int:
    sitemap = await _ask(site, "/sitemap.xml")
    pages = [re.sub(r"^https?://[^/]+", "", address) or "/" for address in LISTED.findall(sitemap)]
    linked: set[str] = set()
    for address in pages:
        linked.update(html.unescape(link) for link in LINKED.findall(await _ask(site, address)))
    others = {*linked, *await _tables(site), *await _queries(site), "/-/halsa", "/robots.txt", *beside} - set(pages)
    # The Swedish address of a page first, since those who publish will recognise it.
    for address in sorted(others, key=lambda address: (address.startswith("/en/"), address)):
        await _ask(site, address)
    return len(pages) + len(others)


async def _tables(site: Datasette) -> list[str]:
    database = site.get_database(NAME)
    hidden = await database.hidden_table_names()
    tables = [name for name in await database.table_names() if name not in hidden]
    shown = [*tables, *await database.view_names()]
    return [f"/{NAME}/{name}{ending}" for name in shown for ending in ("", ".csv?_size=10")]


async def _queries(site: Datasette) -> list[str]:
    """The ready questions, and the file of each whose answer is not too long for one: its page links it then."""
    found = []
    for name in await site.get_canned_queries(NAME, None):
        page = f"/{NAME}/{name}"
        found += [page, f"{page}.csv"] if f"{page}.csv" in await _ask(site, page) else [page]
    return found


async def _ask(site: Datasette, address: str) -> str:
    """The page at an address. Raises ReleaseFault if it does not answer however often it is asked."""
    fault: Exception | None = None
    for _ in range(TRIES):
        try:
            response = await site.client.get(address)
        except Exception as error:  # the log has it
            fault, status = error, 500
            continue
        if response.status_code == 200:
            return str(response.text)
        fault, status = None, response.status_code
    raise ReleaseFault(say("page_fails", address=address, status=status)) from fault
