"""Every text of an Excel workbook outside its cells, with where staff find it and how they take it away.

The parts are those of Office Open XML (ECMA-376). Each is read once.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from openpyxl.utils import range_boundaries

from pipeline.intake.files.added_by_office import (
    COLUMNS,
    OF_MICROSOFT,
    PERSON,
    is_added,
    is_signature,
    without_identifiers,
)
from pipeline.intake.files.bounds import (
    LONGEST_TEXT,
    MOST_PROPERTIES,
    MOST_SHEETS,
    Characters,
    judge_count,
    judge_depth,
)
from pipeline.intake.files.document import Aside
from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.intake.files.zip_safety import judge_counts, parse, refuse_parts, safe_archive
from pipeline.messages import say

WORKBOOK = "xl/workbook.xml"

COMMENTS, CUSTOM_XML, PICTURES = "xl/comments", "customXml/", "xl/media/"

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

CELL_TEXTS = frozenset({"v", "f", "t"})
"""The parts of a cell, which are read with the cells."""

SHEET, SHARED = "worksheet", "sst"
"""The roots of a sheet, and of the texts that cells share."""

ROOTS = frozenset({SHEET, "chartsheet", "dialogsheet"})
"""The roots of a part that a sheet is kept in."""

BLANKS = re.compile(r"[ \t]{2,}")

BLOCKS = frozenset({"si", "p", "comment", "text", "definedName"})
"""Elements that hold a single text, however many pieces it is stored in."""

TEXT_ATTRIBUTES = frozenset(
    "name descr title tooltip display location formatCode Target prompt promptTitle error errorTitle comment "
    "description caption v".split()
)
"""Attributes that hold, or keep a copy of, what people have written."""

PLACES = (
    ("docProps/", "place_properties"),
    (CUSTOM_XML, "place_custom_xml"),
    (COMMENTS, "place_comment"),
    ("xl/threadedComments/", "place_comment"),
    ("xl/persons/", "place_comment"),
    ("xl/drawings/", "place_drawing"),
    ("xl/charts/", "place_drawing"),
    ("xl/pivotCache/", "place_pivot"),
    ("xl/pivotTables/", "place_pivot"),
    ("xl/tables/", "place_table"),
    ("xl/styles.xml", "place_format"),
    ("xl/sharedStrings.xml", "place_once"),
    ("xl/worksheets/_rels/", "place_link"),
)
"""Where staff would look for the content of a part."""

PLACES_WITHIN = {
    "sheet": "place_sheet_name",
    "definedName": "place_name",
    "headerFooter": "place_header",
    "hyperlink": "place_link",
    "dataValidation": "place_validation",
    "conditionalFormatting": "place_rule",
}
"""Where staff would look for the content of an element of a workbook or a sheet."""

PLACED = frozenset({"hyperlink", "dataValidation", "conditionalFormatting", "comment", "threadedComment"})
"""Elements that belong to a cell or an area."""

AREAS = frozenset({"mergeCell", "dataValidation", "conditionalFormatting"})
"""Elements that openpyxl keeps areas for."""

TAG = re.compile(r"<[^<>]*>")

SHAPE = re.compile(r"(?=<v:shape\b)")
"""Where another comment begins in Excel's own drawings of them."""

