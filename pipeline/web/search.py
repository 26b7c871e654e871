"""The site's search: exact matches before looser ones, grouped by kind.

A hit ranks by the way it was found: each way is a query to the index that finds everything the ways before it find, and
more. Words are split, stemmed and folded by `pipeline.wording.stems`, as the index's were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.web.frame import facts, rows
from pipeline.web.language import ENGLISH, SWEDISH, chosen, marked
from pipeline.web.search_words import HELPERS, Page, in_years, indexes, is_year, site_pages, vocabulary
from pipeline.wording.stems import beginning, fold, stem, words

if TYPE_CHECKING:
    from datasette.app import Datasette

LONGEST_QUERY, MOST_WORDS, LONGEST_WORD = 200, 8, 40

SHORTEST_INSIDE = 4
"""With fewer letters than this, only the beginnings of words are searched."""

ADDRESSES = {
    "priority": "/inriktningar/{key}",
    "measure": "/inriktningar/{key}",
    "assessment": "/inriktningar/{key}",
    "indicator": "/indikatorer/{key}",
    "note": "/indikatorer/{key}",
    "break": "/indikatorer/{key}",
    "decision": "/plan#beslut",
    "plan": "/plan",
    "goal": "/plan#mal",
    "area": "/plan#inriktningar",
}

GROUPS = (
    (marked("Inriktningar"), ("priority",)),
    (marked("Indikatorer"), ("indicator",)),
    (marked("Plan och beslut"), ("plan", "decision", "goal", "area")),
    (marked("Åtgärder"), ("measure",)),
    (marked("Uppföljning i ord"), ("assessment",)),
    (marked("Fotnoter och seriebrott"), ("note", "break")),
)

AS_WRITTEN = 0
"""The first way to find something."""

OTHER_PAGES = marked("Andra sidor")

# The weights are for the columns kind, key, title, text, stems, folded and inner_words. The title weighs most.
HITS = """
with ways (id, way, score) as (
    select rowid, 0, bm25({table}, 0, 0, 10, 3, 1, 1, 1) from {table} where {table} match :written
    union all
    select rowid, 1, bm25({table}, 0, 0, 10, 3, 1, 1, 1) from {table} where {table} match :stemmed
    union all
    select rowid, 2, bm25({table}, 0, 0, 10, 3, 1, 1, 1) from {table} where {table} match :begun
    union all
    select rowid, 3, bm25({table}, 0, 0, 10, 3, 1, 1, 1) from {table} where {table} match :folded
    union all
    select rowid, 4, bm25({table}, 0, 0, 10, 3, 1, 1, 1) from {table} where {table} match :inside
)
select kind, key, title, text, min(way) as way, score
from ways join {table} on {table}.rowid = ways.id
group by ways.id
order by way, score, ways.id
"""

EVERYTHING = "select kind, key, title, text, folded, stems from {table} order by rowid"


@dataclass(frozen=True)
class Hit:
    """A search hit: its title, the address of its page, the line that matches best, and the way it was found.

    is_foreign: whether it was found among the texts of the other language.
    """

    kind: str
    title: str
    address: str
    line: str
    way: int
    is_foreign: bool = False


@dataclass(frozen=True)
class Found:
    """The result of a search.

    meant: the pages that everyday words lead to, the best first. groups: the hits by group, the best group first.
    has_all_words: whether a hit has every word. mended: the words that were searched for, if some were misspelt.
    without: a year that was asked for and has no figures. year: the year that was asked for and has.
    """

    meant: tuple[Page, ...]
    groups: tuple[tuple[str, tuple[Hit, ...]], ...]
    has_all_words: bool = True
    mended: str | None = None
    without: str | None = None
    year: int | None = None

    @property
    def count(self) -> int:
        return sum(len(hits) for _, hits in self.groups) or len(self.meant)


async def find(datasette: Datasette, query: str) -> Found:
    """The pages that are meant, and the hits that have all the words of a query or, if there are none, any of them.

    A year is no word, but the row to be shown.
    """
    known = await vocabulary(datasette)
    asked = search_terms(query)
    years = known.years.intersection(asked)
    written = [term for term in asked if not is_year(term)]
    year = max(map(int, years), default=None)
    without = min(filter(is_year, set(asked) - years), default=None)
    terms = [word for term in known.mended(written) for word in term.split()]
    mended = " ".join(terms) if terms != written else None
    meant = tuple(in_years(known.meant(terms), years))
    for joint in (" AND ", " OR "):
        hits = await _hits(datasette, terms, joint, is_meant=bool(meant)) if terms else []
        if hits:
            groups = _grouped([_hit(row, terms) for row in hits])
            return Found(meant, groups, joint == " AND ", mended, without, year)
    return Found(meant, (), mended=mended, without=without, year=year)


async def _hits(datasette: Datasette, terms: Sequence[str], joint: str, *, is_meant: bool) -> list[dict[str, Any]]:
    """The hits among the texts in the chosen language or, if there are none, among the Swedish."""
    for locale, table in indexes(await facts(datasette)).items():
        hits = await rows(datasette, HITS.format(table=table), match_expressions(terms, joint, locale))
        if chosen() == ENGLISH and locale == SWEDISH and is_meant:
            # An English word begins as many Swedish ones do.
            hits = [row for row in hits if row["way"] == AS_WRITTEN]
        if hits:
            return [{**row, "is_foreign": locale != chosen()} for row in hits]
    return []


async def everything(datasette: Datasette) -> list[tuple[str, list[tuple[Hit, str]]]]:
    """All that can be found, by group, each with the forms of its words that the site's copy is searched by."""
    known = await vocabulary(datasette)
    found = []
    table = next(iter(indexes(await facts(datasette)).values()))
    for row in await rows(datasette, EVERYTHING.format(table=table)):
        hit = _hit({**row, "way": 0}, [])
        everyday = known.words_of(hit.address) if hit.kind in ("priority", "indicator") else ""
        found.append((hit, f"{row['folded']} {row['stems']} {everyday}"))
    groups = [(heading, [each for each in found if each[0].kind in kinds]) for heading, kinds in GROUPS]
    pages = [(Hit("page", page.title, page.address, "", 0), known.words_of(page.address)) for page in site_pages()]
    return [(heading, hits) for heading, hits in [*groups, (OTHER_PAGES, pages)] if hits]


