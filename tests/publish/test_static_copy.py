"""A copy of the site as plain files: whole, wherever on a server it lies, and without what needs the program."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.publish.static_copy import file_of
from tests.bibtex import read
from tests.conftest import Maker, Runner, copy_project, run
from tests.folders import checksums

ADDRESS = "https://exempel.se/om/handlingsplan"


@pytest.fixture(scope="module")
def copied(repository: Path, release: Path, made_once: Maker) -> Path:
    """A copy of the repository's release."""

    def make(folder: Path) -> None:
        project = copy_project(repository, folder / "project")
        (project / "releases").mkdir()
        shutil.copytree(release, project / "releases/first")
        (project / "releases/current").symlink_to("first")
        outcome = run("build", "--project", project, "--output", folder / "copy", "--static", f"{ADDRESS}/")
        assert outcome.exit_code == 0, outcome.stderr

    return made_once("copied", make) / "copy"


def pages(copied: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(copied.rglob("*.html")):
        yield path, path.read_text(encoding="utf-8")


def target(copied: Path, page: Path, link: str) -> Path | None:
    """The file that a link leads to, as a plain server finds it; None for a link out of the copy."""
    link = html.unescape(link).partition("#")[0].partition("?")[0]
    if link.startswith(ADDRESS):
        found = copied / link.removeprefix(ADDRESS).lstrip("/")
    elif link.startswith("/"):
        found = copied / link.removeprefix("/om/handlingsplan").lstrip("/")
    elif re.match(r"[a-z]+:", link) or not link:
        return None
    else:
        found = page.parent / link
    return found / "index.html" if found.is_dir() else found


def test_every_link_of_every_page_leads_to_a_file_of_the_copy(copied: Path) -> None:
    lost = []
    seen = 0
    for page, text in pages(copied):
        for link in re.findall(r'\b(?:href|src|action)="([^"]*)"', text):
            found = target(copied, page, link)
            seen += found is not None
            if found is not None and not found.is_file():
                lost.append((page.relative_to(copied).as_posix(), link))

    assert lost == []
    assert seen > 3_000


def test_a_link_says_nothing_of_where_the_copy_lies(copied: Path) -> None:
    for page, text in pages(copied):
        if page.name != "404.html":
            assert re.findall(r'\b(?:href|src|action)="/[^"]*"', text) == [], page
        assert set(re.findall(r"https?://exempel\.se[^\"<>\s]{0,17}", text)) <= {ADDRESS[:35]}, page
        assert not re.search("localhost|kopia[.]invalid", text), page
        assert f"{ADDRESS}//" not in text, page


def test_what_is_cited_is_where_the_copy_is_to_lie(copied: Path) -> None:
    found = sorted(copied.rglob("*.bib"))

    assert len(found) == 2 * (41 + 2)
    for file in found:
        address = read(file.read_text(encoding="utf-8"))[2]["url"]
        assert address.startswith(f"{ADDRESS}/"), file
        assert (copied / address.removeprefix(f"{ADDRESS}/") / "index.html").is_file(), address


def test_the_copy_has_every_page_in_both_languages_and_every_file(copied: Path, release: Path) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", (copied / "sitemap.xml").read_text(encoding="utf-8"))
    downloads = {path.name for path in (release / "downloads").iterdir() if path.suffix != ".gz"}

    assert len(listed) > 100
    assert {f"{ADDRESS}/", f"{ADDRESS}/en/", f"{ADDRESS}/plan/"} <= set(listed)
    assert [address for address in listed if "//" in address.removeprefix("https://")] == []
    assert [address for address in listed if not (target(copied, copied, address) or copied).is_file()] == []
    assert {path.name for path in (copied / "ladda-ner").iterdir()} == downloads
    for name in downloads:
        assert (copied / "ladda-ner" / name).read_bytes() == (release / "downloads" / name).read_bytes()
    assert (copied / "diagram/P3-01.svg").read_bytes() == (release / "charts/P3-01.svg").read_bytes()
    rows = (copied / "handlingsplan/indicator_id/P3-01/area_code/9999/observations.csv").read_text(encoding="utf-8")
    assert {row.split(",")[0] for row in rows.splitlines()} == {"indicator_id", "P3-01"}


def test_no_page_offers_what_only_the_program_can_do(copied: Path) -> None:
    for page, text in pages(copied):
        forms = re.findall(r"<form[^>]*>", text)
        assert all('role="search"' in form for form in forms), page
        asked = re.findall(r'href="[^"]*/handlingsplan/(?:observations|reporting_status|disclosure_rules)\b', text)
        assert asked == [], page
    chosen = (copied / "indikatorer/inriktning/P3/index.html").read_text(encoding="utf-8")
    assert "4 av 41 indikatorer passar." in chosen
    assert "P3-01" in chosen
    assert "P1-01" not in chosen
    assert "kopia av webbplatsen, utan databas" in (copied / "data/index.html").read_text(encoding="utf-8")


def test_a_page_holds_the_policy_that_a_plain_server_does_not_send(copied: Path) -> None:
    for page, text in pages(copied):
        if 'http-equiv="refresh"' not in text:
            assert '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ' in text, page
            assert "frame-ancestors" not in text, page
    sent = (copied / ".htaccess").read_text(encoding="utf-8")
    assert "ErrorDocument 404 /om/handlingsplan/404.html" in sent
    assert 'Header set Referrer-Policy "no-referrer"' in sent


def test_the_page_for_errors_leads_to_the_copy_from_any_address(copied: Path) -> None:
    text = (copied / "404.html").read_text(encoding="utf-8")

    assert "Sidan finns inte" in text
    links = set(re.findall(r'\b(?:href|src|action)="(/[^"]*)"', text))
    assert {"/om/handlingsplan/", "/om/handlingsplan/en/", "/om/handlingsplan/plan/", "/om/handlingsplan/sok/"} <= links
    assert all(link.startswith("/om/handlingsplan/") for link in links)


def test_a_shortened_address_leads_on(copied: Path) -> None:
    assert 'content="0; url=2025/"' in (copied / "uppfoljning/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../plan/#inriktningar"' in (copied / "inriktningar/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/plan", "plan/index.html"),
        ("/en/", "en/index.html"),
        ("/indikatorer?inriktning=P1", "indikatorer/inriktning/P1/index.html"),
        ("/indikatorer?ord=../../x&_size=1", "indikatorer/ord/..%2F..%2Fx/index.html"),
        ("/diagram/P3-01.svg?v=0123456789ab", "diagram/P3-01.svg"),
        ("/handlingsplan/observations.csv?indicator_id=P1&_dl=1", "handlingsplan/indicator_id/P1/observations.csv"),
    ],
)
def test_what_is_at_an_address_has_a_file(address: str, file: str) -> None:
    assert file_of(address) == file


