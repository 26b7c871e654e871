"""Readings: whole sentences, every number found in the database, and nothing of what is hidden."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from string import Formatter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from pipeline.web.chance import is_within_chance, slope
from pipeline.web.pages.indicator import SERIES
from pipeline.web.reading import alternative, breaks_after_first, glance, sentences
from pipeline.web.reading_texts import TEXTS
from pipeline.web.verdicts import Verdict, together
from pipeline.wording.numbers import LOCALES
from pipeline.wording.vocabulary import ABSENCES, COUNTED, PERIOD_NAMES, sexes

OFFENCES = {
    "unit": "antal anmälda brott",
    "unit_en": "number of reported offences",
    "decimals": 0,
    "value_kind": "count",
    "direction": "neutral",
    "period_type": "calendar_year",
    "periodicity": "annual",
}
PEOPLE = OFFENCES | {"unit": "antal personer", "unit_en": "number of people", "direction": "higher_better"}
SHARE = OFFENCES | {"unit": "procent", "unit_en": "per cent", "value_kind": "share", "direction": "lower_better"}
RATE = OFFENCES | {
    "unit": "antal per 100 000 invånare",
    "unit_en": "number per 100,000 inhabitants",
    "value_kind": "rate",
    "decimals": 1,
}
ANSWER = OFFENCES | {
    "unit": "ja eller nej",
    "unit_en": "yes or no",
    "value_kind": "yes_no",
    "direction": "higher_better",
}

STATUSES = ("suppressed_primary", "suppressed_secondary", "missing", "not_applicable", "not_collected")


def row(
    year: int,
    value: float | None,
    status: str = "final",
    sex: str = "T",
    *,
    begins_anew: bool = False,
    of: tuple[int, int] | None = None,
    kind: str | None = None,
    note: str | None = None,
) -> dict[str, Any]:
    """An observation; `of` is the numerator and the denominator behind it, `kind` that of its break."""
    numerator, denominator = of or (None, None)
    return {
        "year": year,
        "sex": sex,
        "value": value,
        "value_status": status,
        "series_break": int(begins_anew),
        "break_kind": kind,
        "note": note,
        "numerator": numerator,
        "denominator": denominator,
    }


def years(*values: float | None) -> list[dict[str, Any]]:
    """A series of totals that ends in 2025, a value a year; None is hidden, for it is based on few people."""
    first = 2026 - len(values)
    return [
        row(first + number, value, "final" if value is not None else "suppressed_primary")
        for number, value in enumerate(values)
    ]


def plain(told: list[str]) -> str:
    return " ".join(told).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("indicator", "series", "swedish", "english"),
    [
        (OFFENCES, [], "Det finns inga uppgifter ännu.", "There are no figures yet."),
        (
            OFFENCES,
            years(40, 38, 41),
            "41 anmälda brott 2025, 38 året före. Skillnaden ryms inom slumpen för så små tal.",
            "41 reported offences in 2025, 38 the year before. "
            "The difference is within what chance alone can give for such small numbers.",
        ),
        (
            OFFENCES,
            years(1200, 1210, 1195),
            "1 195 anmälda brott 2025, 1 210 året före. Skillnaden ryms inom slumpen.",
            "1,195 reported offences in 2025, 1,210 the year before. "
            "The difference is within what chance alone can give.",
        ),
        (
            OFFENCES,
            years(11, 10, 30),
            "30 anmälda brott 2025, 10 året före. Det är fler, och skillnaden är större än vad slumpen brukar ge. "
            "Men det säger inte om det har blivit bättre eller sämre.",
            "30 reported offences in 2025, 10 the year before. There are more, and the difference is larger than "
            "chance usually gives. But that does not say whether things have become better or worse.",
        ),
        (
            OFFENCES,
            years(30, 30, 10),
            "10 anmälda brott 2025, 30 året före. Det är färre, och skillnaden är större än vad slumpen brukar ge. "
            "Men det säger inte om det har blivit bättre eller sämre.",
            "10 reported offences in 2025, 30 the year before. There are fewer, and the difference is larger than "
            "chance usually gives. But that does not say whether things have become better or worse.",
        ),
        (
            PEOPLE,
            years(11, 10, 30),
            "30 personer 2025, 10 året före. Skillnaden är större än vad slumpen brukar ge, och det är en "
            "förbättring: fler är bättre.",
            "30 people in 2025, 10 the year before. The difference is larger than chance usually gives, and it is an "
            "improvement: more is better.",
        ),
        (
            PEOPLE | {"direction": "lower_better"},
            years(11, 10, 30),
            "30 personer 2025, 10 året före. Skillnaden är större än vad slumpen brukar ge, och det är en "
            "försämring: färre är bättre.",
            "30 people in 2025, 10 the year before. The difference is larger than chance usually gives, and it is a "
            "deterioration: fewer is better.",
        ),
        (
            OFFENCES,
            years(10, 30),
            "30 anmälda brott 2025, 10 året före. Det finns för få jämförbara mätningar för att bedöma skillnaden.",
            "30 reported offences in 2025, 10 the year before. "
            "There are too few comparable measurements to judge the difference.",
        ),
        (
            OFFENCES,
            years(41),
            "41 anmälda brott 2025. Det är den första uppgiften, så den kan inte jämföras med någon tidigare.",
            "41 reported offences in 2025. It is the first figure, so there is no earlier one to compare it with.",
        ),
        (
            OFFENCES,
            [*years(10, 11, 30)[:2], row(2025, 30, begins_anew=True)],
            "30 anmälda brott 2025. Siffran kan inte jämföras med tidigare år, eftersom något i underlaget ändrades "
            "2025 (seriebrott).",
            "30 reported offences in 2025. The figure cannot be compared with earlier years, since something behind "
            "it changed in 2025 (a break in the series).",
        ),
        (
            OFFENCES,
            [row(2023, 10), row(2024, 11, begins_anew=True), row(2025, 30)],
            "30 anmälda brott 2025, 11 året före. Det finns för få jämförbara mätningar för att bedöma skillnaden.",
            "30 reported offences in 2025, 11 the year before. "
            "There are too few comparable measurements to judge the difference.",
        ),
        (
            PEOPLE,
            years(14, 15, 16, None, 11),
            "11 personer 2025. Uppgiften för året före visas inte, eftersom den bygger på få personer, så det går "
            "inte att säga hur det har ändrats.",
            "11 people in 2025. The figure for the year before is not shown, since it is based on few people, so it "
            "is not possible to say how it has changed.",
        ),
        (
            PEOPLE,
            years(14, 11, None),
            "Uppgiften för 2025 visas inte, eftersom den bygger på få personer. "
            "Den senaste uppgiften som visas gäller 2024: 11 personer.",
            "The figure for 2025 is not shown, since it is based on few people. "
            "The latest figure shown is from 2024: 11 people.",
        ),
        (
            SHARE,
            [row(2024, 0, "preliminary"), row(2025, None, "not_collected")],
            "Uppgiften för 2025 har inte samlats in. Den senaste uppgiften som visas gäller 2024: 0 procent. "
            "Uppgiften för 2024 är preliminär och kan ändras.",
            "The figure for 2025 was not collected. The latest figure shown is from 2024: 0 per cent. "
            "The figure for 2024 is preliminary and may change.",
        ),
        (
            OFFENCES,
            years(2, 0, 1),
            "1 anmält brott 2025, inga året före. Skillnaden ryms inom slumpen för så små tal.",
            "1 reported offence in 2025, none the year before. "
            "The difference is within what chance alone can give for such small numbers.",
        ),
        (
            OFFENCES,
            years(2, 1, 0),
            "Inga anmälda brott 2025, 1 året före. Skillnaden ryms inom slumpen för så små tal.",
            "No reported offences in 2025, 1 the year before. "
            "The difference is within what chance alone can give for such small numbers.",
        ),
        (
            OFFENCES,
            years(2, 0, 0),
            "Inga anmälda brott 2025 och inga året före. Siffran är densamma.",
            "No reported offences in 2025 and none the year before. The figure is the same.",
        ),
        (
            SHARE,
            years(9, 8, 7),
            "7 procent 2025, 8 procent året före. Siffran är lägre, och en lägre siffra är bättre. Om skillnaden ryms "
            "inom slumpen går inte att säga, eftersom det inte framgår hur många siffran bygger på.",
            "7 per cent in 2025, 8 per cent the year before. The figure is lower, and a lower figure is better. "
            "Whether the difference is within chance cannot be said, since it is not known how many the figure is "
            "based on.",
        ),
        (
            RATE,
            years(160, 163.3, 1170.04),
            "1 170,0 per 100 000 invånare 2025, 163,3 året före. Siffran är högre, men det säger inte om det har "
            "blivit bättre eller sämre. Om skillnaden ryms inom slumpen går inte att säga, eftersom det inte framgår "
            "hur många siffran bygger på.",
            "1,170.0 per 100,000 inhabitants in 2025, 163.3 the year before. The figure is higher, but that does not "
            "say whether things have become better or worse. Whether the difference is within chance cannot be said, "
            "since it is not known how many the figure is based on.",
        ),
        (
            ANSWER,
            years(0, 0, 1),
            "Svaret 2025 var ja, men året före var det nej.",
            "The answer in 2025 was yes, but the year before it was no.",
        ),
        (
            ANSWER,
            years(1, 1, 1),
            "Svaret 2025 var ja, liksom året före.",
            "The answer in 2025 was yes, as it was the year before.",
        ),
        (
            SHARE | {"period_type": "school_year"},
            [row(2023, 40), row(2025, 50, "preliminary")],
            "50 procent läsåret som slutade 2025, 40 procent läsåret som slutade 2023. "
            "Det finns för få jämförbara mätningar för att bedöma skillnaden. "
            "Uppgiften för läsåret som slutade 2025 är preliminär och kan ändras.",
            "50 per cent in the school year ending in 2025, 40 per cent in the school year ending in 2023. "
            "There are too few comparable measurements to judge the difference. "
            "The figure for the school year ending in 2025 is preliminary and may change.",
        ),
        (
            OFFENCES,
            [row(2025, 3, "preliminary"), row(2025, 3, "preliminary", "K"), row(2025, 0, "preliminary", "M")],
            "3 anmälda brott 2025. Det är den första uppgiften, så den kan inte jämföras med någon tidigare. "
            "3 gäller kvinnor och flickor, inga gäller män och pojkar. "
            "Uppgiften för 2025 är preliminär och kan ändras.",
            "3 reported offences in 2025. It is the first figure, so there is no earlier one to compare it with. "
            "3 concern women and girls, none concern men and boys. "
            "The figure for 2025 is preliminary and may change.",
        ),
        (
            OFFENCES | {"unit": "antal larm", "unit_en": "number of alarms"},
            years(5, 6, 1),
            "Värdet 2025 var 1 (antal larm), 6 året före. Skillnaden ryms inom slumpen för så små tal.",
            "The figure in 2025 was 1 (number of alarms), 6 the year before. "
            "The difference is within what chance alone can give for such small numbers.",
        ),
        (
            OFFENCES | {"unit": "antal larm", "unit_en": None},
            years(5, 6, 1),
            "Värdet 2025 var 1 (antal larm), 6 året före. Skillnaden ryms inom slumpen för så små tal.",
            "The figure in 2025 was 1 (unit in Swedish: antal larm), 6 the year before. "
            "The difference is within what chance alone can give for such small numbers.",
        ),
    ],
)
def test_a_series_is_read_out_in_whole_sentences(
    indicator: dict[str, Any], series: list[dict[str, Any]], swedish: str, english: str
) -> None:
    assert plain(sentences(indicator, series, "sv")) == swedish
    assert plain(sentences(indicator, series[::-1], "en")) == english


def test_numbers_do_not_break_at_the_end_of_a_line() -> None:
    assert sentences(RATE, years(1170), "sv")[0] == "1\xa0170,0\xa0per 100\xa0000 invånare 2025."


@pytest.mark.parametrize(
    ("hidden", "words"),
    [
        ("suppressed_primary", "visas inte, eftersom den bygger på få personer"),
        ("suppressed_secondary", "visas inte, eftersom den skulle avslöja en annan uppgift"),
        ("missing", "saknas"),
        ("not_applicable", "är inte tillämplig"),
        ("not_collected", "har inte samlats in"),
    ],
)
def test_a_figure_that_is_not_there_is_said_so_with_its_reason(hidden: str, words: str) -> None:
    assert sentences(PEOPLE, [row(2025, None, hidden)], "sv") == [f"Uppgiften för 2025 {words}."]


def test_a_note_says_why_a_figure_is_not_there_unless_it_is_hidden() -> None:
    note = "Uppgiften lämnades inte in i tid."

    assert sentences(PEOPLE, [row(2025, None, "missing", note=note)], "sv") == ["Uppgiften för 2025 saknas.", note]
    assert sentences(PEOPLE, [row(2025, None, "missing", note=note)], "en") == ["The figure for 2025 is missing."]
    assert note not in sentences(PEOPLE, [row(2025, None, "suppressed_primary", note=note)], "sv")


def test_women_and_men_are_read_out_only_where_nothing_that_year_is_hidden() -> None:
    series = [row(2025, 12), row(2025, 9, sex="K"), row(2025, None, "suppressed_primary", "M")]

    assert plain(sentences(PEOPLE, series, "sv")) == (
        "12 personer 2025. Det är den första uppgiften, så den kan inte jämföras med någon tidigare."
    )


@given(first=st.integers(0, 3000), second=st.integers(0, 3000))
def test_chance_is_the_exact_binomial_test(first: int, second: int) -> None:
    wanted = first + second == 0 or binomtest(first, first + second, 0.5).pvalue >= 0.05

    assert is_within_chance(first, second) == is_within_chance(second, first) == wanted


NUMBER = re.compile(r"\d+(?:[\xa0,]\d{3})*(?:[.,]\d+)?")

UNIT_NUMBERS = {"100000", "10000", "18"}


SURVEY = SHARE | {"periodicity": "biennial"}

SURVEYED = [
    row(2020, 14, of=(140, 1000)),
    row(2021, None, "not_collected"),
    row(2022, 12, of=(120, 1000)),
    row(2023, None, "not_collected"),
    row(2024, 9, of=(90, 1000)),
    row(2025, None, "not_collected"),
]


def test_what_is_measured_every_second_year_is_compared_with_the_measurement_before() -> None:
    assert plain(sentences(SURVEY, SURVEYED, "sv")) == (
        "9 procent 2024 (90 av 1 000), 12 procent 2022. Skillnaden är större än vad slumpen brukar ge, och det är en "
        "förbättring: en lägre siffra är bättre."
    )
    assert plain(sentences(SURVEY, SURVEYED, "en")) == (
        "9 per cent in 2024 (90 of 1,000), 12 per cent in 2022. The difference is larger than chance usually gives, "
        "and it is an improvement: a lower figure is better."
    )
    assert plain(sentences(SHARE, SURVEYED, "sv")).startswith("Uppgiften för 2025 har inte samlats in.")


def test_a_survey_that_has_never_been_made_is_said_to_lack_figures() -> None:
    told = sentences(SURVEY, [row(2025, None, "not_collected")], "sv")

    assert told == ["Uppgiften för 2025 har inte samlats in."]


@pytest.mark.parametrize(
    ("indicator", "newest", "earlier", "said"),
    [
        (SHARE, (30, 1000), (20, 1000), "Skillnaden ryms inom slumpen för så små tal."),
        (SHARE, (140, 1000), (120, 1000), "Skillnaden ryms inom slumpen."),
        (SHARE | {"direction": "higher_better"}, (990, 1000), (940, 1000), "bättre: en högre siffra är bättre."),
        (SHARE, (990, 1000), (940, 1000), "det är en försämring: en lägre siffra är bättre."),
        (RATE, (30, 80_000), (10, 40_000), "Skillnaden ryms inom slumpen för så små tal."),
        (
            RATE,
            (90, 80_000),
            (10, 40_000),
            "Siffran är högre, och skillnaden är större än vad slumpen brukar ge. Men det säger inte om det har blivit "
            "bättre eller sämre.",
        ),
        (
            RATE,
            (10, 80_000),
            (40, 80_000),
            "Siffran är lägre, och skillnaden är större än vad slumpen brukar ge. Men det säger inte om det har blivit "
            "bättre eller sämre.",
        ),
    ],
)
def test_rates_and_shares_are_compared_by_the_counts_behind_them(
    indicator: dict[str, Any], newest: tuple[int, int], earlier: tuple[int, int], said: str
) -> None:
    scale = 100 if indicator["value_kind"] == "share" else 100_000
    told = [row(year, scale * of[0] / of[1], of=of) for year, of in ((2023, earlier), (2024, earlier), (2025, newest))]

    judged = plain(sentences(indicator, told, "sv")[1:]).replace("Skillnaden är större än vad slumpen brukar ge, ", "")

    assert judged.replace("och det är en förbättring", "bättre").replace("och det", "det") == said


@given(st.integers(0, 200), st.integers(1, 200), st.floats(0.05, 0.95))
def test_chance_in_proportion_to_the_bases_is_the_exact_binomial_test(first: int, second: int, part: float) -> None:
    lower, upper = (binomtest(first, first + second, part, alternative=side).pvalue for side in ("less", "greater"))

    assert is_within_chance(first, second, part) == (2 * min(lower, upper) >= 0.05)


@pytest.mark.parametrize("kind", ["definition", "law", "crime_code", "method", "denominator", "partial_first_year"])
def test_the_cause_of_a_break_is_said_where_it_is_known(kind: str, database: sqlite3.Connection) -> None:
    series = [row(2024, 10), row(2025, 12, begins_anew=True, kind=kind)]

    for locale in LOCALES:
        cause = TEXTS[locale][f"cause_{kind}"].format(year=2025)
        assert cause in plain(sentences(OFFENCES, series, locale)), locale
    kinds = {row[0] for row in database.execute("select distinct kind from series_breaks")}
    assert {f"cause_{each}" for each in kinds} <= TEXTS["sv"].keys()


@pytest.mark.parametrize(
    ("indicator", "series", "told"),
    [
        (OFFENCES, years(10, 14, 17, 22, 30), "Sett över 2021–2025 har siffran ökat mer än vad slumpen brukar ge."),
        (OFFENCES, years(30, 22, 17, 14, 10), "Sett över 2021–2025 har siffran minskat mer än vad slumpen brukar ge."),
        (OFFENCES, years(20, 24, 17, 22, 21), "Sett över 2021–2025 syns ingen säker ökning eller minskning."),
        (OFFENCES, years(10, 14, 17, 22), None),
        (OFFENCES, years(1, 2, 4, 6, 9), None),
        (PEOPLE, years(10, None, 17, 22, 30), None),
        (
            OFFENCES,
            [row(2020, 4), row(2021, 12, begins_anew=True), *years(10, 14, 17, 22)],
            "Sett över 2021–2025 har siffran",
        ),
        (SHARE, years(10, 14, 17, 22, 30), None),
        (
            SHARE,
            [row(2021 + n, 10 + 4 * n, of=(10 + 4 * n, 100)) for n in range(5)],
            "Sett över 2021–2025 har siffran ökat mer än vad slumpen brukar ge.",
        ),
        (ANSWER, years(0, 0, 1, 1, 1), None),
    ],
)
def test_all_comparable_figures_are_tried_for_a_trend(
    indicator: dict[str, Any], series: list[dict[str, Any]], told: str | None
) -> None:
    said = plain(sentences(indicator, series, "sv"))

    assert ("Sett över" in said) == (told is not None)
    assert told is None or told in said


@given(st.lists(st.integers(0, 60), min_size=5, max_size=8).filter(lambda counts: sum(counts) >= 30))
def test_the_score_of_a_trend_is_that_of_a_generalised_linear_model(counts: list[int]) -> None:
    """The score test of the slope in Poisson regression, from the information matrix at no slope."""
    years = np.arange(len(counts)) + 2020.0
    mean = np.full(len(counts), np.mean(counts))
    design = np.column_stack([np.ones(len(counts)), years - 2020])
    score = design.T @ (np.array(counts) - mean)
    information = design.T @ (design * mean[:, None])
    expected = float(score @ np.linalg.solve(information, score))

    found = slope([int(year) for year in years], counts, [1.0] * len(counts), is_share=False)

    assert found**2 == pytest.approx(expected, abs=1e-9)


def test_a_figure_that_is_the_same_only_when_rounded_is_said_so() -> None:
    rounded = [row(2023, 5), row(2024, 4.1, of=(61, 1500)), row(2025, 3.6, of=(54, 1500))]

    assert "Avrundat är siffran densamma." in sentences(SHARE, rounded, "sv")
    assert "Siffran är densamma." in sentences(SHARE, [row(2024, 4.0), row(2025, 4.0)], "sv")


def test_the_counts_behind_a_rate_are_told() -> None:
    told = plain(sentences(RATE, [row(2025, 30.0, of=(9, 30_000))], "sv"))

    assert told.startswith("30,0 per 100 000 invånare 2025 (9 av 30 000).")


def test_a_change_in_the_population_statistics_makes_figures_less_comparable_but_not_incomparable() -> None:
    series = [row(2024, 10), row(2025, 12, begins_anew=True, kind="denominator")]

    assert "Siffran är inte helt jämförbar med tidigare år, eftersom befolkningsstatistiken ändrades 2025" in plain(
        sentences(RATE, series, "sv")
    )


def test_a_break_before_the_first_figure_divides_nothing() -> None:
    series = [row(2023, None, "missing", begins_anew=True), row(2024, 12, begins_anew=True), row(2025, 11)]

    assert breaks_after_first(series) == set()
    assert "Seriebrott" not in alternative(OFFENCES, series, "sv")
    assert breaks_after_first([*series, row(2026, 9, begins_anew=True)]) == {2026}


@pytest.mark.parametrize(
    ("indicator", "series", "before", "said"),
    [
        (OFFENCES, years(40, 38, 41), "Året före", "Skillnaden ryms inom slumpen för så små tal."),
        (
            SURVEY,
            SURVEYED,
            "Förra mätningen (2022)",
            "Skillnaden är större än vad slumpen brukar ge, och det är en förbättring: en lägre siffra är bättre.",
        ),
        (PEOPLE, years(14, None), "Året före", "Uppgiften för 2025 visas inte, eftersom den bygger på få personer."),
        (
            OFFENCES,
            [row(2024, 10), row(2025, 12, begins_anew=True)],
            "",
            "Siffran kan inte jämföras med tidigare år, eftersom något i underlaget ändrades 2025 (seriebrott).",
        ),
        (OFFENCES, [], "", "Det finns inga uppgifter ännu."),
    ],
)
def test_a_series_at_a_glance(indicator: dict[str, Any], series: list[dict[str, Any]], before: str, said: str) -> None:
    found = glance(indicator, series, "sv")

    assert (found.before, found.said) == (before, said)
    assert (found.previous is None) == (not before)


def test_a_glance_has_every_measurement_in_words() -> None:
    assert glance(SURVEY, SURVEYED, "sv").points == "14 år 2020, 12 år 2022 och 9 år 2024"
    assert glance(SURVEY, SURVEYED, "en").points == "14 in 2020, 12 in 2022 and 9 in 2024"


def numbers(text: str, locale: str) -> set[str]:
    """Every number of a text, as digits with a decimal point."""
    found = (re.sub(r"\xa0" if locale == "sv" else ",", "", number) for number in NUMBER.findall(text))
    return {number.replace(",", ".") for number in found}


def cases(database: sqlite3.Connection) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Every indicator with its series as it was at the end of each of its years."""
    for indicator in [dict(row) for row in database.execute("select * from indicators")]:
        series = [dict(row) for row in database.execute(SERIES, [indicator["indicator_id"], "9999"])]
        for year in sorted({row["year"] for row in series}):
            yield indicator, [row for row in series if row["year"] <= year]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_number_that_is_read_out_is_in_the_database(database: sqlite3.Connection, locale: str) -> None:
    read = 0
    for indicator, series in cases(database):
        allowed = {str(row["year"]) for row in series}
        for row in series:
            if row["value"] is not None:
                allowed.add(f"{row['value']:.{indicator['decimals']}f}")
                allowed |= {f"{row[base]:.0f}" for base in ("numerator", "denominator") if row[base] is not None}
        if "per 1" in indicator["unit"]:
            allowed |= UNIT_NUMBERS
        told = [*sentences(indicator, series, locale), alternative(indicator, series, locale)]
        for sentence in told:
            assert numbers(sentence, locale) <= allowed, (indicator["indicator_id"], sentence)
        read += 1
    assert read == 169


