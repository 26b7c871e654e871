"""How programs ask: each program that the page shows is run as it stands, against a site that is really served."""

from __future__ import annotations

import csv
import html
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipeline.serving.site import SETTINGS, open_site
from pipeline.web.example_programs import EXAMPLES
from tests.web.conftest import Visitor, serving
from tests.web.test_pages import text_of

ADDRESS = "/data/api"

get = partial(httpx.get, timeout=60)

Rows = list[tuple[str, str, str, str]]
"""Year, sex, value and status, as texts; the value is empty where there is none."""


@pytest.fixture(scope="module")
def address(release: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the repository's release."""
    project = tmp_path_factory.mktemp("asked")
    (project / "releases").mkdir()
    (project / "releases/current").symlink_to(release)
    for part in ("schemas", "metadata.yml"):
        (project / part).symlink_to(repository / part)
    with serving(project) as found:
        yield found


@pytest.fixture(scope="module")
def page(address: str) -> str:
    return get(f"{address}{ADDRESS}").text


def program(page: str, file: str) -> str:
    """A program as a reader copies it from the page."""
    name = file.replace(".", "-").replace("_", "-")
    found = re.search(rf'<h3 id="{name}">.*?<pre[^>]*><code[^>]*>(.*?)</code></pre>', page, re.S)
    assert found, file
    return html.unescape(found[1])


def addresses(page: str) -> list[str]:
    """The addresses that stand by themselves on the page."""
    return [html.unescape(each) for each in re.findall(r'<pre lang="en"><code>(.*?)</code></pre>', page)]


@pytest.fixture(scope="module")
def figures(release: Path) -> Rows:
    """The figures that the programs get, as the file has them."""
    with (release / "downloads/observations.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator_id"] == "P2-01" and row["area_code"] == "9999"]
    found = [(row["year"], row["sex"], row["value"], row["value_status"]) for row in rows]
    assert {value == "" for _, _, value, _ in found} == {True, False}
    return found


def run(words: list[str], folder: Path) -> str:
    """What a program prints, in a folder of its own and without what we have set for Python."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def needed(name: str) -> str:
    """The path of a program that the machine may lack."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name} on this machine")
    return found


def printed(text: str, nothing: str) -> tuple[str, Rows]:
    """The first line, and the rows that follow it in columns, where a word stands for no value."""
    first, *lines = text.strip().splitlines()
    cells = [line.split() for line in lines]
    return first, [(year, sex, "" if value == nothing else value, status) for year, sex, value, status in cells]


@pytest.mark.parametrize("file", ["indicator.py", "whole_table.py"])
def test_the_programs_in_python_run_as_they_stand(page: str, figures: Rows, tmp_path: Path, file: str) -> None:
    (tmp_path / file).write_text(program(page, file), encoding="utf-8")

    first, rows = printed(run([sys.executable, file], tmp_path), "None")

    assert first == "EXAMPLE DATA"
    assert [(year, sex, value.removesuffix(".0"), status) for year, sex, value, status in rows] == figures


def test_the_program_in_javascript_runs_as_it_stands(page: str, figures: Rows, tmp_path: Path) -> None:
    (tmp_path / "indicator.mjs").write_text(program(page, "indicator.mjs"), encoding="utf-8")

    first, *lines = run([needed("node"), "indicator.mjs"], tmp_path).strip().splitlines()

    assert first == "EXAMPLE DATA"
    assert lines == [f"{year} {sex} {value or status}" for year, sex, value, status in figures]


def test_the_program_in_r_runs_as_it_stands(page: str, figures: Rows, tmp_path: Path) -> None:
    (tmp_path / "indicator.R").write_text(program(page, "indicator.R"), encoding="utf-8")

    lines = run([needed("Rscript"), "--vanilla", "indicator.R"], tmp_path).strip().splitlines()

    # R writes a message beside what it prints, and numbers the rows.
    lines.remove("EXAMPLE DATA")
    rows = [line.split()[1:] for line in lines[1:]]
    assert [(year, sex, "" if value == "NA" else value, status) for year, sex, value, status in rows] == figures


def test_the_command_with_curl_runs_as_it_stands(page: str, figures: Rows, tmp_path: Path) -> None:
    needed("curl")

    text = run(["sh", "-c", program(page, "indicator.sh").replace("curl ", "curl --silent ", 1)], tmp_path)

    assert _figures(text) == figures


def test_what_power_query_asks_for_is_there_with_the_columns_that_it_names(page: str, figures: Rows) -> None:
    text = program(page, "power_query.pq")
    [asked] = re.findall(r'Web\.Contents\("([^"]+)"\)', text)
    named = re.findall(r'[\[{]"?(\w+)"?(?:\]|, (?:Int64|type))', text)

    answer = get(asked)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {"indicator_id", "area_code", "year", "value"} == set(named) <= set(rows[0])
    chosen = [row for row in rows if row["indicator_id"] == "P2-01" and row["area_code"] == "9999"]
    assert [(row["year"], row["sex"], row["value"], row["value_status"]) for row in chosen] == figures
    assert '[indicator_id] = "P2-01" and [area_code] = "9999"' in text


