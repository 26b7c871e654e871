"""Any set of figures, laid out in any way in any spelling, reads back the same or is refused: never other figures."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake.draft import draft_import
from pipeline.model import SOUND
from pipeline.project import Project
from tests.intake.files import text_file, workbook

TODAY = datetime.date(2026, 11, 24)

Key = tuple[str, str, str, str, str]
"""Indicator, year, area, sex and age group, in the product's codes."""

INDICATOR, YEAR, AREA, SEX, AGE = range(5)

SOURCES: dict[str, tuple[str, ...]] = {
    "bra": ("VNR-07", "P1-03", "P3-01", "P3-02", "P6-01", "SEX-02"),
    "kolada_bra": ("VNR-01", "VNR-02", "SEX-01"),
    "municipality": ("P2-02", "VNR-11", "P5-03", "UPP-01"),
}
"""Indicators of one kind by their source: counts, rates and shares."""

BY_SEX = frozenset({"VNR-07", "P1-03", "P3-01", "P3-02", "P6-01", "SEX-02"})

INDICATORS: dict[str, tuple[str, ...]] = {
    "VNR-07": ("VNR-07", "Anmälda barnfridsbrott"),
    "P1-03": ("P1-03", "Anmälda brott om grov fridskränkning mot flickor och pojkar"),
    "P3-01": ("P3-01", "Anmälda överträdelser av kontaktförbud"),
    "P3-02": ("P3-02", "Anmälda brott om olaga förföljelse"),
    "P6-01": ("P6-01", "Anmälda brott om sexuellt ofredande"),
    "SEX-02": ("SEX-02", "Anmälda våldtäkter", "ANMÄLDA VÅLDTÄKTER"),
    "VNR-01": ("VNR-01", "N07402", "Anmälda brott om grov kvinnofridskränkning per 100 000 invånare"),
    "VNR-02": ("VNR-02", "N07549"),
    "SEX-01": ("SEX-01", "N07537", "N07537 - Anmälda sexualbrott, antal/100 000 inv"),
    "P2-02": ("P2-02", "Enheter inom äldreomsorgen med rutin för att upptäcka våld"),
    "VNR-11": ("VNR-11", "Personal som har gått grundutbildning om våld"),
    "P5-03": ("P5-03",),
    "UPP-01": ("UPP-01",),
}
AREAS: dict[str, tuple[str, ...]] = {
    "2582": ("2582", "Boden", "Bodens kommun", "2582 Boden"),
    "2580": ("2580", "Luleå", "Luleå kommun", "2580 Luleå"),
    "2080": ("2080", "Falun", "Falu kommun", "2080 Falun"),
    "0000": ("0000", "Riket", "00 Riket", "Hela landet"),
}
SEXES: dict[str, tuple[str, ...]] = {
    "K": ("K", "kvinnor", "Kvinnor", "2"),
    "M": ("M", "män", "Män", "1"),
    "T": ("T", "totalt", "Totalt", "1+2"),
}
"""The same place in each is the same way of spelling."""

AGES: dict[str, tuple[str, ...]] = {
    "total": ("total", "alla åldrar", "Totalt"),
    "0-17": ("0-17", "0–17 år", "0-17 år"),
    "18+": ("18+", "18 år eller äldre", "18 år och äldre"),
}
HEADINGS: dict[int, tuple[str, ...]] = {
    INDICATOR: ("Indikator", "indikator", "INDIKATOR", "Nyckeltal"),
    YEAR: ("År", "år", "year"),
    AREA: ("Kommun", "region", "Kommunkod", "Område"),
    SEX: ("Kön", "kön", "sex"),
    AGE: ("Ålder", "ålder", "Åldersgrupp"),
}
VALUES = {
    "bra": ("Värde", "Antal"),
    "kolada_bra": ("Värde", "Per 100 000 inv", "Per 100 000 invånare"),
    "municipality": ("Värde", "Andel", "Andel (%)", "Procent"),
}


@dataclass(frozen=True)
class Layout:
    """Figures by their key, and how they are laid out and spelt."""

    figures: Mapping[Key, float]
    source: str
    across: tuple[int, ...]
    """None in a long table; a wide one has the values of one or two dimensions as headings."""

    left_out: frozenset[int]
    """Dimensions that the table does not name: our own area, all ages and the total of the sexes."""

    in_title: frozenset[int]
    """Dimensions of which there is one value, which stands above the table."""

    headings: tuple[str, ...]
    value_heading: str
    spelling: tuple[int, int, int]
    """Which spelling of areas, of sexes and of ages."""

    names: Mapping[str, str]
    suffix: str
    delimiter: str
    decimal: str
    encoding: str
    fills_down: bool


