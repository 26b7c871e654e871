"""Cells read together: under their heading, beside the cell before them, and as a column of many."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.model import Place
from pipeline.privacy import Hit, find, is_permitted, plainly
from pipeline.privacy.birth_dates import is_date, lone_date
from pipeline.privacy.identity_numbers import find_identity_numbers
from pipeline.privacy.person_names import SURNAME, WORD, Word

Cell = tuple[Place, str, str]
"""A place, words for where it is, and the text there."""

Found = tuple[Place, str, str, Hit]
"""As a cell, and the hit in its text."""


class Role(Enum):
    """What a text may be to the cells beside and below it."""

    NONE = auto()
    FIGURE = auto()
    LONE_DATE = auto()
    NAME = auto()
    WORD = auto()
    HEADS_FIGURES = auto()
    HEADS_DATES = auto()


WORDS = re.compile(
    r"(?:.{0,12}\bfödd\b.{0,12}|.{0,12}födelse(?:datum|dag|data|nummer|tid).{0,12}|p-?nr|pers\.?nr|person-?n(?:r|ummer)|"
    r"samordningsn(?:r|ummer)|date of birth|birth ?date|dob|lma.{0,14}|dossier.{0,8}|reg\.? ?nr\.?|registreringsnummer|"
    r"(?:bil|fordon)(?:en|et)?|(?:mobil)?tel(?:efon)?\.?(?:nr|nummer)?|mobil(?:nr|nummer)?|tfn|"
    r"(?:hem|bostads|folkbokförings|gatu)?adress|fastighet(?:sbeteckning)?|förnamn|tilltalsnamn|namn|elev|brukare|klient|handläggare|kontaktperson|"
    r"patient|reserv(?:nr|nummer))[ :*]{0,3}",
    re.IGNORECASE,
)
"""Headings and labels that make personal data of what would be nothing by itself."""

FIGURES = re.compile(
    r"\b(?:antal|andel|procent|per|värde|value|summa|total\w*|kvinnor|män|flickor|pojkar|båda|folkmängd|befolkning\w*|"
    r"invånare|kronor|t?kr|belopp|kostnad\w*|budget|index|median|medel\w*|max|min|riket|år|year|brott|anmäl\w*|"
    r"diarie\w*|dnr|löpnr|denominator|old_value)\b|%",
    re.IGNORECASE,
)
"""Words of headings above figures."""

DATES = re.compile(
    r"datum|hämta|uttag|giltig|beslut|\bfrån\b|\btill\b|uppdater|publicer|period|månad|kvartal|vecka|start|slut|skapa|ändra|retrieved|"
    r"\bdate|_on$|valid|\bt\.?o\.?m\b|\bfr\.?o\.?m\b",
    re.IGNORECASE,
)
"""Words of headings above dates that are nobody's birth."""

FIGURE = re.compile(r"\s*[-+~<>]?[0-9][0-9.,%\s]*|\s*")

FEW_DIGITS = re.compile(r"\s*[-+]?\s*([0-9]{3,4})\s*")
"""The last four digits of an identity number; a spreadsheet drops a zero before them."""

YEAR = re.compile(r"(?:19|20)[0-9]{2}")

LONGEST_LABEL = 60

JOINED_BY = (" ", ", ")
"""As a first name stands before a surname, and after one."""

FIRST_TEXTS = 3
"""How many of a column's first texts may be its heading. A later one is a remark among its cells."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a text is by itself: what was found in it, and what it may be to its neighbours."""

    hits: tuple[Hit, ...]
    role: Role


PLAIN = {role: Look((), role) for role in Role}
"""Shared by the many texts in which nothing was found."""

PLAIN_FIGURE = PLAIN[Role.FIGURE]
PLAIN_TEXT = PLAIN[Role.NONE]

WATCHED = (Role.LONE_DATE, Role.NAME, Role.WORD)
"""What makes the next cell worth a closer look."""


@dataclass(slots=True)
class Column:
    """What is known of a column so far: what its heading makes of its cells, and how many numbers it has."""

    word: str | None = None
    heads: Role | None = None
    texts: int = 0
    figures: int = 0
    dates: int = 0

    @property
    def is_of_figures(self) -> bool:
        """Whether its heading says so, or lone dates are no more than its other numbers."""
        return self.heads is Role.HEADS_FIGURES or self.figures >= self.dates


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is told when the whole sheet has been read, unless a column then shows that it is nobody's birth date."""

    found: tuple[Found, ...]
    column: Column | None = None
    beside: Column | None = None

    @property
    def is_dispelled(self) -> bool:
        """Whether the heading or the other cells explain the date, or the four digits after it, as something else."""
        if self.column is None:
            return False
        if self.column.is_of_figures or (self.beside and self.beside.heads is Role.HEADS_FIGURES):
            return True
        return self.column.heads is Role.HEADS_DATES and not self.found[0][3].is_sure


