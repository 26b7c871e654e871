"""A switch that is killed at any moment is either made and known of, or not made."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.releases.checksums import damaged
from tests.conftest import Maker, run
from tests.publish.test_publish import change, current

MOMENTS = (1, 3, 4, 6)
"""Changes on the disk by their number, since the journal is opened: before it is written to, before and after the link
is replaced, and before the journal's folder is flushed at the end. `make stress` kills at all of them."""


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
    words = [repository / "bench/killed_at.py", "journal.jsonl", str(moment), command, "--project", project]
    done = subprocess.run([sys.executable, *words], cwd=repository, capture_output=True, start_new_session=True)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_rollback_that_was_killed_can_be_followed_by_another(
    releases_of_three: tuple[Path, list[str]], repository: Path, moment: int
) -> None:
    project, (first, second, third) = releases_of_three

    kill(repository, project, "rollback", moment)

    left = current(project)
    assert left == (third if moment < 4 else second)
    assert damaged(project / "releases" / left) == []
    assert run("publish", "--project", project).exit_code == (0 if left == third else 2)
    assert run("rollback", "--project", project).exit_code == 0
    assert current(project) == (second if left == third else first)


@pytest.mark.parametrize("moment", MOMENTS[1:])
def test_a_publish_that_was_killed_can_be_taken_up_and_rolled_back_from(
    releases_of_three: tuple[Path, list[str]], repository: Path, moment: int
) -> None:
    project, names = releases_of_three
    change(project, "fyra")

    kill(repository, project, "publish", moment)

    left = current(project)
    assert (left == names[2]) == (moment < 4)
    assert damaged(project / "releases" / left) == []
    assert run("publish", "--project", project).exit_code == 0
    fourth = current(project)
    assert run("releases", "--project", project).stdout.split() == [*names, fourth, "publicerad", "nu"]
    assert run("rollback", "--project", project).exit_code == 0
    assert current(project) == names[2]
    assert run("publish", "--project", project).exit_code == 2
