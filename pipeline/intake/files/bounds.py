"""How much text a file may hold, judged before any of it is scanned: a scan takes time for every character."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

from pipeline.intake.files.document import STRUCK, column_letter
from pipeline.intake.files.unreadable import UnreadableFile

LONGEST_TEXT = 32_767
"""In characters. Excel's own limit for a cell, so no longer text was written in a spreadsheet."""

MOST_CHARACTERS = 5_000_000
"""In one file. A year's figures and texts take some hundred thousand; this many in names take a minute to scan."""

MOST_SHEETS = 300
"""A sheet for each municipality, and some more."""

MOST_AREAS = 10_000
"""Merged cells, rules and lists of a whole workbook: openpyxl compares each area of a sheet with all the others."""

MOST_PROPERTIES = 1_000
"""Of the document itself. openpyxl compares each name with all the others; SharePoint adds some fifty."""

DEEPEST = 100
"""How many elements of XML may be within each other; Office and LibreOffice need some twenty."""


@dataclass
class Characters:
    """Counts the characters of a file as its texts are read, and the areas of its cells."""

    count: int = 0
    areas: int = 0

    def take(
        self, text: str, sheet: str | None = None, row: int | None = None, column: int = 1, times: int = 1
    ) -> None:
        """Count a text of so many cells. Raises UnreadableFile if it is too long, or there is too much text in all."""
        length = len(text) - text.count(STRUCK)
        if length > LONGEST_TEXT:
            letter = column_letter(column)
            raise UnreadableFile("text_is_short", sheet, row, letter, length=spaced(length), most=spaced(LONGEST_TEXT))
        self._count(length * times)

    def take_aside(self, where: str, text: str) -> None:
        """Count a text outside the cells, at the words for where it is. Raises UnreadableFile as `take`."""
        if len(text) > LONGEST_TEXT:
            length, most = spaced(len(text)), spaced(LONGEST_TEXT)
            raise UnreadableFile("text_beside_is_short", where=where, length=length, most=most)
        self._count(len(text))

    def take_areas(self, count: int) -> None:
        """Count so many more areas. Raises UnreadableFile if there are too many."""
        self.areas += count
        judge_count("workbook_has_few_areas", self.areas, MOST_AREAS)

    def _count(self, length: int) -> None:
        self.count += length
        if self.count > MOST_CHARACTERS:
            raise UnreadableFile("file_has_few_characters", most=spaced(MOST_CHARACTERS))


def judge_count(rule: str, count: int, most: int) -> None:
    """Raise UnreadableFile by this rule if there are more than the most."""
    if count > most:
        raise UnreadableFile(rule, most=spaced(most))


def judge_depth(path: Sized) -> None:
    """Raise UnreadableFile if an element is within too many others: it may be looked for among all of them."""
    if len(path) > DEEPEST:
        raise UnreadableFile("file_is_whole")


def spaced(number: int) -> str:
    """A number with spaces between thousands."""
    return f"{number:,}".replace(",", " ")
