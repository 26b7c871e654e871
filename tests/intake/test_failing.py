"""The kinds of file that once gave a wrong figure, or stopped staff without a way on.

Each file of `shared/failing` is tried where that folder is there, and beside it a small file of the same kind made
here. What should come of each stands in the folder's README.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import Outcome, Runner
from tests.intake.files import archive, inline, raw_parts, raw_row, text_file, workbook
from tests.sheets import break_cell, row_of, rows_of

Figure = tuple[str, str, str, str, str, str, str]
"""Indicator, year, area, sex, age group, value and status, as they stand in the data folder."""

Importing = Callable[..., Outcome]
Given = Callable[[str], Path]


@pytest.fixture
def given(shared: Path, tmp_path: Path) -> Given:
    """Gives a copy of the file in `shared/failing` whose name begins with a number."""

    def copy(number: str) -> Path:
        found = sorted((shared / "failing").glob(f"{number}-*"))
        if not found:
            pytest.skip("the folder of files that once failed is not beside the repository")
        return Path(shutil.copy(found[0], tmp_path))

    return copy


THEN = (
    ("VNR-04", "name", "Vuxna som varit aktuella hos socialtjänsten på grund av våld, per 10 000 vuxna"),
    ("VNR-06", "name", "Avslutade ärenden om våld där målet har nåtts helt eller delvis"),
    ("VNR-06", "unit", "procent"),
    ("VNR-06", "unit_en", "per cent"),
    ("SEX-03", "source_id", "bra"),
    ("SEX-03", "period_type", "calendar_year"),
)
"""What the catalogue said when the workbooks among the files were made, and they say with it."""


def as_it_was(project: Path) -> Path:
    """The project with those words in its catalogue."""
    path = project / "data/indicators/indicators.csv"
    for indicator, column, text in THEN:
        break_cell(path, row_of(path, indicator_id=indicator), column, text)
    return project


@pytest.fixture
def project(project: Path) -> Path:
    """A project of the examples with the catalogue that the files were made from."""
    return as_it_was(project)


@pytest.fixture
def boden(boden: Path) -> Path:
    """A project of Bodens kommun with the catalogue that the files were made from."""
    return as_it_was(boden)


@pytest.fixture
def imported(boden: Path, runner: Runner) -> Importing:
    """Runs `pipeline import` in a project of Bodens kommun."""
    return lambda *words: runner("import", *words, "--project", boden)


def figures(project: Path) -> list[Figure]:
    """All that stands in the data folder."""
    columns = ("indicator_id", "year", "area_code", "sex", "age_group", "value", "value_status")
    paths = sorted((project / "data/observations").glob("*.csv"))
    return [tuple(row[column] for column in columns) for path in paths for row in rows_of(path)]  # type: ignore[misc]


def figure(indicator: str, value: str, sex: str = "T", area: str = "2582", status: str = "final") -> Figure:
    """A figure of 2025 and all ages."""
    return indicator, "2025", area, sex, "total", value, status


def text(folder: Path, *lines: str, name: str = "tabell.csv") -> Path:
    """A text file of these lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def written(folder: Path, content: bytes, name: str = "tabell.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


# 01 Rows of one month


def test_a_month_does_not_become_the_year(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("01"))
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert "Månad" in outcome.stdout


def test_a_month_of_our_own_does_not_become_the_year(imported: Importing, boden: Path, tmp_path: Path) -> None:
    path = text(tmp_path, "Indikator;Kön;År;Period;Antal", "P3-01;T;2025;mars;3")
    outcome = imported(path)
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert "Period" in outcome.stdout


# 02 The nation's figure


def test_the_nation_is_not_the_municipality(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("02"))
    assert (outcome.exit_code, figures(boden)) in ((0, [figure("VNR-03", "9000", area="0000")]), (1, []))


def test_another_municipality_is_not_ours(imported: Importing, boden: Path, tmp_path: Path) -> None:
    outcome = imported(text(tmp_path, "indikator;region;kön;år;Antal", "VNR-03;2580 Luleå;totalt;2025;61"))
    assert (outcome.exit_code, figures(boden)) in ((0, [figure("VNR-03", "61", area="2580")]), (1, []))


# 04 A count beside a rate


def test_a_rate_is_not_the_count_beside_it(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("04"))
    assert (outcome.exit_code, figures(boden)) in ((0, [figure("VNR-01", "43.1")]), (1, []))


def test_a_rate_first_is_not_the_count_beside_it(imported: Importing, boden: Path, tmp_path: Path) -> None:
    outcome = imported(text(tmp_path, "Indikator;År;Kön;Per 100 000 inv;Antal", "VNR-03;2025;T;88,7;25"))
    assert (outcome.exit_code, figures(boden)) in ((0, [figure("VNR-03", "25")]), (1, []))


# 06 A share of exactly 1


def test_a_share_of_one_is_asked_about(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("06"))
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert "rad 2" in outcome.stdout
    assert "rad 3" in outcome.stdout


def test_a_share_of_one_in_a_workbook_is_asked_about(imported: Importing, boden: Path, tmp_path: Path) -> None:
    outcome = imported(written(tmp_path, workbook([["Indikator", "År", "Kön", "Värde"], ["P5-03", 2025, "T", 1.0]])))
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert "rad 2" in outcome.stdout


# 07 Thousands that become decimals


def test_a_count_has_no_three_decimals(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("07"))
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert "12,000" in outcome.stdout


@pytest.mark.parametrize("count", ["2.590", "1,000", "12.000"])
def test_a_rate_does_not_say_what_a_counts_point_is(
    count: str, imported: Importing, boden: Path, tmp_path: Path
) -> None:
    rate = "170.4" if "." in count else "170,4"
    path = text(tmp_path, "Indikator;År;Kön;Värde", f"SEX-01;2025;T;{rate}", f"KTX-01;2025;T;{count}")
    outcome = imported(path)
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert count in outcome.stdout


# 09 Two encodings in one file


def test_two_encodings_in_a_file_stop_at_the_row(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("09"))
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert "rad 3" in outcome.stdout


def test_two_encodings_the_other_way_stop_at_a_row(imported: Importing, boden: Path, tmp_path: Path) -> None:
    first = "Indikator;År;Kön;Värde;Anmärkning\nVNR-03;2025;T;12;Färre\n".encode("cp1252")
    path = written(tmp_path, first + "VNR-07;2025;T;13;Fler än förra året\n".encode(), "tabell.csv")
    outcome = imported(path)
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert re.search(r"rad \d", outcome.stdout)


# 10 Formulas over empty cells


def test_a_formula_over_empty_cells_is_asked_about(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("10"))
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert "FEL blad Värden, rad 2, 3, kolumn Värde: Värdet är uträknat av en formel" in outcome.stdout
    assert "FEL blad Värden, rad 4, kolumn Värde: ”1” är inte större än 1" in outcome.stdout


@pytest.mark.parametrize(
    "formula",
    ["<c><f>Z9</f><v>0</v></c>", "<c><f>SUM(Z7:Z9)</f><v>0</v></c>", '<c t="str"><f>IF(Z9="","",Z9)</f><v></v></c>'],
)
def test_a_formula_that_refers_to_nothing_is_asked_about(
    formula: str, imported: Importing, boden: Path, tmp_path: Path
) -> None:
    headings = raw_row(1, map(inline, ("Indikator", "År", "Kön", "Värde")))
    row = raw_row(2, [inline("P8-02"), inline("2025"), inline("T"), formula])
    outcome = imported(written(tmp_path, archive(raw_parts(headings + row))))
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert "rad 2" in outcome.stdout


# 11 A filtered workbook


def test_rows_that_a_filter_hides_and_nobody_filled_in_are_no_faults(
    given: Given, imported: Importing, boden: Path
) -> None:
    outcome = imported(given("11"))
    assert (outcome.exit_code, len(figures(boden))) == (0, 18), outcome.stdout
    assert figure("VNR-08", "28") in figures(boden)
    assert outcome.stdout.count("dold men har uppgifter") == 0


def test_a_filter_over_our_own_workbook_hides_no_figure_unseen(
    imported: Importing, boden: Path, runner: Runner
) -> None:
    """Of the rows hidden here one is filled in, and only that is told."""
    path = workbook_of_the_year(boden, runner, {5: 68, 7: 18}, hidden=(5, 6, 8, 9, 10))
    outcome = imported(path)
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert "rad 5" in outcome.stdout
    assert [row for row in ("rad 6", "rad 8", "rad 9", "rad 10") if row in outcome.stdout] == []


def workbook_of_the_year(
    project: Path,
    runner: Runner,
    values: dict[int, Any],
    hidden: tuple[int, ...] = (),
    change: Callable[[openpyxl.Workbook], None] | None = None,
) -> Path:
    """The workbook of 2025 with values on these rows, saved in a folder of its own."""
    assert runner("new-year", "--project", project, "2025").exit_code == 0
    path = project / "inbox/uppfoljning-2025.xlsx"
    book = openpyxl.load_workbook(path)
    sheet: Worksheet = book["Värden"]
    for row, value in values.items():
        sheet[f"G{row}"] = value
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    if change:
        change(book)
    book.save(path)
    return Path(shutil.move(path, project / "uppfoljning-2025.xlsx"))


# 12 A note with its author


def test_the_author_of_a_note_is_left_out_or_told_with_its_cell(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("12"))
    told_with_cell = "Värden" in outcome.stdout and "G7" in outcome.stdout
    assert (outcome.exit_code, len(figures(boden))) in ((0, 59), (1, 0))
    assert outcome.exit_code == 0 or told_with_cell
    assert _marked_copy_is_there_if_promised(outcome, boden)


def test_a_name_in_a_note_of_our_own_is_told_with_its_cell(imported: Importing, boden: Path, tmp_path: Path) -> None:
    def note(page: Worksheet) -> None:
        page["D2"].comment = Comment("Anna Exempelsson:\nRing Karin Påhittsdotter innan det här lämnas", "Anna")

    rows: list[list[Any]] = [["Indikator", "År", "Kön", "Värde"], ["VNR-03", 2025, "T", 12]]
    outcome = imported(written(tmp_path, workbook(rows, note)))
    assert (outcome.exit_code, figures(boden)) == (1, [])
    assert "D2" in outcome.stdout or ("rad 2" in outcome.stdout and "kolumn" in outcome.stdout)
    assert "Påhittsdotter" not in outcome.stdout
    assert _marked_copy_is_there_if_promised(outcome, boden)


def _marked_copy_is_there_if_promised(outcome: Outcome, project: Path) -> bool:
    promised = re.findall(r"inbox/rapport/([^\s”]+\.xlsx)", outcome.stdout)
    return [name for name in promised if not (project / "inbox/rapport" / name.rstrip(".,")).exists()] == []


# 13 Properties that SharePoint adds


def test_properties_of_sharepoint_are_left_out_or_the_way_is_told(
    given: Given, imported: Importing, boden: Path
) -> None:
    outcome = imported(given("13"))
    _left_out_or_told(outcome, figures(boden))


def test_properties_of_sharepoint_in_a_file_of_our_own(imported: Importing, boden: Path, tmp_path: Path) -> None:
    path = written(tmp_path, workbook(_TWO))
    with zipfile.ZipFile(path, "a") as archive_file:
        archive_file.writestr("customXml/item1.xml", _SHAREPOINT)
    _left_out_or_told(imported(path), figures(boden))


_TWO: list[list[Any]] = [["Indikator", "År", "Kön", "Värde"], ["VNR-03", 2025, "T", 12], ["VNR-07", 2025, "T", 25]]
_TWO_FIGURES = [figure("VNR-03", "12"), figure("VNR-07", "25")]
_SHAREPOINT = (
    '<?xml version="1.0"?><p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/properties">'
    '<documentManagement><SharedWithUsers xmlns="x"><UserInfo><DisplayName>Anna Andersson</DisplayName>'
    "<AccountId>12</AccountId></UserInfo></SharedWithUsers></documentManagement></p:properties>"
)


def _left_out_or_told(outcome: Outcome, found: list[Figure]) -> None:
    assert (outcome.exit_code, found) in ((0, _TWO_FIGURES), (1, []))
    assert outcome.exit_code == 0 or "Kontrollera dokument" in outcome.stdout
    assert "Andersson" not in outcome.stdout


# 15 Names of municipalities


def test_a_municipality_is_known_by_its_names(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("15"))
    assert (outcome.exit_code, figures(boden)) == (0, [figure("VNR-03", "25"), figure("VNR-07", "12")])


def test_other_municipalities_are_known_by_their_names(imported: Importing, boden: Path, tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "Indikator;Kommun;Kön;År;Antal",
        "VNR-03;Falu kommun;totalt;2025;41",
        "VNR-03;0114 Upplands Väsby;totalt;2025;38",
        "VNR-03;Arjeplogs kommun;totalt;2025;5",
    )
    outcome = imported(path)
    assert (outcome.exit_code, sorted(figures(boden))) == (
        0,
        [
            figure("VNR-03", "38", area="0114"),
            figure("VNR-03", "41", area="2080"),
            figure("VNR-03", "5", area="2506"),
        ],
    )


# 16 JSON


def test_json_is_told_to_be_json(given: Given, imported: Importing, boden: Path) -> None:
    _told_to_be_json(imported(given("16")), boden)


def test_json_of_kolada_is_told_to_be_json(imported: Importing, boden: Path, tmp_path: Path) -> None:
    values = '{"values": [{"kpi": "N07402", "municipality": "2582", "period": 2025, "values": [{"value": 14.2}]}]}'
    _told_to_be_json(imported(text(tmp_path, values)), boden)


def _told_to_be_json(outcome: Outcome, project: Path) -> None:
    assert (outcome.exit_code, figures(project)) == (1, [])
    assert "JSON" in outcome.stdout
    assert "citattecken" not in outcome.stdout.casefold()


# 17 Strict Open XML


def test_strict_open_xml_is_read_or_the_type_to_choose_is_named(given: Given, imported: Importing, boden: Path) -> None:
    _read_or_told_the_type(imported(given("17")), figures(boden))


def test_strict_open_xml_of_our_own(imported: Importing, boden: Path, tmp_path: Path) -> None:
    path = written(tmp_path, workbook(_TWO), "vanlig.xlsx")
    strict = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(path) as usual:
        for name in usual.namelist():
            part = usual.read(name).decode("utf-8")
            for before, after in strict.items():
                part = part.replace(before, after)
            parts[name] = part
    _read_or_told_the_type(imported(written(tmp_path, archive(parts), "strikt.xlsx")), figures(boden))


def _read_or_told_the_type(outcome: Outcome, found: list[Figure]) -> None:
    assert (outcome.exit_code, found) in ((0, _TWO_FIGURES), (1, []))
    assert outcome.exit_code == 0 or "Excel-arbetsbok" in outcome.stdout
    assert "skadad" not in outcome.stdout


# 18 LibreOffice's own format


def test_a_workbook_of_libreoffice_is_read(given: Given, runner: Runner, project: Path) -> None:
    """It was made from the examples, so it is read where they are."""
    outcome = runner("import", given("18"), "--project", project)
    assert outcome.exit_code == 0, outcome.stdout
    found = [row for row in figures(project) if row[1] == "2026"]
    assert len(found) == 59
    wanted = [("VNR-01", "T", "68"), ("VNR-08", "K", "18"), ("VNR-10", "T", "1"), ("UPP-01", "T", "47")]
    assert [key for key in wanted if (key[0], "2026", "9999", key[1], "total", key[2], "final") not in found] == []


def test_a_workbook_of_libreoffice_that_is_made_from_examples_is_told_so(given: Given, imported: Importing) -> None:
    outcome = imported(given("18"))
    assert outcome.exit_code == 1
    assert "gjord av exempeldata" in outcome.stdout


def test_a_table_of_libreoffice_of_our_own_is_read(imported: Importing, boden: Path, tmp_path: Path) -> None:
    outcome = imported(written(tmp_path, ods(_TWO), "tabell.ods"))
    assert (outcome.exit_code, figures(boden)) == (0, _TWO_FIGURES), outcome.stdout


def ods(rows: list[list[Any]]) -> bytes:
    """Rows as LibreOffice writes them."""
    table = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in names.items())
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return archive(
        {
            "mimetype": kind,
            "content.xml": (
                f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3">'
                f'<office:body><office:spreadsheet><table:table table:name="Blad1">{table}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>"
            ),
            "META-INF/manifest.xml": (
                f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{manifest}" '
                f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
                '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                "</manifest:manifest>"
            ),
        }
    )


