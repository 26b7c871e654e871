"""What a source that can be asked is to the fetch."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipeline.fetching.transport import Transport
from pipeline.official.bundle import Bundle
from pipeline.official.series import Series


@dataclass(frozen=True)
class Wanted:
    """What is asked for: the ids of series, codes of areas (the municipality's own first), and years; all, if none.

    name: the municipality's name, without the word for municipality.
    today: the day, by which it is judged whether the source's newest year is as new as it should be.
    """

    series: tuple[str, ...]
    areas: tuple[str, ...]
    years: tuple[int, ...] = ()
    name: str = ""
    today: datetime.date = field(kw_only=True)


Tables = Mapping[str, pl.DataFrame]


def _as_asked(tables: Tables, about: Wanted) -> Wanted:
    return about


def _by_series(tables: Tables, series_id: str) -> list[str]:
    return tables["indicators"].filter(pl.col("source_series_id") == series_id)["indicator_id"].to_list()


@dataclass(frozen=True)
class FetchedSource:
    """A source: its name on the command line, its title, its address, and how it is asked and understood.

    wanted: the ids of the series that the catalogue takes from it. ask: asks for everything. series_in: what it says
    that its series are. told: a line for each series, of what came. meant: what is really asked for, if the catalogue
    or the years decide that. fed: the indicators whose figures a series changes.
    """

    name: str
    title: str
    base: str
    wanted: Callable[[Tables], Sequence[str]]
    ask: Callable[[Transport, Wanted], None]
    series_in: Callable[[Bundle], Mapping[str, Series]]
    told: Callable[[Bundle, Wanted], list[str]]
    meant: Callable[[Tables, Wanted], Wanted] = _as_asked
    fed: Callable[[Tables, str], list[str]] = _by_series
