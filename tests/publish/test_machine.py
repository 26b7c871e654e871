"""Faults of the machine are told in a sentence, and leave what is published and the data folder as they were."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import NOW, Outcome, Runner
from tests.folders import checksums
from tests.publish.test_publish import change, state
from tests.sheets import rows_of

FULL = (
    "Disken är full, så det gick inte att skriva klart. Det som är publicerat är orört, liksom uppgifterna i data. "
    "Frigör plats och kör kommandot igen."
)


def is_told(outcome: Outcome, sentence: str) -> bool:
    """Whether a fault stopped the command with this sentence last, and nothing of how the program is made."""
    return (outcome.exit_code, outcome.stderr.splitlines()[-1:]) == (
        2,
        [sentence],
    ) and "Traceback" not in outcome.stderr


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 40 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path, left: int) -> None:
    """Fill a disk but for so many bytes."""
    free = shutil.disk_usage(disk).free
    with (disk / "filler").open("wb") as filler:
        os.posix_fallocate(filler.fileno(), 0, free - left)


def remount(disk: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", disk], check=True)


@pytest.fixture
def on_disk(once_published: Path, disk: Path) -> Path:
    """The small project after one publish, on the small disk."""
    return Path(shutil.copytree(once_published, disk / "project", symlinks=True))


def test_too_little_room_is_told_before_anything_is_built(on_disk: Path, disk: Path, runner: Runner) -> None:
    change(on_disk, "ändrad")
    before = state(on_disk)
    size = sum(path.stat().st_size for path in (on_disk / "releases/current/").rglob("*") if path.is_file())
    fill(disk, 5_000_000)
    needed, free = (f"{number / 1_000_000:.1f}" for number in (size + 20_000_000, shutil.disk_usage(disk).free))

    outcome = runner("publish", "--project", on_disk)

    assert is_told(
        outcome,
        "Ingen publicering gjordes. Det behövs {needed} MB ledigt för {folder}, men bara {free} MB är ledigt. Frigör "
        "plats och kör make publish igen. Det som är publicerat är orört.".format(
            needed=needed.replace(".", ",").removesuffix(",0"),
            free=free.replace(".", ",").removesuffix(",0"),
            folder=on_disk / "releases",
        ),
    )
    assert "Bygger databasen …" not in outcome.stderr
    assert state(on_disk) == before


def test_without_changes_a_full_disk_is_no_hindrance(on_disk: Path, disk: Path, runner: Runner) -> None:
    fill(disk, 0)

    assert runner("publish", "--project", on_disk).exit_code == 0


@pytest.mark.parametrize("left", [0, 100_000, 1_000_000, 2_000_000])
def test_a_disk_that_fills_up_while_a_release_is_built(
    small_project: Path, disk: Path, runner: Runner, left: int
) -> None:
    fill(disk, left)

    outcome = runner("build", "--project", small_project, "--output", disk / "built")

    assert is_told(outcome, FULL)
    assert [path.name for path in disk.iterdir()] == ["filler"]


def test_a_full_disk_stops_an_import_before_the_first_file_is_changed(
    on_disk: Path, disk: Path, runner: Runner, tmp_path: Path
) -> None:
    row = next(row for row in rows_of(on_disk / "data/observations/2025.csv") if row["indicator_id"] == "VNR-08")
    columns = (row["indicator_id"], row["year"], row["area_code"], row["sex"], row["age_group"])
    table = tmp_path / "rättad.csv"
    table.write_text(f"Indikator;År;Kommunkod;Kön;Ålder;Värde\n{';'.join((*columns, '77'))}\n", encoding="utf-8")
    before = checksums(on_disk / "data")
    fill(disk, 3 * 4096)

    outcome = runner("import", "--project", on_disk, table, "--reason", "Rättad av enheten.")

    assert is_told(outcome, FULL)
    assert checksums(on_disk / "data") == before
    (disk / "filler").unlink()
    assert runner("import", "--project", on_disk, table, "--reason", "Rättad av enheten.").exit_code == 0
    assert checksums(on_disk / "data") != before


def test_a_disk_that_can_only_be_read(on_disk: Path, disk: Path, runner: Runner) -> None:
    change(on_disk, "ändrad")
    before, data = state(on_disk), checksums(on_disk / "data")
    remount(disk, "ro")

    outcome = runner("publish", "--project", on_disk)

    assert is_told(
        outcome,
        f"Disken går bara att läsa, så det gick inte att skriva i {on_disk / 'releases'}. Det som är publicerat är "
        "orört, liksom uppgifterna i data. Flytta projektet till en disk som går att skriva på, eller be den som "
        "sköter datorn att öppna disken för skrivning, och kör kommandot igen.",
    )
    assert (state(on_disk), checksums(on_disk / "data")) == (before, data)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_the_account_may_not_write_in(once_published: Path, runner: Runner) -> None:
    change(once_published, "ändrad")
    before = state(once_published)
    (once_published / "releases").chmod(0o555)

    outcome = runner("publish", "--project", once_published)
    (once_published / "releases").chmod(0o755)

    assert is_told(
        outcome,
        f"Ditt konto får inte läsa eller skriva {once_published / 'releases'}. Det som är publicerat är orört, liksom "
        "uppgifterna i data. Ge kontot rätt till det, eller be den som sköter datorn, och kör kommandot igen.",
    )
    assert state(once_published) == before


@pytest.fixture
def locked() -> Iterator[Callable[[Path], None]]:
    """Makes a file such that nobody, not even root, may write to it until the test is over."""
    paths: list[Path] = []

    def lock(path: Path) -> None:
        if subprocess.run(["chattr", "+i", path], capture_output=True).returncode:
            pytest.skip("only root may lock a file, and not on every file system")
        paths.append(path)

    yield lock
    for path in paths:
        subprocess.run(["chattr", "-i", path], check=True)


@pytest.mark.parametrize("command", ["publish", "rollback"])
def test_nothing_is_switched_where_the_journal_cannot_be_written(
    once_published: Path, runner: Runner, locked: Callable[[Path], None], command: str
) -> None:
    change(once_published, "ändrad")
    runner("publish", "--project", once_published)
    if command == "publish":
        change(once_published, "ändrad igen")
    before = state(once_published)[0]
    journal = once_published / "releases/journal.jsonl"
    locked(journal)

    outcome = runner(command, "--project", once_published)

    assert is_told(
        outcome,
        f"Ditt konto får inte läsa eller skriva {journal}. Det som är publicerat är orört, liksom uppgifterna i data. "
        "Ge kontot rätt till det, eller be den som sköter datorn, och kör kommandot igen.",
    )
    assert state(once_published)[0] == before


@pytest.mark.parametrize("name", ["releases", "inbox"])
def test_a_file_where_a_folder_should_be(small_project: Path, runner: Runner, name: str) -> None:
    (small_project / name).write_text("en fil", encoding="utf-8")

    told = runner("doctor", "--project", small_project)

    assert (
        f"FEL     Mappar: här ska det vara mappar, men det är filer: {name}. Ge filerna andra namn."
    ) in told.stdout.splitlines()
    assert is_told(
        runner("publish", "--project", small_project),
        f"{small_project / name} är en fil, men där ska det vara en mapp. Det som är publicerat är orört. Ge filen ett "
        "annat namn, så skapas mappen, och kör kommandot igen.",
    )
    assert (small_project / name).read_text(encoding="utf-8") == "en fil"


def test_data_that_are_a_file(small_project: Path, runner: Runner) -> None:
    shutil.rmtree(small_project / "data")
    (small_project / "data").write_text("en fil", encoding="utf-8")

    assert is_told(
        runner("publish", "--project", small_project),
        f"{small_project / 'data'} finns inte, eller är ingen mapp.",
    )


COMMANDS = ("publish", "rollback", "releases", "check")


def broken(line: int) -> Callable[[Path], str]:
    return lambda journal: (
        f"Inget är gjort. Rad {line} i {journal} går inte att läsa, och där står vad som har publicerats. Lägg "
        "tillbaka filen ur en säkerhetskopia, eller ta bort raden om den inte säger något."
    )


def is_folder(journal: Path) -> str:
    return (
        f"{journal} är en mapp, men där ska det vara en fil. Det som är publicerat är orört. Ge mappen ett annat namn "
        "och kör kommandot igen."
    )


def append(content: bytes) -> Callable[[Path], None]:
    def breaking(journal: Path) -> None:
        journal.write_bytes(journal.read_bytes() + content)

    return breaking


def make_it_a_folder(journal: Path) -> None:
    journal.unlink()
    journal.mkdir()


@pytest.mark.parametrize(
    ("breaking", "sentence"),
    [
        (append(b'{"time": "2026-11-24T10:00:00+00:00", "action": "publish", "release": "\xe5"}\n'), broken(2)),
        (append(b'\n{"action": "publish", "release": "x"}\n'), broken(3)),
        (append(b'{"time": "i g\xc3\xa5r", "action": "publish", "release": "x"}\n'), broken(2)),
        (append(b'{"time": "2026-11-24T10:00:00", "action": "publish", "release": "x"}\n'), broken(2)),
        (append(b'{"time": "2026-11-24T10:00:00+00:00", "action": "publish"}\n'), broken(2)),
        (make_it_a_folder, is_folder),
    ],
)
def test_a_journal_that_cannot_be_read(
    once_published: Path, runner: Runner, breaking: Callable[[Path], None], sentence: Callable[[Path], str]
) -> None:
    journal = once_published / "releases/journal.jsonl"
    breaking(journal)
    before = state(once_published)

    for command in COMMANDS:
        assert is_told(runner(command, "--project", once_published), sentence(journal))
    told = runner("doctor", "--project", once_published)
    assert f"FEL     Tidigare publiceringar: {sentence(journal)}" in told.stdout.splitlines()
    assert state(once_published) == before


def test_a_journal_with_a_byte_order_mark_and_windows_line_ends_is_read(once_published: Path, runner: Runner) -> None:
    journal = once_published / "releases/journal.jsonl"
    before = runner("releases", "--project", once_published).stdout
    journal.write_bytes(b"\xef\xbb\xbf" + journal.read_bytes().replace(b"\n", b"\r\n"))
    entries = len(journal.read_bytes().splitlines())
    change(once_published, "ändrad")

    assert runner("releases", "--project", once_published).stdout == before
    assert runner("publish", "--project", once_published).exit_code == 0
    assert runner("rollback", "--project", once_published).exit_code == 0
    assert len(journal.read_bytes().splitlines()) == entries + 2


@pytest.mark.parametrize("command", ["publish", "rollback"])
@pytest.mark.parametrize(("behind", "is_refused"), [({"minutes": 59}, False), ({"minutes": 61}, True)])
def test_a_clock_that_was_set_back(
    once_published: Path,
    runner: Runner,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    behind: dict[str, int],
    is_refused: bool,
) -> None:
    change(once_published, "ändrad")
    runner("publish", "--project", once_published)
    if command == "publish":
        change(once_published, "ändrad igen")
    before = state(once_published)
    monkeypatch.setattr("pipeline.cli.now", lambda: NOW - datetime.timedelta(**behind))

    outcome = runner(command, "--project", once_published)

    journal = once_published / "releases/journal.jsonl"
    sentence = (
        f"Inget är gjort. Datorns klocka visar 2026-11-24 10:59 (UTC), men enligt {journal} byttes publicering senast "
        "2026-11-24 12:00. Ställ datorns klocka och kör kommandot igen. Går klockan rätt var det den gången som den "
        "gick fel: rätta då tiden (time) på den raden i filen."
    )
    assert (is_told(outcome, sentence), state(once_published) == before) == (is_refused, is_refused)
    assert (outcome.exit_code == 0) == (not is_refused)


def test_a_switch_is_noted_with_nothing_but_its_line(once_published: Path, runner: Runner) -> None:
    change(once_published, "ändrad")
    runner("publish", "--project", once_published)
    runner("rollback", "--project", once_published)

    text = (once_published / "releases/journal.jsonl").read_text(encoding="utf-8")

    assert [json.loads(line)["action"] for line in text.splitlines()] == ["publish", "publish", "rollback"]
    assert text.endswith("}\n")


def test_a_fault_of_the_program_is_told_where_no_log_can_be_written(
    small_project: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("pipeline.log").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(small_project / "nowhere"))
    (small_project / "schemas/goals.json").write_text("{}", encoding="utf-8")

    assert is_told(
        runner("check", "--project", small_project),
        "Ett fel har uppstått i programmet, och det går inte att skriva om det i pipeline.log: varken här eller bland "
        "datorns tillfälliga filer. Det som är publicerat är orört. Kontrollera disken med make doctor.",
    )
