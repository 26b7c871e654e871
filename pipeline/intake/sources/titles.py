"""What the texts around a table say of all of it: titles, the sheet's name, notes below.

A title is read word by word, and every word must be understood: what is left may limit the figures to a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.intake.sources.headings import PER, TIDY, YEAR, Measure, Vocabulary
from pipeline.intake.sources.spellings import INVISIBLE, normalised
from pipeline.messages import say

WORKBOOK = re.compile(re.escape(say("workbook_title", year="#")).replace(r"\#", r"((?:19|20)\d{2})"))
"""The title of the yearly workbook."""

OF_THE_FILE = re.compile(
    r"\b(källa|uttag|hämtad|hämtade|hämtat|uppdaterad|uppdaterat|publicerad|publicerat|utskriven|skapad|senast|https?|www|"
    r"databas\w*|fyll i|kontakt\w*)\b"
)
"""Words of a text that is about the file and not about its figures."""

GENERAL = re.compile(
    r"(blad|sheet|ark|tabell|table|data|diagram|värden|fil|export|underlag|siffror|uppgifter|statistik|resultat)\s?\d*"
)
"""Names of sheets that say nothing."""

FILLING = frozenset(
    "i för avser år under hos och på av per den det kommun kommunen uppföljning uppföljningen statistik "
    "sammanställning redovisning uppgifter siffror årsstatistik tabell indikator indikatorer nyckeltal mått siffrorna "
    "preliminära preliminär preliminärt prel slutliga slutlig definitiva helår hela året totalt samtliga alla åldrar "
    "ärenden är anmälda brott valt vald obs läsår läsåret kalenderår handlingsplan handlingsplanen".split()
)
"""Words of titles that limit nothing."""

SUSPECT = re.compile(
    r"\b(\w*prognos\w*|mål|målvärde\w*|budget\w*|\w*bedömning|utkast|median\w*|tkr|kronor|tusental|kostnad\w*|varav|"
    r"endast|bara|enbart|exkl\w*|uppräknat|skatt\w+|delår\w*|ack|misstänkt\w*|uppklara\w*|avslutade|promille|rang\w*|"
    r"förändring\w*|föregående)\b"
)
"""Words of figures that are not outcomes, or not of all: no column of the key can say so."""

BESIDE_A_LIMIT = frozenset({"mot", "personer"})
"""Words that stand beside a limit and add nothing to it: "brott mot kvinnor", "personer 15–17 år"."""

ABOUT = re.compile(r"\b(avser|gäller|omfattar|angivet|angivna|redovisas)\b")
"""How a note begins to say what the figures are of."""

LISTED = re.compile(r"\befter ((region|kommun|kön|år|ålder|åldersgrupp|indikator|tabellinnehåll)(,| och)?\s*)+")
"""How PxWeb ends a title: with the names of the table's dimensions."""

COUNTED = re.compile(r"\bantal(et)?( (anmälda brott|brott|personer|ärenden|beslut|individer|fall)\b)?")
SHARES = re.compile(r"\bandel(en)?\b|\bi procent\b|\bprocent\b|%")
PEOPLE = re.compile(r"\s*(av )?(inv\b\.?|invånare|personer)?")

NOT_FINAL = re.compile(r"\b(ej|inte) (slutlig\w*|definitiv\w*)|\bkan komma att ändras\b")

PRELIMINARY = re.compile(r"(?<!inte )(?<!ej )(?<!längre )\bprel(\.|iminär\w*\b|\b)(?! (\w+ )?(ingår|är) (inte|ej))")
"""What says that figures are preliminary, and not that they are not."""

FOOTNOTE = re.compile(r"(\*+|\d{1,2}\)|[¹²³⁴-⁹]+\)?)\s*\S")
"""How a footnote begins: with the mark of the figures that it is about."""

MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()

PART_OF_YEAR = re.compile(
    rf"(?<!\d )(?<!\d\. )\b({'|'.join(MONTHS)}|jan|feb|apr|jun|jul|aug|sept?|okt|nov|dec)\b|\bkvartal\w*|\bhalvår\w*|"
    r"\btertial\w*|\btermin\w*|\bmånad\w*|\bvecka\b|\bq[1-4]\b|\b[hv]t\b|\w*medelvärde\w*|\bgenomsnitt\w*|\brullande\b|"
    r"\backumulera\w*|\bhittills\b"
)
"""What says that figures are not of a single whole year. A month after a day is part of a date."""

PART_IN_A_SOURCE = re.compile(
    rf"\b(avser|gäller|t\.? ?o\.? ?m\.?|till och med)\b.*\b({'|'.join(MONTHS)}|[a-z]{{3}}\b)|kvartal|halvår|tertial"
)
"""The same in a text that is about the file, in which a month is most often that of a day when it was taken out."""

WHOLE_YEAR = re.compile(r"\b(1 )?jan(uari)?\.?\s*[–-]\s*(31 )?dec(ember)?\b|\bhelår(et|ssiffr\w+)?\b")

