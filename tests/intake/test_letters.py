"""Letters that went wrong on the way here: found in every text of every format, and never where they are right."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from pipeline.intake.draft import draft_import
from pipeline.intake.files.opening import open_document
from pipeline.model import Place, Problem
from pipeline.project import Project
from tests.intake.calc import calc_file, table, table_of
from tests.intake.files import HEADINGS, row, text_file, workbook
from tests.intake.test_formats import failing

WORDS = "Fler anmälningar än förra året, på Åland, i Älmhult och i Öckerö"

BROKEN = (
    "Bokstäver har gått sönder innan filen kom hit (till exempel å, ä eller ö som har blivit konstiga tecken). Hämta "
    "filen på nytt, eller rätta bokstäverna överallt i filen och spara den, en textfil som ”CSV UTF-8”."
)

MIXED = (
    "Filen blandar två teckenkodningar, och från den här raden blir å, ä och ö fel. Oftast har rader klistrats in från "
    "en annan fil. Öppna filen i Excel, rätta de bokstäver som har blivit fel och spara den som ”CSV UTF-8”."
)


def problems_of(folder: Path, name: str, content: bytes) -> list[Problem]:
    path = folder / name
    path.write_bytes(content)
    return open_document(path, None)[1]


def noted(note: str) -> list[list[object]]:
    """Rows of which the second has a note in its last column, H."""
    return [list(HEADINGS), row(12, "1440", note=note)]


WRONG = {
    f"{written} as {read}": WORDS.encode(written).decode(read, "replace")
    for written, read in [
        ("utf-8", "cp1252"),
        ("utf-8", "latin-1"),
        ("utf-8", "mac_roman"),
        ("utf-8", "cp850"),
        ("utf-8", "cp437"),
        ("cp850", "cp1252"),
        ("cp1252", "mac_roman"),
        ("cp1252", "cp850"),
        ("cp1252", "utf-8"),
    ]
}
"""The same words, decoded in a wrong way."""

PIECES = {
    **{f"{sign} alone": f"Brott {sign.encode().decode('cp1252', 'replace')}" for sign in "åäöÅÄÖé"},
    "twice over": "förra".encode().decode("cp1252").encode().decode("cp1252"),
    "no-break space": "1\u00a0234".encode().decode("cp1252"),
    "dash": "15–17".encode().decode("cp1252"),
    "quotation mark": "’".encode().decode("cp1252"),
    "lost letter": "F\ufffdrre",
}


@pytest.mark.parametrize("name", [*WRONG, *PIECES])
def test_letters_decoded_in_a_wrong_way_are_found_in_every_format(name: str, tmp_path: Path) -> None:
    note = {**WRONG, **PIECES}[name]
    rule = "letters_are_whole"
    for file, sheet, content in (
        ("fil.csv", None, text_file(noted(note))),
        ("sexton.csv", None, text_file(noted(note), encoding="utf-16")),
        ("fil.xlsx", "Värden", workbook(noted(note))),
        ("fil.ods", "Värden", calc_file(table_of(noted(note)))),
    ):
        found = problems_of(tmp_path, file, content)
        assert found == [Problem(Place(file, sheet, 2, "H"), rule, None, BROKEN)]


def test_the_name_of_a_sheet_is_looked_at(tmp_path: Path) -> None:
    wrong = "Värden".encode().decode("cp1252")
    for name, content in (("fil.xlsx", workbook(noted(""), sheet=wrong)), ("fil.ods", calc_file(table([], wrong)))):
        found = problems_of(tmp_path, name, content)
        assert [(problem.place, problem.rule) for problem in found] == [(Place(name, wrong), "letters_are_whole")]


RIGHT = [
    WORDS,
    "São Paulo, IRMÃOS, Ã, Â, â och PÂTÉ",
    "€ 5, 12‰, §§ 3–5, 20 °C, ”citat”, ’citat’, 5÷10, Božena Miškova, Õismäe, Łódź, Œuvre",
    "x² + √2 ≠ ½ … †",
    "Mein „Wort“ und – so",
    "不存在 Ελλάδα Україна",
    "F\u00f6r a\u030a",
]


@pytest.mark.parametrize("note", RIGHT)
def test_letters_that_are_right_are_let_in(note: str, tmp_path: Path) -> None:
    for name, content in (
        ("fil.csv", text_file(noted(note))),
        ("fil.xlsx", workbook(noted(note))),
        ("fil.ods", calc_file(table_of(noted(note)))),
    ):
        assert problems_of(tmp_path, name, content) == []


@pytest.mark.parametrize("note", [WORDS, "”PÅ”, ”TVÅ” och ”ÖL”, IÖ–V, Å…", "20 °C, 5 § och «citat» ‰"])
def test_a_file_in_the_encoding_of_windows_is_let_in(note: str, tmp_path: Path) -> None:
    assert problems_of(tmp_path, "fil.csv", text_file(noted(note), encoding="cp1252")) == []


# Two encodings in one file.

UTF_8, WINDOWS = "Åtta fler än förra året\n".encode(), "Färre än förra året\n".encode("cp1252")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (UTF_8 + WINDOWS, 2),
        (WINDOWS + UTF_8, 1),
        (UTF_8 * 3 + b"abc\n" + WINDOWS + UTF_8, 5),
        ((UTF_8 * 2 + WINDOWS).replace(b"\n", b"\r\n"), 3),
        ((UTF_8 * 2 + WINDOWS).replace(b"\n", b"\r"), 3),
        (b"15\xe2\x80\x9317\n" + WINDOWS, 2),
        (UTF_8.rstrip() + WINDOWS, 1),
    ],
)
def test_a_file_in_two_encodings_is_refused_at_the_first_line_that_is_not_utf_8(
    content: bytes, line: int, tmp_path: Path
) -> None:
    found = problems_of(tmp_path, "fil.csv", content)
    assert found == [Problem(Place("fil.csv", None, line), "letters_have_one_encoding", None, MIXED)]


def test_the_file_in_two_encodings_is_refused_at_its_row(shared: Path) -> None:
    path = failing(shared, "09")
    assert open_document(path, None)[1] == [
        Problem(Place(path.name, None, 3), "letters_have_one_encoding", None, MIXED)
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        text_file(noted(WRONG["utf-8 as cp1252"])),
        text_file(noted(WORDS)) + text_file([row(13, "1440", note=WORDS)], encoding="cp1252"),
    ],
    ids=["letters_are_whole", "letters_have_one_encoding"],
)
def test_the_letters_put_right_and_saved_as_told_are_read(wrong: bytes, started: Project, tmp_path: Path) -> None:
    path = tmp_path / "fil.csv"
    path.write_bytes(wrong)
    assert len(open_document(path, None)[1]) == 1
    for name, content in (
        ("fil.csv", text_file(noted(WORDS), encoding="utf-8-sig")),
        ("b.xlsx", workbook(noted(WORDS))),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        draft = draft_import(started, [path], today=datetime.date(2026, 4, 12))
        assert (draft.problems, draft.counts.new) == ((), 1)
