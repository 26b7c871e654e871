"""Every fault of a file of staff's, and every mending of one, in the very words that staff read."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table

from pipeline.intake.draft import Draft, draft_import
from pipeline.project import open_project

HEADINGS = ["Indikator", "År", "Kommunkod", "Kön", "Ålder", "Värde", "Status", "Anmärkning"]

TODAY = datetime.date(2026, 11, 24)

Told = tuple[str, str | None, str]

NEAR = "”vnr 3” lästes som VNR-03 Anmälda misshandelsbrott mot kvinnor i parrelation."

UNKNOWN = (
    "Vad står i kolumnen ”Handläggare”? Den känns inte igen och kan säga vad siffrorna gäller, så inget läses förrän "
    "det är sagt. Svara med vad som står i den: indikator, år, område, kön, ålder, värde, status eller anmärkning. "
    "Svaret gäller sedan alla filer med uppgifter från samma källa. Är den bara en upplysning, svara: make publish "
    'ANSWER="bcd0b0=upplysning"'
)


def drafted(project: Path, *paths: Path) -> Draft:
    return draft_import(open_project(project), paths, today=TODAY)


def faults(draft: Draft) -> list[Told]:
    """The rule, the column and the sentence of each problem."""
    return [(problem.rule, problem.place.column, problem.message) for problem in draft.problems]


def mendings(draft: Draft) -> list[Told]:
    return [(repair.kind, repair.place.column, repair.message) for repair in draft.repairs]


def text_file(folder: Path, *rows: str, name: str = "uppgifter.csv", headings: str = ";".join(HEADINGS)) -> Path:
    path = folder / name
    path.write_text("\n".join((headings, *rows)) + "\n", encoding="utf-8")
    return path


def workbook_file(folder: Path, *rows: Sequence[object], change: Callable[[Workbook], None] | None = None) -> Path:
    """A workbook of one sheet, changed before it is saved."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Värden"
    for row in [HEADINGS, *rows]:
        sheet.append(list(row))
    if change:
        change(workbook)
    path = folder / "uppgifter.xlsx"
    workbook.save(path)
    return path


# --- One row of a text file


