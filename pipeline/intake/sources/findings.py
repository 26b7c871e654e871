"""What a reader finds on the way through staff's files: problems, in a bounded number, and repairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.messages import problem, say
from pipeline.model import Place, Problem, Repair

TOLD = 200
"""From one file so many problems of one kind are told; the rest are counted."""


@dataclass
class Findings:
    """What is found on the way through the files."""

    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    told: dict[tuple[str, str], int] = field(default_factory=dict)

    def problem(self, rule: str, place: Place, value: str | None = None, /, **facts: object) -> None:
        count = self.told[place.file, rule] = self.told.get((place.file, rule), 0) + 1
        if count <= TOLD:
            self.problems.append(problem(rule, place, value, **facts))

    def repair(self, place: Place, kind: str, **facts: object) -> None:
        self.repairs.append(Repair(place, kind, say(kind, **facts)))

    def untold(self) -> Iterator[Problem]:
        """A problem for each kind of which there were too many to tell."""
        for (file, rule), count in self.told.items():
            if count > TOLD:
                example = next(found for found in self.problems if (found.place.file, found.rule) == (file, rule))
                row = example.place.row or "–"
                others = problem("problems_are_told", Place(file), rule, count=count - TOLD, row=row)
                # The rest stop a publish if the first of them does.
                yield replace(others, fatal=example.fatal)
