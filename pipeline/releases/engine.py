"""The SQLite that Python was built with: whether it has what a release and its visitors need."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from pipeline.errors import Misuse
from pipeline.messages import say

OLDEST = (3, 38)
"""The first with JSON always built in, `->>` and `unixepoch` (https://www.sqlite.org/changes.html), which visitors may
use; strict tables came in 3.37."""

NEEDED = """
create table rows (number integer) strict;
create virtual table texts using fts5(text);
create view roots as select sqrt(number), row_number() over (order by number) from rows;
select * from roots, json_each('[1]');
"""
"""What a build of SQLite may have been made without: full-text search, mathematical functions."""


def lacks(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether an SQLite of this version is too old, or the one here was built without a part that is needed."""
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.executescript(NEEDED)
        except sqlite3.OperationalError:
            return True
    return version < OLDEST


def require(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Raise Misuse if SQLite `lacks` something, rather than fail halfway."""
    if lacks(version):
        raise Misuse(say("sqlite_lacks", version=".".join(map(str, version))))
