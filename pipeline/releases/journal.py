"""The journal of a project: a line for each switch of release, and for each time faults stopped a command."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from pipeline.errors import Refused
from pipeline.model import Problem
from pipeline.project import Project

JOURNAL = "journal.jsonl"
REFUSED = "refused"

Entry = Mapping[str, Any]
"""`time` and `action`, with the `release` switched to, or the `command` refused and its `faults` by rule.

A rollback also has the release that was `rolled_back`, and a publish for which earlier releases were missing what staff
`declared` of them and the names of those `lost`.
"""


def switches(project: Project) -> list[Entry]:
    """The entries of switches, oldest first."""
    return [entry for entry in _entries(project) if entry["action"] != REFUSED]


def refusals(project: Project) -> list[Entry]:
    """The entries of commands that faults stopped, oldest first."""
    return [entry for entry in _entries(project) if entry["action"] == REFUSED]


def note_switch(
    project: Project, now: datetime.datetime, action: str, release: str, besides: Mapping[str, object]
) -> None:
    """Note that `current` now points to another release, and what else an entry of the action has."""
    _note(project, now, {"action": action, "release": release, **besides})


def note_refusal(project: Project, now: datetime.datetime, command: str, problems: Sequence[Problem]) -> None:
    """Note that faults stopped a command: how many of each rule, never the contents or the name of a file."""
    faults: Counter[str] = Counter()
    for problem in problems:
        faults[problem.rule] += problem.count if problem.fatal else 0
    _note(project, now, {"action": REFUSED, "command": command, "faults": dict(sorted((+faults).items()))})


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


def _note(project: Project, now: datetime.datetime, noted: Entry) -> None:
    project.releases.mkdir(exist_ok=True)
    entry = json.dumps({"time": now.isoformat(timespec="seconds"), **noted})
    path = project.releases / JOURNAL
    unfinished = path.exists() and not path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8") as journal:
        journal.write(("\n" if unfinished else "") + entry + "\n")


def _entries(project: Project) -> list[Entry]:
    """Every entry, except a line that a crash cut off."""
    path = project.releases / JOURNAL
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    entries = (_read(line) for line in lines if line.startswith("{"))
    return [entry for entry in entries if entry is not None]


def _read(line: str) -> Entry | None:
    # A line cut off after its inner brace looks whole, but is not JSON.
    try:
        entry: Entry = json.loads(line)
    except json.JSONDecodeError:
        return None
    return entry
