"""Staff are told what is hidden and why, figure by figure in labels, and never the figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Outcome, Runner
from tests.intake.conftest import start_project
from tests.sheets import break_cell, row_of

HEADINGS = "Indikator;År;Kön;Ålder;Värde;Täljare;Nämnare\n"

ELDERLY = "P2-01 Personer som är 65 år eller äldre med ärende om våld"


@pytest.fixture
def own(repository: Path, tmp_path: Path) -> Path:
    """A project of Ale kommun without observations."""
    return start_project(repository, tmp_path / "project")


def imported(run: Runner, project: Path, *rows: str, options: tuple[str, ...] = ()) -> Outcome:
    path = project / "inbox/tal.csv"
    path.write_text(HEADINGS + "\n".join(rows) + "\n", encoding="utf-8")
    return run("import", "--project", project, path, *options)


def sexes(year: int, total: int, men: int, indicator: str = "P2-01") -> tuple[str, str, str]:
    return (
        f"{indicator};{year};T;total;{total};;",
        f"{indicator};{year};K;total;{total - men};;",
        f"{indicator};{year};M;total;{men};;",
    )


def told(outcome: Outcome) -> str:
    """What is said after the counts of an import."""
    assert outcome.exit_code == 0, outcome.stdout + outcome.stderr
    return outcome.stdout[outcome.stdout.index(" oförändrade") :].partition("\n")[2]


def test_every_kind_is_told_in_labels(own: Path, runner: Runner) -> None:
    """34 of 35, 10 of 20, a share that nobody knows what it is out of, and men who are few."""
    rows = ("P6-03;2024;T;total;97;34;35", "P6-03;2023;T;total;50;10;20", "P1-01;2024;K;total;12;;")

    outcome = imported(runner, own, *sexes(2024, 17, 3), *rows)

    assert told(outcome) == (
        "5 uppgifter visas inte, för att ingen ska kunna kännas igen:\n"
        "  1 uppgift bygger på få personer eller ärenden.\n"
        "  1 uppgift räknar in alla utom några få.\n"
        "  1 uppgift räknas på för få personer.\n"
        "  1 uppgift saknar täljare eller nämnare, så ingen vet hur många som räknas.\n"
        "  1 uppgift skyddar en annan uppgift som inte visas.\n"
        "  P1-01 Unga som uppger att de har utsatts för våld av en partner\n"
        "    2024, kvinnor och flickor, alla åldrar: saknar täljare eller nämnare, så ingen vet hur många som räknas "
        "(Den funktion i regionen eller kommunen som ansvarar för enkäten kan lämna dem, i kolumnerna Täljare och "
        "Nämnare)\n"
        f"  {ELDERLY}\n"
        "    2024, kvinnor och flickor, alla åldrar: skyddar en annan uppgift som inte visas\n"
        "    2024, män och pojkar, alla åldrar: bygger på få personer eller ärenden\n"
        "  P6-03 Medarbetare som uppger att de har utsatts för sexuella trakasserier i arbetet\n"
        "    2023, totalt, alla åldrar: räknas på för få personer\n"
        "    2024, totalt, alla åldrar: räknar in alla utom några få\n"
    )


def test_one_figure_is_told_in_the_singular_and_nothing_if_nothing_is_hidden(own: Path, runner: Runner) -> None:
    assert told(imported(runner, own, "P2-01;2024;T;65+;3;;")) == (
        "1 uppgift visas inte, för att ingen ska kunna kännas igen:\n"
        f"  {ELDERLY}\n"
        "    2024, totalt, 65 år eller äldre: bygger på få personer eller ärenden\n"
    )
    assert told(imported(runner, own, "P2-01;2023;T;65+;30;;")) == ""


def test_a_figure_that_is_in_the_data_and_hidden_now_is_told_too(own: Path, runner: Runner) -> None:
    assert told(imported(runner, own, *sexes(2024, 17, 8))) == ""

    outcome = imported(runner, own, "P2-01;2024;M;total;3;;", "P2-01;2024;T;total;12;;", options=("--reason", "Rättat"))

    assert told(outcome).splitlines()[1:] == [
        "  1 uppgift bygger på få personer eller ärenden.",
        "  1 uppgift skyddar en annan uppgift som inte visas.",
        f"  {ELDERLY}",
        "    2024, kvinnor och flickor, alla åldrar: skyddar en annan uppgift som inte visas (stod redan i data och "
        "döljs nu)",
        "    2024, män och pojkar, alla åldrar: bygger på få personer eller ärenden",
    ]


def test_many_are_counted_and_listed_in_a_file(own: Path, runner: Runner) -> None:
    several = [row for year in range(2021, 2026) for row in sexes(year, 17, 3)]
    others = [row for year in range(2021, 2026) for row in sexes(year, 17, 3, "VNR-08")]
    alone = "P5-02;2025;T;total;2;;"
    path = own / "inbox/dolda-uppgifter.csv"

    dry = imported(runner, own, *several, *others, alone, options=("--dry-run",))
    outcome = imported(runner, own, *several, *others, alone)

    counts = (
        "21 uppgifter visas inte, för att ingen ska kunna kännas igen:\n"
        "  11 uppgifter bygger på få personer eller ärenden.\n"
        "  10 uppgifter skyddar en annan uppgift som inte visas.\n"
        f"  {ELDERLY}: 5 uppgifter för 2021–2025 skyddar en annan uppgift som inte visas\n"
        f"  {ELDERLY}: 5 uppgifter för 2021–2025 bygger på få personer eller ärenden\n"
        "  P5-02 Personer med ärende om hedersrelaterat våld och förtryck hos socialtjänsten: 1 uppgift för 2025 "
        "bygger på få personer eller ärenden\n"
        "  VNR-08 Personer placerade i skyddat boende: 5 uppgifter för 2021–2025 skyddar en annan uppgift som inte "
        "visas\n"
        "  VNR-08 Personer placerade i skyddat boende: 5 uppgifter för 2021–2025 bygger på få personer eller ärenden\n"
    )
    assert dry.stdout.endswith(counts)
    assert told(outcome) == f"{counts}Varje uppgift för sig står i {path}. Där finns inga dolda siffror.\n"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == [
        "Indikator;År;Område;Kön och ålder;Varför uppgiften inte visas",
        f"{ELDERLY};2021;Ale (1440);kvinnor och flickor, alla åldrar;skyddar en annan uppgift som inte visas",
    ]
    assert len(lines) == 22

    # It is not staff's own file to read, and goes when it is no longer true.
    assert imported(runner, own, "P3-03;2025;T;total;30;;").exit_code == 0
    assert not path.exists()


def test_the_list_is_not_read_as_a_file_of_staff(own: Path, runner: Runner) -> None:
    (own / "inbox/dolda-uppgifter.csv").write_text("Indikator;År\nP2-01;2024\n", encoding="utf-8")

    outcome = runner("preview", "--project", own)

    assert "Inkorgen är tom, så det är data-mappen som den är nu som förhandsvisas." in outcome.stdout


def test_what_is_to_be_hidden_in_the_data_is_told_with_why(small_project: Path, runner: Runner) -> None:
    path = small_project / "data/observations/2025.csv"
    for sex, column, value in (("K", "value", "9"), ("K", "value_status", "final")):
        break_cell(path, row_of(path, indicator_id="VNR-08", sex=sex), column, value)

    outcome = runner("protect", "--project", small_project)

    assert outcome.stdout == (
        "  VNR-08 Personer placerade i skyddat boende\n"
        "    2025, kvinnor och flickor, alla åldrar: skyddar en annan uppgift som inte visas\n"
        "1 uppgift behöver döljas för att ingen dold uppgift ska kunna räknas ut. Inget har ändrats. Gör det i data "
        "med: make protect PROPOSE=1\n"
    )
