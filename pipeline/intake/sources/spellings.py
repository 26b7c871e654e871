"""What a cell means, in the many ways that people write the same thing.

Each function takes a cell and returns a `Meaning`: the canonical text, or what is wrong. What is certain is repaired,
and the repair is named so that it can be reported; what is not certain is a fault, never a guess.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.intake.files.document import STRUCK, SheetCell
from pipeline.intake.sources.questions import ANY, Reading
from pipeline.messages import number, readable, say
from pipeline.model import MEN, TOTAL, WOMEN
from pipeline.wording.areas import read_area

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

IS_PRELIMINARY: Mapping[str, str] = {
    **dict.fromkeys(
        ("true", "sant", "ja", "j", "1", "p", "x", "prel", "prel.", "preliminär", "preliminärt"), "preliminary"
    ),
    **dict.fromkeys(("false", "falskt", "nej", "n", "0", "slutlig", "slutligt", "definitiv"), "final"),
}
"""The answers in a column that asks whether a figure is preliminary."""

TOTAL_WORDS = (
    *("total", "totalt", "alla", "samtliga", "båda könen", "båda", "both", "both sexes", "1+2", "1+2 totalt"),
    *("kvinnor och män", "män och kvinnor", "kvinnor + män", "män + kvinnor", "kvinnor+män", "män+kvinnor"),
    *("flickor och pojkar", "pojkar och flickor"),
)
WOMEN_WORDS = (
    *("2", "2 kvinnor", "kvinnor", "kvinna", "flickor", "flicka", "flickor/kvinnor", "kvinnor/flickor"),
    *("flickor och kvinnor", "women", "woman", "girls", "girl", "female", "females"),
)
MEN_WORDS = (
    *("1", "1 män", "män", "man", "pojkar", "pojke", "pojkar/män", "män/pojkar", "pojkar och män"),
    *("men", "boys", "boy", "male", "males"),
)

SEX_WORDS: Mapping[str, str] = {
    **dict.fromkeys(TOTAL_WORDS, TOTAL),
    **dict.fromkeys(WOMEN_WORDS, WOMEN),
    **dict.fromkeys(MEN_WORDS, MEN),
}
"""Other words for the sexes, in addition to the schema's labels. 1, 2 and 1+2 are SCB's codes."""

AGE_WORDS: Mapping[str, str] = dict.fromkeys(
    (
        *("totalt", "alla", "samtliga", "alla åldrar", "samtliga åldrar", "totalt ålder", "total ålder"),
        *("ålder totalt", "totalt, alla åldrar", "totalt alla åldrar", "0+", "0+ år", "all ages"),
    ),
    "total",
)

SUMS = frozenset({"summa", "summering", "totalsumma", "totalt", "total", "sum", "delsumma"})
"""How a row or a column of sums is called; in the columns of sexes and ages, "totalt" is a code like any other."""


LESS_THAN = re.compile(r"(<|≤|färre än|mindre än|högst|max)\s*\d{1,2}(\s*(st|personer))?|1\s*[-–]\s*4")
FOOTNOTE = re.compile(r"(.*[\d%])(\s+\d{1,2}\)|\s*\*+|\s*[¹²³⁰⁴-⁹]+\)?)")
PERCENT = re.compile(r"(.*?)\s*(%|procent)")
PRELIMINARY = re.compile(r"(?<![a-zåäö])\(?prel(\.|iminärt|iminära|iminär|iminary|\b)\)?|(?<=\d)\s*\(?p\)?$")
YEAR_WORD = re.compile(r"^(år|året|helår|helåret|kalenderår|kalenderåret|läsår|läsåret):?\s|\sår$")
DECIMAL_YEAR = re.compile(r"((?:19|20)\d\d)(?:[.,]0+)?")
MONTH = (
    r"(?:jan|feb)(?:uari)?|mars?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?|aug(?:usti)?|(?:sept?|nov|dec)(?:ember)?|"
    r"o[kc]t(?:ober)?"
)
PART_OF_YEAR = re.compile(
    rf"\b({MONTH}|månad\w*|kvartal\w*|halvår\w*|tertial\w*|vecka\w*|\w*termin\w*|[hv]t)\b"
    r"|(\b|(?<=\d))(m|k|q|kv|h|t|v)\.?\s?\d{1,2}\b"
    r"|\b\d{4}[-/.]?(0[1-9]|1[0-2])$|^(0?[1-9]|1[0-2])[-/.]\d{4}$"
)
CODE_AND_TITLE = re.compile(rf"(?P<code>[a-zåäö]+ \d+|\S+?)[:,;.]?( [{DASHES}:|]+)? (?P<title>.+)")
TITLE_AND_CODE = re.compile(r"(?P<title>.+) [(\[](?P<code>\S+)[)\]]")
CODE = re.compile(r"[a-zåäö].*\d")
WORD = re.compile(r"\w+")
OF_ANY_TITLE = frozenset({"i", "kommunen", "kommun", "antal", "inv", "per", "invånare"})
"""Words in the title of an indicator that limit nothing, beside those of its own names."""

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

    `repair` and `fault` are names of sentences; `ground` is what the repair rests on. A value cell that holds no number
    may have a `status` instead. `asks` is what a fault is about, if it is a question that staff can answer.
    """

    text: str = ""
    status: str | None = None
    repair: str | None = None
    fault: str | None = None
    ground: str = ""
    asks: Reading | None = None


