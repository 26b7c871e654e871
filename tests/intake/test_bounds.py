"""Files with more text, sheets or properties than anyone writes: refused before a scan, at place, within memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.intake.files.opening import open_document
from pipeline.model import Place, Problem
from tests.intake.files import HEADINGS, MAIN, OFFICE, archive, headed, inline, raw_parts, raw_row, text_file, workbook

SOUND = raw_parts(headed(inline("12"), "2582"))

LONG = "a" * 32_768

Made = dict[str, str | bytes]


def sheets(count: int, rows: str = "") -> bytes:
    """A workbook of so many sheets, all of which name the same part."""
    named = "".join(f'<sheet name="B{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, count + 1))
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>'
    return archive({**raw_parts(rows), "xl/workbook.xml": book})


def with_part(name: str, content: str) -> bytes:
    return archive({**SOUND, name: content})


def properties(*values: str) -> str:
    """The part of a workbook's own properties with these values."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    each = "".join(f'<property pid="2" name="p"><vt:lpwstr>{value}</vt:lpwstr></property>' for value in values)
    return f'<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">{each}</Properties>'


def shared(text: str, cells: int) -> bytes:
    """A workbook in which so many cells share one text."""
    named = '<c t="s"><v>0</v></c>'
    rows = "".join(raw_row(number, [named] * 8) for number in range(2, 2 + cells // 8))
    return archive(raw_parts(raw_row(1, map(inline, HEADINGS)) + rows, text))


def merged(count: int) -> bytes:
    areas = "".join(f'<mergeCell ref="A{number}:B{number}"/>' for number in range(9, count + 9))
    return archive(raw_parts(headed(inline("12"), "2582"), after=f"<mergeCells>{areas}</mergeCells>"))


def listed(count: int) -> bytes:
    cells = " ".join(f"A{number}" for number in range(1, count + 1))
    lists = f'<dataValidations><dataValidation type="list" sqref="{cells}"/></dataValidations>'
    return archive(raw_parts(headed(inline("12"), "2582"), after=lists))


def moved_sheet() -> bytes:
    """A workbook whose sheet is in a part that is not called as others are, with a million rows."""
    parts = {name: part for name, part in SOUND.items() if name != "xl/worksheets/sheet1.xml"}
    relations = str(parts["xl/_rels/workbook.xml.rels"]).replace("worksheets/sheet1.xml", "blad.dat")
    rows = "".join(f'<row r="{number}"/>' for number in range(1, 200_000))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return archive({**parts, "xl/_rels/workbook.xml.rels": relations, "xl/blad.dat": sheet})


def calc(body: str) -> bytes:
    """A spreadsheet of LibreOffice, with a style that strikes text out."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    struck = (
        '<style:style style:name="s" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{struck}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="T">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def calc_cell(text: str, repeated: int = 1) -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="{repeated}" office:value-type="string">'
    return calc(f"<table:table-row>{cell}<text:p>{text}</text:p></table:table-cell></table:table-row>")


TOO_LONG = (
    "Texten har 32 768 tecken. En cell får ha högst 32 767, som i Excel. Korta texten, eller dela den på flera celler. "
    "I en CSV-fil kan det vara ett citattecken som saknas: öppna filen i Excel och spara den på nytt."
)
TOO_MUCH = (
    "Filen har mer än 5 000 000 tecken text. Ett års uppgifter är långt mindre. Kontrollera att det är rätt fil, eller "
    "dela den."
)
TOO_MANY_SHEETS = "Filen har fler än 300 blad. Ta bort de blad som inte ska läsas, eller dela filen."
TOO_MANY_AREAS = (
    "Filen har fler än 10 000 sammanfogade celler, listor och regler för celler. Markera cellerna, kopiera dem till en "
    "ny arbetsbok med Klistra in special, Värden, och spara den."
)
TOO_MANY_PROPERTIES = (
    "Filen har fler än 1 000 egenskaper (Arkiv, Info, Egenskaper). Kopiera cellerna till en ny arbetsbok och lämna in "
    "den."
)
TOO_LONG_PROPERTY = (
    "I filens egenskaper (tas bort i Excel med Arkiv, Info, Sök efter problem, Kontrollera dokument, "
    "Dokumentegenskaper och personlig information) står en text på 32 768 tecken. En text får ha "
    "högst 32 767. Ta bort den, eller kopiera cellerna till en ny arbetsbok."
)
DAMAGED = (
    "Filen är skadad eller inte hel och kan inte läsas. Öppna den i Excel, spara den på nytt och lägg in den igen. Går "
    "den inte att öppna: hämta den en gång till från den som skickade den."
)
TOO_MANY_ROWS = (
    "Ett blad har fler än 100 000 rader eller 500 000 celler, tomma inräknade. Markera de tomma raderna under "
    "tabellen, högerklicka, välj Ta bort, och spara."
)

ATTACKS: dict[str, tuple[str, Callable[[], bytes], str, Place, str]] = {
    "sheets": ("fil.xlsx", lambda: sheets(20_000), "workbook_has_few_sheets", Place("fil.xlsx"), TOO_MANY_SHEETS),
    "sheets that share a part": ("fil.xlsx", lambda: sheets(300), "file_is_whole", Place("fil.xlsx"), DAMAGED),
    "properties": (
        "fil.xlsx",
        lambda: with_part("docProps/custom.xml", properties(*["x"] * 1001)),
        "workbook_has_few_properties",
        Place("fil.xlsx"),
        TOO_MANY_PROPERTIES,
    ),
    "long property": (
        "fil.xlsx",
        lambda: with_part("docProps/custom.xml", properties(LONG)),
        "text_is_short",
        Place("fil.xlsx"),
        TOO_LONG_PROPERTY,
    ),
    "long properties": (
        "fil.xlsx",
        lambda: with_part("docProps/custom.xml", properties(*["Anna Berg " * 3000] * 400)),
        "file_has_few_characters",
        Place("fil.xlsx"),
        TOO_MUCH,
    ),
    "long shared text": (
        "fil.xlsx",
        lambda: shared(f"<si><t>{LONG}</t></si>", 8),
        "text_is_short",
        Place("fil.xlsx", "Värden", 2, "A"),
        TOO_LONG,
    ),
    "shared formatted text": (
        "fil.xlsx",
        lambda: shared(f"<si><r><rPr><strike/></rPr><t>{'a b ' * 8000}</t></r></si>", 400_000),
        "file_has_few_characters",
        Place("fil.xlsx"),
        TOO_MUCH,
    ),
    "deep": (
        "fil.xlsx",
        lambda: with_part("docProps/app.xml", "<a>t" * 200_000 + "</a>" * 200_000),
        "file_is_whole",
        Place("fil.xlsx"),
        DAMAGED,
    ),
    "unknown encoding": (
        "fil.xlsx",
        lambda: with_part("docProps/app.xml", '<?xml version="1.0" encoding="UTF--1"?><x/>'),
        "file_is_whole",
        Place("fil.xlsx"),
        DAMAGED,
    ),
    "merged": ("fil.xlsx", lambda: merged(40_000), "workbook_has_few_areas", Place("fil.xlsx"), TOO_MANY_AREAS),
    "listed": ("fil.xlsx", lambda: listed(100_000), "workbook_has_few_areas", Place("fil.xlsx"), TOO_MANY_AREAS),
    "sheet under another name": ("fil.xlsx", moved_sheet, "sheet_is_small", Place("fil.xlsx"), TOO_MANY_ROWS),
    "long text": (
        "fil.csv",
        lambda: text_file([HEADINGS, ["VNR-03", LONG]]),
        "text_is_short",
        Place("fil.csv", None, 2, "B"),
        TOO_LONG,
    ),
    "much text": (
        "fil.csv",
        lambda: text_file([HEADINGS, *[["a b " * 5000]] * 501]),
        "file_has_few_characters",
        Place("fil.csv"),
        TOO_MUCH,
    ),
    "long text in Calc": (
        "fil.ods",
        lambda: calc_cell(LONG),
        "text_is_short",
        Place("fil.ods", "T", 1, "A"),
        TOO_LONG,
    ),
    "repeated text in Calc": (
        "fil.ods",
        lambda: calc_cell("Anna Berg " * 3000, repeated=400),
        "file_has_few_characters",
        Place("fil.ods"),
        TOO_MUCH,
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_more_than_anyone_writes_is_refused_at_its_place(name: str, tmp_path: Path) -> None:
    file, make, rule, place, message = ATTACKS[name]
    path = tmp_path / file
    path.write_bytes(make())
    assert open_document(path, None)[1] == [Problem(place, rule, None, message)]


def test_text_struck_out_by_many_spans_is_struck_out_once(tmp_path: Path) -> None:
    """Each span doubled the text: a file of half a kilobyte filled the memory."""
    path = tmp_path / "fil.ods"
    path.write_bytes(calc_cell('<text:span text:style-name="s">' * 30 + "ab" + "</text:span>" * 30))
    document = open_document(path, None)[0]
    assert document is not None
    assert document.sheets[0].rows[1][0].content == "a\u0336b\u0336"


def test_the_longest_text_of_excel_is_read(tmp_path: Path) -> None:
    path = tmp_path / "fil.xlsx"
    path.write_bytes(workbook([HEADINGS, [LONG[1:]]]))
    assert open_document(path, None)[1] == []


BOUNDED = """
import resource, sys
from pathlib import Path
from pipeline.checks.personal import scan
from pipeline.intake.files.opening import open_document
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
document, problems, _ = open_document(Path(sys.argv[1]), None)
print([each.rule for each in problems], document and len(list(scan(document.texts()))))
"""


def hidden_columns() -> bytes:
    """A sheet of many cells, each of whose columns says by itself that it is hidden."""
    columns = "".join(f'<col min="{number}" max="16384" hidden="1"/>' for number in range(1, 16_384))
    rows = "".join(f'<row r="{n}">{"".join(f"<c><v>{n}</v></c>" for _ in range(8))}</row>' for n in range(9, 9000))
    corner = '<row r="9001"><c r="XFD9001"><v>1</v></c></row>'
    return archive(raw_parts(headed(inline("12"), "2582") + rows + corner, before=f"<cols>{columns}</cols>"))


@pytest.mark.parametrize(
    ("file", "make", "told"),
    [
        pytest.param("fil.xlsx", lambda: with_part("xl/drawings/vmlDrawing1.vml", "<" * 3_000_000), "[", id="drawing"),
        pytest.param("fil.xlsx", hidden_columns, "[] 0", id="hidden columns"),
        pytest.param("fil.csv", lambda: b";" * 19_000_000 + b"x", "['file_has_few_cells'] None", id="wide"),
    ],
)
def test_it_takes_bounded_time_and_memory(file: str, make: Callable[[], bytes], told: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.write_bytes(make())
    run = subprocess.run([sys.executable, "-c", BOUNDED, str(path)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(told)