@pytest.mark.parametrize("locale", LOCALES)
def test_the_newest_total_and_the_year_before_are_read_out(database: sqlite3.Connection, locale: str) -> None:
    """Told from the database by another road: the figures that the first sentence must hold."""
    compared = 0
    for indicator, series in cases(database):
        totals = {row["year"]: row for row in series if row["sex"] == "T"}
        newest = totals[max(totals)]
        if newest["value"] is None or indicator["value_kind"] == "yes_no":
            continue
        wanted = [newest["value"]]
        before = totals.get(newest["year"] - 1)
        if before and before["value"] is not None and not newest["series_break"]:
            wanted.append(before["value"])
        told = [f"{value:.{indicator['decimals']}f}" for value in wanted if value or indicator["value_kind"] != "count"]
        headline = sentences(indicator, series, locale)[0]
        assert set(told) <= numbers(headline, locale), (indicator["indicator_id"], headline)
        compared += len(told)
    assert compared > 150


@pytest.mark.parametrize("locale", LOCALES)
def test_the_alternative_tells_every_figure_and_why_there_is_none(database: sqlite3.Connection, locale: str) -> None:
    for indicator, series in cases(database):
        told = alternative(indicator, series, locale)
        for row in series:
            assert sexes(locale, indicator["ages"])[row["sex"]] in told
            if row["value"] is None:
                assert ABSENCES[locale][row["value_status"]] in told
            elif indicator["value_kind"] != "yes_no":
                figure = f"{row['value']:,.{indicator['decimals']}f}"
                if locale == "sv":
                    figure = figure.replace(",", "\xa0").replace(".", ",")
                assert f"{figure} {'år' if locale == 'sv' else 'in'} {row['year']}" in told


