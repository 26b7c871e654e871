"""The files of a release that are those of the release before, stored once: releases are kept for ever."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from pipeline.errors import ReleaseFault
from pipeline.releases.checksums import FILES, checksum
from pipeline.releases.shelf import read_release


def link_unchanged(folder: Path, earlier: Path) -> int:
    """Make each file that the earlier release has under the same name, as it was built, the same file on the disk.

    Returns how many. What the disk cannot link stays a copy. A release is never written to, so that neither can change
    the other; one that is mended gets files of its own.
    """
    try:
        known = read_release(earlier).get(FILES, {})
    except ReleaseFault:
        return 0
    linked = 0
    for name, found in read_release(folder)[FILES].items():
        if known.get(name) == found and checksum(earlier / name) == found:
            with suppress(OSError):
                _link(earlier / name, folder / name)
                linked += 1
    return linked


def _link(source: Path, target: Path) -> None:
    link = target.with_name(f".{target.name}.link")
    try:
        os.link(source, link)
        os.replace(link, target)
    finally:
        # Where both were one file already, the renaming does nothing (POSIX).
        link.unlink(missing_ok=True)
