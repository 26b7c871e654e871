"""A PC-Axis file as a data set: keywords with their values, then the numbers, the last of the headings fastest.

The format is SCB's own ("PX file format specification", 2013). Of the keywords only those are read that say whose the
numbers are; those of other languages than the file's own are left alone.
"""

from __future__ import annotations

import math
import re
from itertools import product

from pipeline.errors import AnswerFault
from pipeline.messages import say
from pipeline.official.jsonstat import LARGEST, MOST, Cell, DataSet, Dimension
from pipeline.wording.visible import on_one_line

KEYWORD = re.compile(r'\s*([A-Z][A-Z-]*)(\[[^\]]*\])?(?:\(((?:"[^"]*"|[^)"])*)\))?\s*=((?:"[^"]*"|[^;"])*);')
QUOTED = re.compile(r'"([^"]*)"')
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
CODE_FIRST = re.compile(r"(\d{2}|\d{4}) (\S.*)")

CONTENTS = "tabellinnehåll"

ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "windows-1252": "cp1252", "iso-8859-1": "cp1252"}


def decode_px(content: bytes) -> str | None:
    """The file's text by the encoding that it says itself; None if it is none that is known, or not true."""
    start = content[:4000].decode("latin-1")
    page = re.search(r'CODEPAGE\s*=\s*"([^"]*)"', start)
    encoding = ENCODINGS.get(page[1].casefold()) if page else None
    if encoding is None and not page and re.search(r'CHARSET\s*=\s*"ANSI"', start):
        encoding = "cp1252"
    try:
        return content.decode(encoding).lstrip("\ufeff") if encoding else None
    except UnicodeDecodeError:
        return None


def read_px(text: str, address: str) -> DataSet:
    """The data set in a file's text; the address is what it is called in faults. Raises AnswerFault."""
    found: dict[tuple[str, str], str] = {}
    end = 0
    for match in KEYWORD.finditer(text):
        if text[end : match.start()].strip():
            break
        end = match.end()
        if not match[2]:
            key = (match[1], "".join(QUOTED.findall(match[3] or "")))
            if key in found:
                raise _fault(address, f"{match[1]} {key[1]}".strip())
            found[key] = match[4]
    if text[end:].strip() or ("DATA", "") not in found or any(name == "KEYS" for name, _ in found):
        raise _fault(address, "DATA")
    names = [each for part in ("STUB", "HEADING") for each in _texts(found.get((part, ""), ""))]
    if not names or len(set(names)) < len(names):
        raise _fault(address, "STUB")
    dimensions = [_dimension(name, found, address) for name in names]
    codes = list(product(*(each.codes for each in dimensions)))[: MOST + 1]
    numbers = found["DATA", ""].replace('"', " ").split()
    if len(codes) != math.prod(len(each.codes) for each in dimensions) or len(numbers) != len(codes):
        raise AnswerFault(say("jsonstat_numbers_are_others", address=address, told=len(codes), found=len(numbers)))
    cells = [_cell(place, number, address) for place, number in zip(codes, numbers, strict=True)]
    contents = _texts(found.get(("CONTENTS", ""), ""))
    if CONTENTS not in names:
        # A table of one thing says what it is beside the dimensions.
        called = on_one_line("".join(contents).strip())
        dimensions = [Dimension("", CONTENTS, ("",), {"": called}), *dimensions]
        cells = [Cell(("", *cell.codes), cell.value, cell.status) for cell in cells]
    title = "".join(_texts(found.get(("TITLE", ""), ""))) or "".join(contents)
    return DataSet(on_one_line(title), tuple(dimensions), tuple(cells), {}, {})


def _texts(value: str) -> list[str]:
    """The texts of a value; a text that goes on upon the next line is one."""
    return ["".join(QUOTED.findall(each)) for each in re.findall(r'((?:"[^"]*"\s*)+)(?:,|$)', value.strip())]


def _dimension(name: str, found: dict[tuple[str, str], str], address: str) -> Dimension:
    labels = [on_one_line(each.strip()) for each in _texts(found.get(("VALUES", name), ""))]
    codes = _texts(found.get(("CODES", name), "")) or labels
    if ("CODES", name) not in found and all(CODE_FIRST.fullmatch(each) for each in labels):
        # Without codes of their own, regions are written with the code first: "2582 Boden".
        parts = [match for match in map(CODE_FIRST.fullmatch, labels) if match]
        codes, labels = [match[1] for match in parts], [match[2] for match in parts]
    if not labels or len(codes) != len(labels) or len(set(codes)) < len(codes):
        raise _fault(address, f"VALUES {name}")
    return Dimension(name, on_one_line(name), tuple(codes), dict(zip(codes, labels, strict=True)))


def _cell(place: tuple[str, ...], number: str, address: str) -> Cell:
    if not NUMBER.fullmatch(number):
        if number.strip(".-"):
            raise _fault(address, "DATA")
        return Cell(place, None, number)
    if abs(float(number)) > LARGEST:
        raise _fault(address, "DATA")
    return Cell(place, float(number), "")


def _fault(address: str, place: str) -> AnswerFault:
    return AnswerFault(say("answer_has_other_shape", address=address, place=on_one_line(place)))
