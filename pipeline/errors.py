"""What stops the program. A fault in staff's file is not here: that is a `Problem`, which is data.

PipelineError
  |- ProjectNotFound     the folder is not a project, or lacks a part that it must have
  |- Misuse              the command was called in a way that cannot be carried out
  |- Refused             fatal problems in the data: nothing was changed
  |- ReleaseFault        a release is not there, not whole, or does not answer as it must
  `- Busy                another publish holds the lock
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Problem, Repair


class PipelineError(Exception):
    """A fault that a person can do something about; its text is a Swedish sentence for staff."""

    exit_code = 2


class ProjectNotFound(PipelineError):
    """The folder lacks something that a project must have."""


class Misuse(PipelineError):
    """The command's words cannot be carried out as they stand."""


class Refused(PipelineError):
    """The data hold fatal problems; nothing was changed."""

    exit_code = 1

    def __init__(self, message: str, problems: Sequence[Problem], repairs: Sequence[Repair] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)
        self.repairs = tuple(repairs)


class ReleaseFault(PipelineError):
    """A release is missing, not whole, or did not answer as it must."""


class Busy(PipelineError):
    """Another publish is at work in the same project."""
