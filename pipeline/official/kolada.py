"""Kolada's answers (API version 3): what series and groups of municipalities are, and the figures.

A figure is taken as it is, with every decimal. An empty one has a status; one that is withdrawn says so (`isdeleted`).
Kolada answers 200 and nothing at all for a code that it does not know: that is a fault, never an absence of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator

from pipeline.errors import AnswerFault
from pipeline.messages import say
from pipeline.official.bundle import Answer, Bundle
from pipeline.official.series import Series
from pipeline.wording.visible import on_one_line

NAME = "kolada"

SOURCES = ("kolada_bra", "kolada_ntu", "kolada_skr")
"""The sources in the catalogue whose series are Kolada's."""

ABSENT = frozenset({"", "missing"})
"""The statuses, in small letters, of a figure that is empty because there is none."""

UNIT = re.compile(r",\s*([^,]+)$")
"""A title's last part says the unit: "Anmälda sexualbrott, antal/100 000 inv"."""

LARGEST = 1e12
"""No figure is larger."""

GROUP_KINDS = {"similar": "Liknande kommuner IFO", "county": "läns kommuner"}
"""What the groups that a municipality is compared with are called, by their kind: how their titles begin or end."""

_NAME = {"type": "string", "minLength": 1}
_CODE = {"type": "string", "pattern": "^[A-Za-z0-9_]{1,40}$"}


def _page(values: Mapping[str, Any]) -> Draft202012Validator:
    """What a page of values must be. Whatever else Kolada tells of them is left alone."""
    item = {"type": "object", "properties": dict(values), "required": list(values)}
    properties = {
        "values": {"type": "array", "items": item},
        "next_url": {"type": ["string", "null"]},
        "count": {"type": "integer", "minimum": 0},
    }
    return Draft202012Validator({"type": "object", "properties": properties, "required": ["values"]})


SERIES = _page({"id": _CODE, "title": _NAME, "description": {"type": ["string", "null"]}})

GROUPS = _page(
    {
        "id": {"type": "string", "pattern": "^G[0-9]{1,9}$"},
        "title": _NAME,
        "members": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"member_id": {"type": "string", "pattern": "^[0-9]{4}$"}},
                "required": ["member_id"],
            },
        },
    }
)

FIGURES = _page(
    {
        "kpi": _CODE,
        "municipality": _CODE,
        "period": {"type": "integer", "minimum": 1900, "maximum": 2100},
        "values": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "gender": {"enum": ["T", "K", "M"]},
                    "status": {"type": ["string", "null"]},
                    "value": {"type": ["number", "null"], "minimum": 0, "maximum": LARGEST},
                    "isdeleted": {"type": "boolean"},
                },
                "required": ["gender", "value"],
            },
        },
    }
)


@dataclass(frozen=True)
class Figure:
    """A figure of one series, area, year and sex. The value is None if there is none, or if it is withdrawn."""

    series_id: str
    area_code: str
    year: int
    sex: str
    value: float | None
    is_withdrawn: bool


@dataclass(frozen=True)
class Group:
    """A group of municipalities that one of them is compared with, as it was on the day (ISO 8601) it was answered."""

    group_id: str
    kind: str
    title: str
    members: tuple[str, ...]
    answered_on: str


def is_page(content: object) -> bool:
    """Whether something is a page of figures, as somebody may have saved it."""
    return FIGURES.is_valid(content)


def next_page(answer: Answer) -> str | None:
    """The address of the page after a page of either kind, if there is one. Raises AnswerFault if it is no page."""
    page = _judged(answer, _shape(answer))
    return page.get("next_url") or None


def series_in(bundle: Bundle) -> dict[str, Series]:
    """Every series that the answers describe, by its id."""
    found = {}
    for answer in bundle.answers:
        if _shape(answer) is not SERIES:
            continue
        for each in _judged(answer, SERIES)["values"]:
            title = on_one_line(each["title"].strip())
            unit = UNIT.search(title)
            description = on_one_line((each["description"] or "").strip())
            found[each["id"]] = Series(each["id"], title, description, unit[1].strip() if unit else "")
    return found


def figures_in(answers: Iterable[Answer]) -> Iterator[Figure]:
    """Every figure in the answers. Raises AnswerFault for one told twice and differently, or of an unknown status."""
    return (figure for _, figure in answered_figures(answers))


