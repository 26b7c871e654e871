"""A release recalled by staff: it may not be shown any more, whoever has its address."""

from __future__ import annotations

import datetime

from pipeline.dataset.judged import read_whole
from pipeline.errors import Misuse
from pipeline.messages import say
from pipeline.project import Project
from pipeline.releases.shelf import current_release, kept_releases
from pipeline.staff.noting import note

TABLE = "recalls"


def recall(project: Project, name: str | None, reason: str | None, today: datetime.date) -> bool:
    """Note that a release is recalled, and why; return whether it is the one that is shown now.

    The next publish takes it away; what it has told stays known to the disclosure control. Raises Misuse if there is no
    such release, it has been recalled already or no reason is given, and Refused if the reason may not be published or
    the data folder cannot be read.
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
    note(
        project,
        judged,
        TABLE,
        {"release_id": name, "recalled_on": today, "reason": told},
        "recall_reason_refused",
    )
    current = current_release(project)
    return current is not None and current.name == name
