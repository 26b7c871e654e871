"""Addresses with a version in them, whose content never changes: what is fetched once need not be asked for again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.web.frame import Facts

STYLE = "/utseende/"
"""Where the stylesheet, the script and the icon are."""

STATIC: Mapping[str, bytes] = {path.name: path.read_bytes() for path in (Path(__file__).parent / "static").iterdir()}

LENGTH = 12

SHORTLY, FOR_EVER = "public, max-age=60", "public, max-age=31536000, immutable"
"""How long what is at an address may be kept: after a publish, old figures are shown for a minute but no longer."""


PINNED = "public, max-age=31536000, immutable, s-maxage=60"
"""How long a file of a named release may be kept: for ever by who has it. Caches that serve others ask again, since a
release may be recalled."""


def static(name: str) -> str:
    """The address of one of the files that pages are shown with."""
    return f"{STYLE}{name}?v={version(STATIC[name])}"


def picture(known: Facts, chart: str | None) -> str | None:
    """The address of a chart for a page to show, if there is one."""
    if chart is None:
        return None
    checksum = known.checksums.get(f"charts/{chart.rpartition('/')[2]}")
    return f"{chart}?v={checksum[:LENGTH]}" if checksum else chart


def version(content: bytes) -> str:
    """What the version of this content is."""
    return hashlib.sha256(content).hexdigest()[:LENGTH]


def lifetime(wanted: str | None, found: str) -> str:
    """How long an answer may be kept, by the version that the address asks for and the one that is there.

    A page of one release may ask for its chart when the next is served already.
    """
    return FOR_EVER if wanted == found else SHORTLY