def _ods_cell(value: Any) -> str:
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
        "</table:table-cell>"
    )


# 19 The indicator on the first of its rows


def test_an_indicator_named_once_is_filled_down_or_the_empty_cell_is_told(
    given: Given, imported: Importing, boden: Path
) -> None:
    outcome = imported(given("19"))
    filled = [figure("VNR-07", "12", "K"), figure("VNR-07", "13", "M"), figure("VNR-07", "25")]
    _filled_down_or_told(outcome, sorted(figures(boden)), filled)


def test_two_indicators_named_once_are_filled_down_or_the_empty_cell_is_told(
    imported: Importing, boden: Path, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        ["Indikator", "År", "Kön", "Värde"],
        ["VNR-07", 2025, "K", 12],
        ["", 2025, "M", 13],
        ["P6-01", 2025, "K", 41],
        ["", 2025, "M", 6],
    ]
    outcome = imported(written(tmp_path, workbook(rows)))
    filled = [
        figure("P6-01", "41", "K"),
        figure("P6-01", "6", "M"),
        figure("VNR-07", "12", "K"),
        figure("VNR-07", "13", "M"),
    ]
    _filled_down_or_told(outcome, sorted(figures(boden)), filled)


def _filled_down_or_told(outcome: Outcome, found: list[Figure], filled: list[Figure]) -> None:
    assert (outcome.exit_code, found) in ((0, filled), (1, []))
    assert "Liknande" not in outcome.stdout
    assert "rad 3" in outcome.stdout or "VNR-07" in outcome.stdout


