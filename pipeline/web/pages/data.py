"""The data to download, and how to query the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from pipeline.web import citing, sharing
from pipeline.web.frame import DATABASE, Facts, facts, release_file, rows
from pipeline.web.language import gettext, marked
from pipeline.web.pages.page import show

if TYPE_CHECKING:
    from datasette.app import Datasette

SOURCES = "select * from sources order by rowid"

GROUPS: Mapping[str, str] = {
    marked("Allt på en gång"): "handlingsplan observations_flat",
    marked(
        "Siffrorna"
    ): "observations imported_files observation_origins observation_releases revisions recalls targets denominators "
    "uncertainties comparison_groups comparison_group_members",
    marked("Indikatorerna"): "indicators indicator_priorities series_breaks sources areas indicator_parts "
    "indicator_ratios indicator_cumulations indicator_offences",
    marked(
        "Planen"
    ): "plan plan-schema priorities plans decisions violence_areas priority_areas goals follow_up_forms measures "
    "assessments closed_years",
    marked("Så är filerna beskrivna"): "README CITATION data_dictionary codes datapackage csv-metadata SHA256SUMS",
}
"""The files by what they are for, those that most people want first; those that are not named come last."""

REST = marked("Så är uppgifterna skyddade och lästa")

FORMATS: Mapping[str, str] = {
    ".zip": "Data Package (zip)",
    ".csv": "CSV",
    ".excel.csv": marked("CSV för Excel"),
    ".xlsx": "Excel",
    ".json": "JSON",
    ".parquet": "Parquet",
    ".db": "SQLite",
    ".md": "Markdown",
    ".cff": "Citation File Format",
    "": marked("Text"),
}
"""What files are, by how their names end, in the order of a row."""

TEXTS: Mapping[str, str] = {
    "handlingsplan": marked("Alla tabeller, som CSV med beskrivningar i en zip-fil eller som databas"),
    "README": marked("Läs mig: så läser du siffrorna, villkor och källor, på svenska och engelska"),
    "plan": marked("Hela planen i en fil: beslut, inriktningar, åtgärder, målvärden och bedömningar"),
    "plan-schema": marked("Beskrivning av filen med hela planen (JSON Schema)"),
    "CITATION": marked("Hänvisning till datamängden, som en fil för program"),
    "datapackage": marked("Beskrivning av varje fil och kolumn (Frictionless Data Package)"),
    "csv-metadata": marked("Samma beskrivning för program som läser CSV on the Web (W3C)"),
    "SHA256SUMS": marked("Filernas kontrollsummor"),
}
"""What is in the files that are no tables."""

CHECKSUMS = "SHA256SUMS"


async def data(datasette: Datasette, request: Request) -> Response:
    """Every file of the release, the ready questions, and the sources with their licences."""
    known = await facts(datasette)
    files = by_content(release_file(datasette, "downloads", name) for name in known.files["downloads"])
    sizes = {name: release_file(datasette, "downloads", name).stat().st_size for name in known.files["downloads"]}
    context = {
        "groups": grouped(files),
        "names": known.files["downloads"],
        "tables": datasette.metadata("tables", database=DATABASE),
        "texts": TEXTS,
        "checksums": _checksums(known),
        "sources": await rows(datasette, SOURCES),
        "queries": [query for _, query in sorted((await datasette.get_canned_queries(DATABASE, None)).items())],
        "citation": citing.shown(citing.of_version(known, request, await citing.served(datasette)), "/data"),
        "described": sharing.whole_dataset(known, request, sizes),
    }
    return await show(datasette, request, "data.html", context)


def by_content(paths: Iterable[Path]) -> dict[str, list[dict[str, Any]]]:
    """The files by what is in them, the names sorted: each with its name, its format and its size in bytes."""
    found: dict[str, list[dict[str, Any]]] = {}
    order = list(FORMATS)
    for path in sorted(paths, key=lambda path: order.index(end) if (end := _ending(path)) in FORMATS else len(order)):
        format_ = FORMATS.get(_ending(path), _ending(path)[1:].upper())
        file = {"name": path.name, "format": gettext(format_), "bytes": path.stat().st_size}
        found.setdefault(path.name.partition(".")[0], []).append(file)
    return dict(sorted(found.items()))


def _ending(path: Path) -> str:
    return "".join(path.name.partition(".")[1:])


def grouped(files: Mapping[str, Collection[Mapping[str, Any]]]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """What there is by the name of its table or file, by group, as far as there is any."""
    groups = [(heading, names.split()) for heading, names in GROUPS.items()]
    named = {name for _, names in groups for name in names}
    groups.append((REST, [name for name in files if name not in named]))
    found = [(heading, [(name, files[name]) for name in names if name in files]) for heading, names in groups]
    return [(heading, members) for heading, members in found if members]


def _checksums(known: Facts) -> str:
    """The SHA-256 of each file, a line each as `sha256sum` writes it; nothing if the release has none."""
    found = {name: known.checksums.get(f"downloads/{name}") for name in sorted(known.files["downloads"])}
    return "\n".join(f"{checksum}  {name}" for name, checksum in found.items() if checksum and name != CHECKSUMS)
