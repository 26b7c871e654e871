"""Where each figure was read: the file and the row, or the answer of an official source."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipeline.checks.provenance import telling_files
from pipeline.checks.texts import FORMULA
from pipeline.intake.fetched_answers import answers_in
from pipeline.intake.files.document import Document
from pipeline.intake.sources.contract import Extract
from pipeline.model import BASES, FILE, KEY, ROW, SOUND
from pipeline.official import kolada
from pipeline.privacy import mask

FILES, ORIGINS = "imported_files", "observation_origins"


class ImportedFile(NamedTuple):
    """What is told of a file: its name, the address of a fetched answer, and the checksum of what is public."""

    name: str
    address: str | None
    sha256: str | None


class Origin(NamedTuple):
    """Where an observation stood: the file, the sheet if it has several, and the row if it is a table."""

    file: ImportedFile
    sheet: str | None
    row: int | None


def with_provenance(
    tables: Mapping[str, pl.DataFrame],
    extract: Extract,
    documents: Sequence[Document],
    incoming: pl.DataFrame,
    today: datetime.date,
) -> dict[str, pl.DataFrame]:
    """The tables of files and origins with those of the observations that the import changed.

    tables: as the import leaves them, `observations` with the label of its table as the FILE of each row that was taken
    from a file. incoming: the observations as they are in the files. No checksum is told of a file with a figure that
    is another here: what is hidden or rounded could be worked out by trying what would give the checksum.
    """
    sheets: dict[str, tuple[str, str | None]] = {
        **{document.name: (document.name, None) for document in documents},
        **{origin.label: (origin.file, origin.sheet) for origin in extract.origins},
    }
    observations = tables["observations"].filter(pl.col(FILE).is_in(list(sheets)))
    altered = {sheets[label][0] for label in _altered(incoming, tables["observations"])}
    described = dict(_described(documents, extract.public_files - altered))
    found = [
        (key, _origin(described[sheets[label][0]], sheets[label][1], row))
        for *key, label, row in observations.select(*KEY, FILE, ROW).iter_rows()
    ]
    numbered, files = _numbered(tables[FILES], dict.fromkeys(origin.file for _, origin in found), today)
    added = pl.DataFrame(
        [(*key, numbered[origin.file], origin.sheet, origin.row, "", 0, True) for key, origin in found],
        schema=tables[ORIGINS].schema,
        orient="row",
    )
    unique = [*KEY, "file_id"]
    origins = pl.concat([tables[ORIGINS].join(added, on=unique, how="anti", maintain_order="left"), added])
    return {FILES: without_telling(files, origins, tables["observations"]), ORIGINS: origins}


def _altered(incoming: pl.DataFrame, observations: pl.DataFrame) -> list[str]:
    """The labels of the tables in files that have a figure which is not what it is here."""
    figure = ["value", *BASES]
    here = observations.select(*KEY, *figure)
    same = incoming.join(here, on=[*KEY, *figure], how="semi", nulls_equal=True)
    return incoming.join(same, on=KEY, how="anti")[FILE].unique().to_list()


def _described(documents: Sequence[Document], public: frozenset[str]) -> Iterator[tuple[str, list[ImportedFile]]]:
    """Each document by its name, as one file, or as one for each figure of the answers in it."""
    answers = {document.name: bundle.answers for document, bundle in answers_in(documents)}
    for document in documents:
        name = shown(document)
        if document.name in answers and document.name in public:
            fetched = {answer: ImportedFile(name, answer.address, answer.sha256) for answer in answers[document.name]}
            yield document.name, [fetched[answer] for answer, _ in kolada.answered_figures(answers[document.name])]
        else:
            checksum = _checksum(document.path) if document.name in public else None
            yield document.name, [ImportedFile(name, None, checksum)]


def shown(document: Document) -> str:
    """The file's name as it may be published: with nothing personal in it, and no formula in a spreadsheet."""
    name = mask(document.name)
    return f"./{name}" if re.match(FORMULA, name) else name


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _origin(files: Sequence[ImportedFile], sheet: str | None, row: int | None) -> Origin:
    """The row of an answer is the number of its figure, which says nothing once the answer is known."""
    if row is not None and files[0].address is not None:
        return Origin(files[row - 1], None, None)
    return Origin(files[0], sheet, row)


def _numbered(
    present: pl.DataFrame, files: Mapping[ImportedFile, None], today: datetime.date
) -> tuple[dict[ImportedFile, int], pl.DataFrame]:
    """The number of each file, and the table with those that are new: a file imported again that day is the same."""
    columns = ("name", "address", "sha256", "imported_on")
    known = {row[:-1]: row[-1] for row in present.filter(SOUND).select(*columns, "file_id").iter_rows()}
    numbered = {}
    last = max(known.values(), default=0)
    rows = []
    for file in files:
        number = known.get((*file, today))
        if number is None:
            last = number = last + 1
            rows.append((number, file.name, today, file.address, file.sha256, "", 0, True))
        numbered[file] = number
    return numbered, pl.concat([present, pl.DataFrame(rows, schema=present.schema, orient="row")])


def without_telling(files: pl.DataFrame, origins: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """The files without the checksum of any in which a figure is hidden by now."""
    telling = telling_files(files, origins, observations)["file_id"]
    return files.with_columns(pl.when(~pl.col("file_id").is_in(telling.to_list())).then("sha256").alias("sha256"))
