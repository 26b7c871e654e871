"""The ten kinds of what a reader has worked out who has read our documentation, each as the smallest case of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.attack.attacker import Attack as Solver
from tests.attack.attacker import Figure, Key
from tests.attack.inverse import Attack, Cell, Possible
from tests.attack.method import Method
from tests.attack.project import EXAMPLE, databases, hand_in, hide_up_to_nine, make_project, publish
from tests.attack.structures import (
    YEAR,
    Counts,
    Plan,
    Published,
    Structure,
    World,
    draw,
    levels,
    one_sex,
    over_years,
    overlapping,
    parts,
    rates,
    sexes,
    shares,
)
from tests.attack.worlds import AREA
from tests.conftest import Runner, copy_project

W = "QAA"
"""The letters that begin the names of the indicators here."""


def key(name: str = "00", sex: str = "T", area: str = AREA) -> Key:
    return Key(f"{W}-{name}", YEAR, area, sex, "total")


def published(structure: Structure, truths: Sequence[Counts]) -> list[Published]:
    """What is published of these finest counts, release by release."""
    method, found = Method(structure), list[Published]()
    for release, counts in enumerate(truths):
        found.append(method.publish(found, structure.handed_in(counts, release)))
    return found


def narrowed(found: Mapping[Cell, Possible]) -> dict[tuple[int, str, str, int], list[int]]:
    """Release, indicator, sex and year of the figures that are narrowed, and to what."""
    return {
        (cell.release, cell.key.indicator, cell.key.sex, cell.key.year): sorted(each.values)
        for cell, each in found.items()
        if each.is_narrowed
    }


def read(structure: Structure, *truths: Counts) -> dict[tuple[int, str, str, int], list[int]]:
    """What a reader who knows nothing of the method narrows: every table that agrees will do."""
    shown = published(structure, truths)
    return narrowed(Attack(structure, shown, lambda earlier, _: shown[len(earlier)]).run())


def read_knowing(structure: Structure, *truths: Counts) -> dict[tuple[int, str, str, int], list[int]]:
    """What a reader narrows who reruns the method."""
    return narrowed(Attack(structure, published(structure, truths), Method(structure).publish).run())


# 1. A relation that is declared holds where its whole has no row.

SUM_OF_PARTS = Plan(
    "summan av en helhet utan rader",
    {f"{W}-00": ("a", "b"), f"{W}-01": ("a",), f"{W}-02": ("b",)},
    [(f"{W}-00", (f"{W}-01", f"{W}-02"), True)],
    (f"{W}-00",),
    years=(YEAR - 1, YEAR),
    sums_over={f"{W}-52": (f"{W}-00", 2)},
).structure()


@pytest.mark.parametrize(
    ("structure", "truth"),
    [
        pytest.param(levels(W, 2, (2,)), (10, 3, 7), id="a part that is a whole"),
        pytest.param(rates(W, 1_000, 1_000, by_sex=False), (10, 3), id="a rate of a known base"),
        pytest.param(overlapping(W, unpublished_whole=True), (6, 2, 0, 3), id="two breakdowns"),
        pytest.param(SUM_OF_PARTS, (7, 9, 5, 3), id="a sum over years"),
        pytest.param(over_years(W, (2, 3), yearly=False), (2, 6, 4), id="years reached through sums alone"),
    ],
)
def test_a_whole_without_rows_tells_nothing_of_its_parts(structure: Structure, truth: Counts) -> None:
    assert read(structure, truth) == {}


# 2. The choice of what to hide tells nothing of what is hidden.


@pytest.mark.parametrize("truth", [(6, 1), (5, 2), (4, 4), (1, 5), (2, 2), (12, 3)])
def test_the_choice_tells_nothing_of_women_and_men(truth: Counts) -> None:
    assert read_knowing(sexes(W), truth) == {}


@pytest.mark.parametrize("truth", [(1, 2, 7), (5, 1, 1), (4, 4, 4), (1, 1, 9)])
def test_the_choice_tells_nothing_of_three_parts(truth: Counts) -> None:
    assert read_knowing(parts(W), truth) == {}


# 3. A rate of people without a base is not shown.

ROWS = "Indikator;År;Kommunkod;Kön;Ålder;Värde;Status;Anmärkning\n"


@pytest.fixture
def small(repository: Path, tmp_path: Path) -> Path:
    """The repository with three of its indicators and VNR-04, a rate of people, of which there are no figures."""
    project = copy_project(repository, tmp_path / "project")
    for path in (project / "data/observations").iterdir():
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("VNR-04")), encoding="utf-8")
    return project


def test_a_rate_of_two_people_is_not_shown(small: Path, runner: Runner) -> None:
    """2 per 10,000 adult women: there are some ten thousand of them, so that they are two, whatever our files say."""
    path = small / "inbox/tal.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{ROWS}VNR-04;{YEAR};{EXAMPLE};K;total;2;final;\n", encoding="utf-8")

    runner("import", "--project", small, path, "--reason", "Nytt")

    lines = (small / f"data/observations/{YEAR}.csv").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line.startswith("VNR-04") and line.split(",")[5]]


# 4. What an older release was published by is what it is read by.


def test_a_rule_that_hides_more_tells_nothing_of_what_it_hid_before(
    repository: Path, tmp_path: Path, runner: Runner
) -> None:
    """Of 12 people women are few, 1-4. Men are not few then, and at most 9 now: women are 3 or 4."""
    structure = sexes(W)
    project = make_project(repository, tmp_path / "project", [World("", structure, ())])
    figures = structure.handed_in((3, 9), 0)
    first = publish(project, "a", figures)
    hide_up_to_nine(project)

    publish(project, "b", figures)

    found = Solver(keen=True).run(databases(project))
    assert first.exit_code == 0
    assert [each for cell, each in found.items() if cell.key == key(sex="K", area=EXAMPLE) and each.is_narrowed] == []


def test_parts_that_are_no_longer_declared_are_still_parts(repository: Path, tmp_path: Path, runner: Runner) -> None:
    """20 are 17 and few. The 17 is hidden for their sake, and shown when nothing says that it is a part of the 20."""
    structure = parts(W, 2)
    project = make_project(repository, tmp_path / "project", [World("", structure, ())])
    figures = structure.handed_in((17, 3), 0)
    first = publish(project, "a", figures)
    table = project / "data/indicators/indicator_parts.csv"
    table.write_text(table.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")

    publish(project, "b", figures)

    found = Solver(keen=True).run(databases(project))
    assert first.exit_code == 0
    assert [each for cell, each in found.items() if cell.key == key("02", area=EXAMPLE) and each.is_narrowed] == []


# 5. What cannot be is none.


@pytest.mark.parametrize("truth", [(1, 6), (2, 5), (6, 1)])
@pytest.mark.parametrize("is_public", [False, True], ids=["own", "public"])
def test_where_there_can_be_no_men_women_are_all(truth: Counts, is_public: bool) -> None:
    assert read(one_sex(W, is_public), truth) == {}


# 6. Those whom a share leaves out are people too.


@pytest.mark.parametrize("truth", [(34, 20), (33, 20), (20, 38)])
def test_a_share_does_not_tell_of_those_it_leaves_out(truth: Counts) -> None:
    """34 of 35 are 97 per cent: one is not."""
    assert read(shares(W, (35, 40)), truth) == {}


# 7. Texts are looked through.


def test_a_note_that_says_the_hidden_number_is_not_published(repository: Path, tmp_path: Path, runner: Runner) -> None:
    project = make_project(repository, tmp_path / "project", [World("", sexes(W), ())])
    path = hand_in(project / "inbox/a.csv", sexes(W).handed_in((14, 3), 0))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(";M;total;3;final;", ";M;total;3;final;Tre män"), encoding="utf-8")

    runner("import", "--project", project, path, "--reason", "Nytt")

    assert written(project, "Tre män") == []


def test_a_reason_that_says_the_hidden_number_is_not_published(
    repository: Path, tmp_path: Path, runner: Runner
) -> None:
    project = make_project(repository, tmp_path / "project", [World("", sexes(W), ())])
    for men in (9, 3):
        path = hand_in(project / "inbox/a.csv", sexes(W).handed_in((14, men), 0))
        runner("import", "--project", project, path, "--reason", f"Rätt tal är {men}")

    assert written(project, "Rätt tal är 3") == []


def written(project: Path, text: str) -> list[str]:
    """The files of the data that hold a text."""
    files = sorted((project / "data").rglob("*.csv"))
    return [path.name for path in files if text.lower() in path.read_text(encoding="utf-8").lower()]


# 8. That only what has rows counts as changed is tried on the equations themselves: tests/protect/test_audit.py.


# 9. What is valid is published.


@pytest.mark.parametrize(("kind", "number"), [("två nivåer", 10), ("två nivåer efter kön", 4)])
def test_a_correction_is_not_refused(kind: str, number: int) -> None:
    world = draw(number, kind, 2)

    refusals = Method(world.structure).refusals(published(world.structure, world.truths))

    assert [problem.message for problem in refusals] == []


def test_a_figure_may_be_corrected_twice_in_a_day(repository: Path, tmp_path: Path, runner: Runner) -> None:
    """7, then 9, then 3, which is hidden."""
    project = make_project(repository, tmp_path / "project", [World("", sexes(W), ())])
    said = []
    for men in (7, 9, 3):
        path = hand_in(project / "inbox/a.csv", sexes(W).handed_in((14, men), 0))
        said.append(runner("import", "--project", project, path, "--reason", "Rättat efter granskning"))

    assert [(outcome.exit_code, outcome.stderr) for outcome in said if outcome.exit_code] == []
    assert runner("check", "--project", project).exit_code == 0


# 10. No message says a small number.


def test_a_wrong_sum_of_answers_is_told_without_its_numbers(repository: Path, tmp_path: Path, runner: Runner) -> None:
    """As of our own counts: the same words whatever the class."""

    def said(folder: str, of: str) -> tuple[int, str, str, list[str]]:
        structure = sexes(W)
        rows = [{**row, "disclosure_class": of} for row in structure.tables["indicators"]]
        tables = {**structure.tables, "indicators": rows}
        world = World("", Structure("", tables, 2, structure.counts), ())
        root = tmp_path / folder
        project = make_project(repository, root / "project", [world])
        figures = {key(): Figure(9.0, "final"), key(sex="K"): Figure(3.0, "final"), key(sex="M"): Figure(5.0, "final")}
        path = hand_in(project / "inbox/a.csv", figures)
        outcome = runner("import", "--project", project, path, "--reason", "Nytt")
        report = [
            each.read_text(encoding="utf-8").replace(str(root), "")
            for each in sorted((project / "inbox/rapport").glob("alla-fel.csv"))
        ]
        return outcome.exit_code, outcome.stdout.replace(str(root), ""), outcome.stderr.replace(str(root), ""), report

    assert said("answers", "C") == said("counts", "B")


# Beside the ten: a rate that is public already.


@pytest.mark.parametrize("truth", [(9, 3), (1, 6), (3, 2)])
def test_a_public_rate_of_a_known_population_is_known_to_the_method(truth: Counts) -> None:
    """12 per 1,000 of 1,000 people is 12, whether or not our own total is hidden."""
    structure = rates(W, 1_000, 1_000, with_count=True, by_sex=False)
    public = [
        {**row, "disclosure_class": "A" if row["indicator_id"] == f"{W}-80" else row["disclosure_class"]}
        for row in structure.tables["indicators"]
    ]
    tables = {**structure.tables, "indicators": public}
    known = Structure("", tables, structure.size, structure.counts, structure.rates, {}, structure.public)
    of_whole = {cell: values for cell, values in read(known, truth).items() if cell[1] != f"{W}-00"}

    assert of_whole == {}
