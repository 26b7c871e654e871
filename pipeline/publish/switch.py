"""A release put in place: built on the side, verified, and switched to in one step; and the way back."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.builder.identity import describe, identify, is_named_after
from pipeline.builder.recipe import build_judged
from pipeline.dataset.judged import Judged, judge
from pipeline.errors import Misuse, Refused, ReleaseFault
from pipeline.files import flush, flush_all, replacing
from pipeline.messages import say
from pipeline.model import FILE, ROW, Problem, Progress
from pipeline.project import Project, alone
from pipeline.protect.findings import audit
from pipeline.protect.releases import releases_of
from pipeline.publish.abandoned import rolled_back
from pipeline.publish.linking import link_unchanged
from pipeline.publish.lost import lost_releases, question_of_releases
from pipeline.publish.mending import mend
from pipeline.publish.readiness import judge_ready, judge_room
from pipeline.publish.recalled import recalled_releases, recalled_twin
from pipeline.publish.verify import verify
from pipeline.releases.changes import Changes, count_changes
from pipeline.releases.checksums import damaged
from pipeline.releases.journal import CURRENT, noting_switch
from pipeline.releases.shelf import current_release, missing_parts, read_release, release_before, rollback_path
from pipeline.releases.tables import read_observations

BUILDING = ".building-"


@dataclass(frozen=True)
class PublishResult:
    """The outcome of a publish: the current release, whether it is new, and what changed since the one before.

    `changes` is None if there is no release before, or none that can be compared.
    """

    release: Mapping[str, Any]
    is_new: bool
    is_first: bool = False
    problems: tuple[Problem, ...] = ()
    pages: int = 0
    changes: Changes | None = None


def publish(
    project: Project,
    now: datetime.datetime,
    progress: Progress,
    workers: int = 1,
    *,
    again: bool = False,
    declared: str | None = None,
) -> PublishResult:
    """Build, verify and switch to the release of the project's data; if nothing changed, do nothing.

    Charts that differ from those of the current release are drawn by at most `workers` processes. Raises Refused if
    the data contain fatal problems, ReleaseFault if the built site does not answer, and Misuse if the data are those
    of a release that was rolled back from, unless they are to be published `again`, or if earlier releases of real
    figures are missing, unless it is `declared` why; all leave the current release as it was.
    """
    with alone(project):
        judge_ready(project, now)
        mend_current(project, progress, workers)
        before = current_release(project)
        inputs = identify(project)
        if before and _describes(before, inputs):
            return PublishResult(read_release(before), False)
        abandoned = None if again else rolled_back(project, inputs)
        if abandoned:
            raise Misuse(say("publish_is_rolled_back", release=abandoned))
        judged = judge(project, progress, _damaged_twin(project, inputs))
        if judged.fatal:
            raise Refused(say("publish_refused"), judged.problems)
        if twin := recalled_twin(judged.dataset):
            raise Misuse(say("publish_shows_recalled", release=twin))
        question = question_of_releases(project, judged.dataset)
        if question and not declared:
            raise Misuse(say("publish_lacks_releases", question=question))
        folder = project.releases / describe(judged, inputs)["id"]
        project.releases.mkdir(exist_ok=True)
        pages = _put_in_place(project, judged, inputs, folder, progress, before, workers)
        changes = count_changes(before, folder) if before else None
        missing = {"declared": declared, "lost": lost_releases(project)} if question else {}
        _switch(project, folder, "publish", now, missing)
        return PublishResult(read_release(folder), True, before is None, judged.problems, pages, changes)


def mend_current(project: Project, progress: Progress, workers: int = 1) -> None:
    """Make the current release whole again if it is damaged and the data are still those that it was built from.

    The caller holds the project's lock. Raises as `publish` does. The link `current` is made anew with the same
    target, so that whoever has opened the release can see that it was mended.
    """
    _clear_unfinished(project)
    current = current_release(project)
    faults = damaged(current) if current else []
    if current is None or not faults:
        return
    inputs = identify(project)
    if not is_named_after(current.name, inputs):
        return
    progress(say("step_mend", release=current.name))
    judged = judge(project, progress, current)
    if judged.fatal:
        raise Refused(say("publish_refused"), judged.problems)
    _put_in_place(project, judged, inputs, current, progress, current, workers)
    _point(project, current)
    progress(say("mended", release=current.name, files=", ".join(faults)))


def _damaged_twin(project: Project, inputs: Mapping[str, str]) -> Path | None:
    """A damaged release of these inputs: it is built again, and what it shows is what is to be shown."""
    named = (folder for folder in project.releases.glob("[!.]*") if is_named_after(folder.name, inputs))
    return next((folder for folder in named if damaged(folder)), None)


def _put_in_place(
    project: Project,
    judged: Judged,
    inputs: Mapping[str, str],
    folder: Path,
    progress: Progress,
    earlier: Path | None,
    workers: int,
) -> int:
    """Build and verify the release, and only then give it its name, or mend with it the one that has that name.

    Returns how many pages answered. Raises MachineFault if there is no room for it.
    """
    if folder.exists() and not damaged(folder):
        progress(say("step_verify"))
        return verify(folder)
    judge_room(folder.parent, earlier)
    unfinished = folder.with_name(f"{BUILDING}{folder.name}")
    try:
        build_judged(judged, inputs, unfinished, progress, earlier, workers, release_before(project, folder.name))
        audit_built(judged, unfinished)
        progress(say("step_verify"))
        pages = verify(unfinished)
        if earlier is not None and earlier != folder:
            link_unchanged(unfinished, earlier)
        flush_all(unfinished)
        if folder.is_dir():
            mend(folder, unfinished)
        else:
            os.rename(unfinished, folder)
        flush(folder.parent)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return pages


def audit_built(judged: Judged, folder: Path) -> None:
    """Raise Refused if a hidden figure can be worked out from the release as built and those before it."""
    built = read_observations(folder).with_columns(pl.lit("").alias(FILE), pl.lit(0).alias(ROW))
    earlier = releases_of(judged.dataset.earlier)
    problems = audit({**judged.dataset.tables, "observations": built}, earlier)
    if any(problem.fatal for problem in problems):
        raise Refused(say("publish_refused"), problems)


def rollback(project: Project, now: datetime.datetime) -> tuple[str, str]:
    """Switch back to the release that was current before this one; return the names of that one and this one.

    One that was recalled is passed over.

    Raises ReleaseFault if there is none, or it is damaged.
    """
    with alone(project):
        judge_ready(project, now)
        current = current_release(project)
        if current is None:
            raise ReleaseFault(say("release_not_found", folder=project.releases))
        recalled = recalled_releases(project)
        history = [name for name in _history(project, current.name)[:-1] if name not in recalled]
        earlier = [name for name in history if (project.releases / name).is_dir()]
        if not earlier:
            raise ReleaseFault(say("nothing_before"))
        target = project.releases / earlier[-1]
        if faults := damaged(target):
            raise ReleaseFault(say("rollback_is_damaged", release=target.name, files=", ".join(faults)))
        _switch(project, target, "rollback", now, {"rolled_back": current.name})
        return target.name, current.name


def _describes(folder: Path, inputs: Mapping[str, str]) -> bool:
    return is_named_after(folder.name, inputs) or (
        not missing_parts(folder) and read_release(folder)["inputs"] == inputs
    )


def _switch(project: Project, folder: Path, action: str, now: datetime.datetime, besides: Mapping[str, object]) -> None:
    """Point `current` at the release in one step, and note it in the journal, with what else is to be known of it."""
    with noting_switch(project, now, action, folder.name, besides):
        _point(project, folder)


def _point(project: Project, folder: Path) -> None:
    with replacing(project.releases / CURRENT) as link:
        link.symlink_to(folder.name)


def _history(project: Project, current: str) -> list[str]:
    """The releases that a rollback goes back through, the current one last."""
    path, _ = rollback_path(project)
    # A publish killed between the switch and the journal's line has switched all the same.
    return path if path[-1:] == [current] else [*path, current]


def _clear_unfinished(project: Project) -> None:
    """Remove what a killed publish left unfinished."""
    for folder in project.releases.glob(f"{BUILDING}*"):
        shutil.rmtree(folder)
