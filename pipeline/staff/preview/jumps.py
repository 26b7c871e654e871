"""Figures that jump more than their own history explains, so that a slip is seen before it is published.

The method. A series is one indicator, area, sex and age group. Its newest published figure x is compared with the
published figures of the earlier years since the last series break, of which there must be at least three (n). The
expected value is their mean m. One spread is s * sqrt(1 + 1/n), since the mean is itself uncertain, where s is the
largest of

- the sample standard deviation of the earlier figures;
- for a count sqrt(m), which is what chance alone gives (Poisson). Without it, three years that happen to be alike
  would make any fourth a jump;
- for a rate or a share 5 % of m, and for a share at least one percentage point. The count behind a rate is not known
  here, so neither is its Poisson spread: a rate on few cases that happened not to change is reported too often
  rather than too seldom.

x is a jump if it is more than three spreads from m, and for a count or a share at least 5 from it: chance moves small
figures, and a step from 0 to 4 says nothing. So three years of 0 and then 5 is a jump, as it should be: if 5 were to be
expected, three zeros would not be. A rate that has been 0 every year has no spread to measure by and is not judged.

In addition, x is reported if it is about 10 or 100 times m, or a tenth or a hundredth of it, give or take a factor of
1.5: a digit lost from 12 is far fewer than three spreads from 12.

Of stationary Poisson counts about one in a hundred or fewer is reported. A rate or a share with a short history is
reported more often, since a deviation from three figures is itself uncertain: a question to whoever knows, never a
verdict.
"""

from __future__ import annotations

import polars as pl

from pipeline.model import KEY, PUBLISHED

SERIES = ("indicator_id", "area_code", "sex", "age_group")

EARLIER = 3
"""How many earlier figures there must at least be."""

SPREADS = 3
"""A figure more than this many spreads from the mean is a jump."""

LEAST = 5.0
"""A count or a share moves at least this much in a jump."""

STEADY = 0.05
"""The spread of a rate or a share is at least this fraction of its mean."""

FACTORS = (100.0, 10.0, 0.1, 0.01)
"""What a digit too many or too few, or a misplaced decimal mark, multiplies a figure by."""

ABOUT = 1.5
"""How far off still counts as about a factor times the mean: 59 that lost a digit is 5, where the mean is 64."""


def find_jumps(
    observations: pl.DataFrame, fresh: pl.DataFrame, series_breaks: pl.DataFrame, indicators: pl.DataFrame
) -> pl.DataFrame:
    """KEY and value of each newest figure that jumps, with the mean, lowest, highest and number of the earlier ones.

    `fresh` holds the KEY of the figures that are new or changed; only those are judged. `factor` is one of FACTORS
    if the figure is about that many times the mean, otherwise null.
    """
    published = observations.filter(pl.col("value_status").is_in(PUBLISHED), pl.col("value").is_not_null())
    newest = published.filter(pl.col("year") == pl.col("year").max().over(SERIES)).join(fresh, on=KEY, how="semi")
    judged = newest.select(*KEY, "value").join(_history(published, newest, series_breaks), on=SERIES)
    kinds = indicators.select("indicator_id", "value_kind")
    distance = (pl.col("value") - pl.col("mean")).abs()
    enough = ~pl.col("value_kind").is_in(["count", "share"]) | (distance >= LEAST)
    reach = SPREADS * _spread() * (1 + 1 / pl.col("earlier")).sqrt()
    is_measurable = (reach > 0) | (pl.col("value_kind") == "count")
    return (
        judged.join(kinds, on="indicator_id")
        .filter(pl.col("value_kind").is_in(["count", "rate", "share"]))
        .with_columns(_factor().alias("factor"))
        .filter(is_measurable, enough, (distance > reach) | pl.col("factor").is_not_null())
        .sort(KEY)
        .select(*KEY, "value", "mean", "low", "high", "earlier", "factor")
    )


def _history(published: pl.DataFrame, newest: pl.DataFrame, series_breaks: pl.DataFrame) -> pl.DataFrame:
    """The mean, deviation, lowest, highest and number of the figures before each newest one, since its last break."""
    until = newest.select(*SERIES, pl.col("year").alias("until"))
    breaks = series_breaks.select("indicator_id", pl.col("year").alias("since"))
    # A break is registered for the first year after it.
    since = (
        until.join(breaks, on="indicator_id")
        .filter(pl.col("since") <= pl.col("until"))
        .group_by(SERIES)
        .agg(pl.col("since").max())
    )
    bounds = until.join(since, on=SERIES, how="left")
    earlier = published.join(bounds, on=SERIES).filter(
        pl.col("year") < pl.col("until"), pl.col("since").is_null() | (pl.col("year") >= pl.col("since"))
    )
    # In the order of the years, so that the same figures give the same sum to the last bit.
    value = pl.col("value").sort_by("year")
    return (
        earlier.group_by(SERIES)
        .agg(
            value.mean().alias("mean"),
            value.std().alias("deviation"),
            value.min().alias("low"),
            value.max().alias("high"),
            pl.len().cast(pl.Int64).alias("earlier"),
        )
        .filter(pl.col("earlier") >= EARLIER)
    )


def _spread() -> pl.Expr:
    """How far the earlier figures lie from their mean, or at least how far chance or rounding would put them."""
    mean, kind = pl.col("mean"), pl.col("value_kind")
    steady = mean * STEADY
    least = (
        pl.when(kind == "count")
        .then(mean.sqrt())
        .when(kind == "share")
        .then(pl.max_horizontal(steady, pl.lit(1.0)))
        .otherwise(steady)
    )
    return pl.max_horizontal("deviation", least)


def _factor() -> pl.Expr:
    """The one of FACTORS by which the figure is about a multiple of the mean, or null."""
    times = pl.col("value") / pl.col("mean")
    about = [pl.when(times.is_between(factor / ABOUT, factor * ABOUT)).then(pl.lit(factor)) for factor in FACTORS]
    return pl.coalesce(about)
