"""How figures are related according to the catalogue, in the form that the system of constraints is built from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from pipeline.model import KEY, MEN, RATIOS, SOUND, TOTAL, WOMEN, Key
from pipeline.protect.figures import Figure
from pipeline.protect.policy import Policy, Rule, policy_of

BOTH = (WOMEN, MEN)
SEXES = {"both": BOTH, "women": (WOMEN,), "men": (MEN,)}
"""The sexes that an indicator counts, by what its column `sexes` says."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """The facts of an indicator that matter here.

    tolerance: how far its source's figures may be from the truth. sexes: those that it counts. is_public: whether it is
    a rate or a share that its source publishes itself, so that it is not ours to hide. is_divided: whether by sex; of
    one that is not, the source publishes the total alone.
    """

    value_kind: str
    disclosure_class: str
    decimals: int
    tolerance: float
    sexes: tuple[str, ...] = BOTH
    is_public: bool = False
    is_divided: bool = True


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate or a share: factor x numerator / denominator. None where a part is not an indicator of its own.

    The factor is None for a rate that the catalogue does not describe.
    """

    numerator_id: str | None
    denominator_id: str | None
    factor: float | None

    @property
    def is_described(self) -> bool:
        """Whether it says more than that the indicator is a rate or a share."""
        return self.numerator_id is not None or self.denominator_id is not None


@dataclass(frozen=True, slots=True)
class Cumulation:
    """The sum, or the mean, of an indicator's figures over `years` years, the last being the year of the figure."""

    indicator_id: str
    years: int
    is_mean: bool


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Indicators whose counts add up to the whole's, or to no more than it if the breakdown is not complete."""

    whole_id: str
    part_ids: tuple[str, ...]
    is_complete: bool


@dataclass(frozen=True)
class Relations:
    """The indicators and their relations, the known bases (people in a group) with their tolerance, and the policy.

    history: what each release declared, oldest first and this one last; empty if there is no other.
    """

    indicators: Mapping[str, Indicator]
    breakdowns: tuple[Breakdown, ...]
    ratios: Mapping[str, Ratio]
    cumulations: Mapping[str, Cumulation]
    bases: Mapping[Key, tuple[float, float]]
    policy: Policy
    history: tuple[Relations, ...] = ()

    def at(self, number: int) -> Relations:
        """What holds in the release with this number, counted from the oldest."""
        return self.history[number] if number < len(self.history) else self

    def rule(self, indicator_id: str) -> Rule:
        """The rule of the indicator's class; one that hides nothing if the indicator is unknown."""
        indicator = self.indicators.get(indicator_id)
        return self.policy[indicator.disclosure_class] if indicator else Rule()

    def sexes(self, indicator_id: str) -> tuple[str, ...]:
        """The sexes that the indicator counts; both if it is unknown."""
        indicator = self.indicators.get(indicator_id)
        return indicator.sexes if indicator else BOTH

    @cached_property
    def based(self) -> frozenset[tuple[str, int, str]]:
        """The indicators, years and areas for which it is known how many people some figure is out of."""
        return frozenset(key[:3] for key in self.bases)

    @cached_property
    def _bases_of(self) -> Mapping[str, Mapping[Key, tuple[float, float]]]:
        """The bases of each indicator."""
        found: dict[str, dict[Key, tuple[float, float]]] = {}
        for key, base in self.bases.items():
            found.setdefault(key.indicator_id, {})[key] = base
        return found

    def about(self, names: Collection[str]) -> object:
        """All that is said of these indicators; two releases that say the same of them compare equal."""
        of_each = [
            (
                self.indicators.get(name),
                self.rule(name),
                self.ratios.get(name),
                self.cumulations.get(name),
                self._bases_of.get(name),
            )
            for name in names
        ]
        return of_each, [each for each in self.breakdowns if each.whole_id in names]

    def base(self, key: Key) -> float | None:
        """How many people the figure is out of, if that is known."""
        known = self.bases.get(key)
        return known[0] if known else None

    def base_of(self, key: Key, figure: Figure) -> tuple[float, float] | None:
        """How many people a figure is out of, and how far that may be from the truth; None if it is not known."""
        if figure.denominator is not None:
            return float(figure.denominator), 0.0
        return self.bases.get(key)

    def is_share(self, indicator_id: str) -> bool:
        """Whether the indicator is a share, whose numerator is a part of its denominator."""
        indicator = self.indicators.get(indicator_id)
        return indicator is not None and indicator.value_kind == "share"

    def is_public(self, indicator_id: str) -> bool:
        """Whether the indicator is a rate or a share that its source publishes itself."""
        indicator = self.indicators.get(indicator_id)
        return indicator is not None and indicator.is_public

    def is_beside_public(self, key: Key) -> bool:
        """Whether the figure is of one sex or age of the guarded people whose total its source publishes alone."""
        indicator = self.indicators.get(key.indicator_id)
        if indicator is None or not indicator.is_public or indicator.is_divided:
            return False
        return (key.sex, key.age_group) != (TOTAL, "total") and self.rule(key.indicator_id).guards_counts

    def is_count(self, indicator_id: str) -> bool:
        """Whether the indicator's figures are whole numbers that add up."""
        indicator = self.indicators.get(indicator_id)
        return indicator is not None and indicator.value_kind == "count"

    def is_mean(self, indicator_id: str) -> bool:
        """Whether the indicator's figures are means over years."""
        return indicator_id in self.cumulations and self.cumulations[indicator_id].is_mean

    def is_guarded(self, indicator_id: str) -> bool:
        """Whether figures of the indicator are hidden when they reveal a few people."""
        measured = self.is_count(indicator_id) or indicator_id in self.ratios or indicator_id in self.cumulations
        return measured and self.rule(indicator_id).guards_counts and not self.is_public(indicator_id)

    @cached_property
    def families(self) -> Mapping[str, tuple[str, ...]]:
        """For each indicator, all that are related to it by parts, rates and cumulations, itself among them."""
        leaders = {name: name for name in self.indicators}

        def leader(name: str) -> str:
            while leaders[name] != name:
                name = leaders[name]
            return name

        for one, other in self._links():
            if one in leaders and other in leaders:
                first, second = sorted((leader(one), leader(other)))
                leaders[second] = first
        members: dict[str, list[str]] = {}
        for name in sorted(self.indicators):
            members.setdefault(leader(name), []).append(name)
        return {name: tuple(members[leader(name)]) for name in self.indicators}

    def _links(self) -> Iterator[tuple[str, str]]:
        for each in (self, *self.history):
            for breakdown in each.breakdowns:
                yield from ((breakdown.whole_id, part) for part in breakdown.part_ids)
            for name, ratio in each.ratios.items():
                yield from ((name, other) for other in (ratio.numerator_id, ratio.denominator_id) if other)
            yield from ((name, cumulation.indicator_id) for name, cumulation in each.cumulations.items())


