"""Ask a built release for its real pages, as a visitor would, before anyone sees it."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from datasette.app import Datasette

from pipeline.database import NAME
from pipeline.errors import ReleaseFault
from pipeline.messages import say
from pipeline.site import open_site

LINK = re.compile(r'(?:href|src)="(/[^"#]*)')


def verify(folder: Path) -> int:
    """Ask for every page of the site, every table and view, every canned query and every file; how many answered.

    The pages are those that the site itself lists and every address on this site that they link to or show.
    Raises ReleaseFault at the first that does not answer 200.
    """
    return asyncio.run(_verify(open_site(folder)))


async def _verify(site: Datasette) -> int:
    await site.invoke_startup()
    listed = await _addresses(site)
    asked: set[str] = set()
    linked: set[str] = set()
    for address in listed:
        linked.update(LINK.findall(await _ask(site, address)))
        asked.add(address)
    # Links are followed one step: what they lead to on Datasette's own pages has no end.
    for address in sorted(link.replace("&amp;", "&") for link in linked):
        if address not in asked:
            await _ask(site, address)
            asked.add(address)
    return len(asked)


async def _addresses(site: Datasette) -> list[str]:
    """The plugin's pages as the site map lists them, and Datasette's tables, views and canned queries."""
    sitemap = await _ask(site, "/sitemap.xml")
    pages = [re.sub(r"^https?://[^/]+", "", address) or "/" for address in re.findall(r"<loc>(.*?)</loc>", sitemap)]
    database = site.get_database(NAME)
    hidden = await database.hidden_table_names()
    tables = [name for name in await database.table_names() if name not in hidden]
    shown = [*tables, *await database.view_names(), *await site.get_canned_queries(NAME, None)]
    below = [f"/{NAME}/{name}{ending}" for name in shown for ending in ("", ".csv")]
    return [*pages, f"/{NAME}", *below, "/-/halsa"]


async def _ask(site: Datasette, address: str) -> str:
    response = await site.client.get(address)
    if response.status_code != 200:
        raise ReleaseFault(say("page_fails", address=address, status=response.status_code))
    return str(response.text)
