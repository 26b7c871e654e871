"""Phone numbers, by the numbering plan of PTS as libphonenumber implements it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

PHONE_HINT = re.compile(r"[+04](?:[^0-9\n]{0,4}[0-9]){7}")

NEXT_NUMBER = re.compile(r"(?<=[0-9])\s(?=\+[0-9]|0[0-9]{1,3}\s?[-/]\s?[0-9])")
"""The space between two numbers in a row, which libphonenumber would read as one."""

UNBROKEN = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][.,])(?:0[0-9]{8,9}|(?:467|07)[02369](?:[ ./_-]{0,3}[0-9]){7}"
    r"|0[ ]7[ ][02369](?:[ ]?[-/]?[ ][0-9]){7})(?![0-9A-Za-z])"
)
"""Nine or ten digits in a row that begin with zero, and mobile numbers however they are divided."""

AFTER_WORD = re.compile(
    r"(?<!\w)(?:tel|tfn|telefon(?:nr|nummer)?|mob|mobil(?:nr|nummer|telefon)?|ring|sms)[^\w\n]{1,4}(7[02369][0-9]{7})(?![0-9])",
    re.IGNORECASE,
)
"""A mobile number whose zero a spreadsheet dropped."""

LONE_ZERO = re.compile(r"0[^0-9)]")
"""Begins a decimal number or a row of figures, never an area code."""

NO_PHONE = re.compile(
    r"(?<![0-9])(?:"
    r"0[0-9]{3}(?:[^0-9\n]{1,3}0[0-9]{3})+"  # codes of crimes or municipalities, "0422-0425"
    r"|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"  # a date
    r"|(?:19|20)[0-9]{2}[-/:][0-9]{1,6}"  # a diary number, "2022-604"
    r")(?![0-9])"
)

PUBLIC = {
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
}
"""Numbers of no person: 020, 0200, 077 and 0900, among them the national helplines."""


def find_phone_numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Mobile and fixed-line numbers, and 010 numbers, which may end at one person's desk."""
    yield from (match.span(1) for match in AFTER_WORD.finditer(plain))
    if not PHONE_HINT.search(plain):
        return
    plain = NO_PHONE.sub(lambda match: "\n" * len(match[0]), plain)
    for match in UNBROKEN.finditer(plain):
        if not _is_public(match[0]):
            yield match.span()
    for found in phonenumbers.PhoneNumberMatcher(NEXT_NUMBER.sub("\n", plain), "SE"):
        if not LONE_ZERO.match(found.raw_string) and phonenumbers.number_type(found.number) not in PUBLIC:
            yield found.start, found.end


def _is_public(number: str) -> bool:
    return phonenumbers.number_type(phonenumbers.parse(re.sub("[^0-9]", "", number), "SE")) in PUBLIC
