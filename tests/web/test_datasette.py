"""Datasette's own pages: in our frame, in Swedish, with help on every column, and bounded."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from pipeline.model import KEY
from pipeline.releases.shelf import DATABASE, NAME
from pipeline.serving.site import SETTINGS
from pipeline.web import frame
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of


def names(database: sqlite3.Connection) -> list[str]:
    """The tables and views that a visitor sees."""
    query = "select name from sqlite_master where type in ('table', 'view') and name not like '%\\_fts%' escape '\\'"
    return [row["name"] for row in database.execute(query) if not row["name"].startswith("sqlite_")]


def test_every_table_and_view_has_a_title_a_description_and_help_on_every_column(
    visitor: Visitor, database: sqlite3.Connection
) -> None:
    tables = visitor.site.metadata("tables", database="handlingsplan")

    assert len(names(database)) == 36 + 4 + 9
    for name in names(database):
        columns = [row["name"] for row in database.execute(f'pragma table_info("{name}")')]
        assert tables[name]["title"], name
        assert tables[name]["description"], name
        assert list(tables[name]["columns"]) == columns, name
        assert all(tables[name]["columns"].values()), name


def test_table_pages_are_in_swedish(visitor: Visitor) -> None:
    text = text_of(visitor.get("/handlingsplan/observations?sex=K").text)

    assert "Värden" in text
    assert "kvinnor och flickor" in text
    assert "dold (få personer)" in text
    assert "Nästa sida" in text
    for english in ("This data as", "Apply", "Next page", "rows", "Advanced export", "contains"):
        assert english not in text.split("Vad kolumnerna betyder")[0], english


def test_a_table_page_has_fifty_rows(visitor: Visitor) -> None:
    assert len(visitor.get("/handlingsplan/observations.json?_shape=array").json()) == 50


@pytest.mark.parametrize(
    ("choice", "condition"),
    [("", "1"), ("?indicator_id=P3-01&_dl=1", "indicator_id = 'P3-01'"), ("?sex=K", "sex = 'K'")],
)
def test_a_table_comes_whole_as_csv(
    visitor: Visitor, database: sqlite3.Connection, choice: str, condition: str
) -> None:
    answer = visitor.get(f"/handlingsplan/observations.csv{choice}")

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == database.execute(f"select count(*) from observations where {condition}").fetchone()[0]
    assert list(rows[0])[:5] == ["indicator_id", "year", "area_code", "sex", "age_group"]


def test_a_page_of_csv_is_given_to_whoever_asks_for_a_page(visitor: Visitor) -> None:
    answer = visitor.get("/handlingsplan/observations.csv?_size=10")

    assert len(answer.text.splitlines()) == 1 + 10


def queries(visitor: Visitor) -> dict[str, dict[str, str]]:
    """The ready questions by name."""
    found: dict[str, dict[str, str]] = visitor.loop.run_until_complete(
        visitor.site.get_canned_queries("handlingsplan", None)
    )
    return found


def test_there_are_ready_questions_with_titles_and_explanations(visitor: Visitor) -> None:
    found = queries(visitor)

    assert len(found) >= 10
    assert all(query["title"].endswith("?") and query["description"] for query in found.values())


def test_every_ready_question_answers_without_and_with_its_fields(visitor: Visitor) -> None:
    values = {
        "inriktning": "p4",
        "indikator": "vnr-03",
        "uppfoljningsar": "2024",
        "funktion": "social",
        "ord": 'kontaktförbud "',
        "vald": "hrv",
    }
    for name, query in queries(visitor).items():
        fields = sorted(set(re.findall(r":(\w+)", query["sql"])))
        empty = visitor.get(f"/handlingsplan/{name}")
        filled = visitor.get(
            f"/handlingsplan/{name}?" + "&".join(f"{field}={quote(values[field])}" for field in fields)
        )
        assert (empty.status_code, filled.status_code) == (200, 200), name
        assert "gick inte att besvara" not in empty.text + filled.text, name
        assert "<label" in filled.text or not fields, name


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/handlingsplan/senaste_varden.json?inriktning=P3&_shape=array", {"P3-01", "P3-02", "P3-03", "UPP-01"}),
        ("/handlingsplan/seriebrott.json?indikator=SEX-02&_shape=array", {"SEX-02"}),
        ("/handlingsplan/hitta_indikator.json?ord=kontaktförbud&_shape=array", {"P3-01"}),
        ("/handlingsplan/hitta_indikator.json?ord=kontaktforbud&_shape=array", {"P3-01"}),
        ("/handlingsplan/hitta_indikator.json?ord=hedersf*&_shape=array", {"P5-01"}),
        ('/handlingsplan/hitta_indikator.json?ord="&_shape=array', set()),
        ("/handlingsplan/inriktningar_utan_indikator.json?_shape=array", set()),
    ],
)
def test_ready_questions_give_the_right_rows(visitor: Visitor, address: str, found: set[str]) -> None:
    assert {row["indikator"] for row in visitor.get(address).json()} == found


def test_missing_figures_are_asked_for_with_their_reason_and_function(visitor: Visitor) -> None:
    rows = visitor.get("/handlingsplan/saknade_uppgifter.json?uppfoljningsar=2022&_shape=array").json()

    assert {
        "uppföljningsår": 2022,
        "indikator": "P2-02",
        "namn": "Enheter inom äldreomsorgen med rutin för att upptäcka våld",
        "status": "saknas",
        "anmärkning": "Uppgiften lämnades inte in i tid.",
        "ansvarig": "Äldreomsorgen",
    } in rows


@pytest.mark.parametrize(
    "sql",
    [
        "select zeroblob(900000000)",
        "select hex(randomblob(200000000))",
        "select group_concat(hex(zeroblob(400000))) from areas",
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n",
        "select * from pragma_database_list",
        "select * from PRAGMA_database_list()",
        "attach 'other.db' as other",
        "pragma table_info(areas)",
        "delete from areas",
        "select load_extension('x')",
        "select readfile('/etc/passwd')",
        "select * from areas where name like '" + "%a" * 400 + "'",
        "select " + "+".join(["1"] * 1000),
        "",
        "select * from saknas",
        "with recursive a(n) as (select 1 union all select n+1 from a limit 999) select printf('%.190000c','x') from a",
    ],
)
def test_sql_that_costs_too_much_or_tells_of_the_server_is_answered_in_swedish(visitor: Visitor, sql: str) -> None:
    answer = visitor.get(f"/handlingsplan?sql={quote(sql)}")

    told = text_of(answer.text)
    assert (answer.status_code, "Frågan gick inte att besvara" in told) == (400, True) or (
        sql == "" and answer.status_code == 200
    )
    assert "/tmp/" not in told
    assert "Traceback" not in told


def test_public_sql_is_answered_with_at_most_a_thousand_rows(visitor: Visitor) -> None:
    sql = "select a.area_code from areas a, areas b"

    answer = visitor.get(f"/handlingsplan.json?sql={quote(sql)}&_shape=objects").json()

    assert (len(answer["rows"]), answer["truncated"]) == (1000, True)
    assert "Svaret har fler än 1 000 rader; här visas de första." in text_of(
        visitor.get(f"/handlingsplan?sql={quote(sql)}").text
    )


@pytest.mark.parametrize(
    "page",
    [
        "versions",
        "plugins",
        "settings",
        "databases.json",
        "metadata",
        "threads",
        "actor",
        "allow-debug",
        "messages",
        "patterns",
        "static/app.css",
    ],
)
def test_pages_about_the_server_are_not_there(visitor: Visitor, page: str) -> None:
    assert visitor.get(f"/-/{page}").status_code == 404


def test_the_database_file_and_datasettes_own_database_are_closed(visitor: Visitor) -> None:
    assert visitor.get("/handlingsplan.db").status_code == 403
    assert visitor.get("/_internal").status_code in (403, 404)


def test_a_programs_error_is_json(visitor: Visitor) -> None:
    answer = visitor.get("/handlingsplan/saknas.json")

    assert answer.status_code == 404
    assert answer.json()["ok"] is False
    assert answer.json()["status"] == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/handlingsplan/observations/1", 404),
        ("/handlingsplan/observations/a,b", 404),
        ("/handlingsplan/observations?_through={}", 400),
        ("/handlingsplan/observations?_sort=nope", 400),
        ("/handlingsplan/indicators?_search=%22", 400),
    ],
)
def test_a_mistaken_address_is_the_visitors_and_not_ours(visitor: Visitor, address: str, status: int) -> None:
    answer = visitor.get(address)

    assert answer.status_code == status
    assert "Felet är vårt" not in answer.text


def test_a_question_that_takes_too_long_is_told_of_in_swedish_alone(visitor: Visitor) -> None:
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"

    text = text_of(visitor.get(f"/handlingsplan?sql={quote(sql)}").text)

    assert "Frågan tog för lång tid." in text
    assert "SQL query" not in text


def test_the_site_can_only_be_read(visitor: Visitor) -> None:
    answer = visitor.loop.run_until_complete(visitor.site.client.post("/handlingsplan/beslut"))

    assert (answer.status_code, answer.text) == (405, "Webbplatsen går bara att läsa. This site can only be read.")


def test_a_facet_that_is_the_tables_own_and_asked_for_is_shown_once(visitor: Visitor) -> None:
    page = visitor.get("/handlingsplan/observations?_facet=year").text

    assert re.findall(r'<h2 id="facet-\d+">(.*?)</h2>', page).count("År") == 1


def test_the_site_the_database_and_the_metadata_go_by_one_name(release: Path) -> None:
    metadata = json.loads((release / "metadata.json").read_text(encoding="utf-8"))

    assert (frame.DATABASE, DATABASE, list(metadata["databases"])) == (NAME, f"{NAME}.db", [NAME])


@pytest.mark.parametrize("asked", ["", "?%5Fsort=sex", "?_sort_desc=year&value_status=final"])
def test_a_csv_of_many_pages_holds_every_row_once(release: Path, database: sqlite3.Connection, asked: str) -> None:
    """Datasette streams at most `max_returned_rows` at a time: here fewer, as with a larger table."""
    metadata = json.loads((release / "metadata.json").read_text(encoding="utf-8"))
    settings = {**SETTINGS, "max_returned_rows": 50}
    site = Datasette(immutables=[str(release / DATABASE)], metadata=metadata, settings=settings)
    where = "where value_status = 'final'" if "final" in asked else ""

    with closing(Visitor(site)) as visitor:
        rows = list(csv.DictReader(io.StringIO(visitor.get(f"/handlingsplan/observations.csv{asked}").text)))

    keys = [tuple(row[column] for column in KEY) for row in rows]
    wanted = [tuple(map(str, row)) for row in database.execute(f"select {', '.join(KEY)} from observations {where}")]
    assert sorted(keys) == sorted(wanted)
