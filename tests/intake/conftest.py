"""A project that a municipality has started: real areas, no example data, no observations yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.project import Project, open_project

OWN_AREA = "1440"
"""The municipality that publishes; its rows need no area code."""


BODEN = "2582"
"""The municipality that publishes where the tables of others are read, which name it in many ways."""


def start_project(repository: Path, folder: Path, name: str = "Ale kommun", code: str = OWN_AREA) -> Path:
    """A copy of the repository's plan and context for a municipality that is named, without observations."""
    for part in ("data", "schemas"):
        shutil.copytree(repository / part, folder / part)
    for path in (folder / "data" / "observations").glob("*.csv"):
        path.unlink()
    (folder / "data" / "dataset.csv").write_text("dataset_id,is_example\nhandlingsplan,false\n", encoding="utf-8")
    words = (repository / "metadata.yml").read_text(encoding="utf-8")
    words = words.replace('  name: ""\n  code: ""', f'  name: "{name}"\n  code: "{code}"', 1)
    (folder / "metadata.yml").write_text(words, encoding="utf-8")
    (folder / "inbox").mkdir()
    return folder


@pytest.fixture(scope="session")
def started(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of Ale kommun without observations, that no test writes in."""
    return open_project(start_project(repository, tmp_path_factory.mktemp("started") / "project"))


@pytest.fixture
def own(repository: Path, tmp_path: Path) -> Path:
    """A project of Ale kommun without observations, for one test to write in."""
    return start_project(repository, tmp_path / "project")


@pytest.fixture(scope="session")
def started_in_boden(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of Bodens kommun without observations, that no test writes in."""
    folder = tmp_path_factory.mktemp("boden") / "project"
    return open_project(start_project(repository, folder, "Bodens kommun", BODEN))


@pytest.fixture
def boden(repository: Path, tmp_path: Path) -> Path:
    """A project of Bodens kommun without observations, for one test to write in."""
    return start_project(repository, tmp_path / "project", "Bodens kommun", BODEN)
