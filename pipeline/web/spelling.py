"""Numbers and booleans in what the database answers with, spelled as in the files to download.

SQLite has no booleans, and returns a whole number that is stored as a real with a decimal: Datasette would write 1 for
true and 10.0 for 10, and a join of its answer with a file would find nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

from datasette.renderer import json_renderer

from pipeline.web.frame import DATABASE, Facts, facts

if TYPE_CHECKING:
    from datasette.app import Datasette

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

WHOLE = re.compile(r"(-?\d{1,15})\.0")
"""A whole number as Python writes a float."""

BOOLEANS = {0: False, 1: True}

CSV = b"text/csv; charset=utf-8"

NO_HEADING = b"_header=off"


def value(column: str, found: Any, known: Facts) -> Any:
    """A value of an answer: true or false in a column of these, and a whole number without a decimal."""
    if isinstance(found, int) and known.types.get(column) == "boolean":
        return BOOLEANS.get(found, found)
    return int(found) if isinstance(found, float) and WHOLE.fullmatch(repr(found)) else found


async def render_json(
    datasette: Datasette, columns: Sequence[str], args: Any, data: dict[str, Any], view_name: str
) -> Any:
    """An answer as Datasette's own JSON, with its values spelled."""
    known = await facts(datasette)
    if "rows" in data:
        data["rows"] = [[value(*named, known) for named in zip(columns, row, strict=True)] for row in data["rows"]]
    return json_renderer(args, data, view_name)


def with_spelling(application: Application, datasette: Datasette) -> Application:
    """The application, whose CSV of tables is said to be CSV and has its values spelled, as it comes."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[[Message], Awaitable[None]]) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if not path.startswith(f"/{DATABASE}/") or not path.endswith(".csv"):
            await application(scope, receive, send)
            return
        asked = scope["query_string"].split(b"&")
        rows = _Rows(await facts(datasette), is_headed=NO_HEADING not in asked)
        is_file = False

        async def send_on(message: Message) -> None:
            nonlocal is_file
            if message["type"] == "http.response.start":
                is_file = message["status"] == 200
                if is_file:
                    others = [each for each in message["headers"] if each[0].lower() != b"content-type"]
                    message = {**message, "headers": [*others, (b"content-type", CSV)]}
            elif is_file:
                message = {**message, "body": rows.spelled(message.get("body", b""))}
            await send(message)

        # The columns are known by their heading, whether or not it is sent on.
        headed = b"&".join(each for each in asked if each != NO_HEADING)
        await application({**scope, "query_string": headed}, receive, send_on)

    return wrapped


class _Rows:
    """The rows of a CSV file that comes in parts."""

    def __init__(self, known: Facts, *, is_headed: bool) -> None:
        self._known = known
        self._is_headed = is_headed
        self._columns: list[str] = []
        self._begun = ""

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
            if self._columns:
                yield [self._cell(*named) for named in zip(self._columns, row, strict=True)]
            else:
                self._columns = row
                if self._is_headed:
                    yield row

    def _cell(self, column: str, text: str) -> str:
        type_ = self._known.types.get(column)
        if type_ == "boolean":
            return {"0": "false", "1": "true"}.get(text, text)
        whole = WHOLE.fullmatch(text) if type_ != "string" else None
        return whole[1] if whole else text