END_OF_YEAR = re.compile(r"\b31 dec(ember)?\b|\b31/12\b")

SPAN_OF_DAYS = re.compile(
    rf"\b\d{{1,2}}\s*(/\s*\d{{1,2}}|({'|'.join(MONTHS)}))\b[^.]*[–-]\s*\d{{1,2}}\s*(/\s*\d|[a-z])"
)
"""From a day to another: the day before a month does not make it a date of its own."""

LIMITS = {
    "sex": re.compile(r"\b(kvinnor\w*|kvinna\w*|män|mäns|flick\w+|pojk\w+)\b"),
    "age_group": re.compile(r"\b\d{1,2}\s*[–-]\s*\d{1,2}\s*år\b|\b\d{1,2}\s*år\b|\b\d{1,2}\+"),
    "area_code": re.compile(r"\b(\w+s län|länet|regionen|region \w+|(samtliga|alla) kommuner)\b"),
}
"""Words that say that the figures are of a part, or of another area, by the column that would have to say it."""

LONGEST_TEXT = 400
"""How many characters a title has at most; what is longer is prose, and not read."""

LONGEST = 30
"""How many words a name has at most."""


@dataclass(frozen=True)
class Unknown:
    """A text that is not understood: the columns that it limits in words that are, and whether no column can say it."""

    text: str
    limits: frozenset[str] = frozenset()
    is_suspect: bool = False


@dataclass(frozen=True)
class Said:
    """What the texts around a table say of all of its figures.

    members: by column, the text to read as if it stood in that column. measure: what the numbers are. unclear: by
    column, words that limit the figures in a way that is not understood, or contradict each other. unknown: texts that
    are not understood. is_preliminary: whether any text says so. preliminary_marks: the marks of footnotes that say so.
    """

    members: Mapping[str, str] = field(default_factory=dict)
    measure: Measure | None = None
    unclear: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[Unknown, ...] = ()
    is_preliminary: bool = False
    preliminary_marks: frozenset[str] = frozenset()

    def after(self, first: Said) -> Said:
        """What is said of a table further down: what its own titles do not say, those of the first table do."""
        return replace(
            self,
            members={**first.members, **self.members},
            measure=self.measure or first.measure,
            unclear={
                **{name: text for name, text in first.unclear.items() if name not in self.members},
                **self.unclear,
            },
            is_preliminary=self.is_preliminary or first.is_preliminary,
            preliminary_marks=self.preliminary_marks | first.preliminary_marks,
        )

    def marks_preliminary(self, *texts: str) -> bool:
        """Whether a figure or its heading has the mark of a footnote that says that it is preliminary."""
        return any(text.rstrip().endswith(mark) for text in texts for mark in self.preliminary_marks)


@dataclass
class _Title:
    """A title as it is read: the parts of the key found in it, its measure, and the words that are left."""

    members: list[tuple[str, str]] = field(default_factory=list)
    measure: Measure | None = None
    left: list[str] = field(default_factory=list)
    plain: str = ""


def read_titles(titles: Sequence[str], notes: Sequence[str], words: Vocabulary, own_area: str | None) -> Said:
    """What the titles above a table, the sheet's name and the notes below the table say.

    `own_area` is the municipality's own, which a source may be named after.
    """
    about = [text for text in titles if text.strip() and not OF_THE_FILE.search(normalised(text))]
    read = [(text, _read(text, words)) for text in about if not GENERAL.fullmatch(normalised(text))]
    found: dict[str, dict[str, str]] = {}
    for _, title in read:
        for column, word in title.members:
            found.setdefault(column, {})[words.meaning(column, word)] = word
    unclear: dict[str, str] = {column: " / ".join(same.values()) for column, same in found.items() if len(same) > 1}
    beside = [*(text for text in map(normalised, titles) if OF_THE_FILE.search(text)), *map(normalised, notes)]
    for text in (*(title.plain for _, title in read), *beside):
        pattern = PART_IN_A_SOURCE if OF_THE_FILE.search(text) else PART_OF_YEAR
        if (match := pattern.search(text) or SPAN_OF_DAYS.search(text)) and not WHOLE_YEAR.search(text):
            unclear["year"] = match[0]
    for text in (text for text in titles if OF_THE_FILE.search(normalised(text))):
        # A source may be named after a place; whom the figures are of is limited all the same.
        named = [member for member in _read(text, words).members if member[0] in ("area_code", "sex", "age_group")]
        for column, word in named:
            if words.meaning(column, word) not in (own_area, *found.get(column, {})):
                unclear.setdefault(column, word)
    unknown = []
    for text, title in read:
        limits = {column: word for column, word in _limits(title.plain) if column not in found}
        if title.left:
            # "Brott mot kvinnor" need not be of women: what a text says of whom is read only if all of it is.
            limits |= {column: word for column, word in title.members if column in ("sex", "age_group")}
        unclear |= limits
        if title.left:
            limits |= {"year": ""} if PART_OF_YEAR.search(title.plain) else {}
            is_suspect = SUSPECT.search(title.plain) is not None
            if is_suspect or _rest(title.left, limits.values()):
                unknown.append(Unknown(text, frozenset(limits), is_suspect))
    texts = list(map(normalised, (*titles, *notes)))
    preliminary = [plain for plain in texts if PRELIMINARY.search(plain) or NOT_FINAL.search(plain)]
    unknown += [Unknown(note, is_suspect=True) for note in notes if _limits_in_a_note(normalised(note))]
    return Said(
        {column: next(iter(same.values())) for column, same in found.items() if column not in unclear},
        next((title.measure for _, title in read if title.measure), None),
        unclear,
        tuple(unknown),
        any(not FOOTNOTE.match(plain) for plain in preliminary),
        frozenset(match[1] for plain in preliminary if (match := FOOTNOTE.match(plain))),
    )


