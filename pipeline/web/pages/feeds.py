"""What programs follow the site by: the site map, the feed of changes, and what search engines are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import current, facts, rows, whole
from pipeline.web.language import ENGLISH, SWEDISH, chosen, gettext, speaking
from pipeline.web.swedish import figure

if TYPE_CHECKING:
    from datasette.app import Datasette

FIXED = (
    "/",
    "/plan",
    "/indikatorer",
    "/jamstalldhetsbokslut",
    "/data",
    "/skydd",
    "/sok",
    "/andringar",
    "/om",
    "/tillganglighet",
    "/hjalp",
)
"""The pages that every release has."""

# Every page that stands for a row of a table.
LISTED = """
select '/inriktningar/' || priority_id as address, sequence as place, 1 as part from priorities
union all
select '/indikatorer/' || indicator_id, rowid, 2 from indicators
union all
select '/uppfoljning/' || year, year, 3 from (select distinct year from observations)
order by part, place
"""

ENTRIES = 60
"""How many changes the feed tells of."""

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
    """Every page of the site's own in both languages, each pointing to the other (sitemaps.org; hreflang)."""
    addresses = [*FIXED, *(row["address"] for row in await rows(datasette, LISTED))]
    written = []
    for address in addresses:
        versions = {}
        for language in (SWEDISH, ENGLISH):
            with speaking(language):
                versions[language] = whole(request, address)
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(version)}/>'
            for language, version in versions.items()
        )
        written += [f"<url><loc>{escape(version)}</loc>{links}</url>\n" for version in versions.values()]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{"".join(written)}</urlset>\n'
    )
    return Response(text, content_type="application/xml; charset=utf-8")


async def atom(datasette: Datasette, request: Request) -> Response:
    """New figures and corrections, the newest first (RFC 4287)."""
    known = await facts(datasette)
    parameters = {"area": known.release["area_code"], "entries": ENTRIES}
    entries = []
    for row in await rows(datasette, CHANGES, parameters):
        page = whole(request, f"/indikatorer/{row['indicator_id']}")
        value = figure(row["value"], row["value_status"], row["value_kind"], row["decimals"])
        if row["kind"] == "correction":
            title = gettext("Rättad: %(name)s, %(year)s") % row
            summary = gettext("Uppgiften är nu %(value)s. Skäl: %(reason)s") % {**row, "value": value}
        else:
            title = gettext("Ny siffra: %(name)s, %(year)s") % row
            summary = gettext("%(value)s (%(unit)s)") % {**row, "value": value}
        address = f"{page}#ar-{row['year']}"
        entries.append(
            f"<entry><id>{escape(page)}#{row['kind']}-{row['year']}-{row['changed_on']}</id>"
            f"<title>{escape(_flagged(known.release['is_example'], title))}</title>"
            f"<link href={quoteattr(address)}/><updated>{row['changed_on']}T00:00:00Z</updated>"
            f"<summary>{escape(summary)}</summary></entry>\n"
        )
    release = known.release
    site = whole(request, "/atom.xml")
    author = release["municipality_name"] or known.title()
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{chosen()}">\n'
        f"<id>{escape(site)}</id><title>{escape(_flagged(release['is_example'], known.title()))}</title>"
        f'<link rel="self" href={quoteattr(site)}/><link href={quoteattr(whole(request, "/andringar"))}/>'
        f"<updated>{release['time'] or '1970-01-01'}T00:00:00Z</updated>"
        f"<author><name>{escape(author)}</name></author>\n{''.join(entries)}</feed>\n"
    )
    return Response(text, content_type="application/atom+xml; charset=utf-8")


async def robots(datasette: Datasette, request: Request) -> Response:
    """Everything may be found; the database's endless ways of sorting and filtering need not be (RFC 9309)."""
    text = f"User-agent: *\nDisallow: /handlingsplan/*?\nSitemap: {request.scheme}://{request.host}/sitemap.xml\n"
    return Response.text(text)


async def health(datasette: Datasette) -> Response:
    """For those who watch the service: which release answers."""
    release = await current(datasette)
    told = {key: release[key] for key in ("release_id", "time", "last_year")}
    return Response.json({"ok": True, **told, "is_example": bool(release["is_example"])})


def _flagged(is_example: Any, title: str) -> str:
    return f"{gettext('EXEMPELDATA')}: {title}" if is_example else title
