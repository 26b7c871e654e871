"""What a preview consists of: sections of rows, the same in the terminal and on the page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

Row = Mapping[str, str]
"""A row by its section's column names, every cell a text for a reader."""


@dataclass(frozen=True)
class Group:
    """Rows that belong together under a heading: an indicator's, a file's, a function's."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """One kind of thing that a publish would do, or that staff should know first.

    `line` names the sentence of a row in the terminal; `columns` are the page's headings by column.
    """

    name: str
    title: str
    text: str
    columns: Mapping[str, str]
    line: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many rows it has."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def filled_columns(self) -> Mapping[str, str]:
        """The columns that are not empty in every row."""
        rows = [row for group in self.groups for row in group.rows]
        return {name: heading for name, heading in self.columns.items() if any(row[name] for row in rows)}


@dataclass(frozen=True)
class Preview:
    """What a publish would change on a day: whose figures they are, the notices, and the sections that have rows."""

    date: datetime.date
    owner: str
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
