"""The commands. Each parses, calls one function, shows the result and chooses the exit code.

Exit codes: 0 done, 1 problems in the data, 2 wrong usage or a fault.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import report
from pipeline.console import Answers, Choices, Commands, Files, in_make, now, processors
from pipeline.errors import AnswerFault, Misuse, SeriesChanged, SourceFault
from pipeline.messages import counted, readable, say
from pipeline.model import Problem, Repair
from pipeline.project import FETCHED, Project, alone, open_project

if TYPE_CHECKING:
    from pipeline.intake.draft import Draft

Command = Callable[..., None]

YES = ("ja", "j")

NEEDED_AGAIN = ("source_name", "year", "reason")
"""The options of an import that a second run needs too."""


def project_options(command: Command) -> Command:
    """`--project` and `--data`, handed to the command as a `Project`."""

    @click.option(
        "--project", "root", type=click.Path(path_type=Path), default=".", metavar="MAPP", help=say("help_project")
    )
    @click.option(
        "--data",
        type=click.Path(path_type=Path),
        envvar="PIPELINE_DATA",
        metavar="MAPP",
        help=say("help_data"),
    )
    @click.help_option("--help", help=say("help_help"))
    def with_project(root: Path, data: Path | None, **others: Any) -> None:
        command(open_project(root, data), **others)

    with_project.__name__ = command.__name__
    with_project.__doc__ = command.__doc__
    with_project.__click_params__ = [*getattr(command, "__click_params__", []), *with_project.__click_params__]  # type: ignore[attr-defined]
    return with_project


port_option = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8001,
    show_default=True,
    envvar="PIPELINE_PORT",
    metavar="PORT",
    help=say("help_port"),
)


answer_option = click.option(
    "--answer",
    "answers",
    type=Answers(),
    multiple=True,
    envvar="PIPELINE_ANSWER",
    metavar="FRÅGA=SVAR",
    help=say("help_answer"),
)


address_option = click.option(
    "--address", "addresses", multiple=True, metavar="KÄLLA=URL", help=say("help_fetch_address")
)


def announce(sentence: str) -> None:
    """Show on stderr what is starting, so that nobody waits in the dark."""
    click.echo(sentence, err=True)


def show(problems: tuple[Problem, ...], repairs: tuple[Repair, ...] = ()) -> None:
    """Show the problems that did not stop the command, and the repairs made while reading."""
    if problems:
        click.echo(report.as_text(problems, repairs))
    elif repairs:
        click.echo(report.repairs_as_text(repairs))


def show_import(project: Project, imported: Draft, *, is_dry: bool = False) -> None:
    """Show the outcome of importing staff's files, and what was hidden."""
    from pipeline.staff.hidden import hidden_lines, words_of, write_list

    if imported.is_answered and not is_dry:
        click.echo(say("answers_are_kept"))
    show(imported.problems, imported.repairs)
    counts = imported.counts
    new, changed, same = (readable(count) for count in (counts.new, counts.changed, counts.same))
    click.echo(say("import_dry" if is_dry else "import_done", new=new, changed=changed, same=same, folder=project.data))
    for name, count in imported.beside.items():
        title = imported.judged.schemas[name].title
        click.echo(say("import_beside", table=title, new=count.new, changed=count.changed, same=count.same))
    words = words_of(imported.dataset, imported.judged.area_code)
    whole = None if is_dry else write_list(project, imported.hidden, words)
    if imported.hidden:
        click.echo(say("figures_are_hidden", count=counted(len(imported.hidden), "figure")))
        click.echo("\n".join(hidden_lines(imported.hidden, words, whole)))


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
    from pipeline.dataset.judged import judge, with_catalogue

    judged = with_catalogue(project, judge(project, announce))
    if form == "json":
        click.echo(json.dumps(report.as_data(judged.problems), ensure_ascii=False, indent=2))
    elif judged.problems:
        click.echo(report.as_text(judged.problems))
    else:
        tables = judged.dataset.tables
        rows = readable(sum(frame.height for frame in tables.values()))
        click.echo(say("no_problems", rows=rows, tables=len(tables)))
    sys.exit(1 if judged.fatal else 0)


