"""The note and the reminder for those who do the work next year: dated, whole, and without figures or persons."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import icalendar
import pytest

from tests.conftest import Outcome, Runner
from tests.sheets import break_cell, row_of, rows_of

STEPS = [
    "1. Kör make doctor och rätta det som är fel.",
    "2. Kör make new-year YEAR=2026. Arbetsboken läggs i mappen inbox.",
    "3. Låt funktionerna fylla i sina rader. Kör make preview för att se vad som saknas.",
    "4. Kör make publish.",
    "5. Spara ändringarna i git.",
    "6. Kör make handover. Mer om varje steg står i docs/handbok.md.",
]


@pytest.fixture
def note(project: Path, runner: Runner) -> str:
    """The note of the project as it is."""
    return written(project, runner)


def written(project: Path, runner: Runner) -> str:
    """Run the hand-over, and the note that it left."""
    assert runner("handover", "--project", project).exit_code == 0
    return (project / "overlamning/overlamning-2026-11-24.md").read_text(encoding="utf-8")


def section(note: str, heading: str) -> list[str]:
    """The lines below a heading that are not empty."""
    body = note.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [line for line in body.splitlines() if line]


def test_the_command_says_what_it_wrote(project: Path, runner: Runner) -> None:
    folder = project.resolve() / "overlamning"

    outcome = runner("handover", "--project", project)

    assert (outcome.exit_code, outcome.stdout) == (
        0,
        f"Skrivet: {folder / 'overlamning-2026-11-24.md'}\n"
        f"Skrivet: {folder / 'paminnelse-2027.ics'}\n"
        "Spara filerna i git, så att den som tar över hittar dem.\n",
    )
    assert sorted(path.name for path in folder.iterdir()) == ["overlamning-2026-11-24.md", "paminnelse-2027.ics"]


def test_the_note_has_its_parts_in_order(note: str) -> None:
    assert [line for line in note.splitlines() if re.match("##? ", line)] == [
        "# Överlämning 2026-11-24",
        "## Publicerat 2026",
        "## Det som saknas för 2025",
        "## Rättelser 2026",
        "## Körningar som stoppades av fel 2026",
        "## Att lämna för 2026, och vem som lämnar",
        "## Det som inte kommer varje år",
        "## Ändrade definitioner och seriebrott från 2026",
        "## Nästa år, i korthet",
    ]
    assert section(note, "Nästa år, i korthet") == [
        *STEPS,
        "Påminnelsen paminnelse-2027.ics är satt till 2027-11-24. Öppna den för att lägga den i funktionens kalender.",
    ]


def test_every_indicator_that_is_due_stands_in_it_once(project: Path, note: str) -> None:
    rows = section(note, "Att lämna för 2026, och vem som lämnar")
    due = [row.split(" ")[1] for row in rows if re.match(r"\| [A-Z0-9]+-\d", row)]

    catalogue = {row["indicator_id"]: row for row in rows_of(project / "data/indicators/indicators.csv")}
    assert len(due) == len(set(due)) == 31
    assert sorted({line.removeprefix("### ") for line in rows if line.startswith("### ")}) == sorted(
        {catalogue[code]["responsible_function"] for code in due}
    )


def test_it_names_no_figure_and_no_person(project: Path, runner: Runner) -> None:
    observations = project / "data/observations/2025.csv"
    row = row_of(observations, indicator_id="VNR-03")
    break_cell(observations, row, "value", "7654321")
    words = project / "metadata.yml"
    text = words.read_text(encoding="utf-8")
    assert "email:" in text
    words.write_text(re.sub(r"email: .*", 'email: "anna.ek@ale.se"', text), encoding="utf-8")

    runner("handover", "--project", project)

    for path in (project / "overlamning").iterdir():
        told = path.read_text(encoding="utf-8")
        assert "7654321" not in told
        assert "anna" not in told.casefold()
        assert "@" not in told.replace("@handlingsplan", "")
        assert "ATTENDEE" not in told
        assert "ORGANIZER" not in told


def test_what_is_missing_is_told_by_function_with_its_reason(project: Path, runner: Runner) -> None:
    observations = project / "data/observations/2025.csv"
    row = row_of(observations, indicator_id="P1-02")
    for column, text in (("value", ""), ("value_status", "missing"), ("note", "Enkäten gjordes inte i år.")):
        break_cell(observations, row, column, text)

    assert section(written(project, runner), "Det som saknas för 2025") == [
        "**Utbildningsförvaltningen**",
        f"- P1-02 {name_of(project, 'P1-02')}: saknas. Enkäten gjordes inte i år.",
    ]


def name_of(project: Path, code: str) -> str:
    rows = rows_of(project / "data/indicators/indicators.csv")
    return next(row["name"] for row in rows if row["indicator_id"] == code)


def test_what_stopped_the_year_is_counted_by_kind(project: Path, runner: Runner) -> None:
    for name in ("anteckning.txt", "Ring 070-174 06 05.txt"):
        (project / name).write_text("något annat", encoding="utf-8")
        runner("import", "--project", project, project / name)

    assert section(written(project, runner), "Körningar som stoppades av fel 2026") == [
        "| Datum | Kommando | Antal fel | Slag av fel |",
        "| --- | --- | --- | --- |",
        "| 2026-11-24 | make import | 1 | filen kan inte läsas eller hör inte hit (1) |",
        "| 2026-11-24 | make import | 2 | filen kan inte läsas eller hör inte hit (1), "
        "något som kan röja en person (1) |",
    ]


def test_the_same_day_gives_the_same_bytes(project: Path, runner: Runner, note: str) -> None:
    reminder = (project / "overlamning/paminnelse-2027.ics").read_bytes()

    assert written(project, runner) == note
    assert (project / "overlamning/paminnelse-2027.ics").read_bytes() == reminder


def test_the_reminder_is_a_calendar_with_one_whole_day_next_year(project: Path, note: str) -> None:
    calendar = icalendar.Calendar.from_ical((project / "overlamning/paminnelse-2027.ics").read_bytes())

    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VEVENT", "VALARM"]
    event, alarm = calendar.walk("VEVENT")[0], calendar.walk("VALARM")[0]
    assert event.decoded("dtstart") == datetime.date(2027, 11, 24)
    assert event.decoded("dtend") == datetime.date(2027, 11, 25)
    assert str(event["summary"]) == "Följ upp handlingsplanen för 2026"
    assert str(event["description"]).splitlines() == [
        "Läs först den senaste anteckningen i mappen overlamning.",
        *STEPS,
    ]
    assert alarm.decoded("trigger") == datetime.timedelta(days=-14)


def test_the_reminder_is_on_the_day_that_is_asked_for(project: Path, runner: Runner) -> None:
    runner("handover", "--project", project, "--remind", "2028-02-29")

    calendar = icalendar.Calendar.from_ical((project / "overlamning/paminnelse-2028.ics").read_bytes())
    assert calendar.walk("VEVENT")[0].decoded("dtstart") == datetime.date(2028, 2, 29)


def test_a_day_that_is_not_later_is_refused(project: Path, runner: Runner) -> None:
    assert runner("handover", "--project", project, "--remind", "2026-11-24") == Outcome(
        2,
        "",
        "Påminnelsen ska vara efter i dag, 2026-11-24, men är satt till 2026-11-24. Ange ett senare datum.\n",
    )
    assert not (project / "overlamning").exists()


def test_faulty_data_are_not_handed_over(project: Path, runner: Runner) -> None:
    break_cell(project / "data/plan/priorities.csv", 4, "name", "")

    outcome = runner("handover", "--project", project)

    assert (outcome.exit_code, outcome.stderr.splitlines()[-1]) == (
        1,
        "Överlämningen stoppades av fel i data, så det går inte att säga säkert vad som saknas. Rätta felen och kör "
        "make handover igen.",
    )
    assert not (project / "overlamning").exists()
