"""Which of Brå's offences make up which indicator, as the table `indicator_offences` says, and the figures they become.

An indicator may be made up in several ways: of codes, or of offences as they are named. Each way stands by itself, and
gives a figure only where every offence that counts in the year is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from pipeline.intake.sources.contract import OBSERVED, ImportContext, placed
from pipeline.intake.sources.findings import Findings
from pipeline.intake.sources.spellings import normalised
from pipeline.labels import Labels, labels_of
from pipeline.messages import counted, problem
from pipeline.model import FILE, MEN, ROW, SOUND, TOTAL, WOMEN, Place, Problem
from pipeline.wording import numbers

CODE, LABEL, CATEGORY = "code", "label", "category"

CODE_FIRST = re.compile(r"([0-9]{4})(?:[\s:–—-].*)?")
"""An offence code, and perhaps its name after it."""

SHORT_CODE = re.compile(r"[0-9]{1,3}(?:\s+[:–—-]\s.*)?")
"""The same, where a zero at the beginning is lost."""

SHOWN = 3
"""How many offences are named where many are left out."""


@dataclass(frozen=True, slots=True)
class Part:
    """An offence that counts in an indicator from `first` to `last`, both inclusive."""

    indicator: str
    kind: str
    offence: str
    sex: str
    first: int
    last: int

    def counts_in(self, year: int) -> bool:
        """Whether it counts in a year."""
        return self.first <= year <= self.last


@dataclass(frozen=True, slots=True)
class Count:
    """How many offences of one kind were reported in an area in a year; `number` is None where the file has a sign."""

    area_code: str
    year: int
    offence: str
    number: int | None
    value_status: str
    note: str
    file: str
    row: int | None = None


class Offences:
    """The offences that make up indicators. An offence is known by its key: how it is written, and its text."""

    def __init__(self, context: ImportContext) -> None:
        self.labels: Labels = labels_of(context.tables)
        self.only_year = context.only_year
        facts = context.tables["indicators"].filter(SOUND)
        self._valid = {
            row["indicator_id"]: (row["valid_from"] or 0, row["valid_to"] or 9999, bool(row["is_divided_by_sex"]))
            for row in facts.iter_rows(named=True)
        }
        self.ways: dict[tuple[str, str], list[Part]] = {}
        for row in context.tables["indicator_offences"].filter(SOUND).iter_rows(named=True):
            part = Part(
                row["indicator_id"],
                row["kind"],
                row["offence"],
                row["sex"],
                row["valid_from"] or 0,
                row["valid_to"] or 9999,
            )
            if part.indicator in self._valid:
                self.ways.setdefault((part.indicator, part.kind), []).append(part)
        parts = [part for way in self.ways.values() for part in way]
        self._texts = {part.offence: key_of(part) for part in parts if part.kind != LABEL}
        self._categories = {tidy(part.offence): key_of(part) for part in parts if part.kind == CATEGORY}
        self.by_label = cache(self._by_label)
        self.is_measured = cache(self._is_measured)
        self._ends = {tidy(part.offence): key_of(part) for part in parts if part.kind == LABEL}

    def by_code(self, code: str) -> str | None:
        """The offence of a code; None if it is in no indicator."""
        return self._texts.get(code)

    def by_category(self, text: str) -> str | None:
        """The broad category of an older file; None if it is in no indicator."""
        return self._categories.get(tidy(text))

    def _by_label(self, text: str) -> str | None:
        """The offence that a name ends with, from the beginning of one of its parts; None if it is in no indicator."""
        plain = tidy(text)
        for start in (0, *(match.end() for match in re.finditer(", ", plain))):
            if plain[start:] in self._ends:
                return self._ends[plain[start:]]
        return None

    def _is_measured(self, key: str, year: int) -> bool:
        """Whether an indicator that the offence counts in is valid in a year."""
        return any(
            self._valid[indicator][0] <= year <= self._valid[indicator][1]
            for (indicator, _), parts in self.ways.items()
            if any(key_of(part) == key for part in parts)
        )

    def figures(self, counts: Iterable[Count]) -> tuple[pl.DataFrame, list[Problem]]:
        """The observations of every indicator that all offences are there for, and what is said of the others.

        Each offence may be there once for an area and a year.
        """
        cells: dict[tuple[str, int], dict[str, Count]] = {}
        for count in counts:
            cells.setdefault((count.area_code, count.year), {})[count.offence] = count
        gaps = _Gaps()
        rows = [
            row
            for (area, year), found in cells.items()
            for (indicator, _), parts in self.ways.items()
            if self._valid[indicator][0] <= year <= self._valid[indicator][1]
            for row in self._figures(area, year, parts, found, gaps)
        ]
        frame = pl.DataFrame(rows, schema=placed(OBSERVED), orient="row")
        return frame.sort("indicator_id", "year", "area_code", "sex"), list(gaps.problems(self.labels))

    def _figures(
        self, area: str, year: int, parts: Sequence[Part], found: Mapping[str, Count], gaps: _Gaps
    ) -> Iterator[dict[str, object]]:
        there = [part for part in parts if key_of(part) in found]
        counting = [part for part in parts if part.counts_in(year)]
        for part in there:
            number = found[key_of(part)].number
            if part not in counting and (number or not counting):
                gaps.add_other_year(part, year, found[key_of(part)])
        if not any(part in counting for part in there):
            return
        missing = [part for part in counting if key_of(part) not in found or found[key_of(part)].number is None]
        if missing:
            first = next(found[key_of(part)] for part in there if part in counting)
            gaps.add_missing(parts[0].indicator, year, missing, first)
            return
        sexes = {part.sex for part in counting}
        is_divided = self._valid[parts[0].indicator][2] and sexes == {WOMEN, MEN}
        for sex in (TOTAL, WOMEN, MEN) if is_divided else (TOTAL,):
            own = [found[key_of(part)] for part in counting if sex in (TOTAL, part.sex)]
            yield _observation(parts[0].indicator, area, year, sex, own)


@dataclass
class _Gaps:
    """What keeps indicators from having a figure, each told once for all areas."""

    missing: dict[tuple[str, int, tuple[Part, ...]], list[Count]] = field(default_factory=dict)
    other_years: dict[tuple[Part, int], list[Count]] = field(default_factory=dict)

    def add_missing(self, indicator: str, year: int, parts: Sequence[Part], count: Count) -> None:
        self.missing.setdefault((indicator, year, tuple(parts)), []).append(count)

    def add_other_year(self, part: Part, year: int, count: Count) -> None:
        self.other_years.setdefault((part, year), []).append(count)

    def problems(self, labels: Labels) -> Iterator[Problem]:
        for (indicator, year, parts), counts in self.missing.items():
            facts = {
                "indicator": labels.indicator(indicator),
                "year": year,
                "areas": _areas(counts, labels),
                "offences": numbers.listing([named(part.offence) for part in parts], "sv"),
            }
            yield problem("bra_offences_are_all_there", Place(counts[0].file, row=counts[0].row), None, **facts)
        for (part, year), counts in self.other_years.items():
            facts = {
                "offence": named(part.offence),
                "indicator": labels.indicator(part.indicator),
                "year": year,
                "areas": _areas(counts, labels),
            }
            yield problem("bra_offence_counts_in_the_year", Place(counts[0].file, row=counts[0].row), None, **facts)


def _areas(counts: Sequence[Count], labels: Labels) -> str:
    names = list(dict.fromkeys(labels.area(count.area_code) for count in counts))
    return numbers.listing(names, "sv") if len(names) <= SHOWN else counted(len(names), "area")


def _observation(indicator: str, area: str, year: int, sex: str, counts: Sequence[Count]) -> dict[str, object]:
    """The sum of the counts; it is preliminary, and says so, if any of them is."""
    worst = max(counts, key=lambda count: (count.value_status == "preliminary", count.note))
    return {
        "indicator_id": indicator,
        "year": str(year),
        "area_code": area,
        "sex": sex,
        "age_group": "total",
        "value": str(sum(count.number or 0 for count in counts)),
        "numerator": "",
        "denominator": "",
        "value_status": worst.value_status,
        "note": worst.note,
        FILE: min(count.file for count in counts),
        ROW: counts[0].row if len({count.file for count in counts}) == 1 else None,
    }


def key_of(part: Part) -> str:
    """The key of an offence."""
    return f"{part.kind}/{part.offence}"


def text_of(key: str) -> str:
    """The offence of a key as it is written in the table."""
    return key.partition("/")[2]


def named(offence: str) -> str:
    """An offence in a sentence."""
    return f"”{offence}”"


def tidy(text: str) -> str:
    """A name as it is compared: Brå has blanks before commas and at the end."""
    return re.sub(r"\s+,", ",", normalised(text))


def tell_left_out(findings: Findings, file: str, rows: Mapping[str, int]) -> None:
    """Report the rows of a file, by the names of their offences, that are of no indicator."""
    if rows:
        names = [named(name) for name in list(rows)[:SHOWN]]
        more = [counted(len(rows) - SHOWN, "more")] if len(rows) > SHOWN else []
        findings.repair(
            Place(file),
            "offences_are_left_out",
            rows=counted(sum(rows.values()), "row"),
            offences=numbers.listing([*names, *more], "sv"),
        )


def tell_years_left_out(findings: Findings, file: str, rows: int) -> None:
    """Report the rows of a file that are of years in which their indicators are not measured."""
    if rows:
        findings.repair(Place(file), "years_are_left_out", rows=counted(rows, "row"))
