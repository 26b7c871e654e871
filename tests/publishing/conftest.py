"""A project small enough to publish many times over."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

KEPT = {"P3-01", "VNR-08", "SEX-01"}


@pytest.fixture
def small_project(project: Path) -> Path:
    """The project with three of its indicators and the areas that they need."""
    for name in ("indicators", "indicator_priorities", "series_breaks"):
        _keep(project / f"data/indicators/{name}.csv", "indicator_id", KEPT)
    _keep(project / "data/indicators/indicator_ratios.csv", "ratio_id", KEPT)
    for path in (project / "data/observations").iterdir():
        _keep(path, "indicator_id", KEPT)
    _keep(project / "data/areas.csv", "area_code", {"0000", "1440", "9999"})
    return project


def _keep(path: Path, column: str, values: set[str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [row for row in reader if row[column] in values]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames or [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