# 20 Yes or no


def test_yes_or_no_is_not_told_to_be_a_number(given: Given, imported: Importing, boden: Path) -> None:
    _told_to_answer(imported(given("20")), boden)


@pytest.mark.parametrize("answer", ["Till viss del", "Nej, men pågår", "ja/nej"])
def test_an_answer_of_our_own_is_not_told_to_be_a_number(
    answer: str, imported: Importing, boden: Path, tmp_path: Path
) -> None:
    _told_to_answer(imported(text(tmp_path, "Indikator;År;Kön;Värde", f"VNR-10;2025;T;{answer}")), boden)


def _told_to_answer(outcome: Outcome, project: Path) -> None:
    assert (outcome.exit_code, figures(project)) == (1, [])
    assert "ja eller nej" in outcome.stdout
    assert "inte ett tal" not in outcome.stdout


# 23 Signs of a source


def test_a_sign_of_a_source_is_hidden_or_asked_about(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("23"))
    hidden = [
        figure("P1-02", "", status="suppressed_primary"),
        figure("VNR-08", "", status="suppressed_primary"),
    ]
    _hidden_or_asked(outcome, figures(boden), hidden, ("~100", "N"))


def test_signs_of_a_source_of_our_own_are_hidden_or_asked_about(
    imported: Importing, boden: Path, tmp_path: Path
) -> None:
    outcome = imported(
        text(tmp_path, "Indikator;År;Kön;Värde", "P7-03;2025;T;~100", "P7-03;2024;T;...", "VNR-09;2025;T;N")
    )
    assert [row for row in figures(boden) if row[5] != ""] == []
    assert outcome.exit_code == 1 or len(figures(boden)) == 3
    assert "inte ett tal" not in outcome.stdout


