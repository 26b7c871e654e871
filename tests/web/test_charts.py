"""Charts: what is drawn, what is said where nothing can be, and the same bytes each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.charts import specification

INDICATOR = {
    "indicator_id": "P3-01",
    "name": "Anmälda överträdelser av kontaktförbud",
    "unit": "antal anmälda brott",
    "value_kind": "count",
    "attribution": "Källa: Brå",
}


def series(*rows: tuple[int, str, float | None, str, bool]) -> pl.DataFrame:
    """Observations as (year, sex, value, status, whether a break begins)."""
    names = ["year", "sex", "value", "value_status", "series_break"]
    return pl.DataFrame(rows, schema=names, orient="row")


def marks(chart: dict[str, Any], kind: str) -> list[list[dict[str, Any]]]:
    """The rows that each layer of a kind of mark is drawn from."""
    layers = chart["vconcat"][0]["layer"]
    return [layer["data"]["values"] for layer in layers if layer["mark"]["type"] == kind]


def test_a_line_is_broken_by_a_missing_year_and_by_a_series_break() -> None:
    chart = specification(
        INDICATOR,
        series(
            (2020, "T", 5.0, "final", False),
            (2021, "T", 6.0, "final", False),
            (2022, "T", None, "suppressed_primary", False),
            (2023, "T", 8.0, "final", False),
            (2024, "T", 9.0, "preliminary", True),
        ),
        "Exempelkommunen",
        True,
    )

    assert marks(chart, "line") == [
        [
            {"year": "2020", "value": 5.0, "sex": "Totalt", "run": 1},
            {"year": "2021", "value": 6.0, "sex": "Totalt", "run": 1},
            {"year": "2023", "value": 8.0, "sex": "Totalt", "run": 2},
            {"year": "2024", "value": 9.0, "sex": "Totalt", "run": 3},
        ]
    ]
    assert marks(chart, "rule") == [[{"year": "2024"}]]
    assert {"year": "2022", "text": "visas inte"} in marks(chart, "text")[1]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("missing", "saknas"),
        ("not_applicable", "ej tillämplig"),
        ("not_collected", "ej insamlad"),
        ("suppressed_primary", "visas inte"),
        ("suppressed_secondary", "visas inte"),
    ],
)
def test_a_year_without_a_figure_says_why(status: str, word: str) -> None:
    chart = specification(INDICATOR, series((2024, "T", None, status, False)), "Exempelkommunen", False)

    assert marks(chart, "text") == [[{"year": "2024", "text": word}]]
    assert marks(chart, "point") == [[]]


def test_zero_is_a_point_and_not_an_absence() -> None:
    chart = specification(INDICATOR, series((2024, "T", 0.0, "final", False)), "Exempelkommunen", False)

    assert marks(chart, "point") == [[{"year": "2024", "value": 0.0, "sex": "Totalt", "run": 1}]]
    assert marks(chart, "text") == [[]]


def test_the_axis_begins_at_zero_and_has_every_year() -> None:
    chart = specification(
        INDICATOR, series((2021, "T", 40.0, "final", False), (2024, "T", 44.0, "final", False)), "Ale", False
    )

    encoding = next(layer for layer in chart["vconcat"][0]["layer"] if layer["mark"]["type"] == "line")["encoding"]
    assert encoding["y"]["scale"]["domainMin"] == 0
    assert encoding["x"]["scale"]["domain"] == ["2021", "2022", "2023", "2024"]


def test_every_chart_carries_its_title_area_unit_source_and_that_it_is_an_example(release: Path) -> None:
    charts = sorted((release / "charts").iterdir())

    assert len(charts) == 34
    for path in charts:
        words = " ".join(element.text or "" for element in ElementTree.parse(path).iter() if element.text)
        assert "Exempelkommunen" in words, path
        assert "Källa:" in words, path
        assert "EXEMPELDATA: siffrorna är påhittade." in words, path
        assert not re.search(r"(?:href|src)=\"http", path.read_text(encoding="utf-8")), path