def answered_figures(answers: Iterable[Answer]) -> Iterator[tuple[Answer, Figure]]:
    """The figures as `figures_in` has them, each after the answer that it was first in."""
    seen: dict[tuple[str, str, int, str], tuple[Answer, Figure]] = {}
    for answer in answers:
        if _shape(answer) is not FIGURES:
            continue
        for each in _judged(answer, FIGURES)["values"]:
            for cell in each["values"]:
                figure = _figure(each, cell)
                key = (figure.series_id, figure.area_code, figure.year, figure.sex)
                if seen.setdefault(key, (answer, figure))[1] != figure:
                    raise AnswerFault(say("answer_repeats", series=key[0], area=key[1], year=key[2]))
    yield from seen.values()


def groups_in(answers: Iterable[Answer], area_code: str, name: str) -> dict[str, Group]:
    """The groups that a municipality is compared with, by their kind.

    There is a group of similar municipalities for each municipality and year: the newest is taken. Each municipality
    is in its own county's group. A group in which there is nobody else is none. Raises AnswerFault for two that differ.
    """
    found: dict[str, tuple[int, Group]] = {}
    for answer in answers:
        if _shape(answer) is not GROUPS:
            continue
        for each in _judged(answer, GROUPS)["values"]:
            title = on_one_line(each["title"].strip())
            members = tuple(sorted({member["member_id"] for member in each["members"]}))
            kind, edition = _kind(title, area_code in members, name)
            if kind is None or not {*members} - {area_code}:
                continue
            group = Group(each["id"], kind, title, members, answer.fetched_at[:10])
            edition_before, before = found.get(kind, (-1, group))
            if edition == edition_before and replace(before, answered_on=group.answered_on) != group:
                raise AnswerFault(say("answer_has_two_groups", title=title, other=before.title))
            if edition > edition_before:
                found[kind] = (edition, group)
    return {kind: group for kind, (_, group) in sorted(found.items())}


def _kind(title: str, is_member: bool, name: str) -> tuple[str | None, int]:
    """What a group of this title is to the municipality, and its year; 0 for one that has none."""
    similar = re.fullmatch(rf"{GROUP_KINDS['similar']}, {re.escape(name)}, (\d{{4}})", title)
    if similar:
        return "similar", int(similar[1])
    is_county = re.fullmatch(rf".+ {GROUP_KINDS['county']} \(ovägt medel\)", title)
    return ("county" if is_county and is_member else None), 0


def _figure(row: Mapping[str, Any], cell: Mapping[str, Any]) -> Figure:
    is_withdrawn = bool(cell.get("isdeleted"))
    value, status = cell["value"], cell.get("status") or ""
    if value is not None and status:
        told = {"series": row["kpi"], "area": row["municipality"], "year": row["period"], "status": on_one_line(status)}
        raise AnswerFault(say("answer_has_status_beside_figure", **told))
    if value is None and status.casefold() not in ABSENT and not is_withdrawn:
        raise AnswerFault(
            say(
                "answer_has_unknown_status",
                series=row["kpi"],
                area=row["municipality"],
                year=row["period"],
                status=on_one_line(status),
            )
        )
    return Figure(
        row["kpi"],
        row["municipality"],
        row["period"],
        cell["gender"],
        None if is_withdrawn or value is None else float(value),
        is_withdrawn,
    )


def _shape(answer: Answer) -> Draft202012Validator:
    """What an answer must be, by what was asked."""
    path = urlsplit(answer.address).path
    return FIGURES if "/data/" in path else GROUPS if path.endswith("/municipality_groups") else SERIES


def _judged(answer: Answer, shape: Draft202012Validator) -> Any:
    """A page of the right shape that holds as many values as it says. Raises AnswerFault."""
    page = answer.data()
    fault = next(iter(shape.iter_errors(page)), None)
    if fault is not None:
        place = "/".join(map(str, fault.absolute_path)) or "/"
        raise AnswerFault(say("answer_has_other_shape", address=answer.address, place=place))
    if page.get("count") not in (None, len(page["values"])):
        raise AnswerFault(say("answer_is_not_whole", address=answer.address))
    return page
