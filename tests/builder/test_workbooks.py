"""A workbook holds its table whole or is not made, and says what the table means."""

from __future__ import annotations

import datetime
import errno
import gc
import json
import subprocess
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from pipeline.builder.downloads import workbooks
from tests.builder.readers import SCHEMAS


@pytest.mark.parametrize(
    ("column", "cell", "is_held"),
    [
        ("text", "x" * 32_767, True),
        ("text", "x" * 32_768, False),
        ("text", "😀" * 16_383, True),
        ("text", "😀" * 16_384, False),
        ("text", "<r>markup of its own</r>", False),
        ("text", None, True),
        ("day", datetime.date(1900, 3, 1), True),
        ("day", datetime.date(1900, 2, 28), False),
        ("day", None, True),
        ("whole", 1, True),
    ],
)
def test_a_workbook_holds_a_table_whole_or_is_not_made(column: str, cell: object, is_held: bool) -> None:
    kind = {"text": pl.String(), "day": pl.Date(), "whole": pl.Int64()}[column]

    assert workbooks.fits(pl.DataFrame({column: [cell]}, schema={column: kind})) == is_held


@pytest.mark.parametrize(("height", "is_held"), [(0, True), (1_048_575, True), (1_048_576, False)])
def test_a_workbook_holds_as_many_rows_as_a_sheet(height: int, is_held: bool) -> None:
    rows = pl.DataFrame({"key": pl.int_range(height, eager=True), "text": pl.repeat("a", height, eager=True)})

    assert workbooks.fits(rows) == is_held


@pytest.mark.parametrize("room", ["300k", "1m", "2m", "2500k"])
def test_a_full_disk_is_told_as_what_it_is_and_once(tmp_path: Path, room: str) -> None:
    """Whichever of its files xlsxwriter is writing: what is left open tells staff of it again."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    rows = pl.DataFrame({"indicator_id": [f"{number:030}" for number in range(20_000)]})
    try:
        with pytest.raises(OSError, match="No space left") as told:
            workbooks.workbook(SCHEMAS["targets"], rows, [("", "x")], datetime.datetime(2026, 3, 31), folder)
        assert told.value.errno == errno.ENOSPC
        # What is still open is closed now, and pytest fails if that tells of anything.
        gc.collect()
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_the_sheet_that_explains_says_first_that_these_are_examples_and_then_all_that_must_be_known(
    release: Path,
) -> None:
    schema = SCHEMAS["observations"]
    described = json.loads((release / "release.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(release / "downloads/observations.xlsx")
    lines = [tuple(str(cell or "") for cell in row) for row in book["Läs mig"].iter_rows(values_only=True)]

    assert lines[0] == ("", "EXEMPELDATA: siffrorna är påhittade och gäller ingen kommun.")
    text = "\n".join(" ".join(line) for line in lines)
    for column in schema.columns:
        helps = [line[1] for line in lines if line[0] == column.name]
        assert [each.partition(".")[0] for each in helps] == [column.title, column.title_en]
        assert all(f"{code.value} = {code.label}" in helps[0] for code in column.codes)
    for told in (
        schema.title,
        schema.description,
        f"Publicering {described['id']}. Uppföljningsår 2021–2025.",
        "En tom cell i value betyder aldrig noll.",
        "suppressed_primary: dold (få personer)",
        "Siffror om få personer är dolda",
        "kan siffran inte jämföras med åren före",
        "Anmälda brott visar vad som har anmälts, inte vad som har hänt.",
        "Sammanställningen får användas fritt (CC0 1.0). Källornas egna villkor gäller för deras siffror:",
        "Brottsförebyggande rådet (Brå): Statistik över anmälda brott (SOL).",
        "EXAMPLE DATA: the figures are made up and concern no municipality.",
    ):
        assert told in text, told
    assert "`" not in text
    assert "**" not in text
    assert book.properties.created == datetime.datetime.fromisoformat(described["time"])
