"""What the tests stand on: a copy of the project, and the real command line."""

from __future__ import annotations

import csv
import datetime
import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
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


KEPT = {"P3-01", "VNR-08", "SEX-01"}
"""The indicators of the small project."""

NOW = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
"""When the commands are run: what they say of the years must not depend on the day that the tests are."""


@dataclass(frozen=True)
class Outcome:
    """What a command came to."""

    exit_code: int
    stdout: str
    stderr: str


Runner = Callable[..., Outcome]

Maker = Callable[[str, Callable[[Path], object]], Path]
"""Gives the folder of a name, which is made by a function that is given where."""


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository itself; nothing is written there."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared(repository: Path) -> Path:
    """The folder of material beside the repository, which may be absent."""
    return repository.parent / "shared"


def copy_project(repository: Path, folder: Path) -> Path:
    """A copy of the repository's data, schemas and words in a folder that is not there yet."""
    for part in ("data", "schemas"):
        shutil.copytree(repository / part, folder / part)
    shutil.copy(repository / "metadata.yml", folder)
    return folder


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    """A copy of the repository's data, schemas and words."""
    return copy_project(repository, tmp_path / "project")


@pytest.fixture
def small_project(project: Path) -> Path:
    """The project with three of its indicators and the areas that they need."""
    return make_small(project)


def make_small(project: Path) -> Path:
    """Keep three of a project's indicators and the areas that they need."""
    for name in ("indicators", "indicator_offences", "indicator_priorities", "series_breaks"):
        _keep(project / f"data/indicators/{name}.csv", "indicator_id", KEPT)
    _keep(project / "data/indicators/indicator_ratios.csv", "ratio_id", KEPT)
    for path in (project / "data/observations").iterdir():
        _keep(path, "indicator_id", KEPT)
    _keep(project / "data/areas.csv", "area_code", {"0000", "1440", "9999"})
    _keep(project / "data/search_words.csv", "address", {"/hjalp", "/plan", *(f"/indikatorer/{name}" for name in KEPT)})
    return project


def _keep(path: Path, column: str, values: set[str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [row for row in reader if row[column] in values]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Runs `pipeline` with these words, and answers to what it asks, in an empty folder and at the same moment."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr("pipeline.cli.now", lambda: NOW)
    return run


def run(*words: str | Path, answers: str | None = None) -> Outcome:
    """What `pipeline` with these words, and answers to what it asks, comes to."""
    result = CliRunner().invoke(main, [str(word) for word in words], input=answers, prog_name="pipeline")
    return Outcome(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Folders that the first of the run's processes to ask for them makes, while the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared_base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder_of(name: str, make: Callable[[Path], object]) -> Path:
        folder, unfinished = shared_base / name, shared_base / f"{name}-unfinished"
        with (shared_base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                make(unfinished)
                unfinished.rename(folder)
        return folder

    return folder_of


@pytest.fixture(scope="session")
def release(repository: Path, made_once: Maker) -> Path:
    """The release folder of the repository's data; nothing is written there."""
    return made_once("release", lambda folder: build(open_project(repository), folder, lambda _: None))


@pytest.fixture(scope="session")
def lund_project(repository: Path, made_once: Maker) -> Path:
    """Lund's project, published, with municipalities to compare with; nothing is written there."""
    from tests.lund import make_lund

    return made_once("lund", lambda folder: make_lund(repository, folder))


@pytest.fixture(scope="session")
def catalogued_project(lund_project: Path, made_once: Maker) -> Path:
    """Lund's project with all that the data catalogue needs, published; nothing is written there."""
    from tests.catalogued import make_catalogued

    return made_once("catalogued", lambda folder: make_catalogued(lund_project, folder))


@pytest.fixture(scope="session")
def catalogued(catalogued_project: Path) -> Path:
    """The release folder of Lund with a data catalogue; nothing is written there."""
    return (catalogued_project / "releases/current").resolve()


@pytest.fixture
def published(project: Path, release: Path) -> Path:
    """A project whose data are published as they are."""
    (project / "releases").mkdir()
    (project / "releases/current").symlink_to(release)
    return project


@pytest.fixture
def once_published(repository: Path, made_once: Maker, tmp_path: Path) -> Path:
    """The small project after one `pipeline publish`."""

    def publish(folder: Path) -> None:
        make_small(copy_project(repository, folder))
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr("pipeline.cli.now", lambda: NOW)
            outcome = run("publish", "--project", folder)
        assert outcome.exit_code == 0, outcome

    return Path(shutil.copytree(made_once("published", publish), tmp_path / "project", symlinks=True))


@pytest.fixture
def database(release: Path) -> Iterator[sqlite3.Connection]:
    """The release's database, rows by column name."""
    connection = sqlite3.connect(f"{(release / 'handlingsplan.db').as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()
