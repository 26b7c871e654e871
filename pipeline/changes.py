"""What differs between the observations of two releases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

JOIN = "using (indicator_id, year, area_code, sex, age_group)"

COMPARED = {"indicator_id", "year", "area_code", "sex", "age_group", "value", "value_status"}

COUNTS = f"""
select
    (select count(*) from observations left join before.observations as old {JOIN} where old.value_status is null),
    (
        select count(*) from observations join before.observations as old {JOIN}
        where observations.value is not old.value or observations.value_status <> old.value_status
    ),
    (
        select count(*) from before.observations as old left join main.observations as new {JOIN}
        where new.value_status is null
    )
"""


@dataclass(frozen=True)
class Changes:
    """How many observations are new, have another value or status, and are gone."""

    new: int
    changed: int
    gone: int


def count_changes(before: Path, after: Path) -> Changes | None:
    """Compare the observations of two release databases, values as numbers; None where the earlier has another form."""
    with closing(sqlite3.connect(f"{after.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("attach database ? as before", (f"{before.as_uri()}?mode=ro",))
        known = {row[1] for row in connection.execute("pragma before.table_info(observations)")}
        if COMPARED - known:
            return None
        return Changes(*connection.execute(COUNTS).fetchone())