def test_the_addresses_of_the_page_answer_as_it_says(address: str, page: str, figures: Rows) -> None:
    flat, pinned, question = addresses(page)

    assert get(flat).text.startswith("indicator_id,")
    assert pinned.startswith(f"{address}/versioner/2025-")
    assert pinned.endswith("/observations.csv")
    answer = get(question)
    assert [
        (str(row["year"]), row["sex"], _text(row["value"]), row["value_status"]) for row in answer.json()
    ] == figures
    as_csv = get(question.replace(".json?", ".csv?").replace("&_shape=array", ""))
    assert _figures(as_csv.text) == figures
    [link] = re.findall(r'href="(/handlingsplan\?sql=[^"]+)"', page)
    assert "suppressed_primary" in get(address + html.unescape(link)).text


def test_what_is_said_of_the_answers_is_so(address: str, release: Path) -> None:
    database = f"{address}/handlingsplan"

    def ask(path: str) -> httpx.Response:
        return get(database + path)

    assert SETTINGS["sql_time_limit_ms"] == SETTINGS["max_returned_rows"] == 1000
    assert SETTINGS["default_page_size"] == 50
    assert len(ask("/observations.json?_shape=array").json()) == 50
    assert ask("/observations.json?finns_inte=1&_shape=array").json() == []
    assert {row["sex"] for row in ask("/observations.json?sex__in=K,M&_shape=array").json()} == {"K", "M"}
    assert {row["value"] for row in ask("/observations.json?value__isnull=1&_shape=array").json()} == {None}
    assert min(row["year"] for row in ask("/observations.json?year__gte=2022&_shape=array&_sort=year").json()) == 2022
    chosen = ask("/observations.json?_col=value&_shape=array").json()[0]
    assert set(chosen) == {"indicator_id", "year", "area_code", "sex", "age_group", "value"}
    assert len(ask("/observations.csv").text.splitlines()) == len(
        (release / "downloads/observations.csv").read_text(encoding="utf-8").splitlines()
    )
    many = "sql=select+a.year+from+observations+a,+observations+b"
    assert ask(f".json?{many}").json()["truncated"] is True
    assert len(ask(f".json?{many}&_shape=array").json()) == 1000
    assert ask(f".csv?{many}").status_code == 400
    refused = ask(".json?sql=delete+from+observations")
    assert (refused.status_code, refused.json()["ok"], refused.json()["status"]) == (400, False, 400)
    assert ask("/saknas.json").status_code == 404
    assert ask(f".json?sql=select+'{'x' * 9000}'").status_code == 414
    assert ask(".json?sql=select+is_example+from+dataset&_shape=array").json() == [{"is_example": 1}]
    for path in ("/release.json", ".csv?sql=select+1"):
        assert ask(path).headers["access-control-allow-origin"] == "*"


def test_all_rows_are_got_by_following_the_header(address: str) -> None:
    asked, rows = f"{address}/handlingsplan/observations.json?_shape=array", 0
    while asked:
        answer = get(asked)
        rows += len(answer.json())
        asked = answer.links.get("next", {}).get("url", "")

    assert rows == 297


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_program_stands_on_the_page_filled_in_and_said_of_in_both_languages(address: str, prefix: str) -> None:
    page = get(f"{address}{prefix}{ADDRESS}").text

    for example in EXAMPLES:
        text = program(page, example.file)
        assert f"{address}/" in text, example.file
        assert "P2-01" in text, example.file
        assert not re.search(r"\{\{\w+\}\}", text), example.file
    assert ("None betyder" in text_of(page)) == (prefix == "")


def test_a_copy_promises_nothing_of_a_database(release: Path) -> None:
    copy = Visitor(open_site(release, is_copy=True))
    try:
        page = copy.get(ADDRESS).text
        dictionary = copy.get("/data/ordbok").text
    finally:
        copy.close()

    assert "utan databas att fråga" in text_of(page)
    assert [example.file for example in EXAMPLES if f'<h3 id="{example.name}">' in page] == [
        "whole_table.py",
        "power_query.pq",
    ]
    for text in (page, dictionary):
        assert not re.search(r'(?:href="|http://localhost)/handlingsplan\b(?!\.)', text)
        assert "sql=" not in text


def _figures(text: str) -> Rows:
    rows = csv.DictReader(io.StringIO(text))
    return [(row["year"], row["sex"], _text(row["value"]), row["value_status"]) for row in rows]


def _text(value: Any) -> str:
    return "" if value is None else str(value).removesuffix(".0")
