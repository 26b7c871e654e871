"""What a cell means, in the many ways that people write the same thing.

Each function takes a cell and returns a `Meaning`: the canonical text, or what is wrong. What is certain is repaired,
and the repair is named so that it can be reported; what is not certain is a fault, never a guess.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.intake.files.document import STRUCK, SheetCell
from pipeline.messages import number

BLANKS = "\u0020\u00a0\u2007\u2008\u2009\u202f"
"""What separates thousands: the ordinary space, and the no-break, fixed-width, thin and narrow ones."""

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Invisible characters that come along from web pages and e-mail."""

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"

FORMULA_SIGNS = ("=", "+", "@")
"""How a formula begins in a spreadsheet. A dash begins one too, but also a number, or replaces one."""

MISSING_WORDS = frozenset({"uppgift saknas", "uppgiften saknas", "saknas", "u.s.", "i.u.", "ingen uppgift", "n/a"})
NOT_APPLICABLE_WORDS = frozenset({"e.t.", "ej tillämplig", "ej tillämpligt", "inte tillämpligt", "ej aktuellt"})
NOT_COLLECTED_WORDS = frozenset({"ej insamlad", "ej insamlat", "inte insamlad", "ej mätt"})
HIDDEN_WORDS = frozenset({"dold", "dolt", "sekretess", "hemlig"})

YES, NO = frozenset({"ja", "yes", "j", "sant", "true", "1"}), frozenset({"nej", "no", "n", "falskt", "false", "0"})

STATUS_WORDS: Mapping[str, str] = {
    "definitiv": "final",
    "slutlig": "final",
    "prel": "preliminary",
    "prel.": "preliminary",
    "ej tillämpligt": "not_applicable",
    "ej insamlat": "not_collected",
    "uppgift saknas": "missing",
    "dold": "suppressed_primary",
}
"""Other spellings of a status, in addition to the schema's labels."""

SEX_WORDS: Mapping[str, str] = {
    "total": "T",
    "totalt": "T",
    "alla": "T",
    "samtliga": "T",
    "båda könen": "T",
    "kvinnor": "K",
    "kvinna": "K",
    "flickor": "K",
    "flicka": "K",
    "women": "K",
    "girls": "K",
    "män": "M",
    "man": "M",
    "pojkar": "M",
    "pojke": "M",
    "men": "M",
    "boys": "M",
}

AGE_WORDS: Mapping[str, str] = {"totalt": "total", "alla": "total", "samtliga": "total", "alla åldrar": "total"}

