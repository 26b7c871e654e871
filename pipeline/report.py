"""Problems as staff read them, and as programs do; whatever looks like personal data is masked in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pipeline.messages import counted, say
from pipeline.model import Problem, Repair
from pipeline.privacy import mask

SHOWN_ROWS = 8
"""Of rows with the same message so many are named."""

SHOWN_FILES = 1
"""Of files of which the same is to be said so many are named."""


def as_data(problems: Sequence[Problem]) -> dict[str, Any]:
    """`{"ok": bool, "problems": [...]}`; ok where nothing stops a publish."""
    return {
        "ok": not any(problem.fatal for problem in problems),
        "problems": [
            {
                "file": mask(problem.place.file),
                "sheet": mask(problem.place.sheet) if problem.place.sheet else None,
                "row": problem.place.row,
                "column": mask(problem.place.column) if problem.place.column else None,
                "rule": problem.rule,
                "value": mask(problem.value) if problem.value else problem.value,
                "message": mask(problem.message),
                "fatal": problem.fatal,
            }
            for problem in problems
        ],
    }


def as_text(problems: Sequence[Problem], repairs: Sequence[Repair] = ()) -> str:
    """The problems file by file in the order of their rows, a line each, then their number and what to do next.

    What was mended comes last, a line for each kind and column, since nobody need do anything about it.
    """
    lines: list[str] = []
    for file, found in _by_file(problems):
        in_order = sorted(found, key=lambda problem: (problem.place.sheet or "", problem.place.row or 0))
        lines += [mask(file), *(f"  {_line(problem)}" for problem in in_order), ""]
    if repairs:
        lines += [repairs_as_text(repairs), ""]
    fatal = sum(problem.fatal for problem in problems)
    lines.append(say("problem_count", fatal=fatal, warnings=counted(len(problems) - fatal, "warning")))
    lines.append(say("next_step_fatal" if fatal else "next_step_warnings"))
    return "\n".join(lines)


def repairs_as_text(repairs: Sequence[Repair]) -> str:
    """How cells were read that did not stand as they should, rows with the same message together.

    Files of which the same is to be said, such as the twelve of a year, are told together.
    """
    files: dict[tuple[str, ...], list[str]] = {}
    for file, found in _by_file(repairs):
        files.setdefault(tuple(_repairs_of_file(found)), []).append(mask(file))
    return "\n".join(
        line for told, names in files.items() for line in (say("read_as", file=_first(names, SHOWN_FILES)), *told)
    )


def _repairs_of_file(repairs: Sequence[Repair]) -> Iterator[str]:
    rows: dict[tuple[str | None, str | None, str], list[int]] = {}
    for repair in repairs:
        place = repair.place
        rows.setdefault((place.sheet, place.column, repair.message), []).append(place.row or 0)
    for (sheet, column, message), numbers in rows.items():
        told = _told(sheet, numbers, column)
        yield f"  {told[:1].upper()}{told[1:]}: {mask(message)}" if told else f"  {mask(message)}"


def _first(names: Sequence[str], count: int) -> str:
    """The first names, and how many there are beside them."""
    shown = ", ".join(names[:count])
    return say("and_others", first=shown, others=len(names) - count) if len(names) > count else shown


Found = TypeVar("Found", Problem, Repair)


def _by_file(found: Sequence[Found]) -> Iterable[tuple[str, list[Found]]]:
    by_file: dict[str, list[Found]] = {}
    for each in found:
        by_file.setdefault(each.place.file, []).append(each)
    return by_file.items()


def _line(problem: Problem) -> str:
    place = problem.place
    kind = "FEL" if problem.fatal else "Varning"
    told = _told(place.sheet, [place.row or 0], place.column)
    message = mask(problem.message)
    return f"{kind} {told}: {message}" if told else f"{kind}: {message}"


def _told(sheet: str | None, rows: Sequence[int], column: str | None) -> str:
    """Where something stands, in words; of many rows the first few."""
    shown = _first([str(row) for row in sorted({row for row in rows if row})], SHOWN_ROWS)
    where = [
        f"blad {mask(sheet)}" if sheet else "",
        f"rad {shown}" if shown else "",
        f"kolumn {mask(column)}" if column else "",
    ]
    return ", ".join(part for part in where if part)
