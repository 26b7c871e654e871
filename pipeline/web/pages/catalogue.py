"""The data catalogue that others harvest (DCAT-AP-SE), in three syntaxes of RDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request

from pipeline.web.faults import NotThere
from pipeline.web.frame import CATALOGUE, facts
from pipeline.web.language import gettext
from pipeline.web.pages.files import of_served, send_file

if TYPE_CHECKING:
    from datasette.app import Datasette

SYNTAXES = {"application/rdf+xml": "rdf", "text/turtle": "ttl", "application/ld+json": "jsonld"}
"""The endings by media type, the one first that a reader gets who wants none of them: harvesters read RDF/XML."""


async def catalogue(datasette: Datasette, request: Request, send: Any) -> None:
    """The catalogue in the syntax that the address ends with."""
    await _send(datasette, request, send, request.url_vars["ending"], {})


async def negotiated(datasette: Datasette, request: Request, send: Any) -> None:
    """The catalogue in the syntax that the reader asks for (RFC 9110, section 12)."""
    ending = SYNTAXES[wanted(request.headers.get("accept", ""))]
    await _send(datasette, request, send, ending, {"vary": "Accept", "content-location": f"/dcat.{ending}"})


async def _send(datasette: Datasette, request: Request, send: Any, ending: str, added: dict[str, str]) -> None:
    known = await facts(datasette)
    if not known.has_catalogue:
        if known.release["is_example"]:
            said = gettext("Siffrorna är exempeldata, och exempeldata lämnas inte ut till någon datakatalog.")
        else:
            said = gettext("Webbplatsens adress är inte angiven, så det finns ingen datakatalog.")
        raise NotThere(said, ())
    name = "dcat" if known.has_database else "kopia"
    await send_file(request, send, await of_served(datasette, CATALOGUE, f"{name}.{ending}"), added)


def wanted(accept: str) -> str:
    """The media type that an Accept header prefers; RDF/XML if it prefers none."""
    ranges = dict(_ranges(accept))

    def quality(media_type: str) -> float:
        # What names the type most closely is what counts (RFC 9110, section 12.5.1).
        named = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
        return next((ranges[name] for name in named if name in ranges), 0.0)

    return max(SYNTAXES, key=quality)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Each range of media types in an Accept header, with how much it is wanted, from 0 to 1."""
    for each in accept.lower().split(","):
        name, *parameters = (part.strip() for part in each.split(";"))
        weights = [part.removeprefix("q=") for part in parameters if part.startswith("q=")]
        try:
            yield name, min(1.0, max(0.0, float(weights[0]))) if weights else 1.0
        except ValueError:
            yield name, 0.0