LESS_THAN = re.compile(r"(<|≤|färre än|mindre än|högst|max)\s*\d{1,2}(\s*(st|personer))?|1\s*[-–]\s*4")
FOOTNOTE = re.compile(r"(.*[\d%])(\s+\d{1,2}\)|\s*\*+|\s*[¹²³⁰⁴-⁹]+\)?)")
PERCENT = re.compile(r"(.*?)\s*(%|procent)")
PRELIMINARY_YEAR = re.compile(r"((?:19|20)\d{2})\s*\(?(p|prel|prel\.|preliminär|preliminärt)\)?")
SPAN_OF_YEARS = re.compile(rf"((?:19|20)\d{{2}})\s*[{DASHES}/]\s*((?:(?:19|20)\d{{2}})|\d{{2}})")
ISO_DATE = re.compile(r"((?:19|20)\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
PLAIN = re.compile(r"-?\d+")
GROUPED = re.compile(rf"-?\d{{1,3}}([{BLANKS}]\d{{3}})+")
ONE_SEPARATOR = re.compile(r"-?\d+([.,])(\d+)")
TWO_SEPARATORS = re.compile(r"-?\d{1,3}(\.\d{3})+,\d+|-?\d{1,3}(,\d{3})+\.\d+")
MANY_SEPARATORS = re.compile(r"-?\d{1,3}(\.\d{3}){2,}|-?\d{1,3}(,\d{3}){2,}")
GROUPED_DECIMAL = re.compile(rf"-?\d{{1,3}}([{BLANKS}]\d{{3}})+[.,]\d+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell was read as: its canonical text or its status, and what was repaired or else is wrong with it.

    `repair` and `fault` are names of sentences. A value cell that holds no number may have a `status` instead.
    """

    text: str = ""
    status: str | None = None
    repair: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """What a source means by a symbol in place of a number: `zero`, a value status, or None if that is unknown."""

    dash: str | None = None
    dot: str | None = None
    two_dots: str | None = None
    x: str | None = None

    def meaning(self, text: str) -> str | None:
        """What the symbol means; only for a text that is one."""
        return {".": self.dot, "..": self.two_dots, "x": self.x}.get(text, self.dash)


def is_sign(text: str) -> bool:
    """Whether the text is one of the symbols that sources use with different meanings."""
    return text in {".", "..", "x"} or (len(text) == 1 and text in DASHES)


def normalised(text: str) -> str:
    """A text as it is compared: whitespace collapsed, invisible characters removed, lower case."""
    return " ".join(text.translate(INVISIBLE).split()).casefold()


def text(cell: SheetCell) -> Meaning:
    """A cell of plain text, without surrounding whitespace."""
    if cell.is_error or (cell.formula is not None and cell.content is None):
        return Meaning(fault=_formula_fault(cell))
    original = written(cell)
    if STRUCK in original:
        return Meaning(original, fault="cell_is_not_struck")
    if original.startswith(FORMULA_SIGNS):
        return Meaning(original, fault="text_is_not_a_formula")
    # How a spreadsheet stores a carriage return from another system.
    tidy = original.replace("_x000D_", "").replace("\r\n", "\n").translate(INVISIBLE).strip()
    return Meaning(tidy, repair="text_is_trimmed" if tidy != original else None)


def code(cell: SheetCell, words: Mapping[str, str]) -> Meaning:
    """A code by any of the `words` for it (normalised, the code among them); else the text unchanged."""
    meaning = text(cell)
    found = words.get(normalised(meaning.text))
    if found is None or meaning.fault:
        return meaning
    is_in_other_case = meaning.text != found and normalised(meaning.text) == normalised(found)
    return Meaning(found, repair="code_is_mended" if is_in_other_case else meaning.repair)


def indicator(cell: SheetCell, codes: Mapping[str, str]) -> Meaning:
    """An indicator's code, repaired if only one can be meant (`codes`: by `code_key` and by normalised name)."""
    meaning = text(cell)
    if meaning.fault or not meaning.text or meaning.text in codes.values():
        return meaning
    found = codes.get(code_key(meaning.text)) or codes.get(normalised(meaning.text))
    return Meaning(found, repair="code_is_mended") if found else meaning


def code_key(written: str) -> str:
    """A code without what people leave out or change: case, dashes, spaces and leading zeros."""
    parts = re.findall(r"[a-zåäö]+|\d+", normalised(written))
    # Numbers are kept apart: "P11" is not P1-01.
    return "-".join(part.lstrip("0") if part.isdigit() else part for part in parts)


def area(cell: SheetCell, names: Mapping[str, str]) -> Meaning:
    """A municipality's code, leading zeros restored, from its code or its name (`names`: normalised, to codes)."""
    meaning = text(cell)
    codes = names.values()
    if meaning.fault or not meaning.text or meaning.text in codes:
        return meaning
    if meaning.text.isdigit() and len(meaning.text) < 4 and meaning.text.zfill(4) in codes:
        return Meaning(meaning.text.zfill(4), repair="zeros_are_put_back")
    found = names.get(normalised(meaning.text).removesuffix(" kommun"))
    return Meaning(found, repair="code_is_mended") if found else meaning


def age(cell: SheetCell, words: Mapping[str, str]) -> Meaning:
    """An age group, whatever the dash, and with or without "år"."""
    if isinstance(cell.content, datetime.date | datetime.datetime):
        # "15-17" and the like, which a spreadsheet has turned into a date: the original cannot be recovered.
        return Meaning(_without_midnight(cell.content), fault="age_is_not_a_date")
    meaning = code(cell, words)
    if meaning.fault or meaning.text in words.values():
        return meaning
    tidy = re.sub(rf"\s*[{DASHES}]\s*", "-", normalised(meaning.text)).removesuffix("år").strip()
    tidy = re.sub(r"\s*(\+|år eller äldre|år och äldre|-w|-)$", "+", tidy).replace(" ", "")
    return Meaning(tidy, repair="code_is_mended") if tidy in words.values() else meaning


def year(cell: SheetCell, spans_new_year: bool) -> Meaning:
    """A follow-up year. A school year, or another period across New Year, belongs to the year in which it ends.

    The status is `preliminary` if the year says so ("2024 prel.").
    """
    content = cell.content
    if isinstance(content, datetime.date | datetime.datetime):
        return _year_of_date(str(content.year), content.isoformat()[:10], spans_new_year)
    if isinstance(content, float) and not content.is_integer():
        return Meaning(str(content))
    meaning = text(cell)
    if meaning.fault:
        return meaning
    if match := PRELIMINARY_YEAR.fullmatch(normalised(meaning.text)):
        return Meaning(match[1], status="preliminary", repair="year_is_preliminary")
    if match := ISO_DATE.fullmatch(meaning.text):
        return _year_of_date(match[1], meaning.text, spans_new_year)
    match = SPAN_OF_YEARS.fullmatch(meaning.text)
    if not match:
        return meaning
    first, last = int(match[1]), int(match[2]) if len(match[2]) == 4 else int(match[1][:2] + match[2])
    if last % 100 == 0 and len(match[2]) == 2:
        last = first + 1
    if not spans_new_year or last != first + 1:
        return Meaning(meaning.text, fault="year_is_one_year")
    return Meaning(str(last), repair="year_is_where_it_ends")


def _year_of_date(found: str, written: str, spans_new_year: bool) -> Meaning:
    if spans_new_year:
        return Meaning(written, fault="year_is_one_year")
    return Meaning(found, repair="year_is_of_a_date")


def separators(cells: Iterable[SheetCell]) -> frozenset[str]:
    """The marks, comma or point, that some number in these cells can only have used as a decimal mark."""
    found = set()
    for cell in cells:
        if isinstance(cell.content, str):
            bare = "".join(cell.content.translate(INVISIBLE).split()).rstrip("%")
            match = ONE_SEPARATOR.fullmatch(bare)
            if match and (len(match[2]) != 3 or bare.startswith("0")):
                found.add(match[1])
    return frozenset(found)


def value(cell: SheetCell, kind: str, signs: Signs, decimal_marks: frozenset[str]) -> Meaning:
    """A figure, or the status given in its place.

    `kind` is the indicator's value kind; `signs` what its source means by a symbol; `decimal_marks` what `separators`
    found in the same column.
    """
    content = cell.content
    if cell.is_error or (cell.formula is not None and content is None):
        return Meaning(fault=_formula_fault(cell))
    if isinstance(content, datetime.date | datetime.time):
        return Meaning(_without_midnight(content), fault="value_is_not_a_date")
    repair = "formula_is_read" if cell.formula is not None else None
    if isinstance(content, bool):
        fault = None if kind == "yes_no" else "value_is_a_number"
        return Meaning(str(int(content)), repair=repair, fault=fault)
    if isinstance(content, int | float):
        return _numeric(float(content), cell.is_percent, kind, repair)
    return _textual(content or "", kind, signs, decimal_marks, repair)


def _numeric(content: float, is_percent: bool, kind: str, repair: str | None) -> Meaning:
    """A number stored by a spreadsheet. It keeps 15 digits; what a formula leaves beyond them is noise."""
    shown = number(float(f"{content:.15g}"))
    if is_percent:
        if kind != "share":
            return Meaning(f"{number(float(f'{content * 100:.13g}'))} %", fault="percent_is_for_shares")
        return Meaning(number(float(f"{content * 100:.13g}")), repair=repair)
    if kind == "share" and 0 < abs(content) < 1:
        return Meaning(shown, fault="share_is_in_per_cent")
    return Meaning(shown, repair=repair)


def _textual(content: str, kind: str, signs: Signs, decimal_marks: frozenset[str], repair: str | None) -> Meaning:
    tidy = content.translate(INVISIBLE).strip()
    plain = normalised(tidy)
    if not plain:
        return Meaning()
    if STRUCK in tidy:
        return Meaning(tidy, fault="cell_is_not_struck")
    if tidy.startswith("#"):
        return Meaning(tidy, fault="cell_has_no_error")
    if tidy.startswith(FORMULA_SIGNS):
        return Meaning(tidy, fault="text_is_not_a_formula")
    if is_sign(plain):
        meant = signs.meaning(plain)
        if meant is None:
            return Meaning(tidy, fault="sign_is_known")
        if meant == "zero":
            return Meaning("0", repair="sign_is_zero")
        return Meaning(status=meant, repair="sign_is_status")
    if status := _status_word(plain):
        return Meaning(status=status, repair="word_is_status")
    if kind == "yes_no" and plain in YES | NO:
        return Meaning("1" if plain in YES else "0", repair=repair)
    return _written_number(tidy, kind, decimal_marks, repair or ("text_is_trimmed" if tidy != content else None))


def _status_word(plain: str) -> str | None:
    for words, status in (
        (MISSING_WORDS, "missing"),
        (NOT_APPLICABLE_WORDS, "not_applicable"),
        (NOT_COLLECTED_WORDS, "not_collected"),
        (HIDDEN_WORDS, "suppressed_primary"),
    ):
        if plain in words:
            return status
    # "<5" is a figure that somebody has hidden: it is never 4.
    return "suppressed_primary" if LESS_THAN.fullmatch(plain) else None


def _written_number(tidy: str, kind: str, decimal_marks: frozenset[str], repair: str | None) -> Meaning:
    rest = tidy
    if match := FOOTNOTE.fullmatch(rest):
        rest, repair = match[1], "footnote_is_left_out"
    percent = PERCENT.fullmatch(rest)
    if percent:
        rest = percent[1]
        if kind != "share":
            return Meaning(tidy, fault="percent_is_for_shares")
    rest = re.sub(f"^[{DASHES}](?=\\d)", "-", rest)
    if (match := ONE_SEPARATOR.fullmatch(rest)) and _is_ambiguous(rest, match, decimal_marks):
        return Meaning(tidy, fault="number_is_unambiguous")
    found = _canonical(rest, decimal_marks)
    if found is None:
        return Meaning(tidy, fault="value_is_a_number")
    if kind == "share" and not percent and 0 < abs(float(found)) < 1:
        return Meaning(tidy, fault="share_is_in_per_cent")
    return Meaning(found, repair=repair)


def _is_ambiguous(rest: str, match: re.Match[str], decimal_marks: frozenset[str]) -> bool:
    """Whether "1.234" may be over a thousand or just over one, and the other numbers in the column do not settle it."""
    whole = rest[: match.start(1)].lstrip("-")
    looks_grouped = len(match[2]) == 3 and len(whole) <= 3 and not whole.startswith("0")
    return looks_grouped and len(decimal_marks) != 1


def _canonical(rest: str, decimal_marks: frozenset[str]) -> str | None:
    """The number with a decimal point and no thousands separators, or None if it is not a number."""
    if PLAIN.fullmatch(rest):
        digits = rest
    elif GROUPED.fullmatch(rest) or GROUPED_DECIMAL.fullmatch(rest):
        digits = re.sub(f"[{BLANKS}]", "", rest).replace(",", ".")
    elif TWO_SEPARATORS.fullmatch(rest):
        mark = max(".,", key=rest.rindex)
        digits = rest.replace("," if mark == "." else ".", "").replace(mark, ".")
    elif MANY_SEPARATORS.fullmatch(rest):
        digits = re.sub(r"[.,]", "", rest)
    elif match := ONE_SEPARATOR.fullmatch(rest):
        is_grouping = len(match[2]) == 3 and len(decimal_marks) == 1 and match[1] not in decimal_marks
        digits = rest.replace(match[1], "" if is_grouping else ".")
    else:
        return None
    return number(float(digits)) if len(digits) <= 16 else digits


def _without_midnight(moment: datetime.date | datetime.time) -> str:
    """A date or a time as staff see it: a spreadsheet stores every date as midnight of that day."""
    return str(moment).removesuffix(" 00:00:00")


def written(cell: SheetCell) -> str:
    """A cell's content as text, whatever type a spreadsheet stored it as."""
    content = cell.content
    if isinstance(content, float):
        return number(content)
    return "" if content is None else str(content)


def _formula_fault(cell: SheetCell) -> str:
    return "cell_has_no_error" if cell.is_error else "formula_has_a_value"
