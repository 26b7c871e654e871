"""Files that are packed once, when the release is made, for all readers who take gzip."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

PACKED = frozenset({".csv", ".db", ".json", ".md", ".svg"})
"""What becomes smaller; the others are packed already."""

SMALLEST = 1_000
"""Bytes. What fits into one packet is sent as it is."""

LEVEL = 9


def write_twins(folder: Path) -> None:
    """Write the packed twin, `name.gz`, beside each file that it makes smaller. The same file, the same bytes."""
    for path in sorted(folder.iterdir()):
        if path.suffix in PACKED and path.stat().st_size >= SMALLEST:
            _pack(path, path.with_name(f"{path.name}.gz"))


def _pack(path: Path, twin: Path) -> None:
    """Write a file packed, without its name or a time."""
    with path.open("rb") as file, twin.open("wb") as target, gzip.GzipFile("", "wb", LEVEL, target, mtime=0) as packed:
        shutil.copyfileobj(file, packed)
