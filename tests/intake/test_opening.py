"""Hostile and broken files: a clear sentence, bounded memory, nothing lost, and nothing read that should not be."""

from __future__ import annotations

import io
import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.files.opening import open_document
from pipeline.model import Place, Problem
from tests.conftest import Runner
from tests.intake.files import HEADINGS, OFFICE, archive, headed, inline, raw_parts, row, saved, text_file, workbook

SOUND = raw_parts(headed(inline("12"), "1440"))
SHEET_PART = "xl/worksheets/sheet1.xml"
BOMB = b"<x>" + b" " * 300_000_000 + b"</x>"


def with_part(name: str, content: str | bytes = "<x/>") -> bytes:
    """A sound workbook with one part more, or another instead of its own."""
    return archive({**SOUND, name: content})


def with_rows(rows_xml: str, after: str = "") -> bytes:
    """A workbook whose sheet holds these rows."""
    return archive(raw_parts(rows_xml, after=after))


def with_entities() -> bytes:
    """A billion laughs: an entity of ten, of ten, of ten ..."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10)
    )
    sheet = str(SOUND[SHEET_PART]).replace("12", "&a9;")
    return with_part(SHEET_PART, f"<!DOCTYPE x [{entities}]>{sheet}")


def with_password() -> bytes:
    """What Excel writes of a workbook with a password: a compound file that names a stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500


def with_encrypted_part() -> bytes:
    """A zip archive whose parts have a password, as the flag of each says."""
    content = bytearray(archive(SOUND))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(mark, start + 4)
    return bytes(content)


def with_lying_size() -> bytes:
    """A zip bomb whose directory says that the part is small."""
    content = bytearray(with_part("xl/media/x.xml", BOMB))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.rfind(mark) if mark == b"PK\x01\x02" else content.rfind(mark, 0, content.rfind(b"PK\x01\x02"))
        content[start + place : start + place + 4] = (1000).to_bytes(4, "little")
    return bytes(content)


def with_same_part_twice() -> bytes:
    """An archive in which the sheet stands twice, so that two programs may read different ones."""
    stream = io.BytesIO(archive(SOUND))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(stream, "a") as packed:
        packed.writestr(SHEET_PART, str(SOUND[SHEET_PART]).replace("12", "13"))
    return stream.getvalue()


def with_parts() -> bytes:
    """A workbook of very many parts."""
    return archive({**SOUND, **{f"xl/media/{number}.bin": b"" for number in range(3000)}})


EMPTY_ROWS = "".join(f'<row r="{number}"/>' for number in range(3, 1_000_003))

HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("xlsx", lambda: with_part(SHEET_PART, BOMB), "workbook_is_small_unpacked"),
    "zip bomb that lies": ("xlsx", with_lying_size, "file_is_whole"),
    "many parts": ("xlsx", with_parts, "workbook_is_small_unpacked"),
    "same part twice": ("xlsx", with_same_part_twice, "file_is_whole"),
    "million empty rows": ("xlsx", lambda: with_rows(EMPTY_ROWS), "sheet_is_small"),
    "huge merged area": (
        "xlsx",
        lambda: with_rows("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "sheet_is_small",
    ),
    "many merged areas": (
        "xlsx",
        lambda: with_rows(
            "",
            "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:Z{n + 999}"/>' for n in range(1, 90)) + "</mergeCells>",
        ),
        "sheet_is_small",
    ),
    "merged without end": (
        "xlsx",
        lambda: with_rows("", '<mergeCells><mergeCell ref="A:XFD"/></mergeCells>'),
        "file_is_whole",
    ),
    "merged nonsense": (
        "xlsx",
        lambda: with_rows("", '<mergeCells><mergeCell ref="??"/></mergeCells>'),
        "file_is_whole",
    ),
    "huge link": (
        "xlsx",
        lambda: with_rows("", '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'),
        "sheet_is_small",
    ),
    "comment on every cell": (
        "xlsx",
        lambda: with_part(
            "xl/comments/comment1.xml", '<comments><commentList><comment ref="A1:XFD1048576"/></commentList></comments>'
        ),
        "sheet_is_small",
    ),
    "far right on many rows": (
        "xlsx",
        lambda: with_rows("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 400))),
        "sheet_is_narrow",
    ),
    "entities": ("xlsx", with_entities, "workbook_is_safe"),
    "outside entity": (
        "xlsx",
        lambda: with_part("docProps/app.xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
        "workbook_is_safe",
    ),
    "document type": (
        "xlsx",
        lambda: with_part("docProps/app.xml", '<!DOCTYPE x SYSTEM "x.dtd"><x/>'),
        "workbook_is_safe",
    ),
    "macros": ("xlsm", lambda: with_part("xl/vbaProject.bin"), "workbook_has_no_macros"),
    "macros in xlsx": ("xlsx", lambda: with_part("xl/vbaProject.bin"), "workbook_has_no_macros"),
    "old macros": ("xlsx", lambda: with_part("xl/macrosheets/sheet1.xml"), "workbook_has_no_macros"),
    "capital macros": ("xlsx", lambda: with_part("xl/VBAPROJECT.BIN"), "workbook_has_no_macros"),
    "controls": ("xlsx", lambda: with_part("xl/activeX/activeX1.bin"), "workbook_has_no_macros"),
    "external links": ("xlsx", lambda: with_part("xl/externalLinks/externalLink1.xml"), "workbook_stands_alone"),
    "connections": ("xlsx", lambda: with_part("xl/connections.xml"), "workbook_stands_alone"),
    "embedded document": ("xlsx", lambda: with_part("xl/embeddings/a.docx"), "workbook_embeds_no_files"),
    "password": ("xlsx", with_password, "file_has_no_password"),
    "password on parts": ("xlsx", with_encrypted_part, "file_has_no_password"),
    "old xls": ("xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, "file_is_of_today"),
    "old xls called xlsx": ("xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, "file_is_of_today"),
    "xlsb": ("xlsb", lambda: archive({"xl/workbook.bin": b"x"}), "file_is_a_table"),
    "ods": ("ods", lambda: archive({"mimetype": "x", "content.xml": "<x/>"}), "file_is_a_table"),
    "docx": ("docx", lambda: archive({"word/document.xml": "<x/>"}), "file_is_a_table"),
    "pptx": ("pptx", lambda: archive({"ppt/presentation.xml": "<x/>"}), "file_is_a_table"),
    "zip": ("zip", lambda: archive({"a.csv": "x"}), "file_is_a_table"),
    "empty zip": ("xlsx", lambda: archive({}), "file_is_a_table"),
    "pdf": ("pdf", lambda: b"%PDF-1.7\n%\xe2\xe3\n", "file_is_a_table"),
    "pdf called csv": ("csv", lambda: b"%PDF-1.7\nIndikator;Kon", "file_is_a_table"),
    "rtf": ("rtf", lambda: b"{\\rtf1 x", "file_is_a_table"),
    "html called xls": ("xls", lambda: b"<html><table><tr><td>x", "file_is_a_table"),
    "html with mark": ("xls", lambda: b"\xef\xbb\xbf\r\n<HTML>", "file_is_a_table"),
    "picture": ("png", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file_is_text"),
    "gzip": ("gz", lambda: b"\x1f\x8b\x08\0\0\0\0\0", "file_is_text"),
    "cut off in its head": ("xlsx", lambda: b"PK\x03\x04\x14\0", "file_is_whole"),
    "no sheets": ("xlsx", lambda: with_part("xl/workbook.xml", "<workbook/>"), "file_is_whole"),
    "one sheet of two lost": (
        "xlsx",
        lambda: archive(
            {
                **SOUND,
                "xl/workbook.xml": str(SOUND["xl/workbook.xml"]).replace(
                    "</sheets>", '<sheet name="Extra" sheetId="2" r:id="rId3"/></sheets>'
                ),
                "xl/_rels/workbook.xml.rels": str(SOUND["xl/_rels/workbook.xml.rels"]).replace(
                    "</Relationships>",
                    f'<Relationship Id="rId3" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
                    "</Relationships>",
                ),
            }
        ),
        "file_is_whole",
    ),
    "no sheet part": (
        "xlsx",
        lambda: archive({name: part for name, part in SOUND.items() if name != SHEET_PART}),
        "file_is_whole",
    ),
    "part that climbs out": ("xlsx", lambda: archive({"../../x": "x"}), "file_is_a_table"),
    "xml cut off": ("xlsx", lambda: with_part(SHEET_PART, str(SOUND[SHEET_PART])[:-30]), "file_is_whole"),
    "million empty rows as text": ("csv", lambda: b"\n" * 21_000_000, "file_is_small_enough"),
    "million cells": (
        "csv",
        lambda: (b"1;" * 1000 + b"\n") * 1100,
        "file_has_few_cells",
    ),
    "cell of a megabyte": ("csv", lambda: b'"' + b"a" * 1_000_000, "quotes_are_closed"),
}


def rules_of(path: Path) -> list[str]:
    """The rules that opening the file breaks."""
    _, problems, _ = open_document(path, None)
    return [problem.rule for problem in problems]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_of_and_not_read(name: str, tmp_path: Path) -> None:
    suffix, make, rule = HOSTILE[name]
    path = tmp_path / f"fil.{suffix}"
    path.write_bytes(make())
    assert rules_of(path) == [rule]


WHOLE_SENTENCES = {
    "old xls": (
        "Filen är sparad i ett äldre Excel-format (.xls) som inte kan läsas. Öppna den i Excel och spara den som "
        "Excel-arbetsbok (.xlsx)."
    ),
    "password": (
        "Filen är skyddad med lösenord och kan inte läsas. Öppna den i Excel, ta bort lösenordet (Arkiv, Info, Skydda "
        "arbetsbok, Kryptera med lösenord, töm rutan) och spara."
    ),
    "million empty rows as text": (
        "Filen är 21 MB, och filer får vara högst 20 MB. Ett års uppgifter är långt mindre. Kontrollera att det är "
        "rätt fil, eller dela den."
    ),
    "xml cut off": (
        "Filen är skadad eller inte hel och kan inte läsas. Öppna den i Excel, spara den på nytt och lägg in den igen. "
        "Går den inte att öppna: hämta den en gång till från den som skickade den."
    ),
    "million cells": (
        "Filen har fler än 1 000 000 ifyllda celler. Ett års uppgifter är långt färre. Kontrollera att det är rätt fil."
    ),
    "zip bomb": (
        "Filen är 301 MB när den packas upp, och får vara högst 80 MB. Oftast är det tomma rader med formatering: "
        "markera dem, ta bort dem och spara."
    ),
    "entities": "Filen innehåller något som kan skada den som öppnar den, och den läses inte.",
    "million empty rows": (
        "Ett blad har fler än 100 000 rader eller 500 000 celler, tomma inräknade. Markera de tomma raderna under "
        "tabellen, högerklicka, välj Ta bort, och spara."
    ),
    "far right on many rows": (
        "Bladet ”Värden” har celler mycket långt ut till höger. Ta bort de kolumnerna, de ser oftast tomma ut, och "
        "spara."
    ),
}


@pytest.mark.parametrize("name", WHOLE_SENTENCES)
def test_what_is_told_of_a_hostile_file_says_what_to_do(name: str, tmp_path: Path) -> None:
    suffix, make, rule = HOSTILE[name]
    path = tmp_path / f"fil.{suffix}"
    path.write_bytes(make())
    sheet = "Värden" if rule == "sheet_is_narrow" else None
    assert open_document(path, None)[1] == [Problem(Place(path.name, sheet), rule, None, WHOLE_SENTENCES[name])]


ONE_ROW = text_file([HEADINGS[:6], row(12, "1440")[:6]])


@pytest.mark.parametrize(
    "emptiness",
    [
        pytest.param(b"\n" * 1_000_000, id="rows"),
        pytest.param(b";;;;\n" * 1_000_000, id="signs between cells"),
        pytest.param(b" " * 5_000_000, id="blanks"),
    ],
)
def test_a_million_empty_rows_of_text_take_no_figure_away(emptiness: bytes, tmp_path: Path) -> None:
    path = tmp_path / "fil.csv"
    path.write_bytes(ONE_ROW + emptiness)
    document, problems, _ = open_document(path, None)
    assert problems == []
    assert document is not None
    assert list(document.sheets[0].rows) == [1, 2]


def test_one_cell_in_the_last_corner_is_read(tmp_path: Path) -> None:
    """It is where a slip of the hand puts one; the sheet between is empty."""
    path = tmp_path / "fil.xlsx"
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path.write_bytes(with_rows(headed(inline("12"), "1440") + corner))
    document, problems, _ = open_document(path, None)
    assert problems == []
    assert document is not None
    assert list(document.sheets[0].rows) == [1, 2, 1048576]


BOUNDED = """
import resource, sys
from pathlib import Path
from pipeline.intake.files.opening import open_document
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
print([problem.rule for problem in open_document(Path(sys.argv[2]), None)[1]])
"""


@pytest.mark.parametrize(
    "name",
    [
        "zip bomb",
        "zip bomb that lies",
        "million empty rows",
        "huge merged area",
        "far right on many rows",
        "entities",
        "million cells",
    ],
)
def test_a_hostile_file_takes_bounded_memory(name: str, tmp_path: Path) -> None:
    suffix, make, rule = HOSTILE[name]
    path = tmp_path / f"fil.{suffix}"
    path.write_bytes(make())
    assert bounded(path) == f"['{rule}']\n"


def test_a_file_of_200_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "fil.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert bounded(path) == "['file_is_small_enough']\n"


def bounded(path: Path, memory: int = 1_500_000_000) -> str:
    """What a program that may take so much memory says of the file; the libraries themselves take most of it."""
    run = subprocess.run(
        [sys.executable, "-c", BOUNDED, str(memory), str(path)], capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    return run.stdout


# What is no file at all, or not yet.


def test_a_folder_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "fil.csv").mkdir()
    assert rules_of(tmp_path / "fil.csv") == ["file_is_readable"]


def test_a_pipe_is_told_of_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fil.csv")
    assert rules_of(tmp_path / "fil.csv") == ["file_is_readable"]


def test_a_device_is_told_of() -> None:
    assert rules_of(Path("/dev/zero")) == ["file_is_readable"]


def test_links_that_lead_to_each_other_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("b.csv")
    (tmp_path / "b.csv").symlink_to("a.csv")
    assert rules_of(tmp_path / "a.csv") == ["file_is_readable"]


def test_a_link_to_nothing_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("b.csv")
    assert rules_of(tmp_path / "a.csv") == ["file_is_readable"]


@pytest.mark.parametrize("target", ["/etc/passwd", "../utanför.csv"])
def test_a_link_out_of_the_inbox_is_not_followed(target: str, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "utanför.csv").write_bytes(text_file([HEADINGS, row(12, "1440")]))
    (inbox / "fil.csv").symlink_to(target)
    _, problems, _ = open_document(inbox / "fil.csv", inbox)
    assert problems == [
        Problem(
            Place("fil.csv"),
            "file_is_in_inbox",
            None,
            "Det här är en genväg till en fil utanför mappen inbox, och den läses inte. Lägg själva filen i mappen.",
        )
    ]


def test_a_link_within_the_inbox_is_followed(tmp_path: Path) -> None:
    (tmp_path / "fil.csv").write_bytes(text_file([HEADINGS, row(12, "1440")]))
    (tmp_path / "samma.csv").symlink_to("fil.csv")
    assert open_document(tmp_path / "samma.csv", tmp_path)[1] == []


@pytest.mark.parametrize("ending", ["part", "crdownload", "download", "tmp", "PART"])
def test_a_file_on_its_way_down_is_told_of(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"fil.xlsx.{ending}"
    path.write_bytes(workbook([HEADINGS]))
    assert open_document(path, None)[1] == [
        Problem(
            Place(path.name),
            "file_is_at_rest",
            None,
            "Filen håller på att skrivas eller laddas ner. Vänta tills den är klar och kör kommandot igen.",
        )
    ]


@pytest.mark.parametrize("lock", ["~$fil.xlsx", ".~lock.fil.xlsx#"])
def test_a_file_that_is_open_elsewhere_is_told_of(lock: str, tmp_path: Path) -> None:
    path = tmp_path / "fil.xlsx"
    path.write_bytes(workbook([HEADINGS]))
    (tmp_path / lock).write_bytes(b"\x05someone")
    assert open_document(path, None)[1] == [
        Problem(
            Place("fil.xlsx"),
            "file_is_closed",
            None,
            "Filen är öppen i ett annat program. Spara, stäng den och kör kommandot igen. Är den redan stängd? Ta bort "
            f"filen {lock}, som har blivit kvar.",
        )
    ]


@pytest.mark.parametrize(
    "name", ["macros in xlsx", "controls", "external links", "connections", "embedded document", "million empty rows"]
)
def test_a_workbook_saved_without_what_it_was_refused_for_is_read(name: str, tmp_path: Path) -> None:
    """As the message says: without macros, with its links broken, without other files, without the empty rows."""
    path = tmp_path / "fil.xlsx"
    content = HOSTILE[name][1]()
    path.write_bytes(content)
    assert rules_of(path) == [HOSTILE[name][2]]
    if name == "million empty rows":
        content = with_rows("")
    openpyxl.load_workbook(io.BytesIO(content), keep_links=False).save(path)
    assert rules_of(path) == []


def test_a_file_is_read_once_it_is_closed_complete_or_in_the_inbox_itself(tmp_path: Path) -> None:
    inbox, content = tmp_path / "inbox", workbook([HEADINGS])
    inbox.mkdir()
    (inbox / "fil.xlsx").write_bytes(content)
    (inbox / "~$fil.xlsx").write_bytes(b"x")
    (inbox / "b.xlsx.part").write_bytes(content)
    (tmp_path / "c.xlsx").write_bytes(content)
    (inbox / "c.xlsx").symlink_to(tmp_path / "c.xlsx")
    assert [open_document(path, inbox)[1] == [] for path in sorted(inbox.iterdir())[:3]] == [False] * 3

    (inbox / "~$fil.xlsx").unlink()
    (inbox / "b.xlsx.part").rename(inbox / "b.xlsx")
    (tmp_path / "c.xlsx").replace(inbox / "c.xlsx")
    assert [open_document(path, inbox)[1] for path in sorted(inbox.iterdir())] == [[], [], []]


def test_a_file_that_grows_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fil.csv"
    path.write_bytes(text_file([HEADINGS, row(12, "1440")]))
    read = Path.read_bytes

    def read_while_it_grows(self: Path) -> bytes:
        content = read(self)
        with self.open("ab") as file:
            file.write(b"VNR-01;")
        return content

    monkeypatch.setattr(Path, "read_bytes", read_while_it_grows)
    assert rules_of(path) == ["file_is_at_rest"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "fil.csv"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    assert rules_of(path) == ["file_is_readable"]


# The command, with everything in the inbox at once.


def test_everything_hostile_at_once_is_told_of_and_nothing_is_lost(own: Path, runner: Runner) -> None:
    inbox = own / "inbox"
    before = {path: path.read_bytes() for path in sorted((own / "data").rglob("*.csv"))}
    for number, (suffix, make, _) in enumerate(HOSTILE.values()):
        (inbox / f"fil-{number:02}.{suffix}").write_bytes(make())
    (inbox / "mapp").mkdir()
    (inbox / "bra.csv").write_bytes(text_file([HEADINGS, row(12, "1440")]))
    files = {path: path.read_bytes() for path in inbox.iterdir() if path.is_file()}

    outcome = runner("publish", "--project", own)

    assert outcome.exit_code == 1
    assert "Traceback" not in outcome.stdout + outcome.stderr
    assert [path.name for path in files if path.name != "bra.csv" and f"{path.name}\n  FEL" not in outcome.stdout] == []
    assert {path: path.read_bytes() for path in sorted((own / "data").rglob("*.csv"))} == before
    assert {path: path.read_bytes() for path in files} == files


def test_a_formula_in_a_text_file_stays_a_text_in_the_marked_copy(own: Path, runner: Runner) -> None:
    path = own / "inbox" / "fil.csv"
    path.write_bytes(text_file([HEADINGS, row('=HYPERLINK("x")', "1440"), row("@x", "1440"), row("+5", "1440")]))
    assert runner("import", path, "--project", own).exit_code == 1
    copy = openpyxl.load_workbook(next((own / "inbox" / "rapport").glob("*.xlsx")))
    kinds = {cell.data_type for sheet in copy.worksheets for cells in sheet.iter_rows() for cell in cells if cell.value}
    assert "f" not in kinds


def test_a_comment_and_a_property_are_no_obstacle(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(list(HEADINGS))
    page["A1"].comment = Comment("Skriv koden här", "Enheten för statistik")
    book.properties.title = "Uppföljning"
    (tmp_path / "fil.xlsx").write_bytes(saved(book))
    document, problems, _ = open_document(tmp_path / "fil.xlsx", None)
    assert problems == []
    assert document is not None
    assert "Skriv koden här" in [aside.text.strip() for aside in document.asides]


WILD = ("0", "-1", "99999999999", "1E999", "nan", "", "A1:XFD1048576", "true", "inlineStr", "d", "e", "2024-13-45")
"""What an attribute or a text of a part may hold instead of what it should."""


@pytest.mark.parametrize("seed", range(60))
def test_a_workbook_with_wild_parts_is_opened_or_told_of(seed: int, tmp_path: Path) -> None:
    """The archive is whole, so that what openpyxl makes of each part is tried, and not only what zipfile does."""
    chance = random.Random(seed)
    sound = workbook([HEADINGS, row(12, "1440"), row("=1+1", "1440")], _adorn)
    with zipfile.ZipFile(io.BytesIO(sound)) as packed:
        parts: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
    for _ in range(chance.choice((1, 2, 5))):
        name = chance.choice([name for name in parts if name.endswith(".xml")])
        part = parts[name]
        text = part if isinstance(part, str) else part.decode("utf-8")
        places = list(re.finditer(r'(?<=")[^"]*(?=")|(?<=>)[^<]+(?=<)', text))
        if places:
            place = chance.choice(places)
            parts[name] = text[: place.start()] + chance.choice(WILD) + text[place.end() :]
    path = tmp_path / "fil.xlsx"
    path.write_bytes(archive(parts))
    document, problems, _ = open_document(path, None)
    assert (document is None) == bool(problems)


def _adorn(page: Worksheet) -> None:
    page["A2"].comment = Comment("Skriv koden här", "Enheten för statistik")
    page.merge_cells("A5:B5")
    page["F3"].data_type = "f"
    page.column_dimensions["F"].width = 10
    page.row_dimensions[3].height = 4
