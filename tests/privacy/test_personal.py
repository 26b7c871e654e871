"""Personal data stays out: found wherever it stands in a file, told masked, and in nothing that is left behind.

The identity numbers are the Swedish Tax Agency's own examples, and one computed from it that is nobody's.
"""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.checks.personal import scan
from pipeline.intake.draft import draft_import
from pipeline.messages.rules import FAULTS
from pipeline.messages.sentences import SENTENCES
from pipeline.model import Place, Problem
from pipeline.privacy import find, mask
from pipeline.project import open_project
from tests.conftest import Outcome, Runner
from tests.intake.conftest import start_project
from tests.intake.files import HEADINGS, book_of, custom_properties, row, saved, text_file, workbook
from tests.sheets import break_cell

RULE = "text_holds_no_personal_data"

NUMBER = "640823-3234"

SPELLINGS = {
    "short": "640823-3234",
    "joined": "6408233234",
    "long": "19640823-3234",
    "long joined": "196408233234",
    "en dash": "640823–3234",
    "blank": "640823 3234",
    "nbsp": "640823\u00a03234",
    "long blank": "19640823 3234",
    "dashes": "1964-08-23-3234",
    "blanks": "64 08 23-3234",
    "hundred years": "640823+3234",
    "blanks round dash": "640823 - 3234",
    "full width": "６４０８２３－３２３４",
    "zero width": "640823\u200b-3234",
    "minus": "640823−3234",
    "in a word": "pnr640823-3234x",
    "in a sentence": "Gäller 640823-3234, se akten",
    "last four apart": "640823-32 34",
}

COORDINATION = "640883-3231"

DIGITS = re.compile(r"\D{0,4}".join("6408233234") + "|" + r"\D{0,4}".join("6408833231"))
"""A number of the test set, whatever stands between its digits."""

Change = Callable[[Worksheet, str], None]


def in_comment(page: Worksheet, text: str) -> None:
    page["A2"].comment = Comment(text, "Enheten")


def as_commenter(page: Worksheet, text: str) -> None:
    page["A2"].comment = Comment("Stämmer", text)


def in_property(page: Worksheet, text: str) -> None:
    book_of(page).properties.description = text


def as_creator(page: Worksheet, text: str) -> None:
    book_of(page).properties.creator = text


def in_custom_property(page: Worksheet, text: str) -> None:
    custom_properties(book_of(page)).append(StringProperty(name="Akt", value=text))


def in_header(page: Worksheet, text: str) -> None:
    assert page.oddHeader is not None
    page.oddHeader.center.text = text


def in_defined_name(page: Worksheet, text: str) -> None:
    book_of(page).defined_names["akt"] = DefinedName("akt", attr_text=f'"{text}"')


def in_prompt(page: Worksheet, text: str) -> None:
    rule = DataValidation(type="whole", prompt=text, showInputMessage=True)
    rule.add("F2")
    page.add_data_validation(rule)


def in_list(page: Worksheet, text: str) -> None:
    rule = DataValidation(type="list", formula1=f'"{text},annat"')
    rule.add("G2")
    page.add_data_validation(rule)


def in_chart(page: Worksheet, text: str) -> None:
    chart = BarChart()
    chart.title = text
    page.add_chart(chart, "K2")


def in_link(page: Worksheet, text: str) -> None:
    page["A2"].hyperlink = f"https://example.se/?q={text}"


def in_hidden_sheet(page: Worksheet, text: str) -> None:
    assert page.parent is not None
    extra = page.parent.create_sheet("Extra")
    extra.append([text])
    extra.sheet_state = "veryHidden"


def in_hidden_column(page: Worksheet, text: str) -> None:
    page["M40"] = text
    page.column_dimensions["M"].hidden = True


def in_formula(page: Worksheet, text: str) -> None:
    page["M2"] = f'=IF(1,1,"{text}")'


def in_number_format(page: Worksheet, text: str) -> None:
    page["F2"].number_format = f'0" {text}"'


WORKBOOK_PLACES: dict[str, Change] = {
    "comment": in_comment,
    "commenter": as_commenter,
    "property": in_property,
    "creator": as_creator,
    "custom property": in_custom_property,
    "header": in_header,
    "defined name": in_defined_name,
    "prompt": in_prompt,
    "list": in_list,
    "chart": in_chart,
    "link": in_link,
    "hidden sheet": in_hidden_sheet,
    "hidden column": in_hidden_column,
    "formula": in_formula,
    "number format": in_number_format,
}


