"""The command line in Swedish: help, faults as sentences, and programming errors logged."""

from __future__ import annotations

import datetime
import glob
import os
import re
import shlex
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from pipeline import report
from pipeline.errors import Misuse, PipelineError, Refused
from pipeline.messages import say
from pipeline.messages.machine import machine_fault
from pipeline.privacy import mask
from pipeline.wording.visible import on_one_line

LOG = "pipeline.log"


def now() -> datetime.datetime:
    """The time, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def processors() -> int:
    """How many processors the program may use; before Python 3.13, how many the machine has."""
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    return count() or 1


class Files(click.Path):
    """Files by name; several in one text, as make hands them over, are told apart by what exists."""

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        """The files that a text names: one with the whole name, or else those that its words, quotes or stars name."""
        return [rv] if Path(rv).exists() else list(_named(re.split(r"(\s+)", rv.strip())))


def _named(words: Sequence[str]) -> Iterator[str]:
    """The files that words, with the spaces between them, name; the longest name that exists is taken first."""
    while words:
        ends = range(len(words), 0, -2)
        end = next((end for end in ends if Path("".join(words[:end])).exists()), None)
        if end is None:
            end = next((end for end in ends[::-1] if _closes("".join(words[:end]))), 1)
            yield from _as_a_shell_would("".join(words[:end]))
        else:
            yield "".join(words[:end])
        words = words[end + 1 :]


def _closes(text: str) -> bool:
    """Whether every quotation mark in the text has its other, and no space is left for the next word."""
    try:
        return len(shlex.split(text)) == 1
    except ValueError:
        return False


def _as_a_shell_would(word: str) -> Sequence[str]:
    """A word without its quotes and backslashes, or the files that it stands for."""
    bare = shlex.split(word)[0] if _closes(word) else word
    return sorted(glob.glob(bare)) or [bare]  # noqa: PTH207, since Path.glob takes no absolute pattern


def in_make(files: Sequence[Path]) -> str:
    """The files as they are written within the quotation marks of `make import FILES="..."`."""
    names = [str(file) for file in files]
    text = names[0] if len(names) == 1 else " ".join(shlex.quote(name) for name in names)
    return re.sub(r'(["$`\\])', r"\\\1", text)


class Choices(click.types.StringParamType):
    """Choices such as Heby=1; several in one text, as make hands them over, though a name may have spaces."""

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        """The choices in a text."""
        return re.split(r"(?<==\S)\s+", rv.strip())


class Answers(click.types.StringParamType):
    """Answers such as a3f9c1=saknas; several in one text, as make hands them over."""

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        """The answers in a text."""
        return rv.split()


class SwedishFormatter(click.HelpFormatter):
    """Click's help with Swedish headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or say("heading_usage"))

    def write_heading(self, heading: str) -> None:
        super().write_heading({"Options": say("heading_options"), "Commands": say("heading_commands")}[heading])


class SwedishContext(click.Context):
    formatter_class = SwedishFormatter


class SwedishCommand(click.Command):
    context_class = SwedishContext


class Commands(click.Group):
    """A group that reports faults in Swedish: ours as they are, Click's translated, programming errors logged."""

    context_class = SwedishContext
    command_class = SwedishCommand

    def main(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except Refused as refusal:
            click.echo(report.as_text(refusal.problems, refusal.repairs))
            click.echo(mask(str(refusal)), err=True)
            code = refusal.exit_code
        except PipelineError as error:
            click.echo(mask(str(error)), err=True)
            if hasattr(error, "__notes__") and (log := _log()):
                click.echo(say("more_in_log", log=log), err=True)
            code = error.exit_code
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            code = Misuse.exit_code
        except click.UsageError as error:
            click.echo(_usage(error), err=True)
            code = Misuse.exit_code
        except (click.Abort, KeyboardInterrupt):
            click.echo(say("interrupted"), err=True)
            code = Misuse.exit_code
        except Exception as error:
            click.echo(mask(machine_fault(error) or _program_fault()), err=True)
            code = Misuse.exit_code
        sys.exit(code if isinstance(code, int) else 0)


def _program_fault() -> str:
    log = _log()
    return say("program_fault", log=log) if log else say("program_fault_without_log")


def _log() -> Path | None:
    """Append the current traceback to the log, in the temporary folder if need be, and return where it is, if anywhere.

    The traceback may quote a staff file, so personal data are masked there too.
    """
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        try:
            with (folder / LOG).open("a", encoding="utf-8", errors="backslashreplace") as log:
                command = on_one_line(" ".join(sys.argv[1:]))
                log.write(mask(f"{now().isoformat()} pipeline {command}\n{traceback.format_exc()}\n"))
            return folder / LOG
        except OSError:
            continue
    return None


def _usage(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "pipeline"
    if isinstance(error, click.NoSuchOption):
        return say("usage_option", name=error.option_name, command=command)
    if isinstance(error, click.NoSuchCommand):
        return say("usage_command", name=error.command_name)
    if isinstance(error, click.MissingParameter):
        return say("usage_missing", name=_parameter(error), command=command)
    if isinstance(error, click.BadParameter):
        return say("usage_value", name=_parameter(error), command=command)
    return say("usage", command=command)


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else ""
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.make_metavar(error.ctx)  # type: ignore[arg-type]
