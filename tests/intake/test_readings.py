"""What one cell is read as: areas, years, sexes, ages and indicators in the spellings of people and of sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dataset.judged import read_checked
from pipeline.intake.files.document import Content, SheetCell
from pipeline.intake.sources import spellings
from pipeline.intake.sources.spellings import Meaning
from pipeline.schema import read_schemas
from pipeline.wording.areas import area_names, names_area
from tests.intake.official_names import OFFICIAL_NAMES

REPOSITORY = Path(__file__).parents[2]
SCHEMAS = read_schemas(REPOSITORY / "schemas")
AREAS = read_checked(REPOSITORY / "data", SCHEMAS)[0].tables["areas"]
NAMES = area_names(AREAS.select("area_code", "name").iter_rows())
MUNICIPALITIES = [row for row in AREAS.select("area_code", "name", "kind").rows() if row[2] == "municipality"]

INDICATORS = {
    **{spellings.code_key(code): "VNR-01" for code in ("VNR-01", "N07402")},
    **{spellings.code_key(code): "VNR-02" for code in ("VNR-02", "N07549")},
    "grov kvinnofridskränkning": "VNR-01",
    "anmälda misshandelsbrott mot kvinnor": "VNR-02",
}

SEXES = {"t": "T", "k": "K", "m": "M", **spellings.SEX_WORDS}
AGES = {age: age for age in ("total", "0-14", "0-17", "15-17", "18+", "65+")} | {**spellings.AGE_WORDS}


def mended(text: str) -> Meaning:
    """What a cell is read as when it says the same in another way."""
    return Meaning(text, repair="code_is_mended")


def test_every_municipality_is_known_by_what_it_calls_itself() -> None:
    assert [spellings.area(SheetCell(name), NAMES) for name in OFFICIAL_NAMES] == [
        mended(code) for code, *_ in MUNICIPALITIES
    ]


@pytest.mark.parametrize("form", ["{name}", "{name} kommun", "{code} {name}", "{code} - {name}", "{name} ({code})"])
def test_every_municipality_is_known_by_its_name_and_its_code(form: str) -> None:
    written = [form.format(name=name, code=code) for code, name, _ in MUNICIPALITIES]

    assert [spellings.area(SheetCell(text), NAMES) for text in written] == [mended(code) for code, *_ in MUNICIPALITIES]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Malung–Sälen", "2023"),
        ("Malung - Sälen", "2023"),
        ("malung\u2011sälens kommun", "2023"),
        ("180 Stockholm", "0180"),
        ("0180, Stockholms stad", "0180"),
        ("[2582] Boden", "2582"),
        ("Ha\u030abo kommun", "0305"),
        ("2582.0", "2582"),
        ("00 Riket", "0000"),
        ("0000 Riket", "0000"),
        ("Riket", "0000"),
        ("Hela landet", "0000"),
        ("Sverige", "0000"),
        ("9999 Exempelkommunen", "9999"),
        ("2582 Bodens skola", None),
        ("Göteborgs Stad Centrum", None),
        ("Alla kommuner", None),
        ("Faluns stadsdel", None),
        ("9998", None),
    ],
)
def test_an_area_is_read_from_what_names_it_and_nothing_else(content: str, code: str | None) -> None:
    assert spellings.area(SheetCell(content), NAMES) == (mended(code) if code else Meaning(content))


@pytest.mark.parametrize("content", [0, 0.0, "0", "-0"])
def test_a_lone_zero_is_no_area(content: Content) -> None:
    """It is what a formula leaves where it finds nothing."""
    assert spellings.area(SheetCell(content), NAMES).text in ("0", "-0")


@pytest.mark.parametrize("content", [2582, 2582.0, "2582"])
def test_a_code_that_a_spreadsheet_made_a_number_is_the_code(content: Content) -> None:
    assert spellings.area(SheetCell(content), NAMES) == Meaning("2582")


@pytest.mark.parametrize(("content", "code"), [(180, "0180"), ("180", "0180"), ("00", "0000")])
def test_zeros_that_a_code_has_lost_are_put_back(content: Content, code: str) -> None:
    assert spellings.area(SheetCell(content), NAMES) == Meaning(code, repair="zeros_are_put_back")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("2582 Falun", "area_is_one"),
        ("0000 Boden", "area_is_one"),
        ("Boden (0180)", "area_is_one"),
        ("25 Norrbottens län", "area_is_not_a_county"),
        ("01 Stockholm", "area_is_not_a_county"),
        ("25", "area_is_not_a_county"),
        ("Stockholms län", "area_is_not_a_county"),
        ("Region Stockholm", "area_is_not_a_county"),
        ("Västra Götalandsregionen", "area_is_not_a_county"),
        ("2500 Norrbottens län", "area_is_not_a_county"),
    ],
)
def test_two_areas_in_one_cell_and_a_county_are_no_area(content: str, fault: str) -> None:
    assert spellings.area(SheetCell(content), NAMES) == Meaning(content, fault=fault)


@pytest.mark.parametrize(
    ("text", "name", "is_named"),
    [
        ("Falu kommun", "Falun", True),
        ("Kulturförvaltningen i Falu kommun", "Falun", True),
        ("Falu rödfärg", "Falun", False),
        ("Malung–Sälens kommun", "Malung-Sälen", True),
        ("Region Gotland", "Gotland", True),
        ("Håbo kommun", "Habo", False),
        ("Ovansala", "Sala", False),
    ],
)
def test_a_text_names_an_area_at_the_beginning_of_a_word(text: str, name: str, is_named: bool) -> None:
    assert names_area(text, name) is is_named


def test_every_municipality_is_named_by_what_it_calls_itself() -> None:
    pairs = zip(OFFICIAL_NAMES, MUNICIPALITIES, strict=True)
    assert [official for official, (_, name, _) in pairs if not names_area(official, name)] == []


@pytest.mark.parametrize("content", [2025, 2025.0, "2025"])
def test_a_year_is_a_year(content: Content) -> None:
    assert spellings.year(SheetCell(content), False) == Meaning("2025")


@pytest.mark.parametrize("content", ["2025.0", "2025,00", "År 2025", "år: 2025", "2025 år", "Helåret 2025"])
def test_a_year_with_words_or_decimals_is_that_year(content: str) -> None:
    assert spellings.year(SheetCell(content), False) == mended("2025")


@pytest.mark.parametrize(
    "content",
    [
        *("2016 prel.", "2016 prel", "2016 (prel.)", "prel. 2016", "2016p", "2016 (p)", "2016, prel.", "År 2016 prel."),
        *("2016 preliminärt", "Preliminära 2016", "2016\u00a0PREL."),
    ],
)
def test_a_year_that_says_so_is_preliminary(content: str) -> None:
    assert spellings.year(SheetCell(content), False) == Meaning("2016", "preliminary", "year_is_preliminary")


@pytest.mark.parametrize(
    "content",
    [
        *("2025M12", "2025M1", "2025-12", "202512", "12/2025", "aug 2025", "2025 aug", "Augusti", "Maj 2025 prel."),
        *("2025K4", "2025Q1", "kv 4 2025", "Kvartal 1", "2025 h1", "1:a halvåret 2025", "HT 2024", "vårterminen 2025"),
        *("2025 jan-aug", "t.o.m. augusti 2025", "tertial 2 2025", "2025 v. 35"),
    ],
)
def test_a_part_of_a_year_is_no_year(content: str) -> None:
    assert spellings.year(SheetCell(content), False) == Meaning(content, fault="year_is_whole")


@pytest.mark.parametrize("content", ["2016*", "2016 1)", "2 025", "25", "2025 definitiv", "tvåtusen", "2025e", "12025"])
def test_what_is_not_surely_a_year_is_left_as_it_was(content: str) -> None:
    assert spellings.year(SheetCell(content), False) == Meaning(content)


def test_a_period_across_new_year_belongs_to_its_last_year() -> None:
    assert [spellings.year(SheetCell(text), True) for text in ("Läsåret 2018/19", "2018–2019", "2018/19 prel.")] == [
        Meaning("2019", repair="year_is_where_it_ends"),
        Meaning("2019", repair="year_is_where_it_ends"),
        Meaning("2019", "preliminary", "year_is_preliminary"),
    ]
    assert spellings.year(SheetCell("2018/19"), False) == Meaning("2018/19", fault="year_is_one_year")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("T", ["Totalt", "båda könen", "Båda", "both", "kvinnor och män", "Män och kvinnor", "alla"]),
        ("K", ["kvinnor", "Female", "females", "Flickor/kvinnor", "flickor"]),
        ("M", ["män", "Male", "males", "1 män", "Pojkar/män", "pojkar"]),
    ],
)
def test_the_words_of_sources_are_sexes(code: str, words: list[str]) -> None:
    assert [spellings.code(SheetCell(word), SEXES) for word in words] == [Meaning(code)] * len(words)


@pytest.mark.parametrize(("content", "code"), [("1", "M"), (1.0, "M"), ("2", "K"), ("1+2", "T")])
def test_the_codes_of_a_source_are_sexes_and_are_told(content: Content, code: str) -> None:
    assert spellings.code(SheetCell(content), SEXES) == mended(code)


@pytest.mark.parametrize("content", ["Annat", "ickebinär", "uppgift saknas", "3", "1-2", "kvinnor/män", "okänt"])
def test_what_is_none_of_the_sexes_is_left_as_it_was(content: str) -> None:
    assert spellings.code(SheetCell(content), SEXES) == Meaning(content)


@pytest.mark.parametrize(
    ("content", "age"),
    [
        ("0-17 år", "0-17"),
        ("15 – 17", "15-17"),
        ("0 till 17 år", "0-17"),
        ("Ålder: 0–14", "0-14"),
        ("18-", "18+"),
        ("18 år och äldre", "18+"),
        ("18 och äldre", "18+"),
        ("65 år eller äldre", "65+"),
        ("65-w", "65+"),
    ],
)
def test_an_age_group_is_read_whatever_joins_its_numbers(content: str, age: str) -> None:
    assert spellings.age(SheetCell(content), AGES) == mended(age)


@pytest.mark.parametrize("content", ["totalt ålder", "Samtliga åldrar", "alla åldrar", "Totalt", "total", "18+"])
def test_the_words_of_sources_are_ages(content: str) -> None:
    assert spellings.age(SheetCell(content), AGES) == Meaning("18+" if content == "18+" else "total")


@pytest.mark.parametrize("content", ["16-84 år", "18 år", "under 18", "15–16", "vuxna", "0-1"])
def test_an_age_that_the_schema_lacks_is_left_as_it_was(content: str) -> None:
    assert spellings.age(SheetCell(content), AGES) == Meaning(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("N07402", "VNR-01"),
        ("n07402 - Grov kvinnofridskränkning i kommunen, antal", "VNR-01"),
        ("VNR-01 Grov kvinnofridskränkning", "VNR-01"),
        ("vnr 1: grov kvinnofridskränkning", "VNR-01"),
        ("Grov kvinnofridskränkning (N07402)", "VNR-01"),
    ],
)
def test_an_indicator_is_known_by_its_code_beside_a_title(content: str, code: str) -> None:
    assert spellings.indicator(SheetCell(content), INDICATORS) == mended(code)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("VNR-01 Anmälda misshandelsbrott mot kvinnor", "indicator_is_one"),
        ("VNR-01, N07549", "indicator_is_one"),
        ("N07549 – Misshandelsbrott mot kvinnor 18+, inomhus (-2023)", "indicator_stands_alone"),
        ("VNR-01 prognos", "indicator_stands_alone"),
        ("VNR-01 och VNR-02", "indicator_is_one"),
        ("VNR-01 kvinnor", "indicator_stands_alone"),
        ("N07402 Anmälda brott, augusti", "indicator_stands_alone"),
        ("N07402 Anmälda brott 2024", "indicator_stands_alone"),
    ],
)
def test_a_title_that_says_something_else_is_a_fault(content: str, fault: str) -> None:
    assert spellings.indicator(SheetCell(content), INDICATORS) == Meaning(content, fault=fault)


@pytest.mark.parametrize("content", ["XYZ-01 grov", "N07403", "VNR-01/VNR-02", "Anmälda brott"])
def test_what_is_no_indicator_is_left_as_it_was(content: str) -> None:
    assert spellings.indicator(SheetCell(content), INDICATORS) == Meaning(content)
