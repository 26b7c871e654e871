"""The hand-over to those who do the work next year: a note of what was done and what is to be done, and a reminder."""

from __future__ import annotations

import calendar
import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import icalendar
import polars as pl

from pipeline.checks.due import due_in, with_due
from pipeline.dataset.judged import Judged, judge
from pipeline.dataset.metadata import site_area
from pipeline.errors import Misuse, Refused
from pipeline.messages import counted, fault_kind, say
from pipeline.model import TOTAL, Progress
from pipeline.project import Project
from pipeline.releases.journal import Entry, refusals, switches
from pipeline.releases.shelf import current_release, read_release

FOLDER = "overlamning"
"""The folder of the notes, which is kept in git: next year's reader finds all of them."""

ABSENT = ("missing", "not_collected")
"""The statuses of a figure that could have existed but does not."""

EMPTY_LINES = re.compile(r"\n{3,}")

WARNED_BEFORE = datetime.timedelta(days=14)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Handover:
    """The files that were written."""

    note: Path
    reminder: Path


def hand_over(project: Project, now: datetime.datetime, remind: datetime.date | None, progress: Progress) -> Handover:
    """Write the day's note and next year's reminder; the notes of other days stay as they are.

    Raises Misuse if the reminder is not in the future, and Refused if the data contain fatal problems: what is due and
    what is missing would then be uncertain.
    """
    today = now.date()
    reminded = remind or a_year_after(today)
    if reminded <= today:
        raise Misuse(say("handover_is_later", date=reminded, today=today))
    judged = judge(project, progress)
    if judged.fatal:
        raise Refused(say("handover_refused"), judged.problems)
    folder = project.root / FOLDER
    folder.mkdir(exist_ok=True)
    note = folder / f"overlamning-{today}.md"
    text = "\n".join(_note(project, judged, today, reminded)) + "\n"
    note.write_text(EMPTY_LINES.sub("\n\n", text), encoding="utf-8")
    reminder = folder / f"paminnelse-{reminded.year}.ics"
    reminder.write_bytes(remind_on(reminded, _next_year(judged, today), today).to_ical())
    return Handover(note, reminder)


def a_year_after(day: datetime.date) -> datetime.date:
    """The same date next year; 28 February if it has no 29th."""
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=min(day.day, last))


def _last_year(judged: Judged, today: datetime.date) -> int:
    """The last follow-up year in the data; without data, the year before this one, which is over."""
    return max(judged.dataset.years, default=today.year - 1)


def _next_year(judged: Judged, today: datetime.date) -> int:
    return _last_year(judged, today) + 1


def _note(project: Project, judged: Judged, today: datetime.date, reminded: datetime.date) -> Iterator[str]:
    """The note, line by line."""
    last, following = _last_year(judged, today), _next_year(judged, today)
    owner = judged.words.municipality.name or say("handover_unnamed")
    yield say("handover_title", date=today)
    yield from ("", say("handover_about", owner=owner, year=following))
    if judged.dataset.is_example:
        yield from ("", say("handover_example"))
    for heading, lines in (
        (say("handover_published", year=today.year), _published(project, today)),
        (say("handover_missing", year=last), _missing(judged, last)),
        (say("handover_corrected", year=today.year), _corrected(judged, today)),
        (say("handover_failed", year=today.year), _failed(refusals(project), today)),
        (say("handover_due", year=following), _due(judged, following)),
        (say("handover_irregular"), _irregular(judged, following)),
        (say("handover_breaks", year=following), _breaks(judged, following)),
        (say("handover_steps"), steps(following)),
    ):
        yield from ("", f"## {heading}", "", *lines)
    yield from ("", say("handover_reminder", date=reminded, file=f"paminnelse-{reminded.year}.ics"))


