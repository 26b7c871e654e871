"""What is hidden for its own sake: counts of a few people, and rates and shares of a few or out of a few."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import HIDDEN, Key
from pipeline.protect.figures import Figure, View
from pipeline.protect.proof.equations import shown_domain
from pipeline.protect.relations import Relations

PRIMARY, SECONDARY = HIDDEN


def small_figures(relations: Relations, view: View) -> list[Key]:
    """The shown figures of the view that the policy hides for their own sake, in order."""
    counts = [key for key, figure in view.items() if figure.is_shown and _is_small(relations, key, figure)]
    without = hidden_in(view, counts)
    rates = [key for key, figure in without.items() if figure.is_shown and _reveals_few(relations, key, without)]
    return sorted({*counts, *rates})


def hidden_in(view: View, keys: list[Key], status: str = PRIMARY) -> Mapping[Key, Figure]:
    """The view with these figures hidden."""
    return {**view, **dict.fromkeys(keys, Figure(None, status))}


def _is_small(relations: Relations, key: Key, figure: Figure) -> bool:
    """Whether a count is of a few people; for a mean over years, whether the sum of the years is."""
    name = key.indicator_id
    if name in relations.ratios or not relations.is_guarded(name) or figure.value is None:
        return False
    rule = relations.rule(name)
    domain = shown_domain(relations, key, figure.value)
    hidden = rule.hidden_range(relations.base(key))
    if relations.is_count(name):
        return rule.hides(figure.value, relations.base(key))
    return hidden is not None and domain.low <= hidden[1] and domain.high >= hidden[0]


def _reveals_few(relations: Relations, key: Key, view: View) -> bool:
    """Whether a rate or share is out of too few, its count is hidden, or its count can be worked out and is small."""
    ratio = relations.ratios.get(key.indicator_id)
    figure = view[key]
    if ratio is None or not relations.is_guarded(key.indicator_id) or figure.value is None:
        return False
    rule = relations.rule(key.indicator_id)
    base = relations.base(key)
    if base is None and ratio.denominator_id:
        base = view.get(key._replace(indicator_id=ratio.denominator_id), Figure(None, "missing")).value
    is_share = relations.indicators[key.indicator_id].value_kind == "share"
    if is_share and base is not None and base < (rule.smallest_share_base or 0):
        return True
    if ratio.numerator_id:
        count = view.get(key._replace(indicator_id=ratio.numerator_id))
        if count is not None:
            return count.status == PRIMARY
    hidden = rule.hidden_range(base)
    highest = shown_domain(relations, key, figure.value).high
    return hidden is not None and max(1, hidden[0]) <= highest <= hidden[1]
