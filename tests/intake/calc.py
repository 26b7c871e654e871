"""OpenDocument spreadsheets as LibreOffice saves them, written part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from tests.intake.files import SHEET, archive

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"

SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **{name: f"{OASIS}{name}:1.0" for name in "office table text style meta manifest form script chart".split()},
        "draw": f"{OASIS}drawing:1.0",
        "number": f"{OASIS}datastyle:1.0",
        "fo": f"{OASIS}xsl-fo-compatible:1.0",
        "svg": f"{OASIS}svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"

EMPTY = "<table:table-cell/>"


def text_cell(text: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{attributes}><text:p>{escape(text)}</text:p></table:table-cell>'
    )


def number_cell(number: object, attributes: str = "", kind: str = "float") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{number}"{attributes}><text:p>{number}</text:p>'
        "</table:table-cell>"
    )


def cell(content: object) -> str:
    """A cell that holds a text, a whole number, or nothing."""
    if content in ("", None):
        return EMPTY
    return text_cell(content) if isinstance(content, str) else number_cell(content)


def table_row(cells: Iterable[str], attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def table(rows: Iterable[str], name: str = SHEET, attributes: str = "", before: str = "") -> str:
    """A sheet of these rows, with columns or shapes before them."""
    return f'<table:table table:name="{name}"{attributes}>{before}{"".join(rows)}</table:table>'


def table_of(rows: Iterable[Iterable[object]]) -> str:
    """A sheet of rows whose cells hold these texts and numbers."""
    return table(table_row(map(cell, cells)) for cells in rows)


def calc_parts(
    tables: str, styles: str = "", before: str = "", after: str = "", scripts: str = ""
) -> dict[str, str | bytes]:
    """The parts of a spreadsheet with these sheets and automatic styles; the rest stands around the sheets."""
    return {
        "mimetype": MIMETYPE,
        "content.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}>{scripts}'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{before}"
            f"{tables}{after}</office:spreadsheet></office:body></office:document-content>"
        ),
        "META-INF/manifest.xml": manifest(),
    }


def manifest(entries: Mapping[str, str] | None = None, inner: str = "") -> str:
    """The list of the parts and their types, of which each may hold more."""
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}">{inner}</manifest:file-entry>'
        for name, kind in {"/": MIMETYPE, "content.xml": "text/xml", **(entries or {})}.items()
    )
    return f"<manifest:manifest {SPACES}>{listed}</manifest:manifest>"


def calc_file(tables: str, styles: str = "", before: str = "", after: str = "", scripts: str = "") -> bytes:
    """A spreadsheet with these sheets."""
    return archive(calc_parts(tables, styles, before, after, scripts))


def calc_document(kind: str, inner: str) -> str:
    """A part of a spreadsheet: "styles", "meta" or "content"."""
    return f"<office:document-{kind} {SPACES}>{inner}</office:document-{kind}>"
