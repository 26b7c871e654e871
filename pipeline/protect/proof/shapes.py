"""Groups of figures that say the same: of a million rows only distinct groups need to be judged.

An indicator that no relation ties to another has a group of figures for each year and area. Groups with the same
figures and statuses by sex and age, under the same rule, have the same verdict, whatever they are about.
"""

from __future__ import annotations

import polars as pl

from pipeline.model import BASES, KEY, PUBLISHED, TOTAL
from pipeline.protect.relations import Relations

GROUP = ["indicator_id", "year", "area_code"]


def shapes(observations: pl.DataFrame, relations: Relations) -> pl.DataFrame:
    """GROUP and `shape`, a text that is equal for groups that say the same; groups with nothing to guard are left out.

    So are groups of indicators that are related to others or have known bases.
    """
    based = {key.indicator_id for key in relations.bases}
    rules = [
        (name, f"{indicator} {relations.ratios.get(name)}")
        for name, indicator in relations.indicators.items()
        if len(relations.families[name]) == 1 and relations.is_guarded(name) and name not in based
    ]
    known = pl.DataFrame(rules, schema={"indicator_id": pl.String, "rule": pl.String}, orient="row")
    is_shown = pl.col("value_status").is_in(PUBLISHED) & pl.col("value").is_not_null()
    numbers = pl.concat_str(pl.col("value", *BASES).cast(pl.String).fill_null(""), separator="/")
    text = pl.when(is_shown).then(numbers).otherwise("value_status")
    whole = observations.drop_nulls([*KEY, "value_status"]).join(known, on="indicator_id")
    groups = (
        whole.select(
            *GROUP,
            "rule",
            "sex",
            "age_group",
            is_shown.alias("is_shown"),
            pl.concat_str("sex", "age_group", text, separator=" ").alias("figure"),
        )
        .sort(*GROUP, "sex", "age_group")
        .group_by(GROUP, maintain_order=True)
        .agg(
            pl.concat_str(pl.col("rule").first(), pl.col("figure").str.join("; "), separator=": ").alias("shape"),
            pl.col("is_shown").all(),
            pl.col("age_group").n_unique().alias("ages"),
            pl.col("sex").n_unique().alias("sexes"),
            pl.col("sex").first(),
        )
    )
    # All of total, women and men are shown, or there is a total alone: nothing is hidden, and nothing left out.
    is_open = (
        pl.col("is_shown")
        & (pl.col("ages") == 1)
        & ((pl.col("sexes") == 3) | ((pl.col("sexes") == 1) & (pl.col("sex") == TOTAL)))
    )
    return groups.filter(~is_open).select(*GROUP, "shape")


def to_judge(observations: pl.DataFrame, relations: Relations, groups: pl.DataFrame) -> pl.DataFrame:
    """The observations of one group of each shape, and of every indicator whose groups have no shape."""
    first = groups.unique("shape", keep="first", maintain_order=True)
    return pl.concat([tied(observations, relations), observations.join(first.select(GROUP), on=GROUP, how="semi")])


def tied(observations: pl.DataFrame, relations: Relations) -> pl.DataFrame:
    """The observations of the indicators whose groups have no shape."""
    based = {key.indicator_id for key in relations.bases}
    names = [
        name
        for name, family in relations.families.items()
        if (len(family) > 1 or name in based) and any(relations.is_guarded(member) for member in family)
    ]
    return observations.filter(pl.col("indicator_id").is_in(names))
