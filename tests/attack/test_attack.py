"""No hidden figure can be worked out from what is published of a thousand municipalities drawn by lot.

What is published is what the pipeline lets out: rows go through `protect` as in an import, and a release that `audit`
refuses is not published; then nothing more is published of that world. The same worlds with nothing hidden but what is
small are recovered in great part, so the attacker is able.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.model import FILE, KEY, ROW, KeptRelease
from pipeline.protect.findings import audit
from pipeline.protect.hide import protect
from pipeline.protect.policy import METHOD
from pipeline.protect.releases import Release, release_of
from tests.attack.attacker import BEHIND, HIDDEN, SECONDARY, Attack, Cell, Contradiction, Key, Possible, read_release
from tests.attack.worlds import (
    AREA,
    World,
    draw_world,
    incoming_of,
    indicator_row,
    key_columns,
    merged,
    primary_releases,
    protected_releases,
    tables_with,
    write_brief,
)

BLOCK = 50
BLOCKS = [pytest.param(number, marks=() if number % 10 == 0 else pytest.mark.whole) for number in range(20)]
"""A thousand worlds in blocks. Every tenth block is always looked at; there are worlds of every size and kind in it."""

FLOOR = 0.2
"""The least share of the worlds with secondary hiding that are recovered without it."""

CEILING = 0.1
"""The greatest share of the worlds in which an attacker recovers something who knows which hidden figures stay."""

ENUMERATED = 200
"""So many steps are taken to count up all solutions, before integer programs are asked."""


@dataclass
class Tally:
    """What became of some worlds: what was recovered by a keen and by a careful attacker, and from the bare worlds."""

    keen: list[str] = field(default_factory=list)
    careful: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)


def classes_of(world: World) -> Mapping[str, str]:
    return {row["indicator_id"]: row["disclosure_class"] for row in world.tables["indicators"]}


def write(folder: Path, name: str, releases: Iterable[Mapping[str, pl.DataFrame]]) -> list[Path]:
    """The databases of releases."""
    paths = []
    for number, tables in enumerate(releases):
        paths.append(folder / f"{name}-{number}.db")
        write_brief(paths[-1], tables)
    return paths


def attacked(paths: Sequence[Path], stays: Callable[[int, Key], bool] | None = None) -> Mapping[Cell, Possible]:
    """What an attacker finds who knows which figures stay as they are from release to release, or else takes no guess.

    Where the signs cannot be read strictly, they are read with an open mind.
    """
    try:
        return Attack(stays is not None, True, ENUMERATED, stays).run(paths)
    except Contradiction:
        return Attack(stays is not None, False, ENUMERATED, stays).run(paths)


def secrets(world: World, paths: Sequence[Path], found: Mapping[Cell, Possible]) -> Iterator[tuple[Cell, Possible]]:
    """The figures that are narrowed further than the policy allows, and whose true number is among those that are left.

    A number that was itself published in a release before is no secret, nor is what is left out and not small.
    """
    figures = [read_release(path).figures for path in paths]
    classes = classes_of(world)
    for cell, possible in found.items():
        if (
            not possible.is_narrowed
            or possible.kind == "seen"
            or classes[cell.key.indicator.removesuffix(BEHIND)] == "A"
        ):
            continue
        true = world.truth(cell)
        if true not in possible.values:
            continue
        told = [release[cell.key].value for release in figures if cell.key in release]
        # What is none is shown unless it protects another figure, and is itself no secret.
        if true in told or (true == 0 and possible.kind == "secondary"):
            continue
        is_hidden = possible.kind in ("primary", "secondary")
        if is_hidden or (
            possible.kind in ("absent", "implied") and 1 <= min(possible.values) <= max(possible.values) <= 4
        ):
            yield cell, possible


def published(world: World) -> tuple[list[Mapping[str, pl.DataFrame]], set[Cell]]:
    """The releases until the first that is refused, and the figures that staff are asked to show.

    Such a figure once protected another and no longer does, but was not handed in again: it is no secret.
    """
    let_out: list[Mapping[str, pl.DataFrame]] = []
    to_show: set[Cell] = set()
    kept: list[Release] = []
    for number, tables in enumerate(protected_releases(world)):
        problems = audit(tables, kept)
        if any(problem.fatal for problem in problems):
            break
        rows = tables["observations"]
        for problem in problems:
            if problem.rule == "hidden_value_need_not_be_hidden":
                there = rows.filter(pl.col(FILE) == problem.place.file, pl.col(ROW) == problem.place.row)
                to_show.update(Cell(number, Key(*row)) for row in there.select(KEY).iter_rows())
        let_out.append(tables)
        kept.append(release_of(KeptRelease("", METHOD, tables)))
    return let_out, to_show


def told_of(world: World, found: Iterable[tuple[Cell, Possible]]) -> Iterator[str]:
    """What an attacker found, in words that say how to find it again."""
    for cell, possible in found:
        yield f"world {world.seed}, release {cell.release}, {'/'.join(map(str, cell.key))}: {sorted(possible.values)}"


def consistent(paths: Sequence[Path], tally: Tally) -> tuple[Sequence[Path], Mapping[Cell, Possible]]:
    """The releases from the first on that some counts of people give, and what a careful attacker finds in them.

    From a contradiction an attacker learns nothing.
    """
    for end in range(len(paths), 0, -1):
        try:
            return paths[:end], attacked(paths[:end])
        except Contradiction:
            tally.counted["contradicted"] += 1
    return [], {}


def secrets_told_officially(
    world: World, folder: Path, releases: Sequence[Mapping[str, pl.DataFrame]]
) -> Mapping[Cell, Possible]:
    """What an attacker finds in the official statistics alone, which are not ours to keep."""
    classes = classes_of(world)
    ours = pl.col("indicator_id").is_in([name for name, disclosure_class in classes.items() if disclosure_class != "A"])
    nothing = {"value": pl.lit(None, pl.Float64), "value_status": pl.lit("missing")}
    without = [
        {
            **tables,
            "observations": tables["observations"].with_columns(
                pl.when(ours).then(other).otherwise(column).alias(column) for column, other in nothing.items()
            ),
        }
        for tables in releases
    ]
    official = write(folder, "official", without)
    return attacked(official)


def judge(world: World, folder: Path, tally: Tally) -> None:
    """Attack a world as it is protected, and as it would be with nothing hidden but what is small."""
    releases = list(protected_releases(world))
    paths: Sequence[Path] = write(folder, "protected", releases)
    statuses = Counter(status for tables in releases for status in tables["observations"]["value_status"])
    tally.counted += Counter({"worlds": 1, "figures": world.size, "hidden": sum(statuses[name] for name in HIDDEN)})
    paths, found = consistent(paths, tally)
    careful = list(secrets(world, paths, found))
    keen = list(secrets(world, paths, attacked(paths, world.stays))) if paths else []
    if careful or keen:
        # Only then does it matter whether these releases would have been let out: to ask takes its time.
        let_out, to_show = published(world)
        paths = write(folder, "published", let_out)
        tally.counted["refused"] += len(paths) < len(releases)
        official = secrets_told_officially(world, folder, let_out) if paths else {}
        careful, keen = (
            [
                (cell, possible)
                for cell, possible in secrets(world, paths, attacked(paths, guess))
                if cell not in to_show and (cell not in official or official[cell].values != possible.values)
            ]
            if paths
            else []
            for guess in (None, world.stays)
        )
    tally.careful += told_of(world, careful)
    tally.keen += told_of(world, keen)
    tally.counted["keen worlds"] += bool(keen)
    if statuses[SECONDARY]:
        paths = write(folder, "bare", primary_releases(world))
        bare = [possible for _, possible in secrets(world, paths, attacked(paths)) if possible.is_recovered]
        tally.counted += Counter({"with secondary": 1, "bare recovered": bool(bare), "bare figures": len(bare)})


@pytest.fixture(scope="module", params=BLOCKS)
def tally(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tally:
    """What became of the worlds of a block."""
    found, folder = Tally(), tmp_path_factory.mktemp("worlds")
    for seed in range(request.param * BLOCK, (request.param + 1) * BLOCK):
        judge(draw_world(seed), folder, found)
    return found


def test_a_careful_attacker_recovers_no_hidden_figure(tally: Tally) -> None:
    assert tally.careful == []


def test_what_is_published_seldom_seems_to_contradict_itself(tally: Tally) -> None:
    assert tally.counted["contradicted"] <= 1


def test_an_attacker_who_is_told_which_hidden_figures_stay_seldom_recovers_one(tally: Tally) -> None:
    """Nobody is told that. Whoever knows it anyhow sees how a corrected total moves the one figure that changed."""
    assert tally.counted["keen worlds"] <= CEILING * tally.counted["worlds"]


def test_the_same_worlds_are_recovered_where_nothing_is_hidden_but_what_is_small(tally: Tally) -> None:
    assert tally.counted["bare recovered"] >= FLOOR * tally.counted["with secondary"] > 0


# Holes: the smallest cases of what the attacker has found.


def key(indicator: str = "BX-00", sex: str = "T", year: int = 2025, age: str = "total") -> Key:
    return Key(indicator, year, AREA, sex, age)


def releases_of(
    steps: Sequence[Mapping[Key, float]], told: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[dict[str, pl.DataFrame]]:
    """The tables of some releases, each of which is published after one import."""
    tables, kept = tables_with(told), list[Release]()
    for number, step in enumerate(steps, start=1):
        day = datetime.date(2026, 1, number)
        result = protect(incoming_of(step, day), tables, kept)
        tables = merged(tables, result.incoming, day)
        tables = merged(tables, result.also_hidden.select(tables["observations"].columns), day)
        kept.append(release_of(KeptRelease("", METHOD, tables)))
        yield tables


def test_a_sign_that_changes_with_a_corrected_total_does_not_tell_the_figure(tmp_path: Path) -> None:
    """Men were 1-4, are more than 4 now, and the total rose by one: they were 4 and are 5, if women stay the same."""
    before = {key(sex="T"): 16, key(sex="K"): 12, key(sex="M"): 4}
    after = {key(sex="T"): 17, key(sex="K"): 12, key(sex="M"): 5}

    releases = releases_of([before, after], {"indicators": [indicator_row("BX-00")]})
    found = attacked(write(tmp_path, "signs", releases), lambda _, key: key.sex == "K")

    assert not found[Cell(0, key(sex="M"))].is_narrowed


def test_means_that_are_rounded_each_by_itself_need_not_add_up() -> None:
    """The means 12.5, 10.5 and 6 are given as 13, 11 and 6, and that of the sums, which is 29, as 29 and not as 30."""
    told = {
        "indicators": [indicator_row("BX-00"), indicator_row("CX-01")],
        "indicator_cumulations": [{"cumulation_id": "CX-01", "indicator_id": "BX-00", "years": 2, "kind": "mean"}],
    }
    yearly = {"0-14": (24, 1), "15-17": (4, 17), "18+": (4, 8), "total": (32, 26)}
    means = {"0-14": 13, "15-17": 11, "18+": 6, "total": 29}
    figures: dict[Key, float] = {
        **{key(year=2024 + place, age=age): counts[place] for age, counts in yearly.items() for place in (0, 1)},
        **{key("CX-01", age=age): mean for age, mean in means.items()},
    }

    (tables,) = releases_of([figures], told)

    assert [problem.message for problem in audit(tables) if problem.fatal] == []


def test_a_hidden_figure_that_has_changed_since_it_was_shown_is_not_told(tmp_path: Path) -> None:
    """Women were shown as 186 once. They are 369 now and hidden, but stand between a total and men that are shown."""
    parts = [
        {"whole_id": "BX-00", "part_id": name, "breakdown": "slag", "is_complete": True} for name in ("BX-01", "BX-02")
    ]
    told = {"indicators": [indicator_row(name) for name in ("BX-00", "BX-01", "BX-02")], "indicator_parts": parts}

    def figures(first: int, second: int, men: int) -> dict[Key, float]:
        women = first + second
        of_whole = {key(sex="T"): women + men, key(sex="K"): women, key(sex="M"): men}
        of_parts = {key("BX-01", sex="K"): first, key("BX-02", sex="K"): second}
        of_men = {key("BX-01", sex="M"): men, key("BX-02", sex="M"): 0}
        totals = {key("BX-01", sex="T"): first + men, key("BX-02", sex="T"): second}
        return {**of_whole, **of_parts, **of_men, **totals}

    third = figures(90, 279, 65)
    handed_in = [name for name in third if name.sex != "M" and name != key(sex="K")]

    steps = [figures(90, 96, 65), figures(90, 3, 65), {name: third[name] for name in handed_in}]
    found = attacked(write(tmp_path, "changed", releases_of(steps, told)))

    assert not [cell for cell, possible in found.items() if possible.kind == "secondary" and possible.is_recovered]


def test_shares_of_groups_that_add_up_do_not_tell_a_small_count(tmp_path: Path) -> None:
    """100 % of 69 women is 69, 24 % of all 301 is at most 73, and 2 % of the 232 girls is at least 4: then it is 4."""
    told = {
        "indicators": [indicator_row("SX-01", "share", "C")],
        "indicator_ratios": [{"ratio_id": "SX-01", "numerator_id": None, "denominator_id": None, "factor": 100}],
        "denominators": [
            {**key_columns(key("SX-01", age=age)), "value": base, "tolerance": None}
            for age, base in {"0-17": 232.0, "18+": 69.0, "total": 301.0}.items()
        ],
    }
    shares: dict[Key, float] = {key("SX-01", age="0-17"): 2, key("SX-01", age="18+"): 100, key("SX-01"): 24}

    found = attacked(write(tmp_path, "shares", releases_of([shares], told)))

    girls = found.get(Cell(0, key("SX-01" + BEHIND, age="0-17")))
    assert girls is None or not girls.is_recovered


def test_an_age_group_that_is_left_out_is_not_told_by_those_that_are_shown(tmp_path: Path) -> None:
    """Of 63 men 60 are 18 or older, and boys have no row: they are 3."""
    shown: dict[Key, float] = {key(sex="M"): 63, key(sex="M", age="18+"): 60}

    found = attacked(write(tmp_path, "ages", releases_of([shown], {"indicators": [indicator_row("BX-00")]})))

    assert not found[Cell(0, key(sex="M", age="0-17"))].is_recovered


def test_a_sex_that_is_left_out_is_not_told_by_those_that_are_shown(tmp_path: Path) -> None:
    """Of 63 people 60 are women, and men have no row: they are 3."""
    shown: dict[Key, float] = {key(): 63, key(sex="K"): 60}

    found = attacked(write(tmp_path, "sexes", releases_of([shown], {"indicators": [indicator_row("BX-00")]})))

    assert not found[Cell(0, key(sex="M"))].is_recovered


def test_an_age_group_that_is_left_out_is_not_told_where_its_parts_are_hidden(tmp_path: Path) -> None:
    """Of 63 men 60 are 18 or older; boys of 0-14 and of 15-17 are hidden, and together they are 3.

    The group of 15-17 is so small that none of them are hidden as well: each part by itself can be three numbers.
    """
    told = {
        "indicators": [indicator_row("BX-00")],
        "denominators": [
            {**key_columns(key(sex="M", age=age)), "value": base, "tolerance": None}
            for age, base in {"0-14": 3_000.0, "15-17": 9.0}.items()
        ],
    }
    ages = {"total": 63, "18+": 60, "0-14": 1, "15-17": 2}
    shown: dict[Key, float] = {key(sex="M", age=age): count for age, count in ages.items()}

    found = attacked(write(tmp_path, "parts", releases_of([shown], told)))

    assert not found[Cell(0, key(sex="M", age="0-17"))].is_recovered
