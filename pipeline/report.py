"""Problems as staff read them, and as programs do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.messages import counted, say
from pipeline.model import Problem


def as_data(problems: Sequence[Problem]) -> dict[str, Any]:
    """`{"ok": bool, "problems": [...]}`; ok where nothing stops a publish."""
    return {
        "ok": not any(problem.fatal for problem in problems),
        "problems": [
            {
                "file": problem.place.file,
                "sheet": problem.place.sheet,
                "row": problem.place.row,
                "column": problem.place.column,
                "rule": problem.rule,
                "value": problem.value,
                "message": problem.message,
                "fatal": problem.fatal,
            }
            for problem in problems
        ],
    }


def as_text(problems: Sequence[Problem]) -> str:
    """The problems file by file in the order of their rows, a line each, then their number and what to do next."""
    lines: list[str] = []
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.place.file, []).append(problem)
    for file, found in by_file.items():
        in_order = sorted(found, key=lambda problem: problem.place.row or 0)
        lines += [file, *(f"  {_line(problem)}" for problem in in_order), ""]
    fatal = sum(problem.fatal for problem in problems)
    lines.append(say("problem_count", fatal=fatal, warnings=counted(len(problems) - fatal, "warning")))
    lines.append(say("next_step_fatal" if fatal else "next_step_warnings"))
    return "\n".join(lines)


def _line(problem: Problem) -> str:
    place = problem.place
    where = [
        f"blad {place.sheet}" if place.sheet else "",
        f"rad {place.row}" if place.row else "",
        f"kolumn {place.column}" if place.column else "",
    ]
    kind = "FEL" if problem.fatal else "Varning"
    told = ", ".join(part for part in where if part)
    return f"{kind} {told}: {problem.message}" if told else f"{kind}: {problem.message}"
