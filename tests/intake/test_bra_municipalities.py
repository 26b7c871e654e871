"""Brå's yearly table over the municipalities, which says neither offence nor year; and the handled offences."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.intake.bra_exports import figures, put, refused, take, told
from tests.intake.files import saved

HEADING = "Kommun;Antal;Per 100 000 inv."
LINES = ["Ale kommun;2 537;7 890", "Arjeplogs kommun;1;37", "Malung–Sälen;-;-", "Hela landet;10\u00a0120;95"]
FOUND = [("0000", "10120"), ("1440", "2537"), ("2023", "0"), ("2506", "1")]


def yearly(project: Path, name: str, *lines: str, before: str = "\ufeff") -> Path:
    return put(project, name, before + "\r\n".join(lines) + "\r\n")


@pytest.mark.parametrize("heading", [[HEADING], [HEADING.upper()], []])
@pytest.mark.parametrize("before", ["\ufeff", ""])
def test_the_name_of_the_file_says_the_indicator_and_the_year(boden: Path, heading: list[str], before: str) -> None:
    draft = take(boden, yearly(boden, "SEX-02 2023.csv", *heading, *LINES, before=before))

    assert figures(boden) == [("SEX-02", "2023", area, "T", value, "preliminary") for area, value in FOUND]
    assert "Filens namn säger att siffrorna gäller SEX-02 Anmälda våldtäkter och år 2023." in told(draft)


@pytest.mark.parametrize("name", ["sex-02_2023.csv", "SEX-02-2023.csv", "SEX-02 2023 prel.csv"])
def test_a_name_may_be_written_in_some_ways(boden: Path, name: str) -> None:
    take(boden, yearly(boden, name, HEADING, *LINES))

    assert len(figures(boden)) == len(LINES)


NAMELESS = (
    "bra_name_says_what",
    None,
    None,
    "Filen säger inte vilket brott och vilket år siffrorna gäller. Döp om den till indikatorns kod och året, som "
    "”SEX-02 2025.csv”, och kör igen.",
)


@pytest.mark.parametrize(
    "name",
    [
        "kommuner.csv",
        "2023.csv",
        "SEX-02.csv",
        "våldtäkt 2023.csv",
        "SEX-02 2022-2023.csv",
        "SEX-02 januari 2023.csv",
        "SEX-02 P3-01 2023.csv",
        "SEX-02 kvinnor 2023.csv",
        "SEX-99 2023.csv",
        "SEX-02 202308.csv",
    ],
)
@pytest.mark.parametrize("heading", [[HEADING], []])
def test_a_name_that_does_not_say_both_and_nothing_else_stops_the_import(
    boden: Path, name: str, heading: list[str]
) -> None:
    assert refused(boden, yearly(boden, name, *heading, *LINES)) == [NAMELESS]


def test_an_indicator_of_something_else_stops_the_import(boden: Path) -> None:
    assert refused(boden, yearly(boden, "SEX-01 2023.csv", HEADING, *LINES)) == [
        (
            "bra_name_is_of_reported_offences",
            None,
            None,
            "Filens namn säger SEX-01 Anmälda sexualbrott per 100 000 invånare, men den indikatorn är inte ett antal "
            "anmälda brott från Brå. Döp om filen till koden för den indikator som siffrorna gäller, och kör igen.",
        )
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "Ale kommun;31",
            (
                "bra_table_row_is_whole",
                6,
                None,
                "Raden har inte kommun, antal och antal per 100 000 invånare, som i Brås tabell över kommunerna. "
                "Exempel: Ale kommun;2 537;7 890",
            ),
        ),
        (
            "Ale kommun;31;97",
            (
                "bra_area_stands_once",
                6,
                None,
                "Ale kommun står två gånger i filen med olika antal, också på rad 2. Ta bort den rad som är fel.",
            ),
        ),
        (
            "Falu kommun;8.5;97",
            ("bra_number_is_whole", 6, "Antal", "”8.5” kan inte stå i kolumnen Antal. Skriv ett heltal. Exempel: 2537"),
        ),
        (
            "Dalarnas län;31;97",
            ("area_is_not_a_county", 6, "Kommun", None),
        ),
    ],
)
def test_a_row_that_cannot_be_read_stops_the_import(
    boden: Path, line: str, problem: tuple[str, int, str | None, str | None]
) -> None:
    [found] = refused(boden, yearly(boden, "SEX-02 2023.csv", HEADING, *LINES, line))

    assert found[:3] == problem[:3]
    assert problem[3] in (None, found[3])


def test_a_rate_in_the_place_of_the_count_stops_the_import(boden: Path) -> None:
    swapped = [";".join([line.split(";")[0], *line.split(";")[:0:-1]]) for line in LINES]

    assert refused(boden, yearly(boden, "SEX-02 2021.csv", *swapped)) == [
        (
            "bra_nation_is_largest",
            4,
            None,
            "Kommunerna har tillsammans 7\u00a0927, men hela landet bara 95. Kontrollera att antalet står före antalet "
            "per 100 000 invånare, och att ingen kommun står två gånger.",
        )
    ]


def test_columns_without_headings_are_known_by_the_nation(boden: Path) -> None:
    assert refused(boden, yearly(boden, "SEX-02 2021.csv", *LINES[:3])) == [
        (
            "bra_columns_are_named",
            None,
            None,
            "Tabellen har inga rubriker och ingen rad för hela landet, så det går inte att se vilken kolumn som är "
            "antalet. Skriv Kommun, Antal och Per 100 000 inv. på en rad överst, och kör igen.",
        )
    ]


def test_a_municipality_twice_with_the_same_count_is_read_once(boden: Path) -> None:
    take(boden, yearly(boden, "SEX-02 2023.csv", HEADING, *LINES, LINES[0]))

    assert len(figures(boden)) == len(LINES)


# --- Handled offences

HANDLED = (
    "bra_handled_is_not_reported",
    None,
    None,
    "Filen gäller handlagda brott i hela landet, alltså brott som polisen och åklagarna är klara med. Indikatorerna "
    "räknar anmälda brott, så filen kan inte läsas in. Ta bort den, och hämta anmälda brott från Brå i stället.",
)

COLUMNS = [
    "Lagrum",
    "Brottstyp",
    "Handlagda totalt",
    "Utredda",
    "Direktavskrivna",
    "Lagföringsprocent",
    "Personuppklaringsprocent",
]


def workbook(rows: list[list[str]], headings: list[str] = COLUMNS) -> bytes:
    """A workbook as Brå makes it: a sheet of information, and a title above the headings."""
    book = Workbook()
    book.worksheets[0].title = "Information"
    book.worksheets[0]["A1"] = "Kriminalstatistik"
    for title in ("Samtliga handlagda brott", "Utredda brott", "Direktavskrivna brott"):
        sheet = book.create_sheet(title)
        sheet.append(["300La. Handlagda brott år 2025, hela landet"])
        sheet.append(headings)
        for row in rows:
            sheet.append(row)
    return saved(book)


def test_handled_offences_are_recognised_and_refused(boden: Path) -> None:
    path = boden / "inbox/300La-2025.xlsx"
    path.write_bytes(
        workbook([["4 kap. 5 § BrB Hedersförtryck", "Hedersförtryck, totalt", " 95 ", " 93 ", "2", "3", "3"]])
    )

    assert refused(boden, path) == [HANDLED]


def test_all_real_rows_of_handled_offences_give_no_figure(boden: Path, shared: Path) -> None:
    excerpt = shared / "realdata/bra/handlagda_brott_excerpt.tsv"
    if not excerpt.exists():
        pytest.skip("../shared/realdata/bra is not here")
    text = excerpt.read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines(), delimiter="\t"))
    path = boden / "inbox/300La-2025.xlsx"
    path.write_bytes(workbook(rows[1:]))

    assert len(rows) == 59
    assert refused(boden, path, put(boden, "handlagda.tsv", text)) == [HANDLED, HANDLED]
