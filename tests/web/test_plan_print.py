"""The whole plan on one page, for paper."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import html5lib
import pytest

from pipeline.serving.site import open_site
from tests.web.conftest import Visitor
from tests.web.test_other_releases import EMPTY, FULL, NAMED
from tests.web.test_pages import text_of

ADDRESS = "/plan/utskrift"


def visit(release: Path, folder: Path, script: str) -> Visitor:
    shutil.copytree(release, folder)
    with closing(sqlite3.connect(folder / "handlingsplan.db")) as connection:
        connection.executescript(script)
    return Visitor(open_site(folder))


@pytest.fixture(scope="module")
def full(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A visitor to an adopted plan with measures, targets and assessments, of a municipality with a name."""
    visitor = visit(release, tmp_path_factory.mktemp("full") / "release", FULL + NAMED)
    yield visitor
    visitor.close()


def part(page: str, priority: str) -> str:
    """What a page says of a priority."""
    found = re.search(rf'<section class="priority" aria-labelledby="{priority}">(.*?)</section>', page, re.S)
    assert found
    return text_of(found[1])


def test_it_is_the_whole_plan_in_its_order(visitor: Visitor, release: Path) -> None:
    page = visitor.get(ADDRESS).text
    text = text_of(page)

    html5lib.HTMLParser(strict=True).parse(page)
    assert re.findall(r'<h3 id="(P\d)">(\d)\. ', page) == [(f"P{number}", str(number)) for number in range(1, 9)]
    with closing(sqlite3.connect(release / "handlingsplan.db")) as database:
        for query in (
            "select upper(substr(name, 1, 1)) || substr(name, 2) from priorities where substr(name, 1, 1) < 'z'",
            "select text from decisions",
            "select body from decisions",
            "select text from goals",
            "select description from plans",
            "select name from indicators",
            "select note from priority_areas",
            "select description from follow_up_forms",
            "select title from sources where source_id in (select source_id from indicators)",
        ):
            texts = [row[0] for row in database.execute(query)]
            assert texts
            assert [each for each in texts if each not in text] == [], query
    assert re.findall(r'href="(/plan/utskrift)"', visitor.get("/plan").text) == [ADDRESS]
    assert ADDRESS in visitor.get("/uppfoljning/2025").text
    assert f"/en{ADDRESS}" in visitor.get("/en/plan").text


def test_a_plan_that_is_proposed_is_not_called_decided(visitor: Visitor) -> None:
    text = text_of(visitor.get(ADDRESS).text)

    assert "Planen är föreslagen. Något beslut om att anta den finns inte bland uppgifterna." in text
    assert "Status Föreslagen" in text
    assert "Förslaget säger inte vilket område en inriktning hör till." in text
    assert "Planens innehåll är hämtat ur förslaget." in text
    assert "Beslutet säger" not in text
    assert "Inget beslut har satt ett mål för någon indikator." in text
    assert "Ingen åtgärd därifrån har kopplats hit ännu." in text
    assert "Ingen bedömning i ord har lämnats ännu." in text


def test_figures_that_are_not_there_are_said_as_everywhere(visitor: Visitor, release: Path) -> None:
    page = visitor.get(ADDRESS).text

    assert "Beslut om utreseförbud P4-02, antal beslut År 2025 Senast visas inte (få personer)" in part(page, "P4")
    assert "Familjerättsärenden med uppgift om våld P3-03, antal ärenden År – Senast ingen uppgift" in part(page, "P3")
    assert "Senast 12 preliminär" in part(page, "P3")
    assert "P5-01, antal anmälda brott År 2025 Senast 0 preliminär" in part(page, "P5")
    assert re.search(
        r"Personer som uppger att de har utsatts för sexualbrott SEX-03, procent År 2025 Senast ej till", text_of(page)
    )


def test_it_says_what_it_is_an_edition_of(visitor: Visitor, release: Path) -> None:
    name = json.loads((release / "release.json").read_text(encoding="utf-8"))["id"]
    text = text_of(visitor.get(ADDRESS).text)

    assert f"Publicering {name} Uppgifter till och med 31 mars 2026" in text
    assert "Adress http://localhost/plan/utskrift" in text
    assert "Sammanställningen är fri att använda ( CC0 )." in text
    assert "Så hänvisar du [Kommunen är inte angiven]. (2026, 31 mars)." in text
    assert f"http://localhost/versioner/{name}" in text


def test_measures_have_their_owner_time_and_status_and_targets_their_decision(full: Visitor) -> None:
    page = full.get(ADDRESS).text
    third = part(page, "P3")

    html5lib.HTMLParser(strict=True).parse(page)
    told = "Utbilda handläggare dnr KS 2025-12 Ansvarig Socialtjänsten Tid från 1 februari 2025 till 31 augusti 2026"
    assert f"{told} Status pågår" in third
    assert "Skriva en rutin Ansvarig Enheten för stöd Tid inte angiven Status planerad" in third
    assert "Bedömning 2025 Vad som har gjorts Rutinen är skriven. Hur det går Det går framåt." in third
    assert "Ingen åtgärd är kopplad till inriktningen." in part(page, "P1")
    assert "Bedömning" not in part(page, "P1")
    assert "Mål 2027: 90 % (Social- och omsorgsnämnden, § 177)" in text_of(page)
    assert "Planen är antagen." in text_of(page)
    assert "Förslaget säger" not in text_of(page)
    assert "Utgivare Mellanköpings kommun" in text_of(page)
    assert "Train case officers case number KS 2025-12" in text_of(full.get(f"/en{ADDRESS}").text)


def test_measures_have_their_time_where_else_they_are_told_of(full: Visitor) -> None:
    told = "Utbilda handläggare (Socialtjänsten, pågår, från 1 februari 2025 till 31 augusti 2026, dnr KS 2025-12)"

    for address in ("/plan", "/inriktningar/P3", "/uppfoljning/2025"):
        assert told in text_of(full.get(address).text), address
    assert text_of(full.get("/uppfoljning/2025").text).count("Åtgärder") == 1


def test_a_plan_without_figures_is_one_all_the_same(release: Path, tmp_path: Path) -> None:
    with closing(visit(release, tmp_path / "empty", EMPTY)) as visitor:
        answer = visitor.get(ADDRESS)
        assert answer.status_code == 200
        html5lib.HTMLParser(strict=True).parse(answer.text)
        assert "Uppgifter till och med" not in text_of(
            answer.text[answer.text.index("Om utgåvan") :].partition("</main")[0]
        )
        assert "(u.å.)" in text_of(answer.text)


def test_a_release_that_has_no_days_of_measures_says_that_they_are_not_stated(release: Path, tmp_path: Path) -> None:
    script = FULL + "alter table measures drop column starts_on; alter table measures drop column ends_on;"
    with closing(visit(release, tmp_path / "earlier", script)) as visitor:
        assert "Utbilda handläggare dnr KS 2025-12 Ansvarig Socialtjänsten Tid inte angiven" in part(
            visitor.get(ADDRESS).text, "P3"
        )
        assert "Utbilda handläggare (Socialtjänsten, pågår, dnr KS 2025-12)" in text_of(visitor.get("/plan").text)
