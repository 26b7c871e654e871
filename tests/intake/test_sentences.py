"""What staff read of a file that breaks a rule of the intake: each sentence whole, as the command shows it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from pipeline.intake.draft import draft_import
from pipeline.model import Problem
from pipeline.project import Project
from tests.intake.corpus import CASES

FILES = {case.file: case for case in CASES}


def problems_of(project: Project, path: Path, content: bytes) -> list[Problem]:
    """What is wrong with a file of this name and content."""
    path.write_bytes(content)
    return list(draft_import(project, [path], today=datetime.date(2026, 4, 12)).problems)


@pytest.mark.parametrize(
    ("file", "rule", "sentence"),
    [
        pytest.param(
            "row-age-date.xlsx",
            "age_is_not_a_date",
            (
                "Åldern har blivit ett datum (2017-01-15), för att Excel har gjort om det som skrevs. "
                "Ändra cellens format till Text och skriv åldern igen. Exempel: 15–17 år"
            ),
            id="age_is_not_a_date",
        ),
        pytest.param(
            "value-error-division.csv",
            "cell_has_no_error",
            (
                "Cellen visar ett felvärde (#DIVISION/0!), så formeln i den har inte kunnat räknas ut. Skriv "
                "värdet i stället, eller töm cellen och välj en status. Exempel: 12"
            ),
            id="cell_has_no_error",
        ),
        pytest.param(
            "stored-rich-struck.xlsx",
            "cell_is_not_struck",
            (
                "”1̶2̶13” är överstruket, så det går inte att veta om det gäller. Ta bort det som inte gäller, "
                "eller ta bort överstrykningen."
            ),
            id="cell_is_not_struck",
        ),
        pytest.param(
            "sheet-column-hidden.xlsx",
            "column_is_seen",
            (
                "Kolumnen ”Värde” är dold. Visa den (markera kolumnerna på båda sidor, högerklicka, Ta fram) så "
                "att ni ser vad som lämnas in, eller ta bort den."
            ),
            id="column_is_seen",
        ),
        pytest.param(
            "text-bare-decimal-as-note.csv",
            "decimal_is_in_its_cell",
            (
                "Filen är avdelad med kommatecken, och anmärkningen efter värdet är bara siffror (5). De kan "
                "vara värdets decimaler. Skriv värdet inom citattecken, eller spara filen som Excel-arbetsbok "
                "(.xlsx)."
            ),
            id="decimal_is_in_its_cell",
        ),
        pytest.param(
            "text-encoding-cp850.csv",
            "encoding_is_known",
            (
                "Det går inte att avgöra vilken teckenkodning filen har, så å, ä och ö kan bli fel. Öppna den i "
                "Excel, kontrollera bokstäverna och spara den som ”CSV UTF-8” eller .xlsx."
            ),
            id="encoding_is_known",
        ),
        pytest.param(
            "text-web-page.csv",
            "file_is_a_table",
            (
                "Filen är en webbsida och kan inte läsas. Öppna den i det program som den kommer från och spara "
                "uppgifterna som Excel-arbetsbok (.xlsx) eller CSV."
            ),
            id="file_is_a_table",
        ),
        pytest.param(
            "stored-formula-empty-text.xlsx",
            "formula_has_a_value",
            (
                "Cellen innehåller en formel utan uträknat värde. Öppna filen i Excel, vänta tills värdet syns, "
                "och spara. Eller skriv värdet i stället för formeln. Exempel: 12"
            ),
            id="formula_has_a_value",
        ),
        pytest.param(
            "text-heading-missing.csv",
            "headings_are_there",
            (
                "Tabellen saknar rubriken ”Värde”. Rubrikerna ska stå på en och samma rad. Rubriker som kan "
                "läsas: Indikator, År, Kommunkod, Kön, Ålder, Värde, Täljare, Nämnare, Status, Anmärkning"
            ),
            id="headings_are_there",
        ),
        pytest.param(
            "sheet-two-tables-beside.xlsx",
            "headings_stand_once",
            (
                "Rubriken ”Indikator”, ”År”, ”Kommunkod”, ”Kön”, ”Ålder”, ”Värde”, ”Status”, ”Anmärkning” står "
                "mer än en gång. Ta bort den kolumn som inte ska läsas."
            ),
            id="headings_stand_once",
        ),
        pytest.param(
            "row-code-digits-apart.csv",
            "indicator_is_known",
            (
                "”VNR-0-3” är ingen indikator. Skriv beteckningen som den står i arbetsboken. Liknande: VNR-03 "
                "Anmälda misshandelsbrott mot kvinnor i parrelation"
            ),
            id="indicator_is_known",
        ),
        pytest.param(
            "text-lost-letters.csv",
            "letters_are_whole",
            (
                "Bokstäver har gått sönder innan filen kom hit (till exempel å, ä eller ö som har blivit konstiga "
                "tecken). Hämta filen på nytt, eller rätta bokstäverna överallt i filen och spara den, en textfil "
                "som ”CSV UTF-8”."
            ),
            id="letters_are_whole",
        ),
        pytest.param(
            "row-note-alone.csv",
            "note_has_a_status",
            (
                "Raden har en anmärkning men varken värde eller status. Fyll i värdet, eller välj en status som "
                "säger varför det saknas. Exempel: saknas"
            ),
            id="note_has_a_status",
        ),
        pytest.param(
            "value-percent-of-a-count.csv",
            "percent_is_for_shares",
            (
                "”34%” är angivet i procent, men indikatorn är inte en andel. Skriv siffran i indikatorns enhet. "
                "Exempel: 12"
            ),
            id="percent_is_for_shares",
        ),
        pytest.param(
            "text-reason-without-words.csv",
            "reason_is_given",
            "Raden säger inte varför uppgiften ändras. Skriv skälet. Exempel: Källan har rättat siffran.",
            id="reason_is_given",
        ),
        pytest.param(
            "text-bare-decimal-comma.csv",
            "row_ends_with_its_columns",
            (
                "Raden har fler celler än tabellen har rubriker. Något i den har troligen delats: ett tal med "
                "decimalkomma, eller en text med tecknet ”,”. Skriv cellen inom citattecken, eller spara filen "
                "som Excel-arbetsbok (.xlsx)."
            ),
            id="row_ends_with_its_columns",
        ),
        pytest.param(
            "sheet-rest-hidden.xlsx",
            "row_is_seen",
            (
                "Rad 2 är dold men har uppgifter. Visa raden (ta bort filtret, eller markera raderna runt om, "
                "högerklicka, Ta fram) så att ni ser vad som lämnas in, eller ta bort den."
            ),
            id="row_is_seen",
        ),
        pytest.param(
            "sheet-sheet-hidden.xlsx",
            "sheet_is_seen",
            "Bladet ”Extra” är dolt och läses inte. Visa det om uppgifterna ska med, ta annars bort det.",
            id="sheet_is_seen",
        ),
        pytest.param(
            "row-status-differs.csv",
            "status_agrees_with_value",
            "Värdet ”<5” och statusen ”saknas” säger emot varandra. Rätta det ena.",
            id="status_agrees_with_value",
        ),
        pytest.param(
            "value-command.csv",
            "text_is_not_a_formula",
            (
                '”=cmd|"/c calc"!A1” börjar med ett tecken som kalkylprogram tolkar som en formel. Börja med en '
                "bokstav eller siffra. Exempel: Uppgiften är rättad."
            ),
            id="text_is_not_a_formula",
        ),
        pytest.param(
            "value-about.csv",
            "value_is_a_number",
            (
                "”ca 12” är inte ett tal. Skriv siffror utan enhet, eller töm cellen och välj en status. "
                "Exempel: 1 234,5"
            ),
            id="value_is_a_number",
        ),
        pytest.param(
            "stored-date-iso.xlsx",
            "value_is_not_a_date",
            (
                "Cellen innehåller ett datum (2024-10-15), troligen för att Excel har gjort om det som skrevs. "
                "Ändra cellens format till Tal och skriv värdet igen. Exempel: 12"
            ),
            id="value_is_not_a_date",
        ),
        pytest.param(
            "sheet-value-merged.xlsx",
            "value_is_not_merged",
            (
                "Värdet står i en sammanfogad cell som täcker flera rader, så det går inte att se vilken rad det "
                "gäller. Dela cellen och skriv värdet på den rad som det hör till."
            ),
            id="value_is_not_merged",
        ),
        pytest.param(
            "row-year-future.csv",
            "year_has_begun",
            "Året 2027 har inte börjat. Kontrollera att det är rätt fil, och rätta året.",
            id="year_has_begun",
        ),
        pytest.param(
            "row-school-date.csv",
            "year_is_one_year",
            (
                "”2024-06-30” är inte ett uppföljningsår för den här indikatorn. Skriv ett årtal med fyra "
                "siffror. Exempel: 2025"
            ),
            id="year_is_one_year",
        ),
    ],
)
def test_a_sentence_says_what_is_wrong_and_what_to_do(
    file: str, rule: str, sentence: str, started: Project, tmp_path: Path
) -> None:
    case = FILES[file]
    problems = problems_of(started, tmp_path / file, case.make(case.area or "0180"))
    assert sentence in [problem.message for problem in problems if problem.rule == rule]


@pytest.mark.parametrize(
    ("row", "rule", "sentence"),
    [
        (
            "VNR-01;2025;2582 Falun",
            "area_is_one",
            "I ”2582 Falun” hör koden och namnet till olika områden. Rätta det ena, eller ta bort det.",
        ),
        (
            "VNR-01;2025;25 Norrbottens län",
            "area_is_not_a_county",
            "”25 Norrbottens län” är ett län eller en region, inte en kommun. Ta bort raden, eller skriv kommunens kod "
            "om siffran gäller kommunen. Exempel: 2582 eller Bodens kommun",
        ),
        (
            "VNR-01;2025M12;2582",
            "year_is_whole",
            "”2025M12” är en del av ett år, men uppgifterna ska gälla hela år. Ta bort raden, eller skriv helårets "
            "siffra och årtalet med fyra siffror. Exempel: 2025",
        ),
        (
            "VNR-01 och VNR-02;2025;2582",
            "indicator_is_one",
            "”VNR-01 och VNR-02” har en indikators beteckning, men en annan indikators namn eller beteckning bredvid. "
            "Skriv bara den som gäller.",
        ),
        (
            "VNR-01 kvinnor;2025;2582",
            "indicator_stands_alone",
            "I ”VNR-01 kvinnor” står något vid indikatorns beteckning som inte hör till dess namn. Gäller siffran just "
            "indikatorn: skriv bara beteckningen. Gäller den en del, som ett kön eller en period, ska det stå i en "
            "egen kolumn.",
        ),
    ],
)
def test_a_cell_that_says_two_things_or_another_thing_is_told(
    row: str, rule: str, sentence: str, started: Project, tmp_path: Path
) -> None:
    content = f"Indikator;År;Kommunkod;Kön;Ålder;Värde\n{row};T;total;12,5\n".encode()

    problems = problems_of(started, tmp_path / "fil.csv", content)

    assert [(problem.rule, problem.message) for problem in problems] == [(rule, sentence)]
