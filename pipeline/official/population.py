"""How many people rates are out of: counts of people by area, year, sex and age, compared and made to populations.

From 2025 every published number, totals too, has a small random change (SCB, note to TAB5557: the cell key method). A
published total is therefore taken as it is, and never added up from its parts; before 2025 parts add up exactly, so it
may be. Those aged 18 or over are no published group. They are the total less each year of age from 0 to 17: nineteen
changed numbers, where the sum of 18 to 100 and over would have eighty-three.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.errors import AnswerFault
from pipeline.messages import readable, say
from pipeline.model import MEN, TOTAL, WOMEN
from pipeline.wording import numbers

EVERYBODY, ADULTS = "total", "18+"
"""The populations that a rate may be out of, as `indicator_ratios` names them."""

OF_AGE = 18

CHANGED_FROM = 2025
"""The first year whose numbers have random changes."""

CHANGE = 1.3
"""The standard deviation of the random change of one number, in persons.

Measured in SCB's own answer for Stockholm 2025, per number: five-year groups less their single years 1.19, ten-year
groups less their single years 1.31 and less their five-year groups 1.24.
"""

SURELY = 4
"""How many standard deviations the changes of some numbers together are not beyond."""

OLDEST = 100
"""The last age: 100 years or over."""

Age = int | None
"""An age in years, OLDEST for 100 or over; None for all ages together."""


@dataclass(frozen=True)
class Count:
    """How many people there are of an age and a sex (or of all) in an area, by what the source calls the area.

    The number is None with the status that it has instead.
    """

    area_code: str
    area_name: str
    year: int
    sex: str
    age: Age
    value: float | None
    status: str = ""


@dataclass(frozen=True)
class Population:
    """How many people a rate is out of, and how far that may be from the truth; 0 where it is exact."""

    value: int
    tolerance: int


Populations = Mapping[tuple[str, int, str], Population]
"""By the code of an area, the year and the group: everybody or adults."""


def tolerance(added: int, year: int) -> int:
    """How far numbers added to and taken from each other may be from the truth, in persons; `added` is how many."""
    return math.ceil(SURELY * CHANGE * math.sqrt(added)) if year >= CHANGED_FROM else 0


def populations(counts: Iterable[Count], areas: Collection[str] | None = None) -> Populations:
    """The populations of the areas, or of all, once the parts of each have been compared with their whole.

    Raises AnswerFault for a number that is absent, impossible, told twice and differently, or not what its parts are.
    """
    by_place: dict[tuple[str, int], dict[tuple[str, Age], int]] = {}
    names: dict[str, str] = {}
    for count in counts:
        if areas is None or count.area_code in areas:
            names[count.area_code] = count.area_name
            place, value = by_place.setdefault((count.area_code, count.year), {}), people(count)
            if place.setdefault((count.sex, count.age), value) != value:
                raise AnswerFault(say("population_repeats", area=count.area_name, year=count.year))
    return {
        (area, year, group): population
        for (area, year), found in by_place.items()
        for group, population in _groups(names[area], year, found)
    }


def people(count: Count) -> int:
    """How many people a count is of. Raises AnswerFault if it is nothing, or no number of people."""
    if count.value is None:
        raise AnswerFault(
            say("population_is_absent", area=count.area_name, year=count.year, status=_told(count.status))
        )
    if count.value < 0 or count.value != int(count.value):
        value = readable(count.value)
        raise AnswerFault(say("population_is_impossible", area=count.area_name, year=count.year, value=value))
    return int(count.value)


def _told(status: str) -> str:
    return say("population_has_status", status=status) if status else ""


def _groups(area: str, year: int, found: Mapping[tuple[str, Age], int]) -> Iterator[tuple[str, Population]]:
    """Everybody, and adults if there are single ages."""
    ages = {age: number for (sex, age), number in _both_sexes(area, year, found).items() if sex == TOTAL}
    single = {age: number for age, number in ages.items() if age is not None}
    is_whole = len(single) == OLDEST + 1
    if None not in ages and (year >= CHANGED_FROM or not is_whole):
        raise AnswerFault(say("population_has_no_total", area=area, year=year, name="ålder"))
    whole = ages.get(None, sum(single.values()))
    if whole == 0:
        raise AnswerFault(say("population_is_impossible", area=area, year=year, value="0"))
    if is_whole:
        _compare(area, year, "åldrarna", sum(single.values()), whole, len(single))
    yield EVERYBODY, Population(whole, tolerance(1, year))
    if not single:
        return
    absent = [age for age in range(OF_AGE) if age not in single]
    if absent:
        years = numbers.listing([f"{age} år" for age in absent], "sv")
        raise AnswerFault(say("population_lacks_ages", area=area, year=year, ages=years))
    yield ADULTS, Population(whole - sum(single[age] for age in range(OF_AGE)), tolerance(1 + OF_AGE, year))


def _both_sexes(area: str, year: int, found: Mapping[tuple[str, Age], int]) -> dict[tuple[str, Age], int]:
    """The numbers, with those of both sexes together where only the sexes are there; compared where all three are."""
    both = dict(found)
    for age in {age for _, age in found}:
        parts = [found[sex, age] for sex in (WOMEN, MEN) if (sex, age) in found]
        if (TOTAL, age) not in found:
            if year >= CHANGED_FROM or len(parts) < 2:
                raise AnswerFault(say("population_has_no_total", area=area, year=year, name="kön"))
            both[TOTAL, age] = sum(parts)
        elif len(parts) == 2:
            _compare(area, year, "kvinnor och män", sum(parts), found[TOTAL, age], 2)
    return both


def _compare(area: str, year: int, parts: str, added: int, whole: int, count: int) -> None:
    """Raise AnswerFault if parts are further from their whole than random changes explain."""
    if abs(added - whole) > tolerance(count + 1, year):
        raise AnswerFault(
            say(
                "population_is_not_its_parts",
                area=area,
                year=year,
                parts=parts,
                added=readable(added),
                whole=readable(whole),
            )
        )
