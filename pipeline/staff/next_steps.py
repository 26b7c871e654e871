"""The outcome of an import or a publish, and what staff do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import polars as pl

from pipeline.intake.draft import Draft, Filled
from pipeline.messages import counted, readable, say
from pipeline.model import FILE, Dataset
from pipeline.wording import numbers

if TYPE_CHECKING:
    # This imports all of Datasette, which an import of files does not need.
    from pipeline.publish.switch import PublishResult


def without_files(last_year: int | None, this_year: int) -> Iterator[str]:
    """What to say when the inbox is empty: which year the data reach, and whether a later one is due."""
    yield say("inbox_is_empty")
    if last_year is not None:
        yield say("data_reach_to", year=last_year)
    # The year that is over is the one to follow up; the current one has no figures yet.
    due = this_year - 1 if last_year is None else last_year + 1
    if due < this_year:
        yield say("next_step_workbook", year=due)


def after_import(draft: Draft) -> Iterator[str]:
    """What to say about the files that were read: that they contain nothing new, or what is unfilled and by whom."""
    counts = sum(draft.beside.values(), start=draft.counts)
    if counts.same and not (counts.new or counts.changed):
        yield say("files_are_known")
    for label, filled in draft.rows_by_file.items():
        if filled.unfilled:
            yield say(
                "file_is_half_filled", file=label, answers=answers(filled), unfilled=counted(filled.unfilled, "row")
            )
    if draft.begun.height:
        yield say("words_are_begun")
        names = priorities(draft.dataset)
        for code, lacking in draft.begun.select("priority_id", "lacking").iter_rows():
            yield say("words_lack", priority=names.get(code, code), lacking=lacking)
    if draft.unfilled.height:
        yield say("rows_are_missing_from")
        for function, rows in _by_function(draft):
            yield say("missing_from", function=function, rows=counted(rows, "row"))
    if draft.unfilled.height or draft.begun.height:
        yield say("next_step_fill_in")


def answers(filled: Filled) -> str:
    """What a table has that is an answer, in words."""
    counts = {
        "number": filled.figures,
        "status": filled.statuses,
        "text": filled.texts,
        "begun": filled.begun,
        "reason": filled.reasons,
    }
    found = [counted(count, noun) for noun, count in counts.items() if count]
    return numbers.listing(found, "sv") if found else say("filled_nothing")


def priorities(dataset: Dataset) -> dict[str, str]:
    """The code and name of each priority, by its code."""
    rows = dataset.tables["priorities"].select("priority_id", "name").drop_nulls().iter_rows()
    return {code: f"{code} {name}" for code, name in rows}


def after_publish(published: PublishResult, imported: Draft | None, this_year: int) -> Iterator[str]:
    """The outcome of a publish, what changed, and what staff do next."""
    release = published.release
    following = after_import(imported) if imported else without_files(max(release["years"], default=None), this_year)
    if not published.is_new:
        yield say("unchanged", release=release["id"])
        yield from following
        return
    yield say("verified", count=published.pages)
    years = "–".join(dict.fromkeys(str(year) for year in (release["years"][:1] + release["years"][-1:]))) or "–"
    yield say("published", release=release["id"], years=years, rows=readable(release["rows"]["observations"]))
    yield _changes(published)
    if release["is_example"]:
        yield say("example_notice")
    yield from following
    yield say("published_where")


def _changes(published: PublishResult) -> str:
    if published.changes:
        return say("published_changes", **{name: readable(count) for name, count in asdict(published.changes).items()})
    return say("published_first" if published.is_first else "published_incomparable")


def _by_function(draft: Draft) -> list[tuple[str, int]]:
    indicators = draft.dataset.tables["indicators"].select("indicator_id", "responsible_function")
    missing = draft.unfilled.select("indicator_id", FILE).join(indicators, on="indicator_id", how="left")
    return missing.group_by("responsible_function").agg(pl.len()).sort("responsible_function").rows()
