"""What a heading says: the column it stands over, the part of the key that it names, or what its numbers are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from pipeline.intake.sources import spellings
from pipeline.intake.sources.contract import OBSERVED, ImportContext
from pipeline.intake.sources.questions import Reading
from pipeline.intake.sources.spellings import normalised
from pipeline.messages import say
from pipeline.schema import TableSchema
from pipeline.wording.areas import area_names

ALSO_CALLED: Mapping[str, str] = {
    "indikatorkod": "indicator_id",
    "indikator-id": "indicator_id",
    "nyckeltal": "indicator_id",
    "nyckeltals-id": "indicator_id",
    "nyckeltal-id": "indicator_id",
    "nyckeltalsid": "indicator_id",
    "nyckeltal id": "indicator_id",
    "nyckeltal namn": "indicator_id",
    "nyckeltalsnamn": "indicator_id",
    "kpi": "indicator_id",
    "kpi_id": "indicator_id",
    "kpi_title": "indicator_id",
    "mått": "indicator_id",
    "tabellinnehåll": "indicator_id",
    "uppföljningsår": "year",
    "årtal": "year",
    "kalenderår": "year",
    "redovisningsår": "year",
    "statistikår": "year",
    "mätår": "year",
    "läsår": "year",
    "tid": "year",
    "time": "year",
    "kommun": "area_code",
    "kommuner": "area_code",
    "kommunnamn": "area_code",
    "kommun-kod": "area_code",
    "kommunid": "area_code",
    "kommun_id": "area_code",
    "kommun-id": "area_code",
    "kommun-nr": "area_code",
    "kommunnr": "area_code",
    "kommunnummer": "area_code",
    "region": "area_code",
    "regioner": "area_code",
    "regionkod": "area_code",
    "område": "area_code",
    "geografi": "area_code",
    "geografiskt område": "area_code",
    "municipality": "area_code",
    "municipality_id": "area_code",
    "gender": "sex",
    "ålder": "age_group",
    "åldersgrupp": "age_group",
    "åldersgrupper": "age_group",
    "åldersintervall": "age_group",
    "ålderskategori": "age_group",
    "åldersklass": "age_group",
    "age": "age_group",
    "preliminär": "value_status",
    "preliminärt": "value_status",
    "preliminära": "value_status",
    "prel": "value_status",
    "prel.": "value_status",
    "status_antal": "value_status",
    "av": "denominator",
    "värden": "value",
    "utfall": "value",
    "resultat": "value",
}
"""Other names for a column, in addition to its name and titles in the schema."""

PERIODS = frozenset(
    "period periodtyp periodicitet månad månader kvartal vecka halvår tertial termin månad/kvartal tidsperiod "
    "månadsnummer månad_nr månadsnr".split()
)
"""Headings of columns that may say that a row is of less than a year."""

WHOLE_YEAR = re.compile(
    r"(hel)?år(et)?|hela året|helårs?siffra|totalt|jan(uari)?\.?\s*[-–]\s*dec(ember)?\.?|yearly?|annual"
)
"""What such a column says of a row that is of a whole year."""

DIVIDES = re.compile(
    r"(^|[\s_/-])("
    r"brott|brotts\w*|gärning\w*|lagrum\w*|skol\w+|skola|förskola|förskol\w*|årskurs\w*|klass|program|inriktning|"
    r"stadsdel\w*|kommundel\w*|distrikt\w*|deso|regso|tätort\w*|postort|postnummer|län|länskod|landsting|"
    r"födelseland\w*|födelse\w+|bakgrund|härkomst|ursprung|medborgarskap|utländsk\w*|språk|religion|etnicitet|"
    r"funktionsnedsättning\w*|funktionshinder|sexuell läggning|könsidentitet|civilstånd|civilstatus|hushållstyp|"
    r"familjetyp|utbildning\w*|utbildningsnivå|inkomst\w*|sysselsättning\w*|yrke\w*|anställning\w*|"
    r"relation\w*|offer|offrets|gärningsperson\w*|misstänkt\w*|plats\w*|brottsplats|huvudman\w*|driftsform|regi|"
    r"kategori\w*|grupp|undergrupp|delgrupp|typ|ärendetyp|insatstyp|insats\w*|boendeform\w*|"
    r"nivå\s?\d*|förälder\w*|månad\w*|kvartal\w*|vecka\w*|veckodag|halvår\w*|tertial\w*|termin\w*|period\w*|"
    r"enkätfråga|fråga\w*|svarsalternativ\w*|svarskategori|måttenhet|storleksklass\w*"
    r")([\s_/-]|$)"
)
"""Headings of columns that divide the figures in a way that the product does not read."""

YEAR = re.compile(
    r"(?<![\d.,])((?:19|20)\d{2}(?:\s?[/–-]\s?(?:(?:19|20)\d{2}|\d{2}))?(?:\s?\(?prel(?:\.|iminärt?|\b)\)?)?)(?![\d,])"
)

PER = re.compile(r"(?:\bper|/)\s?(\d[\d\s]*)(?:\s?(?:av\s)?(?:invånare|inv\b\.?|personer|vuxna invånare|vuxna))?")
COUNT = re.compile(r"(?:summa\s)?antal(?:et)?(?:\s(.*))?|(?:personer|ärenden|brott),? antal")
SHARE = re.compile(r"andel(?:en)?(?:[\s,]*\(?(?:%|procent|i procent|i %)\)?)?|\(?(?:i )?(?:%|procent)\)?")

LONGEST = 300
"""How many characters a heading has at most; what is longer is no heading."""

TIDY = " ,;:()|–-"

JOINTS = re.compile(r"\s*[,;:|()]\s*|\s+[-–/]\s+|\s+")


class Role(Enum):
    """What a column is for."""

    BLANK = "blank"
    COLUMN = "column"
    VALUE = "value"
    PERIOD = "period"
    INFORMATION = "information"
    DIVIDES = "divides"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Measure:
    """What the numbers under a heading are: the kind, if it says; per how many; and the words for what is counted."""

    kind: str | None = None
    per: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its role, the column of the schema it stands over, and the parts of the key that it names itself.

    `members` holds, by column, the text to be read as if it stood in that column. `is_answered`: staff have said so.
    """

    text: str
    role: Role
    column: str = ""
    members: Mapping[str, str] = field(default_factory=dict)
    measure: Measure | None = None
    is_answered: bool = False

    @property
    def is_of_values(self) -> bool:
        """Whether the numbers of observations stand under it."""
        return self.role is Role.VALUE


