"""The first sheet of the yearly workbook, saved as a file of its own: it guides staff and holds no figures."""

from __future__ import annotations

from pipeline.intake.files.document import Document
from pipeline.intake.sources.titles import workbook_year
from pipeline.messages import say

SEARCHED = 5
"""How many non-empty rows are searched for whose workbook it is."""


def is_read_me(document: Document) -> bool:
    """Whether a text file holds the sheet with the guidance, and nothing else."""
    if document.text is None:
        return False
    first = [str(cells[0].content or "") for cells in list(document.sheets[0].rows.values())[:SEARCHED]]
    owner = say("read_me_owner", owner="").strip()
    return bool(first) and workbook_year(first[:1]) is not None and any(text.startswith(owner) for text in first[1:])
