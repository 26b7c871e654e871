"""Kolada's answers, fetched or saved: figures for the catalogue's indicators, of the municipality and whom it is like.

The others are the nation, the other municipalities of the county, and those of the group of similar ones.

A series is taken whole or not at all. The same id has been a yearly figure, a mean of three years, and a yearly figure
again: what is there from before and not in the answers would be of another kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from pipeline.intake.files.document import Document
from pipeline.intake.files.official_answers import SAVED, bundle_of
from pipeline.intake.sources.comparison_groups import groups_beside
from pipeline.intake.sources.contract import (
    ASSESSED,
    OBSERVED,
    REASONED,
    Beside,
    Extract,
    ImportContext,
    no_rows,
    placed,
)
from pipeline.labels import labels_of
from pipeline.messages import counted, number, problem, say
from pipeline.model import FILE, NATION, PUBLISHED, ROW, SOUND, TOTAL, Place, Problem, Repair
from pipeline.official import kolada
from pipeline.official.bundle import Bundle
from pipeline.official.groups import MEMBERS
from pipeline.official.kolada import Figure, Group
from pipeline.official.series import Lock, Series, differences, locks_of
from pipeline.wording import numbers
from pipeline.wording.visible import on_one_line

Row = Mapping[str, Any]


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether the document is Kolada's answers: no other file is opened with a text that is JSON."""
    return document.text is not None and bundle_of(document.text) is not None


@dataclass
class _Found:
    """What the documents have had so far: rows of texts with FILE and ROW, the groups, and what is told of them."""

    observations: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[dict[str, Any]] = field(default_factory=list)
    margins: list[dict[str, Any]] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


@dataclass(frozen=True)
class _Catalogue:
    """What the catalogue takes from Kolada: the indicators that each series feeds, or gives the margins of error of.

    locks: the series as accepted. before: the series as they were when figures were last imported; None if none were.
    """

    indicators: Mapping[str, Sequence[Row]]
    margins: Mapping[str, Sequence[Row]]
    locks: Mapping[str, Lock]
    before: Mapping[str, Series] | None


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The figures of the documents, each of which is one set of answers."""
    answered = context.answered.get(kolada.NAME)
    catalogue = _Catalogue(
        _indicators(context, "source_series_id"),
        _indicators(context, "source_uncertainty_id"),
        locks_of(context.tables, kolada.NAME),
        None if answered is None else kolada.series_in(answered),
    )
    found = _Found()
    for document in documents:
        _read_document(document, catalogue, context, found)
    present = context.tables["observations"]
    observations = _without_withdrawn(pl.DataFrame(found.observations, schema=placed(OBSERVED)), present)
    return Extract(
        observations,
        no_rows(ASSESSED),
        pl.DataFrame(found.reasons, schema=placed(REASONED)),
        no_rows(tuple(_KEY)),
        (*found.problems, *_spliced(observations, present, context)),
        tuple(found.repairs),
        beside=(*_margins_beside(found.margins, context), *groups_beside(found.groups, context.tables)),
    )


def _read_document(document: Document, catalogue: _Catalogue, context: ImportContext, found: _Found) -> None:
    """Add what a document has to what has been found."""
    name, known = document.name, {*catalogue.indicators, *catalogue.margins}
    bundle = bundle_of(document.text or "") or Bundle(kolada.NAME, ())
    figures = list(enumerate(kolada.figures_in(bundle.answers), start=1))
    found.problems += _unaccepted(name, bundle, catalogue.locks, {figure.series_id for _, figure in figures} & known)
    for kind, group in kolada.groups_in(bundle.answers, *_own(context)).items():
        unknown_members = sorted({*group.members} - {*context.tables["areas"].filter(SOUND)["area_code"]})
        found.problems += (
            problem("member_is_an_area", Place(name), code, title=group.title, code=code) for code in unknown_members
        )
        known_members = tuple(code for code in group.members if code not in unknown_members)
        found.groups[kind] = replace(group, members=known_members)
    areas = _areas(context, found.groups.values())
    others = sum(figure.area_code not in areas for _, figure in figures)
    if others:
        left_out = say("figures_of_others_are_left_out", count=counted(others, "figure"))
        found.repairs.append(Repair(Place(name), "figures_of_others_are_left_out", left_out))
    unknown = {figure.series_id: row for row, figure in reversed(figures) if figure.series_id not in known}
    found.problems += (
        problem("series_has_an_indicator", Place(name, row=row), series, series=series)
        for series, row in sorted(unknown.items())
    )
    for row, figure in figures:
        place = {FILE: name, ROW: row}
        for indicator in catalogue.margins.get(figure.series_id, ()):
            if _is_taken(figure, indicator, areas, context) and figure.value is not None:
                found.margins.append({**_key(figure, indicator), "half_width": number(figure.value), **place})
        for indicator in catalogue.indicators.get(figure.series_id, ()):
            if _is_taken(figure, indicator, areas, context):
                found.observations.append({**_observation(figure, indicator), **place})
                found.reasons.append({**_key(figure, indicator), "reason": _reason(figure, catalogue), **place})


_KEY = ("indicator_id", "year", "area_code", "sex", "age_group")


def _indicators(context: ImportContext, column: str) -> dict[str, list[Row]]:
    """The indicators that are fed by each series, which is named in the column."""
    found: dict[str, list[Row]] = {}
    for row in context.tables["indicators"].filter(SOUND).iter_rows(named=True):
        if row["source_id"] in kolada.SOURCES and row[column]:
            found.setdefault(row[column], []).append(row)
    return found


def _own(context: ImportContext) -> tuple[str, str]:
    """The municipality's code and name."""
    areas = context.tables["areas"].filter(SOUND, pl.col("area_code") == (context.area_code or ""))
    return context.area_code or "", next(iter(areas["name"]), "")