@main.command("import", options_metavar=say("usage_options"), help=say("help_import"))
@click.argument("files", nargs=-1, required=True, type=Files(path_type=Path), envvar="PIPELINE_FILES", metavar="FIL...")
@click.option("--source", "source_name", envvar="PIPELINE_SOURCE", metavar="NAMN", help=say("help_source"))
@click.option("--year", type=int, envvar="PIPELINE_YEAR", metavar="ÅR", help=say("help_year"))
@click.option(
    "--choose",
    "chosen",
    type=Choices(),
    multiple=True,
    envvar="PIPELINE_CHOOSE",
    metavar="KOMMUN=1|2",
    help=say("help_choose"),
)
@click.option("--reason", envvar="PIPELINE_REASON", metavar="TEXT", help=say("help_reason"))
@answer_option
@click.option("--dry-run", is_flag=True, help=say("help_dry_run"))
@project_options
def import_(
    project: Project, files: tuple[Path, ...], chosen: tuple[str, ...], answers: tuple[str, ...], **options: Any
) -> None:
    from pipeline.intake.importing import import_files
    from pipeline.releases.journal import noting_refusal
    from pipeline.staff.next_steps import after_import

    announce(say("step_import", count=counted(len(files), "file")))
    is_dry = options["dry_run"]
    with alone(project), nullcontext() if is_dry else noting_refusal(project, now(), "import"):
        imported = import_files(
            project,
            files,
            today=now().date(),
            choices=_choices(chosen),
            answers=_answers(answers),
            command=_command(files, has_options=bool(chosen or any(options[name] for name in NEEDED_AGAIN))),
            **options,
        )
    show_import(project, imported, is_dry=is_dry)
    for line in after_import(imported):
        click.echo(line)


@main.command("fetch", options_metavar=say("usage_options"), help=say("help_fetch"))
@click.option(
    "--source", "names", multiple=True, envvar="PIPELINE_SOURCE", metavar="NAMN", help=say("help_fetch_source")
)
@click.option("--years", envvar="PIPELINE_YEARS", metavar="ÅR", help=say("help_fetch_years"))
@address_option
@click.option("--dry-run", is_flag=True, help=say("help_dry_run"))
@project_options
def fetch(
    project: Project,
    names: tuple[str, ...],
    years: str | None,
    addresses: tuple[str, ...],
    dry_run: bool,
) -> None:
    from pipeline.fetching.fetch import addresses_in, fetch, years_in

    asked, instead = years_in(years or "", now().year), addresses_in(addresses)
    with alone(project):
        for line in fetch(
            project, names, years=asked, addresses=instead, dry_run=dry_run, today=now().date(), progress=announce
        ):
            click.echo(line)
    click.echo(say("fetched_dry") if dry_run else say("fetched", folder=project.inbox / FETCHED))


@main.command("accept", options_metavar=say("usage_options"), help=say("help_accept"))
@click.argument("series", required=False, envvar="PIPELINE_SERIES", metavar="SERIE")
@click.option("--reason", envvar="PIPELINE_REASON", metavar="TEXT", help=say("help_accept_reason"))
@click.option("--break", "break_year", type=int, envvar="PIPELINE_BREAK", metavar="ÅR", help=say("help_accept_break"))
@project_options
def accept(project: Project, series: str | None, reason: str | None, break_year: int | None) -> None:
    from pipeline.fetching.accept import accept

    with alone(project):
        left = accept(project, series, reason, break_year, now().date())
    click.echo(say("accepted", series=series))
    click.echo("\n".join([say("accept_leaves"), *left]) if left else say("accepted_all"))


@main.command("new-year", options_metavar=say("usage_options"), help=say("help_new_year"))
@click.argument("year", type=int, required=False, envvar="PIPELINE_YEAR", metavar="ÅR")
@project_options
def new_year(project: Project, year: int | None) -> None:
    from pipeline.staff.new_year import new_year

    path, due = new_year(project, year, now().date())
    click.echo(say("new_year_written", path=path))
    click.echo(say("new_year_due", rows=counted(due, "row")))
    click.echo(say("new_year_next"))


