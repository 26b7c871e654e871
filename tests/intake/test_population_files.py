"""SCB's population as somebody has saved it from its web site: PxWeb's csv in its forms, and PC-Axis."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.intake.draft import draft_import
from pipeline.project import open_project
from tests.conftest import NOW, Runner
from tests.sheets import rows_of

START = (
    *("--name", "Lunds kommun", "--code", "1281", "--organisation-number", "212000-1132"),
    *("--contact-name", "Kvalitetsenheten", "--contact-email", "kvalitet@lund.se"),
    *("--social-services", "", "--social-emergency", "", "--yes"),
)

Read = Callable[[str | bytes, str], dict[tuple[str, str, str], tuple[str, str]]]


@pytest.fixture
def lund(project: Path, runner: Runner) -> Path:
    assert runner("start", "--project", project, *START).exit_code == 0
    return project


@pytest.fixture
def read(lund: Path, runner: Runner, tmp_path: Path) -> Read:
    """What comes of a file with this content: value and tolerance by indicator, area and year."""

    def read(content: str | bytes, ending: str = "csv") -> dict[tuple[str, str, str], tuple[str, str]]:
        file = tmp_path / f"folkmangd.{ending}"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        outcome = runner("import", "--project", lund, file)
        assert outcome.exit_code == 0, outcome.stdout
        return {
            (row["indicator_id"], row["area_code"], row["year"]): (row["value"], row["tolerance"])
            for row in rows_of(lund / "data/disclosure/denominators.csv")
        }

    return read


@pytest.fixture
def told(lund: Path, runner: Runner, tmp_path: Path) -> Callable[[str | bytes, str], tuple[set[str], str]]:
    """The rules that a file with this content breaks, and the report on one line."""

    def told(content: str | bytes, ending: str = "csv") -> tuple[set[str], str]:
        file = tmp_path / f"folkmangd.{ending}"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        drafted = draft_import(open_project(lund), [file], today=NOW.date())
        outcome = runner("import", "--project", lund, file)
        assert rows_of(lund / "data/disclosure/denominators.csv") == []
        return {each.rule for each in drafted.problems if each.fatal}, " ".join(outcome.stdout.split())

    return told


NOTES = '\n"Från och med 2025 är en liten slumpmässig osäkerhet införd."\n\n"Källa: SCB"\n'

LONG = f"""\
"region","kön","år","Folkmängd"
"00 Riket","män","2023",5300000
"00 Riket","kvinnor","2023",5200000
"12 Skåne län","män","2023",700000
"12 Skåne län","kvinnor","2023",710000
"1281 Lund","män","2023",64000
"1281 Lund","kvinnor","2023",65000
{NOTES}"""

ACROSS = f"""\
"region","kön","Folkmängd 2023","Folkmängd 2024"
"00 Riket","1",5300000,5310000
"00 Riket","2",5200000,5220000
"00 Riket","1+2",10500000,10530000
"1281 Lund","1",64000,64500
"1281 Lund","2",65000,65100
"1281 Lund","1+2",129000,129600
{NOTES}"""

WHOLE = {("VNR-01", "0000", "2023"): ("10500000", ""), ("VNR-01", "1281", "2023"): ("129000", "")}


def of(found: dict[tuple[str, str, str], tuple[str, str]], indicator: str) -> dict[tuple[str, str, str], object]:
    return {key: each for key, each in found.items() if key[0] == indicator}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_row_a_year(read: Read, delimiter: str, encoding: str) -> None:
    assert of(read(LONG.replace('",', f'"{delimiter}').encode(encoding), "csv"), "VNR-01") == WHOLE


def test_the_years_across(read: Read) -> None:
    assert of(read(ACROSS, "csv"), "VNR-01") == {
        **WHOLE,
        ("VNR-01", "0000", "2024"): ("10530000", ""),
        ("VNR-01", "1281", "2024"): ("129600", ""),
    }


def with_ages(ages: range, total: str = '"1281 Lund","totalt ålder","totalt",129000\n') -> str:
    """1,000 of each age, in a table of both sexes together."""
    rows = "".join(f'"1281 Lund","{"100+" if age == 100 else age} år","totalt",1000\n' for age in ages)
    return f'"region","ålder","kön","Folkmängd 2025"\n{total}{rows}"1281 Lund","0-4 år","totalt",5000\n'


def test_adults_are_the_total_less_each_age_of_children(read: Read) -> None:
    found = read(with_ages(range(18)), "csv")

    assert of(found, "VNR-04") == {("VNR-04", "1281", "2025"): ("111000", "23")}
    assert of(found, "SEX-01") == {("SEX-01", "1281", "2025"): ("129000", "6")}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            with_ages(range(16)),
            "Alla åldrar från 0 till 17 år behövs för att räkna fram dem som är 18 år eller äldre i 1281 Lund 2025, "
            "men 16 år och 17 år saknas. Inget har ändrats. Ta med dem, eller bara totalt.",
        ),
        (
            with_ages(range(101), total=""),
            "Tabellen har inte totalt för ålder i 1281 Lund 2025. Det går inte att räkna ut, eftersom SCB lägger in "
            "små slumpmässiga avvikelser i varje siffra från 2025, eller för att någon del saknas. Inget har ändrats. "
            "Ta med totalt.",
        ),
        (
            with_ages(range(101)),
            "I 1281 Lund 2025 är åldrarna tillsammans 101 000, men hela folkmängden är 129 000.",
        ),
        (
            LONG.replace('"1281 Lund","kvinnor","2023",65000\n', ""),
            "Tabellen har inte totalt för kön i 1281 Lund 2023.",
        ),
        (LONG.replace("64000", '".."'), "Det finns ingen siffra för folkmängden i 1281 Lund 2023, utan ”..”."),
        (LONG.replace("64000", "-64000"), "Det går inte att förstå ”-64000” på rad 6 i en tabell över folkmängden."),
        (LONG.replace("64000", "64,5"), "Det går inte att förstå ”"),
        (
            LONG.replace("1281 Lund", "1280 Lund"),
            "Det går inte att förstå ”1280 Lund” på rad 6 i en tabell över folkmängden. Hämta tabellen på nytt från "
            "SCB, och ändra inte i den.",
        ),
        (LONG.replace("1281 Lund", "Atlantis"), "Det går inte att förstå ”Atlantis” på rad 6"),
        (LONG.replace('"män"', '"pojkar"'), "Det går inte att förstå ”pojkar” på rad 2"),
        (LONG.replace('"2023"', '"2023M01"'), "Det går inte att förstå ”2023M01” på rad 2"),
        (
            LONG.replace('"1281 Lund","kvinnor"', '\n"1281 Lund","kvinnor"'),
            "Det går inte att förstå ”1281 Lund” på rad 8",
        ),
        (ACROSS.replace("129000", "129001"), "I 1281 Lund 2023 är kvinnor och män tillsammans 129 000, men hela"),
    ],
)
def test_what_cannot_be_told_is_refused(
    told: Callable[[str, str], tuple[set[str], str]], content: str, said: str
) -> None:
    rules, report = told(content, "csv")

    assert rules == {"answer_can_be_used"}
    assert said in report


@pytest.mark.parametrize(
    "content",
    [
        # Somebody's own tables, each a word from SCB's.
        "region;år;Antal\n1281 Lund;2023;12\n",
        "Indikator;region;år;Folkmängd\nVNR-01;1281 Lund;2023;12\n",
        "region;kön;år;Antal\n1281 Lund;kvinnor;2023;12\n",
        "region;brottstyp;år;Folkmängd\n1281 Lund;misshandel;2023;12\n",
        "kommun;år;Folkmängd\n1281 Lund;2023;12\n",
        "region;Folkmängd\n1281 Lund;12\n",
        "region;år;Folkökning\n1281 Lund;2023;12\n",
        "region;år;Folkmängd;Folkmängd 2024\n1281 Lund;2023;12;13\n",
        "region;år;Folkmängd per månad\n1281 Lund;2023;12\n",
        "Folkmängden i kommunen\n\n\nregion;år;Folkmängd\n1281 Lund;2023;12\n",
    ],
)
def test_a_table_of_somebodys_own_is_not_taken(told: Callable[[str, str], tuple[set[str], str]], content: str) -> None:
    """It is read, or asked about, by the reader of tables, as before: nothing of it becomes a population."""
    rules, _ = told(content, "csv")

    assert "answer_can_be_used" not in rules


PX_START = 'CHARSET="ANSI";\nAXIS-VERSION="2013";\nCODEPAGE="{codepage}";\nLANGUAGE="sv";\nLANGUAGES="sv","en";\n'

PX_REST = """\
MATRIX="TAB638";
SUBJECT-AREA="Befolkning";
TITLE="Folkmängd efter region, "
"kön och år";
TITLE[en]="Population by region, sex and year";
CONTENTS="{contents}";
UNITS="antal personer";
STUB="region","kön";
HEADING="år";
VALUES("region")="Riket","Skåne län","Lund";
VALUES[en]("region")="Sweden","Skåne county","Lund";
VALUES("kön")="män","kvinnor";
VALUES("år")="2023","2024";
TIMEVAL("år")=TLIST(A1),"2023","2024";
CODES("region")="00","12","1281";
CODES("kön")="1","2";
NOTE="Med ; i, och = också.";
DATA=
5300000 5310000 5200000 5220000
700000 705000 710000 715000
64000 64500 {number} 65100;
"""


def px(codepage: str = "utf-8", contents: str = "Folkmängd", number: str = "65000") -> str:
    return PX_START.format(codepage=codepage) + PX_REST.format(contents=contents, number=number)


@pytest.mark.parametrize(("codepage", "encoding"), [("utf-8", "utf-8"), ("Windows-1252", "cp1252")])
def test_a_pc_axis_file_is_read_to_the_same(read: Read, codepage: str, encoding: str) -> None:
    assert of(read(px(codepage).encode(encoding), "px"), "VNR-01") == {
        **WHOLE,
        ("VNR-01", "0000", "2024"): ("10530000", ""),
        ("VNR-01", "1281", "2024"): ("129600", ""),
    }


def test_its_letters_are_windows_own_where_it_says_no_more(read: Read) -> None:
    bare = px().replace('CODEPAGE="utf-8";\n', "")

    assert ("VNR-01", "1281", "2024") in read(bare.encode("cp1252"), "px")


def test_regions_without_codes_have_them_in_their_names(read: Read) -> None:
    named = px().replace('"Riket","Skåne län","Lund"', '"00 Riket","12 Skåne län","1281 Lund"')

    assert ("VNR-01", "1281", "2024") in read(named.replace('CODES("region")="00","12","1281";\n', ""), "px")


@pytest.mark.parametrize(
    ("content", "rule", "said"),
    [
        (px(contents="Hushåll"), "file_is_a_table", ""),
        (px(codepage="koi8-r"), "file_is_a_table", ""),
        (px(number='".."'), "answer_can_be_used", "Det finns ingen siffra för folkmängden i Lund 2023, utan ”..”."),
        (px(number="-1"), "answer_can_be_used", "Folkmängden i Lund 2023 är −1 på något ställe i tabellen"),
        (px(number=""), "answer_can_be_used", "skulle ha 12 siffror men har 11."),
        (px(number="1 2"), "answer_can_be_used", "skulle ha 12 siffror men har 13."),
        (px(number="x"), "answer_can_be_used", "Svaret från filen har en annan form än väntat (vid DATA)."),
        (px().rstrip().rstrip(";"), "answer_can_be_used", "har en annan form än väntat (vid DATA)."),
        (px()[:-30], "answer_can_be_used", "har en annan form än väntat (vid DATA)."),
        (px().replace('"00","12","1281"', '"00","12","12"'), "answer_can_be_used", "(vid VALUES region)."),
        (
            px().replace('VALUES("år")="2023","2024"', 'VALUES("år")="2023M01","2024M01"'),
            "answer_can_be_used",
            "2023M01",
        ),
        (
            px().replace('"kön"', '"näringsgren"'),
            "answer_can_be_used",
            "eftersom ”näringsgren” saknas eller inte är känt",
        ),
        (px().replace("STUB=", 'STUB="a";\nSTUB='), "answer_can_be_used", "har en annan form än väntat (vid STUB)."),
    ],
)
def test_a_pc_axis_file_that_cannot_be_used_is_refused(
    told: Callable[[str, str], tuple[set[str], str]], content: str, rule: str, said: str
) -> None:
    rules, report = told(content, "px")

    assert rules == {rule}
    assert said in report
