"""What only staff can say about a file: asked once, answered on the command line, kept in the table `readings`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

CHOICES: Mapping[str, Mapping[str, str]] = {
    "heading": {
        "upplysning": "not_read",
        "indikator": "indicator_id",
        "år": "year",
        "område": "area_code",
        "kön": "sex",
        "ålder": "age_group",
        "värde": "value",
        "status": "value_status",
        "anmärkning": "note",
    },
    "title": {"upplysning": "not_read"},
    "sign": {
        "noll": "zero",
        "saknas": "missing",
        "ej-tillämplig": "not_applicable",
        "ej-insamlad": "not_collected",
        "dold": "suppressed_primary",
    },
    "decimal_mark": {"decimaltecken": "decimal", "tusental": "thousands"},
    "share": {"procent": "per_cent", "del-av-ett": "part_of_one"},
    "formula": {"gäller": "value", "saknas": "missing"},
}
"""The words that answer a question on each subject, and what they mean."""

ANY = "any"
"""What a reading applies to if the kind of value makes no difference."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question is about: part of the key of the table `readings`. `text` is normalised."""

    subject: str
    text: str
    applies_to: str = ANY

    @property
    def id(self) -> str:
        """A short name for the question that repeats nothing of the text: six hexadecimal digits of SHA-256."""
        return question_id(self.subject, self.text, self.applies_to)


def question_id(*parts: str) -> str:
    """The name of a question about these parts."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only staff can say, of the files of one source."""

    reading: Reading
    source: str

    def meaning(self, choice: str) -> str | None:
        """What a choice means, or None if it answers some other question."""
        return self.choices.get(choice.casefold())

    @property
    def choices(self) -> Mapping[str, str]:
        """The words that answer it. Of a kind of value, a heading can only be asked whether it is the value's."""
        words = CHOICES[self.reading.subject]
        if self.reading.subject == "heading" and self.reading.applies_to != ANY:
            return {word: meaning for word, meaning in words.items() if meaning == "value"}
        return words


Readings = Mapping[tuple[str, Reading], str]
"""What is known: the meaning by source and what it is about."""


def answer(command: str, question: str) -> str:
    """The command that answers a question, as far as the choice; that and a quotation mark come after it."""
    return f'{command} ANSWER="{question}='
