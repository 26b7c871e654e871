"""The corpus: files that are broken or odd, each with what it must give, written down by hand.

What a case must give is never computed by the code that it tries: a value, its status and its place are literals here.
Each case stands in an area of its own, so that many of them can be read in one draft without touching each other.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.files import (
    HEADINGS,
    SHEET,
    archive,
    headed,
    inline,
    raw_parts,
    raw_workbook,
    row,
    text_file,
    workbook,
)

Observed = tuple[str, int, str, str, float | None, str]
"""Indicator, year, sex, age group, value and status."""

Told = tuple[str, str | None, int | None, str | None]
"""A problem: its rule, and its sheet, row and column as staff see them."""

NARROW, THIN, NBSP, FIGURE, MINUS, EN_DASH, EM_DASH, ZERO_WIDTH = (
    "\u202f",
    "\u2009",
    "\u00a0",
    "\u2007",
    "\u2212",
    "\u2013",
    "\u2014",
    "\u200b",
)

BLANKS = {"blank": " ", "nbsp": NBSP, "thin": THIN, "narrow": NARROW, "figure": FIGURE}


@dataclass(frozen=True)
class Case:
    """A file, and what it must give.

    `make` writes the file for an area; `area` is the only one that it can be written for. `damaged` files must give
    either `rows` whole or something fatal and no row, since it depends on where they are damaged.
    """

    name: str
    suffix: str
    make: Callable[[str], bytes]
    rows: tuple[Observed, ...] = ()
    problems: tuple[Told, ...] = ()
    repairs: tuple[str, ...] = ()
    area: str | None = None
    is_alone: bool = False
    is_damaged: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.{self.suffix}"


def one(
    value: float | None, status: str = "final", indicator: str = "VNR-03", sex: str = "T", year: int = 2024
) -> tuple[Observed, ...]:
    """A single observation of all ages."""
    return ((indicator, year, sex, "total", value, status),)


# What stands in the cell of a value, and what it must be read as.


@dataclass(frozen=True)
class Spelling:
    """A text in a value's cell, and its value, its status, or the rule that it breaks."""

    name: str
    text: str
    means: float | str
    """A number; a status, of a cell without one; or the name of the rule that it breaks."""

    indicator: str = "VNR-01"
    repair: str | None = None


STATUSES = frozenset({"missing", "not_applicable", "not_collected", "suppressed_primary"})

NO_NUMBER, AMBIGUOUS, UNKNOWN_SIGN = "value_is_a_number", "number_is_unambiguous", "sign_is_known"
RATE, COUNT, SHARE, OWN_COUNT, YES_NO, SURVEY = "VNR-01", "VNR-03", "P2-02", "VNR-09", "VNR-10", "P6-02"


def number_spellings() -> Iterator[Spelling]:
    """Numbers that can be told for certain."""
    yield Spelling("whole", "1234", 1234)
    yield Spelling("zero", "0", 0)
    yield Spelling("zeros-before", "007", 7)
    yield Spelling("decimal-comma", "12,5", 12.5)
    yield Spelling("decimal-point", "12.5", 12.5)
    yield Spelling("zero-after-point", "12.0", 12, COUNT)
    yield Spelling("zero-after-comma", "12,0", 12, COUNT)
    yield Spelling("four-decimals", "12,3456", 12.3456)
    yield Spelling("three-decimals-after-zero", "0,234", 0.234)
    yield Spelling("three-decimals-after-four-digits", "1234,567", 1234.567)
    yield Spelling("swedish-with-points", "1.234,5", 1234.5)
    yield Spelling("english", "1,234.5", 1234.5)
    yield Spelling("points-between-millions", "1.234.567", 1234567)
    yield Spelling("commas-between-millions", "1,234,567", 1234567)
    yield Spelling("blank-round", "  12 ", 12, COUNT, "text_is_trimmed")
    yield Spelling("nbsp-round", f"{NBSP}12{NBSP}", 12, COUNT, "text_is_trimmed")
    yield Spelling("zero-width-inside", f"1{ZERO_WIDTH}2", 12, COUNT, "text_is_trimmed")
    yield Spelling("line-break-after", "12\n", 12, COUNT, "text_is_trimmed")
    yield Spelling("footnote-bracket", "12 1)", 12, COUNT, "footnote_is_left_out")
    yield Spelling("footnote-star", "12*", 12, COUNT, "footnote_is_left_out")
    yield Spelling("footnote-superscript", "12¹", 12, COUNT, "footnote_is_left_out")
    yield Spelling("footnote-after-thousands", f"1{NBSP}234 2)", 1234, COUNT, "footnote_is_left_out")
    for name, blank in BLANKS.items():
        yield Spelling(f"thousands-{name}", f"1{blank}234", 1234)
        yield Spelling(f"millions-{name}", f"1{blank}234{blank}567", 1234567)
        yield Spelling(f"thousands-{name}-decimals", f"12{blank}345,5", 12345.5)


def doubtful_spellings() -> Iterator[Spelling]:
    """What is no number for certain."""
    yield Spelling("point-and-three", "1.234", AMBIGUOUS)
    yield Spelling("comma-and-three", "1,234", AMBIGUOUS)
    yield Spelling("comma-and-three-hundreds", "123,456", AMBIGUOUS)
    yield Spelling("minus-and-comma-and-three", "-1,234", AMBIGUOUS)
    texts = {
        "exponent": "1,2E+03",
        "exponent-small": "1e3",
        "huge-exponent": "1e300",
        "hexadecimal": "0x1F",
        "nan": "NaN",
        "infinity": "inf",
        "infinity-sign": "∞",
        "fraction": "1/2",
        "fraction-sign": "½",
        "mixed-fraction": "1 ½",
        "two-numbers": "12/13",
        "range": "12-13",
        "range-with-dash": f"12{EN_DASH}13",
        "two-numbers-blank": "12 13",
        "four-after-blank": "1 2345",
        "five-before-blank": "12345 678",
        "mixed-groups": "1 234.567,8",
        "wrong-groups": "1.23.456",
        "swiss": "1'234",
        "underscore": "1_234",
        "with-unit": "12 st",
        "with-unit-joined": "12st",
        "with-persons": "12 personer",
        "with-kronor": "12:-",
        "about": "ca 12",
        "more-than": ">5",
        "at-least": "minst 5",
        "in-words": "tolv",
        "in-brackets": "(12)",
        "footnote-alone": "1)",
        "footnote-without-blank": "121)",
        "comma-alone": ",",
        "comma-first": ",5",
        "comma-last": "12,",
        "two-commas": "12,,5",
        "dash-after": "12-",
        "blank-after-minus": "- 5",
        "two-dashes": "--",
        "three-dots": "...",
        "ellipsis": "…",
        "question": "?",
        "letter-o": "1O",
        "letter-l": "l2",
        "date": "2024-10-15",
        "month-that-was-a-number": "12-okt",
        "time": "12:30",
        "per-mille": "34 ‰",
        "roman": "Ⅻ",
        "circled": "⑫",
        "true": "SANT",
        "sentence": "Se bilaga 3",
        "hidden-hundreds": "högst 400",
    }
    for name, text in texts.items():
        yield Spelling(name, text, NO_NUMBER)
    yield Spelling("percent-of-a-rate", "34 %", "percent_is_for_shares")
    yield Spelling("percent-of-a-count", "34%", "percent_is_for_shares", COUNT)
    for name, text in {
        "formula": "=1+1",
        "plus": "+5",
        "function": "@SUM(A1:A2)",
        "command": '=cmd|"/c calc"!A1',
        "link": '=HYPERLINK("x";"y")',
    }.items():
        yield Spelling(name, text, "text_is_not_a_formula")
    for name, text in {
        "missing": "#SAKNAS!",
        "division": "#DIVISION/0!",
        "not-available": "#N/A",
        "value": "#VÄRDEFEL!",
        "reference": "#REFERENS!",
        "name": "#NAMN?",
        "too-narrow": "########",
    }.items():
        yield Spelling(f"error-{name}", text, "cell_has_no_error")
    for name, text in {"minus": "-5", "unicode-minus": f"{MINUS}5", "en-dash": f"{EN_DASH}5"}.items():
        yield Spelling(f"negative-{name}", text, "cell_minimum", COUNT)
        yield Spelling(f"negative-decimals-{name}", f"{text},5", "cell_minimum")
    yield Spelling("too-large", "12345678901", "cell_maximum")
    yield Spelling("seventeen-digits", "12345678901234567", "cell_maximum")
    yield Spelling("decimals-of-a-count", "12,5", "count_is_whole_number", COUNT)


