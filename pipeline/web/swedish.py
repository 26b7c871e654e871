"""Numbers, dates and words as a Swedish reader expects them. Every page's figures pass through here."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "sv_SE"

STATUS_WORDS: Mapping[str, str] = {
    "preliminary": "preliminär",
    "suppressed_primary": "visas inte (få personer)",
    "suppressed_secondary": "visas inte (skyddar en annan uppgift)",
    "missing": "saknas",
    "not_applicable": "ej tillämplig",
    "not_collected": "ej insamlad",
}

ABSENCE_SENTENCES: Mapping[str, str] = {
    "suppressed_primary": "visas inte, eftersom den bygger på få personer",
    "suppressed_secondary": "visas inte, eftersom den skulle avslöja en annan uppgift",
    "missing": "saknas",
    "not_applicable": "är inte tillämplig",
    "not_collected": "har inte samlats in",
}

SEX_WORDS: Mapping[str, str] = {"T": "Totalt", "K": "Kvinnor och flickor", "M": "Män och pojkar"}

DIRECTION_WORDS: Mapping[str, str] = {
    "neutral": "Varken bra eller dåligt i sig",
    "higher_better": "Högre är bättre",
    "lower_better": "Lägre är bättre",
}

REPORTING_WORDS: Mapping[str, str] = {
    **STATUS_WORDS,
    "published": "publicerad",
    "not_reported": "inte rapporterad",
    "not_due": "behövs inte det året",
    "not_valid": "gäller inte det året",
    "not_measurable": "går inte att mäta",
}

LOOKUP_WORDS: Mapping[str, str] = {
    "exact": "är",
    "not": "är inte",
    "contains": "innehåller",
    "endswith": "slutar med",
    "startswith": "börjar med",
    "gt": "är större än",
    "gte": "är minst",
    "lt": "är mindre än",
    "lte": "är högst",
    "like": "liknar (like)",
    "notlike": "liknar inte (not like)",
    "glob": "liknar (glob)",
    "in": "är någon av",
    "notin": "är ingen av",
    "arraycontains": "listan innehåller",
    "arraynotcontains": "listan innehåller inte",
    "date": "är dagen",
    "isnull": "är tomt (null)",
    "notnull": "är inte tomt (null)",
    "isblank": "är tomt",
    "notblank": "är ifyllt",
}


def decimal(value: float, decimals: int | None = None) -> str:
    """A number with decimal comma and a no-break space between thousands, with as many decimals as asked for."""
    pattern = "#,##0.#####" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=LOCALE)).replace("-", "−")


def figure(value: float | None, status: str, kind: str, decimals: int) -> str:
    """An observation in words: its number as its kind is written, or why there is none. Zero is written as 0."""
    if value is None:
        return STATUS_WORDS[status]
    if kind == "yes_no":
        return "ja" if value else "nej"
    number = decimal(value, decimals)
    return f"{number} %" if kind == "share" else number


def change(value: float, decimals: int, kind: str) -> str:
    """A difference with its sign; for shares in percentage points."""
    sign = "+" if value > 0 else ""
    number = f"{sign}{decimal(value, decimals)}"
    return f"{number} procentenheter" if kind == "share" else number


def long_date(text: str) -> str:
    """An ISO date as "21 juni 2024"."""
    return str(format_date(datetime.date.fromisoformat(text), "d MMMM y", locale=LOCALE))


def capital(text: str) -> str:
    """A text with its first letter upper case; the decision writes its names in lower case."""
    return text[:1].upper() + text[1:]


FIELD_WORDS: Mapping[str, str] = {
    "ar": "år",
    "uppfoljningsar": "uppföljningsår",
    "omrade": "område",
    "varde": "värde",
    "kon": "kön",
    "kvinnor": "kvinnor och flickor",
    "man": "män och pojkar",
    "fore": "före",
    "andring_procent": "ändring, procent",
    "anmarkning": "anmärkning",
    "innehall": "innehåll",
    "inriktningens_namn": "inriktningens namn",
    "indikatorns_namn": "indikatorns namn",
    "forsta_ar_efter": "första år efter brottet",
    "forklaring": "förklaring",
    "kalla": "källa",
    "hur_ofta": "hur ofta",
    "rattad": "rättad",
    "skal": "skäl",
}


def field_label(name: str) -> str:
    """The name of a query's field or column as a heading; SQL names are written without å, ä and ö."""
    return capital(FIELD_WORDS.get(name, name).replace("_", " "))


def number_word(number: int) -> str:
    """A count in running text: as a word up to twelve."""
    words = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
    return words[number] if number < len(words) else str(number)


def cell(value: Any) -> Any:
    """A cell of Datasette's own tables: a float without decimals is written as a whole number."""
    return decimal(value) if isinstance(value, float) else value


FILTERS: Mapping[str, Callable[..., Any]] = {
    "decimal": decimal,
    "figure": figure,
    "change": change,
    "long_date": long_date,
    "capital": capital,
    "cell": cell,
    "number_word": number_word,
    "field_label": field_label,
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "status_words": STATUS_WORDS,
    "absence_sentences": ABSENCE_SENTENCES,
    "sex_words": SEX_WORDS,
    "direction_words": DIRECTION_WORDS,
    "reporting_words": REPORTING_WORDS,
    "lookup_words": LOOKUP_WORDS,
}
