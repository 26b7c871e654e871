"""Files put in place in one step, so that nobody sees half of one, and flushed to the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".*.new"
"""Glob pattern of the files that an interrupted command leaves half written."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path to write to, renamed to `path` (POSIX rename) when the block ends without an error.

    Until then, and if the block raises, whatever is at `path` stays as it is. What is written is on the disk before
    it is renamed, and the renaming when this returns: a power cut leaves the one or the other.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.unlink(missing_ok=True)
    try:
        yield unfinished
        if not unfinished.is_symlink():
            flush(unfinished)
        os.replace(unfinished, path)
        flush(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Make sure that a file's content, or which names are in a folder, is on the disk (fsync)."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def flush_all(folder: Path) -> None:
    """Make sure that a folder and everything below it is on the disk, what is inside before its folder."""
    for place, _, names in os.walk(folder, topdown=False):
        for name in sorted(names):
            flush(Path(place) / name)
        flush(Path(place))
