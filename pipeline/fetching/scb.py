"""SCB asked for the population (PxWebApi 2): what may be asked and by which codes, as both change, then the numbers.

No code is written here but the tables': the rest are found in each table's own description by what they are called.
"""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Any
from urllib.parse import quote

import polars as pl

from pipeline.errors import AnswerFault
from pipeline.fetching.source import FetchedSource, Tables, Wanted
from pipeline.fetching.transport import Transport
from pipeline.messages import counted, say
from pipeline.model import MEN, NATION, SOUND, WOMEN
from pipeline.official import scb
from pipeline.official.bundle import Answer, Bundle
from pipeline.official.jsonstat import DataSet, Dimension, read_data_set
from pipeline.official.population import ADULTS, CHANGED_FROM, EVERYBODY, OLDEST
from pipeline.wording import numbers
from pipeline.wording.visible import on_one_line

FIRST = 2000
"""No earlier year is asked for where staff name none."""

PUBLISHED = (3, 1)
"""Month and day from which the numbers of 31 December last are there. SCB publishes them about 22 February."""

LONGEST_PAUSE = 60
"""Seconds. A source that asks for more between two questions has another meaning with its numbers."""


@dataclass(frozen=True)
class Table:
    """A table of the population, and its first and last year; one without a last year goes on."""

    id: str
    first: int
    last: int | None

    def of(self, years: Iterable[int]) -> list[int]:
        """Those of the years that are in the table, or would be."""
        return [year for year in years if self.first <= year <= (self.last or year)]


TABLES = (Table("TAB638", 1968, CHANGED_FROM - 1), Table("TAB5557", CHANGED_FROM, None))
"""The older still answers, and will give 2024 as its newest year for ever."""


@dataclass(frozen=True)
class Limits:
    """What SCB says may be asked: so many numbers at a time, and so many seconds from one question to the next."""

    cells: int
    pause: float


def wanted(tables: Tables) -> Sequence[str]:
    """The ids of the tables, if any rate is out of a population."""
    return sorted(table.id for table in TABLES) if fed(tables) else []


def meant(tables: Tables, about: Wanted) -> Wanted:
    """The years, from the first that any rate out of a population is valid in if none are named; their tables."""
    valid = tables["indicators"].filter(SOUND, pl.col("indicator_id").is_in(fed(tables)))["valid_from"]
    first = max(FIRST, min((year or FIRST for year in valid), default=FIRST))
    years = about.years or tuple(range(first, newest_expected(about.today) + 2))
    return replace(about, years=years, series=tuple(sorted(each.id for each in TABLES if each.of(years))))


def fed(tables: Tables, series_id: str = "") -> list[str]:
    """The rates that are out of a population, whichever table that is from."""
    return tables["indicator_ratios"].filter(SOUND, pl.col("population").is_not_null())["ratio_id"].to_list()


def newest_expected(today: datetime.date) -> int:
    """The last year whose numbers SCB has published by a day."""
    return today.year - 1 if (today.month, today.day) >= PUBLISHED else today.year - 2


def ask(transport: Transport, about: Wanted) -> None:
    """Ask what may be asked, and each table for its years. Raises AnswerFault if any of it is not what it was."""
    limits = _limits(transport.ask("config", is_kept=False))
    transport.slow_down(limits.pause)
    for table in TABLES:
        years = table.of(about.years)
        if not years:
            continue
        refused = partial(_refused, table.id)
        if table.last is None:
            _judge_going_on(transport.ask(f"tables/{table.id}?lang=sv", is_kept=False, refused=refused), table)
        answer = transport.ask(f"tables/{table.id}/metadata?lang=sv", is_kept=False, refused=refused)
        described = read_data_set(answer, has_values=False)
        for choice in _choices(described, table, years, about, limits):
            _judge_answer(read_data_set(transport.ask(_address(table, choice), refused=refused)), table, choice)
    if not transport.answers:
        raise AnswerFault(say("no_population_of_years", years=numbers.listing(list(map(str, about.years)), "sv")))


