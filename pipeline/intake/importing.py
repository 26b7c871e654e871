"""Imports staff's files into the data folder, all or nothing, and reports what keeps them out."""

from __future__ import annotations

import csv
import datetime
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Unpack

from pipeline import report
from pipeline.checks.texts import FORMULA
from pipeline.dataset.folder import write_table, write_tables
from pipeline.errors import Refused
from pipeline.intake.draft import MADE, Draft, Options, draft_import, is_new
from pipeline.intake.fetched_answers import answers_in
from pipeline.intake.files.document import Document, shown_name
from pipeline.intake.marked_copy import CopyNotMade, write_marked_copy
from pipeline.intake.supplier_page import write_supplier_page
from pipeline.messages import counted, say
from pipeline.model import SOUND, Problem, Progress
from pipeline.official.kept import keep
from pipeline.privacy import mask
from pipeline.project import FETCHED, Project

WRITTEN = (
    "readings",
    "allowed_texts",
    "revisions",
    "imported_files",
    "observation_origins",
    "observations",
    "assessments",
)
"""What every import writes, in this order: a run cut off before the figures is completed by running it again."""

REPORT = "rapport"
"""The folder in the inbox that holds the report on the files until an import succeeds."""

HIDDEN_LIST = "dolda-uppgifter.csv"
"""The file in the inbox that lists what the last import hid, if that is much."""

OWN_FILES = frozenset({"forhandsvisning.html", HIDDEN_LIST, REPORT})
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
    draft = draft_import(project, [_found(project, path) for path in paths], today=today, **options)
    folder = project.inbox / REPORT
    if draft.is_fatal:
        sentence = say("import_refused")
        if not dry_run:
            write_answers(project, draft)
            not_copied = _write_report(folder, draft, paths)
            sentence = "\n".join([*not_copied, say("import_refused_with_report", folder=folder)])
        if draft.is_answered:
            sentence = f"{say('answers_are_kept')}\n{sentence}"
        if draft.questions:
            sentence = f"{sentence}\n{say('questions_are_answered')}"
        raise Refused(sentence, draft.problems, draft.repairs)
    if not dry_run:
        # First, so that no figure is without the answer that it was taken from; an answer kept twice changes nothing.
        _keep_answers(project, draft)
        _write(project, draft)
        shutil.rmtree(folder, ignore_errors=True)
    return draft


def _keep_answers(project: Project, draft: Draft) -> None:
    """Keep the fetched answers that were imported."""
    for _, bundle in answers_in(draft.documents):
        keep(project, bundle)


def _found(project: Project, path: Path) -> Path:
    """The file, or the one in the inbox if it is named without its folder."""
    in_inbox = project.inbox / path
    return in_inbox if not path.exists() and in_inbox.exists() else path


def inbox_files(project: Project) -> list[Path]:
    """Everything that staff have put in the inbox, whatever it is, sorted by name.

    The lock file that Excel keeps beside an open file ("~$...") is not theirs; opening the file reports the lock.
    """
    found = sorted(project.inbox.glob("[!.]*"))
    fetched = sorted((project.inbox / FETCHED).glob("[!.]*"))
    return [
        path
        for path in (*found, *fetched)
        if path.name not in OWN_FILES
        and not path.name.startswith("~$")
        and not (path.name == FETCHED and path.is_dir())
    ]


def import_inbox(
    project: Project, *, today: datetime.date, progress: Progress, answers: Mapping[str, str], command: str
) -> Draft | None:
    """Import every file in the inbox; None if it is empty. `answers` and `command` are as in `Options`."""
    paths = inbox_files(project)
    if not paths:
        return None
    progress(say("step_import", count=counted(len(paths), "file")))
    return import_files(project, paths, today=today, within=project.inbox, answers=answers, command=command)


def write_answers(project: Project, draft: Draft) -> None:
    """Keep what staff have answered although the import is stopped by something else: nothing is asked twice."""
    tables = {name: draft.dataset.tables[name] for name in ("readings", "allowed_texts")}
    is_sound = all(table[SOUND].all() for table in tables.values())
    if draft.is_answered and is_sound and not is_new(project.data):
        for name, table in tables.items():
            write_table(project.data, draft.judged.schemas[name], table)


def _write_report(folder: Path, draft: Draft, paths: Sequence[Path]) -> list[str]:
    """Write the whole report, and for each file a marked copy and a page, in place of any earlier ones.

    Returns a sentence for each file of which no marked copy could be made, which are in the report too.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    written = [*draft.documents, *draft.masked]
    not_copied = [sentence for document in written if (sentence := _not_copied(document, draft.problems, folder))]
    text = "\n".join([report.as_text(draft.problems, draft.repairs), *not_copied])
    (folder / say("report_name")).write_text(text + "\n", encoding="utf-8")
    if sum(problem.count for problem in draft.problems) > report.MORE_THAN_A_PAGE:
        _write_rows(folder / say("report_rows_name"), draft.problems)
    documents = {document.name: document for document in written}
    for name in sorted(set(map(shown_name, paths))):
        write_supplier_page(name, documents.get(name), draft.problems, draft.judged.schemas, folder)
    return not_copied


def _not_copied(document: Document, problems: Sequence[Problem], folder: Path) -> str | None:
    """Write a marked copy of the file; what to say if none can be made, which takes nothing from the report."""
    try:
        write_marked_copy(document, problems, folder)
    except CopyNotMade:
        return say("marked_copy_is_not_made", file=mask(document.name))
    return None


def _write_rows(path: Path, problems: Sequence[Problem]) -> None:
    """Write every faulty row to a table that Excel opens as it is."""
    with path.open("w", encoding="utf-8-sig", newline="") as table:
        rows = csv.writer(table, delimiter=";")
        rows.writerow(say("report_rows_header").split(";"))
        rows.writerows(map(_harmless, report.as_rows(problems)))


def _harmless(row: Sequence[str | int]) -> list[str | int]:
    """The row with an apostrophe before what Excel would take for a formula: a file or a sheet may have any name."""
    return [f"'{cell}" if re.match(FORMULA, str(cell)) else cell for cell in row]


def _write(project: Project, draft: Draft) -> None:
    """Write what changed; a new data folder is built under another name and moved into place whole."""
    schemas, tables = draft.judged.schemas, draft.dataset.tables
    if not is_new(project.data):
        write_tables(project.data, [(schemas[name], tables[name]) for name in (*draft.beside, *WRITTEN)])
        return
    unfinished = project.data.with_name(f".{project.data.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for schema in schemas:
        if schema.name in (*MADE, *draft.beside, "readings", "allowed_texts"):
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
