"""Files of the kinds that staff really have: read whole, or named for what they are with a way on that works."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.draft import Draft, draft_import
from pipeline.intake.files.opening import open_document
from pipeline.model import Place, Problem, Repair
from pipeline.project import Project
from tests.conftest import Runner
from tests.intake.files import (
    HEADINGS,
    archive,
    book_of,
    custom_properties,
    headed,
    inline,
    raw_parts,
    row,
    text_file,
    workbook,
)

TODAY = datetime.date(2026, 4, 12)


def drafted(project: Project, path: Path) -> Draft:
    return draft_import(project, [path], today=TODAY)


def failing(shared: Path, number: str) -> Path:
    """A file with a known fault, which lies beside the repository."""
    found = sorted((shared / "failing").glob(f"{number}-*"))
    if not found:
        pytest.skip("the files with known faults are not here")
    return found[0]


def file_of(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def problems_of(folder: Path, name: str, content: bytes) -> list[Problem]:
    """What keeps a file of this name and content from being read."""
    return open_document(file_of(folder, name, content), None)[1]


# Formats that are made for programs.

JSON = (
    "Filen är en fil i JSON-format och kan inte läsas. Hämta uppgifterna på nytt från källans webbplats och välj Excel "
    "(.xlsx) eller CSV som filformat."
)
PX = (
    "Filen är en fil i px-format (PC-Axis) och kan inte läsas. Hämta uppgifterna på nytt från källans webbplats och "
    "välj Excel (.xlsx) eller CSV som filformat."
)
XML = (
    "Filen är en fil i XML-format och kan inte läsas. Hämta uppgifterna på nytt från källans webbplats och välj Excel "
    "(.xlsx) eller CSV som filformat."
)
SVG = (
    "Filen är en bild (SVG) och kan inte läsas. Hämta uppgifterna på nytt från källans webbplats och välj Excel "
    "(.xlsx) eller CSV som filformat."
)
FLAT = (
    "Filen är ett dokument i platt XML från LibreOffice (till exempel .fods) och kan inte läsas. Öppna den i det "
    "program som den kommer från och spara uppgifterna som Excel-arbetsbok (.xlsx) eller CSV."
)
XML_WORKBOOK = (
    "Filen är ett XML-kalkylblad från Excel och kan inte läsas. Öppna den i det program som den kommer från och spara "
    "uppgifterna som Excel-arbetsbok (.xlsx) eller CSV."
)
WEB_PAGE = (
    "Filen är en webbsida och kan inte läsas. Öppna den i det program som den kommer från och spara uppgifterna som "
    "Excel-arbetsbok (.xlsx) eller CSV."
)

FORMATS: dict[str, tuple[bytes, str]] = {
    "json-stat": (b'{"class":"dataset","label":"Anm\xc3\xa4lda brott","value":[12]}', JSON),
    "json of Kolada": (b'{\n  "count": 1,\n  "values": [{"kpi": "N07402", "period": 2025}]\n}', JSON),
    "json with a mark": (b'\xef\xbb\xbf{"value":[12]}', JSON),
    "json after blanks": (b' \r\n\t{ "value":[12]}', JSON),
    "json in UTF-16": (b"\xff\xfe" + '{"value":[12]}'.encode("utf-16-le"), JSON),
    "json rows": (b'[{"kommun": "2582"}]', JSON),
    "json arrays": (b'[["kommun", "\xe5r"], ["2582", "2025"]]', JSON),
    "json numbers": (b"[1, 2]", JSON),
    "json lines": (b'{"a": 1}\n{"a": 2}\n', JSON),
    "empty json": (b"{}", JSON),
    "json cut off": (b'{"value": [1, 2', JSON),
    "px": (b'CHARSET="ANSI";\nAXIS-VERSION="2013";\nMATRIX="x";\nDATA=\n12;', PX),
    "px of an old kind": (b'AXIS-VERSION="2000";\nTITLE="M\x84n";\nDATA=\n12;', PX),
    "px in a language": (b'TITLE[sv]="Brott";\nDATA=\n12;', PX),
    "xml": (b'<?xml version="1.0"?>\n<!-- <html> -->\n<svar><rad/></svar>', XML),
    "xml without declaration": (b'<svar xmlns="http://example.se/">', XML),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', SVG),
    "svg with declaration": (
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg/>',
        SVG,
    ),
    "fods": (b'<?xml version="1.0"?>\n<office:document xmlns:office="x" office:mimetype="y">', FLAT),
    "xml of Excel": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="x">',
        XML_WORKBOOK,
    ),
    "web page": (b"<!DOCTYPE html><p>Ingen tabell", WEB_PAGE),
    "web page in xml": (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', WEB_PAGE),
    "table of a web page": (b"<table border=1><tr><td>Indikator", WEB_PAGE),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_that_is_no_table_is_named(name: str, tmp_path: Path) -> None:
    content, message = FORMATS[name]
    assert problems_of(tmp_path, "fil.csv", content) == [Problem(Place("fil.csv"), "file_is_a_table", None, message)]


@pytest.mark.parametrize("first", ["[1] Preliminärt", "<5 döljs", "{år}", "CHARSET", "[Indikator]", "Titel=Brott"])
def test_a_table_that_only_begins_like_another_format_is_read(first: str, tmp_path: Path) -> None:
    content = text_file([[first], HEADINGS, row(12, "1440")])
    document, problems, _ = open_document(file_of(tmp_path, "fil.csv", content), None)
    assert problems == []
    assert document is not None
    assert document.sheets[0].cell(1, 1).content == first


def test_the_json_answer_is_named_and_the_same_figures_as_csv_or_workbook_are_read(
    started: Project, shared: Path, tmp_path: Path
) -> None:
    assert [problem.message for problem in drafted(started, failing(shared, "16")).problems] == [JSON]
    for name, content in (
        ("fil.csv", text_file([HEADINGS, row(12, "1440")])),
        ("fil.xlsx", workbook([HEADINGS, row(12, "1440")])),
    ):
        draft = drafted(started, file_of(tmp_path, name, content))
        assert (draft.problems, draft.counts.new) == ((), 1)


# Strict Open XML.


def strict(content: bytes) -> bytes:
    """The workbook as "Strikt Open XML-kalkylblad" has it: other namespaces, and kinds of relations."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert b"purl.oclc.org" in strict_part(parts["xl/workbook.xml"])
    return archive({name: strict_part(part) for name, part in parts.items()})