def search_terms(query: str) -> list[str]:
    """The words to search for: those that say what the query is about, or all if none does."""
    found = [word[:LONGEST_WORD] for word in dict.fromkeys(words(query))]
    significant = [word for word in found if word not in HELPERS]
    return (significant or found)[:MOST_WORDS]


def match_expressions(terms: Sequence[str], joint: str, locale: str = SWEDISH) -> dict[str, str]:
    """The ways to search for words, each in SQLite's full-text syntax (FTS5, "Full-text Query Syntax")."""
    stems = {word: stem(word, locale) for word in terms}
    shared = {word: beginning(word, locale) for word in terms}
    return {
        "written": joint.join(f'{{title text}} : "{word}"' for word in terms),
        "stemmed": joint.join(f'{{title text stems}} : ("{word}" OR "{stems[word]}")' for word in terms),
        "begun": joint.join(f'{{title text stems}} : ("{word}" * OR "{shared[word]}" *)' for word in terms),
        "folded": joint.join(_forgiving(word, shared[word], "folded") for word in terms),
        "inside": joint.join(
            _forgiving(word, shared[word], "folded inner_words" if len(shared[word]) >= SHORTEST_INSIDE else "folded")
            for word in terms
        ),
    }


def _forgiving(word: str, beginning: str, columns: str) -> str:
    return f'{{{columns}}} : ("{fold(word)}" * OR "{fold(beginning)}" *)'


def _grouped(hits: Sequence[Hit]) -> tuple[tuple[str, tuple[Hit, ...]], ...]:
    groups = [(heading, tuple(hit for hit in hits if hit.kind in kinds)) for heading, kinds in GROUPS]
    return tuple(sorted((group for group in groups if group[1]), key=lambda group: group[1][0].way))


def _hit(row: dict[str, Any], terms: Sequence[str]) -> Hit:
    title = row["title"][:1].upper() + row["title"][1:]
    address = ADDRESSES[row["kind"]].format(key=row["key"])
    line = _whole(row["text"]) if row["kind"] == "priority" else _line(row["text"], terms)
    return Hit(row["kind"], title, address, line, row["way"], row.get("is_foreign", False))


def _whole(text: str) -> str:
    """All that is said in a text: one of a priority's areas is not to be taken for the only one."""
    return " ".join(line for line in text.split("\n") if " " in line)


def _line(text: str, terms: Sequence[str]) -> str:
    """The line of a text with the most matches, the first of several. A line of a single word says too little."""
    lines = [line for line in text.split("\n") if " " in line] or [text]
    return max(lines, key=lambda line: sum(fold(beginning(word, chosen())) in fold(line.lower()) for word in terms))
