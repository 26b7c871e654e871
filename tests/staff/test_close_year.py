"""A year that staff close: noted with its reason, told on the site, and only where there is something to close."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome, Runner
from tests.sheets import rows_of, write_rows

REASON = "Enkäten till skolorna gjordes inte."

WHICH_YEAR = (
    "Ange ett år som det finns uppgifter för: 2021, 2022, 2023, 2024 och 2025. Exempel: make close-year YEAR=2025 "
    'REASON="Enkäten gjordes inte."'
)
WHY = (
    "Ange varför året avslutas. Skälet visas på webbplatsen. Exempel: make close-year YEAR=2025 "
    'REASON="Enkäten gjordes inte."'
)

Close = Callable[..., Outcome]


@pytest.fixture
def close(project: Path, runner: Runner) -> Close:
    """Runs `pipeline close-year` in the project."""
    return lambda *words: runner("close-year", "--project", project, *words)


@pytest.fixture
def lacking(project: Path) -> Path:
    """The project without the reports of two indicators of 2025."""
    path = project / "data/observations/2025.csv"
    rows = rows_of(path)
    kept = [row for row in rows if row["indicator_id"] not in ("P1-02", "P2-02")]
    write_rows(path, [tuple(rows[0]), *(tuple(row.values()) for row in kept)])
    return project


def closed_years(project: Path) -> str:
    return (project / "data/closed_years.csv").read_text(encoding="utf-8")


def test_a_year_is_closed_with_its_reason_and_can_be_published(lacking: Path, close: Close, runner: Runner) -> None:
    outcome = close("2025", "--reason", f" {REASON} ")

    assert outcome == Outcome(
        0,
        "2025 är avslutat. 2 indikatorer saknar uppgift och redovisas så.\n"
        "Startsidan visar det året när ni har kört make publish.\n",
        "",
    )
    assert closed_years(lacking) == f"year,closed_on,reason\n2025,2026-11-24,{REASON}\n"
    assert runner("check", "--project", lacking).exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), WHICH_YEAR),
        (("2019", "--reason", REASON), WHICH_YEAR),
        (
            ("2024", "--reason", REASON),
            "2024 är fullständigt: allt som ska finnas är rapporterat. Det behöver inte avslutas.",
        ),
        (("2025",), WHY),
        (("2025", "--reason", "  "), WHY),
    ],
)
def test_what_cannot_be_closed_is_said_so_and_changes_nothing(
    lacking: Path, close: Close, words: tuple[str, ...], told: str
) -> None:
    assert close(*words) == Outcome(2, "", f"{told}\n")
    assert closed_years(lacking) == "year,closed_on,reason\n"


def test_a_year_is_closed_once(lacking: Path, close: Close) -> None:
    close("2025", "--reason", REASON)

    assert close("2025", "--reason", "Annat.") == Outcome(
        2, "", "2025 är redan avslutat. Skälet står i data/closed_years.csv.\n"
    )


def test_there_is_no_year_to_close_without_figures(project: Path, close: Close) -> None:
    for path in (project / "data/observations").iterdir():
        path.unlink()

    assert (
        close("2025", "--reason", REASON).stderr
        == "Det finns inga uppgifter ännu, så det finns inget år att avsluta.\n"
    )


@pytest.mark.parametrize("reason", ["Ring Anna Andersson, 070-123 45 67.", "=1+1"])
def test_a_reason_that_may_not_be_published_is_shown_with_what_is_wrong(
    lacking: Path, close: Close, reason: str
) -> None:
    outcome = close("2025", "--reason", reason)

    assert outcome.exit_code == 1
    assert "closed_years.csv" in outcome.stdout
    assert (
        "Inget har ändrats. Skriv skälet på ett annat sätt och kör kommandot igen." in outcome.stdout + outcome.stderr
    )
    assert "Anna" not in outcome.stdout + outcome.stderr
    assert closed_years(lacking) == "year,closed_on,reason\n"


def test_data_that_cannot_be_read_are_not_changed(lacking: Path, close: Close) -> None:
    (lacking / "data/areas.csv").unlink()

    outcome = close("2025", "--reason", REASON)

    assert outcome.exit_code == 1
    assert "Inget har ändrats, eftersom filerna ovan inte kan läsas." in outcome.stdout + outcome.stderr