def spelt(layout: Layout, dimension: int, code: str) -> str:
    """A value of a dimension as the file writes it."""
    way = dict(zip((AREA, SEX, AGE), layout.spelling, strict=True))
    words = {AREA: AREAS, SEX: SEXES, AGE: AGES}.get(dimension)
    if dimension == INDICATOR:
        return layout.names[code]
    return words[code][way[dimension] % len(words[code])] if words else code


def number(layout: Layout, value: float | None) -> Any:
    """A value as the file writes it."""
    if value is None:
        return ""
    if layout.suffix == "xlsx":
        return int(value) if value == int(value) else value
    return f"{value:.12g}".replace(".", layout.decimal)


def rows(layout: Layout) -> list[list[Any]]:
    """The rows of the file."""
    down = [d for d in range(5) if d not in (*layout.across, *layout.left_out, *layout.in_title)]
    table = list(_wide(layout, down) if layout.across else _long(layout, down))
    title = " ".join(spelt(layout, d, _only(layout, d)) for d in sorted(layout.in_title))
    return [[title], [], *table] if title else table


def _only(layout: Layout, dimension: int) -> str:
    (code,) = {key[dimension] for key in layout.figures}
    return code


def _long(layout: Layout, down: list[int]) -> Iterable[list[Any]]:
    yield [*(layout.headings[d] for d in down), layout.value_heading]
    for key, value in layout.figures.items():
        yield [*(spelt(layout, d, key[d]) for d in down), number(layout, value)]


def _wide(layout: Layout, down: list[int]) -> Iterable[list[Any]]:
    """One row of headings a dimension across, each cell of the upper ones over all of its columns."""
    codes = [list(dict.fromkeys(key[d] for key in layout.figures)) for d in layout.across]
    columns = list(itertools.product(*codes))
    for level, dimension in enumerate(layout.across):
        is_last = level == len(layout.across) - 1
        stub = [layout.headings[d] if is_last else "" for d in down]
        yield [*stub, *(spelt(layout, dimension, column[level]) for column in columns)]
    before: list[str] = []
    for row in dict.fromkeys(tuple(key[d] for d in down) for key in layout.figures):
        cells = [spelt(layout, d, code) for d, code in zip(down, row, strict=True)]
        shown = _without_what_stands_above(cells, before) if layout.fills_down else cells
        yield [*shown, *(number(layout, _value(layout, down, row, column)) for column in columns)]
        before = cells


def _without_what_stands_above(cells: list[str], before: list[str]) -> list[str]:
    """PxWeb's stub: a value stands on the first of its rows only; the last column is written on each."""
    same = 0
    while same < min(len(cells) - 1, len(before)) and cells[same] == before[same]:
        same += 1
    return [*[""] * same, *cells[same:]]


def _value(layout: Layout, down: list[int], row: tuple[str, ...], column: tuple[str, ...]) -> float | None:
    known = dict(zip((*down, *layout.across), (*row, *column), strict=True))
    first = next(iter(layout.figures))
    indicator, year, area, sex, age = (known.get(d, first[d]) for d in range(5))
    return layout.figures.get((indicator, year, area, sex, age))


def content(layout: Layout) -> bytes:
    """The file."""
    if layout.suffix == "xlsx":
        return workbook(rows(layout), sheet="Blad1")
    return text_file(rows(layout), layout.delimiter, layout.encoding, "\r\n")


def some(choices: Iterable[Any], least: int, most: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(list(choices)), min_size=least, max_size=most, unique=True)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    source = draw(st.sampled_from(sorted(SOURCES)))
    figures = draw(figures_of(source))
    single = {d for d in range(5) if len({key[d] for key in figures}) == 1}
    ours = {AREA: "2582", SEX: "T", AGE: "total"}
    supposed = {d for d, code in ours.items() if {key[d] for key in figures} == {code}}
    left_out = frozenset(draw(st.sets(st.sampled_from(sorted(supposed))))) if supposed else frozenset()
    many = [d for d in (INDICATOR, YEAR, AREA, SEX, AGE) if d not in single]
    across = tuple(draw(st.permutations(many)))[: draw(st.integers(0, min(2, len(many))))]
    titled = [d for d in (INDICATOR, YEAR) if d in single]
    in_title = frozenset(draw(st.sets(st.sampled_from(titled)))) if titled else frozenset()
    delimiter = draw(st.sampled_from(";\t,"))
    return Layout(
        figures=figures,
        source=source,
        across=across,
        left_out=left_out,
        in_title=in_title,
        headings=tuple(draw(st.sampled_from(HEADINGS[d])) for d in range(5)),
        value_heading=draw(st.sampled_from(VALUES[source])),
        spelling=draw(st.tuples(*[st.integers(0, 11)] * 3)),
        names={code: draw(st.sampled_from(INDICATORS[code])) for code in SOURCES[source]},
        suffix=draw(st.sampled_from(["csv", "xlsx"])),
        delimiter=delimiter,
        decimal="." if delimiter == "," else draw(st.sampled_from([",", "."])),
        encoding=draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252"])),
        fills_down=draw(st.booleans()),
    )


