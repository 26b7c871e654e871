"""What a catalogue is made from, of a project and its downloads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.builder.catalogue.facts import Facts
from pipeline.builder.identity import describe
from pipeline.dataset.judged import judge
from pipeline.project import open_project
from pipeline.wording.formats import FORMATS


def facts_of(project: Path, downloads: Path) -> Facts:
    """What a project's catalogue is made from, with these downloads."""
    judged = judge(open_project(project), lambda _: None)
    assert judged.fatal == ()
    return Facts(
        judged.words, judged.schemas, describe(judged, {}), judged.dataset.tables, downloads, has_database=True
    )


@pytest.fixture
def project_copy(catalogued_project: Path, tmp_path: Path) -> Path:
    """A copy of the catalogued project, without its releases."""
    return Path(
        shutil.copytree(catalogued_project, tmp_path / "copy", ignore=shutil.ignore_patterns("releases"), symlinks=True)
    )


@pytest.fixture
def every_format(project_copy: Path, tmp_path: Path) -> Facts:
    """The facts of a release that has the data set in every format."""
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    for name in (*FORMATS, "observations.csv", "README.md"):
        (downloads / name).write_text(f"{name}\n", encoding="utf-8")
    return facts_of(project_copy, downloads)
