"""What the ready questions' fields offer to choose from, and what is said of a value that is none of it.

A field of `metadata.yml` may name its choices as a query; it is asked once of each release.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Request, Response

from pipeline.web.frame import DATABASE, in_chosen, rows

if TYPE_CHECKING:
    from datasette.app import Datasette

Message = MutableMapping[str, Any]
Application = Callable[..., Awaitable[None]]

REFUSED = 400


@dataclass(frozen=True)
class Choice:
    """One of a field's values, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """A ready question's field as it is shown, in the chosen language.

    empty: what an empty value stands for. chosen: the choice that the value means, if it means one. wrong: what is said
    of a value that is none of the choices; empty if it is one.
    """

    name: str
    value: str
    label: str
    help: str
    empty: str
    choices: Sequence[Choice]
    chosen: Choice | None
    wrong: str


_CHOICES: WeakKeyDictionary[Any, dict[str, tuple[Choice, ...]]] = WeakKeyDictionary()
"""What each query answered."""


async def choices(datasette: Datasette, names: Iterable[str]) -> Mapping[str, tuple[Choice, ...]]:
    """What the fields offer in the chosen language, by their names; a release made without choices offers none."""
    found = _CHOICES.setdefault(datasette, {})
    described: Mapping[str, Mapping[str, Any]] = datasette.metadata("fields") or {}
    queries = {name: in_chosen(described[name], "choices") for name in names if described.get(name, {}).get("choices")}
    for query in queries.values():
        if query not in found:
            found[query] = await _offered(datasette, query)
    return {name: found[query] for name, query in queries.items()}


async def _offered(datasette: Datasette, query: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(row["value"]), str(row["label"])) for row in await rows(datasette, query))


async def fields(datasette: Datasette, path: str, values: Mapping[str, Any]) -> list[Field]:
    """The fields of the ready question at a path, with the values that were asked for; none at any other path."""
    question = await _question(datasette, path)
    described: Mapping[str, Mapping[str, Any]] = datasette.metadata("fields") or {}
    offered = await choices(datasette, question.get("params", ()))
    return [
        _field(name, str(values.get(name) or ""), described.get(name, {}), offered.get(name, ()), question)
        for name in question.get("params", ())
    ]


async def _question(datasette: Datasette, path: str) -> Mapping[str, Any]:
    name = path.removeprefix(f"/{DATABASE}/") if path.startswith(f"/{DATABASE}/") else ""
    questions: Mapping[str, Mapping[str, Any]] = await datasette.get_canned_queries(DATABASE, None) if name else {}
    return questions.get(name, {})


def _field(
    name: str, value: str, described: Mapping[str, Any], offered: Sequence[Choice], question: Mapping[str, Any]
) -> Field:
    meant = _meant(value, offered)
    # Where a part of a name is enough it is written in SQL, so what any of the names contains is let through.
    is_known = meant or (described.get("is_part") and _is_part(value, offered))
    is_wrong = bool(offered) and bool(value.strip()) and not is_known
    # The sentence comes from staff's file: only what it is meant to hold is put into it.
    wrong = str(in_chosen(described, "unknown") or "{value}").replace("{value}", value.strip()) if is_wrong else ""
    empty = (in_chosen(question, "empty") or {}).get(name) or in_chosen(described, "empty")
    return Field(
        name,
        value,
        label=str(in_chosen(described, "label") or name),
        help=str(in_chosen(described, "help") or ""),
        empty=str(empty or ""),
        choices=offered,
        chosen=meant,
        wrong=wrong,
    )


def _meant(value: str, offered: Iterable[Choice]) -> Choice | None:
    """The choice that a value means, by its value or what it is called, whatever the case of its letters."""
    wanted = value.strip().casefold()
    return next((each for each in offered if wanted in (each.value.casefold(), each.label.casefold())), None)


def _is_part(value: str, offered: Iterable[Choice]) -> bool:
    return any(value.strip().casefold() in each.value.casefold() for each in offered)


def with_choices(application: Application, datasette: Datasette) -> Application:
    """The application, in which a ready question with a value that is none of its field's choices is refused.

    On its page the visitor is told so, with what there is; a program is answered with an error, since an empty answer
    would be taken for one.
    """

    async def wrapped(scope: Message, receive: Callable[..., Any], send: Callable[[Message], Awaitable[None]]) -> None:
        path, ending = _parted(scope["path"]) if scope["type"] == "http" else ("", "")
        if not path.startswith(f"/{DATABASE}/") or not scope["query_string"]:
            await application(scope, receive, send)
            return
        request = Request(scope, receive)
        asked = await fields(datasette, path, request.args)
        wrong = [each for each in asked if each.wrong]
        if not wrong:
            # The question compares with what a choice is, however the visitor wrote it.
            meant = {each.name: each.chosen.value for each in asked if each.chosen and each.chosen.value != each.value}
            await application(_with(scope, meant), receive, send)
        elif ending:
            await _refusal(wrong, ending).asgi_send(send)
        else:
            await application(scope, receive, _refusing(send))

    return wrapped


def _with(scope: Message, values: Mapping[str, str]) -> Message:
    """The request with other values of some of its parameters."""
    if not values:
        return scope
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    changed = urlencode([(name, values.get(name, value)) for name, value in asked])
    return {**scope, "query_string": changed.encode()}


def _parted(path: str) -> tuple[str, str]:
    """A path without the ending that asks for a file, and the ending."""
    for ending in (".json", ".csv"):
        if path.endswith(ending):
            return path.removesuffix(ending), ending
    return path, ""


def _refusal(wrong: Iterable[Field], ending: str) -> Response:
    """What a program is told: each value that does not exist, and those that do."""
    said = " ".join(
        f"{each.name}: {each.value.strip()!r} does not exist. There are {', '.join(one.value for one in each.choices)}."
        for each in wrong
    )
    if ending == ".csv":
        return Response.text(said, status=REFUSED)
    content = {"ok": False, "error": said, "status": REFUSED, "title": None}
    return Response(json.dumps(content, ensure_ascii=False), REFUSED, content_type="application/json; charset=utf-8")


def _refusing(send: Callable[[Message], Awaitable[None]]) -> Callable[[Message], Awaitable[None]]:
    """A `send` by which a page that would have been well has the status of one that was refused."""

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            message = {**message, "status": REFUSED}
        await send(message)

    return send_on
