"""What must be hidden: at import, before anything is written, or proposed for data that are already there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from pipeline.messages import say
from pipeline.model import BASES, HIDDEN, KEY, PUBLISHED, Key
from pipeline.protect.figures import Figure, View, view_of
from pipeline.protect.proof.choice import choose
from pipeline.protect.relations import Relations
from pipeline.protect.releases import Release, known_with, views_of
from pipeline.protect.small import PRIMARY, SECONDARY, Why, hidden_in, reasons, small_figures


class Hidden(NamedTuple):
    """A figure that is hidden, and why; None if it is to protect another.

    is_kept: whether it was in the data before the import that hides it.
    """

    key: Key
    why: Why | None
    is_kept: bool = False


@dataclass(frozen=True)
class Protected:
    """The incoming rows after protection.

    incoming: the rows, without the figures that must not be shown. also_hidden: rows that are already in the data and
    must be hidden with them, in their new form. hidden: KEY and new status of the incoming rows that lost their figure.
    why: what is hidden for its own sake, and why.
    """

    incoming: pl.DataFrame
    also_hidden: pl.DataFrame
    hidden: pl.DataFrame
    why: Mapping[Key, Why]

    @property
    def told(self) -> tuple[Hidden, ...]:
        """Every figure that is hidden, the incoming ones first."""
        incoming, kept = (
            [Key(*key) for key in rows.select(KEY).iter_rows()] for rows in (self.hidden, self.also_hidden)
        )
        return (
            *(Hidden(key, self.why.get(key)) for key in incoming),
            *(Hidden(key, self.why.get(key), is_kept=True) for key in kept),
        )

    @property
    def without_base(self) -> pl.DataFrame:
        """KEY of the incoming rows that are hidden since it is not known how many people they are out of."""
        unknown = [key for key, why in self.why.items() if why is Why.NO_BASE]
        rows = self.hidden.join(_keys(unknown, self.hidden.schema), on=KEY, how="semi", maintain_order="left")
        return rows.select(KEY)

    @property
    def reasons(self) -> pl.DataFrame:
        """KEY and reason, as texts: why the figures in `also_hidden` change, for the register of corrections."""
        return self.also_hidden.select(pl.col(KEY).cast(pl.String), pl.lit(say("hidden_for_another")).alias("reason"))


def protect(incoming: pl.DataFrame, tables: Mapping[str, pl.DataFrame], earlier: Sequence[Release] = ()) -> Protected:
    """The incoming observations with what would reveal a few people hidden.

    `tables` are the checked tables to merge the rows into, `earlier` the kept releases, oldest first.
    """
    relations = known_with(tables, earlier)
    present = tables["observations"]
    rounded = with_known_bases(_rounded(incoming, relations), present)
    new, old = view_of(rounded), view_of(present)
    statuses = to_hide(relations, [*views_of(earlier), {**old, **new}], new.keys())
    of_new = {key: status for key, status in statuses.items() if key in new}
    of_old = {key: status for key, status in statuses.items() if key not in new}
    protected = with_statuses(rounded, of_new)
    published = incoming.filter(pl.col("value_status").is_in(PUBLISHED)).select(KEY)
    hidden = published.join(
        protected.filter(pl.col("value_status").is_in(HIDDEN)), on=KEY, maintain_order="left", nulls_equal=True
    )
    return Protected(
        protected,
        with_statuses(present, of_old, only=True),
        hidden.select(*KEY, "value_status"),
        reasons(relations, {**old, **new}),
    )


def with_known_bases(incoming: pl.DataFrame, present: pl.DataFrame) -> pl.DataFrame:
    """The incoming rows, with numerator and denominator as they are in the data where a row repeats a figure alone."""
    known = present.select(*KEY, pl.col("value").alias("known_value"), pl.col(BASES).name.prefix("known_"))
    joined = incoming.join(known, on=KEY, how="left", maintain_order="left", nulls_equal=True)
    is_alone = pl.all_horizontal(pl.col(BASES).is_null()) & (pl.col("value") == pl.col("known_value"))
    taken = [pl.when(is_alone).then(f"known_{name}").otherwise(name).alias(name) for name in BASES]
    return joined.with_columns(taken).select(incoming.columns)


def _keys(keys: Sequence[Key], schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame(keys, schema={name: schema[name] for name in KEY}, orient="row")


def _rounded(incoming: pl.DataFrame, relations: Relations) -> pl.DataFrame:
    """Rates and shares of people with no more decimals than the policy allows, so that no count can be worked out."""
    ours = (name for name in relations.ratios if not relations.is_public(name))
    decimals = {name: relations.rule(name).rate_decimals for name in ours}
    rounded = pl.col("value")
    for name, places in sorted(decimals.items()):
        if places is not None:
            rounded = (
                pl.when(pl.col("indicator_id") == name)
                .then(pl.col("value").round(places, mode="half_away_from_zero"))
                .otherwise(rounded)
            )
    # A figure that staff have marked as hidden is hidden.
    is_shown = ~pl.col("value_status").is_in(HIDDEN)
    return incoming.with_columns(
        pl.when(is_shown).then(rounded).alias("value"),
        *(pl.when(is_shown).then(name).alias(name) for name in BASES),
    )


def propose(tables: Mapping[str, pl.DataFrame], earlier: Sequence[Release] = ()) -> pl.DataFrame:
    """The observations that must be hidden and are not, in their new form: without figure, with the new status.

    `tables` are checked tables, `earlier` the kept releases, oldest first. The frame has the columns of
    the table `observations`, and no rows if nothing needs to be hidden.
    """
    observations = tables["observations"]
    statuses = to_hide(known_with(tables, earlier), [*views_of(earlier), view_of(observations)])
    return with_statuses(observations, statuses, only=True)


def why_proposed(
    proposed: pl.DataFrame, tables: Mapping[str, pl.DataFrame], earlier: Sequence[Release] = ()
) -> list[Hidden]:
    """What `propose` says must be hidden, and why."""
    why = reasons(known_with(tables, earlier), view_of(tables["observations"]))
    keys = (Key(*key) for key in proposed.select(KEY).iter_rows())
    return [Hidden(key, why.get(key)) for key in keys]


def to_hide(relations: Relations, views: Sequence[View], touching: Collection[Key] | None = None) -> dict[Key, str]:
    """The shown figures of the last view that must be hidden, with their new status."""
    small = small_figures(relations, views[-1])
    without: Mapping[Key, Figure] = hidden_in(views[-1], small)
    others = choose(relations, [*views[:-1], without], touching)
    return {**dict.fromkeys(small, PRIMARY), **dict.fromkeys(others, SECONDARY)}


def with_statuses(observations: pl.DataFrame, statuses: Mapping[Key, str], only: bool = False) -> pl.DataFrame:
    """The observations with these figures hidden; just those rows if `only`."""
    types = {name: observations.schema[name] for name in KEY} | {"hidden_status": pl.String()}
    decided = pl.DataFrame([(*key, status) for key, status in statuses.items()], schema=types, orient="row")
    joined = observations.join(decided, on=KEY, how="inner" if only else "left", maintain_order="left")
    is_hidden = pl.col("hidden_status").is_not_null()
    return joined.with_columns(
        *(pl.when(~is_hidden).then(name).alias(name) for name in ("value", *BASES)),
        pl.coalesce("hidden_status", "value_status").alias("value_status"),
    ).select(observations.columns)
