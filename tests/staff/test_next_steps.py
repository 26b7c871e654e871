"""What staff are told of where things stand when they publish, and what they do next."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from pipeline.releases.shelf import read_release
from tests.conftest import Outcome, Runner
from tests.sheets import row_of, rows_of, write_rows


def unchanged(project: Path) -> str:
    """What is said first where nothing is published anew."""
    name = read_release(project / "releases/current")["id"]
    return f"Inget har ändrats sedan {name}. Ingen ny publicering behövs.\n"


def fill_in(project: Path, runner: Runner, year: int, **cells: str | float) -> Path:
    """Make the workbook of a year, and write in its sheet of figures."""
    assert runner("new-year", "--project", project, str(year)).exit_code == 0
    path = project.resolve() / f"inbox/uppfoljning-{year}.xlsx"
    workbook = openpyxl.load_workbook(path)
    for cell, text in cells.items():
        workbook["Värden"][cell] = text
    workbook.save(path)
    return path


def waited_for(path: Path) -> list[str]:
    """A line for each function, with how many of its rows have neither a value nor a status."""
    rows = openpyxl.load_workbook(path)["Värden"].iter_rows(min_row=5, values_only=True)
    left = Counter(str(row[11]) for row in rows if row[0] and row[6] is None and row[9] is None)
    return [f"  {function}: {count} {'rad' if count == 1 else 'rader'}" for function, count in sorted(left.items())]


def test_an_empty_inbox_is_told_with_the_year_that_the_data_reach_to(published: Path, runner: Runner) -> None:
    assert runner("publish", "--project", published).stdout == (
        f"{unchanged(published)}"
        "Inkorgen (mappen inbox) är tom, så inga nya uppgifter lästes in.\n"
        "Det finns uppgifter till och med uppföljningsår 2025.\n"
    )


def test_a_year_that_is_over_and_has_no_figures_is_the_next_step(small_published: Path, runner: Runner) -> None:
    assert runner("publish", "--project", small_published).stdout.splitlines()[-4:] == [
        "Inkorgen (mappen inbox) är tom, så inga nya uppgifter lästes in.",
        "Det finns uppgifter till och med uppföljningsår 2024.",
        "Nästa steg: gör arbetsboken för 2025 med make new-year YEAR=2025, fyll i den och spara.",
        "Se resultatet med: make serve",
    ]


@pytest.fixture
def small_published(project: Path) -> Path:
    """A project with the figures of one indicator, that end a year too early."""
    for path in (project / "data/observations").iterdir():
        rows = rows_of(path)
        kept = [list(row.values()) for row in rows if row["indicator_id"] == "UPP-01"]
        write_rows(path, [list(rows[0]), *kept])
    (project / "data/observations/2025.csv").unlink()
    return project


def test_a_half_filled_workbook_is_told_with_those_who_are_waited_for(published: Path, runner: Runner) -> None:
    observations = published / "data/observations/2025.csv"
    value = rows_of(observations)[row_of(observations, indicator_id="UPP-01", value_status="final") - 2]["value"]
    # The catalogue's last indicator has the last row.
    path = fill_in(published, runner, 2025, G55=float(value))
    assert openpyxl.load_workbook(path)["Värden"]["A55"].value == "UPP-01"
    count = len([row for row in openpyxl.load_workbook(path)["Värden"].iter_rows(min_row=5) if row[0].value])

    outcome = runner("publish", "--project", published)

    assert outcome == Outcome(
        0,
        f"0 nya, 0 ändrade och 1 oförändrade uppgifter i {published.resolve() / 'data'}.\n"
        f"{unchanged(published)}"
        "Allt i filerna var redan inläst, och inget i dem är nytt. Väntade du dig något annat? Kontrollera att det är "
        "årets filer och att de är sparade.\n"
        f"uppfoljning-2025.xlsx, blad Värden: 1 siffra. {count - 1} rader kvar att fylla i.\n"
        "De tomma rader som är kvar väntar på uppgifter från:\n"
        + "".join(f"{line}\n" for line in waited_for(path))
        + "Fyll i resten i samma fil och kör make publish igen. Det som är ifyllt behöver inte göras om.\n",
        "Läser in 1 fil …\n",
    )


def test_an_empty_workbook_is_told_as_one_to_fill_in(published: Path, runner: Runner) -> None:
    path = fill_in(published, runner, 2026)

    outcome = runner("publish", "--project", published)

    assert outcome.exit_code == 0
    assert outcome.stdout.splitlines() == [
        f"0 nya, 0 ändrade och 0 oförändrade uppgifter i {published.resolve() / 'data'}.",
        unchanged(published).strip(),
        "uppfoljning-2026.xlsx, blad Värden: inget är ifyllt. 51 rader kvar att fylla i.",
        "De tomma rader som är kvar väntar på uppgifter från:",
        *waited_for(path),
        "Fyll i resten i samma fil och kör make publish igen. Det som är ifyllt behöver inte göras om.",
    ]


def test_last_years_file_once_more_is_told_to_hold_nothing_new(published: Path, runner: Runner) -> None:
    rows = [row for row in rows_of(published / "data/observations/2025.csv") if row["indicator_id"] == "UPP-01"]
    names = ("indicator_id", "year", "area_code", "sex", "age_group", "value", "value_status", "note")
    write_rows(published / "inbox/förra året.csv", [names, *([row[name] for name in names] for row in rows)])

    assert runner("publish", "--project", published).stdout == (
        f"0 nya, 0 ändrade och {len(rows)} oförändrade uppgifter i {published.resolve() / 'data'}.\n"
        f"{unchanged(published)}"
        "Allt i filerna var redan inläst, och inget i dem är nytt. Väntade du dig något annat? Kontrollera att det är "
        "årets filer och att de är sparade.\n"
    )


def test_a_workbook_of_a_year_that_has_not_begun_is_refused(published: Path, runner: Runner) -> None:
    fill_in(published, runner, 2027, G5=12)

    assert runner("publish", "--project", published) == Outcome(
        1,
        "uppfoljning-2027.xlsx\n"
        "  FEL blad Värden, rad 5, kolumn År: Året 2027 har inte börjat. Kontrollera att det är rätt fil, och rätta "
        "året.\n"
        "\n"
        "1 fel och 0 varningar.\n"
        "Rätta felen och kör kommandot igen.\n",
        "Läser in 1 fil …\nImporten stoppades och inget har ändrats. Hela rapporten, och kopior av filerna där felen "
        f"är markerade, finns i {published.resolve() / 'inbox/rapport'}.\n",
    )


def test_the_report_goes_away_when_the_files_can_be_read(published: Path, runner: Runner) -> None:
    path = fill_in(published, runner, 2027, G5=12)
    runner("publish", "--project", published)
    assert sorted(each.name for each in (published / "inbox/rapport").iterdir()) == [
        "rapport.txt",
        "uppfoljning-2027-att-ratta.html",
        "uppfoljning-2027-att-rätta.xlsx",
    ]
    path.unlink()
    fill_in(published, runner, 2026)

    assert runner("publish", "--project", published).exit_code == 0
    assert not (published / "inbox/rapport").exists()


def test_a_text_that_is_begun_waits_and_lets_the_figures_through(published: Path, runner: Runner) -> None:
    path = fill_in(published, runner, 2026, G5=12, J6="saknas")
    workbook = openpyxl.load_workbook(path)
    for cell, text in {"E5": "Alla skolor har fått utbildning.", "E6": "Allt.", "F6": "Bra.", "G6": "Inget."}.items():
        workbook["Uppföljning i ord"][cell] = text
    workbook.save(path)

    preview = runner("preview", "--project", published)
    outcome = runner("publish", "--project", published)

    assert (
        "Påbörjade texter: 1\n  2026, P1 våld i ungas parrelationer: Så går det, Det här återstår\n"
    ) in preview.stdout
    assert outcome.exit_code == 0
    assert [line for line in outcome.stdout.splitlines() if not line.startswith("  ") or "P1" in line][-6:] == [
        "uppfoljning-2026.xlsx, blad Värden: 1 siffra och 1 status i stället för en siffra. 49 rader kvar att fylla i.",
        "De här texterna är påbörjade men inte klara, och väntar på resten:",
        "  P1 våld i ungas parrelationer: Så går det, Det här återstår",
        "De tomma rader som är kvar väntar på uppgifter från:",
        "Fyll i resten i samma fil och kör make publish igen. Det som är ifyllt behöver inte göras om.",
        "Se resultatet med: make serve",
    ]
    assert [row["priority_id"] for row in rows_of(published / "data/assessments/2026.csv")] == ["P2"]
    assert len(rows_of(published / "data/observations/2026.csv")) == 2
