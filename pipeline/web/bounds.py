"""What a query from the public may read and cost, set on each connection that reads a release.

Datasette limits a query's time and rows, but a single function can still ask for gigabytes, which SQLite's own limits
stop (https://www.sqlite.org/limits.html). What may be used is listed and everything else is refused: SQLite has
functions and built-in tables that read another visitor's query, reveal the server's files or accept a memory address
from the caller (https://www.sqlite.org/security.html).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 200_000,  # an assessment is three cells of a workbook, of up to 32,767 characters each
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
"""Characters and bytes in the result of one query: SQLite limits a value and Datasette the rows, but nothing both."""

HEAP = 128 * 1024 * 1024

TABLES = frozenset({"sqlite_master", "json_each"})
"""What may be read beside the release's own tables and views: Datasette lists them from the first, and makes facets of
lists with the second. SQLite calls the schema table sqlite_master here, whichever of its names the query uses."""

PRAGMAS = frozenset(
    {"data_version", "database_list", "foreign_key_list", "index_list", "schema_version", "table_info", "table_xinfo"}
)
"""What Datasette asks about a table, and FTS5 about the file. The public cannot: a query starts with select or with."""

FUNCTIONS = frozenset(
    # https://www.sqlite.org/lang_corefunc.html, without those that make a value of any requested size, which figures
    # and texts never need (zeroblob, randomblob, printf), and those about the connection or the program.
    "abs char coalesce glob hex ifnull iif instr length like lower ltrim max min nullif quote random replace round "
    "rtrim sign substr substring trim typeof unicode upper "
    # https://www.sqlite.org/lang_datefunc.html
    "date time datetime julianday unixepoch strftime current_date current_time current_timestamp "
    # https://www.sqlite.org/lang_aggfunc.html and https://www.sqlite.org/windowfunctions.html
    "avg count group_concat sum total row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value "
    "last_value nth_value "
    # https://www.sqlite.org/lang_mathfunc.html
    "acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power "
    "radians sin sinh sqrt tan tanh trunc "
    # https://www.sqlite.org/json1.html
    "json json_array json_array_length json_extract json_insert json_object json_patch json_quote json_remove "
    "json_replace json_set json_type json_valid json_group_array json_group_object -> ->> "
    # https://www.sqlite.org/fts5.html, and Datasette's own
    "match bm25 highlight snippet escape_fts".split()
)

PROGRAM = ("addr", "opcode")
"""The first columns of what `explain` returns: the program that SQLite compiles a query to, which contains memory
addresses. The plan that `explain query plan` returns contains none."""

HARMLESS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE})

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]


def bind(connection: sqlite3.Connection) -> None:
    """Set the limits of a connection, and of the whole process's heap."""
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)
    connection.execute(f"pragma hard_heap_limit = {HEAP}")
    # SQLite's own take time by the product of the two texts' lengths, within one step of the query.
    for name, left, right in (("trim", True, True), ("ltrim", True, False), ("rtrim", False, True)):
        connection.create_function(name, 2, partial(_trim, left, right), deterministic=True)
    connection.row_factory = _bounded_rows()


def close(connection: sqlite3.Connection) -> None:
    """Let a connection read its own tables and views with FUNCTIONS, and nothing else.

    SQLite opens a virtual table the first time a connection names it, and declares it as it would a new table. Those
    that may be read are therefore opened here, and no others can be opened afterwards. Refusing reads would not be
    enough: SQLite reads a column that two tables are joined on without calling the authorizer.
    """
    own = [name for (name,) in connection.execute("select name from sqlite_master where type in ('table', 'view')")]
    for name in (*own, *TABLES):
        connection.execute(f'select 1 from "{name}" limit 0')
    connection.set_authorizer(_authorizer(frozenset(name.lower() for name in own) | TABLES))


def _trim(left: bool, right: bool, value: object, characters: object) -> str | None:
    """SQLite's trim of two arguments, at either end or both, in time by the sum of their lengths."""
    if value is None or characters is None:
        return None
    text, removed = _text(value), frozenset(_text(characters))
    first, end = 0, len(text)
    while left and first < end and text[first] in removed:
        first += 1
    while right and first < end and text[end - 1] in removed:
        end -= 1
    return text[first:end]


def _text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _bounded_rows() -> Callable[[sqlite3.Cursor, tuple[Any, ...]], sqlite3.Row]:
    """A row factory that makes the rows that Datasette expects, and raises when a result grows larger than ANSWER."""
    current: sqlite3.Cursor | None = None
    size = 0

    def make(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        nonlocal current, size
        if cursor is not current:
            current, size = cursor, 0
            if tuple(column for column, *_ in cursor.description[:2]) == PROGRAM:
                raise sqlite3.OperationalError("explain is not allowed, but explain query plan is")
        size += sum(len(value) for value in values if isinstance(value, str | bytes))
        if size > ANSWER:
            raise sqlite3.OperationalError("answer too big")
        return sqlite3.Row(cursor, values)

    return make


def _authorizer(readable: frozenset[str]) -> Authorizer:
    """Allows or denies each thing that a query uses (https://www.sqlite.org/c3ref/set_authorizer.html)."""

    def is_allowed(action: int, first: str | None, second: str | None) -> bool:
        if action == sqlite3.SQLITE_READ:
            # The column is empty where a query reads a table but none of its columns. The table of a `with` is then
            # called by the name that the query gave it.
            return (first or "").lower() in readable or second == ""
        if action == sqlite3.SQLITE_FUNCTION:
            return (second or "").lower() in FUNCTIONS
        if action == sqlite3.SQLITE_PRAGMA:
            return (first or "").lower() in PRAGMAS
        return action in HARMLESS

    def authorize(
        action: int, first: str | None, second: str | None, _database: str | None, _within: str | None
    ) -> int:
        return sqlite3.SQLITE_OK if is_allowed(action, first, second) else sqlite3.SQLITE_DENY

    return authorize
