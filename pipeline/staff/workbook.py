"""The yearly workbook: a row for each figure due, with last year's beside it, made from schemas and catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.checks.due import due_in
from pipeline.messages import counted, say
from pipeline.model import BASES, MEN, RATIOS, TOTAL, WOMEN, Dataset
from pipeline.protect.relations import BOTH, SEXES
from pipeline.schema import Column, Schemas, TableSchema

HEADER_ROW = 4
"""Above it are the title, what the sheet is for, and a blank row."""

FREE_ROWS = 25
"""Unlocked rows below the table of figures, for what is not due but has arrived."""

FREE = ("indicator_id", "sex", "age_group", "value", *BASES, "value_status", "note", "year", "area_code")
"""The columns to fill in on an unlocked row."""

REASON_ROWS = 40

LINE_HEIGHT = 15.5

INK, ACCENT, SHADE, OPEN, RULE = "1B1B1B", "1F4E5F", "F0F2F2", "FFFBE6", "C9CFD1"

TITLE = Font(name="Calibri", size=16, bold=True, color=ACCENT)
HEADING = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
SECTION = Font(name="Calibri", size=12, bold=True, color=ACCENT)
TEXT = Font(name="Calibri", size=11, color=INK)
QUIET = Font(name="Calibri", size=11, color="4A5558")

LINE = Border(bottom=Side("thin", color=RULE))
BOX = Border(*(Side("thin", color="B8A04A"),) * 4)
FILLS = {name: PatternFill("solid", fgColor=name) for name in (ACCENT, SHADE, OPEN)}
TOP = Alignment(vertical="top", wrap_text=True)

LONGEST_PROMPT, LONGEST_PROMPT_TITLE = 255, 32
"""How many characters Excel shows of a cell's input message and of its title."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """A column of a sheet: its heading, its width in characters, and whether staff fill it in."""

    heading: str
    width: float
    is_open: bool = False


def make_workbook(dataset: Dataset, schemas: Schemas, area_code: str, year: int, owner: str) -> Workbook:
    """The workbook of a follow-up year for an area. `owner` says whose figures they are."""
    workbook = Workbook()
    workbook.properties.creator = owner
    workbook.properties.title = say("workbook_title", year=year)
    rows = list(due_rows(dataset, schemas, area_code, year))
    _read_me(workbook.worksheets[0], dataset, schemas, year, owner, rows)
    years = sorted({*dataset.years, year}, reverse=True)
    _figures(workbook.create_sheet(schemas["observations"].title), schemas, years, year, area_code, rows)
    _assessments(workbook.create_sheet(schemas["assessments"].title), dataset, schemas, year)
    _reasons(workbook.create_sheet(say("sheet_reasons")), schemas, year)
    # No password, since nobody is kept out: the lock is there so that nothing is moved or overwritten by mistake.
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.active = 1
    for sheet in workbook.worksheets:
        sheet.sheet_view.tabSelected = sheet is workbook.worksheets[1]
    return workbook


def due_rows(dataset: Dataset, schemas: Schemas, area_code: str, year: int) -> Iterator[Row]:
    """The figures to fill in for a year, in catalogue order, each with last year's beside it.

    Due are the total, women and men if the indicator is divided by sex and counts both, and every other breakdown that
    the year before has of a sex that it counts.
    """
    indicators = due_in(dataset.sound("indicators"), year)
    before = dataset.sound("observations").filter(pl.col("year") == year - 1, pl.col("area_code") == area_code)
    labels = {name: _labels(schemas["observations"].column(name)) for name in ("sex", "age_group", "value_status")}
    periods, sources = _labels(schemas["indicators"].column("period_type")), _sources(dataset)
    for indicator in indicators.iter_rows(named=True):
        earlier = {
            (row["sex"], row["age_group"]): row
            for row in before.filter(pl.col("indicator_id") == indicator["indicator_id"]).iter_rows(named=True)
        }
        counted = SEXES[indicator["sexes"]]
        # The total of an indicator that counts women only is already a figure of women.
        sexes = (TOTAL, *counted) if indicator["is_divided_by_sex"] and counted == BOTH else (TOTAL,)
        others = sorted((each for each in earlier if each[0] in (TOTAL, *counted)), key=_age_first)
        for sex, age in dict.fromkeys([*((sex, "total") for sex in sexes), *others]):
            yield indicator | {
                "area_code": area_code,
                "sex": labels["sex"][sex],
                "age_group": labels["age_group"][age],
                "last_year": _last_year(earlier.get((sex, age)), indicator["value_kind"], labels["value_status"]),
                "period": periods.get(indicator["period_type"], ""),
                "source": sources.get(indicator["source_id"], ""),
            }


