"""Letters that went wrong before a file came here: text that was decoded in the wrong way and saved again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.intake.files.document import Document, column_letter
from pipeline.intake.files.unreadable import UnreadableFile

LOST = "\ufffd"
"""What a program writes for a character that it could not decode."""

SIGNS = "åäöÅÄÖéÉüÜ\u00a0§°–—’”“…€−"
"""The characters of Swedish texts that take more than one byte in UTF-8."""

OTHER_ENCODINGS = ("mac_roman", "cp850", "cp437")
"""Those of old Macs and of DOS, which some exports and command lines still use."""

CONTINUED = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xC0))
"""What cp1252 makes of the bytes that follow the first of a letter in UTF-8."""

WRONG_BETWEEN_LETTERS = r"[A-Za-zÅÄÖåäö][‰ˆ÷†„‡][a-zåäö]"
"""What å, ä and ö become between old Macs, DOS and Windows, and which is never written within a word: "M„n"."""


def _in_wrong_words(sign: str) -> Iterator[str]:
    """What a character becomes when its UTF-8 is decoded as something else."""
    for encoding in OTHER_ENCODINGS:
        yield sign.encode().decode(encoding)


IN_WRONG_WORDS = [wrong for sign in SIGNS for wrong in _in_wrong_words(sign)]

READ_TWICE = re.compile(
    "|".join(
        [
            LOST,
            f"Ã[{re.escape(CONTINUED)}]",
            f"Â[{re.escape(CONTINUED[0x20:])}]",
            f"â(?:€[{re.escape(CONTINUED)}\x9d]|‚¬|ˆ’)",
            *map(re.escape, IN_WRONG_WORDS),
            WRONG_BETWEEN_LETTERS,
        ]
    )
)
"""The sign of text decoded twice. Ã and Â are not in Swedish, and what follows them here follows in no language."""


SUSPECT = re.compile(f"[{LOST}ÃÂâ‰ˆ÷†„‡{re.escape(''.join(sorted({wrong[0] for wrong in IN_WRONG_WORDS})))}]")
"""A character without which the sign is not there: nearly every text is dismissed by it, at little cost."""


def are_wrong(text: str) -> bool:
    """Whether letters of the text have gone wrong."""
    return not text.isascii() and bool(SUSPECT.search(text)) and bool(READ_TWICE.search(text))


def judge_letters(document: Document) -> None:
    """Raise UnreadableFile, at the first sheet or cell whose letters have gone wrong."""
    for sheet in document.sheets:
        if sheet.name and are_wrong(sheet.name):
            raise UnreadableFile("letters_are_whole", sheet=sheet.name)
        for row, cells in sheet.rows.items():
            for column, cell in enumerate(cells, start=1):
                if isinstance(cell.content, str) and are_wrong(cell.content):
                    raise UnreadableFile("letters_are_whole", sheet.name, row, column_letter(column))
