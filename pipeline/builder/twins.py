"""Files that are packed once, when the release is made, for all readers who take gzip."""

from __future__ import annotations

import gzip
from pathlib import Path

PACKED = frozenset({".csv", ".json", ".md", ".svg"})
"""What becomes smaller; the others are packed already."""

SMALLEST = 1_000
"""Bytes. What fits into one packet is sent as it is."""

LEVEL = 9


def write_twins(folder: Path) -> None:
    """Write the packed twin, `name.gz`, beside each file that it makes smaller. The same file, the same bytes."""
    for path in sorted(folder.iterdir()):
        if path.suffix in PACKED and path.stat().st_size >= SMALLEST:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), LEVEL, mtime=0))
