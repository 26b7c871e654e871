"""The charts of a release: for each indicator with a figure in the site's area, pictures in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from pipeline.builder.charts.pictures import as_json, draw, for_sharing, for_the_page
from pipeline.builder.charts.specification import Series, description, specification
from pipeline.model import Dataset
from pipeline.wording.numbers import LOCALES


def draw_charts(dataset: Dataset, area_code: str | None, folder: Path) -> None:
    """Write `<indicator_id>.svg`, `.png` and `.vl.json`, in English `<indicator_id>.en.svg` and so on."""
    folder.mkdir()
    if area_code is None:
        return
    for series in _series(dataset, area_code):
        name = series.indicator["indicator_id"] + ("" if series.locale == "sv" else f".{series.locale}")
        chart = specification(series)
        svg = draw(chart)
        page = for_the_page(svg, series.indicator["name"], description(series), series.locale)
        (folder / f"{name}.svg").write_text(page, encoding="utf-8")
        (folder / f"{name}.png").write_bytes(for_sharing(svg))
        (folder / f"{name}.vl.json").write_text(as_json(chart), encoding="utf-8")


def _series(dataset: Dataset, area_code: str) -> Iterator[Series]:
    tables = dataset.tables
    observations = tables["observations"].filter(pl.col("area_code") == area_code, pl.col("age_group") == "total")
    area = tables["areas"].filter(pl.col("area_code") == area_code)["name"][0]
    indicators = tables["indicators"].join(
        tables["sources"].select("source_id", "attribution"), on="source_id", maintain_order="left"
    )
    for indicator in indicators.iter_rows(named=True):
        is_own = pl.col("indicator_id") == indicator["indicator_id"]
        rows = observations.filter(is_own)
        if rows.height:
            targets = tables["targets"].filter(is_own)
            for locale in LOCALES:
                yield Series(indicator, rows, targets, area, dataset.is_example, locale)
