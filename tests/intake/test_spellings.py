"""Any table of observations, in any spelling that staff's programs have, reads back the same."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset.judged import read_checked
from pipeline.intake.files.opening import open_document
from pipeline.intake.sources import table as tables
from pipeline.intake.sources.contract import Extract, ImportContext
from pipeline.model import KEY
from pipeline.project import Project
from pipeline.schema import read_schemas
from tests.intake.files import SHEET, text_file, workbook

HEADINGS = ("Indikator", "År", "Kommunkod", "Kön", "Ålder", "Värde", "Anmärkning")

AREAS = ("0114", "0180", "1440", "2584", "0000")
NOTES = (
    "",
    "Ny insamling",
    "Å, ä och ö; med skiljetecken",
    'Det som kallas "ny" modell',
    "Två\nrader",
    "Sida 3|4\tallt",
)

Key = tuple[str, int, str, str, str]
Read = Callable[[Path], Extract]


@dataclass(frozen=True)
class Figure:
    """An observation: its key, its value and its note."""

    key: Key
    value: Decimal
    note: str


@dataclass(frozen=True)
class Spelling:
    """How a file is written."""

    encoding: str
    delimiter: str
    mark: str
    blank: str
    end: str
    above: int
    trailing: int
    names_separator: bool
    is_workbook: bool
    is_text: bool
    """Whether a workbook holds its numbers as texts."""


FIGURES = st.lists(
    st.builds(
        Figure,
        st.tuples(
            st.sampled_from(["VNR-01", "VNR-02", "SEX-01"]),
            st.integers(2021, 2026),
            st.sampled_from(AREAS),
            st.sampled_from(["T", "K", "M"]),
            st.sampled_from(["total", "0-14", "0-17", "15-17", "18+", "65+"]),
        ),
        st.decimals(0, 999_999_999, places=2) | st.integers(0, 999_999_999).map(Decimal),
        st.sampled_from(NOTES),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda figure: figure.key,
)

SPELLINGS = st.builds(
    Spelling,
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "utf-16"]),
    st.sampled_from([";", "\t", ","]),
    st.sampled_from([",", "."]),
    st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f", "\u2007"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(0, 12),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@pytest.fixture(scope="module")
def read(started: Project) -> Read:
    """Reads a file as a table of the project; that it can be opened is certain."""
    schemas = read_schemas(started.schemas)
    context = ImportContext(schemas, read_checked(started.data, schemas)[0].tables, "1440")

    def reader(path: Path) -> Extract:
        document, problems, _ = open_document(path, None)
        assert problems == []
        assert document is not None
        return tables.read([document], context)

    return reader


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files are written, one after another."""
    return tmp_path_factory.mktemp("spellings")


def spelled(value: Decimal, spelling: Spelling) -> str:
    """The number with its thousands apart, where the encoding has the sign for it, and its decimal mark."""
    blank = spelling.blank
    if not spelling.is_workbook and spelling.encoding in ("cp1252", "iso-8859-1") and blank not in ("", " ", "\u00a0"):
        blank = "\u00a0"
    return f"{value:,}".replace(",", "_").replace(".", spelling.mark).replace("_", blank)


def written(figures: list[Figure], spelling: Spelling) -> bytes:
    """The file, by the writers of Python's csv module and of openpyxl."""
    above = [["Uppföljning"], *[[] for _ in range(spelling.above)]][: spelling.above]
    rows: list[list[Any]] = [*above, list(HEADINGS)]
    for figure in figures:
        indicator, year, area, sex, age = figure.key
        is_number = spelling.is_workbook and not spelling.is_text
        value = float(figure.value) if is_number else spelled(figure.value, spelling)
        rows.append([indicator, year if is_number else str(year), area, sex, age, value, figure.note])
    if spelling.is_workbook:
        return workbook(rows)
    padded = [[*row, *[""] * spelling.trailing] if row else row for row in rows]
    first = f"sep={spelling.delimiter}{spelling.end}" if spelling.names_separator else ""
    return text_file(padded, spelling.delimiter, spelling.encoding, spelling.end, before=first)


@settings(max_examples=250)
@given(figures=FIGURES, spelling=SPELLINGS)
def test_any_table_in_any_spelling_reads_back_the_same(
    read: Read, folder: Path, figures: list[Figure], spelling: Spelling
) -> None:
    path = folder / ("fil.xlsx" if spelling.is_workbook else "fil.csv")
    path.write_bytes(written(figures, spelling))
    extract = read(path)

    assert extract.problems == ()
    assert {
        (row[0], int(row[1]), *row[2:5]): (Decimal(row[5]), row[6])
        for row in extract.observations.select(*KEY, "value", "note").rows()
    } == {figure.key: (figure.value, figure.note.strip()) for figure in figures}
    assert {origin.sheet for origin in extract.origins} == {SHEET if spelling.is_workbook else None}


@settings(max_examples=300)
@given(text=st.text(min_size=1, max_size=12, alphabet="0123456789.,- \u00a0\u202f%<>()*x/eE+\u2212\u2013"))
def test_whatever_stands_in_a_cell_is_never_read_as_another_number(read: Read, folder: Path, text: str) -> None:
    """What was read has the digits of what stood there, in their order, and never more."""
    path = folder / "tal.csv"
    path.write_bytes(text_file([["Indikator", "År", "Kön", "Värde"], ["VNR-02", "2024", "T", text]]))
    for value, status in read(path).observations.select("value", "value_status").rows():
        if status == "final":
            stood = "".join(sign for sign in text if sign.isdigit()).lstrip("0")
            found = value.lstrip("-").replace(".", "").lstrip("0")
            # A decimal nought and the mark of a footnote are left out.
            assert stood == found or stood.startswith(found)
        else:
            assert value == ""


@settings(max_examples=100)
@given(content=st.binary(max_size=400))
def test_any_bytes_are_opened_or_told_of(folder: Path, content: bytes) -> None:
    for start in (b"", b"Indikator;\xc5r;K\xf6n;V\xe4rde\n", b"PK\x03\x04", b"\xff\xfe", b"sep=;\n"):
        path = folder / "skrot.csv"
        path.write_bytes(start + content)
        document, problems, _ = open_document(path, None)
        assert (document is None) == bool(problems)


def test_the_dates_of_a_workbook_are_years_in_any_calendar(read: Read, folder: Path) -> None:
    """A workbook made on an old Mac counts its days from 1904; the year is that which is seen."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
    from openpyxl.worksheet.worksheet import Worksheet

    def change(page: Worksheet) -> None:
        assert page.parent is not None
        page.parent.epoch = CALENDAR_MAC_1904

    path = folder / "mac.xlsx"
    day = datetime.datetime(2024, 12, 31)
    path.write_bytes(workbook([["Indikator", "År", "Kön", "Värde"], ["VNR-03", day, "T", 12]], change))
    assert read(path).observations.select("year", "value").rows() == [("2024", "12")]
