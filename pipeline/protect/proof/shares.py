"""What rates and shares say of the counts that they are worked out from, as rows."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pipeline.model import TOTAL, Key
from pipeline.protect.figures import Figure, ages_of
from pipeline.protect.proof.domains import half_unit
from pipeline.protect.proof.groups import ALL, OTHERS, Group, Place
from pipeline.protect.proof.system import Row
from pipeline.protect.relations import Relations


def base_rows(group: Group, view: int) -> Iterator[Row]:
    """How many people shares are out of, where that is known from elsewhere."""
    places = _places_of_shares(group, view)
    for key, (base, tolerance) in sorted(group.known[view].bases.items()) if places else ():
        if key[:3] in places and _is_divided_at(group, key):
            yield from _rows_of_all(group, view, key, max(0.0, base - tolerance), base + tolerance)


def share_rows(group: Group, view: int) -> Iterator[Row]:
    """The people that a share is out of as those counted and the others, atom by atom."""
    known, numbers = group.known[view], dict(group.numbers)
    for place in sorted(_places_of_shares(group, view)):
        name, year, area = place
        for sex in group.sexes:
            for piece in group.ages:
                counted = group.unknowns(view, place, sex, piece)
                every = group.unknowns(view, _place_of_all(known, place), sex, piece)
                if any((view, each) in numbers for each in (*counted, *every)):
                    others = group.unknowns(view, (name + OTHERS, year, area), sex, piece)
                    whole = [(group.atom(view, each), 1.0) for each in every]
                    parts = [(group.atom(view, each), -1.0) for each in (*counted, *others)]
                    yield Row((*whole, *parts), 0.0, 0.0)


def denominator_rows(group: Group, view: int, key: Key, figure: Figure) -> Iterator[Row]:
    """What the denominator shown beside a rate or a share reveals of the people that it is out of."""
    ratio = group.known[view].ratios.get(key.indicator_id)
    has_atoms = key.indicator_id in group.shares or (ratio is not None and ratio.denominator_id)
    if has_atoms and figure.is_shown and figure.denominator is not None:
        yield from _rows_of_all(group, view, key, figure.denominator, figure.denominator)


def ratio_rows(group: Group, view: int, key: Key, figure: Figure) -> Iterator[Row]:
    """What a shown rate reveals of its two counts together."""
    known = group.known[view]
    ratio = known.ratios.get(key.indicator_id)
    if ratio is None or ratio.denominator_id is None or figure.value is None or not figure.is_shown:
        return
    if ratio.factor is None or figure.numerator is not None:
        return
    half = half_unit(known, key, figure.value) + known.indicators[key.indicator_id].tolerance
    above = group.form(view, key)
    below = group.form(view, key._replace(indicator_id=ratio.denominator_id))
    for limit, low, high in (
        (max(0.0, figure.value - half), 0.0, math.inf),
        (figure.value + half, -math.inf, 0.0),
    ):
        terms = [*((atom, ratio.factor) for atom in above), *((atom, -limit) for atom in below)]
        yield Row(tuple(terms), low, high)


def _rows_of_all(group: Group, view: int, key: Key, low: float, high: float) -> Iterator[Row]:
    """That the people that a share is out of are from `low` to `high`; nothing if it counts nobody of the sex."""
    place = _place_of_all(group.known[view], key[:3])
    every = group.unknowns(view, place, key.sex, ages_of(key.age_group))
    if every:
        yield Row(tuple((group.atom(view, each), 1.0) for each in every), float(low), float(high))


def _place_of_all(known: Relations, place: Place) -> Place:
    """The place of the people that a share is out of."""
    name, year, area = place
    ratio = known.ratios.get(name)
    return (ratio.denominator_id if ratio and ratio.denominator_id else name + ALL), year, area


def _places_of_shares(group: Group, view: int) -> set[Place]:
    return {key[:3] for key in group.views[view] if key.indicator_id in group.shares}


def _is_divided_at(group: Group, key: Key) -> bool:
    """Whether the figures of the group are divided at the limits of this sex and age."""
    limits = {limit for piece in group.ages for limit in piece}
    return key.sex in (TOTAL, *group.sexes) and limits.issuperset(ages_of(key.age_group))
