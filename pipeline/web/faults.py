"""What a visitor gets when something is wrong: a page that says what to do next, or JSON for a program."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import datasette
from datasette.utils.asgi import Base400, NotFound, Request, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from pipeline.web import refusals
from pipeline.web.frame import is_in_database

if TYPE_CHECKING:
    from datasette.app import Datasette

log = logging.getLogger("pipeline.web")


class TooMuchAsked(Exception):
    """An address that is longer (414), or has more in it (400), than the site accepts."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


UNANSWERED = {
    "busy": (503, "Too many questions at the moment"),
    "slow": (400, "The question takes too much time or memory"),
    "broken": (500, "The answer could not be made whole"),
}
"""The status of each reason, and what programs are told."""


class Unanswered(Exception):
    """A question that was not answered: the server was "busy", or it was too "slow", or what was answered "broken"."""

    def __init__(self, reason: str) -> None:
        self.status, self.said = UNANSWERED[reason]
        self.reason = reason
        super().__init__(self.said)


BY_ADDRESS = (sqlite3.Error, KeyError, ValueError, AssertionError)
"""What Datasette raises at an address of a table that does not exist, or of which it makes nothing."""

DATASETTES = str(Path(datasette.__file__).parent)

RETRY_AFTER = 5
"""Seconds. A question takes less than two."""


class NotThere(NotFound):  # type: ignore[misc]  # Datasette has no types
    """An address of something that the site has a page for each of, but not of this one.

    said: what is not there. there: the addresses and names of those that are.
    """

    def __init__(self, said: str, there: Sequence[tuple[str, str]]) -> None:
        super().__init__(said)
        self.said = said
        self.there = there


class Gone(NotFound):  # type: ignore[misc]  # Datasette has no types
    """An address of a release that was recalled. said: when and why."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


async def answer(
    datasette: Datasette, request: Request, exception: Exception, question: Markup | None = None
) -> Response:
    """The response to a failed request. A programming error is logged with its traceback, and shown without details.

    question: the form in which what was asked stands to be mended, if it is not to be made from the request's address.
    """
    status = _status(request, exception)
    if status == 500:
        # Without what comes after the path, which is what the visitor asked.
        log.error("500 %s", request.path, exc_info=exception)
    is_slow = getattr(exception, "title", None) == "SQL Interrupted" or getattr(exception, "reason", None) == "slow"
    reason = str(getattr(exception, "message", "") or exception) if status in (400, 403, 414) and not is_slow else ""
    headers = {"retry-after": str(RETRY_AFTER)} if status == 503 else {}
    if request.path.endswith(".json"):
        # Programs get Datasette's own English messages, in the form that its documentation describes.
        said = reason or getattr(exception, "said", None) or f"HTTP {status}"
        content = {"ok": False, "error": said, "status": status, "title": None}
        return Response.json(content, status=status, headers=headers)
    is_too_much = isinstance(exception, TooMuchAsked)
    if question is None:
        asked = refusals.asked(request.path, request.query_string.encode("latin-1", "replace"))
        question = await refusals.form(datasette, asked)
    context = {
        "status": status,
        "reason": reason,
        "is_slow": is_slow,
        "is_too_much": is_too_much,
        "question": question,
        "gone": exception if isinstance(exception, Gone) else None,
        "not_there": exception if isinstance(exception, NotThere) else None,
    }
    page = await datasette.render_template(["error.html"], context, request=request)
    return Response.html(page, status=status, headers=headers)


def _status(request: Request, exception: Exception) -> int:
    """The HTTP status of an error. If Datasette cannot handle an address of a table, the visitor's address is wrong."""
    if isinstance(exception, DatasetteError) and exception.status == 500:
        return 400  # Datasette's status when a table is sorted by a column that it does not have
    if isinstance(exception, Gone):
        return 410
    if isinstance(exception, Base400 | DatasetteError | TooMuchAsked | Unanswered):
        return int(exception.status)
    if isinstance(exception, MemoryError):
        return 400  # how Python reports that a query reached SQLite's heap limit
    if is_in_database(request.path) and (isinstance(exception, BY_ADDRESS) or _is_datasettes(exception)):
        return 400 if request.query_string else 404
    return 500


def _is_datasettes(exception: Exception) -> bool:
    """Whether it was raised in Datasette's code: something in the address that it did not expect."""
    last = exception.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return last is not None and str(last.tb_frame.f_code.co_filename).startswith(DATASETTES)