def _hidden_or_asked(outcome: Outcome, found: list[Figure], hidden: list[Figure], signs: tuple[str, ...]) -> None:
    assert (outcome.exit_code, found) in ((0, hidden), (1, []))
    assert [sign for sign in signs if sign not in outcome.stdout] == []
    assert "inte ett tal" not in outcome.stdout


# 25 The example workbook after the start


def test_the_example_workbook_is_told_to_be_an_example(given: Given, imported: Importing, boden: Path) -> None:
    _told_to_be_an_example(imported(given("25")), boden)


def test_our_own_example_workbook_is_told_to_be_an_example(
    project: Path, repository: Path, runner: Runner, tmp_path: Path
) -> None:
    """The workbook was made and filled in before the municipality was named, and lies in the inbox still."""
    path = workbook_of_the_year(project, runner, {5: 68, 6: 71, 7: 18})
    words = ("--name", "Bodens kommun", "--code", "2582", "--contact-name", "Trygghetssamordnaren")
    rest = ("--organisation-number", "212000-2767", "--contact-email", "trygghet@boden.se", "--yes")
    help_ = ("--social-services", "", "--social-emergency", "")
    started = runner("start", "--project", project, *words, *help_, *rest)
    assert started.exit_code == 0, started.stdout + started.stderr
    _told_to_be_an_example(runner("import", path, "--project", project), project)


