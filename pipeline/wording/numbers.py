"""Numbers, dates and lists as each language writes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

LOCALES = {"sv": "sv_SE", "en": "en_GB"}


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
    return listing(parts, locale)


def listing(parts: Sequence[str], locale: str) -> str:
    """Parts in a row as the language lists them: "a, b och c"."""
    return str(format_list(parts, locale=LOCALES[locale]))


def _runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each stretch of years in a row."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs
