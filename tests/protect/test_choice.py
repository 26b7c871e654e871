"""The choice of what to hide: nothing can be worked out afterwards, nor from the choice itself."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Key
from pipeline.protect.figures import Figure, View
from pipeline.protect.hide import to_hide
from pipeline.protect.proof import choice as suppress
from pipeline.protect.proof.audit import Disclosure, audit_views
from pipeline.protect.proof.groups import grouped
from pipeline.protect.proof.readings import systems_of
from pipeline.protect.relations import Breakdown, Cumulation, Indicator, Ratio, Relations
from pipeline.protect.small import hidden_in, small_figures
from tests.protect.worlds import PRIMARY, SECONDARY, counted, key, random_people, relations, shown

ONE = relations("X-01")
SEXES = [key(sex=sex) for sex in "TKM"]
SEXES_AND_AGES = [key(sex=sex, age=age) for sex in "TKM" for age in ("total", "0-17", "18+")]


def protected(known: Relations, raw: View, *earlier: View) -> dict[Key, Figure]:
    """The figures as they are published."""
    statuses = to_hide(known, [*earlier, raw])
    return {**raw, **{each: Figure(None, status) for each, status in statuses.items()}}


def besides(known: Relations, raw: View) -> set[Key]:
    """What is hidden for the sake of others."""
    return {each for each, status in to_hide(known, [raw]).items() if status == "suppressed_secondary"}


def is_safe(known: Relations, view: View) -> bool:
    """Whether nothing can be worked out."""
    return not audit_views(known, [view])


def test_the_smaller_of_two_figures_is_hidden() -> None:
    raw = {key(): shown(20), key(sex="K"): shown(18), key(sex="M"): shown(2)}

    assert protected(ONE, raw) == {key(): shown(20), key(sex="K"): SECONDARY, key(sex="M"): PRIMARY}


@pytest.mark.parametrize("women", [5, 6])
def test_a_total_below_nine_is_hidden_too(women: int) -> None:
    """Beside 2 men, 5 women or 6: had one of the two totals been shown, the other would have been known."""
    raw = {key(): shown(women + 2), key(sex="K"): shown(women), key(sex="M"): shown(2)}

    assert besides(ONE, raw) == {key(), key(sex="K")}


@pytest.mark.parametrize("counts", [(3, 2), (4, 4), (1, 4)])
def test_two_small_figures_hide_their_sum_whatever_it_is(counts: tuple[int, int]) -> None:
    """Of 5 people in two groups of 1-4 there are four ways to be spread, of 8 one: hiding only the 8 would tell it."""
    raw = {key(): shown(sum(counts)), key(sex="K"): shown(counts[0]), key(sex="M"): shown(counts[1])}

    assert besides(ONE, raw) == {key()}


def test_zero_is_shown() -> None:
    raw = {key(): shown(8), key(sex="K"): shown(8), key(sex="M"): shown(0)}

    assert protected(ONE, raw) == raw


def test_a_figure_that_would_give_away_one_that_was_left_out_is_hidden() -> None:
    raw = {key(): shown(10), key(sex="K"): shown(8)}

    assert len(besides(ONE, raw)) == 1


def test_figures_that_leave_out_many_are_shown() -> None:
    raw = {key(): shown(30), key(sex="K"): shown(8)}

    assert besides(ONE, raw) == set()


def test_the_worked_example_of_boden_hides_two_figures_besides_the_small_ones() -> None:
    parts = Breakdown("W-01", ("P-01", "P-02", "P-03", "P-04"), True)
    known = relations("W-01", "P-01", "P-02", "P-03", "P-04", breakdowns=[parts])
    women = {"P-01": 8, "P-02": 1, "P-03": 1, "P-04": 0}
    raw = {
        key("W-01"): shown(12),
        key("W-01", "K", "0-17"): shown(2),
        key("W-01", "M", "0-17"): shown(0),
        key("W-01", "K", "18+"): shown(10),
        key("W-01", "M", "18+"): shown(0),
        **{key(name, "K", "18+"): shown(count) for name, count in women.items()},
    }

    assert len(besides(known, raw)) == 2
    assert is_safe(known, protected(known, raw))


def test_counts_that_the_word_few_would_tell_are_hidden_without_it() -> None:
    """Four groups of one person: were their sum, which is hidden too, said to be 1-4, it would be four ones."""
    raw = counted(
        dict.fromkeys([("X-01", sex, age) for sex in "KM" for age in ("0-14", "15-17")], 1)
        | dict.fromkeys([("X-01", sex, age) for sex in "KM" for age in ("18-64", "65+")], 0),
        [key(sex=sex, age=age) for sex in "TKM" for age in ("0-14", "15-17", "0-17")],
    )

    assert not is_safe(ONE, hidden_in(raw, list(raw)))
    view = protected(ONE, raw)
    assert is_safe(ONE, view)
    assert all(not figure.is_shown for figure in view.values())


PARTS = relations("X-01", "X-02", "X-03", "X-04", breakdowns=[Breakdown("X-01", ("X-02", "X-03", "X-04"), True)])
LEVELS = relations(
    *(f"X-0{number}" for number in range(1, 6)),
    breakdowns=[Breakdown("X-01", ("X-02", "X-03"), True), Breakdown("X-03", ("X-04", "X-05"), True)],
)
TWO = relations("X-01", "X-02", "X-03", public=["X-01"], breakdowns=[Breakdown("X-01", ("X-02", "X-03"), True)])
THREE = relations("X-01", "X-02", "X-03", "X-04", public=["X-01"], breakdowns=PARTS.breakdowns)
WORLDS: dict[str, tuple[Relations, dict[Key, tuple[int, ...]]]] = {
    "women and men": (ONE, {key(): (0, 1), key(sex="K"): (0,), key(sex="M"): (1,)}),
    "three parts": (PARTS, {key(): (0, 1, 2), key("X-02"): (0,), key("X-03"): (1,), key("X-04"): (2,)}),
    "two levels": (
        LEVELS,
        {key(): (0, 1, 2), key("X-02"): (0,), key("X-03"): (1, 2), key("X-04"): (1,), key("X-05"): (2,)},
    ),
    "two parts of a public whole": (TWO, {key(): (0, 1), key("X-02"): (0,), key("X-03"): (1,)}),
    "three parts of a public whole": (
        THREE,
        {key(): (0, 1, 2), key("X-02"): (0,), key("X-03"): (1,), key("X-04"): (2,)},
    ),
    "sexes and ages": (
        ONE,
        {
            key(): (0, 1, 2, 3),
            **{key(sex=sex): pieces for sex, pieces in (("K", (0, 1)), ("M", (2, 3)))},
            **{key(age=age): pieces for age, pieces in (("0-17", (0, 2)), ("18+", (1, 3)))},
            **{
                key(sex=sex, age=age): (2 * i + j,)
                for i, sex in enumerate("KM")
                for j, age in enumerate(("0-17", "18+"))
            },
        },
    ),
}
"""Small worlds whose every table is tried: a catalogue, and which of the smallest groups each figure is the sum of."""

Table = tuple[int, ...]


def published(name: str, most: int) -> dict[Table, dict[Key, Figure]]:
    """What is published of every table of a world whose smallest groups have at most so many people."""
    known, figures = WORLDS[name]
    groups = 1 + max(group for pieces in figures.values() for group in pieces)
    found: dict[Table, dict[Key, Figure]] = {}
    chosen: suppress.Known = {}
    for people in itertools.product(range(most + 1), repeat=groups):
        raw = {each: shown(sum(people[group] for group in pieces)) for each, pieces in figures.items()}
        small = small_figures(known, raw)
        view = hidden_in(raw, small)
        systems = [system for group in grouped(known, [view]) for system in systems_of(known, group)]
        others = [system.cells[place].key for system in systems for place in suppress.choose_cells(system, chosen)]
        found[people] = {**view, **dict.fromkeys(others, SECONDARY)}
    return found


@pytest.mark.parametrize(
    ("name", "most", "judged"),
    [
        ("women and men", 25, 25),
        ("three parts", 8, 8),
        ("two levels", 8, 8),
        ("two parts of a public whole", 14, 14),
        ("three parts of a public whole", 8, 8),
        ("sexes and ages", 5, 5),
        pytest.param("three parts", 14, 14, marks=pytest.mark.whole),
        pytest.param("two levels", 14, 14, marks=pytest.mark.whole),
        pytest.param("sexes and ages", 9, 9, marks=pytest.mark.whole),
    ],
)
def test_whoever_runs_the_choice_on_every_table_learns_nothing(name: str, most: int, judged: int) -> None:
    """Of the tables that come to the same publication each hidden figure is at least three numbers.

    Or two, where what is public leaves no more. Judged are the publications of tables with so many people in all, since
    those of larger ones go on beyond the most.
    """
    known, figures = WORLDS[name]
    behind: dict[tuple[tuple[Key, Figure], ...], list[Table]] = {}
    public: dict[tuple[tuple[Key, Figure], ...], list[Table]] = {}
    for people, view in published(name, most).items():
        shown_by_others = tuple(sorted(each for each in view.items() if not known.is_guarded(each[0].indicator_id)))
        behind.setdefault(tuple(sorted(view.items())), []).append(people)
        public.setdefault(shown_by_others, []).append(people)

    def numbers(each: Key, tables: list[Table]) -> int:
        return len({sum(people[group] for group in figures[each]) for people in tables})

    narrow = {
        each
        for view, tables in behind.items()
        if any(sum(people) <= judged for people in tables)
        for like in public.values()
        if tables[0] in like
        for each, figure in view
        if not figure.is_shown and numbers(each, tables) < min(3, numbers(each, like))
    }

    assert narrow == set()


@pytest.mark.parametrize(
    ("name", "most", "people", "hidden", "least"),
    [
        ("women and men", 24, 24, 356, 337),
        ("three parts", 12, 36, 3496, 3179),
        pytest.param("two levels", 12, 36, 4640, 3770, marks=pytest.mark.whole),
    ],
)
def test_what_a_choice_that_tells_nothing_costs(name: str, most: int, people: int, hidden: int, least: int) -> None:
    """Beside the least that can be hidden from a reader who does not know the method, counted over all tables."""
    views = [view for table, view in published(name, most).items() if sum(table) <= people]

    assert sum(not figure.is_shown for view in views for figure in view.values()) == hidden <= 1.25 * least


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    sexes=st.sampled_from(["TKM", "TK", "KM", "T"]),
    ages=st.sampled_from([("total",), ("total", "0-17", "18+"), ("total", "65+"), ("0-14", "0-17", "18+")]),
)
def test_nothing_can_be_worked_out_of_what_is_published(seed: int, sexes: str, ages: tuple[str, ...]) -> None:
    people = random_people(random.Random(seed), ["X-01"], 15)
    raw = counted(people, [key(sex=sex, age=age) for sex in sexes for age in ages])

    assert is_safe(ONE, protected(ONE, raw))


def with_parts(seed: int, is_complete: bool) -> tuple[Relations, dict[Key, Figure]]:
    """A whole and its two parts over two years, with the sum of the years."""
    names = ["X-02", "X-03"]
    known = relations(
        "X-01",
        *names,
        breakdowns=[Breakdown("X-01", ("X-02", "X-03"), is_complete)],
        indicators={"C-01": Indicator("count", "B", 0, 0.0)},
        cumulations={"C-01": Cumulation("X-01", 2, False)},
    )
    chance = random.Random(seed)
    raw: dict[Key, Figure] = {}
    for year in (2024, 2025):
        people = random_people(chance, names, 10)
        for sex, age in {(sex, age) for _, sex, age in people}:
            rest = 0 if is_complete else chance.randint(0, 2)
            people["X-01", sex, age] = people["X-02", sex, age] + people["X-03", sex, age] + rest
        raw |= counted(people, [key(name, sex, "total", year) for name in ("X-01", *names) for sex in "TKM"])
    for sex in "TKM":
        years = [raw[key("X-01", sex, "total", year)].value or 0 for year in (2024, 2025)]
        raw[key("C-01", sex)] = shown(sum(years))
    return known, raw


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("is_complete", [True, False])
def test_nothing_can_be_worked_out_over_parts_and_years(seed: int, is_complete: bool) -> None:
    known, raw = with_parts(seed, is_complete)
    small = hidden_in(raw, small_figures(known, raw))

    assert is_safe(known, protected(known, raw))
    # With only the small figures hidden, the audit does find something: it is no audit that always says yes.
    assert not is_safe(known, small)


def test_the_choice_is_the_same_whatever_the_order_of_the_rows() -> None:
    known, raw = with_parts(3, True)
    rows = list(raw.items())
    first = to_hide(known, [raw])

    for seed in range(3):
        random.Random(seed).shuffle(rows)
        assert to_hide(known, [dict(rows)]) == first


@pytest.mark.parametrize("seed", range(10))
def test_hiding_more_never_tells_more_of_what_was_hidden(seed: int) -> None:
    chance = random.Random(seed)
    raw = counted(random_people(chance, ["X-01"], 9), SEXES_AND_AGES)
    fewer = {each: SECONDARY if chance.random() < 0.3 else figure for each, figure in raw.items()}
    fewer |= dict.fromkeys(small_figures(ONE, raw), PRIMARY)
    more = {each: SECONDARY if figure.is_shown and chance.random() < 0.5 else figure for each, figure in fewer.items()}
    hidden = {each for each, figure in fewer.items() if not figure.is_shown}

    def found(view: View) -> set[Key]:
        return {verdict.key for verdict in audit_views(ONE, [view]) if isinstance(verdict, Disclosure)}

    assert found(more) & hidden <= found(fewer)


@pytest.mark.parametrize("seed", range(8))
def test_nothing_can_be_worked_out_of_several_releases_with_corrections(seed: int) -> None:
    chance = random.Random(seed)
    people = random_people(chance, ["X-01"], 9)
    views: list[View] = []
    for _ in range(3):
        views.append(protected(ONE, counted(people, SEXES), *views))
        assert audit_views(ONE, views) == []
        group = chance.choice(sorted(people))
        people[group] += chance.choice((1, 2, 5))


def test_where_the_word_few_tells_one_figure_is_called_something_else() -> None:
    """Women are 1, 1 and 1 in three ages: that their sums are few as well says nearly all."""
    groups = ("total", "0-14", "0-17", "15-17", "18+", "65+")
    people = {"T": (42, 33, 38, 5, 4, 1), "K": (3, 1, 2, 1, 1, 0), "M": (39, 32, 36, 4, 3, 1)}
    raw = {key(sex=sex, age=age): shown(figures[n]) for sex, figures in people.items() for n, age in enumerate(groups)}

    view = protected(relations("X-01"), raw)

    assert is_safe(relations("X-01"), view)
    assert view[key(sex="K")].status == "suppressed_secondary"
    assert any(figure.is_shown for figure in view.values())


OURS = ("P-01", "P-02")


def beside_a_public_whole(is_complete: bool) -> Relations:
    """Two parts that are ours of a whole that others publish."""
    parts = Breakdown("W-01", OURS, is_complete)
    return relations("W-01", *OURS, public=["W-01"], breakdowns=[parts])


def divided(whole: float, *parts: float, sex: str = "T") -> dict[Key, Figure]:
    """The whole and its parts, of one sex."""
    return {
        key("W-01", sex): shown(whole),
        **{key(name, sex): shown(part) for name, part in zip(OURS, parts, strict=True)},
    }


def test_what_others_now_tell_of_a_figure_that_was_called_few_before_is_hidden() -> None:
    """Of six people others tell of, five are P-01: a few that are left is one."""
    known = beside_a_public_whole(is_complete=False)
    before = protected(known, divided(14, 6, 3))

    now = protected(known, divided(6, 5, 1), before)

    assert before[key("P-02")] == PRIMARY
    assert [now[key(name)] for name in OURS] == [SECONDARY, SECONDARY]


def test_a_release_in_which_all_is_hidden_says_nothing_of_its_figures() -> None:
    """Nobody may read the two as none in the first release, and then the one as few who were none before."""
    known = beside_a_public_whole(is_complete=False)
    before = {
        each: figure
        for sex, whole, parts in (("K", 0, (0, 0)), ("M", 3, (2, 1)), ("T", 3, (2, 1)))
        for each, figure in divided(whole, *parts, sex=sex).items()
    }
    raw = {
        each: figure
        for sex, whole, parts in (("K", 1, (0, 1)), ("M", 5, (5, 0)), ("T", 6, (5, 1)))
        for each, figure in divided(whole, *parts, sex=sex).items()
    }
    first = protected(known, before)

    now = protected(known, raw, first)

    ours = [key(name, sex) for name in OURS for sex in "TKM"]
    assert {first[each] for each in ours} == {SECONDARY}
    assert now[key("P-02", "K")] == now[key("P-02")] == SECONDARY


def test_a_release_is_protected_by_itself_also_where_an_earlier_one_lets_a_figure_be_guessed() -> None:
    """If P-01 is none as before then P-02 is two; whoever does not believe that must not be told so."""
    known = beside_a_public_whole(is_complete=True)
    before = protected(known, divided(116, 0, 116))

    now = protected(known, divided(2, 0, 2), before)

    assert before == divided(116, 0, 116)
    assert [now[key(name)] for name in OURS] == [SECONDARY, SECONDARY]


@pytest.mark.parametrize("whole", [1, 4, 11])
def test_what_is_left_of_a_public_whole_is_not_given_away_by_what_is_hidden(whole: int) -> None:
    """Had nothing been left of 11 the two parts, of 5 and 6, would have been shown: hidden, both are 5 and one is left.

    So whoever runs the choice on every table has as many numbers left as the public figure leaves, or three.
    """
    known = beside_a_public_whole(is_complete=False)
    behind: dict[tuple[Figure, ...], list[tuple[int, ...]]] = {}
    for parts in itertools.product(range(whole + 1), repeat=2):
        if sum(parts) <= whole:
            view = protected(known, divided(whole, *parts))
            behind.setdefault(tuple(view[key(name)] for name in OURS), []).append((*parts, whole - sum(parts)))

    for figures, tables in behind.items():
        for number, found in enumerate(map(set, zip(*tables, strict=True))):
            is_told = figures[number].is_shown if number < len(OURS) else max(found) > 4
            assert is_told or len(found) >= min(3, whole + 1), figures


def test_what_is_hidden_is_read_anew_once_less_is_shown() -> None:
    """With the total of eight shown, what is still hidden is not as the method hides it; with the total hidden it is.

    Then the people of 65 years or more tell of those of 18 or more.
    """
    people = {"total": 12_912, "0-14": 3_479, "0-17": 3_839, "15-17": 360, "18+": 9_073, "65+": 2_842}
    known = relations(
        "X-01",
        indicators={"N-01": Indicator("count", "A", 0, 0), "R-01": Indicator("rate", "B", 1, 0)},
        ratios={"R-01": Ratio("X-01", "N-01", 10_000)},
    )
    population = {key("N-01", age=age): shown(number) for age, number in people.items()}
    first = population | {key(name, age=age): SECONDARY for name in ("X-01", "R-01") for age in people}
    second = first | {
        **{key(): shown(8), key(age="18+"): PRIMARY, key(age="65+"): shown(0)},
        **{key("R-01"): shown(6.2), key("R-01", age="18+"): PRIMARY, key("R-01", age="65+"): shown(0)},
    }

    published = protected(known, second, first)

    assert to_hide(known, [first, published]) == {}


def test_years_that_are_reached_through_sums_alone_are_treated_alike() -> None:
    """Two sums of two years are 5 and few, so that with the sum of three hidden nobody knows how many the last had."""
    known = relations(
        "X-01",
        indicators={"X-52": Indicator("count", "B", 0, 0), "X-53": Indicator("count", "B", 0, 0)},
        cumulations={"X-52": Cumulation("X-01", 2, False), "X-53": Cumulation("X-01", 3, False)},
    )

    def besides_of(*people: int) -> set[Key]:
        first, second, third = people
        raw = {
            key("X-52", year=2024): shown(first + second),
            key("X-52"): shown(second + third),
            key("X-53"): shown(sum(people)),
        }
        return besides(known, raw)

    tables = [(5, 0, 1), (5, 0, 3), (5, 0, 4), (4, 1, 2), (3, 2, 1), (2, 3, 1)]
    assert [besides_of(*each) for each in tables] == [{key("X-53")}] * len(tables)
