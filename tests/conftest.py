"""What the tests stand on: a copy of the project, and the real command line."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from pipeline.builder.recipe import build
from pipeline.cli import main
from pipeline.project import open_project

# The same examples in every run: a test fails because the code has changed, not because of the day.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


NOW = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
"""When the commands are run: what they say of the years must not depend on the day that the tests are."""


@dataclass(frozen=True)
class Outcome:
    """What a command came to."""

    exit_code: int
    stdout: str
    stderr: str


Runner = Callable[..., Outcome]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository itself; nothing is written there."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared(repository: Path) -> Path:
    """The folder of material beside the repository, which may be absent."""
    return repository.parent / "shared"


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    """A copy of the repository's data, schemas and words."""
    folder = tmp_path / "project"
    for part in ("data", "schemas"):
        shutil.copytree(repository / part, folder / part)
    shutil.copy(repository / "metadata.yml", folder)
    return folder


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Runs `pipeline` with these words, and answers to what it asks, in an empty folder and at the same moment."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr("pipeline.cli.now", lambda: NOW)

    def run(*words: str | Path, answers: str | None = None) -> Outcome:
        result = CliRunner().invoke(main, [str(word) for word in words], input=answers, prog_name="pipeline")
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture(scope="session")
def release(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release folder of the repository's data."""
    folder = tmp_path_factory.mktemp("release") / "release"
    build(open_project(repository), folder, lambda _: None)
    return folder


@pytest.fixture
def published(project: Path, release: Path) -> Path:
    """A project whose data are published as they are."""
    (project / "releases").mkdir()
    (project / "releases/current").symlink_to(release)
    return project
