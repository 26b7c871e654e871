"""Faults of the machine, as the system tells them, in sentences for those who can do something about them."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from pipeline.messages import say

MACHINE: Mapping[int, str] = {
    errno.ENOSPC: "disk_is_full",
    errno.EDQUOT: "disk_is_full",
    errno.EROFS: "disk_is_read_only",
    errno.EIO: "disk_is_faulty",
    errno.EACCES: "not_permitted",
    errno.EPERM: "not_permitted",
    errno.EEXIST: "not_a_folder",
    errno.ENOTDIR: "not_a_folder",
    errno.EISDIR: "not_a_file",
}
"""The sentence for each fault of the machine that a person can do something about, by the system's number."""

OF_SQLITE: Mapping[int, int] = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO}
"""The system's number by SQLite's primary result code, which is the last byte of its extended ones."""


def machine_fault(error: Exception) -> str | None:
    """What to tell of a fault of the machine: its disk, or a permission; None if it is another fault."""
    if isinstance(error, sqlite3.Error):
        return _told(OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF), Path())
    if isinstance(error, OSError):
        named = isinstance(error.filename, str | bytes)
        return _told(error.errno, Path(os.fsdecode(error.filename)) if named else Path())
    return None


def _told(number: int | None, path: Path) -> str | None:
    sentence = MACHINE.get(number or 0)
    if sentence == "not_a_folder":
        in_the_way = next((each for each in (path, *path.parents) if each.exists() and not each.is_dir()), None)
        return say(sentence, path=in_the_way) if in_the_way else None
    # The program's own name for a file that is not yet in place says nothing to staff.
    return say(sentence, path=path if path.exists() else path.parent) if sentence else None
