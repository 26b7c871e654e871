"""The SQLite file: types, keys, indexes, search, views, and nothing left over in its pages."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipeline.builder.search_index import write_search_index
from pipeline.checks.due import DUE
from pipeline.dataset.judged import read_checked
from pipeline.schema import read_schemas

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}


def test_columns_types_and_keys_are_those_of_the_schemas(repository: Path, database: sqlite3.Connection) -> None:
    for schema in read_schemas(repository / "schemas"):
        columns = database.execute(f"pragma table_info({schema.name})").fetchall()
        assert [(row["name"], row["type"]) for row in columns] == [
            (column.name, TYPES[column.type]) for column in schema.columns
        ]
        key = sorted((row for row in columns if row["pk"]), key=lambda row: row["pk"])
        assert tuple(row["name"] for row in key) == schema.primary_key
        foreign = {
            (row["from"], row["table"], row["to"])
            for row in database.execute(f"pragma foreign_key_list({schema.name})")
        }
        assert foreign == {(key.columns[0], key.table, key.table_columns[0]) for key in schema.foreign_keys}


def test_the_file_is_whole_and_has_no_free_pages(database: sqlite3.Connection) -> None:
    assert database.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert database.execute("pragma foreign_key_check").fetchall() == []
    assert database.execute("pragma freelist_count").fetchone()[0] == 0


@pytest.mark.parametrize(
    "query",
    [
        "select * from observations where indicator_id = 'VNR-03' and area_code = '9999' order by year",
        "select * from observations where year = 2024 and value_status = 'missing'",
        "select * from indicator_priorities where priority_id = 'P1'",
        "select * from latest_values where indicator_id = 'VNR-03' and area_code = '9999'",
        "select * from changes where indicator_id = 'VNR-03'",
    ],
)
def test_what_the_pages_ask_is_found_by_index(database: sqlite3.Connection, query: str) -> None:
    plan = [row["detail"] for row in database.execute(f"explain query plan {query}")]

    assert plan
    assert [step for step in plan if step.startswith("SCAN") and "indicators" not in step] == []


@pytest.mark.parametrize(
    ("words", "found"),
    [("kontaktförbud", {"P3-01"}), ("kontaktforbud", set()), ("hedersförtryck", {"P5-01"}), ("grooming", {"P7-01"})],
)
def test_search_keeps_swedish_letters_apart(database: sqlite3.Connection, words: str, found: set[str]) -> None:
    query = """
        select indicator_id from indicators_fts join indicators on indicators.rowid = indicators_fts.rowid
        where indicators_fts match ?
    """
    assert {row["indicator_id"] for row in database.execute(query, [words])} == found


def test_the_plan_can_be_searched(database: sqlite3.Connection) -> None:
    query = "select priority_id from priorities_fts join priorities on priorities.rowid = priorities_fts.rowid"

    assert [row[0] for row in database.execute(f"{query} where priorities_fts match 'eftervåld'")] == ["P3"]


def test_latest_values_are_the_newest_published_of_each_series(database: sqlite3.Connection) -> None:
    newest: dict[tuple[str, ...], tuple[int, float]] = {}
    for row in database.execute("select * from observations where value is not null order by year"):
        newest[row["indicator_id"], row["area_code"], row["sex"], row["age_group"]] = (row["year"], row["value"])

    found = {
        (row["indicator_id"], row["area_code"], row["sex"], row["age_group"]): (row["year"], row["value"])
        for row in database.execute("select * from latest_values")
    }
    assert found == newest
    assert len(found) > 40


def test_changes_do_not_reach_over_a_series_break(database: sqlite3.Connection) -> None:
    rows = {
        row["year"]: row
        for row in database.execute("select * from changes where indicator_id = 'SEX-01' and sex = 'T'")
    }
    values = {
        row["year"]: row["value"]
        for row in database.execute("select * from observations where indicator_id = 'SEX-01'")
    }

    assert rows[2021]["change_since_previous_year"] is None
    assert rows[2024]["change_since_previous_year"] == pytest.approx(values[2024] - values[2023])
    assert rows[2024]["first_comparable_year"] == 2021
    assert rows[2024]["change_since_first_year"] == pytest.approx(values[2024] - values[2021])
    assert rows[2025]["change_since_previous_year"] is None
    assert rows[2025]["first_comparable_year"] == 2025
    assert rows[2025]["change_since_first_year"] is None


def test_reporting_status_is_due_where_the_rule_says_so(database: sqlite3.Connection) -> None:
    """The view and the check that warns of missing reports say the same thing of every indicator and year."""
    indicators = [dict(row) for row in database.execute("select * from indicators")]
    years = [row[0] for row in database.execute("select distinct year from observations")]
    frame = pl.DataFrame(indicators, infer_schema_length=None).join(pl.DataFrame({"year": years}), how="cross")
    frame = frame.with_columns(pl.col("is_core").cast(pl.Boolean), pl.col("is_measurable").cast(pl.Boolean))
    due = set(frame.filter(pl.sql_expr(DUE)).select("indicator_id", "year").iter_rows())

    database.execute("create temp table observations as select * from main.observations where 0")
    query = database.execute("select sql from main.sqlite_master where name = 'reporting_status'").fetchone()[0]
    database.execute("insert into temp.observations (indicator_id, year) select '-', year from main.observations")
    database.execute(re.sub(r'^create view "reporting_status"', "create temp view empty_status", query, flags=re.I))
    statuses = {
        (row["indicator_id"], row["year"]): row["reporting_status"]
        for row in database.execute("select * from empty_status")
    }

    assert {key for key, status in statuses.items() if status == "not_reported"} == due
    assert len(due) > 100


def test_a_year_is_complete_when_all_that_is_due_is_reported(database: sqlite3.Connection) -> None:
    due = f"(select count(*) from indicators, (select years.year as year) where {DUE})"
    query = f"select years.*, {due} as expected from follow_up_years as years"
    years = [dict(row) for row in database.execute(query)]

    assert [row["year"] for row in years] == [2021, 2022, 2023, 2024, 2025]
    assert all(row["due"] == row["reported"] == row["expected"] for row in years)
    assert [(row["is_complete"], row["is_closed"]) for row in years] == [(1, 0)] * 5


def test_what_is_reported_has_its_status(database: sqlite3.Connection) -> None:
    statuses = {
        (row["indicator_id"], row["year"]): row["reporting_status"]
        for row in database.execute("select * from reporting_status")
    }

    assert statuses["P3-01", 2024] == "published"
    assert statuses["P2-02", 2022] == "missing"
    assert statuses["P1-01", 2021] == "not_collected"
    assert statuses["SEX-03", 2025] == "not_applicable"
    assert statuses["P5-01", 2021] == "not_valid"
    assert statuses["VNR-09", 2024] == "voluntary"
    assert statuses["P4-01", 2025] == "suppressed_primary"


def test_views_of_what_is_lacking(database: sqlite3.Connection) -> None:
    assert database.execute("select count(*) from priorities_without_indicators").fetchone()[0] == 0
    assert database.execute("select count(*) from indicators_without_targets").fetchone()[0] == 41


def test_a_cell_full_of_letters_does_not_fill_the_disk(repository: Path, tmp_path: Path) -> None:
    """A cell holds 32,767 letters. Those between two spaces are a word, whose ends are searched for."""
    dataset = read_checked(repository / "data", read_schemas(repository / "schemas"))[0]
    long = dataset.tables["goals"].with_columns(pl.lit("x" * 32_000).alias("text"))
    path = tmp_path / "index.db"

    with closing(sqlite3.connect(path)) as connection:
        write_search_index(connection, replace(dataset, tables={**dataset.tables, "goals": long}))
        connection.commit()
        found = connection.execute("select kind from search_fts where search_fts match ?", ("x" * 32_000,)).fetchall()

    assert path.stat().st_size < 10_000_000
    assert ("goal",) in found
