"""What a visitor takes home: the whole tables, described, in one file too."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
import zipfile
from pathlib import Path

import frictionless


def test_the_data_package_is_valid_as_it_stands(release: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(release / "downloads/handlingsplan.zip") as archive:
        archive.extractall(tmp_path)

    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()

    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert len(report.tasks) == 28


def test_the_data_package_tells_sizes_checksums_version_and_that_these_are_examples(release: Path) -> None:
    package = json.loads((release / "downloads/datapackage.json").read_text(encoding="utf-8"))

    assert package["example_data"] is True
    assert package["version"] == json.loads((release / "release.json").read_text(encoding="utf-8"))["id"]
    for resource in package["resources"]:
        content = (release / "downloads" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_csv_files_hold_what_the_database_holds(release: Path, database: sqlite3.Connection) -> None:
    for table in ("observations", "indicators", "areas", "decisions"):
        with (release / f"downloads/{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        stored = [dict(row) for row in database.execute(f"select * from {table}")]
        assert len(rows) == len(stored)
        key = list(rows[0])[:5]
        for row, other in zip(
            sorted(rows, key=lambda r: [r[k] for k in key]),
            sorted(stored, key=lambda r: [str(r[k] or "") for k in key]),
            strict=True,
        ):
            assert {column: _text(value) for column, value in other.items()} == {
                column: {"true": "1", "false": "0"}.get(text, text) for column, text in row.items()
            }


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)
