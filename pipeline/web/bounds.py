"""What one question from the public may cost, set on each connection that reads a release.

Datasette bounds its time and its rows; a single function such as zeroblob() can still ask for gigabytes, which SQLite's
own limits stop (https://www.sqlite.org/limits.html). What would tell of the server's files is closed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 200_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 500,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 500,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}

ANSWER = 10_000_000
"""Characters and bytes that one question may be answered with: SQLite bounds a value, Datasette the rows, not both."""

HEAP = 512 * 1024 * 1024

CLOSED_TABLE = "pragma_database_list"
"""Tells where on the server the files lie. Datasette's own code asks the pragma itself, which the public cannot."""


def bind(connection: sqlite3.Connection) -> None:
    """Set the limits, the heap of the whole process, and what is closed."""
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)
    connection.execute(f"pragma hard_heap_limit = {HEAP}")
    connection.set_authorizer(_authorize)
    connection.row_factory = _bounded_rows()


def _bounded_rows() -> Callable[[sqlite3.Cursor, tuple[Any, ...]], sqlite3.Row]:
    """Makes rows as Datasette reads them, until a question's answer is larger than ANSWER."""
    asked: sqlite3.Cursor | None = None
    size = 0

    def make(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        nonlocal asked, size
        if cursor is not asked:
            asked, size = cursor, 0
        size += sum(len(value) for value in values if isinstance(value, str | bytes))
        if size > ANSWER:
            raise sqlite3.OperationalError("answer too big")
        return sqlite3.Row(cursor, values)

    return make


def _authorize(action: int, table: str | None, _column: str | None, _database: str | None, _source: str | None) -> int:
    is_closed = action == sqlite3.SQLITE_READ and (table or "").lower() == CLOSED_TABLE
    return sqlite3.SQLITE_DENY if is_closed else sqlite3.SQLITE_OK
