"""The journal of a project: a line for each switch of release, each recall, and each time faults stopped a command."""

from __future__ import annotations

import datetime
import errno
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.errors import MachineFault, Refused
from pipeline.files import flush
from pipeline.messages import say
from pipeline.messages.machine import machine_fault
from pipeline.model import Problem
from pipeline.project import Project

JOURNAL = "journal.jsonl"

CURRENT = "current"
"""The link to the release that is served."""

REFUSED, RECALLED = "refused", "recall"

INTENDED, MADE = b" ", b"{"
"""The first byte of the line of a switch, before it is made and since."""

Entry = Mapping[str, Any]
"""`time` and `action`, with the `release` switched to, or the `command` refused and its `faults` by rule.

A rollback also has the release that was `rolled_back`, and a publish for which earlier releases were missing what staff
`declared` of them and the names of those `lost`. A recall has the `release` recalled, and the `reason`.
"""


def switches(project: Project) -> list[Entry]:
    """The entries of switches, oldest first."""
    return [entry for entry in _entries(project) if entry["action"] not in (REFUSED, RECALLED)]


def recalls(project: Project) -> list[Entry]:
    """The entries of recalls, oldest first."""
    return [entry for entry in _entries(project) if entry["action"] == RECALLED]


def refusals(project: Project) -> list[Entry]:
    """The entries of commands that faults stopped, oldest first."""
    return [entry for entry in _entries(project) if entry["action"] == REFUSED]


@contextmanager
def noting_switch(
    project: Project, now: datetime.datetime, action: str, release: str, besides: Mapping[str, object]
) -> Iterator[None]:
    """Note that the block made `current` point to another release, and what else an entry of the action has.

    The line is written before the block, but for its first brace: where the journal cannot be written, nothing is
    switched, and of a switch that is killed the link tells whether it was made.
    """
    line = _line(now, {"action": action, "release": release, **besides})
    with _opened(project) as journal:
        place = journal.seek(0, os.SEEK_END)
        try:
            _write(journal, INTENDED + line.removeprefix(MADE))
            yield
        except BaseException:
            if _current(project) != release:
                journal.truncate(place)
            raise
        journal.seek(place)
        _write(journal, MADE)


def note_refusal(project: Project, now: datetime.datetime, command: str, problems: Sequence[Problem]) -> None:
    """Note that faults stopped a command: how many of each rule, never the contents or the name of a file."""
    faults: Counter[str] = Counter()
    for problem in problems:
        faults[problem.rule] += problem.count if problem.fatal else 0
    _add(project, now, {"action": REFUSED, "command": command, "faults": dict(sorted((+faults).items()))})


def note_recall(project: Project, now: datetime.datetime, release: str, reason: str) -> None:
    """Note that a release is recalled: a server that has it need not wait for the next publish."""
    _add(project, now, {"action": RECALLED, "release": release, "reason": reason})


@contextmanager
def noting_refusal(project: Project, now: datetime.datetime, command: str) -> Iterator[None]:
    """Note in the journal if faults stop the command in the block, for the hand-over at the end of the year."""
    try:
        yield
    except Refused as refusal:
        # Staff are shown the faults even where the journal cannot be written.
        with suppress(OSError):
            note_refusal(project, now, command, refusal.problems)
        raise


def _add(project: Project, now: datetime.datetime, noted: Entry) -> None:
    """Add a line that is whole at once."""
    with _opened(project) as journal:
        journal.seek(0, os.SEEK_END)
        _write(journal, _line(now, noted))


def _line(now: datetime.datetime, noted: Entry) -> bytes:
    return f"{json.dumps({'time': now.isoformat(timespec='seconds'), **noted})}\n".encode()


@contextmanager
def _opened(project: Project) -> Iterator[BinaryIO]:
    """The journal, open to be read and written, with what a crash left of its last line ended, and noted if made."""
    project.releases.mkdir(exist_ok=True)
    path = project.releases / JOURNAL
    path.touch()
    with path.open("r+b", buffering=0) as journal:
        content = journal.read()
        if content and not content.endswith(b"\n"):
            _write(journal, b"\n")
        if _made_since(project, _last_line(content)):
            journal.seek(len(content) - len(_last_line(content)))
            _write(journal, MADE)
        yield journal
    flush(project.releases)


def _write(journal: BinaryIO, content: bytes) -> None:
    """Write to the journal and see that it is on the disk."""
    if journal.write(content) < len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), journal.name)
    os.fsync(journal.fileno())


def _entries(project: Project) -> list[Entry]:
    """Every entry, except a line that a crash cut off. Raises MachineFault if a line cannot be read."""
    path = project.releases / JOURNAL
    text = _text(path) if path.exists() else ""
    entries = (_read(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.startswith("{"))
    unnoted = _made_since(project, _last_line(text.encode()))
    return [entry for entry in (*entries, unnoted) if entry is not None]


def _last_line(content: bytes) -> bytes:
    """The last line, with its end if it has one."""
    return content[content.rstrip(b"\r\n").rfind(b"\n") + 1 :]


def _made_since(project: Project, line: bytes) -> Entry | None:
    """The entry of a line about a switch that was killed once it was made and before that was noted."""
    if not line.startswith(INTENDED):
        return None
    try:
        entry: Entry = json.loads(MADE + line.removeprefix(INTENDED))
    except ValueError:
        return None
    return entry if _is_entry(entry) and entry.get("release") == _current(project) else None


def _current(project: Project) -> str | None:
    """The name of the release that is served, if there is one."""
    link = project.releases / CURRENT
    return os.readlink(link) if link.is_symlink() else None


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        if sentence := machine_fault(error):
            raise MachineFault(sentence) from error
        raise
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MachineFault(say("journal_is_broken", file=path, line=line)) from error


def _read(path: Path, number: int, line: str) -> Entry | None:
    """The entry of a line, None if it was cut off. Raises MachineFault if it is whole but not an entry."""
    # A line cut off after its inner brace looks whole, but is not JSON.
    try:
        entry: Entry = json.loads(line)
    except json.JSONDecodeError:
        return None
    if not _is_entry(entry):
        raise MachineFault(say("journal_is_broken", file=path, line=number))
    return entry


def _is_entry(entry: Entry) -> bool:
    """Whether an entry has what every reader of the journal relies on: when, what, and which release or command."""
    try:
        told = datetime.datetime.fromisoformat(entry["time"]), entry["action"]
        return told[0].tzinfo is not None and isinstance(entry["command" if told[1] == REFUSED else "release"], str)
    except (KeyError, TypeError, ValueError):
        return False
