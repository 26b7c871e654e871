"""Staff read words: no code of the program stands alone in a sentence, nor in what a command says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from pipeline.messages.rules import FAULTS
from pipeline.messages.sentences import SENTENCES
from pipeline.schema import Column, read_schemas
from tests.conftest import Runner
from tests.sheets import break_cell, row_of

SCHEMAS = read_schemas(Path(__file__).parents[2] / "schemas")

COLUMNS: list[Column] = [column for table in SCHEMAS.published for column in table.columns]

# The code of the indicators that count men is a Swedish word too.
CODES = {code.value for column in COLUMNS for code in column.codes if code.value != code.label} - {"men"}

NAMES = {column.name for column in COLUMNS if "_" in column.name}

BESIDE = {column.labelled(code.value) for column in COLUMNS for code in column.codes} | {
    column.heading for column in COLUMNS
}
"""Every code and name with its label beside it."""

PLAIN = frozenset({"A", "B", "C", "D", "K", "M", "T"})
"""Codes that are single letters: they are looked for where they stand between commas, as in a key."""

LOOKED_FOR = "|".join(sorted(map(re.escape, (CODES | NAMES) - PLAIN), key=len, reverse=True))

BARE = re.compile(rf"(?<![\w/.(-])(?:{LOOKED_FOR})(?![\w/(-]|\.\w)|\((?:{LOOKED_FOR})\)|(?<=, )[{''.join(PLAIN)}](?=,)")


def bare(text: str) -> list[str]:
    """The codes and names in a text that stand without a label; what is quoted from a file is not ours."""
    rest = re.sub("”[^”]*”|\\{[^}]*\\}", "…", text)
    for known in sorted(BESIDE, key=len, reverse=True):
        rest = rest.replace(known, "…")
    return BARE.findall(rest)


def sentences() -> Iterator[tuple[str, str]]:
    yield from SENTENCES.items()
    yield from ((name, fault.sentence) for name, fault in FAULTS.items())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sätt status suppressed_primary.", ["suppressed_primary"]),
        ("Sätt status dold, få personer (suppressed_primary).", []),
        ("Töm old_value.", ["old_value"]),
        ("Töm Tidigare värde (old_value).", []),
        ("Fel status (final).", ["(final)"]),
        ("VNR-01, 2026, 9999, T, total står redan", ["T", "total"]),
        ("”final” är inte ett tal. Se indicators/series_breaks.csv och data/areas.csv", []),
    ],
)
def test_a_code_is_found_where_it_stands_alone(text: str, found: list[str]) -> None:
    assert bare(text) == found


def test_no_sentence_holds_a_bare_code() -> None:
    assert {name: bare(text) for name, text in sentences() if bare(text)} == {}


def test_no_sentence_has_a_number_with_a_decimal_point() -> None:
    numbers = {name: re.findall(r"(?<![\d.])\d+\.\d+(?![\d.])", text) for name, text in sentences()}

    # Python, SQLite and the licence CC0 are numbered so, and so are this machine's addresses.
    versions = {"doctor_python_old", "doctor_sqlite_lacks", "sqlite_lacks", "licence_is_an_address"}
    assert {name for name, found in numbers.items() if found} == versions


FAULTY = (
    ("indicator_id", {"indicator_id": "P3-01", "sex": "K"}, "P9-99"),
    ("sex", {"indicator_id": "P3-01", "sex": "T"}, "X"),
    ("age_group", {"indicator_id": "VNR-08", "sex": "T"}, "13-19"),
    ("value", {"indicator_id": "UPP-01"}, "100.5"),
    ("value_status", {"indicator_id": "VNR-03"}, "missing"),
    ("value_status", {"indicator_id": "VNR-02"}, "okänd"),
    ("series_break", {"indicator_id": "VNR-01"}, "false"),
    ("area_code", {"indicator_id": "VNR-04", "sex": "T"}, "0180"),
    ("value", {"indicator_id": "P2-01", "sex": "T"}, "3"),
    ("value", {"indicator_id": "VNR-10"}, "7"),
    ("value", {"indicator_id": "P6-01", "sex": "T"}, "4.5"),
    ("year", {"indicator_id": "P5-03"}, "1980"),
    ("retrieved_on", {"indicator_id": "P5-01"}, "i går"),
)
"""The column, the row and the text of faults of many kinds, each in its own row."""


def test_what_check_says_of_faulty_data_holds_no_bare_code(project: Path, runner: Runner) -> None:
    path = project / "data/observations/2025.csv"
    for column, cells, text in FAULTY:
        break_cell(path, row_of(path, **cells), column, text)

    outcome = runner("check", "--project", project)

    lines = outcome.stdout.splitlines()
    assert len([line for line in lines if line.startswith("  FEL")]) >= len(FAULTY) - 1
    assert {line: bare(line) for line in lines if bare(line)} == {}
    assert [line for line in lines if re.search(r"\d\.\d", re.sub("”[^”]*”", "", line))] == []


def test_what_is_said_of_a_faulty_file_holds_no_bare_code(project: Path, runner: Runner) -> None:
    runner("new-year", "--project", project, "2026")
    path = project / "inbox/uppfoljning-2026.xlsx"
    workbook = openpyxl.load_workbook(path)
    figures: tuple[str | int, ...] = ("ca 12", "0,34", "1.234", "12 %", -3, "..", "=1+", 12, "dold", "ja")
    for row, text in enumerate(figures, start=5):
        workbook["Värden"][f"G{row}"] = text
    workbook["Värden"]["J12"], workbook["Värden"]["J13"] = "saknas", "finns inte"
    added: dict[str, str | int] = {"A": "VNR-01", "C": "kvinna", "D": "alla", "G": 86, "O": 2025, "P": "98"}
    for column, text in added.items():
        workbook["Värden"][f"{column}64"] = text
    workbook.save(path)

    for command in (["import", path], ["preview"], ["publish"]):
        outcome = runner(*command, "--project", project)
        lines = [*outcome.stdout.splitlines(), *outcome.stderr.splitlines()]
        assert any("FEL" in line for line in lines), command
        assert {line: bare(line) for line in lines if bare(line)} == {}
