"""The releases that have been published, which lie beside the one that is served, and those that were recalled."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
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


_VERSIONS: WeakKeyDictionary[Any, Mapping[str, Version]] = WeakKeyDictionary()


async def versions(datasette: Datasette) -> Mapping[str, Version]:
    """Every release that has been published and is still there, oldest first, by name; the served one among them."""
    found = _VERSIONS.get(datasette)
    if found is None:
        served = (await facts(datasette)).release["release_id"]
        found = _VERSIONS[datasette] = _read(release_file(datasette, ""), served)
    return found


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
    published = _published(served.parent / JOURNAL)
    folders = {each: served.parent / each for each in published if NAME.fullmatch(each)} | {name: served}
    described = {each: _described(folder) for each, folder in folders.items()}
    recalls: dict[str, Mapping[str, str]] = {}
    for each in described.values():
        for recall in (each or {}).get("recalls", ()):
            recalls[recall["release_id"]] = recall
    # What is served goes on being so until another is published.
    recalls.pop(name, None)
    return {
        each: Version(each, folders[each], content, published.get(each), each == name, recalls.get(each))
        for each, content in described.items()
        if content is not None
    }


def _published(journal: Path) -> dict[str, str]:
    """When each release was first published, by its name, oldest first."""
    found: dict[str, str] = {}
    for line in journal.read_text(encoding="utf-8").splitlines() if journal.is_file() else ():
        try:
            entry = json.loads(line) if line.startswith("{") else {}
        except ValueError:
            continue  # a line that a crash cut off
        if isinstance(entry, dict) and isinstance(entry.get("release"), str):
            found.setdefault(entry["release"], str(entry.get("time"))[:10])
    return found


def _described(folder: Path) -> dict[str, Any] | None:
    """What a release says of itself; None if it is gone, or not to be read."""
    try:
        content = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None
