"""What one figure, or the status that hides it, reveals by itself of its sum of people: the rule is published too."""

from __future__ import annotations

import math
from decimal import Decimal
from enum import Enum

from pipeline.model import HIDDEN, Key
from pipeline.protect.figures import Figure
from pipeline.protect.policy import Rule
from pipeline.protect.proof.system import FREE, UNBOUNDED, Domain
from pipeline.protect.relations import Relations

PRIMARY, SECONDARY = HIDDEN

UNKNOWN = Figure(None, "missing")
"""A figure of which nothing is shown."""


class Reading(Enum):
    """What a figure that is hidden to protect another is taken to be: as the method hides it, not few, or anything."""

    BY_METHOD = "by_method"
    NOT_FEW = "not_few"
    ANYTHING = "anything"


def shown_domain(relations: Relations, key: Key, figure: Figure) -> Domain:
    """What a shown figure reveals of its sum of atoms."""
    if figure.value is None:
        return FREE
    indicator, value = relations.indicators[key.indicator_id], figure.value
    low, high = value - indicator.tolerance, value + indicator.tolerance
    if key.indicator_id in relations.ratios:
        if figure.numerator is not None:
            return Domain(figure.numerator, figure.numerator)
        known, factor = relations.base_of(key, figure), relations.ratios[key.indicator_id].factor
        if known is None or factor is None:
            return FREE
        half = half_unit(relations, key, value)
        low = (low - half) * max(0.0, known[0] - known[1]) / factor
        high = (high + half) * (known[0] + known[1]) / factor
    elif relations.is_mean(key.indicator_id):
        half, years = half_unit(relations, key, value), relations.cumulations[key.indicator_id].years
        low, high = (low - half) * years, (high + half) * years
    return Domain(max(0, math.ceil(low - 1e-9)), math.floor(high + 1e-9)).meet(within_base(relations, key, figure))


def others_domain(relations: Relations, key: Key, figure: Figure) -> Domain:
    """What a shown share reveals of how many of the people that it is out of are not counted in it."""
    known = relations.base_of(key, figure)
    if known is None:
        return FREE
    count = shown_domain(relations, key, figure)
    fewest, most = math.ceil(known[0] - known[1]), math.floor(known[0] + known[1])
    return Domain(max(0, fewest - count.high), max(0, most - count.low))


def primary_domain(known: Relations, key: Key, rule: Rule) -> Domain:
    """What the status "few people" reveals."""
    base = known.base(key)
    hidden = rule.hidden_range(base)
    # In a class that hides nothing, the source has hidden the figure, by a rule that we do not know.
    if hidden is None:
        return FREE
    if key.indicator_id in known.ratios:
        return _few_in_rate(known, key, rule, hidden[1]).meet(within_base(known, key))
    few = _few_in_mean(known, key.indicator_id, *hidden) if known.is_mean(key.indicator_id) else Domain(*hidden)
    return few.meet(within_base(known, key))


def secondary_domain(known: Relations, key: Key, rule: Rule, reading: Reading) -> Domain:
    """What the status "protects another figure" reveals, as it is read."""
    match reading:
        case Reading.BY_METHOD:
            return _by_method(known, key, rule)
        case Reading.NOT_FEW:
            return _not_few(known, key, rule)
        case Reading.ANYTHING:
            return within_base(known, key)


def within_base(relations: Relations, key: Key, figure: Figure = UNKNOWN) -> Domain:
    """People counted in a group are no more than the group; offences (a rate) may be."""
    known = relations.base_of(key, figure)
    if known is None or relations.indicators[key.indicator_id].value_kind == "rate":
        return FREE
    return Domain(0, math.floor(known[0] + known[1]))


def half_unit(relations: Relations, key: Key, value: float) -> float:
    """Half a unit in the last decimal that the figure is given with."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    given = -exponent if isinstance(exponent, int) else 0
    return 0.5 * 10.0 ** -max(given, relations.indicators[key.indicator_id].decimals)


def _few_in_rate(known: Relations, key: Key, rule: Rule, most: int) -> Domain:
    """What the status reveals of the count behind a rate or a share that is hidden."""
    base = known.bases.get(key)
    # One out of too few people also has this status, so only with enough people does it reveal the count.
    if base is None or base[0] < (rule.smallest_share_base or 0):
        return FREE
    if not known.is_share(key.indicator_id):
        return Domain(0, most)
    # Few of them are counted in a share, or few are not.
    least = math.ceil(base[0] - base[1]) - most
    return Domain(0, UNBOUNDED, (most + 1, least - 1) if most + 1 < least else None)


def _few_in_mean(known: Relations, name: str, least: int, most: int) -> Domain:
    """What the status reveals of the sum behind a mean: that the mean may be that of a few people in all."""
    years, unit = known.cumulations[name].years, 10.0 ** -known.indicators[name].decimals
    lowest = max(0, math.ceil((max(1, least) / years - unit / 2) / unit - 1e-9)) * unit
    highest = math.floor((most / years + unit / 2) / unit + 1e-9) * unit
    low, high = (lowest - unit / 2) * years, (highest + unit / 2) * years
    return Domain(max(0, math.ceil(low - 1e-9)), math.floor(high + 1e-9))


def _by_method(known: Relations, key: Key, rule: Rule) -> Domain:
    """As the method hides it: the count is more than few, as we never hide a zero."""
    hidden, base = rule.hidden_range(known.base(key)), known.bases.get(key)
    if hidden is None:
        return within_base(known, key)
    # Neither those who are counted in a share nor the others are few.
    is_limited = base is not None and known.is_share(key.indicator_id)
    most = math.ceil(base[0] - base[1]) - hidden[1] - 1 if base is not None and is_limited else UNBOUNDED
    return Domain(hidden[1] + 1, max(hidden[1] + 1, most)).meet(within_base(known, key))


def _not_few(known: Relations, key: Key, rule: Rule) -> Domain:
    """Where a zero may have been hidden by others than us: the count is not few."""
    hidden = rule.hidden_range(known.base(key))
    if hidden is None or key.indicator_id in known.ratios:
        return within_base(known, key)
    told = Domain(0, UNBOUNDED, hidden) if hidden[0] > 0 else Domain(hidden[1] + 1)
    return told.meet(within_base(known, key))
