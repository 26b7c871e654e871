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

from pipeline.intake.files.document import Document, Sheet, SheetCell
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

READ_TWICE = re.compile(r"Ã[¥¤¶\u2026\u201e\u2013]|Ã\x85|Ã\x84|Ã\x96")
"""What å, ä and ö become when UTF-8 has been decoded as cp1252 and saved again."""

LOST = "\ufffd"
"""What a program writes for a character that it could not decode."""

WEB_PAGE = re.compile(r"\s*<(!doctype|html|table|\?xml)", re.IGNORECASE)


def open_text(path: Path, content: bytes) -> tuple[Document, list[Problem], list[Repair]]:
    """The file as a document of one unnamed sheet, its cells as text. Raises UnreadableFile."""
    # A cell over the module's own limit of 131,072 characters would be reported as a quoting error.
    csv.field_size_limit(sys.maxsize)
    text, encoding = decode(content)
    if WEB_PAGE.match(text):
        raise UnreadableFile("file_is_a_table", kind=say("is_a_web_page"))
    body, declared = without_separator_line(text)
    delimiter = declared or find_delimiter(body)
    sheet = Sheet(None, _rows(body, delimiter), delimiter=delimiter)
    repairs = [Repair(Place(path.name), "file_was_in", say("file_was_in", encoding=encoding))] if encoding else []
    return Document(path, (sheet,), text), [], repairs


def decode(content: bytes) -> tuple[str, str | None]:
    """The text, and its encoding unless that was UTF-8. Raises UnreadableFile if letters are lost."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content.removeprefix(mark), encoding), None if encoding == "utf-8" else "UTF-16"
    if b"\0" in content:
        raise UnreadableFile("file_is_text", row=_row_of(content, content.index(b"\0")))
    try:
        return _strictly(content, "utf-8"), None
    except UnicodeDecodeError:
        return _as_windows(content)


def _strictly(content: bytes, encoding: str) -> str:
    """The decoded text. Raises UnreadableFile if letters were already lost when the file was saved."""
    try:
        text = content.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not content.startswith(codecs.BOM_UTF8):
            raise
        raise UnreadableFile("file_is_whole") from error
    if "\0" in text:
        raise UnreadableFile("file_is_text", row=text.count("\n", 0, text.index("\0")) + 1)
    for lost in (text.find(LOST), *(match.start() for match in [READ_TWICE.search(text)] if match)):
        if lost >= 0:
            raise UnreadableFile("letters_are_whole", row=text.count("\n", 0, lost) + 1)
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
    return content.count(b"\n", 0, offset) + 1


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
    count = number = 0
    try:
        for number, cells in enumerate(_records(text, delimiter), start=1):
            if any(cell.strip() for cell in cells):
                rows[number] = tuple(SheetCell(cell or None) for cell in cells)
                count += len(cells)
                if count > MOST_CELLS:
                    raise UnreadableFile("file_has_few_cells", most=f"{MOST_CELLS:,}".replace(",", " "))
    except csv.Error as error:
        raise UnreadableFile("quotes_are_closed", row=number + 1) from error
    return rows


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
