"""A checksum of the tools: of code of this program, and of installed packages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

PIPELINE = Path(__file__).parents[1]


def fingerprint(packages: Iterable[str], code: Iterable[Path]) -> str:
    """A checksum of the packages' versions, and of the names and contents of these files of the program."""
    digest = hashlib.sha256()
    for package in packages:
        digest.update(f"{package} {metadata.version(package)}\n".encode())
    for path in code:
        digest.update(f"{path.relative_to(PIPELINE).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
