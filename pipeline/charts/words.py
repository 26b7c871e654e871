"""The words inside the charts, in each language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from pipeline.model import HIDDEN, MEN, TOTAL, WOMEN

LOCALES = {"sv": "sv_SE", "en": "en_GB"}

NUMBERS: Mapping[str, Mapping[str, Any]] = {
    "sv": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"], "minus": "\u2212"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["£", ""], "minus": "\u2212"},
}
"""How numbers are written on an axis (Vega-Lite, "Locale"; d3-format's own shape)."""

SEXES: Mapping[str, Mapping[str, str]] = {
    "sv": {TOTAL: "Totalt", WOMEN: "Kvinnor och flickor", MEN: "Män och pojkar"},
    "en": {TOTAL: "Total", WOMEN: "Women and girls", MEN: "Men and boys"},
}

ABSENCES: Mapping[str, Mapping[str, str]] = {
    "sv": {"missing": "saknas", "not_applicable": "ej tillämplig", "not_collected": "ej insamlad"}
    | dict.fromkeys(HIDDEN, "visas inte"),
    "en": {"missing": "missing", "not_applicable": "does not apply", "not_collected": "not collected"}
    | dict.fromkeys(HIDDEN, "not shown"),
}

PERIODS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "school_year": "Varje år är ett läsår, som slutade det året.",
        "october_september": "Varje år gäller den 1 oktober året före till den 30 september.",
        "several_years": "Varje år är ett genomsnitt över flera år, som slutade det året.",
    },
    "en": {
        "school_year": "Each year is a school year, which ended that year.",
        "october_september": "Each year runs from 1 October the year before to 30 September.",
        "several_years": "Each year is an average over several years, which ended that year.",
    },
}
"""What a year stands for, where it is not a calendar year."""

UNITS: Mapping[str, str] = {
    "antal anmälda brott": "number of reported offences",
    "antal personer": "number of people",
    "antal ärenden": "number of cases",
    "antal beslut": "number of decisions",
    "antal per 100 000 invånare": "number per 100,000 inhabitants",
    "antal per 10 000 invånare som är 18 år eller äldre": "number per 10,000 inhabitants aged 18 or over",
    "procent": "per cent",
    "ja eller nej": "yes or no",
}
"""The data's units in English; one that is not here stands as it is."""

SOURCES: Mapping[str, str] = {
    "kommunen": "the municipality",
    "den region eller kommun som har gjort enkäten": "the region or municipality that made the survey",
}
"""Sources that are not names, in English."""

TEXTS: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "example": "EXEMPELDATA: siffrorna är påhittade.",
        "yes": "ja",
        "no": "nej",
        "and": "och",
        "target": "Mål {value}",
        "target_legend": "Streck med ordet Mål: vad som ska ha nåtts det året.",
        "break": "Seriebrott",
        "breaks": "Seriebrott {years}: åren före kan inte jämföras med åren efter.",
        "preliminary": "Ihålig punkt: preliminär uppgift ({years}).",
        "absent": "{sex}: {word} {years}.",
        "neutral": "Siffran är varken bra eller dålig i sig.",
        "note": "{year}: {note}",
        "source": "Källa: {source}. Uppgifter till och med {year}, hämtade {date}.",
        "source_undated": "Källa: {source}. Uppgifter till och med {year}.",
        "point": "{year} {figure}",
    },
    "en": {
        "example": "EXAMPLE DATA: the figures are made up.",
        "yes": "yes",
        "no": "no",
        "and": "and",
        "target": "Target {value}",
        "target_legend": "Bar with the word Target: what is to have been reached that year.",
        "break": "Break in series",
        "breaks": "Break in series {years}: the years before cannot be compared with the years after.",
        "preliminary": "Hollow point: preliminary figure ({years}).",
        "absent": "{sex}: {word} {years}.",
        "neutral": "The figure is neither good nor bad in itself.",
        "note": "{year}, in Swedish: {note}",
        "source": "Source: {source}. Figures up to {year}, retrieved {date}.",
        "source_undated": "Source: {source}. Figures up to {year}.",
        "point": "{year} {figure}",
    },
}


def unit(indicator: Mapping[str, Any], locale: str) -> str:
    """An indicator's unit as a heading."""
    words = str(indicator["unit"])
    words = words if locale == "sv" else UNITS.get(words, words)
    return f"{words[:1].upper()}{words[1:]}"


def source(indicator: Mapping[str, Any], locale: str) -> str:
    """Who the figures are from; the data's attribution says ”Källa: ” first."""
    name = str(indicator["attribution"]).removeprefix("Källa: ")
    return name if locale == "sv" else SOURCES.get(name, name)


def number(value: float, decimals: int, locale: str) -> str:
    """A number as the language writes it."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=LOCALES[locale]))


def unbroken(text: str) -> str:
    """A text in which no line can break within a number."""
    return re.sub(r"(?<=\d) (?=\d)", "\u00a0", text)


def date(day: datetime.date, locale: str) -> str:
    """A day as the language writes it."""
    return str(format_date(day, "d MMMM y", locale=LOCALES[locale]))


def spans(years: Iterable[int], locale: str) -> str:
    """Years in words, those in a row as a span: "2021–2023 och 2025"."""
    parts = [f"{first}–{last}" if first != last else str(first) for first, last in _runs(sorted(set(years)))]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {TEXTS[locale]['and']} {parts[-1]}"


def _runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each stretch of years in a row."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs
