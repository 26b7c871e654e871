"""A changed series accepted by staff: what it has become is what it is to be from now on, and why is told."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from pipeline.checks.personal import text_holds_no_personal_data
from pipeline.checks.texts import text_is_not_a_formula
from pipeline.dataset.folder import write_tables
from pipeline.dataset.judged import Judged, read_whole, titled
from pipeline.errors import Misuse, Refused
from pipeline.fetching.fetch import FETCHED
from pipeline.fetching.source import FetchedSource
from pipeline.messages import say
from pipeline.model import FILE, ROW, SOUND
from pipeline.official.bundle import Bundle
from pipeline.official.kept import sound_bundle_in, unaccepted, waiting
from pipeline.official.series import LOCKED, TABLE, Series, differences, locks_of
from pipeline.project import Project

BREAKS = "series_breaks"

OF_TEXTS = (text_is_not_a_formula, text_holds_no_personal_data)
"""What a text must satisfy to be published."""


def accept(
    project: Project, series_id: str | None, reason: str | None, break_year: int | None, today: datetime.date
) -> list[str]:
    """Accept what a series has become; return what is left to accept, in paragraphs.

    With a year, the change is a break in the series of every indicator that it feeds. When nothing is left, the answers
    that waited for it are put where the next publish takes them. Raises Misuse if no such series waits or no reason is
    given, and Refused if the reason may not be published.
    """
    judged = read_whole(project, "accept_refused")
    source, bundle = _waiting_for(project, series_id)
    found = source.series_in(bundle)
    told = (reason or "").strip()
    if not told:
        raise Misuse(say("accept_needs_reason", series=series_id))
    tables = judged.dataset.tables
    changed = {TABLE: _locked(judged, source.name, found[series_id or ""], told, today)}
    if break_year is not None:
        changed[BREAKS] = _broken(judged, source.fed(tables, series_id or ""), break_year, told)
    _judge(judged, changed)
    write_tables(project.data, [(judged.schemas[name], table) for name, table in changed.items()])
    locks = locks_of({**tables, **changed}, source.name)
    left = list(differences(source.wanted(tables), found, locks))
    if not left:
        unaccepted(project, source.name).replace(waiting(project, source.name))
    return left


def _waiting_for(project: Project, series_id: str | None) -> tuple[FetchedSource, Bundle]:
    """The source whose answers wait for this series to be accepted."""
    there: list[str] = []
    for source in FETCHED:
        bundle = sound_bundle_in(unaccepted(project, source.name))
        if bundle is not None:
            there += source.series_in(bundle)
            if series_id in source.series_in(bundle):
                return source, bundle
    raise Misuse(say("accept_nothing_waits", series=series_id or "") if there else say("accept_nothing_fetched"))


def _locked(judged: Judged, source: str, series: Series, reason: str, today: datetime.date) -> pl.DataFrame:
    locks = judged.dataset.tables[TABLE]
    others = locks.filter(~((pl.col("source") == source) & (pl.col("series_id") == series.series_id)))
    row = {
        "source": source,
        "series_id": series.series_id,
        **{name: getattr(series, name) or None for name in LOCKED},
        "accepted_on": today,
        "reason": reason,
    }
    return _with(judged, TABLE, others, [row]).sort("source", "series_id")


def _broken(judged: Judged, names: Sequence[str], year: int, reason: str) -> pl.DataFrame:
    """The breaks with one more for each of these indicators."""
    breaks = judged.dataset.tables[BREAKS]
    others = breaks.filter(~(pl.col("indicator_id").is_in(names) & (pl.col("year") == year)))
    rows = [{"indicator_id": name, "year": year, "kind": "method", "text": reason} for name in names]
    return _with(judged, BREAKS, others, rows).sort("indicator_id", "year")


def _with(judged: Judged, name: str, table: pl.DataFrame, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    location = judged.schemas[name].location
    added = [{**row, FILE: location, ROW: place, SOUND: True} for place, row in enumerate(rows, start=table.height + 2)]
    return pl.concat([table, pl.DataFrame(added, schema=table.schema)])


def _judge(judged: Judged, changed: Mapping[str, pl.DataFrame]) -> None:
    """Raise Refused if what is to be written may not be published."""
    dataset = replace(judged.dataset, tables={**judged.dataset.tables, **changed})
    places = {judged.schemas[name].location for name in changed}
    problems = [found for rule in OF_TEXTS for found in rule(dataset, judged.schemas) if found.place.file in places]
    if problems:
        is_about_reason = any(found.place.column not in LOCKED for found in problems)
        raise Refused(
            say("accept_reason_refused" if is_about_reason else "accept_series_refused"),
            list(titled(problems, judged.schemas)),
        )