def _told_to_be_an_example(outcome: Outcome, project: Path) -> None:
    assert (outcome.exit_code, figures(project)) == (1, [])
    assert "exempel" in outcome.stdout.casefold()
    assert "make new-year" in outcome.stdout
    assert "Ange en verklig kommuns kod" not in outcome.stdout


# 26 The sheet Läs mig as a CSV file


def test_instructions_beside_the_others_are_left_out(
    given: Given, imported: Importing, boden: Path, tmp_path: Path
) -> None:
    outcome = imported(given("26"), text(tmp_path, "Indikator;År;Kön;Värde", "VNR-03;2025;T;12", name="varden.csv"))
    assert (outcome.exit_code, figures(boden)) == (0, [figure("VNR-03", "12")]), outcome.stdout


def test_our_own_instructions_beside_the_others_are_left_out(
    imported: Importing, boden: Path, runner: Runner, tmp_path: Path
) -> None:
    """Each sheet of the workbook is saved as CSV, as Excel does it."""
    book = openpyxl.load_workbook(workbook_of_the_year(boden, runner, {7: 18}))
    paths = []
    for sheet in book:
        rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        paths.append(written(tmp_path, text_file(rows, ";", "utf-8-sig", "\r\n"), f"{sheet.title}.csv"))
    outcome = imported(*paths)
    assert (outcome.exit_code, figures(boden)) == (0, [figure("VNR-03", "18")]), outcome.stdout


