"""What a visitor takes home: the whole tables, described, in one file too."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from pathlib import Path

SDMX = {
    "final": "A",
    "preliminary": "P",
    "suppressed_primary": "Q",
    "suppressed_secondary": "Q",
    "missing": "O",
    "not_applicable": "M",
    "not_collected": "L",
}
"""SDMX's code list of observation status, CL_OBS_STATUS(2.2): A normal value, P provisional value, Q missing value;
suppressed, O missing value, M missing value; data cannot exist, L missing value; data exist but were not collected."""


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


def test_the_flat_file_has_every_figure_with_what_belongs_to_it(release: Path, database: sqlite3.Connection) -> None:
    flat, plain = (_rows(release / f"downloads/{name}.csv") for name in ("observations_flat", "observations"))

    assert [{name: row[name] for name in plain[0]} for row in flat] == plain
    query = """
        select indicators.name, indicators.name_en, indicators.unit, sources.attribution, areas.name as area, label
        from observations join indicators using (indicator_id) join sources using (source_id)
        join areas using (area_code) join codes on table_name = 'observations' and code = value_status
        order by indicator_id, year, area_code, sex, age_group
    """
    names = ("indicator", "indicator_en", "unit", "source", "area", "status_label")
    assert [tuple(row[name] for name in names) for row in flat] == [tuple(row) for row in database.execute(query)]
    assert {row["is_example"] for row in flat} == {"true"}
    followed = {row["indicator_id"]: row["priorities"] for row in flat}
    assert followed["P3-01"] == "P3 eftervåld"
    assert followed["SEX-02"] == ""
    assert followed["UPP-01"].startswith("P1 våld i ungas parrelationer; P2 våld mot äldre; ")


def test_what_columns_and_codes_mean_is_in_files_as_in_the_database(
    release: Path, database: sqlite3.Connection
) -> None:
    for table in ("data_dictionary", "codes"):
        rows = _rows(release / f"downloads/{table}.csv")
        stored = [dict(row) for row in database.execute(f"select * from {table} order by rowid")]
        answers = dict.fromkeys(("required", "is_key"))
        assert [{**row, **answers} for row in rows] == [
            {**{name: _text(value) for name, value in row.items()}, **answers} for row in stored
        ]
    columns = _rows(release / "downloads/data_dictionary.csv")
    assert {row["required"] for row in columns} == {row["is_key"] for row in columns} == {"true", "false"}


def test_what_is_a_key_and_what_refers_to_what_is_said_of_each_column(database: sqlite3.Connection) -> None:
    query = "select column_name, is_key, refers_to from data_dictionary where table_name = ? order by position"

    for table, told in (
        (
            "indicator_priorities",
            [
                ("indicator_id", 1, "indicators.indicator_id"),
                ("priority_id", 1, "priorities.priority_id"),
                ("is_leading", 0, None),
            ],
        ),
        ("plans", [("plan_id", 1, None)]),
    ):
        assert [tuple(row) for row in database.execute(query, [table])][: len(told)] == told
    assert [row[0] for row in database.execute(query, ["observations_flat"]) if row[1]] == [
        "indicator_id",
        "year",
        "area_code",
        "sex",
        "age_group",
    ]


def test_each_status_has_the_code_of_sdmx_wherever_it_may_stand(database: sqlite3.Connection) -> None:
    query = "select table_name, column_name, code, sdmx_obs_status from codes where sdmx_obs_status is not null"
    found: dict[tuple[str, str], dict[str, str]] = {}
    for table, column, code, status in database.execute(query):
        found.setdefault((table, column), {})[code] = status

    assert found == dict.fromkeys(
        [
            ("observations", "value_status"),
            ("revisions", "old_status"),
            ("revisions", "new_status"),
            ("observations_flat", "value_status"),
        ],
        SDMX,
    )
    query = "select table_name, column_name, sdmx_obs_status from data_dictionary where sdmx_obs_status is not null"
    assert [tuple(row) for row in database.execute(query)] == [
        ("observations", "series_break", "B"),
        ("observations_flat", "series_break", "B"),
    ]


def test_the_read_me_says_in_both_languages_what_one_must_know(release: Path) -> None:
    text = (release / "downloads/README.md").read_text(encoding="utf-8")
    swedish, english = text.split("# The municipality’s action plan")

    assert "EXEMPELDATA" in swedish
    assert "EXAMPLE DATA" in english
    for part in (swedish, english):
        assert json.loads((release / "release.json").read_text(encoding="utf-8"))["id"] in part
        assert "2021–2025" in part
        assert "`suppressed_primary`" in part
        assert "`final`" not in part
        assert all(f"`{name}.csv`" in part for name in ("observations_flat", "codes", "search_words"))
    assert "- Brottsförebyggande rådet (Brå): Statistik över anmälda brott (SOL). Källa: Brå." in swedish
    assert "- Swedish National Council for Crime Prevention (Brå): Statistics on reported offences (SOL)." in english


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)
