"""How the pages say that what they show is cited, and the same as files."""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.serving.site import open_site
from tests.bibtex import read, typeset
from tests.conftest import NOW, run
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of


def cited(page: str) -> str:
    """The reference that a page shows, as a reader copies it."""
    found = re.search(r'<p class="copy">(.*?)</p>', page)
    assert found
    return html.unescape(re.sub("<.*?>", "", found[1]))


def reference(visitor: Visitor, page: str) -> dict[str, str]:
    """The fields of the reference that a page has a file of, which is what the page shows too."""
    shown = visitor.get(page).text
    answer = visitor.get(f"{page}/citat.bib")
    assert f'href="{page}/citat.bib"' in shown
    assert answer.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    block = re.search(r'<pre class="copy"><code>(@.*?)</code></pre>', shown, re.S)
    assert block
    assert html.unescape(block[1]) == answer.text
    key = read(answer.text)[1]
    assert answer.headers["content-disposition"] == f'attachment; filename="{key}.bib"'
    return {"key": key, **read(answer.text)[2]}


def checksum(folder: Path, name: str) -> str:
    return hashlib.sha256((folder / "downloads" / name).read_bytes()).hexdigest()


def test_all_the_data_are_cited_by_the_address_at_which_they_stay(visitor: Visitor, release: Path) -> None:
    name = json.loads((release / "release.json").read_text(encoding="utf-8"))["id"]

    assert cited(visitor.get("/data").text) == (
        f"[Kommunen är inte angiven]. (2026, 31 mars). Handlingsplan mot våld och förtryck (Publicering {name}) "
        f"[Datamängd med exempeldata, inte verkliga siffror]. http://localhost/versioner/{name} "
        f"[SHA-256 för handlingsplan.zip: {checksum(release, 'handlingsplan.zip')}]"
    )
    assert "<em>Handlingsplan mot våld och förtryck</em>" in visitor.get("/data").text
    fields = reference(visitor, "/data")
    assert fields == reference(visitor, f"/versioner/{name}")
    assert (fields["key"], fields["version"]) == (f"handlingsplan-{name}", name)
    assert visitor.get(fields["url"].removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize(
    ("indicator", "page"), [("P3-01", "/indikatorer/P3-01/inbaddad"), ("SEX-01", "/indikatorer/SEX-01/inbaddad")]
)
def test_an_indicator_is_cited_by_what_stays_of_it_and_a_file_that_can_be_checked(
    visitor: Visitor, release: Path, indicator: str, page: str
) -> None:
    name = json.loads((release / "release.json").read_text(encoding="utf-8"))["id"]
    fields = reference(visitor, f"/indikatorer/{indicator}")

    assert fields["key"] == f"handlingsplan-{name}-{indicator}"
    assert f"({indicator}) [exempeldata, inte verkliga siffror]" in typeset(fields["title"])
    assert fields["url"] == f"http://localhost/versioner/{name}{page}"
    assert visitor.get(fields["url"].removeprefix("http://localhost")).status_code == 200
    told = re.search(r"SHA-256 för (observations_flat\.csv): ([0-9a-f]{64})", typeset(fields["note"]))
    assert told
    sent = visitor.get(f"/versioner/{name}/{told[1]}").content
    assert hashlib.sha256(sent).hexdigest() == told[2]
    assert f"\n{indicator},".encode() in sent


def test_every_indicator_has_a_reference_whose_address_answers(visitor: Visitor) -> None:
    listed = set(re.findall(r'href="(/indikatorer/[A-Z0-9]+-[0-9]+)"', visitor.get("/indikatorer").text))

    urls = {reference(visitor, each)["url"].removeprefix("http://localhost") for each in sorted(listed)}
    assert len(listed) == 41
    assert {visitor.get(url).status_code for url in urls} == {200}
    # One without a chart is cited by the page of the release.
    assert any(re.fullmatch(r"/versioner/[^/]+", url) for url in urls)


def test_an_english_page_has_an_english_reference(visitor: Visitor) -> None:
    text, fields = cited(visitor.get("/en/indikatorer/P3-01").text), reference(visitor, "/en/indikatorer/P3-01")

    assert text.startswith("[The municipality has not been named]. (2026, March 31). ")
    assert (
        "(P3-01) [Data set of example data, not real figures]. In Action plan against violence and oppression" in text
    )
    assert "/en/versioner/" in text
    assert "[example data, not real figures]" in fields["title"]
    assert not re.search("[åäö]", text)


def test_what_is_not_there_has_no_reference(visitor: Visitor) -> None:
    assert visitor.get("/indikatorer/X9-99/citat.bib").status_code == 404
    assert visitor.get("/versioner/2025-000000000000/citat.bib").status_code == 404
    moved = visitor.get("/indikatorer/p3-01/citat.bib")
    assert (moved.status_code, moved.headers["location"]) == (301, "/indikatorer/P3-01/citat.bib")


@pytest.fixture
def renamed(release: Path, tmp_path: Path) -> Iterator[Visitor]:
    """A visitor to a release whose municipality has a name that TeX would stumble over, with figures of its own."""
    folder = shutil.copytree(release, tmp_path / "release")
    with closing(sqlite3.connect(folder / "handlingsplan.db")) as connection:
        connection.execute("update release set is_example = 0, municipality_name = 'Å{ä}ö & 100 % _#'")
        connection.commit()
    with closing(Visitor(open_site(folder))) as visitor:
        yield visitor


def test_a_name_that_tex_would_stumble_over_is_kept(renamed: Visitor) -> None:
    fields = reference(renamed, "/data")

    assert typeset(fields["author"][1:-1]) == "Å{ä}ö & 100 % _#"
    assert cited(renamed.get("/data").text).startswith("Å{ä}ö & 100 % _#. (2026, 31 mars). ")
    assert "xempeldata" not in fields["title"]


def test_a_release_whose_description_is_damaged_is_cited_without_a_checksum(release: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(release, tmp_path / "damaged")
    (folder / "release.json").write_text("{", encoding="utf-8")
    with closing(Visitor(open_site(folder))) as visitor:
        for page in ("/data", "/indikatorer/P3-01", "/plan/utskrift"):
            assert visitor.get(page).status_code == 200
        assert "note" not in reference(visitor, "/data")


def test_a_release_is_cited_with_the_day_that_it_was_published_and_one_recalled_is_not(once_published: Path) -> None:
    current = (once_published / "releases/current").resolve()
    with closing(Visitor(open_site(current))) as visitor:
        fields = reference(visitor, "/data")
        assert (fields["year"], fields["month"], fields["day"]) == ("2026", "nov", "24")
        assert f"({NOW.year}, 24 november)" in cited(visitor.get("/data").text)
    text = (once_published / "metadata.yml").read_text(encoding="utf-8")
    changed = text.replace("title: Handlingsplan mot våld och förtryck\n", "title: Handlingsplan mot våld\n", 1)
    (once_published / "metadata.yml").write_text(changed, encoding="utf-8")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("pipeline.cli.now", lambda: NOW)
        outcome = run("publish", "--project", once_published)
    assert outcome.exit_code == 0, outcome
    # What the release after a recall says of it.
    recall = {"release_id": current.name, "recalled_on": "2026-11-25", "reason": "En siffra skulle ha varit dold."}
    described = once_published / "releases/current/release.json"
    content = json.loads(described.read_text(encoding="utf-8"))
    described.write_text(json.dumps({**content, "recalls": [recall]}), encoding="utf-8")
    with closing(Visitor(open_site((once_published / "releases/current").resolve()))) as visitor:
        answer = visitor.get(f"/versioner/{current.name}/citat.bib")
        assert answer.status_code == 410
        assert recall["reason"] in text_of(answer.text)
        assert reference(visitor, "/data")["title"].startswith("{Handlingsplan mot v{\\aa}ld [")
