"""The cell of each figure in a release: its sum of atoms, what is known of it, and what may be done with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.model import HIDDEN, MEN, NOT_APPLICABLE, TOTAL, WOMEN, Key
from pipeline.protect.figures import Figure, ages_of
from pipeline.protect.policy import Rule
from pipeline.protect.proof.domains import (
    PRIMARY,
    SECONDARY,
    Reading,
    primary_domain,
    secondary_domain,
    shown_domain,
)
from pipeline.protect.proof.groups import Group
from pipeline.protect.proof.shares import denominator_rows, ratio_rows
from pipeline.protect.proof.system import FREE, UNBOUNDED, Cell, Domain, Guard
from pipeline.protect.relations import Relations


def cells_of(group: Group, view: int, zeros: Collection[Key], reading: Reading) -> Iterator[tuple[Key, Cell]]:
    """Each figure of a release that counts somebody, with its cell, in the order of the figures.

    zeros: the figures that are not applicable and taken to be none. reading: what a figure that is hidden to protect
    another is taken to be.
    """
    known = group.known[view]
    for key, figure in sorted(group.views[view].items()):
        name = key.indicator_id
        measured = known.is_count(name) or name in known.ratios
        counts_somebody = group.unknowns(view, key[:3], key.sex, ages_of(key.age_group))
        if counts_somebody and (measured or name in known.cumulations):
            is_zero = figure.status == NOT_APPLICABLE and key in zeros
            yield key, _cell(group, view, key, figure, is_zero, reading)


def shown_elsewhere(group: Group, view: int, key: Key) -> Iterator[tuple[int, int]]:
    """What other releases show the figure to be: a pair for each, its smallest and largest possible number."""
    for number, other in enumerate(group.views):
        figure = other.get(key)
        if number != view and figure is not None and figure.is_shown:
            domain = shown_domain(group.known[number], key, figure)
            yield domain.low, domain.high


def _cell(group: Group, view: int, key: Key, figure: Figure, is_zero: bool, reading: Reading) -> Cell:
    known = group.known[view]
    rule = known.rule(key.indicator_id)
    shown = shown_domain(known, key, figure) if figure.is_shown else FREE
    shown_from = _shown_from(group, view, key, reading)
    secondary = secondary_domain(known, key, rule, reading)
    if view == 0 and shown_from < UNBOUNDED:
        secondary = secondary.meet(Domain(0, shown_from - 1))
    now = {PRIMARY: primary_domain(known, key, rule), SECONDARY: secondary}.get(figure.status, shown)
    is_guarded = known.is_guarded(key.indicator_id)
    is_published = figure.is_shown or figure.status in HIDDEN
    is_ours = group.is_last(view) and is_guarded and is_published
    return Cell(
        key,
        group.form(view, key),
        Domain(0, 0) if is_zero else now,
        secondary,
        rows=(*ratio_rows(group, view, key, figure), *denominator_rows(group, view, key, figure)),
        guard=_guard(figure) if is_guarded and not is_zero else Guard.NONE,
        small=rule.hidden_range(known.base(key)) or (1, 4),
        width=_width(known, key, rule),
        is_shown=figure.is_shown,
        # What is none, or always shown, is not hidden to protect another.
        is_ours=is_ours,
        can_be_hidden=is_ours
        and figure.is_shown
        and not shown.meet(secondary).is_empty
        and not _is_to_be_fetched(group, view, key),
        can_be_renamed=is_ours and figure.status == PRIMARY,
        told=(*_published(group, view, key), *(() if figure.status == PRIMARY else shown_elsewhere(group, view, key))),
        shown_from=shown_from,
        is_ours_and_hidden=is_ours and figure.status == SECONDARY,
        is_current=group.is_last(view),
        release=view,
        is_for_others=figure.status == SECONDARY if is_published and is_guarded else None,
        value=figure.value or 0.0,
    )


def _guard(figure: Figure) -> Guard:
    """Why a figure of a guarded indicator must not be worked out."""
    if figure.is_shown:
        return Guard.NONE
    return Guard.HIDDEN if figure.status in HIDDEN else Guard.IMPLIED


def _width(known: Relations, key: Key, rule: Rule) -> int:
    """How many numbers the figure, or the count behind it, must be able to be."""
    base = known.base(key)
    if key.indicator_id not in known.ratios or base is None:
        return rule.width
    # In a group of one person the count behind a share can be two numbers at most, whatever is done.
    return min(rule.width, int(base) + 1)


def _shown_from(group: Group, view: int, key: Key, reading: Reading) -> int:
    """From what number the method always shows the figure: the total of women and men who are not divided further.

    From that number any few of the one sex and more than few of the other make it together, so it tells nothing of
    either; below it, what they may be is limited by that alone. Where there are other figures a total is hidden or
    shown like any other, and so it may be for the sake of an earlier release.
    """
    known = group.known[view]
    hidden = known.rule(key.indicator_id).hidden_range(None)
    is_alone = reading is Reading.BY_METHOD and len(group.family) == 1 and len(group.ages) == 1
    if hidden is None or not is_alone or key.sex != TOTAL or not known.is_count(key.indicator_id):
        return UNBOUNDED
    has_both = all(key._replace(sex=sex) in group.views[view] for sex in (WOMEN, MEN))
    return 2 * hidden[1] + 1 if has_both else UNBOUNDED


def _published(group: Group, view: int, key: Key) -> Iterator[tuple[int, int]]:
    """What rates of the count that are public already show it to be, where they tell it by themselves."""
    known = group.known[view]
    for name, ratio in known.ratios.items():
        figure = group.views[view].get(key._replace(indicator_id=name))
        if ratio.numerator_id == key.indicator_id and known.is_public(name) and figure:
            domain = shown_domain(known, key._replace(indicator_id=name), figure)
            if domain.high - domain.low + 1 < known.rule(key.indicator_id).width:
                yield domain.low, domain.high


def _is_to_be_fetched(group: Group, view: int, key: Key) -> bool:
    """Whether a rate of the count is published by its source and is not here yet: hiding the count would be in vain."""
    if (key.sex, key.age_group) != (TOTAL, "total"):
        return False
    known = group.known[view]
    return any(
        ratio.numerator_id == key.indicator_id
        and known.is_public(name)
        and key._replace(indicator_id=name) not in group.views[view]
        for name, ratio in known.ratios.items()
    )
