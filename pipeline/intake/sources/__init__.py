"""The layouts of staff's files. A source recognises its own files and reads them into observations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.intake.files.document import Document
from pipeline.intake.sources import (
    bra,
    bra_handled,
    bra_months,
    bra_municipalities,
    bra_tree,
    kolada,
    layout,
    scb,
    table,
)
from pipeline.intake.sources.contract import Extract, ImportContext

Reader = Callable[[Sequence[Document], ImportContext], Extract]
"""Reads the files of one source, in a context."""


@dataclass(frozen=True)
class Source:
    """A layout of files: its name on the command line, its title, and how it is recognised and read.

    It has no title if its files are recognised only to be refused. `is_public`: its files are those that an official
    source publishes, as they are.
    """

    name: str
    title: str
    recognises: Callable[[Document, ImportContext], bool]
    read: Reader
    is_public: bool = False


SOURCES: tuple[Source, ...] = (
    Source("bra", "Brås textfiler (Databasfil.txt), per månad eller år", bra.recognises, bra.read, is_public=True),
    Source(
        "bra_tree",
        "Brås export av en kommun år för år, med brotten i ett träd",
        bra_tree.recognises,
        bra_tree.read,
        is_public=True,
    ),
    Source(
        "bra_months", "samma export med månader, kvartal och år", bra_months.recognises, bra_months.read, is_public=True
    ),
    Source(
        "bra_municipalities",
        "Brås årliga tabell över kommunerna, med indikator och år i filens namn",
        bra_municipalities.recognises,
        bra_municipalities.read,
        is_public=True,
    ),
    Source("bra_handled", "", bra_handled.recognises, bra_handled.read),
    Source(
        "kolada",
        "svar från Kolada (json), hämtade med make fetch eller sparade för hand",
        kolada.recognises,
        kolada.read,
        is_public=True,
    ),
    Source(
        "scb",
        "folkmängden från SCB, hämtad med make fetch eller sparad för hand (json-stat2, csv, px)",
        scb.recognises,
        scb.read,
        is_public=True,
    ),
    Source(
        "table",
        "årets arbetsbok, och andra tabeller som säger indikator, år och värde (xlsx, ods, csv)",
        layout.recognises,
        table.read,
    ),
)
"""A file is read by the first source that recognises it."""
