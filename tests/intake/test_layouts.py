"""The corpus of layouts: each table gives exactly its figures, or is stopped; never another figure."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from pipeline.intake.draft import draft_import
from pipeline.model import SOUND
from pipeline.project import Project
from tests.conftest import Runner
from tests.intake.headings import DIMENSIONS, HARMLESS
from tests.intake.layouts import TABLES
from tests.intake.written import Figure, Table, Verdict
from tests.sheets import rows_of


def test_the_corpus_is_large_and_each_table_has_a_name_of_its_own() -> None:
    assert len(TABLES) >= 150
    assert len({table.layout for table in TABLES}) >= 30
    names = Counter((table.layout, table.name) for table in TABLES)
    assert [name for name, count in names.items() if count > 1] == []


def test_the_corpus_holds_tables_to_read_and_traps() -> None:
    verdicts = Counter(table.verdict for table in TABLES)
    assert verdicts[Verdict.READS] >= 80
    assert verdicts[Verdict.ASKS] >= 40
    assert verdicts[Verdict.EITHER] < verdicts[Verdict.ASKS]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.layout}-{table.name}")
def test_a_table_says_what_it_must_give(table: Table, repository: Path) -> None:
    """No figure where it must be stopped; else figures of known indicators and areas, each once."""
    assert (table.figures == ()) == (table.verdict is Verdict.ASKS)
    keys = [figure[:5] for figure in table.figures]
    assert len(keys) == len(set(keys))
    indicators = {row["indicator_id"] for row in rows_of(repository / "data/indicators/indicators.csv")}
    areas = {row["area_code"] for row in rows_of(repository / "data/areas.csv")}
    assert {figure[0] for figure in table.figures} <= indicators
    assert {figure[2] for figure in table.figures} <= areas


def test_the_lists_of_headings_are_whole_and_apart() -> None:
    names = [heading.casefold() for heading in (*DIMENSIONS, *HARMLESS)]
    assert (len(DIMENSIONS), len(HARMLESS)) == (60, 20)
    assert len(set(names)) == len(names)
    assert "" not in (*DIMENSIONS.values(), *HARMLESS.values())


TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tables lie; their names say nothing of what they hold."""
    return tmp_path_factory.mktemp("tables")


def taken(project: Project, table: Table, folder: Path) -> tuple[list[str], list[Figure]]:
    """What stops a table, in the words of the report, and the figures that are taken from it if nothing does."""
    path = folder / f"tabell.{table.suffix}"
    path.write_bytes(table.content)
    draft = draft_import(project, [path], today=TODAY)
    stops = [problem.message for problem in draft.problems if problem.fatal]
    observations = draft.dataset.tables["observations"].filter(SOUND).iter_rows(named=True)
    figures = [
        (
            row["indicator_id"],
            row["year"],
            row["area_code"],
            row["sex"],
            row["age_group"],
            row["value"],
            row["value_status"],
        )
        for row in observations
    ]
    return stops, [] if stops else sorted(figures, key=str)


def named(table: Table) -> str:
    return f"{table.layout}-{table.name}"


def of(verdict: Verdict) -> list[Table]:
    return [table for table in TABLES if table.verdict is verdict]


@pytest.mark.parametrize("table", of(Verdict.READS), ids=named)
def test_a_table_whose_dimensions_can_all_be_found_is_read(
    table: Table, started_in_boden: Project, folder: Path
) -> None:
    assert taken(started_in_boden, table, folder) == ([], sorted(table.figures, key=str))


@pytest.mark.parametrize("table", of(Verdict.ASKS), ids=named)
def test_a_table_that_could_be_misread_is_stopped(table: Table, started_in_boden: Project, folder: Path) -> None:
    stops, figures = taken(started_in_boden, table, folder)
    assert figures == []
    assert stops != []


@pytest.mark.parametrize("table", of(Verdict.EITHER), ids=named)
def test_a_doubtful_table_is_stopped_or_read_whole(table: Table, started_in_boden: Project, folder: Path) -> None:
    stops, figures = taken(started_in_boden, table, folder)
    assert stops or figures == sorted(table.figures, key=str)


@pytest.mark.parametrize("table", TABLES[::12], ids=named)
def test_the_command_writes_the_same(table: Table, boden: Path, runner: Runner, tmp_path: Path) -> None:
    """What is read stands in the data folder; where anything is wrong nothing does."""
    path = tmp_path / f"tabell.{table.suffix}"
    path.write_bytes(table.content)
    outcome = runner("import", path, "--project", boden)
    written = sorted(
        (
            row["indicator_id"],
            int(row["year"]),
            row["area_code"],
            row["sex"],
            row["age_group"],
            None if row["value"] == "" else float(row["value"]),
            row["value_status"],
        )
        for file in (boden / "data/observations").glob("*.csv")
        for row in rows_of(file)
    )
    expected = {
        Verdict.READS: (0, sorted(table.figures)),
        Verdict.ASKS: (1, []),
        Verdict.EITHER: (outcome.exit_code, [] if outcome.exit_code else sorted(table.figures)),
    }
    assert (outcome.exit_code, written) == expected[table.verdict], outcome.stdout
