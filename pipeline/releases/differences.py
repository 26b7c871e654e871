"""What differs between two releases: figures added, changed and removed, and indicators that are not what they were.

Of a figure that is hidden before or after, no number is told here.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.model import HIDDEN, KEY, PUBLISHED
from pipeline.releases.shelf import DATABASE, open_database
from pipeline.releases.tables import FIGURES

DEFINING = (
    "name",
    "definition",
    "numerator",
    "denominator",
    "unit",
    "value_kind",
    "sexes",
    "ages",
    "period_type",
    "source_id",
    "source_series_id",
)
"""The columns of `indicators` that say what its figures are."""

KINDS = ("added", "changed", "removed", "redefined")

TAKEN_BACK = "taken_back"
"""Counted beside the kinds: the differences that make something published another than it was."""

_KEY = ", ".join(KEY)

OF_FIGURES = f"""
select 'added' as kind, {", ".join(f"new.{name}" for name in KEY)}, null as old, new.value as new,
    null as old_status, new.value_status as new_status, new.retrieved_on as changed_on, null as reason
from observations as new left join before.observations as old using ({_KEY})
where old.value_status is null
union all
select 'changed', {", ".join(f"new.{name}" for name in KEY)}, old.value, new.value, old.value_status,
    new.value_status, new.retrieved_on, null
from observations as new join before.observations as old using ({_KEY})
where new.value is not old.value or new.value_status <> old.value_status
union all
select 'removed', {", ".join(f"old.{name}" for name in KEY)}, old.value, null, old.value_status, null, null, null
from before.observations as old left join observations as new using ({_KEY})
where new.value_status is null
order by 2, 3, 4, 5, 6
"""

REASON = f"""
select revised_on, reason from revisions where {" and ".join(f"{name} = ?" for name in KEY)}
order by revised_on desc limit 1
"""


@dataclass(frozen=True)
class Difference:
    """One difference. Of a figure: its key, and the values and statuses; `column` is "value".

    Of an indicator: the texts before and after in `column`, one of DEFINING, or "indicator_id" if the whole of it is
    new or gone; it has no key but `indicator_id`. changed_on: an ISO date, and reason: the register's, if it has any.
    """

    kind: str
    indicator_id: str
    column: str
    old: str | float | None
    new: str | float | None
    year: int | None = None
    area_code: str | None = None
    sex: str | None = None
    age_group: str | None = None
    old_status: str | None = None
    new_status: str | None = None
    changed_on: str | None = None
    reason: str | None = None

    @property
    def takes_back(self) -> bool:
        """Whether something that was published is no more what it was."""
        if self.kind == "redefined":
            return True
        if self.kind == "added" or self.old_status not in PUBLISHED:
            return False
        return self.old != self.new or self.new_status not in PUBLISHED


def differences(before: Path, after: Path) -> Iterator[Difference]:
    """What differs from the release in one folder to that in another, indicators first, each in the order of its key.

    Nothing if the earlier one lacks a column of the figures. Rows are read as they are asked for.
    """
    with open_database(after) as connection:
        connection.execute("attach database ? as before", (f"{(before / DATABASE).resolve().as_uri()}?mode=ro",))
        if set(FIGURES) - _columns(connection, "before", "observations"):
            return
        yield from _of_indicators(connection)
        yield from _of_figures(connection)


def tally(found: Iterable[Difference]) -> dict[str, int]:
    """How many differences there are of each kind, and how many of them take back something published."""
    counts: Counter[str] = Counter()
    for each in found:
        counts[each.kind] += 1
        counts[TAKEN_BACK] += each.takes_back
    return {kind: counts[kind] for kind in (*KINDS, TAKEN_BACK)}


def _columns(connection: sqlite3.Connection, database: str, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"pragma {database}.table_info({table})")}


def _of_indicators(connection: sqlite3.Connection) -> Iterator[Difference]:
    shared = _columns(connection, "main", "indicators") & _columns(connection, "before", "indicators")
    told = [name for name in DEFINING if name in shared]
    columns = ", ".join(("indicator_id", *told))
    new, old = (
        {row[0]: row[1:] for row in connection.execute(f"select {columns} from {part}.indicators")}
        for part in ("main", "before")
    )
    for name in sorted(new.keys() | old.keys()):
        if name not in old:
            yield Difference("added", name, "indicator_id", None, name)
        elif name not in new:
            yield Difference("removed", name, "indicator_id", name, None)
        else:
            for column, was, became in zip(told, old[name], new[name], strict=True):
                if was != became:
                    yield Difference("redefined", name, column, was, became)


def _of_figures(connection: sqlite3.Connection) -> Iterator[Difference]:
    for kind, *key, old, new, was, became, changed_on, reason in connection.execute(OF_FIGURES):
        told = {"old_status": was, "new_status": became}
        if kind != "added":
            found = connection.execute(REASON, key).fetchone()
            changed_on, reason = found if found else (changed_on if kind == "changed" else None, reason)
        if was in HIDDEN or became in HIDDEN:
            old = None
        indicator_id, year, area_code, sex, age_group = key
        about = {"area_code": area_code, "sex": sex, "age_group": age_group, "changed_on": changed_on, "reason": reason}
        yield Difference(kind, indicator_id, "value", old, new, year, **told, **about)
