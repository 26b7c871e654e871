"""E-mail addresses of persons: a function's mailbox is not one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

AT = r"(?:\s{0,2}@\s{0,2}|\s?[(\[{]\s?(?:at|a|snabel-?a)\s?[)\]}]\s?|\s(?:snabel-?a)\s)"

DOT = r"(?:\s?[(\[{]\s?(?:dot|punkt)\s?[)\]}]\s?|\s(?:dot|punkt)\s|\s\.\s)"
"""Spellings that hide the full stop from programs."""

EMAIL = re.compile(
    rf"(?<![\w.+%'’-])(?P<box>[\w.+%'’-]+(?:{DOT}[\w+%'’-]+){{0,3}})"
    # "At" alone is an English word: the words round it must look like an address.
    rf"(?:{AT}|(?<=\w)(?:(?<=\.\w\w)|(?<=\.\w\w\w)|(?<=\.\w{{4}})|(?<=\.\w{{5}})|(?<=\.\w{{6}})|(?<=\.\w{{7}}))\sat\s)"
    rf"(?P<domain>[\w-]+(?:(?:\.|{DOT})[\w-]+)*(?:\.|{DOT}|,(?=(?:se|nu|com|org|net)(?!\w)))[^\W\d_]{{2,}})",
    re.IGNORECASE,
)

HIDDEN_DOT = re.compile(DOT, re.IGNORECASE)

FUNCTION = re.compile(
    # Words that a name may also begin with count when alone or before a dot or dash: "vald" but not "valdemar".
    r"(?:anhorig|arende|barn|bibliotek|boende|brottsoffer|dpo|dso|drift|ekonomi|familj|familjeratt|forskola|fraga|"
    r"fragor|frid|hjalp|hr|info|information|jour|kansli|kansliet|kontakt|kultur|kundtjanst|kvalitet|larm|medling|miljo|namnd|"
    r"namnden|nyheter|plan|post|press|projekt|rad|redaktion|reception|receptionen|skola|social|socialen|stod|support|"
    r"trygg|trygghet|ungdom|utbildning|vald|vaxel|vaxeln|webb|webbmaster|webmaster|ifo|lex|mvk|rvc)(?:[.\-_+].*)?"
    # Words that no name begins with may be continued.
    r"|(?:barnahus|dataskydd|diari|ej-?svara|forvaltning|hedersvald|kommun|kvinnofrid|kvinnojour|kundcenter|"
    r"kontaktcenter|medborgar|mottagning|myndighetsbrevlada|no-?reply|oppna-?data|open-?data|orosanmal|registrator|"
    r"relationsvald|servicecenter|socialforvaltning|socialjour|socialnamnd|socialtjanst|social-?och|statistik|"
    r"tjejjour|trygghetsteam|valdinara|vald-?och|valdsteam).*"
    # And whatever ends like the name of an office is one.
    r"|.*(?:namnden|forvaltningen|jouren|mottagningen|enheten|teamet|kansliet|styrelsen|centrum)"
)
"""The local part of an address that belongs to a function, without diacritics."""

PRIVATE_DOMAINS = frozenset(
    "algonet aol bahnhof bredband bredband2 brevet comhem fastmail glocalnet gmail gmx googlemail home hotmail icloud "
    "live mac mail me msn outlook ownit passagen post proton protonmail rocketmail spray swipnet tele2 telia tutanota "
    "yahoo ymail zoho".split()
)
"""Providers that give anyone a mailbox: whatever it is called, it may be a person's own."""


def find_emails(plain: str) -> Iterator[tuple[int, int]]:
    """Every address except those whose name says that they belong to a function."""
    for match in EMAIL.finditer(plain):
        box = _without_marks(HIDDEN_DOT.sub(".", match["box"]).strip(".'’"))
        is_private = not PRIVATE_DOMAINS.isdisjoint(match["domain"].casefold().split(".")[:-1])
        if is_private or not FUNCTION.fullmatch(box):
            yield match.span()


def _without_marks(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
