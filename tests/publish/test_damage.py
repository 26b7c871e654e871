"""Damage to releases on the disk is told, and mended where the data are still at hand."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.releases.checksums import damaged
from tests.conftest import Runner
from tests.publish.test_publish import change, current, state


def add_a_byte(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def leave_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def swap_charts(release: Path) -> None:
    one, other = release / "charts/P3-01.svg", release / "charts/VNR-08.svg"
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def make_charts_a_file(release: Path) -> None:
    shutil.rmtree(release / "charts")
    (release / "charts").touch()


def lead_downloads_astray(release: Path) -> None:
    (release / "downloads").rename(release.parent.parent / "elsewhere-downloads")
    (release / "downloads").symlink_to(release.parent.parent / "elsewhere-downloads")


def stray(release: Path) -> None:
    (release / "charts/thumbs").mkdir()
    (release / "charts/thumbs/Thumbs.db").touch()


DAMAGE: list[tuple[Callable[[Path], object], str]] = [
    (lambda release: leave_half(release / "handlingsplan.db"), "handlingsplan.db"),
    (lambda release: (release / "handlingsplan.db").unlink(), "handlingsplan.db"),
    (lambda release: add_a_byte(release / "metadata.json"), "metadata.json"),
    (lambda release: (release / "downloads/datapackage.json").unlink(), "downloads/datapackage.json"),
    (swap_charts, "charts/P3-01.svg, charts/VNR-08.svg"),
    (stray, "charts/thumbs/Thumbs.db"),
    (lambda release: leave_half(release / "release.json"), "release.json"),
    (lambda release: (release / "release.json").unlink(), "release.json"),
]


@pytest.mark.parametrize(("damage", "files"), DAMAGE)
def test_a_publish_of_the_same_data_mends_the_release_that_is_served(
    once_published: Path, runner: Runner, damage: Callable[[Path], object], files: str
) -> None:
    before = state(once_published)
    name = current(once_published)
    damage(once_published / "releases" / name)

    told = runner("doctor", "--project", once_published)
    outcome = runner("publish", "--project", once_published)

    assert told.exit_code == 1
    assert (
        f"FEL     Publicering: {name} är skadad. Det här saknas, är ändrat eller hör inte dit: {files}. Kör make "
        "publish, så lagas den om inget är ändrat i data sedan den publicerades."
    ) in told.stdout.splitlines()
    assert (outcome.exit_code, outcome.stdout.splitlines()[0]) == (
        0,
        f"Inget har ändrats sedan {name}. Ingen ny publicering behövs.",
    )
    assert outcome.stderr.splitlines()[0] == f"Bygger om {name}, som är skadad …"
    assert outcome.stderr.splitlines()[-1] == (
        f"{name} är lagad. Det här saknades, var skadat eller hörde inte dit: {files}."
    )
    assert state(once_published) == before
    assert len((once_published / "releases/journal.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize("damage", [make_charts_a_file, lead_downloads_astray])
def test_a_folder_that_is_something_else_is_mended_and_nothing_outside_is_touched(
    once_published: Path, runner: Runner, damage: Callable[[Path], object]
) -> None:
    before = state(once_published)
    release = once_published / "releases" / current(once_published)
    outside = sorted((release / "downloads").rglob("*"))
    damage(release)

    assert runner("publish", "--project", once_published).exit_code == 0
    assert state(once_published) == before
    assert (once_published / "elsewhere-downloads").exists() == (damage is lead_downloads_astray)
    assert sorted((release / "downloads").rglob("*")) == outside


def test_the_release_is_mended_before_new_files_change_the_data(once_published: Path, runner: Runner) -> None:
    first = current(once_published)
    (once_published / "releases" / first / "handlingsplan.db").write_bytes(b"")
    (once_published / "inbox").mkdir()
    (once_published / "inbox/nya.csv").write_text(
        "Indikator;År;Kommunkod;Kön;Ålder;Värde\nVNR-08;2020;9999;T;total;12\n", encoding="utf-8"
    )

    outcome = runner("publish", "--project", once_published)

    assert f"{first} är lagad. Det här saknades, var skadat eller hörde inte dit: handlingsplan.db." in outcome.stderr
    assert damaged(once_published / "releases" / first) == []


def test_whoever_has_opened_the_release_can_see_that_it_was_mended(once_published: Path, runner: Runner) -> None:
    link = once_published / "releases/current"
    before = link.lstat()
    (link / "metadata.json").write_bytes(b"")

    runner("publish", "--project", once_published)

    assert (link.lstat().st_ino, link.lstat().st_mtime_ns) != (before.st_ino, before.st_mtime_ns)


def test_a_damaged_release_of_the_data_is_built_again_before_it_is_switched_to(
    once_published: Path, runner: Runner
) -> None:
    change(once_published, "ändrad")
    runner("publish", "--project", once_published)
    second = current(once_published)
    runner("rollback", "--project", once_published)
    leave_half(once_published / "releases" / second / "handlingsplan.db")

    assert runner("publish", "--project", once_published, "--again").exit_code == 0
    assert current(once_published) == second
    assert damaged(once_published / "releases" / second) == []


def test_a_rollback_to_a_damaged_release_is_refused(once_published: Path, runner: Runner) -> None:
    first = current(once_published)
    change(once_published, "ändrad")
    runner("publish", "--project", once_published)
    swap_charts(once_published / "releases" / first)
    before = state(once_published)

    outcome = runner("rollback", "--project", once_published)

    assert (outcome.exit_code, outcome.stderr) == (
        2,
        f"Det går inte att gå tillbaka till {first}, som är skadad: charts/P3-01.svg, charts/VNR-08.svg. Det som "
        f"är publicerat är orört. Lägg tillbaka mappen releases/{first} ur en säkerhetskopia och kör make rollback "
        "igen.\n",
    )
    assert state(once_published) == before


@pytest.mark.parametrize(
    ("name", "level"), [("charts/P3-01.svg", "Varning"), ("handlingsplan.db", "FEL    "), ("release.json", "FEL    ")]
)
def test_damage_to_an_earlier_release_is_told(once_published: Path, runner: Runner, name: str, level: str) -> None:
    first = current(once_published)
    change(once_published, "ändrad")
    runner("publish", "--project", once_published)

    assert "OK      Tidigare publiceringar: alla 1 är hela." in runner("doctor", "--project", once_published).stdout

    leave_half(once_published / "releases" / first / name)

    assert (
        f"{level} Tidigare publiceringar: skador i {first} ({name}). De behövs när nya uppgifter granskas och när ni "
        "går tillbaka. Lägg tillbaka mapparna i releases ur en säkerhetskopia."
    ) in runner("doctor", "--project", once_published).stdout.splitlines()


def test_releases_from_before_there_were_checksums_are_told_of(once_published: Path, runner: Runner) -> None:
    first = current(once_published)
    change(once_published, "ändrad")
    runner("publish", "--project", once_published)
    for name in (first, current(once_published)):
        path = once_published / "releases" / name / "release.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({key: content[key] for key in content.keys() - {"files", "checksum"}}))

    lines = runner("doctor", "--project", once_published).stdout.splitlines()

    assert (
        f"OK      Publicering: {current(once_published)} har alla sina delar. Den byggdes innan filerna fick "
        "kontrollsummor, så skador inuti dem syns inte."
    ) in lines
    assert (
        "OK      Tidigare publiceringar: 1 finns kvar med alla sina delar. Av dem är 1 från tiden innan filerna fick "
        "kontrollsummor, så skador inuti dem syns inte."
    ) in lines
    assert runner("rollback", "--project", once_published).exit_code == 0
    assert current(once_published) == first


def test_other_data_are_not_published_past_a_release_that_cannot_be_read(once_published: Path, runner: Runner) -> None:
    name = current(once_published)
    leave_half(once_published / "releases" / name / "release.json")
    change(once_published, "ändrad")

    outcome = runner("publish", "--project", once_published)

    assert (outcome.exit_code, outcome.stderr.splitlines()[-1]) == (
        2,
        f"Publiceringen {name} är inte hel. Det här saknas eller är skadat: release.json. Är det den som visas, och "
        f"inget är ändrat i data sedan dess: kör make publish, så lagas den. Lägg annars tillbaka mappen "
        f"releases/{name} ur en säkerhetskopia. Finns den inte kvar någonstans: ta bort mappen, skriv skälet och kör "
        'make publish LOST="skälet"',
    )
    assert current(once_published) == name


def test_other_data_are_not_published_past_a_figure_that_has_been_changed_in_an_earlier_release(
    once_published: Path, runner: Runner
) -> None:
    """It can be read, but what it says was shown was not: a hidden figure would be judged by it."""
    first = current(once_published)
    change(once_published, "ändrad")
    assert runner("publish", "--project", once_published).exit_code == 0
    second = current(once_published)
    with closing(sqlite3.connect(once_published / "releases" / first / "handlingsplan.db")) as database:
        database.execute("update observations set value = value + 1 where value_status = 'final'")
        database.commit()
    change(once_published, "ändrad igen")

    outcome = runner("publish", "--project", once_published)

    assert outcome.exit_code == 2
    assert outcome.stderr.splitlines()[-1].startswith(
        f"Publiceringen {first} är inte hel. Det här saknas eller är skadat: handlingsplan.db. "
    )
    assert current(once_published) == second
