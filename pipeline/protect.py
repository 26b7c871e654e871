"""Disclosure control at import: what would tell of a few people is hidden before anything is written.

The municipality's own counts of cases (disclosure class B) from 1 to 4 are hidden (OSL 26:1 asks that nobody be told),
and with them what would give them away: total, women and men are looked at together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from pipeline.model import HIDDEN, MEN, PUBLISHED, TOTAL, WOMEN

SMALL = (1, 4)
"""Counts of persons that are hidden, the smallest and the largest."""

SERIES = ("indicator_id", "year", "area_code", "age_group")
"""What total, women and men have in common."""

TELLING_TOTAL = 2 * SMALL[1] + 1
"""A total below this bounds a small part and its hidden neighbour too tightly: 1-4 and at least 5 must both fit."""

PRIMARY, SECONDARY = HIDDEN


def protect(
    incoming: pl.DataFrame, present: pl.DataFrame, indicators: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The incoming observations with their small counts hidden, and those rows that were hidden, figures left out.

    `present` are the observations that are in the data already; they are looked at but not changed.
    """
    counts = indicators.filter(pl.col("disclosure_class") == "B", pl.col("value_kind") == "count")["indicator_id"]
    key = [*SERIES, "sex"]
    beside = present.join(incoming, on=key, how="anti").join(incoming.select(SERIES).unique(), on=SERIES, how="semi")
    columns = [*key, "value", "value_status"]
    pool = pl.concat([incoming.select(columns), beside.select(columns)]).filter(
        pl.col("indicator_id").is_in(counts.to_list()),
        pl.col("value_status").is_in(PUBLISHED) | pl.col("value_status").is_in(HIDDEN),
    )
    rows = [
        (*series, sex, status)
        for series, group in pool.group_by(SERIES, maintain_order=True)
        for sex, status in _hide(group.select("sex", "value", "value_status").iter_rows()).items()
    ]
    types = {name: incoming.schema[name] for name in key} | {"hidden_status": pl.String()}
    decided = pl.DataFrame(rows, schema=types, orient="row")
    joined = incoming.join(decided, on=key, how="left", maintain_order="left", nulls_equal=True)
    told = pl.col("value_status").is_in(HIDDEN)
    newly = joined.filter(pl.col("hidden_status").is_not_null(), ~told)
    protected = joined.with_columns(
        pl.when(pl.col("hidden_status").is_null(), ~told).then("value").alias("value"),
        pl.when(told)
        .then("value_status")
        .otherwise(pl.coalesce("hidden_status", "value_status"))
        .alias("value_status"),
    ).drop("hidden_status")
    return protected, newly.select(*key, pl.col("hidden_status").alias("value_status"))


def _hide(group: Iterable[tuple[str, float | None, str]]) -> Mapping[str, str]:
    """Which of total, women and men are hidden, and with what status."""
    rows = {sex: (value, status) for sex, value, status in group}
    figures = {sex: value for sex, (value, _) in rows.items() if value is not None}
    hidden = {sex for sex, (_, status) in rows.items() if status in HIDDEN}
    small = {sex for sex, value in figures.items() if SMALL[0] <= value <= SMALL[1]} | hidden
    if not small:
        return {}
    chosen = small | ({WOMEN, MEN} & rows.keys() if small & {WOMEN, MEN} or len(rows) == 3 else set())
    if {WOMEN, MEN} <= small or (chosen & {WOMEN, MEN} and figures.get(TOTAL, TELLING_TOTAL) < TELLING_TOTAL):
        chosen |= {TOTAL} & rows.keys()
    return {sex: PRIMARY if sex in small - hidden else SECONDARY for sex in chosen - hidden}
