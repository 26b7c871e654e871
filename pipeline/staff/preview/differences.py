"""What differs between the observations and assessments of the current release and those of the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.intake.merging import ASSESSMENT_KEY
from pipeline.intake.sources.contract import ASSESSED
from pipeline.model import BASES, HIDDEN, KEY, SOUND
from pipeline.protect.figures import view_of
from pipeline.protect.hide import with_statuses
from pipeline.protect.relations import Relations
from pipeline.protect.small import PRIMARY, small_figures
from pipeline.releases.tables import no_rows, read_table

SHOWN = ("value", "value_status", "note")
FIGURE = (*SHOWN, *BASES)
WORDS = tuple(column for column in ASSESSED if column not in ASSESSMENT_KEY)


@dataclass(frozen=True)
class Served:
    """What the current release shows: its observations and its assessments."""

    observations: pl.DataFrame
    assessments: pl.DataFrame


@dataclass(frozen=True)
class Differences:
    """Observations by what a publish would do to them: KEY, FIGURE, and FIGURE as published in columns `old_*`.

    hidden: those that have a figure in staff's data, or in the release, and would not be shown. still_hidden: those
    that are not shown now either. noted: the same figure with another note.
    """

    new: pl.DataFrame
    changed: pl.DataFrame
    gone: pl.DataFrame
    hidden: pl.DataFrame
    still_hidden: pl.DataFrame
    noted: pl.DataFrame


def nothing_published() -> Served:
    """What is shown before the first release: nothing."""
    return Served(no_rows((*KEY, *FIGURE)), no_rows(ASSESSED))


def read_served(release: Path) -> Served | None:
    """What a release's database shows, or None if it lacks columns that today's has."""
    observations = read_table(release, "observations", (*KEY, *SHOWN), BASES)
    assessments = read_table(release, "assessments", ASSESSED)
    return None if observations is None or assessments is None else Served(observations, assessments)


def conceal(observations: pl.DataFrame, relations: Relations) -> pl.DataFrame:
    """The observations as they may be shown: what is of a few people stops a publish, and is not shown here.

    An import hides the figures it reads, but leaves those written into the data folder by hand as they are.
    """
    view = view_of(observations.filter(SOUND))
    return with_statuses(observations, dict.fromkeys(small_figures(relations, view), PRIMARY))


def compare_observations(before: pl.DataFrame, after: pl.DataFrame) -> Differences:
    """What becomes of each observation, values compared as numbers. Of a repeated key only the first row counts."""
    new = after.select(*KEY, *FIGURE).unique(KEY, keep="first")
    joined = new.join(_as_old(before, FIGURE), on=KEY, how="left").sort(KEY)
    is_new = pl.col("old_value_status").is_null()
    is_same_number = [pl.col(name).eq_missing(pl.col(f"old_{name}")) for name in ("value", *BASES)]
    is_same = pl.all_horizontal(is_same_number) & (pl.col("value_status") == pl.col("old_value_status"))
    is_hidden, was_hidden = pl.col("value_status").is_in(HIDDEN), pl.col("old_value_status").is_in(HIDDEN)
    hidden, shown = joined.filter(is_hidden), joined.filter(~is_hidden)
    stays = was_hidden.fill_null(False)
    known = shown.filter(~is_new)
    return Differences(
        new=shown.filter(is_new),
        changed=known.filter(~is_same),
        gone=before.join(new, on=KEY, how="anti").sort(KEY),
        hidden=hidden.filter(~stays),
        still_hidden=hidden.filter(stays),
        noted=known.filter(is_same, pl.col("note").ne_missing(pl.col("old_note"))),
    )


def compare_assessments(before: pl.DataFrame, after: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The assessments that are new or reworded, with `is_new`; and those that are gone."""
    new = after.select(ASSESSED).unique(ASSESSMENT_KEY, keep="first")
    joined = new.join(_as_old(before, WORDS, ASSESSMENT_KEY), on=ASSESSMENT_KEY, how="left").sort(ASSESSMENT_KEY)
    is_new = pl.all_horizontal(pl.col(f"old_{word}").is_null() for word in WORDS)
    differs = pl.any_horizontal(pl.col(word).ne_missing(pl.col(f"old_{word}")) for word in WORDS)
    return (
        joined.filter(differs).select(*ASSESSED, is_new.alias("is_new")),
        before.join(new, on=ASSESSMENT_KEY, how="anti").sort(ASSESSMENT_KEY),
    )


def _as_old(before: pl.DataFrame, columns: Sequence[str], key: Sequence[str] = KEY) -> pl.DataFrame:
    return before.select(*key, *(pl.col(column).alias(f"old_{column}") for column in columns))
