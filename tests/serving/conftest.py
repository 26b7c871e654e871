"""A project with one release to serve, and what a server holds."""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def project_of_release(release: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose only release is current."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(release, folder / "releases/one")
    (folder / "releases/current").symlink_to("one")
    shutil.copytree(repository / "schemas", folder / "schemas")
    shutil.copy(repository / "metadata.yml", folder)
    return folder


def children_of(process: int) -> set[int]:
    """The processes that a process has started to answer questions."""
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            words = (path / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == process and b"pipeline.serving.asking" in words:
            found.add(int(path.name))
    return found


def held_by(processes: Collection[int]) -> set[int]:
    """Those of some processes that go on after ten seconds."""
    left = set(processes)
    for _ in range(100):
        left = {each for each in left if _is_alive(each)}
        if not left:
            break
        time.sleep(0.1)
    return left


def _is_alive(process: int) -> bool:
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
