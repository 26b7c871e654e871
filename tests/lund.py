"""Lund's site with figures of its own, the nation's and those of municipalities to compare with.

Only Lund's N07402 of 2021 (6.28061) is real, and the members of the groups; every other figure is made up.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import NOW, copy_project, run
from tests.fetching.conftest import COUNTY, LUND, NATION, REAL, SIMILAR, START
from tests.fetching.kolada_server import Kolada, Row, figure, group, locked, serving
from tests.fetching.scb_server import as_it_is
from tests.fetching.scb_server import serving as serving_scb

YEARS = range(2021, 2026)

HIDDEN_FROM = {"1214", "1230"}
"""Municipalities that have no figures of 2022."""

RATE_OF_12 = 7.61615
"""Lund's made-up rate of N07402 in 2025: 12 offences in a population that is made up too, 157,560."""

ENOUGH = 4
"""How many of the seven similar municipalities have a figure of 2023; of 2024 there is one fewer."""


def value_of(area: str, year: int) -> float:
    """The made-up figure of a municipality, or of the nation."""
    return 8.0 + (year - 2021) / 10 if area == NATION else round(4 + int(area) % 17 / 2 + (year - 2021) / 5, 2)


def figures_of(series: str) -> list[Row]:
    """Everybody's figures of a series; some have none of some years."""
    rows = []
    for area in (LUND, NATION, *sorted({*SIMILAR, *COUNTY} - {LUND})):
        for year in YEARS:
            value: float | None = value_of(area, year)
            if series == "N07684":
                value = 0.2 if area == LUND else 0.3
            elif (series, area, year) == ("N07402", LUND, 2021):
                value = REAL
            elif (series, area, year) == ("N07402", LUND, 2025):
                value = RATE_OF_12
            elif area in HIDDEN_FROM and year == 2022:
                value = None
            elif area in SIMILAR and year in (2023, 2024):
                value = value if SIMILAR.index(area) < ENOUGH - (year == 2024) else None
            status = {"status": "Missing"} if value is None else {}
            rows.append(figure(series, area, year, value, **status))
    return rows


def make_lund(repository: Path, project: Path) -> None:
    """Start, fetch and publish Lund's site in a folder that is not there yet."""
    copy_project(repository, project)
    series = locked(project / "data")
    groups = [
        group("G36580", "Liknande kommuner IFO, Lund, 2024", *SIMILAR),
        group("G33621", "Skåne läns kommuner (ovägt medel)", *COUNTY),
    ]
    kolada = Kolada(series, [row for each in series for row in figures_of(each["id"])], groups)
    with pytest.MonkeyPatch.context() as monkeypatch, serving(kolada), serving_scb(as_it_is()) as scb:
        monkeypatch.setattr("pipeline.cli.now", lambda: NOW)
        for words in (
            ("start", *START),
            ("fetch", "--address", f"kolada={kolada.base}", "--address", f"scb={scb.base}"),
            ("publish",),
        ):
            outcome = run(*words, "--project", project)
            assert outcome.exit_code == 0, outcome
