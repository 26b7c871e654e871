"""Where each figure was read: the file and the row, or the answer of an official source.

What is told of a file must not tell what is hidden in it. A checksum can be tried against the few numbers that a hidden
figure may be, and the place of a row in a sorted file says between which numbers it lies. So a checksum is told only of
what an official source publishes, and a row only of that and of files that count no people whose figures may be hidden.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.checks.provenance import telling_files, telling_origins
from pipeline.checks.texts import FORMULA
from pipeline.intake.fetched_answers import answers_in
from pipeline.intake.files.document import Document
from pipeline.intake.sources.contract import Extract
from pipeline.messages import say
from pipeline.model import BASES, FILE, KEY, ROW, SOUND
from pipeline.official import kolada
from pipeline.privacy import mask
from pipeline.privacy.numbers_in_texts import has_number
from pipeline.protect.relations import relations_of
from pipeline.wording.visible import on_one_line

FILES, ORIGINS = "imported_files", "observation_origins"


class ImportedFile(NamedTuple):
    """What is told of a file: its name, the address of a fetched answer, and the checksum of what is public."""

    name: str
    address: str | None
    sha256: str | None


class Origin(NamedTuple):
    """Where an observation stood: the file, and the sheet and the row where they are told."""

    file: ImportedFile
    sheet: str | None
    row: int | None


@dataclass(frozen=True)
class _Told:
    """What is told of a document: as one file, or as one for each figure of the answers in it; and whether its rows."""

    files: Sequence[ImportedFile]
    has_rows: bool

    def origin(self, sheet: str | None, row: int | None) -> Origin:
        """The row of an answer is the number of its figure, which says nothing once the answer is known."""
        if row is not None and self.files[0].address is not None:
            return Origin(self.files[row - 1], None, None)
        return Origin(self.files[0], _sheet(sheet), row) if self.has_rows else Origin(self.files[0], None, None)


def with_provenance(
    tables: Mapping[str, pl.DataFrame],
    extract: Extract,
    documents: Sequence[Document],
    incoming: pl.DataFrame,
    today: datetime.date,
    *,
    is_whole: bool,
) -> dict[str, pl.DataFrame]:
    """The tables of files and origins with those of the observations that the import changed.

    tables: as the import leaves them, `observations` with the label of its table as the FILE of each row that was taken
    from a file. incoming: the observations as they are in the files. is_whole: whether every year in them was read.
    """
    sheets: dict[str, tuple[str, str | None]] = {
        **{document.name: (document.name, None) for document in documents},
        **{origin.label: (origin.file, origin.sheet) for origin in extract.origins},
    }
    observations = tables["observations"].filter(pl.col(FILE).is_in(list(sheets)))
    altered = {sheets[label][0] for label in _altered(incoming, tables["observations"])}
    guarded = {sheets[label][0] for label in _of_people(incoming, tables)}
    public = extract.public_files - altered
    plain = {document.name for document in documents} - altered - guarded if is_whole else set()
    told = {
        document.name: _told(document, is_public=document.name in public, has_rows=document.name in {*public, *plain})
        for document in documents
    }
    found = [
        (key, told[sheets[label][0]].origin(sheets[label][1], row))
        for *key, label, row in observations.select(*KEY, FILE, ROW).iter_rows()
    ]
    numbered, files = _numbered(tables[FILES], _later(tables[ORIGINS], found), today)
    added = pl.DataFrame(
        [(*key, numbered[origin.file], origin.sheet, origin.row, "", 0, True) for key, origin in found],
        schema=tables[ORIGINS].schema,
        orient="row",
    )
    unique = [*KEY, "file_id"]
    origins = pl.concat([tables[ORIGINS].join(added, on=unique, how="anti", maintain_order="left"), added])
    return without_telling(files, origins, tables["observations"])


def _altered(incoming: pl.DataFrame, observations: pl.DataFrame) -> list[str]:
    """The labels of the tables in files that have a figure which is not what it is here."""
    figure = ["value", *BASES]
    here = observations.select(*KEY, *figure)
    same = incoming.join(here, on=[*KEY, *figure], how="semi", nulls_equal=True)
    return incoming.join(same, on=KEY, how="anti")[FILE].unique().to_list()


def _of_people(incoming: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> list[str]:
    """The labels of the tables in files that have a figure of an indicator whose figures may be hidden."""
    relations = relations_of(tables)
    guarded = [name for name in incoming["indicator_id"].drop_nulls().unique() if relations.is_guarded(name)]
    return incoming.filter(pl.col("indicator_id").is_in(guarded))[FILE].unique().to_list()


def _told(document: Document, *, is_public: bool, has_rows: bool) -> _Told:
    """What is told of a document. A workbook may hold more than what is read of it, so it has no checksum."""
    name = _name(document, is_public=is_public)
    bundle = next((bundle for _, bundle in answers_in([document])), None) if is_public else None
    if bundle is not None:
        fetched = {answer: ImportedFile(name, answer.address, answer.sha256) for answer in bundle.answers}
        return _Told([fetched[answer] for answer, _ in kolada.answered_figures(bundle.answers)], has_rows)
    checksum = _checksum(document.path) if is_public and document.text is not None else None
    return _Told([ImportedFile(name, None, checksum)], has_rows)


def _name(document: Document, *, is_public: bool) -> str:
    """The file's name as it may be published. A number in what the municipality calls its own file may be a figure."""
    if not is_public and has_number(document.path.stem.replace("_", " ")):
        return say("name_is_not_told")
    return _harmless(mask(document.name))


