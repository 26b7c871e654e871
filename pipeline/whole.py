"""A data folder that must be whole: read and judged, or refused."""

from __future__ import annotations

from dataclasses import replace

from pipeline.checks.fields import judge_fields
from pipeline.dataset import read_dataset
from pipeline.errors import ProjectNotFound, Refused
from pipeline.journal import kept
from pipeline.messages import say
from pipeline.model import Dataset
from pipeline.project import Project
from pipeline.protect import read_kept
from pipeline.schema import Schemas, read_schemas


def read_whole(project: Project, refused: str) -> tuple[Dataset, Schemas]:
    """The checked tables of the data folder, beside them the kept releases; each cell as its schema asks.

    Raises Refused, with the sentence named `refused`, where a table cannot be read whole.
    """
    if not project.data.is_dir():
        raise ProjectNotFound(say("data_not_found", folder=project.data))
    schemas = read_schemas(project.schemas)
    texts, problems = read_dataset(project.data, schemas)
    dataset, faults = judge_fields(replace(texts, earlier=read_kept(kept(project))), schemas)
    fatal = [problem for problem in (*problems, *faults) if problem.fatal]
    if fatal:
        raise Refused(say(refused), fatal)
    return dataset, schemas
