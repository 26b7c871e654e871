"""What a reader finds in staff's files: problems, in a bounded number, and repairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.messages import problem, say
from pipeline.model import Place, Problem, Repair

REPORTED = 200
"""The most problems of one kind reported from one file; the rest are counted."""


@dataclass
class Findings:
    """What is found while the files are read."""

    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def problem(self, rule: str, place: Place, value: str | None = None, /, **facts: object) -> None:
        count = self.counts[place.file, rule] = self.counts.get((place.file, rule), 0) + 1
        if count <= REPORTED:
            self.problems.append(problem(rule, place, value, **facts))

    def repair(self, place: Place, kind: str, **facts: object) -> None:
        self.repairs.append(Repair(place, kind, say(kind, **facts)))

    def untold(self) -> Iterator[Problem]:
        """A problem for each kind that had too many to report, with how many were left out."""
        for (file, rule), count in self.counts.items():
            if count > REPORTED:
                example = next(found for found in self.problems if (found.place.file, found.rule) == (file, rule))
                row = example.place.row or "–"
                others = problem("problems_are_told", Place(file), rule, count=count - REPORTED, row=row)
                # The rest stop a publish if the reported ones do.
                yield replace(others, fatal=example.fatal)
