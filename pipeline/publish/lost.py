"""Releases that are not there any more: what they reveal cannot be taken into account, so staff must say so."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.messages import say
from pipeline.model import Dataset
from pipeline.project import Project
from pipeline.releases.journal import switches
from pipeline.releases.shelf import kept_releases


def lost_releases(project: Project) -> list[str]:
    """The releases in the journal that are gone from the disk, oldest first, but for those declared as lost."""
    entries = switches(project)
    known = {name for entry in entries for name in entry.get("lost", ())}
    known |= {folder.name for folder in kept_releases(project)}
    return [name for name in dict.fromkeys(entry["release"] for entry in entries) if name not in known]


def question_of_releases(project: Project, dataset: Dataset) -> str | None:
    """What to ask before real figures are published without releases that there seem to have been; None if nothing."""
    if dataset.is_example:
        return None
    signs = ", ".join(_signs(project, dataset))
    return say("asks_for_releases", signs=signs, folder=project.releases) if signs else None


def _signs(project: Project, dataset: Dataset) -> Iterator[str]:
    """What shows that there have been releases that are not there."""
    if lost := lost_releases(project):
        yield say("journal_names_releases", releases=", ".join(lost))
    elif not kept_releases(project):
        if not dataset.tables["revisions"].is_empty():
            yield say("there_are_revisions")
        years = dataset.tables["observations"]["retrieved_on"].drop_nulls().dt.year().unique().sort()
        if len(years) > 1:
            yield say("retrieved_over_years", first=years[0], last=years[-1])
