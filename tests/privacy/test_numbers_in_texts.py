"""Which numbers in a text may count people, and which are a year, a law, an age or an article."""

from __future__ import annotations

import pytest

from pipeline.privacy.numbers_in_texts import has_number, sentences, tells_of_few, years_in

FEW = (1, 4)

COUNTS = (
    "Tre män",
    "3",
    "3 st",
    "3:e kvinnan",
    "2–3 personer",
    "tre",
    "Rätt tal är 3",
    "varav 2 flickor",
    "en kvinna",
    "ett nytt ärende",
    "en av de unga kvinnorna",
    "den enda mannen",
    "den tredje mannen",
    "K3 och M1",
    "14 av 17",
    "Fyrtiotvå",
    "ett par kvinnor",
    "ett femtal",
    "inga män",
    "Noll",
    "båda kvinnorna år 2025",
    "12 % av männen",
    "3/14",
    "tva\u030a män",
    "t\u00adre män",
    "３ män",
    "sex kvinnor",
    "2025: 3",
    "24 män under 2025",
    "kap. 3 gäller 4",
    "trean",
    "tre femtonåringar",
    "etthundratre",
    "③",
    "Ⅲ",
    "III",
    "Three men",
    "En",
    "Bara en.",
    "det var en till",
    "en av dem",
    "Hälften är män",
    "halva gruppen",
    "dubbelt så många",
    "har fördubblats",
    "en tredjedel",
    "Männen var tre år 2025",
    "3 år 2025",
    "2025 - 14",
    "3/14 2025",
    "per 3/14",
    "kvinnor och män: 1 och 4",
    "en ökning från 1 till 4",
    "3 per 100 000",
)

OTHERS = (
    "",
    "Ny mätning.",
    "Rättat 2025",
    "Avser 2024–2025",
    "läsåret 2024/25",
    "Se 26 kap. 1 § OSL",
    "enligt § 3",
    "3 a §",
    "punkt 3",
    "tabell 3.2",
    "kvartal 2",
    "Q2",
    "den 3 mars",
    "2025-03-31",
    "den 31/3",
    "31/3 2025",
    "gäller 18 år och äldre",
    "16–17 år",
    "15–17-åringar",
    "18+",
    "Tre månader saknas",
    "De två första åren är hopräknade",
    "P4-02 är rättad",
    "Kolada N07403",
    "SFS 2009:400",
    "dnr 2025-00123",
    "covid-19",
    "https://example.se/3",
    "Avgiften är 300 kr",
    "En ny rutin",
    "en uppgift saknas",
    "Ingen uppgift",
    "färre än 5",
    "färre än fem personer",
    "1–4 personer",
    "under 5",
    "mellan 1 och 4",
    "1 till 4",
    "<5",
    "Registret³",
    "2 och 3 §§",
    "26 kap. 1–3 §§ OSL",
    "HSLF-FS 2022:39",
    "prop. 2020/21:163",
    "1/1–31/12 2024",
    "den 3 och 4 maj",
    "de två åren 2024 och 2025",
    "tre år 2021–2023",
    "se s. 12",
    "på sidan 12",
    "fotnot 2",
    "kolumn 3",
    "i åldern 18–64",
    "äldre än 65",
    "per 100 000 invånare",
    "5-årsperiod",
    "halva året",
    "en och samma källa",
    "www.example.se/3",
    "båda könen",
    "sex mot ersättning",
    "köp av sex",
    "andra kvartalet",
    "Värdet döljs, eftersom det annars skulle avslöja en annan dold uppgift.",
    "Uppgiften bygger på få personer, eller så kunde en sådan uppgift räknas ut ur den.",
)

