"""Kolada's answers (API version 3): the key figures that a series is, and the figures of municipalities.

A figure is taken as it is, with every decimal. An empty one has a status; one that is withdrawn says so (`isdeleted`).
Kolada answers 200 and nothing at all for a code that it does not know: that is a fault, never an absence of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


def is_page(content: object) -> bool:
    """Whether something is a page of figures, as somebody may have saved it."""
    return FIGURES.is_valid(content)


def next_page(answer: Answer) -> str | None:
    """The address of the page after a page of either kind, if there is one. Raises AnswerFault if it is no page."""
    page = _judged(answer, SERIES if _is_about_series(answer) else FIGURES)
    return page.get("next_url") or None


def series_in(bundle: Bundle) -> dict[str, Series]:
    """Every series that the answers describe, by its id."""
    found = {}
    for answer in filter(_is_about_series, bundle.answers):
        for each in _judged(answer, SERIES)["values"]:
            title = on_one_line(each["title"].strip())
            unit = UNIT.search(title)
            description = on_one_line((each["description"] or "").strip())
            found[each["id"]] = Series(each["id"], title, description, unit[1].strip() if unit else "")
    return found


def figures_in(answers: Iterable[Answer]) -> Iterator[Figure]:
    """Every figure in the answers. Raises AnswerFault for one told twice and differently, or of an unknown status."""
    seen: dict[tuple[str, str, int, str], Figure] = {}
    for answer in answers:
        if _is_about_series(answer):
            continue
        for each in _judged(answer, FIGURES)["values"]:
            for cell in each["values"]:
                figure = _figure(each, cell)
                key = (figure.series_id, figure.area_code, figure.year, figure.sex)
                if seen.setdefault(key, figure) != figure:
                    raise AnswerFault(say("answer_repeats", series=key[0], area=key[1], year=key[2]))
    yield from seen.values()


def _figure(row: Mapping[str, Any], cell: Mapping[str, Any]) -> Figure:
    is_withdrawn = bool(cell.get("isdeleted"))
    value, status = cell["value"], cell.get("status") or ""
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


def _is_about_series(answer: Answer) -> bool:
    return "/data/" not in urlsplit(answer.address).path


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