def test_the_alternative_is_a_text_to_be_heard() -> None:
    series = [
        row(2022, None, "suppressed_primary"),
        row(2023, None, "suppressed_secondary"),
        row(2024, 1200),
        row(2025, 12, "preliminary", begins_anew=True),
    ]

    assert alternative(PEOPLE, series, "sv").replace("\xa0", " ") == (
        "Diagram: antal personer, 2022–2025. "
        "Totalt: visas inte åren 2022–2023, 1 200 år 2024 och 12 år 2025 (preliminärt). "
        "Seriebrott 2025: åren före kan inte jämföras med åren efter. Den lodräta axeln börjar på noll."
    )
    assert alternative(PEOPLE, series, "en") == (
        "Chart: number of people, 2022–2025. "
        "Total: not shown in 2022–2023, 1,200 in 2024 and 12 in 2025 (preliminary). "
        "Break in the series 2025: the years before cannot be compared with the years after. "
        "The vertical axis begins at zero."
    )


observations = st.lists(
    st.tuples(
        st.integers(2018, 2025),
        st.sampled_from("TKM"),
        st.one_of(st.integers(0, 500), st.none()),
        st.sampled_from(STATUSES),
        st.booleans(),
        st.booleans(),
    ),
    unique_by=lambda each: each[:2],
    max_size=20,
)


