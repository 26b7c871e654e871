"""The attacker finds what can be worked out, no more and no less, on cases that are solved by hand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.attack.attacker import Attack, Cell, Contradiction, Key, Possible
from tests.attack.worlds import (
    AREA,
    draw_world,
    indicator_row,
    key_columns,
    primary_releases,
    tables_with,
    typed,
    write_brief,
    write_whole,
)

P, S = "suppressed_primary", "suppressed_secondary"

BOTH = (Attack(keen=False), Attack(keen=False, enumerate_up_to=20_000))
"""The two methods: integer programs, and enumeration where it can be done."""


def key(indicator: str = "BX-00", sex: str = "T", age: str = "total", year: int = 2025) -> Key:
    return Key(indicator, year, AREA, sex, age)


def release(
    path: Path,
    figures: Mapping[Key, float | str],
    catalogue: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    corrections: Sequence[tuple[Key, float | str, float | str]] = (),
) -> Path:
    """A release's database with these figures: a number is published, a word is the status of one that is not."""
    told = {name: list(rows) for name, rows in (catalogue or {}).items()}
    names = {name.indicator for name in figures} - {row["indicator_id"] for row in told.get("indicators", ())}
    told["indicators"] = [*told.get("indicators", []), *(indicator_row(name) for name in sorted(names))]
    told["observations"] = [
        {
            **key_columns(name),
            "value": None if isinstance(said, str) else float(said),
            "value_status": said if isinstance(said, str) else "final",
            "series_break": False,
            "retrieved_on": datetime.date(2026, 1, 1),
        }
        for name, said in figures.items()
    ]
    told["revisions"] = [
        {
            **key_columns(name),
            "revised_on": datetime.date(2026, 2, 1),
            "old_value": None if isinstance(old, str) else float(old),
            "new_value": None if isinstance(new, str) else float(new),
            "old_status": old if isinstance(old, str) else "final",
            "new_status": new if isinstance(new, str) else "final",
            "reason": "Rättad.",
        }
        for name, old, new in corrections
    ]
    write_brief(path, tables_with(told))
    return path


def values(found: Mapping[Cell, Possible], name: Key, number: int = 0) -> set[int] | str:
    """The possible numbers of a figure, or that they are many."""
    possible = found[Cell(number, name)]
    return set(possible.values) if possible.is_narrowed else "many"


def part(whole: str, name: str, breakdown: str = "slag", complete: bool = True) -> dict[str, Any]:
    return {"whole_id": whole, "part_id": name, "breakdown": breakdown, "is_complete": complete}


# Boden 2025, as in the reference: 12 = girls 2 + boys 0 + women 10 + men 0; women 10 = 8 + 1 + 1 + 0.
TWELVE, GIRLS, BOYS, WOMEN, MEN = (key(f"BX-{number:02}") for number in range(5))
PARTNER, RELATED, KIN, UNKNOWN = (key(f"BX-{number}") for number in range(10, 14))
BODEN = {
    TWELVE: 12, GIRLS: 2, BOYS: 0, WOMEN: 10, MEN: 0, PARTNER: 8, RELATED: 1, KIN: 1, UNKNOWN: 0
}  # fmt: skip
BODEN_PARTS = {
    "indicator_parts": [
        *(part("BX-00", name.indicator) for name in (GIRLS, BOYS, WOMEN, MEN)),
        *(part("BX-03", name.indicator) for name in (PARTNER, RELATED, KIN, UNKNOWN)),
    ]
}


@pytest.mark.parametrize("attack", BOTH)
@pytest.mark.parametrize(
    ("also_hidden", "verdict"),
    [
        ([], {GIRLS: {2}, RELATED: {1}, KIN: {1}}),
        ([WOMEN], {GIRLS: {1, 2}, RELATED: {1, 2}, KIN: {1, 2}, WOMEN: {10, 11}}),
        ([WOMEN, PARTNER], {GIRLS: "many", RELATED: "many", KIN: "many", WOMEN: "many", PARTNER: "many"}),
        ([name for name in BODEN if name not in (TWELVE, GIRLS, RELATED, KIN)], {GIRLS: "many", KIN: "many"}),
    ],
    ids=["A", "B", "C", "E"],
)
def test_boden_is_read_as_in_the_reference(
    tmp_path: Path, attack: Attack, also_hidden: list[Key], verdict: dict[Key, set[int] | str]
) -> None:
    figures: dict[Key, float | str] = {**BODEN, GIRLS: P, RELATED: P, KIN: P, **dict.fromkeys(also_hidden, S)}

    found = attack.run([release(tmp_path / "a.db", figures, BODEN_PARTS)])

    assert {name: values(found, name) for name in verdict} == verdict


