"""The one door to checked data: a project's data folder and metadata, judged together with the kept releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.checks import check
from pipeline.checks.fields import judge_fields
from pipeline.dataset.catalogue_words import judge_catalogue
from pipeline.dataset.fetched import unlike_their_answers
from pipeline.dataset.folder import read_dataset
from pipeline.dataset.metadata import judge_words, read_words, site_area
from pipeline.dataset.unexplained import unexplained_changes
from pipeline.dataset.words import Words
from pipeline.errors import ProjectNotFound, Refused
from pipeline.messages import say
from pipeline.model import Dataset, Problem, Progress
from pipeline.project import Project
from pipeline.releases.shelf import current_release, kept_releases
from pipeline.releases.tables import read_kept
from pipeline.schema import Schemas, read_schemas


@dataclass(frozen=True)
class Judged:
    """A project's data, read and checked: the dataset, the words, and every problem in either."""

    dataset: Dataset
    schemas: Schemas
    words: Words
    problems: tuple[Problem, ...]

    @property
    def fatal(self) -> tuple[Problem, ...]:
        """The problems that stop a publish."""
        return tuple(problem for problem in self.problems if problem.fatal)

    @property
    def area_code(self) -> str | None:
        """The area that pages show unless asked for another."""
        return site_area(self.words, self.dataset)


def titled(problems: Iterable[Problem], schemas: Schemas) -> Iterator[Problem]:
    """The problems with what staff call the columns of the data folder's files."""
    headings = {(schema.location, column.name): column.heading for schema in schemas for column in schema.columns}
    locations = [schema.location for schema in schemas]
    for problem in problems:
        place = problem.place
        location = next((each for each in locations if fnmatchcase(place.file, each)), "")
        heading = headings.get((location, place.column or ""))
        yield replace(problem, place=replace(place, heading=heading)) if heading else problem


def judge(project: Project, progress: Progress, left_out: Path | None = None) -> Judged:
    """Everything that a release is made from, judged by every rule, with every kept release but the one `left_out`.

    Raises ProjectNotFound if there is no data folder, and ReleaseFault if a kept release cannot be read.
    """
    cells = judge_cells(project, progress=progress, left_out=left_out)
    progress(say("step_check"))
    current = current_release(project)
    found = [
        *check(cells.dataset, cells.schemas),
        *unlike_their_answers(project, cells.dataset, cells.area_code),
        *unexplained_changes(cells.dataset, cells.schemas, current.name if current else None),
    ]
    problems = (*cells.problems, *titled(found, cells.schemas))
    return with_words(project, replace(cells, problems=problems))


def with_words(project: Project, judged: Judged) -> Judged:
    """The same, with the problems of `metadata.yml` and those between it and the data."""
    words, problems = read_words(project.metadata)
    return replace(judged, words=words, problems=(*judged.problems, *problems, *judge_words(words, judged.dataset)))


def with_catalogue(project: Project, judged: Judged) -> Judged:
    """The same, with what the data catalogue lacks: it stops nothing, and is no news each time that a file is read."""
    found = judge_catalogue(judged.words, project.metadata.name, is_example=judged.dataset.is_example)
    return replace(judged, problems=(*judged.problems, *found))


def judge_cells(
    project: Project,
    folder: Path | None = None,
    progress: Progress = lambda _: None,
    left_out: Path | None = None,
) -> Judged:
    """The data in `folder` (by default the project's data folder), with only files and cells judged.

    Raises as `judge` does.
    """
    folder = folder or project.data
    if not folder.is_dir():
        raise ProjectNotFound(say("data_not_found", folder=folder))
    progress(say("step_read", folder=folder))
    schemas = read_schemas(project.schemas)
    dataset, problems = read_checked(folder, schemas)
    kept = [release for release in kept_releases(project) if release != left_out]
    dataset = replace(dataset, earlier=read_kept(kept))
    return Judged(dataset, schemas, read_words(project.metadata)[0], tuple(titled(problems, schemas)))


def read_whole(project: Project, refused: str) -> Judged:
    """The project's data, in which every cell satisfies its schema.

    Raises Refused, with the sentence named `refused`, if a table cannot be read completely; otherwise as `judge` does.
    """
    judged = judge_cells(project)
    if judged.fatal:
        raise Refused(say(refused), judged.fatal)
    return judged


def read_checked(folder: Path, schemas: Schemas) -> tuple[Dataset, list[Problem]]:
    """The tables of a data folder, with the types of their schemas, and what is wrong with its files and cells."""
    texts, problems = read_dataset(folder, schemas)
    dataset, faults = judge_fields(texts, schemas)
    return dataset, [*problems, *faults]