def sign_spellings() -> Iterator[Spelling]:
    """Signs, which mean what their source means by them."""
    for name, dash in {"hyphen": "-", "en-dash": EN_DASH, "em-dash": EM_DASH, "minus": MINUS}.items():
        yield Spelling(f"{name}-of-bra", dash, 0, COUNT, "sign_is_zero")
        yield Spelling(f"{name}-of-kolada", dash, "missing", RATE, "sign_is_status")
        yield Spelling(f"{name}-of-the-municipality", dash, UNKNOWN_SIGN, OWN_COUNT)
        yield Spelling(f"{name}-of-a-survey", dash, UNKNOWN_SIGN, SURVEY)
    yield Spelling("dot-of-kolada", ".", "not_applicable", RATE, "sign_is_status")
    yield Spelling("two-dots-of-kolada", "..", "suppressed_primary", RATE, "sign_is_status")
    yield Spelling("blanks-round-dash-of-bra", f" -{NBSP}", 0, COUNT, "sign_is_zero")
    for name, sign in {"dot": ".", "two-dots": "..", "x": "x", "capital-x": "X"}.items():
        yield Spelling(f"{name}-of-bra", sign, UNKNOWN_SIGN, COUNT)
        yield Spelling(f"{name}-of-the-municipality", sign, UNKNOWN_SIGN, OWN_COUNT)
    yield Spelling("x-of-kolada", "x", UNKNOWN_SIGN, RATE)


def word_spellings() -> Iterator[Spelling]:
    """Words that stand in place of a number."""
    for name, (text, status) in {
        "missing": ("uppgift saknas", "missing"),
        "missing-capital": ("Uppgift saknas", "missing"),
        "missing-short": ("u.s.", "missing"),
        "missing-iu": ("i.u.", "missing"),
        "missing-two-blanks": ("uppgift  saknas", "missing"),
        "not-applicable": ("ej tillämpligt", "not_applicable"),
        "not-applicable-short": ("e.t.", "not_applicable"),
        "not-collected": ("ej insamlat", "not_collected"),
        "hidden": ("sekretess", "suppressed_primary"),
        "less-than": ("<5", "suppressed_primary"),
        "less-than-blank": ("< 5", "suppressed_primary"),
        "less-than-nbsp": (f"<{NBSP}5", "suppressed_primary"),
        "less-or-equal": ("≤4", "suppressed_primary"),
        "less-than-words": ("färre än 5", "suppressed_primary"),
        "less-than-capital": ("Färre än 5", "suppressed_primary"),
        "less-than-persons": ("<5 personer", "suppressed_primary"),
        "at-most": ("högst 4", "suppressed_primary"),
        "span": ("1-4", "suppressed_primary"),
        "span-with-dash": (f"1{EN_DASH}4", "suppressed_primary"),
        "span-with-blanks": ("1 - 4", "suppressed_primary"),
    }.items():
        yield Spelling(f"word-{name}", text, status, COUNT, "word_is_status")
        if status == "suppressed_primary":
            yield Spelling(f"word-{name}-own", text, status, OWN_COUNT, "word_is_status")


def share_spellings() -> Iterator[Spelling]:
    """Per cent, and answers of yes and no."""
    yield Spelling("share-whole", "34", 34, SHARE)
    yield Spelling("share-percent", "34 %", 34, SHARE)
    yield Spelling("share-percent-joined", "34%", 34, SHARE)
    yield Spelling("share-percent-nbsp", f"34{NBSP}%", 34, SHARE)
    yield Spelling("share-percent-narrow", f"34,5{NARROW}%", 34.5, SHARE)
    yield Spelling("share-percent-word", "34 procent", 34, SHARE)
    yield Spelling("share-below-one-with-percent", "0,34 %", 0.34, SHARE)
    yield Spelling("share-percent-footnote", "34 % 1)", 34, SHARE, "footnote_is_left_out")
    yield Spelling("share-hundred", "100", 100, SHARE)
    yield Spelling("share-zero", "0 %", 0, SHARE)
    yield Spelling("share-of-one", "0,34", "share_is_in_per_cent", SHARE)
    yield Spelling("share-of-one-point", "0.34", "share_is_in_per_cent", SHARE)
    yield Spelling("share-above-hundred", "134 %", "share_is_within_100", SHARE)
    yield Spelling("share-negative", "-5 %", "cell_minimum", SHARE)
    yield Spelling("share-percent-alone", "%", NO_NUMBER, SHARE)
    yield Spelling("share-two-percents", "34 %%", NO_NUMBER, SHARE)
    yield Spelling("share-percentage-points", "34 procentenheter", NO_NUMBER, SHARE)
    yield Spelling("share-about", "ca 34 %", NO_NUMBER, SHARE)
    yield Spelling("share-span", "30-40 %", NO_NUMBER, SHARE)
    for name, text, answer in (
        ("ja", "ja", 1),
        ("capital", "Ja", 1),
        ("nej", "NEJ", 0),
        ("one", "1", 1),
        ("zero", "0", 0),
        ("j", "j", 1),
        ("sant", "Sant", 1),
    ):
        yield Spelling(f"answer-{name}", text, answer, YES_NO)
    yield Spelling("answer-maybe", "delvis", NO_NUMBER, YES_NO)
    yield Spelling("answer-two", "2", "answer_is_yes_or_no", YES_NO)
    yield Spelling("answer-x", "x", UNKNOWN_SIGN, YES_NO)
    yield Spelling("answer-both", "ja/nej", NO_NUMBER, YES_NO)


def value_cases() -> Iterator[Case]:
    """Each spelling of a value as a text file and as the text of a workbook's cell."""
    spellings = (number_spellings, doubtful_spellings, sign_spellings, word_spellings, share_spellings)
    for spelling in (each for family in spellings for each in family()):
        for suffix, write, sheet in (("csv", text_file, None), ("xlsx", workbook, SHEET)):
            yield Case(
                f"value-{spelling.name}",
                suffix,
                _one_row(write, spelling.text, spelling.indicator),
                *_expected(spelling, sheet),
            )


def _one_row(write: Callable[..., bytes], value: Any, indicator: str) -> Callable[[str], bytes]:
    return lambda area: write([HEADINGS, row(value, area, indicator)])


def _expected(spelling: Spelling, sheet: str | None) -> tuple[tuple[Observed, ...], tuple[Told, ...], tuple[str, ...]]:
    repairs = (spelling.repair,) if spelling.repair else ()
    if isinstance(spelling.means, str) and spelling.means not in STATUSES:
        return (), ((spelling.means, sheet, 2, "Värde"),), repairs
    if isinstance(spelling.means, str):
        return one(None, spelling.means, spelling.indicator), (), repairs
    return one(spelling.means, "final", spelling.indicator), (), repairs


# Numbers that a workbook has stored.