def told(bundle: Bundle, about: Wanted) -> list[str]:
    """A line for each table. Raises AnswerFault if an area lacks a year, or a number cannot be used."""
    found = scb.populations_in(bundle.answers, about.areas)
    every, tables = sorted({year for _, year, _ in found}), {table.id: table for table in TABLES}
    for area, year, group in product(about.areas, every, (EVERYBODY, ADULTS)):
        if (area, year, group) not in found:
            raise AnswerFault(say("population_is_absent", area=_name_of(area), year=year, status=""))
    lines = []
    for name, series in scb.series_in(bundle).items():
        years = tables[name].of(every)
        count = counted(len(years), "year")
        lines.append(say("series_came", series=name, title=series.title, count=count, first=years[0], last=years[-1]))
    return lines


def _limits(answer: Answer) -> Limits:
    config = answer.data()
    names = ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow")
    for name in names:
        found = config.get(name) if isinstance(config, dict) else None
        if type(found) is not int or found < 1:
            raise AnswerFault(say("answer_has_other_shape", address=answer.address, place=name))
    cells, calls, window = (config[name] for name in names)
    if window / calls > LONGEST_PAUSE:
        raise AnswerFault(say("answer_has_other_shape", address=answer.address, place=names[2]))
    return Limits(cells, window / calls)


def _judge_going_on(answer: Answer, table: Table) -> None:
    about = answer.data()
    if not isinstance(about, dict) or about.get("id") != table.id:
        raise AnswerFault(say("answer_has_other_shape", address=answer.address, place="id"))
    if about.get("discontinued") not in (None, False):
        raise AnswerFault(say("table_has_ended", table=table.id))


def _choices(
    described: DataSet, table: Table, years: Sequence[int], about: Wanted, limits: Limits
) -> Iterator[dict[str, list[str]]]:
    """What to ask for, by the ids of the dimensions, no more numbers at a time than SCB gives. Raises AnswerFault."""
    rest = dict(_chosen(described, table, about.areas))
    time, there = _years(described, table, years, about.today)
    each = math.prod(map(len, rest.values()))
    some = limits.cells // each
    if some < 1:
        raise AnswerFault(say("table_gives_too_few", table=table.id, most=limits.cells, needed=each))
    for first in range(0, len(there), some):
        yield {**rest, time.id: [code for _, code in there[first : first + some]]}


