"""The answer to a question as CSV: the whole of it, or an error.

Datasette's own answers a question that fails with an empty file, and one with more rows than it returns with the first
of them, without a word; either would be a wrong figure in somebody's table.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl, urlencode

from datasette.utils.asgi import Request, Response
from datasette.views.base import DatasetteError

from pipeline.web import faults
from pipeline.web.frame import DATABASE

if TYPE_CHECKING:
    from datasette.app import Datasette

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

ENDING = ".csv"

FORMS = frozenset({"_shape", "_json", "_nl", "_json_infinity"})
"""Parameters that give Datasette's JSON another form, which no file of rows has."""


def with_question_files(application: Application, datasette: Datasette) -> Application:
    """The application, without the files of answers, which are made here."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[[Message], Awaitable[None]]) -> None:
        if scope["type"] != "http" or not await _is_question(datasette, scope):
            await application(scope, receive, send)
            return
        request = Request({**scope, "csrftoken": str}, receive)
        try:
            answer = await _file(datasette, request)
        except DatasetteError as fault:
            answer = await faults.answer(datasette, request, fault)
        await answer.asgi_send(send)

    return wrapped


async def _is_question(datasette: Datasette, scope: Message) -> bool:
    """Whether the address is that of an answer in CSV: of a visitor's own SQL, or of one of the ready questions."""
    path = scope["path"]
    if not path.startswith(f"/{DATABASE}") or not path.endswith(ENDING):
        return False
    name = path.removeprefix(f"/{DATABASE}").removesuffix(ENDING)
    if not name:
        return b"sql" in parse_qs(scope["query_string"])
    return name.removeprefix("/") in await datasette.get_canned_queries(DATABASE, None)


async def _file(datasette: Datasette, request: Request) -> Response:
    """The answer as CSV. Raises DatasetteError if the question fails, or has more rows than are returned."""
    asked = parse_qsl(request.query_string, keep_blank_values=True)
    query = urlencode([*(each for each in asked if each[0] not in FORMS), ("_shape", "arrays")])
    address = f"{request.path.removesuffix(ENDING)}.json?{query}"
    answer = await datasette.client.get(address, headers={"host": request.host})
    found = answer.json()
    if answer.status_code != 200 or not found.get("ok", True) or found.get("error"):
        status = answer.status_code if answer.status_code >= 400 else 400
        raise DatasetteError(found.get("error") or f"HTTP {status}", status=status)
    if found["truncated"]:
        raise DatasetteError(f"More than {len(found['rows'])} rows: add a limit, or take the whole table", status=400)
    heading = [] if request.args.get("_header") == "off" else [found["columns"]]
    headers = {}
    if request.args.get("_dl"):
        headers["content-disposition"] = f'attachment; filename="{request.path.rpartition("/")[2]}"'
    return Response(_written([*heading, *found["rows"]]), 200, headers, "text/csv; charset=utf-8")


def _written(rows: Iterable[Sequence[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: Any) -> Any:
    # What is no text or number has been coded for JSON, as an object whose last value is the code.
    if isinstance(value, dict):
        return [*value.values()][-1]
    return str(value).lower() if isinstance(value, bool) else value
