"""An OpenDocument spreadsheet (.ods), as LibreOffice saves it, as the cells of its sheets, and what is hidden in it.

Read by the project itself: no library that reads .ods keeps the comments, hidden rows and merged cells that disclosure
control needs, within bounds on repeated rows and cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pipeline.intake.files.bounds import Characters
from pipeline.intake.files.calc_cells import CalcCells
from pipeline.intake.files.calc_styles import Styles
from pipeline.intake.files.calc_texts import CalcTexts
from pipeline.intake.files.document import Aside, Document
from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.intake.files.zip_safety import parse, refuse_parts, safe_archive
from pipeline.messages import say
from pipeline.model import Problem, Repair

CONTENT, KIND, MANIFEST, STYLES, META = "content.xml", "mimetype", "META-INF/manifest.xml", "styles.xml", "meta.xml"

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"

CHART = "application/vnd.oasis.opendocument.chart"
"""The one kind of document within a document that is read, since it is scanned as any chart is."""

ENCRYPTED = "encrypted-package"
"""The part that holds all the others in a file with a password, since LibreOffice 24.8."""

FORBIDDEN = (
    ("Basic/", "workbook_has_no_macros"),
    ("Scripts/", "workbook_has_no_macros"),
    ("Dialogs/", "workbook_has_no_macros"),
    ("Versions/", "workbook_embeds_no_files"),
)
"""What may run when the file is opened, or holds earlier versions that cannot be scanned."""

Handler = TypeVar("Handler", bound=CalcTexts)

EMBEDDED = re.compile(r"Obj[^/]*\d+")
"""The name of a document within the document: "Object 1"."""


def is_calc(content: bytes) -> bool:
    """Whether an archive is an OpenDocument spreadsheet, or one with a password."""
    with safe_archive(content) as archive:
        names = archive.namelist()
        is_kind = KIND in names and archive.read(KIND).startswith(SPREADSHEET)
        return is_kind and (CONTENT in names or ENCRYPTED in names)


def open_calc(path: Path, content: bytes) -> tuple[Document, list[Problem], list[Repair]]:
    """The spreadsheet as a document: every sheet, hidden ones too. Raises UnreadableFile."""
    with safe_archive(content) as archive:
        names = archive.namelist()
        _judge(names, _manifest(archive))
        counted = Characters()
        asides = list(_besides(archive, counted))
        styles = Styles()
        if STYLES in names:
            common = _parsed(archive, STYLES, CalcCells(counted=counted, styles=styles))
            asides += common.asides
        cells = _parsed(archive, CONTENT, CalcCells(counted=counted, styles=styles))
    sheets = tuple(cells.sheets())
    if not sheets:
        raise UnreadableFile("file_is_whole")
    return Document(path, sheets, None, (*asides, *cells.asides)), [], []


@dataclass
class _Manifest(CalcTexts):
    """Collects the type of each part, and whether any is encrypted."""

    types: dict[str, str] = field(default_factory=dict)
    is_encrypted: bool = False

    def begin(self, element: str, attrs: Mapping[str, str]) -> None:
        self.is_encrypted |= element == "manifest:encryption-data"
        if element == "manifest:file-entry":
            name = attrs.get("manifest:full-path", "")
            self.types[name.rstrip("/")] = attrs.get("manifest:media-type", "")


def _manifest(archive: zipfile.ZipFile) -> _Manifest:
    return _parsed(archive, MANIFEST, _Manifest()) if MANIFEST in archive.namelist() else _Manifest()


def _judge(names: list[str], manifest: _Manifest) -> None:
    """Refuse what has a password, may act on its own, or holds other documents than charts."""
    if manifest.is_encrypted or ENCRYPTED in names:
        raise UnreadableFile("calc_has_no_password")
    refuse_parts(names, FORBIDDEN)
    for name in names:
        top = name.partition("/")[0]
        if EMBEDDED.fullmatch(top) and manifest.types.get(top) != CHART:
            raise UnreadableFile("workbook_embeds_no_files")


def _besides(archive: zipfile.ZipFile, counted: Characters) -> Iterator[Aside]:
    """The texts of the archive itself, of its properties and of its charts."""
    for part in archive.infolist():
        yield Aside(say("place_part"), part.filename)
        folder, _, name = part.filename.rpartition("/")
        if part.filename == META:
            yield from _parsed(archive, META, CalcTexts("place_calc_properties", counted)).asides
        elif EMBEDDED.fullmatch(folder) and name in (CONTENT, STYLES, META):
            yield from _parsed(archive, part.filename, CalcTexts("place_drawing", counted)).asides
    for comment in (archive.comment, *(part.comment for part in archive.infolist())):
        if comment:
            yield Aside(say("place_calc_properties"), comment.decode("utf-8", "replace"))


def _parsed(archive: zipfile.ZipFile, part: str, handler: Handler) -> Handler:
    with archive.open(part) as stream:
        parse(stream, handler, with_namespaces=True)
    return handler
