"""The command line publishes of many worlds at once what the method alone chooses, and neither tells a hidden figure.

The worlds are the indicators of one project, so that a hundred of them cost two publications.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attack.attacker import Figure, Key, read_release
from tests.attack.inverse import Attack
from tests.attack.method import Method, releases_of
from tests.attack.project import figures_of, hand_in, letters, make_project
from tests.attack.structures import KINDS, Published, World, draw
from tests.attack.test_inverse import told_of
from tests.conftest import run

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
        path = hand_in(project / "inbox" / f"{release}.csv", figures)
        for words in (("import", "--project", project, path, "--reason", "Rättade"), ("publish", "--project", project)):
            outcome = run(*words)
            if outcome.exit_code:
                refused.append(outcome.stdout + outcome.stderr)
        path.unlink()
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
    narrowed = []
    for world in let_out.worlds:
        published = let_out.published[world.name]
        found = Attack(world.structure, published, Method(world.structure).publish).run() if published else {}
        narrowed += told_of(world, published, found)

    assert narrowed == []