@dataclass(frozen=True)
class Marks:
    """What a file itself settles of the marks in its numbers: where, by mark, a number can only be read in one way.

    decimal: the mark is followed by decimals there. thousands: it stands between thousands there.
    """

    decimal: Mapping[str, str] = field(default_factory=dict)
    thousands: Mapping[str, str] = field(default_factory=dict)

    def meaning(self, mark: str) -> tuple[str, str] | None:
        """What a mark means and where that is settled; None if it is not, or if the file contradicts itself."""
        other = "." if mark == "," else ","
        if len(self.decimal) > 1 or len(self.thousands) > 1:
            return None
        for meaning, own, against, opposite in (
            ("decimal", self.decimal, self.thousands, self.thousands),
            ("thousands", self.thousands, self.decimal, self.decimal),
        ):
            if mark in against:
                continue
            if mark in own:
                return meaning, own[mark]
            if other in opposite and other not in own:
                return meaning, opposite[other]
        return None


@dataclass(frozen=True)
class Usage:
    """How the values of a kind are written in a file of a source: by what is known of the source, and by the file."""

    kind: str = ""
    source: str = ""
    indicator: str = ""
    known: Mapping[Reading, str] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)

    def meaning(self, subject: str, text: str) -> str | None:
        """What is known of a sign, a mark and so on."""
        return self.known.get(Reading(subject, text, self.kind)) or self.known.get(Reading(subject, text, ANY))

    def mark(self, mark: str) -> tuple[str, str] | None:
        """What a mark before three digits means, and why: a count has no three decimals, so it is never supposed to."""
        known = self.meaning("decimal_mark", mark)
        if known:
            return known, say("ground_is_an_answer")
        settled = self.marks.meaning(mark)
        return None if settled and settled[0] == "decimal" and self.kind == "count" else settled


SIGN = re.compile(r"[^\w\s]{1,3}|[a-zåäö]{1,2}\.?|~\s?\d{1,3}\s?%?")
"""What sources write in place of a number: never a number itself, and never the same thing everywhere."""


COMMON_SIGNS = frozenset({"-", ".", "..", "x"})
"""The signs of Swedish statistics, which yet mean different things in different places."""


def sign_of(plain: str) -> str | None:
    """The sign that a normalised text is, each kind of dash written as one; None if it is no sign."""
    if len(plain) == 1 and plain in DASHES:
        return "-"
    return plain if SIGN.fullmatch(plain) else None


def is_year(plain: str) -> bool:
    """Whether a normalised text is written as a year."""
    found = year(SheetCell(plain), False)
    return not found.fault and bool(re.fullmatch(r"(19|20)\d{2}", found.text))


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
    # Words say what they mean, but SCB's 1 and 2 for the sexes do not.
    is_bare = normalised(meaning.text) == normalised(found) or not re.search(r"[^\W\d]", meaning.text)
    return Meaning(found, repair="code_is_mended" if is_bare and meaning.text != found else meaning.repair)