# 27 One text begun


def test_a_begun_text_waits_and_the_figures_are_read(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("27"))
    assert (outcome.exit_code, len(figures(boden))) == (0, 59), outcome.stdout
    assert not list((boden / "data/assessments").glob("*.csv"))
    assert "De här texterna är påbörjade men inte klara, och väntar på resten:" in outcome.stdout


def test_a_begun_text_of_our_own_waits(imported: Importing, boden: Path, runner: Runner) -> None:
    def begin(book: openpyxl.Workbook) -> None:
        book["Uppföljning i ord"]["E5"] = "Alla skolor har fått utbildning."

    outcome = imported(workbook_of_the_year(boden, runner, {7: 18}, change=begin))
    assert (outcome.exit_code, figures(boden)) == (0, [figure("VNR-03", "18")]), outcome.stdout
    assert "De här texterna är påbörjade men inte klara, och väntar på resten:" in outcome.stdout


# 28 An open row of the workbook


def test_an_open_row_takes_the_workbooks_year_area_and_all_ages(given: Given, imported: Importing, boden: Path) -> None:
    outcome = imported(given("28"))
    assert (outcome.exit_code, figures(boden)) == (0, [figure("VNR-09", "7")]), outcome.stdout


def test_an_open_row_of_our_own_keeps_what_it_says(imported: Importing, boden: Path, runner: Runner) -> None:
    """What the row says is kept, and only the rest is filled in."""

    def write(book: openpyxl.Workbook) -> None:
        sheet = book["Värden"]
        first = next(row for row in range(5, 200) if sheet[f"A{row}"].value is None)
        for row, cells in (
            (first, ("VNR-09", "totalt", None, 7, None)),
            (first + 1, ("P3-03", "totalt", None, 9, 2024)),
        ):
            for column, value in zip("ACDGO", cells, strict=True):
                sheet[f"{column}{row}"] = value

    outcome = imported(workbook_of_the_year(boden, runner, {}, change=write))
    assert (outcome.exit_code, figures(boden)) == (
        0,
        [("P3-03", "2024", "2582", "T", "total", "9", "final"), figure("VNR-09", "7")],
    ), outcome.stdout


