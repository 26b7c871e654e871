"""Whether the machine and the project are fit for the commands: a diagnosis for each check, with what to do."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from importlib import metadata as packages
from pathlib import Path

import polars as pl
from packaging.requirements import Requirement

from pipeline.dataset.catalogue_words import judge_catalogue
from pipeline.dataset.judged import read_checked
from pipeline.dataset.metadata import read_words
from pipeline.errors import Busy, MachineFault, PipelineError, ReleaseFault
from pipeline.files import UNFINISHED
from pipeline.intake.draft import draft_import
from pipeline.intake.files.document import shown_name
from pipeline.intake.importing import inbox_files
from pipeline.labels import labels_of
from pipeline.messages import counted, say
from pipeline.model import SOUND
from pipeline.privacy import mask
from pipeline.project import Project, alone
from pipeline.protect.figures import view_of
from pipeline.protect.relations import relations_of
from pipeline.protect.small import Why, reasons
from pipeline.publish.sending import RECEIVING
from pipeline.publish.switch import BUILDING
from pipeline.releases.checksums import damaged, has_checksums
from pipeline.releases.engine import lacks
from pipeline.releases.journal import CURRENT
from pipeline.releases.shelf import (
    DATABASE,
    RELEASE,
    current_release,
    kept_releases,
    open_database,
    read_release,
)
from pipeline.schema import Schemas, read_schemas

LOCK = "requirements.lock"
OLDEST_PYTHON = (3, 11)
PORT = 8001

LITTLE_SPACE = 1_000_000_000
NO_SPACE = 200_000_000
"""In bytes: a release takes some tens of millions, and the earlier ones are kept."""

KEPT_IN_HISTORY = ("metadata.yml", "overlamning")
"""What is kept in git besides the data folder, and changes as staff work."""

LATE_FROM = 7
"""The month from which the follow-up of the year that is over is late."""

SHOWN = 5
"""How many names in a list are shown."""


class Level(Enum):
    """The outcome of a check, as staff read it."""

    OK = "OK"
    WARNING = "Varning"
    FAULT = "FEL"


@dataclass(frozen=True)
class Diagnosis:
    """The outcome of one check: its level, its name, and a sentence that says what to do, if anything."""

    level: Level
    name: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.level.value:<8}{self.name}: {mask(self.sentence)}"


def examine(project: Project, today: datetime.date, port: int = PORT) -> Iterator[Diagnosis]:
    """The diagnosis of everything the commands rely on: first the machine, then the project."""
    yield judge_python(sys.version_info[:3])
    yield _packages(project.root / LOCK)
    yield _sqlite()
    yield _folders(project)
    yield judge_space(shutil.disk_usage(project.root).free)
    yield _links(project)
    yield _history(project)
    yield _lock(project)
    yield _release(project)
    yield from _follow_up(project, today)
    yield _kept(project)
    yield _port(port)
    yield _words(project)
    schemas = _read_schemas(project)
    yield judge_schemas(schemas)
    yield from _data(project, schemas, today)
    yield _leftovers(project)


def judge_python(version: Sequence[int]) -> Diagnosis:
    """Whether Python is new enough."""
    shown = ".".join(map(str, version))
    if tuple(version[:2]) < OLDEST_PYTHON:
        return Diagnosis(Level.FAULT, "Python", say("doctor_python_old", version=shown))
    return Diagnosis(Level.OK, "Python", say("doctor_version", version=shown))


def _packages(lock: Path) -> Diagnosis:
    name = say("doctor_packages")
    if not lock.is_file():
        return Diagnosis(Level.WARNING, name, say("doctor_no_lock", file=LOCK))
    try:
        locked = locked_packages(lock.read_text(encoding="utf-8"))
    except ValueError:
        return Diagnosis(Level.FAULT, name, say("doctor_packages_unreadable", file=LOCK))
    return judge_packages(locked)


def locked_packages(text: str) -> list[Requirement]:
    """The requirements in the text of a lock file that apply to this Python and this system.

    Raises InvalidRequirement (a ValueError) if a line is not one. The form is pip's: "Requirements File Format".
    """
    lines = (re.split(r"(?:^|\s)(?:#|--)", line)[0].strip() for line in text.replace("\\\n", " ").splitlines())
    requirements = [Requirement(line) for line in lines if line]
    return [each for each in requirements if each.marker is None or each.marker.evaluate()]


def judge_packages(locked: Sequence[Requirement]) -> Diagnosis:
    """Whether the installed packages match the locked ones."""
    name = say("doctor_packages")
    wrong = [
        f"{each.name} {installed or say('doctor_absent')} ({str(each.specifier).removeprefix('==')})"
        for each in locked
        if (installed := _installed(each.name)) is None or not each.specifier.contains(installed, prereleases=True)
    ]
    if wrong:
        return Diagnosis(Level.FAULT, name, say("doctor_packages_differ", packages=_listed(wrong), file=LOCK))
    return Diagnosis(Level.OK, name, say("doctor_packages_agree", count=len(locked), file=LOCK))


def _installed(package: str) -> str | None:
    try:
        return packages.version(package)
    except packages.PackageNotFoundError:
        return None


def _sqlite() -> Diagnosis:
    if lacks():
        return Diagnosis(Level.FAULT, "SQLite", say("doctor_sqlite_lacks", version=sqlite3.sqlite_version))
    return Diagnosis(Level.OK, "SQLite", say("doctor_version", version=sqlite3.sqlite_version))


def _folders(project: Project) -> Diagnosis:
    """A missing folder is created by the command that needs it, provided that the project is writable."""
    name = say("doctor_folders")
    wanted = (project.root, project.data, project.inbox, project.releases)
    files = [path.name for path in wanted if path.exists() and not path.is_dir()]
    if files:
        return Diagnosis(Level.FAULT, name, say("doctor_folders_are_files", files=_listed(files)))
    closed = [path.name for path in wanted if path.exists() and not os.access(path, os.W_OK)]
    if closed:
        return Diagnosis(Level.FAULT, name, say("doctor_folders_closed", folders=_listed(closed)))
    return Diagnosis(Level.OK, name, say("doctor_folders_open"))


def judge_space(free: int) -> Diagnosis:
    """Whether there is room on the disk for more releases."""
    name = say("doctor_space")
    shown = f"{free / 1_000_000_000:.1f}".replace(".", ",")
    if free < LITTLE_SPACE:
        level = Level.FAULT if free < NO_SPACE else Level.WARNING
        return Diagnosis(level, name, say("doctor_space_little", gigabytes=shown))
    return Diagnosis(Level.OK, name, say("doctor_space_enough", gigabytes=shown))


def _links(project: Project) -> Diagnosis:
    """Releases are switched by renaming one link over another, which some network and USB-stick file systems refuse."""
    name = say("doctor_links")
    where = project.releases if project.releases.is_dir() else project.root
    try:
        with tempfile.TemporaryDirectory(dir=where, prefix=".doctor-") as folder:
            for target in ("first", "second"):
                (Path(folder) / "new").symlink_to(target)
                os.rename(Path(folder) / "new", Path(folder) / CURRENT)
    except OSError:
        return Diagnosis(Level.FAULT, name, say("doctor_links_fail", folder=where))
    return Diagnosis(Level.OK, name, say("doctor_links_work"))


def _history(project: Project) -> Diagnosis:
    """Whether git is installed and the data are committed as they are."""
    command = ["git", "-C", str(project.root), "status", "--porcelain", "--untracked-files=all", "--"]
    try:
        status = subprocess.run(
            [*command, str(project.data), *KEPT_IN_HISTORY], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return Diagnosis(Level.WARNING, "Git", say("doctor_no_git"))
    if status.returncode:
        return Diagnosis(Level.WARNING, "Git", say("doctor_no_history", folder=project.root))
    uncommitted = len(status.stdout.splitlines())
    if uncommitted:
        return Diagnosis(Level.WARNING, "Git", say("doctor_history_lacks", count=counted(uncommitted, "file")))
    return Diagnosis(Level.OK, "Git", say("doctor_history_whole"))


def _lock(project: Project) -> Diagnosis:
    name = say("doctor_lock")
    try:
        with alone(project):
            return Diagnosis(Level.OK, name, say("doctor_lock_free"))
    except Busy as busy:
        return Diagnosis(Level.WARNING, name, str(busy))


def _release(project: Project) -> Diagnosis:
    name = say("doctor_release")
    link = project.releases / CURRENT
    folder = current_release(project)
    if folder is None:
        sentence = "doctor_release_lost" if link.is_symlink() else "doctor_release_none"
        return Diagnosis(Level.FAULT if link.is_symlink() else Level.WARNING, name, say(sentence))
    if faults := damaged(folder):
        return Diagnosis(Level.FAULT, name, say("doctor_release_damaged", release=folder.name, files=_listed(faults)))
    if not _is_sound(folder):
        return Diagnosis(Level.FAULT, name, say("doctor_release_broken", release=folder.name))
    sentence = "doctor_release_whole" if has_checksums(folder) else "doctor_release_unsealed"
    return Diagnosis(Level.OK, name, say(sentence, release=folder.name))


def _kept(project: Project) -> Diagnosis:
    """Whether the earlier releases are whole: what they reveal is taken into account at each publish."""
    name = say("doctor_kept")
    try:
        kept = [folder for folder in kept_releases(project) if folder != current_release(project)]
    except MachineFault as fault:
        return Diagnosis(Level.FAULT, name, str(fault))
    faults = [(folder.name, found) for folder in kept if (found := damaged(folder))]
    if faults:
        shown = "; ".join(f"{release} ({_listed(found)})" for release, found in faults)
        needed = any({DATABASE, RELEASE}.intersection(found) for _, found in faults)
        return Diagnosis(Level.FAULT if needed else Level.WARNING, name, say("doctor_kept_damaged", releases=shown))
    if not kept:
        return Diagnosis(Level.OK, name, say("doctor_kept_none"))
    unsealed = sum(not has_checksums(folder) for folder in kept)
    sentence = "doctor_kept_unsealed" if unsealed else "doctor_kept_whole"
    return Diagnosis(Level.OK, name, say(sentence, count=len(kept), unsealed=unsealed))


def _is_sound(folder: Path) -> bool:
    """Whether a release's database passes SQLite's own check and its `release.json` has its name."""
    try:
        with open_database(folder) as database:
            verdict: str = database.execute("pragma quick_check").fetchone()[0]
        release_id: str = read_release(folder)["id"]
        return verdict == "ok" and release_id == folder.name
    except (sqlite3.DatabaseError, ReleaseFault, KeyError):
        return False


def _follow_up(project: Project, today: datetime.date) -> Iterator[Diagnosis]:
    """Whether the year that is over is published; nothing if no release can be read."""
    with suppress(OSError, ReleaseFault, ValueError, KeyError, IndexError):
        folder = current_release(project)
        if folder is not None:
            yield judge_follow_up(read_release(folder)["years"][-1], today)


def judge_follow_up(published: int, today: datetime.date) -> Diagnosis:
    """Whether the last published follow-up year is the one that is over: due once it is, and late from July."""
    name, due = say("doctor_follow_up"), today.year - 1
    if published >= due:
        return Diagnosis(Level.OK, name, say("doctor_follow_up_done", year=published))
    is_late = published < due - 1 or today.month >= LATE_FROM
    sentence = "doctor_follow_up_late" if is_late else "doctor_follow_up_due"
    return Diagnosis(Level.FAULT if is_late else Level.WARNING, name, say(sentence, year=published + 1))


def _port(port: int) -> Diagnosis:
    name = say("doctor_port")
    with socket.socket() as listener:
        # As the server does: a port that was released a moment ago is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return Diagnosis(Level.WARNING, name, say("doctor_port_taken", port=port))
    return Diagnosis(Level.OK, name, say("doctor_port_free", port=port))


def _words(project: Project) -> Diagnosis:
    words, problems = read_words(project.metadata)
    if problems:
        return Diagnosis(Level.FAULT, project.metadata.name, problems[0].message)
    named = words.municipality
    if named.name and not (named.social_services and named.social_emergency):
        return Diagnosis(Level.WARNING, project.metadata.name, say("doctor_no_help"))
    return Diagnosis(Level.OK, project.metadata.name, say("doctor_readable"))


def _read_schemas(project: Project) -> Schemas | None:
    try:
        return read_schemas(project.schemas)
    except (OSError, ValueError, KeyError):
        return None


def judge_schemas(schemas: Schemas | None) -> Diagnosis:
    """Whether the schemas could be read."""
    if schemas is None:
        return Diagnosis(Level.FAULT, "schemas", say("doctor_schemas_broken"))
    return Diagnosis(Level.OK, "schemas", say("doctor_schemas", count=len(schemas.tables)))


def _data(project: Project, schemas: Schemas | None, today: datetime.date) -> Iterator[Diagnosis]:
    """The checks that need readable schemas and a data folder."""
    if schemas is None:
        return
    if not project.data.is_dir():
        yield Diagnosis(Level.FAULT, "data", say("data_not_found", folder=project.data))
        return
    tables = read_checked(project.data, schemas)[0].tables
    yield judge_clock(_newest_date(tables), today)
    yield judge_bases(tables)
    yield from _catalogue(project, tables)
    yield _inbox(project, today)


def _catalogue(project: Project, tables: Mapping[str, pl.DataFrame]) -> Iterator[Diagnosis]:
    """Whether the data catalogue of a named municipality is whole; nothing is said of an example, which has none."""
    words, problems = read_words(project.metadata)
    is_example = True in tables["dataset"]["is_example"]
    if problems or is_example or not words.municipality.name:
        return
    name = say("doctor_catalogue")
    lacking = list(judge_catalogue(words, project.metadata.name, is_example=is_example))
    if lacking:
        yield Diagnosis(Level.WARNING, name, lacking[0].message)
    else:
        yield Diagnosis(Level.OK, name, say("doctor_catalogue_whole"))


def judge_bases(tables: Mapping[str, pl.DataFrame]) -> Diagnosis:
    """Whether it is known what every rate and share of people in the checked data is out of."""
    name, labels = say("doctor_bases"), labels_of(tables)
    found = reasons(relations_of(tables), view_of(tables["observations"].filter(SOUND)))
    lacking = [key.indicator_id for key, why in found.items() if why is Why.NO_BASE]
    if lacking:
        named = _listed(sorted({labels.indicator(indicator) for indicator in lacking}))
        count = counted(len(lacking), "figure")
        return Diagnosis(Level.FAULT, name, say("doctor_bases_lack", count=count, indicators=named))
    return Diagnosis(Level.OK, name, say("doctor_bases_known"))


def _newest_date(tables: Mapping[str, pl.DataFrame]) -> datetime.date | None:
    dates = (tables["observations"]["retrieved_on"].max(), tables["revisions"]["revised_on"].max())
    return max((date for date in dates if isinstance(date, datetime.date)), default=None)


def judge_clock(newest: datetime.date | None, today: datetime.date) -> Diagnosis:
    """Whether the machine's date can be right: the data cannot have been retrieved after it."""
    name = say("doctor_clock")
    if newest and today < newest:
        return Diagnosis(Level.FAULT, name, say("doctor_clock_behind", today=today, newest=newest))
    return Diagnosis(Level.OK, name, say("doctor_clock_right", today=today))


