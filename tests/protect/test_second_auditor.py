"""Another auditor, by other authors, with another solver: Tau-Argus agrees with ours on what is linear.

It answers over real numbers, and knows no gap: what it says of a figure is the interval between the least and the
greatest number. What is sound to ask is therefore three things. Our own relations, solved in the same way, must give
the same interval. Our own answer, in whole numbers, must lie within it. And it is a weaker reader than ours: what it
narrows too far, our audit must report.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from pytauargus.engine import audit_jj
from scipy.optimize import linprog

from pipeline.model import Key as OurKey
from pipeline.protect.figures import View, view_of
from pipeline.protect.proof.audit import Disclosure, audit_views
from pipeline.protect.proof.groups import grouped
from pipeline.protect.proof.readings import systems_of
from pipeline.protect.proof.solving import Solver
from pipeline.protect.proof.system import UNBOUNDED, Guard, System
from pipeline.protect.relations import Relations, relations_of
from tests.attack.attacker import PRIMARY, SECONDARY, Figure, Key, Release, read_release
from tests.attack.method import Method, frame_of
from tests.attack.structures import KINDS, Published, World, draw
from tests.attack.worlds import indicator_row, tables_with, write_brief
from tests.protect.jj import UNLIMITED, Intervals, jj_of

LINEAR = [kind for kind in KINDS if kind not in ("tal", "tal med delar", "andelar", "strukturella nollor")]
"""The kinds of worlds in which everything is a sum."""

NEARLY = 1e-6
"""How far two solvers may be from each other."""


def second(path: Path, release: Release) -> Intervals:
    """The intervals that Tau-Argus gives, of a release's figures without a number."""
    text, keys = jj_of(release)
    path.write_text(text, encoding="utf-8")
    return {keys[row["cell"]]: (row["min"], _limit(row["max"])) for row in audit_jj(str(path))}


def _limit(number: float) -> float:
    """The upper end of an interval, if it has one."""
    return number if number < UNLIMITED / 10 else np.inf


def first(relations: Relations, view: View) -> tuple[Intervals, Intervals]:
    """Our own intervals of the hidden figures: over real numbers without gaps, and over whole numbers."""
    real: dict[Key, tuple[float, float]] = {}
    whole: dict[Key, tuple[float, float]] = {}
    for group in grouped(relations, [view]):
        for system in systems_of(relations, group):
            knowledge = Solver(system).knowing()
            for number, cell in enumerate(system.cells):
                if cell.guard is Guard.HIDDEN:
                    key = Key(*cell.key)
                    real[key] = _real(system, number)
                    ends = knowledge.extreme(number, largest=False), knowledge.extreme(number, largest=True)
                    whole[key] = ends[0], ends[1] if ends[1] < system.cap else np.inf
    return real, whole


def _real(system: System, number: int) -> tuple[float, float]:
    """The ends of the interval of a cell, as a linear program of the system's relations, without the gaps."""
    forms, low, high = [], [], []
    for row in system.rows:
        forms.append(_form(system.size, row.terms))
        low.append(row.low)
        high.append(row.high)
    for cell in system.cells:
        forms.append(_form(system.size, [(atom, 1.0) for atom in cell.atoms]))
        # Above zero without a gap, for the other form has none.
        low.append(float(cell.now.low))
        high.append(float(cell.now.high) if cell.now.high < UNBOUNDED else np.inf)
    matrix, least, most = np.array(forms), np.array(low), np.array(high)
    limited = np.isfinite(most)
    above = np.vstack([matrix[limited], -matrix]), np.concatenate([most[limited], -least])
    aim = _form(system.size, [(atom, 1.0) for atom in system.cells[number].atoms])
    ends = []
    for sign in (1.0, -1.0):
        result = linprog(sign * aim, A_ub=above[0], b_ub=above[1], bounds=(0, UNLIMITED))
        assert result.status == 0, result.message
        ends.append(sign * result.fun)
    return ends[0], _limit(ends[1])


def _form(size: int, terms: Iterable[tuple[int, float]]) -> np.ndarray:
    weights = np.zeros(size)
    for atom, weight in terms:
        weights[atom] += weight
    return weights


def published(world: World, bare: bool) -> Published:
    """What is published of a world: as it is protected, or with nothing hidden but what is small and a figure more."""
    raw = world.structure.handed_in(world.truths[0], 0)
    if not bare:
        return Method(world.structure).publish([], raw)
    small = {key for key, figure in raw.items() if 1 <= (figure.value or 0) <= 4}
    hideable = sorted(key for key, figure in raw.items() if (figure.value or 0) > 4 and key.sex != "T")
    also = random.Random(world.name).sample(hideable, min(1, len(hideable)))
    hidden = {key: Figure(None, PRIMARY if key in small else SECONDARY) for key in {*small, *also}}
    return {**raw, **hidden}