def stored_cases() -> Iterator[Case]:
    """Cells that are no texts: numbers, per cent, dates, truths, errors, formulas."""
    stored: dict[str, tuple[Any, str, str, float | str, str | None]] = {
        "whole": (12, "General", COUNT, 12, None),
        "float": (12.0, "General", COUNT, 12, None),
        "decimals": (12.5, "0.0", RATE, 12.5, None),
        "shown-without-decimals": (12.5, "0", RATE, 12.5, None),
        "noise": (0.1 + 0.2, "General", RATE, 0.3, None),
        "decimals-of-a-count": (12.5, "0", COUNT, "count_is_whole_number", None),
        "negative": (-5, "General", COUNT, "cell_minimum", None),
        "huge": (1e300, "General", COUNT, "cell_maximum", None),
        "tiny": (1e-7, "General", RATE, "cell_type", None),
        "thousands-format": (1234567, "# ##0", COUNT, 1234567, None),
        "percent": (0.34, "0%", SHARE, 34, None),
        "percent-decimals": (0.345, "0.0%", SHARE, 34.5, None),
        "percent-noise": (0.07, "0%", SHARE, 7, None),
        "percent-noise-2": (0.29, "0%", SHARE, 29, None),
        "percent-noise-3": (0.57, "0%", SHARE, 57, None),
        "percent-zero": (0, "0%", SHARE, 0, None),
        "percent-one": (1, "0%", SHARE, 100, None),
        "percent-shown-as-3400": (34, "0%", SHARE, "share_is_within_100", None),
        "percent-in-words": (34, '0" %"', SHARE, 34, None),
        "percent-escaped": (34, "0\\%", SHARE, 34, None),
        "share-of-one-in-words": (0.34, '0.00" %"', SHARE, "share_is_in_per_cent", None),
        "share-of-one": (0.34, "General", SHARE, "share_is_in_per_cent", None),
        "share-above": (134, "General", SHARE, "share_is_within_100", None),
        "text-in-percent": ("34", "0%", SHARE, 34, None),
        "text-in-percent-of-one": ("0,34", "0%", SHARE, "share_is_in_per_cent", None),
        "percent-of-a-count": (0.12, "0%", COUNT, "percent_is_for_shares", None),
        "true-of-a-count": (True, "General", COUNT, NO_NUMBER, None),
        "true": (True, "General", YES_NO, 1, None),
        "false": (False, "General", YES_NO, 0, None),
        "date": (datetime.datetime(2024, 10, 15), "yyyy-mm-dd", COUNT, "value_is_not_a_date", None),
        "number-shown-as-date": (12, "yyyy-mm-dd", COUNT, "value_is_not_a_date", None),
        "time": (datetime.time(12, 30), "hh:mm", COUNT, "value_is_not_a_date", None),
        "length-of-time": (datetime.timedelta(hours=30), "[h]:mm", COUNT, NO_NUMBER, None),
        "small-own-count": (3, "General", OWN_COUNT, "suppressed_primary", None),
        "own-count": (12, "General", OWN_COUNT, 12, None),
        "own-zero": (0, "General", OWN_COUNT, 0, None),
    }
    for name, (value, form, indicator, means, repair) in stored.items():
        yield Case(
            f"stored-{name}",
            "xlsx",
            _formatted(value, form, indicator),
            *_expected(Spelling(name, "", means, indicator, repair), SHEET),
        )
    for name, xml, means, repair in raw_values():
        yield Case(f"stored-{name}", "xlsx", _raw(xml), *_expected(Spelling(name, "", means, COUNT, repair), SHEET))
    shared: dict[str, tuple[str, float | str, str | None]] = {
        "rich-text": ("<si><r><t>1</t></r><r><rPr><b/></rPr><t>2</t></r></si>", 12, None),
        "rich-superscript": (
            '<si><r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>',
            12,
            "footnote_is_left_out",
        ),
        "rich-superscript-bracket": (
            '<si><r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1)</t></r></si>',
            12,
            "footnote_is_left_out",
        ),
        "rich-subscript": (
            '<si><r><t>12</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>1</t></r></si>',
            NO_NUMBER,
            None,
        ),
        "rich-struck": ("<si><r><rPr><strike/></rPr><t>12</t></r><r><t>13</t></r></si>", "cell_is_not_struck", None),
        "rich-not-struck": ('<si><r><rPr><strike val="0"/></rPr><t>1</t></r><r><t>3</t></r></si>', 13, None),
        "phonetic": ('<si><t>12</t><rPh sb="0" eb="1"><t>34</t></rPh></si>', 12, None),
    }
    for name, (string, means, repair) in shared.items():
        yield Case(
            f"stored-{name}",
            "xlsx",
            _raw('<c t="s"><v>0</v></c>', string),
            *_expected(Spelling(name, "", means, COUNT, repair), SHEET),
        )
    yield Case(
        "stored-struck-cell",
        "xlsx",
        lambda area: workbook([HEADINGS, row(12, area)], _struck),
        problems=(("cell_is_not_struck", SHEET, 2, "Värde"),),
    )
    yield Case(
        "stored-array-formula",
        "xlsx",
        lambda area: workbook([HEADINGS, row(ArrayFormula("F2", "=SUM(A1:A2)"), area)]),
        problems=(("formula_has_a_value", SHEET, 2, "Värde"),),
    )


def raw_values() -> Iterator[tuple[str, str, float | str, str | None]]:
    """Cells as they stand in the XML of a sheet."""
    read, none = "formula_is_read", "formula_has_a_value"
    yield "inline", inline("12"), 12, None
    yield "inline-blanks", inline(" 12 "), 12, "text_is_trimmed"
    yield (
        "inline-superscript",
        ('<c t="inlineStr"><is><r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></is></c>'),
        12,
        "footnote_is_left_out",
    )
    yield "exponent", "<c><v>1.2E+3</v></c>", 1200, None
    yield "exponent-huge", "<c><v>1E+999</v></c>", NO_NUMBER, None
    yield "formula", "<c><f>6+6</f><v>12</v></c>", 12, read
    yield "formula-without-value", "<c><f>6+6</f></c>", none, None
    yield "formula-text", '<c t="str"><f>TEXT(A1)</f><v>12</v></c>', 12, read
    yield "formula-empty-text", '<c t="str"><f>""</f><v></v></c>', none, None
    yield "formula-error", '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "cell_has_no_error", None
    yield "formula-shared", '<c><f t="shared" ref="F2:F9" si="0">6+6</f><v>12</v></c>', 12, read
    yield "formula-shared-rest", '<c><f t="shared" si="0"/><v>12</v></c>', 12, read
    yield "formula-shared-without-value", '<c><f t="shared" ref="F2:F9" si="0">6+6</f></c>', none, None
    yield "formula-array", '<c><f t="array" ref="F2">SUM(A1:A2)</f><v>12</v></c>', 12, read
    yield "formula-table", '<c><f t="dataTable" ref="F2" dt2D="0" dtr="0" r1="A1"/><v>12</v></c>', 12, read
    yield "formula-true", '<c t="b"><f>1=1</f><v>1</v></c>', NO_NUMBER, read
    yield "date-iso", '<c t="d"><v>2024-10-15</v></c>', "value_is_not_a_date", None
    for code in ("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"):
        name = code.strip("#!?").replace("/", "").lower()
        yield f"error-{name}", f'<c t="e"><v>{code}</v></c>', "cell_has_no_error", None


def _formatted(value: Any, form: str, indicator: str) -> Callable[[str], bytes]:
    def change(page: Worksheet) -> None:
        page["F2"].number_format = form

    return lambda area: workbook([HEADINGS, row(value, area, indicator)], change)


def _raw(value_xml: str, shared: str = "") -> Callable[[str], bytes]:
    return lambda area: raw_workbook(value_xml, area, shared=shared)


def _struck(page: Worksheet) -> None:
    page["F2"].font = Font(strike=True)


# The other cells of a row.


@dataclass(frozen=True)
class Cellwise:
    """A row, some cells of which are written in another way, and what it must give."""

    name: str
    cells: dict[str, Any]
    rows: tuple[Observed, ...] = ()
    problems: tuple[tuple[str, str | None], ...] = ()
    """The rule and the heading; a problem without a heading is about the row."""

    repairs: tuple[str, ...] = ()
    area: str | None = None
    suffixes: tuple[str, ...] = ("csv", "xlsx")


