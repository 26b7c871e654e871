"""A copy of the site as plain files, for who has a web server that only sends files.

Every page, in both languages, and every file that a page links to. An address with a question in it, such as
`/indikatorer?inriktning=P1`, becomes a folder of its own. Links lead from page to page by relative addresses, so that
the copy may lie anywhere on a server; addresses that are to be quoted or shared are whole.
"""

from __future__ import annotations

import asyncio
import html
import posixpath
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote

import httpx

from pipeline.errors import Misuse, ReleaseFault
from pipeline.messages import say
from pipeline.model import Progress
from pipeline.project import Project
from pipeline.publish.recalled import recalled_releases
from pipeline.releases.shelf import current_release
from pipeline.serving.site import close_site, open_site

FIRST = ("/", "/en/", "/sitemap.xml", "/robots.txt", "/atom.xml", "/en/atom.xml")
"""What the copy is followed from: the rest is linked to by these."""

SHORTENED = ("/inriktningar", "/uppfoljning")
"""What somebody may shorten an address to; without figures there is no follow-up."""

MISSING = ("/finns-inte", "404.html")
"""An address that there is no page for, and the file that the answer is kept in."""

FILES = frozenset({".bib", ".css", ".csv", ".js", ".json", ".jsonld", ".png", ".rdf", ".svg", ".ttl", ".txt", ".xml"})
"""How the addresses of files end; every other is a page's."""

OF_FILES = re.compile(r"/ladda-ner/.*|/versioner/[^/]+/[^/]+")
"""Addresses of files alone, whatever they are called: downloads, and those of a version."""

LINKED = re.compile(r'\b(href|src|action)="(/[^"]*)"')
LISTED = re.compile(r"<loc>(.*?)</loc>")

SERVER = """\
# Apache. Den som har en annan server, eller en som inte tar emot den här filen, kan ta bort den: sidorna är desamma.
DirectoryIndex index.html
ErrorDocument 404 {missing}
{gone}AddType application/rdf+xml .rdf
AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType application/x-bibtex .bib
AddType application/yaml .cff
AddCharset utf-8 .html .csv .json .md .svg .xml
<IfModule mod_headers.c>
{headers}
    Header set Content-Security-Policy "frame-ancestors 'none'" "expr=%{{REQUEST_URI}} !~ m#/inbaddad/#"
</IfModule>
"""

GONE = ("/versioner", "410.html")
"""The page that says why releases were recalled, and the file that an address of any of them is answered with."""

SAID_GONE = """\
ErrorDocument 410 {page}
<IfModule mod_alias.c>
    RedirectMatch 410 "^{path}/(en/)?versioner/({names})(/|$)"
</IfModule>
"""

SENT = ("x-content-type-options", "referrer-policy", "permissions-policy", "cross-origin-opener-policy")
"""The headers of the site's answers that any server may send with every file."""

OWN = "http://kopia.invalid"
"""Where the site is while it is copied: a host of which there is no other address (RFC 2606)."""

ADDRESS = re.compile(
    r"(?P<origin>https?://[a-z0-9.-]+(?::[0-9]{1,5})?)(?P<path>(?:/[A-Za-z0-9._~-]+)*)/?", re.IGNORECASE
)
"""What a copy may lie at. A server's own files can hold it without any of its letters meaning something else there."""


@dataclass(frozen=True)
class Place:
    """Where the copy is to lie: the scheme and host of its address, and the path on it, without a slash at the end."""

    origin: str
    path: str


