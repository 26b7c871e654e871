"""What differs between two releases, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from pipeline.errors import Misuse
from pipeline.labels import Labels, labels_of
from pipeline.messages import readable, say
from pipeline.project import Project
from pipeline.releases.differences import Difference
from pipeline.releases.shelf import kept_releases
from pipeline.releases.tables import read_table
from pipeline.schema import Schemas
from pipeline.wording.vocabulary import STATUSES

MOST = 40
"""Lines. All differences are in the other formats."""


def release_named(project: Project, name: str) -> Path:
    """The folder of a release. Raises Misuse if there is none of this name."""
    kept = {folder.name: folder for folder in kept_releases(project)}
    if name not in kept:
        raise Misuse(say("diff_needs_release", name=name, releases=", ".join(kept)))
    return kept[name]


def as_text(found: Iterator[Difference], release: Path, schemas: Schemas) -> Iterator[str]:
    """A line for each of the first differences, and how many more there are; with the names that the release has."""
    tables = {
        "indicators": read_table(release, "indicators", ("indicator_id", "name")),
        "areas": read_table(release, "areas", ("area_code", "name")),
    }
    labels = labels_of({name: table for name, table in tables.items() if table is not None})
    count = 0
    for count, each in enumerate(found, start=1):
        if count <= MOST:
            yield _line(each, labels, schemas)
    if count > MOST:
        yield say("diff_has_more", count=count - MOST)
    if not count:
        yield say("diff_is_empty")


def _line(each: Difference, labels: Labels, schemas: Schemas) -> str:
    indicator = labels.indicator(each.indicator_id)
    if each.column == "indicator_id":
        return say(f"diff_indicator_{each.kind}", indicator=indicator)
    facts = {"indicator": indicator, "old": _told(each.old, each.old_status), "new": _told(each.new, each.new_status)}
    if each.kind == "redefined":
        return say("diff_redefined", column=schemas["indicators"].column(each.column).title, **facts)
    line = say(f"diff_{each.kind}", about=labels.about(asdict(each)), **facts)
    return f"{line} {say('diff_reason', reason=each.reason)}" if each.reason else line


def _told(value: str | float | None, status: str | None) -> str:
    if isinstance(value, float):
        return readable(value)
    return value or STATUSES["sv"].get(status or "") or say("diff_a_figure")