def planted(place: str, text: str) -> bytes:
    """A file that is sound but for this text in this place."""
    rows = [HEADINGS, row(12, "1440")]
    if place == "csv cell":
        return text_file([HEADINGS, row(12, "1440", note=text)])
    if place == "csv beside":
        return text_file([*rows, [], ["", "", "", "", "", "", "", "", text]])
    if place == "cell":
        return workbook([HEADINGS, row(12, "1440", note=text)])
    if place == "sheet name":
        return workbook(rows, sheet=text[:31].replace("/", "-"))
    if place in WORKBOOK_PLACES:
        return workbook(rows, lambda page: WORKBOOK_PLACES[place](page, text))
    return text_file(rows)


PLACES = ("csv cell", "csv beside", "cell", "sheet name", "file name", *WORKBOOK_PLACES)


def file_of(folder: Path, name: str, place: str, text: str) -> Path:
    """The planted file, in the folder."""
    suffix = "csv" if place.startswith("csv") or place == "file name" else "xlsx"
    stem = f"{name} {text}" if place == "file name" else name
    path = folder / f"{stem}.{suffix}"
    path.write_bytes(planted(place, text))
    return path


@pytest.fixture(scope="module")
def flagged(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files, of every spelling in every place, in which personal data was found; named by their first words."""
    folder = tmp_path_factory.mktemp("planted")
    project = open_project(start_project(repository, folder / "project"))
    paths = [
        file_of(folder, f"{number}-{other}", place, text)
        for number, place in enumerate(PLACES)
        for other, text in enumerate(SPELLINGS.values())
    ]
    draft = draft_import(project, paths, today=datetime.date(2026, 4, 12))
    assert draft.documents == ()
    assert [problem for problem in draft.problems if DIGITS.search(problem.message + str(problem.value))] == []
    return {problem.place.file.split(".")[0].split(" ")[0] for problem in draft.problems if problem.rule == RULE}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("place", PLACES)
def test_an_identity_number_is_found_in_every_spelling_and_place(spelling: str, place: str, flagged: set[str]) -> None:
    assert f"{PLACES.index(place)}-{list(SPELLINGS).index(spelling)}" in flagged


@pytest.mark.parametrize("number", ["640823-3234", "640883-3231", "121212-1212", "19121212-1212", "121212+1212"])
def test_identity_numbers_are_told_by_their_date_and_check_digit(number: str) -> None:
    assert [hit.kind for hit in find(number)] == ["identity_number"]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert [hit.kind for hit in find(wrong)] == []


# What the commands leave behind.


def texts_in(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Every text that bytes may hold, in archives too, after the name of where it stands."""
    yield name, name
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                yield from texts_in(f"{name}/{part.filename}", archive.read(part))
    if content.startswith(b"\x1f\x8b"):
        yield from texts_in(f"{name} (gz)", gzip.decompress(content))
    for encoding in ("utf-8", "utf-16-le"):
        yield name, unicodedata.normalize("NFKC", content.decode(encoding, "ignore"))


def leaks(folder: Path, planted_files: set[Path]) -> list[str]:
    """Where a number of the test set stands below the folder, but for the files in which it was planted."""
    return [
        where
        for path in sorted(folder.rglob("*"))
        if path not in planted_files
        for where, text in texts_in(str(path.relative_to(folder)), path.read_bytes() if path.is_file() else b"")
        if DIGITS.search(text)
    ]


def told(outcomes: list[Outcome]) -> str:
    return unicodedata.normalize("NFKC", "".join(outcome.stdout + outcome.stderr for outcome in outcomes))


def test_no_command_repeats_an_identity_number_or_leaves_it_behind(
    repository: Path, runner: Runner, tmp_path: Path
) -> None:
    root = start_project(repository, tmp_path / "project")
    spellings = [*SPELLINGS.values(), COORDINATION]
    files = {
        file_of(root / "inbox", f"fil-{number:02}", PLACES[number % len(PLACES)], spellings[number % len(spellings)])
        for number in range(len(PLACES) * 2)
    }
    faulty = root / "inbox" / "fel.csv"
    faulty.write_bytes(text_file([HEADINGS, row("tolv", "1440")]))
    content = {path: path.read_bytes() for path in files}
    words: list[tuple[str | Path, ...]] = [
        ("import", *sorted(files), "--dry-run"),
        ("import", *sorted(files)),
        ("import", *sorted(files), "--source", "bra"),
        ("preview",),
        ("publish",),
        ("check",),
        ("check", "--format", "json"),
        ("doctor",),
        ("handover",),
        ("new-year", "2026"),
    ]

    outcomes = [runner(*command, "--project", root) for command in words]

    assert [outcome.exit_code for outcome in outcomes[:3]] == [1, 1, 1]
    assert outcomes[4].exit_code == 1
    assert outcomes[1].stdout.count("personnummer eller samordningsnummer") >= len(files)
    assert not (root / "data" / "observations" / "2024.csv").exists()
    assert DIGITS.search(told(outcomes)) is None
    assert leaks(tmp_path, files) == []
    assert {path: path.read_bytes() for path in files} == content


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("observations/2024.csv", "note"),
        ("observations/2024.csv", "area_code"),
        ("observations/2024.csv", "value"),
        ("observations/2024.csv", "indicator_id"),
        ("plan/priorities.csv", "name"),
        ("allowed_texts.csv", "reason"),
    ],
)
def test_an_identity_number_in_the_data_is_told_masked_and_goes_no_further(
    file: str, column: str, project: Path, runner: Runner, tmp_path: Path
) -> None:
    path = project / "data" / file
    if file == "allowed_texts.csv":
        path.write_text(f"text,reason\nKvinnofridslinjen,{NUMBER}\n", encoding="utf-8")
    else:
        break_cell(path, 2, column, "6408233234" if column == "value" else NUMBER)

    outcomes = [
        runner("check", "--project", project),
        runner("check", "--format", "json", "--project", project),
        runner("publish", "--project", project),
        runner("preview", "--project", project),
        runner("build", "--output", tmp_path / "built", "--project", project),
        runner("doctor", "--project", project),
    ]

    assert [outcome.exit_code for outcome in outcomes[:3]] == [1, 1, 1]
    assert DIGITS.search(told(outcomes)) is None
    assert leaks(tmp_path, {path}) == []


