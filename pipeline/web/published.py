"""The releases that have been published, which lie beside the one that is served, and those that were recalled."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from pipeline.web.faults import Gone, NotThere
from pipeline.web.frame import facts, release_file
from pipeline.web.language import gettext

if TYPE_CHECKING:
    from datasette.app import Datasette

JOURNAL = "journal.jsonl"

RECALLED = "recall"
"""The action of an entry in the journal that recalls a release."""

DESCRIPTION = "release.json"

NAME = re.compile(r"(?:[0-9]{4}|plan)-[0-9a-f]{12}")
"""What a release is called. No other folder is looked into."""


@dataclass(frozen=True)
class Version:
    """A release: its name, the folder that it lies in, what it says of itself, and when it was first published.

    published_on: an ISO date; None where nothing tells. recall: the day and the reason, if it was recalled.
    """

    name: str
    folder: Path
    described: Mapping[str, Any]
    published_on: str | None
    is_served: bool
    recall: Mapping[str, str] | None = None

    @property
    def changes(self) -> Mapping[str, Any] | None:
        """How many changes of each kind it brought, and of which release; None for one from before that was noted."""
        return self.described.get("changes")

    @property
    def checksums(self) -> Mapping[str, str]:
        """The SHA-256 of each of its files by name."""
        return self.described.get("files") or {}


_VERSIONS: WeakKeyDictionary[Any, tuple[tuple[int, int], Mapping[str, Version]]] = WeakKeyDictionary()
"""What was read for each site, and the state of the journal then: more can have been recalled since."""


async def versions(datasette: Datasette) -> Mapping[str, Version]:
    """Every release that has been published and is still there, oldest first, by name; the served one among them."""
    folder = release_file(datasette, "")
    state, served = _state(folder.parent / JOURNAL), (await facts(datasette)).release["release_id"]
    if datasette not in _VERSIONS or _VERSIONS[datasette][0] != state:
        _VERSIONS[datasette] = state, _read(folder, served)
    return _VERSIONS[datasette][1]


async def version(datasette: Datasette, name: str) -> Version:
    """The release of this name. Raises NotThere if there is none, and Gone if it was recalled."""
    known = await versions(datasette)
    found = known.get(name)
    if found is None:
        said = gettext("Det finns ingen publicering %(name)s. Här är de som finns.") % {"name": name}
        raise NotThere(said, [(f"/versioner/{each}", each) for each in reversed(list(known))])
    if found.recall:
        said = gettext("Publicering %(release_id)s återkallades %(recalled_on)s. Skäl: %(reason)s")
        raise Gone(said % found.recall)
    return found


async def changes_of(datasette: Datasette, found: Version) -> Path:
    """The folder of what a release changed. Raises NotThere if it has none, and Gone if the one before was recalled.

    What was changed tells what was there before.
    """
    if found.changes is None:
        raise NotThere(gettext("För den publiceringen finns det inte noterat vad som ändrades."), [])
    if await is_after_recalled(datasette, found):
        await version(datasette, found.changes["before"])
    return found.folder / "changes"


async def is_after_recalled(datasette: Datasette, found: Version) -> bool:
    """Whether the release that a release changed was recalled."""
    before = (await versions(datasette)).get((found.changes or {}).get("before") or "")
    return before is not None and before.recall is not None


def _read(served: Path, name: str) -> dict[str, Version]:
    """The releases beside the served one. `served` may have another name than its own while it is being built."""
    entries = list(_entries(served.parent / JOURNAL))
    published = _published(entries)
    folders = {each: served.parent / each for each in published if NAME.fullmatch(each)} | {name: served}
    described = {each: _described(folder) for each, folder in folders.items()}
    recalls: dict[str, Mapping[str, str]] = {}
    noted = [_recall(entry) for entry in entries if entry.get("action") == RECALLED]
    for told in (noted, *((each or {}).get("recalls", ()) for each in described.values())):
        recalls |= {recall["release_id"]: recall for recall in told}
    # What is served goes on being so until another is published.
    recalls.pop(name, None)
    return {
        each: Version(each, folders[each], content, published.get(each), each == name, recalls.get(each))
        for each, content in described.items()
        if content is not None
    }


def _published(entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """When each release was first published, by its name, oldest first."""
    found: dict[str, str] = {}
    for entry in entries:
        if entry.get("action") != RECALLED:
            found.setdefault(entry["release"], str(entry.get("time"))[:10])
    return found


def _state(journal: Path) -> tuple[int, int]:
    """When the journal was written, in ns, and its size in bytes; nothing where there is none."""
    try:
        found = journal.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _recall(entry: Mapping[str, Any]) -> Mapping[str, str]:
    """What the journal tells of a recall, as releases tell it."""
    told = {"release_id": entry["release"], "recalled_on": str(entry.get("time"))[:10]}
    return {**told, "reason": str(entry.get("reason"))}


def _entries(journal: Path) -> Iterator[Mapping[str, Any]]:
    """The lines of the journal that name a release, oldest first."""
    for line in journal.read_text(encoding="utf-8").splitlines() if journal.is_file() else ():
        try:
            entry = json.loads(line) if line.startswith("{") else {}
        except ValueError:
            continue  # a line that a crash cut off
        if isinstance(entry, dict) and isinstance(entry.get("release"), str):
            yield entry


def _described(folder: Path) -> dict[str, Any] | None:
    """What a release says of itself; None if it is gone, or not to be read."""
    try:
        content = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None