def strict_part(part: bytes) -> bytes:
    part = part.replace(b"extended-properties", b"extendedProperties").replace(b"custom-prop", b"customProp")
    return re.sub(
        rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument|drawingml)/2006/",
        rb"http://purl.oclc.org/ooxml/\1/",
        part.replace(b"<workbook ", b'<workbook conformance="strict" ', 1),
    )


def test_a_strict_workbook_is_read_as_the_same_workbook_in_the_usual_form(tmp_path: Path) -> None:
    def adorn(page: Worksheet) -> None:
        page["A2"].comment = Comment("Skriv koden här", "Enheten")
        page["F2"].number_format = "0 %"
        page.merge_cells("A4:B4")
        page.row_dimensions[3].hidden = True
        custom_properties(book_of(page)).append(StringProperty(name="Akt", value="Uppföljning"))

    usual = workbook([HEADINGS, row(0.12, "1440"), row("=1+1", "1440")], adorn)
    documents = [open_document(file_of(tmp_path, "fil.xlsx", content), None) for content in (usual, strict(usual))]
    assert documents[0] == documents[1]
    assert documents[1][0] is not None


def test_a_date_of_a_strict_workbook_is_a_date(tmp_path: Path) -> None:
    cell = '<c t="d"><v>2024-01-15T00:00:00</v></c>'
    path = file_of(tmp_path, "fil.xlsx", strict(archive(raw_parts(headed(cell, "1440")))))
    document, problems, _ = open_document(path, None)
    assert problems == []
    assert document is not None
    assert document.sheets[0].cell(2, 6).content == datetime.datetime(2024, 1, 15)


def test_a_strict_workbook_is_scanned_and_bounded_as_any_other(tmp_path: Path) -> None:
    parts = raw_parts(headed(inline("12"), "1440"))
    for part, rule in (("xl/vbaProject.bin", "workbook_has_no_macros"), ("docProps/app.xml", "workbook_is_safe")):
        content = strict(archive({**parts, part: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}))
        assert [problem.rule for problem in problems_of(tmp_path, "fil.xlsx", content)] == [rule]


