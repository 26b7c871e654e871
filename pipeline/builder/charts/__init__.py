"""The charts of a release: for each indicator with a figure in the site's area, pictures in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.builder.charts.drawing import Files, draw_charts_of
from pipeline.builder.charts.reuse import drawn_from, drawn_with, read_files, read_seals, seal, write_seals
from pipeline.builder.charts.series import Series
from pipeline.model import Dataset
from pipeline.wording.numbers import LOCALES

TEXTS = ("name", "unit", "attribution")
INDICATOR = ("indicator_id", "decimals", "value_kind", "direction", "ages", "periodicity", "period_type")
OBSERVATION = ("year", "sex", "value", "value_status", "series_break", "note", "retrieved_on")
TARGET = ("year", "value")
"""The columns that charts are drawn from: a change in any other is no reason to redraw one."""


def draw_charts(
    dataset: Dataset, area_code: str | None, release: Path, earlier: Path | None = None, workers: int = 1
) -> None:
    """Write `charts/<indicator_id>.svg`, `.narrow.svg`, `.png` and `.vl.json`, in English `<indicator_id>.en.svg` etc.

    A chart that would be drawn as in the release `earlier` is reused from it; the others are drawn by at most
    `workers` processes. `charts.json` beside the charts lets the next release do the same.
    """
    folder = release / "charts"
    folder.mkdir()
    charts = {_name(series): series for series in series_of(dataset, area_code)} if area_code is not None else {}
    tools = drawn_with()
    origins = {name: drawn_from(series, tools) for name, series in charts.items()}
    seals = dict.fromkeys(charts, "")
    for name, files in _files(charts, origins, earlier, workers):
        seals[name] = seal(origins[name], files)
        for ending, content in files.items():
            (folder / f"{name}.{ending}").write_bytes(content)
    write_seals(release, seals)


def _files(
    charts: Mapping[str, Series], origins: Mapping[str, str], earlier: Path | None, workers: int
) -> Iterator[tuple[str, Files]]:
    """The files of each chart by its name, the reused ones first."""
    seals = read_seals(earlier) if earlier else {}
    redrawn = []
    for name in charts:
        files = read_files(earlier, name) if earlier and name in seals else None
        if files and seal(origins[name], files) == seals[name]:
            yield name, files
        else:
            redrawn.append(name)
    yield from zip(redrawn, draw_charts_of([charts[name] for name in redrawn], workers), strict=True)


def series_of(dataset: Dataset, area_code: str) -> Iterator[Series]:
    """The series of each indicator with a figure in the area, in each language."""
    tables = dataset.tables
    observations = tables["observations"].filter(pl.col("area_code") == area_code, pl.col("age_group") == "total")
    area = tables["areas"].filter(pl.col("area_code") == area_code).row(0, named=True)
    indicators = tables["indicators"].join(
        tables["sources"].select("source_id", "^attribution.*$"), on="source_id", maintain_order="left"
    )
    for indicator in indicators.iter_rows(named=True):
        is_own = pl.col("indicator_id") == indicator["indicator_id"]
        rows = observations.filter(is_own).select(OBSERVATION)
        if rows.height:
            targets = tables["targets"].filter(is_own).select(TARGET)
            for locale in LOCALES:
                described = {**{name: indicator[name] for name in INDICATOR}, **_texts(indicator, TEXTS, locale)}
                name = _texts(area, ("name",), locale)["name"]
                yield Series(described, rows, targets, f"{name[:1].upper()}{name[1:]}", dataset.is_example, locale)


def _texts(row: Mapping[str, Any], names: Iterable[str], locale: str) -> dict[str, str]:
    """The texts of a row in the language, or in Swedish those that are not translated."""
    return {name: (row.get(f"{name}_en") if locale != "sv" else None) or row[name] for name in names}


def _name(series: Series) -> str:
    indicator_id: str = series.indicator["indicator_id"]
    return indicator_id if series.locale == "sv" else f"{indicator_id}.{series.locale}"
