"""The names of sexes, absences, periods and units, in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import HIDDEN, MEN, TOTAL, WOMEN

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

INTERVALS: Mapping[str, int] = {"annual": 1, "biennial": 2}
"""How many years lie between an indicator's figures, by its periodicity; one that is not here has no fixed interval."""

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
