"""Releases that were recalled: none of them is shown again, by its name or by its figures."""

from __future__ import annotations

import polars as pl

from pipeline.dataset.judged import read_checked
from pipeline.errors import ReleaseFault
from pipeline.model import KEY, Dataset
from pipeline.project import Project
from pipeline.releases.journal import recalls
from pipeline.releases.shelf import kept_releases, read_release
from pipeline.releases.tables import FIGURES
from pipeline.schema import read_schemas

TABLE = "recalls"


def recalled_releases(project: Project) -> set[str]:
    """The names of the recalled releases, by the data, the journal and every release.

    The data may be of an earlier day, and the journal may be lost.
    """
    dataset, _ = read_checked(project.data, read_schemas(project.schemas))
    noted = {entry["release"] for entry in recalls(project)}
    return {*dataset.tables[TABLE]["release_id"].drop_nulls(), *noted, *_told(project)}


def _told(project: Project) -> set[str]:
    found = set()
    for folder in kept_releases(project):
        try:
            found |= {recall["release_id"] for recall in read_release(folder).get(TABLE, ())}
        except ReleaseFault:
            # A release that cannot be read is never gone back to, and others tell the same.
            continue
    return found


def recalled_twin(dataset: Dataset) -> str | None:
    """The recalled release that has the figures of the dataset, if there is one: what was wrong has not been mended."""
    recalled = set(dataset.tables[TABLE]["release_id"].drop_nulls())
    figures = _figures(dataset.tables["observations"])
    for release in dataset.earlier:
        if release.name in recalled and _figures(release.tables["observations"]).equals(figures):
            return release.name
    return None


def _figures(observations: pl.DataFrame) -> pl.DataFrame:
    return observations.select(FIGURES).sort(KEY)
