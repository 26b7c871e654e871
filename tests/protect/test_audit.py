"""The audit: what can be worked out is found, what cannot is not, and both agree with a reader who tries everything."""

from __future__ import annotations

import random

import pytest

from pipeline.model import Key
from pipeline.protect.figures import Figure, View
from pipeline.protect.hide import to_hide
from pipeline.protect.policy import Policy, Rule
from pipeline.protect.proof.audit import Disclosure, Misfit, audit_views, intervals
from pipeline.protect.proof.groups import grouped
from pipeline.protect.proof.readings import systems_of
from pipeline.protect.proof.solving import Solver
from pipeline.protect.proof.system import FREE
from pipeline.protect.relations import Breakdown, Cumulation, Indicator, Ratio, Relations
from pipeline.protect.releases import joined
from pipeline.protect.small import small_figures
from tests.protect.worlds import (
    AGES,
    PRIMARY,
    SECONDARY,
    counted,
    key,
    possible_values,
    random_people,
    relations,
    shown,
)

ONE = relations("X-01")


def worked_out(known: Relations, *views: View) -> set[Key]:
    """What can be worked out of the last release by someone who has them all."""
    return {verdict.key for verdict in audit_views(known, views) if isinstance(verdict, Disclosure)}


def widths(known: Relations, *views: View) -> dict[Key, int | None]:
    """How many numbers each hidden figure can be, the smallest and the largest counted."""
    return {
        asked: width
        for group in grouped(known, views)
        for system in systems_of(known, group)
        for asked, width in intervals(system)
    }


# --- Boden 2025, the worked example: total 12 = girls 2 + boys 0 + women 10 + men 0, and women 10 = 8 + 1 + 1 + 0

BODEN = relations(
    "W-01", "P-01", "P-02", "P-03", "P-04", breakdowns=[Breakdown("W-01", ("P-01", "P-02", "P-03", "P-04"), True)]
)
TOTAL = key("W-01")
GIRLS, BOYS = key("W-01", "K", "0-17"), key("W-01", "M", "0-17")
WOMEN, MEN = key("W-01", "K", "18+"), key("W-01", "M", "18+")
PARTNER, OTHER = key("P-01", "K", "18+"), key("P-02", "K", "18+")
KIN, STRANGER = key("P-03", "K", "18+"), key("P-04", "K", "18+")
COUNTS = {TOTAL: 12, GIRLS: 2, BOYS: 0, WOMEN: 10, MEN: 0, PARTNER: 8, OTHER: 1, KIN: 1, STRANGER: 0}


def boden(*hidden_besides: Key, smallest: int = 1) -> dict[Key, Figure]:
    """The table with counts up to 4 hidden, and these besides."""
    return {
        each: PRIMARY if smallest <= count <= 4 else SECONDARY if each in hidden_besides else shown(count)
        for each, count in COUNTS.items()
    }


def test_boden_a_small_counts_alone_are_told_exactly() -> None:
    assert widths(BODEN, boden()) == {GIRLS: 1, OTHER: 1, KIN: 1}
    assert {GIRLS, OTHER, KIN} <= worked_out(BODEN, boden())


def test_boden_b_with_the_women_hidden_each_is_one_of_two() -> None:
    assert widths(BODEN, boden(WOMEN)) == {GIRLS: 2, OTHER: 2, KIN: 2, WOMEN: 2}
    assert {GIRLS, OTHER, KIN, WOMEN} <= worked_out(BODEN, boden(WOMEN))


def test_boden_c_with_the_partners_hidden_too_it_holds() -> None:
    view = boden(WOMEN, PARTNER)

    # The partner's 8 is 0 or 5-9: below 5 it would have been hidden as small.
    assert widths(BODEN, view) == {GIRLS: 4, OTHER: 4, KIN: 4, WOMEN: 4, PARTNER: 5}
    assert worked_out(BODEN, view) == set()


HIDING_ZEROS = relations(
    *BODEN.indicators, breakdowns=BODEN.breakdowns, policy=Policy(1, {"B": Rule(0, 4, None, 30, 0, 3)})
)


def test_boden_d_with_zeros_hidden_each_is_one_of_three() -> None:
    view = boden(smallest=0)

    assert widths(HIDING_ZEROS, view) == dict.fromkeys((GIRLS, BOYS, MEN, OTHER, KIN, STRANGER), 3)
    assert worked_out(HIDING_ZEROS, view) == set()


