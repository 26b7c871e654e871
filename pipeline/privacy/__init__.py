"""Personal data in a text: numbers, addresses and names of persons, told apart as sure or only possible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.privacy.addresses import find_addresses, find_home_addresses
from pipeline.privacy.birth_dates import MONTHS, find_birth_dates, find_dates_of_persons
from pipeline.privacy.cards_and_vehicles import find_lma_cards, find_vehicles
from pipeline.privacy.emails import find_emails
from pipeline.privacy.first_names_beside import find_first_names
from pipeline.privacy.identifiers import without_identifiers
from pipeline.privacy.identity_numbers import find_identity_numbers
from pipeline.privacy.person_names import ALSO_WORDS, FIRST_NAMES, find_person_names, find_small_names
from pipeline.privacy.phone_numbers import find_phone_numbers
from pipeline.privacy.properties import find_named_properties, find_properties

MASK = "•"

FEWEST_DIGITS = 8
"""No Swedish identity or phone number has fewer digits, the leading zero of the area code included."""

FEW_FIGURES = re.compile(r"[0-9.,%-]{0,7}")

WITH_NUMBER = re.compile(
    # A street and its house, or a block
    r"(?:gata|gatan|väg|vägen|gränd|gränden|stig|stigen|torg|torget|allén?|esplanad|esplanaden|backen?|brink|brinken|"
    r"slingan?|svängen?|krok|kroken|promenad|promenaden|kaj|kajen|leden|tvären|rundeln|stråket|liden|ringen|plats|plan|"
    r"park|[gv]\.?|gr\.|nr\.?)[ _\xa0]{0,2}[0-9]|,[ \xa0][0-9]{5}|adress.{3,40}[0-9]|\bkv(?:\.|arteret)?[ \xa0]"
    # A property, a date, and a vehicle
    r"|[0-9s]:[0-9]|(?:19|20)[0-9]{2}[-/.][0-9]"
    r"|[0-9]{6}|[0-9]{2}[-/. \xa0][0-9]{2}|[0-9][/.][0-9]{1,2}[-/. \xa0]|"
    rf"[0-9][. \xa0]{{1,2}}(?:{'|'.join(MONTHS)})|"
    r"(?<![^\W\d_])[a-z]{3}[ \xa0-]?[0-9]{2}[0-9A-Z](?!\w)",
    re.IGNORECASE,
)
"""What an address, a property, a date or a vehicle has at the least."""

LETTERS = re.compile(r"[^\W\d_]+")

SURE_FIRST_NAMES = FIRST_NAMES - ALSO_WORDS

ODD = re.compile(r"[\u00ad\u0300-\u036f\u200b-\u200f\u2060-\u2064\ufeff\uff01-\uff5e]")
"""Characters that are invisible, combine with the letter before, or are full-width forms of others."""

ALREADY_PLAIN = re.compile(r"[\n -~ÅÄÖÉÜåäöéü§]*")
"""Characters that have one spelling."""

AT = re.compile(r"@|[(\[{]\s?(?:at?|snabel-?a)\s?[)\]}]|\s(?:at|snabel-?a)\s", re.IGNORECASE)

TWO_CAPITALS = re.compile(
    r"(?<![^\W_])[A-ZÀ-ÞĀ-ɏ][\w'’.\-]{0,60}[\s_,]+(?:(?:af|al|av|bin|da|de|den|der|di|el|la|van|von|zu)\s+)*[A-ZÀ-ÞĀ-ɏ]"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where in a text something looks like personal data: `text[start:end]`.

    `kind` is that of its finder in FINDERS. What is not sure may point out a person: staff are asked.
    """

    kind: str
    start: int
    end: int
    is_sure: bool = True


def find(text: str, allowed: Collection[str] = ()) -> list[Hit]:
    """What looks like personal data, in the order of the text and without overlap.

    `allowed` are texts to accept, regardless of case, unless they are identity numbers, which are never allowed.
    """
    if not _may_hold(text):
        return []
    plain, starts, ends = _plain(text)
    found: list[Hit] = []
    taken = bytearray(len(text))
    plain = without_identifiers(plain)
    for kind, is_sure, finder in FINDERS:
        for start, end in finder(plain):
            hit = Hit(kind, starts[start], ends[end - 1], is_sure)
            # An identity number is not a phone number as well: the first finder to claim a span keeps it.
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                found.append(hit)
    permitted = list(_occurrences(text, allowed)) if found else []
    kept = (
        each
        for each in found
        if each.kind == "identity_number"
        or not any(start <= each.start and each.end <= end for start, end in permitted)
    )
    return sorted(kept, key=lambda each: each.start)


def is_permitted(text: str, allowed: Collection[str]) -> bool:
    """Whether the whole text is one of those to accept, or part of one, regardless of case."""
    return any(text.casefold() in each.casefold() for each in allowed)


def plainly(text: str) -> str:
    """The text with one spelling of each digit, dash and space, and nothing invisible."""
    return text if text.isascii() else _plain(text)[0]


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
    if FEW_FIGURES.fullmatch(text):
        return False
    return bool(
        len(re.findall(r"\d", text)) >= FEWEST_DIGITS
        or AT.search(text)
        or TWO_CAPITALS.search(text)
        or "sson" in text.casefold()
        or ODD.search(text)
        or WITH_NUMBER.search(text)
        or any(word.casefold() in SURE_FIRST_NAMES for word in LETTERS.findall(text))
    )


def _plain(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The text with one spelling of each digit, dash and space, and each character's original start and end."""
    if ALREADY_PLAIN.fullmatch(text):
        return text, range(len(text)), range(1, len(text) + 1)
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


FINDERS: tuple[tuple[str, bool, Callable[[str], Iterator[tuple[int, int]]]], ...] = (
    ("identity_number", True, find_identity_numbers),
    ("email", True, find_emails),
    ("card_number", True, find_lma_cards),
    ("birth_date", True, find_birth_dates),
    ("phone_number", True, find_phone_numbers),
    ("vehicle", True, find_vehicles),
    ("address", True, find_home_addresses),
    ("property", True, find_named_properties),
    ("person_name", True, find_person_names),
    ("birth_date", False, find_dates_of_persons),
    ("address", False, find_addresses),
    ("property", False, find_properties),
    ("person_name", False, find_small_names),
    ("first_name", False, find_first_names),
)
"""Kind, whether what is found is sure, and finder, the sure before the merely possible."""