@pytest.mark.parametrize(
    "address", ["exempel.se", "ftp://exempel.se", "https://", "https://a.se/?q=1", "https://exempel.se/#a"]
)
def test_what_is_no_web_address_is_refused(published: Path, runner: Runner, tmp_path: Path, address: str) -> None:
    outcome = runner("build", "--project", published, "--output", tmp_path / "copy", "--static", address)

    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert outcome.stderr == (
        f"{address} är ingen adress till en webbplats. Skriv hela adressen dit kopian ska läggas, till exempel "
        "https://exempel.se/handlingsplan\n"
    )
    assert not (tmp_path / "copy").exists()


def test_nothing_is_copied_before_something_is_published_or_over_something_else(
    project: Path, published: Path, runner: Runner, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    full = runner("build", "--project", published, "--output", tmp_path / "full", "--static", ADDRESS)
    shutil.rmtree(published / "releases")
    none = runner("build", "--project", published, "--output", tmp_path / "none", "--static", ADDRESS)

    assert (full.exit_code, none.exit_code) == (2, 2)
    assert "finns redan och är inte tom" in full.stderr
    assert none.stderr == f"Ingen publicering finns i {published / 'releases'}. Kör först: make publish\n"
    assert (tmp_path / "full/mine.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir() if "building" in path.name) == []


def test_what_the_site_links_to_on_the_same_host_is_left_alone(published: Path, runner: Runner, tmp_path: Path) -> None:
    words = (
        "build",
        "--project",
        published,
        "--output",
        tmp_path / "copy",
        "--static",
        " HTTPS://www.Kolada.se/plan/ ",
    )
    outcome = runner(*words)
    page = (tmp_path / "copy/data/index.html").read_text(encoding="utf-8")

    assert outcome.exit_code == 0, outcome.stderr
    assert 'href="https://www.kolada.se"' in page
    assert 'rel="canonical" href="https://www.kolada.se/plan/data/"' in page
    assert {path.name for path in (tmp_path / "copy").iterdir() if "http" in path.name} == set()


def test_the_same_release_gives_the_same_copy(published: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        words = ("build", "--project", published, "--output", tmp_path / name, "--static", ADDRESS)
        subprocess.run([sys.executable, "-m", "pipeline", *map(str, words)], check=True, capture_output=True)

    assert checksums(tmp_path / "first") == checksums(tmp_path / "second")


def test_a_copy_has_the_catalogue_without_a_database_to_ask(
    catalogued_project: Path, catalogued: Path, tmp_path: Path
) -> None:
    outcome = run("build", "--project", catalogued_project, "--output", tmp_path / "copy", "--static", ADDRESS)

    assert outcome.exit_code == 0, outcome.stderr
    for ending in ("rdf", "ttl", "jsonld"):
        content = (tmp_path / f"copy/dcat.{ending}").read_bytes()
        assert content == (catalogued / f"catalogue/kopia.{ending}").read_bytes()
    page = (tmp_path / "copy/data/index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}/data/">' in page
    assert 'href="../dcat.rdf"' in page
    assert f"<loc>{ADDRESS}/plan/</loc>" in (tmp_path / "copy/sitemap.xml").read_text(encoding="utf-8")
    assert "AddType text/turtle .ttl" in (tmp_path / "copy/.htaccess").read_text(encoding="utf-8")
