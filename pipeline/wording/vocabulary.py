"""The names of sexes, absences and periods, and words for what is counted, in Swedish and English.

The labels of codes in a table's columns come from the schemas; a test keeps the two in agreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import HIDDEN, MEN, TOTAL, WOMEN

SEXES: Mapping[str, Mapping[str, str]] = {
    "sv": {TOTAL: "Totalt", WOMEN: "Kvinnor och flickor", MEN: "Män och pojkar"},
    "en": {TOTAL: "Total", WOMEN: "Women and girls", MEN: "Men and boys"},
}

_OF_AGES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "sv": {"adults": {WOMEN: "Kvinnor", MEN: "Män"}, "children": {WOMEN: "Flickor", MEN: "Pojkar"}},
    "en": {"adults": {WOMEN: "Women", MEN: "Men"}, "children": {WOMEN: "Girls", MEN: "Boys"}},
}


def sexes(locale: str, ages: str | None) -> Mapping[str, str]:
    """The names of the sexes among those whom an indicator counts: adults are no girls, and children no women."""
    return {**SEXES[locale], **_OF_AGES[locale].get(ages or "", {})}


ABSENCES: Mapping[str, Mapping[str, str]] = {
    "sv": {"missing": "saknas", "not_applicable": "ej tillämplig", "not_collected": "ej insamlad"}
    | dict.fromkeys(HIDDEN, "visas inte"),
    "en": {"missing": "missing", "not_applicable": "not applicable", "not_collected": "not collected"}
    | dict.fromkeys(HIDDEN, "not shown"),
}
"""What replaces a figure that is not there, as short as a chart needs."""

STATUSES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        **ABSENCES["sv"],
        "preliminary": "preliminär",
        "suppressed_primary": "visas inte (få personer)",
        "suppressed_secondary": "visas inte (skyddar en annan uppgift)",
    },
    "en": {
        **ABSENCES["en"],
        "preliminary": "preliminary",
        "suppressed_primary": "not shown (few people)",
        "suppressed_secondary": "not shown (protects another figure)",
    },
}
"""The status of a figure that is not final, with the reason if it is hidden, as in a table."""

ABSENCE_CLAUSES: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "suppressed_primary": "visas inte, eftersom den bygger på få personer",
        "suppressed_secondary": "visas inte, eftersom den skulle avslöja en annan uppgift",
        "missing": "saknas",
        "not_applicable": "är inte tillämplig",
        "not_collected": "har inte samlats in",
    },
    "en": {
        "suppressed_primary": "is not shown, since it is based on few people",
        "suppressed_secondary": "is not shown, since it would reveal another figure",
        "missing": "is missing",
        "not_applicable": "is not applicable",
        "not_collected": "was not collected",
    },
}
"""What is said of a figure that is not there, after "uppgiften" or "the figure"."""

PERIOD_CAPTIONS: Mapping[str, Mapping[str, str]] = {
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
"""What a year means, where it is not a calendar year."""

PERIOD_NAMES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "sv": {
        "calendar_year": ("{year}", "året före"),
        "school_year": ("läsåret som slutade {year}", "läsåret före"),
        "october_september": ("tolvmånadersperioden som slutade i september {year}", "perioden före"),
        "several_years": ("flerårsperioden som slutade {year}", "perioden före"),
    },
    "en": {
        "calendar_year": ("in {year}", "the year before"),
        "school_year": ("in the school year ending in {year}", "the school year before"),
        "october_september": ("in the twelve months ending in September {year}", "the period before"),
        "several_years": ("in the period of several years ending in {year}", "the period before"),
    },
}
"""How the period of a year is named, and the one before it."""

INTERVALS: Mapping[str, int] = {"annual": 1, "biennial": 2}
"""Years between an indicator's figures, by its periodicity; one that is not listed has no fixed interval."""


@dataclass(frozen=True)
class Counted:
    """What a count counts: singular, plural, and the verbs that link each to women and men."""

    one: str
    many: str
    about_one: str
    about_many: str


COUNTED: Mapping[str, Mapping[str, Counted]] = {
    "sv": {
        "antal anmälda brott": Counted("anmält brott", "anmälda brott", "gäller", "gäller"),
        "antal personer": Counted("person", "personer", "är", "är"),
        "antal ärenden": Counted("ärende", "ärenden", "gäller", "gäller"),
        "antal beslut": Counted("beslut", "beslut", "gäller", "gäller"),
    },
    "en": {
        "antal anmälda brott": Counted("reported offence", "reported offences", "concerns", "concern"),
        "antal personer": Counted("person", "people", "is", "are"),
        "antal ärenden": Counted("case", "cases", "concerns", "concern"),
        "antal beslut": Counted("decision", "decisions", "concerns", "concern"),
    },
}
"""The counts' units as the data name them, in words that follow a number."""