def year_rows() -> Iterator[Cellwise]:
    """Follow-up years."""
    for name, text in {
        "prel": "2024 prel.",
        "p": "2024p",
        "brackets": "2024 (prel.)",
        "word": "2024 preliminärt",
        "nbsp": f"2024{NBSP}prel.",
        "capital": "2024 Prel",
    }.items():
        yield Cellwise(f"preliminary-{name}", {"year": text}, one(12, "preliminary"), repairs=("year_is_preliminary",))
    for name, text in {
        "slash": "2023/24",
        "slash-whole": "2023/2024",
        "hyphen": "2023-24",
        "en-dash": f"2023{EN_DASH}24",
        "blanks": "2023 / 24",
    }.items():
        cells = {"year": text, "indicator": "P1-02", "value": "34"}
        yield Cellwise(f"school-{name}", cells, one(34, indicator="P1-02"), repairs=("year_is_where_it_ends",))
        yield Cellwise(f"span-{name}", {"year": text}, problems=(("year_is_one_year", "År"),))
    october = {"year": "2023/24", "indicator": "P4-01", "value": "12"}
    yield Cellwise("october", october, one(12, indicator="P4-01"), repairs=("year_is_where_it_ends",))
    yield Cellwise("school-one", {"year": "2024", "indicator": "P1-02", "value": "34"}, one(34, indicator="P1-02"))
    long = {"year": "2023/25", "indicator": "P1-02", "value": "34"}
    yield Cellwise("school-long", long, problems=(("year_is_one_year", "År"),))
    yield Cellwise("iso-date", {"year": "2024-12-31"}, one(12), repairs=("year_is_of_a_date",))
    school_date = {"year": "2024-06-30", "indicator": "P1-02", "value": "34"}
    yield Cellwise("school-date", school_date, problems=(("year_is_one_year", "År"),))
    yield Cellwise("blanks", {"year": " 2024 "}, one(12), repairs=("text_is_trimmed",))
    for name, text, rule in (
        ("short", "24", "cell_minimum"),
        ("short-span", "23/24", "cell_type"),
        ("star", "2024*", "cell_type"),
        ("month", "jan 2024", "year_is_whole"),
        ("quarter", "2024 kv 1", "year_is_whole"),
        ("thousands", "2 024", "cell_type"),
        ("full-width", "２０２４", "cell_type"),
        ("decimals", "2024,5", "cell_type"),
        ("five-digits", "20244", "cell_maximum"),
        ("none", "", "cell_required"),
        ("negative", "-2024", "cell_minimum"),
        ("letter", "2O24", "cell_type"),
    ):
        yield Cellwise(f"year-{name}", {"year": text}, problems=((rule, "År"),))
    yield Cellwise("year-word", {"year": "år 2024"}, one(12), repairs=("code_is_mended",))
    yield Cellwise("year-future", {"year": "2027"}, (), (("year_has_begun", "År"),))
    yield Cellwise("year-before", {"year": "2019"}, (), (("year_is_within_validity", "År"),))
    only = ("xlsx",)
    day = datetime.datetime(2024, 12, 31)
    yield Cellwise("date-cell", {"year": day}, one(12), repairs=("year_is_of_a_date",), suffixes=only)
    yield Cellwise("number-cell", {"year": 2024}, one(12), suffixes=only)
    yield Cellwise("float-cell", {"year": 2024.0}, one(12), suffixes=only)
    yield Cellwise("half-year", {"year": 2024.5}, problems=(("cell_type", "År"),), suffixes=only)
    yield Cellwise("serial-date", {"year": 45580}, problems=(("cell_maximum", "År"),), suffixes=only)


def code_rows() -> Iterator[Cellwise]:
    """Sexes, ages, areas and indicators."""
    for name, text, sex in (
        ("total", "Totalt", "T"),
        ("both", "båda könen", "T"),
        ("women", "kvinnor", "K"),
        ("woman", "Kvinna", "K"),
        ("girls", "Flickor", "K"),
        ("men", "Män", "M"),
        ("boys", "pojkar", "M"),
        ("label", "kvinnor och flickor", "K"),
        ("english", "Women", "K"),
    ):
        both = {"indicator": "VNR-07", "sex": text}
        yield Cellwise(f"sex-{name}", both, one(12, indicator="VNR-07", sex=sex))
    yield Cellwise("sex-small", {"sex": "k"}, one(12, sex="K"), repairs=("code_is_mended",))
    yield Cellwise("sex-number", {"sex": "2"}, one(12, sex="K"), repairs=("code_is_mended",))
    yield Cellwise("sex-blank", {"sex": "K "}, one(12, sex="K"), repairs=("text_is_trimmed",))
    yield Cellwise("sex-nbsp", {"sex": f"{NBSP}T"}, one(12), repairs=("text_is_trimmed",))
    for name, text, rule in (
        ("both-codes", "K/M", "cell_enum"),
        ("latin", "F", "cell_enum"),
        ("other", "annat", "cell_enum"),
        ("list", "flickor, pojkar", "cell_enum"),
        ("children", "barn", "cell_enum"),
        ("none", "", "cell_required"),
    ):
        yield Cellwise(f"sex-{name}", {"sex": text}, problems=((rule, "Kön"),))
    for name, text, age in (
        ("total", "Totalt", "total"),
        ("all", "alla åldrar", "total"),
        ("label", "0–17 år", "0-17"),
        ("older", "18 år eller äldre", "18+"),
        ("code", "15-17", "15-17"),
    ):
        yield Cellwise(f"age-{name}", {"age": text}, (("VNR-03", 2024, "T", age, 12, "final"),))
    for name, text, age in (
        ("en-dash", f"0{EN_DASH}17", "0-17"),
        ("blanks", "0 - 17 år", "0-17"),
        ("and-older", "18 år och äldre", "18+"),
        ("w", "65-w", "65+"),
        ("dash", "18-", "18+"),
        ("plus-years", "65+ år", "65+"),
    ):
        rows = (("VNR-03", 2024, "T", age, 12.0, "final"),)
        yield Cellwise(f"age-{name}", {"age": text}, rows, repairs=("code_is_mended",))
    for name, text, rule in (
        ("unknown", "0-15", "cell_enum"),
        ("adults", "vuxna", "cell_enum"),
        ("number", "65", "cell_enum"),
        ("open", "18-65", "cell_enum"),
        ("none", "", "cell_required"),
    ):
        yield Cellwise(f"age-{name}", {"age": text}, problems=((rule, "Ålder"),))
    yield Cellwise(
        "age-date",
        {"age": datetime.datetime(2017, 1, 15)},
        problems=(("age_is_not_a_date", "Ålder"),),
        suffixes=("xlsx",),
    )
    zeros = ("zeros_are_put_back",)
    mended = ("code_is_mended",)
    yield Cellwise("area-zeros-lost", {"area": "114"}, one(12), repairs=zeros, area="0114")
    yield Cellwise("area-number", {"area": 117}, one(12), repairs=zeros, area="0117", suffixes=("xlsx",))
    yield Cellwise("area-name", {"area": "Vallentuna"}, one(12), repairs=mended, area="0115")
    yield Cellwise("area-code-and-name", {"area": "0115 Vallentuna"}, one(12), repairs=mended, area="0115")
    yield Cellwise("area-decimals", {"area": "115.0"}, one(12), repairs=mended, area="0115")
    yield Cellwise("area-whole-name", {"area": "Ekerö kommun"}, one(12), repairs=mended, area="0125")
    yield Cellwise("area-capitals", {"area": "HUDDINGE"}, one(12), repairs=mended, area="0126")
    yield Cellwise("area-nbsp", {"area": f"0127{NBSP}"}, one(12), repairs=("text_is_trimmed",), area="0127")
    yield Cellwise("area-nation", {"area": "Riket"}, one(12), repairs=mended, area="0000")
    for name, text, rule in (
        ("unknown", "9998", "reference_exists"),
        ("word", "kommunen", "cell_pattern"),
        ("misspelt", "Valentuna", "cell_pattern"),
        ("none", "", "cell_required"),
        ("five", "01150", "cell_pattern"),
        ("letter-o", "O115", "cell_pattern"),
    ):
        yield Cellwise(f"area-{name}", {"area": text}, (), ((rule, "Kommunkod"),), area="9998")
    for name, text in {
        "small": "vnr-03",
        "short": "VNR-3",
        "blank": "VNR 03",
        "joined": "VNR03",
        "en-dash": f"VNR{EN_DASH}03",
        "nbsp-inside": f"VNR-{NBSP}03",
        "three-digits": "VNR-003",
        "name": "Anmälda misshandelsbrott mot kvinnor i parrelation",
        "name-capitals": "ANMÄLDA MISSHANDELSBROTT MOT KVINNOR I PARRELATION",
    }.items():
        yield Cellwise(f"code-{name}", {"indicator": text}, one(12), repairs=("code_is_mended",))
    for name, text in {"trailing": "VNR-03 ", "nbsp": f"VNR-03{NBSP}", "zero-width": f"VNR-03{ZERO_WIDTH}"}.items():
        yield Cellwise(f"code-{name}", {"indicator": text}, one(12), repairs=("text_is_trimmed",))
    for name, text in {
        "unknown": "VNR-99",
        "longer": "VNR-033",
        "tenfold": "VNR-030",
        "letter-o": "VNR-O3",
        "without-number": "VNR",
        "digits-run-together": "P11",
        "digits-apart": "VNR-0-3",
        "kolada-id-of-no-indicator": "N07401",
        "none": "",
    }.items():
        yield Cellwise(f"code-{name}", {"indicator": text}, problems=(("indicator_is_known", "Indikator"),))
    yield Cellwise("code-two", {"indicator": "VNR-03, VNR-04"}, problems=(("indicator_is_one", "Indikator"),))