def _age_first(breakdown: tuple[str, str]) -> tuple[bool, str, int]:
    sex, age = breakdown
    return age != "total", age, (TOTAL, WOMEN, MEN).index(sex)


def _labels(column: Column) -> dict[str, str]:
    return {code.value: code.label for code in column.codes}


def _sources(dataset: Dataset) -> dict[str, str]:
    return dict(dataset.sound("sources").select("source_id", "publisher").iter_rows())


def _last_year(row: Row | None, kind: str, statuses: Mapping[str, str]) -> object:
    """What was published the year before: the figure, or the word for why there is none."""
    if row is None:
        return None
    if row["value"] is None:
        return statuses[row["value_status"]]
    return say("yes" if row["value"] else "no") if kind == "yes_no" else row["value"]


# The sheet of figures


def _figures(
    sheet: Worksheet, schemas: Schemas, years: Sequence[int], year: int, area_code: str, rows: Sequence[Row]
) -> None:
    observations, indicators = schemas["observations"], schemas["indicators"]
    title = {column.name: column.title for column in (*indicators.columns, *observations.columns)}
    # What the catalogue says of numerator and denominator is not what is filled in.
    rows = [{name: cell for name, cell in row.items() if name not in BASES} for row in rows]
    fields = {
        "indicator_id": Field(title["indicator_id"], 11),
        "name": Field(title["name"], 52),
        "sex": Field(title["sex"], 20),
        "age_group": Field(title["age_group"], 14),
        "unit": Field(title["unit"], 24),
        "last_year": Field(say("heading_last_year"), 16),
        "value": Field(title["value"], 14, is_open=True),
        **{name: Field(title[name], 12, is_open=True) for name in BASES},
        "value_status": Field(title["value_status"], 26, is_open=True),
        "note": Field(title["note"], 44, is_open=True),
        "responsible_function": Field(title["responsible_function"], 40),
        "source": Field(title["source_id"], 30),
        "period": Field(title["period_type"], 22),
        "year": Field(title["year"], 8),
        "area_code": Field(title["area_code"], 12),
    }
    _head(sheet, say("workbook_title", year=year), say("sheet_figures_about"), fields)
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        _write_row(sheet, number, fields, row)
        _format_figures(sheet, number, fields, row)
    first_free = HEADER_ROW + 1 + len(rows)
    for number in range(first_free, first_free + FREE_ROWS):
        _write_row(sheet, number, fields, {}, is_free=True)
    _offer_codes(sheet, fields, observations, first_free, years, area_code)
    _allow_bases(sheet, fields, first_free + FREE_ROWS - 1)
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    last = get_column_letter(len(fields))
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}{first_free + FREE_ROWS - 1}"
    _protect(sheet)


def _format_figures(sheet: Worksheet, number: int, fields: Mapping[str, Field], row: Row) -> None:
    """Number formats and what may be written in the cell of a figure."""
    places = list(fields)
    decimals = row["decimals"] or 0
    for name in ("last_year", "value"):
        cell = sheet.cell(number, places.index(name) + 1)
        cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")
        cell.alignment = Alignment(vertical="top", horizontal="right", wrap_text=True)
    sheet.cell(number, places.index("area_code") + 1).number_format = "@"
    allowed = _allowed(row)
    allowed.promptTitle = str(row["name"])[:LONGEST_PROMPT_TITLE]
    allowed.prompt = _shortened(str(row["definition"] or ""))
    allowed.error = say("workbook_error")
    # A warning rather than a stop, since "<5" and ".." are understood when the file is read.
    allowed.errorStyle = "warning"
    allowed.add(sheet.cell(number, places.index("value") + 1).coordinate)
    sheet.add_data_validation(allowed)


def _allow_bases(sheet: Worksheet, fields: Mapping[str, Field], last: int) -> None:
    """Whole numbers in the cells of numerators and denominators, with what they are for."""
    allowed = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    allowed.promptTitle, allowed.prompt = say("workbook_bases"), _shortened(say("workbook_bases_prompt"))
    allowed.error, allowed.errorStyle = say("workbook_error"), "warning"
    for name in BASES:
        letter = get_column_letter([*fields].index(name) + 1)
        allowed.add(f"{letter}{HEADER_ROW + 1}:{letter}{last}")
    sheet.add_data_validation(allowed)


