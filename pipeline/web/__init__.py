"""The Datasette plugin: the site's own pages, and the frame, limits and headers around Datasette's.

It knows a release by its database and the files beside it, and nothing else about the program.
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

from pipeline.web import (
    addresses,
    bounds,
    choices,
    faults,
    filters,
    frame,
    headers,
    language,
    provenance,
    question_files,
    questions,
    refusals,
    requests,
    spelling,
    transfer,
    translation,
    versions,
)
from pipeline.web.pages import ROUTES

if TYPE_CHECKING:
    from datasette.app import Datasette

Application = Callable[..., Awaitable[None]]

STOCK_HANDLER = "datasette.handle_exception"

DATASETTES_OWN = "_internal"
"""An in-memory database that Datasette writes to and no visitor may query."""


@hookimpl  # type: ignore[untyped-decorator]
def startup() -> None:
    # Datasette calls every handler and uses the first response. Its own would log every mistyped address as a traceback
    # with the values of all variables, and render our frame without the variables that the frame needs.
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
    env.filters.update(
        {name: _at_render(each) for name, each in {**filters.FILTERS, **language.FILTERS, **refusals.FILTERS}.items()}
    )
    env.filters.update(translation.FILTERS)
    env.tests["foreign"] = translation.is_foreign
    env.globals.update(filters.WORDS, static=versions.static)


def _at_render(filter_: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, called every time a page is rendered.

    Jinja evaluates a constant such as `"text"|filter` once, when it compiles the template, which would freeze the
    language of that moment. It does not do so with a filter that takes the context.
    """

    @pass_context
    def call(_context: Context, *arguments: Any) -> Any:
        return filter_(*arguments)

    return call


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(
    datasette: Datasette, request: Request | None, table: str | None, view_name: str | None
) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def variables() -> dict[str, Any]:
        known = await frame.variables(datasette, request, table, view_name)
        asked = await choices.fields(datasette, request.path, request.args) if request else []
        return {
            **known,
            "question_fields": asked,
            "answer_words": await frame.answer_words(datasette, request),
            "provenance": await provenance.provenance(datasette, table, view_name),
        }

    return variables


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    bounds.bind(conn)
    if database != DATASETTES_OWN:
        bounds.close(conn)


@hookimpl  # type: ignore[untyped-decorator]
def register_output_renderer() -> dict[str, Any]:
    return {"extension": "json", "render": spelling.render_json}


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Datasette) -> Callable[[Application], Application]:
    def wrap(application: Application) -> Application:
        files = question_files.with_question_files(spelling.with_spelling(application, datasette), datasette)
        asked = choices.with_choices(files, datasette)
        answering = questions.with_questions(asked, datasette)
        bounded = requests.with_bounds(addresses.with_addresses(answering), datasette)
        return headers.with_headers(transfer.with_transfer(addresses.with_language(bounded)))

    return wrap


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Awaitable[Response]]:
    return lambda: faults.answer(datasette, request, exception)
