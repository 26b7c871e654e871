"""References as files for programs that keep them: of all the data, of an indicator, of a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from pipeline.web import citing
from pipeline.web.file_types import content_type
from pipeline.web.frame import facts
from pipeline.web.language import chosen
from pipeline.web.pages.indicator import find
from pipeline.web.pages.page import in_capitals
from pipeline.web.published import version
from pipeline.wording.citations import bibtex
from pipeline.wording.citations.facts import Citation

if TYPE_CHECKING:
    from datasette.app import Datasette


async def dataset_reference(datasette: Datasette, request: Request) -> Response:
    """All the data, as they are now."""
    return _file(citing.of_version(await facts(datasette), request, await citing.served(datasette)))


async def indicator_reference(datasette: Datasette, request: Request) -> Response:
    """An indicator, as it is now."""
    name = request.url_vars["indicator_id"]
    if moved := in_capitals(request, name):
        return moved
    found = await find(datasette, name)
    return _file(citing.of_indicator(await facts(datasette), request, await citing.served(datasette), found))


async def version_reference(datasette: Datasette, request: Request) -> Response:
    """A version. One that was recalled is not cited."""
    found = await version(datasette, request.url_vars["release"])
    return _file(citing.of_version(await facts(datasette), request, found))


def _file(citation: Citation) -> Response:
    name = f"{citation.key}.bib"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(bibtex.write(citation, chosen()), headers=headers, content_type=content_type(name))
