"""What stops the program. A fault in a staff file is not an exception: it is a `Problem`, which is data.

PipelineError
  |- ProjectNotFound     the folder is not a project, or lacks a part it must have
  |- Misuse              the command was called in a way that cannot be carried out
  |- Refused             fatal problems in the data: nothing was changed
  |- SourceFault         an official source cannot be reached, or does not answer as it should
  |- AnswerFault         what a source answered cannot be used as it is
  |- SeriesChanged       a source's series is not what was accepted
  |- SendFault           where a release is sent to cannot be reached or written to
  |- ReleaseFault        a release is missing, damaged, or does not answer as it should
  |- MachineFault        the disk, a permission, the clock or the journal does not let the program do its work
  `- Busy                another command holds the lock
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Problem, Repair


class PipelineError(Exception):
    """A fault that a person can do something about; its text is a Swedish sentence for staff."""

    exit_code = 2


class ProjectNotFound(PipelineError):
    """The folder lacks something a project must have."""


class Misuse(PipelineError):
    """The command cannot be carried out as given."""


class Refused(PipelineError):
    """The data contain fatal problems; nothing was changed."""

    exit_code = 1

    def __init__(self, message: str, problems: Sequence[Problem], repairs: Sequence[Repair] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)
        self.repairs = tuple(repairs)


class ReleaseFault(PipelineError):
    """A release is missing, damaged, or did not answer as it should."""


class MachineFault(PipelineError):
    """The machine does not let the program do its work: a disk, a permission, the clock, or an unreadable journal."""


class SendFault(PipelineError):
    """Where a release was sent to could not be reached or written to."""


class SourceFault(PipelineError):
    """An official source cannot be reached, or does not answer as it should."""


class AnswerFault(PipelineError):
    """What a source answered cannot be used as it is."""

    exit_code = 1


class SeriesChanged(PipelineError):
    """A source's series is not what was accepted; nothing was changed."""

    exit_code = 1


class Busy(PipelineError):
    """Another command is running in the same project."""
