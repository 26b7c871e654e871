"""A changed series accepted: what it is from now on, why, and what becomes of the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Outcome, Runner
from tests.fetching.conftest import LUND, Fetch, observed
from tests.fetching.kolada_server import Kolada, figure, locked
from tests.folders import checksums
from tests.sheets import rows_of

MEAN = "Anmälda sexualbrott, treårsmedelvärde, antal/100 000 inv"

WHY = "Kolada har bytt till treårsmedelvärden."

PUBLISH = "Inget mer väntar. Kör make preview för att se vad svaren ändrar, och make publish för att publicera.\n"


@pytest.fixture
def changed(lund: Path, kolada: Kolada, fetch: Fetch, runner: Runner) -> Path:
    """Lund, with figures imported, when Kolada makes means of N07537, and other figures of it."""
    assert fetch().exit_code == 0
    assert runner("import", "--project", lund, lund / "inbox/hamtat/kolada.json").exit_code == 0
    kolada.series = [{**row, "title": MEAN} if row["id"] == "N07537" else row for row in kolada.series]
    kolada.figures = [
        figure("N07537", row["municipality"], row["period"], 5.1) if row["kpi"] == "N07537" else row
        for row in kolada.figures
    ]
    assert fetch().exit_code == 1
    return lund


def test_what_is_accepted_is_what_the_series_is(changed: Path, runner: Runner, fetch: Fetch) -> None:
    outcome = runner("accept", "--project", changed, "N07537", "--reason", WHY)

    assert outcome == Outcome(0, f"N07537 är godkänd.\n{PUBLISH}", "")
    [lock] = [row for row in rows_of(changed / "data/indicators/source_locks.csv") if row["series_id"] == "N07537"]
    assert (lock["title"], lock["accepted_on"], lock["reason"]) == (MEAN, "2026-11-24", WHY)
    assert runner("import", "--project", changed, changed / "inbox/hamtat/kolada.json").exit_code == 0
    assert observed(changed, "SEX-01")[LUND, "2022"] == "5.1"
    assert {row["reason"] for row in rows_of(changed / "data/revisions.csv")} == {f"Källan har ändrat serien: {WHY}"}
    assert fetch().exit_code == 0


def test_it_may_be_a_break_in_the_series(changed: Path, runner: Runner) -> None:
    assert runner("accept", "--project", changed, "N07537", "--reason", WHY, "--break", "2023").exit_code == 0

    [found] = [
        row
        for row in rows_of(changed / "data/indicators/series_breaks.csv")
        if (row["indicator_id"], row["year"]) == ("SEX-01", "2023")
    ]
    assert (found["kind"], found["text"]) == ("method", WHY)
    assert runner("publish", "--project", changed, "--first").exit_code == 0


def test_what_is_left_to_accept_is_told(changed: Path, kolada: Kolada, fetch: Fetch, runner: Runner) -> None:
    kolada.series = [{**row, "description": "Annan."} if row["id"] == "N07402" else row for row in kolada.series]
    fetch()
    before = (changed / "inbox/hamtat/kolada.json").read_bytes()

    outcome = runner("accept", "--project", changed, "N07537", "--reason", WHY)

    assert outcome.stdout.startswith(
        "N07537 är godkänd.\nDet här är kvar att godkänna:\nN07402 har ändrats sedan 2026-03-23:\n"
    )
    assert (changed / "inbox/hamtat/kolada.json").read_bytes() == before
    assert runner("accept", "--project", changed, "N07402", "--reason", WHY).stdout.endswith(PUBLISH)
    assert (changed / "inbox/hamtat/kolada.json").read_bytes() != before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("N07537",),
            'Säg varför N07537 godkänns: make accept SERIES=N07537 REASON="skälet". Skälet publiceras.',
        ),
        (
            ("N00945", "--reason", WHY),
            "Ingen serie som heter ”N00945” väntar på att godkännas. Skriv seriens id, till exempel N07402.",
        ),
        (
            ("--reason", WHY),
            "Ingen serie som heter ”” väntar på att godkännas. Skriv seriens id, till exempel N07402.",
        ),
        (
            ("N07537", "--reason", "Ring Anna på 070-123 45 67."),
            "Skälet får inte publiceras som det är. Inget har ändrats.",
        ),
        (
            ("N07537", "--reason", WHY, "--break", "2027"),
            "Året 2027 har inte börjat. Skriv det år då den nya serien börjar.",
        ),
        (("N07537", "--reason", "=1+1"), "Skälet får inte publiceras som det är. Inget har ändrats."),
    ],
)
def test_what_cannot_be_accepted_is_told(changed: Path, runner: Runner, words: tuple[str, ...], told: str) -> None:
    before = checksums(changed)

    outcome = runner("accept", "--project", changed, *words)

    assert outcome.exit_code in (1, 2)
    assert outcome.stderr.endswith(f"{told}\n")
    assert checksums(changed) == before


def test_a_margin_of_error_has_no_break_of_its_own(changed: Path, runner: Runner) -> None:
    outcome = runner("accept", "--project", changed, "N07684", "--reason", WHY, "--break", "2023")

    assert outcome.exit_code == 2
    assert outcome.stderr == ("Ingen indikators siffror kommer från N07684, så den kan inte ha ett seriebrott.\n")


def test_a_break_that_there_is_the_same_year_is_told_of_as_well(changed: Path, runner: Runner) -> None:
    path = changed / "data/indicators/series_breaks.csv"
    [before] = [row for row in rows_of(path) if (row["indicator_id"], row["year"]) == ("SEX-01", "2025")]

    assert runner("accept", "--project", changed, "N07537", "--reason", WHY, "--break", "2025").exit_code == 0

    [after] = [row for row in rows_of(path) if (row["indicator_id"], row["year"]) == ("SEX-01", "2025")]
    assert (after["kind"], after["text"]) == (before["kind"], f"{before['text']} {WHY}")


def test_another_unit_is_accepted_only_when_the_catalogue_has_it(
    changed: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    title = "Anmälda sexualbrott, antal/10 000 inv"
    kolada.series = [{**row, "title": title} if row["id"] == "N07537" else row for row in kolada.series]
    fetch()

    refused = runner("accept", "--project", changed, "N07537", "--reason", WHY)

    assert refused.exit_code == 2
    assert refused.stderr == (
        "Enheten för N07537 har ändrats från ”antal/100 000 inv” till ”antal/10 000 inv”, men SEX-01 Anmälda "
        "sexualbrott per 100 000 invånare har kvar den gamla. Rätta först Enhet (unit) och Källans titel "
        "(source_series_title) i data/indicators/indicators.csv, och Faktor (factor) i "
        f"data/indicators/indicator_ratios.csv. Källan kallar serien: {title}\n"
    )
    path = changed / "data/indicators/indicators.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Anmälda sexualbrott, antal/100 000 inv"', f'"{title}"'), encoding="utf-8")
    assert runner("accept", "--project", changed, "N07537", "--reason", WHY).exit_code == 0


def test_what_a_source_has_taken_back_can_no_longer_be_accepted(
    changed: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    kolada.series = locked(changed / "data")
    kolada.figures = [
        figure("N07537", row["municipality"], row["period"], 5.5) if row["kpi"] == "N07537" else row
        for row in kolada.figures
    ]
    assert fetch().exit_code == 0
    assert fetch().exit_code == 0

    outcome = runner("accept", "--project", changed, "N07537", "--reason", WHY)

    assert (outcome.exit_code, outcome.stderr) == (2, "Det finns inget att godkänna. Kör make fetch först.\n")


def test_a_text_of_the_source_that_may_not_be_published_is_not_blamed_on_the_reason(
    changed: Path, kolada: Kolada, fetch: Fetch, runner: Runner
) -> None:
    told = "Frågor: ring Anna Svensson, 070-123 45 67."
    kolada.series = [{**row, "description": told} if row["id"] == "N07402" else row for row in kolada.series]
    fetch()

    outcome = runner("accept", "--project", changed, "N07402", "--reason", WHY)

    assert outcome.exit_code == 1
    assert outcome.stderr == "Källans egen text om serien får inte publiceras som den är. Inget har ändrats.\n"
    assert "kolumn Seriens beskrivning (description)" in outcome.stdout


def test_nothing_can_be_accepted_before_it_is_fetched(lund: Path, runner: Runner) -> None:
    assert runner("accept", "--project", lund, "N07537", "--reason", WHY) == Outcome(
        2, "", "Det finns inget att godkänna. Kör make fetch först.\n"
    )


def test_data_that_cannot_be_read_are_left_alone(changed: Path, runner: Runner) -> None:
    (changed / "data/areas.csv").write_text("nothing\n", encoding="utf-8")

    outcome = runner("accept", "--project", changed, "N07537", "--reason", WHY)

    assert "Data går inte att läsa, så inget kan godkännas. Rätta felen först." in outcome.stderr
