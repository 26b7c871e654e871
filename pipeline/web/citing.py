"""How what a page shows is cited: the release, or an indicator in it, by addresses at which it stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request
from markupsafe import Markup

from pipeline.web.frame import Facts, facts, release_file, whole
from pipeline.web.language import chosen, local
from pipeline.web.published import Version, versions
from pipeline.wording.citations import apa, bibtex
from pipeline.wording.citations.facts import Checksum, Citation

if TYPE_CHECKING:
    from datasette.app import Datasette

WHOLE = "handlingsplan.zip"
"""The file that holds a whole release."""

FIGURES = "observations_flat.csv"
"""The file that holds the figures of every indicator."""


async def served(datasette: Datasette) -> Version:
    """The release that is served, as its database tells: it is served though its `release.json` is damaged."""
    known = await facts(datasette)
    release = known.release
    found = (await versions(datasette)).get(release["release_id"])
    described = {
        "municipality": release["municipality_name"],
        "is_example": release["is_example"],
        "time": release["time"],
        "files": known.checksums,
    }
    published_on = found.published_on if found else None
    return Version(release["release_id"], release_file(datasette, ""), described, published_on, is_served=True)


def of_version(known: Facts, request: Request, version: Version) -> Citation:
    """A whole release: its page stays, and a reader can check the file that holds all of it."""
    address = whole(known, request, f"/versioner/{version.name}")
    return Citation(known.title(), version.name, address=address, **_published(version, WHOLE))


def of_indicator(known: Facts, request: Request, version: Version, indicator: Mapping[str, Any]) -> Citation:
    """An indicator in the served release: what stays is the page of its chart, or else that of the release.

    A reader can check the file that the indicator's figures are rows of.
    """
    name = indicator["indicator_id"]
    pinned = f"/versioner/{version.name}"
    if f"{name}.svg" in known.files["charts"]:
        pinned += f"/indikatorer/{name}/inbaddad"
    return Citation(
        known.text(indicator["name"]),
        version.name,
        address=whole(known, request, pinned),
        part=name,
        whole=known.title(),
        **_published(version, FIGURES),
    )


def _published(version: Version, file: str) -> dict[str, Any]:
    """Who published a release and when, whether its figures are examples, and the checksum of one of its files."""
    checksum = version.checksums.get(f"downloads/{file}")
    return {
        "author": version.described.get("municipality"),
        "day": version.published_on or version.described.get("time"),
        "is_example": bool(version.described.get("is_example")),
        "checksum": Checksum(file, checksum) if checksum else None,
    }


def shown(citation: Citation, page: str) -> dict[str, Any]:
    """A reference as a page shows it, in every form. page: the path of the page, below which its file is."""
    before, title, after = apa.parts(citation, chosen())
    return {
        "apa": Markup("{}<em>{}</em>{}").format(before, title, after),
        "bibtex": bibtex.write(citation, chosen()),
        "file": local(f"{page}/citat.bib"),
    }