def test_a_file_of_the_data_that_is_named_by_an_identity_number_is_told_masked(
    project: Path, runner: Runner, tmp_path: Path
) -> None:
    path = project / "data" / f"{NUMBER}.csv"
    path.write_text("x", encoding="utf-8")
    outcomes = [runner(command, "--project", project) for command in ("check", "publish", "preview", "doctor")]
    assert DIGITS.search(told(outcomes)) is None
    assert leaks(tmp_path, {path}) == []


# What passes.


@pytest.mark.parametrize(
    "text",
    [
        "SON 2022-604",
        "Dnr SON 2022-604, § 177",
        "KS 2024/0123-45",
        "212000-0001",
        "2120000001",
        "556012-5790",
        "0412, 0422-0425",
        "0355-0356",
        "4 kap. 4 a § brottsbalken (1962:700)",
        "2024-10-15",
        "2024-10-15 2025-01-31",
        "2024-10-15–2025-01-31",
        "20241015",
        "2024-10-15T12:30:00",
        "1234567890",
        "10 588 230",
        "10588230",
        "12345678901234",
        "0,3333333333333333",
        "0.6408233234",
        "33,3333333333",
        "2021 2022 2023 2024",
        "58 12 34 7",
        "020-50 50 50",
        "020-505050",
        "116 006",
        "112",
        "114 14",
        "1177",
        "registrator@example.se",
        "kommun@example.se",
        "social@example.se",
        "N07402",
        "VNR-01",
        "ISBN 978-91-7000-000-0",
        "6401010101",
        "649923-3234",
    ],
)
def test_what_only_looks_a_little_like_personal_data_passes(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("070-174 06 05", "phone_number"),
        ("+46 70 174 06 05", "phone_number"),
        ("0701740605", "phone_number"),
        ("tfn 08-465 004 12", "phone_number"),
        ("eva.exempel@example.se", "email"),
        ("eva(at)example.se", "email"),
        ("info@gmail.com", "email"),
        ("Eva Andersson", "person_name"),
    ],
)
def test_the_list_lets_a_text_pass_with_a_reason_but_never_an_identity_number(text: str, kind: str) -> None:
    assert [hit.kind for hit in find(f"Ring {text} i dag")] == [kind]
    assert find(f"Ring {text} i dag", [text]) == []
    assert [hit.kind for hit in find(f"{text} {NUMBER}", [text, NUMBER, f"{text} {NUMBER}"])] == ["identity_number"]


def test_the_list_works_through_the_command(own_files: Path, runner: Runner) -> None:
    path = own_files / "inbox" / "fil.csv"
    path.write_bytes(text_file([HEADINGS, row(12, "1440", note="Frågor: 070-174 06 05")]))
    allowed = own_files / "data" / "allowed_texts.csv"
    assert runner("import", path, "--project", own_files).exit_code == 1
    allowed.write_text("text,reason\n070-174 06 05,Post- och telestyrelsens exempelnummer\n", encoding="utf-8")
    assert runner("import", path, "--project", own_files).exit_code == 0
    allowed.write_text(f"text,reason\n{NUMBER},Ett exempel\n", encoding="utf-8")
    path.write_bytes(text_file([HEADINGS, row(13, "1440", note=f"Se {NUMBER}")]))
    assert runner("import", path, "--project", own_files).exit_code == 1


