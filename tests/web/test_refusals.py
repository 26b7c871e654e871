"""A question that is refused: the visitor has it back, with the reason in plain words."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from pipeline.web import faults, questions
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"

CASES = {
    "a slip": ("select * frm areas", "förstår den. Se efter vid ”frm”.", "Look at “frm”."),
    "an end too soon": ("select (1", "Frågan tar slut för tidigt.", "The query ends too soon."),
    "an unknown table": (
        "select * from saknas",
        "Det finns ingen tabell som heter ”saknas”.",
        "no table called “saknas”",
    ),
    "an unknown column": ("select namn from areas", "ingen kolumn som heter ”namn”", "no column called “namn”"),
    "a forbidden function": (
        "select load_extension('x')",
        "Funktionen ”load_extension” går inte",
        "cannot be used here",
    ),
    "writing": ("insert into areas values (1)", "Databasen går bara att läsa.", "The database can only be read."),
    "what is closed": (
        "select * from pragma_database_list",
        "inte får läsas eller göras här",
        "may not be read or done",
    ),
    "too large a value": (
        "select group_concat(definition, hex(definition)) from indicators, areas",
        "för stort",
        "too large",
    ),
    "too complex": (f"select {'+'.join(['1'] * 1000)}", "Frågan är för invecklad.", "The query is too complex."),
    "endless": (ENDLESS, "Frågan tog för lång tid.", "The query took too long."),
    "too long": (f"select 1 -- {'x' * 50_000}", "Frågan är för lång.", "The query is too long."),
    "as a page's code": ("</textarea><script>alert(1)</script>", "Databasen går bara att läsa.", "can only be read"),
    "lines": ("\nselect\n  *\nfrom saknas", "”saknas”", "“saknas”"),
}


def given_back(page: str) -> list[str]:
    """What stands in the field for a question. A browser leaves out a line break that stands first in it."""
    return [unescape(text) for text in re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.S)]


@pytest.mark.parametrize(("sql", "swedish", "english"), CASES.values(), ids=CASES)
def test_a_question_is_given_back_with_the_reason_in_plain_words(
    visitor: Visitor, sql: str, swedish: str, english: str
) -> None:
    for prefix, reason in (("", swedish), ("/en", english)):
        answer = visitor.get(f"{prefix}/handlingsplan?{urlencode({'sql': sql})}")
        assert answer.status_code in (400, 414)
        assert reason in text_of(re.sub(r"<textarea.*?</textarea>", "", answer.text, flags=re.S))
        assert given_back(answer.text) == [sql]
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize("sql", ["select * frm areas where area_code = :kod", f"select :kod -- {'x' * 9_000}"])
def test_the_values_of_its_fields_are_given_back_too(visitor: Visitor, sql: str) -> None:
    page = visitor.get(f"/handlingsplan?{urlencode({'sql': sql, 'kod': '<99>'})}").text

    assert re.findall(r'name="kod" value="([^"]*)"', page) == ["&lt;99&gt;"]


@pytest.mark.parametrize(("reason", "status"), [("busy", 503), ("slow", 400), ("broken", 500)])
def test_a_question_that_no_process_answers_is_given_back(visitor: Visitor, reason: str, status: int) -> None:
    """Also where the page is made once for all who ask while the server is busy."""

    async def ask(sql: str) -> tuple[int, str]:
        query = urlencode({"sql": sql}).encode() if sql else b""
        path = "/handlingsplan"
        scope = {"type": "http", "path": path, "raw_path": path.encode(), "query_string": query, "headers": []}
        answer = await questions._unanswered(visitor.site, {**scope, "method": "GET", "scheme": "http"}, reason)
        return answer.status, answer.body

    for sql in ("select 1", "select '<b>'", ""):
        told, page = visitor.loop.run_until_complete(ask(sql))
        assert (told, given_back(page)) == (status, [sql] if sql else []), sql
        assert "<!-- question -->" not in page


def test_a_reason_that_nobody_has_met_is_shown_as_it_came(visitor: Visitor) -> None:
    from pipeline.web.refusals import in_plain_words

    assert in_plain_words("no such thing as this") == ""
    assert set(faults.UNANSWERED) == {"busy", "slow", "broken"}


def test_an_answer_with_too_many_rows_leads_to_what_is_whole(visitor: Visitor) -> None:
    sql = "select a.area_code from areas a, areas b"

    page = visitor.get(f"/handlingsplan?{urlencode({'sql': sql})}").text

    assert given_back(page) == [sql]
    assert "En fråga ger högst 1 000 rader. Lägg till limit eller ett villkor" in text_of(page)
    assert ".csv" not in page