def indicator(cell: SheetCell, codes: Mapping[str, str]) -> Meaning:
    """An indicator's code, repaired if only one can be meant (`codes`: by `code_key` and by normalised name).

    A code may have its name after it. What follows it may be another title of the same indicator, but not another
    indicator, and not a sex, an age or a period that belongs in a column of its own.
    """
    meaning = text(cell)
    if meaning.fault or not meaning.text or meaning.text in codes.values():
        return meaning
    found = codes.get(code_key(meaning.text)) or codes.get(normalised(meaning.text))
    if found:
        return Meaning(found, repair="code_is_mended")
    for form in (CODE_AND_TITLE, TITLE_AND_CODE):
        match = form.fullmatch(normalised(meaning.text))
        found = codes.get(code_key(match["code"])) if match else None
        if match and found:
            fault = _title_fault(match["title"], found, codes)
            return Meaning(meaning.text, fault=fault) if fault else Meaning(found, repair="code_is_mended")
    return meaning


def _title_fault(title: str, found: str, codes: Mapping[str, str]) -> str | None:
    """What is wrong with the title beside the code of the indicator `found`."""
    meant = [codes.get(title), *(codes.get(code_key(word)) for word in title.split() if CODE.search(word))]
    if any(code not in (None, found) for code in meant):
        return "indicator_is_one"
    own = {word for name, code in codes.items() if code == found for word in WORD.findall(name)}
    words = set(WORD.findall(title))
    is_rate_as_count = "antal" in words and {"per", "100"} & own and not any(map(str.isdecimal, words))
    return "indicator_stands_alone" if words - own - OF_ANY_TITLE or is_rate_as_count else None


def code_key(written: str) -> str:
    """A code without what people leave out or change: case, dashes, spaces and leading zeros."""
    parts = re.findall(r"[a-zåäö]+|\d+", normalised(written))
    # Numbers are kept apart: "P11" is not P1-01.
    return "-".join(part.lstrip("0") if part.isdigit() else part for part in parts)


def area(cell: SheetCell, names: Mapping[str, str]) -> Meaning:
    """An area's code, from its code, its name or both (`names`: from `area_names`), leading zeros restored.

    A county, and a code and a name of different areas, are faults.
    """
    meaning = text(cell)
    if meaning.fault or not meaning.text or meaning.text in names.values():
        return meaning
    found = read_area(meaning.text, names)
    if found.code is None:
        return Meaning(meaning.text, fault=found.fault)
    is_shorter = meaning.text.isdecimal()
    if not meaning.text.strip("0-"):
        # "00" is the nation in statistics; a lone 0 is what a formula leaves where it finds nothing.
        return Meaning(found.code, repair="zeros_are_put_back") if meaning.text == "00" else meaning
    return Meaning(found.code, repair="zeros_are_put_back" if is_shorter else "code_is_mended")


def age(cell: SheetCell, words: Mapping[str, str]) -> Meaning:
    """An age group, whatever the dash, and with or without "år"."""
    if isinstance(cell.content, datetime.date | datetime.datetime):
        # "15-17" and the like, which a spreadsheet has turned into a date: the original cannot be recovered.
        return Meaning(_without_midnight(cell.content), fault="age_is_not_a_date")
    meaning = code(cell, words)
    if meaning.fault or meaning.text in words.values():
        return meaning
    plain = re.sub(r"^ålder:? ", "", normalised(meaning.text))
    tidy = re.sub(rf"\s*([{DASHES}]|\btill\b)\s*", "-", plain).removesuffix("år").strip()
    tidy = re.sub(r"\s*(\+|(år )?(eller|och) (äldre|uppåt)|-w|-)$", "+", tidy).replace(" ", "")
    return Meaning(tidy, repair="code_is_mended") if tidy in words.values() else meaning


def year(cell: SheetCell, spans_new_year: bool) -> Meaning:
    """A follow-up year. A school year, or another period across New Year, belongs to the year in which it ends.

    The status is `preliminary` if the year says so ("2024 prel."). A month, a quarter or half a year is a fault.
    """
    content = cell.content
    if isinstance(content, datetime.date | datetime.datetime):
        return _year_of_date(content.isoformat()[:10], content.isoformat()[:10], spans_new_year)
    if isinstance(content, float) and not content.is_integer():
        return Meaning(str(content))
    meaning = text(cell)
    if meaning.fault or re.fullmatch(r"\d{4}", meaning.text):
        return meaning
    bare, marks = PRELIMINARY.subn("", normalised(meaning.text))
    found = _written_year(YEAR_WORD.sub("", bare.strip(" ,;")), meaning.text, spans_new_year)
    if found is None or found.fault:
        return found or meaning
    return Meaning(found.text, status="preliminary", repair="year_is_preliminary") if marks else found


