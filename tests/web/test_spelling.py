"""Numbers and booleans are spelled alike in the files to download and in what the database answers with."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest

from pipeline.web.frame import facts
from pipeline.web.spelling import _Rows, value
from tests.web.conftest import Visitor

TABLES = ("observations", "indicators", "decisions", "dataset", "sources", "disclosure_audit")


def rows(text: str) -> list[list[str]]:
    return sorted(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_the_same_from_the_database_as_from_the_file(visitor: Visitor, table: str) -> None:
    answer, file = visitor.get(f"/handlingsplan/{table}.csv"), visitor.get(f"/ladda-ner/{table}.csv")

    assert answer.headers["content-type"] == file.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows(answer.text) == rows(file.text)


def test_a_table_without_its_heading_is_spelled_too(visitor: Visitor) -> None:
    whole = visitor.get("/handlingsplan/observations.csv").text

    assert visitor.get("/handlingsplan/observations.csv?_header=off").text == whole.partition("\n")[2]


def test_an_answer_has_numbers_and_booleans_as_json_and_csv_write_them(visitor: Visitor) -> None:
    query = quote("select value, series_break, 1.5 as half, '2.0' as text from observations where value = 10 limit 1")

    assert visitor.get(f"/handlingsplan.json?sql={query}&_shape=array").text == (
        '[{"value": 10, "series_break": false, "half": 1.5, "text": "2.0"}]'
    )
    assert visitor.get(f"/handlingsplan.csv?sql={query}").text == "value,series_break,half,text\r\n10,false,1.5,2.0\r\n"


def test_a_row_and_a_table_have_booleans_in_json(visitor: Visitor) -> None:
    table = visitor.get("/handlingsplan/indicators.json?_shape=array&indicator_id=P3-01").json()
    row = visitor.get("/handlingsplan/indicators/P3-01.json?_shape=array").json()

    assert table == row
    assert table[0]["is_core"] is True
    assert type(table[0]["decimals"]) is int


def test_what_looks_like_a_number_in_a_text_is_left_alone(visitor: Visitor) -> None:
    heading = b"note,value,series_break,change\r\n"
    known = visitor.loop.run_until_complete(facts(visitor.site))

    rows = _Rows(known, is_headed=True)
    assert rows.spelled(heading) == heading
    assert rows.spelled(b"12.0,12.0,1,-3.0\r\n") == b"12.0,12,true,-3\r\n"
    assert rows.spelled(b'"two\r\n') == b""
    assert rows.spelled('lines, å",1.25,0,1e+20\r\n'.encode()) == '"two\r\nlines, å",1.25,false,1e+20\r\n'.encode()
    assert value("value", 1e20, known) == 1e20
    assert value("year", 1, known) == 1
    assert value("series_break", 7, known) == 7
