"""One first name beside a school, a unit or a quarter, or after a word for a person: staff are asked who it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.privacy.person_names import ALSO_WORDS, ORGANISATION_BEFORE, Word

NAME = r"(?<![\w-])(?P<name>[^\W\d_]{2,}(?:-[^\W\d_]+)?)(?![\w-])"

CAPITALISED = r"[A-ZÅÄÖ][\w-]*"

UNIT = (
    r"(?!Barn|Kvinno|Tjej|Flick)[A-ZÅÄÖ][^\W\d_]*(?:skolan|gården|hemmet|boendet|gymnasiet|mottagningen|enheten|"
    r"avdelningen|jouren|kliniken|centret)"
)
"""The name of a school or a unit."""

GROUP = (
    r"(?:klass|årskurs|åk|avdelning|avdelningen|avd\.?|enhet|enheten|skola|skolan|kvarteret|kv\.?|HVB|boende|boendet|"
    r"SÄBO|LSS|rum|lgh|\w{2,20}(?:hemmet|boendet|skola|skolan|gården|enheten|avdelningen|jouren))"
)
"""A word for a school, a class or a unit, with its name or number after it."""

PLACE = rf"(?:{GROUP}[ ](?:{CAPITALISED}|[0-9]{{1,2}}[A-Za-zÅÄÖ]?)|[0-9][A-F](?!\w)|{UNIT}(?!\w))"

PREPOSITION = r"(?:på|vid|hos|i|från)"

BETWEEN = r"[ ]?[,(/–-]?[ ]{0,2}"

BESIDE = re.compile(
    rf"{NAME}(?:[ ][A-ZÅÄÖ]\.?)?(?:"
    # A name and a school in one breath are the school's own: "Erik Dahlbergsgymnasiet", but not "Anna Björkskolan".
    r"(?![ ][^\W\d_]+s(?:skolan|gården|hemmet|gymnasiet|centret))"
    rf"{BETWEEN}(?:(?:som[ ])?(?:bor|boende|går|gick|elev|inskriven|placerad|är)[ ])?(?:{PREPOSITION}[ ])?{PLACE}"
    rf"|{BETWEEN}(?:som[ ])?(?:bor|boende|inskriven|placerad)[ ](?:{PREPOSITION}[ ])?{CAPITALISED}"
    rf"|[ ](?:på|vid|hos)[ ]{CAPITALISED})"
)

AFTER_UNIT = re.compile(rf"(?<![\w-]){UNIT}(?:(?:,|:|[ ]-|s)[ ]{{1,2}}|[ ]?[(/]){NAME}(?![ ][A-ZÅÄÖ])")

AFTER_PERSON = re.compile(
    r"(?<!\w)(?i:elev(?:en)?|pojken|flickan|kvinnan|mannen|klient(?:en)?|brukare(?:n)?|patient(?:en)?|mamma(?:n)?|"
    r"pappa(?:n)?|sonen|dottern|barnet|systern|brodern|handläggare|kontaktperson|förnamn|tilltalsnamn|namn)[: ]{1,3}"
    + NAME
)

WITH_INITIAL = re.compile(rf"{NAME}[ ][A-ZÅÄÖ](?:\.|(?![\w-]))(?![ ]?[A-ZÅÄÖ])")

WHOLE = (
    re.compile(rf"\s*{NAME}[ ]?[,(/–-][ ]?(?P<other>{CAPITALISED})\)?\s*"),
    re.compile(rf"\s*(?P<other>{CAPITALISED})(?:,|:|[ ]-|[ ]?[(/])[ ]?{NAME}\)?\s*"),
)
"""A whole text of a first name and another word in capitals, which may be a unit of any name."""


def find_first_names(plain: str) -> Iterator[tuple[int, int]]:
    """From a first name to the place or initial beside it, or from the word for a person to the name."""
    for pattern in (BESIDE, AFTER_UNIT, AFTER_PERSON, WITH_INITIAL):
        for match in pattern.finditer(plain):
            if _is_name(match["name"]) and not _is_organisation(plain, match.start()):
                yield match.span()
    for pattern in WHOLE:
        found = pattern.fullmatch(plain)
        if found and _is_name(found["name"]) and not _is_name_or_organisation(found["other"]):
            yield found.span()


def _is_name(text: str) -> bool:
    """Whether it is a first name and no other word, and not written in capitals as the tool SARA is."""
    return Word(text, 0, len(text)).is_first_name and not text.isupper() and text.casefold() not in ALSO_WORDS


def _is_name_or_organisation(text: str) -> bool:
    """Whether names are listed, or one is given as that of an organisation: "Tjejjouren: Stella"."""
    return _is_name(text) or ORGANISATION_BEFORE.fullmatch(text.casefold()) is not None


def _is_organisation(plain: str, start: int) -> bool:
    """Whether the word before makes the name that of an organisation: "Kvinnojouren Frida i Mariestad"."""
    before = re.search(r"(\w+)[ ]$", plain[max(0, start - 40) : start])
    return before is not None and ORGANISATION_BEFORE.fullmatch(before[1].casefold()) is not None
