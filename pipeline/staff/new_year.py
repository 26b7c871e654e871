"""A new year's workbook in the inbox, unless a filled-in one is already there."""

from __future__ import annotations

import datetime
from pathlib import Path

from pipeline.dataset.judged import read_whole
from pipeline.errors import Misuse
from pipeline.files import replacing
from pipeline.intake.examples import is_of_examples
from pipeline.intake.files.opening import open_document
from pipeline.intake.sources import table
from pipeline.intake.sources.contract import ImportContext
from pipeline.messages import say
from pipeline.model import Dataset
from pipeline.project import Project
from pipeline.schema import Schemas
from pipeline.staff.workbook import due_rows, make_workbook


def new_year(project: Project, year: int | None, today: datetime.date) -> tuple[Path, int]:
    """Write the workbook of a follow-up year; return its path and how many figures are due.

    Raises Misuse if the year cannot be followed up or a filled-in workbook is already there, and Refused if the data
    folder cannot be read.
    """
    judged = read_whole(project, "new_year_refused")
    dataset, schemas, words, area_code = judged.dataset, judged.schemas, judged.words, judged.area_code
    if year is None:
        raise Misuse(say("new_year_needs_year", year=max(dataset.years, default=today.year - 2) + 1))
    if year > today.year + 1:
        raise Misuse(say("new_year_is_near", year=year, latest=today.year + 1))
    if area_code is None or not (dataset.is_example or words.municipality.code):
        raise Misuse(say("new_year_has_no_area"))
    due = len(list(due_rows(dataset, schemas, area_code, year)))
    if not due:
        raise Misuse(say("new_year_has_no_indicators", year=year))
    path = project.inbox / say("workbook_name", year=year)
    if path.exists():
        _judge_present(path, dataset, schemas, area_code, year)
    owner = say("workbook_of_examples") if dataset.is_example else words.municipality.name
    workbook = make_workbook(dataset, schemas, area_code, year, owner)
    with replacing(path) as unfinished:
        workbook.save(unfinished)
    return path, due


def _judge_present(path: Path, dataset: Dataset, schemas: Schemas, area_code: str, year: int) -> None:
    """Raise Misuse if the existing workbook contains anything staff have written, or cannot be read."""
    document, _, _ = open_document(path, None)
    if document is None:
        raise Misuse(say("new_year_is_unreadable", path=path))
    extract = table.read([document], ImportContext(schemas, dataset.tables, area_code))
    rows = (extract.observations, extract.assessments, extract.reasons, extract.begun)
    # An untouched workbook gives no rows, and nothing in it needs repair.
    if any(frame.height for frame in rows) or extract.problems or extract.repairs:
        of_examples = is_of_examples(document) and not dataset.is_example
        raise Misuse(say("new_year_is_of_examples" if of_examples else "new_year_is_filled_in", path=path, year=year))
