"""Sources asked for what the catalogue takes from them, and their answers put in the inbox. `data/` is not changed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.dataset.judged import Judged, read_whole
from pipeline.errors import AnswerFault, Misuse, SeriesChanged, SourceFault
from pipeline.fetching.kolada import KOLADA
from pipeline.fetching.scb import SCB
from pipeline.fetching.source import FetchedSource, Wanted
from pipeline.fetching.transport import Manners, Transport
from pipeline.messages import say
from pipeline.model import NATION, Progress
from pipeline.official.bundle import Bundle
from pipeline.official.kept import sound_bundle_in, unaccepted, waiting, write_bundle
from pipeline.official.series import differences, locks_of
from pipeline.project import Project

FETCHED: tuple[FetchedSource, ...] = (KOLADA, SCB)
"""The sources that can be asked."""

MANNERS = Manners()

EARLIEST = 1960
"""No source has figures of a year before."""


def fetch(
    project: Project,
    names: Sequence[str] = (),
    *,
    years: Sequence[int] = (),
    addresses: Mapping[str, str] | None = None,
    dry_run: bool = False,
    today: datetime.date,
    progress: Progress,
) -> Iterator[str]:
    """Ask the named sources, or all; give what came, in lines, as each has answered.

    addresses: by a source's name, where to ask instead of its own. Raises Misuse if there is nothing to ask for,
    SourceFault or AnswerFault if a source does not answer as it should, and SeriesChanged if a series is not what was
    accepted. What came before from the same source is then left as it is, and the other sources are asked first.
    """
    judged = read_whole(project, "fetch_refused")
    if judged.dataset.is_example or not judged.area_code:
        raise Misuse(say("fetch_needs_start"))
    faults: list[SourceFault | AnswerFault | SeriesChanged] = []
    came: list[str] = []
    for source in _chosen(names):
        transport = Transport((addresses or {}).get(source.name, source.base), MANNERS)
        asked = Wanted(
            tuple(source.wanted(judged.dataset.tables)), (judged.area_code, NATION), tuple(years), today=today
        )
        try:
            yield from _fetch(project, judged, source, transport, asked, progress, dry_run=dry_run)
        except (SourceFault, AnswerFault, SeriesChanged) as fault:
            faults.append(fault)
        else:
            came.append(source.title)
    if faults:
        told = [*map(str, faults), *(say("others_have_answered", title=title) for title in came)]
        raise type(faults[0])("\n".join(told)) from faults[0]


def years_in(text: str, this_year: int) -> tuple[int, ...]:
    """The years that a text names, such as "2021-2025" or "2023 2025"; none for an empty text. Raises Misuse."""
    years: list[int] = []
    for part in text.replace(",", " ").split():
        found = re.fullmatch(r"(\d{4})(?:[-–](\d{4}))?", part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not EARLIEST <= first <= last <= this_year:
            raise Misuse(say("years_have_a_form", years=part, last=this_year))
        years += range(first, last + 1)
    return tuple(sorted(set(years)))


def addresses_in(texts: Sequence[str]) -> dict[str, str]:
    """Where to ask each source instead, from texts such as "kolada=http://127.0.0.1:8000/v3". Raises Misuse."""
    found = {}
    for text in texts:
        source, _, address = text.partition("=")
        if not source or not re.match(r"https?://[^/]", address):
            raise Misuse(say("address_has_a_form", address=text))
        _chosen([source])
        found[source] = address
    return found


def _chosen(names: Sequence[str]) -> list[FetchedSource]:
    known = {source.name: source for source in FETCHED}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Misuse(say("unknown_fetched_source", name=unknown[0], sources=", ".join(known)))
    return [known[name] for name in names] if names else list(FETCHED)


def _fetch(
    project: Project,
    judged: Judged,
    source: FetchedSource,
    transport: Transport,
    asked: Wanted,
    progress: Progress,
    *,
    dry_run: bool,
) -> list[str]:
    tables = judged.dataset.tables
    if not asked.series:
        return [say("nothing_to_fetch", title=source.title)]
    about = source.meant(tables, asked)
    progress(say("step_fetch", title=source.title))
    source.ask(transport, about)
    bundle = Bundle(source.name, tuple(transport.answers))
    changes = list(differences(about.series, source.series_in(bundle), locks_of(tables, source.name)))
    if changes:
        if not dry_run:
            write_bundle(unaccepted(project, source.name), bundle)
        raise SeriesChanged("\n".join([say("fetch_is_stopped", title=source.title), *changes, say("how_to_accept")]))
    lines = source.told(bundle, about)
    if not dry_run:
        # What a source answered in between is not what it says now, and is not to be accepted.
        unaccepted(project, source.name).unlink(missing_ok=True)
    before = sound_bundle_in(waiting(project, source.name))
    if before is not None and before.checksum == bundle.checksum:
        return [*lines, say("fetched_before", title=source.title)]
    if not dry_run:
        write_bundle(waiting(project, source.name), bundle)
    return lines