def _areas(context: ImportContext, groups: Iterable[Group]) -> set[str]:
    """The areas whose figures are read: the municipality, the nation, members of groups, and those that have some here.

    A municipality that is in the groups no longer has its figures replaced with the others', so that all that is here
    is of one vintage.
    """
    members = {code for group in groups for code in group.members} | {
        *context.tables[MEMBERS].filter(SOUND)["area_code"]
    }
    fed = [row["indicator_id"] for rows in _indicators(context, "source_series_id").values() for row in rows]
    here = context.tables["observations"].filter(SOUND, pl.col("indicator_id").is_in(fed))["area_code"].unique()
    return {context.area_code or "", NATION, *members, *here}


def _margins_beside(rows: Sequence[Mapping[str, Any]], context: ImportContext) -> Iterator[Beside]:
    """The margins of error, in place of those of the same indicators: all of them, or of the only year that is read."""
    if rows:
        replaced = ("indicator_id",) if context.only_year is None else _KEY
        yield Beside("uncertainties", pl.DataFrame(rows, schema=placed((*_KEY, "half_width"))), replaced)


def _is_taken(figure: Figure, indicator: Row, areas: Collection[str], context: ImportContext) -> bool:
    """Whether a figure is one that the catalogue asks for: the sexes are the municipality's own where it has them."""
    first, last = indicator["valid_from"] or figure.year, indicator["valid_to"] or figure.year
    is_own = figure.area_code == context.area_code
    return (
        figure.area_code in areas
        and first <= figure.year <= last
        and context.only_year in (None, figure.year)
        and (figure.sex == TOTAL or (bool(indicator["is_divided_by_sex"]) and (is_own or figure.area_code == NATION)))
    )


def _key(figure: Figure, indicator: Row) -> dict[str, str]:
    key = (indicator["indicator_id"], str(figure.year), figure.area_code, figure.sex, "total")
    return dict(zip(_KEY, key, strict=True))


def _observation(figure: Figure, indicator: Row) -> dict[str, Any]:
    value = "" if figure.value is None else number(figure.value)
    status = "withdrawn" if figure.is_withdrawn else "missing" if figure.value is None else "final"
    return {
        **_key(figure, indicator),
        "value": value,
        "numerator": "",
        "denominator": "",
        "value_status": status,
        "note": None,
    }


def _without_withdrawn(observations: pl.DataFrame, present: pl.DataFrame) -> pl.DataFrame:
    """The observations without those withdrawn that were never here; those that were are missing from now on."""
    here = present.filter(SOUND).select(pl.col("year").cast(pl.String), *(name for name in _KEY if name != "year"))
    is_withdrawn = pl.col("value_status") == "withdrawn"
    known = observations.filter(is_withdrawn).join(here, on=list(_KEY), how="semi", maintain_order="left")
    kept = pl.concat([observations.filter(~is_withdrawn), known])
    return kept.with_columns(pl.col("value_status").replace("withdrawn", "missing"))


def _reason(figure: Figure, catalogue: _Catalogue) -> str:
    """Why a figure that is here is to change."""
    if figure.is_withdrawn:
        return say("withdrawn_by_source")
    if catalogue.before is None or figure.series_id not in catalogue.before:
        return say("taken_from_source")
    lock = catalogue.locks.get(figure.series_id)
    if lock is not None and lock.reason and catalogue.before[figure.series_id] != lock.series:
        return say("revised_by_method", reason=lock.reason)
    return say("revised_by_source")


def _unaccepted(file: str, bundle: Bundle, locks: Mapping[str, Lock], wanted: Iterable[str]) -> Iterator[Problem]:
    """A problem for each series that is not as it was accepted, and one for a file that does not say what they are."""
    if any(answer.address == SAVED for answer in bundle.answers):
        yield problem("series_is_described", Place(file))
        return
    for change in differences(sorted(wanted), kolada.series_in(bundle), locks):
        yield problem("series_is_as_accepted", Place(file), None, change=on_one_line(change))


def _spliced(observations: pl.DataFrame, present: pl.DataFrame, context: ImportContext) -> Iterator[Problem]:
    """A problem for each series and area with figures from before that the answers do not have."""
    if context.only_year is not None:
        return
    come = observations.filter(pl.col("sex") == TOTAL)
    first = come.group_by("indicator_id", maintain_order=True).agg(pl.first(FILE, ROW))
    here = present.filter(SOUND, pl.col("sex") == TOTAL, pl.col("value_status").is_in(PUBLISHED)).with_columns(
        pl.col("year").cast(pl.String)
    )
    left = here.join(come, on=["indicator_id", "area_code", "year"], how="anti").join(first, on="indicator_id")
    years = left.group_by("indicator_id", "area_code").agg(
        pl.col("year").sort(), pl.first(f"{FILE}_right", f"{ROW}_right")
    )
    labels = labels_of(context.tables)
    for row in years.sort("indicator_id", "area_code").iter_rows(named=True):
        place = Place(row[f"{FILE}_right"], row=row[f"{ROW}_right"])
        name, area = labels.indicator(row["indicator_id"]), labels.area(row["area_code"])
        yield problem("series_is_whole", place, indicator=name, area=area, years=numbers.listing(row["year"], "sv"))
