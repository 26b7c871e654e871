"""What the rates of the catalogue are out of, from populations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import polars as pl

from pipeline.model import SOUND, TOTAL, Key
from pipeline.official.population import Population, Populations


class Rate(NamedTuple):
    """A rate of the catalogue that is out of a population, and the years in which it is valid."""

    indicator_id: str
    group: str
    first: int
    last: int


def rates_of(tables: Mapping[str, pl.DataFrame]) -> Iterator[Rate]:
    """The rates that are out of a population, as `indicator_ratios` says."""
    valid = {
        name: (first, last)
        for name, first, last in tables["indicators"]
        .filter(SOUND)
        .select("indicator_id", "valid_from", "valid_to")
        .iter_rows()
    }
    rates = tables["indicator_ratios"].filter(SOUND, pl.col("population").is_not_null())
    for name, group in rates.select("ratio_id", "population").sort("ratio_id").iter_rows():
        first, last = valid.get(name, (None, None))
        yield Rate(name, group, first or 0, last or 9999)


def denominators(tables: Mapping[str, pl.DataFrame], found: Populations) -> dict[Key, Population]:
    """By the key of each rate, which is not divided by sex or age: how many people it is out of."""
    return {
        Key(rate.indicator_id, year, area, TOTAL, "total"): population
        for rate in rates_of(tables)
        for (area, year, group), population in sorted(found.items(), key=lambda each: each[0])
        if group == rate.group and rate.first <= year <= rate.last
    }
