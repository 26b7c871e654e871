"""What the cells of Brå's files mean, by the spellings that all sources share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline.intake.files.document import SheetCell
from pipeline.intake.sources import spellings
from pipeline.intake.sources.contract import ImportContext
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.questions import Reading
from pipeline.intake.sources.spellings import Meaning, Usage
from pipeline.model import Place
from pipeline.wording.areas import area_names

MONTHLY_USAGE = Usage("count", "bra_export", known={Reading("sign", ".."): "not_applicable"})
"""How the monthly text files write a count: two dots where the offence does not apply."""

USAGE = Usage("count", "bra", known={**MONTHLY_USAGE.known, Reading("sign", "-"): "zero"})
"""How Brå's other files do: a dash is none."""

YEAR = re.compile(r"(19|20)[0-9]{2}")
COUNT = re.compile(r"[0-9]{1,9}")


class Cells:
    """What the cells say; each text is read once."""

    def __init__(self, context: ImportContext) -> None:
        areas = context.tables["areas"].select("area_code", "name", "kind").drop_nulls()
        self._names = area_names(areas.select("area_code", "name").iter_rows())
        self._areas: Mapping[str, str] = {
            code: name for code, name, kind in areas.iter_rows() if kind in ("municipality", "nation")
        }
        self.area = cache(self._area)
        self.year = cache(self._year)
        self.count = cache(self._count)

    def code(self, text: str) -> Meaning:
        """The code of a municipality or the nation."""
        found = spellings.area(SheetCell(text), self._names)
        known = found.fault or found.text in self._areas
        return found if known else Meaning(text, fault="bra_municipality_is_known")

    def name(self, code: str) -> str:
        """The name of an area that `code` knows."""
        return self._areas[code]

    def _area(self, text: str) -> Meaning:
        """The name of an area in areas.csv."""
        found = self.code(text)
        return found if found.fault else Meaning(self._areas[found.text])

    def _year(self, text: str) -> Meaning:
        found = spellings.year(SheetCell(text), False)
        return found if found.fault or YEAR.fullmatch(found.text) else Meaning(text, fault="bra_number_is_whole")

    def _count(self, text: str, usage: str = "bra") -> Meaning:
        """A whole number, or the status that ".." means: the offence does not apply there."""
        found = spellings.value(SheetCell(text), MONTHLY_USAGE if usage == "bra_export" else USAGE)
        if found.status == "not_applicable" or COUNT.fullmatch(found.text):
            return found
        is_other = found.fault and not found.asks and found.fault != "value_is_a_number"
        fault = found.fault if is_other else "bra_number_is_whole"
        return Meaning(text, fault=fault)


def tell(findings: Findings, meaning: Meaning, place: Place, value: str | None = None, example: str = "") -> None:
    """Report what is wrong with a cell; `value` is its text if that is not what the fault quotes."""
    text = value if value is not None else meaning.text
    findings.problem(str(meaning.fault), place, text, text=text, column=place.column, example=example)
