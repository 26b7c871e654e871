"""What a chart is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.builder.charts import words
from pipeline.model import TOTAL
from pipeline.wording import numbers, vocabulary


@dataclass(frozen=True)
class Series:
    """An indicator, its observations and targets in one area, and the language."""

    indicator: Mapping[str, Any]
    observations: pl.DataFrame
    targets: pl.DataFrame
    area: str
    is_example: bool
    locale: str

    @property
    def texts(self) -> Mapping[str, str]:
        return words.TEXTS[self.locale]

    @property
    def published(self) -> pl.DataFrame:
        return self.observations.filter(pl.col("value").is_not_null())

    @property
    def breaks(self) -> list[int]:
        """The years of the breaks that divide the series: one at its first figure, or before it, divides nothing."""
        first = self.published["year"].min()
        broken = self.observations.filter("series_break")["year"].unique()
        return [] if first is None else sorted(year for year in broken if year > first)

    @property
    def years(self) -> list[int]:
        years = [*self.observations["year"], *self.targets["year"]]
        return list(range(min(years), max(years) + 1))

    @property
    def absent(self) -> list[tuple[int, str]]:
        """Each year in which there was to be a figure and none at all is shown, with the status that says why."""
        years = (
            self.observations.sort("sex", descending=True)
            .group_by("year", maintain_order=True)
            .agg(pl.col("value").max(), pl.col("value_status").first())
        )
        absent = years.filter(pl.col("value").is_null()).sort("year")
        if self.indicator["periodicity"] != "annual":
            # No figure was to be there that year.
            absent = absent.filter(pl.col("value_status") != "not_collected")
        return list(absent.select("year", "value_status").iter_rows())

    @property
    def is_yes_or_no(self) -> bool:
        return bool(self.indicator["value_kind"] == "yes_no")

    @property
    def sex_names(self) -> Mapping[str, str]:
        """What the sexes are called among those whom the indicator counts."""
        return vocabulary.sexes(self.locale, self.indicator["ages"])

    @property
    def sexes(self) -> list[str]:
        """Those with a figure to draw; the total if there is none."""
        shown = set(self.published["sex"])
        return [sex for sex in self.sex_names if sex in shown] or [TOTAL]

    def figure(self, value: float) -> str:
        """A value as written for its kind."""
        if self.is_yes_or_no:
            return self.texts["yes" if value else "no"]
        number = numbers.number(value, self.indicator["decimals"], self.locale)
        return f"{number}\u00a0%" if self.indicator["value_kind"] == "share" else number
