"""Lund as it begins, with nothing typed, and Kolada on the loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.fetching.transport import Manners
from pipeline.intake.draft import draft_import
from pipeline.project import open_project
from tests.conftest import NOW, Outcome, Runner
from tests.fetching.kolada_server import Kolada, figure, group, locked, serving
from tests.fetching.scb_server import Scb, as_it_is
from tests.fetching.scb_server import serving as serving_scb
from tests.sheets import rows_of

LUND, NATION = "1281", "0000"

SIMILAR = ("0126", "0680", "0780", "1380", "1780", "2281", "2480")
"""Kolada's "Liknande kommuner IFO, Lund, 2024", G36580."""

COUNTY = tuple(
    "1214 1230 1231 1233 1256 1257 1260 1261 1262 1263 1264 1265 1266 1267 1270 1272 1273 1275 1276 1277 1278 "
    "1280 1281 1282 1283 1284 1285 1286 1287 1290 1291 1292 1293".split()
)
"""Kolada's "Skåne läns kommuner (ovägt medel)", G33621."""

START = (
    *("--name", "Lunds kommun", "--code", LUND, "--organisation-number", "212000-1132"),
    *("--contact-name", "Kvalitetsenheten", "--contact-email", "kvalitet@lund.se"),
    *("--social-services", "", "--social-emergency", "", "--yes"),
)

REAL = 6.28061
"""Lund's N07402 of 2021 in Kolada: 8 offences and 127,376 inhabitants."""

Fetch = Callable[..., Outcome]

QUICK = Manners(pause=0, waits=(0, 0), longest_wait=1, connecting=1, silence=0.5, whole=1.5)

PATIENT = replace(QUICK, connecting=5, silence=5, whole=15)
"""For answers that take a busy machine a while to make up."""


def made_up(area: str) -> float:
    """A figure of another municipality, which tells which one it is of."""
    return round(2 + int(area) / 1000, 3)


@pytest.fixture
def lund(project: Path, runner: Runner) -> Path:
    """A project that Lund has begun with, in which nothing has been typed."""
    assert runner("start", "--project", project, *START).exit_code == 0
    return project


@pytest.fixture
def kolada(lund: Path) -> Iterator[Kolada]:
    """Kolada's catalogue as accepted, and Lund's groups. One figure is real, Lund's of 2021; the rest are made up."""
    series = locked(lund / "data")
    figures = [
        figure(row["id"], area, year, REAL if (row["id"], area, year) == ("N07402", LUND, 2021) else value)
        for row in series
        for area, value in (
            (LUND, 5.5),
            (NATION, 7.31),
            *((code, made_up(code)) for code in {*SIMILAR, *COUNTY} - {LUND}),
        )
        for year in (2019, 2021, 2022, 2023)
    ]
    groups = [
        group("G36580", "Liknande kommuner IFO, Lund, 2024", *SIMILAR),
        group("G30001", "Liknande kommuner IFO, Lund, 2023", "0180", "1480"),
        group("G30002", "Liknande kommuner IFO, Lundby, 2025", "0180", "1480"),
        group("G36463", "Liknande kommuner IFO, Boden, 2024", "0781", "1265"),
        group("G33621", "Skåne läns kommuner (ovägt medel)", *COUNTY),
        group("G33620", "Blekinge läns kommuner (ovägt medel)", "1060", "1080"),
    ]
    with serving(Kolada(series, figures, groups)) as server:
        yield server


@pytest.fixture
def fetch(lund: Path, kolada: Kolada, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> Fetch:
    """Runs `pipeline fetch` against the server, which need not be waited for as long as the real one."""
    monkeypatch.setattr("pipeline.fetching.fetch.MANNERS", QUICK)
    asked = ("--source", "kolada", "--address", f"kolada={kolada.base}")
    return lambda *words: runner("fetch", "--project", lund, *asked, *words)


@pytest.fixture
def scb() -> Iterator[Scb]:
    """SCB as it is in November 2026."""
    with serving_scb(as_it_is()) as server:
        yield server


@pytest.fixture
def fetch_scb(lund: Path, scb: Scb, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> Fetch:
    """Runs `pipeline fetch` against the server that answers as SCB."""
    monkeypatch.setattr("pipeline.fetching.fetch.MANNERS", PATIENT)
    return lambda *words: runner("fetch", "--project", lund, "--source", "scb", "--address", f"scb={scb.base}", *words)


def observed(project: Path, indicator: str) -> dict[tuple[str, str], str]:
    """The indicator's values in the data, by area and year; of the total, the only one that there is."""
    return {
        (row["area_code"], row["year"]): row["value"]
        for path in sorted((project / "data/observations").glob("*.csv"))
        for row in rows_of(path)
        if row["indicator_id"] == indicator
    }


def rules(project: Path, file: Path) -> set[str]:
    """The rules that the file breaks."""
    drafted = draft_import(open_project(project), [file], today=NOW.date())
    return {found.rule for found in drafted.problems if found.place.file == file.name}