@main.command("close-year", options_metavar=say("usage_options"), help=say("help_close_year"))
@click.argument("year", type=int, required=False, envvar="PIPELINE_YEAR", metavar="ÅR")
@click.option("--reason", envvar="PIPELINE_REASON", metavar="TEXT", help=say("help_close_reason"))
@project_options
def close_year(project: Project, year: int | None, reason: str | None) -> None:
    from pipeline.staff.close_year import close_year

    with alone(project):
        missing = close_year(project, year, reason, now().date())
    click.echo(say("year_is_closed", year=year, missing=counted(missing, "indicator")))
    click.echo(say("year_is_closed_next"))


@main.command(options_metavar=say("usage_options"), help=say("help_build"))
@click.option("--output", type=click.Path(path_type=Path), required=True, metavar="MAPP", help=say("help_output"))
@click.option("--static", "address", envvar="PIPELINE_ADDRESS", metavar="ADRESS", help=say("help_static"))
@project_options
def build(project: Project, output: Path, address: str | None) -> None:
    if address is not None:
        from pipeline.publish.static_copy import write_static_copy

        count = write_static_copy(project, output, address, announce)
        click.echo(say("copied", count=count, folder=output, address=address))
        return
    from pipeline.builder.recipe import build

    release = build(project, output, announce, processors())
    click.echo(say("built", release=release["id"], folder=output))


@main.command(options_metavar=say("usage_options"), help=say("help_publish"))
@answer_option
@click.option("--again", is_flag=True, envvar="PIPELINE_AGAIN", help=say("help_again"))
@click.option("--first", is_flag=True, envvar="PIPELINE_FIRST", help=say("help_first"))
@click.option("--lost", envvar="PIPELINE_LOST", metavar="TEXT", help=say("help_lost"))
@click.option("--to", envvar="PIPELINE_TO", metavar="MÅL", help=say("help_to"))
@project_options
def publish(
    project: Project, answers: tuple[str, ...], again: bool, first: bool, lost: str | None, to: str | None
) -> None:
    from pipeline.intake.importing import import_inbox
    from pipeline.publish.readiness import judge_ready
    from pipeline.publish.sending import read_target, send
    from pipeline.publish.switch import mend_current, publish
    from pipeline.releases.engine import require
    from pipeline.releases.journal import noting_refusal
    from pipeline.staff.next_steps import after_publish

    require()
    target = read_target(to, project) if to else None
    with alone(project), noting_refusal(project, now(), "publish"):
        judge_ready(project, now())
        # Before new files change the data: what was published can be built again only from those that it was built of.
        mend_current(project, announce, processors())
        imported = import_inbox(
            project, today=now().date(), progress=announce, answers=_answers(answers), command=say("command_publish")
        )
    if imported:
        show_import(project, imported)
    with noting_refusal(project, now(), "publish"):
        declared = "first" if first else lost
        published = publish(project, now(), announce, processors(), again=again, declared=declared)
    show(published.problems)
    click.echo("\n".join(after_publish(published, imported, now().year)))
    if target:
        is_switched = send(project, target, announce)
        click.echo(say("sent" if is_switched else "sent_before", release=published.release["id"], target=target.place))


@main.command(options_metavar=say("usage_options"), help=say("help_preview"))
@answer_option
@project_options
def preview(project: Project, answers: tuple[str, ...]) -> None:
    from pipeline.staff.preview import preview
    from pipeline.staff.preview.page import write_page
    from pipeline.staff.preview.text import as_text

    announce(say("step_preview"))
    with alone(project) if answers else nullcontext():
        previewed = preview(project, now().date(), _answers(answers), say("command_preview"))
    click.echo(as_text(previewed, write_page(previewed, project.inbox)))


@main.command(options_metavar=say("usage_options"), help=say("help_protect"))
@click.option("--propose", is_flag=True, envvar="PIPELINE_PROPOSE", help=say("help_propose"))
@project_options
def protect(project: Project, propose: bool) -> None:
    from pipeline.staff.hide import hide_proposed

    announce(say("step_protect"))
    with alone(project):
        count, lines = hide_proposed(project, now().date(), write=propose)
    for line in lines:
        click.echo(line)
    if not count:
        click.echo(say("protect_needs_nothing"))
        return
    sentence = "protect_done" if propose else "protect_would"
    click.echo(say(sentence, count=counted(count, "figure"), folder=project.data))