@pytest.mark.parametrize(
    ("row", "rule", "column", "message"),
    [
        (
            "VNR-1A;2026;9999;totalt;alla åldrar;12;;",
            "indicator_is_known",
            "Indikator",
            "”VNR-1A” är ingen indikator. Skriv beteckningen som den står i arbetsboken. Liknande: VNR-11 Personal "
            "som har gått grundutbildning om våld",
        ),
        (
            "VNR-03;2026;9999;totalt;alla åldrar;tolv;;",
            "value_is_a_number",
            "Värde",
            "”tolv” är inte ett tal. Skriv siffror utan enhet, eller töm cellen och välj en status. Exempel: 1 234,5",
        ),
        (
            "VNR-03;2026;9999;totalt;alla åldrar;1.234;;",
            "number_is_unambiguous",
            "Värde",
            "”1.234” kan betyda två saker: är tecknet före de tre sista siffrorna ett decimaltecken, eller skiljer det "
            'tusental? Svara för alla filer från samma källa: make publish ANSWER="a3cf6d=decimaltecken" eller på '
            "samma sätt tusental. Du kan också skriva om talet, tusental med mellanslag och decimaler med komma. "
            "Exempel: 1 234 eller 1,2",
        ),
        (
            "P1-02;2026;9999;totalt;alla åldrar;0,34;;",
            "share_is_in_per_cent",
            "Värde",
            "”0,34” är inte större än 1, men indikatorn anges i procent. Är det 0,34 procent, eller är det en del av "
            '1? Svara för indikatorn: make publish ANSWER="58a778=procent" eller på samma sätt del-av-ett. Du kan '
            "också skriva talet med procenttecken. Exempel: 34 %",
        ),
        (
            "VNR-03;2026;9999;totalt;alla åldrar;34 %;;",
            "percent_is_for_shares",
            "Värde",
            "”34 %” är angivet i procent, men indikatorn är inte en andel. Skriv siffran i indikatorns enhet. "
            "Exempel: 12",
        ),
        (
            "VNR-03;2026;9999;totalt;alla åldrar;#N/A;;",
            "cell_has_no_error",
            "Värde",
            "Cellen visar ett felvärde (#N/A), så formeln i den har inte kunnat räknas ut. Skriv värdet i stället, "
            "eller töm cellen och välj en status. Exempel: 12",
        ),
        (
            "VNR-03;2026;9999;totalt;alla åldrar;=1+1;;",
            "text_is_not_a_formula",
            "Värde",
            "”=1+1” börjar med ett tecken som kalkylprogram tolkar som en formel. Börja med en bokstav eller siffra. "
            "Exempel: Uppgiften är rättad.",
        ),
        (
            "P2-01;2026;9999;totalt;alla åldrar;-;;",
            "sign_is_known",
            "Värde",
            "”-” betyder olika saker hos olika källor, och vad det betyder här är inte känt. Svara för alla filer "
            'från samma källa: make publish ANSWER="725df6=saknas" eller på samma sätt noll, dold, ej-tillämplig eller '
            "ej-insamlad. Du kan också skriva 0 om det är noll, eller tömma cellen och välja en status. "
            "Exempel: saknas",
        ),
        (
            "VNR-03;2025/26;9999;totalt;alla åldrar;12;;",
            "year_is_one_year",
            "År",
            "”2025/26” är inte ett uppföljningsår för den här indikatorn. Skriv ett årtal med fyra siffror. "
            "Exempel: 2025",
        ),
        (
            "VNR-03;2027;9999;totalt;alla åldrar;12;;",
            "year_has_begun",
            "År",
            "Året 2027 har inte börjat. Kontrollera att det är rätt fil, och rätta året.",
        ),
        (
            "VNR-03;2026;9999;totalt;alla åldrar;;;Underlaget dröjer.",
            "note_has_a_status",
            "Anmärkning",
            "Raden har en anmärkning men varken värde eller status. Fyll i värdet, eller välj en status som säger "
            "varför det saknas. Exempel: saknas",
        ),
        (
            "VNR-03;2026;9999;totalt;alla åldrar;<5;saknas;",
            "status_agrees_with_value",
            "Status",
            "Värdet ”<5” och statusen ”saknas” säger emot varandra. Rätta det ena.",
        ),
        (
            "VNR-03;2026;9999;totalt;alla åldrar;12;;Ring 070-174 06 05 om frågor.",
            "text_holds_no_personal_data",
            "H",
            "I cellen står något som ser ut som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. "
            "Ta bort det. Är det ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl "
            "(aldrig ett personnummer).",
        ),
    ],
)
def test_a_fault_in_a_row_is_told(
    project: Path, tmp_path: Path, row: str, rule: str, column: str, message: str
) -> None:
    assert faults(drafted(project, text_file(tmp_path, row))) == [(rule, column, message)]


@pytest.mark.parametrize(
    ("row", "kind", "column", "message"),
    [
        (
            "vnr 3;2026;9999;T;total;12;;",
            "code_is_mended",
            "Indikator",
            NEAR,
        ),
        (
            "VNR-03;2026 prel.;9999;T;total;12;;",
            "year_is_preliminary",
            "År",
            "”2026 prel.” lästes som år 2026, preliminärt.",
        ),
        ("VNR-03;2026-12-31;9999;T;total;12;;", "year_is_of_a_date", "År", "”2026-12-31” lästes som år 2026."),
        (
            "VNR-03;2026;9999;T;total;-;;",
            "sign_is_zero",
            "Värde",
            "Tecknet lästes som 0, som källan skriver noll.",
        ),
        (
            "VNR-01;2026;9999;T;total;-;;",
            "sign_is_status",
            "Värde",
            "Tecknet lästes som en status, som källan använder det.",
        ),
        ("VNR-03;2026;9999;T;total;saknas;;", "word_is_status", "Värde", "Orden lästes som en status."),
        (
            "VNR-03;2026;9999;T;total;12 1);;",
            "footnote_is_left_out",
            "Värde",
            "Tecknet för en fotnot efter talet läses inte. Skriv fotnoten under Anmärkning om den behövs.",
        ),
        (
            "VNR-03;2026;9999;T;total;12;; En anmärkning.",
            "text_is_trimmed",
            "Anmärkning",
            "Mellanslag före eller efter texten togs bort.",
        ),
    ],
)
def test_a_cell_that_can_only_mean_one_thing_is_read_so_and_told(
    project: Path, tmp_path: Path, row: str, kind: str, column: str, message: str
) -> None:
    draft = drafted(project, text_file(tmp_path, row))

    assert (faults(draft), mendings(draft), draft.counts.new) == ([], [(kind, column, message)], 1)


