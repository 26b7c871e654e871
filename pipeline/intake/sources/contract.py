"""What a source's reader is given, and what it returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from pipeline.intake.sources.questions import Question, Reading, Readings
from pipeline.model import BASES, FILE, KEY, ROW, SOUND, Place, Problem, Repair
from pipeline.official.bundle import Bundle
from pipeline.schema import Schemas

OBSERVED = (*KEY, "value", *BASES, "value_status", "note")
ASSESSED = ("year", "priority_id", "done", "progress", "remaining")
REASONED = (*KEY, "reason")
BEGUN = ("year", "priority_id", "lacking")


@dataclass(frozen=True)
class ImportContext:
    """What a reader needs to know: the schemas, the project's tables (checked), and the municipality's own area code.

    `choices` says, by municipality name, which of two conflicting rows to take (1 or 2); `only_year`, if given, is the
    only follow-up year to read. `command` is what was run, for the questions that ask for it to be run again.
    `answered` has what official sources answered when their figures were last imported, by their names.
    """

    schemas: Schemas
    tables: Mapping[str, pl.DataFrame]
    area_code: str | None = None
    choices: Mapping[str, int] | None = None
    only_year: int | None = None
    command: str = "make publish"
    answered: Mapping[str, Bundle] = field(default_factory=dict)

    @cached_property
    def readings(self) -> Readings:
        """How each source's files are read, as far as that is known."""
        rows = self.tables["readings"].filter(SOUND)
        return {
            (row["source_id"], Reading(row["subject"], row["text"], row["applies_to"])): row["meaning"]
            for row in rows.iter_rows(named=True)
        }


@dataclass(frozen=True)
class Origin:
    """A table in a staff file: its file and sheet, and each column's heading as it is written there.

    If a table has several columns of values, each has an origin of its own, and `column` is its heading.
    """

    file: str
    sheet: str | None
    headings: Mapping[str, str]
    column: str = ""

    @property
    def table(self) -> str:
        """The file, and the sheet if it has several."""
        return f"{self.file}, blad {self.sheet}" if self.sheet else self.file

    @property
    def label(self) -> str:
        """The rows' FILE, so that a problem found later can be traced back to the sheet and the column."""
        return f"{self.table}, kolumn {self.column}" if self.column else self.table

    def place(self, row: int | None, column: str | None) -> Place:
        """A place in the table, with the column named by the heading that staff see."""
        return Place(self.file, self.sheet, row, self.headings.get(column, column) if column else None)


@dataclass(frozen=True)
class Beside:
    """Rows of another table that a source brings with its figures, as the schema's texts with FILE and ROW.

    They take the place of the table's present rows that have the same `replaced`, columns of the table.
    """

    table: str
    rows: pl.DataFrame
    replaced: tuple[str, ...]


@dataclass(frozen=True)
class Extract:
    """What a reader found. Frames hold canonical texts, empty text for an empty cell, with FILE and ROW.

    observations: the schema's columns but `series_break` and `retrieved_on`; `note` is null if the file has no such
    column, so that a note in the data is kept.
    assessments: the schema's columns. reasons: KEY and `reason`, empty text where a reason applies to any value.
    unfilled: KEY of the rows in the file that have no answer. begun: the assessments that lack one or two of their
    texts, with the headings of those in `lacking`. questions: what staff were asked, each once. beside: rows of other
    tables than these. public_files: the names of the files that an official source publishes as they are.
    """

    observations: pl.DataFrame
    assessments: pl.DataFrame
    reasons: pl.DataFrame
    unfilled: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()
    origins: tuple[Origin, ...] = ()
    begun: pl.DataFrame = field(default_factory=lambda: no_rows(BEGUN))
    questions: tuple[Question, ...] = ()
    beside: tuple[Beside, ...] = ()
    public_files: frozenset[str] = frozenset()


def no_rows(columns: tuple[str, ...]) -> pl.DataFrame:
    """An empty frame of texts with FILE and ROW."""
    return pl.DataFrame(schema=placed(columns))


def placed(columns: tuple[str, ...]) -> dict[str, pl.DataType]:
    """The schema of a frame of texts with FILE and ROW."""
    return {**dict.fromkeys(columns, pl.String()), FILE: pl.String(), ROW: pl.Int64()}
