"""SCB's population, fetched or saved: how many people the catalogue's rates are out of, in `denominators`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from pipeline.errors import AnswerFault
from pipeline.intake.files.document import Document
from pipeline.intake.files.official_answers import counts_in_px, is_saved, population_of
from pipeline.intake.files.text_formats import PX
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
from pipeline.intake.sources.population_tables import counts_in_table, is_population_table
from pipeline.labels import labels_of
from pipeline.messages import number, problem
from pipeline.model import FILE, KEY, NATION, ROW, SOUND, Key, Place, Problem
from pipeline.official import scb
from pipeline.official.bundle import Bundle
from pipeline.official.denominators import denominators, rates_of
from pipeline.official.jsonstat import read_data_set
from pipeline.official.population import ADULTS, Count, Population, Populations, populations
from pipeline.official.series import differences, locks_of
from pipeline.wording import numbers
from pipeline.wording.areas import area_names
from pipeline.wording.visible import on_one_line

TABLE = "denominators"


def recognises(document: Document, context: ImportContext) -> bool:
    """Whether the document is a population: SCB's answers as they were fetched, or a table that somebody has saved."""
    if document.text is None:
        return False
    return (
        population_of(document.text) is not None or PX.match(document.text) is not None or is_population_table(document)
    )


def read(documents: Sequence[Document], context: ImportContext) -> Extract:
    """The populations of the municipality and the nation in the documents, for each rate that is out of them."""
    taken: dict[Key, tuple[Population, Document]] = {}
    problems: list[Problem] = []
    for document in documents:
        bundle = population_of(document.text or "")
        try:
            problems += _unaccepted(document.name, bundle, context)
            found = populations(_counts(document, bundle, context), (context.area_code or "", NATION))
        except AnswerFault as fault:
            problems.append(problem("answer_can_be_used", Place(document.name), fault=str(fault)))
            continue
        problems += _without_ages(document.name, found, context)
        if bundle is not None and not is_saved(bundle):
            problems += _left_out(document.name, found, context)
        for key, population in denominators(context.tables, found).items():
            if context.only_year not in (None, key.year):
                continue
            before, _ = taken.setdefault(key, (population, document))
            if before != population:
                name, about = _about(key, context)
                problems.append(problem("population_is_one", Place(document.name), indicator=name, about=about))
    rows = pl.DataFrame(
        [_row(key, population, document) for key, (population, document) in taken.items()],
        schema=placed((*KEY, "value", "tolerance")),
    )
    return Extract(
        no_rows(OBSERVED),
        no_rows(ASSESSED),
        no_rows(REASONED),
        no_rows(KEY),
        tuple(problems),
        beside=(Beside(TABLE, rows, KEY),) if taken else (),
    )


def _counts(document: Document, bundle: Bundle | None, context: ImportContext) -> Iterable[Count]:
    """Every count of people in the document. Raises AnswerFault."""
    if bundle is not None:
        return (count for answer in bundle.answers for count in scb.counts_of(read_data_set(answer)))
    counts = counts_in_px(document.text or "")
    if counts is not None:
        return counts
    areas = context.tables["areas"].filter(SOUND).select("area_code", "name")
    return counts_in_table(document, area_names(areas.iter_rows()))


def _row(key: Key, population: Population, document: Document) -> dict[str, Any]:
    """A row of the table, placed at the first number of the area and the year in the document."""
    rows = document.sheets[0].rows.items() if document.sheets else ()
    place = (key.area_code, str(key.year))
    return {
        **{name: str(part) for name, part in zip(KEY, key, strict=True)},
        "value": number(population.value),
        "tolerance": number(population.tolerance) if population.tolerance else "",
        FILE: document.name,
        ROW: next((row for row, cells in rows if tuple(cell.content for cell in cells[:2]) == place), None),
    }


def _unaccepted(file: str, bundle: Bundle | None, context: ImportContext) -> Iterator[Problem]:
    """A problem for each table that is not as it was accepted, and one for a file that does not say which it is."""
    found, locks = scb.series_in(bundle) if bundle else {}, locks_of(context.tables, scb.NAME)
    if bundle is None or (is_saved(bundle) and not found.keys() <= locks.keys()):
        yield problem("series_is_described", Place(file))
        return
    for change in differences(sorted(found), found, locks):
        yield problem("series_is_as_accepted", Place(file), None, change=on_one_line(change))


def _without_ages(file: str, found: Populations, context: ImportContext) -> Iterator[Problem]:
    """A warning for the rates that are out of adults, if the file has no ages."""
    labels = labels_of(context.tables)
    names = [labels.indicator(rate.indicator_id) for rate in rates_of(context.tables) if rate.group == ADULTS]
    if names and found and not any(group == ADULTS for _, _, group in found):
        yield problem("population_has_ages", Place(file), indicators=numbers.listing(names, "sv"))


def _left_out(file: str, found: Populations, context: ImportContext) -> Iterator[Problem]:
    """A problem if there are populations from before of years that the answers do not have."""
    if context.only_year is not None:
        return
    rates = [rate.indicator_id for rate in rates_of(context.tables)]
    present = context.tables[TABLE].filter(
        SOUND, pl.col("indicator_id").is_in(rates), pl.col("area_code") == context.area_code
    )
    left = sorted(set(present["year"].to_list()) - {year for area, year, _ in found if area == context.area_code})
    if left:
        yield problem("population_is_whole", Place(file), years=numbers.listing(list(map(str, left)), "sv"))


def _about(key: Key, context: ImportContext) -> tuple[str, str]:
    labels = labels_of(context.tables)
    row: Mapping[str, Any] = dict(zip(KEY, key, strict=True))
    return labels.indicator(key.indicator_id), labels.about(row)