@dataclass(frozen=True)
class Vocabulary:
    """The words that headings are made of, normalised: each with the column, or the part of a key, that it means.

    codes: by column, what each word means. bases: per how many the catalogue's rates are.
    """

    columns: Mapping[str, str]
    members: Mapping[str, str]
    information: frozenset[str]
    answered: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]]
    bases: frozenset[int]

    def read(self, text: str) -> Heading:
        """What a heading says."""
        plain = normalised(text[:LONGEST]).rstrip(":* ").strip('"')
        if not plain:
            return Heading(text, Role.BLANK)
        if len(text) > LONGEST:
            return Heading(text, Role.UNKNOWN)
        if plain in PERIODS:
            return Heading(text, Role.PERIOD)
        answer = self.answered.get(plain)
        meaning = self.columns.get(plain) or answer
        if answer == "not_read":
            # Of which sources it is so is for the reader to see.
            return Heading(text, Role.UNKNOWN)
        if meaning == "value":
            return Heading(text, Role.VALUE, "value", {}, measure_of(plain) or Measure(), answer is not None)
        if meaning:
            return Heading(text, Role.COLUMN, meaning, is_answered=answer is not None)
        found = self._parts(plain)
        if found and found[1] and found[1].per and found[1].per not in self.bases:
            return Heading(text, Role.DIVIDES)
        if found:
            members, measure = found
            return Heading(text, Role.VALUE, "value", members, measure)
        if plain in self.information:
            return Heading(text, Role.INFORMATION)
        return Heading(text, Role.DIVIDES if DIVIDES.search(plain) else Role.UNKNOWN)

    def _parts(self, plain: str) -> tuple[dict[str, str], Measure | None] | None:
        """The parts of the key and the measure that a heading is made of, if it is made of nothing else."""
        members: dict[str, str] = {}
        rest = plain
        if rest not in self.members:
            years = YEAR.findall(rest)
            if len(years) == 1:
                members["year"] = years[0]
                rest = " ".join(YEAR.sub(" ", rest).split()).strip(TIDY)
        if not rest:
            return members, None
        for words, measure in self._divided(rest):
            columns = [self.members[word] for word in words]
            if len({*columns, *members}) == len(columns) + len(members):
                return members | dict(zip(columns, words, strict=True)), measure
        return None

    def _divided(self, rest: str) -> Iterator[tuple[tuple[str, ...], Measure | None]]:
        """Each way to read a text as at most two members and at most one measure."""
        if rest in self.members:
            yield (rest,), None
        measure = Measure() if self.columns.get(rest) == "value" else measure_of(rest)
        if measure:
            yield (), measure
        for joint in JOINTS.finditer(rest):
            left, right = rest[: joint.start()].strip(TIDY), rest[joint.end() :].strip(TIDY)
            if left in self.members and right in self.members:
                yield (left, right), None
            for word, other in ((left, right), (right, left)):
                # "Andel kvinnor" is the share that are women; "antal kvinnor" can only be the number of them.
                found = measure_of(other)
                if word in self.members and found and not (found.kind == "share" and other == left and "," not in rest):
                    yield (word,), found

    def meaning(self, column: str, word: str) -> str:
        """What a word means as a part of the key, so that two words for the same are seen to be the same."""
        return self.codes.get(column, {}).get(word, word)

    @cached_property
    def indicator_names(self) -> list[str]:
        """The names and codes of indicators, the longest first."""
        names = (word for word, column in self.members.items() if column == "indicator_id")
        return sorted(names, key=lambda name: (-len(name), name))


