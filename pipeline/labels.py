"""What codes are called in messages: an indicator's name beside its id, an area's code beside its name, and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.messages import say
from pipeline.model import Key
from pipeline.wording.vocabulary import SEXES


@dataclass(frozen=True)
class Labels:
    """The names of a dataset's indicators and areas. A code that has none stands for itself."""

    indicators: Mapping[str, str]
    areas: Mapping[str, str]

    def indicator(self, code: str) -> str:
        """An indicator's id and name."""
        return f"{code} {self.indicators[code]}" if code in self.indicators else code

    def area(self, code: str) -> str:
        """An area's name and code."""
        return say("area_of", name=self.areas[code], code=code) if code in self.areas else code

    def about(self, key: Mapping[str, Any]) -> str:
        """Year, area, sex and age of an observation."""
        return say("about", year=key["year"], area=self.area(key["area_code"]), who=who(key["sex"], key["age_group"]))

    def cell(self, key: Key) -> str:
        """What an observation is about."""
        return say("cell_of", indicator=self.indicator(key.indicator_id), about=self.about(key._asdict()))


def labels_of(tables: Mapping[str, pl.DataFrame]) -> Labels:
    """The labels in the tables of a dataset."""
    indicators = tables["indicators"].select("indicator_id", "name").drop_nulls()
    areas = tables["areas"].select("area_code", "name").drop_nulls()
    return Labels(dict(indicators.iter_rows()), dict(areas.iter_rows()))


def who(sex: str, age_group: str) -> str:
    """Sex and age in words, as the schema labels them."""
    return say("who", sex=SEXES["sv"].get(sex, sex).lower(), age=_age(age_group))


def _age(code: str) -> str:
    if code == "total":
        return say("age_total")
    return say("age_from", age=code[:-1]) if code.endswith("+") else say("age_group", age=code.replace("-", "–"))
