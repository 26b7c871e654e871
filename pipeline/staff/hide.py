"""The figures to hide so that no hidden figure can be worked out: listed, or hidden in the data folder."""

from __future__ import annotations

import datetime

import polars as pl

from pipeline.dataset.folder import as_texts, write_tables
from pipeline.dataset.judged import read_whole
from pipeline.intake.merging import merge_observations, with_revisions
from pipeline.intake.provenance import without_telling
from pipeline.messages import say
from pipeline.model import FILE, KEY, ROW
from pipeline.project import Project
from pipeline.protect.hide import propose, why_proposed
from pipeline.protect.releases import releases_of
from pipeline.staff.hidden import hidden_lines, words_of, write_list

WRITTEN = ("revisions", "imported_files", "observation_origins", "observations")
"""In this order: a run interrupted after the reasons is completed by running it again."""


def hide_proposed(project: Project, today: datetime.date, write: bool) -> tuple[int, list[str]]:
    """How many observations in the data folder must be hidden but are not, and which they are and why, in lines.

    `write` hides them there. Raises Refused, and writes nothing, if a table cannot be read completely.
    """
    judged = read_whole(project, "protect_refused")
    dataset, schemas = judged.dataset, judged.schemas
    earlier = releases_of(dataset.earlier)
    proposed = propose(dataset.tables, earlier)
    if write and proposed.height:
        reasons = as_texts(proposed.select(KEY)).with_columns(
            pl.lit(say("reason_hidden")).alias("reason"), pl.lit("").alias(FILE), pl.lit(None, pl.Int64).alias(ROW)
        )
        merged, revisions, _ = merge_observations(dataset.tables["observations"], proposed, reasons, today, None)
        tables = dataset.tables
        written = {
            "observations": merged,
            **without_telling(tables["imported_files"], tables["observation_origins"], merged),
            "revisions": with_revisions(tables["revisions"], revisions),
        }
        write_tables(project.data, [(schemas[name], written[name]) for name in WRITTEN])
    hidden, words = why_proposed(proposed, dataset.tables, earlier), words_of(dataset, judged.area_code)
    whole = write_list(project, hidden, words)
    return len(hidden), list(hidden_lines(hidden, words, whole))
