"""Workbooks that were made from example data: no figure in them is anybody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.intake.files.document import Document
from pipeline.intake.sources.read_me import is_read_me
from pipeline.intake.sources.titles import workbook_year
from pipeline.messages import problem, say
from pipeline.model import Place, Problem

NOTICES = frozenset({say("example_notice_workbook"), say("read_me_owner", owner=say("workbook_of_examples"))})
"""What the yearly workbook says of itself if it was made from example data."""


def without_examples(documents: Sequence[Document], last_year: int) -> tuple[list[Document], list[Problem]]:
    """The files that were not made from example data, and a problem for each that was.

    `last_year` is the year to make a new workbook of, where the file does not say.
    """
    own = [document for document in documents if not is_of_examples(document)]
    problems = [
        problem("file_is_not_of_examples", Place(document.name), year=workbook_year(_texts(document)) or last_year)
        for document in documents
        if document not in own
    ]
    return own, problems


def is_of_examples(document: Document) -> bool:
    """Whether a workbook says that it was made from example data."""
    return not is_read_me(document) and any(text in NOTICES for text in _texts(document))


def _texts(document: Document) -> Iterator[str]:
    """The texts in the cells of the first column, where a workbook says what it is."""
    for sheet in document.sheets:
        for cells in sheet.rows.values():
            if cells and isinstance(cells[0].content, str):
                yield cells[0].content.strip()
