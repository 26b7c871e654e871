"""What is hidden for its own sake: counts of a few people, and rates and shares of a few, out of a few or of nobody
knows how many."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pipeline.model import HIDDEN, Key
from pipeline.protect.figures import Figure, View
from pipeline.protect.proof.domains import others_domain, shown_domain
from pipeline.protect.proof.system import Domain
from pipeline.protect.relations import Relations

PRIMARY, SECONDARY = HIDDEN


class Why(StrEnum):
    """Why a figure is hidden for its own sake.

    FEW: it is, or is worked out from, a count of a few people. FEW_OTHERS: all but a few of those that a share is out
    of are counted. FEW_IN_BASE: a share is out of a few people. NO_BASE: it is not known how many people a rate or a
    share is out of, so that nobody can say whether it counts a few. BESIDE_PUBLIC: it is of one sex or age, while its
    source has published the total alone.
    """

    FEW = "few"
    FEW_OTHERS = "few_others"
    FEW_IN_BASE = "few_in_base"
    NO_BASE = "no_base"
    BESIDE_PUBLIC = "beside_public"


def small_figures(relations: Relations, view: View) -> list[Key]:
    """The shown figures of the view that the policy hides for their own sake, in order."""
    return sorted(reasons(relations, view))


def reasons(relations: Relations, view: View) -> dict[Key, Why]:
    """The shown figures of the view that the policy hides for their own sake, and why."""
    counts = {
        key: Why.FEW
        for key, figure in view.items()
        if figure.is_shown and _is_small(relations, key, figure) and not _is_of_none(relations, key, view)
    }
    without = hidden_in(view, [*counts])
    rates = {
        key: why
        for key, figure in without.items()
        if figure.is_shown and (why := _why_rate_is_hidden(relations, key, without))
    }
    return {**counts, **rates}


def hidden_in(view: View, keys: list[Key], status: str = PRIMARY) -> Mapping[Key, Figure]:
    """The view with these figures hidden."""
    return {**view, **dict.fromkeys(keys, Figure(None, status))}


def _is_small(relations: Relations, key: Key, figure: Figure) -> bool:
    """Whether a count is of a few people; for a mean over years, whether the sum of the years is."""
    name = key.indicator_id
    if name in relations.ratios or not relations.is_guarded(name) or figure.value is None:
        return False
    rule = relations.rule(name)
    domain = shown_domain(relations, key, figure)
    hidden = rule.hidden_range(relations.base(key))
    if relations.is_count(name) and not relations.is_mean(name):
        return rule.hides(figure.value, relations.base(key))
    return hidden is not None and domain.low <= hidden[1] and domain.high >= hidden[0]


def _is_of_none(relations: Relations, key: Key, view: View) -> bool:
    """Whether a mean is of years in which nobody is counted, as their own figures show."""
    if not relations.is_mean(key.indicator_id):
        return False
    cumulation = relations.cumulations[key.indicator_id]
    years = range(key.year - cumulation.years + 1, key.year + 1)
    each = (view.get(key._replace(indicator_id=cumulation.indicator_id, year=year)) for year in years)
    return all(figure is not None and figure.value == 0 for figure in each)


def _why_rate_is_hidden(relations: Relations, key: Key, view: View) -> Why | None:
    """Why the policy hides a shown rate or share, if it does."""
    ratio = relations.ratios.get(key.indicator_id)
    if relations.is_beside_public(key):
        return Why.BESIDE_PUBLIC
    if ratio is None or not relations.is_guarded(key.indicator_id):
        return None
    below = _related(view, key, ratio.denominator_id)
    figure = _with_denominator(view[key], below)
    base = relations.base_of(key, figure)
    if base is None and below.status != SECONDARY:
        return Why.FEW_IN_BASE if below.status == PRIMARY else Why.NO_BASE
    rule, people = relations.rule(key.indicator_id), base[0] if base else None
    is_share = relations.is_share(key.indicator_id)
    if is_share and people is not None and people < (rule.smallest_share_base or 0):
        return Why.FEW_IN_BASE
    hidden = rule.hidden_range(people)
    if is_share and _is_of_few(others_domain(relations, key, figure), hidden):
        return Why.FEW_OTHERS
    above = view.get(key._replace(indicator_id=ratio.numerator_id)) if ratio.numerator_id else None
    if above is not None:
        return Why.FEW if above.status == PRIMARY else None
    return Why.FEW if _is_of_few(shown_domain(relations, key, figure), hidden) else None


def _related(view: View, key: Key, indicator_id: str | None) -> Figure:
    """The figure of another indicator about the same people."""
    absent = Figure(None, "missing")
    return view.get(key._replace(indicator_id=indicator_id), absent) if indicator_id else absent


def _with_denominator(figure: Figure, below: Figure) -> Figure:
    """The figure with the denominator that an indicator of its own shows, unless it has one itself."""
    if figure.denominator is not None or below.value is None:
        return figure
    return figure._replace(denominator=round(below.value))


def _is_of_few(domain: Domain, hidden: tuple[int, int] | None) -> bool:
    """Whether a count that can be told to be in the domain is of a few people, even if it is the highest in it."""
    return hidden is not None and max(1, hidden[0]) <= domain.high <= hidden[1]
