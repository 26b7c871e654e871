"""The page for whoever sent a file: the words of the terminal, the cells around each fault, and no figure."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from tests.conftest import Runner

HEADINGS = "Indikator;År;Kommunkod;Kön;Ålder;Värde;Status;Anmärkning"


@pytest.fixture
def page(small_project: Path, runner: Runner) -> str:
    """The page on a file with four faults."""
    rows = (
        "VNR-08;2025;9999;annat;alla åldrar;7731;;",
        "VNR-08;2025;9999;totalt;alla åldrar;ca 3;;Vi räknade 7731 i mars",
        "VNR-08;2025;9999;totalt;gammal;12;;",
        "VNR-99;2025;9999;totalt;alla åldrar;7731;;<b>Obs</b>",
    )
    path = small_project / "inbox/från enheten.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((HEADINGS, *rows)), encoding="utf-8")
    outcome = runner("publish", "--project", small_project)
    assert outcome.exit_code == 1
    return (small_project / "inbox/rapport/från enheten-att-ratta.html").read_text(encoding="utf-8")


def test_the_page_says_what_the_terminal_says_with_the_cells(page: str) -> None:
    assert re.findall(r"</span> · (.*)</h2>\n<p>(.*)</p>", page) == [
        (
            "rad 2, kolumn Kön",
            "”annat” är inte ett tillåtet värde för ”Kön”. Tillåtna värden: totalt; kvinnor och flickor; män och "
            "pojkar. Exempel: totalt",
        ),
        (
            "rad 3, kolumn Värde",
            "”…” är inte ett tal. Skriv siffror utan enhet, eller töm cellen och välj en status. Exempel: 1 234,5",
        ),
        (
            "rad 4, kolumn Ålder",
            "”gammal” är inte ett tillåtet värde för ”Ålder”. Tillåtna värden: alla åldrar; 0–14 år; 0–17 år; 15–17 "
            "år; 18 år eller äldre; 65 år eller äldre. Exempel: alla åldrar",
        ),
        (
            "rad 5, kolumn Indikator",
            "”VNR-99” är ingen indikator. Skriv beteckningen som den står i arbetsboken. Liknande: VNR-08 Personer "
            "placerade i skyddat boende",
        ),
    ]
    assert page.count('<td class="wrong"') == 4


def test_no_figure_is_on_the_page(page: str) -> None:
    assert "7731" not in page
    assert "ca 3" not in page
    assert ">12<" not in page
    assert "•••" in page


def test_the_page_stands_alone_and_is_sound(page: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page)
    assert '<html lang="sv">' in page
    assert re.findall(r"<script|<link|<img|https?:|url\(", page) == []
    assert "&lt;b&gt;Obs&lt;/b&gt;" in page


def test_a_file_that_cannot_be_opened_has_a_page_without_cells(small_project: Path, runner: Runner) -> None:
    (small_project / "inbox").mkdir(exist_ok=True)
    (small_project / "inbox/skadad.xlsx").write_bytes(b"PK\x03\x04 inte hel")

    runner("publish", "--project", small_project)

    page = (small_project / "inbox/rapport/skadad-att-ratta.html").read_text(encoding="utf-8")
    assert "Filen är skadad eller inte hel och kan inte läsas." in page
    assert "<table" not in page


def test_files_without_faults_have_no_page(small_project: Path, runner: Runner) -> None:
    (small_project / "inbox").mkdir(exist_ok=True)
    (small_project / "inbox/rätt.csv").write_text(f"{HEADINGS}\nVNR-08;2025;9999;totalt;alla åldrar;;;\n")
    (small_project / "inbox/fel.csv").write_text(f"{HEADINGS}\nVNR-08;2025;9999;annat;alla åldrar;9;;\n")

    runner("publish", "--project", small_project)

    assert sorted(path.name for path in (small_project / "inbox/rapport").iterdir()) == [
        "fel-att-ratta.html",
        "fel-att-rätta.xlsx",
        "rapport.txt",
    ]
