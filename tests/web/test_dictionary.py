"""The data dictionary: every table, column and code of the release, each at an address of its own."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter

import pytest

from tests.web.conftest import Visitor
from tests.web.test_pages import text_of

ADDRESS = "/data/ordbok"


def entry(page: str, anchor: str) -> str:
    """What the page says of a column."""
    found = re.search(rf'<dt id="{re.escape(anchor)}">.*?</dt>\s*<dd>.*?</dd>', page, re.S)
    assert found, anchor
    return text_of(found[0])


@pytest.mark.parametrize(("prefix", "ending"), [("", ""), ("/en", "_en")])
def test_every_column_is_explained_at_an_address_of_its_own(
    visitor: Visitor, database: sqlite3.Connection, prefix: str, ending: str
) -> None:
    page = visitor.get(f"{prefix}{ADDRESS}").text
    columns = database.execute("select * from data_dictionary").fetchall()

    assert len(columns) > 250
    for column in columns:
        told = entry(page, f"{column['table_name']}-{column['column_name']}")
        wanted = f"{column['column_name']} {column[f'title{ending}']} {column[f'description{ending}']} "
        assert told.startswith(" ".join(wanted.split())), column["column_name"]
    identifiers = Counter(re.findall(r'\bid="([^"]+)"', page))
    assert [name for name, count in identifiers.items() if count > 1] == []
    assert [name for name in re.findall(r'href="#([^"]+)"', page) if name not in identifiers] == []


@pytest.mark.parametrize(("prefix", "ending"), [("", ""), ("/en", "_en")])
def test_every_code_stands_with_its_meaning_at_its_column(
    visitor: Visitor, database: sqlite3.Connection, prefix: str, ending: str
) -> None:
    page = visitor.get(f"{prefix}{ADDRESS}").text
    codes = database.execute("select * from codes").fetchall()

    assert len(codes) > 150
    for code in codes:
        told = entry(page, f"{code['table_name']}-{code['column_name']}")
        status = f", SDMX {code['sdmx_obs_status']}" if code["sdmx_obs_status"] else ""
        assert f" {code['code']} {code[f'label{ending}']}{status} " in f"{told} ".replace(" ,", ","), code["code"]


def test_every_table_stands_once_in_the_list_and_once_below_it(visitor: Visitor, database: sqlite3.Connection) -> None:
    page = visitor.get(ADDRESS).text
    names = {row[0] for row in database.execute("select distinct table_name from data_dictionary")}

    listed = re.findall(r'<li><a href="#(\w+)">', page)
    assert sorted(listed) == sorted(names)
    assert re.findall(r'<section aria-labelledby="(\w+)">', page) == listed
    for name in names:
        heading = re.search(rf'<h2 id="{name}">(.*?)</h2>', page, re.S)
        assert heading, name
        assert text_of(heading[1]).endswith(f" {name}"), name


@pytest.mark.parametrize(
    ("anchor", "told"),
    [
        (
            "observations-year",
            "year År Uppföljningsåret. Indikatorns period visar om det är ett kalenderår, ett läsår eller något "
            "annat. Ett läsår, och varje annan period över ett årsskifte, hör till året då den slutar. nyckel, heltal, "
            "alltid ifylld",
        ),
        (
            "observations-value",
            "value Värde Siffran, i indikatorns enhet. Den är tom när ingen siffra publiceras, och tomt betyder inte "
            "noll. tal, kan vara tom",
        ),
        (
            "targets-indicator_id",
            "indicator_id Indikator Indikatorns kod i tabellen Indikatorer. nyckel, text, alltid ifylld, hänvisar till "
            "indicators.indicator_id",
        ),
        (
            "observations-series_break",
            "series_break Brott i serien Sant för det första året efter en brytpunkt. Värdet kan då inte jämföras med "
            "åren före. ja eller nej, alltid ifylld, true : SDMX B",
        ),
    ],
)
def test_a_column_is_told_whole(visitor: Visitor, anchor: str, told: str) -> None:
    assert entry(visitor.get(ADDRESS).text, anchor) == told


def test_the_unit_of_a_column_stands_with_its_type(visitor: Visitor, database: sqlite3.Connection) -> None:
    query = "select table_name, column_name, unit from data_dictionary where unit is not null"
    page = visitor.get(ADDRESS).text

    units = database.execute(query).fetchall()
    assert units
    for table, column, unit in units:
        assert f" ({unit}), " in entry(page, f"{table}-{column}")


def test_what_is_derived_in_the_database_is_listed_with_the_page_that_explains_it(visitor: Visitor) -> None:
    page = visitor.get(ADDRESS).text

    derived = re.findall(r'<dt><a href="/handlingsplan/(\w+)#kolumner">', page)
    assert {"codes", "data_dictionary", "latest_values", "release"} <= set(derived)
    for name in derived:
        assert 'id="kolumner"' in visitor.get(f"/handlingsplan/{name}").text, name


@pytest.mark.parametrize("address", ["/data", "/handlingsplan/observations", "/data/api"])
def test_the_dictionary_is_linked_to_from_where_columns_are_met(visitor: Visitor, address: str) -> None:
    for prefix in ("", "/en"):
        assert f'href="{prefix}{ADDRESS}"' in visitor.get(f"{prefix}{address}").text
