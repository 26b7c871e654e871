"""A delimited text file: its encoding, its delimiter and its rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.intake.files.bounds import Characters, judge_count
from pipeline.intake.files.document import Document, Sheet, SheetCell, shown_name
from pipeline.intake.files.text_formats import LOOKED_AT, judge_format
from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.messages import say
from pipeline.model import Place, Problem, Repair

DELIMITERS = ";\t,|"
"""The likeliest in Sweden first: of two that fit equally well, the first is chosen."""

SAMPLED = 200
"""How many lines are used to find the delimiter."""

MOST_CELLS = 1_000_000

SEPARATOR_LINE = re.compile(r'"?sep=(.)"?;*[ \t]*(?:\r\n?|\n|\Z)', re.IGNORECASE)
"""What Excel writes, and hides, on the first line."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

OTHER_ALPHABET = re.compile(r"[A-Za-zÅÄÖåäö][\u2020\u201e\u201d\u2021\u0152\u0160\u0161][a-zåäö]")
"""What å, ä and ö from DOS (code page 850) or an old Mac become when decoded as cp1252: "M\u201en"."""

IN_UTF_8 = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x90-\xa6]|\xe2\x82\xac")
"""Letters, spaces and dashes of Western Europe in UTF-8. As cp1252, these bytes are no text in any language."""

LINE_END = re.compile(rb"\r\n?|\n")


def open_text(path: Path, content: bytes) -> tuple[Document, list[Problem], list[Repair]]:
    """The file as a document of one unnamed sheet, its cells as text. Raises UnreadableFile."""
    # A cell over the module's own limit of 131,072 characters would be reported as a quoting error.
    csv.field_size_limit(sys.maxsize)
    judge_format(_beginning(content))
    text, encoding = decode(content)
    body, declared = without_separator_line(text)
    delimiter = declared or find_delimiter(body)
    sheet = Sheet(None, _rows(body, delimiter), delimiter=delimiter)
    repairs = (
        [Repair(Place(shown_name(path)), "file_was_in", say("file_was_in", encoding=encoding))] if encoding else []
    )
    return Document(path, (sheet,), text), [], repairs


def _beginning(content: bytes) -> str:
    """The first characters of the text, which tell its format even if its other letters cannot be decoded."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) : LOOKED_AT].decode(encoding, "replace")
    return content[:LOOKED_AT].decode("latin-1")


def decode(content: bytes) -> tuple[str, str | None]:
    """The text, and its encoding unless that was UTF-8. Raises UnreadableFile if letters are lost."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content.removeprefix(mark), encoding), None if encoding == "utf-8" else "UTF-16"
    if b"\0" in content:
        raise UnreadableFile("file_is_text", row=_row_of(content, content.index(b"\0")))
    try:
        return _strictly(content, "utf-8"), None
    except UnicodeDecodeError as error:
        if IN_UTF_8.search(content):
            raise UnreadableFile("letters_have_one_encoding", row=_row_of(content, error.start)) from error
        return _as_windows(content)


def _strictly(content: bytes, encoding: str) -> str:
    """The decoded text. Raises UnreadableFile if it is no text, or not whole."""
    try:
        text = content.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not content.startswith(codecs.BOM_UTF8):
            raise
        raise UnreadableFile("file_is_whole") from error
    if "\0" in text:
        raise UnreadableFile("file_is_text", row=text.count("\n", 0, text.index("\0")) + 1)
    return text


def _as_windows(content: bytes) -> tuple[str, str]:
    """The text as cp1252, which covers ISO-8859-1 except control characters that no text has."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableFile("encoding_is_known", row=_row_of(content, error.start)) from error
    strange = OTHER_ALPHABET.search(text)
    if strange:
        raise UnreadableFile("encoding_is_known", row=text.count("\n", 0, strange.start()) + 1)
    return text, "Windows-1252"


def _row_of(content: bytes, offset: int) -> int:
    return len(LINE_END.findall(content, 0, offset)) + 1


def without_separator_line(text: str) -> tuple[str, str | None]:
    """The text without the line "sep=;", which a spreadsheet does not show, and the delimiter that it names."""
    match = SEPARATOR_LINE.match(text)
    return (text[match.end() :], match[1]) if match else (text, None)


def find_delimiter(text: str) -> str:
    """The delimiter that splits most of the first lines into the same number of cells, more than one."""
    sample = [line for line in text.splitlines()[: SAMPLED * 5] if line.strip()][:SAMPLED]
    scores = []
    for rank, delimiter in enumerate(DELIMITERS):
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter))
        widths.pop(1, None)
        width, lines = max(widths.items(), key=lambda found: (found[1], found[0]), default=(1, 0))
        scores.append((lines, width, -rank, delimiter))
    return max(scores)[3]


def _rows(text: str, delimiter: str) -> dict[int, tuple[SheetCell, ...]]:
    rows: dict[int, tuple[SheetCell, ...]] = {}
    characters = Characters()
    count = number = 0
    try:
        for number, cells in enumerate(_records(text, delimiter), start=1):
            if any(cell.strip() for cell in cells):
                count += len(cells)
                judge_count("file_has_few_cells", count, MOST_CELLS)
                for column, cell in enumerate(cells, start=1):
                    characters.take(cell, None, number, column)
                rows[number] = tuple(SheetCell(cell or None) for cell in cells)
    except csv.Error as error:
        raise UnreadableFile("quotes_are_closed", row=number + 1) from error
    return rows


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
