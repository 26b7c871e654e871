"""Opens a staff file, whatever it is, within bounds: gives a document, or what keeps it from being read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from pipeline.intake.files import calc, delimited, spreadsheet
from pipeline.intake.files.document import Document, shown_name
from pipeline.intake.files.letters import judge_letters
from pipeline.intake.files.official_answers import open_answers, open_px
from pipeline.intake.files.text_formats import is_json, is_px
from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.intake.files.workbook_texts import WORKBOOK
from pipeline.intake.files.zip_safety import part_names
from pipeline.messages import say
from pipeline.model import Problem, Repair

LARGEST = 20_000_000
"""In bytes. A year's figures take some hundred thousand; anything larger is some other file."""

Opened = tuple[Document | None, list[Problem], list[Repair]]

Opener = Callable[[Path, bytes], tuple[Document, list[Problem], list[Repair]]]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

OTHER_FORMATS = ((b"%PDF", "is_a_pdf"), (b"{\\rtf", "is_a_text_document"), (b"PK\x05\x06", "is_an_empty_archive"))
"""How some files that are not tables begin."""

PACKED_FORMATS = (
    ("xl/workbook.bin", "is_a_binary_workbook"),
    ("word/document.xml", "is_a_text_document"),
    ("ppt/presentation.xml", "is_a_presentation"),
    ("content.xml", "is_an_open_document"),
)
"""The part that identifies another kind of file that is also a zip archive."""

UNFINISHED_ENDINGS = frozenset({".part", ".crdownload", ".download", ".tmp", ".partial"})
"""The extensions that browsers and other programs give a file until it is complete."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of a stream in an Office file with a password (MS-OFFCRYPTO 2.3.1)."""


def open_document(path: Path, within: Path | None) -> Opened:
    """The file as a document, its problems and its repairs; the document is None if it cannot be read.

    `within` is the folder that it must be in, links resolved. Nothing is read of a file larger than LARGEST.
    """
    try:
        content = _read(path, within)
        document, problems, repairs = _opener(content)(path, content)
        judge_letters(document)
    except UnreadableFile as fault:
        return None, [fault.problem_in(shown_name(path))], []
    return document, problems, repairs


def _read(path: Path, within: Path | None) -> bytes:
    """The bytes of a regular file that is where it should be, not being written and not too large."""
    try:
        real = path.resolve(strict=True)
        before = real.stat()
        if stat.S_ISDIR(before.st_mode):
            raise UnreadableFile("file_is_readable", fault=say("is_a_folder"))
        if not stat.S_ISREG(before.st_mode):
            raise UnreadableFile("file_is_readable", fault=say("not_openable"))
        if within is not None and not real.is_relative_to(within.resolve()):
            raise UnreadableFile("file_is_in_inbox")
        if before.st_size > LARGEST:
            size, most = before.st_size // 1_000_000, LARGEST // 1_000_000
            raise UnreadableFile("file_is_small_enough", size=size, most=most)
        _judge_rest(path)
        content = real.read_bytes()
        after = real.stat()
    except FileNotFoundError as error:
        raise UnreadableFile("file_is_readable", fault=say("not_there")) from error
    except PermissionError as error:
        raise UnreadableFile("file_is_readable", fault=say("not_allowed")) from error
    except (OSError, RuntimeError) as error:
        # Some versions of Python raise RuntimeError for a link that leads to itself.
        raise UnreadableFile("file_is_readable", fault=say("not_openable")) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(content) != after.st_size:
        raise UnreadableFile("file_is_at_rest")
    if not content:
        raise UnreadableFile("file_is_readable", fault=say("is_empty"))
    return content


def _judge_rest(path: Path) -> None:
    """Raise UnreadableFile if a program has the file open, or has not finished it: half of it may be missing."""
    if path.suffix.lower() in UNFINISHED_ENDINGS:
        raise UnreadableFile("file_is_at_rest")
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if os.path.lexists(lock):
            raise UnreadableFile("file_is_closed", lock=lock.name)


def _opener(content: bytes) -> Opener:
    """The opener for this kind of content. Raises UnreadableFile if there is none."""
    if content.startswith(ZIP):
        return _packed_opener(content)
    if content.startswith(OLE):
        raise UnreadableFile("file_has_no_password" if ENCRYPTED in content else "file_is_of_today")
    for beginning, kind in OTHER_FORMATS:
        if content.startswith(beginning):
            raise UnreadableFile("file_is_a_table", kind=say(kind))
    if is_json(content):
        return open_answers
    if is_px(content):
        return open_px
    return delimited.open_text


def _packed_opener(content: bytes) -> Opener:
    """The opener for this kind of archive. Raises UnreadableFile if there is none."""
    names = part_names(content)
    if WORKBOOK in names:
        return spreadsheet.open_workbook
    if calc.is_calc(content):
        return calc.open_calc
    kind = next((kind for name, kind in PACKED_FORMATS if name in names), "is_an_archive")
    raise UnreadableFile("file_is_a_table", kind=say(kind))