def status_rows() -> Iterator[Cellwise]:
    """Statuses and notes beside a value."""
    for name, text, status in (
        ("final", "publicerad", "final"),
        ("final-code", "final", "final"),
        ("preliminary", "preliminär", "preliminary"),
        ("preliminary-short", "Prel.", "preliminary"),
    ):
        yield Cellwise(f"status-{name}", {"status": text}, one(12, status))
    for name, text, status in (
        ("missing", "saknas", "missing"),
        ("missing-words", "uppgift saknas", "missing"),
        ("not-collected", "ej insamlad", "not_collected"),
        ("not-applicable", "ej tillämplig", "not_applicable"),
        ("hidden", "dold", "suppressed_primary"),
    ):
        yield Cellwise(f"status-{name}", {"value": "", "status": text}, one(None, status))
        # Who says that a figure is hidden may have written it: it is left out, as the workbook promises.
        is_hidden = status == "suppressed_primary"
        fault = () if is_hidden else (("unpublished_value_is_empty", "Värde"),)
        yield Cellwise(f"status-{name}-with-value", {"status": text}, one(None, status) if is_hidden else (), fault)
    agrees = {"value": "<5", "status": "dold"}
    yield Cellwise("status-of-hidden", agrees, one(None, "suppressed_primary"), repairs=("word_is_status",))
    differs = {"value": "<5", "status": "saknas"}
    yield Cellwise(
        "status-differs", differs, problems=(("status_agrees_with_value", "Status"),), repairs=("word_is_status",)
    )
    published = {"value": "", "status": "final"}
    yield Cellwise("status-without-value", published, (), (("published_value_is_present", "Värde"),))
    yield Cellwise("status-unknown", {"status": "klar"}, problems=(("cell_enum", "Status"),))
    yield Cellwise(
        "note-alone", {"value": "", "note": "Kommer senare"}, problems=(("note_has_a_status", "Anmärkning"),)
    )
    yield Cellwise("note", {"note": "Ny insamling, se bilaga; 1 till 3"}, one(12))
    yield Cellwise("note-lines", {"note": "Första raden\nandra raden"}, one(12))
    yield Cellwise("note-quotes", {"note": 'Kallas "ny" modell'}, one(12))
    yield Cellwise("note-blanks", {"note": " Ny modell "}, one(12), repairs=("text_is_trimmed",))
    yield Cellwise("note-carriage", {"note": "Första_x000D_\nandra"}, one(12), repairs=("text_is_trimmed",))
    for name, text in {"equals": '=HYPERLINK("x")', "plus": "+46", "at": "@SUM(A1)"}.items():
        yield Cellwise(f"note-{name}", {"note": text}, problems=(("text_is_not_a_formula", "Anmärkning"),))
    yield Cellwise("note-dash", {"note": "- se ovan"}, (), (("text_is_not_a_formula", "Anmärkning"),))
    yield Cellwise("two-faults", {"sex": "F", "age": "vuxna"}, problems=(("cell_enum", "Kön"), ("cell_enum", "Ålder")))


def row_cases() -> Iterator[Case]:
    """Each row as a text file and as a workbook."""
    for case in (each for family in (year_rows, code_rows, status_rows) for each in family()):
        for suffix in case.suffixes:
            sheet = SHEET if suffix == "xlsx" else None
            yield Case(
                f"row-{case.name}",
                suffix,
                _row_of(case.cells, workbook if suffix == "xlsx" else text_file),
                case.rows,
                tuple((rule, sheet, 2, column) for rule, column in case.problems),
                case.repairs,
                case.area,
            )


def _row_of(cells: dict[str, Any], write: Callable[..., bytes]) -> Callable[[str], bytes]:
    return lambda area: write([HEADINGS, row(**{"value": "12", "area": area} | cells)])


# Text files.

PLAIN = "Indikator;År;Kommunkod;Kön;Värde\nVNR-01;2024;{area};T;12,5\n"
NOTED = "Indikator;År;Kommunkod;Kön;Värde;Anmärkning\nVNR-01;2024;{area};T;12,5;Från en källa i Å\n"
TWO = "Indikator;År;Kommunkod;Kön;Värde\nVNR-01;2024;{area};T;12,5\nVNR-02;2024;{area};T;7\n"

PLAIN_ROWS = one(12.5, indicator="VNR-01")
TWO_ROWS = (*PLAIN_ROWS, *one(7, indicator="VNR-02"))