def _read(text: str, words: Vocabulary) -> _Title:
    title = _Title()
    if len(text) > LONGEST_TEXT:
        return _Title(left=[text], plain=normalised(text))
    rest = normalised(text.translate(INVISIBLE))
    capitals = {word for word in re.findall(r"\w+", text) if word[:1].isupper()}
    names = {word.casefold() for word in capitals}
    rest = WHOLE_YEAR.sub(" helår ", LISTED.sub(" ", rest))
    rest = _without_names(rest, words, title)
    title.plain = rest
    whole = rest.strip(TIDY)
    if whole in words.members:
        # "15–17 år" is no longer that word by word.
        title.members.append((words.members[whole], whole))
        return title
    for year in YEAR.findall(rest):
        title.members.append(("year", year))
    rest = YEAR.sub(" ", rest)
    rest = _without_measure(rest, title)
    tokens = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*|\d+\+", rest)
    while tokens:
        size = next((size for size in range(min(LONGEST, len(tokens)), 0, -1) if _is_member(tokens, size, words)), 0)
        phrase = " ".join(tokens[: max(size, 1)])
        column = words.members.get(phrase)
        if phrase in FILLING:
            pass
        elif size and (column != "area_code" or tokens[0] in names or not tokens[0].isalpha()):
            title.members.append((str(column), phrase))
        elif tokens[0] not in FILLING:
            title.left.append(tokens[0])
        tokens = tokens[max(size, 1) :]
    return title


def _is_member(tokens: Sequence[str], size: int, words: Vocabulary) -> bool:
    return words.members.get(" ".join(tokens[:size])) in ("area_code", "sex", "age_group")


def _without_names(text: str, words: Vocabulary, title: _Title) -> str:
    """The text without the names and codes of indicators in it, which may themselves hold any word."""
    for name in words.indicator_names:
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        if name in text and re.search(pattern, text):
            title.members.append(("indicator_id", name))
            text = re.sub(pattern, " ", text)
    return text


def _without_measure(text: str, title: _Title) -> str:
    """The text without what it says that the numbers are."""
    if match := PER.search(text):
        people = PEOPLE.match(text[match.end() :])
        words = (people[2] or "") if people else ""
        title.measure = Measure("rate", int(re.sub(r"\s", "", match[1])), words)
        return f"{COUNTED.sub(' ', text[: match.start()])} {text[match.end() + (people.end() if people else 0) :]}"
    if SHARES.search(text):
        title.measure = Measure("share")
        return SHARES.sub(" ", text)
    if COUNTED.search(text):
        title.measure = Measure("count")
    return COUNTED.sub(" ", text)


def _rest(left: Iterable[str], limits: Iterable[str]) -> set[str]:
    """The words of a title that are neither understood nor part of a limit that is."""
    words = {word for limit in limits for word in re.findall(r"\w+", limit)}
    return set(left) - words - BESIDE_A_LIMIT


def _limits_in_a_note(plain: str) -> bool:
    """Whether a note says what the figures are of, in words that are more than their whole year."""
    if not (ABOUT.search(plain) or SUSPECT.search(plain)) or OF_THE_FILE.search(plain):
        return False
    return not (WHOLE_YEAR.search(plain) or END_OF_YEAR.search(plain))


def _limits(plain: str) -> Iterator[tuple[str, str]]:
    for column, pattern in LIMITS.items():
        if match := pattern.search(plain):
            yield column, match[0]


def workbook_year(texts: Iterable[str]) -> str | None:
    """The year of the yearly workbook, if any of the texts is its title."""
    return next((match[1] for text in texts if (match := WORKBOOK.fullmatch(text))), None)


def limited(said: Said, columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What the texts limit, by column with the words, that no column of the table says."""
    present = set(columns)
    for column, text in said.unclear.items():
        is_part_of_year = column == "year" and not YEAR.search(text)
        if is_part_of_year or column not in (*present, "year", "indicator_id"):
            yield column, text
