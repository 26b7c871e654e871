"""A file that is a zip archive: whether it is safe and small enough to open, and its XML read within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from pipeline.intake.files.bounds import spaced
from pipeline.intake.files.unreadable import UnreadableFile

LARGEST_UNPACKED = 80_000_000
"""In bytes, all parts together."""

MOST_PARTS = 2_000

MOST_ROWS = 100_000
"""In one sheet, counting the empty ones that are stored in the file."""

MOST_CELLS = 500_000

WIDEST = 2_000_000
"""The most cells in one sheet, each row counted from the first column to its last filled one."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, SAXException, ValueError, NotImplementedError, OSError)
"""What the parsers raise on a damaged archive, or on a damaged part of one."""


@contextmanager
def safe_archive(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, once its size is judged. Raises UnreadableFile for that, and for what is damaged or dangerous."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _judge_size(archive)
            yield archive
    except DefusedXmlException as error:
        # A subclass of ValueError, so it is caught first.
        raise UnreadableFile("workbook_is_safe") from error
    except BROKEN as error:
        raise UnreadableFile("file_is_whole") from error
    except RuntimeError as error:
        # What zipfile raises for a part with a password.
        raise UnreadableFile("file_has_no_password") from error


def part_names(content: bytes) -> frozenset[str]:
    """The names of the archive's parts. Raises UnreadableFile if it is damaged or too large when unpacked."""
    with safe_archive(content) as archive:
        return frozenset(archive.namelist())


def _judge_size(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len({part.filename.casefold() for part in parts}) < len(parts):
        # Two parts with one name: which of them is read depends on the program.
        raise UnreadableFile("file_is_whole")
    size = sum(part.file_size for part in parts)
    if size > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        most = LARGEST_UNPACKED // 1_000_000
        raise UnreadableFile("workbook_is_small_unpacked", size=-(-size // 1_000_000), most=most)


def refuse_parts(names: Iterable[str], forbidden: Iterable[tuple[str, str]]) -> None:
    """Raise UnreadableFile if a part's name begins as one of the `forbidden`, each before the rule that it breaks."""
    small = [name.casefold() for name in names]
    for beginning, rule in forbidden:
        if any(name.startswith(beginning.casefold()) for name in small):
            raise UnreadableFile(rule)


def judge_counts(rows: int, cells: int) -> None:
    """Raise UnreadableFile if a sheet has more rows or cells than are read."""
    if rows > MOST_ROWS or cells > MOST_CELLS:
        raise UnreadableFile("sheet_is_small", rows=spaced(MOST_ROWS), cells=spaced(MOST_CELLS))


def parse(stream: IO[bytes], handler: ContentHandler, with_namespaces: bool = False) -> None:
    """Read a part as a stream, by a parser that refuses entities and document types.

    With namespaces, the handler's `startElementNS` and `endElementNS` are called.
    """
    parser = defusedxml.sax.make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, with_namespaces)
    parser.setContentHandler(handler)
    try:
        parser.parse(stream)
    except LookupError as error:
        # From the parser, for a part that says it is in an encoding that there is none of.
        raise UnreadableFile("file_is_whole") from error
