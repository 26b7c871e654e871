"""A staff file as cells, whatever its format: the types that openers produce and sources read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.messages import say
from pipeline.model import Place
from pipeline.privacy import mask
from pipeline.wording.visible import visible

Content = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | None
"""What a cell holds: the text in a text file, or what a spreadsheet stored; None if it is empty."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell. `is_percent`: a number that the spreadsheet shows as a percentage, 0.34 as 34 %.

    `formula` is the formula's text, if there is one; `content` is then the value last computed, None if none was
    saved. `is_error` is true for Excel's error values, such as #N/A.
    """

    content: Content = None
    is_percent: bool = False
    formula: str | None = None
    is_error: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the cell has no formula and nothing but whitespace."""
        if self.formula is not None:
            return False
        return self.content is None or (isinstance(self.content, str) and not self.content.strip())


EMPTY = SheetCell()

STRUCK = "\u0336"
"""Follows each struck-out character, so that "12" corrected to 13 is not read as 1213."""


RAISED, LOWERED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
"""Digits as they look, so that a footnote mark does not become a digit of the number before it."""


def struck(text: str) -> str:
    """The text with each of its characters struck out."""
    return "".join(character + STRUCK for character in text)


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of merged cells: first and last row and column, counted from 1."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet; `rows` holds, by row number from 1, the rows that are not empty.

    A row's cells start at column 1 and may end before the sheet's last column. A text file is one unnamed sheet,
    with the `delimiter` between its cells. `is_filtered`: the sheet's own filter hides rows of it.
    """

    name: str | None
    rows: dict[int, tuple[SheetCell, ...]]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Range, ...] = ()
    delimiter: str | None = None
    is_filtered: bool = False

    @cached_property
    def tall(self) -> frozenset[tuple[int, int]]:
        """The row and column of every cell that is merged with one above or below it."""
        return frozenset(
            (row, column)
            for area in self.merged
            if area.last_row > area.first_row
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        )

    def cell(self, row: int, column: int) -> SheetCell:
        """The cell at a row and column, both counted from 1."""
        cells = self.rows.get(row, ())
        return cells[column - 1] if column <= len(cells) else EMPTY


@dataclass(frozen=True, slots=True)
class Aside:
    """A text outside the cells, after the words for where staff would look for it and how it is taken away.

    `sheet`, `row` and `column` (a letter) are the cell that it belongs to, if it belongs to one.
    """

    where: str
    text: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Document:
    """A file that was opened: its sheets, its text if it is a text file, and every other text in it.

    `asides` are the texts outside the cells: comments, sheet names, properties, headers, drawings. They are scanned
    for personal data and never published. `is_excel`: the file on the disk is a workbook, of which a copy can be made
    that keeps its formatting.
    """

    path: Path
    sheets: tuple[Sheet, ...]
    text: str | None = None
    asides: tuple[Aside, ...] = ()
    is_excel: bool = False

    @property
    def name(self) -> str:
        """The file's name as it is shown."""
        return shown_name(self.path)

    def texts(self) -> Iterator[tuple[Place, str, str]]:
        """Every text, number and date in the file, after its place and the words for where it is.

        The file's name separates the texts of a sheet that are outside its cells from those of its cells, which may be
        read together.
        """
        for aside in self.asides:
            yield Place(self.name, aside.sheet, aside.row, aside.column), aside.where, aside.text
        # Bytes of a name that are no text have no letters to look for.
        yield Place(self.name), say("place_file_name"), self.path.name.encode(errors="replace").decode()
        for sheet in self.sheets:
            for row, cells in sheet.rows.items():
                for column, cell in enumerate(cells, start=1):
                    for content in (cell.content, cell.formula):
                        text = as_text(content)
                        if text is not None:
                            yield Place(self.name, sheet.name, row, column_letter(column)), say("place_cell"), text


def shown_name(path: Path) -> str:
    """The file's name with what cannot be seen written out, such as a line break that would begin a line of a report.

    Such a name is masked first: an identity number with something unseen in it would not be recognised afterwards.
    """
    return path.name if visible(path.name) == path.name else visible(mask(path.name))


def as_text(content: Content) -> str | None:
    """What is searched for personal data: a text, a number, or a date without its time; None for anything else."""
    if isinstance(content, datetime.date):
        return content.isoformat()[:10]
    if not isinstance(content, str | int | float) or isinstance(content, bool):
        return None
    return str(int(content) if isinstance(content, float) and content.is_integer() else content)


def column_letter(column: int) -> str:
    """The letter that a spreadsheet gives a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
