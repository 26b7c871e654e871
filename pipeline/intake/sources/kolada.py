"""Kolada's answers, fetched or saved: the figures of the municipality and the nation for the catalogue's indicators.

A series is taken whole or not at all. The same id has been a yearly figure, a mean of three years, and a yearly figure
again: what is there from before and not in the answers would be of another kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from pipeline.intake.files.document import Document
from pipeline.intake.files.official_answers import SAVED, bundle_of
from pipeline.intake.sources.contract import ASSESSED, OBSERVED, REASONED, Extract, ImportContext, no_rows, placed
from pipeline.labels import labels_of
from pipeline.messages import counted, number, problem, say
from pipeline.model import FILE, NATION, PUBLISHED, ROW, SOUND, TOTAL, Place, Problem, Repair
from pipeline.official import kolada
from pipeline.official.bundle import Bundle
from pipeline.official.kolada import Figure
from pipeline.official.series import Lock, differences, locks_of
from pipeline.wording import numbers
from pipeline.wording.visible import on_one_line

Row = Mapping[str, Any]


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether the document is Kolada's answers: no other file is opened with a text that is JSON."""
    return document.text is not None and bundle_of(document.text) is not None


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The figures of the documents, each of which is one set of answers."""
    indicators = _indicators(context)
    locks = locks_of(context.tables, kolada.NAME)
    rows: list[dict[str, Any]] = []
    reasons: list[dict[str, Any]] = []
    problems: list[Problem] = []
    repairs: list[Repair] = []
    for document in documents:
        bundle = bundle_of(document.text or "") or Bundle(kolada.NAME, ())
        figures = list(enumerate(kolada.figures_in(bundle.answers), start=1))
        problems += _unaccepted(
            document.name, bundle, locks, {figure.series_id for _, figure in figures} & {*indicators}
        )
        others = sum(figure.area_code not in (context.area_code, NATION) for _, figure in figures)
        if others:
            left_out = say("figures_of_others_are_left_out", count=counted(others, "figure"))
            repairs.append(Repair(Place(document.name), "figures_of_others_are_left_out", left_out))
        unknown = {figure.series_id: place for place, figure in reversed(figures) if figure.series_id not in indicators}
        problems += (
            problem("series_has_an_indicator", Place(document.name, row=place), name, series=name)
            for name, place in sorted(unknown.items())
        )
        for place, figure in figures:
            for indicator in indicators.get(figure.series_id, ()):
                if _is_taken(figure, indicator, context):
                    rows.append({**_observation(figure, indicator), FILE: document.name, ROW: place})
                    reasons.append(
                        {
                            **_key(figure, indicator),
                            "reason": _reason(figure, locks, context),
                            FILE: document.name,
                            ROW: place,
                        }
                    )
    observations = pl.DataFrame(rows, schema=placed(OBSERVED))
    present = context.tables["observations"]
    observations = _without_withdrawn(observations, present)
    problems += _spliced(observations, present, context)
    return Extract(
        observations,
        no_rows(ASSESSED),
        pl.DataFrame(reasons, schema=placed(REASONED)),
        no_rows(tuple(_KEY)),
        tuple(problems),
        tuple(repairs),
    )


_KEY = ("indicator_id", "year", "area_code", "sex", "age_group")


def _indicators(context: ImportContext) -> dict[str, list[Row]]:
    """The indicators that are fed by each series."""
    found: dict[str, list[Row]] = {}
    for row in context.tables["indicators"].filter(SOUND).iter_rows(named=True):
        if row["source_id"] in kolada.SOURCES and row["source_series_id"]:
            found.setdefault(row["source_series_id"], []).append(row)
    return found


def _is_taken(figure: Figure, indicator: Row, context: ImportContext) -> bool:
    """Whether a figure is one that the catalogue asks for: the sexes are the municipality's own where it has them."""
    first, last = indicator["valid_from"] or figure.year, indicator["valid_to"] or figure.year
    return (
        figure.area_code in (context.area_code, NATION)
        and first <= figure.year <= last
        and context.only_year in (None, figure.year)
        and (figure.sex == TOTAL or bool(indicator["is_divided_by_sex"]))
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


def _reason(figure: Figure, locks: Mapping[str, Lock], context: ImportContext) -> str:
    """Why a figure that is here is to change."""
    if figure.is_withdrawn:
        return say("withdrawn_by_source")
    before = context.answered.get(kolada.NAME)
    if before is None or figure.series_id not in kolada.series_in(before):
        return say("taken_from_source")
    lock = locks.get(figure.series_id)
    if lock is not None and lock.reason and kolada.series_in(before)[figure.series_id] != lock.series:
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
    """A problem for each series with figures from before that the answers do not have."""
    if context.only_year is not None:
        return
    come = observations.filter(pl.col("area_code") == context.area_code, pl.col("sex") == TOTAL)
    years = come.group_by("indicator_id", maintain_order=True).agg(pl.col("year"), pl.first(FILE, ROW))
    here = present.filter(
        SOUND, pl.col("area_code") == context.area_code, pl.col("sex") == TOTAL, pl.col("value_status").is_in(PUBLISHED)
    )
    for row in years.iter_rows(named=True):
        before = here.filter(pl.col("indicator_id") == row["indicator_id"])["year"].cast(pl.String).to_list()
        left = sorted(set(before) - set(row["year"]))
        if left:
            name = labels_of(context.tables).indicator(row["indicator_id"])
            place = Place(row[FILE], row=row[ROW])
            yield problem("series_is_whole", place, indicator=name, years=numbers.listing(left, "sv"))