OF_FEW = (
    "Tre kvinnor har fått stöd.",
    "Vi hade 3 ärenden i år.",
    "två av kvinnorna",
    "4 st nya ärenden",
    "Antalet ärenden minskade till tre.",
    "Kvinnor: 3, män: fler",
    "Kvinnorna var tre och männen fler.",
    "En kvinna har fått stöd",
    "ett ärende",
    "en ung person",
    "3–6 kvinnor är 3 kvinnor",
    "tre unga våldsutsatta kvinnor",
    "ett par barn",
    "tre skolelever",
    "två beslut om utreseförbud",
    "Tre femtonåringar",
    "tre 17-åringar",
    "Tre (3) kvinnor",
    "en (1) kvinna",
    "Kvinnor – 3",
    "Antalet kvinnor var ca. 3.",
    "Antalet kvinnor var tre år 2025",
    "Antalet kvinnor var 3 under 2025",
    "Antalet kvinnor var bara en.",
    "Antal: 3",
    "n=3",
    "③ kvinnor",
    "III kvinnor",
    "3kvinnor",
    "tre **kvinnor**",
    "tre kvinnors situation",
    "tre tjejer",
    "tre syskon",
    "tre anhöriga",
    "tre omhändertaganden",
    "Stöd har getts till tre\nkvinnor.",
)

OF_MANY_OR_OTHERS = (
    "Under 2025 fick kvinnor stöd.",
    "Fem kvinnor",
    "12 personer",
    "2 345 kvinnor",
    "2,5 ärenden i veckan",
    "Inga kvinnor",
    "Tre kommuner samverkar om kvinnor.",
    "tre utbildningar för kvinnor",
    "En rutin för kvinnor",
    "ett antal kvinnor",
    "Se punkt 3. Kvinnor får stöd.",
    "3 procent av kvinnorna",
    "3 % kvinnor",
    "kvinnor i tre kommuner",
    "kvartal 2 kom ärenden",
    "1–4 personer",
    "färre än fem personer",
    "tre kvinnojourer",
    "en allmän genomgång",
    "3 månader per ärende",
    "barn som är 3 år",
    "Man har två rutiner.",
    "3) Kvinnor har fått stöd",
    "tvåhundra kvinnor",
    "Antal enheter: 3",
    "kvinnor i två kommuner år 2025",
    "Arbetet med kvinnor är en del av planen.",
    "3-åringar",
)


@pytest.mark.parametrize("text", COUNTS)
def test_a_number_that_may_count_people_is_found(text: str) -> None:
    assert has_number(text, FEW)


@pytest.mark.parametrize("text", OTHERS)
def test_a_number_that_counts_nobody_is_none(text: str) -> None:
    assert not has_number(text, FEW)


@pytest.mark.parametrize("text", OF_FEW)
def test_a_few_beside_a_word_for_people_are_found(text: str) -> None:
    assert tells_of_few(text, FEW)


@pytest.mark.parametrize("text", OF_MANY_OR_OTHERS)
def test_many_or_a_few_of_something_else_are_not(text: str) -> None:
    assert not tells_of_few(text, FEW)


def test_what_is_few_is_as_the_policy_says() -> None:
    assert tells_of_few("Sju kvinnor", (1, 9))
    assert not tells_of_few("1–9 kvinnor", (1, 9))
    assert has_number("färre än fem", (1, 9))
    assert not has_number("färre än tio", (1, 9))


def test_a_text_is_looked_through_sentence_by_sentence() -> None:
    assert sentences(" Ett. Två kvinnor kom, se t.ex. punkt 3.\nNy rad! 3 barn ") == [
        "Ett.",
        "Två kvinnor kom, se t.ex. punkt 3.",
        "Ny rad!",
        "3 barn",
    ]


def test_a_line_ends_no_sentence_that_goes_on() -> None:
    assert sentences("Stöd till tre\nkvinnor\n- Ny rutin\nAntal kvinnor: ca. 3\n\noch mer.\nen\n3") == [
        "Stöd till tre\nkvinnor",
        "- Ny rutin",
        "Antal kvinnor: ca. 3",
        "och mer.",
        "en\n3",
    ]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Tre kvinnor", []),
        ("2023–2024 och ２０２５", [2023, 2024, 2025]),
        ("Förra året var det tre", [2025]),
        ("i fjol", [2025]),
        ("SFS 12024 och 020241", []),
    ],
)
def test_the_years_that_a_text_names(text: str, years: list[int]) -> None:
    assert years_in(text, 2026) == years