def compared(folder: Path, tables: Mapping[str, pl.DataFrame], view: Published) -> Iterator[tuple[Key, str]]:
    """Where the two auditors disagree on a release, and how."""
    whole_tables = {**tables, "observations": frame_of(view)}
    write_brief(folder / "release.db", whole_tables)
    theirs = second(folder / "release.jj", read_release(folder / "release.db"))
    relations = relations_of(whole_tables)
    real, whole = first(relations, view_of(whole_tables["observations"]))
    for key, ours in real.items():
        if not np.allclose(ours, theirs[key], atol=NEARLY):
            yield key, f"real numbers: {ours} and {theirs[key]}"
        low, high = whole[key]
        if not theirs[key][0] - NEARLY <= low <= high <= theirs[key][1] + NEARLY:
            yield key, f"whole numbers {(low, high)} are not within {theirs[key]}"
    yield from _not_told(relations, view_of(whole_tables["observations"]), theirs)


def _not_told(relations: Relations, view: View, theirs: Intervals) -> Iterator[tuple[Key, str]]:
    """What the other auditor can work out, and ours does not say."""
    told = {Key(*verdict.key) for verdict in audit_views(relations, [view]) if isinstance(verdict, Disclosure)}
    for key, (low, high) in theirs.items():
        numbers = np.floor(high + NEARLY) - np.ceil(low - NEARLY) + 1
        figure = view.get(OurKey(*key))
        if figure is not None and not figure.is_shown and numbers < 3 and key not in told:
            yield key, f"{(low, high)} is too narrow, and is not found"


# Boden 2025, the worked example of the reference.

BODEN = {"BX-00": 12, "BX-01": 2, "BX-02": 0, "BX-03": 10, "BX-04": 0, "BX-10": 8, "BX-11": 1, "BX-12": 1, "BX-13": 0}
BODEN_TABLES = {
    "indicators": [indicator_row(name) for name in BODEN],
    "indicator_parts": [
        {"whole_id": whole, "part_id": f"BX-{number:02}", "breakdown": "slag", "is_complete": True}
        for whole, numbers in (("BX-00", (1, 2, 3, 4)), ("BX-03", (10, 11, 12, 13)))
        for number in numbers
    ],
}
SMALL = ("BX-01", "BX-11", "BX-12")
NONE_TOO = ("BX-01", "BX-02", "BX-04", "BX-11", "BX-12", "BX-13")
"""What is hidden where zeros are hidden as well."""


def boden(name: str) -> Key:
    return Key(name, 2025, "2582", "T", "total")


@pytest.mark.parametrize(
    ("small", "also", "expected"),
    [
        (SMALL, (), {"BX-01": (2, 2), "BX-11": (1, 1), "BX-12": (1, 1)}),
        (SMALL, ("BX-03",), {"BX-01": (1, 2), "BX-11": (1, 2), "BX-12": (1, 2), "BX-03": (10, 11)}),
        (
            SMALL,
            ("BX-03", "BX-10"),
            {"BX-01": (1, 4), "BX-11": (1, 4), "BX-12": (1, 4), "BX-03": (8, 11), "BX-10": (5, 9)},
        ),
        (NONE_TOO, (), dict.fromkeys(NONE_TOO, (0, 2))),
    ],
    ids=["A", "B", "C", "D"],
)
def test_both_read_boden_alike(
    tmp_path: Path, small: tuple[str, ...], also: tuple[str, ...], expected: dict[str, tuple[float, float]]
) -> None:
    tables = tables_with(BODEN_TABLES)
    if small is NONE_TOO:
        rules = tables["disclosure_rules"]
        tables["disclosure_rules"] = rules.with_columns(smallest_hidden=rules["smallest_hidden"] * 0)
    statuses = {**dict.fromkeys(also, SECONDARY), **dict.fromkeys(small, PRIMARY)}
    view = {
        boden(name): Figure(None, statuses[name]) if name in statuses else Figure(float(value), "final")
        for name, value in BODEN.items()
    }
    write_brief(tmp_path / "boden.db", {**tables, "observations": frame_of(view)})

    theirs = second(tmp_path / "boden.jj", read_release(tmp_path / "boden.db"))

    assert {key.indicator: ends for key, ends in theirs.items()} == expected
    assert list(compared(tmp_path, tables, view)) == []


@pytest.mark.parametrize("is_bare", [False, True], ids=["protected", "bare"])
@pytest.mark.parametrize("kind", LINEAR)
@pytest.mark.parametrize(
    "numbers", [pytest.param(range(2), id="some"), pytest.param(range(2, 14), id="more", marks=pytest.mark.whole)]
)
def test_both_find_the_same_intervals(tmp_path: Path, kind: str, numbers: range, is_bare: bool) -> None:
    found = []
    for number in numbers:
        world = draw(number, kind)
        tables = tables_with(world.structure.tables)
        found += [(world.name, *each) for each in compared(tmp_path, tables, published(world, is_bare))]

    assert found == []
