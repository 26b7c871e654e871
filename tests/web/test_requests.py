"""An address that asks for more than any page or reader does is answered before Datasette makes anything of it."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.tracer import capture_traces

from pipeline.web.requests import FACETS, HOST, PARAMETERS, PATH, QUERY, REPETITIONS
from tests.web.conftest import Visitor
from tests.web.test_datasette import queries
from tests.web.test_pages import text_of

TABLE = "/handlingsplan/observations"


def repeated(name: str, number: int) -> str:
    return "&".join([f"{name}=value"] * number)


def numbered(number: int) -> str:
    return "&".join(f"c{each}=1" for each in range(number))


TOO_MUCH = {
    "the facets that took five gigabytes": (f"{TABLE}?{repeated('_facet', 1_100)}", 414),
    "a facet too many": (f"{TABLE}?{repeated('_facet', FACETS + 1)}", 400),
    "with the name encoded": (f"{TABLE}?{repeated('%5F%66acet', FACETS + 1)}", 400),
    "of several kinds and cases": (f"{TABLE}?{repeated('_facet_array', FACETS)}&_FACET=year", 400),
    "without values": (f"{TABLE}?{'_facet&' * (FACETS + 1)}", 400),
    "in English": (f"/en{TABLE}?{repeated('_facet', FACETS + 1)}", 400),
    "as CSV": (f"{TABLE}.csv?{repeated('_facet', FACETS + 1)}", 400),
    "a long value": (f"{TABLE}?sex={'K' * 60_000}", 414),
    "a long value encoded": (f"{TABLE}?sex={'%4B' * (QUERY // 3)}", 414),
    "a long name": (f"{TABLE}?{'K' * QUERY}=1", 414),
    "many names": (f"{TABLE}?{numbered(1_100)}", 400),
    "a name too many": (f"{TABLE}?{numbered(PARAMETERS + 1)}", 400),
    "one name too often": (f"{TABLE}?{repeated('_where', REPETITIONS + 1)}", 400),
    "in another case": (f"{TABLE}?{repeated('_where', REPETITIONS)}&_WHERE=1", 400),
    "parameters of a question": (f"/handlingsplan?sql=select+:c0&{numbered(PARAMETERS)}", 400),
    "a long question": (f"/handlingsplan?sql=select+'{'x' * QUERY}'", 414),
    "a page of ours": (f"/indikatorer?{repeated('ord', REPETITIONS + 1)}", 400),
    "a long search": (f"/sok?q={'a' * QUERY}", 414),
    "a long path": (f"{TABLE}/{'a' * PATH}", 414),
    "a long path encoded": (f"/{'%C3%A5' * (PATH // 6 + 1)}", 414),
    "a page about the server": (f"/-/versions?{numbered(PARAMETERS + 1)}", 400),
}


@pytest.mark.parametrize(("address", "status"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_refused_before_the_database_is_asked(visitor: Visitor, address: str, status: int) -> None:
    visitor.get("/")  # what is the same on every page is asked for once

    async def ask() -> tuple[Any, list[dict[str, Any]]]:
        traces: list[dict[str, Any]] = []
        with capture_traces(traces):
            return await visitor.site.client.get(address), traces

    answer, traces = visitor.loop.run_until_complete(ask())

    heading = "The address asks for too much" if address.startswith("/en/") else "Adressen frågar efter för mycket"
    assert (answer.status_code, traces) == (status, [])
    assert heading in text_of(answer.text)
    # A question of one's own is given back, once.
    assert len(answer.content) < 12_000 + answer.text.count("<textarea") * len(address)
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("address", ["/sitemap.xml", "/data", f"{TABLE}.json?_facet=value"])
def test_no_page_repeats_a_long_name_of_the_site(visitor: Visitor, address: str) -> None:
    """The site map with the longest name that a server reads weighed 23 million bytes, and is kept in memory."""

    def ask(host: str) -> tuple[int, int]:
        answer = visitor.loop.run_until_complete(visitor.site.client.get(address, headers={"host": host}))
        return answer.status_code, answer.text.count(host)

    assert ask("x" * (HOST + 1)) == (400, 0)
    assert ask("x" * HOST)[0] == 200


def test_a_program_is_refused_in_json(visitor: Visitor) -> None:
    many = visitor.get(f"{TABLE}.json?{repeated('_facet', FACETS + 1)}")
    long = visitor.get(f"/handlingsplan.json?sql={'x' * QUERY}")

    assert (many.status_code, many.json()) == (
        400,
        {"ok": False, "error": "More than 10 facets", "status": 400, "title": None},
    )
    assert (long.status_code, long.json()) == (
        414,
        {"ok": False, "error": "The query string is longer than 8000 bytes", "status": 414, "title": None},
    )


def test_what_is_sent_and_not_asked_is_refused_as_before(visitor: Visitor) -> None:
    answer = visitor.loop.run_until_complete(
        visitor.site.client.post("/handlingsplan", content=repeated("_facet", 1_100).encode())
    )

    assert answer.status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        f"{TABLE}?{repeated('_facet', FACETS)}",
        f"{TABLE}?_facet=year&_facet=sex&_facet=area_code&_facet=value_status&_facet=indicator_id&_facet_size=max",
        f"{TABLE}?{numbered(PARAMETERS)}",
        f"{TABLE}?_where={'1' * (QUERY - len('_where='))}",
        f"{TABLE}?{repeated('sex', REPETITIONS)}",
        f"{TABLE}?{';'.join(['sex=K'] * (REPETITIONS + 1))}",
        f"{TABLE}?year=2024&sex=K&value__gte=5&area_code__in=0114,0000&_sort_desc=value&_facet=indicator_id&_size=100",
        f"/sok?q={'a' * 5_000}",
    ],
)
def test_what_is_within_the_bounds_is_answered(visitor: Visitor, address: str) -> None:
    assert visitor.get(address).status_code == 200


def test_the_widest_table_is_filtered_on_every_column(visitor: Visitor, database: sqlite3.Connection) -> None:
    names = [row["name"] for row in database.execute("pragma table_info(indicators)")]
    chosen = urlencode([("_col", name) for name in names])
    fields = [
        (f"_filter_{part}_{number}", value)
        for number, name in enumerate(names, start=1)
        for part, value in (("column", name), ("op", "contains"), ("value", "a"))
    ]

    assert visitor.get(f"/handlingsplan/indicators?{chosen}").status_code == 200
    assert visitor.get(f"/handlingsplan/indicators?{urlencode(fields)}").status_code == 302


def test_every_ready_question_can_be_asked_as_sql_with_its_fields(visitor: Visitor) -> None:
    for name, query in queries(visitor).items():
        fields = dict.fromkeys(query.get("params", []), "å" * 500)
        answer = visitor.get(f"/handlingsplan?{urlencode({'sql': query['sql'], **fields})}")
        assert answer.status_code == 200, name