def _chosen(described: DataSet, table: Table, areas: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """By the id of each dimension but the years, the codes to ask for."""
    contents, code = scb.contents_of(described)
    yield contents.id, [code]
    for dimension in described.dimensions:
        name = dimension.label.casefold()
        if name == scb.REGION:
            yield dimension.id, [_only(dimension, table, _names_area(area), _name_of(area)) for area in areas]
        elif name == scb.AGE:
            ages: list[int | None] = [None, *range(OLDEST + 1)]
            yield (
                dimension.id,
                [_only(dimension, table, partial(_is_of_age, age), _called(age)) for age in ages],
            )
        elif name in (scb.SEX, scb.CIVIL_STATUS):
            chosen = _of_all(dimension, table)
            if chosen:
                yield dimension.id, chosen
        elif name != scb.YEAR and dimension.id != contents.id:
            raise AnswerFault(say("table_is_divided_by_other", table=table.id, name=dimension.label))


def _of_all(dimension: Dimension, table: Table) -> list[str]:
    """The codes of a sex or a civil status that together are everybody; none where SCB itself adds them up.

    The sexes are asked for beside their total, to be compared with it. What has no total is added up by SCB if it can
    be left out, and otherwise here, which is exact before numbers have random changes.
    """
    totals = [code for code in dimension.codes if scb.is_total(dimension.labels[code])]
    parts = [code for code in dimension.codes if code not in totals]
    is_sex = dimension.label.casefold() == scb.SEX
    if is_sex and {scb.sex_of(dimension.labels[code]) for code in parts} != {WOMEN, MEN}:
        raise _lacks(table, "kvinnor och män")
    if totals:
        return [totals[0], *(parts if is_sex else [])]
    if table.first >= CHANGED_FROM:
        raise _lacks(table, f"totalt för {dimension.label}")
    return parts if is_sex or not dimension.rest.get("elimination") else []


def _only(dimension: Dimension, table: Table, fits: Callable[[str, str], bool], called: str) -> str:
    """The code of the first category that fits: those that are called the same have the same number."""
    for code in dimension.codes:
        if fits(code, dimension.labels[code]):
            return code
    raise _lacks(table, called)


def _names_area(area: str) -> Callable[[str, str], bool]:
    return lambda code, label: scb.area_of(code, label) == area


def _name_of(area: str) -> str:
    return "riket" if area == NATION else f"kommunen med koden {area}"


def _is_of_age(age: int | None, code: str, label: str) -> bool:
    return scb.age_of(label) == age


def _called(age: int | None) -> str:
    return "totalt för ålder" if age is None else f"{age} år och äldre" if age == OLDEST else f"{age} år"


def _years(
    described: DataSet, table: Table, years: Sequence[int], today: datetime.date
) -> tuple[Dimension, list[tuple[int, str]]]:
    """The dimension of years, and those to ask for with their codes. Raises AnswerFault if the newest is too old."""
    time = described.of_role("time") or described.dimension(scb.YEAR)
    if time is None or time.label.casefold() != scb.YEAR:
        raise _lacks(table, "år")
    codes = {int(label): code for code, label in time.labels.items() if label.isdecimal() and len(label) == 4}
    if not codes:
        raise _lacks(table, "år")
    expected, newest = min(newest_expected(today), table.last or today.year), max(codes)
    if newest < expected:
        raise AnswerFault(say("table_is_old", table=table.id, newest=newest, expected=expected, after=expected + 1))
    absent = [year for year in years if year not in codes and year <= expected]
    if absent:
        raise AnswerFault(say("table_lacks_years", table=table.id, years=numbers.listing(list(map(str, absent)), "sv")))
    return time, [(year, codes[year]) for year in years if year in codes]


def _address(table: Table, choice: Mapping[str, Sequence[str]]) -> str:
    chosen = "".join(
        f"&valueCodes%5B{quote(name, safe='')}%5D={','.join(quote(code, safe='') for code in codes)}"
        for name, codes in choice.items()
    )
    return f"tables/{table.id}/data?lang=sv&outputFormat=json-stat2{chosen}"


def _judge_answer(found: DataSet, table: Table, choice: Mapping[str, Sequence[str]]) -> None:
    """Raise AnswerFault unless the answer is divided just by what was asked for."""
    there = {each.id: sorted(each.codes) for each in found.dimensions}
    for name in sorted(there.keys() | choice.keys()):
        if there.get(name) != sorted(choice.get(name, ())):
            labels = [each.label for each in found.dimensions if each.id == name]
            raise AnswerFault(
                say("table_answers_other", table=table.id, name=labels[0] if labels else on_one_line(name))
            )


def _lacks(table: Table, called: str) -> AnswerFault:
    return AnswerFault(say("table_lacks", table=table.id, name=called))


def _refused(table: str, status: int, content: bytes) -> str | None:
    """What SCB's refusal means (PxWebApi's problems have a type, a title and a status)."""
    title = _title(content)
    if status == 404:
        return say("table_is_gone", table=table)
    if status in (400, 403) and "too many cells" in title.casefold():
        return say("table_is_asked_too_much", table=table)
    return say("table_is_asked_wrongly", table=table, title=title) if status == 400 else None


def _title(content: bytes) -> str:
    try:
        problem: Any = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    title = problem.get("title") if isinstance(problem, dict) else None
    return on_one_line(title)[:200] if isinstance(title, str) else ""


SCB = FetchedSource(
    scb.NAME, "SCB", "https://statistikdatabasen.scb.se/api/v2", wanted, ask, scb.series_in, told, meant, fed
)
