"""A preview in the terminal: every section with its first rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.messages import say
from pipeline.staff.preview.contents import Preview, Row, Section
from pipeline.wording import numbers

SHOWN = 12
"""How many rows of a section are shown; the page has them all."""

COUNTED = ("still_hidden",)
"""Sections that are only counted: they say that nothing happens."""

WHOLE = ("missing",)
"""Sections of which every line is shown once, so that nobody responsible for a figure is left out."""


def as_text(preview: Preview, page: Path) -> str:
    """The preview as staff read it in the terminal, and where the page is."""
    parts = [
        [say("preview_title", date=numbers.date(preview.date, "sv"), owner=preview.owner), *preview.notices],
        *(list(_lines(section)) for section in preview.sections),
        [say("preview_where", page=page)],
    ]
    return "\n\n".join("\n".join(part) for part in parts)


def _lines(section: Section) -> Iterator[str]:
    if section.name in COUNTED:
        yield say("preview_counted", title=section.title, count=section.count)
        return
    yield f"{section.title}: {section.count}"
    if section.name in WHOLE:
        for group in section.groups:
            yield f"  {group.heading}:"
            yield from dict.fromkeys(f"    {_line(section, row)}" for row in group.rows)
        return
    left = SHOWN
    for group in section.groups:
        shown = group.rows[:left]
        if shown and group.heading:
            yield f"  {group.heading}"
        for row in shown:
            yield ("    " if group.heading else "  ") + _line(section, row)
        left -= len(shown)
    if section.count > SHOWN:
        yield "  " + say("preview_more", count=section.count - SHOWN)


def _line(section: Section, row: Row) -> str:
    line = say(section.line, **row)
    if row.get("reason"):
        line = say("preview_reason_line", line=line, reason=row["reason"])
    if row.get("note"):
        line = say("preview_note_line", line=line, note=row["note"])
    # A cell may hold several lines of text.
    return " ".join(line.splitlines())
