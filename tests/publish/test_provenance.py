"""A figure's page says which release it came with and which have changed it, as the releases themselves do."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.releases.checksums import with_checksums
from tests.conftest import NOW, run
from tests.publish.test_versions import begun, import_rows, lund, publish, visit  # noqa: F401
from tests.web.test_pages import text_of

Row = tuple[object, ...]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cli.now", lambda: NOW)


def of_release(project: Path, query: str) -> list[Row]:
    database = (project / "releases/current/handlingsplan.db").resolve()
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def told(project: Path) -> dict[Row, Row]:
    """The releases that the figures came with and were changed in, and the rows of their files."""
    rows = of_release(
        project, "select indicator_id, year, published_in, changed_in, file_name, row from observation_provenance"
    )
    return {row[:2]: row[2:] for row in rows}


def history(project: Path) -> list[Row]:
    return of_release(project, "select indicator_id, year, position, release_id, kind from observation_releases")


def with_right_checksum(release: Path) -> None:
    """Let a release be whole though its database has been changed."""
    path = release / "release.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    del described["files"], described["checksum"]
    path.unlink()
    path.write_text(json.dumps(with_checksums(described, release)), encoding="utf-8")


def test_the_releases_of_a_figure(lund: Path) -> None:  # noqa: F811
    first = os.readlink(lund / "releases/current")
    assert history(lund) == []
    # The file has figures of people in it, so its rows are not told.
    assert told(lund)["P3-01", 2025] == (first, None, "siffror.csv", None)

    import_rows(lund, "P3-01,2025,1281,T,total,54,final", "P3-01,2023,1281,T,total,30,final")
    second = publish(lund)
    changed = [("P3-01", 2023, 1, second, "added"), ("P3-01", 2025, 1, second, "changed")]
    assert history(lund) == changed
    figures = told(lund)
    assert figures["P3-01", 2023] == (second, None, "siffror.csv", 3)
    assert figures["P3-01", 2024] == (first, None, "siffror.csv", None)
    assert figures["P3-01", 2025] == (first, second, "siffror.csv", 2)

    import_rows(lund, "P3-01,2025,1281,T,total,,missing", reason="Osäker uppgift.")
    third = publish(lund)
    assert history(lund) == [*changed, ("P3-01", 2025, 2, third, "changed")]
    assert told(lund)["P3-01", 2025][:2] == (first, third)

    visitor = visit(lund)
    page = visitor.get("/handlingsplan/observations/P3-01,2025,1281,T,total")
    said = text_of(page.text)
    assert "Inläst från siffror.csv, rad 2, 24 november 2026" in said
    assert f"Publicerad sedan {first} Ändrad i {second} , {third}" in said
    for release in (first, second, third):
        assert f'href="/versioner/{release}"' in page.text
        assert visitor.get(f"/versioner/{release}").status_code == 200
    english = text_of(visitor.get("/en/handlingsplan/observations/P3-01,2025,1281,T,total").text)
    assert "Imported from siffror.csv, row 2, 24 November 2026" in english
    assert "/handlingsplan/observation_provenance?indicator_id=P3-01" in visitor.get("/indikatorer/P3-01").text
    rows = visitor.get("/handlingsplan/observation_provenance.json?_shape=array&indicator_id=P3-01&year=2025").json()
    assert [(row["published_in"], row["changed_in"]) for row in rows] == [(first, third)]
    visitor.close()


def test_what_a_recalled_release_changed_is_not_told_once_another_is_published_after_the_one_before(
    lund: Path,  # noqa: F811
) -> None:
    first = os.readlink(lund / "releases/current")
    import_rows(lund, "P3-01,2025,1281,T,total,54,final")
    second = publish(lund)
    assert run("rollback", "--project", lund).exit_code == 0
    assert run("recall", second, "--project", lund, "--reason", "Den visade en siffra om få.").exit_code == 0
    import_rows(lund, "P3-01,2025,1281,T,total,55,final")
    third = publish(lund)

    assert history(lund) == [("P3-01", 2025, 1, third, "changed")]
    assert told(lund)["P3-01", 2025][:2] == (first, third)
    assert of_release(lund, "select first_release from release") == [(first,)]


def test_a_release_from_before_the_history_begins_it(lund: Path) -> None:  # noqa: F811
    release = (lund / "releases/current").resolve()
    with closing(sqlite3.connect(release / "handlingsplan.db")) as connection:
        connection.executescript(
            "drop view observation_provenance; drop table observation_releases; "
            "alter table release drop column first_release;"
        )
    with_right_checksum(release)
    visitor = visit(lund)
    page = visitor.get("/handlingsplan/observations/P3-01,2025,1281,T,total")
    assert (page.status_code, "Varifrån siffran kommer" in page.text) == (200, False)
    assert "observation_provenance" not in visitor.get("/indikatorer/P3-01").text
    visitor.close()

    import_rows(lund, "P3-01,2025,1281,T,total,54,final")
    second = publish(lund)

    assert history(lund) == [("P3-01", 2025, 1, second, "changed")]
    assert told(lund)["P3-01", 2024][:2] == (release.name, None)
