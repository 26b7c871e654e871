"""What the numerator and the denominator of a rate or a share must satisfy. No sentence repeats either of them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipeline.gathering import worded
from pipeline.labels import labels_of
from pipeline.messages import problem, readable, say
from pipeline.model import BASES, FILE, PUBLISHED, RATIOS, ROW, Dataset, Place, Problem
from pipeline.protect.relations import relations_of
from pipeline.schema import Schemas

NUMERATOR, DENOMINATOR = BASES

STORED = 1e-9
"""More than a number with decimals loses by being stored, and less than any decimal that is published."""


def base_is_of_a_rate(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """Only a rate or a share has a numerator and a denominator."""
    yield from _problems(dataset, ~pl.col("value_kind").is_in(RATIOS), "base_is_of_a_rate")


def base_has_a_value(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A numerator and a denominator come with a figure that is published."""
    is_shown = pl.col("value_status").is_in(PUBLISHED) & pl.col("value").is_not_null()
    yield from _problems(dataset, ~is_shown, "base_has_a_value")


def numerator_has_a_denominator(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A numerator comes with its denominator."""
    yield from _problems(dataset, pl.col(DENOMINATOR).is_null(), "numerator_has_a_denominator")


def numerator_is_part_of_denominator(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """The numerator of a share is no more than its denominator."""
    is_more = (pl.col("value_kind") == "share") & (pl.col(NUMERATOR) > pl.col(DENOMINATOR))
    yield from _problems(dataset, is_more, "numerator_is_part_of_denominator")


def value_fits_its_base(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """The figure is factor x numerator / denominator, rounded to the decimals that it may have."""
    exact = pl.col("factor") * pl.col(NUMERATOR) / pl.col(DENOMINATOR)
    is_off = (pl.col("value") - exact).abs() > pl.col("rounding") + STORED
    # One fault is told once: a share of more than there are fits nothing.
    is_possible = (pl.col("value_kind") != "share") | (pl.col(NUMERATOR) <= pl.col(DENOMINATOR))
    yield from _problems(dataset, ((pl.col(DENOMINATOR) == 0) | is_off) & is_possible, "value_fits_its_base")


ARITHMETIC = (numerator_has_a_denominator, numerator_is_part_of_denominator, value_fits_its_base)
"""What can be judged only before small figures are hidden."""

RULES = (base_is_of_a_rate, base_has_a_value, *ARITHMETIC)


def _problems(dataset: Dataset, wrong: pl.Expr, rule: str) -> Iterator[Problem]:
    """A problem at the numerator, or else the denominator, of the rows that have one and are wrong."""
    labels = labels_of(dataset.tables)
    rows = dataset.sound("observations").filter(pl.any_horizontal(pl.col(BASES).is_not_null()))
    found = rows.join(_facts(dataset), on="indicator_id", maintain_order="left").filter(wrong)
    yield from worded(
        found,
        lambda row: problem(
            rule,
            Place(row[FILE], row=row[ROW], column=DENOMINATOR if row[NUMERATOR] is None else NUMERATOR),
            indicator=labels.indicator(row["indicator_id"]),
            formula=_formula(row["factor"]),
        ),
    )


def _facts(dataset: Dataset) -> pl.DataFrame:
    """For each indicator its kind, the factor of a rate or a share, and how far rounding may move a figure of it."""
    relations = relations_of(dataset.tables)
    rows = []
    for name, indicator in relations.indicators.items():
        ratio, allowed = relations.ratios.get(name), relations.rule(name).rate_decimals
        places = indicator.decimals if allowed is None else min(indicator.decimals, allowed)
        rounding = 0.5 * 10.0**-places + indicator.tolerance
        rows.append((name, indicator.value_kind, ratio.factor if ratio else None, rounding))
    columns = {"indicator_id": pl.String, "value_kind": pl.String, "factor": pl.Float64, "rounding": pl.Float64}
    return pl.DataFrame(rows, schema=columns, orient="row")


def _formula(factor: float | None) -> str:
    return say("base_formula", factor=readable(factor or 1))