@pytest.mark.parametrize("attack", BOTH)
def test_boden_with_zeros_hidden_tells_of_nobody_but_of_all_who_are_not_women(tmp_path: Path, attack: Attack) -> None:
    hidden = (GIRLS, BOYS, MEN, RELATED, KIN, UNKNOWN)
    bases = [{**key_columns(name), "value": 19.0, "tolerance": None} for name in hidden]
    figures: dict[Key, float | str] = {**BODEN, **dict.fromkeys(hidden, P)}

    found = attack.run([release(tmp_path / "d.db", figures, {**BODEN_PARTS, "denominators": bases})])

    assert {name: found[Cell(0, name)].values for name in hidden} == {name: {0, 1, 2} for name in hidden}
    assert not any(possible.is_narrowed for possible in found.values())


@pytest.mark.parametrize("secondary", [True, False])
def test_boden_hidden_in_two_ways_in_two_releases_is_told_exactly(tmp_path: Path, secondary: bool) -> None:
    first: dict[Key, float | str] = {**BODEN, GIRLS: P, RELATED: P, KIN: P, WOMEN: S, PARTNER: S}
    hidden = (GIRLS, BOYS, MEN, RELATED, KIN, UNKNOWN)
    second: dict[Key, float | str] = {**BODEN, **dict.fromkeys(hidden, S)}
    paths = [release(tmp_path / "c.db", first, BODEN_PARTS), release(tmp_path / "d.db", second, BODEN_PARTS)]

    found = Attack(keen=True, secondary_is_large=False).run(paths)

    assert {name: values(found, name) for name in (GIRLS, RELATED, KIN)} == {GIRLS: {2}, RELATED: {1}, KIN: {1}}


@pytest.mark.parametrize("attack", BOTH)
def test_what_is_left_out_is_subtracted(tmp_path: Path, attack: Attack) -> None:
    found = attack.run([release(tmp_path / "a.db", {key(): 20, key(sex="K"): 17})])

    assert (found[Cell(0, key(sex="M"))].kind, values(found, key(sex="M"))) == ("absent", {3})


@pytest.mark.parametrize("attack", BOTH)
def test_ages_overlap(tmp_path: Path, attack: Attack) -> None:
    ages: dict[str, float | str] = {"total": 60, "0-17": S, "0-14": 9, "15-17": P, "18+": 49}

    found = attack.run([release(tmp_path / "a.db", {key(age=age): said for age, said in ages.items()})])

    assert values(found, key(age="15-17")) == {2}
    assert values(found, key(age="0-17")) == {11}


@pytest.mark.parametrize("attack", BOTH)
def test_a_figure_that_was_shown_before_it_was_hidden_is_known_unless_it_was_corrected(
    tmp_path: Path, attack: Attack
) -> None:
    shown = release(tmp_path / "a.db", {key(): 30, key(sex="K"): 12, key(sex="M"): 18})
    after: dict[Key, float | str] = {key(): 14, key(sex="K"): S, key(sex="M"): P}
    total = (key(), 30.0, 14.0)
    men = (key(sex="M"), 18.0, P)
    women = (key(sex="K"), 12.0, S)

    known = attack.run([shown, release(tmp_path / "b.db", after, corrections=[total, men])])
    unknown = attack.run([shown, release(tmp_path / "c.db", after, corrections=[total, men, women])])

    assert values(known, key(sex="M"), 1) == {2}
    assert values(unknown, key(sex="M"), 1) == "many"