@given(
    drawn=observations,
    indicator=st.sampled_from([OFFENCES, PEOPLE, SHARE, RATE, ANSWER]),
    locale=st.sampled_from(list(LOCALES)),
)
def test_nothing_is_told_of_what_is_hidden(drawn: list[Any], indicator: dict[str, Any], locale: str) -> None:
    """A hidden figure changes no word, whatever it is, and none of its year's parts is told beside its total."""
    series = [
        row(year, value, ("preliminary" if early else "final") if value is not None else status, sex, begins_anew=anew)
        for year, sex, value, status, early, anew in drawn
    ]
    known = [each | {"value": 7777.0} if each["value"] is None else each for each in series]

    told = sentences(indicator, series, locale)
    assert told == sentences(indicator, known, locale)
    assert alternative(indicator, series, locale) == alternative(indicator, known, locale)
    is_hidden = {each["year"] for each in series if each["value_status"].startswith("suppressed")}
    totals = [each["year"] for each in series if each["sex"] == "T"]
    if totals and max(totals) in is_hidden:
        assert not any(name in " ".join(told) for name in ("flickor", "girls", "pojkar", "boys"))


def test_reported_crime_is_never_called_better_or_worse(database: sqlite3.Connection) -> None:
    judged = ("förbättring", "försämring", "är bättre", "improvement", "deterioration", "is better")
    for indicator, series in cases(database):
        if indicator["direction"] == "neutral":
            for locale in LOCALES:
                told = " ".join(sentences(indicator, series, locale))
                assert not any(word in told for word in judged), told


