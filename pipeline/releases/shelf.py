"""What a release on disk is: its parts, its database, which one is current, and which are kept."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import ReleaseFault
from pipeline.messages import say
from pipeline.project import Project
from pipeline.releases.journal import CURRENT, switches

NAME = "handlingsplan"
"""The name of the database, and the first segment of its Datasette addresses."""

DATABASE = f"{NAME}.db"

RELEASE = "release.json"
"""What a release says of itself, with the checksum of each of its other files."""

CHANGES = "changes"
"""The folder of what a release changed. One from before there were such has none."""

PARTS = (DATABASE, "metadata.json", "charts", "downloads", RELEASE, "report.json")
"""What a complete release folder contains."""


def kept_releases(project: Project) -> list[Path]:
    """The complete releases that are kept, in order of first publication."""
    published = list(dict.fromkeys(entry["release"] for entry in switches(project)))
    found = {path.parent.name for path in project.releases.glob(f"[!.]*/{RELEASE}") if path.parent.name != CURRENT}
    names = [name for name in published if name in found] + sorted(found - set(published))
    return [project.releases / name for name in names]


def current_release(project: Project) -> Path | None:
    """The folder of the release that is served, or None if nothing has been published."""
    link = project.releases / CURRENT
    return project.releases / os.readlink(link) if link.is_dir() else None


def release_before(project: Project, name: str) -> Path | None:
    """The release that readers had before this one was first published; None if there was none, or it is gone.

    For a release that has not been published yet that is the current one.
    """
    published = [entry["release"] for entry in switches(project)]
    if name not in published:
        return current_release(project)
    earlier = published[: published.index(name)]
    folder = project.releases / earlier[-1] if earlier else None
    return folder if folder is not None and (folder / RELEASE).is_file() else None


def list_releases(project: Project) -> list[tuple[str, bool]]:
    """The kept releases by name, oldest publication first, and whether each is the current one."""
    current = current_release(project)
    return [(folder.name, current is not None and folder.name == current.name) for folder in kept_releases(project)]


def rollback_path(project: Project) -> tuple[list[str], list[str]]:
    """The releases that a rollback goes back through, the newest last; and those rolled back from, oldest first.

    A release that is published again has not been rolled back from.
    """
    path: list[str] = []
    left: list[str] = []
    for entry in switches(project):
        name = entry["release"]
        if entry["action"] == "rollback":
            while path and path[-1] != name:
                left.append(path.pop())
            # A publish killed before it was noted can be rolled back from all the same.
            left += [entry["rolled_back"]] if "rolled_back" in entry else []
        if path[-1:] != [name]:
            path.append(name)
        left = [other for other in left if other != name]
    return path, left


def missing_parts(folder: Path) -> list[str]:
    """The parts that a release folder lacks."""
    return [part for part in PARTS if not (folder / part).exists()]


def read_release(folder: Path) -> dict[str, Any]:
    """What a release's `release.json` says. Raises ReleaseFault if it is not there, or cannot be read as JSON."""
    try:
        content = json.loads((folder / RELEASE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError) as error:
        raise ReleaseFault(say("release_not_whole", release=folder.name, files=RELEASE)) from error
    if not isinstance(content, dict):
        raise ReleaseFault(say("release_not_whole", release=folder.name, files=RELEASE))
    return content


@contextmanager
def open_database(folder: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the database of the release in this folder, closed at the end of the block."""
    with closing(sqlite3.connect(f"{(folder / DATABASE).resolve().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection
