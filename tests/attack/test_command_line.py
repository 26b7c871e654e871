"""The command line publishes of many worlds at once what the method alone chooses, and neither tells a hidden figure.

The worlds are the indicators of one project, so that a hundred of them cost two publications.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attack.attacker import Attack as Solver
from tests.attack.attacker import Cell, Contradiction, Figure, Key, Possible, read_release
from tests.attack.inverse import Attack
from tests.attack.method import Method, releases_of
from tests.attack.project import databases, figures_of, hide_up_to_nine, letters, make_project, publish
from tests.attack.structures import KINDS, Published, World, draw
from tests.attack.test_inverse import told_of

QUICK = [kind for kind in KINDS if kind not in ("kön, ålder och delar", "två nivåer efter kön")]
"""The kinds of worlds of which many can be attacked."""


@dataclass(frozen=True)
class Batch:
    """So many worlds, from this number on, each of so many releases."""

    first: int
    count: int
    releases: int

    def worlds(self) -> list[World]:
        """The worlds of the batch, of each kind in turn, as the indicators of one project."""
        return [
            draw(number // len(QUICK), QUICK[number % len(QUICK)], self.releases, letters(number))
            for number in range(self.first, self.first + self.count)
        ]


BATCHES = [
    pytest.param(Batch(0, 18, 1), id="18 of 1 from 0"),
    *(
        pytest.param(Batch(first, 72, releases), id=f"72 of {releases} from {first}", marks=pytest.mark.whole)
        for first, releases in ((18, 1), (90, 2), (162, 2), (234, 3))
    ),
]
"""306 worlds in all."""


@dataclass(frozen=True)
class Let:
    """What a batch's worlds let out, release by release, and what the commands that were refused said."""

    worlds: Sequence[World]
    published: Mapping[str, Sequence[Published]]
    refused: Sequence[str]


@pytest.fixture(scope="module", params=BATCHES)
def let_out(request: pytest.FixtureRequest, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Let:
    batch: Batch = request.param
    worlds = batch.worlds()
    project = make_project(repository, tmp_path_factory.mktemp("batch") / "project", worlds)
    published: dict[str, list[Published]] = {world.name: [] for world in worlds}
    refused: list[str] = []
    for release in range(batch.releases):
        figures: dict[Key, Figure] = {}
        for world in worlds:
            figures |= world.structure.handed_in(world.truths[release], release)
        outcome = publish(project, str(release), figures)
        refused += [outcome.stdout + outcome.stderr] if outcome.exit_code else []
        if refused:
            break
        found = read_release(project / "releases/current/handlingsplan.db")
        for world in worlds:
            published[world.name].append(figures_of(found, world))
    return Let(worlds, published, refused)


def test_the_command_line_refuses_no_world(let_out: Let) -> None:
    assert let_out.refused == []


def test_the_command_line_publishes_what_the_method_alone_chooses(let_out: Let) -> None:
    def differences() -> Iterator[str]:
        for world in let_out.worlds:
            expected = releases_of(world, Method(world.structure))
            for release, published in enumerate(let_out.published[world.name]):
                different = {key for key in expected[release] if published.get(key) != expected[release][key]}
                if different or len(published) != len(expected[release]):
                    yield f"{world.name}, release {release}: {sorted(different)}"

    assert list(differences()) == []


def test_whoever_reruns_the_method_narrows_no_figure_that_the_command_line_hides(let_out: Let) -> None:
    narrowed: list[str] = []
    for world in let_out.worlds:
        published = let_out.published[world.name]
        found = Attack(world.structure, published, Method(world.structure).publish).run() if published else {}
        narrowed += told_of(world, published, found)

    assert narrowed == []


# The policy changes between two releases.


@pytest.mark.whole
@pytest.mark.parametrize("first", [306, 342])
def test_a_policy_that_hides_more_tells_nothing_of_what_was_hidden_before(
    first: int, repository: Path, tmp_path: Path
) -> None:
    """36 worlds in which nothing changes but what is hidden: each release is read by the rules that it carries."""
    worlds = Batch(first, 36, 1).worlds()
    project = make_project(repository, tmp_path / "project", worlds)
    figures: dict[Key, Figure] = {}
    for world in worlds:
        figures |= world.structure.handed_in(world.truths[0], 0)
    said = [publish(project, "a", figures)]
    hide_up_to_nine(project)
    said.append(publish(project, "b", figures))

    assert [outcome.stdout + outcome.stderr for outcome in said if outcome.exit_code] == []
    releases = [read_release(path).figures for path in databases(project)]
    told = {
        cell: sorted(each.values)
        for cell, each in solved(databases(project)).items()
        if each.is_narrowed and each.kind in ("primary", "secondary")
    }
    shown = {key for release in releases for key, figure in release.items() if figure.value is not None}
    assert {cell: values for cell, values in told.items() if cell.key not in shown} == {}


def solved(paths: Sequence[Path]) -> Mapping[Cell, Possible]:
    """What a reader finds of some releases who knows that no figure has changed."""
    try:
        return Solver(keen=True).run(paths)
    except Contradiction:
        return Solver(keen=True, secondary_is_large=False).run(paths)