def find_in_cells(cells: Iterable[Cell], allowed: Collection[str] = ()) -> Iterator[Found]:
    """What looks like personal data in the cells, which come row by row, and in cells beside each other.

    Where two cells are personal data only together, both places are given, with the texts joined.
    """
    reader = _Reader(allowed)
    for cell in cells:
        yield from reader.read(cell)
    yield from reader.end()
    yield from (found for doubt in reader.apart.values() if not doubt.is_dispelled for found in doubt.found)


class _Reader:
    """Remembers the cell before, the columns of the sheet, and every text that was looked at."""

    def __init__(self, allowed: Collection[str]) -> None:
        self.allowed = allowed
        self.looks: dict[str, Look] = {}
        self.file: str | None = None
        self.sheet: str | None = None
        self.columns: dict[str, Column] = {}
        self.doubts: dict[tuple[Place, str], Doubt] = {}
        self.before: tuple[Cell, Look, Column] | None = None
        self.is_watching = False
        # What is in doubt outside the cells. A workbook keeps the texts of its cells there too: those are judged in
        # their cells.
        self.apart: dict[str, Doubt] = {}

    def read(self, cell: Cell) -> Iterable[Found]:
        """What this cell shows to be personal data, in it or in the one before."""
        place, where, text = cell
        if place.file != self.file or place.sheet != self.sheet:
            return [*self._turn_to(place), *self.read(cell)]
        look = self.looks.get(text)
        if look is None:
            look = self.looks[text] = _look(text, self.allowed)
        column = self.columns.get(place.column or where)
        if column is None:
            column = self.columns[place.column or where] = _column(place.column)
        if column.word is None and not self.is_watching:
            # Nearly every cell of a dataset ends here.
            if look is PLAIN_FIGURE:
                column.figures += 1
                self.before = None
                return ()
            if look is PLAIN_TEXT:
                column.texts += 1
                self.before = (cell, look, column)
                return ()
        return self._closely(cell, look, column)

    def end(self) -> list[Found]:
        """What was in doubt, now that the sheet has been read."""
        found = [each for doubt in self.doubts.values() if not doubt.is_dispelled for each in doubt.found]
        self.columns, self.doubts, self.before, self.is_watching = {}, {}, None, False
        return found

    def _turn_to(self, place: Place) -> list[Found]:
        found = self.end()
        self.file, self.sheet = place.file, place.sheet
        return found

    def _closely(self, cell: Cell, look: Look, column: Column) -> list[Found]:
        before, self.before = self.before, (cell, look, column)
        self.is_watching = look.role in WATCHED
        if before and (before[0][0].row is None or before[0][0].row != cell[0].row):
            before = None
        if cell[0].row is not None:
            self.apart.pop(cell[2], None)
        found = self._with_the_one_before(before, cell, look, column) or [*self._alone(before, cell, look, column)]
        if cell[0].row is not None or look.role is not Role.WORD:
            _count(column, cell[2], look.role)
        return found

    def _with_the_one_before(
        self, before: tuple[Cell, Look, Column] | None, cell: Cell, look: Look, column: Column
    ) -> list[Found]:
        """What the two cells are only together; what was in doubt about the first gives way to it."""
        if before is None:
            return []
        first, first_look, first_column = before
        if first_look.role is Role.LONE_DATE:
            found = self._date_and_digits(first, cell, first_column.word is not None)
            doubt = Doubt(tuple(found), first_column, column)
        elif Role.NAME in (first_look.role, look.role) and not first_look.hits and not look.hits:
            found = self._names(first, cell)
            if found and found[0][3].is_sure:
                self.doubts.pop((first[0], first[2]), None)
                return found
            doubt = Doubt(tuple(found))
        else:
            return []
        if found:
            self.doubts[first[0], first[2]] = doubt
        return []

    def _date_and_digits(self, first: Cell, second: Cell, label_is_known: bool) -> list[Found]:
        digits = FEW_DIGITS.fullmatch(plainly(second[2]))
        if not digits:
            return []
        number = f"{plainly(first[2]).strip(' -')}-{digits[1]:>04}"
        if any(find_identity_numbers(number)):
            return _both(first, second, number, Hit("identity_number", 0, len(number)))
        is_other = len(digits[1]) < 4 or YEAR.fullmatch(digits[1]) or is_permitted(first[2].strip(), self.allowed)
        joined = f"{first[2]} {second[2]}"
        if is_other or label_is_known or is_permitted(joined, self.allowed):
            return []
        return _both(first, second, joined, Hit("birth_date", 0, len(joined), is_sure=False))

    def _names(self, first: Cell, second: Cell) -> list[Found]:
        if max(len(first[2]), len(second[2])) > LONGEST_LABEL:
            return []
        if any(is_permitted(f"{first[2]}{between}{second[2]}", self.allowed) for between in JOINED_BY):
            return []
        for between in JOINED_BY:
            joined = f"{first[2]}{between}{second[2]}"
            for hit in find(joined, self.allowed):
                if hit.start < len(first[2]) and hit.end > len(first[2]) + len(between):
                    is_surname = any(SURNAME.fullmatch(word) for word in WORD.findall(joined[hit.start : hit.end]))
                    is_sure = hit.is_sure and is_surname
                    return _both(first, second, joined, Hit(hit.kind, hit.start, hit.end, is_sure))
        return []

    def _alone(
        self, before: tuple[Cell, Look, Column] | None, cell: Cell, look: Look, column: Column
    ) -> Iterator[Found]:
        """What the cell is by itself, or after the word above it or the label before it."""
        label = before[0][2] if before and before[1].role is Role.WORD else None
        hits = self._after(label, cell[2]) or self._after(column.word, cell[2]) or [(cell[2], hit) for hit in look.hits]
        found = tuple((cell[0], cell[1], text, hit) for text, hit in hits)
        yield from (each for each in found if each[3].is_sure)
        doubtful = tuple(each for each in found if not each[3].is_sure)
        is_labelled = before is not None and before[1].role in (Role.HEADS_FIGURES, Role.HEADS_DATES)
        if doubtful:
            self._keep(cell, Doubt(doubtful))
        elif look.role is Role.LONE_DATE and not found and not is_labelled:
            self._doubt_date(cell, column)

    def _after(self, word: str | None, text: str) -> list[tuple[str, Hit]]:
        """What is found in the text when it is read after a word; joined with the word if that is part of it."""
        if word is None:
            return []
        joined = f"{word.rstrip(' :*')}: {text}"
        offset = len(joined) - len(text)
        return [
            (text, Hit(hit.kind, hit.start - offset, hit.end - offset, hit.is_sure))
            if hit.start >= offset
            else (joined, hit)
            for hit in find(joined, self.allowed)
            if hit.end > offset
        ]

    def _doubt_date(self, cell: Cell, column: Column) -> None:
        date = cell[2].strip()
        if not is_permitted(date, self.allowed):
            start = cell[2].index(date)
            hit = Hit("birth_date", start, start + len(date), is_sure=False)
            self._keep(cell, Doubt(((*cell, hit),), column))

    def _keep(self, cell: Cell, doubt: Doubt) -> None:
        if cell[0].row is None:
            self.apart[cell[2]] = doubt
        else:
            self.doubts[cell[0], cell[2]] = doubt


