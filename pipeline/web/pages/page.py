"""What all our pages share: they are rendered in the frame, and cached while their release is served."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import facts, origin
from pipeline.web.language import chosen
from pipeline.web.versions import SHORTLY

if TYPE_CHECKING:
    from datasette.app import Datasette

Page = Callable[..., Awaitable[Response]]

IDENTIFIER = re.compile(r"[A-Za-z0-9]{1,4}(-[0-9]{1,3})?")

KEPT = 400
"""How many responses are cached: every page in both languages, with room for the filters that people choose."""

_answers: WeakKeyDictionary[Any, OrderedDict[tuple[str, ...], Response]] = WeakKeyDictionary()


def cached(page: Page) -> Page:
    """The page, cached by language and whole address: what it shows of a release never changes."""

    async def answer(datasette: Datasette, request: Request) -> Response:
        answers = _answers.setdefault(datasette, OrderedDict())
        key = (chosen(), origin(await facts(datasette), request), request.full_path)
        if key in answers:
            answers.move_to_end(key)
        else:
            answers[key] = _tagged(await page(datasette, request))
            if len(answers) > KEPT:
                answers.popitem(last=False)
        return answers[key]

    return answer


def _tagged(response: Response) -> Response:
    body = response.body.encode()
    headers = {**response.headers, "etag": f'W/"{hashlib.sha256(body).hexdigest()[:20]}"', "cache-control": SHORTLY}
    return Response(body, status=response.status, headers=headers, content_type=response.content_type)


def in_capitals(request: Request, name: str) -> Response | None:
    """A redirect to the same page with its id in capitals, as ids are written; None if it is so."""
    if name == name.upper() or not IDENTIFIER.fullmatch(name):
        return None
    path = request.path.replace(name, name.upper())
    query = f"?{request.query_string}" if request.query_string else ""
    return Response.text("", status=301, headers={"location": f"{path}{query}"})


async def show(datasette: Datasette, request: Request, template: str, context: Mapping[str, Any]) -> Response:
    """The page that a template renders from a context."""
    return Response.html(await datasette.render_template([template], dict(context), request=request))
