"""The Datasette plugin: the site's own pages, and the frame, the bounds and the headers of Datasette's.

It knows a release by its database and the files beside it, and nothing else of the program.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from datasette.plugins import pm
from datasette.utils.asgi import Request, Response
from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from pipeline.web import addresses, bounds, faults, filters, frame, headers, language, requests
from pipeline.web.pages import ROUTES

if TYPE_CHECKING:
    from datasette.app import Datasette

Application = Callable[..., Awaitable[None]]

STOCK_HANDLER = "datasette.handle_exception"

DATASETTES_OWN = "_internal"
"""A database in memory, which Datasette writes and no visitor may ask."""


@hookimpl  # type: ignore[untyped-decorator]
def startup() -> None:
    # Datasette asks every handler and uses the first answer. Its own would print each visitor's mistyped address as a
    # traceback with the values of all variables, and draw our frame without what the frame must know.
    if pm.has_plugin(STOCK_HANDLER):
        pm.unregister(name=STOCK_HANDLER)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Response]]]]:
    return list(ROUTES)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment) -> None:
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    # The i18n extension adds this method to its environment (Jinja documentation, "i18n Extension").
    env.install_gettext_callables(language.gettext, language.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update({name: _asked(each) for name, each in {**filters.FILTERS, **language.FILTERS}.items()})
    env.globals.update(filters.WORDS)


def _asked(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, asked each time that a page is drawn.

    Jinja works out `"text"|filter` once, when the template is compiled, and would keep the language of that moment;
    not so with a filter that takes the context.
    """

    @pass_context
    def asked(_context: Context, *words: Any) -> Any:
        return filter_(*words)

    return asked


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(
    datasette: Datasette, request: Request | None, table: str | None, view_name: str | None
) -> Callable[[], Awaitable[dict[str, Any]]]:
    return lambda: frame.variables(datasette, request, table, view_name)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    bounds.bind(conn)
    if database != DATASETTES_OWN:
        bounds.close(conn)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Datasette) -> Callable[[Application], Application]:
    def wrap(application: Application) -> Application:
        bounded = requests.with_bounds(addresses.with_addresses(application), datasette)
        return headers.with_headers(addresses.with_language(bounded))

    return wrap


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Awaitable[Response]]:
    return lambda: faults.answer(datasette, request, exception)
