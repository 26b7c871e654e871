"""Problems as staff read them, and as programs do: whatever looks like personal data is masked in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pipeline.messages import counted, say
from pipeline.model import Problem, Repair
from pipeline.privacy import mask

SHOWN_ROWS = 8
"""How many of the rows with the same message are named."""

SHOWN_FILES = 1
"""How many of the files with the same repairs are named."""


def as_data(problems: Sequence[Problem]) -> dict[str, Any]:
    """`{"ok": bool, "problems": [...]}`; ok if nothing stops a publish."""
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
    """The problems file by file in row order, one per line, then how many there are and what to do next.

    Repairs come after the problems, a line for each kind and column, since nobody need act on them.
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
    """The repairs file by file, rows with the same message together.

    Files with the same repairs, such as the twelve of a year, share a heading.
    """
    files: dict[tuple[str, ...], list[str]] = {}
    for file, found in _by_file(repairs):
        files.setdefault(tuple(_repairs_of_file(found)), []).append(mask(file))
    return "\n".join(
        line for lines, names in files.items() for line in (say("read_as", file=_first(names, SHOWN_FILES)), *lines)
    )


def _repairs_of_file(repairs: Sequence[Repair]) -> Iterator[str]:
    rows: dict[tuple[str | None, str | None, str], list[int]] = {}
    for repair in repairs:
        place = repair.place
        rows.setdefault((place.sheet, place.column, repair.message), []).append(place.row or 0)
    for (sheet, column, message), numbers in rows.items():
        where = _where(sheet, numbers, column)
        yield f"  {where[:1].upper()}{where[1:]}: {mask(message)}" if where else f"  {mask(message)}"


def _first(names: Sequence[str], count: int) -> str:
    """The first names, and how many more there are."""
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
    where = _where(place.sheet, [place.row or 0], place.column)
    message = mask(problem.message)
    return f"{kind} {where}: {message}" if where else f"{kind}: {message}"


def _where(sheet: str | None, rows: Sequence[int], column: str | None) -> str:
    """A place in words, with the first few of many rows."""
    shown = _first([str(row) for row in sorted({row for row in rows if row})], SHOWN_ROWS)
    parts = [
        f"blad {mask(sheet)}" if sheet else "",
        f"rad {shown}" if shown else "",
        f"kolumn {mask(column)}" if column else "",
    ]
    return ", ".join(part for part in parts if part)
