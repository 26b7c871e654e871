"""The site's own pages: what a resident reads, and that it says what the database says."""

from __future__ import annotations

import html
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.serving.site import open_site
from pipeline.web.pages.indicator import SERIES
from pipeline.web.reading import sentences
from pipeline.web.versions import static
from pipeline.wording.numbers import in_words
from tests.web.addresses import FRAMED
from tests.web.conftest import Visitor


def text_of(page: str) -> str:
    """What a page says, without its marks and with single blanks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\xa0", " ").split())


def test_the_front_page_tells_how_it_goes_with_each_priority_and_with_the_whole(visitor: Visitor) -> None:
    text = text_of(visitor.get("/").text)

    assert "Hur går det med arbetet mot våld? Planen är föreslagen. Den har åtta prioriterade inriktningar." in text
    assert (
        "Läget 2025 28 av de 31 indikatorer som ska rapporteras har siffror. Vad saknas, och vem svarar för det?"
        in text
    )
    assert (
        "Våld i ungas parrelationer 7 % 2022–2025, från noll Unga som uppger att de har utsatts för våld av en partner "
        ", 2025. Förra mätningen (2022): 8 % Det finns för få jämförbara mätningar för att bedöma skillnaden. "
        "Alla 3 indikatorer" in text
    )
    assert (
        "Eftervåld 12 2021–2025, från noll Anmälda överträdelser av kontaktförbud , 2025 (preliminär). Året före: 16 "
        "Skillnaden ryms inom slumpen för så små tal. Alla 3 indikatorer" in text
    )
    assert (
        "Barn och unga som riskerar att föras utomlands visas inte Barn och unga som misstänks ha förts eller riskerat "
        "att föras utomlands , 2025. Perioden före: visas inte Uppgiften för tolvmånadersperioden som slutade i "
        "september 2025 visas inte, eftersom den bygger på få personer." in text
    )
    assert (
        "Planen som helhet Fem av inriktningarnas åtta siffror skiljer sig inte från förra mätningen mer än vad "
        "slumpen brukar ge. För tre går det inte att säga. Våld i nära relationer Anmälda brott om grov "
        "kvinnofridskränkning" in text
    )
    assert "Anmälda våldtäkter 33 preliminär 2025" in text
    assert "Nytt 2025 31 indikatorer har nya siffror. 3 av dem är frivilliga att rapportera." in text
    assert "Det som inte går att visa 2025 Två visas inte (för att skydda personer)" in text
    assert "Vad är föreslaget? Planen omfattar" in text
    assert "Mäns våld mot kvinnor ska upphöra." in text
    assert "Planens tre områden Våld i nära relationer Hedersrelaterat våld och förtryck Sexuellt våld" in text
    assert "Jämställdhetsbokslutet tas fram vartannat år" in text


def test_a_small_drawing_has_its_figures_in_words(visitor: Visitor) -> None:
    page = visitor.get("/").text

    assert 'aria-label="17 år 2021, 10 år 2022, 12 år 2023, 16 år 2024 och 12 år 2025 (preliminärt)"' in page
    assert page.count("<svg") == 7


def test_the_plan_page_tells_how_the_plan_came_about_and_what_remains(visitor: Visitor) -> None:
    text = text_of(visitor.get("/plan").text)

    assert "21 juni 2024 · uppdrag Social- och omsorgsnämnden, § 108." in text
    assert "15 oktober 2024 · tjänsteskrivelse Socialförvaltningen." in text
    assert "Datum okänt · förslag Social- och omsorgsnämnden, § 177, dnr SON 2022-604." in text
    assert "Återstår Kommunstyrelsens beslut om att anta planen." in text
    assert "Förslaget säger inte vilket område en inriktning hör till. Krysset är vår tolkning." in text
    assert "Ingen åtgärd därifrån har kopplats hit ännu." in text


def test_the_front_page_leads_to_every_priority_and_the_list_to_every_indicator(
    visitor: Visitor, database: sqlite3.Connection
) -> None:
    priorities = [f"/inriktningar/{row[0]}" for row in database.execute("select priority_id from priorities")]
    indicators = [f"/indikatorer/{row[0]}" for row in database.execute("select indicator_id from indicators")]

    assert (len(priorities), len(indicators)) == (8, 41)
    for page, wanted in (("/", [*priorities, "/indikatorer"]), ("/indikatorer", indicators)):
        text = visitor.get(page).text
        assert [address for address in wanted if f'href="{address}"' not in text] == []
        assert all(visitor.get(address).status_code == 200 for address in wanted)


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("inriktning=P3", {"P3-01", "P3-02", "P3-03", "UPP-01"}),
        ("inriktning=P3&siffror=saknas", {"P3-03"}),
        ("ord=Kontakt", {"P3-01", "P7-01"}),
        ("kalla=kolada_ntu", {"SEX-03"}),
        ("ord=finns+inte", set()),
    ],
)
def test_the_list_of_indicators_is_chosen_from_without_script(visitor: Visitor, choice: str, found: set[str]) -> None:
    page = visitor.get(f"/indikatorer?{choice}").text

    assert set(re.findall(r'href="/indikatorer/([^"]+)"', page)) == found
    assert f"{len(found)} av 41 indikatorer passar." in text_of(page)


def test_the_follow_up_of_a_year_has_every_indicator_with_its_status(
    visitor: Visitor, database: sqlite3.Connection
) -> None:
    page = visitor.get("/uppfoljning/2022").text

    assert set(re.findall(r'href="/indikatorer/([^"]+)"', page)) == {
        row[0] for row in database.execute("select indicator_id from indicators")
    }
    gaps = text_of(page[page.index('id="luckor"') :])
    assert "Enheter inom äldreomsorgen med rutin för att upptäcka våld Varför ingen siffra Saknas" in gaps
    assert "Uppgiften lämnades inte in i tid. Svarar för uppgiften Äldreomsorgen" in gaps
    assert visitor.get("/uppfoljning").headers["location"].endswith("/uppfoljning/2025")


@pytest.mark.parametrize(
    ("address", "told", "there"),
    [
        (
            "/uppfoljning/1999",
            "Det finns ingen uppföljning för 1999. Siffror finns för åren: 2025 2024",
            "/uppfoljning/2021",
        ),
        (
            "/en/uppfoljning/abc",
            "There is no follow-up for abc. There are figures for the years:",
            "/en/uppfoljning/2025",
        ),
        (
            "/indikatorer/P3-99",
            "Det finns ingen indikator P3-99. Menade du någon av dem här? P3-01",
            "/indikatorer/P3-02",
        ),
        ("/indikatorer/XX-99", "Det finns ingen indikator XX-99.", "/indikatorer/VNR-01"),
        ("/inriktningar/P9", "Det finns ingen inriktning P9. Planens inriktningar är: 1. Våld", "/inriktningar/P8"),
    ],
)
def test_what_there_is_none_of_is_said_with_what_there_is(
    visitor: Visitor, address: str, told: str, there: str
) -> None:
    answer = visitor.get(address)

    assert answer.status_code == 404
    assert told in text_of(answer.text)
    assert f'href="{there}"' in answer.text


def test_the_follow_up_of_a_year_has_the_measurement_before_beside_each_figure(visitor: Visitor) -> None:
    def before(year: int) -> dict[str, str]:
        page = visitor.get(f"/uppfoljning/{year}").text
        rows = re.findall(r'<tr>\s*<th scope="row"><a href="/indikatorer/([^"]+)">.*?</tr>', page, re.S)
        cells = re.findall(r'<td class="number previous"><span[^>]*>Förra mätningen</span>(.*?)</td>', page, re.S)
        return dict(zip(rows, map(text_of, cells), strict=False))

    found = before(2025)

    assert (found["P3-01"], found["P1-02"], found["P1-01"], found["VNR-10"]) == ("16", "64 %", "8 % 2022", "ja")
    assert (found["SEX-02"], found["VNR-08"], found["P3-03"]) == (
        "kan inte jämföras",
        "visas inte (få personer)",
        "ingen tidigare",
    )
    assert before(2023)["P1-01"] == "8 %"
    assert before(2021) == {}
    assert "Det finns inga siffror från åren före 2021 att jämföra med." in text_of(
        visitor.get("/uppfoljning/2021").text
    )


def test_what_is_voluntary_is_called_that(visitor: Visitor) -> None:
    page = text_of(visitor.get("/uppfoljning/2025").text)

    assert "Familjerättsärenden med uppgift om våld antal ärenden Totalt frivillig" in page
    assert "behövs inte det året" not in page
    told = "För 2025: två har siffror, en saknar siffra (frivilligt att rapportera)."
    assert told in text_of(visitor.get("/inriktningar/P3").text)


@pytest.mark.parametrize("address", ["/uppfoljning/2021", "/uppfoljning/2024", "/uppfoljning/2025"])
def test_how_many_are_not_shown_is_said_without_the_reason_of_one_of_them(visitor: Visitor, address: str) -> None:
    page = text_of(visitor.get(address).text)

    hidden = page.count("Visas inte (få personer)") + page.count("Visas inte (skyddar en annan uppgift)")
    count = re.search(r"(\w+) visas inte \(för att skydda personer\)", page)
    assert count is not None
    assert in_words(hidden, "sv") == count[1]


def test_background_is_not_counted_among_what_follows_up_the_plan(visitor: Visitor) -> None:
    told = "39 indikatorer följer upp planen"

    assert f"{told}. Två till är bakgrund till den. Välj en" in text_of(visitor.get("/indikatorer").text)
    page = text_of(visitor.get("/uppfoljning/2025").text)
    lead = re.search(rf"{told}: (.*?)\. Två till är bakgrund till den\.", page)
    assert lead is not None
    numbers = {in_words(number, "sv"): number for number in range(100)}
    assert sum(numbers[part.split()[0]] for part in lead[1].split(", ")) == 39


def test_what_is_free_to_use_is_said_with_what_is_not(visitor: Visitor) -> None:
    told = "Sammanställningen är fri att använda, men källornas egna villkor gäller för deras uppgifter."
    assert told in text_of(visitor.get("/data").text)


@pytest.mark.parametrize(
    ("address", "has_reports"),
    [("/inriktningar/P2", False), ("/inriktningar/P3", True), ("/indikatorer?ord=kvinnofrid", True), ("/", True)],
)
def test_what_a_report_is_is_said_where_there_are_reports(visitor: Visitor, address: str, has_reports: bool) -> None:
    page = text_of(visitor.get(address).text)

    assert ("Anmälda brott visar vad som har anmälts" in page) == has_reports
    assert "Små tal ändras mycket av en slump." in page


def test_a_files_size_is_not_divided(visitor: Visitor) -> None:
    page = visitor.get("/data").text

    assert "&nbsp;kB" in page
    assert " kB" not in page


def test_a_document_is_called_what_it_is_called(visitor: Visitor) -> None:
    page = text_of(visitor.get("/plan").text)

    assert "Bilaga: Handlingsplanen" in page
    assert "Handling: " not in page


def test_what_is_counted_is_named_in_both_languages(visitor: Visitor) -> None:
    assert "28 av de 31 indikatorer som ska rapporteras har siffror." in text_of(visitor.get("/").text)
    assert "28 of the 31 indicators that are due have figures." in text_of(visitor.get("/en/").text)


def test_two_indicators_are_both(visitor: Visitor) -> None:
    assert "Båda indikatorerna : Våld mot äldre" in text_of(visitor.get("/").text)
    assert "Both indicators : Violence against older people" in text_of(visitor.get("/en/").text)


def test_the_gender_equality_report_takes_up_what_the_catalogue_says(
    visitor: Visitor, database: sqlite3.Connection
) -> None:
    page = visitor.get("/jamstalldhetsbokslut").text

    query = "select indicator_id from indicators where reported_in in ('both', 'gender_equality_report')"
    assert set(re.findall(r'href="/indikatorer/([^"]+)"', page)) == {row[0] for row in database.execute(query)}
    assert "Anmälda överträdelser av kontaktförbud antal anmälda brott År 2025 Kvinnor och flickor" in text_of(page)


def test_every_page_says_that_the_figures_are_examples_and_where_help_is(visitor: Visitor) -> None:
    for address in FRAMED:
        text = text_of(visitor.get(address).text)
        assert "Exempeldata. Siffrorna är påhittade och gäller ingen kommun." in text, address
        assert "Kvinnofridslinjen 116 016 " in text, address
        assert "112" in text, address
        assert "Lämna sidan snabbt" in text, address


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
            row_of_year = re.search(rf'<th scope="row">{year}</th>(.*?)</tr>', page, re.S)
            assert row_of_year
            # The labels are for narrow windows, where the headings are not beside the figures.
            line = text_of(re.sub(r'<span class="label".*?</span>', "", row_of_year[1]))
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


def test_an_indicator_page_begins_with_its_figures_in_words(visitor: Visitor, database: sqlite3.Connection) -> None:
    for indicator in database.execute("select * from indicators").fetchall():
        name = indicator["indicator_id"]
        series = database.execute(SERIES, [name, "9999"]).fetchall()
        for locale, prefix in (("sv", ""), ("en", "/en")):
            said = sentences(dict(indicator), [dict(row) for row in series], locale)
            text = text_of(visitor.get(f"{prefix}/indikatorer/{name}").text)
            assert " ".join(" ".join(said).split()) in " ".join(text.split()), (name, locale)


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/indikatorer/p3-01", "/indikatorer/P3-01"),
        ("/en/indikatorer/Vnr-08?omrade=9999", "/en/indikatorer/VNR-08?omrade=9999"),
        ("/indikatorer/p3-01/inbaddad", "/indikatorer/P3-01/inbaddad"),
        ("/inriktningar/p3", "/inriktningar/P3"),
    ],
)
def test_an_address_with_a_code_in_small_letters_leads_to_its_page(visitor: Visitor, address: str, there: str) -> None:
    answer = visitor.get(address)

    assert (answer.status_code, answer.headers["location"]) == (301, there)
    assert visitor.get(there).status_code == 200
    assert visitor.get("/indikatorer/p~0D~0AX").status_code == 404
    assert visitor.get("/indikatorer/zz-99").headers["location"] == "/indikatorer/ZZ-99"


def test_what_is_hidden_leads_to_how_people_are_protected(visitor: Visitor) -> None:
    page = visitor.get("/indikatorer/P4-01").text

    assert '<span class="absent"><a href="/skydd">visas inte (få personer)</a></span>' in page


def test_reported_crime_is_said_to_be_neither_good_nor_bad(visitor: Visitor, database: sqlite3.Connection) -> None:
    for (name,) in database.execute("select indicator_id from indicators where direction = 'neutral'").fetchall():
        assert "Varken bra eller dåligt i sig" in text_of(visitor.get(f"/indikatorer/{name}").text)


def test_an_indicator_page_shows_its_chart_and_the_chart_is_there(visitor: Visitor) -> None:
    page = visitor.get("/indikatorer/P3-01").text

    assert re.search(r'<img src="/diagram/P3-01.svg[?]v=[0-9a-f]{12}" alt="[^"]*12[^"]*2025[^"]*"', page)
    assert "Nästa uppdatering Siffror för 2026, vid uppföljningen av det året." in text_of(page)
    chart = visitor.get("/diagram/P3-01.svg")
    assert chart.headers["content-type"] == "image/svg+xml"
    assert chart.text.startswith("<svg")


def test_a_priority_begins_with_the_figure_that_stands_for_it(visitor: Visitor) -> None:
    text = text_of(visitor.get("/inriktningar/P3").text)

    assert (
        "Hur går det? 12 2021–2025, från noll Anmälda överträdelser av kontaktförbud , 2025 (preliminär). Året före: "
        "16 Skillnaden ryms inom slumpen för så små tal." in text
    )


def test_a_priority_says_that_its_area_is_an_interpretation(visitor: Visitor) -> None:
    text = text_of(visitor.get("/inriktningar/P8").text)

    assert "Förslaget säger inte vilket område en inriktning hör till. Kopplingen är vår tolkning." in text
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

    assert len(set(files)) == 209
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
        "overdue": 0,
    }


@pytest.mark.parametrize(
    ("indicator", "told"),
    [
        ("VNR-03", "Nästa uppdatering Siffror för 2026, vid uppföljningen av det året."),
        ("P1-01", "Nästa uppdatering När källan har nya siffror."),
        (
            "VNR-03",
            "[Kommunen är inte angiven]. (2026, 31 mars). Anmälda misshandelsbrott mot kvinnor i parrelation (VNR",
        ),
        ("VNR-03", "Ange då indikatorns beteckning, VNR-03."),
        ("VNR-03", "Mål Inget beslut har satt ett mål."),
        ("UPP-01", "Följer upp Alla prioriterade inriktningar"),
        ("P3-01", "Följer upp Eftervåld"),
    ],
)
def test_an_indicator_page_tells_how_it_is_used(visitor: Visitor, indicator: str, told: str) -> None:
    assert told in text_of(visitor.get(f"/indikatorer/{indicator}").text)


def test_the_page_of_help_has_each_number_as_it_is_dialled(visitor: Visitor) -> None:
    dialled = {
        "112": "112",
        "11414": "114 14",
        "+46771141400": "+46 77 114 14 00",
        "116016": "116 016",
        "020808080": "020-80 80 80",
        "020550000": "020-55 00 00",
        "020577070": "020-57 70 70",
        "116006": "116 006",
        "116111": "116 111",
        "+4684055005": "+46 8 405 50 05",
        "020555666": "020-555 666",
        "020667788": "020-66 77 88",
    }
    for address in ("/hjalp", "/en/hjalp"):
        page = visitor.get(address).text
        main = page[page.index("<main") :]
        found = dict(re.findall(r'<a (?:class="site" )?href="tel:([^"]+)">([^<]+)</a>', main))
        assert {tel: html.unescape(text).replace("\xa0", " ") for tel, text in found.items()} == dialled
        assert all(f"<strong>{name}" in main for name in ("Bris", "Texttelefoni")) == (address == "/hjalp")
        assert ("november 2026" if address == "/hjalp" else "November 2026") in main


def test_no_page_asks_another_host_or_runs_a_script_but_the_exits_and_the_charts(visitor: Visitor) -> None:
    exit_script, chart_script = (f'<script src="{static(name)}" defer></script>' for name in ("exit.js", "chart.js"))
    for address in FRAMED:
        answer = visitor.get(address)
        page = answer.text
        # A block of data for search engines is not run: the policy below lets no script within a page be.
        own = [exit_script, chart_script] if 'class="chart"' in page else [exit_script]
        assert re.findall(r"<script(?! type=.application/ld\+json)[^>]*>.*?</script>", page) == own, address
        assert re.findall(r'<[^<>]*\s(?:src|rel="stylesheet" href)="(?!/)', page) == [], address
        assert re.findall(r'\sstyle="|\son[a-z]+="', page) == [], address
        assert '<html lang="sv">' in page, address
        assert "set-cookie" not in answer.headers, address
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"), address
        assert "frame-ancestors 'none'" in policy, address
        assert answer.headers["x-content-type-options"] == "nosniff", address
        # For a server that sends no header of ours: rel="noreferrer" is not asked when a script leaves.
        assert '<meta name="referrer" content="no-referrer">' in page, address


@pytest.mark.parametrize(
    ("address", "told"),
    [("/", "Felet är vårt och har antecknats."), ("/en/", "The fault is ours and has been noted.")],
)
def test_a_fault_of_ours_is_told_of_with_what_to_do_next(
    release: Path, tmp_path: Path, address: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(release, broken)
    with closing(sqlite3.connect(broken / "handlingsplan.db")) as connection:
        connection.execute("drop table follow_up_forms")

    with closing(Visitor(open_site(broken))) as visitor:
        answer = visitor.get(address)

    assert answer.status_code == 500
    assert told in text_of(answer.text)
    assert "Traceback" not in answer.text
    assert "follow_up_forms" not in answer.text
    assert "no such table: follow_up_forms" in caplog.text