XML_BEGINS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""How a part in XML may begin, whatever it is called."""

CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")


@dataclass(frozen=True)
class Contents:
    """What a workbook holds besides cells: its texts, and whether cells have formulas.

    `sheets` is how many sheets the workbook claims to have, `longest_shared` how long the longest text is that cells
    share, which is kept out of the texts if no cell may be so long.
    """

    texts: tuple[Aside, ...]
    has_formulas: bool
    sheets: int
    longest_shared: int


class Found(NamedTuple):
    """A text in a part: the words for where, and the cell or area that it belongs to, if the part says so."""

    where: str
    text: str
    area: str = ""


def scan_workbook(content: bytes) -> Contents:
    """Every text in the workbook except those of cells. Raises UnreadableFile if it cannot be opened safely."""
    with safe_archive(content) as archive:
        refuse_parts(archive.namelist(), FORBIDDEN)
        return _gather(archive)


def _gather(archive: zipfile.ZipFile) -> Contents:
    counted = Characters()
    parts = {part.filename: _part(archive, part, counted) for part in archive.infolist()}
    sheets = _sheets_of(parts)
    texts = [
        _aside(found, sheets.get(_owner(name) if name.endswith(".rels") else name))
        for name, part in parts.items()
        for found in part.found
    ]
    if archive.comment:
        texts.append(Aside(say("place_properties"), archive.comment.decode("utf-8", "replace")))
    return Contents(
        tuple(texts),
        any(part.has_formulas for part in parts.values()),
        len(parts[WORKBOOK].sheets),
        max(part.longest_shared for part in parts.values()),
    )


def _part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, counted: Characters) -> _Texts:
    """What a part holds: its name and its comment in the archive, and its texts if it is XML."""
    name = part.filename
    place = next((place for start, place in PLACES if name.startswith(start)), "place_part")
    texts = _Texts(name, place, counted)
    texts.add(say("place_part"), name)
    if part.comment:
        texts.add(say("place_properties"), part.comment.decode("utf-8", "replace"))
    if name.endswith(".vml"):
        # Excel's own drawings of comments are not always XML that can be parsed.
        for shape in SHAPE.split(archive.read(part).decode("utf-8", "replace")):
            texts.add(say(place), BLANKS.sub(" ", TAG.sub(" ", shape)))
    elif _is_xml(archive, part):
        with archive.open(part) as stream:
            parse(stream, texts)
    return texts


def _is_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part may be read as XML: a sheet may have any name. A picture in XML is only a picture."""
    if part.filename.endswith((".xml", ".rels")):
        return True
    with archive.open(part) as stream:
        beginning = stream.read(100).lstrip()
    return beginning.startswith(XML_BEGINS) and not part.filename.startswith(PICTURES)


def _aside(found: Found, sheet: str | None) -> Aside:
    cell = CELL.match(found.area) if sheet else None
    return Aside(found.where, found.text, sheet, int(cell[2]) if cell else None, cell[1] if cell else None)


def _sheets_of(parts: Mapping[str, _Texts]) -> dict[str, str]:
    """The name of the sheet that each part belongs to: the sheet's own part, its comments, drawings and tables."""
    judge_count("workbook_has_few_sheets", len(parts[WORKBOOK].sheets), MOST_SHEETS)
    names = {identifier: name for name, identifier in parts[WORKBOOK].sheets}
    sheets = {target: names[identifier] for identifier, target in _related(parts, WORKBOOK) if identifier in names}
    is_counted = all(target in parts and parts[target].root in ROOTS for target in sheets)
    if len(sheets) < len(parts[WORKBOOK].sheets) or not is_counted:
        # Sheets that share a part would each be read from it again.
        raise UnreadableFile("file_is_whole")
    waiting = list(sheets)
    while waiting:
        owner = waiting.pop()
        for _, target in _related(parts, owner):
            if target in parts and target not in sheets:
                sheets[target] = sheets[owner]
                waiting.append(target)
    return sheets


def _related(parts: Mapping[str, _Texts], owner: str) -> Iterator[tuple[str, str]]:
    """The identifier and the name of each part that a part refers to."""
    folder, _, name = owner.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    for identifier, target in relations.relations if relations else ():
        yield identifier, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _owner(relations: str) -> str:
    return relations.replace("_rels/", "").removesuffix(".rels")


