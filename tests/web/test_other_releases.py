"""Releases that hold other things than the repository's own: a named municipality, no figures at all, everything."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest

from pipeline.serving.site import open_site
from tests.web.addresses import OWN
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of

NAMED = """
update release set
    is_example = 0, municipality_name = 'Mellanköpings kommun', organisation_number = '212000-0001',
    contact_name = 'Kommunledningskontoret', contact_email = 'plan@example.se',
    social_services = '0303-70 30 00', social_emergency = '+46 303 70 30 01'
"""

EMPTY = """
delete from observations;
update release set first_year = null, last_year = null, time = null, area_code = null;
"""

FULL = """
update plans set status = 'adopted', valid_from = '2025-01-01', valid_to = '2028-12-31';
insert into measures (
    measure_id, priority_id, title, title_en, responsible_function, responsible_function_en, status, starts_on, ends_on,
    diary_number, link
) values
    (
        'M1', 'P3', 'Utbilda handläggare', 'Train case officers', 'Socialtjänsten', 'Social services', 'ongoing',
        '2025-02-01', '2026-08-31', 'KS 2025-12', 'https://example.se/m1'
    ),
    ('M2', 'P3', 'Skriva en rutin', null, 'Enheten för stöd', null, 'planned', null, null, null, null);
insert into assessments values (2025, 'P3', 'Rutinen är skriven.', 'Det går framåt.', 'Utbildningen återstår.');
insert into targets values ('VNR-11', 2027, 90, 'forslag-177');
insert into revisions (
    indicator_id, year, area_code, sex, age_group, revised_on, old_value, new_value, old_status, new_status, reason
) values
    ('P3-01', 2024, '9999', 'T', 'total', '2026-05-01', 15, 16, 'preliminary', 'final', 'Källan rättade <antalet>.'),
    ('P4-01', 2023, '9999', 'T', 'total', '2026-05-02', null, 12, 'missing', 'final', 'Lämnades sent.');
"""

BEGUN = """
insert into observations (
    indicator_id, year, area_code, sex, age_group, value, numerator, denominator, value_status, series_break, note,
    retrieved_on
)
select
    indicator_id, 2026, area_code, sex, age_group, value + 100, null, null, 'preliminary', 0, null, '2026-11-01'
from observations
where
    year = 2025 and sex = 'T' and area_code = '9999' and age_group = 'total'
    and indicator_id in ('P1-02', 'P2-01', 'P3-01', 'P3-02', 'P7-01', 'P7-02', 'SEX-01', 'SEX-02', 'VNR-07');
