"""A reference as APA writes one to a data set (Publication Manual, 7th edition, section 10.9)."""

from __future__ import annotations

import datetime

from babel.dates import format_date

from pipeline.wording.citations.facts import TEXTS, Citation
from pipeline.wording.numbers import LOCALES

DAY = {"sv": "y, d MMMM", "en": "y, MMMM d"}
"""How a day is written, with the year first."""


def parts(citation: Citation, locale: str) -> tuple[str, str, str]:
    """The reference: what comes before the title that is in italics, that title, and what comes after it.

    APA has no place for a checksum, which therefore comes last, in square brackets.
    """
    texts = TEXTS[locale]
    release = texts["release"].format(release=citation.release)
    author = citation.author_in(locale)
    before = f"{author}{'' if author.endswith('.') else '.'} ({_day(citation.day, locale)}). "
    kind = f" [{citation.kind_in(locale)}]"
    checksum = citation.checksum_in(locale)
    beside = " ".join(
        part
        for part in (f"({release}){'' if citation.whole else kind}.", citation.address, _bracketed(checksum))
        if part
    )
    if citation.whole is None:
        return before, citation.named, f" {beside}"
    return f"{before}{citation.named}{kind}. {texts['within']}", citation.whole, f" {beside}"


def write(citation: Citation, locale: str) -> str:
    """The reference as plain text."""
    return "".join(parts(citation, locale))


def _day(day: str | None, locale: str) -> str:
    if day is None:
        return TEXTS[locale]["undated"]
    return str(format_date(datetime.date.fromisoformat(day), DAY[locale], locale=LOCALES[locale]))


def _bracketed(text: str | None) -> str | None:
    return f"[{text}]" if text else None
