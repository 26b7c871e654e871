"""The sections of a preview: what was found, in words and in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import polars as pl

from pipeline.intake.draft import Filled
from pipeline.messages import counted, say
from pipeline.model import FILE, KEY, PUBLISHED, ROW, Dataset, Key, Problem, Repair
from pipeline.privacy import mask
from pipeline.protect.small import Why
from pipeline.report import SHOWN_ROWS, lines_by_file, repairs_by_file
from pipeline.staff.hidden import phrase
from pipeline.staff.next_steps import answers, priorities
from pipeline.staff.preview.contents import Group, Row, Section
from pipeline.staff.preview.differences import Differences
from pipeline.staff.preview.wording import Vocabulary, problem_line
from pipeline.wording import numbers

Found = Mapping[str, Any]

HEADINGS = {
    "year": "preview_column_year",
    "about": "preview_column_about",
    "figure": "preview_column_figure",
    "old": "preview_column_old",
    "new": "preview_column_new",
    "reason": "preview_column_reason",
    "note": "preview_column_note",
    "before": "preview_column_before",
    "earlier": "preview_column_earlier",
    "question": "preview_column_question",
    "indicator": "preview_column_indicator",
    "absence": "preview_column_absence",
    "problem": "preview_column_problem",
    "file": "preview_column_file",
    "read": "preview_column_read",
    "priority": "preview_column_priority",
    "done": "preview_column_done",
    "progress": "preview_column_progress",
    "remaining": "preview_column_remaining",
    "lacking": "preview_column_lacking",
    "what": "preview_column_what",
}
"""The sentence that names each column of a section."""

SECTIONS = {
    "problems": ("preview_problems", "preview_problems_text", "preview_problem_line"),
    "files": ("preview_files", "preview_files_text", "preview_file_line"),
    "read": ("preview_read", "preview_read_text", "preview_read_line"),
    "changed": ("preview_changed", "preview_changed_text", "preview_changed_line"),
    "new": ("preview_new", "preview_new_text", "preview_figure_line"),
    "gone": ("preview_gone", "preview_gone_text", "preview_figure_line"),
    "noted": ("preview_noted", "preview_noted_text", "preview_changed_line"),
    "assessments": ("preview_assessments", "preview_assessments_text", "preview_assessment_line"),
    "begun": ("preview_begun", "preview_begun_text", "preview_begun_line"),
    "jumps": ("preview_jumps", "preview_jumps_text", "preview_jump_line"),
    "hidden": ("preview_hidden", "preview_hidden_text", "preview_hidden_line"),
    "still_hidden": ("preview_still_hidden", "preview_still_hidden_text", "preview_figure_line"),
    "missing": ("preview_missing", "preview_missing_text", "preview_missing_line"),
    "inputs": ("preview_inputs", "preview_inputs_text", "preview_input_line"),
    "warnings": ("preview_warnings", "preview_warnings_text", "preview_problem_line"),
}
"""The sentences of each section: its title, what it is about, and a row of it in the terminal."""


def problem_section(problems: Sequence[Problem], name: str) -> Section:
    """Problems, file by file, those with the same message in one row."""
    groups = (
        Group(mask(file), tuple({"problem": problem_line(line)} for line in lines))
        for file, lines in sorted(lines_by_file(problems))
    )
    return _section(name, ("problem",), groups)


def file_section(rows_by_file: Mapping[str, Filled]) -> Section:
    """The files that were read and how much of each is filled in."""
    rows = ({"file": mask(file), "read": _read(filled)} for file, filled in sorted(rows_by_file.items()))
    return _section("files", ("file", "read"), [Group("", tuple(rows))])


def read_section(repairs: Sequence[Repair]) -> Section:
    """What was read as something else than it was written, file by file."""
    groups = (
        Group(mask(file), tuple({"read": problem_line(line)} for line in lines))
        for file, lines in repairs_by_file(repairs)
    )
    return _section("read", ("read",), groups)


def difference_sections(differences: Differences, revisions: pl.DataFrame, words: Vocabulary) -> Iterator[Section]:
    """What becomes of the observations that are shown."""
    reasons = _reasons(revisions)

    def new(row: Found) -> Row:
        return {"figure": _figure(row, words), "note": mask(row["note"] or "")}

    def changed(row: Found) -> Row:
        return {
            "old": _old_figure(row, words),
            "new": _figure(row, words),
            "reason": _reason(row, reasons),
            "note": mask(row["note"] or ""),
        }

    def gone(row: Found) -> Row:
        return {"figure": _figure(row, words)}

    def noted(row: Found) -> Row:
        nothing = say("preview_no_note")
        return {"old": mask(row["old_note"] or nothing), "new": mask(row["note"] or nothing)}

    yield _by_indicator("changed", ("old", "new", "reason", "note"), differences.changed, changed, words)
    yield _by_indicator("new", ("figure", "note"), differences.new, new, words)
    yield _by_indicator("gone", ("figure",), differences.gone, gone, words)
    yield _by_indicator("noted", ("old", "new"), differences.noted, noted, words)


def hidden_section(differences: Differences, why: Mapping[Key, Why | None], words: Vocabulary) -> Section:
    """What would not be shown, with `why` where that is known. No figure is shown, nor a note, which may contain it."""

    def hidden(row: Found) -> Row:
        before = "preview_was_not_there" if row["old_value_status"] is None else "preview_was_shown"
        key = Key(*(row[part] for part in KEY))
        figure = say("preview_hidden_why", why=phrase(why[key])) if key in why else _figure(row, words)
        return {"figure": figure, "before": say(before)}

    return _by_indicator("hidden", ("figure", "before"), differences.hidden, hidden, words)


def still_hidden_section(differences: Differences, words: Vocabulary) -> Section:
    """What is not shown now and would not be."""

    def still(row: Found) -> Row:
        return {"figure": _figure(row, words)}

    return _by_indicator("still_hidden", ("figure",), differences.still_hidden, still, words)


def assessment_section(compared: pl.DataFrame, gone: pl.DataFrame, dataset: Dataset) -> Section:
    """The assessments that are new, reworded or gone, year by year."""
    names = priorities(dataset)

    def row(found: Found, what: str) -> Row:
        return {
            "priority": names.get(found["priority_id"]) or str(found["priority_id"]),
            "year": str(found["year"]),
            "what": say(what),
            **{word: mask(found[word] or "") for word in ("done", "progress", "remaining")},
        }

    rows = [
        *(row(found, "preview_new_words" if found["is_new"] else "preview_changed_words") for found in _rows(compared)),
        *(row(found, "preview_gone_words") for found in _rows(gone)),
    ]
    columns = ("year", "priority", "what", "done", "progress", "remaining")
    return _section("assessments", columns, [Group("", tuple(rows))])


def begun_section(begun: pl.DataFrame, dataset: Dataset) -> Section:
    """The assessments that wait for the rest of their texts."""
    names = priorities(dataset)
    rows = (
        {
            "year": str(row["year"]),
            "priority": names.get(row["priority_id"]) or mask(str(row["priority_id"])),
            "lacking": mask(str(row["lacking"])),
        }
        for row in _rows(begun)
    )
    return _section("begun", ("year", "priority", "lacking"), [Group("", tuple(rows))])


def jump_section(jumps: pl.DataFrame, words: Vocabulary) -> Section:
    """The figures that jump, with what they are compared with; never as better or worse."""

    def jump(row: Found) -> Row:
        indicator = row["indicator_id"]
        low, high = numbers.exact(row["low"], "sv"), numbers.exact(row["high"], "sv")
        return {
            "figure": words.number(indicator, row["value"]),
            "earlier": say(
                "preview_earlier",
                mean=words.mean(indicator, row["mean"]),
                span=low if low == high else f"{low}–{high}",
                years=row["earlier"],
            ),
            "question": say(_question(row["factor"])),
        }

    return _by_indicator("jumps", ("figure", "earlier", "question"), jumps, jump, words)


def missing_section(missing: pl.DataFrame, words: Vocabulary) -> Section:
    """What is still missing, by the function responsible for it."""
    groups = (
        Group(function or say("preview_nobody"), tuple(_missing(row, words) for row in found))
        for function, found in groupby(_rows(missing), lambda row: row["responsible_function"])
    )
    return _section("missing", ("indicator", "year", "absence"), groups)


def input_section(before: Mapping[str, str], now: Mapping[str, str], shown: Sequence[str]) -> Section:
    """The files, other than those `shown`, that differ from what the current release was made from."""
    differing = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    rows = (_input(name, before, now) for name in differing if not name.startswith(tuple(shown)))
    return _section("inputs", ("file", "what"), [Group("", tuple(rows))])


def _section(name: str, columns: Sequence[str], groups: Iterable[Group]) -> Section:
    title, text, line = SECTIONS[name]
    headings = {column: say(HEADINGS[column]) for column in columns}
    return Section(name, say(title), say(text), headings, line, tuple(group for group in groups if group.rows))


def _by_indicator(
    name: str, columns: Sequence[str], frame: pl.DataFrame, describe: Callable[[Found], Row], words: Vocabulary
) -> Section:
    """A section of figures, a group for each indicator, each row with its year and whom it is about."""
    groups = (
        Group(
            words.heading(indicator),
            tuple({"year": str(row["year"]), "about": words.about(row), **describe(row)} for row in found),
        )
        for indicator, found in groupby(_in_order(frame), lambda row: str(row["indicator_id"]))
    )
    return _section(name, ("year", "about", *columns), groups)


def _in_order(frame: pl.DataFrame) -> Iterator[Found]:
    """The rows by indicator, year, area, age, and the total before its parts."""
    sex = pl.col("sex").replace_strict({"T": 0, "K": 1, "M": 2}, default=3)
    return _rows(frame.sort("indicator_id", "year", "area_code", pl.col("age_group") != "total", "age_group", sex))


def _rows(frame: pl.DataFrame) -> Iterator[Found]:
    return frame.iter_rows(named=True)


def _figure(row: Found, words: Vocabulary) -> str:
    return words.figure(row["indicator_id"], row["value"], row["value_status"], (row["numerator"], row["denominator"]))


def _old_figure(row: Found, words: Vocabulary) -> str:
    bases = row["old_numerator"], row["old_denominator"]
    return words.figure(row["indicator_id"], row["old_value"], row["old_value_status"], bases)


def _reasons(revisions: pl.DataFrame) -> dict[tuple[object, ...], str]:
    """The newest reason for each figure that was corrected to what it is now."""
    ordered = revisions.filter(pl.col("reason").is_not_null()).sort("revised_on")
    return dict(zip(ordered.select(*KEY, "new_value", "new_status").rows(), ordered["reason"], strict=True))


def _reason(row: Found, reasons: Mapping[tuple[object, ...], str]) -> str:
    """Why a published figure changes; empty if none was published, since no reason is then needed."""
    is_same = (row["value"], row["value_status"]) == (row["old_value"], row["old_value_status"])
    if row["old_value_status"] not in PUBLISHED or is_same:
        return ""
    reason = reasons.get(tuple(row[part] for part in (*KEY, "value", "value_status")))
    return mask(reason) if reason else say("preview_no_reason")


def _read(filled: Filled) -> str:
    if not filled.unfilled:
        return answers(filled)
    return say("preview_rows_left", answers=answers(filled), unfilled=counted(filled.unfilled, "row"))


def _question(factor: float | None) -> str:
    if factor is None:
        return "preview_check"
    return "preview_is_digit_too_many" if factor > 1 else "preview_is_digit_lost"


def _missing(row: Found, words: Vocabulary) -> Row:
    absence = say("preview_nothing_there")
    if row[FILE] is not None:
        rows = ", ".join(map(str, row[ROW][:SHOWN_ROWS]))
        if len(row[ROW]) > SHOWN_ROWS:
            rows = say("and_others", first=rows, others=len(row[ROW]) - SHOWN_ROWS)
        absence = say("preview_rows_wait", file=mask(row[FILE]), rows=rows)
    return {
        "indicator": words.name(row["indicator_id"]),
        "year": str(row["year"] or "–"),
        "absence": absence,
    }


def _input(name: str, before: Mapping[str, str], now: Mapping[str, str]) -> Row:
    if name == "recipe":
        return {"file": say("preview_program"), "what": say("preview_new_version")}
    if name not in before:
        return {"file": name, "what": say("preview_new_file")}
    return {"file": name, "what": say("preview_changed_file" if name in now else "preview_gone_file")}