@dataclass
class _Texts(ContentHandler):
    """Collects the texts of a part; of a sheet, those outside the cells, and how many rows and cells it has."""

    part: str
    place: str
    counted: Characters
    root: str = ""
    has_formulas: bool = False
    rows: int = 0
    cells: int = 0
    properties: int = 0
    longest_shared: int = 0
    skipped: int = 0
    area: str = ""
    sheets: list[tuple[str, str]] = field(default_factory=list)
    relations: list[tuple[str, str]] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def is_sheet(self) -> bool:
        """Whether the part is a sheet, whose cells are read elsewhere."""
        return self.root == SHEET

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  (the parser's own name)
        local = name.rpartition(":")[2]
        self.path.append(local)
        judge_depth(self.path)
        if len(self.path) == 1:
            self._begin(local)
        if not self.skipped and self._is_added(name, attrs):
            self.skipped = len(self.path)
        if local in PLACED:
            self.area = str(attrs.get("ref") or attrs.get("sqref") or "")
        if self.is_sheet and local in ("row", "c"):
            self._count(local)
        elif self.is_sheet and local == "f":
            self.has_formulas = True
        elif local == "sheet":
            identifier = next((str(value) for key, value in attrs.items() if key.endswith(":id")), "")
            self.sheets.append((str(attrs.get("name", "")), identifier))
        elif local == "Relationship":
            self.relations.append((str(attrs.get("Id", "")), str(attrs.get("Target", ""))))
        elif local in ("mergeCell", "hyperlink", "comment"):
            self._count_area(str(attrs.get("ref", "A1")))
        self._judge_counts(local, attrs)
        if local not in ("row", "c"):
            for attribute, value in attrs.items():
                if attribute.rpartition(":")[2] in TEXT_ATTRIBUTES:
                    self._keep(local, value)

    def _begin(self, root: str) -> None:
        """Take in the root. Raises UnreadableFile at a second workbook: which is read depends on the program."""
        self.root = root
        if root == "workbook" and self.part != WORKBOOK:
            raise UnreadableFile("file_is_whole")

    def _judge_counts(self, local: str, attrs: AttributesImpl) -> None:
        """Count what openpyxl compares with all others of its kind. Raises UnreadableFile if there are too many."""
        if local in AREAS:
            self.counted.take_areas(len(str(attrs.get("sqref") or "A1").split()))
        elif local == "property":
            self.properties += 1
            judge_count("workbook_has_few_properties", self.properties, MOST_PROPERTIES)

    def _is_added(self, name: str, attrs: AttributesImpl) -> bool:
        """Whether the element holds what a program has filled in: a property, a column of SharePoint, a whole part."""
        local = name.rpartition(":")[2]
        if self.part.startswith("docProps/"):
            return local == "property" and is_added(str(attrs.get("name", "")))
        if not self.part.startswith(CUSTOM_XML):
            return False
        if len(self.path) > 1:
            return local == PERSON or is_added(local)
        prefix = name.rpartition(":")[0]
        space = str(attrs.get(f"xmlns:{prefix}" if prefix else "xmlns", ""))
        return space.startswith(OF_MICROSOFT) and space != COLUMNS

    def _keep(self, element: str, text: str) -> None:
        if self.skipped or not text.strip() or is_signature(element, text):
            return
        inner = next((PLACES_WITHIN[each] for each in reversed(self.path) if each in PLACES_WITHIN), None)
        place = inner if inner and (self.is_sheet or self.part == WORKBOOK) else self.place
        if self.root == SHARED:
            self.longest_shared = max(self.longest_shared, len(text))
            if len(text) > LONGEST_TEXT:
                # Told of at the cell that shares it.
                return
        self.add(say(place), text, self.area)

    def add(self, where: str, text: str, area: str = "") -> None:
        """Keep a text. Raises UnreadableFile if it is too long, or there is too much text in all."""
        self.counted.take_aside(where, text)
        self.found.append(Found(where, without_identifiers(text), area))

    def _count(self, local: str) -> None:
        if local == "row":
            self.rows += 1
        else:
            self.cells += 1
        judge_counts(self.rows, self.cells)

    def _count_area(self, area: str) -> None:
        """Count the cells of an area that is merged, or has a link or a comment: each takes memory when opened."""
        first_column, first_row, last_column, last_row = range_boundaries(area)
        self.cells += ((last_column or 0) - (first_column or 0) + 1) * ((last_row or 0) - (first_row or 0) + 1)
        judge_counts(self.rows, self.cells)

    def characters(self, content: str) -> None:
        if not (self.is_sheet and self.path[-1] in CELL_TEXTS and "c" in self.path):
            self.pieces.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002
        local = self.path.pop()
        if self.pieces and not BLOCKS.intersection(self.path):
            text = "".join(self.pieces)
            if local == "author":
                self.authors.append(text.strip())
            elif local == "comment" and self.part.startswith(COMMENTS):
                text = without_author(text, self.authors)
            self.path.append(local)
            self._keep(local, text)
            self.path.pop()
            self.pieces = []
        if len(self.path) < self.skipped:
            self.skipped = 0
        if local in PLACED:
            self.area = ""


def without_author(note: str, authors: Sequence[str]) -> str:
    """A note without the line that Excel begins it with, which names whoever wrote it: "Eva Ek:"."""
    line = next((f"{author}:" for author in authors if author and note.lstrip().startswith(f"{author}:")), "")
    return note.lstrip().removeprefix(line)