@main.command(options_metavar=say("usage_options"), help=say("help_rollback"))
@project_options
def rollback(project: Project) -> None:
    from pipeline.publish.switch import rollback

    release, left = rollback(project, now())
    click.echo(say("rolled_back", release=release, left=left))


@main.command(options_metavar=say("usage_options"), help=say("help_releases"))
@project_options
def releases(project: Project) -> None:

    from pipeline.publish.recalled import recalled_releases
    from pipeline.releases.shelf import list_releases

    found = list_releases(project)
    recalled = recalled_releases(project) if found else set()
    for name, is_current in found:
        if name in recalled:
            click.echo(say("release_current_recalled" if is_current else "release_recalled", release=name))
        else:
            click.echo(say("release_current", release=name) if is_current else name)
    if not found:
        click.echo(say("no_releases"))


@main.command(options_metavar=say("usage_options"), help=say("help_recall"))
@click.argument("release", required=False, envvar="PIPELINE_RELEASE", metavar="PUBLICERING")
@click.option("--reason", envvar="PIPELINE_REASON", metavar="TEXT", help=say("help_recall_reason"))
@project_options
def recall(project: Project, release: str | None, reason: str | None) -> None:
    from pipeline.staff.recall import recall

    with alone(project):
        recalled = recall(project, release, reason, now())
    click.echo(say("recalled_current" if recalled.is_current else "recalled", release=release))
    if recalled.telling:
        click.echo(say("recalled_is_told", releases=", ".join(recalled.telling)))


@main.command(options_metavar=say("usage_options"), help=say("help_diff"))
@click.argument("before", metavar="FÖRE")
@click.argument("after", metavar="EFTER")
@click.option(
    "--format",
    "shape",
    type=click.Choice(("text", "json", "csv")),
    default="text",
    show_default=True,
    help=say("help_diff_format"),
)
@project_options
def diff(project: Project, before: str, after: str, shape: str) -> None:
    from pipeline.releases.change_files import as_csv, as_json
    from pipeline.releases.differences import differences
    from pipeline.schema import read_schemas
    from pipeline.staff.diff import as_text, release_named

    found = differences(release_named(project, before), release_named(project, after))
    if shape == "text":
        for line in as_text(found, release_named(project, after), read_schemas(project.schemas)):
            click.echo(line)
        return
    for text in as_csv(found) if shape == "csv" else as_json({"release": after, "before": before}, found):
        click.echo(text, nl=False)


@main.command(options_metavar=say("usage_options"), help=say("help_serve"))
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADRESS", help=say("help_host"))
@port_option
@click.option("--access-log", "logs_requests", is_flag=True, help=say("help_access_log"))
@project_options
def serve(project: Project, host: str, port: int, logs_requests: bool) -> None:
    from pipeline.releases.engine import require
    from pipeline.serving.server import serve

    require()
    serve(project.releases, host, port, announce, logs_requests=logs_requests)


