"""What other programs read: the site map, the feed of changes, the instructions to crawlers, and the health check."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.web.filters import figure
from pipeline.web.frame import Facts, current, facts, origin, rows, whole
from pipeline.web.language import ENGLISH, SWEDISH, gettext, speaking

if TYPE_CHECKING:
    from datasette.app import Datasette

FIXED = (
    "/",
    "/plan",
    "/plan/utskrift",
    "/indikatorer",
    "/jamstalldhetsbokslut",
    "/data",
    "/data/ordbok",
    "/data/api",
    "/skydd",
    "/sok",
    "/andringar",
    "/versioner",
    "/om",
    "/tillganglighet",
    "/hjalp",
)
"""The pages that exist in every release."""

# Every page about a row of a table, or a follow-up year.
LISTED = """
select '/inriktningar/' || priority_id as address, sequence as place, 1 as part from priorities
union all
select '/indikatorer/' || indicator_id, rowid, 2 from indicators
union all
select '/uppfoljning/' || year, year, 3 from (select distinct year from observations)
order by part, place
"""

COMPARED = """
select distinct '/indikatorer/' || own.indicator_id || '/jamforelse' as address
from comparisons as own join comparisons as other using (indicator_id)
where own.compared = 'own' and own.value is not null and other.compared <> 'own' and other.value is not null
order by address
"""
"""The comparisons in which both the municipality and somebody else has a figure."""

OVERDUE = """
select indicator_id from reporting_status
where reporting_status = 'not_reported' and year = (select last_year from release)
"""

ENTRIES = 60
"""How many changes the feed lists."""

CHANGES = """
select
    'figure' as kind, indicators.indicator_id as indicator_id, indicators.name, indicators.unit, indicators.value_kind,
    indicators.decimals, observations.year, observations.value, observations.value_status,
    observations.retrieved_on as changed_on, null as reason
from observations join indicators using (indicator_id)
where
    area_code = :area and sex = 'T' and age_group = 'total' and value is not null and retrieved_on is not null
union all
select
    'correction', indicators.indicator_id, indicators.name, indicators.unit, indicators.value_kind,
    indicators.decimals, revisions.year, revisions.new_value, revisions.new_status, revisions.revised_on,
    revisions.reason
from revisions join indicators using (indicator_id)
where area_code = :area and sex = 'T' and age_group = 'total'
order by changed_on desc, year desc, indicator_id
limit :entries
"""


async def sitemap(datasette: Datasette, request: Request) -> Response:
    """Each of the site's own pages in both languages, linked to each other (sitemaps.org; hreflang)."""
    known = await facts(datasette)
    listed = await rows(datasette, LISTED)
    if "comparisons" in known.tables:
        listed += await rows(datasette, COMPARED)
    addresses = [*FIXED, *(row["address"] for row in listed)]
    pages = [_versions(known, request, address) for address in addresses]
    return await _xml(datasette, request, "sitemap.xml", {"pages": pages}, "application/xml")


def _versions(known: Facts, request: Request, address: str) -> dict[str, str]:
    """A page's absolute address in each language."""
    versions = {}
    for language in (SWEDISH, ENGLISH):
        with speaking(language):
            versions[language] = whole(known, request, address)
    return versions


async def atom(datasette: Datasette, request: Request) -> Response:
    """New figures and corrections, the newest first (RFC 4287)."""
    known = await facts(datasette)
    parameters = {"area": known.release["area_code"], "entries": ENTRIES}
    context = {
        "address": whole(known, request, "/atom.xml"),
        "changes": whole(known, request, "/andringar"),
        "author": known.release["municipality_name"] or known.title(),
        "entries": [_entry(known, request, row) for row in await rows(datasette, CHANGES, parameters)],
    }
    return await _xml(datasette, request, "atom.xml", context, "application/atom+xml")


def _entry(known: Facts, request: Request, row: Mapping[str, Any]) -> dict[str, str]:
    """A change as an entry of the feed."""
    value = figure(row["value"], row["value_status"], row["value_kind"], row["decimals"])
    if row["kind"] == "correction":
        title, summary = gettext("Rättad: %(name)s, %(year)s"), gettext("Uppgiften är nu %(value)s. Skäl: %(reason)s")
    else:
        title, summary = gettext("Ny siffra: %(name)s, %(year)s"), gettext("%(value)s (%(unit)s)")
    page = whole(known, request, f"/indikatorer/{row['indicator_id']}")
    told = {**row, "name": known.text(row["name"]), "unit": known.text(row["unit"]), "value": value}
    return {
        "id": f"{page}#{row['kind']}-{row['year']}-{row['changed_on']}",
        "title": title % told,
        "address": f"{page}#ar-{row['year']}",
        "changed_on": row["changed_on"],
        "summary": summary % told,
    }


async def _xml(
    datasette: Datasette, request: Request, template: str, context: Mapping[str, Any], content_type: str
) -> Response:
    text = await datasette.render_template([template], dict(context), request=request)
    return Response(f"{text}\n", content_type=f"{content_type}; charset=utf-8")


async def robots(datasette: Datasette, request: Request) -> Response:
    """Everything may be crawled except the database's endless ways to sort and filter (RFC 9309)."""
    sitemap = f"{origin(await facts(datasette), request)}/sitemap.xml"
    text = f"User-agent: *\nDisallow: /handlingsplan/*?\nSitemap: {sitemap}\n"
    return Response.text(text)


async def health(datasette: Datasette, request: Request) -> Response:
    """How the site is, for monitoring: as JSON, or with `?format=prometheus` as text for Prometheus.

    What only the server knows comes with the request, in its extensions: a function `state`, which gives numbers and
    the name of a release that cannot be opened, if `current` points to one.
    """
    release = await current(datasette)
    shown = {key: release[key] for key in ("release_id", "time", "last_year")}
    overdue = len(await rows(datasette, OVERDUE))
    state: Mapping[str, Any] = request.scope.get("extensions", {}).get("state", dict)()
    known = {**shown, "is_example": bool(release["is_example"]), "overdue": overdue, **state}
    if request.args.get("format") == "prometheus":
        return Response.text("".join(_measures(known)))
    return Response.json({"ok": state.get("unreadable_release") is None, **known})


def _measures(known: Mapping[str, Any]) -> Iterator[str]:
    """What is known in the text format of Prometheus: each number by its name, and the release as a label."""
    yield f'handlingsplan_release_info{{release="{known["release_id"]}"}} 1\n'
    # A release without figures has no time.
    if known["time"] is not None:
        published = datetime.datetime.fromisoformat(known["time"]).replace(tzinfo=datetime.UTC)
        yield f"handlingsplan_release_timestamp_seconds {published.timestamp():.0f}\n"
    yield f"handlingsplan_release_is_readable {int(known.get('unreadable_release') is None)}\n"
    for name, value in known.items():
        if isinstance(value, int) and name != "last_year":
            yield f"handlingsplan_{name} {int(value)}\n"
