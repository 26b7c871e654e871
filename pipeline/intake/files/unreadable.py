"""What keeps a file from being read: raised where it is found, reported as a problem by the code that opens files."""

from __future__ import annotations

from pipeline.messages import problem
from pipeline.model import Place, Problem


class UnreadableFile(Exception):
    """A file that cannot be read: the rule that it breaks, where if that is known, and the facts for its message."""

    def __init__(
        self, rule: str, sheet: str | None = None, row: int | None = None, column: str | None = None, **facts: object
    ) -> None:
        super().__init__(rule)
        self.rule = rule
        self.sheet = sheet
        self.row = row
        self.column = column
        self.facts = facts

    def problem_in(self, file: str) -> Problem:
        """The problem to report, in the file of that name."""
        return problem(self.rule, Place(file, self.sheet, self.row, self.column), sheet=self.sheet, **self.facts)
