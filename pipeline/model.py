"""The nouns that every room shares: a place in a file, a problem found there, and a dataset in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
"""The columns that tell one observation from another."""

SERIES = tuple(column for column in KEY if column != "sex")
"""The columns that total, women and men have in common."""

FILE = "#file"
"""Column of every frame: the file that the row came from, relative to the data folder."""

ROW = "#row"
"""Column of every frame: the row in that file as staff see it in a spreadsheet (the header is row 1)."""

SOUND = "#sound"
"""Column of every checked frame: true where each cell of the row holds what its schema asks for."""

TOTAL, WOMEN, MEN = "T", "K", "M"
PUBLISHED = ("final", "preliminary")
HIDDEN = ("suppressed_primary", "suppressed_secondary")
NATION = "0000"

Progress = Callable[[str], None]
"""Told what begins, in Swedish, whenever a stretch of work may take more than a second."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, and as far as they are known its sheet, row and column."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in staff's file or in the data. `fatal` problems stop a publish, the others are warnings."""

    place: Place
    rule: str
    value: str | None
    message: str
    fatal: bool = True


@dataclass(frozen=True, slots=True)
class Repair:
    """A cell that was read otherwise than it stood there, since it could only mean one thing; staff are told."""

    place: Place
    kind: str
    message: str


@dataclass(frozen=True)
class Dataset:
    """The tables by name, as frames that carry FILE and ROW beside the columns of their schema.

    Read from files the cells are text as it stood there (empty text where nothing stood); checked, they
    have the types of their schema, null where nothing or nothing right stood, and SOUND beside them.
    `incomplete` names the tables that lack rows or keys because of a fault: nothing is judged by what is absent
    from them, so that one fault is not reported a thousand times.
    `earlier` are the observations of the releases that are kept, oldest first: what has been published cannot be taken
    back, and tells together with what is published now.
    """

    folder: Path
    tables: Mapping[str, pl.DataFrame]
    incomplete: frozenset[str] = frozenset()
    earlier: tuple[pl.DataFrame, ...] = ()

    def sound(self, table: str) -> pl.DataFrame:
        """The rows of a checked table whose every cell can be relied on."""
        return self.tables[table].filter(SOUND)

    @property
    def is_example(self) -> bool:
        """Whether the observations are made up, as `data/dataset.csv` says."""
        return bool(self.tables["dataset"]["is_example"].any())

    @property
    def years(self) -> list[int]:
        """The follow-up years that have observations, oldest first."""
        return sorted(self.tables["observations"]["year"].unique().drop_nulls())
