"""Imports staff's files into the data folder, all or nothing, and reports what keeps them out."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

from pipeline import report
from pipeline.dataset.folder import write_table
from pipeline.errors import Refused
from pipeline.intake.draft import MADE, Draft, Options, draft_import, is_new
from pipeline.intake.marked_copy import write_marked_copy
from pipeline.messages import counted, say
from pipeline.model import Progress
from pipeline.project import Project

WRITTEN = ("revisions", "observations", "assessments")
"""What an import writes, in this order: a run cut off after the reasons is completed by running it again."""

REPORT = "rapport"
"""The folder in the inbox that holds the report on the files until an import succeeds."""

OWN_FILES = frozenset({"forhandsvisning.html", REPORT})
"""What the program itself leaves in the inbox."""


def import_files(
    project: Project,
    paths: Sequence[Path],
    *,
    today: datetime.date,
    dry_run: bool = False,
    **options: Unpack[Options],
) -> Draft:
    """Import the files into the project's data folder.

    A data folder that does not exist is created from the project's own plan and context, without observations.
    Raises Refused, and writes nothing, if the files or the resulting data have fatal problems.
    """
    draft = draft_import(project, paths, today=today, **options)
    folder = project.inbox / REPORT
    if draft.is_fatal:
        if not dry_run:
            _write_report(folder, draft)
        sentence = say("import_refused") if dry_run else say("import_refused_with_report", folder=folder)
        raise Refused(sentence, draft.problems, draft.repairs)
    if not dry_run:
        _write(project, draft)
        shutil.rmtree(folder, ignore_errors=True)
    return draft


def inbox_files(project: Project) -> list[Path]:
    """Everything that staff have put in the inbox, whatever it is, sorted by name.

    The lock file that Excel keeps beside an open file ("~$...") is not theirs; opening the file reports the lock.
    """
    found = sorted(project.inbox.glob("[!.]*"))
    return [path for path in found if path.name not in OWN_FILES and not path.name.startswith("~$")]


def import_inbox(project: Project, *, today: datetime.date, progress: Progress) -> Draft | None:
    """Import every file in the inbox; None if it is empty."""
    paths = inbox_files(project)
    if not paths:
        return None
    progress(say("step_import", count=counted(len(paths), "file")))
    return import_files(project, paths, today=today, within=project.inbox)


def _write_report(folder: Path, draft: Draft) -> None:
    """Write the whole report, and marked copies of the files, where staff find them, in place of any earlier one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    text = report.as_text(draft.problems, draft.repairs)
    (folder / say("report_name")).write_text(text + "\n", encoding="utf-8")
    for document in draft.documents:
        write_marked_copy(document, draft.problems, folder)


def _write(project: Project, draft: Draft) -> None:
    """Write what changed; a new data folder is built under another name and moved into place whole."""
    schemas, tables = draft.judged.schemas, draft.dataset.tables
    if not is_new(project.data):
        for name in WRITTEN:
            write_table(project.data, schemas[name], tables[name])
        return
    unfinished = project.data.with_name(f".{project.data.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for schema in schemas:
        if schema.name in MADE:
            write_table(unfinished, schema, tables[schema.name])
        else:
            copy = unfinished / schema.location
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(project.own_data / schema.location, copy)
    if project.data.exists():
        for part in unfinished.iterdir():
            part.rename(project.data / part.name)
        unfinished.rmdir()
    else:
        unfinished.rename(project.data)