def _published(project: Project, today: datetime.date) -> Iterator[str]:
    current = current_release(project)
    if current is None:
        yield say("handover_nothing_published")
        return
    release = read_release(current)
    years = "–".join(dict.fromkeys(str(year) for year in (*release["years"][:1], *release["years"][-1:])))
    yield say(
        "handover_current",
        release=release["id"],
        years=years or say("handover_no_years"),
        figures=counted(release["rows"]["observations"], "figure"),
    )
    made = _of_year(switches(project), today)
    if not made:
        yield from ("", say("handover_not_this_year", year=today.year))
        return
    yield from ("", *_table(("handover_day", "handover_done", "handover_release"), map(_switch_row, made)))


def _switch_row(entry: Entry) -> tuple[str, ...]:
    done = say("handover_rolled_back" if entry["action"] == "rollback" else "handover_switched")
    return _day(entry), done, entry["release"]


def _missing(judged: Judged, year: int) -> Iterator[str]:
    """The indicators due that year for which the site's own area has no figure, nor a reason why there can be none."""
    area = site_area(judged.words, judged.dataset)
    rows = judged.dataset.sound("observations").filter(pl.col("year") == year, pl.col("area_code") == area)
    answers = rows.group_by("indicator_id").agg(
        (pl.col("value_status").is_in(ABSENT)).all().alias("is_absent"),
        pl.col("value_status").filter(pl.col("sex") == TOTAL).first(),
        pl.col("note").drop_nulls().first(),
    )
    due = _indicators_due(judged, year).join(answers, on="indicator_id", how="left", maintain_order="left")
    missing = due.filter(pl.col("is_absent").fill_null(True))
    if not missing.height:
        yield say("handover_nothing_missing")
        return
    for function, found in _by_function(missing):
        lines = (say("handover_why", indicator=_named(row), reason=_why(row, judged)) for row in found)
        yield from (f"**{function}**", "", *lines, "")


def _why(row: Row, judged: Judged) -> str:
    if row["value_status"] is None:
        return say("handover_not_reported")
    label = _label(judged, "observations", "value_status", row["value_status"])
    return say("handover_status", status=label, note=" ".join((row["note"] or "").split())).strip()


def _corrected(judged: Judged, today: datetime.date) -> Iterator[str]:
    corrected = judged.dataset.sound("revisions").filter(pl.col("revised_on").dt.year() == today.year).height
    yield say("handover_corrections", count=counted(corrected, "figure")) if corrected else say("handover_none")


def _failed(noted: Sequence[Entry], today: datetime.date) -> Iterator[str]:
    """How many faults of each kind stopped a command, never the contents of a file."""
    failed = _of_year(noted, today)
    if not failed:
        yield say("handover_nothing_failed")
        return
    yield from _table(("handover_day", "handover_command", "handover_count", "handover_faults"), map(_failure, failed))


def _failure(entry: Entry) -> tuple[str, ...]:
    kinds: Counter[str] = Counter()
    for rule, count in entry["faults"].items():
        kinds[fault_kind(rule)] += count
    faults = ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items()))
    return _day(entry), f"make {entry['command']}", str(kinds.total()), faults


def _due(judged: Judged, year: int) -> Iterator[str]:
    for function, rows in _by_function(_indicators_due(judged, year)):
        yield from (f"### {function}", "", *_indicator_table(rows, judged), "")


def _irregular(judged: Judged, year: int) -> Iterator[str]:
    """The indicators that do not have a figure every year and are not due this year."""
    others = with_due(judged.dataset.sound("indicators"), year).filter(
        pl.col("is_core"),
        pl.col("is_measurable"),
        pl.col("periodicity") != "annual",
        ~pl.col("is_due"),
        pl.col("valid_to").fill_null(year) >= year,
    )
    if not others.height:
        yield say("handover_nothing_irregular")
        return
    yield from (say("handover_irregular_about"), "")
    for function, rows in _by_function(_with_source(judged, others)):
        yield from (f"### {function}", "", *_indicator_table(rows, judged), "")


def _indicator_table(rows: Iterable[Row], judged: Judged) -> Iterator[str]:
    headings = ("handover_indicator", "handover_source", "handover_often", "handover_needs")
    yield from _table(headings, ((_named(row), _source(row), _often(row, judged), _needs(row)) for row in rows))


