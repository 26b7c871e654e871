"""Designations of real property: whoever knows one can look up the owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

NAMED_BEFORE = re.compile(
    r"(?<!\w)(?:fastighet(?:en|ens|s)?|fastighetsbeteckning(?:en)?|fast\.?[ ]?bet\.?|tomt(?:en)?|gården|"
    r"hemmanet|stugan?)[^\w\n]{1,4}(?:(?:är|nr|på)[ ])?",
    re.IGNORECASE,
)
"""What makes the designation after it surely one of real property."""

NO_PROPERTY = (
    r"tabell|figur|bild|bilder|bilaga|diagram|kapitel|kap|avsnitt|del|punkt|artikel|regel|fråga|steg|nr|sida|skala|format|"
    r"version|rapport|protokoll|resultat|ställning|match|mål|slut|klockan|kl|start|tid|öppet|stängt|stänger|öppnar|"
    r"förhållande|förhållandet|kvot|kvoten|odds|oddsen|ratio|andel|vecka|hastighet|svar|mån|tis|ons|tors|fre|"
    r"lör|sön|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|matteus|markus|lukas|johannes|psalm|psaltaren|mosebok|sverige|\w*(?:lag|lagen|balk|balken|förordning|förordningen)"
)
"""Words whose numbers with a colon are references, ratios, scores and times; so are short ones in capitals, as BrB."""

COLON = r"(?:[0-9]{1,3}|[Ss]):(?!(?:19|20)[0-9]{2})[0-9]{1,4}(?![0-9:.,]*[0-9])(?![ ]?%)(?!-)"

PROPERTY = re.compile(
    rf"(?<![\w-])(?:[A-ZÅÄÖ][^\W\d_]+(?:-[^\W\d_]+)?[ ]){{0,2}}(?!(?i:{NO_PROPERTY})[ ])(?![^\W\d_]?[A-ZÅÄÖ]{{2,3}}[ ])"
    rf"(?![A-ZÅÄÖ][^\W\d_]?[A-ZÅÄÖ][ ])[A-ZÅÄÖ][^\W\d_]+(?:-[^\W\d_]+)?[ ]{COLON}"
    r"|(?<!\w)(?i:kv\.?|kvarteret)[ ][A-ZÅÄÖ][^\W\d_]+(?:[ ][A-ZÅÄÖ][^\W\d_]+)?[ ]"
    r"(?![0-9]{1,3}[ ](?i:anmäl|brott|ärende|person|fall|kvinn|män|barn))[0-9]{1,3}(?![\d.,:%]*[0-9])(?![ ]?%)"
)
"""Municipality (or not), district and number, and the block of a town with its number (Lag (1970:988), 2 kap.)."""

AFTER_WORD = re.compile(rf"(?:[^\W\d_]+(?:-[^\W\d_]+)?[ ]){{1,4}}?{COLON}")


def find_properties(plain: str) -> Iterator[tuple[int, int]]:
    """What looks like the designation of a real property."""
    yield from (match.span() for match in PROPERTY.finditer(plain))


def find_named_properties(plain: str) -> Iterator[tuple[int, int]]:
    """The designations after a word for real property."""
    for word in NAMED_BEFORE.finditer(plain):
        match = AFTER_WORD.match(plain, word.end())
        if match:
            yield match.span()
