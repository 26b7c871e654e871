"""The commands. Each parses, calls one function, shows the result and chooses the exit code.

Exit codes: 0 done, 1 problems in the data, 2 wrong usage or a fault.
"""

from __future__ import annotations

import datetime
import json
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipeline import report
from pipeline.errors import Misuse, PipelineError, Refused
from pipeline.messages import counted, say
from pipeline.model import Problem
from pipeline.project import Project, open_project

LOG = "pipeline.log"

Command = Callable[..., None]


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
    """A group whose faults are told in Swedish: ours as they are, Click's translated, a programming error logged."""

    context_class = SwedishContext
    command_class = SwedishCommand

    def main(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except Refused as refusal:
            click.echo(report.as_text(refusal.problems))
            click.echo(str(refusal), err=True)
            code = refusal.exit_code
        except PipelineError as error:
            click.echo(str(error), err=True)
            if hasattr(error, "__notes__"):
                click.echo(say("more_in_log", log=_log()), err=True)
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
        except Exception:
            click.echo(say("program_fault", log=_log()), err=True)
            code = Misuse.exit_code
        sys.exit(code if isinstance(code, int) else 0)


def _log() -> Path:
    """Write the traceback of the error that is being handled to the log; in the temporary folder where it must."""
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        try:
            with (folder / LOG).open("a", encoding="utf-8") as log:
                log.write(f"{_now().isoformat()} pipeline {' '.join(sys.argv[1:])}\n{traceback.format_exc()}\n")
            return folder / LOG
        except OSError:
            continue
    raise


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


def project_options(command: Command) -> Command:
    """`--project` and `--data`, handed to the command as a `Project`."""

    @click.option(
        "--project", "root", type=click.Path(path_type=Path), default=".", metavar="MAPP", help=say("help_project")
    )
    @click.option("--data", type=click.Path(path_type=Path), metavar="MAPP", help=say("help_data"))
    @click.help_option("--help", help=say("help_help"))
    def with_project(root: Path, data: Path | None, **others: Any) -> None:
        command(open_project(root, data), **others)

    with_project.__name__ = command.__name__
    with_project.__doc__ = command.__doc__
    with_project.__click_params__ = [*getattr(command, "__click_params__", []), *with_project.__click_params__]  # type: ignore[attr-defined]
    return with_project


def tell(sentence: str) -> None:
    """Show what begins, beside the result, so that nobody waits in the dark."""
    click.echo(sentence, err=True)


def show(problems: tuple[Problem, ...]) -> None:
    """Show the problems that did not stop the command."""
    if problems:
        click.echo(report.as_text(problems))


@click.group(
    cls=Commands,
    subcommand_metavar=say("usage_commands"),
    options_metavar=say("usage_options"),
    help=say("help_pipeline"),
)
@click.help_option("--help", help=say("help_help"))
def main() -> None:
    pass


@main.command(options_metavar=say("usage_options"), help=say("help_check"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help=say("help_format"),
)
@project_options
def check(project: Project, form: str) -> None:
    from pipeline.release import judge

    judged = judge(project, tell)
    if form == "json":
        click.echo(json.dumps(report.as_data(judged.problems), ensure_ascii=False, indent=2))
    elif judged.problems:
        click.echo(report.as_text(judged.problems))
    else:
        tables = judged.dataset.tables
        click.echo(say("no_problems", rows=sum(frame.height for frame in tables.values()), tables=len(tables)))
    sys.exit(1 if judged.fatal else 0)


@main.command("import", options_metavar=say("usage_options"), help=say("help_import"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FIL...")
@click.option("--source", "source_name", metavar="NAMN", help=say("help_source"))
@click.option("--year", type=int, metavar="ÅR", help=say("help_year"))
@click.option("--choose", "chosen", multiple=True, metavar="KOMMUN=1|2", help=say("help_choose"))
@click.option("--reason", metavar="TEXT", help=say("help_reason"))
@click.option("--dry-run", is_flag=True, help=say("help_dry_run"))
@project_options
def import_(project: Project, files: tuple[Path, ...], chosen: tuple[str, ...], **options: Any) -> None:
    from pipeline.importing import import_files

    tell(say("step_import", count=counted(len(files), "file")))
    imported = import_files(project, files, today=_now().date(), choices=_choices(chosen), **options)
    show(imported.problems)
    sentence = "import_dry" if options["dry_run"] else "import_done"
    click.echo(say(sentence, new=imported.new, changed=imported.changed, same=imported.same, folder=project.data))


@main.command(options_metavar=say("usage_options"), help=say("help_build"))
@click.option("--output", type=click.Path(path_type=Path), required=True, metavar="MAPP", help=say("help_output"))
@project_options
def build(project: Project, output: Path) -> None:
    from pipeline.release import build

    release = build(project, output, tell)
    click.echo(say("built", release=release["id"], folder=output))


@main.command(options_metavar=say("usage_options"), help=say("help_publish"))
@project_options
def publish(project: Project) -> None:
    from pipeline.importing import import_inbox
    from pipeline.publish import publish

    imported = import_inbox(project, today=_now().date(), progress=tell)
    if imported:
        show(imported.problems)
        click.echo(
            say("import_done", new=imported.new, changed=imported.changed, same=imported.same, folder=project.data)
        )
    published = publish(project, _now(), tell)
    show(published.problems)
    release = published.release
    if not published.is_new:
        click.echo(say("unchanged", release=release["id"]))
        return
    click.echo(say("verified", count=published.pages))
    years = "–".join(dict.fromkeys(str(year) for year in (release["years"][:1] + release["years"][-1:]))) or "–"
    click.echo(say("published", release=release["id"], years=years, rows=release["rows"]["observations"]))
    if published.changes:
        changes = published.changes
        click.echo(say("published_changes", new=changes.new, changed=changes.changed, gone=changes.gone))
    elif published.is_first:
        click.echo(say("published_first"))
    else:
        click.echo(say("published_incomparable"))
    if release["is_example"]:
        click.echo(say("example_notice"))
    click.echo(say("published_where"))


@main.command(options_metavar=say("usage_options"), help=say("help_rollback"))
@project_options
def rollback(project: Project) -> None:
    from pipeline.publish import rollback

    release, left = rollback(project, _now())
    click.echo(say("rolled_back", release=release, left=left))


@main.command(options_metavar=say("usage_options"), help=say("help_releases"))
@project_options
def releases(project: Project) -> None:
    from pipeline.publish import releases

    found = releases(project)
    for name, is_current in found:
        click.echo(say("release_current", release=name) if is_current else name)
    if not found:
        click.echo(say("no_releases"))


@main.command(options_metavar=say("usage_options"), help=say("help_serve"))
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADRESS", help=say("help_host"))
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8001, show_default=True, metavar="PORT", help=say("help_port")
)
@project_options
def serve(project: Project, host: str, port: int) -> None:
    from pipeline.site import serve

    serve(project.releases, host, port, tell)


def _choices(chosen: tuple[str, ...]) -> dict[str, int]:
    choices = {}
    for choice in chosen:
        name, _, nth = choice.rpartition("=")
        if not name or nth not in ("1", "2"):
            raise Misuse(say("choice_is_known", choice=choice))
        choices[name.strip().removesuffix(" kommun")] = int(nth)
    return choices


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
