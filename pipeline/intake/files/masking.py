"""A document without personal data: what a copy of a file that was stopped for it may show."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from pipeline.checks.personal import scan
from pipeline.intake.files.document import Document, SheetCell, as_text, column_letter
from pipeline.model import Place
from pipeline.privacy import MASK, find, mask, masked


def masked_document(document: Document, allowed: Collection[str]) -> Document:
    """The document with a dot for each letter and digit of personal data, and no texts outside the cells.

    The names of the file and the sheets are masked as those of the places of problems are. `allowed` are the texts that
    are no personal data.
    """
    sheets = tuple(replace(sheet, name=mask(sheet.name) if sheet.name else sheet.name) for sheet in document.sheets)
    without = Document(document.path.with_name(mask(document.name)), sheets, "" if document.text is not None else None)
    without = _with_cells(without, lambda _, text: _masked(text, allowed))
    blotted: set[Place] = set()
    # Some cells are personal data only together with another one: neither has a part of its own to mask.
    while places := {problem.place for problem in scan(without.texts(), allowed)} - blotted:
        blotted |= places
        without = _blotted_at(without, places)
    return without


def _blotted_at(document: Document, places: Collection[Place]) -> Document:
    """The document with a dot for every letter and digit of the cells at these places."""
    return _with_cells(document, lambda place, text: _blotted(text) if place in places else text)


def _with_cells(document: Document, change: Callable[[Place, str], str]) -> Document:
    """The document with the text of each cell changed; what is no longer a number or a formula is text."""
    sheets = []
    for sheet in document.sheets:
        rows = {
            row: tuple(
                _changed(cell, Place(document.name, sheet.name, row, column_letter(column)), change)
                for column, cell in enumerate(cells, start=1)
            )
            for row, cells in sheet.rows.items()
        }
        sheets.append(replace(sheet, rows=rows))
    return replace(document, sheets=tuple(sheets))


def _changed(cell: SheetCell, place: Place, change: Callable[[Place, str], str]) -> SheetCell:
    texts = [text for text in (as_text(cell.content), as_text(cell.formula)) if text is not None]
    changed = [change(place, text) for text in texts]
    return cell if changed == texts else SheetCell(" ".join(changed))


def _masked(text: str, allowed: Collection[str]) -> str:
    for hit in reversed(find(text, allowed)):
        text = text[: hit.start] + masked(text, hit) + text[hit.end :]
    return text


def _blotted(text: str) -> str:
    return "".join(MASK if character.isalnum() else character for character in text)
