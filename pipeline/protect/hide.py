"""What must be hidden: at import before anything is written, or proposed for data that are there already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.messages import say
from pipeline.model import HIDDEN, KEY, PUBLISHED, Key
from pipeline.protect.figures import Figure, View, view_of
from pipeline.protect.proof.choice import choose
from pipeline.protect.relations import Relations, relations_of
from pipeline.protect.small import PRIMARY, SECONDARY, hidden_in, small_figures


@dataclass(frozen=True)
class Protected:
    """What came in, protected.

    incoming: the rows that came in, figures that must not be shown left out. also_hidden: rows that are in the data
    already and must be hidden with them, as they are to be. hidden: KEY and new status of the rows that came in with a
    figure and lost it.
    """

    incoming: pl.DataFrame
    also_hidden: pl.DataFrame
    hidden: pl.DataFrame

    @property
    def reasons(self) -> pl.DataFrame:
        """KEY and reason, as texts: why the figures in `also_hidden` change, for the register of corrections."""
        return self.also_hidden.select(pl.col(KEY).cast(pl.String), pl.lit(say("hidden_for_another")).alias("reason"))


def protect(incoming: pl.DataFrame, tables: Mapping[str, pl.DataFrame], earlier: Sequence[View] = ()) -> Protected:
    """The incoming observations with what would tell of a few people hidden.

    `tables` are the checked tables that the rows come into, `earlier` the figures of the kept releases, oldest first.
    """
    relations = relations_of(tables)
    present = tables["observations"]
    rounded = _rounded(incoming, relations)
    came, there = view_of(rounded), view_of(present)
    hidden_before = {key for key, figure in there.items() if figure.status in HIDDEN}
    statuses = to_hide(relations, [*earlier, {**there, **came}], hidden_before, came.keys())
    told = {key: status for key, status in statuses.items() if key in came}
    also = {key: status for key, status in statuses.items() if key not in came}
    protected = with_statuses(rounded, told)
    newly = incoming.filter(pl.col("value_status").is_in(PUBLISHED)).select(KEY)
    hidden = newly.join(
        protected.filter(pl.col("value_status").is_in(HIDDEN)), on=KEY, maintain_order="left", nulls_equal=True
    )
    return Protected(protected, with_statuses(present, also, only=True), hidden.select(*KEY, "value_status"))


def _rounded(incoming: pl.DataFrame, relations: Relations) -> pl.DataFrame:
    """Rates and shares of people with no more decimals than the policy allows: the count must not be worked out."""
    decimals = {name: relations.rule(name).rate_decimals for name in relations.ratios}
    rounded = pl.col("value")
    for name, places in sorted(decimals.items()):
        if places is not None:
            rounded = (
                pl.when(pl.col("indicator_id") == name)
                .then(pl.col("value").round(places, mode="half_away_from_zero"))
                .otherwise(rounded)
            )
    # A figure beside which staff have said that it is hidden is hidden.
    shown = pl.when(~pl.col("value_status").is_in(HIDDEN)).then(rounded)
    return incoming.with_columns(shown.alias("value"))


def propose(tables: Mapping[str, pl.DataFrame], earlier: Sequence[View] = ()) -> pl.DataFrame:
    """The observations that must be hidden and are not, as they would be: without their figure, with their new status.

    `tables` are checked tables, `earlier` the figures of the releases that are kept, oldest first. The frame has the
    columns of the table `observations`, and no row where nothing needs to be hidden.
    """
    observations = tables["observations"]
    statuses = to_hide(relations_of(tables), [*earlier, view_of(observations)])
    return with_statuses(observations, statuses, only=True)


def to_hide(
    relations: Relations,
    views: Sequence[View],
    already_hidden: Collection[Key] = (),
    touching: Collection[Key] | None = None,
) -> dict[Key, str]:
    """The shown figures of the last view that must be hidden, with their new status."""
    small = small_figures(relations, views[-1])
    without: Mapping[Key, Figure] = hidden_in(views[-1], small)
    others = choose(relations, [*views[:-1], without], already_hidden, touching)
    return {**dict.fromkeys(small, PRIMARY), **dict.fromkeys(others, SECONDARY)}


def with_statuses(observations: pl.DataFrame, statuses: Mapping[Key, str], only: bool = False) -> pl.DataFrame:
    """The observations with these figures hidden; `only` those rows, where asked."""
    types = {name: observations.schema[name] for name in KEY} | {"hidden_status": pl.String()}
    decided = pl.DataFrame([(*key, status) for key, status in statuses.items()], schema=types, orient="row")
    joined = observations.join(decided, on=KEY, how="inner" if only else "left", maintain_order="left")
    is_hidden = pl.col("hidden_status").is_not_null()
    return joined.with_columns(
        pl.when(~is_hidden).then("value").alias("value"),
        pl.coalesce("hidden_status", "value_status").alias("value_status"),
    ).select(observations.columns)
