"""Texts outside the cells: what a person has written is found where it is, and what Office adds stops nobody."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation, DataValidationList
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.checks.personal import scan
from pipeline.intake.draft import draft_import
from pipeline.intake.files.opening import open_document
from pipeline.model import Place, Problem
from pipeline.project import Project
from tests.intake.files import (
    HEADINGS,
    OFFICE,
    RELATIONS,
    archive,
    book_of,
    custom_properties,
    headed,
    inline,
    raw_parts,
    row,
    saved,
    workbook,
)
from tests.intake.test_formats import failing

NUMBER = "070-174 06 05"
TEXT = f"Ring {NUMBER}"
ROWS = [HEADINGS, row(12, "1440")]
SHEET_PART = "xl/worksheets/sheet1.xml"
COMMENTS = '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'

Change = Callable[[Worksheet], None]


def found(folder: Path, content: bytes) -> list[Problem]:
    """The personal data in a file of this content, which can be read."""
    path = folder / "fil.xlsx"
    path.write_bytes(content)
    document, problems, _ = open_document(path, None)
    assert problems == []
    assert document is not None
    return list(scan(document.texts()))


def with_parts(content: bytes, parts: dict[str, str]) -> bytes:
    """The workbook with more parts, or others instead of its own."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return archive({**{name: packed.read(name) for name in packed.namelist()}, **parts})


