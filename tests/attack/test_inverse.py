"""Whoever reruns the method on every table that agrees with what is published learns no hidden figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import pytest

from tests.attack.attacker import PRIMARY, SECONDARY, Figure, Key
from tests.attack.inverse import Attack, Cell, Possible, Publish
from tests.attack.method import Method, releases_of
from tests.attack.structures import KINDS, YEAR, Counts, Published, World, draw, overlapping, sexes
from tests.attack.worlds import AREA

# The attacker is able: what toy methods give away, worked out by hand.


def key(name: str = "BX-00", sex: str = "T", year: int = YEAR) -> Key:
    return Key(name, year, AREA, sex, "total")


def hidden(raw: Published, *others: Key) -> Published:
    """The figures with the small ones hidden, and these others."""
    small = {each for each, figure in raw.items() if 1 <= (figure.value or 0) <= 4}
    return {
        each: Figure(None, PRIMARY if each in small else SECONDARY) if each in small or each in others else figure
        for each, figure in raw.items()
    }


def by_size(earlier: Sequence[Published], raw: Published) -> Published:
    """A toy method: the total is hidden where it is less than 8, and women where it is not."""
    return hidden(raw, key() if (raw[key()].value or 0) < 8 else key(sex="K"))


def by_sign(earlier: Sequence[Published], raw: Published) -> Published:
    """A toy method that looks at no size: where anything is small, everything is hidden."""
    return hidden(raw, *raw) if any(1 <= (figure.value or 0) <= 4 for figure in raw.values()) else dict(raw)


def by_sex(earlier: Sequence[Published], raw: Published) -> Published:
    """A toy method: women and men are always hidden."""
    return hidden(raw, key(sex="K"), key(sex="M"))


def values(found: dict[Cell, Possible], release: int = 0) -> dict[str, set[int] | str]:
    """The numbers of each sex that are possible, or that they are many."""
    return {
        cell.key.sex: set(each.values) if each.is_narrowed else "many"
        for cell, each in found.items()
        if cell.release == release
    }


def attacked(publish: Publish, *truths: Counts, most: int = 1500) -> dict[Cell, Possible]:
    structure = sexes("BX")
    published: list[Published] = []
    for release, counts in enumerate(truths):
        published.append(publish(published, structure.handed_in(counts, release)))
    return Attack(structure, published, publish, most).run()


def test_a_choice_that_depends_on_a_size_tells_that_size() -> None:
    """Of women there are 6. Had the men been 2 or more, the total would have been shown, and the women hidden."""
    assert values(attacked(by_size, (6, 1))) == {"T": {7}, "M": {1}}


def test_a_choice_that_depends_on_a_size_need_not_tell_it() -> None:
    assert values(attacked(by_size, (3, 1))) == {"T": "many", "K": "many", "M": "many"}


@pytest.mark.parametrize("truth", [(6, 1), (7, 4), (30, 2), (1, 1)])
def test_a_choice_by_sign_alone_tells_no_size(truth: Counts) -> None:
    assert all(each.is_safe for each in attacked(by_sign, truth).values())


def test_a_sign_that_changes_with_the_total_tells_the_one_figure_that_changed() -> None:
    """Men were few and are not, and the total rose by one: they were 4 and are 5."""
    found = attacked(by_sex, (12, 4), (12, 5))

    assert (values(found, 0), values(found, 1)) == ({"K": {12}, "M": {4}}, {"K": {12}, "M": {5}})


def test_a_total_that_rises_alone_does_not_tell_whose_number_rose() -> None:
    assert values(attacked(by_sex, (12, 2), (12, 3)), 1) == {"K": "many", "M": "many"}


@pytest.mark.parametrize("most", [1500, 0])
def test_nobody_counts_the_changes_of_those_that_only_two_divisions_together_tell_apart(most: int) -> None:
    """Of 17 people none was in the third part, and then few are. Those of the first and the third need not be all."""
    structure = overlapping("BX")

    def publish(earlier: Sequence[Published], raw: Published) -> Published:
        return hidden(raw, *(key("BX-00"), key("BX-04")) if earlier else ())

    published: list[Published] = []
    for release, counts in enumerate([(0, 8, 0, 9), (2, 8, 0, 1)]):
        published.append(publish(published, structure.handed_in(counts, release)))
    found = Attack(structure, published, publish, most).run()

    assert not any(each.is_narrowed for each in found.values())


@pytest.mark.parametrize("publish", [by_size, by_sign, by_sex])
def test_programs_find_what_counting_finds(publish: Publish) -> None:
    compared: Counter[bool] = Counter()
    for truth in product((0, 1, 4, 6, 9), repeat=2):
        counted, searched = attacked(publish, truth), attacked(publish, truth, most=0)
        for cell, each in counted.items():
            compared[each.is_narrowed] += 1
            assert each.is_safe == searched[cell].is_safe
            assert not each.is_narrowed or searched[cell].values == each.values
            assert not searched[cell].is_all

    assert compared[False] > 20


# The product's own method.


@dataclass
class Tally:
    """What became of some worlds: what is narrowed, what is not shown to be wide enough, and what is refused."""

    narrowed: list[str] = field(default_factory=list)
    not_shown: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)


def judge(world: World, method: Method, tally: Tally) -> None:
    """Publish a world, and attack it."""
    published = releases_of(world, method)
    attack = Attack(world.structure, published, method.publish)
    found = attack.run()
    tally.counted += Counter({"worlds": 1, "hidden": len(found), "reruns": attack.reruns})
    tally.narrowed += told_of(world, published, found)
    unsure = [cell for cell, each in found.items() if not each.is_safe and not each.is_all]
    tally.not_shown += [f"{world.name}: {cell}" for cell in unsure]
    if method.refusals(published):
        tally.refused.append(world.name)


def told_of(world: World, published: Sequence[Published], found: dict[Cell, Possible]) -> Iterator[str]:
    """The figures that are narrowed to numbers of which the true one is one, unless it has itself been published."""
    for cell, each in found.items():
        true = world.structure.sum_of(cell.key).of(world.truths[cell.release])
        shown = [release[cell.key].value for release in published if cell.key in release]
        if each.is_narrowed and true in each.values and true not in shown:
            yield f"{world.name}, release {cell.release}, {'/'.join(map(str, cell.key))}: {sorted(each.values)}"


NOT_SHOWN = 0.2
"""The greatest share of the hidden figures of which the search, which is bounded, may find too few numbers."""

SLOW = {"kön, ålder och delar": 3, "kön och ålder": 15, "delar efter kön": 15, "två nivåer efter kön": 10}
"""So many worlds of the kinds that take long are looked at, of one release; of the others 25."""


def worlds(kind: str, is_whole: bool) -> Iterator[World]:
    """Worlds of a kind: of one, two and three releases."""
    most = SLOW.get(kind, 25)
    for releases, share in ((1, 1), (2, 3), (3, 6)):
        number = max(1, most // share) if is_whole else 1
        # What is slow is looked at with several releases only when all is.
        if is_whole or kind not in SLOW or releases == 1:
            yield from (draw(each, kind, releases) for each in range(number))


def judged(drawn: Iterator[World]) -> Tally:
    tally = Tally()
    for world in drawn:
        judge(world, Method(world.structure), tally)
    return tally


SHARES = [pytest.param(False, id="some"), pytest.param(True, id="all", marks=pytest.mark.whole)]


@pytest.fixture(scope="module", params=SHARES)
def is_whole(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module", params=KINDS)
def tally(request: pytest.FixtureRequest, is_whole: bool) -> Tally:
    """What became of the worlds of a kind."""
    return judged(worlds(request.param, is_whole))


def test_whoever_reruns_the_method_narrows_no_hidden_figure(tally: Tally) -> None:
    assert tally.narrowed == []


def test_of_most_hidden_figures_enough_numbers_are_shown_to_be_possible(tally: Tally) -> None:
    """Where the tables are too many to count up, none of which was found need not mean that there is none."""
    assert len(tally.not_shown) <= NOT_SHOWN * tally.counted["hidden"]


def test_no_world_is_refused(tally: Tally) -> None:
    assert tally.refused == []


LARGEST = 25
"""The most women, and the most men, of the sex tables, which are all looked at."""


@pytest.fixture(scope="module")
def tables(is_whole: bool) -> Tally:
    """What became of the tables of women and men; of all of them, the most of each are 25."""
    structure, tally = sexes("BX"), Tally()
    method = Method(structure)
    numbers = range(LARGEST + 1) if is_whole else (0, 1, 4, 5, 9)
    for truth in product(numbers, repeat=2):
        judge(World(f"women and men {truth}", structure, (truth,)), method, tally)
    return tally


def test_whoever_reruns_the_method_narrows_no_figure_of_women_and_men(tables: Tally) -> None:
    assert (tables.narrowed, tables.not_shown, tables.refused) == ([], [], [])
