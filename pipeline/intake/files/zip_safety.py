"""An Excel file as a zip archive: whether it is safe and small enough to open, and every text in it.

The parts are those of Office Open XML (ECMA-376). Each is read once, as a stream, by a parser that refuses entities.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from defusedxml.common import DefusedXmlException
from openpyxl.utils import range_boundaries

from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.messages import say

LARGEST_UNPACKED = 80_000_000
"""In bytes, all parts together."""

MOST_PARTS = 2_000

MOST_ROWS = 100_000
"""In one sheet, counting the empty ones that are stored in the file."""

MOST_CELLS = 500_000

WORKBOOK = "xl/workbook.xml"

FORBIDDEN = (
    ("xl/vbaProject.bin", "workbook_has_no_macros"),
    ("xl/macrosheets/", "workbook_has_no_macros"),
    ("xl/externalLinks/", "workbook_stands_alone"),
    ("xl/connections.xml", "workbook_stands_alone"),
    ("xl/queryTables/", "workbook_stands_alone"),
    ("xl/embeddings/", "workbook_embeds_no_files"),
    ("xl/activeX/", "workbook_has_no_macros"),
)
"""What may run or fetch something when the file is opened, or hides content that cannot be scanned."""

OTHER_KINDS = (
    ("xl/workbook.bin", "is_a_binary_workbook"),
    ("word/document.xml", "is_a_text_document"),
    ("ppt/presentation.xml", "is_a_presentation"),
    ("content.xml", "is_an_open_document"),
)
"""The part that identifies another kind of file that is also a zip archive."""

CELL_TEXTS = frozenset({"v", "f", "t"})
"""The parts of a cell, which are read with the cells."""

BLOCKS = frozenset({"si", "p", "comment", "text", "definedName"})
"""Elements that hold a single text, however many pieces it is stored in."""

TEXT_ATTRIBUTES = frozenset(
    "name descr title tooltip display location formatCode Target prompt promptTitle error errorTitle comment "
    "description caption v".split()
)
"""Attributes that hold, or keep a copy of, what people have written."""

PLACES = (
    ("docProps/", "place_properties"),
    ("xl/comments", "place_comment"),
    ("xl/threadedComments/", "place_comment"),
    ("xl/persons/", "place_comment"),
    ("xl/drawings/", "place_drawing"),
    ("xl/charts/", "place_drawing"),
    ("xl/pivotCache/", "place_pivot"),
    ("xl/tables/", "place_table"),
)
"""Where staff would look for the content of a part."""

TAG = re.compile(r"<[^>]*>")

AUTHORS = frozenset({"creator", "lastModifiedBy", "author", "Manager"})
"""The name of whoever saved the file, which Office adds on its own and the pipeline never reads."""


BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, SAXException, ValueError, NotImplementedError, OSError)
"""What the parsers raise on a damaged archive, or on a damaged part of one."""


@dataclass(frozen=True)
class Contents:
    """What an archive holds besides cells: each text after the words for where it is, and whether cells have formulas.

    `sheets` is how many sheets the workbook claims to have.
    """

    texts: tuple[tuple[str, str], ...]
    has_formulas: bool
    sheets: int


def scan_archive(content: bytes) -> Contents:
    """Every text in the file except those of cells. Raises UnreadableFile if the file cannot be opened safely."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _judge(archive)
            return _gather(archive)
    except DefusedXmlException as error:
        # A subclass of ValueError, so it is caught first.
        raise UnreadableFile("workbook_is_safe") from error
    except BROKEN as error:
        raise UnreadableFile("file_is_whole") from error
    except RuntimeError as error:
        # What zipfile raises for a part with a password.
        raise UnreadableFile("file_has_no_password") from error


