"""The site's own pages: what a resident reads, and that it says what the database says."""

from __future__ import annotations

import html
import re
import sqlite3

import pytest

from tests.web.conftest import Visitor


def text_of(page: str) -> str:
    """What a page says, without its marks and with single blanks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\xa0", " ").split())


def test_the_front_page_says_what_was_decided_for_whom_and_how_it_goes(visitor: Visitor) -> None:
    text = text_of(visitor.get("/").text)

    assert "Planen är föreslagen. Något beslut om att anta den finns inte bland uppgifterna." in text
    assert "21 juni 2024 Social- och omsorgsnämnden, § 108." in text
    assert "15 oktober 2024 Socialförvaltningen." in text
    assert "Datum okänt Social- och omsorgsnämnden, § 177, dnr SON 2022-604." in text
    assert "Mäns våld mot kvinnor ska upphöra." in text
    assert "Planen prioriterar åtta inriktningar." in text


def test_the_front_page_leads_to_every_priority_and_indicator(visitor: Visitor, database: sqlite3.Connection) -> None:
    page = visitor.get("/").text

    wanted = [f"/inriktningar/{row[0]}" for row in database.execute("select priority_id from priorities")]
    wanted += [f"/indikatorer/{row[0]}" for row in database.execute("select indicator_id from indicators")]
    assert len(wanted) == 8 + 41
    assert [address for address in wanted if f'href="{address}"' not in page] == []
    assert all(visitor.get(address).status_code == 200 for address in wanted)


def test_every_page_says_that_the_figures_are_examples_and_where_help_is(visitor: Visitor) -> None:
    for address in (
        "/",
        "/indikatorer",
        "/indikatorer/P3-01",
        "/inriktningar/P1",
        "/data",
        "/handlingsplan",
        "/handlingsplan/observations",
        "/handlingsplan/beslut",
        "/finns-inte",
    ):
        text = text_of(visitor.get(address).text)
        assert "Exempeldata. Siffrorna på webbplatsen är påhittade och gäller ingen kommun." in text, address
        assert "020-50 50 50" in text, address
        assert "112" in text, address


def test_an_indicator_page_shows_every_figure_of_the_database(visitor: Visitor, database: sqlite3.Connection) -> None:
    words = {
        "suppressed_primary": "visas inte (få personer)",
        "suppressed_secondary": "visas inte (skyddar en annan uppgift)",
        "missing": "saknas",
        "not_applicable": "ej tillämplig",
        "not_collected": "ej insamlad",
    }
    compared = 0
    for indicator in database.execute("select * from indicators").fetchall():
        page = visitor.get(f"/indikatorer/{indicator['indicator_id']}").text
        rows = database.execute(
            "select * from observations where indicator_id = ? order by year, sex desc", [indicator["indicator_id"]]
        ).fetchall()
        for year in sorted({row["year"] for row in rows}):
            line = text_of(re.search(rf'<th scope="row">{year}</th>(.*?)</tr>', page, re.S)[1])  # type: ignore[index]
            wanted = []
            for sex in "TKM":
                for row in (row for row in rows if row["year"] == year and row["sex"] == sex):
                    wanted.append(_written(indicator, row) if row["value"] is not None else words[row["value_status"]])
                    if row["value_status"] == "preliminary":
                        wanted.append("preliminär")
                    compared += 1
            assert line.startswith(" ".join(wanted)), (indicator["indicator_id"], year)
    assert compared == database.execute("select count(*) from observations").fetchone()[0]


def _written(indicator: sqlite3.Row, row: sqlite3.Row) -> str:
    if indicator["value_kind"] == "yes_no":
        return "ja" if row["value"] else "nej"
    number = f"{row['value']:.{indicator['decimals']}f}".replace(".", ",")
    return f"{number} %" if indicator["value_kind"] == "share" else number


@pytest.mark.parametrize(
    ("indicator", "sentence"),
    [
        ("P3-01", "Värdet för 2025 (Exempelkommunen) är {value} (antal anmälda brott). Det är preliminärt. Året före"),
        ("SEX-01", "Det är preliminärt. Året kan inte jämföras med åren före, se Seriebrott."),
        ("SEX-03", "Uppgiften för 2025 (Exempelkommunen) är inte tillämplig."),
        ("P4-01", "Uppgiften för 2025 (Exempelkommunen) visas inte, eftersom den bygger på få personer."),
        ("KTX-01", "Det finns inga uppgifter om indikatorn ännu."),
    ],
)
def test_an_indicator_page_begins_with_its_newest_figure_in_words(
    visitor: Visitor, database: sqlite3.Connection, indicator: str, sentence: str
) -> None:
    query = "select value from observations where indicator_id = ? and year = 2025 and sex = 'T'"
    row = database.execute(query, [indicator]).fetchone()
    value = f"{row[0]:.0f}" if row and row[0] is not None else ""

    assert sentence.format(value=value) in text_of(visitor.get(f"/indikatorer/{indicator}").text)


def test_how_often_an_indicator_comes_is_told_in_the_words_of_its_own_columns(
    visitor: Visitor, database: sqlite3.Connection
) -> None:
    words = {
        (row["column_name"], row["code"]): row["label"]
        for row in database.execute("select * from codes where table_name = 'indicators'")
    }
    assert words["periodicity", "annual"] != words["reported_in", "annual"]
    for row in database.execute("select indicator_id, periodicity, period_type from indicators").fetchall():
        often, period = words["periodicity", row["periodicity"]], words["period_type", row["period_type"]]
        text = text_of(visitor.get(f"/indikatorer/{row['indicator_id']}").text)
        assert f"Hur ofta {often[0].upper()}{often[1:]}, {period}" in text


def test_reported_crime_is_said_to_be_neither_good_nor_bad(visitor: Visitor, database: sqlite3.Connection) -> None:
    for (name,) in database.execute("select indicator_id from indicators where direction = 'neutral'").fetchall():
        assert "Varken bra eller dåligt i sig" in text_of(visitor.get(f"/indikatorer/{name}").text)


def test_an_indicator_page_shows_its_chart_and_the_chart_is_there(visitor: Visitor) -> None:
    page = visitor.get("/indikatorer/P3-01").text

    assert '<img src="/diagram/P3-01.svg" alt="Diagram över Anmälda överträdelser av kontaktförbud.' in page
    chart = visitor.get("/diagram/P3-01.svg")
    assert chart.headers["content-type"] == "image/svg+xml"
    assert chart.text.startswith("<svg")


def test_a_priority_says_that_its_area_is_an_interpretation(visitor: Visitor) -> None:
    text = text_of(visitor.get("/inriktningar/P8").text)

    assert "Beslutet säger inte vilket område inriktningen hör till. Kopplingen är vår tolkning." in text
    assert "Handlingsplanen har inga egna aktiviteter." in text


@pytest.mark.parametrize(
    "address",
    [
        "/finns-inte",
        "/inriktningar/P9",
        "/indikatorer/VNR-99",
        "/ladda-ner/saknas.csv",
        "/diagram/saknas.svg",
        "/ladda-ner/..%2Frelease.json",
        "/ladda-ner/%2e%2e",
        "/ladda-ner/a%00b",
        "/handlingsplan/saknas",
        "/handlingsplan/indicators/saknas",
    ],
)
def test_what_is_not_there_is_told_in_swedish(visitor: Visitor, address: str) -> None:
    answer = visitor.get(address)
    for _ in range(3):
        # Datasette sends an address with a percent sign on to its own way of writing it.
        if answer.status_code not in (301, 302):
            break
        answer = visitor.get(answer.headers["location"])

    assert answer.status_code == 404
    assert "Sidan finns inte" in text_of(answer.text)
    assert "Traceback" not in answer.text


def test_every_file_can_be_taken_home(visitor: Visitor) -> None:
    files = re.findall(r'href="(/ladda-ner/[^"]+)"', visitor.get("/data").text)

    assert len(files) == 27
    for address in files:
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"] == f'attachment; filename="{address.rsplit("/", 1)[1]}"'
    assert visitor.get("/ladda-ner/observations.csv").text.startswith(
        "indicator_id,year,area_code,sex,age_group,value,"
    )


def test_health_tells_which_release_answers(visitor: Visitor, database: sqlite3.Connection) -> None:
    release = database.execute("select * from release").fetchone()

    assert visitor.get("/-/halsa").json() == {
        "ok": True,
        "release_id": release["release_id"],
        "time": "2026-03-31",
        "last_year": 2025,
        "is_example": True,
    }


def test_no_page_asks_another_host_or_runs_a_script(visitor: Visitor) -> None:
    for address in (
        "/",
        "/indikatorer/VNR-08",
        "/data",
        "/handlingsplan",
        "/handlingsplan/observations",
        "/handlingsplan/indicators/VNR-01",
        "/handlingsplan?sql=select+1",
    ):
        answer = visitor.get(address)
        page = answer.text
        assert "<script" not in page, address
        assert re.findall(r'(?:src|rel="stylesheet" href)="(?!/)', page) == [], address
        assert re.findall(r'\sstyle="|\son[a-z]+="', page) == [], address
        assert '<html lang="sv">' in page, address
        assert "set-cookie" not in answer.headers, address
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'"), address
        assert answer.headers["x-content-type-options"] == "nosniff", address
