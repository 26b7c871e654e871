"""What `current` points to may be broken; the last whole release goes on being served, and whoever looks is told."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from pipeline.serving.current import CurrentSite


def point(link: Path, target: str) -> None:
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def nothing(releases: Path) -> None:
    point(releases / "current", "gone")


def no_link(releases: Path) -> None:
    (releases / "current").unlink()


def without_database(releases: Path) -> None:
    shutil.copytree(releases / "one", releases / "two")
    (releases / "two/handlingsplan.db").unlink()
    point(releases / "current", "two")


def damaged_database(releases: Path) -> None:
    shutil.copytree(releases / "one", releases / "two")
    (releases / "two/handlingsplan.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    point(releases / "current", "two")


def half_metadata(releases: Path) -> None:
    shutil.copytree(releases / "one", releases / "two")
    (releases / "two/metadata.json").write_text('{"title": ')
    point(releases / "current", "two")


async def answers(releases: Path, breaks: Callable[[Path], None]) -> list[tuple[int, bool]]:
    """The status of a page, and whether all is well, before, after and when the link is mended."""
    site = CurrentSite(releases / "current")
    found = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://site") as client:
        for change in (None, breaks, lambda releases: point(releases / "current", "one")):
            if change is not None:
                change(releases)
            for _ in range(2):
                page, health = await client.get("/plan"), await client.get("/-/halsa")
            found.append((page.status_code, health.json()["ok"]))
    await site.close()
    return found


@pytest.mark.parametrize("breaks", [nothing, no_link, without_database, damaged_database, half_metadata])
def test_the_last_whole_release_goes_on_being_served(
    project_of_release: Path, tmp_path: Path, breaks: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(project_of_release / "releases", tmp_path / "releases", symlinks=True)

    assert asyncio.run(answers(tmp_path / "releases", breaks)) == [(200, True), (200, False), (200, True)]
    # Once, however many ask.
    assert sum("cannot be opened" in record.message for record in caplog.records) == 1


async def tags(releases: Path) -> list[str]:
    """The entity tag of a file before and after it is replaced where it is, as a mended one is."""
    site = CurrentSite(releases / "current")
    path = releases / "one/downloads/areas.csv"
    found = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://site") as client:
        for content in (path.read_bytes() + b"damage", path.read_bytes()):
            path.with_suffix(".new").write_bytes(content)
            path.with_suffix(".new").replace(path)
            found.append((await client.get("/ladda-ner/areas.csv")).headers["etag"])
    await site.close()
    return found


def test_a_mended_file_is_not_taken_for_the_damaged_one(project_of_release: Path, tmp_path: Path) -> None:
    shutil.copytree(project_of_release / "releases", tmp_path / "releases", symlinks=True)

    damaged, mended = asyncio.run(tags(tmp_path / "releases"))

    assert damaged != mended
