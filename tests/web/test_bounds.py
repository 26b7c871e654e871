"""What the public's SQL may ask for is listed: the site's own answers come as before, and nothing else does."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest

from pipeline.serving.site import open_site
from pipeline.web.bounds import FUNCTIONS, LIMITS
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of

CRASHING = (
    "/handlingsplan?sql=select+fts3_tokenizer(name,+:p)+from+areas&p=AAAAAAAA",
    "/handlingsplan?sql=select+*+from+fts3tokenize+where+input='x'",
    "/handlingsplan/areas?_where=fts3_tokenizer('simple',+zeroblob(8))+is+not+null",
    "/handlingsplan/areas?_where=exists+(select+1+from+fts3tokenize+where+input='x')",
    "/handlingsplan?sql=select+1+from+(select+'x'+as+input)+natural+join+fts3tokenize",
)
"""Two of them after each other wrote where a visitor said in the server's memory. Asked by a process of its own."""

ASKING = """
import sys
from pathlib import Path
from pipeline.serving.site import open_site
from tests.web.conftest import Visitor

visitor = Visitor(open_site(Path(sys.argv[1])))
for address in sys.argv[2:]:
    print(visitor.get(address).status_code, flush=True)
"""


def test_no_question_reaches_the_servers_memory(release: Path, repository: Path) -> None:
    words = [sys.executable, "-c", ASKING, str(release), *CRASHING, CRASHING[0], "/handlingsplan?sql=select+1"]

    asked = subprocess.run(words, cwd=repository, capture_output=True, text=True, check=False)

    assert (asked.stdout.split(), asked.returncode) == (["400"] * 6 + ["200"], 0)


@pytest.mark.parametrize(
    "sql",
    [
        "select sql from sqlite_stmt",
        "select count(*) from sqlite_stmt",
        "select count(*) from main.SQLITE_STMT",
        "select sql from (select 1 as sql) full join sqlite_stmt using (sql)",
        "select sql from sqlite_stmt natural full join (select 1 as sql)",
        "select 1 from (select 1 as sql) join sqlite_stmt using (sql)",
        "select 1 where 1 in (select ncol from sqlite_stmt)",
        "with a as (select * from sqlite_stmt) select * from a",
        "select file from (select 1 as file) full join pragma_database_list using (file)",
        "select name from pragma_function_list",
        "select name from dbstat",
        "select value from json_tree('[1]')",
        "select sqlite_version()",
        "select 1 order by sqlite_version()",
        "select 1 limit last_insert_rowid()",
        "select sum(1) over (order by sqlite_source_id())",
        "select count(*) filter (where total_changes() = 0) from areas",
        "select value from json_each(sqlite_version())",
        "with a as (values (sqlite_version())) select * from a",
        'select "SQLITE_version"()',
        "select format('%.190000c', 'x')",
        "explain select * from search_fts",
    ],
)
def test_what_is_not_listed_is_refused_in_swedish(visitor: Visitor, sql: str) -> None:
    page, answer = (visitor.get(f"/handlingsplan{ending}?sql={quote(sql)}") for ending in ("", ".json"))

    assert (page.status_code, answer.status_code, answer.json()["rows"]) == (400, 400, [])
    assert "Frågan gick inte att besvara" in text_of(page.text)