def _sheet(name: str | None) -> str | None:
    """The sheet's name as it may be published; None where it is not told."""
    return None if name is None or has_number(name.replace("_", " ")) else _harmless(name) or None


def _harmless(name: str) -> str:
    """A name on one line, without blanks around it, that is no formula in a spreadsheet."""
    shown = on_one_line(name).strip()
    return f"./{shown}" if re.match(FORMULA, shown) else shown


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _later(
    origins: pl.DataFrame, found: Sequence[tuple[Sequence[object], Origin]]
) -> Iterator[tuple[ImportedFile, int]]:
    """Each file with the number of the last one that any of its figures was read from before."""
    last = {tuple(key): number for *key, number in origins.group_by(KEY).agg(pl.max("file_id")).iter_rows()}
    numbers: dict[ImportedFile, int] = {}
    for key, origin in found:
        numbers[origin.file] = max(numbers.get(origin.file, 0), last.get(tuple(key), 0))
    yield from numbers.items()


def _numbered(
    present: pl.DataFrame, files: Iterable[tuple[ImportedFile, int]], today: datetime.date
) -> tuple[dict[ImportedFile, int], pl.DataFrame]:
    """The number of each file, and the table with those that are new.

    A file that is imported again the same day is the same, unless a figure has been read from a later one since.
    """
    columns = ("name", "address", "sha256", "imported_on")
    known = {row[:-1]: row[-1] for row in present.filter(SOUND).select(*columns, "file_id").sort("file_id").iter_rows()}
    last = present["file_id"].max()
    numbered: dict[ImportedFile, int] = {}
    rows = []
    for file, later in files:
        number = known.get((*file, today), 0)
        if number < max(later, 1):
            number = last = (last if isinstance(last, int) else 0) + 1
            rows.append((number, file.name, today, file.address, file.sha256, "", 0, True))
        numbered[file] = number
    return numbered, pl.concat([present, pl.DataFrame(rows, schema=present.schema, orient="row")])


def without_telling(files: pl.DataFrame, origins: pl.DataFrame, observations: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Both tables without the checksum, and without the rows, of a file in which a figure is hidden by now."""
    telling = telling_files(files, origins, observations)["file_id"].to_list()
    placed = telling_origins(files, origins, observations)["file_id"].unique().to_list()
    is_placed = pl.col("file_id").is_in(placed)
    return {
        FILES: files.with_columns(pl.when(~pl.col("file_id").is_in(telling)).then("sha256").alias("sha256")),
        ORIGINS: origins.with_columns(pl.when(~is_placed).then(name).alias(name) for name in ("sheet", "row")),
    }