def _inbox(project: Project, today: datetime.date) -> Diagnosis:
    name = say("doctor_inbox")
    paths = inbox_files(project)
    if not paths:
        return Diagnosis(Level.OK, name, say("doctor_inbox_empty"))
    try:
        draft = draft_import(project, paths, today=today, within=project.inbox)
    except PipelineError as error:
        return Diagnosis(Level.WARNING, name, str(error))
    opened = {document.name for document in draft.documents}
    unknown = {problem.place.file for problem in draft.problems if problem.rule == "file_has_a_source"}
    unread = [name for name in map(shown_name, paths) if name not in opened - unknown]
    count = counted(len(paths), "file")
    if unread:
        return Diagnosis(Level.WARNING, name, say("doctor_inbox_unread", count=count, names=_listed(unread)))
    if draft.is_fatal:
        return Diagnosis(Level.WARNING, name, say("doctor_inbox_faulty", count=count))
    return Diagnosis(Level.OK, name, say("doctor_inbox_read", count=count))


def _leftovers(project: Project) -> Diagnosis:
    """What an interrupted command left unfinished; nothing is served or read from it."""
    name = say("doctor_leftovers")
    found = sorted(
        [
            *project.root.glob(".*.building"),
            *project.root.glob(UNFINISHED),
            *project.data.rglob(UNFINISHED),
            *project.releases.glob(f"{BUILDING}*"),
            *project.releases.glob(f"{RECEIVING}*"),
            *project.releases.glob(UNFINISHED),
        ]
    )
    names = [os.path.relpath(path, project.root) for path in found]
    if names:
        return Diagnosis(Level.WARNING, name, say("doctor_leftovers_lie", names=_listed(names)))
    return Diagnosis(Level.OK, name, say("doctor_leftovers_none"))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    others = len(names) - SHOWN
    return say("and_others", first=shown, others=others) if others > 0 else shown
