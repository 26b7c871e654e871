"""The corpus of broken and odd files: right values or the right problem at the right cell, never anything else."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.intake.draft import Draft, draft_import
from pipeline.model import FILE, ROW, SOUND
from pipeline.project import Project
from tests.conftest import Runner
from tests.intake.corpus import CASES, Case, Observed, Told
from tests.sheets import rows_of

TODAY = datetime.date(2026, 4, 12)

BATCH = 240
"""So many files are read in one draft; there are municipalities enough to give each its own."""


@dataclass
class Outcome:
    """What a file gave: the observations of rows with nothing fatal in them, its problems and repairs."""

    rows: list[Observed] = field(default_factory=list)
    problems: list[Told] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    is_fatal: bool = False


def test_the_corpus_is_large_and_each_case_has_a_name_of_its_own() -> None:
    assert len(CASES) >= 300
    assert [name for name, count in Counter(case.file for case in CASES).items() if count > 1] == []


@pytest.fixture(scope="module")
def outcomes(started: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """What each file of the corpus gave when it was read into a project of its own kind."""
    found: dict[str, Outcome] = {}
    codes = [row["area_code"] for row in rows_of(started.data / "areas.csv") if row["kind"] == "municipality"]
    taken = {case.area for case in CASES}
    free = [code for code in codes if code not in taken]
    for number, cases in enumerate(_batches()):
        folder = tmp_path_factory.mktemp(f"batch-{number}")
        found |= _read(started, folder, [(case, case.area or free[place]) for place, case in enumerate(cases)])
    return found


def _batches() -> Iterator[list[Case]]:
    waiting = [case for case in CASES if not case.is_alone]
    while waiting:
        batch: list[Case] = []
        left: list[Case] = []
        for case in waiting:
            is_free = case.area is None or case.area not in [other.area for other in batch]
            (batch if is_free and len(batch) < BATCH else left).append(case)
        yield batch
        waiting = left
    yield from ([case] for case in CASES if case.is_alone)


def _read(project: Project, folder: Path, cases: Sequence[tuple[Case, str]]) -> dict[str, Outcome]:
    paths = []
    for case, area in cases:
        path = folder / case.file
        path.write_bytes(case.make(area))
        paths.append(path)
    return _outcomes(draft_import(project, paths, today=TODAY), [case for case, _ in cases])


def _outcomes(draft: Draft, cases: Sequence[Case]) -> dict[str, Outcome]:
    found = {case.file: Outcome() for case in cases}
    wrong = {(problem.place.file, problem.place.row) for problem in draft.problems if problem.fatal}
    for row in draft.dataset.tables["observations"].filter(SOUND).sort(FILE, ROW).iter_rows(named=True):
        observed = (
            row["indicator_id"],
            row["year"],
            row["sex"],
            row["age_group"],
            row["value"],
            row["value_status"],
        )
        file = row[FILE].partition(", blad ")[0]
        if (file, row[ROW]) not in wrong:
            found[file].rows.append(observed)
    for problem in draft.problems:
        place = problem.place
        outcome = found[place.file]
        outcome.problems.append((problem.rule, place.sheet, place.row, place.column))
        outcome.is_fatal |= problem.fatal
    for repair in draft.repairs:
        found[repair.place.file.partition(", blad ")[0]].repairs.append(repair.kind)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_file_gives_the_right_values_or_the_right_problem_at_the_right_cell(
    case: Case, outcomes: dict[str, Outcome]
) -> None:
    outcome = outcomes[case.file]
    if case.is_damaged and outcome.is_fatal:
        assert outcome.rows == []
        return
    assert sorted(outcome.rows, key=str) == sorted(case.rows, key=str)
    assert sorted(outcome.problems, key=str) == sorted(case.problems, key=str)
    assert sorted(outcome.repairs) == sorted(case.repairs)


SAMPLE = tuple(case for case in CASES if not case.is_damaged)[::60]


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.file)
def test_the_command_tells_the_same(case: Case, own: Path, runner: Runner, tmp_path: Path) -> None:
    """What was read stands in the data folder; what was wrong is told, and then nothing is written."""
    path = tmp_path / case.file
    path.write_bytes(case.make(case.area or "1480"))
    outcome = runner("import", path, "--project", own)
    assert outcome.exit_code in (0, 1)
    assert "Traceback" not in outcome.stdout + outcome.stderr
    written = own / "data" / "observations" / "2024.csv"
    if outcome.exit_code == 1:
        assert not written.exists()
        assert [
            column for _, _, _, column in case.problems if column and f"kolumn {column}:" not in outcome.stdout
        ] == []
        assert [row for _, _, row, _ in case.problems if row and f"rad {row}" not in outcome.stdout] == []
        return
    assert [
        (row["indicator_id"], int(row["year"]), row["sex"], row["age_group"], row["value"], row["value_status"])
        for row in rows_of(written)
    ] == [(*key, "" if value is None else f"{value:.12g}", status) for *key, value, status in sorted(case.rows)]