def _written_year(plain: str, written: str, spans_new_year: bool) -> Meaning | None:
    """The year of a normalised text without the words around it; None if it is no year."""
    if ISO_DATE.fullmatch(plain):
        return _year_of_date(plain, written, spans_new_year)
    if match := DECIMAL_YEAR.fullmatch(plain):
        return Meaning(match[1], repair="code_is_mended")
    span = SPAN_OF_YEARS.fullmatch(plain)
    if span and spans_new_year:
        return _year_of_span(span, written)
    if PART_OF_YEAR.search(plain):
        return Meaning(written, fault="year_is_whole")
    return Meaning(written, fault="year_is_one_year") if span else None


def _year_of_span(span: re.Match[str], written: str) -> Meaning:
    first, last = int(span[1]), int(span[2]) if len(span[2]) == 4 else int(span[1][:2] + span[2])
    if last % 100 == 0 and len(span[2]) == 2:
        last = first + 1
    if last != first + 1:
        return Meaning(written, fault="year_is_one_year")
    return Meaning(str(last), repair="year_is_where_it_ends")


def _year_of_date(date: str, written: str, spans_new_year: bool) -> Meaning:
    """The year of its first or last day; any other date may be that of a month."""
    if spans_new_year:
        return Meaning(written, fault="year_is_one_year")
    if not date.endswith(("-01-01", "-12-31")):
        return Meaning(written, fault="year_is_whole")
    return Meaning(date[:4], repair="year_is_of_a_date")


def marks(cells: Iterable[tuple[str, SheetCell]]) -> Marks:
    """What these cells, each after the words for where it is, settle of the marks in the numbers among them."""
    decimal: dict[str, str] = {}
    thousands: dict[str, str] = {}
    for place, cell in cells:
        if not isinstance(cell.content, str):
            continue
        bare = "".join(cell.content.translate(INVISIBLE).split()).rstrip("%")
        match = ONE_SEPARATOR.fullmatch(bare)
        if match and (len(match[2]) != 3 or bare.startswith("0")):
            decimal.setdefault(match[1], place)
        elif TWO_SEPARATORS.fullmatch(bare):
            mark = max(".,", key=bare.rindex)
            decimal.setdefault(mark, place)
            thousands.setdefault("," if mark == "." else ".", place)
        elif MANY_SEPARATORS.fullmatch(bare):
            thousands.setdefault("," if "," in bare else ".", place)
    return Marks(decimal, thousands)


def value(cell: SheetCell, usage: Usage, counts_empty: bool = False) -> Meaning:
    """A figure, or the status given in its place.

    `counts_empty`: the cell's formula counts on cells that are empty, so that its number may stand for nothing at all.
    """
    content = cell.content
    if cell.is_error or (cell.formula is not None and content is None):
        return Meaning(fault=_formula_fault(cell))
    if isinstance(content, datetime.date | datetime.time):
        return Meaning(_without_midnight(content), fault="value_is_not_a_date")
    repair = None
    if cell.formula is not None:
        repair = "formula_is_read"
        if counts_empty or content in ("", 0):
            known = usage.meaning("formula", "formel")
            if known is None:
                return Meaning(fault="formula_counts_what_is_there", asks=Reading("formula", "formel"))
            if known == "missing":
                return Meaning(status="missing", repair="formula_is_missing")
    if isinstance(content, bool):
        fault = None if usage.kind == "yes_no" else "value_is_a_number"
        return Meaning(str(int(content)), repair=repair, fault=fault)
    if isinstance(content, int | float):
        return _numeric(float(content), cell.is_percent, usage, repair)
    return _textual(content or "", usage, repair)


def base(cell: SheetCell, usage: Usage) -> Meaning:
    """A numerator or a denominator: a whole number of people or cases, or nothing where a status says why."""
    found = value(cell, replace(usage, kind="count"))
    is_whole = not found.text or re.fullmatch(r"\d{1,9}", found.text)
    if found.asks or (is_whole and not found.fault):
        return replace(found, status="", repair=None) if found.status else found
    return Meaning(fault="base_is_whole_number")