def test_a_zero_that_a_spreadsheet_dropped_is_put_back(project: Path, tmp_path: Path) -> None:
    draft = drafted(project, text_file(tmp_path, "VNR-03;2026;331;T;total;12;;"))

    assert mendings(draft) == [
        ("zeros_are_put_back", "Kommunkod", "”331” lästes som Heby (0331): inledande nollor hade fallit bort.")
    ]


def test_a_school_year_is_that_in_which_it_ends(project: Path, tmp_path: Path) -> None:
    draft = drafted(project, text_file(tmp_path, "P1-02;2025/26;9999;T;total;85;;"))

    assert mendings(draft) == [("year_is_where_it_ends", "År", "”2025/26” lästes som år 2026, då perioden slutar.")]


def test_what_stands_beside_the_table_is_left_out_and_told(project: Path, tmp_path: Path) -> None:
    row = "VNR-03;2026;9999;T;total;12;;"
    path = text_file(tmp_path, row, "Summa;;;;;12;;", "Siffrorna är hämtade ur registret.;;;;;;;", row)

    draft = drafted(project, path)

    assert faults(draft) == []
    assert mendings(draft) == [
        ("sum_is_left_out", "Indikator", "Rad 3 är en summarad och läses inte."),
        ("text_is_left_out", None, "Rad 4 är en text vid sidan av tabellen och läses inte."),
        ("row_is_the_same", None, "Raden säger detsamma som rad 2 i uppgifter.csv och läses en gång."),
    ]


