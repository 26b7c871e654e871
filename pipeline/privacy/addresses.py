"""Street addresses with a number. Whether anyone lives there is for staff to say, unless the text says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

BEFORE_STREET = "norra|södra|östra|västra|gamla|nya|stora|lilla|övre|nedre|inre|yttre|mellersta"

NUMBER = (
    r"(?:nr\.?[ ]?)?(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{1,4}(?-i:[ _]?[A-H](?!\w)|[a-k]|[ ][a-h](?!\w))?(?![^\W\d_])"
    r"(?:[ ]?-[ ]?[0-9]{1,4}(?-i:[ ]?[A-H]|[a-k])?(?!\w))?"
    # What is counted, and parts of a number, a date or a time, make it no house.
    r"(?![0-9])(?![.,:/][0-9])(?![ ]?[%§])(?![ ](?:procent|jan|feb|mars|april|maj|juni|juli|aug|sept|okt|nov|dec|"
    r"anmäl|brott|ärende|person|fall|gånger|händelse|dag|timm|kvinn|män|barn|flick|pojk|hushåll|st\b|av\b|kap))"
)
"""A house's number, as 12, 12 B, 12b and 12-14; never a year."""

FLOOR = r"(?P<floor>[, ]{0,2}[0-9][ ]?tr(?:appor)?(?!\w))?"
FLAT = r"(?P<flat>[, (]{1,2}(?:(?:lgh|lägenhet)\.?(?:[ ]?nr\.?)?[ ]?[0-9]{1,4}|1[0-8][0-9]{2})(?![0-9]))?"
"""As the land survey numbers flats: floor and door in four digits."""
TOWN = r"[, ]{1,3}(?:SE?-)?[1-9][0-9]{2}[ ]?[0-9]{2}[ ]{1,2}[^\W\d_]{2,}(?:[- ][A-ZÅÄÖ][^\W\d_]+)?"

STREET = (
    r"(?:"
    rf"(?:(?:{BEFORE_STREET})[ ])(?:[^\W\d_]{{1,30}})?(?:gatan?|väg(?:en)?|gränd(?:en)?|torget|allén?)"
    # Other words with these endings are no streets: roads with a number of their own, steps and plans.
    r"|(?!(?:riks|läns|europa|motor|järn|för|om|ut|till|av|in)väg)"
    r"[^\W\d_]{2,30}(?:gatan?|väg(?:en)?|gränd(?:en)?|stig(?:en)?|torg(?:et)?|allén?|esplanad(?:en)?|backen?|"
    r"brink(?:en)?|slingan?|svängen?|krok(?:en)?|promenad(?:en)?|kaj(?:en)?|leden|tvären|rundeln|stråket|liden|[snla]ringen)"
    r"|(?:(?-i:[A-ZÅÄÖ])[^\W\d_]{1,30}[ ])?[^\W\d_]{2,30}:?s[ ]"
    r"(?:gata|väg|gränd|plats|torg|allé|stig|backe|plan|kaj|park)"
    r")"
)

ABBREVIATED = re.compile(
    # "Göteborg. 12 kommuner" and "Kv. 3" are none: the abbreviation comes after a consonant or a name of its own.
    r"(?<!\w)(?!\w*(?:borg|berg|dag|[^s]lag|tag|drag|slag|[^gn]ing|ning|ig|väg|steg|tåg|krig|färg|korg|lv)\.)"
    rf"[A-ZÅÄÖ][^\W\d_]{{1,24}}(?:g\.|[^\WaeiouyåäölrAEIOUYÅÄÖ\d_]v\.|gr\.|sg|ngg)[ ]?{NUMBER}{FLOOR}{FLAT}(?:{TOWN})?"
)

ADDRESS = re.compile(
    rf"(?<!\w)(?:{STREET})[ _]{{0,2}}{NUMBER}{FLOOR}{FLAT}(?:{TOWN})?",
    re.IGNORECASE,
)

RURAL = re.compile(rf"(?<!\w)(?!(?i:box|tabell)[ ])[A-ZÅÄÖ][^\W\d_]{{2,30}}[ ]{NUMBER},{TOWN}")
"""A village and a number, if a postal town follows."""

AFTER_WORD = re.compile(
    rf"(?<!\w)(?:gatu|besöks|bostads|hem|leverans|post)?adress[: ]{{1,3}}"
    rf"(?P<address>(?-i:[A-ZÅÄÖ])[^\W\d_]{{2,30}}(?:[ ](?-i:[A-ZÅÄÖ])[^\W\d_]{{2,30}})?[ ]{NUMBER}{FLOOR})",
    re.IGNORECASE,
)
"""A village and a number, after the word for an address."""

HOME = re.compile(
    r"(?<!\w)(?:bor|bodde|bott|bo|boende|bosatt|flytta[dt]?e?|hemma|hemadress\w*|bostad\w*|folkbokför\w*|skriven|"
    r"inneboende|c/o|adress till \w+)(?!\w)[^\n\d]{0,30}",
    re.IGNORECASE,
)
"""What makes the address after it that of someone's home."""


def find_addresses(plain: str) -> Iterator[tuple[int, int]]:
    """Every street with a number, whoever lives or works there."""
    for pattern in (ADDRESS, ABBREVIATED, RURAL):
        yield from (match.span() for match in pattern.finditer(plain))
    yield from (match.span("address") for match in AFTER_WORD.finditer(plain))


def find_home_addresses(plain: str) -> Iterator[tuple[int, int]]:
    """The addresses with the number of a flat, or after a word for where someone lives."""
    for pattern in (ADDRESS, ABBREVIATED, RURAL):
        for match in pattern.finditer(plain):
            if match.groupdict().get("flat") or _is_home(plain, match.start()):
                yield match.span()


def _is_home(plain: str, start: int) -> bool:
    before = plain[max(0, start - 50) : start]
    return any(HOME.fullmatch(before, match.start()) for match in HOME.finditer(before))
