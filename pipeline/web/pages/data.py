"""The data to download, and how to query the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.web import sharing
from pipeline.web.frame import DATABASE, facts, release_file, rows, whole
from pipeline.web.language import marked
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

SOURCES = "select * from sources order by rowid"

GROUPS: Mapping[str, str] = {
    marked("Siffrorna"): "observations_flat observations revisions targets denominators "
    "uncertainties comparison_groups comparison_group_members",
    marked("Indikatorerna"): "indicators indicator_priorities series_breaks sources areas indicator_parts "
    "indicator_ratios indicator_cumulations indicator_offences",
    marked("Planen"): "priorities plans decisions violence_areas priority_areas goals follow_up_forms measures "
    "assessments closed_years",
    marked("Så är filerna beskrivna"): "README data_dictionary codes datapackage handlingsplan",
}
"""The files by what they are for, those that most people want first; those that are not named come last."""

REST = marked("Så är uppgifterna skyddade och lästa")


async def data(datasette: Datasette, request: Request) -> Response:
    """Every file of the release, the ready questions, and the sources with their licences."""
    known = await facts(datasette)
    tables = datasette.metadata("tables", database=DATABASE)
    files = {
        path.stem: {"name": path.name, "bytes": path.stat().st_size, "about": tables.get(path.stem, {})}
        for path in (release_file(datasette, "downloads", name) for name in sorted(known.files["downloads"]))
    }
    sizes = {name: release_file(datasette, "downloads", name).stat().st_size for name in known.files["downloads"]}
    context = {
        "groups": _grouped(files),
        "has_flat": "observations_flat" in files,
        "sources": await rows(datasette, SOURCES),
        "queries": [query for _, query in sorted((await datasette.get_canned_queries(DATABASE, None)).items())],
        "citation": sharing.citation(known, known.title(), whole(known, request, "/data")),
        "described": sharing.whole_dataset(known, request, sizes),
    }
    return await show(datasette, request, "data.html", context)


def _grouped(files: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The files by group, as far as there are any."""
    groups = [(heading, names.split()) for heading, names in GROUPS.items()]
    named = {name for _, names in groups for name in names}
    groups.append((REST, [name for name in files if name not in named]))
    found = [(heading, [files[name] for name in names if name in files]) for heading, names in groups]
    return [(heading, members) for heading, members in found if members]