update release set last_year = 2026;
"""
"""The first nine figures of a year."""

CLOSED = BEGUN + "insert into closed_years values (2026, '2027-05-31', 'Enkäten gjordes inte.');"

WITHOUT_YEARS = (
    "delete from observations where year < 2025 or indicator_id = 'VNR-07'; update release set first_year = 2025;"
)
"""No year is complete."""

EARLIER = r"""
drop view follow_up_years;
drop table closed_years;
drop table search_words;
alter table indicator_priorities drop column is_leading;
alter table release drop column social_services;
alter table release drop column social_emergency;
drop table search_en_fts;
alter table indicators drop column name_en;
alter table priorities drop column name_en;
alter table plans drop column title_en;
delete from data_dictionary where column_name like '%\_en' escape '\';
alter table data_dictionary drop column is_key;
alter table data_dictionary drop column refers_to;
alter table data_dictionary drop column sdmx_obs_status;
alter table codes drop column sdmx_obs_status;
"""
"""As a program made a release that did not yet have these."""

HIDDEN = """
insert into revisions (
    indicator_id, year, area_code, sex, age_group, revised_on, old_value, new_value, old_status, new_status, reason
) values ('P4-01', 2022, '9999', 'T', 'total', '2026-05-03', null, null, 'final', 'suppressed_primary', 'Rättad.');
"""


@pytest.fixture
def changed(release: Path, tmp_path: Path) -> Iterator[Callable[[str], Visitor]]:
    """A visitor to a copy of the release whose database has been changed by a script."""
    visitors = []

    def change(script: str) -> Visitor:
        folder = tmp_path / "changed"
        shutil.copytree(release, folder)
        with closing(sqlite3.connect(folder / "handlingsplan.db")) as connection:
            connection.executescript(script)
        visitors.append(Visitor(open_site(folder)))
        return visitors[-1]

    yield change
    for visitor in visitors:
        visitor.close()


def test_a_named_municipality_is_the_publisher_and_is_told_of_errors(changed: Callable[[str], Visitor]) -> None:
    visitor = changed(NAMED)

    for address in OWN:
        text = text_of(visitor.get(address).text)
        assert "Publiceras av Mellanköpings kommun. Frågor: Kommunledningskontoret ." in text, address
        # The dictionary has the word: it explains the column that says so.
        assert "xempeldata" not in text or address == "/data/ordbok", address
    tree = html5lib.parse(visitor.get("/indikatorer/VNR-03").text, namespaceHTMLElements=False)
    links = [link.get("href", "") for link in tree.iter("a") if "Anmäl ett fel" in (link.text or "")]
    begun = parse_qs(urlsplit(links[0]).query)
    assert links[0].startswith("mailto:plan@example.se?")
    assert begun["subject"] == ["Fel på webbplatsen: VNR-03, Anmälda misshandelsbrott mot kvinnor i parrelation"]
    assert "Sida: http://localhost/indikatorer/VNR-03" in begun["body"][0]
    assert "Beskriv hindret för Kommunledningskontoret" in text_of(visitor.get("/tillganglighet").text)
    described = re.findall(r'<script type="application/ld\+json">(.*?)</script>', visitor.get("/data").text)
    assert json.loads(described[0])["creator"] == {
        "@type": "GovernmentOrganization",
        "name": "Mellanköpings kommun",
        "identifier": "212000-0001",
        "contactPoint": {"@type": "ContactPoint", "name": "Kommunledningskontoret", "email": "plan@example.se"},
    }


def test_the_municipalitys_own_numbers_stand_with_those_for_danger(
    changed: Callable[[str], Visitor], visitor: Visitor
) -> None:
    page = changed(NAMED).get("/hjalp").text

    assert '<a href="tel:0303703000">0303-70\xa030\xa000</a> <span>Socialtjänsten i Mellanköpings kommun</span>' in page
    assert '<a href="tel:+46303703001">' in page
    assert "Socialjouren i Mellanköpings kommun, när socialtjänsten är stängd" in page
    assert "Du kan också vända dig till socialtjänsten" not in page
    assert "Du kan också vända dig till socialtjänsten i kommunen där du bor." in visitor.get("/hjalp").text


def test_a_site_without_figures_has_every_page_but_the_years(changed: Callable[[str], Visitor]) -> None:
    visitor = changed(EMPTY)

    for prefix in ("", "/en"):
        for address in OWN:
            answer = visitor.get(prefix + address)
            assert answer.status_code == (404 if "/uppfoljning/" in address else 200), address
            text = text_of(answer.text)
            for meant in ("None. Only the total", "at the source None", "None betyder", "None means", "length=None"):
                text = text.replace(meant, "")
            assert "None" not in text, address
        assert visitor.get(f"{prefix}/uppfoljning").status_code == 404
        ElementTree.fromstring(visitor.get(f"{prefix}/atom.xml").text)
    assert "Det finns inga uppgifter ännu." in text_of(visitor.get("/indikatorer/P3-01").text)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/", "Planen är antagen."),
        ("/", "2 publicerade uppgifter har rättats."),
        ("/plan", "Gäller från 1 januari 2025 till 31 december 2028"),
        (
            "/plan",
            "Utbilda handläggare (Socialtjänsten, pågår, från 1 februari 2025 till 31 augusti 2026, dnr KS 2025-12)",
        ),
        ("/inriktningar/P3", "Skriva en rutin (Enheten för stöd, planerad)"),
        ("/inriktningar/P3", "Bedömning 2025 Vad som har gjorts Rutinen är skriven."),
        ("/uppfoljning/2025", "Hur det går Det går framåt. Vad som återstår Utbildningen återstår."),
        ("/indikatorer/VNR-11", "Mål 2027: 90 % (Social- och omsorgsnämnden, § 177)"),
        ("/indikatorer/P3-01", "1 maj 2026 2024, Totalt: 15 blev 16. Källan rättade <antalet>."),
        ("/andringar", "Lämnades sent."),
        ("/en/andringar", "2 May 2026"),
        ("/en/indikatorer/P3-01", "2024, Total: 15 became 16."),
        ("/en/plan", "In force from 1 January 2025 to 31 December 2028"),
        ("/en/inriktningar/P3", "Train case officers (Social services, ongoing"),
        ("/en/inriktningar/P3", "Skriva en rutin (in Swedish) ( Enheten för stöd (in Swedish)"),
    ],
)
def test_what_this_year_has_none_of_is_shown_when_there_is_some(
    changed: Callable[[str], Visitor], address: str, told: str
) -> None:
    visitor = changed(FULL)
    page = visitor.get(address).text

    assert told in text_of(page)
    html5lib.HTMLParser(strict=True).parse(page)


def test_a_year_that_is_begun_is_told_beside_the_last_complete_one_and_takes_the_place_of_nothing(
    changed: Callable[[str], Visitor], visitor: Visitor
) -> None:
    begun, before = changed(BEGUN), visitor.get("/").text
    page = begun.get("/").text
    told = '<p>2026 pågår: 9 av 31 har rapporterats. <a href="/uppfoljning/2026">Se vad som har kommit</a></p>'

    assert told in page
    assert page.replace(told, "").split() == before.split()
    assert '<a href="/uppfoljning/2025"' in page
    assert begun.get("/uppfoljning").headers["location"].endswith("/uppfoljning/2025")
    assert "2026 pågår: 9 av 31 har rapporterats." in text_of(begun.get("/uppfoljning/2026").text)
    assert "pågår" not in text_of(begun.get("/uppfoljning/2025").text)
    # What is newest of an indicator is on its own page and in the lists, whichever year it is of.
    assert "112 anmälda brott 2026, 12 året före." in text_of(begun.get("/indikatorer/P3-01").text)
    assert "2026 Senast 112" in text_of(begun.get("/inriktningar/P3").text)
    assert "2026 is under way: 9 of 31 have been reported." in text_of(begun.get("/en/").text)


def test_a_year_that_staff_have_closed_is_stood_on_and_says_so(changed: Callable[[str], Visitor]) -> None:
    visitor = changed(CLOSED)

    text = text_of(visitor.get("/").text)
    assert "Läget 2026 9 av de 31 indikatorer som ska rapporteras har siffror." in text
    assert "Eftervåld 112 2021–2026, från noll Anmälda överträdelser av kontaktförbud , 2026 (preliminär)." in text
    assert "pågår" not in text
    assert (
        "Uppföljningen av året avslutades 31 maj 2027 utan de uppgifter som saknas. Enkäten gjordes inte."
        in text_of(visitor.get("/uppfoljning/2026").text)
    )


def test_where_no_year_is_complete_the_last_is_stood_on_and_said_to_be_under_way(
    changed: Callable[[str], Visitor],
) -> None:
    text = text_of(changed(WITHOUT_YEARS).get("/").text)

    assert "Läget 2025 27 av de 31 indikatorer som ska rapporteras har siffror." in text
    assert "2025 pågår: 30 av 31 har rapporterats." in text
    assert "Eftervåld 12 Anmälda överträdelser av kontaktförbud , 2025" in text


def test_a_release_of_an_earlier_program_is_shown_until_the_next_is_published(
    changed: Callable[[str], Visitor],
) -> None:
    visitor = changed(EARLIER)

    for prefix in ("", "/en"):
        for address in (*OWN, "/sok?q=hedersv%C3%A5ld", "/-/halsa"):
            assert visitor.get(f"{prefix}{address}" if address != "/-/halsa" else address).status_code == 200, address
    text = text_of(visitor.get("/").text)
    assert "Läget 2025" in text
    assert "Eftervåld Alla 3 indikatorer" in text
    assert visitor.get("/uppfoljning").headers["location"].endswith("/uppfoljning/2025")
    words = text_of(visitor.get("/data/ordbok").text)
    assert "value_status Status Om siffran är publicerad" in words
    assert "missing saknas not_applicable ej tillämplig" in words
    assert "SDMX" not in words


def test_programs_are_shown_also_where_there_is_no_indicator_to_ask_for(changed: Callable[[str], Visitor]) -> None:
    answer = changed("delete from observations; delete from indicators;").get("/data/api")

    assert answer.status_code == 200
    assert "mot den här webbplatsen." in text_of(answer.text)
    assert "De hämtar indikatorn" not in text_of(answer.text)


def test_the_municipalitys_own_assessment_stands_on_the_front_page(changed: Callable[[str], Visitor]) -> None:
    text = text_of(changed(FULL).get("/").text)

    assert "Kommunens bedömning: Det går framåt. Alla 3 indikatorer : Eftervåld" in text
    assert "Vad är beslutat?" in text
    assert "Vad är föreslaget?" not in text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/plan", "{} säger inte vilket område en inriktning hör till."),
        ("/inriktningar/P3", "{} säger inte vilket område en inriktning hör till."),
        ("/om", "{} som webbplatsen bygger på anger inte vilken kommun det gäller"),
    ],
)
def test_what_the_plan_stands_on_is_called_what_it_is(
    visitor: Visitor, changed: Callable[[str], Visitor], address: str, told: str
) -> None:
    proposed, adopted = text_of(visitor.get(address).text), text_of(changed(FULL).get(address).text)

    for page, said, unsaid in ((proposed, "Förslaget", "Beslutet"), (adopted, "Beslutet", "Förslaget")):
        assert told.format(said) in page
        assert told.format(unsaid) not in page


def test_a_priority_without_a_leading_indicator_leads_to_those_that_it_has(changed: Callable[[str], Visitor]) -> None:
    visitor = changed("update indicator_priorities set is_leading = 0 where priority_id = 'P3'")

    assert "Eftervåld Alla 3 indikatorer : Eftervåld" in text_of(visitor.get("/").text)


def test_the_feed_tells_of_corrections_first(changed: Callable[[str], Visitor]) -> None:
    tree = ElementTree.fromstring(changed(FULL).get("/atom.xml").text)

    titles = [element.text for element in tree.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1].startswith("EXEMPELDATA: Rättad: Barn och unga") if titles[1] else False
    summaries = [element.text for element in tree.iter("{http://www.w3.org/2005/Atom}summary")]
    assert summaries[:2] == [
        "Uppgiften är nu 12. Skäl: Lämnades sent.",
        "Uppgiften är nu 16. Skäl: Källan rättade <antalet>.",
    ]


@pytest.mark.parametrize(
    ("address", "before"),
    [("/andringar", "återges inte"), ("/en/andringar", "not repeated"), ("/atom.xml", "visas inte")],
)
def test_what_was_shown_before_it_was_hidden_is_not_repeated(
    changed: Callable[[str], Visitor], address: str, before: str
) -> None:
    answer = changed(HIDDEN).get(address)

    assert answer.status_code == 200
    assert before in answer.text


def test_a_chart_that_does_not_tell_where_its_years_are_is_shown_without_the_script(
    release: Path, tmp_path: Path, visitor: Visitor
) -> None:
    """As an earlier program drew it, or as a damaged disk has it."""
    folder = tmp_path / "earlier"
    shutil.copytree(release, folder)
    earlier, damaged = (folder / "charts" / name for name in ("P3-01.svg", "P4-01.narrow.svg"))
    earlier.write_text(re.sub(' data-plot="[^"]*"', "", earlier.read_text(encoding="utf-8")), encoding="utf-8")
    damaged.write_bytes(b"\x00" * 2000)
    other = Visitor(open_site(folder))

    for address, has_script in (
        ("/indikatorer/P3-01", False),
        ("/indikatorer/P4-01", False),
        ("/indikatorer/P6-02", True),
    ):
        page = other.get(address).text
        assert "<figure" in page
        assert [mark in page for mark in ("chart.js", "data-plot", 'role="slider"')] == [has_script] * 3, address
        assert "chart.js" in visitor.get(address).text
    other.close()
