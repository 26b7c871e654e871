"""What staff's files can be. A source recognises its own files and reads them to observations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.intake import bra
from pipeline.model import Problem

Reader = Callable[[Sequence[Path], pl.DataFrame, Mapping[str, int], int | None], tuple[pl.DataFrame, list[Problem]]]
"""Files, areas, explicit choices and the only year asked for, to observations (no `retrieved_on`) and problems."""


@dataclass(frozen=True)
class Source:
    """A layout of files: its name on the command line, what it is called, and how it is known and read."""

    name: str
    title: str
    recognises: Callable[[Path], bool]
    read: Reader


SOURCES: tuple[Source, ...] = (
    Source("bra", "Brås äldre månadsexport (DatabasfilMånÅÅÅÅ.txt)", bra.recognises, bra.read),
)