def _both(first: Cell, second: Cell, joined: str, hit: Hit) -> list[Found]:
    return [(place, where, joined, hit) for place, where, _ in (first, second)]


def _look(text: str, allowed: Collection[str]) -> Look:
    hits, role = find(text, allowed), _role(text)
    return Look(tuple(hits), role) if hits else PLAIN[role]


def _role(text: str) -> Role:
    plain = plainly(text) if len(text) <= LONGEST_LABEL else ""
    if lone_date(plain):
        return Role.LONE_DATE
    if (FIGURE.fullmatch(plain) and plain) or is_date(plain):
        return Role.FIGURE
    if WORDS.fullmatch(plain):
        return Role.WORD
    if FIGURES.search(plain):
        return Role.HEADS_FIGURES
    if DATES.search(plain):
        return Role.HEADS_DATES
    return Role.NAME if _is_first_name(plain) else Role.NONE


def _is_first_name(plain: str) -> bool:
    words = [Word(match[0], *match.span()) for match in WORD.finditer(plain)]
    return 0 < len(words) <= 3 and words[0].is_first_name and all(word.is_surely_name for word in words)


def _column(name: str | None) -> Column:
    """A column whose name is its heading, or only a letter."""
    column = Column()
    if name and len(name) > 3:
        _count(column, name, _role(name))
    return column


def _count(column: Column, text: str, role: Role) -> None:
    """Remember what a cell shows of its column."""
    if role is Role.FIGURE:
        column.figures += 1
    elif role is Role.LONE_DATE:
        column.dates += 1
    else:
        column.texts += 1
        if role is Role.WORD:
            column.word, column.heads = text, None
        elif role in (Role.HEADS_FIGURES, Role.HEADS_DATES) and column.texts <= FIRST_TEXTS:
            column.word, column.heads = None, role