@main.command(options_metavar=say("usage_options"), help=say("help_start"))
@click.option("--name", metavar="NAMN", help=say("help_name"))
@click.option("--code", metavar="KOD", help=say("help_code"))
@click.option("--organisation-number", metavar="NUMMER", help=say("help_organisation_number"))
@click.option("--contact-name", metavar="FUNKTION", help=say("help_contact_name"))
@click.option("--contact-email", metavar="ADRESS", help=say("help_contact_email"))
@click.option("--social-services", metavar="NUMMER", help=say("help_social_services"))
@click.option("--social-emergency", metavar="NUMMER", help=say("help_social_emergency"))
@click.option("--public-address", metavar="ADRESS", help=say("help_public_address"))
@click.option("--yes", is_flag=True, help=say("help_yes"))
@click.option("--fetch", "fetches", is_flag=True, help=say("help_start_fetch"))
@address_option
@project_options
def start(project: Project, yes: bool, fetches: bool, addresses: tuple[str, ...], **given: str | None) -> None:
    from pipeline.dataset.words import Municipality
    from pipeline.staff.start import QUESTIONS, accepted, in_the_inbox, look, plan, start

    starting_point = look(project)
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        accept = partial(accepted, question, before=dict(answers), starting_point=starting_point)
        answer = given[question.name]
        if answer is None and yes and question.is_optional:
            answer = ""
        answers[question.name] = _answer(say(question.sentence), answer, accept)
    municipality = Municipality(**answers)
    click.echo("\n".join(plan(starting_point, municipality)))
    if not yes and _ask(say("start_ask_yes")).casefold() not in YES:
        raise Misuse(say("start_declined"))
    start(project, municipality)
    click.echo(say("start_done", name=municipality.name))
    click.echo(say("start_until_publish"))
    for line in in_the_inbox(project):
        click.echo(line)
    if fetches or (not yes and _ask(say("start_ask_fetch")).casefold() in YES):
        _fetch_first(project, addresses)
    else:
        click.echo(say("next_step_fetch"))
    click.echo(say("next_step_workbook", year=now().year - 1))


def _fetch_first(project: Project, addresses: tuple[str, ...]) -> None:
    """Fetch for a municipality that has just begun, which it has whether the sources answer or not."""
    from pipeline.fetching.fetch import addresses_in, fetch

    try:
        with alone(project):
            for line in fetch(project, addresses=addresses_in(addresses), today=now().date(), progress=announce):
                click.echo(line)
    except (SourceFault, AnswerFault, SeriesChanged) as fault:
        click.echo(str(fault))
        click.echo(say("next_step_fetch"))
    else:
        click.echo(say("fetched", folder=project.inbox / FETCHED))


def _answer(question: str, given: str | None, accept: Callable[[str], str]) -> str:
    """The answer given on the command line, or else prompted for until it is accepted."""
    if given is not None:
        return accept(given)
    while True:
        try:
            return accept(_ask(question))
        except Misuse as fault:
            click.echo(str(fault))


def _ask(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ")
    return answer.strip()


@main.command(options_metavar=say("usage_options"), help=say("help_doctor"))
@port_option
@project_options
def doctor(project: Project, port: int) -> None:
    from pipeline.staff.doctor import Level, examine

    is_faulty = False
    for diagnosis in examine(project, now().date(), port):
        click.echo(diagnosis)
        is_faulty |= diagnosis.level is Level.FAULT
    click.echo(say("doctor_faulty" if is_faulty else "doctor_sound"))
    sys.exit(1 if is_faulty else 0)


@main.command(options_metavar=say("usage_options"), help=say("help_handover"))
@click.option("--remind", type=click.DateTime(["%Y-%m-%d"]), metavar="ÅÅÅÅ-MM-DD", help=say("help_remind"))
@project_options
def handover(project: Project, remind: datetime.datetime | None) -> None:
    from pipeline.staff.handover import hand_over

    written = hand_over(project, now(), remind.date() if remind else None, announce)
    click.echo(say("handover_written", note=written.note))
    click.echo(say("handover_reminder_written", reminder=written.reminder))
    click.echo(say("handover_keep"))


def _answers(given: tuple[str, ...]) -> dict[str, str]:
    """The answers by the names of their questions."""
    answers = {}
    for answer in given:
        question, _, choice = answer.partition("=")
        if not question.strip() or not choice.strip():
            raise Misuse(say("answer_has_a_form", answer=answer))
        answers[question.strip().casefold()] = choice.strip()
    return answers


def _command(files: tuple[Path, ...], *, has_options: bool) -> str:
    """What to run again with an answer. Options are not repeated: a reason may hold what must not be told."""
    return say("command_again") if has_options else say("command_import", files=in_make(files))


def _choices(chosen: tuple[str, ...]) -> dict[str, int]:
    choices = {}
    for choice in chosen:
        name, _, nth = choice.rpartition("=")
        if not name or nth not in ("1", "2"):
            raise Misuse(say("choice_is_known", choice=choice))
        choices[name.strip().removesuffix(" kommun")] = int(nth)
    return choices