def _allowed(row: Row) -> DataValidation:
    if row["value_kind"] == "yes_no":
        return DataValidation(type="list", formula1=f'"{say("yes")},{say("no")}"', allow_blank=True)
    if row["value_kind"] == "share":
        return DataValidation(type="decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
    kind: Literal["whole", "decimal"] = "whole" if row["value_kind"] == "count" else "decimal"
    return DataValidation(type=kind, operator="greaterThanOrEqual", formula1="0", allow_blank=True)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_PROMPT else text[: LONGEST_PROMPT - 2].rpartition(" ")[0] + " …"


def _offer_codes(
    sheet: Worksheet,
    fields: Mapping[str, Field],
    observations: TableSchema,
    first_free: int,
    years: Sequence[int],
    area_code: str,
) -> None:
    """Drop-downs from the schema: the status on every row; sex, age, year and area on the unlocked ones.

    Earlier years are offered too, since a published figure is corrected on an unlocked row.
    """
    places = {name: get_column_letter(number) for number, name in enumerate(fields, start=1)}
    last = first_free + FREE_ROWS - 1
    lists = {
        "value_status": ([code.label for code in observations.column("value_status").codes], HEADER_ROW + 1),
        "sex": ([code.label for code in observations.column("sex").codes], first_free),
        "age_group": ([code.label for code in observations.column("age_group").codes], first_free),
        "year": ([str(year) for year in years], first_free),
        "area_code": ([area_code], first_free),
    }
    for name, (words, first) in lists.items():
        offered = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        offered.error = say("workbook_choose")
        offered.errorStyle = "warning" if name == "area_code" else "stop"
        if name == "value_status":
            offered.promptTitle = observations.column(name).title
            offered.prompt = _shortened(say("workbook_status_prompt"))
        offered.add(f"{places[name]}{first}:{places[name]}{last}")
        sheet.add_data_validation(offered)


# The sheet of assessments


def _assessments(sheet: Worksheet, dataset: Dataset, schemas: Schemas, year: int) -> None:
    schema, priorities = schemas["assessments"], schemas["priorities"]
    title = {column.name: column.title for column in (*priorities.columns, *schema.columns)}
    fields = {
        "priority_id": Field(title["priority_id"], 11),
        "name": Field(title["name"], 34),
        "year": Field(title["year"], 8),
        "last_year": Field(say("heading_last_year"), 60),
        "done": Field(title["done"], 52, is_open=True),
        "progress": Field(title["progress"], 52, is_open=True),
        "remaining": Field(title["remaining"], 52, is_open=True),
    }
    _head(sheet, say("sheet_assessments_title", year=year), say("sheet_assessments_about"), fields)
    before = {
        row["priority_id"]: " ".join(filter(None, (row["done"], row["progress"], row["remaining"])))
        for row in dataset.sound("assessments").filter(pl.col("year") == year - 1).iter_rows(named=True)
    }
    in_order = dataset.sound("priorities").sort("sequence").iter_rows(named=True)
    for number, row in enumerate(in_order, start=HEADER_ROW + 1):
        _write_row(sheet, number, fields, row | {"year": year, "last_year": before.get(row["priority_id"])})
        height = sheet.row_dimensions[number].height or 0
        sheet.row_dimensions[number].height = max(height, 6 * LINE_HEIGHT)
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    _protect(sheet)


# The sheet of reasons


def _reasons(sheet: Worksheet, schemas: Schemas, year: int) -> None:
    schema = schemas["revisions"]
    widths = {"indicator_id": 13, "year": 10, "sex": 22, "age_group": 20, "reason": 90}
    fields = {name: Field(schema.column(name).title, width, is_open=True) for name, width in widths.items()}
    _head(sheet, say("sheet_reasons_title"), say("sheet_reasons_about"), fields)
    for number in range(HEADER_ROW + 1, HEADER_ROW + 1 + REASON_ROWS):
        _write_row(sheet, number, fields, {})
    observations = schemas["observations"]
    for place, name in enumerate(fields, start=1):
        if name in ("sex", "age_group"):
            words = ",".join(code.label for code in observations.column(name).codes)
            offered = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
            letter = get_column_letter(place)
            offered.add(f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + REASON_ROWS}")
            sheet.add_data_validation(offered)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    _protect(sheet)


# The sheet that is read first


def _read_me(sheet: Worksheet, dataset: Dataset, schemas: Schemas, year: int, owner: str, rows: Sequence[Row]) -> None:
    sheet.title = say("sheet_read_me")
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 44, 92
    lines: list[tuple[str, str]] = [
        ("title", say("workbook_title", year=year)),
        ("text", say("read_me_owner", owner=owner)),
    ]
    if dataset.is_example:
        lines.append(("section", say("example_notice_workbook")))
    lines.append(("section", say("read_me_steps")))
    lines += [("text", say(f"read_me_step_{step}", year=year)) for step in range(1, 8)]
    for kind, text in lines:
        _line(sheet, kind, text)
    _line(sheet, "section", say("read_me_suppliers"))
    for function, count, indicators in _suppliers(rows):
        _pair(sheet, function, say("read_me_supplies", rows=counted(count, "row"), indicators=indicators))
    _line(sheet, "section", say("read_me_statuses"))
    for code in schemas["observations"].column("value_status").codes:
        _pair(sheet, code.label, say(f"status_{code.value}"))
    _line(sheet, "section", say("read_me_safety"))
    _line(sheet, "text", say("read_me_people"))
    _line(sheet, "text", say("read_me_small"))
    sheet.protection.sheet = True
    sheet.page_setup.orientation = "portrait"
    _fit_to_width(sheet)


def _suppliers(rows: Sequence[Row]) -> Iterator[tuple[str, int, str]]:
    """Each function with the number of rows that it fills in, and its indicators."""
    for function in sorted({str(row["responsible_function"]) for row in rows}):
        own = [f"{row['indicator_id']} {row['name']}" for row in rows if row["responsible_function"] == function]
        yield function, len(own), "; ".join(dict.fromkeys(own))


def _line(sheet: Worksheet, kind: str, text: str) -> None:
    number = 1 if sheet.max_row == 1 and sheet["A1"].value is None else sheet.max_row + 1
    if kind == "section":
        number += 1
    cell = sheet.cell(number, 1, text)
    cell.font = {"title": TITLE, "section": SECTION, "text": TEXT}[kind]
    cell.alignment = TOP
    sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)
    sheet.row_dimensions[number].height = {"title": 26, "section": 20}.get(kind, LINE_HEIGHT * (1 + len(text) // 140))


def _pair(sheet: Worksheet, left: str, right: str) -> None:
    number = sheet.max_row + 1
    for column, text in enumerate((left, right), start=1):
        cell = sheet.cell(number, column, text)
        cell.font, cell.alignment, cell.border = TEXT, TOP, LINE
    sheet.row_dimensions[number].height = LINE_HEIGHT * (1 + max(len(left) // 44, len(right) // 100))


# What the sheets have in common


def _head(sheet: Worksheet, title: str, about: str, fields: Mapping[str, Field]) -> None:
    """The title, what the sheet is for, and the headings."""
    sheet.sheet_view.showGridLines = False
    sheet.cell(1, 1, title).font = TITLE
    sheet.row_dimensions[1].height = 26
    sheet.cell(2, 1, about).font = QUIET
    for number, field in enumerate(fields.values(), start=1):
        cell = sheet.cell(HEADER_ROW, number, field.heading)
        cell.font, cell.fill = HEADING, FILLS[ACCENT]
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = field.width
    sheet.row_dimensions[HEADER_ROW].height = 32
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    _fit_to_width(sheet)


def _write_row(sheet: Worksheet, number: int, fields: Mapping[str, Field], row: Row, is_free: bool = False) -> None:
    lines = (1 + len(str(row.get(name) or "")) // (field.width * 1.1) for name, field in fields.items())
    sheet.row_dimensions[number].height = LINE_HEIGHT * max(lines)
    for column, (name, field) in enumerate(fields.items(), start=1):
        cell = sheet.cell(number, column)
        value = row.get(name)
        cell.value = value
        if isinstance(value, str):
            # A text that begins with = would otherwise become a formula.
            cell.data_type = "s"
        is_open = field.is_open and (name not in BASES or is_free or row["value_kind"] in RATIOS)
        cell.font, cell.alignment = TEXT if is_open else QUIET, TOP
        if is_open or (is_free and name in FREE):
            cell.fill, cell.border = FILLS[OPEN], BOX
            cell.protection = Protection(locked=False)
        else:
            cell.fill, cell.border = FILLS[SHADE], LINE


def _fit_to_width(sheet: Worksheet) -> None:
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _protect(sheet: Worksheet) -> None:
    """Lock what staff do not fill in; they may still filter, and widen rows and columns to read."""
    protection = sheet.protection
    protection.sheet = True
    protection.autoFilter = protection.formatColumns = protection.formatRows = False
