"""LibreOffice opens the files as a spreadsheet in Swedish does, and has what the CSV files have."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")

SWEDISH, ENGLISH = 1053, 1033

OPENED = f"Text - txt - csv (StarCalc):59,34,76,1,,{SWEDISH},false,true"
"""Semicolons and UTF-8, in Swedish, with dates and numbers found as when somebody double-clicks (LibreOffice help)."""

SAVED = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,{ENGLISH},false,false,false,false,false,-1"
"""Every sheet with commas and decimal points: a number that was taken for a text keeps its decimal comma."""

Converted = Callable[..., dict[str, list[list[str]]]]


@pytest.fixture
def converted(release: Path, tmp_path: Path) -> Converted:
    """The rows of each sheet of some downloads, by the file and the sheet, as LibreOffice has them."""

    def convert(*names: str, how: Sequence[str] = ()) -> dict[str, list[list[str]]]:
        files = [release / "downloads" / name for name in names]
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        words: list[str | Path] = [
            "soffice",
            profile,
            "--headless",
            *how,
            "--convert-to",
            SAVED,
            "--outdir",
            tmp_path / "out",
            *files,
        ]
        subprocess.run(words, check=True, capture_output=True, timeout=300)
        return {path.stem: rows(path) for path in (tmp_path / "out").iterdir()}

    return convert


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_csv_for_excel_has_its_letters_columns_and_decimals_in_swedish(converted: Converted, release: Path) -> None:
    sheets = converted("observations_flat.excel.csv", how=[f"--infilter={OPENED}"])

    (found,) = sheets.values()
    wanted = rows(release / "downloads/observations_flat.csv")
    # What README.md says of it: a code loses the zero that it begins with.
    code = wanted[0].index("area_code")
    for row in wanted[1:]:
        row[code] = str(int(row[code]))
    assert found == wanted
    assert any("." in row[wanted[0].index("value")] for row in found[1:])
    assert any("å" in cell for row in found for cell in row)


@pytest.mark.parametrize("table", ["observations_flat", "areas", "series_breaks"])
def test_a_workbook_has_the_rows_of_the_csv_with_codes_as_they_are(
    converted: Converted, release: Path, table: str
) -> None:
    sheets = converted(f"{table}.xlsx")

    words = {"TRUE": "true", "FALSE": "false"}
    found = [[words.get(cell, cell) for cell in row] for row in sheets[f"{table}-{table}"]]
    assert found == rows(release / f"downloads/{table}.csv")
    explained = [cell for row in sheets[f"{table}-Läs mig"] for cell in row]
    assert "EXEMPELDATA: siffrorna är påhittade och gäller ingen kommun." in explained
    assert not [cell for cell in explained if cell.startswith("#")]
