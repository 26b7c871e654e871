"""What a release changed of the one before it, as files: for who cites a version, and for who follows the figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.releases.change_files import as_csv, as_json
from pipeline.releases.differences import KINDS, TAKEN_BACK, differences, tally
from pipeline.releases.shelf import CHANGES, read_release

FIRST, MAJOR, MINOR = "first", "major", "minor"
"""What kind of version a release is.

It is major if a figure that was published has another value or is gone, or if an indicator is not what it was: whoever
has used the one before has something to redo. It is minor if figures have been added or have become final.
"""


def write_changes(before: Path | None, folder: Path, release: str) -> dict[str, Any]:
    """Write `andringar.json` and `andringar.csv` of the release being built in the folder, and return what they sum up.

    before: the release that readers had before it; None for the first.
    """
    counts = tally(differences(before, folder) if before else ())
    kind = FIRST if before is None else MAJOR if counts[TAKEN_BACK] else MINOR
    about = {"before": before.name if before else None, "kind": kind, **{name: counts[name] for name in KINDS}}
    target = folder / CHANGES
    target.mkdir()
    for name, lines in (
        ("andringar.json", as_json({"release": release, **about}, differences(before, folder) if before else ())),
        ("andringar.csv", as_csv(differences(before, folder) if before else ())),
    ):
        with (target / name).open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    return about


def comparable(before: Path | None, described: Mapping[str, Any]) -> Path | None:
    """The release before, if its figures are of the same municipality and made up no more or less than these."""
    if before is None:
        return None
    other = read_release(before)
    is_same = all(other.get(name) == described[name] for name in ("area_code", "is_example"))
    return before if is_same else None
