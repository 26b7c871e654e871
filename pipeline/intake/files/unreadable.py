"""What keeps a file from being read: raised where it is seen, and told as a problem by whoever opened the file."""

from __future__ import annotations

from pipeline.messages import say


class UnreadableFile(Exception):
    """A file that cannot be read: the rule that it breaks, the sentence that says so, and where as far as is known."""

    def __init__(self, rule: str, sheet: str | None = None, row: int | None = None, **facts: object) -> None:
        self.rule = rule
        self.sheet = sheet
        self.row = row
        self.sentence = say(rule, **{"sheet": sheet, **facts})
        super().__init__(self.sentence)
