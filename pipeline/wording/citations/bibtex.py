r"""A reference for BibTeX and its successors.

The entry is a `@misc`: every style knows it. `@dataset` is biblatex's alone, and the styles of BibTeX warn of it. What
a style has no place for it leaves out, as it does of every entry; all of them print the note, which has the checksum.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from pipeline.wording.citations.facts import TEXTS, Citation

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros that every style defines; they are not put in braces."""

SPELLED = {
    "\\": r"\textbackslash{}",
    # A brace must have its fellow, also one that is escaped.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "%&_#$"},
    "å": r"{\aa}",
    "Å": r"{\AA}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "ß": r"{\ss}",
    "–": "--",
    "—": "---",
    "’": "'",
    "‘": "`",
    "”": "''",
    "“": "``",
    "§": r"{\S}",
    "\N{NO-BREAK SPACE}": "~",
}

ACCENTS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"'}
"""What TeX writes before a letter, by the mark that Unicode has after it."""

SAFE = ":/?#[]@!$&'()*+,;=%~-._"
"""What stands as it is in an address (RFC 3986); styles print the field `url` character by character."""


def write(citation: Citation, locale: str) -> str:
    """The entry, in ASCII where its texts are in any of the letters of western Europe."""
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(citation, locale))
    return f"@misc{{{citation.key},\n{fields}\n}}\n"


def _fields(citation: Citation, locale: str) -> Iterator[tuple[str, str]]:
    texts = TEXTS[locale]
    title = texts["flagged"].format(title=citation.named) if citation.is_example else citation.named
    # Two pairs of braces: an author is not divided into first and last name, and no letter of a title is made small.
    yield "author", f"{{{{{escaped(citation.author_in(locale))}}}}}"
    yield "title", f"{{{{{escaped(title)}}}}}"
    if citation.day:
        day = datetime.date.fromisoformat(citation.day)
        yield "year", f"{{{day.year}}}"
        yield "month", MONTHS[day.month - 1]
        yield "day", f"{{{day.day}}}"
    else:
        yield "year", f"{{{escaped(texts['undated'])}}}"
    yield "howpublished", f"{{{escaped(texts['kind'])}}}"
    yield "version", f"{{{escaped(citation.release)}}}"
    if citation.address:
        yield "url", f"{{{quote(citation.address, safe=SAFE)}}}"
    whole = texts["part_of"].format(whole=citation.whole) if citation.whole else None
    if told := ". ".join(part for part in (whole, citation.checksum_in(locale)) if part):
        yield "note", f"{{{escaped(told)}}}"


def escaped(text: str) -> str:
    """A text as TeX reads it. A letter that is not known here is left as it is, which newer programs read."""
    return "".join(SPELLED.get(letter) or _accented(letter) for letter in unicodedata.normalize("NFC", text))


def _accented(letter: str) -> str:
    parted = unicodedata.normalize("NFD", letter)
    base, marks = parted[0], parted[1:]
    accent = ACCENTS.get(marks)
    return f"{{\\{accent}{base}}}" if accent and base.isascii() else letter