def test_boden_e_with_all_but_the_total_hidden_nothing_is_told() -> None:
    assert worked_out(BODEN, boden(BOYS, WOMEN, MEN, PARTNER, STRANGER)) == set()


def test_boden_c_and_then_d_together_tell_everything() -> None:
    """The zeros of the one and the sums of the other are both known to who kept both."""
    first = boden(WOMEN, PARTNER)
    second = {each: shown(count) if each in (TOTAL, WOMEN, PARTNER) else PRIMARY for each, count in COUNTS.items()}
    second |= dict.fromkeys((BOYS, MEN, STRANGER), SECONDARY)

    assert worked_out(BODEN, first) == set()
    assert widths(BODEN, first, second) == dict.fromkeys((GIRLS, OTHER, KIN), 1)
    assert GIRLS not in worked_out(HIDING_ZEROS, boden(smallest=0))
    assert GIRLS in worked_out(HIDING_ZEROS, first, boden(smallest=0))


# --- Every possibility tried


@pytest.mark.parametrize("seed", range(12))
def test_the_audit_finds_just_what_a_reader_who_tries_everything_finds(seed: int) -> None:
    chance = random.Random(seed)
    ages = (("total",), ("total", "0-17", "18+"))[seed % 2]
    keys = [key(sex=sex, age=age) for sex in "TKM" for age in ages]
    raw = counted(random_people(chance, ["X-01"], 3), keys)
    view = {
        each: PRIMARY if 1 <= (figure.value or 0) <= 4 else SECONDARY if chance.random() < 0.35 else figure
        for each, figure in raw.items()
    }
    groups = ("K", "M"), ("total",) if len(ages) == 1 else ("0-17", "18+")

    narrow = {
        each
        for each, figure in view.items()
        if not figure.is_shown and len(possible_values(view, each, groups, 14)) < 3
    }

    assert worked_out(ONE, view) == narrow


def test_a_number_between_the_smallest_and_the_largest_may_still_be_impossible() -> None:
    """Hidden for another's sake means 0 or at least 5: of 5 people, all or none are men."""
    view = {key(): shown(5), key(sex="K"): SECONDARY, key(sex="M"): SECONDARY}

    assert widths(ONE, view) == {key(sex="K"): 6, key(sex="M"): 6}
    assert possible_values(view, key(sex="K"), (("K", "M"), ("total",)), 9) == {0, 5}
    assert worked_out(ONE, view) == {key(sex="K"), key(sex="M")}


# --- What is not there


def test_a_sex_that_was_left_out_is_looked_after_as_if_it_were_hidden() -> None:
    view = {key(): shown(10), key(sex="K"): shown(8)}

    assert audit_views(ONE, [view]) == [
        Disclosure(key(sex="M"), False, True, False, (key(sex="K"), key()), (key(sex="K"), key()))
    ]


@pytest.mark.parametrize("women", [10, 5, 4.0 + 1])
def test_a_sex_that_was_left_out_may_be_told_where_it_is_none_or_many(women: float) -> None:
    assert worked_out(ONE, {key(): shown(10), key(sex="K"): shown(women)}) == set()


def test_an_age_between_two_groups_is_looked_after() -> None:
    assert worked_out(ONE, {key(): shown(10), key(age="65+"): shown(8)}) == {key(age="0-64")}


def test_ages_overlap_as_their_limits_say() -> None:
    view = {key(age="0-17"): shown(9), key(age="15-17"): shown(7), key(age="0-14"): PRIMARY, key(): shown(30)}

    assert worked_out(ONE, view) == {key(age="0-14")}


def test_ages_over_two_hidden_groups_are_looked_after_where_no_figure_is_of_them() -> None:
    """Of 63 people 60 are 18 or older. Each group of children can be three numbers, but together they are 3."""
    known = relations("X-01", bases={key(age="15-17"): (9.0, 0.0)})
    view = {key(): shown(63), key(age="18+"): shown(60), key(age="0-14"): PRIMARY, key(age="15-17"): PRIMARY}

    assert worked_out(known, view) == {key(age="0-17")}


def test_what_the_parts_leave_over_is_looked_after() -> None:
    parts = relations("X-01", "X-02", "X-03", breakdowns=[Breakdown("X-01", ("X-02", "X-03"), False)])
    view = {key(): shown(20), key("X-02"): shown(10), key("X-03"): shown(8)}

    assert worked_out(parts, view) == {key("X-01~0")}


