"""A release recalled by staff: it may not be shown any more, whoever has its address."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.checks.recalled import VALUES, told_of_recalled, without_recalled
from pipeline.dataset.folder import write_table
from pipeline.dataset.judged import read_whole
from pipeline.errors import Misuse
from pipeline.messages import say
from pipeline.model import KEY, Dataset
from pipeline.project import Project
from pipeline.releases.journal import note_recall
from pipeline.releases.shelf import current_release, kept_releases
from pipeline.releases.tables import read_table
from pipeline.staff.noting import note

TABLE, REGISTER = "recalls", "revisions"


@dataclass(frozen=True)
class Recalled:
    """Whether a recalled release is the one that is shown now, and the releases whose register tells its figures."""

    is_current: bool
    telling: tuple[str, ...]


def recall(project: Project, name: str | None, reason: str | None, now: datetime.datetime) -> Recalled:
    """Note that a release is recalled, and why, and empty the register of what only recalled releases have shown.

    It is gone at once, or, if it is the one that is shown, with the next publish or rollback. What it has told stays
    known to the disclosure control. Raises Misuse if there is no such release, it has been recalled already or no
    reason is given, and Refused if the reason may not be published or the data folder cannot be read.
    """
    judged = read_whole(project, "recall_refused")
    kept = [folder.name for folder in kept_releases(project)]
    if name not in kept:
        raise Misuse(say("recall_needs_release", releases=", ".join(kept)) if kept else say("no_releases"))
    if name in judged.dataset.tables[TABLE]["release_id"]:
        raise Misuse(say("recall_is_made", release=name))
    told = (reason or "").strip()
    if not told:
        raise Misuse(say("recall_needs_reason", release=name))
    dataset = note(
        project,
        judged,
        TABLE,
        {"release_id": name, "recalled_on": now.date(), "reason": told},
        "recall_reason_refused",
    )
    note_recall(project, now, name, told)
    told_no_more = without_recalled(dataset)
    if not told_no_more.equals(dataset.tables[REGISTER]):
        write_table(project.data, judged.schemas[REGISTER], told_no_more)
    current = current_release(project)
    return Recalled(current is not None and current.name == name, tuple(_telling(project, dataset)))


def _telling(project: Project, dataset: Dataset) -> Iterator[str]:
    """The releases that are not recalled, and whose register tells what only recalled ones have shown."""
    recalled = set(dataset.tables[TABLE]["release_id"])
    for folder in kept_releases(project):
        register = None if folder.name in recalled else read_table(folder, REGISTER, (*KEY, *VALUES))
        if register is not None and told_of_recalled(dataset, register):
            yield folder.name
