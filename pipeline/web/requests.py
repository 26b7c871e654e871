"""How much one address may ask for, looked at before anything else reads it.

Datasette makes a piece of its answer for each parameter and repeats the whole address in every link of it, so that the
memory of an answer grows as the square of its address: a table asked eleven hundred times for the same facet took five
gigabytes. Nothing that a page of the site links to, and no form of it, comes near these bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from datasette.utils.asgi import Request

from pipeline.web import faults

if TYPE_CHECKING:
    from datasette.app import Datasette

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

PATH = 1_000
"""Bytes. The longest path of the site, a row by its five keys, has less than two hundred."""

QUERY = 8_000
"""Bytes, as many as every server should be able to read of an address (RFC 9110, section 4.1). The longest ready
question, written out as SQL, has less than two thousand."""

HOST = 300
"""Bytes of the site's name, with which every address in the site map begins. A name has at most 253 (RFC 1035, section
2.3.4), and a port six."""

PARAMETERS = 100
"""The form of the widest table, of 29 columns, with a filter on each (three parameters) still has room for the rest."""

REPETITIONS = 40
"""Of one name: every column of the widest table can be chosen with `_col`, and more."""

FACETS = 10
"""Each is a question of its own with up to a thousand links in its answer. The table with the most has four."""


def with_bounds(application: Application, datasette: Datasette) -> Application:
    """The application, asked only for what is within the bounds; the rest is answered 414 or 400."""

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[[Message], Awaitable[None]]) -> None:
        fault = _fault(scope) if scope["type"] == "http" else None
        if fault is None:
            await application(scope, receive, send)
            return
        # A page repeats its address in its links, which must not be done with this one, and asks the scope for the
        # token that Datasette gives to forms that write, of which the site has none.
        short = {**scope, "query_string": b"", "headers": [], "csrftoken": str}
        answer = await faults.answer(datasette, Request(short, receive), fault)
        await answer.asgi_send(send)

    return wrapped


def _fault(scope: Message) -> faults.TooMuchAsked | None:
    """What is too much in an address, if anything."""
    query = scope["query_string"]
    if any(len(value) > HOST for name, value in scope["headers"] if name.lower() == b"host"):
        return faults.TooMuchAsked(f"The host is longer than {HOST} bytes", 400)
    if len(scope["raw_path"]) > PATH:
        return faults.TooMuchAsked(f"The path is longer than {PATH} bytes", 414)
    if len(query) > QUERY:
        return faults.TooMuchAsked(f"The query string is longer than {QUERY} bytes", 414)
    # Read as Datasette reads it, where `;` divides nothing, and counted whatever the case of the names.
    names = Counter(name.lower() for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True))
    if names.total() > PARAMETERS:
        return faults.TooMuchAsked(f"More than {PARAMETERS} parameters", 400)
    if max(names.values(), default=0) > REPETITIONS:
        return faults.TooMuchAsked(f"More than {REPETITIONS} parameters of the same name", 400)
    if sum(number for name, number in names.items() if name.startswith("_facet")) > FACETS:
        return faults.TooMuchAsked(f"More than {FACETS} facets", 400)
    return None
