"""What would mend it: the figures to hide in data that are there already, so that no hidden one can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from pipeline.protect.catalogue import KEY, Catalogue, Key, catalogue_of
from pipeline.protect.primary import PRIMARY, SECONDARY, hidden_in, small_figures
from pipeline.protect.reader import Figure, View
from pipeline.protect.suppress import choose
from pipeline.protect.views import view_of


def propose(tables: Mapping[str, pl.DataFrame], earlier: Sequence[View] = ()) -> pl.DataFrame:
    """The observations that must be hidden and are not, as they would be: without their figure, with their new status.

    `tables` are checked tables, `earlier` the figures of the releases that are kept, oldest first. The frame has the
    columns of the table `observations`, and no row where nothing needs to be hidden.
    """
    observations = tables["observations"]
    statuses = to_hide(catalogue_of(tables), [*earlier, view_of(observations)])
    return with_statuses(observations, statuses, only=True)


def to_hide(
    catalogue: Catalogue,
    views: Sequence[View],
    already_hidden: Collection[Key] = (),
    touching: Collection[Key] | None = None,
) -> dict[Key, str]:
    """The shown figures of the last view that must be hidden, with their new status."""
    small = small_figures(catalogue, views[-1])
    without: Mapping[Key, Figure] = hidden_in(views[-1], small)
    others = choose(catalogue, [*views[:-1], without], already_hidden, touching)
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
