"""The reader of canonical CSV: every cell as it stands, every row with its number, every fault of shape named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dataset.canonical_csv import read_csv
from pipeline.model import FILE, ROW, Place, Problem

COLUMNS = ("kod", "namn", "antal")

Rows = list[tuple[str, str, str, int]]

EMPTY_ROW = "Raden är tom och hoppas över. Ta gärna bort den."
BAD_QUOTES = (
    "Ett citattecken på raden är fel: antingen saknas det avslutande tecknet eller så står det mitt i en "
    'cell. Ett citattecken inne i en text skrivs dubbelt. Exempel: "Text med ""citat"" i"'
)


def wrong_length(row: int, found: int, value: str) -> Problem:
    """What a row of another length than the header comes to."""
    message = (
        f"Raden har {found} celler men ska ha 3. Kontrollera om ett kommatecken saknas eller är ett för mycket; en "
        "text som innehåller kommatecken ska stå inom citattecken. Rubrikraden är: ”kod,namn,antal”"
    )
    return Problem(Place("fil.csv", row=row), "row_has_every_cell", value, message)


def wrong_header(faults: str, value: str) -> Problem:
    """What a header that is not COLUMNS comes to."""
    message = f"Rubrikraden stämmer inte. {faults} Rätt rubrikrad: ”kod,namn,antal”"
    return Problem(Place("fil.csv", row=1), "header_is_right", value, message)


def wrong_quote(row: int) -> Problem:
    """What a row that no reader can end comes to."""
    return Problem(Place("fil.csv", row=row), "quotes_are_closed", None, BAD_QUOTES)


def semicolons(value: str) -> Problem:
    """What a header that is divided by semicolons comes to."""
    message = (
        "Filen är avdelad med semikolon, som Excel på svenska gör, men ska vara avdelad med kommatecken. Spara om den "
        "med kommatecken. Rätt rubrikrad: ”kod,namn,antal”"
    )
    return Problem(Place("fil.csv", row=1), "file_has_commas", value, message)


def empty_row(row: int) -> Problem:
    """What an empty row comes to: a warning."""
    return Problem(Place("fil.csv", row=row), "row_is_filled", None, EMPTY_ROW, fatal=False)


def read(path: Path, content: bytes) -> tuple[Rows, list[Problem]]:
    """The cells and the number of each row of a file with this content, and the problems."""
    path.write_bytes(content)
    frame, problems = read_csv(path, "fil.csv", COLUMNS)
    assert frame.columns == [*COLUMNS, FILE, ROW]
    assert set(frame[FILE]) <= {"fil.csv"}
    return frame.select(*COLUMNS, ROW).rows(), problems


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet."""
    return tmp_path / "fil.csv"


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        pytest.param("kod,namn,antal\n", [], id="header only"),
        pytest.param("kod,namn,antal", [], id="header without line end"),
        pytest.param("kod,namn,antal\nA,b,1\nB,,2\n", [("A", "b", "1", 2), ("B", "", "2", 3)], id="plain"),
        pytest.param("kod,namn,antal\nA,b,1", [("A", "b", "1", 2)], id="no last line end"),
        pytest.param("kod,namn,antal\nA,b,", [("A", "b", "", 2)], id="no last line end after an empty cell"),
        pytest.param("\ufeffkod,namn,antal\nA,å,1\n", [("A", "å", "1", 2)], id="byte order mark"),
        pytest.param("kod,namn,antal\r\nA,b,1\r\nB,c,\r\n", [("A", "b", "1", 2), ("B", "c", "", 3)], id="CRLF"),
        pytest.param("kod,namn,antal\r\nA,b,1\nB,c,2\r\n", [("A", "b", "1", 2), ("B", "c", "2", 3)], id="both"),
        pytest.param('kod,namn,antal\n"A","b, c",1\n', [("A", "b, c", "1", 2)], id="quoted comma"),
        pytest.param('kod,namn,antal\nA,"b\nc",1\nB,d,2\n', [("A", "b\nc", "1", 2), ("B", "d", "2", 3)], id="newline"),
        pytest.param('kod,namn,antal\r\nA,"b\r\nc","1"\r\n', [("A", "b\r\nc", "1", 2)], id="quoted CRLF"),
        pytest.param('kod,namn,antal\nA,"b ""c""",1\n', [("A", 'b "c"', "1", 2)], id="doubled quotes"),
        pytest.param('kod,namn,antal\nA,5" rör,1\n', [("A", '5" rör', "1", 2)], id="quote inside a bare cell"),
        pytest.param('kod,namn,antal\n"","",""\n', [("", "", "", 2)], id="quoted empty cells"),
        pytest.param("kod,namn,antal\n,,\n", [("", "", "", 2)], id="only commas"),
        pytest.param("kod,namn,antal\n A , b ,1 \n", [(" A ", " b ", "1 ", 2)], id="blanks are kept"),
        pytest.param("antal,kod,namn\n1,A,b\n", [("A", "b", "1", 2)], id="columns in another order"),
        pytest.param('"kod","namn","antal"\nA,b,1\n', [("A", "b", "1", 2)], id="quoted header"),
        pytest.param('kod,namn,antal\nA,"b\rc",1\n', [("A", "b\rc", "1", 2)], id="quoted CR"),
        pytest.param("kod,namn,antal\rA,b,1\rB,c,2\r", [("A", "b", "1", 2), ("B", "c", "2", 3)], id="CR"),
        pytest.param('kod,namn,antal\nA,b,"1"', [("A", "b", "1", 2)], id="no last line end after a quote"),
        pytest.param("kod,namn,antal\nA,b\u2028c\x0b,1\n", [("A", "b\u2028c\x0b", "1", 2)], id="odd line separators"),
    ],
)
def test_a_whole_file_is_read_cell_by_cell(path: Path, content: str, rows: Rows) -> None:
    assert read(path, content.encode()) == (rows, [])


