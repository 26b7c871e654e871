"""How programs ask for the data: what there is to ask, what it may cost, and examples that run as they stand."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from pipeline.web import citing
from pipeline.web.example_programs import QUESTION, filled, question_address, shown
from pipeline.web.frame import Facts, facts, origin, rows
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

# The indicator whose figures in the site's area teach most: with the most different statuses.
TELLING = """
select coalesce(indicators.indicator_id, '') as indicator, coalesce(release.area_code, '0000') as area
from release left join indicators
left join observations
    on observations.indicator_id = indicators.indicator_id and observations.area_code = release.area_code
group by indicators.indicator_id
order by count(distinct observations.value_status) desc, indicators.indicator_id
limit 1
"""


async def api(datasette: Datasette, request: Request) -> Response:
    """How to ask with JSON, CSV and SQL, with an example for each of the tools that many use."""
    known = await facts(datasette)
    marks = {"site": origin(known, request), **(await rows(datasette, TELLING))[0]}
    context = {
        "examples": [(example, _code(text)) for example, text in shown(marks, has_database=known.has_database)],
        "marks": marks,
        "question": _code(filled(QUESTION, marks)),
        "question_address": question_address(marks),
        "question_page": question_address({**marks, "site": ""}, ""),
        "citation": citing.shown(citing.of_version(known, request, await citing.served(datasette)), "/data"),
        "pinned": _pinned(known, marks["site"]),
    }
    return await show(datasette, request, "api.html", context)


def _code(text: str) -> Markup:
    """A program as it is to be read on the page. Its quotation marks stay as they are: it stands in no attribute.

    The copy of the site would take the code of one for a part of the address before it.
    """
    return Markup(escape(text, quote=False))


def _pinned(known: Facts, site: str) -> str:
    """The address of a table as it is in this release, for ever."""
    return f"{site}/versioner/{known.release['release_id']}/observations.csv"