@pytest.mark.parametrize(
    ("ages", "swedish", "english"),
    [
        ("adults", "2 är kvinnor, 1 är män.", "2 are women, 1 is men."),
        ("children", "2 är flickor, 1 är pojkar.", "2 are girls, 1 is boys."),
        ("everyone", "2 är kvinnor och flickor, 1 är män och pojkar.", "2 are women and girls, 1 is men and boys."),
    ],
)
def test_adults_are_no_girls_and_children_no_women(ages: str, swedish: str, english: str) -> None:
    counted = [row(2025, 3), row(2025, 2, sex="K"), row(2025, 1, sex="M")]
    indicator = PEOPLE | {"ages": ages}

    assert swedish in plain(sentences(indicator, counted, "sv"))
    assert english in plain(sentences(indicator, counted, "en"))
    assert sexes("sv", ages)["K"] in alternative(indicator, counted, "sv")


def test_both_languages_say_the_same_things() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert set(TEXTS["sv"]) == set(TEXTS["en"])
    for key, text in TEXTS["sv"].items():
        assert fields(text) == fields(TEXTS["en"][key]), key


def test_every_unit_and_period_of_the_data_has_its_words(database: sqlite3.Connection) -> None:
    for row in database.execute("select unit, value_kind, period_type from indicators"):
        assert row["period_type"] in PERIOD_NAMES["sv"]
        assert row["value_kind"] != "count" or row["unit"] in COUNTED["sv"]


