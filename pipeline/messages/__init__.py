"""What staff read from the program, in Swedish: sentences by name, and problems worded by their rule."""

from __future__ import annotations

from pipeline.messages.rules import FAULTS, Kind
from pipeline.messages.sentences import SENTENCES
from pipeline.model import Place, Problem

NOUNS = {
    "figure": ("uppgift", "uppgifter"),
    "file": ("fil", "filer"),
    "row": ("rad", "rader"),
    "warning": ("varning", "varningar"),
}


def counted(number: int, noun: str) -> str:
    """A number and its noun in Swedish, in the singular for one."""
    one, many = NOUNS[noun]
    return f"{number} {one if number == 1 else many}"


def number(value: float) -> str:
    """A number as written in a canonical file: decimal point, and no decimals on a whole number."""
    return str(int(value)) if value == int(value) else repr(value)


def say(sentence: str, /, **facts: object) -> str:
    """The named sentence with its facts filled in. Raises KeyError if the sentence or a fact is missing."""
    return SENTENCES[sentence].format_map(facts)


def problem(fault: str, place: Place, value: str | None = None, /, **facts: object) -> Problem:
    """The named fault at a place, worded by its sentence. Raises KeyError if the fault or a fact is missing."""
    found = FAULTS[fault]
    return Problem(place, found.rule or fault, value, found.sentence.format_map(facts), found.fatal)


def is_known(fault: str) -> bool:
    """Whether there is a fault of that name."""
    return fault in FAULTS


def fault_kind(rule: str) -> str:
    """What staff call a breach of the rule, where breaches are counted. The rule may come from an earlier version."""
    if rule in FAULTS:
        return FAULTS[rule].kind
    # Frictionless names the rules of cells.
    return Kind.CELL if rule.startswith("cell_") else Kind.OTHER
