"""The differences between two releases as the texts of files, a line for each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields

from pipeline.messages import number
from pipeline.releases.differences import Difference

COLUMNS = tuple(field.name for field in fields(Difference))


def as_json(about: Mapping[str, object], found: Iterable[Difference]) -> Iterator[str]:
    """One JSON object: what is said of both releases, and `changes`."""
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "changes": ['
    ending = ""
    for each in found:
        yield f"{ending}\n{json.dumps(asdict(each), ensure_ascii=False)}"
        ending = ","
    yield "\n]}\n"


def as_csv(found: Iterable[Difference]) -> Iterator[str]:
    """A table with COLUMNS, in canonical CSV."""
    yield _line(COLUMNS)
    for each in found:
        yield _line([_text(value) for value in asdict(each).values()])


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _text(value: object) -> str:
    return number(value) if isinstance(value, float) else "" if value is None else str(value)
