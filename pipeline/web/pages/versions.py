"""Every release ever published, with what it changed, its files and its charts: at the same addresses for ever."""

from __future__ import annotations

import asyncio
import csv
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import NotFound, Request, Response

from pipeline.web import citing
from pipeline.web.filters import figure
from pipeline.web.frame import DATABASE, TWIN, Facts, facts, rows
from pipeline.web.language import ENGLISH, chosen, gettext
from pipeline.web.pages.data import by_content
from pipeline.web.pages.files import Sent, send_file
from pipeline.web.pages.page import show
from pipeline.web.published import Version, changes_of, is_after_recalled, version, versions

if TYPE_CHECKING:
    from datasette.app import Datasette

SHOWN = 100
"""How many changes a version's page shows. The rest are in its files."""

CHANGES = ("andringar.json", "andringar.csv")

INDICATORS = "select indicator_id, name, value_kind, decimals from indicators"

SERIES = """
select year, value, value_status from observations
where indicator_id = ? and area_code = ? and sex = 'T' and age_group = 'total' order by year
"""


async def all_versions(datasette: Datasette, request: Request) -> Response:
    """Every version, the newest first."""
    found = list((await versions(datasette)).values())
    return await show(datasette, request, "versions.html", {"versions": found[::-1]})


async def one_version(datasette: Datasette, request: Request) -> Response:
    """One version: what it changed, and its files."""
    found, known = await version(datasette, request.url_vars["release"]), await facts(datasette)
    named = {row["indicator_id"]: row for row in await rows(datasette, INDICATORS)}
    is_told = found.changes is not None and not await is_after_recalled(datasette, found)
    context = {
        "version": found,
        "is_told": is_told,
        "changed": list(_changes(found.folder / "changes")) if is_told else [],
        "most": SHOWN,
        "has_before": (found.changes or {}).get("before") in await versions(datasette),
        "named": named,
        "column_headings": known.column_titles("indicators"),
        "files": by_content(_path(found, name) for name in _files(found)),
        "citation": citing.shown(citing.of_version(known, request, found), f"/versioner/{found.name}"),
    }
    return await show(datasette, request, "version.html", context)


async def version_file(datasette: Datasette, request: Request, send: Any) -> None:
    """One file of a version."""
    found, name = await version(datasette, request.url_vars["release"]), request.url_vars["file"]
    if name in CHANGES:
        await changes_of(datasette, found)
    # The name must be that of an existing file, so that none can lead out of the folder.
    elif name not in _files(found):
        raise NotFound(name)
    await _send(request, send, found, _path(found, name))


async def version_chart(datasette: Datasette, request: Request, send: Any) -> None:
    """One chart of a version."""
    found, name = await version(datasette, request.url_vars["release"]), request.url_vars["file"]
    if name not in _names(found.folder / "charts"):
        raise NotFound(name)
    await _send(request, send, found, found.folder / "charts" / name)


async def version_embedded(datasette: Datasette, request: Request) -> Response:
    """An indicator's chart as it was in a version, for another site to frame, and whether there are newer figures."""
    found, name = await version(datasette, request.url_vars["release"]), request.url_vars["indicator_id"]
    known = await facts(datasette)
    charts = _names(found.folder / "charts")
    stems = [f"{name}.{ENGLISH}", name] if chosen() == ENGLISH else [name]
    stem = next((each for each in stems if f"{each}.svg" in charts), None)
    if stem is None:
        raise NotFound(name)
    shown = next((row for row in await rows(datasette, INDICATORS) if row["indicator_id"] == name), None)
    series = await asyncio.to_thread(_series, found, name)
    pictures = f"/versioner/{found.name}/diagram/{stem}"
    context = {
        "version": found,
        "indicator_id": name,
        "name": shown["name"] if shown else name,
        "is_example": found.described.get("is_example"),
        "alternative": ", ".join(_told(series, shown)),
        "picture": f"{pictures}.svg",
        "narrow": f"{pictures}.narrow.svg" if f"{stem}.narrow.svg" in charts else None,
        "is_there": shown is not None,
        "is_newer": _is_newer(found, known, stem),
    }
    return await show(datasette, request, "version_embedded.html", context)


async def _send(request: Request, send: Any, found: Version, path: Path) -> None:
    name = path.relative_to(found.folder).as_posix()
    time = found.described.get("time")
    await send_file(request, send, Sent(found.folder, name, found.checksums, time, is_for_ever=True))


def _files(found: Version) -> list[str]:
    """The files of a version to download: those that it had, and its database."""
    return sorted({*_names(found.folder / "downloads"), f"{DATABASE}.db"})


def _path(found: Version, name: str) -> Path:
    if name in CHANGES:
        return found.folder / "changes" / name
    download = found.folder / "downloads" / name
    # One from before the database was among the downloads has it all the same.
    return download if download.is_file() else found.folder / name


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*") if path.suffix != TWIN}


def _changes(folder: Path) -> Iterator[Mapping[str, Any]]:
    """The first changes of a version, as its file has them, with numbers as numbers."""
    with (folder / "andringar.csv").open(encoding="utf-8", newline="") as table:
        for row in islice(csv.DictReader(table), SHOWN):
            is_figure = row["column"] == "value"
            numbers = {name: float(row[name]) if row[name] else None for name in ("old", "new")} if is_figure else {}
            yield {**row, **numbers}


def _series(found: Version, name: str) -> list[tuple[int, float | None, str]]:
    """The years of an indicator in a version, with value and status."""
    address = f"{(found.folder / f'{DATABASE}.db').resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as database:
        return list(database.execute(SERIES, (name, found.described.get("area_code"))))


def _told(series: list[tuple[int, float | None, str]], shown: Mapping[str, Any] | None) -> Iterator[str]:
    """What the chart shows, year by year."""
    for year, value, status in series:
        kind, decimals = (shown["value_kind"], shown["decimals"]) if shown else ("count", 0)
        yield gettext("%(year)s: %(value)s") % {"year": year, "value": figure(value, status, kind, decimals)}


def _is_newer(found: Version, known: Facts, stem: str) -> bool:
    """Whether the chart of the served release is another: the figures have been added to or corrected."""
    name = f"charts/{stem}.svg"
    return not found.is_served and known.checksums.get(name) != found.checksums.get(name)
