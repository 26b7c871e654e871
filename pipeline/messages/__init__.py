"""What staff read from the program, in Swedish: sentences by name, and problems worded by their rule."""

from __future__ import annotations

from pipeline.messages.rules import FAULTS, Kind
from pipeline.messages.sentences import SENTENCES
from pipeline.model import Place, Problem
from pipeline.wording import numbers

GROUPED = 10_000
"""From here up thousands are set apart; years are below it."""

NOUNS = {
    "area": ("område", "områden"),
    "begun": ("påbörjad text", "påbörjade texter"),
    "cell": ("cell", "celler"),
    "fault": ("fel", "fel"),
    "figure": ("uppgift", "uppgifter"),
    "municipality": ("kommun", "kommuner"),
    "indicator": ("indikator", "indikatorer"),
    "month": ("månad", "månader"),
    "more": ("till", "till"),
    "quarter": ("kvartal", "kvartal"),
    "number": ("siffra", "siffror"),
    "reason": ("skäl", "skäl"),
    "status": ("status i stället för en siffra", "statusar i stället för en siffra"),
    "text": ("text", "texter"),
    "file": ("fil", "filer"),
    "row": ("rad", "rader"),
    "year": ("år", "år"),
    "warning": ("varning", "varningar"),
}


def counted(number: int, noun: str) -> str:
    """A number and its noun in Swedish, in the singular for one, with spaces between thousands from 10 000."""
    one, many = NOUNS[noun]
    return f"{readable(number)} {one if number == 1 else many}"


def grouped(number: int) -> str:
    """A whole number with spaces between thousands if it is so large that they help."""
    return readable(number) if number >= GROUPED else str(number)


def readable(value: float) -> str:
    """A number as staff read it: decimal comma, no-break spaces between thousands, no decimals on a whole number."""
    return numbers.exact(value, "sv")


def number(value: float) -> str:
    """A number as written in a canonical file: decimal point, and no decimals on a whole number."""
    return str(int(value)) if value == int(value) else repr(value)


def say(sentence: str, /, **facts: object) -> str:
    """The named sentence with its facts filled in. Raises KeyError if the sentence or a fact is missing."""
    return SENTENCES[sentence].format_map(facts)


def problem(fault: str, place: Place, value: str | None = None, /, **facts: object) -> Problem:
    """The named fault at a place, worded by its sentence. Raises KeyError if the fault or a fact is missing."""
    found = FAULTS[fault]
    return Problem(place, rule_of(fault), value, found.sentence.format_map(facts), found.fatal)


def rule_of(fault: str) -> str:
    """The rule that the named fault breaches."""
    return FAULTS[fault].rule or fault


def is_known(fault: str) -> bool:
    """Whether there is a fault of that name."""
    return fault in FAULTS


def fault_kind(rule: str) -> str:
    """What staff call a breach of the rule, where breaches are counted. The rule may come from an earlier version."""
    if rule in FAULTS:
        return FAULTS[rule].kind
    # Frictionless names the rules of cells.
    return Kind.CELL if rule.startswith("cell_") else Kind.OTHER
