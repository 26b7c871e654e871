"""Kolada asked for the catalogue's series: what they are, whom to compare with, and then the figures of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import quote

import polars as pl

from pipeline.errors import AnswerFault, Misuse
from pipeline.fetching.source import FetchedSource, Tables, Wanted
from pipeline.fetching.transport import Transport
from pipeline.messages import counted, say
from pipeline.model import SOUND
from pipeline.official import kolada
from pipeline.official.bundle import Bundle
from pipeline.official.kolada import Group
from pipeline.wording import numbers

MOST = 25
"""How many codes an address may name."""

PAGE = 5000


def wanted(tables: Mapping[str, pl.DataFrame]) -> Sequence[str]:
    """The ids of the series that the catalogue takes from Kolada, those of margins of error among them."""
    rows = tables["indicators"].filter(
        pl.col(SOUND), pl.col("source_id").is_in(kolada.SOURCES), pl.col("source_series_id").is_not_null()
    )
    ids = pl.concat([rows["source_series_id"], rows["source_uncertainty_id"]])
    return ids.drop_nulls().unique().sort().to_list()


def ask(transport: Transport, about: Wanted) -> None:
    """Ask what the series are, which groups the municipality is in, and for the figures of the series that there are.

    Other areas are asked for in the order of their codes, so that the same question has the same address.
    """
    there: list[str] = []
    for ids in _some(about.series):
        for answer in transport.pages(f"kpi/{','.join(ids)}?per_page={PAGE}", kolada.next_page):
            there += kolada.series_in(Bundle(kolada.NAME, (answer,)))
    for title in (f"{kolada.GROUP_KINDS['similar']}, {about.name}", kolada.GROUP_KINDS["county"]):
        for _ in transport.pages(f"municipality_groups?title={quote(title)}&per_page={PAGE}", kolada.next_page):
            pass
    areas = _areas(Bundle(kolada.NAME, tuple(transport.answers)), about)
    years = [f"/year/{','.join(map(str, each))}" for each in _some(about.years)] or [""]
    for ids in _some(sorted(set(there) & set(about.series))):
        for some in _some(areas):
            for of_years in years:
                address = f"data/kpi/{','.join(ids)}/municipality/{','.join(some)}{of_years}?per_page={PAGE}"
                for _ in transport.pages(address, kolada.next_page):
                    pass


def _groups(bundle: Bundle, about: Wanted) -> Mapping[str, Group]:
    return kolada.groups_in(bundle.answers, about.areas[0], about.name)


def _areas(bundle: Bundle, about: Wanted) -> list[str]:
    """The areas to ask for: those wanted, and the members of the municipality's groups."""
    members = {code for group in _groups(bundle, about).values() for code in group.members}
    return [about.areas[0], *sorted({*about.areas, *members} - {about.areas[0]})]


def meant(tables: Tables, about: Wanted) -> Wanted:
    """What was asked for and the areas that have figures already, which are to be of the same vintage as the others.

    Raises Misuse if some years are asked for and there are figures of others: a series is replaced whole.
    """
    fed = tables["indicators"].filter(SOUND, pl.col("source_series_id").is_in(about.series))["indicator_id"]
    present = tables["observations"].filter(SOUND, pl.col("indicator_id").is_in(fed.to_list()))
    others = present.filter(pl.col("value").is_not_null(), ~pl.col("year").is_in(about.years))["year"].unique().sort()
    if about.years and others.len():
        raise Misuse(say("years_leave_some_out", years=numbers.spans(others.to_list(), "sv")))
    observed = present["area_code"]
    own = about.areas[0]
    names = tables["areas"].filter(SOUND, pl.col("area_code") == own)["name"]
    return replace(about, areas=(own, *sorted({*about.areas, *observed} - {own})), name=next(iter(names), ""))


def told(bundle: Bundle, about: Wanted) -> list[str]:
    """A line for each series. Raises AnswerFault if one has no figures at all, or something else was answered."""
    areas = set(_areas(bundle, about))
    figures = sorted(kolada.figures_in(bundle.answers), key=lambda each: each.series_id)
    for each in figures:
        if each.series_id not in about.series or each.area_code not in areas:
            raise AnswerFault(say("answer_is_about_other", series=each.series_id, area=each.area_code))
    by_series = {name: list(group) for name, group in groupby(figures, key=lambda each: each.series_id)}
    lines = []
    for name, series in kolada.series_in(bundle).items():
        found = [each for each in by_series.get(name, ()) if each.value is not None]
        if not found:
            raise AnswerFault(say("answer_is_empty", series=name, title=series.title))
        years = sorted({each.year for each in found if each.area_code == about.areas[0]})
        if years:
            count = counted(len(years), "figure")
            lines.append(
                say("series_came", series=name, title=series.title, count=count, first=years[0], last=years[-1])
            )
        else:
            lines.append(say("series_has_none_of_own", series=name, title=series.title))
    groups = _groups(bundle, about)
    for kind in kolada.GROUP_KINDS:
        if kind in groups:
            count = counted(len({*groups[kind].members} - {about.areas[0]}), "municipality")
            lines.append(say("group_came", title=groups[kind].title, count=count))
        else:
            lines.append(say(f"group_is_missing_{kind}", name=about.name))
    return lines


def _some(codes: Sequence[object]) -> Iterator[list[str]]:
    """The codes, no more at a time than an address may name."""
    for first in range(0, len(codes), MOST):
        yield [str(code) for code in codes[first : first + MOST]]


KOLADA = FetchedSource(kolada.NAME, "Kolada", "https://api.kolada.se/v3", wanted, ask, kolada.series_in, told, meant)