@pytest.fixture
def own_files(repository: Path, tmp_path: Path) -> Path:
    """A project of Ale kommun without observations."""
    return start_project(repository, tmp_path / "project")


# Names.

NAMES = """
Anna Andersson|Lars Johansson|Maria Karlsson|Erik Nilsson|Margareta Eriksson|Karl Larsson|Elisabeth Olsson|
Kristina Lindberg|Birgitta Lindqvist|Johan Bergström|Eva Lundgren|Mikael Sandberg|Karin Forsberg|Anders Sjöberg|
Marie Wallin|Per Engström|Lena Danielsson|Jan-Erik Håkansson|Anna-Karin Löfgren|Ulla-Britt Nyström|Sven Åkesson|
Fatima Hassan|Mohamed Ali|Ahmed Hussein|Amina Abdi|Ali Ahmed|Maryam Ibrahim|Hassan Mohamud|Layla Al-Khatib|
Omar Farah|Zainab Yusuf|Ivan Petrović|Jasmina Hodžić|Nguyen Van Anh|Aleksandra Kowalska|Katarzyna Nowak|
Mehmet Yılmaz|Ayşe Demir|Reza Hosseini|Leila Ahmadi|Marko Jovanović|Elena Popescu|Olga Ivanova|Juan Garcia|
Sara Haile|Samuel Tesfaye|Abdullah Rahimi|Noor Al-Masri|Svetlana Morozova|Virpi Korhonen|Matti Virtanen
"""
"""Ordinary names of people who live in Sweden, put together at random: nobody is meant."""

SURROUNDINGS = ("{}", "Handläggare: {}", "Enligt samtal med {} den 3 maj.", "({})", "{}, enhetschef")


PHRASES = """
Grov Kvinnofridskränkning|Per Capita|Mina Sidor|Kvinnofridslinjen|Stockholms Stad|Region Uppsala|
Malmö Kommun|Social Resursförvaltning|Nationella Trygghetsundersökningen|Våld i Nära Relationer|
Umeå Universitet|Karolinska Institutet|Brottsofferjouren Sverige|Rädda Barnen|Röda Korset|Unizon|Roks|
Barnahus Uppsala|Norra Sverige|Svenska Kyrkan|Polisregion Mitt|Open Data|Kalle Ankas väg|Anna Lindhs gata|
Astrid Lindgrens barnsjukhus|Kronobergs Län|Östra Göinge|Upplands Väsby|Lilla Edet|Gustav Adolfs torg|
Karlskrona Kommun|Sankt Eriks ögonsjukhus|Alla Kvinnors Hus|Kvinnors Nätverk|Terrafem|Frida Kvinnojour|
Januari Februari Mars|Johanneshov Norra|Linköping Öst|Åklagarmyndigheten Väst|Excel Online|
Microsoft Office|Kolada Nyckeltal|Ale Kommun|Marks Kommun
"""
"""Words with capitals that name no person: offices, places, offences, programs."""


@pytest.mark.parametrize("text", [" ".join(text.split()) for text in PHRASES.split("|")])
def test_words_with_capitals_are_no_names(text: str) -> None:
    assert find(text) == []
    assert find(f"Uppgiften kommer från {text} och är från 2024.") == []


@pytest.mark.parametrize("around", SURROUNDINGS)
def test_every_ordinary_name_is_found(around: str) -> None:
    names = [name.strip() for name in NAMES.split("|")]
    missed = [name for name in names if "person_name" not in {hit.kind for hit in find(around.format(name))}]
    assert missed == []


@pytest.mark.parametrize(
    "name", ["Andersson, Anna", "A. Andersson", "Anna A Andersson", "von Essen, Carl", "Anna Anderssons"]
)
def test_a_name_is_found_in_other_orders(name: str) -> None:
    assert [hit.kind for hit in find(name)] == ["person_name"]