def relations(*targets: str) -> str:
    """The relations of a part to these others."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/x" Target="{target}"/>'
        for number, target in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{listed}</Relationships>'


def of_sharepoint(columns: str) -> str:
    """The part that SharePoint keeps the columns of its library in."""
    return (
        '<?xml version="1.0"?><p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/properties">'
        f"<documentManagement>{columns}</documentManagement></p:properties>"
    )


# What a person has written: where it is, and how it is taken away.


def in_comment(page: Worksheet) -> None:
    page["F2"].comment = Comment(TEXT, "Enheten")


def in_property(page: Worksheet) -> None:
    custom_properties(book_of(page)).append(StringProperty(name="Handläggare", value=TEXT))


def in_header(page: Worksheet) -> None:
    assert page.oddHeader is not None
    page.oddHeader.center.text = TEXT


def in_link(page: Worksheet) -> None:
    page["A2"].hyperlink = "https://example.se/"
    page["A2"].hyperlink.tooltip = TEXT


def in_validation(page: Worksheet) -> None:
    rule = DataValidation(type="whole", prompt=TEXT, showInputMessage=True)
    rule.add("F2:F9")
    page.add_data_validation(rule)


def in_name(page: Worksheet) -> None:
    book_of(page).defined_names["akt"] = DefinedName("akt", attr_text=f'"{TEXT}"')


def in_rule(page: Worksheet) -> None:
    page.conditional_formatting.add("F2:F9", Rule("expression", formula=[f'H2="{TEXT}"']))


def in_format(page: Worksheet) -> None:
    page["F2"].number_format = f'0" {TEXT}"'


def in_chart(page: Worksheet) -> None:
    chart = BarChart()
    chart.title = TEXT
    page.add_chart(chart, "K2")


def _without_comments(page: Worksheet) -> None:
    page["F2"].comment = None


def _without_properties(page: Worksheet) -> None:
    custom_properties(book_of(page)).props.clear()


def _without_headers(page: Worksheet) -> None:
    assert page.oddHeader is not None
    page.oddHeader.center.text = None


def _without_links(page: Worksheet) -> None:
    page["A2"].hyperlink = None


def _without_validation(page: Worksheet) -> None:
    page.data_validations = DataValidationList()


def _without_names(page: Worksheet) -> None:
    book_of(page).defined_names.clear()


def _without_rules(page: Worksheet) -> None:
    page.conditional_formatting = ConditionalFormattingList()


def _without_format(page: Worksheet) -> None:
    page["F2"].number_format = "General"
    vars(book_of(page))["_number_formats"].clear()


def _without_charts(page: Worksheet) -> None:
    vars(page)["_charts"].clear()


def _saved_again(page: Worksheet) -> None:
    """Nothing is done to the cells: the library, as Excel, leaves out what no cell uses."""


SENTENCES = {
    "place_cell": (
        "I cellen står något som ser ut som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta "
        "bort det. Är det ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett "
        "personnummer)."
    ),
    "place_comment": (
        "I en kommentar eller anteckning (högerklicka på cellen och ta bort den) står något som ser ut som ett "
        "telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift "
        "kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_properties": (
        "I filens egenskaper (tas bort i Excel med Arkiv, Info, Sök efter problem, Kontrollera dokument, "
        "Dokumentegenskaper och personlig information) står något som ser ut som ett telefonnummer: •••-••• •• ••. "
        "Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i "
        "data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_custom_xml": (
        "I uppgifter som ett annat program har lagt i filen (tas bort i Excel med Arkiv, Info, Sök efter problem, "
        "Kontrollera dokument, Anpassade XML-data) står något som ser ut som ett telefonnummer: •••-••• •• ••. "
        "Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i "
        "data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_header": (
        "I ett sidhuvud eller en sidfot (Infoga, Sidhuvud och sidfot) står något som ser ut som ett telefonnummer: "
        "•••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten "
        "skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_link": (
        "I en länk (högerklicka på cellen och ta bort länken) står något som ser ut som ett telefonnummer: •••-••• •• "
        "••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i "
        "data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
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
    "place_format": (
        "I ett eget talformat eller en formatmall (Formatera celler, Tal, Anpassat, Ta bort) står något som ser ut "
        "som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen "
        "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_drawing": (
        "I en textruta, en bild eller ett diagram (markera det och tryck Delete) står något som ser ut som ett "
        "telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift "
        "kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
    "place_once": (
        "I en text som inte längre står i någon cell (öppna filen i Excel och spara den, så försvinner den) står "
        "något som ser ut som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är "
        "det ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett "
        "personnummer)."
    ),
    "place_part": (
        "I arbetsboken, utanför cellerna (kopiera cellerna till en ny arbetsbok och lämna in den) står något som ser "
        "ut som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen "
        "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer)."
    ),
}

SOUND = workbook(ROWS)

WRITTEN: dict[str, tuple[bytes, Place, str, Change]] = {
    "a note": (workbook(ROWS, in_comment), Place("fil.xlsx", "Värden", 2, "F"), "place_comment", _without_comments),
    "a threaded comment": (
        with_parts(
            SOUND,
            {
                "xl/worksheets/_rels/sheet1.xml.rels": relations("../threadedComments/threadedComment1.xml"),
                "xl/threadedComments/threadedComment1.xml": (
                    f'<ThreadedComments><threadedComment ref="G7"><text>{TEXT}</text></threadedComment>'
                    "</ThreadedComments>"
                ),
            },
        ),
        Place("fil.xlsx", "Värden", 7, "G"),
        "place_comment",
        _saved_again,
    ),
    "a property": (workbook(ROWS, in_property), Place("fil.xlsx"), "place_properties", _without_properties),
    "a column of SharePoint": (
        with_parts(SOUND, {"customXml/item1.xml": of_sharepoint(f'<Kontakt xmlns="x">{TEXT}</Kontakt>')}),
        Place("fil.xlsx"),
        "place_custom_xml",
        _saved_again,
    ),
    "a part of another program": (
        with_parts(SOUND, {"customXml/item1.xml": f"<akt><DisplayName>{TEXT}</DisplayName></akt>"}),
        Place("fil.xlsx"),
        "place_custom_xml",
        _saved_again,
    ),
    "a header": (workbook(ROWS, in_header), Place("fil.xlsx", "Värden"), "place_header", _without_headers),
    "a link": (workbook(ROWS, in_link), Place("fil.xlsx", "Värden", 2, "A"), "place_link", _without_links),
    "a prompt": (
        workbook(ROWS, in_validation),
        Place("fil.xlsx", "Värden", 2, "F"),
        "place_validation",
        _without_validation,
    ),
    "a name": (workbook(ROWS, in_name), Place("fil.xlsx"), "place_name", _without_names),
    "a rule": (workbook(ROWS, in_rule), Place("fil.xlsx", "Värden", 2, "F"), "place_rule", _without_rules),
    "a format": (workbook(ROWS, in_format), Place("fil.xlsx"), "place_format", _without_format),
    "a chart": (workbook(ROWS, in_chart), Place("fil.xlsx", "Värden"), "place_drawing", _without_charts),
    "a text of no cell": (
        archive(raw_parts(headed(inline("12"), "1440"), shared=f"<si><t>{TEXT}</t></si>")),
        Place("fil.xlsx"),
        "place_once",
        _saved_again,
    ),
    "a part": (with_parts(SOUND, {f"xl/media/{NUMBER}.png": ""}), Place("fil.xlsx"), "place_part", _saved_again),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_a_person_wrote_is_found_with_its_place_and_gone_once_taken_away(name: str, tmp_path: Path) -> None:
    content, place, where, take_away = WRITTEN[name]
    message = SENTENCES[where]
    rule = "text_holds_no_personal_data"
    # What a format writes is also read with the number that it is written beside.
    in_cell = [Problem(Place("fil.xlsx", "Värden", 2, "F"), rule, "•••-••• •• ••", SENTENCES["place_cell"])]
    expected = [Problem(place, rule, "•••-••• •• ••", message), *(in_cell if name == "a format" else [])]
    assert found(tmp_path, content) == expected

    book = openpyxl.load_workbook(io.BytesIO(content))
    take_away(book["Värden"])
    assert found(tmp_path, saved(book)) == []


# What Office adds.


def noted(text: str, author: str = "Anna Exempelsson") -> bytes:
    """A workbook with a note on G7 whose text is this XML."""
    return with_parts(
        SOUND,
        {
            "xl/worksheets/_rels/sheet1.xml.rels": relations("../comments1.xml"),
            "xl/comments1.xml": (
                f"{COMMENTS}<authors><author>{author}</author><author>tc={{64082332-3434-4b6a-9d3e-640823323434}}"
                f'</author></authors><commentList><comment ref="G7" authorId="0"><text>{text}</text></comment>'
                "</commentList></comments>"
            ),
        },
    )


def run_of_text(text: str) -> str:
    return f"<r><rPr><b/></rPr><t>{text}</t></r>"


@pytest.mark.parametrize(
    "text",
    [
        run_of_text("Anna Exempelsson:") + "<r><t>\nKolla den här med polisen</t></r>",
        "<t>Anna Exempelsson:\nKolla den här med polisen</t>",
        "<t>Kolla den här</t>",
    ],
)
def test_the_author_that_excel_writes_first_in_a_note_is_left_out(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, noted(text)) == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (run_of_text("Anna Exempelsson:") + "<r><t>\nFråga Berit Exempelsson</t></r>", "••••• •••••••••••"),
        ("<t>Berit Exempelsson:\nKolla den här</t>", "••••• •••••••••••"),
        ("<t>Gäller Anna Exempelsson: se akten</t>", "•••• •••••••••••"),
    ],
)
def test_any_other_name_in_a_note_is_found_at_its_cell(text: str, masked: str, tmp_path: Path) -> None:
    hits = [(problem.place, problem.value) for problem in found(tmp_path, noted(text))]
    assert hits == [(Place("fil.xlsx", "Värden", 7, "G"), masked)]


def test_the_number_of_a_person_as_an_author_is_found(tmp_path: Path) -> None:
    hits = [problem.value for problem in found(tmp_path, noted("<t>Stämmer</t>", "640823-3234"))]
    assert hits == ["••••••-••••"]


LABEL = "MSIP_Label_64082332-3434-4b6a-9d3e-640823323434_"

ADDED = {
    f"{LABEL}Enabled": "true",
    f"{LABEL}Name": "Intern information",
    f"{LABEL}Owner": "anna.exempelsson@example.se",
    f"{LABEL}SiteId": "19640823-3234-4b6a-9d3e-640823323434",
    "ContentTypeId": "0x01010064082332346408233234640823323464082332",
    "_dlc_DocIdUrl": "https://example.sharepoint.com/anna.exempelsson@example.se",
    "Author0": "Anna Exempelsson",
    "SharedWithUsers": "12;#Anna Exempelsson;#13;#Berit Exempelsson",
    "display_urn:schemas-microsoft-com:office:office#Editor": "Anna Exempelsson",
    "MediaServiceImageTags": "Anna Exempelsson",
    "_AuthorEmail": "anna.exempelsson@example.se",
    "_AuthorEmailDisplayName": "Anna Exempelsson",
    "d6408233234464082332346408233234": "Anna Exempelsson",
}
"""Properties that SharePoint, Outlook and sensitivity labels add."""


@pytest.mark.parametrize("name", ADDED)
def test_a_property_that_a_program_adds_stops_nobody(name: str, tmp_path: Path) -> None:
    def add(page: Worksheet) -> None:
        custom_properties(book_of(page)).append(StringProperty(name=name, value=ADDED[name]))

    assert found(tmp_path, workbook(ROWS, add)) == []


USER = "<UserInfo><DisplayName>Anna Exempelsson</DisplayName><AccountId>12</AccountId></UserInfo>"


@pytest.mark.parametrize(
    "part",
    [
        of_sharepoint(f'<SharedWithUsers xmlns="x">{USER}</SharedWithUsers>'),
        of_sharepoint(f'<Ansvarig xmlns="x">{USER}</Ansvarig>'),
        of_sharepoint('<_dlc_DocId xmlns="x">640823-3234</_dlc_DocId>'),
        '<ct:contentTypeSchema xmlns:ct="http://schemas.microsoft.com/office/2006/metadata/contentType">'
        '<element name="640823-3234"/></ct:contentTypeSchema>',
        '<FormTemplates xmlns="http://schemas.microsoft.com/sharepoint/v3/contenttype/forms"><Display>640823-3234'
        "</Display></FormTemplates>",
    ],
)
def test_a_part_that_sharepoint_adds_stops_nobody(part: str, tmp_path: Path) -> None:
    assert found(tmp_path, with_parts(SOUND, {"customXml/item1.xml": part})) == []


def test_the_persons_of_threaded_comments_stop_nobody(tmp_path: Path) -> None:
    persons = (
        '<personList><person displayName="Anna Exempelsson" id="{19640823-3234-4B6A-9D3E-640823323434}" '
        'userId="anna.exempelsson@example.se" providerId="AD"/></personList>'
    )
    assert found(tmp_path, with_parts(SOUND, {"xl/persons/person.xml": persons})) == []


def test_a_text_that_cells_share_is_found_in_its_cell_alone(tmp_path: Path) -> None:
    rows = headed('<c t="s"><v>0</v></c>', "1440")
    content = archive(raw_parts(rows, shared=f"<si><t>{TEXT}</t></si>"))
    assert [problem.place for problem in found(tmp_path, content)] == [Place("fil.xlsx", "Värden", 2, "F")]


@pytest.mark.parametrize("number", ["12", "13"])
def test_the_files_with_what_office_adds_are_let_in(number: str, started: Project, shared: Path) -> None:
    draft = draft_import(started, [failing(shared, number)], today=datetime.date(2026, 12, 1))
    assert [problem for problem in draft.problems if problem.rule == "text_holds_no_personal_data"] == []
