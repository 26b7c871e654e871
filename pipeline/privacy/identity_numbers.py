"""Identity numbers: Folkbokföringslagen (1991:481) 18 § and 18 a §, and the Swedish Tax Agency's SKV 704."""

from __future__ import annotations

import re
from collections.abc import Iterator

from personnummer import personnummer  # type: ignore[import-untyped]  # the library has no types

IDENTITY = re.compile(
    r"(?<![0-9])(?=((18|19|20)?[ ]?([0-9]{2})([-/. ]?)([0-9]{2})\4([0-9]{2})\s{0,2}[-+/]?\s{0,2}"
    r"([0-9])[ ]?([0-9])[ ]?([0-9])[ ]?([0-9])(?![0-9])"
    # The year of another date, as in "2024-10-15 2025-01-31", is no birth number.
    r"(?!(?<=(?:19|20)[0-9]{2})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))))"
)
"""Matched from every digit on, so that digits before a number do not hide it."""

SHORTENED = re.compile(r"\s*([0-9]{9})(?:[.,]0+)?\s*")
"""A whole text that is a number of nine digits: a spreadsheet drops the leading zero of births in 2000-2009.

Births in 2000 itself lose two or three digits, but numbers of seven and eight digits are too often counts.
"""

APART = re.compile(
    # "640823,3234" is a decimal number, and "850412, 2024" a number and a year.
    r"(?<![0-9])(?<![0-9][.,])((18|19|20)?([0-9]{2})-?([0-9]{2})-?([0-9]{2})(?![.,][0-9])"
    r"(?:[^\w\n]{1,5}|_|[^\w\n]{1,3}(?:(?:de[ ])?(?:fyra[ ]sista|sista[ ](?:fyra|4)|4[ ]sista)|"
    r"slut(?:ar)?(?:[ ]på)?|kontroll\w*)[^\w\n]{1,3})(?!(?:19|20)[0-9]{2})([0-9]{4}))(?![0-9]|-[0-9])",
    re.IGNORECASE,
)
"""A date and four digits with something else between them than a dash or a space."""

RESERVE = re.compile(
    r"(?<![0-9])((?:18|19|20)?[0-9]{2}(-?)(?:0[1-9]|1[0-2])\2(?:[0-8][0-9]|9[01])[ ]?[-+]?[ ]?"
    r"(?:(?i:[a-z])[0-9]{3}|[A-Z]{2}[0-9]{2}|[A-Z][0-9][A-Z][0-9]|[A-Z][0-9]{2}[A-Z]))(?![0-9A-Za-z:])"
    r"|(?i:(?<!\w)reserv(?:nr|nummer|numret)[^\w\n]{1,4}((?=(?:[a-z-]*[0-9]){5})[0-9a-z]{6,9}-?[0-9a-z]{3,4})(?!\w))"
)
"""What health care gives whoever has no identity number: a date, and a letter among the last four characters."""

CENTURIES = ("18", "19", "20")


def find_identity_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Every personnummer or samordningsnummer whose date exists and whose check digit is right, and reserve numbers."""
    for match in IDENTITY.finditer(plain):
        number, century, year, _, month, day, *last = match.groups()
        digits = "".join((year, month, day, *last))
        start = match.start(1)
        if number.isdigit() and _follows_decimal_point(plain, start):
            continue
        if _is_identity(digits, century):
            yield match.span(1)
    for match in APART.finditer(plain):
        if _is_identity("".join(match.groups()[2:]), match[2]):
            yield match.span(1)
    yield from (match.span(match.lastindex or 0) for match in RESERVE.finditer(plain))
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