def test_a_part_that_was_left_out_is_looked_after() -> None:
    parts = relations("X-01", "X-02", "X-03", breakdowns=[Breakdown("X-01", ("X-02", "X-03"), True)])

    assert worked_out(parts, {key(): shown(20), key("X-02"): shown(18)}) == {key("X-03")}


def test_official_statistics_are_known_and_their_difference_to_our_own_figures_is_looked_after() -> None:
    parts = relations("X-01", "X-02", public=["X-01"], breakdowns=[Breakdown("X-01", ("X-02",), False)])
    view = {key(): shown(20), key("X-02"): shown(18)}

    (finding,) = audit_views(parts, [view])

    assert isinstance(finding, Disclosure)
    assert (finding.shown, finding.can_be_hidden) == ((key(), key("X-02")), (key("X-02"),))


def test_official_statistics_alone_are_nobodys_secret() -> None:
    public = relations("X-01", public=["X-01"])

    assert worked_out(public, {key(): shown(3), key(sex="K"): shown(2), key(sex="M"): PRIMARY}) == set()


# --- Rates, sums over years, noise


def test_a_rate_with_many_decimals_and_a_known_population_tells_the_count() -> None:
    rate = Indicator("rate", "B", 5, 0.0)
    known = relations(
        "X-01",
        indicators={"R-01": rate},
        ratios={"R-01": Ratio("X-01", None, 100_000)},
        bases={key("R-01"): (127_376.0, 0.0)},
    )
    view = {key("R-01"): shown(round(3 / 127_376 * 100_000, 5)), key(): PRIMARY}

    assert widths(known, view) == {key(): 1}
    assert worked_out(known, view) == {key()}


def test_a_coarse_rate_does_not() -> None:
    known = relations(
        "X-01",
        indicators={"R-01": Indicator("rate", "B", 0, 0.0)},
        ratios={"R-01": Ratio("X-01", None, 100_000)},
        bases={key("R-01"): (500_000.0, 0.0)},
    )

    # 0.5-1.5 per 100,000 of 500,000 is 3-7.
    assert widths(known, {key("R-01"): shown(1), key(): SECONDARY}) == {key(): 3}


def test_a_share_and_its_denominator_tell_the_numerator() -> None:
    known = relations(
        "X-01",
        "X-02",
        indicators={"R-01": Indicator("share", "B", 0, 0.0)},
        ratios={"R-01": Ratio("X-01", "X-02", 100)},
    )
    view = {key("R-01"): shown(8), key(): PRIMARY, key("X-02"): shown(50)}

    assert worked_out(known, view) == {key()}
    assert worked_out(known, {**view, key("X-02"): SECONDARY}) == set()


def test_shares_of_groups_that_add_up_tell_a_count_together() -> None:
    """100 % of 69 is 69, 24 % of 301 is at most 73, and 2 % of 232 is at least 4: then it is 4."""
    bases = {"0-17": 232.0, "18+": 69.0, "total": 301.0}
    known = relations(
        indicators={"R-01": Indicator("share", "C", 0, 0.0)},
        ratios={"R-01": Ratio(None, None, 100)},
        bases={key("R-01", age=age): (base, 0.0) for age, base in bases.items()},
    )
    view = {key("R-01", age=age): shown(share) for age, share in {"0-17": 2, "18+": 100, "total": 24}.items()}

    assert worked_out(known, view) == {key("R-01", age="0-17")}
    assert worked_out(known, {**view, key("R-01", age="18+"): SECONDARY}) == set()


@pytest.mark.parametrize(("kind", "value"), [("sum", 20), ("mean", 6.7)])
def test_a_figure_over_several_years_tells_the_year_that_is_hidden(kind: str, value: float) -> None:
    known = relations(
        "X-01",
        indicators={"C-01": Indicator("count" if kind == "sum" else "rate", "B", 1, 0.0)},
        cumulations={"C-01": Cumulation("X-01", 3, kind == "mean")},
    )
    view = {
        key("C-01"): shown(value),
        key(year=2023): shown(9),
        key(year=2024): shown(8),
        key(year=2025): PRIMARY,
    }

    assert worked_out(known, view) == {key(year=2025)}


def test_a_source_whose_figures_are_moved_by_chance_tells_no_exact_sum() -> None:
    exact, noisy = (
        relations(
            "X-02",
            indicators={"X-01": Indicator("count", "A", 0, tolerance)},
            breakdowns=[Breakdown("X-01", ("X-02",), True)],
        )
        for tolerance in (0.0, 2.0)
    )
    view = {key("X-01"): shown(3), key("X-02"): PRIMARY}

    assert worked_out(exact, view) == {key("X-02")}
    assert worked_out(noisy, view) == set()
    assert widths(noisy, view) == {key("X-02"): 4}


