"""Problems as staff read them, and as programs do: whatever looks like personal data is masked in both.

The same fault on many rows is one line. Where there would be too many lines even so, as for twelve files that are wrong
in every row, the faults are told by kind instead of by file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pipeline.gathering import joined, others_of
from pipeline.messages import counted, grouped, say
from pipeline.model import Problem, Repair
from pipeline.privacy import mask
from pipeline.wording.visible import on_one_line, visible

SHOWN_ROWS = 8
"""How many of the rows, or runs of rows, with the same message are named."""

SHOWN_FILES = 1
"""How many of the files with the same repairs are named."""

SHOWN_TEXTS = 20
"""How many messages of one kind in one file are shown."""

SHOWN_BY_KIND = 3
"""How many messages of one kind, and places of one message, are shown where faults are told by kind."""

FEW_LINES, MOST_LINES = 30, 150
"""What is told by file takes at most FEW_LINES if MANY rows are faulty, and at most MOST_LINES otherwise."""

MANY = 1000

MOST_KINDS = 30

MORE_THAN_A_PAGE = 100
"""From here up staff are told where every row is listed."""

Spot = tuple[str, str | None]
"""A file and a sheet."""

Spread = dict[Spot, list[range]]
"""Rows in several files and sheets."""


@dataclass
class Kind:
    """What is found of one rule in one column: the rows of each message, and those without a message of their own."""

    first: Problem | Repair
    messages: dict[str, Spread] = field(default_factory=dict)
    others: Spread = field(default_factory=dict)

    def add(self, found: Problem | Repair) -> None:
        """Add one more."""
        place = found.place
        spread = self.others if found.others else self.messages.setdefault(found.message, {})
        rows = found.others or (range(place.row or 0, (place.row or 0) + 1),)
        spread.setdefault((place.file, place.sheet), []).extend(rows)

    def told(self, shown: int) -> Iterator[tuple[str, Spread, Spread]]:
        """The first messages, each with its rows and those that are like them; then one for the rows of the others."""
        others = {spot: list(rows) for spot, rows in self.others.items()}
        for spread in list(self.messages.values())[shown:]:
            for spot, rows in spread.items():
                others.setdefault(spot, []).extend(rows)
        is_alone = len(self.messages) == 1
        for message, spread in list(self.messages.items())[:shown]:
            yield message, spread, others if is_alone else {}
        if others and not is_alone:
            yield others_of(self.first, _count(others)), others, {}


def as_data(problems: Sequence[Problem]) -> dict[str, Any]:
    """`{"ok": bool, "problems": [...]}`; ok if nothing stops a publish.

    A problem stands for `count` faults of its rule. If there are `others`, they are those in these runs of rows, each
    as its first and its last, and have no problem of their own.
    """
    return {
        "ok": not any(problem.fatal for problem in problems),
        "problems": [
            {
                "file": _name(problem.place.file),
                "sheet": _shown(problem.place.sheet) if problem.place.sheet else None,
                "row": problem.place.row,
                "column": _shown(problem.place.column) if problem.place.column else None,
                "rule": problem.rule,
                "value": mask(problem.value) if problem.value else problem.value,
                "message": _shown(problem.message),
                "fatal": problem.fatal,
                "count": problem.count,
                "others": [[rows.start, rows.stop - 1] for rows in problem.others],
            }
            for problem in problems
        ],
    }


def as_text(problems: Sequence[Problem], repairs: Sequence[Repair] = ()) -> str:
    """The problems file by file in row order, then how many there are and what to do next.

    The same message on several rows is one line. Repairs come after the problems, a line for each kind and column,
    since nobody need act on them.
    """
    fatal, total = (sum(each.count for each in problems if each.fatal), sum(each.count for each in problems))
    lines = [
        line for file, own in lines_by_file(problems) for line in (_name(file), *(f"  {each}" for each in own), "")
    ]
    if len(lines) > (FEW_LINES if total > MANY else MOST_LINES):
        lines = [*_lines_by_kind(problems), ""]
    if repairs:
        lines += [repairs_as_text(repairs), ""]
    lines.append(say("problem_count", fatal=grouped(fatal), warnings=counted(total - fatal, "warning")))
    if total > MORE_THAN_A_PAGE:
        lines.append(say("every_row_is_listed"))
    lines.append(say("next_step_fatal" if fatal else "next_step_warnings"))
    return "\n".join(lines)


def as_rows(problems: Iterable[Problem]) -> Iterator[tuple[str, str, int | str, int | str, str, str]]:
    """Every fault: its file, sheet, first row, last row, column and message; nothing for what is not known."""
    for problem in problems:
        place, sheet, column = problem.place, problem.place.sheet or "", problem.place.column or ""
        for rows in problem.others or (range(place.row or 0, (place.row or 0) + 1),):
            first, last = (rows.start, rows.stop - 1) if rows.start else ("", "")
            yield _name(place.file), _shown(sheet), first, last, _shown(column), _shown(problem.message)


def lines_by_file(problems: Sequence[Problem]) -> Iterator[tuple[str, list[str]]]:
    """Each file and the lines on its problems, in the order of their rows."""
    for file, found in _by_file(problems):
        lines = [
            (_order(spread), _line(kind, _where(spread, others, _heading(kind.first)), message))
            for kind in _kinds(found, by_sheet=True)
            for message, spread, others in kind.told(SHOWN_TEXTS)
        ]
        yield file, [line for _, line in sorted(lines, key=lambda placed: placed[0])]


def _lines_by_kind(problems: Sequence[Problem]) -> Iterator[str]:
    """A few lines for each kind, however many the files; the faults that stop a publish come first."""
    kinds = sorted(_kinds(problems, by_sheet=False), key=lambda kind: "Varning" in _label(kind))
    for kind in kinds[:MOST_KINDS]:
        for message, spread, others in kind.told(SHOWN_BY_KIND):
            yield _line(kind, _everywhere(spread, others, _heading(kind.first)), message)
    if len(kinds) > MOST_KINDS:
        yield say("more_kinds", count=len(kinds) - MOST_KINDS)


def repairs_as_text(repairs: Sequence[Repair]) -> str:
    """The repairs file by file, rows with the same message together.

    Files with the same repairs, such as the twelve of a year, share a heading.
    """
    files: dict[tuple[str, ...], list[str]] = {}
    for file, found in _by_file(repairs):
        files.setdefault(tuple(_repairs_of_file(found)), []).append(_name(file))
    lines = [line for own, names in files.items() for line in (_read_as(names), *own)]
    if len(lines) <= FEW_LINES:
        return "\n".join(lines)
    names = [_name(file) for file, _ in _by_file(repairs)]
    return "\n".join([_read_as(names), *_repairs_by_kind(repairs)])


def repairs_by_file(repairs: Sequence[Repair]) -> Iterator[tuple[str, list[str]]]:
    """Each file and the lines on what was read in it as something else."""
    for file, found in _by_file(repairs):
        yield file, [line.strip() for line in _repairs_of_file(found)]


def _read_as(names: Sequence[str]) -> str:
    return say("read_as", file=_first(names, SHOWN_FILES))


def _repairs_of_file(repairs: Sequence[Repair]) -> Iterator[str]:
    for kind in _kinds(repairs, by_sheet=True):
        for message, spread, others in kind.told(SHOWN_TEXTS):
            yield _repaired(_where(spread, others, _heading(kind.first)), message)


def _repairs_by_kind(repairs: Sequence[Repair]) -> Iterator[str]:
    for kind in _kinds(repairs, by_sheet=False):
        for message, spread, others in kind.told(SHOWN_BY_KIND):
            yield _repaired(_everywhere(spread, others, _heading(kind.first)), message)


def _repaired(where: str, message: str) -> str:
    return f"  {where[:1].upper()}{where[1:]}: {_shown(message)}" if where else f"  {_shown(message)}"


def _line(kind: Kind, where: str, message: str) -> str:
    return f"{_label(kind)} {where}: {_shown(message)}" if where else f"{_label(kind)}: {_shown(message)}"


def _heading(found: Problem | Repair) -> str | None:
    """What staff call the column."""
    return found.place.heading or found.place.column


def _label(kind: Kind) -> str:
    return "FEL" if isinstance(kind.first, Problem) and kind.first.fatal else "Varning"


Found = TypeVar("Found", Problem, Repair)


def _by_file(found: Iterable[Found]) -> Iterable[tuple[str, list[Found]]]:
    by_file: dict[str, list[Found]] = {}
    for each in found:
        by_file.setdefault(each.place.file, []).append(each)
    return by_file.items()


def _kinds(found: Iterable[Problem | Repair], *, by_sheet: bool) -> Sequence[Kind]:
    """What is found by kind, in the order of the first of each."""
    kinds: dict[tuple[object, ...], Kind] = {}
    for each in found:
        rule = each.kind if isinstance(each, Repair) else (each.rule, each.fatal)
        key = (each.place.sheet if by_sheet else None, each.place.column, rule)
        kinds.setdefault(key, Kind(each)).add(each)
    return list(kinds.values())


def _shown(text: str) -> str:
    """A text without personal data, on one line: no cell and no name begins a line of the report."""
    return on_one_line(mask(text))


def _name(file: str) -> str:
    """The name of a file without personal data, and with what cannot be seen written out."""
    return visible(mask(file))


# Places in words


def _order(spread: Mapping[Spot, Sequence[range]]) -> tuple[str, int]:
    """The sheet and the first row: where in its file a line belongs."""
    return min((sheet or "", min(rows.start for rows in runs)) for (_, sheet), runs in spread.items())


def _where(spread: Spread, others: Spread, column: str | None) -> str:
    """Rows of one sheet, with the first few of many, and the column."""
    ((_, sheet), rows), *_ = spread.items()
    shown = _rows(rows, SHOWN_ROWS, _count(others))
    parts = [f"blad {_shown(sheet)}" if sheet else "", shown, f"kolumn {_shown(column)}" if column else ""]
    return ", ".join(part for part in parts if part)


def _everywhere(spread: Spread, others: Spread, column: str | None) -> str:
    """The column, and how many rows in how many files, with the first few of each."""
    together = {spot: [*spread.get(spot, []), *others.get(spot, [])] for spot in {**spread, **others}}
    places = _first([_place(spot, rows) for spot, rows in together.items()], SHOWN_BY_KIND)
    files = len({file for file, _ in together})
    if files > 1:
        rows = counted(_count(together), "row")
        places = say("rows_in_files", rows=rows, files=counted(files, "file"), places=places)
    return ", ".join(part for part in (f"kolumn {_shown(column)}" if column else "", places) if part)


def _place(spot: Spot, rows: Sequence[range]) -> str:
    file, sheet = spot
    parts = [_name(file), f"blad {_shown(sheet)}" if sheet else "", _rows(rows, SHOWN_BY_KIND, 0)]
    return " ".join(part for part in parts if part)


def _rows(rows: Sequence[range], shown: int, others: int) -> str:
    """The first rows and runs of rows, and how many more there are, `others` of which only have the same kind."""
    runs = [run for each in joined(rows) for run in ([each] if len(each) > 2 else [range(n, n + 1) for n in each])]
    if not runs:
        places = len(rows) + others
        return say("on_places", count=grouped(places)) if places > 1 else ""
    first = ", ".join(f"{run.start}–{run.stop - 1}" if len(run) > 1 else f"{run.start}" for run in runs[:shown])
    left = sum(map(len, runs[shown:])) + others
    if left:
        first = say("and_more_of_kind" if others else "and_others", first=first, others=counted(left, "row"))
    return f"rad {first}"


def _count(spread: Mapping[Spot, Sequence[range]]) -> int:
    return sum(len(rows) for runs in spread.values() for rows in runs)


def _first(names: Sequence[str], count: int) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(names[:count])
    return say("and_others", first=shown, others=grouped(len(names) - count)) if len(names) > count else shown