BETTER, WORSE, DIFFERENT, ALIKE, UNKNOWN = Verdict


@pytest.mark.parametrize(
    ("verdicts", "swedish", "english"),
    [
        ([], "", ""),
        ([ALIKE], "", ""),
        (
            [ALIKE] * 8,
            "Ingen av inriktningarnas åtta siffror skiljer sig från förra mätningen mer än vad slumpen brukar ge.",
            "In all the priorities’ eight figures, the difference from the previous measurement is within what chance "
            "alone can give.",
        ),
        (
            [ALIKE] + [UNKNOWN] * 7,
            "En av inriktningarnas åtta siffror skiljer sig inte från förra mätningen mer än vad slumpen brukar ge. "
            "För sju går det inte att säga.",
            "In one of the priorities’ eight figures, the difference from the previous measurement is within what "
            "chance alone can give. For seven it cannot be said.",
        ),
        (
            [UNKNOWN] * 3,
            "Om inriktningarnas tre siffror har ändrats sedan förra mätningen går inte att säga.",
            "Whether the priorities’ three figures have changed since the previous measurement cannot be said.",
        ),
        (
            [BETTER, BETTER, WORSE, DIFFERENT, ALIKE, UNKNOWN],
            "Sedan förra mätningen har två av inriktningarnas sex siffror förbättrats, en försämrats och en ändrats "
            "utan att det säger om det har blivit bättre eller sämre, mer än vad slumpen brukar ge. "
            "För en går det inte att säga.",
            "Since the previous measurement there is an improvement in two of the priorities’ six figures, a "
            "deterioration in one and a change in one that is neither better nor worse, larger than chance usually "
            "gives. For one it cannot be said.",
        ),
    ],
)
def test_the_priorities_figures_together(verdicts: list[Verdict], swedish: str, english: str) -> None:
    assert together(verdicts, "sv") == swedish
    assert together(verdicts, "en") == english


