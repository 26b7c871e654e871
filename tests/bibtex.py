"""A strict reader of BibTeX: it takes what BibTeX itself takes of an entry, and nothing else."""

from __future__ import annotations

import re
import unicodedata

ENTRY = re.compile(r"@(?P<kind>[a-z]+)\{(?P<key>[A-Za-z0-9-]+),\n(?P<fields>.*)\n\}\n", re.S)
NAMED = re.compile(r"\s*([a-z]+) = ")
MONTHS = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

SPECIAL = re.compile(r"(?<!\\)[%&_#$~^]|[^\x20-\x7e]")
"""What TeX would take for a command, or BibTeX for no letter."""

COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"{\aa}": "å",
    r"{\AA}": "Å",
    **{f"\\{mark}": mark for mark in "%&_#$"},
}
ACCENTED = re.compile(r"\{\\(['`^\"~])([A-Za-z])\}")
MARKS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303"}


def read(text: str) -> tuple[str, str, dict[str, str]]:
    """The kind, the key and the fields of the one entry of a file, each field as BibTeX gives it to TeX."""
    found = ENTRY.fullmatch(text)
    assert found, text
    fields: dict[str, str] = {}
    rest = found["fields"]
    while rest:
        named = NAMED.match(rest)
        assert named, rest
        value, rest = _value(rest[named.end() :])
        assert named[1] not in fields
        fields[named[1]] = value
        assert not rest or rest.startswith(",\n"), rest
        rest = rest.removeprefix(",\n")
    return found["kind"], found["key"], fields


def _value(text: str) -> tuple[str, str]:
    """What is between the braces that a value begins with, or a month; and what comes after it."""
    if text[:3] in MONTHS:
        return text[:3], text[3:]
    assert text.startswith("{"), text
    depth = 0
    for place, letter in enumerate(text):
        # BibTeX counts every brace, whatever is before it.
        depth += (letter == "{") - (letter == "}")
        if depth == 0:
            return text[1:place], text[place + 1 :]
    raise AssertionError(f"a brace is not closed: {text}")


def typeset(value: str) -> str:
    """A field as TeX prints it. Fails at what TeX would take for something else than a letter."""
    bare = value
    for command in COMMANDS:
        bare = bare.replace(command, "x")
    assert not SPECIAL.search(re.sub(r"(?<=[a-z,.])~", " ", ACCENTED.sub("x", bare))), value
    held = [(command, chr(0xE000 + place)) for place, command in enumerate(COMMANDS)]
    for command, place in held:
        value = value.replace(command, place)
    value = ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[2] + MARKS[found[1]]), value)
    value = value.replace("{", "").replace("}", "")
    for command, place in held:
        value = value.replace(place, COMMANDS[command])
    return value