# --- Relations of what nobody published

CHAIN = (Breakdown("W-01", ("A-01", "B-01"), True), Breakdown("B-01", ("C-01", "D-01"), True))
YEARLY = {"S-03": Cumulation("X-01", 3, False), "S-02": Cumulation("X-01", 2, False)}
SUMS = {name: Indicator("count", "B", 0, 0.0) for name in YEARLY}
PER_1000 = {"R-01": Indicator("rate", "B", 0, 0.0)}

UNPUBLISHED: dict[str, tuple[Relations, dict[Key, Figure], Key]] = {
    "a whole that is a part of another": (
        relations("W-01", "A-01", "B-01", "C-01", "D-01", breakdowns=CHAIN),
        {key("W-01"): shown(20), key("A-01"): shown(10), key("C-01"): shown(3), key("D-01"): shown(7)},
        key("C-01"),
    ),
    "a part of such a whole": (
        relations("W-01", "A-01", "B-01", "C-01", "D-01", breakdowns=CHAIN),
        {key("W-01"): shown(20), key("A-01"): shown(10), key("D-01"): shown(7)},
        key("C-01"),
    ),
    "a whole behind a rate": (
        relations(
            *("W-01", "A-01", "B-01"),
            indicators=PER_1000,
            breakdowns=CHAIN[:1],
            ratios={"R-01": Ratio("W-01", None, 1000)},
            bases={key("R-01"): (1000.0, 0.0)},
        ),
        {key("R-01"): shown(13), key("A-01"): shown(10), key("B-01"): shown(3)},
        key("B-01"),
    ),
    "a whole with two breakdowns": (
        relations(
            *("W-01", "A-01", "B-01", "C-01", "D-01"),
            breakdowns=[Breakdown("W-01", ("A-01", "B-01"), True), Breakdown("W-01", ("C-01", "D-01"), True)],
        ),
        {key("A-01"): shown(10), key("B-01"): shown(5), key("C-01"): shown(12), key("D-01"): shown(3)},
        key("D-01"),
    ),
    "wholes of several years": (
        relations(
            *("X-01", "A-01", "B-01"),
            indicators=SUMS,
            breakdowns=[Breakdown("X-01", ("A-01", "B-01"), True)],
            cumulations=YEARLY,
        ),
        {
            key("S-02"): shown(33),
            key("A-01", year=2024): shown(10),
            key("B-01", year=2024): shown(11),
            key("A-01"): shown(9),
            key("B-01"): shown(3),
        },
        key("B-01"),
    ),
    "a year between two sums over years": (
        relations("X-01", indicators=SUMS, cumulations=YEARLY),
        {key("S-03"): shown(12), key("S-02"): shown(10)},
        key("X-01", year=2023),
    ),
    "a year that a sum over years leaves": (
        relations("X-01", indicators=SUMS, cumulations=YEARLY),
        {key("S-02"): shown(12), key(): shown(9)},
        key("X-01", year=2024),
    ),
    "a sum over years, broken down": (
        relations(
            *("X-01", "A-01"),
            indicators=SUMS,
            breakdowns=[Breakdown("S-02", ("A-01",), False)],
            cumulations=YEARLY,
        ),
        {key("X-01", year=2024): shown(11), key("X-01"): shown(12), key("A-01"): shown(20)},
        key("S-02~0"),
    ),
    "a sex that only the whole and the other part have": (
        relations("W-01", "A-01", "B-01", breakdowns=CHAIN[:1]),
        {
            key("W-01"): shown(40),
            key("W-01", "K"): shown(20),
            key("W-01", "M"): shown(20),
            key("A-01"): shown(30),
            key("A-01", "K"): shown(17),
            key("A-01", "M"): shown(13),
            key("B-01"): shown(10),
        },
        key("B-01", "K"),
    ),
    "a whole of two parts, by age": (
        relations("W-01", "A-01", "B-01", "C-01", breakdowns=[CHAIN[0], Breakdown("W-01", ("C-01",), False)]),
        {
            key("A-01", age="0-17"): shown(5),
            key("B-01", age="0-17"): shown(6),
            key("C-01", age="0-17"): shown(9),
        },
        key("W-01~1", age="0-17"),
    ),
}


