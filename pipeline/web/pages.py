"""The site's own pages: each one a query function and a template."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from datasette.utils.asgi import NotFound, Request, Response, asgi_send_file

from pipeline.web.frame import DATABASE, code_words, current, rows
from pipeline.web.search import search

if TYPE_CHECKING:
    from datasette.app import Datasette

Page = Callable[..., Awaitable[Response]]

# The newest observation of each indicator's total in one area, whatever its status, and the one of the year before.
LATEST = """
select
    indicators.indicator_id, indicators.name, indicators.unit, indicators.decimals, indicators.value_kind,
    indicators.direction, indicators.area_id, indicators.is_core, observations.year, observations.value,
    observations.value_status, observations.series_break, previous.year as previous_year,
    previous.value as previous_value, previous.value_status as previous_status
from indicators
left join observations
    on observations.indicator_id = indicators.indicator_id
    and observations.area_code = :area and observations.sex = 'T' and observations.age_group = 'total'
    and observations.year = (
        select max(year) from observations as newest
        where
            newest.indicator_id = indicators.indicator_id
            and newest.area_code = :area and newest.sex = 'T' and newest.age_group = 'total'
    )
left join observations as previous
    on previous.indicator_id = observations.indicator_id
    and previous.area_code = observations.area_code and previous.sex = 'T' and previous.age_group = 'total'
    and previous.year = observations.year - 1
order by indicators.rowid
"""

INDICATOR = """
select
    indicators.*, sources.publisher, sources.attribution, sources.title as source_title, sources.url as source_url,
    violence_areas.name as area_name
from indicators
join sources using (source_id)
left join violence_areas using (area_id)
where indicators.indicator_id = ?
"""

PRIORITIES = "select priority_id, name, sequence from priorities order by sequence"

# The areas that an indicator has figures for.
AREAS = """
select distinct areas.area_code, areas.name
from observations join areas using (area_code)
where indicator_id = ?
order by areas.area_code
"""

SERIES = "select * from observations where indicator_id = ? and area_code = ? and age_group = 'total' order by year"

FOLLOWED = """
select priorities.*
from indicator_priorities join priorities using (priority_id)
where indicator_id = ?
order by sequence
"""

CONTENT_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".zip": "application/zip",
}


async def front(datasette: Datasette, request: Request) -> Response:
    """What was decided, for whom, and how it goes."""
    release = await current(datasette)
    latest = await rows(datasette, LATEST, {"area": release["area_code"]})
    priorities = await rows(datasette, PRIORITIES)
    links: dict[str, set[str]] = {}
    for link in await rows(datasette, "select priority_id, indicator_id from indicator_priorities"):
        links.setdefault(link["indicator_id"], set()).add(link["priority_id"])
    # What follows up every priority alike is shown once, with the plan as a whole.
    specific = {name for name, followed in links.items() if len(followed) < len(priorities)}
    followed = {
        priority["priority_id"]: [
            row
            for row in latest
            if row["indicator_id"] in specific and priority["priority_id"] in links[row["indicator_id"]]
        ]
        for priority in priorities
    }
    status = "select reporting_status, count(*) as number from reporting_status where year = ? group by 1"
    context = {
        "plan": (await rows(datasette, "select * from plans order by rowid desc limit 1"))[0],
        "goal": (await rows(datasette, "select * from goals order by rowid desc limit 1"))[0],
        "areas": await rows(datasette, "select * from violence_areas order by sequence"),
        "decisions": await rows(datasette, "select * from decisions order by sequence"),
        "forms": await rows(datasette, "select * from follow_up_forms order by interval_years"),
        "priorities": priorities,
        "followed": followed,
        "overall": [row for row in latest if row["indicator_id"] not in specific],
        "area_count": (await rows(datasette, "select count(distinct area_code) as number from observations"))[0][
            "number"
        ],
        "reported": await rows(datasette, status, [release["last_year"]]),
    }
    return await _page(datasette, request, "front.html", context)


async def priority(datasette: Datasette, request: Request) -> Response:
    """One priority: its areas, its indicators and where they stand."""
    name = request.url_vars["priority_id"]
    found = [row for row in await rows(datasette, PRIORITIES) if row["priority_id"] == name]
    if not found:
        raise NotFound(name)
    links = await rows(datasette, "select indicator_id from indicator_priorities where priority_id = ?", [name])
    followed = {link["indicator_id"] for link in links}
    area = (await current(datasette))["area_code"]
    areas = "select * from priority_areas join violence_areas using (area_id) where priority_id = ? order by sequence"
    measures = "select * from measures where priority_id = ? order by measure_id"
    context = {
        "priority": found[0],
        "areas": await rows(datasette, areas, [name]),
        "indicators": [row for row in await rows(datasette, LATEST, {"area": area}) if row["indicator_id"] in followed],
        "measures": await rows(datasette, measures, [name]),
    }
    return await _page(datasette, request, "priority.html", context)


async def indicators(datasette: Datasette, request: Request) -> Response:
    """Every indicator and its newest figure."""
    area = (await current(datasette))["area_code"]
    areas = await rows(datasette, "select area_id, name from violence_areas order by sequence")
    context = {
        "groups": [*areas, {"area_id": None, "name": "alla områden och bakgrund"}],
        "indicators": await rows(datasette, LATEST, {"area": area}),
    }
    return await _page(datasette, request, "indicators.html", context)


async def indicator(datasette: Datasette, request: Request) -> Response:
    """One indicator: its series as a chart and as a table, and what the figures mean."""
    name = request.url_vars["indicator_id"]
    found = await rows(datasette, INDICATOR, [name])
    if not found:
        raise NotFound(name)
    release = await current(datasette)
    present = await rows(datasette, AREAS, [name])
    # Nothing is shown for an area without figures: another's are not shown in its place.
    codes = {row["area_code"] for row in present}
    area = next((code for code in (request.args.get("omrade"), release["area_code"]) if code in codes), None)
    years = _years(await rows(datasette, SERIES, [name, area]))
    chart = release_file(datasette, "charts", f"{name}.svg")
    context = {
        "indicator": found[0],
        "areas": present,
        "area": next((row for row in present if row["area_code"] == area), None),
        "years": years,
        "sexes": [sex for sex in ("T", "K", "M") if any(sex in year["by_sex"] for year in years)],
        "has_chart": chart.is_file() and area == release["area_code"],
        "breaks": await rows(datasette, "select * from series_breaks where indicator_id = ? order by year", [name]),
        "targets": await rows(datasette, "select * from targets where indicator_id = ? order by year", [name]),
        "priorities": await rows(datasette, FOLLOWED, [name]),
        "words": await code_words(datasette, "indicators"),
    }
    return await _page(datasette, request, "indicator.html", context)


def _years(series: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The observations of a series year by year: each sex's, whether a break begins there, and what is noted."""
    years = []
    for year in sorted({row["year"] for row in series}):
        rows = [row for row in series if row["year"] == year]
        notes = dict.fromkeys(row["note"] for row in rows if row["note"])
        years.append(
            {
                "year": year,
                "by_sex": {row["sex"]: row for row in rows},
                "broken": any(row["series_break"] for row in rows),
                "notes": " ".join(notes),
            }
        )
    return years


