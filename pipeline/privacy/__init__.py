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
"""Characters that are invisible, combine with the letter before, or are full-width forms of others."""

AT = re.compile(r"@|[(\[{]\s?(?:at|snabel-?a)\s?[)\]}]", re.IGNORECASE)

TWO_CAPITALS = re.compile(
    r"(?<![^\W_])[A-ZÀ-ÞĀ-ɏ][\w'’.\-]*[\s_,]+(?:(?:af|al|av|bin|da|de|den|der|di|el|la|van|von|zu)\s+)*[A-ZÀ-ÞĀ-ɏ]"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where in a text something looks like personal data: `text[start:end]`.

    `kind` is "identity_number", "phone_number", "email" or "person_name".
    """

    kind: str
    start: int
    end: int


def find(text: str, allowed: Collection[str] = ()) -> list[Hit]:
    """What looks like personal data, in the order of the text and without overlap.

    `allowed` are texts to accept, regardless of case, unless they are identity numbers, which are never allowed.
    """
    if not _may_hold(text):
        return []
    plain, starts, ends = _plain(text)
    found: list[Hit] = []
    for kind, finder in FINDERS:
        for start, end in finder(plain):
            hit = Hit(kind, starts[start], ends[end - 1])
            # An identity number is not a phone number as well: the first finder to claim a span keeps it.
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
    """The text with a dot for every letter and digit of what looks like personal data; its form still shows."""
    for each in reversed(find(text)):
        text = text[: each.start] + masked(text, each) + text[each.end :]
    return text


def masked(text: str, hit: Hit) -> str:
    """What was found, with a dot for every letter and digit."""
    return "".join(MASK if character.isalnum() else character for character in text[hit.start : hit.end])


def _may_hold(text: str) -> bool:
    """Whether a closer look is worthwhile: nearly every text of a dataset is dismissed here, at little cost."""
    return bool(
        len(re.findall(r"\d", text)) >= FEWEST_DIGITS
        or AT.search(text)
        or TWO_CAPITALS.search(text)
        or "sson" in text.casefold()
        or ODD.search(text)
    )


def _plain(text: str) -> tuple[str, list[int], list[int]]:
    """The text with one spelling of each digit, dash and space, and each character's original start and end."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        if category == "Mn" and characters:
            # macOS writes the ö of a file name as o and a combining diaeresis.
            composed = unicodedata.normalize("NFC", characters[-1] + character)
            characters[-1] = composed if len(composed) == 1 else characters[-1]
            ends[-1] = place + 1
        elif category not in ("Cf", "Mn"):
            characters.append(_one_spelling(character))
            starts.append(place)
            ends.append(place + 1)
    return "".join(characters), starts, ends


@lru_cache(maxsize=4096)
def _one_spelling(character: str) -> str:
    if unicodedata.decimal(character, None) is not None:
        return str(unicodedata.decimal(character))
    compatible = unicodedata.normalize("NFKC", character)
    # A superscript is a footnote mark, not a digit of the number before it.
    known = compatible if len(compatible) == 1 and not compatible.isdecimal() else character
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