@pytest.mark.parametrize("case", UNPUBLISHED)
def test_relations_hold_for_what_nobody_published(case: str) -> None:
    known, raw, asked = UNPUBLISHED[case]
    small_hidden = {each: PRIMARY if figure.value == 3 else figure for each, figure in raw.items()}

    assert asked in worked_out(known, small_hidden)


@pytest.mark.parametrize("case", UNPUBLISHED)
def test_what_nobody_published_is_looked_after_when_it_is_chosen_what_to_hide(case: str) -> None:
    known, raw, _ = UNPUBLISHED[case]
    hidden = {each: Figure(None, status) for each, status in to_hide(known, [raw]).items()}

    assert hidden
    assert audit_views(known, [{**raw, **hidden}]) == []


def test_one_release_shows_a_whole_and_the_next_what_a_part_of_it_is_made_of() -> None:
    known, raw, asked = UNPUBLISHED["a whole that is a part of another"]
    first = {each: raw[each] for each in (key("W-01"), key("A-01"))}
    second = {key("C-01"): PRIMARY, key("D-01"): raw[key("D-01")]}

    assert worked_out(known, first) == worked_out(known, second) == set()
    assert worked_out(known, first, second) == {asked}


def test_what_official_statistics_alone_tell_of_a_part_is_nobodys_secret() -> None:
    known = relations("W-01", "A-01", "B-01", public=["W-01", "A-01"], breakdowns=CHAIN[:1])
    view = {key("W-01"): shown(20), key("A-01"): shown(17)}

    assert audit_views(known, [view]) == []
    assert worked_out(known, {**view, key("B-01"): PRIMARY}) == {key("B-01")}


def test_a_count_of_a_group_of_one_is_no_narrower_than_it_must_be() -> None:
    """One person is counted or not: no choice makes that three numbers."""
    known = relations(
        "X-01",
        indicators={"R-01": Indicator("share", "B", 0, 0.0)},
        ratios={"R-01": Ratio("X-01", None, 100)},
        bases={key("R-01"): (1.0, 0.0)},
    )

    assert audit_views(known, [{key("R-01"): PRIMARY}]) == []


def test_what_nobody_published_is_no_change_of_its_own() -> None:
    """The whole grew by two, so what the part leaves did too. That is one change, so the part is what it was."""
    known = relations("W-01", "A-01", breakdowns=[Breakdown("W-01", ("A-01",), False)])
    first = {key("W-01"): shown(20), key("A-01"): shown(10)}
    second = {key("W-01"): shown(22), key("A-01"): SECONDARY}

    (system,) = systems_of(known, [first, second])
    number = next(n for n, cell in enumerate(system.cells) if cell.key == key("A-01") and cell.is_current)

    knowledge = Solver(system).knowing()
    assert knowledge.extreme(number, largest=False) == knowledge.extreme(number, largest=True) == 10


# --- Zeros that are in the nature of things

NOT_APPLICABLE = Figure(None, "not_applicable")
WOMEN_ONLY = Indicator("count", "B", 0, 0.0, sexes=("K",))


def test_women_are_all_where_men_are_not_applicable() -> None:
    view = {key(): shown(9), key(sex="K"): SECONDARY, key(sex="M"): NOT_APPLICABLE}

    assert widths(ONE, view) == {key(sex="K"): 1}
    assert worked_out(ONE, view) == {key(sex="K")}


def test_a_part_is_all_where_the_other_is_not_applicable() -> None:
    parts = relations("X-01", "X-02", "X-03", breakdowns=[Breakdown("X-01", ("X-02", "X-03"), True)])
    view = {key(): shown(9), key("X-02"): SECONDARY, key("X-03"): NOT_APPLICABLE}

    assert worked_out(parts, view) == {key("X-02")}


def test_what_is_not_applicable_is_hidden_by_nobody() -> None:
    view = {key(): shown(9), key(sex="K"): shown(9), key(sex="M"): NOT_APPLICABLE}

    assert audit_views(ONE, [view]) == []


@pytest.mark.parametrize("total", [NOT_APPLICABLE, shown(9)])
def test_what_is_not_applicable_is_unknown_where_it_cannot_be_zero(total: Figure) -> None:
    """A year for which there is no figure at all is at times called not applicable too."""
    parts = relations("X-01", "X-02", breakdowns=[Breakdown("X-01", ("X-02",), True)])
    view = {key(): total, key(sex="K"): NOT_APPLICABLE, key(sex="M"): NOT_APPLICABLE, key("X-02"): shown(9)}

    assert audit_views(parts, [view]) == []


