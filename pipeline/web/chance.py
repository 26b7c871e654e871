"""Whether figures differ by more than chance alone would give.

Counts are compared by an exact test: given the sum of two Poisson counts, each is binomial, and a difference is within
chance unless its two-sided probability is below 5 % (Przyborowski and Wilenski 1940). Rates and shares whose bases are
known are compared by the counts behind them, in proportion to the bases; of a share it is the rarer side that is
counted, of which Poisson is a better model and never one that finds more. All comparable figures together are tried for
a trend (Armitage 1955, "Tests for linear trends in proportions and frequencies").
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

from scipy.special import bdtr, gammaincinv, ndtri

LEVEL = 0.05


def is_within_chance(first: int, second: int, part: float = 0.5) -> bool:
    """Whether two Poisson counts are consistent with the same rate at the 5 % level.

    part: the first count's part of both bases; half, if the counts are over equal periods and of the same people.
    """
    both = first + second
    lower, upper = bdtr(first, both, part), bdtr(second, both, 1 - part)
    return bool(2 * min(lower, upper) >= LEVEL)


def is_certain(steepness: float) -> bool:
    """Whether a trend of this `slope` is more than chance gives."""
    return bool(abs(steepness) >= ndtri(1 - LEVEL / 2))


def slope(years: Sequence[int], counts: Sequence[float], bases: Sequence[float], *, is_share: bool) -> float:
    """The score of a linear trend in counts of these bases, in standard deviations; 0 where all or none are counted."""
    counted, base = sum(counts), sum(bases)
    middle = sum(map(mul, bases, years)) / base
    away = [year - middle for year in years]
    spread = sum(map(mul, bases, (each**2 for each in away))) / base
    variance = counted * spread * (1 - counted / base if is_share else 1)
    return float(sum(map(mul, counts, away)) / variance**0.5) if variance > 0 else 0.0


def exact_interval(count: int) -> tuple[float, float]:
    """Between which expected numbers a Poisson count of so many is likely (95 %) to be (Garwood 1936)."""
    low = float(gammaincinv(count, LEVEL / 2)) if count else 0.0
    return low, float(gammaincinv(count + 1, 1 - LEVEL / 2))