@pytest.mark.parametrize(
    ("content", "rows", "problems"),
    [
        pytest.param("kod,namn,antal\nA,b,1\n\nB,c,2\n", [("A", "b", "1", 2), ("B", "c", "2", 4)], [3], id="middle"),
        pytest.param("kod,namn,antal\nA,b,1\n\n\n", [("A", "b", "1", 2)], [3, 4], id="end"),
        pytest.param("kod,namn,antal\r\n\r\nA,b,1\r\n", [("A", "b", "1", 3)], [2], id="CRLF"),
    ],
)
def test_an_empty_row_is_left_out_with_a_warning_and_the_others_keep_their_numbers(
    path: Path, content: str, rows: Rows, problems: list[int]
) -> None:
    assert read(path, content.encode()) == (rows, [empty_row(number) for number in problems])


@pytest.mark.parametrize(
    ("content", "rows", "problems"),
    [
        pytest.param("kod,namn,antal\nA,b\nB,c,2\n", [("B", "c", "2", 3)], [wrong_length(2, 2, "A,b")], id="short"),
        pytest.param(
            "kod,namn,antal\nA,b,1,x\nB,c,2\n", [("B", "c", "2", 3)], [wrong_length(2, 4, "A,b,1,x")], id="long"
        ),
        pytest.param(
            "kod,namn,antal\nA,b,c,1\nB,2\n",
            [],
            [wrong_length(2, 4, "A,b,c,1"), wrong_length(3, 2, "B,2")],
            id="one long, one short",
        ),
        pytest.param("kod,namn,antal\n \nB,c,2\n", [("B", "c", "2", 3)], [wrong_length(2, 1, " ")], id="a blank"),
        pytest.param(
            'kod,namn,antal\nA,"b\nc",1\nB\n',
            [("A", "b\nc", "1", 2)],
            [wrong_length(3, 1, "B")],
            id="after a cell of two lines",
        ),
    ],
)
def test_a_row_of_another_length_is_left_out_and_named(
    path: Path, content: str, rows: Rows, problems: list[Problem]
) -> None:
    assert read(path, content.encode()) == (rows, problems)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param("", wrong_header("Kolumner som saknas: ”kod”, ”namn”, ”antal”.", ""), id="empty file"),
        pytest.param("kod,antal\nA,1\n", wrong_header("Kolumner som saknas: ”namn”.", "kod,antal"), id="missing"),
        pytest.param(
            "kod,namn,antal,not\nA,b,1,x\n",
            wrong_header("Kolumner som inte ska finnas: ”not”.", "kod,namn,antal,not"),
            id="extra",
        ),
        pytest.param(
            "kod,namn,kod,antal\nA,b,A,1\n",
            wrong_header("Kolumner som står mer än en gång: ”kod”.", "kod,namn,kod,antal"),
            id="repeated",
        ),
        pytest.param(
            "kod,Namn,kod,år\nA,b,A,1\n",
            wrong_header(
                "Kolumner som saknas: ”namn”, ”antal”. Kolumner som inte ska finnas: ”Namn”, ”år”. "
                "Kolumner som står mer än en gång: ”kod”.",
                "kod,Namn,kod,år",
            ),
            id="all three together",
        ),
        pytest.param("kod\nA\n", wrong_header("Kolumner som saknas: ”namn”, ”antal”.", "kod"), id="one column"),
        pytest.param(
            "kod,namn,antal,\nA,b,1,\n",
            wrong_header("Kolumner som inte ska finnas: en kolumn utan rubrik.", "kod,namn,antal,"),
            id="no label",
        ),
        pytest.param(
            "kod,namn,antal,, \nA,b,1,,\n",
            wrong_header(
                "Kolumner som inte ska finnas: en kolumn utan rubrik, en kolumn utan rubrik.", "kod,namn,antal,, "
            ),
            id="no label and a blank one",
        ),
        pytest.param(
            ",namn,antal\nA,b,1\n",
            wrong_header(
                "Kolumner som saknas: ”kod”. Kolumner som inte ska finnas: en kolumn utan rubrik.", ",namn,antal"
            ),
            id="no label for a column that is missing",
        ),
        pytest.param("kod;namn;antal\nA;b;1\n", semicolons("kod;namn;antal"), id="semicolons"),
        pytest.param("kod;namn;antal", semicolons("kod;namn;antal"), id="semicolons, header only"),
        pytest.param("kod;namn;antal\r\nA;b;1,5\r\n", semicolons("kod;namn;antal"), id="semicolons, decimal comma"),
        pytest.param("Kod;år\n\nA;1\n", semicolons("Kod;år"), id="semicolons, other columns"),
    ],
)
def test_a_wrong_header_is_one_problem_and_gives_no_rows(path: Path, content: str, problem: Problem) -> None:
    assert read(path, content.encode()) == ([], [problem])


