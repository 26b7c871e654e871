"""The nouns that every package shares: a place in a file, a problem found there, and a dataset in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polars as pl


class Key(NamedTuple):
    """What one observation is about."""

    indicator_id: str
    year: int
    area_code: str
    sex: str
    age_group: str


KEY = Key._fields
"""The columns that identify an observation."""

BASES = ("numerator", "denominator")
"""The columns of an observation that say what a rate or a share is worked out from."""

RATIOS = ("rate", "share")
"""The kinds of value that have bases."""

SERIES = tuple(column for column in KEY if column != "sex")
"""The columns that a total and its women and men have in common."""

FILE = "#file"
"""Column of every frame: the file that the row came from, relative to the data folder."""

ROW = "#row"
"""Column of every frame: the row in that file as staff see it in a spreadsheet (the header is row 1)."""

SOUND = "#sound"
"""Column of every checked frame: true if every cell of the row satisfies its schema."""

TOTAL, WOMEN, MEN = "T", "K", "M"
PUBLISHED = ("final", "preliminary")
HIDDEN = ("suppressed_primary", "suppressed_secondary")
NOT_APPLICABLE = "not_applicable"
NATION = "0000"

Progress = Callable[[str], None]
"""Called with a Swedish sentence before each step that may take more than a second."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: a file and, if known, its sheet, row and column.

    `heading` is what staff call the column of a file of the data folder; in their own files it is the column itself.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    heading: str | None = field(default=None, compare=False)


Rows = tuple[range, ...]
"""Rows of a file in ranges. Row 0 is one whose number is not known."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a staff file or in the data. `fatal` problems stop a publish, the others are warnings.

    If there are too many of a kind to word each, the last one has the rows of the `others`, and stands for them alone.
    """

    place: Place
    rule: str
    value: str | None
    message: str
    fatal: bool = True
    others: Rows = ()

    @property
    def count(self) -> int:
        """How many faults it stands for."""
        return sum(map(len, self.others)) or 1


@dataclass(frozen=True, slots=True)
class Repair:
    """A cell read as something other than what was written, since it could only mean one thing; reported to staff.

    `others` as for a problem.
    """

    place: Place
    kind: str
    message: str
    others: Rows = ()

    @property
    def count(self) -> int:
        """How many repairs it stands for."""
        return sum(map(len, self.others)) or 1


@dataclass(frozen=True)
class KeptRelease:
    """A release on disk: its name, the tables that say what it reveals, and the version of its disclosure control.

    `method` is None if the release is from before that had versions.
    """

    name: str
    method: int | None
    tables: Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Dataset:
    """The tables by name, as frames with FILE and ROW in addition to the columns of their schema.

    As read from files, cells are the text as written (empty text for an empty cell). Once checked, they have the
    types of their schema, null for an empty or invalid cell, and the column SOUND.
    `incomplete` names the tables that lack rows or keys because of a fault: nothing is judged by what is absent
    from them, so that one fault is not reported a thousand times.
    `earlier` holds the kept releases, oldest first: what has been published cannot be taken back, and can be combined
    with what is published now.
    """

    folder: Path
    tables: Mapping[str, pl.DataFrame]
    incomplete: frozenset[str] = frozenset()
    earlier: tuple[KeptRelease, ...] = ()

    def sound(self, table: str) -> pl.DataFrame:
        """The rows of a checked table in which every cell is valid."""
        return self.tables[table].filter(SOUND)

    @property
    def is_example(self) -> bool:
        """Whether the observations are made up, as `data/dataset.csv` says."""
        return bool(self.tables["dataset"]["is_example"].any())

    @property
    def years(self) -> list[int]:
        """The follow-up years that have observations, oldest first."""
        return sorted(self.tables["observations"]["year"].unique().drop_nulls())
