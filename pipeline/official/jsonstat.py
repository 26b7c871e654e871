"""A data set in json-stat2 (json-stat.org/format), read by its own ids and sizes.

The numbers are in one row, the last dimension fastest, in the order that the answer itself gives its codes. `value` and
`status` are lists, or objects of only the filled places; a status that holds for every place is a text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from pipeline.errors import AnswerFault
from pipeline.messages import say
from pipeline.official.bundle import Answer
from pipeline.wording.visible import on_one_line

MOST = 1_000_000
"""Places in a data set. SCB gives no more than 150,000 at a time."""


LARGEST = 1e12
"""No number is larger."""

PLACE = re.compile(r"0|[1-9][0-9]{0,8}")
"""A place by its number, as the name in an object: "01" would be a second name for "1"."""


@dataclass(frozen=True)
class Dimension:
    """What the numbers are divided by: its codes in the order of the numbers, and what each is called.

    units: by code, what is counted, where the dimension says so. rest: its `extension`, as it is.
    """

    id: str
    label: str
    codes: tuple[str, ...]
    labels: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """A number, by the codes of its place in the order of the dimensions; None with a status, if it has one."""

    codes: tuple[str, ...]
    value: float | None
    status: str


@dataclass(frozen=True)
class DataSet:
    """A whole data set. roles: the ids of the dimensions of time, of place and of what is measured, if it says."""

    label: str
    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    roles: Mapping[str, Sequence[str]]
    rest: Mapping[str, Any]

    def dimension(self, label: str) -> Dimension | None:
        """The dimension that is called so, whatever its id; None if there is not just one."""
        found = [each for each in self.dimensions if each.label.casefold() == label]
        return found[0] if len(found) == 1 else None

    def of_role(self, role: str) -> Dimension | None:
        """The only dimension of a role; None if there is not just one."""
        named = self.roles.get(role, ())
        found = [each for each in self.dimensions if each.id in named]
        return found[0] if len(found) == 1 else None


def is_data_set(content: object) -> bool:
    """Whether something says that it is a data set in json-stat2."""
    return isinstance(content, dict) and content.get("class") == "dataset" and content.get("version") == "2.0"


def read_data_set(answer: Answer, has_values: bool = True) -> DataSet:
    """The data set that an answer is; without values, that which describes one. Raises AnswerFault for any fault."""
    content = answer.data()
    if not is_data_set(content):
        raise AnswerFault(say("jsonstat_is_no_data_set", address=answer.address))
    return _Reader(answer.address, content).read(has_values)


@dataclass(frozen=True)
class _Reader:
    """Reads one data set; each fault is told with the address that it came from."""

    address: str
    content: Mapping[str, Any]

    def read(self, has_values: bool) -> DataSet:
        ids, sizes = self._list("id", str), self._list("size", int)
        if len(ids) != len(sizes) or len(set(ids)) < len(ids):
            raise self._fault("jsonstat_sizes_are_others")
        places = math.prod(sizes)
        if not all(size > 0 for size in sizes) or (has_values and places > MOST):
            raise self._fault("jsonstat_sizes_are_others")
        dimensions = tuple(self._dimension(name, size) for name, size in zip(ids, sizes, strict=True))
        cells = tuple(self._cells(dimensions, places)) if has_values else ()
        roles = self._object(self.content, "role")
        return DataSet(
            self._text(self.content, "label"),
            dimensions,
            cells,
            {name: tuple(map(str, each)) for name, each in roles.items() if isinstance(each, list)},
            self._object(self.content, "extension"),
        )

    def _list(self, name: str, kind: type) -> list[Any]:
        found = self.content.get(name)
        if not isinstance(found, list) or not found or any(type(each) is not kind for each in found):
            raise self._shape(name)
        return found

    def _object(self, within: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        """The object of a name, which may be left out."""
        found = within.get(name)
        if found is not None and not isinstance(found, dict):
            raise self._shape(name)
        return found or {}

    def _text(self, within: Mapping[str, Any], name: str) -> str:
        found = within.get(name)
        if found is not None and not isinstance(found, str):
            raise self._shape(name)
        return on_one_line((found or "").strip())

    def _dimension(self, name: str, size: int) -> Dimension:
        found = self._object(self.content, "dimension").get(name)
        described: Mapping[str, Any] = found if isinstance(found, dict) else {}
        category = described.get("category")
        if not isinstance(category, dict):
            raise self._fault("jsonstat_dimension_is_missing", name=on_one_line(name))
        labels = self._object(category, "label")
        if any(not isinstance(label, str) for label in labels.values()):
            raise self._shape(f"dimension/{name}/category/label")
        codes = self._codes(name, size, category, labels)
        units = self._object(category, "unit")
        return Dimension(
            name,
            self._text(described, "label"),
            codes,
            # A code without a label is its own label (json-stat.org/format/#label).
            {code: on_one_line(labels.get(code, code).strip()) for code in codes},
            {code: on_one_line(str(unit.get("base", ""))) for code, unit in units.items() if isinstance(unit, dict)},
            self._object(described, "extension"),
        )

    def _codes(self, name: str, size: int, category: Mapping[str, Any], labels: Mapping[str, str]) -> tuple[str, ...]:
        """The codes in the order of the numbers. One code alone need not be in an index."""
        index = category.get("index", list(labels) if len(labels) == 1 else None)
        if isinstance(index, dict):
            if any(type(place) is not int for place in index.values()):
                raise self._shape(f"dimension/{name}/category/index")
            if sorted(index.values()) != list(range(len(index))):
                raise self._fault("jsonstat_code_repeats", name=on_one_line(name))
            codes = tuple(sorted(index, key=index.__getitem__))
        elif isinstance(index, list) and all(isinstance(code, str) for code in index):
            codes = tuple(index)
        else:
            raise self._shape(f"dimension/{name}/category/index")
        if len(set(codes)) < len(codes):
            raise self._fault("jsonstat_code_repeats", name=on_one_line(name))
        if len(codes) != size:
            raise self._fault("jsonstat_sizes_are_others")
        return codes

    def _cells(self, dimensions: Sequence[Dimension], places: int) -> Iterator[Cell]:
        values = self._by_place("value", places)
        statuses = self._by_place("status", places)
        for place, codes in enumerate(product(*(each.codes for each in dimensions))):
            value, status = values.get(place), statuses.get(place)
            is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
            if not (value is None or is_number) or not (status is None or isinstance(status, str)):
                raise self._fault("jsonstat_value_is_no_number", place=place + 1)
            yield Cell(codes, None if value is None else float(value), on_one_line(status or ""))

    def _by_place(self, name: str, places: int) -> Mapping[int, Any]:
        found = self.content.get(name)
        if isinstance(found, list):
            if len(found) != places:
                raise self._fault("jsonstat_numbers_are_others", told=places, found=len(found))
            return dict(enumerate(found))
        if name == "status" and (found is None or isinstance(found, str)):
            return dict.fromkeys(range(places), found)
        if not isinstance(found, dict):
            raise self._shape(name)
        if not all(PLACE.fullmatch(place) and int(place) < places for place in found):
            raise self._fault("jsonstat_place_is_outside", told=places)
        return {int(place): each for place, each in found.items()}

    def _shape(self, place: str) -> AnswerFault:
        return AnswerFault(say("answer_has_other_shape", address=self.address, place=on_one_line(place)))

    def _fault(self, sentence: str, **facts: object) -> AnswerFault:
        return AnswerFault(say(sentence, address=self.address, **facts))