def _numeric(content: float, is_percent: bool, usage: Usage, repair: str | None) -> Meaning:
    """A number stored by a spreadsheet. It keeps 15 digits; what a formula leaves beyond them is noise."""
    shown = number(float(f"{content:.15g}"))
    if is_percent:
        if usage.kind != "share":
            return Meaning(f"{number(float(f'{content * 100:.13g}'))} %", fault="percent_is_for_shares")
        return Meaning(number(float(f"{content * 100:.13g}")), repair=repair)
    if usage.kind == "share" and 0 < abs(content) <= 1:
        return _share(shown, readable(content), usage)
    return Meaning(shown, repair=repair)


def _share(found: str, written: str, usage: Usage) -> Meaning:
    """A share that is no greater than one: per cent, or a part of one, as is known of the source."""
    # What is known of 0,34 says nothing of 1, which is more often one per cent.
    text = f"{'1' if abs(float(found)) == 1 else '<1'} / {usage.indicator}".casefold()
    known = usage.meaning("share", text)
    if known is None:
        return Meaning(written, fault="share_is_in_per_cent", asks=Reading("share", text, "share"))
    if known == "per_cent":
        return Meaning(found, repair="share_is_per_cent")
    return Meaning(number(float(f"{float(found) * 100:.13g}")), repair="share_is_part_of_one")


def _textual(content: str, usage: Usage, repair: str | None) -> Meaning:
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
    if usage.kind == "yes_no" and plain in YES | NO:
        return Meaning("1" if plain in YES else "0", repair=repair)
    if status := _status_word(plain):
        return Meaning(status=status, repair="word_is_status")
    sign = sign_of(plain)
    meant = usage.meaning("sign", sign or plain)
    if meant == "zero":
        return Meaning("0", repair="sign_is_zero")
    if meant:
        return Meaning(status=meant, repair="sign_is_status")
    if sign:
        fault = "sign_is_known" if sign in COMMON_SIGNS else "other_sign_is_known"
        return Meaning(tidy, fault=fault, asks=Reading("sign", sign))
    found = _written_number(tidy, usage, repair or ("text_is_trimmed" if tidy != content else None))
    is_no_answer = usage.kind == "yes_no" and found.fault == "value_is_a_number"
    return replace(found, fault="value_is_yes_or_no") if is_no_answer else found


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


def _written_number(tidy: str, usage: Usage, repair: str | None) -> Meaning:
    rest = tidy
    if match := FOOTNOTE.fullmatch(rest):
        rest, repair = match[1], "footnote_is_left_out"
    percent = PERCENT.fullmatch(rest)
    if percent:
        rest = percent[1]
        if usage.kind != "share":
            return Meaning(tidy, fault="percent_is_for_shares")
    rest = re.sub(f"^[{DASHES}](?=\\d)", "-", rest)
    ground = ""
    is_grouped = False
    if (match := ONE_SEPARATOR.fullmatch(rest)) and _looks_grouped(rest, match):
        settled = usage.mark(match[1])
        if settled is None:
            return Meaning(
                tidy, fault="number_is_unambiguous", asks=Reading("decimal_mark", match[1], usage.kind or ANY)
            )
        is_grouped, ground = settled[0] == "thousands", settled[1]
        repair = "mark_is_thousands" if is_grouped else "mark_is_decimal"
    found = _canonical(rest, is_grouped)
    if found is None:
        return Meaning(tidy, fault="value_is_a_number")
    if usage.kind == "share" and not percent and 0 < abs(float(found)) <= 1:
        return _share(found, tidy, usage)
    return Meaning(found, repair=repair, ground=ground)


def _looks_grouped(rest: str, match: re.Match[str]) -> bool:
    """Whether "1.234" may be over a thousand as well as just over one."""
    whole = rest[: match.start(1)].lstrip("-")
    return len(match[2]) == 3 and len(whole) <= 3 and not whole.startswith("0")


def _canonical(rest: str, is_grouped: bool) -> str | None:
    """The number with a decimal point and no thousands separators, or None if it is not a number.

    `is_grouped`: a single mark stands between thousands.
    """
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
        digits = rest.replace(match[1], "" if is_grouped else ".")
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
