"""Numbers and booleans in what the database answers with, spelled as in the files to download.

SQLite has no booleans, and returns a whole number that is stored as a real with a decimal: Datasette would write 1 for
true and 10.0 for 10, and a join of its answer with a file would find nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from datasette.renderer import json_renderer

from pipeline.web.frame import DATABASE, facts

if TYPE_CHECKING:
    from datasette.app import Datasette

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

WHOLE = re.compile(r"(-?\d{1,15})\.0")
"""A whole number as Python writes a float."""

BOOLEANS = {0: False, 1: True}

CSV = b"text/csv; charset=utf-8"

NO_HEADING = ("_header", "off")

ENDING = ".csv"

csv.field_size_limit(1 << 24)


def value(type_: str, found: Any) -> Any:
    """A value of a table in JSON: true or false in a column of these, and a whole number without a decimal."""
    if type_ == "boolean" and isinstance(found, int):
        return BOOLEANS.get(found, found)
    return int(found) if isinstance(found, float) and WHOLE.fullmatch(repr(found)) else found


def cell(type_: str, text: str) -> str:
    """A value of a table in CSV, spelled as in the file."""
    if type_ == "boolean":
        return {"0": "false", "1": "true"}.get(text, text)
    whole = WHOLE.fullmatch(text) if type_ == "number" else None
    return whole[1] if whole else text


async def render_json(
    datasette: Datasette, columns: Sequence[str], args: Any, data: dict[str, Any], view_name: str, table: str | None
) -> Any:
    """An answer as Datasette's own JSON with its values spelled; what a question answers is left as it is."""
    known = await facts(datasette)
    types = [known.type_of(table, name) if table else "" for name in columns]
    if "rows" in data:
        data["rows"] = [[value(*typed) for typed in zip(types, row, strict=True)] for row in data["rows"]]
    return json_renderer(args, data, view_name)


def with_spelling(application: Application, datasette: Datasette) -> Application:
    """The application, whose CSV of tables is said to be CSV and has its values spelled, as it comes.

    What is left within a row, as when Datasette fails in the middle of a file and writes why, is sent on as it is: by
    that the server knows that the file is not whole, and breaks the connection.
    """

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[[Message], Awaitable[None]]) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if not path.startswith(f"/{DATABASE}/") or not path.endswith(ENDING):
            await application(scope, receive, send)
            return
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        table = path.removeprefix(f"/{DATABASE}/").removesuffix(ENDING)
        rows = _Rows(partial((await facts(datasette)).type_of, table), is_headed=NO_HEADING not in asked)
        is_file = False

        async def send_on(message: Message) -> None:
            nonlocal is_file
            if message["type"] == "http.response.start":
                is_file = message["status"] == 200
                if is_file:
                    others = [each for each in message["headers"] if each[0].lower() != b"content-type"]
                    message = {**message, "headers": [*others, (b"content-type", CSV)]}
            elif is_file:
                body = rows.spelled(message.get("body", b""))
                message = {**message, "body": body if message.get("more_body") else body + rows.rest}
            await send(message)

        # The columns are known by their heading, whether or not it is sent on.
        if NO_HEADING in asked:
            scope = {**scope, "query_string": urlencode([each for each in asked if each != NO_HEADING]).encode()}
        await application(scope, receive, send_on)

    return wrapped


class _Rows:
    """The rows of a CSV file that comes in parts."""

    def __init__(self, type_of: Callable[[str], str], *, is_headed: bool) -> None:
        self._type_of = type_of
        self._is_headed = is_headed
        self._types: list[str] = []
        self._begun = ""

    @property
    def rest(self) -> bytes:
        """The beginning of a row that has no end yet."""
        return self._begun.encode()

    def spelled(self, part: bytes) -> bytes:
        """The rows that a part completes, as they are to be written."""
        self._begun += part.decode()
        # A line break within quotation marks ends no row.
        if not self._begun.endswith("\n") or self._begun.count('"') % 2:
            return b""
        rows, self._begun = csv.reader(io.StringIO(self._begun, newline="")), ""
        written = io.StringIO(newline="")
        csv.writer(written).writerows(self._of(rows))
        return written.getvalue().encode()

    def _of(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        for row in rows:
            if self._types:
                yield [cell(*typed) for typed in zip(self._types, row, strict=True)]
            else:
                self._types = [self._type_of(name) for name in row]
                if self._is_headed:
                    yield row
