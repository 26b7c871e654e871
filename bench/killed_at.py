"""Runs a command and kills it, with all that it has started, just before it changes something on the disk.

    python bench/killed_at.py FILE CHANGE COMMAND ...

CHANGE is the number of the change, from 0, which is the first one of a file whose path ends with FILE. What changes
something is to open a file to be written, or a folder to be flushed, and to link, rename, remove or cut off a file.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from pipeline.cli import main

CHANGES = {"os.link", "os.symlink", "os.rename", "os.remove", "os.truncate"}

OPENED_TO_CHANGE = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Killer:
    """An audit hook (PEP 578) that counts the changes, and kills at the last of them."""

    def __init__(self, file: str, change: int) -> None:
        self.file, self.left, self.has_begun = file, change, False

    def __call__(self, event: str, facts: tuple[Any, ...]) -> None:
        if not _is_change(event, facts):
            return
        self.has_begun |= any(str(fact).endswith(self.file) for fact in facts)
        if self.has_begun and not self.left:
            os.killpg(0, signal.SIGKILL)
        self.left -= self.has_begun


def _is_change(event: str, facts: tuple[Any, ...]) -> bool:
    if event != "open":
        return event in CHANGES
    path, _, flags = facts
    return bool(flags & OPENED_TO_CHANGE) or (isinstance(path, str | os.PathLike) and os.path.isdir(path))  # noqa: PTH112


if __name__ == "__main__":
    sys.addaudithook(Killer(sys.argv[1], int(sys.argv[2])))
    main(sys.argv[3:])