def test_a_file_in_an_older_encoding_is_read_and_told(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "uppgifter.csv"
    path.write_bytes(f"{';'.join(HEADINGS)}\nVNR-03;2026;9999;T;total;12;;Å\n".encode("cp1252"))

    draft = drafted(project, path)

    assert faults(draft) == []
    assert mendings(draft) == [("file_was_in", None, "Filen lästes med teckenkodningen Windows-1252.")]


def test_of_many_faults_of_one_kind_the_rest_are_counted(project: Path, tmp_path: Path) -> None:
    rows = [f"VNR-03;2026;{code};T;total;tolv;;" for code in ["9999"] * 203]

    found = faults(drafted(project, text_file(tmp_path, *rows)))

    assert [rule for rule, _, _ in found] == ["value_is_a_number"] * 201
    assert found[-1][2] == "3 fel till av samma slag som på rad 2. Ofta har de samma orsak."


@pytest.mark.parametrize(
    ("headings", "row", "told"),
    [
        (
            "Indikator;År;Kommunkod;Kön;Ålder;Status",
            "VNR-03;2026;9999;T;total;saknas",
            (
                "headings_are_there",
                None,
                "Tabellen saknar rubriken ”Värde”. Rubrikerna ska stå på en och samma rad. Rubriker som kan läsas: "
                "Indikator, År, Kommunkod, Kön, Ålder, Värde, Täljare, Nämnare, Status, Anmärkning",
            ),
        ),
        (
            "Indikator;År;Kommunkod;Kön;Ålder;Värde;Värde",
            "VNR-03;2026;9999;T;total;12;13",
            (
                "headings_stand_once",
                None,
                "Rubriken ”Värde” står mer än en gång. Ta bort den kolumn som inte ska läsas.",
            ),
        ),
        (
            "Indikator;År;Kommunkod;Kön;Ålder;Värde;Handläggare",
            "VNR-03;2026;9999;T;total;12;1",
            (
                "column_is_known",
                "Handläggare",
                UNKNOWN,
            ),
        ),
        (
            "Indikator;År;Kön;Ålder;Skäl",
            "UPP-01;2025;totalt;alla åldrar;",
            (
                "reason_is_given",
                "Skäl",
                "Raden säger inte varför uppgiften ändras. Skriv skälet. Exempel: Källan har rättat siffran.",
            ),
        ),
    ],
)
def test_what_is_wrong_with_headings_or_reasons_is_told(
    project: Path, tmp_path: Path, headings: str, row: str, told: Told
) -> None:
    assert told in faults(drafted(project, text_file(tmp_path, row, headings=headings)))


# --- A workbook


ROW: list[object] = ["VNR-03", 2026, "9999", "totalt", "alla åldrar", 12, None, None]


def _hide_column(workbook: Workbook) -> None:
    workbook["Värden"].column_dimensions["F"].hidden = True


def _hide_row(workbook: Workbook) -> None:
    workbook["Värden"].row_dimensions[2].hidden = True


def _hide_sheet(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("Gamla")
    sheet.append(HEADINGS)
    sheet.append(ROW)
    sheet.sheet_state = "hidden"


def _merge(workbook: Workbook) -> None:
    workbook["Värden"].merge_cells("F2:F3")


def _date_value(workbook: Workbook) -> None:
    workbook["Värden"]["F2"] = datetime.date(2026, 12, 1)


def _date_age(workbook: Workbook) -> None:
    workbook["Värden"]["E2"] = datetime.date(2017, 10, 15)


def _formula(workbook: Workbook) -> None:
    workbook["Värden"]["F2"] = "=6+6"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            _hide_column,
            (
                "column_is_seen",
                "Värde",
                "Kolumnen ”Värde” är dold. Visa den (markera kolumnerna på båda sidor, högerklicka, Ta fram) så att ni "
                "ser vad som lämnas in, eller ta bort den.",
            ),
        ),
        (
            _hide_row,
            (
                "row_is_seen",
                None,
                "Rad 2 är dold men har uppgifter. Visa raden (ta bort filtret, eller markera raderna runt om, "
                "högerklicka, Ta fram) så att ni ser vad som lämnas in, eller ta bort den.",
            ),
        ),
        (
            _hide_sheet,
            (
                "sheet_is_seen",
                None,
                "Bladet ”Gamla” är dolt och läses inte. Visa det om uppgifterna ska med, ta annars bort det.",
            ),
        ),
        (
            _merge,
            (
                "value_is_not_merged",
                "Värde",
                "Värdet står i en sammanfogad cell som täcker flera rader, så det går inte att se vilken rad det "
                "gäller. Dela cellen och skriv värdet på den rad som det hör till.",
            ),
        ),
        (
            _date_value,
            (
                "value_is_not_a_date",
                "Värde",
                "Cellen innehåller ett datum (2026-12-01), troligen för att Excel har gjort om det som "
                "skrevs. Ändra cellens format till Tal och skriv värdet igen. Exempel: 12",
            ),
        ),
        (
            _date_age,
            (
                "age_is_not_a_date",
                "Ålder",
                "Åldern har blivit ett datum (2017-10-15), för att Excel har gjort om det som skrevs. Ändra "
                "cellens format till Text och skriv åldern igen. Exempel: 15–17 år",
            ),
        ),
        (
            _formula,
            (
                "formula_has_a_value",
                "Värde",
                "Cellen innehåller en formel utan uträknat värde. Öppna filen i Excel, vänta tills värdet syns, och "
                "spara. Eller skriv värdet i stället för formeln. Exempel: 12",
            ),
        ),
    ],
)
def test_a_fault_in_a_workbook_is_told(
    project: Path, tmp_path: Path, change: Callable[[Workbook], None], told: Told
) -> None:
    assert faults(drafted(project, workbook_file(tmp_path, ROW, change=change)))[:1] == [told]


def test_a_sheet_without_a_table_is_left_out_and_told(project: Path, tmp_path: Path) -> None:
    def add_a_sheet(workbook: Workbook) -> None:
        workbook.create_sheet("Minnen").append(["Kom ihåg mjölk"])

    draft = drafted(project, workbook_file(tmp_path, ROW, change=add_a_sheet))

    assert mendings(draft) == [
        ("sheet_is_left_out", None, "Bladet ”Minnen” har ingen tabell med uppgifter och läses inte.")
    ]