@pytest.mark.parametrize(
    ("content", "rows", "row"),
    [
        pytest.param('kod,namn,antal\nA,b,1\nB,"c,2\nC,d,3\n', [("A", "b", "1", 2)], 3, id="never closed"),
        pytest.param('kod,namn,antal\nA,"b,1', [], 2, id="never closed on the last row"),
        pytest.param('kod,namn,antal\nA,"b"c,1\n', [], 2, id="text after the closing quote"),
        pytest.param('kod,namn,antal\nA,"b "c" d",1\nB,e,2\n', [], 2, id="quotes inside not doubled"),
        pytest.param('kod,namn,antal\nA,"b,1\nB,"c",2\n', [], 2, id="closed by the next row's quote"),
        pytest.param('kod,"na"mn,antal\nA,b,1\n', [], 1, id="in the header"),
        # A spreadsheet shows the cell of two lines as one row, so that the broken one is row 3.
        pytest.param(
            'kod,namn,antal\nA,"b\nc",1\nB,"d"e,2\n', [("A", "b\nc", "1", 2)], 3, id="after a cell of two lines"
        ),
    ],
)
def test_a_quote_that_is_wrong_ends_the_reading_and_is_named(path: Path, content: str, rows: Rows, row: int) -> None:
    assert read(path, content.encode()) == (rows, [wrong_quote(row)])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(
            "kod,namn,antal\nA,b,1\nB,å,2\n".encode("cp1252"),
            Problem(
                Place("fil.csv", row=3),
                "file_is_utf8",
                None,
                "Filen är inte sparad i teckenkodningen UTF-8 (byten 0xE5 på raden går inte att läsa). "
                "Spara om filen som ”CSV UTF-8”.",
            ),
            id="cp1252",
        ),
        pytest.param(
            "kod,namn,antal\nA,b,1\n".encode("utf-16"),
            Problem(
                Place("fil.csv", row=1),
                "file_is_utf8",
                None,
                "Filen är inte sparad i teckenkodningen UTF-8 (byten 0xFF på raden går inte att läsa). "
                "Spara om filen som ”CSV UTF-8”.",
            ),
            id="UTF-16",
        ),
        pytest.param(
            b"kod,namn,antal\nA,b,1\nB,\0,2\n",
            Problem(
                Place("fil.csv", row=3),
                "file_is_text",
                None,
                "Filen innehåller ett nolltecken och är inte en CSV-fil. Spara om den som ”CSV UTF-8”.",
            ),
            id="NUL",
        ),
    ],
)
def test_a_file_that_is_no_utf8_text_gives_no_rows_and_one_problem(
    path: Path, content: bytes, problem: Problem
) -> None:
    assert read(path, content) == ([], [problem])


@pytest.mark.parametrize(
    ("content", "faults", "value"),
    [
        pytest.param(
            "\nkod,namn,antal\nA,b,1\nB,c,2\n",
            "Kolumner som saknas: ”kod”, ”namn”, ”antal”.",
            "",
            id="empty first row",
        ),
        pytest.param(
            "kod,namn,antal,not\nA,b,1\nB,c,2\n",
            "Kolumner som inte ska finnas: ”not”.",
            "kod,namn,antal,not",
            id="a name too many",
        ),
        pytest.param("kod,namn\nA,b,1\nB,c,2\n", "Kolumner som saknas: ”antal”.", "kod,namn", id="a name too few"),
        pytest.param('kod,namn\nA,b\n\nB,"c"d\n', "Kolumner som saknas: ”antal”.", "kod,namn", id="other faults below"),
    ],
)
def test_a_header_that_does_not_fit_its_rows_is_the_only_problem(
    path: Path, content: str, faults: str, value: str
) -> None:
    assert read(path, content.encode()) == ([], [wrong_header(faults, value)])


