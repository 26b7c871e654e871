"""Numbers, dates and lists as each language writes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

LOCALES: Mapping[str, str] = {"sv": "sv_SE", "en": "en_GB"}


EXACT = 5
"""Enough decimals to show every figure as it is; a correction may be in the last one."""

COUNTS: Mapping[str, Sequence[str]] = {
    "sv": ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}


def number(value: float, decimals: int, locale: str) -> str:
    """A number as the language writes it, with exactly `decimals` decimals."""
    return _written(value, "0" * decimals, locale)


def exact(value: float, locale: str, decimals: int = EXACT) -> str:
    """A number as the language writes it, with at most `decimals` decimals and no trailing zeros."""
    return _written(value, "#" * decimals, locale)


def _written(value: float, decimals: str, locale: str) -> str:
    pattern = f"#,##0.{decimals}" if decimals else "#,##0"
    # Babel writes a hyphen before a negative number.
    return str(format_decimal(value, format=pattern, locale=LOCALES[locale])).replace("-", "\N{MINUS SIGN}")


def in_words(number: int, locale: str) -> str:
    """A count in running text: a word up to twelve, then digits."""
    words = COUNTS[locale]
    return words[number] if number < len(words) else str(number)


def unbroken(text: str) -> str:
    """The text with no-break spaces within numbers."""
    return re.sub(r"(?<=\d) (?=\d)", "\u00a0", text)


def date(day: datetime.date, locale: str) -> str:
    """A day as the language writes it."""
    return str(format_date(day, "d MMMM y", locale=LOCALES[locale]))


def spans(years: Iterable[int], locale: str) -> str:
    """Years in running text, consecutive ones as a span: "2021–2023 och 2025"."""
    parts = [f"{first}–{last}" if first != last else str(first) for first, last in _runs(sorted(set(years)))]
    return listing(parts, locale)


def listing(parts: Sequence[str], locale: str) -> str:
    """Parts as the language lists them: "a, b och c"."""
    return str(format_list(parts, locale=LOCALES[locale]))


def _runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each stretch of consecutive years."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs
