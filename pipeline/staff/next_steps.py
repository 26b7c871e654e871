"""Where things stand after the inbox has been read, and what staff do next."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipeline.intake.draft import Draft
from pipeline.messages import counted, say
from pipeline.model import FILE


def guide_without_files(last_year: int | None, this_year: int) -> Iterator[str]:
    """What to say where the inbox is empty: the data reach to a year, and a later one may be due."""
    yield say("inbox_is_empty")
    if last_year is not None:
        yield say("data_reach_to", year=last_year)
    # The year that is over is the one to follow up; the year that goes on has no figures yet.
    due = this_year - 1 if last_year is None else last_year + 1
    if due < this_year:
        yield say("next_step_workbook", year=due)


def guide(draft: Draft) -> Iterator[str]:
    """What to say of the files that were read: that they hold nothing new, or what is not filled in and by whom."""
    counts = draft.counts
    if counts.same and not (counts.new or counts.changed):
        yield say("files_are_known")
    if draft.hidden.height:
        yield say("figures_are_hidden", count=counted(draft.hidden.height, "figure"))
    for label, (filled, unfilled) in draft.rows_by_file.items():
        if unfilled:
            yield say("file_is_half_filled", file=label, filled=filled, all=filled + unfilled)
    if draft.unfilled.height:
        yield say("rows_are_missing_from")
        for function, rows in _by_function(draft):
            yield say("missing_from", function=function, rows=counted(rows, "row"))
        yield say("next_step_fill_in")


def _by_function(draft: Draft) -> list[tuple[str, int]]:
    indicators = draft.dataset.tables["indicators"].select("indicator_id", "responsible_function")
    missing = draft.unfilled.select("indicator_id", FILE).join(indicators, on="indicator_id", how="left")
    return missing.group_by("responsible_function").agg(pl.len()).sort("responsible_function").rows()