def _judge(archive: zipfile.ZipFile) -> None:
    """Refuse what is not a workbook, is too large when unpacked, or may act on its own."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    small = {name.casefold() for name in names}
    if len(small) < len(parts):
        # Two parts with one name: which of them is read depends on the program.
        raise UnreadableFile("file_is_whole")
    size = sum(part.file_size for part in parts)
    if size > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        most = LARGEST_UNPACKED // 1_000_000
        raise UnreadableFile("workbook_is_small_unpacked", size=-(-size // 1_000_000), most=most)
    for name, kind in OTHER_KINDS:
        if name in names and WORKBOOK not in names:
            raise UnreadableFile("file_is_a_table", kind=say(kind))
    if WORKBOOK not in names:
        raise UnreadableFile("file_is_a_table", kind=say("is_an_archive"))
    for beginning, rule in FORBIDDEN:
        if any(name.startswith(beginning.casefold()) for name in small):
            raise UnreadableFile(rule)


def _gather(archive: zipfile.ZipFile) -> Contents:
    texts: list[tuple[str, str]] = []
    has_formulas = False
    sheets = 0
    for part in archive.infolist():
        texts.append((say("place_part"), part.filename))
        place = say(next((name for start, name in PLACES if part.filename.startswith(start)), "place_part"))
        if part.filename.endswith(".vml"):
            # Excel's own drawings of comments are not always XML that can be parsed.
            texts.append((place, TAG.sub(" ", archive.read(part).decode("utf-8", "replace"))))
        elif part.filename.endswith((".xml", ".rels")):
            handler = _Texts(is_sheet=part.filename.startswith("xl/worksheets/"))
            with archive.open(part) as stream:
                _parse(stream, handler)
            texts.extend((place, text) for text in handler.found)
            has_formulas |= handler.has_formulas
            if part.filename == WORKBOOK:
                sheets = handler.sheets
        if part.comment:
            texts.append((say("place_properties"), part.comment.decode("utf-8", "replace")))
    if archive.comment:
        texts.append((say("place_properties"), archive.comment.decode("utf-8", "replace")))
    return Contents(tuple(texts), has_formulas, sheets)


def _parse(stream: IO[bytes], handler: ContentHandler) -> None:
    parser = defusedxml.sax.make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    parser.parse(stream)


@dataclass
class _Texts(ContentHandler):
    """Collects the texts of a part; of a sheet, those outside the cells, and how many rows and cells it has."""

    is_sheet: bool
    has_formulas: bool = False
    rows: int = 0
    cells: int = 0
    sheets: int = 0
    found: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  (the parser's own name)
        local = name.rpartition(":")[2]
        self.path.append(local)
        if self.is_sheet and local in ("row", "c"):
            self._count(local)
        elif self.is_sheet and local == "f":
            self.has_formulas = True
        elif local == "sheet":
            self.sheets += 1
        elif local in ("mergeCell", "hyperlink", "comment"):
            self._count_area(str(attrs.get("ref", "A1")))
        if local not in ("row", "c"):
            for attribute, value in attrs.items():
                if attribute.rpartition(":")[2] in TEXT_ATTRIBUTES and not _is_author(local, value):
                    self.found.append(value)

    def _count(self, local: str) -> None:
        if local == "row":
            self.rows += 1
        else:
            self.cells += 1
        self._judge_size()

    def _count_area(self, area: str) -> None:
        """Count the cells of an area that is merged, or has a link or a comment: each takes memory when opened."""
        first_column, first_row, last_column, last_row = range_boundaries(area)
        self.cells += ((last_column or 0) - (first_column or 0) + 1) * ((last_row or 0) - (first_row or 0) + 1)
        self._judge_size()

    def _judge_size(self) -> None:
        if self.rows > MOST_ROWS or self.cells > MOST_CELLS:
            most_rows, most_cells = (f"{most:,}".replace(",", " ") for most in (MOST_ROWS, MOST_CELLS))
            raise UnreadableFile("sheet_is_small", rows=most_rows, cells=most_cells)

    def characters(self, content: str) -> None:
        if not (self.is_sheet and self.path[-1] in CELL_TEXTS and "c" in self.path):
            self.pieces.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002
        local = self.path.pop()
        if self.pieces and not BLOCKS.intersection(self.path):
            text = "".join(self.pieces)
            if text.strip() and not _is_author(local, text):
                self.found.append(text)
            self.pieces = []


def _is_author(element: str, text: str) -> bool:
    """Whether a text is no more than the name of whoever saved the file or wrote a comment."""
    return element in AUTHORS and not any(character.isdigit() or character == "@" for character in text)
