"""The layouts of staff's files. A source recognises its own files and reads them into observations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.intake.files.document import Document
from pipeline.intake.sources import bra, kolada, layout, scb, table
from pipeline.intake.sources.contract import Extract, ImportContext

Reader = Callable[[Sequence[Document], ImportContext], Extract]
"""Reads the files of one source, in a context."""


@dataclass(frozen=True)
class Source:
    """A layout of files: its name on the command line, its title, and how it is recognised and read."""

    name: str
    title: str
    recognises: Callable[[Document, ImportContext], bool]
    read: Reader


SOURCES: tuple[Source, ...] = (
    Source("bra", "Brås äldre månadsexport (DatabasfilMånÅÅÅÅ.txt)", bra.recognises, bra.read),
    Source(
        "kolada",
        "svar från Kolada (json), hämtade med make fetch eller sparade för hand",
        kolada.recognises,
        kolada.read,
    ),
    Source(
        "scb",
        "folkmängden från SCB, hämtad med make fetch eller sparad för hand (json-stat2, csv, px)",
        scb.recognises,
        scb.read,
    ),
    Source(
        "table",
        "årets arbetsbok, och andra tabeller som säger indikator, år och värde (xlsx, ods, csv)",
        layout.recognises,
        table.read,
    ),
)
"""A file is read by the first source that recognises it."""
