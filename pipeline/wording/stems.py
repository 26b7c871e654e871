"""Words as a search sees them: split, stemmed and folded."""

from __future__ import annotations

import re
import unicodedata

import snowballstemmer

STEMMER = snowballstemmer.stemmer("swedish")


def words(text: str) -> list[str]:
    """The words of a text in lower case, split as by SQLite's tokenizer."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())


def stem(word: str) -> str:
    """The stem that a word's inflections share: Snowball's, without the -et that it often leaves (våldet)."""
    found = str(STEMMER.stemWord(word))
    return found.removesuffix("et") if len(found) > 4 else found


def fold(word: str) -> str:
    """A word without the diacritics of its letters."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