def text_cases() -> Iterator[Case]:
    """Encodings, signs between cells, line ends, quotes."""
    for encoding, repairs in {
        "utf-8": (),
        "utf-8-sig": (),
        "cp1252": ("file_was_in",),
        "iso-8859-1": ("file_was_in",),
        "utf-16": ("file_was_in",),
    }.items():
        yield _text(f"encoding-{encoding}", NOTED, PLAIN_ROWS, repairs=repairs, encoding=encoding)
    big_endian = lambda area: b"\xfe\xff" + NOTED.format(area=area).encode("utf-16-be")  # noqa: E731
    yield Case("text-encoding-utf-16-be", "csv", big_endian, PLAIN_ROWS, repairs=("file_was_in",))
    tabbed = NOTED.replace(";", "\t")
    yield _text("excel-unicode-text", tabbed, PLAIN_ROWS, repairs=("file_was_in",), encoding="utf-16", suffix="txt")
    yield _text("two-boms", "\ufeff" + NOTED, PLAIN_ROWS, encoding="utf-8-sig")
    unmarked = (("file_is_text", None, 1, None),)
    yield _text("encoding-utf-16-without-mark", NOTED, problems=unmarked, encoding="utf-16-le")
    for encoding in ("cp850", "mac-roman"):
        yield _text(
            f"encoding-{encoding}",
            NOTED + "VNR-02;2024;{area};T;1;Män och kvinnor på två håll\n",
            problems=(("encoding_is_known", None, 1, None),),
            encoding=encoding,
        )
    broken = (("letters_are_whole", None, 1, "B"),)
    twice = lambda area: NOTED.format(area=area).encode().decode("cp1252").encode()  # noqa: E731
    yield Case("text-mojibake", "csv", twice, problems=broken)
    yield _text("lost-letters", NOTED.replace("Å", "\ufffd").replace("ö", "\ufffd"), problems=broken)
    yield _text("nul", PLAIN + "\0", problems=(("file_is_text", None, 3, None),))
    yield _text("nul-in-cell", PLAIN.replace("12,5", "12\0,5"), problems=(("file_is_text", None, 2, None),))
    for name, sign in {"comma": ",", "tab": "\t", "pipe": "|"}.items():
        swapped = TWO.replace(";", sign).replace("12,5", '"12,5"' if sign == "," else "12,5")
        yield _text(f"delimiter-{name}", swapped, TWO_ROWS)
    yield _text("sep", "sep=;\n" + TWO, TWO_ROWS)
    yield _text("sep-crlf", ("sep=;\n" + TWO).replace("\n", "\r\n"), TWO_ROWS)
    yield _text("sep-cr", ("sep=;\n" + TWO).replace("\n", "\r"), TWO_ROWS)
    yield _text("sep-capital", "SEP=;\n" + TWO, TWO_ROWS)
    yield _text("sep-quoted", '"sep=;"\n' + TWO, TWO_ROWS)
    yield _text("sep-bom", "\ufeffsep=;\n" + TWO, TWO_ROWS)
    yield _text("sep-tab", "sep=\t\n" + TWO.replace(";", "\t"), TWO_ROWS)
    wrong_after_sep = ("sep=;\n" + TWO).replace("12,5", "tolv")
    second = ((NO_NUMBER, None, 2, "Värde"),)
    yield _text("sep-row-numbers", wrong_after_sep, TWO_ROWS[1:], second)
    yield _text("sep-row-numbers-cr", wrong_after_sep.replace("\n", "\r"), TWO_ROWS[1:], second)
    yield _text("sep-lies", "sep=,\n" + TWO, problems=(("file_has_a_source", None, None, None),))
    for name, end in {"crlf": "\r\n", "cr": "\r"}.items():
        yield _text(f"ends-{name}", TWO.replace("\n", end), TWO_ROWS)
    yield _text("ends-mixed", TWO.replace("\n", "\r\n", 1), TWO_ROWS)
    yield _text("no-last-end", TWO.rstrip(), TWO_ROWS)
    yield _text("trailing-signs", TWO.replace("\n", ";;;\n"), TWO_ROWS)
    yield _text("trailing-signs-uneven", TWO.replace("12,5\n", "12,5;;;;\n"), TWO_ROWS)
    yield _text("empty-rows", TWO.replace("\n", "\n\n;;;;\n \n"), TWO_ROWS)
    yield _text("form-feed-after", TWO + "\f", TWO_ROWS)
    yield _text("end-of-file-sign", TWO + "\x1a", TWO_ROWS, repairs=("text_is_left_out",))
    yield _text("quoted-all", _quoted(TWO), TWO_ROWS)
    yield _text("quoted-delimiter", NOTED.replace("Från en källa i Å", '"Från; en källa"'), PLAIN_ROWS)
    yield _text("unclosed-quote", TWO.replace("12,5", '"12,5'), problems=(("quotes_are_closed", None, 2, None),))
    yield _text("text-after-quote", TWO.replace("12,5", '"12",5'), problems=(("quotes_are_closed", None, 2, None),))
    line_in_cell = 'Indikator;År;Kommunkod;Kön;Värde;Anmärkning\nVNR-01;2024;{area};T;12,5;"a\nb\nc"\n'
    fault_after = line_in_cell + "VNR-02;2024;{area};T;tolv;\n"
    yield _text("lines-in-cell", fault_after, PLAIN_ROWS, ((NO_NUMBER, None, 3, "Värde"),))
    comma = "Indikator,År,Kommunkod,Kön,Värde"
    longer = (("row_ends_with_its_columns", None, 2, None),)
    yield _text("bare-decimal-comma", comma + "\nVNR-01,2024,{area},T,12,5\n", problems=longer)
    yield _text("bare-thousands-comma", comma + "\nVNR-01,2024,{area},T,1,234\n", problems=longer)
    doubtful = (("decimal_is_in_its_cell", None, 2, "Värde"),)
    yield _text("bare-decimal-before-note", comma + ",Anmärkning\nVNR-01,2024,{area},T,12,5,\n", problems=doubtful)
    yield _text("bare-decimal-as-note", comma + ",Anmärkning\nVNR-01,2024,{area},T,12,5\n", problems=doubtful)
    yield _text(
        "bare-decimal-before-status",
        comma + ",Status,Anmärkning\nVNR-01,2024,{area},T,12,5,,\n",
        problems=(("cell_enum", None, 2, "Status"),),
    )
    yield _text("bare-delimiter-in-note", NOTED.replace("Från en", "Från; en"), problems=longer)
    yield _text("number-as-note", NOTED.replace("Från en källa i Å", "5"), PLAIN_ROWS)
    swapped = "Värde;Kön;Kommunkod;År;Indikator\n12,5;T;{area};2024;VNR-01\n"
    yield _text("columns-in-another-order", swapped, PLAIN_ROWS)
    yield _text("capital-headings", PLAIN.replace("Indikator;År", "INDIKATOR;ÅR"), PLAIN_ROWS)
    yield _text("english-headings", "indicator_id;year;area_code;sex;value\n" + PLAIN.split("\n")[1], PLAIN_ROWS)
    yield _text("blanks-in-headings", PLAIN.replace("Värde", f" Värde{NBSP}"), PLAIN_ROWS)
    yield _text("colon-in-headings", PLAIN.replace("Värde", "Värde:").replace("Kön", "Kön *"), PLAIN_ROWS)
    other = PLAIN.replace("Värde", "Per 100 000 inv.").replace("Kommunkod", "Kommun")
    yield _text("other-headings", other, PLAIN_ROWS)
    yield _text("kolada-id", PLAIN.replace("VNR-01", "N07402"), PLAIN_ROWS, repairs=("code_is_mended",))
    of_another_kind = (("heading_is_of_its_kind", None, 1, "Antal"),)
    yield _text("heading-of-another-kind", PLAIN.replace("Värde", "Antal"), (), of_another_kind)
    yield _text("cells-that-end-with-letters", PLAIN.replace("12,5", "12,5 kr"), (), ((NO_NUMBER, None, 2, "Värde"),))
    yield _text(
        "ambiguity-solved-by-neighbour",
        TWO.replace("T;7", "T;1.234"),
        (*PLAIN_ROWS, *one(1234, indicator="VNR-02")),
        repairs=("mark_is_thousands",),
    )
    yield _text(
        "ambiguity-solved-as-decimals",
        TWO.replace("T;7", "T;1,234"),
        (*PLAIN_ROWS, *one(1.234, indicator="VNR-02")),
        repairs=("mark_is_decimal",),
    )
    yield _text(
        "neighbours-disagree",
        TWO.replace("T;7", "T;1,234") + "SEX-01;2024;{area};T;7.5\n",
        (*PLAIN_ROWS, *one(7.5, indicator="SEX-01")),
        ((AMBIGUOUS, None, 3, "Värde"),),
    )
    yield _text(
        "neighbour-of-another-kind",
        TWO.replace("T;7", "T;1,234") + "VNR-03;2024;{area};T;7.0\n",
        (*PLAIN_ROWS, *one(1.234, indicator="VNR-02"), *one(7)),
        repairs=("mark_is_decimal",),
    )
    again = TWO.replace("VNR-02", "VNR-01")
    yield _text(
        "same-row-other-value",
        again,
        PLAIN_ROWS,
        (("key_is_unique", None, 3, "Indikator"),),
    )
    yield _text("same-row-again", again.replace("T;7", "T;12.50"), PLAIN_ROWS, repairs=("row_is_the_same",))
    yield _text("sexes-that-do-not-add-up", SEXES, SEXES_ROWS[1:], (("total_is_sum_of_sexes", None, 2, "Värde"),))
    yield _text("sexes-that-add-up", SEXES.replace("T;12", "T;13"), (*one(13, indicator="VNR-07"), *SEXES_ROWS[1:]))
    alone: dict[str, tuple[str, Told]] = {
        "only-headings": (PLAIN.split("\n")[0], ("file_has_observations", None, None, None)),
        "no-headings": (PLAIN.split("\n")[1], ("file_has_a_source", None, None, None)),
        "prose": ("Hej! Här kommer siffrorna, de är 12 och 13.", ("file_has_a_source", None, None, None)),
        "only-blanks": (" \n\t\n", ("file_has_a_source", None, None, None)),
        "only-mark": ("\ufeff", ("file_has_a_source", None, None, None)),
        "empty": ("", ("file_is_readable", None, None, None)),
        "heading-missing": ("Indikator;År;Kön\nVNR-01;2024;T\n", ("headings_are_there", None, 1, None)),
        "year-missing": ("Indikator;Kön;Värde\nVNR-01;T;5\n", ("headings_are_there", None, 1, None)),
        "heading-twice": (
            "Indikator;År;Kön;Värde;Värde\nVNR-01;2024;T;5;6\n",
            ("headings_stand_once", None, 1, None),
        ),
        "heading-in-two-words": (
            "Indikator;År;Kön;Antal;Andel\nVNR-01;2024;T;5;6\n",
            ("headings_stand_once", None, 1, None),
        ),
        "web-page": ("<!DOCTYPE html><table><tr><td>Indikator", ("file_is_a_table", None, None, None)),
        "xml": ("<?xml version='1.0'?><Workbook>", ("file_is_a_table", None, None, None)),
        "json": ('{"indikator": "VNR-01"}', ("file_is_a_table", None, None, None)),
    }
    for name, (text, problem) in alone.items():
        yield _text(name, text.replace("{", "{{").replace("}", "}}"), problems=(problem,), is_alone=True)