def relations_of(tables: Mapping[str, pl.DataFrame]) -> Relations:
    """The catalogue in the checked tables. What an older release did not declare is taken as absent."""
    tolerances = {
        name: float(tolerance or 0) for name, tolerance in _rows(tables, "sources", "source_id", "sum_tolerance")
    }
    sexes = {name: SEXES.get(which, BOTH) for name, which in _rows(tables, "indicators", "indicator_id", "sexes")}
    divided = dict(_rows(tables, "indicators", "indicator_id", "is_divided_by_sex"))
    public = _public(tables)
    indicators = {
        name: Indicator(
            kind,
            disclosure_class,
            decimals or 0,
            tolerances.get(source, 0.0),
            sexes.get(name, BOTH),
            name in public,
            divided.get(name) in (None, True),
        )
        for name, kind, disclosure_class, decimals, source in _rows(
            tables, "indicators", "indicator_id", "value_kind", "disclosure_class", "decimals", "source_id"
        )
    }
    cumulations = {
        name: Cumulation(part, years, kind == "mean")
        for name, part, years, kind in _rows(
            tables, "indicator_cumulations", "cumulation_id", "indicator_id", "years", "kind"
        )
    }
    return Relations(
        indicators,
        tuple(_breakdowns(tables)),
        _ratios(tables, indicators, cumulations),
        cumulations,
        {
            Key(*key): (value, tolerance or 0.0)
            for *key, value, tolerance in _rows(tables, "denominators", *KEY, "value", "tolerance")
        },
        policy_of(tables),
    )


def _public(tables: Mapping[str, pl.DataFrame]) -> set[str]:
    """The rates and shares that have an id at a source that publishes each municipality's figures itself."""
    sources = _rows(tables, "sources", "source_id", "publishes_figures")
    publishers = {source for source, publishes in sources if publishes}
    return {
        name
        for name, kind, source, series in _rows(
            tables, "indicators", "indicator_id", "value_kind", "source_id", "source_series_id"
        )
        if kind in RATIOS and source in publishers and series
    }


def _ratios(
    tables: Mapping[str, pl.DataFrame], indicators: Mapping[str, Indicator], cumulations: Collection[str]
) -> dict[str, Ratio]:
    """Every rate and share, also one that the catalogue does not describe as numerator and denominator."""
    undescribed = {
        name: Ratio(None, None, 100.0 if indicator.value_kind == "share" else None)
        for name, indicator in indicators.items()
        if indicator.value_kind in RATIOS and name not in cumulations
    }
    described = {
        name: Ratio(numerator, denominator, factor)
        for name, numerator, denominator, factor in _rows(
            tables, "indicator_ratios", "ratio_id", "numerator_id", "denominator_id", "factor"
        )
    }
    return {**undescribed, **described}


def _breakdowns(tables: Mapping[str, pl.DataFrame]) -> Iterator[Breakdown]:
    parts: dict[tuple[str, str], list[str]] = {}
    complete: dict[tuple[str, str], bool] = {}
    for whole, part, name, is_complete in _rows(
        tables, "indicator_parts", "whole_id", "part_id", "breakdown", "is_complete"
    ):
        parts.setdefault((whole, name), []).append(part)
        complete[whole, name] = complete.get((whole, name), True) and bool(is_complete)
    for (whole, name), names in sorted(parts.items()):
        yield Breakdown(whole, tuple(sorted(names)), complete[whole, name])


def _rows(tables: Mapping[str, pl.DataFrame], table: str, *columns: str) -> list[tuple[Any, ...]]:
    """The sound rows of a table that may be absent or lack a column."""
    frame = tables.get(table)
    if frame is None or set(columns) - set(frame.columns):
        return []
    sound = frame.filter(SOUND) if SOUND in frame.columns else frame
    return sound.select(columns).rows()
