"""The templates' filters for figures, dates and codes, in the visitor's language. Every figure goes through them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.web.language import CATALOGUE, ENGLISH, SWEDISH, chosen, gettext
from pipeline.web.language import marked as _
from pipeline.wording import numbers
from pipeline.wording.vocabulary import ABSENCES, SEXES, STATUSES

Words = Mapping[str, Mapping[str, str]]
"""The names of codes, by code and language."""

DIRECTION_WORDS: Mapping[str, str] = {
    "neutral": _("Varken bra eller dåligt i sig"),
    "higher_better": _("Högre är bättre"),
    "lower_better": _("Lägre är bättre"),
}

REPORTING_WORDS: Mapping[str, str] = {
    "published": _("publicerad"),
    "not_reported": _("inte rapporterad"),
    "voluntary": _("frivillig"),
    "not_due": _("behövs inte det året"),
    "not_valid": _("gäller inte det året"),
    "not_measurable": _("går inte att mäta"),
}

COUNT_PHRASES: Mapping[str, str] = {
    "published": _("har siffror"),
    "not_reported": _("har inte rapporterats"),
    "missing": _("saknas"),
    "not_collected": _("samlades inte in"),
    "suppressed_primary": _("visas inte (för att skydda personer)"),
    "not_applicable": _("kan inte tillämpas"),
    "not_measurable": _("går inte att mäta"),
    "voluntary": _("saknar siffra (frivilligt att rapportera)"),
    "not_due": _("behövdes inte det året"),
    "not_valid": _("gällde inte det året"),
}
"""What follows the number of indicators that have a status, whether one or many."""

LOOKUP_WORDS: Mapping[str, str] = {
    "exact": _("är"),
    "not": _("är inte"),
    "contains": _("innehåller"),
    "endswith": _("slutar med"),
    "startswith": _("börjar med"),
    "gt": _("är större än"),
    "gte": _("är minst"),
    "lt": _("är mindre än"),
    "lte": _("är högst"),
    "like": _("liknar (like)"),
    "notlike": _("liknar inte (not like)"),
    "glob": _("liknar (glob)"),
    "in": _("är någon av"),
    "notin": _("är ingen av"),
    "arraycontains": _("listan innehåller"),
    "arraynotcontains": _("listan innehåller inte"),
    "date": _("är dagen"),
    "isnull": _("är tomt (null)"),
    "notnull": _("är inte tomt (null)"),
    "isblank": _("är tomt"),
    "notblank": _("är ifyllt"),
}


PLAN_WORDS: Mapping[str, str] = {
    "proposed": _("föreslagen"),
    "adopted": _("antagen"),
    "superseded": _("ersatt"),
}


PLAN_STATES: Mapping[str, str] = {
    "proposed": _("Planen är föreslagen."),
    "adopted": _("Planen är antagen."),
    "superseded": _("Planen gäller inte längre."),
}

PLAN_QUESTIONS: Mapping[str, str] = {
    "proposed": _("Vad är föreslaget?"),
    "adopted": _("Vad är beslutat?"),
    "superseded": _("Vad gällde?"),
}
"""What the front page asks of a plan, by its status."""


def decimal(value: float, decimals: int | None = None) -> str:
    """A number as the language writes it, with the given number of decimals, or else with those it has."""
    return numbers.exact(value, chosen()) if decimals is None else numbers.number(value, decimals, chosen())


def figure(value: float | None, status: str, kind: str, decimals: int) -> str:
    """An observation as text: its number, written according to its kind, or why there is none. Zero is written as 0.

    Where a correction hid a value, the old value is left out, though its status says that it was published.
    """
    if value is None:
        return STATUSES[chosen()].get(status) or gettext("återges inte")
    if kind == "yes_no":
        return gettext("ja") if value else gettext("nej")
    number = decimal(value, decimals)
    return percent(number) if kind == "share" else number


def percent(number: str) -> str:
    """A formatted number with a per cent sign, spaced as in the language."""
    return f"{number}%" if chosen() == ENGLISH else f"{number}\N{NO-BREAK SPACE}%"


def change(value: float, decimals: int, kind: str) -> str:
    """A signed difference; for shares, in percentage points."""
    sign = "+" if value > 0 else ""
    number = f"{sign}{decimal(value, decimals)}"
    return gettext("%(number)s procentenheter") % {"number": number} if kind == "share" else number


def long_date(text: str) -> str:
    """An ISO date as "21 juni 2024"."""
    return numbers.date(datetime.date.fromisoformat(text), chosen())


def capital(text: str) -> str:
    """A text with a capital first letter; the decision writes names in lower case."""
    return text[:1].upper() + text[1:]


def dialled(number: str) -> str:
    """A telephone number as it is dialled."""
    return "".join(each for each in number if each.isdigit() or each == "+")


def word(code: str | None, words: Words) -> str:
    """The name of a code, from one of the WORDS; empty for no code."""
    return words[code][chosen()] if code else ""


def field_label(name: str) -> str:
    """The heading for a column of a ready question, which is called what it is to be read as."""
    return capital(name.replace("_", " "))


def number_word(number: int) -> str:
    """A count for running text: a word up to twelve, digits after that."""
    return numbers.in_words(number, chosen())


SMALLEST, LARGEST = 1e-4, 1e15
"""What is nearer to zero has no decimals left, and from there on a float does not have every whole number."""


def cell(value: Any) -> Any:
    """A cell of Datasette's own tables; a float without decimals is written as a whole number.

    What is too large or too small to be written out, as only the answer to a question can be, is left as it is.
    """
    is_writable = isinstance(value, float) and (not value or SMALLEST <= abs(value) < LARGEST)
    # Zero may have a minus sign, which nobody means.
    return decimal(value + 0.0) if is_writable else value


FILTERS: Mapping[str, Callable[..., Any]] = {
    "decimal": decimal,
    "figure": figure,
    "change": change,
    "long_date": long_date,
    "capital": capital,
    "dialled": dialled,
    "cell": cell,
    "number_word": number_word,
    "field_label": field_label,
    "word": word,
}


def _translated(words: Mapping[str, str]) -> Words:
    """Words that only the pages use, with their English from the catalogue."""
    return {code: {SWEDISH: swedish, ENGLISH: CATALOGUE[swedish]} for code, swedish in words.items()}


def _named(names: Mapping[str, Mapping[str, str]]) -> Words:
    """Names by code and language; the shared vocabulary has them by language and code."""
    return {code: {language: names[language][code] for language in names} for code in names[SWEDISH]}


WORDS: Mapping[str, Words] = {
    "sex_words": _named(SEXES),
    "status_words": _named(STATUSES),
    "reporting_words": {**_named(STATUSES), **_translated(REPORTING_WORDS)},
    "direction_words": _translated(DIRECTION_WORDS),
    "lookup_words": _translated(LOOKUP_WORDS),
    "plan_words": _translated(PLAN_WORDS),
    "plan_states": _translated(PLAN_STATES),
    "plan_questions": _translated(PLAN_QUESTIONS),
    "absence_words": _named(ABSENCES),
    "count_phrases": _translated(COUNT_PHRASES),
}