def test_every_function_of_sqlite_is_listed_or_refused(visitor: Visitor) -> None:
    with sqlite3.connect(":memory:") as plain:
        known = plain.execute("select distinct name, narg from pragma_function_list").fetchall()
    names = {name for name, _ in known}

    refused = set()
    for name, number in known:
        arguments = ", ".join(["1"] * (2 if number < 0 else number))
        # Explained and not asked, so that none is called should it be allowed.
        sql = f'explain query plan select "{name}"({arguments})'
        answer = visitor.get(f"/handlingsplan.json?sql={quote(sql)}").json()
        if f"not authorized to use function: {name}" in (answer.get("error") or ""):
            refused.add(name)

    assert refused == names - FUNCTIONS
    assert {"fts3_tokenizer", "load_extension", "printf", "zeroblob", "sqlite_version"} <= refused


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a built-in table; none where it is one that must be created first."""
    try:
        return [row[1] for row in connection.execute(f"pragma table_xinfo({table})")]
    except sqlite3.OperationalError:
        return []


def test_every_built_in_table_of_sqlite_is_listed_or_refused(visitor: Visitor) -> None:
    with sqlite3.connect(":memory:") as plain:
        names = [name for (name,) in plain.execute("select name from pragma_module_list")]
        names += [f"pragma_{name}" for (name,) in plain.execute("select name from pragma_pragma_list")]
        columns = {name: found for name in names if (found := columns_of(plain, name))}

    answered = set()
    for name, (column, *_) in columns.items():
        for question in (
            f"select * from {name}",
            f"select count(*) from {name}",
            f'select "{column}" from (select 1 as "{column}") full join {name} using ("{column}")',
            f'select 1 from (select 1 as "{column}") natural join {name}',
        ):
            sql = quote(f"explain query plan {question}")
            if visitor.get(f"/handlingsplan.json?sql={sql}").status_code != 400:
                answered.add(name)

    assert columns.keys() >= {"sqlite_stmt", "fts3tokenize", "dbstat", "pragma_database_list", "json_each"}
    assert answered == {"json_each"}


def test_every_table_and_view_answers_as_page_json_and_csv(visitor: Visitor, database: sqlite3.Connection) -> None:
    query = "select name from sqlite_master where type in ('table', 'view')"
    for (name,) in database.execute(query).fetchall():
        columns = [row["name"] for row in database.execute(f'pragma table_info("{name}")')]
        number = database.execute(f'select count(*) from "{name}"').fetchone()[0]
        page = visitor.get(f"/handlingsplan/{name}?_sort={columns[0]}&{columns[-1]}__notnull=1")
        answer = visitor.get(f"/handlingsplan/{name}.json?_size=max")
        file = visitor.get(f"/handlingsplan/{name}.csv?_size=10")
        assert (page.status_code, answer.status_code, file.status_code) == (200, 200, 200), name
        assert len(answer.json()["rows"]) == min(number, 1000), name


def test_every_kind_of_facet_filter_and_search_answers(visitor: Visitor, database: sqlite3.Connection) -> None:
    years = database.execute("select count(distinct year) from series_breaks").fetchone()[0]
    for table, kind, column, number in (
        ("series_breaks", "column", "year", years),
        ("series_breaks", "array", "year", years),
        ("decisions", "date", "decided_on", 2),
    ):
        name = "_facet" if kind == "column" else f"_facet_{kind}"
        facet = visitor.get(f"/handlingsplan/{table}.json?{name}={column}").json()["facet_results"][column]
        assert (facet["type"], len(facet["results"])) == (kind, number)
    for lookup in ("exact=1", "not=1", "contains=1", "endswith=1", "startswith=1", "gt=1", "lte=1", "like=1", "glob=1"):
        assert visitor.get(f"/handlingsplan/indicators?name__{lookup}").status_code == 200, lookup
    for lookup in ("isnull=1", "isblank=1", "notblank=1", "in=1,2", "notin=1", "date=2024-01-01", "notlike=1"):
        assert visitor.get(f"/handlingsplan/indicators?name__{lookup}").status_code == 200, lookup
    for table in database.execute("select name from sqlite_master where sql like '%using fts5%content=%'").fetchall():
        name = table["name"].removesuffix("_fts")
        assert visitor.get(f"/handlingsplan/{name}?_search=v%C3%A5ld&_searchmode=raw").status_code == 200, name


@pytest.mark.parametrize(
    "sql",
    [
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 3) select count(*) from n",
        "select name, row_number() over (order by name) from areas",
        "select strftime('%Y', decided_on), group_concat(body, ', ') from decisions group by 1",
        "select highlight(search_fts, 2, '<', '>'), bm25(search_fts) from search_fts where search_fts match 'plan'",
        "select snippet(search_fts, 2, '', '', '', 5) from search_fts where search_fts match 'plan' order by rank",
        "select json_group_array(name), json_extract('{\"a\": 1}', '$.a'), '[1]' ->> 0 from areas",
        "select indicator_id, round(sqrt(sum(value)), 1) from observations group by 1 having count(*) > 1",
        "select sql from sqlite_schema",
        "select count(*) from reporting_status",
        "select name from areas where name like '%e%' and name glob '*e*'",
        "explain query plan select * from latest_values",
    ],
)
def test_what_a_researcher_asks_is_answered(visitor: Visitor, sql: str) -> None:
    answer = visitor.get(f"/handlingsplan.json?sql={quote(sql)}")

    assert (answer.status_code, bool(answer.json()["rows"])) == (200, True)


HUGE = "'aaaaaaaaaa'"
for letter, following in ("ab", "bc", "cd", "de"):
    HUGE = f"replace({HUGE}, '{letter}', '{following * 10}')"
"""A text of 100,000 characters by functions that are allowed."""


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        pytest.param(f"select replace({HUGE}, 'e', 'fff')", "string or blob too big", id="a value"),
        pytest.param(
            f"with recursive a(n) as (select 1 union all select n + 1 from a limit 999) select {HUGE} from a",
            "answer too big",
            id="all values together",
        ),
        pytest.param("select " + ", ".join(["1"] * 201), "too many columns in result set", id="columns"),
        pytest.param("select " + "+".join(["1"] * 201), "Expression tree is too large (maximum depth 200)", id="depth"),
        pytest.param(" union all ".join(["select 1"] * 21), "too many terms in compound SELECT", id="compound"),
        pytest.param(f"select max({', '.join(['1'] * 51)})", "too many arguments on function max", id="arguments"),
        pytest.param(f"select 1 like '{'%a' * 251}'", "LIKE or GLOB pattern too complex", id="pattern"),
        pytest.param("select ?501", "variable number must be between ?1 and ?500", id="variables"),
        pytest.param(f"select 1 {' ' * 50_000}", "query string is too large", id="length"),
        pytest.param("attach ':memory:' as other", "not authorized", id="attached"),
    ],
)
def test_each_limit_is_met_by_what_the_list_allows(release: Path, sql: str, error: str) -> None:
    """400 alone would not tell which bound stopped a question, nor that this one still does."""
    site = open_site(release)
    connection = site.get_database("handlingsplan").connect()
    site._prepare_connection(connection, "handlingsplan")

    with closing(connection), pytest.raises((sqlite3.Error, sqlite3.Warning), match=re.escape(error)):
        connection.execute(sql).fetchall()


def test_a_query_that_would_fill_the_memory_is_answered_in_swedish(visitor: Visitor) -> None:
    doublings = ", ".join(
        f"{name}(x) as (select 1 from {before}, {before})" for before, name in pairwise("abcdefghijklmnopqrstu")
    )
    sql = f"with a(x) as (select 1), {doublings} select * from u"

    page = visitor.get(f"/handlingsplan?sql={quote(sql)}")

    assert page.status_code == 400
    assert '<html lang="sv"' in page.text
    assert visitor.get("/handlingsplan.json?sql=select+1").status_code == 200


def test_a_row_has_room_for_three_full_cells_of_a_workbook() -> None:
    """An assessment is found by its three texts together, and Excel takes 32,767 characters in a cell."""
    assert LIMITS[sqlite3.SQLITE_LIMIT_LENGTH] > 6 * 32_767


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("select trim('xxaxx', 'x')", "a"),
        ("select ltrim('xxaxx', 'x')", "axx"),
        ("select rtrim('xxaxx', 'x')", "xxa"),
        ("select trim(112, 1)", "2"),
        ("select trim(null, 'x')", None),
        ("select trim('a', null)", None),
        ("select trim(' a ', '')", " a "),
        ("select trim(' a ')", "a"),
        ("select trim(x'616261', 'a')", "b"),
        ("select ltrim('ååb', 'åä')", "b"),
    ],
)
def test_trim_does_what_sqlites_own_does(release: Path, sql: str, value: str | None) -> None:
    site = open_site(release)
    bound = site.get_database("handlingsplan").connect()
    site._prepare_connection(bound, "handlingsplan")

    with closing(bound), closing(sqlite3.connect(":memory:")) as plain:
        assert tuple(bound.execute(sql).fetchone()) == plain.execute(sql).fetchone() == (value,)
