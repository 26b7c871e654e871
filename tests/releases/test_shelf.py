"""What a release on disk is, and the names by which its parts are known."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from pipeline.model import KEY, SERIES
from pipeline.project import open_project
from pipeline.releases.shelf import (
    PARTS,
    current_release,
    kept_releases,
    list_releases,
    missing_parts,
    open_database,
)
from pipeline.schema import read_schemas
from tests.conftest import NOW


def test_a_release_has_every_part_and_lacks_what_is_taken_away(release: Path, tmp_path: Path) -> None:
    (tmp_path / "charts").mkdir()

    assert missing_parts(release) == []
    assert missing_parts(tmp_path) == [part for part in PARTS if part != "charts"]


def test_its_database_is_opened_to_be_read_and_not_written(release: Path) -> None:
    with open_database(release) as connection:
        assert connection.execute("select count(*) from goals").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("delete from goals")


def test_the_key_of_an_observation_is_the_schemas_own(repository: Path) -> None:
    assert list(KEY) == list(read_schemas(repository / "schemas")["observations"].primary_key)
    assert set(KEY) - set(SERIES) == {"sex"}


def test_releases_are_listed_in_the_order_in_which_they_were_published(project: Path) -> None:
    releases = project / "releases"
    for name in ("2025-b", "2024-a", "2025-c"):
        (releases / name).mkdir(parents=True)
        (releases / name / "release.json").write_text("{}", encoding="utf-8")
    (releases / ".building-2025-d").mkdir()
    (releases / "current").symlink_to("2024-a")
    entries = [{"time": NOW.isoformat(), "action": "publish", "release": name} for name in ("2025-b", "gone", "2024-a")]
    (releases / "journal.jsonl").write_text("".join(f"{json.dumps(entry)}\n" for entry in entries), encoding="utf-8")
    opened = open_project(project)

    assert [folder.name for folder in kept_releases(opened)] == ["2025-b", "2024-a", "2025-c"]
    assert list_releases(opened) == [("2025-b", False), ("2024-a", True), ("2025-c", False)]
    assert current_release(opened) == releases / "2024-a"
