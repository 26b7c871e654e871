"""What the register of corrections and the history tell beside the releases does not give a hidden figure away.

They tell of days on which nothing was published: a figure that staff read in and corrected before the next publish. To
an attacker each such day is one more release, of which only that is known that the last release tells.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from pipeline.model import KEY
from tests.attack.attacker import (
    BEHIND,
    HIDDEN,
    Attack,
    Cell,
    Contradiction,
    Figure,
    Key,
    Possible,
    Release,
    read_release,
)
from tests.attack.test_attack import ENUMERATED, classes_of, published
from tests.attack.worlds import World, draw_world, write_brief

BLOCK = 25
BLOCKS = [pytest.param(number, marks=() if number == 21 else pytest.mark.whole) for number in range(12, 24)]
"""The one that is always looked at has three worlds in which figures are corrected on one day, hidden on another."""

HISTORY = files("pipeline").joinpath("views/observation_history.sql").read_text(encoding="utf-8")

REVISED_ON = len(KEY)
"""The place of the day in a row of the register as the attacker reads it."""


def history_of(path: Path) -> list[tuple[Key, Figure, str | None, str | None]]:
    """What a release tells of each figure, from which day and to which."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        asked = f"select {', '.join(KEY)}, value, value_status, known_from, known_to from ({HISTORY})"
        return [(Key(*row[:5]), Figure(row[5], row[6]), row[7], row[8]) for row in connection.execute(asked)]


def states(path: Path) -> dict[str, Release]:
    """The figures as the release tells that they were known on each day on which something became known, by the day."""
    last, told = read_release(path), history_of(path)
    days = sorted({day for _, _, *span in told for day in span if day})
    return {
        day: replace(
            last,
            figures={
                key: figure
                for key, figure, since, until in told
                if (since or "") <= day and (until is None or until > day)
            },
            revised=frozenset(row for row in last.revised if row[REVISED_ON] <= day),
        )
        for day in days
    }


def days_of(world: World) -> list[str]:
    """The day of the last import before each release."""
    days, day = [], ""
    for steps in world.releases:
        day = max([day, *(step.day.isoformat() for step in steps)])
        days.append(day)
    return days


def attacked(releases: Sequence[Release]) -> Mapping[Cell, Possible]:
    try:
        return Attack(False, True, ENUMERATED).on(releases)
    except Contradiction:
        return Attack(False, False, ENUMERATED).on(releases)


def secrets(
    world: World, releases: Sequence[Release], numbers: Mapping[int, int], found: Mapping[Cell, Possible]
) -> Iterator[str]:
    """The figures that are told closer than the policy allows and that no release has shown.

    numbers: which release each of the attacker's is, of those that are one.
    """
    classes = classes_of(world)
    shown = [releases[place].figures for place in numbers]
    for cell, possible in found.items():
        number = numbers.get(cell.release)
        if number is None or classes[cell.key.indicator.removesuffix(BEHIND)] == "A" or not possible.is_narrowed:
            continue
        true = world.truth(Cell(number, cell.key))
        was_shown = true in [figures[cell.key].value for figures in shown if cell.key in figures]
        if true not in possible.values or was_shown or (true == 0 and possible.kind != "primary"):
            continue
        if releases[cell.release].figures.get(cell.key, Figure(None, "")).status in HIDDEN:
            yield f"world {world.seed}, release {number}, {'/'.join(map(str, cell.key))}: {sorted(possible.values)}"


@pytest.fixture(scope="module", params=BLOCKS)
def block(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[World, list[Path]]]:
    """Some worlds with what is published of them."""
    folder = tmp_path_factory.mktemp("worlds")
    worlds = []
    for seed in range(request.param * BLOCK, (request.param + 1) * BLOCK):
        world = draw_world(seed)
        paths = []
        for number, tables in enumerate(published(world)[0]):
            paths.append(folder / f"{seed}-{number}.db")
            write_brief(paths[-1], tables)
        worlds.append((world, paths))
    return worlds


def test_a_release_tells_no_number_of_what_it_hides(block: list[tuple[World, list[Path]]]) -> None:
    told, corrected = [], 0
    for world, paths in block:
        for path in paths:
            release = read_release(path)
            hidden = {key for key, figure in release.figures.items() if figure.status in HIDDEN}
            told += [
                (world.seed, row) for row in release.revised if Key(*row[:5]) in hidden and row[6:8] != (None, None)
            ]
            told += [
                (world.seed, key) for key, figure, *_ in history_of(path) if key in hidden and figure.value is not None
            ]
            corrected += len(release.revised)
    assert told == []
    assert corrected > BLOCK


def test_the_days_between_releases_do_not_give_a_hidden_figure_away(block: list[tuple[World, list[Path]]]) -> None:
    found, days = [], 0
    for world, paths in block:
        if not paths:
            continue
        alone = [read_release(path) for path in paths]
        ends = days_of(world)[: len(paths)]
        beside = {day: state for day, state in states(paths[-1]).items() if day not in ends and day < ends[-1]}
        days += len(beside)
        together = sorted([*zip(ends, alone, strict=True), *beside.items()], key=lambda each: each[0])
        releases = [release for _, release in together]
        numbers = {place: ends.index(day) for place, (day, _) in enumerate(together) if day in ends}
        try:
            before = set(secrets(world, alone, {place: place for place in range(len(alone))}, attacked(alone)))
            found += sorted(set(secrets(world, releases, numbers, attacked(releases))) - before)
        except Contradiction:
            continue  # From a contradiction an attacker learns nothing.
    assert found == []
    assert days > BLOCK / 4
