"""Which cells a spreadsheet's formula counts on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from openpyxl.utils import column_index_from_string

from pipeline.intake.files.document import Sheet

REFERENCE = re.compile(
    r"(?:\$?(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)[!.]|(?<![\w.$])|(?<=\[)\.|(?<=:)\.)"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[1-9]\d{0,6})(?![\w(])"
    r"(?::\.?\$?(?P<last_column>[A-Z]{1,3})\$?(?P<last_row>[1-9]\d{0,6})(?![\w(]))?"
)
"""A cell or a range in a formula, as Excel writes it (B2:B13, 'Blad 2'!B2) or LibreOffice ([.B2:.B13])."""

UNSETTLED = re.compile(
    r"\b(INDIRECT|OFFSET|INDIREKT|FÖRSKJUTNING|TODAY|NOW|IDAG|NU|RAND\w*|SLUMP\w*|FORECAST\S*|TREND)\(", re.IGNORECASE
)
"""Functions whose cells cannot be seen in the formula, or whose value is no outcome."""

WHOLE_COLUMN = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\w(])")

TEXT = re.compile(r'"(?:[^"]|"")*"')

MOST = 2_000
"""How many cells of a range are looked at: a larger one is taken to have empty cells."""


def counts_empty(formula: str, sheet: Sheet, sheets: Mapping[str, Sheet]) -> bool:
    """Whether any cell that the formula refers to, in this sheet or another of the file, is empty or cannot be known.

    A text among numbers is as good as empty: a spreadsheet leaves it out of a sum.
    """
    bare = TEXT.sub("", formula)
    if UNSETTLED.search(bare) or WHOLE_COLUMN.search(bare):
        return True
    return any(_has_empty(match, sheet, sheets) for match in REFERENCE.finditer(bare))


def _has_empty(match: re.Match[str], sheet: Sheet, sheets: Mapping[str, Sheet]) -> bool:
    name = (match["sheet"] or "").strip("'").replace("''", "'")
    other = sheets.get(name, sheet)
    first, last = int(match["row"]), int(match["last_row"] or match["row"])
    left = column_index_from_string(match["column"])
    right = column_index_from_string(match["last_column"] or match["column"])
    rows, columns = range(first, last + 1), range(left, right + 1)
    if len(rows) * len(columns) > MOST:
        return True
    cells = [other.cell(row, column) for row in rows for column in columns]
    are_texts = {isinstance(cell.content, str) for cell in cells}
    return len(are_texts) > 1 or any(cell.is_empty for cell in cells)
