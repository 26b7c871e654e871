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
from pipeline.labels import labels_of
from pipeline.messages import say
from pipeline.model import FILE, ROW, SOUND
from pipeline.official.bundle import Bundle
from pipeline.official.kept import sound_bundle_in, unaccepted, waiting
from pipeline.official.series import LOCKED, TABLE, Series, differences, locks_of
from pipeline.project import Project
from pipeline.wording.numbers import listing

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
    fed = source.fed(tables, series_id or "")
    _refuse_another_unit(judged, source.name, found[series_id or ""], fed)
    if break_year is not None and break_year > today.year:
        raise Misuse(say("break_is_in_the_future", year=break_year))
    if break_year is not None and not fed:
        raise Misuse(say("break_is_of_no_indicator", series=series_id))
    changed = {TABLE: _locked(judged, source.name, found[series_id or ""], told, today)}
    if break_year is not None:
        changed[BREAKS] = _broken(judged, fed, break_year, told)
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


def _refuse_another_unit(judged: Judged, source: str, series: Series, fed: Sequence[str]) -> None:
    """Raise Misuse if the unit is another and the catalogue still has the series as it was: figures would be wrong."""
    tables = judged.dataset.tables
    lock = locks_of(tables, source).get(series.series_id)
    if lock is None or lock.series.unit == series.unit:
        return
    is_as_before = pl.col("source_series_title").ne_missing(series.title)
    of_series = pl.col("source_series_id") == series.series_id
    rows = tables["indicators"].filter(pl.col("indicator_id").is_in(fed), of_series, is_as_before)
    names = rows["indicator_id"].sort().to_list()
    if names:
        indicators = listing([labels_of(tables).indicator(name) for name in names], "sv")
        facts = {"old": lock.series.unit, "new": series.unit, "title": series.title, "indicators": indicators}
        raise Misuse(say("accept_unit_is_another", series=series.series_id, **facts))


def _broken(judged: Judged, names: Sequence[str], year: int, reason: str) -> pl.DataFrame:
    """The breaks with one more for each of these indicators. One that there is that year already is told of as well."""
    breaks = judged.dataset.tables[BREAKS]
    is_there = pl.col("indicator_id").is_in(names) & (pl.col("year") == year)
    before = {row["indicator_id"]: row for row in breaks.filter(is_there).iter_rows(named=True)}
    new = {"kind": "method", "text": reason}
    told = {name: {**row, "text": f"{row['text']} {reason}", "text_en": None} for name, row in before.items()}
    rows = [{"indicator_id": name, "year": year, **told.get(name, new)} for name in names]
    return _with(judged, BREAKS, breaks.filter(~is_there), rows).sort("indicator_id", "year")


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
