"""Whether anybody could be recognised, in a single figure or in what can be worked out from several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipeline.gathering import worded
from pipeline.labels import labels_of
from pipeline.messages import problem
from pipeline.model import FILE, KEY, PUBLISHED, RATIOS, ROW, SOUND, Dataset, Place, Problem
from pipeline.protect.figures import view_of
from pipeline.protect.findings import audit
from pipeline.protect.policy import policy_of
from pipeline.protect.relations import relations_of
from pipeline.protect.releases import releases_of
from pipeline.protect.small import Why, reasons
from pipeline.schema import Schemas

HIDDEN_RATES = {
    Why.FEW: "rate_of_few_is_hidden",
    Why.FEW_OTHERS: "share_of_all_but_few_is_hidden",
    Why.FEW_IN_BASE: "share_has_enough_people",
    Why.NO_BASE: "rate_has_its_base",
    Why.BESIDE_PUBLIC: "rate_is_its_sources",
}
"""The fault of a shown rate or share that the policy hides, by why it does."""


def small_count_is_hidden(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A published count is not one of those that the policy hides for its disclosure class (OSL 26:1)."""
    for disclosure_class, rule in policy_of(dataset.tables).rules.items():
        if rule.smallest_hidden is None or rule.largest_hidden is None:
            continue
        counts = _shown(dataset, disclosure_class).filter(pl.col("value_kind") == "count")
        # Whether a zero is shown depends on how large the group is, if its denominator is known.
        few = rule.zero_shown_from_base is not None and pl.col("base") < rule.zero_shown_from_base
        smallest = pl.when(few).then(0).otherwise(rule.smallest_hidden)
        small = counts.filter(pl.col("value").is_between(smallest, rule.largest_hidden))
        yield from _worded(small, "small_count_is_hidden", low=rule.smallest_hidden, high=rule.largest_hidden)


def rate_of_few_is_its_sources(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A rate that its source publishes itself has no numerator of ours that the policy hides: it is not from there.

    Whether a source shows so small a figure is for it to say. It gives no numerator.
    """
    relations = relations_of(dataset.tables)
    public = [name for name in relations.indicators if relations.is_public(name) and relations.rule(name).guards_counts]
    rows = dataset.sound("observations").filter(
        pl.col("indicator_id").is_in(public), pl.col("value_status").is_in(PUBLISHED), pl.col("numerator").is_not_null()
    )
    for (name,), of_indicator in rows.group_by("indicator_id", maintain_order=True):
        rule = relations.rule(str(name))
        small = of_indicator.filter(pl.col("numerator").is_between(rule.smallest_hidden, rule.largest_hidden))
        yield from _worded(small, "rate_of_few_is_its_sources", low=rule.smallest_hidden, high=rule.largest_hidden)


def rate_of_few_is_hidden(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A published rate or share of people counts more than a few, and leaves out more than a few, as its base tells."""
    relations, rows = relations_of(dataset.tables), dataset.sound("observations")
    names = {name for name in relations.ratios if relations.is_guarded(name) or relations.is_public(name)}
    related = {member for name in names for member in relations.families[name]}
    view = view_of(rows.filter(pl.col("indicator_id").is_in(related)))
    found = [(*key, why) for key, why in reasons(relations, view).items() if key.indicator_id in names]
    types = {name: rows.schema[name] for name in KEY} | {"why": pl.String()}
    labels = labels_of(dataset.tables)

    def word(row: Mapping[str, Any]) -> Problem:
        name, rule = row["indicator_id"], relations.rule(row["indicator_id"])
        facts = {"low": rule.smallest_hidden, "high": rule.largest_hidden, "least": rule.smallest_share_base}
        place = Place(row[FILE], row=row[ROW], column="value")
        return problem(HIDDEN_RATES[row["why"]], place, indicator=labels.indicator(name), **facts)

    yield from worded(rows.join(pl.DataFrame(found, schema=types, orient="row"), on=KEY, maintain_order="left"), word)


def rate_cannot_be_counted_back(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A rate or a share of people has no more decimals than the policy allows."""
    for disclosure_class, rule in policy_of(dataset.tables).rules.items():
        if rule.rate_decimals is not None:
            rates = _shown(dataset, disclosure_class).filter(pl.col("value_kind").is_in(RATIOS))
            precise = rates.filter(pl.col("value") != pl.col("value").round(rule.rate_decimals))
            yield from _worded(precise, "rate_cannot_be_counted_back", decimals=rule.rate_decimals)


def hidden_value_cannot_be_worked_out(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """Nobody can work out a hidden figure from the others, nor with the help of the kept releases.

    Not judged while a fault keeps observations or indicators incomplete.
    """
    if not {"observations", "indicators"} & dataset.incomplete:
        sound = {**dataset.tables, "observations": dataset.sound("observations")}
        yield from audit(sound, releases_of(dataset.earlier))


def _worded(rows: pl.DataFrame, fault: str, **facts: object) -> Iterator[Problem]:
    """The named fault at the value of the rows."""
    return worded(rows, lambda row: problem(fault, Place(row[FILE], row=row[ROW], column="value"), **facts))


def _shown(dataset: Dataset, disclosure_class: str) -> pl.DataFrame:
    """The published observations of a disclosure class, with `base`: how many people each is out of, if known.

    What its source has published itself is left out.
    """
    relations = relations_of(dataset.tables)
    public = [name for name in relations.indicators if relations.is_public(name)]
    facts = dataset.sound("indicators").select("indicator_id", "value_kind", "disclosure_class")
    bases = dataset.tables["denominators"].filter(SOUND).select(*KEY, pl.col("value").alias("base"))
    return (
        dataset.sound("observations")
        .filter(pl.col("value_status").is_in(PUBLISHED), pl.col("value").is_not_null())
        .filter(~pl.col("indicator_id").is_in(public))
        .join(facts, on="indicator_id", maintain_order="left")
        .filter(pl.col("disclosure_class") == disclosure_class)
        .join(bases, on=KEY, how="left", maintain_order="left")
    )
