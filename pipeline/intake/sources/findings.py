"""What a reader finds in staff's files: problems and repairs, both in a bounded number."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.gathering import Gathering
from pipeline.intake.sources.questions import Question, Reading, answer
from pipeline.messages import problem, rule_of, say
from pipeline.model import Place, Problem, Repair


class Findings:
    """What is found while the files are read. `command` is what was run, for the questions that it is to answer."""

    def __init__(self, command: str = "make publish") -> None:
        self.command = command
        self.questions: dict[tuple[Reading, str], Question] = {}
        self._problems: Gathering[Problem] = Gathering()
        self._repairs: Gathering[Repair] = Gathering()

    @property
    def problems(self) -> list[Problem]:
        """The problems that are worded so far."""
        return self._problems.worded

    @property
    def repairs(self) -> list[Repair]:
        """The repairs, and one for each kind that had too many to word each."""
        return self._repairs.found()

    def problem(self, fault: str, place: Place, value: str | None = None, /, **facts: object) -> None:
        """Add the named fault, or just its row if enough of its kind are worded."""
        if self._problems.takes(place, rule_of(fault)):
            self._problems.add(problem(fault, place, value, **facts))

    def repair(self, place: Place, kind: str, /, **facts: object) -> None:
        """Add the named repair, or just its row if enough of its kind are worded."""
        if self._repairs.takes(place, kind):
            self._repairs.add(Repair(place, kind, say(kind, **facts)))

    def ask(self, fault: str, reading: Reading, source: str, place: Place, /, **facts: object) -> None:
        """A problem that ends with the command that answers it."""
        self.questions[reading, source] = Question(reading, source)
        self.problem(fault, place, None, **facts, answer=answer(self.command, reading.id))

    def has_fault_in(self, place: Place) -> bool:
        """Whether any problem was found in the sheet."""
        return any((found.place.file, found.place.sheet) == (place.file, place.sheet) for found in self.problems)

    def untold(self) -> Iterator[Problem]:
        """A problem for each kind that had too many to word each, with the rows of the others."""
        return self._problems.rest()
