"""Personal data in a text: what looks like an identity number, a phone number, an e-mail address or a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.privacy.emails import find_emails
from pipeline.privacy.identity_numbers import find_identity_numbers
from pipeline.privacy.person_names import find_person_names
from pipeline.privacy.phone_numbers import find_phone_numbers

MASK = "•"

FEWEST_DIGITS = 8
"""No Swedish identity or phone number has fewer digits, the leading zero of the area code included."""

ODD = re.compile(r"[\u00ad\u0300-\u036f\u200b-\u200f\u2060-\u2064\ufeff\uff01-\uff5e]")
"""Signs that are not seen, that belong to the letter before, or that are wider twins of others."""

AT = re.compile(r"@|[(\[{]\s?(?:at|snabel-?a)\s?[)\]}]", re.IGNORECASE)

TWO_CAPITALS = re.compile(
    r"(?<![^\W_])[A-ZÀ-ÞĀ-ɏ][\w'’.\-]*[\s_,]+(?:(?:af|al|av|bin|da|de|den|der|di|el|la|van|von|zu)\s+)*[A-ZÀ-ÞĀ-ɏ]"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where something that looks like personal data stands in a text: `text[start:end]`.

    `kind` is "identity_number", "phone_number", "email" or "person_name".
    """

    kind: str
    start: int
    end: int


def find(text: str, allowed: Collection[str] = ()) -> list[Hit]:
    """What looks like personal data, in the order of the text and without overlap.

    `allowed` are texts that may stand there unless they are identity numbers, which are never allowed; capitals and
    small letters are alike in them.
    """
    if not _may_hold(text):
        return []
    plain, starts, ends = _plain(text)
    found: list[Hit] = []
    for kind, finder in FINDERS:
        for start, end in finder(plain):
            hit = Hit(kind, starts[start], ends[end - 1])
            # What is an identity number is not a phone number as well: the first finder to claim a place has it.
            if all(hit.end <= other.start or other.end <= hit.start for other in found):
                found.append(hit)
    permitted = list(_occurrences(text, allowed)) if found else []
    kept = (
        each
        for each in found
        if each.kind == "identity_number"
        or not any(start <= each.start and each.end <= end for start, end in permitted)
    )
    return sorted(kept, key=lambda each: each.start)


def mask(text: str) -> str:
    """The text with a dot for every letter and digit of what looks like personal data; the form can still be seen."""
    for each in reversed(find(text)):
        text = text[: each.start] + masked(text, each) + text[each.end :]
    return text


def masked(text: str, hit: Hit) -> str:
    """What was found, with a dot for every letter and digit."""
    return "".join(MASK if sign.isalnum() else sign for sign in text[hit.start : hit.end])


def _may_hold(text: str) -> bool:
    """Whether it is worth looking closer: nearly every text of a dataset is passed here, at little cost."""
    return bool(
        len(re.findall(r"\d", text)) >= FEWEST_DIGITS
        or AT.search(text)
        or TWO_CAPITALS.search(text)
        or "sson" in text.casefold()
        or ODD.search(text)
    )


def _plain(text: str) -> tuple[str, list[int], list[int]]:
    """The text with one spelling of each digit, dash and blank, and where each sign of it began and ended before."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, sign in enumerate(text):
        category = unicodedata.category(sign)
        if category == "Mn" and signs:
            # A Mac writes the ö of a file name as o and two dots.
            composed = unicodedata.normalize("NFC", signs[-1] + sign)
            signs[-1] = composed if len(composed) == 1 else signs[-1]
            ends[-1] = place + 1
        elif category not in ("Cf", "Mn"):
            signs.append(_one_spelling(sign))
            starts.append(place)
            ends.append(place + 1)
    return "".join(signs), starts, ends


@lru_cache(maxsize=4096)
def _one_spelling(sign: str) -> str:
    if unicodedata.decimal(sign, None) is not None:
        return str(unicodedata.decimal(sign))
    compatible = unicodedata.normalize("NFKC", sign)
    # A superscript is a footnote's mark, not a digit of the number before it.
    known = compatible if len(compatible) == 1 and not compatible.isdecimal() else sign
    category = unicodedata.category(known)
    if category == "Zs" or known == "\t":
        return " "
    return "-" if category == "Pd" or known == "\N{MINUS SIGN}" else known


def _occurrences(text: str, allowed: Collection[str]) -> Iterator[tuple[int, int]]:
    for each in allowed:
        if each:
            yield from (match.span() for match in re.finditer(re.escape(each), text, re.IGNORECASE))


FINDERS: tuple[tuple[str, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    ("identity_number", find_identity_numbers),
    ("email", find_emails),
    ("phone_number", find_phone_numbers),
    ("person_name", find_person_names),
)
