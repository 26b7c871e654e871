"""Texts of others as they may be shown: what cannot be seen is written out, and nothing begins a line of its own."""

from __future__ import annotations

import re
import unicodedata

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of control and format characters, bytes that are no text, and separators of lines."""

LINE_BREAK = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


def visible(text: str) -> str:
    """The text with each character that cannot be seen as Python writes it: a line feed as \\n, an escape as \\x1b."""
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def on_one_line(text: str) -> str:
    """The text with a space for each line break or tab, and what else cannot be seen written out."""
    return visible(LINE_BREAK.sub(" ", text))


def _visible(character: str) -> str:
    if unicodedata.category(character) in UNSEEN:
        return character.encode("unicode_escape").decode("ascii")
    return character
