"""Spreadsheets from LibreOffice: read as the same workbook from Excel is, within the same bounds, or refused."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.checks.personal import scan
from pipeline.intake.draft import draft_import
from pipeline.intake.files.document import Document, SheetCell
from pipeline.intake.files.opening import open_document
from pipeline.model import Place, Problem
from pipeline.project import Project
from tests.intake.calc import (
    EMPTY,
    SPACES,
    calc_document,
    calc_file,
    calc_parts,
    cell,
    manifest,
    number_cell,
    table,
    table_of,
    table_row,
    text_cell,
)
from tests.intake.files import HEADINGS, archive, book_of, row, text_file, workbook
from tests.intake.test_formats import failing
from tests.intake.test_opening import bounded

TODAY = datetime.date(2026, 4, 12)

ROWS = [HEADINGS, row(12, "1440")]


def opened(folder: Path, content: bytes, name: str = "fil.ods") -> Document:
    """The file of this content, which can be read."""
    path = folder / name
    path.write_bytes(content)
    document, problems, _ = open_document(path, None)
    assert problems == []
    assert document is not None
    return document


def cells_of(folder: Path, cells: str, styles: str = "", columns: str = "") -> tuple[SheetCell, ...]:
    """The first row of a sheet with one row of these cells."""
    document = opened(folder, calc_file(table([table_row([cells])], before=columns), styles))
    return document.sheets[0].rows[1]


def text_style(name: str, properties: str, family: str = "text", parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}"{parent}><style:text-properties {properties}/>'
        "</style:style>"
    )


# The same as a workbook from Excel.


def test_a_spreadsheet_of_libreoffice_has_the_cells_of_the_same_workbook(tmp_path: Path) -> None:
    def change(page: Worksheet) -> None:
        page["A4"] = datetime.datetime(2024, 1, 15)
        page["B4"] = True
        page["C4"], page["C4"].number_format = 0.12, "0 %"
        page["D4"], page["D4"].font = 12, Font(strike=True)
        page["E4"] = CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1"))
        page["F4"] = CellRichText("1", TextBlock(InlineFont(strike=True), "2"), "3")
        page["G4"] = datetime.time(10, 30)
        page["H4"] = -12.5
        page.row_dimensions[5].hidden = True
        page["A5"] = "dold"
        page.column_dimensions["B"].hidden = True
        page.merge_cells("A6:B7")
        page["A6"] = "sammanfogad"
        hidden = book_of(page).create_sheet("Dold")
        hidden.sheet_state = "hidden"
        hidden["A1"] = "x"

    styles = (
        text_style("struck", 'style:text-line-through-style="solid"')
        + text_style("raised", 'style:text-position="super 58%"')
        + text_style("base", 'style:text-line-through-type="single"', "table-cell")
        + '<style:style style:name="whole" style:family="table-cell" style:parent-style-name="base"/>'
        '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    special = [
        '<table:table-cell office:value-type="date" office:date-value="2024-01-15"><text:p>15/1</text:p>'
        "</table:table-cell>",
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        number_cell(0.12, kind="percentage"),
        number_cell(12, ' table:style-name="whole"'),
        '<table:table-cell office:value-type="string"><text:p>12<text:span text:style-name="raised">1</text:span>'
        "</text:p></table:table-cell>",
        '<table:table-cell office:value-type="string"><text:p>1<text:span text:style-name="struck">2</text:span>3'
        "</text:p></table:table-cell>",
        '<table:table-cell office:value-type="time" office:time-value="PT10H30M00S"/>',
        number_cell(-12.5),
    ]
    merged = text_cell("sammanfogad", ' table:number-columns-spanned="2" table:number-rows-spanned="2"')
    covered = '<table:covered-table-cell office:value-type="string"><text:p>täckt</text:p></table:covered-table-cell>'
    values = table(
        [
            *(table_row(map(cell, cells)) for cells in ROWS),
            table_row(['<table:table-cell table:number-columns-repeated="16384"/>']),
            table_row(special),
            table_row([text_cell("dold")], ' table:visibility="collapse"'),
            table_row([merged, covered]),
            table_row([covered, covered]),
            table_row(
                ['<table:table-cell table:number-columns-repeated="16384"/>'], ' table:number-rows-repeated="1048570"'
            ),
        ],
        before='<table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-column table:number-columns-repeated="16382"/>',
    )
    hidden = table([table_row([text_cell("x")])], "Dold", ' table:style-name="hidden"')
    ods = opened(tmp_path, calc_file(values + hidden, styles))
    xlsx = opened(tmp_path, workbook(ROWS, change), "fil.xlsx")

    assert ods.sheets == xlsx.sheets


def test_the_same_figures_are_read_of_both(started: Project, tmp_path: Path) -> None:
    rows = [HEADINGS, row(12, "1440"), row("13", "1440", year=2023), row("", "1440", year="2022", status="saknas")]
    drafts = []
    for name, content in (("fil.ods", calc_file(table_of(rows))), ("fil.xlsx", workbook(rows))):
        path = tmp_path / name
        path.write_bytes(content)
        draft = draft_import(started, [path], today=TODAY)
        drafts.append((draft.problems, draft.counts, draft.dataset.tables["observations"].drop("#file").rows()))
    assert drafts[0] == drafts[1]
    assert drafts[0][1].new == 3


def test_the_file_that_libreoffice_saved_is_read_whole(shared: Path) -> None:
    document, problems, _ = open_document(failing(shared, "18"), None)
    assert problems == []
    assert document is not None
    assert [(sheet.name, len(sheet.rows)) for sheet in document.sheets] == [
        ("Läs mig", 30),
        ("Värden", 62),
        ("Uppföljning i ord", 11),
        ("Skäl", 3),
    ]
    values = document.sheets[1]
    assert [values.cell(row, 1).content for row in (4, 5, 62)] == ["Indikator", "VNR-01", "SEX-03"]
    assert [values.cell(row, 7).content for row in (4, 5, 6)] == ["Värde", 68, 71]
    assert list(scan(document.texts())) == []


# What a cell holds.


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (number_cell("2026"), SheetCell(2026)),
        (number_cell("34.0"), SheetCell(34.0)),
        (number_cell("1E3"), SheetCell(1000.0)),
        (number_cell("1E999"), SheetCell("1E999")),
        (number_cell("12", kind="currency"), SheetCell(12)),
        (
            number_cell("3", " table:formula=\"of:=SUM([.A1:.A2];[$'Läs mig'.$B$1])\""),
            SheetCell(3, formula="=SUM(A1:A2;'Läs mig'!$B$1)"),
        ),
        (
            '<table:table-cell table:formula="of:=[.A9]" office:value-type="string" office:string-value=""/>',
            SheetCell(None, formula="=A9"),
        ),
        (
            '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
            'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
            SheetCell("#DIV/0!", formula="=1/0", is_error=True),
        ),
        (
            '<table:table-cell table:formula="of:=x" office:value-type="string"><text:p>Err:508</text:p>'
            "</table:table-cell>",
            SheetCell("Err:508", formula="=x", is_error=True),
        ),
        (
            '<table:table-cell office:value-type="date" office:date-value="2024-13-45"><text:p>i går</text:p>'
            "</table:table-cell>",
            SheetCell("i går"),
        ),
        (
            '<table:table-cell office:value-type="time" office:time-value="PT30H00M00S"><text:p>30:00</text:p>'
            "</table:table-cell>",
            SheetCell("30:00"),
        ),
        (
            '<table:table-cell office:value-type="string"><text:p>två</text:p>\n  <text:p>ra<text:s text:c="2"/>der'
            "<text:line-break/>till</text:p></table:table-cell>",
            SheetCell("två\nra  der\ntill"),
        ),
        (
            '<table:table-cell office:value-type="string" office:string-value="utan stycke"/>',
            SheetCell("utan stycke"),
        ),
        ("<table:table-cell><text:p>12,5</text:p></table:table-cell>", SheetCell("12,5")),
        (
            '<table:table-cell office:value-type="string"><text:p>se <text:a xlink:href="https://example.se/">här'
            "</text:a></text:p></table:table-cell>",
            SheetCell("se här"),
        ),
    ],
)
def test_a_cell_is_read_for_what_it_holds(written: str, read: SheetCell, tmp_path: Path) -> None:
    assert cells_of(tmp_path, written) == (read,)


def test_a_column_can_strike_out_its_cells_and_a_lowered_digit_is_no_digit(tmp_path: Path) -> None:
    styles = text_style("gone", 'style:text-line-through-style="solid"', "table-cell") + text_style(
        "low", 'style:text-position="-33% 58%"'
    )
    lowered = (
        '<table:table-cell office:value-type="string"><text:p>1<text:span text:style-name="low">2</text:span></text:p>'
        "</table:table-cell>"
    )
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="gone"/>'
    assert cells_of(tmp_path, lowered + number_cell(7), styles, columns) == (
        SheetCell("1₂"),
        SheetCell("7\u0336"),
    )


def test_styles_that_inherit_in_a_ring_are_read(tmp_path: Path) -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="{parent}"/>'
        for name, parent in (("a", "b"), ("b", "a"))
    )
    assert cells_of(tmp_path, number_cell(7, ' table:style-name="a"'), styles) == (SheetCell(7),)


def test_repeated_cells_and_rows_stand_where_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    rows = [
        table_row([EMPTY.replace("/>", ' table:number-columns-repeated="2"/>'), number_cell(1)]),
        table_row(
            [number_cell(2, ' table:number-columns-repeated="2"'), EMPTY, number_cell(3)],
            ' table:number-rows-repeated="2"',
        ),
    ]
    grouped = f"<table:table-header-rows>{rows[0]}</table:table-header-rows><table:table-row-group>{rows[1]}"
    document = opened(tmp_path, calc_file(table([grouped + "</table:table-row-group>"])))
    assert {number: [cell.content for cell in cells] for number, cells in document.sheets[0].rows.items()} == {
        1: [None, None, 1],
        2: [2, 2, None, 3],
        3: [2, 2, None, 3],
    }


@pytest.mark.parametrize(
    ("attributes", "after", "is_filtered"),
    [
        (' table:visibility="filter"', "", True),
        (' table:visibility="collapse"', "", False),
        (
            ' table:visibility="collapse"',
            '<table:database-ranges><table:database-range table:target-range-address="Värden.A1:Värden.B2" '
            'table:display-filter-buttons="true"/></table:database-ranges>',
            True,
        ),
        (
            ' table:visibility="collapse"',
            "<table:database-ranges><table:database-range table:target-range-address=\"'Läs mig'.A1:'Läs mig'.B2\"/>"
            "</table:database-ranges>",
            False,
        ),
    ],
)
def test_a_hidden_row_is_hidden_by_the_filter_or_not(
    attributes: str, after: str, is_filtered: bool, tmp_path: Path
) -> None:
    rows = [table_row([number_cell(1)]), table_row([number_cell(2)], attributes)]
    sheet = opened(tmp_path, calc_file(table(rows), after=after)).sheets[0]
    assert (sheet.hidden_rows, sheet.is_filtered) == (frozenset({2}), is_filtered)


def test_rows_and_columns_without_height_or_in_a_closed_group_are_hidden(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="flat" style:family="table-row"><style:table-row-properties '
        'style:row-height="0cm"/></style:style><style:style style:name="thin" style:family="table-column">'
        '<style:table-column-properties style:column-width="0.000in"/></style:style>'
    )
    rows = [
        table_row([number_cell(1), number_cell(1)]),
        table_row([number_cell(2)], ' table:style-name="flat"'),
        f'<table:table-row-group table:display="false">{table_row([number_cell(3)])}</table:table-row-group>',
        table_row([number_cell(4)]),
    ]
    columns = '<table:table-column/><table:table-column table:style-name="thin"/>'
    sheet = opened(tmp_path, calc_file(table(rows, before=columns), styles)).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({2, 3}), frozenset({2}))


# What is refused.


def repeated(rows: int, columns: int | str, sheets: int = 1) -> bytes:
    """A spreadsheet that says in a few bytes that it has very many cells."""
    cells = number_cell(1, f' table:number-columns-repeated="{columns}"')
    one = table_row([cells], f' table:number-rows-repeated="{rows}"')
    return calc_file("".join(table([one], f"Blad {number}") for number in range(sheets)))


def with_part(name: str, content: str = "<x/>", entries: dict[str, str] | None = None) -> bytes:
    parts = calc_parts(table_of(ROWS))
    return archive({**parts, "META-INF/manifest.xml": manifest(entries), name: content})


def with_cell(inner: str) -> bytes:
    return calc_file(table([table_row([f"<table:table-cell>{inner}</table:table-cell>"])]))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "rows repeated": (lambda: repeated(1_048_576, 1), "sheet_is_small"),
    "columns repeated": (lambda: repeated(1, 10**12), "sheet_is_small"),
    "rows and columns repeated": (lambda: repeated(1000, 1000), "sheet_is_small"),
    "rows repeated in many sheets": (lambda: repeated(10_000, 1, sheets=200), "sheet_is_small"),
    "repeated without end": (lambda: repeated(1, "9" * 5000), "file_is_whole"),
    "far right": (
        lambda: calc_file(
            table([table_row([EMPTY.replace("/>", ' table:number-columns-repeated="9999999"/>'), cell(1)])])
        ),
        "sheet_is_narrow",
    ),
    "merged": (
        lambda: calc_file(table([table_row([number_cell(1, ' table:number-rows-spanned="999999"')])])),
        "sheet_is_small",
    ),
    "many empty rows": (lambda: calc_file(table(["<table:table-row/>"] * 100_001)), "sheet_is_small"),
    "many sheets": (lambda: calc_file("<table:table/>" * 100_001), "workbook_has_few_sheets"),
    "many columns": (lambda: calc_file(table(["<table:table-column/>"] * 500_001)), "sheet_is_small"),
    "zip bomb": (lambda: with_part("styles.xml", "<x>" + " " * 300_000_000 + "</x>"), "workbook_is_small_unpacked"),
    "table in a cell": (lambda: with_cell("<table:table/>"), "file_is_whole"),
    "entities": (
        lambda: with_part("content.xml", f'<!DOCTYPE x [<!ENTITY a "ha">]><office:document-content {SPACES}/>'),
        "workbook_is_safe",
    ),
    "cut off": (lambda: with_part("content.xml", f"<office:document-content {SPACES}>"), "file_is_whole"),
    "no sheets": (lambda: calc_file(""), "file_is_whole"),
    "no number": (lambda: calc_file(table([table_row([number_cell("tolv")])])), "file_is_whole"),
    "password": (
        lambda: archive(
            {
                **calc_parts(table_of(ROWS)),
                "content.xml": b"\x8f\x02",
                "META-INF/manifest.xml": manifest(inner="<manifest:encryption-data/>"),
            }
        ),
        "file_has_no_password",
    ),
    "password of today": (
        lambda: archive({"mimetype": calc_parts("")["mimetype"], "encrypted-package": "x"}),
        "file_has_no_password",
    ),
    "macros": (lambda: with_part("Basic/Standard/Module1.xml"), "workbook_has_no_macros"),
    "scripts": (lambda: with_part("Scripts/python/x.py", "x"), "workbook_has_no_macros"),
    "dialogs": (lambda: with_part("Dialogs/Standard/dialog-lb.xml"), "workbook_has_no_macros"),
    "listener": (
        lambda: calc_file(
            table_of(ROWS),
            scripts='<office:scripts><office:event-listeners><script:event-listener script:event-name="dom:load"/>'
            "</office:event-listeners></office:scripts>",
        ),
        "workbook_has_no_macros",
    ),
    "script": (
        lambda: calc_file(table_of(ROWS), scripts="<office:scripts><office:script/></office:scripts>"),
        "workbook_has_no_macros",
    ),
    "applet": (lambda: with_cell("<draw:frame><draw:applet/></draw:frame>"), "workbook_has_no_macros"),
    "embedded document": (
        lambda: with_part("Object 1/content.xml", entries={"Object 1/": "application/vnd.oasis.opendocument.text"}),
        "workbook_embeds_no_files",
    ),
    "embedded in secret": (lambda: with_part("Object 1/content.xml"), "workbook_embeds_no_files"),
    "embedded binary": (lambda: with_part("Object 2", "x"), "workbook_embeds_no_files"),
    "embedded by OLE": (lambda: with_cell("<draw:frame><draw:object-ole/></draw:frame>"), "workbook_embeds_no_files"),
    "earlier versions": (lambda: with_part("Versions/Version1", "x"), "workbook_embeds_no_files"),
    "linked sheet": (
        lambda: calc_file(table(['<table:table-source xlink:href="annan.ods"/>'])),
        "workbook_stands_alone",
    ),
    "linked cells": (lambda: with_cell("<table:cell-range-source/>"), "workbook_stands_alone"),
    "linked formula": (
        lambda: calc_file(
            table([table_row([number_cell(1, " table:formula=\"of:=['file:///c:/annan.ods'#$Blad1.A1]\"")])])
        ),
        "workbook_stands_alone",
    ),
    "linked picture": (
        lambda: with_cell('<draw:frame><draw:image xlink:href="https://example.se/x.png"/></draw:frame>'),
        "workbook_stands_alone",
    ),
    "question to a database": (
        lambda: calc_file(
            table_of(ROWS),
            after="<table:database-ranges><table:database-range><table:database-source-sql/></table:database-range>"
            "</table:database-ranges>",
        ),
        "workbook_stands_alone",
    ),
    "text document": (
        lambda: archive({**calc_parts(table_of(ROWS)), "mimetype": "application/vnd.oasis.opendocument.text"}),
        "file_is_a_table",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_spreadsheet_is_told_of_and_not_read(name: str, tmp_path: Path) -> None:
    make, rule = HOSTILE[name]
    path = tmp_path / "fil.ods"
    path.write_bytes(make())
    document, problems, _ = open_document(path, None)
    assert document is None
    assert [problem.rule for problem in problems] == [rule]


@pytest.mark.parametrize(
    "name",
    ["rows repeated", "columns repeated", "rows repeated in many sheets", "far right", "merged", "many sheets"],
)
def test_a_hostile_spreadsheet_takes_bounded_memory(name: str, tmp_path: Path) -> None:
    make, rule = HOSTILE[name]
    path = tmp_path / "fil.ods"
    path.write_bytes(make())
    assert bounded(path) == f"['{rule}']\n"


def test_very_many_spaces_take_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "fil.ods"
    path.write_bytes(with_cell("<text:p>a" + '<text:s text:c="999999999"/>' * 100_000 + "b</text:p>"))
    assert bounded(path) == "['text_is_short']\n"


SENTENCES = {
    "password": (
        "Filen är skyddad med lösenord och kan inte läsas. Öppna den i LibreOffice, välj Arkiv, Spara som, ta bort "
        "bocken vid Spara med lösenord och spara."
    ),
    "linked sheet": (
        "Filen hämtar uppgifter från andra filer eller källor och läses inte, eftersom det inte syns vad som hämtas. "
        "Bryt länkarna (i LibreOffice: Redigera, Länkar till externa filer, Bryt länk) så att värdena står i "
        "cellerna, och spara."
    ),
    "text document": (
        "Filen är ett dokument från LibreOffice eller OpenOffice och kan inte läsas. Öppna den i det program som den "
        "kommer från och spara uppgifterna som Excel-arbetsbok (.xlsx) eller CSV."
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_what_is_told_of_a_spreadsheet_says_what_to_do_and_works(name: str, started: Project, tmp_path: Path) -> None:
    path = tmp_path / "fil.ods"
    path.write_bytes(HOSTILE[name][0]())
    assert [problem.message for problem in open_document(path, None)[1]] == [SENTENCES[name]]

    # Without the password, the link or the wrong kind, it is the file that was meant.
    path.write_bytes(calc_file(table_of(ROWS)))
    draft = draft_import(started, [path], today=TODAY)
    assert (draft.problems, draft.counts.new) == ((), 1)


# Texts outside the cells.

TEXT = "Ring 070-174 06 05"
RULE = "text_holds_no_personal_data"


def found(folder: Path, content: bytes) -> list[Problem]:
    return list(scan(opened(folder, content).texts()))


def note(text: str, author: str = "Anna Exempelsson") -> str:
    """A cell with a comment."""
    return (
        '<table:table-cell office:value-type="string"><office:annotation draw:style-name="gr1"><dc:creator>'
        f"{author}</dc:creator><dc:date>1964-08-23T10:00:00</dc:date>{text}</office:annotation><text:p>x</text:p>"
        "</table:table-cell>"
    )


def placed(cells: str) -> bytes:
    """A spreadsheet with this cell on C4."""
    return calc_file(table([*["<table:table-row/>"] * 3, table_row([EMPTY, EMPTY, cells])]))


def in_styles(inner: str) -> bytes:
    return archive({**calc_parts(table_of(ROWS)), "styles.xml": calc_document("styles", inner)})


def in_meta(inner: str) -> bytes:
    meta = f"<office:meta><dc:date>1964-08-23</dc:date>{inner}</office:meta>"
    return archive({**calc_parts(table_of(ROWS)), "meta.xml": calc_document("meta", meta)})


WHOLE = {
    "place_comment": (
        "I en kommentar eller anteckning (högerklicka på cellen och ta bort den) står något som ser ut som ett "
        "telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift "
        "kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_link": (
        "I en länk (högerklicka på cellen och ta bort länken) står något som ser ut som ett telefonnummer: •••-••• •• "
        "••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i "
        "data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_drawing": (
        "I en textruta, en bild eller ett diagram (markera det och tryck Delete) står något som ser ut som ett "
        "telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift "
        "kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_header": (
        "I ett sidhuvud eller en sidfot (Infoga, Sidhuvud och sidfot) står något som ser ut som ett telefonnummer: "
        "•••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten "
        "skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_format": (
        "I ett eget talformat eller en formatmall (Formatera celler, Tal, Anpassat, Ta bort) står något som ser ut "
        "som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen "
        "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_calc_properties": (
        "I filens egenskaper (i LibreOffice: Arkiv, Egenskaper, Beskrivning och Anpassat) står något som ser ut som "
        "ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen "
        "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_validation": (
        "I en hjälptext eller en lista till en cell (Data, Dataverifiering, Radera alla) står något som ser ut som "
        "ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen "
        "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_name": (
        "I ett namn på ett område (Formler, Namnhanteraren) står något som ser ut som ett telefonnummer: •••-••• •• "
        "••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i "
        "data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_rule": (
        "I en regel för villkorsstyrd formatering (Start, Villkorsstyrd formatering, Hantera regler) står något som "
        "ser ut som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen "
        "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_pivot": (
        "I underlaget till en pivottabell (markera hela pivottabellen och tryck Delete) står något som ser ut som ett "
        "telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift "
        "kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_changes": (
        "I de spårade ändringarna (i LibreOffice: Redigera, Spåra ändringar, Hantera, Acceptera alla) står något som "
        "ser ut som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen "
        "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_sheet_name": (
        "I ett blads namn (dubbelklicka på bladfliken och skriv ett nytt) står något som ser ut som ett "
        "telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift "
        "kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
}

PLACED: dict[str, tuple[bytes, Place, str]] = {
    "comment": (placed(note(f"<text:p>{TEXT}</text:p>")), Place("fil.ods", "Värden", 4, "C"), "place_comment"),
    "link": (
        placed(f'<table:table-cell><text:p><text:a xlink:href="{TEXT}">x</text:a></text:p></table:table-cell>'),
        Place("fil.ods", "Värden", 4, "C"),
        "place_link",
    ),
    "shape": (
        placed(
            '<table:table-cell office:value-type="string"><draw:custom-shape draw:name="Ruta"><text:p>'
            f"{TEXT}</text:p></draw:custom-shape><text:p>x</text:p></table:table-cell>"
        ),
        Place("fil.ods", "Värden", 4, "C"),
        "place_drawing",
    ),
    "shape of a sheet": (
        calc_file(
            table([], before=f"<table:shapes><draw:frame><svg:desc>{TEXT}</svg:desc></draw:frame></table:shapes>")
        ),
        Place("fil.ods", "Värden"),
        "place_drawing",
    ),
    "chart": (
        archive(
            {
                **calc_parts(table_of(ROWS)),
                "META-INF/manifest.xml": manifest({"Object 1/": "application/vnd.oasis.opendocument.chart"}),
                "Object 1/content.xml": calc_document(
                    "content", f"<chart:chart><chart:title><text:p>{TEXT}</text:p></chart:title></chart:chart>"
                ),
            }
        ),
        Place("fil.ods"),
        "place_drawing",
    ),
    "header": (
        in_styles(
            f"<office:master-styles><style:master-page><style:header><text:p>{TEXT}</text:p></style:header>"
            "</style:master-page></office:master-styles>"
        ),
        Place("fil.ods"),
        "place_header",
    ),
    "format": (
        in_styles(
            f"<office:styles><number:text-style><number:text>{TEXT}</number:text></number:text-style></office:styles>"
        ),
        Place("fil.ods"),
        "place_format",
    ),
    "title": (in_meta(f"<dc:title>{TEXT}</dc:title>"), Place("fil.ods"), "place_calc_properties"),
    "property": (
        in_meta(f'<meta:user-defined meta:name="Akt">{TEXT}</meta:user-defined>'),
        Place("fil.ods"),
        "place_calc_properties",
    ),
    "validation": (
        calc_file(
            table_of(ROWS),
            before='<table:content-validations><table:content-validation table:base-cell-address="Värden.G5">'
            f"<table:help-message><text:p>{TEXT}</text:p></table:help-message></table:content-validation>"
            "</table:content-validations>",
        ),
        Place("fil.ods", "Värden", 5, "G"),
        "place_validation",
    ),
    "name": (
        calc_file(
            table_of(ROWS),
            after=f'<table:named-expressions><table:named-expression table:expression="{TEXT}"/>'
            "</table:named-expressions>",
        ),
        Place("fil.ods"),
        "place_name",
    ),
    "rule": (
        calc_file(
            table(
                [
                    f'<calcext:conditional-formats><calcext:condition calcext:value="{TEXT}"/>'
                    "</calcext:conditional-formats>"
                ]
            )
        ),
        Place("fil.ods", "Värden"),
        "place_rule",
    ),
    "pivot": (
        calc_file(
            table_of(ROWS),
            after=f'<table:data-pilot-tables><table:data-pilot-member table:name="{TEXT}"/></table:data-pilot-tables>',
        ),
        Place("fil.ods"),
        "place_pivot",
    ),
    "tracked change": (
        calc_file(
            table_of(ROWS),
            before="<table:tracked-changes><table:cell-content-change><office:change-info><dc:creator>Anna Exempelsson"
            "</dc:creator><dc:date>1964-08-23</dc:date></office:change-info><table:previous>"
            f"<table:change-track-table-cell><text:p>{TEXT}</text:p></table:change-track-table-cell></table:previous>"
            "</table:cell-content-change></table:tracked-changes>",
        ),
        Place("fil.ods"),
        "place_changes",
    ),
    "sheet": (
        calc_file(table([], name=TEXT)),
        Place("fil.ods", "Ring •••-••• •• ••"),
        "place_sheet_name",
    ),
}


@pytest.mark.parametrize("name", PLACED)
def test_what_a_person_wrote_outside_the_cells_is_found_with_its_place(name: str, tmp_path: Path) -> None:
    content, place, where = PLACED[name]
    assert found(tmp_path, content) == [Problem(place, RULE, "•••-••• •• ••", WHOLE[where])]


@pytest.mark.parametrize(
    "content",
    [
        placed(note("<text:p>Kolla den här</text:p>")),
        placed(note("<text:p>Anna Exempelsson:</text:p><text:p>Kolla den här</text:p>")),
        in_meta(
            "<meta:initial-creator>Anna Exempelsson</meta:initial-creator><dc:creator>Anna Exempelsson</dc:creator>"
        ),
        in_meta('<meta:user-defined meta:name="Author0">Anna Exempelsson</meta:user-defined>'),
        in_meta(
            '<meta:user-defined meta:name="MSIP_Label_64082332-3434-4b6a-9d3e-640823323434_SiteId">'
            "19640823-3234-4b6a-9d3e-640823323434</meta:user-defined>"
        ),
    ],
)
def test_what_libreoffice_and_office_add_stops_nobody(content: bytes, tmp_path: Path) -> None:
    assert found(tmp_path, content) == []


def test_a_name_in_a_cell_and_in_the_words_of_a_comment_is_found(tmp_path: Path) -> None:
    content = placed(note("<text:p>Fråga Berit Exempelsson</text:p>") + text_cell("Cecilia Exempelsson"))
    assert [(problem.place, problem.value) for problem in found(tmp_path, content)] == [
        (Place("fil.ods", "Värden", 4, "C"), "••••• •••••••••••"),
        (Place("fil.ods", "Värden", 4, "D"), "••••••• •••••••••••"),
    ]


def test_a_comment_does_not_become_a_part_of_its_cell(tmp_path: Path) -> None:
    sheet = opened(tmp_path, placed(note("<text:p>12</text:p>"))).sheets[0]
    assert sheet.cell(4, 3) == SheetCell("x")


def test_a_flat_spreadsheet_is_named_and_read_once_saved_as_told(started: Project, tmp_path: Path) -> None:
    flat = tmp_path / "fil.fods"
    flat.write_bytes(f"<office:document {SPACES}/>".encode())
    assert [problem.rule for problem in open_document(flat, None)[1]] == ["file_is_a_table"]
    for name, content in (("fil.xlsx", workbook(ROWS)), ("fil.csv", text_file(ROWS))):
        path = tmp_path / name
        path.write_bytes(content)
        assert draft_import(started, [path], today=TODAY).problems == ()


WILD = ("0", "-1", "99999999999", "1E999", "nan", "", "percentage", "true", "date", "2024-13-45", "collapse", "PT9H")
"""What an attribute or a text of a part may hold instead of what it should."""


@pytest.mark.parametrize("seed", range(60))
def test_a_spreadsheet_with_wild_parts_is_opened_or_told_of(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    rows = [
        table_row([note("<text:p>Kolla</text:p>"), number_cell(1, ' table:number-columns-repeated="2"')]),
        table_row([number_cell(1, ' table:formula="of:=[.A1]"')], ' table:number-rows-repeated="2"'),
        table_row([number_cell(0.1, ' table:number-columns-spanned="2"', "percentage")], ' table:visibility="filter"'),
        table_row(['<table:table-cell office:value-type="date" office:date-value="2024-01-15"/>']),
    ]
    after = (
        "<table:database-ranges><table:database-range table:target-range-address='Värden.A1:Värden.B2'/>"
        "</table:database-ranges>"
    )
    columns = '<table:table-column table:number-columns-repeated="3" table:visibility="visible"/>'
    text = str(calc_parts(table(rows, before=columns), after=after)["content.xml"])
    for _ in range(chance.choice((1, 2, 5))):
        places = list(re.finditer(r'(?<=")[^"]*(?=")|(?<=>)[^<]+(?=<)', text[text.index("<office:body") :]))
        place = chance.choice(places)
        offset = text.index("<office:body")
        text = text[: offset + place.start()] + chance.choice(WILD) + text[offset + place.end() :]
    path = tmp_path / "fil.ods"
    path.write_bytes(with_part("content.xml", text))
    document, problems, _ = open_document(path, None)
    assert (document is None) == bool(problems)
    assert document is None or list(document.texts())
