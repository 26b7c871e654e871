"""Every sentence that staff read from the program, in Swedish, by name."""

from __future__ import annotations

from pipeline.model import Place, Problem
from pipeline.sentences import FAULT_KINDS, SENTENCES

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


def fault_kind(rule: str) -> str:
    """What staff call a breach of the rule, where breaches are counted."""
    if rule.startswith("cell_"):
        return "fel slags värde i en cell"
    return next((kind for kind, rules in FAULT_KINDS.items() if rule in rules), "annat fel")


def is_said(sentence: str) -> bool:
    """Whether there is a sentence of that name."""
    return sentence in SENTENCES


def say(sentence: str, /, **facts: object) -> str:
    """The sentence of that name with its facts put in. Raises KeyError where the sentence or a fact is not there."""
    return SENTENCES[sentence].format_map(facts)


def number(value: float) -> str:
    """A number as it stands in a canonical file: decimal point, and no decimals on a whole number."""
    return str(int(value)) if value == int(value) else repr(value)


def problem(rule: str, place: Place, value: str | None = None, *, fatal: bool = True, **facts: object) -> Problem:
    """The breach of a rule at a place, in the rule's own sentence. Raises KeyError as `say` does."""
    return Problem(place, rule, value, say(rule, **facts), fatal)
