"""A source's series as it describes them, and as they were when last accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from pipeline.messages import say
from pipeline.model import SOUND

TABLE = "source_locks"

LOCKED = ("title", "description", "unit")
"""What may not change unseen, in the order that it is told."""


@dataclass(frozen=True)
class Series:
    """What a source says that a series is."""

    series_id: str
    title: str
    description: str
    unit: str


@dataclass(frozen=True)
class Lock:
    """A series as it was accepted, when and why; `reason` is empty for the first time."""

    series: Series
    accepted_on: str
    reason: str


def locks_of(tables: Mapping[str, pl.DataFrame], source: str) -> dict[str, Lock]:
    """The locks of a source's series, by their id."""
    rows = tables[TABLE].filter(pl.col(SOUND), pl.col("source") == source)
    return {
        row["series_id"]: Lock(
            Series(row["series_id"], *(row[name] or "" for name in LOCKED)),
            str(row["accepted_on"]),
            row["reason"] or "",
        )
        for row in rows.iter_rows(named=True)
    }


def differences(wanted: Iterable[str], found: Mapping[str, Series], locks: Mapping[str, Lock]) -> Iterator[str]:
    """For each series that is not as it was accepted, a paragraph with old and new beside each other."""
    for series_id in wanted:
        now, lock = found.get(series_id), locks.get(series_id)
        if now is None:
            title = lock.series.title if lock else say("series_without_title")
            yield say("series_is_gone", series=series_id, title=title)
        elif lock is None:
            yield say("series_is_new", series=series_id, title=now.title)
        elif now != lock.series:
            changes = [
                say(f"series_{name}_changed", old=old, new=new)
                for name in LOCKED
                if (old := getattr(lock.series, name)) != (new := getattr(now, name))
            ]
            yield "\n".join([say("series_is_changed", series=series_id, day=lock.accepted_on), *changes])