def test_a_figure_that_nothing_is_known_of_is_no_zero_but_one_beside_others_is() -> None:
    """The whole has no figure for the year. That women are all of the part is still plain."""
    parts = relations("X-01", "X-02", breakdowns=[Breakdown("X-01", ("X-02",), True)])
    view = {
        key(): NOT_APPLICABLE,
        key("X-02"): shown(9),
        key("X-02", "K"): SECONDARY,
        key("X-02", "M"): NOT_APPLICABLE,
    }

    assert worked_out(parts, view) == {key("X-02", "K")}


def test_an_indicator_of_women_counts_no_men() -> None:
    """All eight men of the whole are in the other part."""
    known = relations(
        *("X-01", "X-03"),
        indicators={"X-02": WOMEN_ONLY},
        breakdowns=[Breakdown("X-01", ("X-02", "X-03"), True)],
    )
    view = {
        key(): shown(20),
        key(sex="K"): shown(12),
        key(sex="M"): shown(8),
        key("X-02"): shown(6),
        key("X-03", "M"): SECONDARY,
    }

    assert widths(known, view) == {key("X-03", "M"): 1}
    assert widths(relations(*known.indicators, breakdowns=known.breakdowns), view) == {key("X-03", "M"): 4}


def test_a_figure_of_a_sex_that_the_indicator_does_not_count_tells_nothing() -> None:
    view = {key(): shown(12), key(sex="M"): SECONDARY}

    assert widths(relations(indicators={"X-01": WOMEN_ONLY}), view) == {}
    assert widths(ONE, view) == {key(sex="M"): 8}


# --- Earlier releases


def test_hide_then_publish_a_corrected_total_next_year() -> None:
    """Each release holds by itself. The total grew by two, so one of the parts did: which, nobody can say."""
    first = {key(): shown(6), key(sex="K"): PRIMARY, key(sex="M"): PRIMARY}
    second = {**first, key(): shown(8)}
    third = {**first, key(): shown(5)}

    assert worked_out(ONE, first) == set()
    assert worked_out(ONE, second) == {key(sex="K"), key(sex="M")}
    assert worked_out(ONE, first, third) == set()


def test_hide_one_year_and_show_its_sum_the_next() -> None:
    first = {key(): SECONDARY, key(sex="K"): shown(8), key(sex="M"): PRIMARY}
    second = {key(): shown(10), key(sex="K"): SECONDARY, key(sex="M"): PRIMARY}

    assert worked_out(ONE, first) == set()
    assert worked_out(ONE, second) == set()
    assert key(sex="M") in worked_out(ONE, first, second)


def test_what_earlier_releases_gave_away_is_told_as_such() -> None:
    told = {key(): shown(10), key(sex="K"): shown(8), key(sex="M"): PRIMARY}
    now = {key(): SECONDARY, key(sex="K"): SECONDARY, key(sex="M"): PRIMARY}

    findings = [verdict for verdict in audit_views(ONE, [told, now]) if isinstance(verdict, Disclosure)]

    assert {(finding.key, finding.was_disclosed_before) for finding in findings} == {(key(sex="M"), True)}


@pytest.mark.parametrize(("total", "told"), [(20, set()), (25, {key(sex="K")})])
def test_a_figure_that_was_shown_is_a_secret_again_once_it_has_changed(total: int, told: set[Key]) -> None:
    first = {key(): shown(20), key(sex="K"): shown(12), key(sex="M"): shown(8)}
    second = {key(): shown(total), key(sex="K"): SECONDARY, key(sex="M"): shown(8)}

    assert worked_out(ONE, first, second) == told


def test_a_release_that_says_the_same_changes_nothing() -> None:
    view = {key(): shown(9), key(sex="K"): SECONDARY, key(sex="M"): PRIMARY}

    assert audit_views(ONE, [view, view, view]) == audit_views(ONE, [view]) == []


def test_what_two_releases_show_a_part_of_each_is_put_together() -> None:
    """The total is in the first alone, the women in the third, and there is nothing in between."""
    releases: list[View] = [{key(): shown(10)}, {}, {key(sex="K"): shown(8)}, {key(sex="M"): PRIMARY}]

    assert [worked_out(ONE, release) for release in releases[:1] + releases[2:]] == [set(), set(), set()]
    assert worked_out(ONE, *releases) == {key(sex="M")}


