"""Disclosure control at import: what would tell of a few people is hidden before anything is written.

Raw counts are in memory for the incoming rows only (OSL 26:1: nobody is told of a person's circumstances). Of a figure
that was hidden before, nothing more is known here than any reader knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.messages import say
from pipeline.model import HIDDEN, PUBLISHED
from pipeline.protect.catalogue import KEY, Catalogue, catalogue_of
from pipeline.protect.propose import to_hide, with_statuses
from pipeline.protect.reader import View
from pipeline.protect.views import view_of


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
    catalogue = catalogue_of(tables)
    present = tables["observations"]
    rounded = _rounded(incoming, catalogue)
    came, there = view_of(rounded), view_of(present)
    hidden_before = {key for key, figure in there.items() if figure.status in HIDDEN}
    statuses = to_hide(catalogue, [*earlier, {**there, **came}], hidden_before, came.keys())
    told = {key: status for key, status in statuses.items() if key in came}
    also = {key: status for key, status in statuses.items() if key not in came}
    protected = with_statuses(rounded, told)
    newly = incoming.filter(pl.col("value_status").is_in(PUBLISHED)).select(KEY)
    hidden = newly.join(
        protected.filter(pl.col("value_status").is_in(HIDDEN)), on=KEY, maintain_order="left", nulls_equal=True
    )
    return Protected(protected, with_statuses(present, also, only=True), hidden.select(*KEY, "value_status"))


def _rounded(incoming: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Rates and shares of people with no more decimals than the policy allows: the count must not be worked out."""
    decimals = {name: catalogue.rule(name).rate_decimals for name in catalogue.ratios}
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
