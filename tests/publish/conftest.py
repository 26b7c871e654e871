"""A small project that has been published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import NOW, Maker, copy_project, make_small, run


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
