"""Whether the machine is fit for a publish, seen before anything is written: its clock, its folders, its room."""

from __future__ import annotations

import datetime
import errno
import os
import shutil
from pathlib import Path

from pipeline.errors import MachineFault
from pipeline.messages import readable, say
from pipeline.project import Project
from pipeline.releases.journal import JOURNAL, switches

SLACK = datetime.timedelta(hours=1)
"""How much clocks may differ: two machines in turn may publish in the same project."""

UNKNOWN_SIZE = 50_000_000
"""Bytes that a release is taken to need if there is none to go by; the one of the example data is 12 million."""

MARGIN = 20_000_000
"""Bytes that are to be left: what SQLite needs while it builds, the journal, and a release that has grown."""


def judge_ready(project: Project, now: datetime.datetime) -> None:
    """Raise MachineFault if the journal cannot be read or the clock is behind it, NotADirectoryError for the inbox."""
    entries = switches(project)
    last = datetime.datetime.fromisoformat(entries[-1]["time"]) if entries else now
    if now < last - SLACK:
        shown = {"now": _minute(now), "last": _minute(last), "file": project.releases / JOURNAL}
        raise MachineFault(say("clock_is_behind", **shown))
    if project.inbox.exists() and not project.inbox.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(project.inbox))


def judge_room(releases: Path, current: Path | None) -> None:
    """Raise MachineFault if the disk of the folder `releases` has no room for a release as large as the current one."""
    needed = (_size(current) if current else UNKNOWN_SIZE) + MARGIN
    free = shutil.disk_usage(releases).free
    if free < needed:
        raise MachineFault(say("disk_lacks_room", folder=releases, needed=_megabytes(needed), free=_megabytes(free)))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _megabytes(size: int) -> str:
    return readable(round(size / 1_000_000, 1))


def _minute(time: datetime.datetime) -> str:
    return f"{time.astimezone(datetime.UTC):%Y-%m-%d %H:%M}"
