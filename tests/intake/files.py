"""Files as staff have them, made from rows: text in any encoding, workbooks, and workbooks written part by part."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ("Indikator", "År", "Kommunkod", "Kön", "Ålder", "Värde", "Status", "Anmärkning")
"""The headings of the tables that the tests write, of which `row` fills each."""

SHEET = "Värden"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

Cells = Sequence[Any]
Change = Callable[[Worksheet], None]


def row(
    value: Any,
    area: str,
    indicator: Any = "VNR-03",
    year: Any = "2024",
    sex: Any = "T",
    age: Any = "total",
    status: Any = "",
    note: Any = "",
) -> list[Any]:
    """A row under HEADINGS."""
    return [indicator, year, area, sex, age, value, status, note]


def text_file(
    rows: Iterable[Cells],
    delimiter: str = ";",
    encoding: str = "utf-8",
    end: str = "\n",
    before: str = "",
    after: str = "",
) -> bytes:
    """Rows as a text file, `before` and `after` as they stand; a cell in quotes where it must be."""
    text = io.StringIO(newline="")
    # Python's writer leaves a line feed without quotes where the rows end with something else.
    quoting: Literal[0, 1] = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return (before + text.getvalue() + after).encode(encoding)


def workbook(rows: Iterable[Cells], change: Change | None = None, sheet: str = SHEET) -> bytes:
    """Rows as a workbook of one sheet, texts as texts whatever they begin with; `change` is done before it is saved."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for number, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            if value not in ("", None):
                cell = page.cell(number, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    if change:
        change(page)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(page: Worksheet) -> Workbook:
    """The workbook that a sheet is in."""
    assert page.parent is not None
    return page.parent


def custom_properties(book: Workbook) -> CustomPropertyList[str | None]:
    """The custom properties of a workbook: an attribute that the types of openpyxl leave out."""
    properties = vars(book)["custom_doc_props"]
    assert isinstance(properties, CustomPropertyList)
    return properties


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


def raw_parts(rows_xml: str, shared: str = "", after: str = "", before: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook whose rows are this XML; `shared` are its shared strings, each an <si>.

    `before` and `after` stand before and after the rows in the sheet.
    """
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
            'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
            'sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>'
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows_xml}</sheetData>{after}</worksheet>'
        ),
    }


def raw_row(number: int, cells: Iterable[str], attributes: str = "") -> str:
    """A row of cells that are XML, each without its place: 'A' holds the first."""
    placed = (
        cell.replace("<c", f'<c r="{chr(ord("A") + place)}{number}"', 1) for place, cell in enumerate(cells) if cell
    )
    return f'<row r="{number}"{attributes}>{"".join(placed)}</row>'


def inline(text: str) -> str:
    """A cell that holds its own text."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def raw_workbook(value_xml: str, area: str, indicator: str = "VNR-03", shared: str = "") -> bytes:
    """A workbook of one row under HEADINGS whose value is this XML."""
    return archive(raw_parts(headed(value_xml, area, indicator), shared))


def headed(value_xml: str, area: str, indicator: str = "VNR-03") -> str:
    """The row of headings, and under it a row whose value is this XML."""
    filled = [inline(indicator), inline("2024"), inline(area), inline("T"), inline("total"), value_xml]
    return raw_row(1, map(inline, HEADINGS)) + raw_row(2, filled)
