"""Words as a search sees them: split, stemmed and folded."""

from __future__ import annotations

import re
import unicodedata

import snowballstemmer

STEMMERS = {"sv": snowballstemmer.stemmer("swedish"), "en": snowballstemmer.stemmer("english")}


def words(text: str) -> list[str]:
    """The words of a text in lower case, split as by SQLite's tokenizer."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())


def stem(word: str, locale: str = "sv") -> str:
    """The stem that a word's inflections share: Snowball's, in Swedish without its -et (våldet)."""
    found = str(STEMMERS[locale].stemWord(word))
    return found.removesuffix("et") if locale == "sv" and len(found) > 4 else found


def beginning(word: str, locale: str = "sv") -> str:
    """What a word's compounds and inflections begin with; a stem of three letters would be shared by too many."""
    shared = stem(word, locale)
    while not word.startswith(shared):  # an English stem may end in another letter: party, parti
        shared = shared[:-1]
    return shared if len(shared) > 3 else word


def fold(word: str) -> str:
    """A word without the diacritics of its letters."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
