"""The page of files to download: every format with its size, checksums, and what earlier releases have of it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import html5lib
import pytest

from pipeline.serving.site import open_site
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of


@pytest.fixture
def with_files(release: Path, tmp_path: Path) -> Iterator[Callable[[Callable[[str], bool]], Visitor]]:
    """A visitor to a copy of the release that has only those of the downloads that are chosen by name."""
    visitors = []

    def choose(is_kept: Callable[[str], bool]) -> Visitor:
        folder = shutil.copytree(release, tmp_path / "release")
        for path in (folder / "downloads").iterdir():
            if not is_kept(path.name.removesuffix(".gz")):
                path.unlink()
        visitors.append(Visitor(open_site(folder)))
        return visitors[-1]

    yield choose
    for visitor in visitors:
        visitor.close()


def test_the_whole_comes_first_and_every_table_has_a_row_with_its_formats(visitor: Visitor, release: Path) -> None:
    page = visitor.get("/data").text

    html5lib.HTMLParser(strict=True).parse(page)
    links = re.findall(r'href="/ladda-ner/([^"]+)"', page)
    assert links[:4] == ["observations_flat.csv", "observations_flat.xlsx", "handlingsplan.zip", "handlingsplan.db"]
    assert links[4:11] == [
        "handlingsplan.zip",
        "handlingsplan.db",
        *(f"observations_flat.{ending}" for ending in ("csv", "excel.csv", "xlsx", "json", "parquet")),
    ]
    files = {path.name for path in (release / "downloads").iterdir() if path.suffix != ".gz"}
    assert set(links) == files
    size = -(-(release / "downloads/observations.parquet").stat().st_size // 1000)
    row = r"<th scope=\"row\">Värden</th>\s*<td>(.*?)</td>"
    told = re.search(row, page, re.S)
    assert told is not None
    text = text_of(told[1])
    assert text.startswith("Indikatorernas värden för varje år, område, kön och ålder.")
    assert re.search(r"CSV \d+ kB CSV för Excel \d+ kB Excel \d+ kB JSON \d+ kB Parquet \d+ kB$", text)
    assert text.endswith(f"Parquet {size} kB")


def test_the_checksum_of_every_file_is_on_the_page_and_is_right(visitor: Visitor, release: Path) -> None:
    page = visitor.get("/data").text

    told = re.search(r"<pre><code>(.*?)</code></pre>\n</details>", page, re.S)
    assert told is not None
    assert told[1] + "\n" == (release / "downloads/SHA256SUMS").read_text(encoding="utf-8")
    assert "sha256sum --check --ignore-missing SHA256SUMS" in page
    for line in told[1].splitlines():
        checksum, name = line.split("  ")
        assert hashlib.sha256((release / "downloads" / name).read_bytes()).hexdigest() == checksum


@pytest.mark.parametrize(
    ("name", "sent_as"),
    [
        ("goals.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("goals.parquet", "application/vnd.apache.parquet"),
        ("goals.excel.csv", "text/csv; charset=utf-8"),
        ("goals.json", "application/json"),
        ("handlingsplan.db", "application/vnd.sqlite3"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_sent_as_what_it_is(visitor: Visitor, release: Path, name: str, sent_as: str) -> None:
    answer = visitor.get(f"/ladda-ner/{name}")

    assert answer.headers["content-type"] == sent_as
    assert answer.content == (release / "downloads" / name).read_bytes()


def test_the_main_files_are_named_to_machines_as_what_they_are(visitor: Visitor) -> None:
    block = re.findall(r'<script type="application/ld\+json">(.*?)</script>', visitor.get("/data").text)
    files = json.loads(block[0])["distribution"]
    named = {each["contentUrl"].rpartition("/")[2]: each["encodingFormat"] for each in files}

    assert named == {
        "handlingsplan.db": "application/vnd.sqlite3",
        "handlingsplan.zip": "application/zip",
        "observations_flat.csv": "text/csv",
        "observations_flat.excel.csv": "text/csv",
        "observations_flat.json": "application/json",
        "observations_flat.parquet": "application/vnd.apache.parquet",
        "observations_flat.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }


@pytest.mark.parametrize("address", ["/data", "/en/data"])
def test_an_earlier_release_offers_the_files_that_it_has(
    with_files: Callable[[Callable[[str], bool]], Visitor], address: str
) -> None:
    def is_old(name: str) -> bool:
        return not name.endswith((".xlsx", ".parquet", ".excel.csv", ".db")) and name not in (
            "SHA256SUMS",
            "csv-metadata.json",
            "observations.json",
        )

    visitor = with_files(is_old)
    page = visitor.get(address).text

    for link in set(re.findall(r'href="(/ladda-ner/[^"]+)"', page)):
        assert visitor.get(link).status_code == 200
    assert "xlsx" not in page
    assert "0114" not in text_of(page)
    assert "Tabellen är för stor för Excel." not in page
    html5lib.HTMLParser(strict=True).parse(page)


def test_a_table_that_a_sheet_cannot_hold_says_so(with_files: Callable[[Callable[[str], bool]], Visitor]) -> None:
    visitor = with_files(lambda name: name != "observations_flat.xlsx")

    text = text_of(visitor.get("/data").text)
    assert text.count("Tabellen är för stor för Excel.") == 1
    assert "Ladda ner alla siffror (Excel)" not in text
    assert "The table is too large for Excel." in text_of(visitor.get("/en/data").text)