def test_what_a_later_release_leaves_out_is_no_reason_to_hide_everything_in_an_earlier_one() -> None:
    """The men are left out of the second release, so that the first hides everything says nothing of anyone."""
    first = {key(): SECONDARY, key(sex="K"): SECONDARY, key(sex="M"): SECONDARY}
    second = {key(): shown(20), key(sex="K"): shown(12), key(sex="K", age="0-17"): shown(6)}

    (system,) = systems_of(ONE, [first, second])

    assert [cell.now for cell in system.cells if cell.is_for_others] == [FREE, FREE, FREE]


# --- Earlier releases, by their own rules


def stricter(largest: int) -> Policy:
    """A policy that hides counts of up to this many people."""
    return Policy(2, {"B": Rule(1, largest, None, 30, 0, 3)})


def test_what_two_rules_say_of_a_hidden_figure_is_put_together() -> None:
    """Not 1-4 then and 1-9 now, the men are 5-9; so of 12 people 3-7 are women, and those were 1-4."""
    then = relations("X-01")
    now = relations("X-01", policy=stricter(9))
    first = {key(): shown(12), key(sex="K"): PRIMARY, key(sex="M"): SECONDARY}
    second = {key(): shown(12), key(sex="K"): PRIMARY, key(sex="M"): PRIMARY}

    assert worked_out(then, first) == worked_out(now, second) == set()
    assert worked_out(joined([then, now]), first, second) == {key(sex="K"), key(sex="M")}
    assert widths(joined([then, now]), first, second) == {key(sex="K"): 2, key(sex="M"): 2}


def test_a_relation_that_only_an_old_release_has_is_kept_to_when_it_is_chosen_what_to_hide() -> None:
    then, now = relations("W-01", "A-01", "B-01", breakdowns=CHAIN[:1]), relations("W-01", "A-01", "B-01")
    raw = {key("W-01"): shown(20), key("A-01"): shown(17), key("B-01"): shown(3)}
    known = joined([then, now])

    hidden = {each: Figure(None, status) for each, status in to_hide(known, [{}, raw]).items()}

    assert to_hide(now, [{}, raw]) == {key("B-01"): "suppressed_primary"}
    assert len(hidden) == 2
    assert audit_views(known, [{}, {**raw, **hidden}]) == []


@pytest.mark.parametrize("is_complete", [True, False])
def test_a_part_that_was_taken_out_of_the_catalogue_is_still_a_part(is_complete: bool) -> None:
    """The part that is left is now said to be one of several, or there is no breakdown any more."""
    then = relations("W-01", "A-01", "B-01", breakdowns=CHAIN[:1])
    kept = [] if is_complete else [Breakdown("W-01", ("A-01",), False)]
    now = relations("W-01", "A-01", "B-01", breakdowns=kept)
    view = {key("W-01"): shown(20), key("A-01"): shown(17), key("B-01"): PRIMARY}

    assert key("B-01") not in worked_out(now, view)
    assert key("B-01") in worked_out(joined([then, now]), {}, view)


def test_a_part_that_is_new_replaces_the_parts_before() -> None:
    then = relations("W-01", "A-01", "B-01", breakdowns=CHAIN[:1])
    now = relations("W-01", "A-01", "B-01", "C-01", breakdowns=[Breakdown("W-01", ("A-01", "B-01", "C-01"), True)])
    first = {key("W-01", year=2024): shown(20), key("A-01", year=2024): shown(12), key("B-01", year=2024): shown(8)}
    second = {
        **first,
        **{key("W-01"): shown(20), key("A-01"): SECONDARY, key("B-01"): shown(8), key("C-01"): PRIMARY},
    }

    assert audit_views(joined([then, now]), [first, second]) == []


@pytest.mark.parametrize("is_old", [True, False])
def test_a_denominator_that_only_another_release_has_is_known(is_old: bool) -> None:
    with_base, without = (
        relations("X-01", indicators=PER_1000, ratios={"R-01": Ratio("X-01", None, 1000)}, bases=bases)
        for bases in ({key("R-01"): (1000.0, 0.0)}, {})
    )
    view = {key("R-01"): shown(3), key(): PRIMARY}
    declared = [with_base, without] if is_old else [without, with_base]

    assert worked_out(without, view) == set()
    assert key() in worked_out(joined(declared), view, {**view, key(sex="K"): PRIMARY})


