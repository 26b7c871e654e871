"""Figures and what they are about, in the words of the schemas and the catalogue, as a Swedish reader expects them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.intake.supplier_page import without_few
from pipeline.messages import readable, say
from pipeline.model import PUBLISHED, Dataset
from pipeline.privacy import mask
from pipeline.schema import Schemas
from pipeline.wording import numbers


@dataclass(frozen=True)
class Vocabulary:
    """What codes are called: indicators, areas, and the codes of the observations. `area_code` goes without saying."""

    indicators: Mapping[str, Mapping[str, Any]]
    areas: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    area_code: str | None

    def heading(self, indicator_id: str) -> str:
        """An indicator's code, name and unit, or its code if it is no longer in the catalogue."""
        indicator = self.indicators.get(indicator_id)
        return say("preview_indicator", **indicator) if indicator else indicator_id

    def name(self, indicator_id: str) -> str:
        """An indicator's code and name."""
        indicator = self.indicators.get(indicator_id)
        return f"{indicator_id} {indicator['name']}" if indicator else indicator_id

    def kind(self, indicator_id: str) -> str | None:
        """What kind of value an indicator has."""
        return self.indicators.get(indicator_id, {}).get("value_kind")

    def about(self, row: Mapping[str, Any]) -> str:
        """Whom a figure is about: sex, age unless all, and the area unless it goes without saying."""
        area, age = row["area_code"], row["age_group"]
        parts = [
            self.codes["sex"].get(row["sex"], row["sex"]),
            self.codes["age_group"].get(age, age) if age != "total" else "",
            self.areas.get(area, area) if area != self.area_code else "",
        ]
        return ", ".join(part for part in parts if part)

    def figure(self, indicator_id: str, value: float | None, status: str, bases: tuple[int | None, int | None]) -> str:
        """A figure as written for its kind, with its numerator and denominator, or the word for why there is none."""
        word = self.codes["value_status"].get(status, status)
        if value is None or status not in PUBLISHED:
            return word
        written, (above, below) = self.number(indicator_id, value), bases
        if above is not None and below is not None:
            written = say("preview_of_base", figure=written, numerator=readable(above), denominator=readable(below))
        return written if status == "final" else say("preview_preliminary", figure=written, status=word)

    def number(self, indicator_id: str, value: float, decimals: int = numbers.EXACT) -> str:
        """A number as written for its indicator's kind."""
        kind = self.kind(indicator_id)
        if kind == "yes_no":
            return say("preview_yes" if value else "preview_no")
        return numbers.exact(value, "sv", decimals) + ("\u00a0%" if kind == "share" else "")

    def mean(self, indicator_id: str, value: float) -> str:
        """A mean, with one decimal more than the figures it is of."""
        return self.number(indicator_id, value, self.indicators[indicator_id]["decimals"] + 1)


def vocabulary(dataset: Dataset, schemas: Schemas, area_code: str | None) -> Vocabulary:
    """The words of a dataset and its schemas."""
    facts = dataset.sound("indicators").select("indicator_id", "name", "unit", "decimals", "value_kind")
    columns = (schemas["observations"].column(name) for name in ("sex", "age_group", "value_status"))
    return Vocabulary(
        {row["indicator_id"]: row for row in facts.iter_rows(named=True)},
        dict(dataset.tables["areas"].select("area_code", "name").drop_nulls().iter_rows()),
        {column.name: {code.value: code.label for code in column.codes} for column in columns},
        area_code,
    )


def problem_line(line: str) -> str:
    """A line of the report without its line breaks, and without quotations that may contain a count of few persons."""
    return mask(without_few(" ".join(part.strip() for part in line.splitlines())))
