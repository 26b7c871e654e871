"""Birth dates: beside the word for one, with the last four digits left out, or beside a word for a person."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

MONTHS = {
    month: number
    for number, names in enumerate("jan feb mar apr maj/may jun jul aug sep okt/oct nov dec".split(), start=1)
    for month in names.split("/")
}
"""The beginnings of the months' names in Swedish and English, by which each is known."""

DATE = (
    r"(?<![0-9])(?:(?:[0-9]{2}){3,4}|(?:19|20)?[0-9]{2}[-/. ][0-9]{2}[-/. ][0-9]{2}"
    r"|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
    r"|[0-9]{1,2}(?:[/.-][0-9]{1,2}[/. -]{1,2}|[. ]{1,2}"
    rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}[. ]{{1,2}}-?)(?:19|20)?[0-9]{{2}})"
)
"""What may be a date: 850412, 19850412, 1985-04-12, 12/4-85, 12.4.1985 or 12 april 1985."""

WORD = (
    r"(?<!\w)(?:(?<!utrikes )(?<!inrikes )(?:född|fött|föddes|födelse(?:datum|dag|data|nummer|tid)|"
    r"föd\.(?:\s?dat\.?)?)|f|"
    r"p(?:ers)?\.?-?\s?nr|person-?\s?n(?:umme)?r|samordnings-?n(?:umme)?r|personal identity n(?:umber|o\.?)|"
    r"date of birth|birth\s?date|born|d\.?o\.?b)"
    r"(?![^\W\d_])"
)
"""What makes a date beside it a birth date. "Födda" is a word of statistics."""

PERSON = (
    r"(?<!\w)(?:pojke|flicka|kvinna|hen|son|dotter|barn|brukare|klient|elev|mamma|pappa|mor|far|offer|förövare|"
    r"patient|sökande|man)(?:n|en|an|et|s)?(?!\w)"
)
"""A person in the singular: women are counted, a woman is pointed out."""

BESIDE_WORD = re.compile(
    # Some words may come between, as in "född i Boden den 12 april 1985", and the last four digits after.
    rf"{WORD}(?:[^\w\n]{{0,4}}[^\W\d_]{{1,14}}){{0,4}}[^\w\n]{{0,4}}"
    rf"(?P<date>{DATE})(?P<last>\s?[-+]?\s?[0-9]{{4}})?(?![0-9])",
    re.IGNORECASE,
)

LEFT_OUT = re.compile(rf"(?P<date>{DATE})(?P<last>\s?[-+]\s?(?:[x*_?#n]{{2,4}}|0000))(?![^\W_])", re.IGNORECASE)
"""A date whose last four digits are crossed out."""

BESIDE_PERSON = re.compile(rf"{PERSON}[^\w\n]{{1,3}}(?P<date>{DATE})(?![0-9])", re.IGNORECASE)

ALONE = re.compile(rf"\s*(?P<date>{DATE})\s?-?\s*", re.IGNORECASE)

SPACED = re.compile(r"[0-9]{2}[. ][0-9]{2}[. ][0-9]{2}")
"""Three small numbers, if nothing beside them says that they are a date."""

LATEST_ALONE = 2009
"""The last year of a whole date that may be someone's birth when it stands alone; figures have later dates."""


def find_birth_dates(plain: str) -> Iterator[tuple[int, int]]:
    """Every date beside a word such as "född", and every date with its last four digits crossed out."""
    for pattern in (BESIDE_WORD, LEFT_OUT):
        for match in pattern.finditer(plain):
            if day_of(match["date"]):
                yield match.start("date"), match.end("last") if match["last"] else match.end("date")


def find_dates_of_persons(plain: str) -> Iterator[tuple[int, int]]:
    """Every date right after a word for one person."""
    for match in BESIDE_PERSON.finditer(plain):
        if day_of(match["date"]):
            yield match.span("date")


def lone_date(plain: str) -> tuple[int, int] | None:
    """Where the date is, if the text is nothing else and someone may have been born on that day."""
    match = ALONE.fullmatch(plain)
    day = day_of(match["date"]) if match else None
    if not match or not day or day.year > LATEST_ALONE or SPACED.fullmatch(match["date"]):
        return None
    return match.span("date")


def is_date(plain: str) -> bool:
    """Whether the text is a date and nothing else, of any year."""
    match = ALONE.fullmatch(plain)
    return match is not None and day_of(match["date"]) is not None


def day_of(text: str) -> datetime.date | None:
    """The day that the text means, a year of two digits taken as of the 1900s, or None if there is no such day.

    In a coordination number 60 is added to the day.
    """
    parts = re.findall(r"[0-9]+|[^\W\d_]+", text.casefold())
    if len(parts) == 1:
        parts = [text[:-4], text[-4:-2], text[-2:]]
    if parts[1].isalpha():
        parts[1] = str(MONTHS[parts[1][:3]])
        return _day(*reversed(parts))
    return _day(*parts) or (_day(*reversed(parts)) if len(parts[0]) < 4 else None)


def _day(year: str, month: str, day: str) -> datetime.date | None:
    whole = int(year) if len(year) == 4 else 1900 + int(year)
    try:
        found = datetime.date(whole, int(month), int(day) - 60 if int(day) > 60 else int(day))
    except ValueError:
        return None
    return found if 1900 <= found.year < 2100 else None
