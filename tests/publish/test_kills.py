"""A switch that is killed at any moment is either made and known of, or not made."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.project import open_project
from pipeline.releases.checksums import damaged
from pipeline.releases.journal import switches
from tests.conftest import Maker, run
from tests.publish.test_publish import change, current

BEFORE, AFTER = 3, 4
"""The changes on the disk just before and after the link is replaced, by number since the journal was opened. `make
stress` kills at all the others too."""


@pytest.fixture
def releases_of_three(small_project: Path, made_once: Maker, tmp_path: Path) -> tuple[Path, list[str]]:
    """A project with three releases, the last of them current, and their names.

    A command that is killed has the machine's clock, and so have those before and after it.
    """

    def publish(folder: Path) -> None:
        shutil.copytree(small_project, folder)
        for text in ("ett", "två", "tre"):
            change(folder, text)
            assert run("publish", "--project", folder).exit_code == 0

    folder = Path(shutil.copytree(made_once("three", publish), tmp_path / "three", symlinks=True))
    return folder, [line.split()[0] for line in run("releases", "--project", folder).stdout.splitlines()]


def kill(repository: Path, project: Path, command: str, moment: int) -> None:
    """Run a command, and kill it at a moment of the switch."""
    words = ("bench/killed_at.py", "journal.jsonl", str(moment), command, "--project", str(project))
    done = subprocess.run([sys.executable, *words], cwd=repository, capture_output=True, start_new_session=True)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
def test_a_rollback_that_was_killed_can_be_followed_by_another(
    releases_of_three: tuple[Path, list[str]], repository: Path, moment: int
) -> None:
    project, (first, second, third) = releases_of_three

    kill(repository, project, "rollback", moment)

    left = current(project)
    assert left == (third if moment == BEFORE else second)
    assert damaged(project / "releases" / left) == []
    assert run("publish", "--project", project).exit_code == (0 if left == third else 2)
    assert run("rollback", "--project", project).exit_code == 0
    assert current(project) == (second if left == third else first)


def test_a_publish_that_was_killed_can_be_taken_up_and_rolled_back_from(
    releases_of_three: tuple[Path, list[str]], repository: Path
) -> None:
    project, names = releases_of_three
    change(project, "fyra")

    kill(repository, project, "publish", AFTER)

    left = current(project)
    assert left not in names
    assert damaged(project / "releases" / left) == []
    assert run("publish", "--project", project).exit_code == 0
    assert current(project) == left
    assert [entry["release"] for entry in switches(open_project(project))] == [*names, left]
    assert run("rollback", "--project", project).exit_code == 0
    assert current(project) == names[2]
    assert run("publish", "--project", project).exit_code == 2