def test_what_a_formula_came_to_is_read_and_told(project: Path, tmp_path: Path) -> None:
    path = workbook_file(tmp_path, ROW, change=_formula)
    _replace(path, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>12</v>")
    _replace(path, "xl/worksheets/sheet1.xml", b"<v />", b"<v>12</v>")

    draft = drafted(project, path)

    assert faults(draft) == []
    assert mendings(draft) == [
        ("formula_is_read", "Värde", "Värdet är uträknat av en formel. Det senast sparade värdet lästes.")
    ]


def _replace(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Change the bytes of a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part].replace(old, new)
    _pack(path, parts)


def _pack(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("part", "rule", "message"),
    [
        (
            "xl/vbaProject.bin",
            "workbook_has_no_macros",
            "Arbetsboken innehåller makron och läses inte, eftersom makron kan göra vad som helst. Spara den som "
            "Excel-arbetsbok utan makron (.xlsx).",
        ),
        (
            "xl/externalLinks/externalLink1.xml",
            "workbook_stands_alone",
            "Arbetsboken hämtar uppgifter från andra filer eller källor och läses inte, eftersom det inte syns vad som "
            "hämtas. Bryt länkarna (Data, Redigera länkar, Bryt länk; Data, Frågor och anslutningar, Ta bort) så att "
            "värdena står i cellerna, och spara.",
        ),
        (
            "xl/embeddings/oleObject1.bin",
            "workbook_embeds_no_files",
            "Arbetsboken innehåller andra filer (inbäddade objekt) som inte kan kontrolleras. Ta bort dem och spara.",
        ),
    ],
)
def test_a_workbook_that_may_act_or_hide_is_not_read(
    project: Path, tmp_path: Path, part: str, rule: str, message: str
) -> None:
    path = workbook_file(tmp_path, ROW)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, b"")

    assert faults(drafted(project, path)) == [(rule, None, message)]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (
            "xl/workbook.bin",
            "Filen är en binär arbetsbok (.xlsb) och kan inte läsas. Öppna den i det program som den kommer från och "
            "spara uppgifterna som Excel-arbetsbok (.xlsx) eller CSV.",
        ),
        (
            "word/document.xml",
            "Filen är ett textdokument och kan inte läsas. Öppna den i det program som den kommer från och spara "
            "uppgifterna som Excel-arbetsbok (.xlsx) eller CSV.",
        ),
        (
            "ppt/presentation.xml",
            "Filen är en presentation och kan inte läsas. Öppna den i det program som den kommer från och spara "
            "uppgifterna som Excel-arbetsbok (.xlsx) eller CSV.",
        ),
        (
            "bild.png",
            "Filen är ett zip-arkiv och kan inte läsas. Öppna den i det program som den kommer från och spara "
            "uppgifterna som Excel-arbetsbok (.xlsx) eller CSV.",
        ),
        (
            "content.xml",
            "Filen är ett dokument från LibreOffice eller OpenOffice och kan inte läsas. Öppna den i det program som "
            "den kommer från och spara uppgifterna som Excel-arbetsbok (.xlsx) eller CSV.",
        ),
    ],
)
def test_another_kind_of_document_is_told_by_its_name(project: Path, tmp_path: Path, part: str, message: str) -> None:
    path = tmp_path / "uppgifter.xlsx"
    _pack(path, {part: b""})

    assert faults(drafted(project, path)) == [("file_is_a_table", None, message)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"%PDF-1.7\n",
            "Filen är en PDF och kan inte läsas. Öppna den i det program som den kommer från och spara uppgifterna som "
            "Excel-arbetsbok (.xlsx) eller CSV.",
        ),
        (
            b"<!DOCTYPE html><p>Ingen tabell",
            "Filen är en webbsida och kan inte läsas. Öppna den i det program som den kommer från och spara "
            "uppgifterna som Excel-arbetsbok (.xlsx) eller CSV.",
        ),
        (
            b"PK\x05\x06" + b"\0" * 18,
            "Filen är ett tomt zip-arkiv och kan inte läsas. Öppna den i det program som den kommer från och spara "
            "uppgifterna som Excel-arbetsbok (.xlsx) eller CSV.",
        ),
    ],
)
def test_a_file_that_is_no_table_is_told_by_its_kind(
    project: Path, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "uppgifter.xlsx"
    path.write_bytes(content)

    assert faults(drafted(project, path)) == [("file_is_a_table", None, message)]


def test_an_empty_file_is_told(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "uppgifter.csv"
    path.write_bytes(b"")

    assert faults(drafted(project, path)) == [("file_is_readable", None, "Filen går inte att läsa: den är tom.")]


# --- Personal data, wherever in the file

NUMBER = "070-174 06 05"


def _comment(workbook: Workbook) -> None:
    workbook["Värden"]["F2"].comment = Comment(f"Ring {NUMBER}", "Kontrollen")


def _properties(workbook: Workbook) -> None:
    workbook.properties.description = f"Ring {NUMBER}"


def _sheet_name(workbook: Workbook) -> None:
    workbook["Värden"].title = NUMBER


def _table(workbook: Workbook) -> None:
    workbook["Värden"].add_table(Table(displayName="Siffror", ref="A1:H2", comment=f"Ring {NUMBER}"))


@pytest.mark.parametrize(
    ("change", "column", "message"),
    [
        (
            _comment,
            "F",
            "I en kommentar eller anteckning (högerklicka på cellen och ta bort den) står något som ser ut som ett "
            "telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen "
            "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer).",
        ),
        (
            _properties,
            None,
            "I filens egenskaper (tas bort i Excel med Arkiv, Info, Sök efter problem, Kontrollera dokument, "
            "Dokumentegenskaper och personlig information) står något som ser ut som ett telefonnummer: •••-••• •• ••. "
            "Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i "
            "data/allowed_texts.csv med ett skäl (aldrig ett personnummer).",
        ),
        (
            _sheet_name,
            None,
            "I ett blads namn (dubbelklicka på bladfliken och skriv ett nytt) står något "
            "som ser ut som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är "
            "det ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett "
            "personnummer).",
        ),
        (
            _table,
            None,
            "I en tabells namn eller rubriker (ändra rubriken i cellen, eller namnet under Tabelldesign) står något "
            "som ser ut som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det "
            "ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett "
            "personnummer).",
        ),
    ],
)
def test_personal_data_beside_the_cells_are_told_by_where_they_are(
    project: Path, tmp_path: Path, change: Callable[[Workbook], None], column: str | None, message: str
) -> None:
    draft = drafted(project, workbook_file(tmp_path, ROW, change=change))

    assert set(faults(draft)) == {("text_holds_no_personal_data", column, message)}
    assert NUMBER not in str(draft.problems)


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (
            "xl/drawings/drawing9.xml",
            "I en textruta, en bild eller ett diagram (markera det och tryck Delete) står något som ser ut som ett "
            "telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen "
            "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer).",
        ),
        (
            "xl/pivotCache/pivotCacheRecords1.xml",
            "I underlaget till en pivottabell (markera hela pivottabellen och tryck Delete) står något som ser ut som "
            "ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas in. Ta bort det. Är det ingen "
            "personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl (aldrig ett personnummer).",
        ),
    ],
)
def test_personal_data_in_drawings_and_pivots_are_told(project: Path, tmp_path: Path, part: str, message: str) -> None:
    path = workbook_file(tmp_path, ROW)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, f"<r><t>Ring {NUMBER}</t></r>")

    assert faults(drafted(project, path)) == [("text_holds_no_personal_data", None, message)]


def test_personal_data_in_the_name_of_a_file_are_told_and_not_repeated(project: Path, tmp_path: Path) -> None:
    draft = drafted(project, text_file(tmp_path, "VNR-03;2026;9999;T;total;12;;", name=f"Ring {NUMBER}.csv"))

    message = (
        "I filens namn står något som ser ut som ett telefonnummer: •••-••• •• ••. Personuppgifter får inte lämnas "
        "in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i data/allowed_texts.csv med ett skäl "
        "(aldrig ett personnummer)."
    )
    assert faults(draft) == [("text_holds_no_personal_data", None, message)]
    assert draft.problems[0].place.file == "Ring •••-••• •• ••.csv"
