"""Which releases a figure came with, changed in and went away in."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from pipeline.builder.history import first_release, observation_releases
from pipeline.model import KEY
from pipeline.releases.tables import read_observations

CHANGED = f"""
update observations set value = value + 1 where indicator_id = 'P3-01' and year = 2024 and sex = 'K';
update observations set value_status = 'preliminary' where indicator_id = 'P3-01' and year = 2024 and sex = 'M';
delete from observations where indicator_id = 'P3-01' and year = 2025 and sex = 'K';
insert into observations ({", ".join(KEY)}, value_status, series_break, retrieved_on)
values ('P3-01', 1999, '9999', 'T', 'total', 'missing', 0, '2000-01-01');
"""
"""What was otherwise in the release before."""


@pytest.fixture
def before(release: Path, tmp_path: Path) -> Path:
    """A release that is like the repository's but for four figures, of which one it lacks and one it has alone."""
    folder = tmp_path / "2025-0123456789ab"
    folder.mkdir()
    shutil.copy(release / "handlingsplan.db", folder)
    with closing(sqlite3.connect(folder / "handlingsplan.db")) as connection:
        connection.executescript(CHANGED)
    return folder


def test_a_figure_is_added_changed_or_removed(before: Path, release: Path) -> None:
    found = observation_releases(before, read_observations(release), "2026-0123456789ab")

    assert found.select("year", "sex", "kind").rows() == [
        (1999, "T", "removed"),
        (2024, "K", "changed"),
        (2024, "M", "changed"),
        (2025, "K", "added"),
    ]
    assert found.select("position", "release_id").unique().rows() == [(1, "2026-0123456789ab")]


def test_the_history_goes_on_from_that_of_the_release_before(before: Path, release: Path) -> None:
    earlier = ("P3-01", 2020, "9999", "T", "total", 6, "2024-0123456789ab", "added")
    with closing(sqlite3.connect(before / "handlingsplan.db")) as connection:
        connection.execute("insert into observation_releases values (?, ?, ?, ?, ?, ?, ?, ?)", earlier)
        connection.execute("update release set first_release = '2020-0123456789ab'")
        connection.commit()

    found = observation_releases(before, read_observations(release), "2026-0123456789ab")

    assert found.rows()[1] == earlier
    assert found.filter(pl.col("release_id") == "2026-0123456789ab")["position"].unique().to_list() == [7]
    assert first_release(before, "2026-0123456789ab") == "2020-0123456789ab"


def test_the_first_release_has_no_history(release: Path) -> None:
    assert observation_releases(None, read_observations(release), "2025-0123456789ab").height == 0
    assert first_release(None, "2025-0123456789ab") == "2025-0123456789ab"
