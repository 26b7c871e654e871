"""Numbers and booleans are spelled alike in the files to download and in what the database answers with."""

from __future__ import annotations

import csv
import io
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from pipeline.web.frame import facts
from pipeline.web.spelling import _Rows, value
from tests.web.conftest import Visitor, serving

TABLES = (
    "observations",
    "indicators",
    "decisions",
    "dataset",
    "sources",
    "disclosure_audit",
    "search_words",
    "data_dictionary",
)


def rows(text: str) -> list[list[str]]:
    return sorted(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_the_same_from_the_database_as_from_the_file(visitor: Visitor, table: str) -> None:
    answer, file = visitor.get(f"/handlingsplan/{table}.csv"), visitor.get(f"/ladda-ner/{table}.csv")

    assert answer.headers["content-type"] == file.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows(answer.text) == rows(file.text)


def test_a_table_without_its_heading_is_spelled_too(visitor: Visitor) -> None:
    whole = visitor.get("/handlingsplan/observations.csv").text

    assert visitor.get("/handlingsplan/observations.csv?%5Fheader=off").text == whole.partition("\n")[2]


def test_what_a_question_answers_is_as_the_question_made_it(visitor: Visitor) -> None:
    """A sum of booleans is a number, whatever it is called."""
    query = quote(
        "select sum(series_break) as series_break, 1.5 as half, '2.0' as text from observations where year = 2021"
    )

    assert visitor.get(f"/handlingsplan.json?sql={query}&_shape=array").text == (
        '[{"series_break": 0, "half": 1.5, "text": "2.0"}]'
    )
    for form in ("", "&_shape=objects", "&_shape=array", "&_json=text&_nl=on"):
        answer = visitor.get(f"/handlingsplan.csv?sql={query}{form}")
        assert (answer.status_code, answer.text) == (200, "series_break,half,text\r\n0,1.5,2.0\r\n"), form


def test_a_row_and_a_table_have_booleans_in_json(visitor: Visitor) -> None:
    table = visitor.get("/handlingsplan/indicators.json?_shape=array&indicator_id=P3-01").json()
    row = visitor.get("/handlingsplan/indicators/P3-01.json?_shape=array").json()
    years = visitor.get("/handlingsplan/follow_up_years.json?_shape=array").json()

    assert table == row
    assert table[0]["is_core"] is True
    assert type(table[0]["decimals"]) is int
    assert {type(year[name]) for year in years for name in ("is_complete", "is_closed")} == {bool}


def test_what_looks_like_a_number_in_a_text_is_left_alone(visitor: Visitor) -> None:
    known = visitor.loop.run_until_complete(facts(visitor.site))
    rows = _Rows(partial(known.type_of, "observations"), is_headed=True)
    heading = b"note,value,series_break,value_label\r\n"

    assert rows.spelled(heading) == heading
    assert rows.spelled(b"12.0,12.0,1,-3.0\r\n") == b"12.0,12,true,-3.0\r\n"
    assert rows.spelled(b'"two\r\n') == b""
    assert rows.rest == b'"two\r\n'
    assert rows.spelled('lines, å",1.25,0,x\r\n'.encode()) == '"two\r\nlines, å",1.25,false,x\r\n'.encode()
    assert rows._begun == ""
    assert [known.type_of("indicators", name) for name in ("numerator", "is_core", "decimals")] == [
        "string",
        "boolean",
        "integer",
    ]
    assert known.type_of("changes", "change_since_previous_year") == "number"
    assert (value("boolean", 7), value("number", 1e20), value("number", -3.0)) == (7, 1e20, -3)


def test_a_long_cell_is_read(visitor: Visitor) -> None:
    known = visitor.loop.run_until_complete(facts(visitor.site))
    rows = _Rows(partial(known.type_of, "observations"), is_headed=False)

    assert rows.spelled(b"note\r\n") == b""
    assert rows.spelled(b"x" * 200_000 + b"\r\n") == b"x" * 200_000 + b"\r\n"


def test_a_file_that_fails_in_the_middle_does_not_look_whole(published: Path) -> None:
    fails = "case when indicator_id = 'VNR-04' then abs(-9223372036854775807 - 1) else 1 end"

    with serving(published) as address:
        try:
            answer = httpx.get(f"{address}/handlingsplan/observations.csv?_stream=on&_size=10&_where={quote(fails)}")
        except httpx.RemoteProtocolError:
            return
        assert answer.status_code >= 400