SEXES = "Indikator;År;Kommunkod;Kön;Värde\nVNR-07;2024;{area};T;12\nVNR-07;2024;{area};K;7\nVNR-07;2024;{area};M;6\n"
SEXES_ROWS = (
    *one(12, indicator="VNR-07"),
    *one(7, indicator="VNR-07", sex="K"),
    *one(6, indicator="VNR-07", sex="M"),
)


def _text(
    name: str,
    text: str,
    rows: tuple[Observed, ...] = (),
    problems: tuple[Told, ...] = (),
    repairs: tuple[str, ...] = (),
    encoding: str = "utf-8",
    suffix: str = "csv",
    is_alone: bool = False,
) -> Case:
    make = lambda area: text.format(area=area).encode(encoding)  # noqa: E731
    return Case(f"text-{name}", suffix, make, rows, problems, repairs, is_alone=is_alone)


def _quoted(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(";".join(f'"{cell}"' for cell in line.split(";")) for line in lines) + "\n"


# Sheets.


def sheet_cases() -> Iterator[Case]:
    """Where a table stands in a sheet, what is hidden, merged and beside it."""
    title = ["Uppföljning 2024"]
    for blank_rows in (0, 1, 5, 40):
        yield _sheet(f"title-and-{blank_rows}-rows-above", [title, *[[]] * blank_rows, HEADINGS, "row"], one(12))
    texts = [[f"Rad {number} av anvisningen, som är lång."] for number in range(70)]
    yield _sheet("headings-far-down", [*texts, HEADINGS, "row"], problems=(("file_has_a_source", None, None, None),))
    yield _sheet("title-merged", [title, HEADINGS, "row"], one(12), change=lambda page: page.merge_cells("A1:H1"))
    yield _sheet("headings-merged", [HEADINGS, [], "row"], one(12), change=_merge_headings)
    yield _sheet("heading-with-line-break", [[*HEADINGS[:5], "Värde\n", *HEADINGS[6:]], "row"], one(12))
    yield _sheet("column-to-the-right", [["", "", *HEADINGS], ["", "", "row"]], one(12))
    yield _sheet("source-below", [HEADINGS, "row", [], ["Källa: Brå, hämtat 2025"]], one(12), left_out=1)
    yield _sheet("explanation-below", [HEADINGS, "row", ["* Preliminära siffror enligt källan"]], one(12), left_out=1)
    yield _sheet("sum-below", [HEADINGS, "row", ["Summa", "", "", "", "", 12]], one(12), sums=1)
    yield _sheet("sum-in-another-column", [HEADINGS, "row", ["", "", "", "SUMMA", "", 12]], one(12), sums=1)
    yield _sheet("total-below", [HEADINGS, "row", ["Totalt", "", "", "", "", 12]], one(12), sums=1)
    unnamed = (("indicator_is_known", SHEET, 3, "Indikator"),)
    yield _sheet("sum-without-a-name", [HEADINGS, "row", ["", "", "", "", "", 12]], one(12), unnamed)
    yield _sheet("headings-again", [HEADINGS, "row", HEADINGS, "other"], TWO_INDICATORS)
    yield _sheet("two-tables", [HEADINGS, "row", [], title, HEADINGS, "other"], TWO_INDICATORS, left_out=1)
    beside = [[*HEADINGS, "", *HEADINGS], "row"]
    yield _sheet("two-tables-beside", beside, problems=(("headings_stand_once", SHEET, 1, None),))
    other_order = ["Värde", "År", "Kommunkod", "Kön", "Ålder", "Indikator"]
    yield _sheet(
        "second-table-in-another-order",
        [HEADINGS, "row", other_order, [7, "2024", "area", "T", "total", "VNR-01"]],
        one(12),
        (("indicator_is_known", SHEET, 3, "Indikator"), ("indicator_is_known", SHEET, 4, "Indikator")),
    )
    yield _sheet(
        "unknown-column",
        [[*HEADINGS, "Handläggare"], ["row", "enhet A"]],
        one(12),
        (("column_is_known", SHEET, 1, "Handläggare"),),
    )
    yield _sheet(
        "column-without-heading",
        [HEADINGS, ["row", 99]],
        one(12),
        (("column_is_known", SHEET, 1, "I"),),
    )
    yield _sheet("empty-unknown-column", [[*HEADINGS, "Handläggare"], "row"], one(12))
    seen = (("row_is_seen", SHEET, 3, None),)
    two = [HEADINGS, "row", "other"]
    yield _sheet("row-hidden", two, one(12), seen, change=_hide_row)
    yield _sheet("row-folded", two, one(12), seen, change=_fold_row)
    yield _sheet("row-filtered", two, one(12), seen, change=_filter_row)
    yield _sheet("empty-row-hidden", [HEADINGS, "row", [], "other"], TWO_INDICATORS, change=_hide_row)
    yield _sheet("column-hidden", two, TWO_INDICATORS, (("column_is_seen", SHEET, 1, "Värde"),), change=_hide_column)
    yield _sheet("unused-column-hidden", two, TWO_INDICATORS, change=_hide_other_column)
    merged = (("value_is_not_merged", SHEET, 2, "Värde"), ("value_is_not_merged", SHEET, 3, "Värde"))
    yield _sheet("value-merged", two, problems=merged, change=lambda page: page.merge_cells("F2:F3"))
    yield _sheet("value-merged-sideways", two, TWO_INDICATORS, change=lambda page: page.merge_cells("F2:G2"))
    total = ["VNR-07", "2024", "area", "T", "total", 12]
    by_sex = [HEADINGS, total, ["", "", "", "K", "total", 7], ["", "", "", "M", "total", 5]]
    sexes = tuple(
        row for value, sex in ((12, "T"), (7, "K"), (5, "M")) for row in one(value, indicator="VNR-07", sex=sex)
    )
    yield _sheet("key-merged", by_sex, sexes, change=_merge_key)
    yield _sheet("key-on-its-first-row", by_sex, sexes, repairs=("key_is_filled_down",) * 6)
    twice = [HEADINGS, "row", ["", "", "", "K", "total", 7], ["", "", "", "K", "total", 5]]
    unnamed_again = (("indicator_is_known", SHEET, 4, "Indikator"),)
    yield _sheet(
        "key-empty-twice", twice, (*one(12), *one(7, sex="K")), unnamed_again, repairs=("key_is_filled_down",) * 3
    )
    yield _sheet("sheet-without-table", two, TWO_INDICATORS, change=_add_sheet(), repairs=("sheet_is_left_out",))
    hidden = (("sheet_is_seen", "Extra", None, None),)
    for state in ("hidden", "veryHidden"):
        yield _sheet(f"sheet-{state}", two, TWO_INDICATORS, hidden, change=_add_sheet(state))
    yield _sheet("empty-sheet-hidden", two, TWO_INDICATORS, change=_add_sheet("hidden", filled=False))
    other = (*one(12), *one(7, indicator="VNR-01", year=2023))
    yield _sheet("two-sheets", [HEADINGS, "row"], other, change=_add_table)
    yield _sheet("empty-cells-with-format", [HEADINGS, "row"], one(12), change=_format_far_down)
    yield _sheet("texts-as-numbers", [HEADINGS, "row"], one(12), change=_as_text)
    yield _sheet("unfilled", [HEADINGS, ["VNR-03", "2024", "area", "T", "total"]])
    unseen = (("row_is_seen", SHEET, 2, None),)
    rest = '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'
    yield Case("sheet-rest-hidden", "xlsx", _raw_sheet(before=rest), problems=unseen)
    flat = '<row r="2" ht="0" customHeight="1"'
    yield Case("sheet-row-without-height", "xlsx", _raw_sheet(second_row=flat), problems=unseen)
    yield Case("sheet-row-numbers-missing", "xlsx", _raw_sheet(first_row="<row", second_row="<row"), one(12))
    columns = '<cols><col min="6" max="6" width="0" customWidth="1"/></cols>'
    narrow = (("column_is_seen", SHEET, 1, "Värde"),)
    yield Case("sheet-column-without-width", "xlsx", _raw_sheet(before=columns), one(12), narrow)
    columns = '<cols><col min="1" max="16384" width="0" customWidth="1"/></cols>'
    every = tuple(("column_is_seen", SHEET, 1, heading) for heading in HEADINGS)
    yield Case("sheet-every-column-without-width", "xlsx", _raw_sheet(before=columns), one(12), every)


TWO_INDICATORS = (*one(12), *one(7, indicator="VNR-01"))


def _sheet(
    name: str,
    rows: Sequence[Any],
    found: tuple[Observed, ...] = (),
    problems: tuple[Told, ...] = (),
    change: Callable[[Worksheet], Any] | None = None,
    repairs: tuple[str, ...] = (),
    left_out: int = 0,
    sums: int = 0,
    is_alone: bool = False,
) -> Case:
    """A workbook of rows in which "row", "other" and "area" stand for a row, another indicator's, and the area."""
    told = (*repairs, *["text_is_left_out"] * left_out, *["sum_is_left_out"] * sums)
    if name.startswith("title"):
        told = repairs
    return Case(
        f"sheet-{name}",
        "xlsx",
        lambda area: workbook([_cells(cells, area) for cells in rows], change),
        found,
        problems,
        told,
        is_alone=is_alone,
    )


def _raw_sheet(
    before: str = "", first_row: str = '<row r="1"', second_row: str = '<row r="2"'
) -> Callable[[str], bytes]:
    def make(area: str) -> bytes:
        rows = headed(inline("12"), area).replace('<row r="1"', first_row).replace('<row r="2"', second_row)
        return archive(raw_parts(rows, before=before))

    return make


def _cells(cells: Any, area: str) -> list[Any]:
    words = {"row": row("12", area), "other": row("7", area, "VNR-01"), "area": [area]}
    if isinstance(cells, str):
        return words[cells]
    return [cell for each in cells for cell in (words.get(each, [each]) if isinstance(each, str) else [each])]


def _merge_headings(page: Worksheet) -> None:
    for column in "ABCDEFGH":
        page.merge_cells(f"{column}1:{column}2")
        page[f"{column}1"].alignment = Alignment(vertical="center")


def _merge_key(page: Worksheet) -> None:
    for column in "ABC":
        page.merge_cells(f"{column}2:{column}4")


def _hide_row(page: Worksheet) -> None:
    page.row_dimensions[3].hidden = True


def _fold_row(page: Worksheet) -> None:
    page.row_dimensions.group(3, 3, outline_level=1, hidden=True)


def _filter_row(page: Worksheet) -> None:
    page.auto_filter.ref = "A1:H3"
    page.auto_filter.add_filter_column(0, ["VNR-03"])
    page.row_dimensions[3].hidden = True


def _hide_column(page: Worksheet) -> None:
    page.column_dimensions["F"].hidden = True


def _hide_other_column(page: Worksheet) -> None:
    page.column_dimensions["M"].hidden = True


def _add_sheet(state: str = "visible", filled: bool = True) -> Callable[[Worksheet], None]:
    def change(page: Worksheet) -> None:
        assert page.parent is not None
        extra = page.parent.create_sheet("Extra")
        extra.sheet_state = state
        if filled:
            extra.append(["Anteckningar", "om insamlingen"])

    return change


def _add_table(page: Worksheet) -> None:
    assert page.parent is not None
    extra = page.parent.create_sheet("Förra året")
    for cells in page.iter_rows(values_only=True):
        extra.append(cells)
    extra["A2"], extra["B2"], extra["F2"] = "VNR-01", "2023", 7


def _format_far_down(page: Worksheet) -> None:
    for number in range(3, 400):
        page.cell(number, 30).font = Font(bold=True)


def _as_text(page: Worksheet) -> None:
    for cell in page[2]:
        cell.number_format = "@"


# Other tables.


def word_cases() -> Iterator[Case]:
    """Assessments and reasons, which are read beside the figures."""
    said = "Indikator;År;Kön;Skäl\n"
    yield _text(
        "reason-for-unknown", said + "VNR-99;2024;T;Ny siffra\n", (), (("indicator_is_known", None, 2, "Indikator"),)
    )
    yield _text("reason-without-words", said + "VNR-01;2024;T;\n", (), (("reason_is_given", None, 2, "Skäl"),))


# Files that were damaged on their way.


def damaged_cases() -> Iterator[Case]:
    """A sound workbook cut off, or with bytes of it changed, at places that a seeded generator has chosen."""
    chance = random.Random(20260412)
    for number in range(40):
        place = chance.random()
        yield Case(f"damaged-cut-{number:02}", "xlsx", _cut(place), TWO_INDICATORS, is_damaged=True)
    for number in range(60):
        seed = chance.getrandbits(32)
        yield Case(f"damaged-bytes-{number:02}", "xlsx", _altered(seed), TWO_INDICATORS, is_damaged=True)


def _sound(area: str) -> bytes:
    return workbook([HEADINGS, row(12, area), row(7, area, "VNR-01")])


def _cut(place: float) -> Callable[[str], bytes]:
    def make(area: str) -> bytes:
        whole = _sound(area)
        return whole[: max(5, int(len(whole) * place))]

    return make


def _altered(seed: int) -> Callable[[str], bytes]:
    def make(area: str) -> bytes:
        chance = random.Random(seed)
        content = bytearray(_sound(area))
        for _ in range(chance.choice((1, 1, 4, 30))):
            content[chance.randrange(4, len(content))] = chance.randrange(256)
        return bytes(content)

    return make


CASES: tuple[Case, ...] = (
    *value_cases(),
    *stored_cases(),
    *row_cases(),
    *text_cases(),
    *sheet_cases(),
    *word_cases(),
    *damaged_cases(),
)
