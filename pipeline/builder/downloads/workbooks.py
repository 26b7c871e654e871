"""Each table as an Excel workbook: the rows, and a sheet that says what they mean."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from traceback import clear_frames
from typing import Any

import polars as pl
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from pipeline.builder.descriptors import column_help, column_help_in_english
from pipeline.builder.explanation import TEXTS, Part, citing, in_locale, opening, reading, terms
from pipeline.model import Dataset
from pipeline.schema import Schemas, TableSchema

MOST_ROWS = 1_048_575
"""How many rows a sheet holds below its first (Excel specifications and limits)."""

LONGEST = 32_767
"""How many UTF-16 units a cell holds."""

EARLIEST = datetime.date(1900, 3, 1)
"""The first day that is the same day in every spreadsheet: they do not agree on whether 1900 was a leap year."""

UNDATED = datetime.datetime(1980, 1, 1)
"""When a workbook of a release without a date is said to be made: the same rows, the same bytes."""

PLAIN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "use_zip64": True,
}
"""A text is a text whatever it looks like, rows are written as they come, and a sheet may unpack to more than 4 GB."""

READ_ME = "Läs mig"

EXPLAINED = (30, 110)
"""The widths of the two columns of the sheet that explains, in digits."""

WIDEST = 50
"""Digits. The text of a wider cell is read where it is edited."""

Line = tuple[str, str]
"""A heading or a name, and a text; either may be empty."""


def write(dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any], folder: Path) -> None:
    """Write `<table>.xlsx` for every table that a sheet holds; there is none for the others."""
    created = descriptor.get("created")
    made = datetime.datetime.fromisoformat(created).replace(tzinfo=None) if created else UNDATED
    for schema in schemas.files:
        rows = dataset.tables[schema.name]
        if fits(rows):
            about = [line for locale in TEXTS for line in _about(locale, schema, dataset, schemas, descriptor)]
            (folder / f"{schema.name}.xlsx").write_bytes(workbook(schema, rows, about, made, folder))


def fits(rows: pl.DataFrame) -> bool:
    """Whether a sheet holds the rows as they are: all of them, with every text whole and every day right."""
    texts, days = pl.col(pl.String), pl.col(pl.Date)
    # xlsxwriter takes a text that begins and ends so for markup of its own, and writes it as such.
    is_markup = texts.str.starts_with("<r>") & texts.str.ends_with("</r>")
    units = texts.str.len_chars() + texts.str.count_matches(r"[\x{10000}-\x{10FFFF}]")
    faults = rows.select((is_markup | (units > LONGEST)).any(), (days < EARLIEST).any())
    return rows.height <= MOST_ROWS and not any(any(column) for column in faults)


def workbook(
    schema: TableSchema, rows: pl.DataFrame, about: list[Line], made: datetime.datetime, folder: Path
) -> bytes:
    """The bytes of a workbook. Rows wait in a file in the folder until it is done, and then that file is gone."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {**PLAIN, "tmpdir": str(folder)})
    try:
        book.set_properties({"title": schema.title, "created": made})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _write_rows(book.add_worksheet(schema.name), rows, bold, day)
        _write_about(book.add_worksheet(READ_ME), about, bold, wrapped)
        book.close()
    except (OSError, FileCreateError) as error:
        # xlsxwriter wraps what the system said of the disk.
        fault = next((each for each in error.args if isinstance(each, OSError)), error)
        _give_up(book, fault)
        raise fault from None
    return content.getvalue()


def _give_up(book: Any, fault: Exception) -> None:
    """Close what xlsxwriter leaves open at a fault: what Python closes later tells staff of the same fault again."""
    for file in (each for sheet in book.worksheets() for each in (sheet.row_data_fh, sheet.fh)):
        with suppress(OSError):
            file.close()
    # Its archive, which is ended as long as there is something to write its end to.
    clear_frames(fault.__traceback__)


def _write_rows(sheet: Any, rows: pl.DataFrame, bold: Any, day: Any) -> None:
    """The names of the columns as in the CSV files, and below them the rows: numbers as numbers, codes as texts."""
    writers = {
        pl.Boolean(): sheet.write_boolean,
        pl.Date(): lambda row, place, value: sheet.write_datetime(row, place, value, day),
        pl.String(): sheet.write_string,
    }
    writing = [writers.get(dtype, sheet.write_number) for dtype in rows.dtypes]
    longest = rows.select(pl.all().cast(pl.String).str.len_chars().max()).row(0)
    for place, (name, length) in enumerate(zip(rows.columns, longest, strict=True)):
        sheet.set_column(place, place, min(max(len(name), length or 0) + 2, WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows.height, rows.width - 1)
    for place, name in enumerate(rows.columns):
        sheet.write_string(0, place, name, bold)
    for number, row in enumerate(rows.iter_rows(), start=1):
        for place, value in enumerate(row):
            if value is not None:
                writing[place](number, place, value)


def _write_about(sheet: Any, about: list[Line], bold: Any, wrapped: Any) -> None:
    for place, width in enumerate(EXPLAINED):
        sheet.set_column(place, place, width)
    for number, (name, text) in enumerate(about):
        sheet.write_string(number, 0, _plain(name), wrapped if text else bold)
        sheet.write_string(number, 1, _plain(text), bold if text.startswith("**") else wrapped)


def _about(
    locale: str, schema: TableSchema, dataset: Dataset, schemas: Schemas, descriptor: Mapping[str, Any]
) -> Iterator[Line]:
    """What must be known of a table by whoever has nothing but the workbook; that it is an example, first."""
    explain = column_help if locale == "sv" else column_help_in_english
    yield from _lines(opening(locale, dataset, descriptor))
    yield from _lines(
        Part(in_locale(schema.resource, "title", locale), [in_locale(schema.resource, "description", locale)])
    )
    yield (TEXTS[locale]["columns"], "")
    yield from ((column.name, explain(column)) for column in schema.columns)
    for part in (reading(locale, schemas), terms(locale, dataset), citing(locale, descriptor)):
        yield from _lines(part)


def _lines(part: Part) -> Iterator[Line]:
    if part.heading:
        yield (part.heading, "")
    yield from (("", text) for text in (*part.before, *part.items, *part.after))


def _plain(text: str) -> str:
    """A text without the marks of Markdown."""
    return text.replace("`", "").replace("**", "")
