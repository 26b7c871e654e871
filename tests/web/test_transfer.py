"""Answers as HTTP means them: packed, not sent twice, in parts, readable by scripts of other sites, and whole."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from pipeline.serving.site import open_site
from tests.web.conftest import Visitor

FILE, ROWS = "/ladda-ner/observations.csv", "/handlingsplan/codes.json?_shape=array"


def asked(visitor: Visitor, address: str, method: str = "GET", **headers: str) -> Any:
    """The answer as it was sent, not unpacked."""
    named = {"accept-encoding": "identity"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return visitor.loop.run_until_complete(visitor.site.client.request(method, address, headers=named))


@pytest.mark.parametrize("address", ["/", "/en/plan", "/handlingsplan/areas", ROWS, FILE])
def test_what_is_text_is_packed_for_who_takes_that(visitor: Visitor, address: str) -> None:
    plain, packed = asked(visitor, address), asked(visitor, address, accept_encoding="br, gzip;q=0.5")
    refused = asked(visitor, address, accept_encoding="gzip;q=0, br")

    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.content == plain.content
    assert "content-encoding" not in refused.headers
    for answer in (plain, packed):
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert "cookie" not in answer.headers["vary"].lower()


@pytest.mark.parametrize("address", ["/", ROWS, FILE])
def test_what_a_reader_has_is_not_sent_again(visitor: Visitor, address: str) -> None:
    tag = asked(visitor, address).headers["etag"]

    for wanted in (tag, f'"other", {tag}', f"W/{tag.removeprefix('W/')}", "*"):
        again = asked(visitor, address, if_none_match=wanted)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"].removeprefix("W/") == tag.removeprefix("W/")
    assert asked(visitor, address, if_none_match='"other"').status_code == 200


PARTS = {
    "bytes=0-9": slice(0, 10),
    "bytes=10-": slice(10, None),
    "bytes=-5": slice(-5, None),
    "bytes=0-99999999": slice(None),
}


def test_a_file_is_sent_in_parts(visitor: Visitor) -> None:
    whole = asked(visitor, FILE)

    for wanted, part in PARTS.items():
        answer = asked(visitor, FILE, range=wanted)
        assert (answer.status_code, answer.content) == (206, whole.content[part])
        assert answer.headers["content-range"].endswith(f"/{len(whole.content)}")
    beyond = asked(visitor, FILE, range=f"bytes={len(whole.content)}-")
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(whole.content)}")
    for senseless in ("bytes=9-3", "bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b"):
        assert asked(visitor, FILE, range=senseless).status_code == 200
    tag = whole.headers["etag"]
    assert asked(visitor, FILE, range="bytes=0-9", if_range=tag).status_code == 206
    assert asked(visitor, FILE, range="bytes=0-9", if_range='"other"').status_code == 200


def test_a_part_of_a_file_is_never_of_its_packed_twin(visitor: Visitor) -> None:
    whole, packed = asked(visitor, FILE), asked(visitor, FILE, accept_encoding="gzip")
    part = asked(visitor, FILE, accept_encoding="gzip", range="bytes=0-9")
    mended = asked(visitor, FILE, accept_encoding="gzip", range="bytes=0-9", if_range=packed.headers["etag"])

    assert (part.status_code, part.content, part.headers["etag"]) == (206, whole.content[:10], whole.headers["etag"])
    assert "content-encoding" not in part.headers
    assert (packed.headers["etag"], mended.status_code) == (f"W/{whole.headers['etag']}", 200)


def test_what_a_page_is_shown_with_is_kept_for_a_year_as_long_as_it_is_what_the_page_asked_for(
    visitor: Visitor,
) -> None:
    shown = re.findall(r'(?:src|rel="(?:stylesheet|icon)"[^>]*href)="(/[^"]+)"', visitor.get("/indikatorer/P3-01").text)

    assert [address.partition("?")[0] for address in shown] == [
        "/utseende/site.css",
        "/utseende/icon.svg",
        "/utseende/exit.js",
        "/utseende/chart.js",
        "/diagram/P3-01.svg",
    ]
    for address in shown:
        path, _, version = address.partition("?v=")
        kept, other, plain = (asked(visitor, each) for each in (address, f"{path}?v=000000000000", path))
        assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert other.headers["cache-control"] == plain.headers["cache-control"] == "public, max-age=60"
        assert hashlib.sha256(kept.content).hexdigest().startswith(version)
        assert kept.content == other.content == plain.content
        packed = asked(visitor, address, accept_encoding="gzip")
        assert (packed.headers.get("content-encoding"), packed.content) == (
            "gzip" if len(kept.content) >= 1000 else None,
            kept.content,
        )


def test_a_packed_twin_is_no_file_of_its_own(visitor: Visitor) -> None:
    assert visitor.get(f"{FILE}.gz").status_code == 404
    assert ".gz" not in visitor.get("/data").text


def test_a_file_has_a_date_and_a_head(visitor: Visitor) -> None:
    whole, head = asked(visitor, FILE), asked(visitor, FILE, method="HEAD")
    since = asked(visitor, FILE, if_modified_since=whole.headers["last-modified"])

    assert head.headers["content-length"] == str(len(whole.content)) == whole.headers["content-length"]
    assert since.status_code == 304
    assert asked(visitor, FILE, if_modified_since="Thu, 01 Jan 1998 00:00:00 GMT").status_code == 200
    assert asked(visitor, FILE, if_modified_since="nonsense").status_code == 200


@pytest.mark.parametrize("address", [FILE, ROWS, "/handlingsplan/areas.csv"])
def test_data_may_be_read_by_scripts_of_other_sites(visitor: Visitor, address: str) -> None:
    assert asked(visitor, address).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in asked(visitor, "/").headers


def question(sql: str, more: str = "") -> str:
    return f"/handlingsplan.csv?sql={quote(sql)}{more}"


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ("/handlingspla~6E.csv?sql=select+saknas", "/handlingsplan.csv?sql=select+saknas"),
        ("/handlingspla~6E/indicator~73.csv", "/handlingsplan/indicators.csv"),
        ("/handlingsplan/utvecklin~67.json?indikator=xx", "/handlingsplan/utveckling.json?indikator=xx"),
        ("/handlingsplan/observations/P1-01,2025,9999,K,total", "/handlingsplan/observations/P1-01,2025,9999,K,total"),
    ],
)
def test_a_name_in_datasettes_own_coding_is_the_name(visitor: Visitor, coded: str, plain: str) -> None:
    answer, other = asked(visitor, coded), asked(visitor, plain)

    assert (answer.status_code, answer.headers["content-type"]) == (other.status_code, other.headers["content-type"])
    if "html" not in answer.headers["content-type"]:
        assert answer.content == other.content


def test_an_answer_as_csv_is_whole(visitor: Visitor) -> None:
    answer = asked(
        visitor, question("select 1 as a, null as b, 'x,\"y\"' as c, 2.5 as d, x'00ff' as e union select 2, 3, 4, 5, 6")
    )

    assert list(csv.reader(io.StringIO(answer.text))) == [
        ["a", "b", "c", "d", "e"],
        ["1", "", 'x,"y"', "2.5", "AP8="],
        ["2", "3", "4", "5", "6"],
    ]
    assert asked(visitor, question("select 1 as a", "&_header=off")).text == "1\r\n"
    named = asked(visitor, "/handlingsplan/senaste_varden.csv?_dl=1")
    assert named.headers["content-disposition"] == 'attachment; filename="senaste_varden.csv"'
    assert named.text.startswith("namn,värde,enhet,")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select nowhere", "no such column: nowhere"),
        ("delete from areas", "Statement must be a SELECT"),
        (
            "with recursive a(n) as (select 1 union all select n + 1 from a) select n from a limit 1001",
            "More than 1000",
        ),
    ],
)
def test_an_answer_as_csv_that_fails_or_would_be_cut_is_an_error(visitor: Visitor, sql: str, said: str) -> None:
    answer = asked(visitor, question(sql))

    assert answer.status_code == 400
    assert "Frågan gick inte att besvara" in answer.text
    assert said in answer.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/handlingsplan.csv", 400),
        ("/handlingsplan/areas?_through=1", 400),
        ("/handlingsplan/areas?_through={}", 400),
        ("/handlingsplan/areas?_through=%7B%22table%22:1,%22column%22:2,%22value%22:3%7D", 400),
        ("/handlingsplan/areas.json?_through=[]", 400),
        ("/h~61ndlingsplan/areas?_through=1", 400),
        ("/h~61ndlingsplan/indicators_fts_idx/select%201.json?c1__contains=objects", 400),
    ],
)
def test_an_address_that_makes_datasette_stumble_is_the_visitors_mistake(
    visitor: Visitor, address: str, status: int
) -> None:
    assert asked(visitor, address).status_code == status


def test_a_cookie_changes_nothing(visitor: Visitor) -> None:
    plain = asked(visitor, "/plan")
    for cookie in (b"a=\xff\xfe", b"ds_actor=x", b"=;;;=", b"a" * 4_000):
        headers = [(b"cookie", cookie), (b"authorization", b"Bearer \xff")]
        answer: Any = visitor.loop.run_until_complete(visitor.site.client.get("/plan", headers=headers))
        assert (answer.status_code, answer.content) == (200, plain.content)
        assert answer.headers["cache-control"] == plain.headers["cache-control"]


def test_the_health_of_the_site_is_told_as_json_and_as_measures(visitor: Visitor) -> None:
    known = asked(visitor, "/-/halsa").json()
    measures = asked(visitor, "/-/halsa?format=prometheus").text

    assert known.keys() == {"ok", "release_id", "time", "last_year", "is_example", "overdue"}
    assert known["ok"] is True
    assert f'handlingsplan_release_info{{release="{known["release_id"]}"}} 1\n' in measures
    assert f"handlingsplan_overdue {known['overdue']}\n" in measures


def test_a_number_of_any_size_is_written(visitor: Visitor) -> None:
    sql = "select 1e300, -1e300, 9e999, -9e999, 1e-9, 0.5, -0.0, 12345.5, 1e15, 999999999999999.0"
    page = asked(visitor, f"/handlingsplan?sql={quote(sql)}")
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page.text)

    assert [cell.strip() for cell in cells] == [
        *("1e+300", "-1e+300", "inf", "-inf", "1e-09", "0,5", "0", "12\N{NO-BREAK SPACE}345,5"),
        *("1000000000000000.0", "\N{NO-BREAK SPACE}".join(["999"] * 5)),
    ]


def test_a_file_is_a_file_whatever_else_the_address_says(visitor: Visitor) -> None:
    plain = asked(visitor, "/handlingsplan/areas.csv")
    for more in ("_trace=1", "_trace=max&_sort=name", "%5Ftrace=1"):
        answer = asked(visitor, f"/handlingsplan/areas.csv?{more}")
        assert (answer.status_code, answer.content) == (200, plain.content)
        assert answer.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08 half of it"])
def test_a_packed_twin_that_is_damaged_is_not_sent(release: Path, tmp_path: Path, damage: bytes) -> None:
    copied = Path(shutil.copytree(release, tmp_path / "release"))
    (copied / "downloads/observations.csv.gz").write_bytes(damage)
    with closing(Visitor(open_site(copied))) as visitor:
        whole, packed = asked(visitor, FILE), asked(visitor, FILE, accept_encoding="gzip")

    assert packed.content == whole.content == (release / "downloads/observations.csv").read_bytes()


@pytest.mark.parametrize("content", [b"", b'{"files": {"charts', b"[]", b'{"files": 7}', b"\xff", None])
def test_a_release_whose_own_description_is_damaged_is_shown_all_the_same(
    release: Path, tmp_path: Path, content: bytes | None
) -> None:
    copied = Path(shutil.copytree(release, tmp_path / "release"))
    if content is None:
        (copied / "release.json").unlink()
    else:
        (copied / "release.json").write_bytes(content)
    with closing(Visitor(open_site(copied))) as visitor:
        page, chart = visitor.get("/indikatorer/P3-01"), visitor.get("/diagram/P3-01.svg")

    assert (page.status_code, chart.status_code) == (200, 200)
    assert '<img src="/diagram/P3-01.svg"' in page.text
