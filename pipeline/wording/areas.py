"""The names of areas in the forms that people and sources write them: "Bodens kommun", "2582 Boden", "00 Riket"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.model import NATION

JOINS = re.compile(r"[\s\-\u2010-\u2015\u2212/]+")
"""What joins the two halves of "Malung-Sälen", or a code and a name."""

GENITIVES: Mapping[str, str] = {"falun": "falu"}
"""The names whose genitive is not made by adding s (which is left out after s, and in official names after a vowel)."""

TITLES: Mapping[str, str] = {"region gotland": "gotland"}
"""The municipalities that do not call themselves kommun or stad."""

NATION_NAMES = ("riket", "hela riket", "hela landet", "sverige", "sweden")

COUNTY_CODES = frozenset(
    ("01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13", "14", "17", "18", "19", "20", "21", "22", "23")
) | {"24", "25"}
"""The counties' codes according to SCB."""

CODE_FIRST = re.compile(r"[(\[]?(?P<code>\d{1,4})(?:[.,]0+)?[)\]]?(?:[\s:;,.|_-]+(?P<name>\D+))?")
CODE_LAST = re.compile(r"(?P<name>\D+?)[\s,(\[]+(?P<code>\d{1,4})[)\]]?")
COUNTY = re.compile(r"(.* )?(län|region|regionen|landsting|county|\w+regionen)( .*)?")


@dataclass(frozen=True, slots=True)
class AreaReading:
    """The code of the area that a text names, or None with what keeps it from being an area.

    `fault` is a fault's name, or None where the text is simply no known area.
    """

    code: str | None = None
    fault: str | None = None


def area_key(text: str) -> str:
    """A name as it is compared: composed letters, lower case, and one space for any run of spaces and dashes."""
    return JOINS.sub(" ", unicodedata.normalize("NFC", text).casefold()).strip()


def area_names(areas: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The code of each area by every form of its name, as `area_key` writes it; `areas` are codes and names."""
    found = dict(areas)
    names = {form: code for code, name in found.items() for form in _forms(area_key(name))}
    titles = {title: names[name] for title, name in TITLES.items() if name in names}
    return names | titles | (dict.fromkeys(NATION_NAMES, NATION) if NATION in found else {})


def read_area(text: str, names: Mapping[str, str]) -> AreaReading:
    """The area that a text names by its code, its name or both; `names` come from `area_names`.

    Zeros that a code has lost are put back. A code and a name of different areas name neither.
    """
    key = area_key(text)
    if key in names:
        return AreaReading(names[key])
    match = CODE_FIRST.fullmatch(key) or CODE_LAST.fullmatch(key)
    if match and match["name"]:
        return _of_code_and_name(match["code"], match["name"].strip(" :;,.|_()[]"), names)
    if match:
        code = match["code"].zfill(4)
        return AreaReading(code) if code in names.values() else _unknown(match["code"] in COUNTY_CODES)
    return _unknown(COUNTY.fullmatch(key) is not None)


def names_area(text: str, name: str) -> bool:
    """Whether a text has the area's name in it, in any form, at the beginning of a word."""
    key, own = area_key(text), area_key(name)
    stems = (own, f"{GENITIVES[own]} kommun") if own in GENITIVES else (own,)
    return any(re.search(rf"\b{re.escape(stem)}", key) for stem in stems)


def _forms(name: str) -> Iterator[str]:
    yield name
    for stem in (name, GENITIVES.get(name, f"{name}s")):
        for word in ("kommun", "stad"):
            yield f"{stem} {word}"


def _of_code_and_name(written: str, name: str, names: Mapping[str, str]) -> AreaReading:
    by_code, by_name = written.zfill(4), names.get(name)
    if by_name is None or written in COUNTY_CODES:
        return _unknown(written in COUNTY_CODES or COUNTY.fullmatch(name) is not None)
    if by_code == by_name:
        return AreaReading(by_name)
    return AreaReading(fault="area_is_one" if by_code in names.values() else None)


def _unknown(is_county: bool) -> AreaReading:
    return AreaReading(fault="area_is_not_a_county" if is_county else None)
