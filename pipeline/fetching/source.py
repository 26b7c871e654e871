"""What a source that can be asked is to the fetch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipeline.fetching.transport import Transport
from pipeline.official.bundle import Bundle
from pipeline.official.series import Series


@dataclass(frozen=True)
class Wanted:
    """What is asked for: the ids of series, codes of areas (the municipality's own first), and years; all, if none.

    name: the municipality's name, without the word for municipality.
    """

    series: tuple[str, ...]
    areas: tuple[str, ...]
    years: tuple[int, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class FetchedSource:
    """A source: its name on the command line, its title, its address, and how it is asked and understood.

    wanted: the ids of the series that the catalogue takes from it. ask: asks for everything. series_in: what it says
    that its series are. told: a line for each series, of what came.
    """

    name: str
    title: str
    base: str
    wanted: Callable[[Mapping[str, pl.DataFrame]], Sequence[str]]
    ask: Callable[[Transport, Wanted], None]
    series_in: Callable[[Bundle], Mapping[str, Series]]
    told: Callable[[Bundle, Wanted], list[str]]
