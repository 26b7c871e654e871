"""Every file of a release has its checksum, by which damage to it is seen."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.releases.checksums import damaged, fault_in, has_checksums
from pipeline.releases.shelf import PARTS
from tests.folders import checksums


@pytest.fixture
def copied(release: Path, tmp_path: Path) -> Path:
    """A copy of the release."""
    return Path(shutil.copytree(release, tmp_path / "copied"))


def test_each_file_but_its_own_is_in_release_json_with_its_checksum(release: Path) -> None:
    others = {name: checksum for name, checksum in checksums(release).items() if name != "release.json"}

    content = json.loads((release / "release.json").read_text(encoding="utf-8"))

    assert content["files"] == others
    assert {"handlingsplan.db", "metadata.json", "charts.json", "report.json"} < set(others)
    assert damaged(release) == []
    assert has_checksums(release)


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_one_byte_of_any_file_is_seen(copied: Path) -> None:
    names = sorted(checksums(copied))
    for name in names:
        whole = (copied / name).read_bytes()
        flip_a_byte(copied / name)

        assert damaged(copied) == [name]
        (copied / name).write_bytes(whole)

    assert len(names) > 100
    assert damaged(copied) == []


def swap_charts(release: Path) -> None:
    one, other = release / "charts/P3-01.svg", release / "charts/VNR-08.svg"
    one.rename(release / "aside")
    other.rename(one)
    (release / "aside").rename(other)


def put_a_folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


def add_a_byte(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def leave_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


DAMAGE: list[tuple[Callable[[Path], object], list[str]]] = [
    (lambda release: leave_half(release / "handlingsplan.db"), ["handlingsplan.db"]),
    (lambda release: add_a_byte(release / "report.json"), ["report.json"]),
    (lambda release: (release / "metadata.json").unlink(), ["metadata.json"]),
    (lambda release: put_a_folder_in_its_place(release / "metadata.json"), ["metadata.json"]),
    (swap_charts, ["charts/P3-01.svg", "charts/VNR-08.svg"]),
    (lambda release: (release / "charts/.ströfil\n").touch(), ["charts/.ströfil?"]),
    (lambda release: (release / "charts/leads").symlink_to("nowhere"), ["charts/leads"]),
    (lambda release: (release / "charts/away").symlink_to("/"), ["charts/away"]),
    (lambda release: leave_half(release / "release.json"), ["release.json"]),
    (lambda release: (release / "release.json").unlink(), ["release.json"]),
    (lambda release: (release / "release.json").write_text("[]"), ["release.json"]),
    (shutil.rmtree, sorted(PARTS)),
]


@pytest.mark.parametrize(("damage", "found"), DAMAGE)
def test_what_is_missing_changed_or_not_its_own_is_seen(
    copied: Path, damage: Callable[[Path], object], found: list[str]
) -> None:
    damage(copied)

    assert damaged(copied) == found


def test_what_release_json_says_has_a_checksum_too(copied: Path) -> None:
    path = copied / "release.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    (copied / "report.json").write_bytes(b"[]")
    content["files"]["report.json"] = hashlib.sha256(b"[]").hexdigest()
    path.write_text(json.dumps(content), encoding="utf-8")

    assert damaged(copied) == ["release.json"]


def test_an_older_release_without_checksums_is_whole_if_it_has_its_parts(copied: Path) -> None:
    path = copied / "release.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({key: content[key] for key in content.keys() - {"files", "checksum"}}))
    (copied / "charts/P3-01.svg").unlink()

    assert (damaged(copied), has_checksums(copied)) == ([], False)

    (copied / "metadata.json").unlink()

    assert damaged(copied) == ["metadata.json"]


def forget_files(release: dict[str, Any]) -> None:
    release["files"] = {}


def forget_one(release: dict[str, Any]) -> None:
    del release["files"]["handlingsplan.db"]


def forget_that_there_are(release: dict[str, Any]) -> None:
    del release["files"]


@pytest.mark.parametrize("forget", [forget_files, forget_one, forget_that_there_are])
def test_what_says_how_a_file_was_built_is_the_fault_if_it_is_damaged(
    copied: Path, forget: Callable[[dict[str, Any]], None]
) -> None:
    assert fault_in(copied, "handlingsplan.db") is None
    path = copied / "release.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    forget(content)
    path.write_text(json.dumps(content), encoding="utf-8")

    assert fault_in(copied, "handlingsplan.db") == "release.json"


def test_a_file_that_was_changed_is_the_fault_itself(copied: Path) -> None:
    with (copied / "handlingsplan.db").open("ab") as file:
        file.write(b"\n")

    assert fault_in(copied, "handlingsplan.db") == "handlingsplan.db"
