"""How much one address may ask for, checked before anything else reads it.

Datasette makes a part of the page for each parameter and repeats the whole address in every link, so the memory that a
response takes grows with the square of its address: a table with the same facet eleven hundred times took five
gigabytes. No link or form on the site comes near these limits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from datasette.utils.asgi import Request

from pipeline.web import faults, refusals

if TYPE_CHECKING:
    from datasette.app import Datasette

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

PATH = 1_000
"""Bytes. The site's longest path, that of a row with a key of five columns, has fewer than two hundred."""

QUERY = 8_000
"""Bytes: the length that every server should support for an address (RFC 9110, section 4.1). The longest ready question
in SQL has fewer than two thousand."""

HOST = 300
"""Bytes in the host, which every address in the site map repeats. A name has at most 253 (RFC 1035, section 2.3.4), and
a port six."""

PARAMETERS = 150
"""Enough for the form of the widest table, with a filter (three parameters) on each of its 42 columns, and the rest."""

REPETITIONS = 60
"""Parameters with the same name: more than enough to choose every column of the widest table with `_col`."""

FACETS = 10
"""Each is a query of its own with up to a thousand links in the response. No table has more than four by default."""


def with_bounds(application: Application, datasette: Datasette) -> Application:
    """The application, called only for addresses within the limits; others get 414 or 400."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[[Message], Awaitable[None]]) -> None:
        fault = _fault(scope) if scope["type"] == "http" else None
        if fault is None:
            await application(scope, receive, send)
            return
        # A page repeats its address in its links, which this one must not do: only a question of the visitor's own is
        # given back, once. It also takes from the scope the token that Datasette gives to forms that write; the site
        # has no such forms.
        question = await refusals.form(datasette, refusals.asked(scope["path"], scope["query_string"]))
        short = {**scope, "query_string": b"", "headers": [], "csrftoken": str}
        answer = await faults.answer(datasette, Request(short, receive), fault, question)
        await answer.asgi_send(send)

    return wrapped


def _fault(scope: Message) -> faults.TooMuchAsked | None:
    """What is too long or too many in an address, if anything."""
    query = scope["query_string"]
    if any(len(value) > HOST for name, value in scope["headers"] if name.lower() == b"host"):
        return faults.TooMuchAsked(f"The host is longer than {HOST} bytes", 400)
    if len(scope["raw_path"]) > PATH:
        return faults.TooMuchAsked(f"The path is longer than {PATH} bytes", 414)
    if len(query) > QUERY:
        return faults.TooMuchAsked(f"The query string is longer than {QUERY} bytes", 414)
    # Parsed as Datasette does, where `;` is no separator, and counted whatever the case of the names.
    names = Counter(name.lower() for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True))
    if names.total() > PARAMETERS:
        return faults.TooMuchAsked(f"More than {PARAMETERS} parameters", 400)
    if max(names.values(), default=0) > REPETITIONS:
        return faults.TooMuchAsked(f"More than {REPETITIONS} parameters of the same name", 400)
    if sum(number for name, number in names.items() if name.startswith("_facet")) > FACETS:
        return faults.TooMuchAsked(f"More than {FACETS} facets", 400)
    return None
