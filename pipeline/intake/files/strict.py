"""Strict Open XML, which Excel saves on request, in the transitional names that openpyxl reads."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.intake.files.workbook_texts import WORKBOOK

STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
"""How a namespace or a kind of relation begins in Strict (ISO/IEC 29500-1); the other names are in part 4."""

SPELLED_OTHERWISE = (
    (b"/2006/extendedProperties", b"/2006/extended-properties"),
    (b"/2006/customProperties", b"/2006/custom-properties"),
    (b"/2006/relationships/extendedProperties", b"/2006/relationships/extended-properties"),
    (b"/2006/relationships/customProperties", b"/2006/relationships/custom-properties"),
)


def as_transitional(content: bytes) -> bytes:
    """The workbook with transitional names, or the same bytes if it has them already.

    For an archive that `scan_workbook` has found safe and small enough.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not STRICT.search(archive.read(WORKBOOK)):
            return content
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as renamed:
            for part in archive.infolist():
                whole = archive.read(part)
                is_xml = part.filename.endswith((".xml", ".rels"))
                renamed.writestr(part.filename, _renamed(whole) if is_xml else whole)
        return stream.getvalue()


def _renamed(part: bytes) -> bytes:
    part = STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part)
    for strict, transitional in SPELLED_OTHERWISE:
        part = part.replace(strict, transitional)
    return part
