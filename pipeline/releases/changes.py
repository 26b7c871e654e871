"""What differs between the observations of two releases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.model import KEY
from pipeline.releases.shelf import DATABASE, open_database
from pipeline.releases.tables import FIGURES

JOIN = f"using ({', '.join(KEY)})"

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
    """How many observations are new, have another value or status, or are gone."""

    new: int
    changed: int
    gone: int


def count_changes(before: Path, after: Path) -> Changes | None:
    """Compare the observations of the releases in two folders, values as numbers.

    None if the earlier one lacks columns that today's has.
    """
    with open_database(after) as connection:
        connection.execute("attach database ? as before", (f"{(before / DATABASE).resolve().as_uri()}?mode=ro",))
        known = {row[1] for row in connection.execute("pragma before.table_info(observations)")}
        if set(FIGURES) - known:
            return None
        return Changes(*connection.execute(COUNTS).fetchone())