# 29 Brå's export with a preliminary year

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")


def test_a_preliminary_year_of_bra_stays_preliminary(given: Given, boden: Path, runner: Runner, tmp_path: Path) -> None:
    content = given("29").read_text(encoding="utf-8")
    paths = [text(tmp_path, content.replace(";Jan;", f";{month};").rstrip(), name=f"{month}.txt") for month in MONTHS]
    data = boden / "verklig"
    outcome = runner("import", "--source", "bra", "--data", data, *paths, "--project", boden)
    assert outcome.exit_code == 0, outcome.stdout
    assert _bra(data) == [("KTX-01", "1440", "240", "preliminary"), ("KTX-02", "1440", "300", "preliminary")]


def test_a_year_of_bra_that_is_preliminary_at_its_end_is_preliminary(
    boden: Path, runner: Runner, tmp_path: Path
) -> None:
    paths = []
    for number, month in enumerate(MONTHS):
        year = "2025 prel." if number > 8 else "2025"
        rows = (f"Bodens kommun;Våldsbrott ;{year};{month};20;70;", f"Bodens kommun;{_THREATS};{year};{month};25;88;")
        lines = "\n".join(("Region;Brott;År;Period;Antal;/100 000 inv", *rows, ""))
        paths.append(written(tmp_path, lines.encode("iso-8859-1"), f"Databasfil{month}.txt"))
    data = boden / "verklig"
    outcome = runner("import", "--source", "bra", "--data", data, *paths, "--project", boden)
    assert outcome.exit_code == 0, outcome.stdout
    assert _bra(data) == [("KTX-01", "2582", "240", "preliminary"), ("KTX-02", "2582", "300", "preliminary")]


_THREATS = "Hot-, kränknings- och frihetsbrott"


def _bra(data: Path) -> list[tuple[str, str, str, str]]:
    return sorted(
        (row["indicator_id"], row["area_code"], row["value"], row["value_status"])
        for path in (data / "observations").glob("*.csv")
        for row in rows_of(path)
        if row["area_code"] != "0000"
    )


def test_twelve_files_of_bra_that_are_wrong_in_every_row_are_told_in_forty_lines(
    boden: Path, runner: Runner, tmp_path: Path
) -> None:
    names = [row["name"] for row in rows_of(boden / "data/areas.csv") if row["kind"] == "municipality"]
    paths = []
    for month in MONTHS:
        rows = [
            f"{name} kommun;{category};tjugosexton;{month};20;70;"
            for name in names
            for category in ("Våldsbrott ", _THREATS)
        ]
        lines = "\n".join(("Region;Brott;År;Period;Antal;/100 000 inv", *rows, ""))
        paths.append(written(tmp_path, lines.encode("iso-8859-1"), f"Databasfil{month}.txt"))
    outcome = runner("import", "--source", "bra", "--data", boden / "verklig", *paths, "--project", boden)
    assert outcome.exit_code == 1
    assert len(outcome.stdout.splitlines()) <= 40
    assert "rad 2" in outcome.stdout