def test_the_strict_file_is_read_and_marked(started: Project, shared: Path, own: Path, runner: Runner) -> None:
    draft = drafted(started, failing(shared, "17"))
    assert (draft.problems, draft.counts.new) == ((), 2)

    path = file_of(own / "inbox", "fil.xlsx", strict(workbook([HEADINGS, row("tolv", "1440")])))
    assert runner("import", path, "--project", own).exit_code == 1
    copy = openpyxl.load_workbook(own / "inbox/rapport/fil-att-rätta.xlsx")
    assert [cell.value for cell in copy["Värden"][2]][:6] == row("tolv", "1440")[:6]


# Filters.


def filtered(first: int, last: int, hidden: int) -> bytes:
    """A workbook with filter buttons over some rows, and a row that is hidden."""

    def change(page: Worksheet) -> None:
        page.auto_filter.ref = f"A{first}:H{last}"
        page.row_dimensions[hidden].hidden = True

    return workbook([HEADINGS, row(12, "1440"), row(13, "1440"), row(14, "1440")], change)


@pytest.mark.parametrize(
    ("first", "last", "hidden", "is_filtered"), [(1, 4, 3, True), (1, 2, 3, False), (1, 4, 9, False)]
)
def test_a_sheet_is_filtered_if_a_row_is_hidden_among_those_of_its_filter(
    first: int, last: int, hidden: int, is_filtered: bool, tmp_path: Path
) -> None:
    document, _, _ = open_document(file_of(tmp_path, "fil.xlsx", filtered(first, last, hidden)), None)
    assert document is not None
    assert [sheet.is_filtered for sheet in document.sheets] == [is_filtered]


def test_the_filter_of_a_table_is_a_filter_of_its_sheet(tmp_path: Path) -> None:
    def change(page: Worksheet) -> None:
        table = Table(displayName="Siffror", ref="A1:H3")
        table.autoFilter = AutoFilter(ref="A1:H3")
        page.add_table(table)
        page.row_dimensions[3].hidden = True

    content = workbook([HEADINGS, row(12, "1440"), row(13, "1440")], change)
    document, _, _ = open_document(file_of(tmp_path, "fil.xlsx", content), None)
    assert document is not None
    assert [(sheet.is_filtered, sheet.hidden_rows) for sheet in document.sheets] == [(True, frozenset({3}))]


def test_the_filtered_workbook_says_so(shared: Path) -> None:
    document, problems, _ = open_document(failing(shared, "11"), None)
    assert problems == []
    assert document is not None
    assert {sheet.name for sheet in document.sheets if sheet.is_filtered} == {"Värden"}


# The sheet with the guidance, beside the others.

LEFT_OUT = "Filen är bladet Läs mig ur arbetsboken. Det har inga uppgifter och läses inte."


def read_me(first: str = "Uppföljning 2026", second: str = "Gäller: Ale kommun") -> bytes:
    return text_file([[first, ""], [second, ""], ["", ""], ["1. Gå till bladet Värden, och börja där.", ""]])


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_guidance_saved_as_a_file_is_left_out(delimiter: str, started: Project, tmp_path: Path) -> None:
    guidance = file_of(tmp_path, "Läs mig.csv", read_me().replace(b";", delimiter.encode()))
    values = file_of(tmp_path, "Värden.csv", text_file([HEADINGS, row(12, "1440")]))
    draft = draft_import(started, [guidance, values], today=TODAY)
    assert (draft.problems, draft.counts.new) == ((), 1)
    assert draft.repairs == (Repair(Place("Läs mig.csv"), "read_me_is_left_out", LEFT_OUT),)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (read_me(), "file_has_observations"),
        (read_me("Uppföljning av planen"), "file_has_a_source"),
        (read_me(second="Gällande plan"), "file_has_a_source"),
    ],
)
def test_the_guidance_alone_or_another_text_is_no_figures(
    content: bytes, rule: str, started: Project, tmp_path: Path
) -> None:
    assert [problem.rule for problem in drafted(started, file_of(tmp_path, "fil.csv", content)).problems] == [rule]


def test_the_guidance_of_the_real_workbook_is_left_out(started: Project, shared: Path, tmp_path: Path) -> None:
    values = file_of(tmp_path, "Värden.csv", text_file([HEADINGS, row(12, "1440")]))
    draft = draft_import(started, [failing(shared, "26"), values], today=TODAY)
    assert (draft.problems, [repair.kind for repair in draft.repairs]) == ((), ["read_me_is_left_out"])