def test_a_keen_attacker_does_not_believe_that_hiding_is_a_correction(tmp_path: Path) -> None:
    shown = release(tmp_path / "a.db", {key(): 30, key(sex="K"): 12, key(sex="M"): 18})
    after: dict[Key, float | str] = {key(): 14, key(sex="K"): S, key(sex="M"): P}
    corrections: list[tuple[Key, float | str, float | str]] = [
        (key(), 30.0, 14.0),
        (key(sex="M"), 18.0, P),
        (key(sex="K"), 12.0, S),
    ]

    found = Attack().run([shown, release(tmp_path / "b.db", after, corrections=corrections)])

    assert values(found, key(sex="M"), 1) == {2}
    assert found[Cell(1, key(sex="K"))].kind == "seen"


@pytest.mark.parametrize("attack", BOTH)
def test_a_rate_with_a_known_number_of_people_gives_its_count(tmp_path: Path, attack: Attack) -> None:
    catalogue = {
        "indicators": [indicator_row("RX-01", "rate"), indicator_row("PX-01", of="A")],
        "indicator_ratios": [
            {"ratio_id": "RX-01", "numerator_id": "BX-00", "denominator_id": "PX-01", "factor": 10_000}
        ],
    }
    figures: dict[Key, float | str] = {key(): P, key("RX-01"): 6, key("PX-01"): 5_000}
    coarse: dict[Key, float | str] = {key(): P, key("RX-01"): 1, key("PX-01"): 30_000}

    assert values(attack.run([release(tmp_path / "a.db", figures, catalogue)]), key()) == {3}
    assert values(attack.run([release(tmp_path / "b.db", coarse, catalogue)]), key()) == "many"


@pytest.mark.parametrize("attack", BOTH)
def test_a_share_of_a_known_number_gives_the_count_behind_it(tmp_path: Path, attack: Attack) -> None:
    catalogue = {
        "indicators": [indicator_row("SX-01", "share", "C")],
        "indicator_ratios": [{"ratio_id": "SX-01", "numerator_id": None, "denominator_id": None, "factor": 100}],
        "denominators": [{**key_columns(key("SX-01")), "value": 100.0, "tolerance": None}],
    }

    found = attack.run([release(tmp_path / "a.db", {key("SX-01"): 3}, catalogue)])

    assert (found[Cell(0, key("SX-01/antal"))].kind, values(found, key("SX-01/antal"))) == ("implied", {3})


@pytest.mark.parametrize("attack", BOTH)
def test_sums_over_three_years_give_the_year_between_them(tmp_path: Path, attack: Attack) -> None:
    catalogue = {
        "indicators": [indicator_row("CX-01")],
        "indicator_cumulations": [
            {"cumulation_id": "CX-01", "indicator_id": "BX-00", "years": 3, "kind": "sum"},
        ],
    }
    figures: dict[Key, float | str] = {
        key(year=2022): 7,
        key(year=2023): P,
        key(year=2024): S,
        key(year=2025): 9,
        key("CX-01", year=2024): 21,
        key("CX-01", year=2025): 23,
    }
    known: dict[Key, float | str] = {**figures, key(year=2024): 11}

    found = attack.run([release(tmp_path / "a.db", figures, catalogue)])
    told = attack.run([release(tmp_path / "b.db", known, catalogue)])

    assert (values(found, key(year=2023)), values(found, key(year=2024))) == ("many", "many")
    assert values(told, key(year=2023)) == {3}


@pytest.mark.parametrize("attack", BOTH)
def test_a_mean_is_a_sum_as_far_as_it_is_not_rounded(tmp_path: Path, attack: Attack) -> None:
    catalogue = {
        "indicators": [indicator_row("CX-01") | {"decimals": 1}],
        "indicator_cumulations": [
            {"cumulation_id": "CX-01", "indicator_id": "BX-00", "years": 2, "kind": "mean"},
        ],
    }
    figures: dict[Key, float | str] = {key(year=2024): 8, key(): P, key("CX-01"): 5.5}

    assert values(attack.run([release(tmp_path / "a.db", figures, catalogue)]), key()) == {3}


@pytest.mark.parametrize("attack", BOTH)
def test_parts_that_are_not_all_there_only_bound_their_whole(tmp_path: Path, attack: Attack) -> None:
    complete = {"indicator_parts": [part("BX-00", "BX-01"), part("BX-00", "BX-02")]}
    incomplete = {"indicator_parts": [part("BX-00", "BX-01"), part("BX-00", "BX-02", complete=False)]}
    figures: dict[Key, float | str] = {key(): 9, key("BX-01"): 7, key("BX-02"): P}

    assert values(attack.run([release(tmp_path / "a.db", figures, complete)]), key("BX-02")) == {2}
    assert values(attack.run([release(tmp_path / "b.db", figures, incomplete)]), key("BX-02")) == {1, 2}