def write_static_copy(project: Project, output: Path, address: str, progress: Progress) -> int:
    """Write a copy of the current release into the new or empty folder `output`; return the number of its files.

    address: where it is to lie, such as https://example.se or https://example.se/handlingsplan. Raises Misuse if that
    is no address of a website, and ReleaseFault if there is no release or a page of it does not answer.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise Misuse(say("output_not_empty", folder=output))
    place = _place(address)
    release = current_release(project)
    if release is None:
        raise ReleaseFault(say("release_not_found", folder=project.releases))
    progress(say("step_copying"))
    output = output.resolve()
    unfinished = output.with_name(f".{output.name}.building")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        recalled = sorted(recalled_releases(project) - {release.name})
        count = asyncio.run(_copy(release, unfinished, place, recalled))
        shutil.rmtree(output, ignore_errors=True)
        unfinished.rename(output)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return count


def _place(address: str) -> Place:
    found = ADDRESS.fullmatch(address.strip())
    if found is None or {".", ".."} & set(found["path"].split("/")):
        raise Misuse(say("no_web_address", address=address or "(tomt)"))
    return Place(found["origin"].lower(), found["path"])


async def _copy(release: Path, folder: Path, place: Place, recalled: Sequence[str]) -> int:
    site = open_site(release, is_copy=True)
    try:
        await site.invoke_startup()
        transport = httpx.ASGITransport(site.app())
        async with httpx.AsyncClient(transport=transport, base_url=OWN) as reader:
            return await _Copying(reader, folder, place, recalled).everything()
    finally:
        await close_site(site)


class _Copying:
    """A copy under way: what is yet to be asked for, and the files that are written."""

    def __init__(self, reader: httpx.AsyncClient, folder: Path, place: Place, recalled: Sequence[str]) -> None:
        self.reader = reader
        self.folder = folder
        self.place = place
        self.recalled = recalled
        self.waiting = [*FIRST, *(f"{language}{address}" for address in SHORTENED for language in ("", "/en"))]
        self.written: set[str] = set()

    async def everything(self) -> int:
        """Write every page and file; return how many."""
        while self.waiting:
            address = self.waiting.pop()
            file = file_of(address)
            if file not in self.written:
                self.written.add(file)
                await self._write(address, file)
        await self._write(*MISSING, status=404)
        if self.recalled:
            await self._write(*GONE)
        self._describe((await self._ask("/", 200)).headers)
        return len(self.written) + 2 + bool(self.recalled)

    async def _ask(self, address: str, *statuses: int) -> httpx.Response:
        response = await self.reader.get(address)
        if response.status_code not in statuses:
            raise ReleaseFault(say("page_fails", address=address, status=response.status_code))
        return response

    async def _write(self, address: str, file: str, status: int = 200) -> None:
        is_shortened = address.removeprefix("/en") in SHORTENED
        response = await self._ask(address, *((302, 404) if is_shortened else (status,)))
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if response.status_code == 404 and is_shortened:
            self.written.remove(file)
        elif response.status_code == 302:
            self.waiting.append(response.headers["location"].partition("#")[0])
            language = "en" if address.startswith("/en/") else "sv"
            path.write_text(_redirect(self._link(response.headers["location"], file), language), encoding="utf-8")
        elif file.endswith(".html"):
            path.write_text(self._page(response.text, response.headers, file), encoding="utf-8")
        elif file.endswith((".bib", ".xml", "robots.txt")):
            listed = LISTED.findall(response.text)
            self.waiting.extend(html.unescape(each).removeprefix(OWN) for each in listed)
            path.write_text(self._whole(response.text), encoding="utf-8")
        else:
            path.write_bytes(response.content)

    def _page(self, text: str, headers: Mapping[str, str], file: str) -> str:
        """A page whose links are the copy's, with the policy that a web server may not know to send."""
        self.waiting.extend(html.unescape(link).partition("#")[0] for _, link in LINKED.findall(text))
        linked = LINKED.sub(
            lambda found: f'{found[1]}="{html.escape(self._link(html.unescape(found[2]), file))}"', self._whole(text)
        )
        rules = [rule for rule in headers["content-security-policy"].split("; ") if not rule.startswith("frame-")]
        policy = f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'
        return linked.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{policy}', 1)

    def _link(self, address: str, file: str) -> str:
        """The address of a file of the copy as the page in another links to it; the page for errors, from anywhere."""
        path, hash_, fragment = address.partition("#")
        target = file_of(path).removesuffix("index.html")
        version = re.search(r"\?v=\w+$", path)
        if file in (MISSING[1], GONE[1]):
            link = f"{self.place.path}/{target.replace(f'{MISSING[0][1:]}/', '')}"
        else:
            link = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(file)}")
            link += "/" if target == "" or target.endswith("/") else ""
        return f"{link}{version[0] if version else ''}{hash_}{fragment}"

    def _whole(self, text: str) -> str:
        """A text whose whole addresses lead to where the copy is to lie."""

        def moved(found: re.Match[str]) -> str:
            address, hash_, fragment = html.unescape(found[1]).partition("#")
            target = f"/{file_of(address).removesuffix('index.html')}{hash_}{fragment}"
            return f"{self.place.origin}{self.place.path}{html.escape(target)}"

        return re.sub(rf"{re.escape(OWN)}((?:/(?:[A-Za-z0-9._~%?&;=/#-]*[A-Za-z0-9_~%=/-])?)?)", moved, text)

    def _describe(self, headers: Mapping[str, str]) -> None:
        """Write what an Apache server needs to know."""
        lines = [f'    Header set {name.title()} "{headers[name]}"' for name in SENT]
        path = self.place.path
        gone = SAID_GONE.format(page=f"{path}/{GONE[1]}", path=re.escape(path), names="|".join(self.recalled))
        text = SERVER.format(
            missing=f"{path}/{MISSING[1]}", gone=gone if self.recalled else "", headers="\n".join(lines)
        )
        (self.folder / ".htaccess").write_text(text, encoding="utf-8")


def file_of(address: str) -> str:
    """The file of the copy that has what is at an address of the site."""
    path, _, query = address.partition("?")
    *folders, name = [unquote(part) for part in path.split("/") if part] or [""]
    asked = [quote(part, safe="") for pair in parse_qsl(query) if not pair[0].startswith("_") for part in pair]
    if Path(name).suffix in FILES or OF_FILES.fullmatch(path):
        asked = [] if query.startswith("v=") else asked
        return "/".join((*folders, *asked, name))
    return "/".join(part for part in (*folders, name, *asked, "index.html") if part)


def _redirect(link: str, language: str) -> str:
    target = html.escape(link)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{target}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n</head>\n<body><p><a href="{target}">{target}</a></p>'
        "</body>\n</html>\n"
    )