def _indicators_due(judged: Judged, year: int) -> pl.DataFrame:
    return _with_source(judged, due_in(judged.dataset.sound("indicators"), year))


def _with_source(judged: Judged, indicators: pl.DataFrame) -> pl.DataFrame:
    sources = judged.dataset.sound("sources").select("source_id", "publisher", pl.col("title").alias("source_title"))
    return indicators.join(sources, on="source_id", how="left").sort("responsible_function", "indicator_id")


def _by_function(indicators: pl.DataFrame) -> Iterator[tuple[str, list[Row]]]:
    for (function,), rows in indicators.group_by("responsible_function", maintain_order=True):
        yield str(function), list(rows.iter_rows(named=True))


def _named(row: Row) -> str:
    return f"{row['indicator_id']} {row['name']}"


def _source(row: Row) -> str:
    series = f", {row['source_series_id']}" if row["source_series_id"] else ""
    return f"{row['publisher']}: {row['source_title']}{series}"


def _often(row: Row, judged: Judged) -> str:
    often, period = (_label(judged, "indicators", column, row[column]) for column in ("periodicity", "period_type"))
    return f"{often}, {period}"


def _needs(row: Row) -> str:
    """What the function reports: what is counted, against which denominator, and whether by sex."""
    if row["value_kind"] == "yes_no":
        return say("handover_needs_answer")
    parts = [row["numerator"] or row["unit"], row["denominator"]]
    needed = say("handover_per").join(part for part in parts if part)
    return say("handover_needs_sexes", needed=needed) if row["is_divided_by_sex"] else needed


def _breaks(judged: Judged, year: int) -> Iterator[str]:
    breaks = judged.dataset.sound("series_breaks").filter(pl.col("year") == year).sort("indicator_id")
    for row in breaks.iter_rows(named=True):
        kind = _label(judged, "series_breaks", "kind", row["kind"])
        yield say("handover_break", indicator=row["indicator_id"], kind=kind, text=row["text"])
    if not breaks.height:
        yield say("handover_no_breaks", year=year)


def steps(year: int) -> Iterator[str]:
    """What to do next year, in short."""
    for number, step in enumerate(
        (
            say("handover_step_doctor"),
            say("handover_step_workbook", year=year),
            say("handover_step_fill_in"),
            say("handover_step_publish"),
            say("handover_step_git"),
            say("handover_step_handover"),
        ),
        start=1,
    ):
        yield f"{number}. {step}"


def remind_on(day: datetime.date, year: int, today: datetime.date) -> icalendar.Calendar:
    """A calendar with one all-day event (RFC 5545) and an alarm two weeks before; it invites nobody.

    It is stamped with the day it was made, not the minute: same day, same bytes.
    """
    event = icalendar.Event()
    event.add("uid", f"uppfoljning-{day.year}@handlingsplan")
    event.add("dtstamp", datetime.datetime.combine(today, datetime.time(), datetime.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + datetime.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", say("handover_event", year=year))
    event.add("description", "\n".join((say("handover_event_about", folder=FOLDER), *steps(year))))
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -WARNED_BEFORE)
    alarm.add("description", say("handover_event", year=year))
    event.add_component(alarm)
    reminder = icalendar.Calendar()
    reminder.add("prodid", "-//handlingsplan//pipeline//SV")
    reminder.add("version", "2.0")
    reminder.add_component(event)
    return reminder


def _of_year(entries: Sequence[Entry], today: datetime.date) -> list[Entry]:
    return [entry for entry in entries if entry["time"].startswith(f"{today.year}-")]


def _day(entry: Entry) -> str:
    return str(entry["time"])[:10]


def _label(judged: Judged, table: str, column: str, value: str) -> str:
    codes = judged.schemas[table].column(column).codes
    return next((code.label for code in codes if code.value == value), value)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table; a line break in a cell would end it."""
    yield _line([say(heading) for heading in headings])
    yield _line(["---"] * len(headings))
    yield from (_line(row) for row in rows)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
