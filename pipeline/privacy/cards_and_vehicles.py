"""Numbers of LMA cards and of vehicles. Only the word beside them tells such numbers from others."""

from __future__ import annotations

import re
from collections.abc import Iterator

LMA_CARD = re.compile(
    r"(?<!\w)(?:lma|dossier)[- ]?(?:korts?|kortet)?[- ]?(?:nr|numm?er|numret)?(?!\w)[^\w\n]{0,4}"
    r"(?:(?:nr|nummer|med|har|är|id)[^\w\n]{1,3}){0,3}"
    r"(?P<number>(?<![0-9])(?:[0-9]{2}[- ][0-9]{6,7}(?:/[0-9]{1,2})?|[0-9]{6,10}(?:/[0-9]{1,2})?)(?![0-9]))",
    re.IGNORECASE,
)
"""The card that the Swedish Migration Agency gives whoever seeks asylum (Lag (1994:137))."""

VEHICLE = (
    r"(?<!\w)(?:(?:person|skåp|last|firma|hyr|sport|tjänste|polis|husb)?bil(?:en|ens|s)?|reg(?:istrerings)?\.?[- ]?"
    r"(?:nr|n\.|numm?er|numret|skylt|skylten|plåt|beteckning)?|registrera[dt]|skylt(?:en|ar|arna)?|epa(?:-?traktor)?|fordon(?:et|ets|s)?|mc|motorcykel(?:n|ns)?|"
    r"moped(?:en|ens)?|släp(?:et|vagn|vagnen)?|husvagn(?:en)?|taxi(?:n)?|buss(?:en)?|traktor(?:n)?|skoter(?:n)?|(?:volvo|"
    r"saab|volkswagen|vw|bmw|audi|toyota|kia|skoda|mercedes|ford|opel|peugeot|renault|nissan|hyundai|mazda|seat|tesla)n?)"
    r"(?!\w)[^\w\n]{0,4}(?:(?:med|reg|regnr|nr|nummer|är|har|modell|vit|svart|röd|blå|grå)[^\w\n]{1,3}){0,3}"
)

PLATE = re.compile(
    rf"(?i:{VEHICLE})(?P<plate>(?:[A-HJ-PR-UW-Z]{{3}}|(?!med|har|per|den|det|ett|max|min|kan|ska|efter|kl)"
    r"(?i:[a-hj-pr-uw-z]{3}))[ -]?[0-9]{2}[0-9A-Za-z])(?!\w)"
)
"""Three letters, never I, Q, V, Å, Ä or Ö, two digits, and a digit or letter (Transportstyrelsen)."""


def find_lma_cards(plain: str) -> Iterator[tuple[int, int]]:
    """The number after the name of the card or the word "dossier"."""
    yield from (match.span("number") for match in LMA_CARD.finditer(plain))


def find_vehicles(plain: str) -> Iterator[tuple[int, int]]:
    """The registration number after a word for it or for a vehicle."""
    yield from (match.span("plate") for match in PLATE.finditer(plain))