@pytest.mark.parametrize("attack", BOTH)
def test_two_breakdowns_of_a_whole_are_added_up_each_by_itself(tmp_path: Path, attack: Attack) -> None:
    names = {"slag": ("BX-01", "BX-02"), "plats": ("BX-50", "BX-51")}
    catalogue = {
        "indicator_parts": [part("BX-00", name, breakdown) for breakdown, found in names.items() for name in found]
    }
    figures: dict[Key, float | str] = {
        key(): S, key("BX-01"): 8, key("BX-02"): P, key("BX-50"): 6, key("BX-51"): 5
    }  # fmt: skip

    assert values(attack.run([release(tmp_path / "a.db", figures, catalogue)]), key("BX-02")) == {3}


def test_a_source_that_blurs_its_figures_is_not_taken_at_its_word(tmp_path: Path) -> None:
    blurred = indicator_row("BX-00", of="A") | {"source_id": "oprecis"}
    sources = [{"source_id": "oprecis", "sum_tolerance": 3.0}]
    parts = [part("BX-00", "BX-01"), part("BX-00", "BX-02")]
    catalogue = {"indicators": [blurred], "sources": sources, "indicator_parts": parts}
    figures: dict[Key, float | str] = {key(): 20, key("BX-01"): 17, key("BX-02"): P}

    assert values(Attack().run([release(tmp_path / "a.db", figures, catalogue)]), key("BX-02")) == "many"


def test_a_guess_that_the_figures_contradict_is_given_up(tmp_path: Path) -> None:
    hidden: dict[Key, float | str] = {key(sex="K"): S, key(sex="M"): P}
    paths = [
        release(tmp_path / "a.db", {key(): 20, **hidden}),
        release(tmp_path / "b.db", {key(): 28, **hidden}, corrections=[(key(), 20.0, 28.0)]),
    ]

    found = Attack().run(paths)

    assert [values(found, key(sex="M"), number) for number in (0, 1)] == ["many", "many"]


def test_figures_that_cannot_be_true_are_not_explained_away(tmp_path: Path) -> None:
    path = release(tmp_path / "a.db", {key(): 20, key(sex="K"): 10, key(sex="M"): P})

    with pytest.raises(Contradiction):
        Attack().run([path])


@pytest.mark.parametrize("block", range(4))
def test_enumeration_and_integer_programs_agree(tmp_path: Path, block: int) -> None:
    compared = 0
    for seed in range(40 * block, 40 * block + 40):
        world = draw_world(seed)
        paths = []
        for number, tables in enumerate(primary_releases(world)):
            paths.append(tmp_path / f"{seed}-{number}.db")
            write_brief(paths[-1], tables)
        programs, counted = (attack.run(paths) for attack in BOTH)

        assert programs.keys() == counted.keys()
        for cell, possible in programs.items():
            other = counted[cell]
            assert possible.is_narrowed == other.is_narrowed, (seed, cell)
            assert possible.values <= other.values, (seed, cell)
            assert not possible.is_narrowed or possible.values == other.values, (seed, cell)
            compared += 1

    assert compared > 100


def test_the_brief_databases_say_what_the_real_ones_say(tmp_path: Path) -> None:
    world = draw_world(189)
    for number, tables in enumerate(primary_releases(world)):
        write_brief(tmp_path / f"brief{number}.db", tables)
        write_whole(tmp_path / f"whole{number}.db", tables)
    names = range(len(world.releases))

    brief = Attack().run([tmp_path / f"brief{number}.db" for number in names])

    assert brief == Attack().run([tmp_path / f"whole{number}.db" for number in names])
    assert any(possible.is_recovered for possible in brief.values())


def test_a_checked_table_keeps_its_types() -> None:
    frame = typed("observations", [{**key_columns(key()), "value": 1.0, "value_status": "final"}])

    assert frame.schema["value"] == pl.Float64
