"""Brå's workbook of handled offences, of the whole nation: recognised so that it is never read as anything else.

No indicator counts what the police and prosecutors are done with. A handled offence may have been reported in another
year, so that the column of totals is no count of reported offences either.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from pipeline.intake.files.document import Document, Sheet
from pipeline.intake.sources.contract import ASSESSED, OBSERVED, REASONED, Extract, ImportContext, no_rows
from pipeline.intake.sources.spellings import normalised, written
from pipeline.messages import problem
from pipeline.model import KEY, Place

SEARCHED = 60
"""How many rows of a sheet are searched for headings, below its title."""

OFFENCE = ("brottstyp", "redovisningsgrupp")
HANDLED = ("handlagda", "handlagda totalt", "direktavskrivna", "lagföringsprocent")


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether a sheet has a row of headings with the kind of offence and what became of it."""
    return any(_has_headings(sheet) for sheet in document.sheets)


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """Nothing but a problem for each file."""
    problems = tuple(problem("bra_handled_is_not_reported", Place(document.name)) for document in documents)
    return Extract(no_rows(OBSERVED), no_rows(ASSESSED), no_rows(REASONED), no_rows(KEY), problems)


def _has_headings(sheet: Sheet) -> bool:
    for cells in islice(sheet.rows.values(), SEARCHED):
        headings = {normalised(written(cell)) for cell in cells}
        if headings & set(OFFENCE) and headings & set(HANDLED):
            return True
    return False
