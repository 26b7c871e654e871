"""Identity numbers: Folkbokföringslagen (1991:481) 18 § and 18 a §, and the Swedish Tax Agency's SKV 704."""

from __future__ import annotations

import re
from collections.abc import Iterator

from personnummer import personnummer  # type: ignore[import-untyped]  # the library has no types

IDENTITY = re.compile(
    r"(?<![0-9])(?=((18|19|20)?[ ]?([0-9]{2})([-/. ]?)([0-9]{2})\4([0-9]{2})\s{0,2}[-+/]?\s{0,2}"
    r"([0-9]{2})[ ]?([0-9]{2})(?![0-9])"
    # The year of another date, as in "2024-10-15 2025-01-31", is no birth number.
    r"(?!(?<=(?:19|20)[0-9]{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))))"
)
"""Matched from every digit on, so that digits before a number do not hide it."""

SHORTENED = re.compile(r"\s*([0-9]{9})(?:[.,]0+)?\s*")
"""A whole text that is a number of nine digits: a spreadsheet drops the leading zero of births in 2000-2009.

Births in 2000 itself lose two or three digits, but numbers of seven and eight digits are too often counts.
"""

CENTURIES = ("18", "19", "20")


def find_identity_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Every spelling of a personnummer or samordningsnummer whose date exists and whose check digit is right."""
    for match in IDENTITY.finditer(plain):
        number, century, year, _, month, day, *last = match.groups()
        digits = "".join((year, month, day, *last))
        start = match.start(1)
        if number.isdigit() and _follows_decimal_point(plain, start):
            continue
        if _is_identity(digits, century):
            yield match.span(1)
    shortened = SHORTENED.fullmatch(plain)
    if shortened and _is_identity(f"0{shortened[1]}", None):
        yield shortened.span(1)


def _follows_decimal_point(plain: str, start: int) -> bool:
    """Whether what starts there is the decimals of a number, such as a computed share."""
    return re.fullmatch(r"[0-9]\.|0,", plain[max(0, start - 2) : start]) is not None


def _is_identity(digits: str, century: str | None) -> bool:
    """Whether ten digits are an identity number: a date (60 added to the day or not) before the Luhn check digit.

    An organisation number has 20 or more in place of the month, and is not one (Lag (1974:174) 1 §).
    """
    return any(personnummer.valid(each + digits) for each in ((century,) if century else CENTURIES))