@pytest.mark.parametrize(
    ("direction", "values", "verdict"),
    [
        ("higher_better", [50, 50, 100], BETTER),
        ("lower_better", [50, 50, 100], WORSE),
        ("lower_better", [50, 100, 50], BETTER),
        ("neutral", [50, 50, 100], DIFFERENT),
        ("neutral", [50, 50, 52], ALIKE),
        ("neutral", [50, 50, 50], ALIKE),
        ("neutral", [50, 100], UNKNOWN),
        ("neutral", [50], UNKNOWN),
    ],
)
def test_the_verdict_is_what_the_reading_says(direction: str, values: list[int], verdict: Verdict) -> None:
    series = [row(2020 + place, value) for place, value in enumerate(values)]

    assert glance({**OFFENCES, "direction": direction}, series, "sv").verdict is verdict


@pytest.mark.parametrize(
    ("direction", "values", "margins", "swedish", "english"),
    [
        ("lower_better", (9, 8, 7), (0.4, 0.6), "Skillnaden ryms inom felmarginalen.", "within the margin of error."),
        (
            "lower_better",
            (9, 8, 7),
            (0.4, 0.5),
            "Skillnaden är större än felmarginalen, och det är en förbättring: en lägre siffra är bättre.",
            "larger than the margin of error, and it is an improvement: a lower figure is better.",
        ),
        (
            "lower_better",
            (9, 7, 8),
            (0.4, 0.5),
            "Skillnaden är större än felmarginalen, och det är en försämring: en lägre siffra är bättre.",
            "larger than the margin of error, and it is a deterioration: a lower figure is better.",
        ),
        (
            "neutral",
            (9, 7, 8),
            (0.4, 0.5),
            "Siffran är högre, och skillnaden är större än felmarginalen. Men det säger inte om det har blivit bättre "
            "eller sämre.",
            "The figure is higher, by more than the margin of error. But that does not say whether things are better "
            "or worse.",
        ),
        (
            "neutral",
            (9, 8, 7),
            (0.4, 0.5),
            "Siffran är lägre, och skillnaden är större än felmarginalen. Men det säger inte om det har blivit bättre "
            "eller sämre.",
            "The figure is lower, by more than the margin of error. But that does not say whether things are better "
            "or worse.",
        ),
        ("lower_better", (9, 8, 7), (0.4, None), "Om skillnaden ryms inom slumpen går inte att säga", "cannot be said"),
    ],
)
def test_the_margin_of_error_of_a_survey_decides_what_a_difference_is(
    direction: str, values: tuple[int, int, int], margins: tuple[float, float | None], swedish: str, english: str
) -> None:
    series = years(*values)
    series[-2]["half_width"], series[-1]["half_width"] = margins
    share = SHARE | {"direction": direction}

    assert swedish in " ".join(sentences(share, series, "sv"))
    assert english in " ".join(sentences(share, series, "en"))
