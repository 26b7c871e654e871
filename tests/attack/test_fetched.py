"""A fetched rate and the population that it is out of are known to everybody: to the method, and to the attacker.

What the official figures tell by themselves is not told by us. Everything else that is hidden beside them stays hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from tests.attack.attacker import Attack as Solver
from tests.attack.attacker import Contradiction
from tests.attack.inverse import WIDTH, Attack, Cell, bounds, solutions
from tests.attack.method import Method, frame_of
from tests.attack.structures import Counts, Published, Structure, fetched
from tests.attack.worlds import write_brief

W = "QAA"


class Kind(NamedTuple):
    """How a rate is published: out of how many, how sure that is, per how many, its decimals, and its class."""

    base: int
    tolerance: int
    factor: int
    decimals: int
    of: str


KINDS = {
    "exactly told": Kind(127_376, 0, 100_000, 5, "A"),
    "told through a changed population": Kind(127_376, 6, 100_000, 5, "A"),
    "told through one of a few": Kind(2_400, 23, 10_000, 0, "B"),
    "told within two": Kind(30_000, 23, 10_000, 0, "B"),
    "hardly told": Kind(120_000, 23, 10_000, 0, "B"),
}

SOME = [(9, 3), (1, 6), (3, 2), (5, 5), (0, 2), (12, 4), (7, 8), (1, 1), (0, 0), (20, 1)]

BATCHES = [
    pytest.param(SOME, id="some"),
    pytest.param(list(product(range(16), repeat=2)), id="all", marks=pytest.mark.whole),
]


def told_by_source(structure: Structure, shown: Published) -> set[Cell]:
    """The figures that the official ones alone narrow, had nothing else been published."""
    official = {key: figure for key, figure in shown.items() if key in structure.rates}
    tables = solutions(structure.size, bounds(structure, official), 100_000) or []
    return {
        Cell(0, key) for key, each in structure.counts.items() if 0 < len({each.of(table) for table in tables}) < WIDTH
    }


def narrowed(structure: Structure, shown: Published, method: Method | None) -> set[Cell]:
    """What a reader narrows who reruns the method, or knows nothing of it."""
    publish = method.publish if method else lambda *_: shown
    return {cell for cell, each in Attack(structure, [shown], publish).run().items() if each.is_narrowed}


def solved(method: Method, releases: Sequence[Published], folder: Path) -> set[Cell]:
    """What is narrowed by whoever downloads the releases, and solves them as equations."""
    paths = []
    for number, each in enumerate(releases):
        tables: dict[str, pl.DataFrame] = {**method.tables, "observations": frame_of(each)}
        paths.append(folder / f"{number}.db")
        write_brief(paths[-1], tables)
    try:
        found = Solver(keen=True).run(paths)
    except Contradiction:
        found = Solver(keen=True, secondary_is_large=False).run(paths)
    return {Cell(cell.release, cell.key) for cell, each in found.items() if each.is_narrowed and each.kind != "seen"}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


def structures(kind: Kind) -> Iterator[Structure]:
    for by_sex in (True, False):
        yield fetched(W, *kind, by_sex=by_sex)


@pytest.mark.parametrize("truths", BATCHES)
def test_nothing_is_told_beside_fetched_rates(kind: Kind, truths: Sequence[Counts], tmp_path: Path) -> None:
    told = []
    hidden = 0
    for structure in structures(kind):
        method = Method(structure)
        for truth in truths:
            shown = method.publish([], structure.handed_in(truth, 0))
            hidden += sum(figure.value is None for figure in shown.values())
            alone = told_by_source(structure, shown)
            for found in (
                narrowed(structure, shown, None),
                narrowed(structure, shown, method),
                solved(method, [shown], tmp_path),
            ):
                told += [(truth, cell) for cell in found - alone if cell.key in structure.counts]
            assert method.refusals([shown]) == []

    assert told == []
    assert hidden > len(truths)


def test_a_rate_that_its_source_publishes_is_shown_as_it_is(kind: Kind) -> None:
    """It is not ours to hide, however few it is of."""
    for structure in structures(kind):
        raw = structure.handed_in((1, 2), 0)
        shown = Method(structure).publish([], raw)

        assert {key: shown[key] for key in structure.rates} == {key: raw[key] for key in structure.rates}


@pytest.mark.parametrize("truths", BATCHES)
def test_a_rate_that_is_fetched_later_tells_nothing_of_what_was_hidden_before(
    kind: Kind, truths: Sequence[Counts], tmp_path: Path
) -> None:
    """The first release has our counts alone; the second the rate, fetched since, beside them.

    Where all of them together are few, the first release has to show that they are not none, and which part is none;
    the source then tells how many they are. That is its doing, and cannot be foreseen without its figure.
    """
    told = []
    for structure in structures(kind):
        method = Method(structure)
        for truth in (each for each in truths[:: 1 if len(truths) < 20 else 7] if not 1 <= sum(each) <= 4):
            raw = structure.handed_in(truth, 0)
            first = method.publish([], {key: each for key, each in raw.items() if key not in structure.rates})
            second = method.publish([first], raw)
            alone = {cell.key for cell in told_by_source(structure, second)}
            found = solved(method, [first, second], tmp_path)
            told += [(truth, cell) for cell in found if cell.key in structure.counts and cell.key not in alone]

    assert told == []


def test_the_attacker_is_able(tmp_path: Path) -> None:
    """Had the total been shown beside what is hidden, or men beside few women and a rate of them all, all were told."""
    structure = fetched(W, *KINDS["exactly told"])
    method = Method(structure)
    raw = structure.handed_in((3, 9), 0)
    shown = {**method.publish([], raw)}
    men = next(key for key in shown if key.sex == "M")

    found = solved(method, [{**shown, men: raw[men]}], tmp_path)

    assert "K" in {cell.key.sex for cell in found}
