"""What keeps a table from being read, at its place and in the words that staff read; and what was read from where."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.intake.draft import draft_import
from pipeline.project import Project, open_project
from tests.conftest import NOW, Runner
from tests.intake.files import archive, inline, raw_parts, raw_row

FAULTS = {
    "a-dimension-that-is-not-read": (
        "Indikator;År;Kön;Värde;Skola\nVNR-03;2025;T;12;Björkskolan\n",
        "column_divides",
        (1, "Skola"),
        "Kolumnen ”Skola” delar upp siffrorna på ett sätt som inte kan läsas in, så en rad kan gälla en del av "
        "helheten. Behåll bara de rader som gäller helheten och ta bort kolumnen.",
    ),
    "two-columns-that-disagree": (
        "Indikator;År;Kommun;Kommunkod;Kön;Värde\nVNR-03;2025;Boden;2580;T;12\n",
        "columns_agree",
        (2, "Kommunkod"),
        "”2580” i kolumnen ”Kommunkod” säger något annat än kolumnen ”Kommun”, som lästes som Boden (2582). Rätta den "
        "ena, eller ta bort kolumnen som inte ska läsas.",
    ),
    "no-indicator": (
        "Kön;2024;2025\nKvinnor;12;13\nMän;14;15\n",
        "dimension_is_found",
        (1, None),
        "Det framgår inte vad siffrorna gäller: indikator står varken i en kolumn, i rubrikerna, i titeln eller i "
        "bladets namn. Lägg till en kolumn som säger det. Exempel på rubriker: Indikator, År, Kön, Värde",
    ),
    "two-columns-of-one-kind": (
        "Indikator;År;Kön;Antal;Antal ärenden\nVNR-03;2025;T;12;13\n",
        "headings_stand_once",
        (1, None),
        "Det går inte att avgöra i vilken kolumn värdet för VNR-03 Anmälda misshandelsbrott mot kvinnor i parrelation "
        "(antal anmälda brott) står: ”Antal”, ”Antal ärenden”. Ta bort den kolumn som inte ska läsas, eller skriv "
        "rubriken Värde över den som ska det.",
    ),
    "a-title-of-another-kind": (
        "Per 1 000 invånare\n\nIndikator;År;Kön;Värde\nVNR-03;2025;T;12\n",
        "title_is_of_its_kind",
        (3, None),
        "Texten vid tabellen eller bladets namn säger att siffrorna är tal per 1\u00a0000, men VNR-03 Anmälda "
        "misshandelsbrott mot kvinnor i parrelation är antal (antal anmälda brott). Är siffrorna rätt: ändra texten, "
        "till exempel till antal. Är de inte det: skriv rätt siffror.",
    ),
    "a-title-of-months": (
        "Januari–augusti\n\nIndikator;År;Kön;Värde\nVNR-03;2025;T;12\n",
        "title_is_read",
        (3, None),
        "Texten vid tabellen nämner ”januari”, så siffrorna kan gälla en del av ett år. Gäller de hela året: ta bort "
        "de orden. Annars kan de inte läsas in.",
    ),
    "a-title-of-a-county": (
        "Norrbottens län\n\nIndikator;År;Kön;Värde\nVNR-03;2025;T;12\n",
        "title_is_read",
        (3, None),
        "Texten vid tabellen nämner ”norrbottens län”, så siffrorna kan gälla något annat än kommunen. Lägg till en "
        "kolumn med rubriken Kommun och skriv där vilket område varje rad gäller.",
    ),
    "a-title-of-two-municipalities": (
        "Boden;Luleå\n\nIndikator;År;Kön;Värde\nVNR-03;2025;T;12\n",
        "title_is_read",
        (3, None),
        "Texten vid tabellen nämner ”boden / luleå”, så siffrorna kan gälla något annat än kommunen. Lägg till en "
        "kolumn med rubriken Kommun och skriv där vilket område varje rad gäller.",
    ),
    "a-title-of-one-sex": (
        "Brott mot kvinnor\n\nIndikator;År;Värde\nVNR-07;2025;12\n",
        "title_is_read",
        (3, None),
        "Texten vid tabellen nämner ”kvinnor”, så siffrorna kan gälla bara det könet. Lägg till en kolumn med rubriken "
        "Kön och skriv där totalt, kvinnor eller män på varje rad.",
    ),
    "a-title-of-an-age": (
        "Personer 15–17 år\n\nIndikator;År;Kön;Värde\nVNR-03;2025;T;12\n",
        "title_is_read",
        (3, None),
        "Texten vid tabellen nämner ”15–17 år”, så siffrorna kan gälla bara den åldern. Lägg till en kolumn med "
        "rubriken Ålder och skriv där alla åldrar eller åldersgruppen på varje rad.",
    ),
    "a-quarter": (
        "Indikator;År;Kvartal;Kön;Värde\nVNR-03;2025;3;T;12\n",
        "row_is_of_a_whole_year",
        (2, "Kvartal"),
        "”3” i kolumnen ”Kvartal” säger att raden gäller en del av ett år. Bara helår kan läsas in. Summera inte "
        "själv: hämta helårets siffror från källan.",
    ),
    "an-indicator-that-is-not-named": (
        "Indikator;År;Kön;Värde\n;2025;T;12\n",
        "indicator_is_known",
        (2, "Indikator"),
        "Cellen är tom, så det framgår inte vilken indikator raden gäller. Skriv indikatorns beteckning på varje rad. "
        "Exempel: VNR-01",
    ),
    "neither-yes-nor-no": (
        "Indikator;År;Kön;Värde\nVNR-10;2025;T;Ja, delvis\n",
        "value_is_a_number",
        (2, "Värde"),
        "”Ja, delvis” är varken ja eller nej. Svara ja eller nej, eller töm cellen och välj en status.",
    ),
}

MENDED = {
    "a-dimension-that-is-not-read": "Indikator;År;Kön;Värde\nVNR-03;2025;T;12\n",
    "two-columns-that-disagree": "Indikator;År;Kommun;Kön;Värde\nVNR-03;2025;Boden;T;12\n",
    "no-indicator": "Indikator;Kön;2024;2025\nVNR-07;Kvinnor;12;13\nVNR-07;Män;14;15\n",
    "two-columns-of-one-kind": "Indikator;År;Kön;Värde\nVNR-03;2025;T;12\n",
    "a-title-of-another-kind": "Indikator;År;Kön;Värde\nVNR-03;2025;T;12\n",
    "a-title-of-months": "Indikator;År;Kön;Värde\nVNR-03;2025;T;12\n",
    "a-title-of-a-county": "Norrbottens län\n\nIndikator;Kommun;År;Kön;Värde\nVNR-03;Boden;2025;T;12\n",
    "a-title-of-two-municipalities": "Boden;Luleå\n\nIndikator;Kommun;År;Kön;Värde\nVNR-03;Boden;2025;T;12\n",
    "a-title-of-one-sex": "Brott mot kvinnor\n\nIndikator;År;Kön;Värde\nVNR-07;2025;kvinnor;12\n",
    "a-title-of-an-age": "Personer 15–17 år\n\nIndikator;År;Kön;Ålder;Värde\nVNR-03;2025;T;alla åldrar;12\n",
    "an-indicator-that-is-not-named": "Indikator;År;Kön;Värde\nVNR-01;2025;T;12\n",
    "neither-yes-nor-no": "Indikator;År;Kön;Värde\nVNR-10;2025;T;Ja\n",
}
"""The same files when staff have done what the sentence says."""

READ = {
    "column_is_of_sex": (
        "VNR-07 i Boden\n\n;2024;2025\nKvinnor;12;13\nMän;14;15\n",
        "Kolumnen har ingen rubrik men lästes som Kön: allt i den är kön.",
    ),
    "column_is_of_year": (
        "VNR-07\n\n;Kvinnor;Män\n2024;12;13\n2025;14;15\n",
        "Kolumnen har ingen rubrik men lästes som År: allt i den är år.",
    ),
    "column_is_of_area_code": (
        "VNR-07\n\n;2024;2025\nBoden;12;13\nLuleå;14;15\n",
        "Kolumnen har ingen rubrik men lästes som Kommun: allt i den är kommuner eller riket.",
    ),
    "column_is_of_indicator_id": (
        ";2024;2025\nVNR-07;12;13\nVNR-03;14;15\n",
        "Kolumnen har ingen rubrik men lästes som Indikator: allt i den är indikatorer.",
    ),
    "column_is_of_age_group": (
        "VNR-07\n\n;2024;2025\n15–17 år;12;13\nalla åldrar;14;15\n",
        "Kolumnen har ingen rubrik men lästes som Ålder: allt i den är åldersgrupper.",
    ),
    "title_gives_indicator_id": (
        "VNR-07\n\nÅr;Kvinnor;Män\n2024;12;13\n",
        "Indikatorn lästes ur texten vid tabellen: ”vnr-07”.",
    ),
    "title_gives_year": (
        "2024\n\nIndikator;Kvinnor;Män\nVNR-07;12;13\n",
        "Året lästes ur texten vid tabellen: ”2024”.",
    ),
    "title_gives_area_code": (
        "Luleå\n\nIndikator;År;Kvinnor;Män\nVNR-07;2024;12;13\n",
        "Området lästes ur texten vid tabellen: ”luleå”.",
    ),
    "title_gives_sex": (
        "Kvinnor\n\nIndikator;2024;2025\nVNR-07;12;13\n",
        "Könet lästes ur texten vid tabellen: ”kvinnor”.",
    ),
    "title_gives_age_group": (
        "15–17 år\n\nIndikator;2024;2025\nVNR-07;12;13\n",
        "Åldern lästes ur texten vid tabellen: ”15–17 år”.",
    ),
    "title_is_preliminary": (
        "Preliminära siffror\n\nIndikator;År;Kön;Värde\nVNR-07;2024;T;12\n",
        "Texten vid tabellen säger att siffrorna är preliminära, så de lästes som preliminära.",
    ),
    "sex_is_supposed": (
        "Indikator;2024;2025\nVNR-07;12;13\n",
        "Tabellen säger inget om kön, så siffrorna lästes som totalt.",
    ),
    "key_is_filled_down": (
        "Indikator;År;Kön;Värde\nVNR-07;2025;K;12\n;2025;M;13\n",
        "Cellen är tom och lästes som VNR-07 Anmälda barnfridsbrott, som står på raden ovanför i samma grupp.",
    ),
    "mark_is_decimal": (
        "Indikator;År;Kön;Värde\nVNR-01;2025;T;12,5\nVNR-02;2025;T;1,234\n",
        "Tecknet före tre siffror lästes som decimaltecken, eftersom rad 2 har ett tal som bara kan läsas på ett sätt.",
    ),
    "mark_is_thousands": (
        "Indikator;År;Kön;Värde\nVNR-03;2025;T;1,234,567\nVNR-07;2025;T;1,234\n",
        "Tecknet före tre siffror lästes som tusentalsavgränsare, eftersom rad 2 har ett tal som bara kan läsas på ett "
        "sätt.",
    ),
}


Told = tuple[str, int | None, str | None, str]
"""A problem: its rule, row, column and message."""


def drafted(project: Project, folder: Path, text: str) -> tuple[list[Told], list[str]]:
    """The problems of a file with this text, with their rule, place and message; and the messages of its repairs."""
    path = folder / "fil.csv"
    path.write_text(text, encoding="utf-8")
    draft = draft_import(project, [path], today=NOW.date())
    problems = [(found.rule, found.place.row, found.place.column, found.message) for found in draft.problems]
    return problems, [repair.message for repair in draft.repairs]


@pytest.mark.parametrize("name", FAULTS)
def test_a_table_that_cannot_be_read_says_why(started_in_boden: Project, tmp_path: Path, name: str) -> None:
    text, rule, place, message = FAULTS[name]

    assert drafted(started_in_boden, tmp_path, text)[0] == [(rule, *place, message)]


@pytest.mark.parametrize("name", MENDED)
def test_what_a_fault_says_to_do_makes_the_table_readable(started_in_boden: Project, tmp_path: Path, name: str) -> None:
    assert drafted(started_in_boden, tmp_path, MENDED[name])[0] == []


@pytest.mark.parametrize("name", READ)
def test_what_is_read_from_elsewhere_is_told(started_in_boden: Project, tmp_path: Path, name: str) -> None:
    text, message = READ[name]
    problems, repairs = drafted(started_in_boden, tmp_path, text)

    assert problems == []
    assert message in repairs


@pytest.mark.parametrize(
    ("answer", "exit_code", "told"),
    [
        ("gäller", 0, "Värdet är uträknat av en formel. Det senast sparade värdet lästes."),
        ("saknas", 0, "Formeln räknar med tomma celler och lästes som att uppgiften saknas, som ni har svarat."),
    ],
)
def test_a_formula_that_counts_empty_cells_is_asked_about(
    boden: Path, runner: Runner, tmp_path: Path, answer: str, exit_code: int, told: str
) -> None:
    headings = raw_row(1, map(inline, ("Indikator", "År", "Kön", "Värde")))
    row = raw_row(2, [inline("P8-02"), inline("2025"), inline("T"), "<c><f>SUM(Z7:Z9)</f><v>0</v></c>"])
    path = tmp_path / "fil.xlsx"
    path.write_bytes(archive(raw_parts(headings + row)))

    draft = draft_import(open_project(boden), [path], today=NOW.date())
    assert [found.rule for found in draft.problems] == ["formula_counts_what_is_there"]

    asked = runner("import", path, "--project", boden)
    answered = runner("import", path, "--project", boden, "--answer", f"d4743b={answer}")

    assert (
        "Värdet är uträknat av en formel som räknar med tomma celler eller blir noll, så det kan bero på att något "
        "ännu inte är ifyllt. Skriv siffran i stället för formeln, eller svara saknas om uppgiften saknas. Är formelns "
        f'värde det rätta, svara: make import FILES="{path}" ANSWER="d4743b=gäller"'
    ) in asked.stdout
    assert (answered.exit_code, told in answered.stdout) == (exit_code, True)


def test_shares_are_read_as_has_been_answered_of_the_source(boden: Path, runner: Runner, tmp_path: Path) -> None:
    path = tmp_path / "fil.csv"
    for choice, indicator, question, told in (
        (
            "procent",
            "P2-02",
            "56e0dc",
            "Talet, som inte är större än 1, lästes som procent, eftersom ni har svarat så om indikatorn.",
        ),
        (
            "del-av-ett",
            "P1-01",
            "fe82a3",
            "Talet lästes som en del av 1 och räknades om till procent, som ni har svarat om indikatorn.",
        ),
    ):
        path.write_text(f"Indikator;År;Kön;Värde\n{indicator};2025;T;0,84\n", encoding="utf-8")

        assert told in runner("import", path, "--project", boden, "--answer", f"{question}={choice}").stdout


def test_a_mark_is_read_as_has_been_answered_of_the_source(boden: Path, runner: Runner, tmp_path: Path) -> None:
    path = tmp_path / "fil.csv"
    path.write_text("Indikator;År;Kön;Värde\nP3-03;2025;T;12,000\n", encoding="utf-8")

    answered = runner("import", path, "--project", boden, "--answer", "1162bf=tusental")

    assert "lästes som tusentalsavgränsare, eftersom ni har svarat så om källan." in answered.stdout


def test_a_column_beside_texts_is_left_out_and_told(started_in_boden: Project, tmp_path: Path) -> None:
    text = "Inriktning;År;Det här har gjorts;Så går det;Det här återstår;Övrigt\nP3;2025;Ett.;Två.;Tre.;x\n"

    assert drafted(started_in_boden, tmp_path, text)[0] == [
        (
            "column_is_left_out",
            1,
            "Övrigt",
            "Kolumnen ”Övrigt” känns inte igen och läses inte. Ta bort den, eller rätta rubriken.",
        )
    ]


def test_a_title_like_that_of_our_workbook_hides_no_other(started_in_boden: Project, tmp_path: Path) -> None:
    text = "Björknässkolan\nUppföljning 2025\n\nIndikator;År;Kön;Värde\nVNR-03;2025;T;12\n"

    assert [rule for rule, *_ in drafted(started_in_boden, tmp_path, text)[0]] == ["title_is_known"]


def test_a_text_that_asks_to_be_noticed_is_read_like_any_other(started_in_boden: Project, tmp_path: Path) -> None:
    text = "Obs! Endast Sävast\n\nIndikator;År;Kön;Värde\nVNR-03;2025;T;12\n"

    assert [rule for rule, *_ in drafted(started_in_boden, tmp_path, text)[0]] == ["title_is_known"]
