"""What would mend data in which a hidden figure can be worked out: shown, or put into the data folder."""

from __future__ import annotations

import datetime

import polars as pl

from pipeline.checks.fields import judge_fields
from pipeline.dataset import as_texts, read_dataset, write_table
from pipeline.errors import ProjectNotFound, Refused
from pipeline.intake.reading import KEY
from pipeline.journal import kept
from pipeline.merging import merge_observations, with_revisions
from pipeline.messages import say
from pipeline.model import FILE, ROW
from pipeline.project import Project
from pipeline.protect import propose, read_kept, view_of
from pipeline.schema import read_schemas

WRITTEN = ("revisions", "observations")
"""In this order: a run cut off after the reasons is made whole by running it again."""


def hide_proposed(project: Project, today: datetime.date, write: bool) -> pl.DataFrame:
    """The observations of the data folder that must be hidden and are not, as they would be; `write` puts them there.

    Raises Refused, and writes nothing, where a table cannot be read whole.
    """
    if not project.data.is_dir():
        raise ProjectNotFound(say("data_not_found", folder=project.data))
    schemas = read_schemas(project.schemas)
    texts, problems = read_dataset(project.data, schemas)
    dataset, faults = judge_fields(texts, schemas)
    fatal = [problem for problem in (*problems, *faults) if problem.fatal]
    if fatal:
        raise Refused(say("protect_refused"), fatal)
    proposed = propose(dataset.tables, [view_of(observations) for observations in read_kept(kept(project))])
    if write and proposed.height:
        reasons = as_texts(proposed.select(KEY)).with_columns(
            pl.lit(say("reason_hidden")).alias("reason"), pl.lit("").alias(FILE), pl.lit(None, pl.Int64).alias(ROW)
        )
        merged, revisions, _ = merge_observations(dataset.tables["observations"], proposed, reasons, today, None)
        written = {"observations": merged, "revisions": with_revisions(dataset.tables["revisions"], revisions)}
        for name in WRITTEN:
            write_table(project.data, schemas[name], written[name])
    return proposed