@pytest.mark.parametrize(
    ("content", "rows", "problems"),
    [
        pytest.param(
            "kod,namn,antal\nA,b\nB,c,2,",
            [],
            [wrong_length(2, 2, "A,b"), wrong_length(3, 4, "B,c,2,")],
            id="short, then long",
        ),
        pytest.param(
            "kod,namn,antal\n\nA,b,1,,", [], [empty_row(2), wrong_length(3, 5, "A,b,1,,")], id="empty, then long"
        ),
        pytest.param('kod,namn,antal\nA,b,"c""', [], [wrong_quote(2)], id="last quote never closed"),
        pytest.param('kod,namn,antal\n""A"" är,b,1\n', [], [wrong_quote(2)], id="doubled quotes around a word"),
    ],
)
def test_a_fault_is_found_where_two_faults_cancel_each_other(
    path: Path, content: str, rows: Rows, problems: list[Problem]
) -> None:
    assert read(path, content.encode()) == (rows, problems)


def test_a_lone_carriage_return_ends_a_row_whatever_stands_beside_it(path: Path) -> None:
    halves = [wrong_length(2, 2, "A,b"), wrong_length(3, 2, "c,1")]

    assert read(path, b"kod,namn,antal\nA,b\rc,1\n") == ([], halves)
    assert read(path, b"kod,namn,antal\nA,b\rc,1\n\n") == ([], [*halves, empty_row(4)])
    assert read(path, b"kod,namn,antal\nA,b,1\rB,c,2\n") == ([("A", "b", "1", 2), ("B", "c", "2", 3)], [])


# A lone carriage return is kept apart: csv.writer does not quote it where lines end with a line feed.
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=8)
tables = st.lists(st.tuples(cells, cells, cells), max_size=12)


@given(
    table=tables,
    line_end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    mark=st.sampled_from([b"", b"\xef\xbb\xbf"]),
)
def test_any_table_reads_back_as_it_was_written_with_the_right_row_numbers(
    tmp_path_factory: pytest.TempPathFactory,
    table: list[tuple[str, str, str]],
    line_end: str,
    quoting: int,
    mark: bytes,
) -> None:
    path = tmp_path_factory.getbasetemp() / "fil.csv"
    content = mark + written(table, line_end, quoting)
    rows = [(*cells, number) for number, cells in enumerate(table, start=2)]

    assert read(path, content) == (rows, [])
    # An empty row sends the same file down the careful road.
    assert read(path, content + line_end.encode()) == (rows, [empty_row(len(table) + 2)])


@given(table=tables, line_end=st.sampled_from(["\n", "\r\n"]), cut=st.integers(min_value=0))
def test_a_row_that_lacks_a_cell_is_the_only_one_left_out(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str, str]], line_end: str, cut: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "fil.csv"
    cut %= len(table) + 1
    content = written([*table[:cut], ("A", "b"), *table[cut:]], line_end, csv.QUOTE_MINIMAL)
    rows = [(*cells, number + 2 + (number >= cut)) for number, cells in enumerate(table)]

    assert read(path, content) == (rows, [wrong_length(cut + 2, 2, "A,b")])


@given(
    pieces=st.lists(
        st.sampled_from(['"', '""', ",", "\n", "\r\n", "\r", " ", "å", "A,b,1\n", '"A","b, c",1\r\n', '"b\nc",']),
        max_size=12,
    )
)
def test_any_content_is_read_as_a_strict_reader_of_csv_reads_it(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "fil.csv"
    content = "kod,namn,antal\n" + "".join(pieces)

    assert read(path, content.encode()) == strictly(content)


def strictly(content: str) -> tuple[Rows, list[Problem]]:
    """What a file under the right header comes to, read row by row by Python's csv module."""
    rows: Rows = []
    problems: list[Problem] = []
    number = 0
    try:
        for number, line in enumerate(csv.reader(io.StringIO(content, newline=""), strict=True), start=1):
            if len(line) == len(COLUMNS):
                rows.append((line[0], line[1], line[2], number))
            else:
                problems.append(wrong_length(number, len(line), ",".join(line)) if line else empty_row(number))
    except csv.Error:
        problems.append(wrong_quote(number + 1))
    return rows[1:], problems


def written(table: list[tuple[str, ...]] | list[tuple[str, str, str]], line_end: str, quoting: int) -> bytes:
    """The table under its header as Python's csv module writes it."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end, quoting=quoting).writerows([COLUMNS, *table])  # type: ignore[arg-type]
    return text.getvalue().encode()