def per_of(unit: str) -> int | None:
    """Per how many a unit is: 100000 of "antal per 100 000 invånare"."""
    match = re.search(r"per (\d[\d\s]*)", normalised(unit))
    return int(re.sub(r"\s", "", match[1])) if match else None


def measure_of(plain: str) -> Measure | None:
    """What the words say that the numbers are, or None if they do not say it."""
    if match := PER.search(plain):
        before = plain[: match.start()].strip(TIDY)
        if before in ("", "antal", "brott") or COUNT.fullmatch(before):
            return Measure("rate", int(re.sub(r"\s", "", match[1])), plain[match.end() :].strip(TIDY + "."))
        return None
    if match := COUNT.fullmatch(plain):
        return Measure("count", None, match[1] or "")
    return Measure("share") if SHARE.fullmatch(plain) else None


def vocabulary(context: ImportContext) -> Vocabulary:
    """The words of headings in tables of figures."""
    schema = context.schemas["observations"]
    indicators, areas = context.tables["indicators"], context.tables["areas"]
    columns = {normalised(word): name for word, name in ALSO_CALLED.items()}
    columns |= titles(schema, OBSERVED)
    members: dict[str, str] = {}
    codes: dict[str, dict[str, str]] = {"indicator_id": {}, "area_code": {}, "sex": dict(spellings.SEX_WORDS)}
    for code, name in areas.select("area_code", "name").drop_nulls().iter_rows():
        members |= dict.fromkeys((normalised(name), normalised(f"{code} {name}")), "area_code")
        codes["area_code"] |= dict.fromkeys((normalised(name), normalised(f"{code} {name}")), code)
    names = area_names(areas.select("area_code", "name").drop_nulls().iter_rows())
    members |= dict.fromkeys(names, "area_code")
    codes["area_code"] |= names
    members |= dict.fromkeys(
        ("falu kommun", "riket", "00 riket", "hela landet", "hela riket", "alla kommuner"), "area_code"
    )
    for row in indicators.iter_rows(named=True):
        for name in ("indicator_id", "name", "source_series_id", "source_series_title"):
            if row[name]:
                members[normalised(row[name])] = "indicator_id"
                codes["indicator_id"][normalised(row[name])] = row["indicator_id"]
    bases = {per for unit in indicators["unit"].drop_nulls() if (per := per_of(unit)) is not None}
    ages = schema.column("age_group").codes
    members |= {normalised(word): "age_group" for code in ages for word in (code.value, code.label) if len(word) > 5}
    members |= {word: "sex" for word in spellings.SEX_WORDS if len(word) > 2}
    members |= {normalised(word): "sex" for code in schema.column("sex").codes for word in (code.label, code.label_en)}
    return Vocabulary(
        columns, members, frozenset(information(context)), answered_headings(context), codes, frozenset(bases)
    )


def answered_headings(context: ImportContext) -> dict[str, str]:
    """What staff have said that a heading means, where they have said the same for every source."""
    meanings: dict[str, set[str]] = {}
    for (_, reading), meaning in context.readings.items():
        if reading.subject == "heading" and reading.applies_to == "any":
            meanings.setdefault(reading.text, set()).add(meaning)
    return {text: next(iter(found)) for text, found in meanings.items() if len(found) == 1}


def heading_reading(heading: str, applies_to: str = "any") -> Reading:
    """What a question about a heading is about."""
    return Reading("heading", normalised(heading), applies_to)


def titles(schema: TableSchema, names: tuple[str, ...]) -> dict[str, str]:
    """The columns of a table by every name that the schema gives them."""
    found: dict[str, str] = {}
    for name in names:
        column = schema.column(name)
        found |= {normalised(word): name for word in (name, column.title, column.title_en)}
    return found


def information(context: ImportContext) -> set[str]:
    """The headings of columns that repeat the catalogue for people to read."""
    return {normalised(say("heading_last_year"))} | {
        normalised(word)
        for table in ("observations", "indicators", "assessments", "priorities", "sources")
        for column in context.schemas[table].columns
        for word in (column.name, column.title, column.title_en)
    }
