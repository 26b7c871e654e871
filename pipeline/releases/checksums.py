"""The checksums of a release's files, by which damage to any of them is seen."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.releases.shelf import RELEASE, missing_parts

FILES, OWN = "files", "checksum"
"""The keys of `release.json` for the checksum of every other file by its name, and for that of its own content."""


def with_checksums(release: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What `release.json` says, with the SHA-256 of every file that is in the release's folder so far."""
    content = {**release, FILES: _files(folder)}
    return {**content, OWN: _of_content(content)}


def damaged(folder: Path) -> list[str]:
    """The files of a release that are missing, changed or not its own, sorted by name; none if it is whole.

    A file that cannot be read counts as changed. Of a release built before there were checksums (see
    `has_checksums`), only missing parts are known. Never raises OSError.
    """
    release = _read(folder)
    if release is None:
        return sorted({RELEASE, *missing_parts(folder)})
    missing = set(missing_parts(folder))
    if FILES not in release:
        return sorted(missing)
    known, found = release[FILES], _files(folder)
    changed = {name for name in known.keys() | found.keys() if known.get(name) != found.get(name)}
    return sorted(_printable(name) for name in missing | changed)


def fault_in(folder: Path, name: str) -> str | None:
    """What is damaged where a file of a release is not known to be the one it was built with; None if it is.

    That is the file itself, or `release.json`, which says what it was built with. Of a release from before there were
    checksums the file is taken to be as built.
    """
    release = _read(folder)
    if release is None:
        return RELEASE
    return name if FILES in release and checksum(folder / name) != release[FILES].get(name) else None


def has_checksums(folder: Path) -> bool:
    """Whether damage inside the files of a release can be seen; unknown, and so no, if `release.json` is damaged."""
    return FILES in (_read(folder) or {})


def checksum(path: Path) -> str:
    """The SHA-256 of a file; empty if it cannot be read, or is no file."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
    return ""


def _files(folder: Path) -> dict[str, str]:
    """The checksum of everything below a folder that is no folder itself, by name, but for `release.json`.

    A link to a folder is none of a release's files, and what is behind it is not looked at.
    """
    found = (Path(place) / name for place, folders, names in os.walk(folder) for name in (*folders, *names))
    named = {path.relative_to(folder).as_posix(): path for path in found if path.is_symlink() or not path.is_dir()}
    return {name: checksum(path) for name, path in sorted(named.items()) if name != RELEASE}


def _read(folder: Path) -> dict[str, Any] | None:
    """What `release.json` says; None if it cannot be read or is not as it was written."""
    try:
        content = json.loads((folder / RELEASE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    is_older = FILES not in content and OWN not in content
    return content if is_older or content.get(OWN) == _of_content(content) else None


def _of_content(content: Mapping[str, Any]) -> str:
    rest = {key: value for key, value in content.items() if key != OWN}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def _printable(name: str) -> str:
    """A name as it can be shown: a file that strayed into the folder may be called anything."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)
