"""What an official source has answered, fetched or saved by somebody, as a document of the figures in it."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.errors import AnswerFault
from pipeline.intake.files.document import Document, Sheet, SheetCell
from pipeline.intake.files.unreadable import UnreadableFile
from pipeline.messages import say
from pipeline.model import Problem, Repair
from pipeline.official import kolada
from pipeline.official.bundle import Answer, Bundle, read_bundle

SAVED = "/data/"
"""The address of a page that somebody has saved: nobody knows which it was, but it has figures."""


def open_answers(path: Path, content: bytes) -> tuple[Document, list[Problem], list[Repair]]:
    """The answers in a file, a figure on each row of the one sheet. Raises UnreadableFile."""
    try:
        text = content.decode("utf-8-sig")
        bundle = bundle_of(text)
        figures = () if bundle is None else tuple(kolada.figures_in(bundle.answers))
    except UnicodeDecodeError as error:
        raise UnreadableFile("file_is_made_for_programs", kind=say("is_json")) from error
    except AnswerFault as fault:
        raise UnreadableFile("answer_can_be_used", fault=str(fault)) from fault
    if bundle is None:
        raise UnreadableFile("file_is_made_for_programs", kind=say("is_json"))
    rows = {
        number: tuple(map(SheetCell, (each.series_id, each.area_code, str(each.year), each.sex, each.value)))
        for number, each in enumerate(figures, start=1)
    }
    return Document(path, (Sheet(None, rows),), text), [], []


def bundle_of(text: str) -> Bundle | None:
    """The answers in a file's text, or the one page of them that it is; None if it is something else."""
    bundle = read_bundle(text)
    if bundle is not None:
        return bundle if bundle.source == kolada.NAME else None
    try:
        is_page = kolada.is_page(json.loads(text))
    except (ValueError, RecursionError):
        is_page = False
    return Bundle(kolada.NAME, (Answer(SAVED, "", text),)) if is_page else None