def test_each_rate_is_out_of_the_people_of_its_own_release() -> None:
    """3 per 1,000 of 1,000 is 3. Of the 1,500 that were counted when it was shown it is 4 or 5."""
    known = joined(
        [
            relations(indicators=PER_1000, ratios={"R-01": Ratio(None, None, 1000)}, bases={key("R-01"): (base, 0.0)})
            for base in (1500.0, 1000.0)
        ]
    )

    systems = [
        system
        for group in grouped(known, [{key("R-01"): shown(3)}, {key("R-01"): SECONDARY}])
        for system in systems_of(known, group)
    ]

    assert [(cell.now.low, cell.now.high) for cell in systems[0].cells if cell.is_shown] == [(4, 5)]


def test_a_relation_that_is_new_holds_for_what_was_shown_before() -> None:
    then = relations("W-01", "A-01", "B-01")
    now = relations("W-01", "A-01", "B-01", breakdowns=CHAIN[:1])
    first = {key("W-01"): shown(20), key("A-01"): shown(17)}
    second = {key("B-01"): PRIMARY}

    assert worked_out(joined([then, now]), first, second) == {key("B-01")}


def test_releases_that_declare_the_same_are_as_one() -> None:
    known = relations("X-01")
    view = {key(): shown(9), key(sex="K"): SECONDARY, key(sex="M"): PRIMARY}

    assert joined([known]) == known
    both = joined([known, relations("X-01")])
    assert both.at(0) is both.at(1)
    assert audit_views(joined([known, relations("X-01"), known]), [view, view, view]) == []


# --- Figures that cannot be


def test_figures_that_nothing_fits_are_told() -> None:
    view = {key(): shown(10), key(sex="K"): shown(10), key(sex="M"): PRIMARY}

    assert audit_views(ONE, [view]) == [Misfit((key(sex="K"), key(sex="M"), key()))]


def test_every_age_group_of_the_tests_is_made_of_the_same_pieces() -> None:
    assert {piece for pieces in AGES.values() for piece in pieces} == set(AGES["total"])


def test_what_was_hidden_with_all_else_still_says_nothing_in_a_later_release() -> None:
    """Women and men of 2024 are hidden with all else there. Men of two years are few: those of 2024 are few or none."""
    known = relations("X-01", "C-01", cumulations={"C-01": Cumulation("X-01", 2, False)})
    first = {key(sex=sex, year=2024): SECONDARY for sex in "TKM"}
    second = {
        **first,
        **{key(sex=sex): SECONDARY for sex in "TK"},
        **{key("C-01", sex=sex): SECONDARY for sex in "TK"},
        key(sex="M"): PRIMARY,
        key("C-01", sex="M"): PRIMARY,
    }

    assert audit_views(known, [first, second]) == []


@pytest.mark.parametrize(
    ("mean", "decimals", "is_small"),
    [(0, 0, True), (1, 0, True), (2, 0, False), (0, 1, False), (0.3, 1, True), (1.3, 1, True), (1.7, 1, False)],
)
def test_a_mean_is_small_where_the_years_may_together_be_a_few_people(
    mean: float, decimals: int, is_small: bool
) -> None:
    """Over three years a mean of 1 in whole numbers is two to four people, and one of 2 is five to seven."""
    known = relations(
        "X-01",
        indicators={"C-01": Indicator("count", "B", decimals, 0.0)},
        cumulations={"C-01": Cumulation("X-01", 3, True)},
    )

    assert small_figures(known, {key("C-01"): shown(mean)}) == [key("C-01")] * is_small


def test_a_mean_that_is_few_may_be_of_more_than_four_people() -> None:
    """Over two years a mean of 2 in whole numbers may be of five people: then all of them were in the second."""
    known = relations(
        "X-01",
        indicators={"C-01": Indicator("count", "B", 0, 0.0)},
        cumulations={"C-01": Cumulation("X-01", 2, True)},
    )
    view = {key(year=2024): shown(0), key(year=2025): SECONDARY, key("C-01"): PRIMARY}

    assert worked_out(known, view) == {key(year=2025), key("C-01")}


def test_a_mean_of_years_in_which_nobody_is_counted_is_not_small() -> None:
    """A mean of 0 in whole numbers may be of one person, unless every year is shown to be none."""
    known = relations(
        "X-01",
        indicators={"C-01": Indicator("count", "B", 0, 0.0)},
        cumulations={"C-01": Cumulation("X-01", 2, True)},
    )
    years = {key(year=2024): shown(0), key(year=2025): shown(0), key("C-01"): shown(0)}

    assert small_figures(known, years) == []
    assert small_figures(known, {**years, key(year=2024): shown(1)}) == [key("C-01"), key(year=2024)]
