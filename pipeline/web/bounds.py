"""What one question from the public may cost, set on each connection that reads a release.

Datasette bounds its time and its rows; a single function such as zeroblob() can still ask for gigabytes, which SQLite's
own limits stop (https://www.sqlite.org/limits.html). What would tell of the server's files is closed.
"""

from __future__ import annotations

import sqlite3

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 500,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 500,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}

HEAP = 512 * 1024 * 1024

CLOSED_TABLE = "pragma_database_list"
"""Tells where on the server the files lie. Datasette's own code asks the pragma itself, which the public cannot."""


def bind(connection: sqlite3.Connection) -> None:
    """Set the limits, the heap of the whole process, and what is closed."""
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)
    connection.execute(f"pragma hard_heap_limit = {HEAP}")
    connection.set_authorizer(_authorize)


def _authorize(action: int, table: str | None, _column: str | None, _database: str | None, _source: str | None) -> int:
    is_closed = action == sqlite3.SQLITE_READ and (table or "").lower() == CLOSED_TABLE
    return sqlite3.SQLITE_DENY if is_closed else sqlite3.SQLITE_OK
