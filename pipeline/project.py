"""Where the parts of a project are, and its lock."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Busy, ProjectNotFound
from pipeline.messages import say

FETCHED = "hamtat"
"""The folder of the inbox that holds what official sources have answered."""


@dataclass(frozen=True)
class Project:
    """A project's folders and files. `data` may be a folder other than the project's own."""

    root: Path
    data: Path

    @property
    def schemas(self) -> Path:
        return self.root / "schemas"

    @property
    def metadata(self) -> Path:
        return self.root / "metadata.yml"

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def answers(self) -> Path:
        """What official sources have answered, which figures in `data` are taken from."""
        return self.root / "answers"

    @property
    def own_data(self) -> Path:
        return self.root / "data"


def open_project(root: Path, data: Path | None = None) -> Project:
    """The project in `root`, with its figures in `data` (by default its own `data/`).

    Raises ProjectNotFound if `root` lacks schemas or metadata.
    """
    project = Project(root.resolve(), (data or root / "data").resolve())
    for part in (project.schemas / "datapackage.json", project.metadata):
        if not part.is_file():
            raise ProjectNotFound(say("project_not_found", root=project.root, missing=part.relative_to(project.root)))
    return project


@contextmanager
def alone(project: Project) -> Iterator[None]:
    """Hold the project's lock, which the system releases however the process ends. Raises Busy if it is taken."""
    folder = os.open(project.root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(say("busy")) from error
        yield
    finally:
        os.close(folder)