async def data(datasette: Datasette, request: Request) -> Response:
    """The tables to take home, and how to ask the database."""
    folder = release_file(datasette, "downloads", "")
    titles = datasette.metadata("tables", database=DATABASE)
    context = {
        "files": [
            {"name": path.name, "bytes": path.stat().st_size, "about": titles.get(path.stem, {})}
            for path in sorted(folder.iterdir())
        ],
        "sources": await rows(datasette, "select * from sources order by rowid"),
        "queries": [query for _, query in sorted((await datasette.get_canned_queries(DATABASE, None)).items())],
    }
    return await _page(datasette, request, "data.html", context)


async def sitemap(datasette: Datasette, request: Request) -> Response:
    """Every page of the site's own (sitemaps.org, "XML tag definitions")."""
    addresses = [
        *("/", "/indikatorer", "/data"),
        *(f"/inriktningar/{row['priority_id']}" for row in await rows(datasette, "select priority_id from priorities")),
        *(
            f"/indikatorer/{row['indicator_id']}"
            for row in await rows(datasette, "select indicator_id from indicators")
        ),
    ]
    host = f"{request.scheme}://{request.host}"
    listed = "".join(f"<url><loc>{escape(host + address)}</loc></url>" for address in addresses)
    text = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    return Response(text, content_type="application/xml; charset=utf-8")


async def health(datasette: Datasette) -> Response:
    """For those who watch the service: which release answers."""
    release = await current(datasette)
    told = {key: release[key] for key in ("release_id", "time", "last_year")}
    return Response.json({"ok": True, **told, "is_example": bool(release["is_example"])})


async def download(datasette: Datasette, request: Request, send: Any) -> None:
    """One file to take home."""
    await _send_file(datasette, send, "downloads", request.url_vars["file"])


async def chart(datasette: Datasette, request: Request, send: Any) -> None:
    """One chart."""
    await _send_file(datasette, send, "charts", request.url_vars["file"])


def release_file(datasette: Datasette, part: str, name: str) -> Path:
    """A file of the release that is served: it lies beside the database."""
    return Path(datasette.get_database(DATABASE).path).parent / part / name


async def _send_file(datasette: Datasette, send: Any, part: str, name: str) -> None:
    # Looked for among the files that are there, so that no name can lead out of the folder.
    path = next((path for path in release_file(datasette, part, "").iterdir() if path.name == name), None)
    if path is None:
        raise NotFound(name)
    kept = {"content-disposition": f'attachment; filename="{name}"'} if part == "downloads" else {}
    content_type = CONTENT_TYPES.get(path.suffix, "application/octet-stream")
    await asgi_send_file(send, path, content_type=content_type, headers=kept, chunk_size=65536)


async def _page(datasette: Datasette, request: Request, template: str, context: dict[str, Any]) -> Response:
    return Response.html(await datasette.render_template([template], context, request=request))


ROUTES: tuple[tuple[str, Page], ...] = (
    (r"^/$", front),
    (r"^/inriktningar/(?P<priority_id>[^/]+)$", priority),
    (r"^/indikatorer$", indicators),
    (r"^/indikatorer/(?P<indicator_id>[^/]+)$", indicator),
    (r"^/data$", data),
    (r"^/sok$", search),
    (r"^/sitemap\.xml$", sitemap),
    (r"^/-/halsa$", health),
    (r"^/ladda-ner/(?P<file>[^/]+)$", download),
    (r"^/diagram/(?P<file>[^/]+)$", chart),
)