@st.composite
def figures_of(draw: st.DrawFn, source: str) -> dict[Key, float]:
    """Figures of one source's indicators; where the sexes and their total stand together they add up."""
    indicators = draw(some(SOURCES[source], 1 if source == "kolada_bra" else 2, 3 if source == "kolada_bra" else 4))
    years = sorted(draw(some(("2022", "2023", "2024", "2025"), 1, 3)))
    areas = ["2582"] if source == "municipality" else draw(some(AREAS, 1, 3))
    sexes = draw(st.sampled_from([("T",), ("K", "M"), ("K", "M", "T")])) if source == "bra" else ("T",)
    ages = draw(st.sampled_from([("total",), ("0-17", "18+")])) if source == "bra" else ("total",)
    figures: dict[Key, float] = {}
    for indicator, area, year, age in itertools.product(indicators, areas, years, ages):
        counted = {sex: draw(_amount(source)) for sex in sexes if sex != "T" or sexes == ("T",)}
        if "T" in sexes and len(sexes) > 1:
            counted["T"] = counted["K"] + counted["M"]
        for sex, value in counted.items():
            figures[indicator, year, area, sex, age] = value
    return _some_left_out(draw, figures) if sexes == ("T",) else figures


def _some_left_out(draw: st.DrawFn, figures: dict[Key, float]) -> dict[Key, float]:
    """A cell may be empty, though not all of them."""
    empty = draw(st.sets(st.sampled_from(sorted(figures)), max_size=len(figures) - 1))
    return {key: value for key, value in figures.items() if key not in empty}


def _amount(source: str) -> st.SearchStrategy[float]:
    if source == "bra":
        return st.integers(0, 2999).map(float)
    if source == "kolada_bra":
        return st.integers(1, 9999).map(lambda tenths: tenths / 10)
    return st.integers(20, 1000).map(lambda tenths: tenths / 10)


def read_back(project: Project, folder: Path, layout: Layout) -> tuple[list[str], dict[Key, float | str]]:
    """What stops the file, and the figures, or why there is none, that are taken from it if nothing does."""
    path = folder / f"tabell.{layout.suffix}"
    path.write_bytes(content(layout))
    draft = draft_import(project, [path], today=TODAY)
    stops = [problem.message for problem in draft.problems if problem.fatal]
    found = {
        (row["indicator_id"], str(row["year"]), row["area_code"], row["sex"], row["age_group"]): (
            row["value"] if row["value_status"] == "final" else row["value_status"]
        )
        for row in draft.dataset.tables["observations"].filter(SOUND).iter_rows(named=True)
    }
    return stops, {} if stops else found


def plainly(layout: Layout, across: tuple[int, ...]) -> Layout:
    """The same figures in words that cannot be misunderstood, with every dimension named."""
    return replace(
        layout,
        across=across,
        left_out=frozenset(),
        in_title=frozenset(),
        headings=("Indikator", "År", "Kommun", "Kön", "Ålder"),
        value_heading="Värde",
        spelling=(1, 1, 1),
        names={code: code for code in SOURCES[layout.source]},
        delimiter=";",
        decimal=",",
        encoding="utf-8-sig",
        fills_down=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("layouts")


@settings(max_examples=60)
@given(layout=layouts())
def test_figures_in_any_layout_read_back_the_same_or_are_refused(
    layout: Layout, started_in_boden: Project, folder: Path
) -> None:
    stops, found = read_back(started_in_boden, folder, layout)
    assert stops or found == layout.figures


@pytest.mark.whole
@settings(max_examples=600)
@given(layout=layouts())
def test_figures_in_many_layouts_read_back_the_same_or_are_refused(
    layout: Layout, started_in_boden: Project, folder: Path
) -> None:
    stops, found = read_back(started_in_boden, folder, layout)
    assert stops or found == layout.figures


@settings(max_examples=20)
@given(layout=layouts())
def test_figures_in_a_long_table_are_read(layout: Layout, started_in_boden: Project, folder: Path) -> None:
    assert read_back(started_in_boden, folder, plainly(layout, ())) == ([], layout.figures)


@settings(max_examples=30)
@given(layout=layouts().filter(lambda layout: bool(layout.across)))
def test_figures_in_a_table_with_a_dimension_across_are_read(
    layout: Layout, started_in_boden: Project, folder: Path
) -> None:
    assert read_back(started_in_boden, folder, plainly(layout, layout.across[:1])) == ([], layout.figures)
