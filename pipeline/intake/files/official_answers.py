"""What an official source has answered, fetched or saved by somebody, as a document of the figures in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import AnswerFault
from pipeline.intake.files.document import Document, Sheet, SheetCell
from pipeline.intake.files.text_formats import PX
from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.messages import say
from pipeline.model import Problem, Repair
from pipeline.official import kolada, scb
from pipeline.official.bundle import Answer, Bundle, read_bundle
from pipeline.official.jsonstat import is_data_set, read_data_set
from pipeline.official.population import Count
from pipeline.official.px import decode_px, read_px

SAVED = "/data/"
"""The address of a page that somebody has saved: nobody knows which it was, but it has figures."""

OF_POPULATION = re.compile(r'\b(?:CONTENTS|VALUES\("tabellinnehåll"\))\s*=[^;]*"Folkmängd"')
"""Where a PC-Axis file says that it is of the population."""

THE_FILE = "filen"
"""The same of a data set, as it is told: the answer from the file."""


def open_answers(path: Path, content: bytes) -> tuple[Document, list[Problem], list[Repair]]:
    """The answers in a file, a figure on each row of the one sheet. Raises UnreadableFile."""
    try:
        text = content.decode("utf-8-sig")
        figures = tuple(_figures(text))
    except UnicodeDecodeError as error:
        raise UnreadableFile("file_is_made_for_programs", kind=say("is_json")) from error
    except AnswerFault as fault:
        raise UnreadableFile("answer_can_be_used", fault=str(fault)) from fault
    return Document(path, (Sheet(None, dict(_rows(figures))),), text), [], []


def open_px(path: Path, content: bytes) -> tuple[Document, list[Problem], list[Repair]]:
    """The population in a PC-Axis file, a count on each row of the one sheet. Raises UnreadableFile for any other."""
    text = decode_px(content)
    if text is None or OF_POPULATION.search(text) is None:
        raise UnreadableFile("file_is_made_for_programs", kind=say("is_px"))
    try:
        counts = list(scb.counts_of(read_px(text, THE_FILE)))
    except AnswerFault as fault:
        raise UnreadableFile("answer_can_be_used", fault=str(fault)) from fault
    return Document(path, (Sheet(None, dict(_rows(map(_row, counts)))),), text), [], []


def _rows(rows: Iterable[tuple[str | float | None, ...]]) -> Iterator[tuple[int, tuple[SheetCell, ...]]]:
    for number, row in enumerate(rows, start=1):
        yield number, tuple(map(SheetCell, row))


def _row(count: Count) -> tuple[str | float | None, ...]:
    return count.area_code, str(count.year), count.sex, scb.age_label(count.age), count.value


def counts_in_px(text: str) -> list[Count] | None:
    """The counts of people in a PC-Axis file's text; None if it is something else."""
    return list(scb.counts_of(read_px(text, THE_FILE))) if PX.match(text) else None


def _figures(text: str) -> Iterator[tuple[str | float | None, ...]]:
    """The figures of Kolada's or SCB's answers. Raises UnreadableFile if the text is neither, and AnswerFault."""
    bundle, population = bundle_of(text), population_of(text)
    if bundle is None and population is None:
        raise UnreadableFile("file_is_made_for_programs", kind=say("is_json"))
    for each in kolada.figures_in(bundle.answers) if bundle else ():
        yield each.series_id, each.area_code, str(each.year), each.sex, each.value
    for answer in population.answers if population else ():
        yield from map(_row, scb.counts_of(read_data_set(answer)))


def bundle_of(text: str) -> Bundle | None:
    """Kolada's answers in a file's text, or the one page of them that it is; None if it is something else."""
    bundle = read_bundle(text)
    if bundle is not None:
        return bundle if bundle.source == kolada.NAME else None
    return Bundle(kolada.NAME, (Answer(SAVED, "", text),)) if kolada.is_page(_content(text)) else None


def population_of(text: str) -> Bundle | None:
    """SCB's answers in a file's text, or the one data set that it is; None if it is something else."""
    bundle = read_bundle(text)
    if bundle is not None:
        return bundle if bundle.source == scb.NAME else None
    return Bundle(scb.NAME, (Answer(THE_FILE, "", text),)) if is_data_set(_content(text)) else None


def is_saved(bundle: Bundle) -> bool:
    """Whether somebody has saved the answers, so that nobody knows what was asked."""
    return any(answer.address in (SAVED, THE_FILE) for answer in bundle.answers)


def _content(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