def strings(value: Any) -> Iterator[str]:
    """Every text in what a YAML or JSON file holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for key, each in value.items() for part in (key, each) for text in strings(part))
    elif isinstance(value, list):
        yield from (text for each in value for text in strings(each))


def shipped(repository: Path) -> Iterator[tuple[str, str]]:
    """Every text that the project ships, after where it stands."""
    for path in sorted((repository / "data").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from ((path.name, cell) for cells in csv.reader(file) for cell in cells)
    for path in sorted((repository / "schemas").glob("*.json")):
        yield from ((path.name, text) for text in strings(json.loads(path.read_text(encoding="utf-8"))))
    words = yaml.safe_load((repository / "metadata.yml").read_text(encoding="utf-8"))
    yield from (("metadata.yml", text) for text in strings(words))
    yield from SENTENCES.items()
    yield from ((name, fault.sentence) for name, fault in FAULTS.items())
    for path in (repository / "README.md", repository / "CHANGELOG.md", *sorted((repository / "docs").glob("**/*.md"))):
        yield from ((path.name, line) for line in path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("text", "masked", "message"),
    [
        pytest.param(
            "640823-3234",
            "••••••-••••",
            "I cellen står något som ser ut som ett personnummer eller samordningsnummer: ••••••-••••. "
            "Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i "
            "data/allowed_texts.csv med ett skäl (aldrig ett personnummer).",
            id="number",
        ),
        pytest.param(
            "070-174 06 05",
            "•••-••• •• ••",
            "I cellen står något som ser ut som ett telefonnummer: •••-••• •• ••. "
            "Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i "
            "data/allowed_texts.csv med ett skäl (aldrig ett personnummer).",
            id="phone",
        ),
        pytest.param(
            "eva.andersson@gmail.com",
            "•••.•••••••••@•••••.•••",
            "I cellen står något som ser ut som en persons e-postadress: •••.•••••••••@•••••.•••. "
            "Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i "
            "data/allowed_texts.csv med ett skäl (aldrig ett personnummer).",
            id="e-mail",
        ),
        pytest.param(
            "Eva Andersson",
            "••• •••••••••",
            "I cellen står något som ser ut som namnet på en person: ••• •••••••••. "
            "Personuppgifter får inte lämnas in. Ta bort det. Är det ingen personuppgift kan texten skrivas in i "
            "data/allowed_texts.csv med ett skäl (aldrig ett personnummer).",
            id="name",
        ),
    ],
)
def test_what_was_found_is_named_and_masked(text: str, masked: str, message: str) -> None:
    assert list(scan([(Place("fil.csv"), "I cellen", text)])) == [Problem(Place("fil.csv"), RULE, masked, message)]


def test_nothing_that_the_project_ships_is_taken_for_personal_data(repository: Path) -> None:
    assert [(where, mask(text)) for where, text in shipped(repository) if find(text)] == []


def test_the_yearly_workbook_passes(project: Path, runner: Runner) -> None:
    assert runner("new-year", "2026", "--project", project).exit_code == 0
    path = next((project / "inbox").glob("*.xlsx"))
    outcome = runner("import", path, "--dry-run", "--project", project)
    assert "personuppgift" not in outcome.stdout.casefold()
    assert outcome.exit_code == 0


def test_the_author_that_excel_writes_by_itself_passes(tmp_path: Path, repository: Path) -> None:
    """Every workbook names whoever saved it; the name is not read, so it does not stop the file."""
    book = Workbook()
    for cells in (HEADINGS, row(12, "1440")):
        book.worksheets[0].append(cells)
    book.properties.creator = "Eva Andersson"
    path = tmp_path / "fil.xlsx"
    path.write_bytes(saved(book))
    project = open_project(start_project(repository, tmp_path / "project"))
    assert draft_import(project, [path], today=datetime.date(2026, 4, 12)).problems == ()


def test_a_file_that_cannot_be_read_is_named_masked(repository: Path, runner: Runner, tmp_path: Path) -> None:
    root = start_project(repository, tmp_path / "project")
    inbox = root / "inbox"
    (inbox / f"{NUMBER}.pdf").write_bytes(b"%PDF-1.7")
    (inbox / f"{NUMBER}.xlsx").write_bytes(b"PK\x03\x04")
    (inbox / f"{NUMBER} mapp").mkdir()
    (inbox / f"{NUMBER}.csv").write_bytes(text_file([HEADINGS, row(12, "1440")]))
    (inbox / f".~lock.{NUMBER}.csv#").write_bytes(b"x")
    planted_files = set(inbox.iterdir())

    outcomes = [runner(command, "--project", root) for command in ("preview", "publish", "doctor", "handover")]
    outcomes += [
        runner("import", *sorted(planted_files), inbox / f"{NUMBER} saknas.csv", "--project", root),
        runner("import", inbox / f"{NUMBER}.csv", "--source", NUMBER, "--project", root),
        runner("import", inbox / f"{NUMBER}.csv", "--choose", NUMBER, "--project", root),
    ]

    assert DIGITS.search(told(outcomes)) is None
    assert leaks(tmp_path, planted_files) == []
