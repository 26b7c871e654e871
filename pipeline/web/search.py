"""The site's search: what was written before what was meant, grouped by what it is.

A hit is as good as the way it was found: each way is a question to the index that finds all that the ways before it
find, and more. How a word is stemmed and folded is as in `pipeline.builder.search_index`, which wrote the index; a test
holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import snowballstemmer

from pipeline.web.frame import rows
from pipeline.web.language import marked

if TYPE_CHECKING:
    from datasette.app import Datasette

STEMMER = snowballstemmer.stemmer("swedish")

LONGEST_QUERY, MOST_WORDS, LONGEST_WORD = 200, 8, 40

SHORTEST_INSIDE = 4
"""Fewer letters than this are looked for at the beginning of words alone."""

HELPERS = frozenset(
    "att av de den det där eller en ett för från gäller har hur i inom kan man med mot många och om på "
    "som ska så till under vad var vem vid vilka vilken vilket är åt".split()
)
"""Words that carry a question and are not what it is about."""

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

# The weights are of the columns: kind, key, title, text, stems, folded, inner_words. What a title says weighs most.
HITS = """
with ways (id, way, score) as (
    select rowid, 0, bm25(search_fts, 0, 0, 10, 3, 1, 1, 1) from search_fts where search_fts match :written
    union all
    select rowid, 1, bm25(search_fts, 0, 0, 10, 3, 1, 1, 1) from search_fts where search_fts match :stemmed
    union all
    select rowid, 2, bm25(search_fts, 0, 0, 10, 3, 1, 1, 1) from search_fts where search_fts match :begun
    union all
    select rowid, 3, bm25(search_fts, 0, 0, 10, 3, 1, 1, 1) from search_fts where search_fts match :folded
    union all
    select rowid, 4, bm25(search_fts, 0, 0, 10, 3, 1, 1, 1) from search_fts where search_fts match :inside
)
select kind, key, title, text, min(way) as way, score
from ways join search_fts on search_fts.rowid = ways.id
group by ways.id
order by way, score, ways.id
"""


@dataclass(frozen=True)
class Hit:
    """Something found: what it is called, where it is told of, the line that answers, and how it was found."""

    kind: str
    title: str
    address: str
    line: str
    way: int


@dataclass(frozen=True)
class Found:
    """What a search came to: the hits by group, the best group first, and whether all words had to be there."""

    groups: tuple[tuple[str, tuple[Hit, ...]], ...]
    has_all_words: bool

    @property
    def count(self) -> int:
        return sum(len(hits) for _, hits in self.groups)


async def find(datasette: Datasette, query: str) -> Found:
    """What the index has of a query: where all its words are, or else where any of them is."""
    asked = asked_words(query)
    for joint in (" AND ", " OR "):
        hits = await rows(datasette, HITS, questions(asked, joint)) if asked else []
        if hits:
            return Found(_grouped([_hit(row, asked) for row in hits]), joint == " AND ")
    return Found((), True)


def words(text: str) -> list[str]:
    """The words of a text in lower case, as SQLite's tokenizer divides it."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())


def stem(word: str) -> str:
    """The stem that a word's inflections share: Snowball's, and without the -et that it often leaves (våldet)."""
    found = str(STEMMER.stemWord(word))
    return found.removesuffix("et") if len(found) > 4 else found


def fold(word: str) -> str:
    """A word without the dots and rings of its letters."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def asked_words(query: str) -> list[str]:
    """The words that a query is about."""
    found = [word[:LONGEST_WORD] for word in dict.fromkeys(words(query))]
    telling = [word for word in found if word not in HELPERS]
    return (telling or found)[:MOST_WORDS]


def questions(asked: Sequence[str], joint: str) -> dict[str, str]:
    """The ways to look for words, in the language of SQLite's full-text search (FTS5, "Full-text Query Syntax")."""
    return {
        "written": joint.join(f'{{title text}} : "{word}"' for word in asked),
        "stemmed": joint.join(f'{{title text stems}} : ("{word}" OR "{stem(word)}")' for word in asked),
        "begun": joint.join(f'{{title text stems}} : ("{word}" * OR "{_beginning(word)}" *)' for word in asked),
        "folded": joint.join(_forgiving(word, "folded") for word in asked),
        "inside": joint.join(
            _forgiving(word, "folded inner_words" if len(_beginning(word)) >= SHORTEST_INSIDE else "folded")
            for word in asked
        ),
    }


def _forgiving(word: str, columns: str) -> str:
    return f'{{{columns}}} : ("{fold(word)}" * OR "{fold(_beginning(word))}" *)'


def _beginning(word: str) -> str:
    """What compounds and inflections of a word begin with; a stem of a letter or two begins too much."""
    found = stem(word)
    return found if len(found) > 2 else word


def _grouped(hits: Sequence[Hit]) -> tuple[tuple[str, tuple[Hit, ...]], ...]:
    groups = [(heading, tuple(hit for hit in hits if hit.kind in kinds)) for heading, kinds in GROUPS]
    return tuple(sorted((group for group in groups if group[1]), key=lambda group: group[1][0].way))


def _hit(row: dict[str, Any], asked: Sequence[str]) -> Hit:
    title = row["title"][:1].upper() + row["title"][1:]
    address = ADDRESSES[row["kind"]].format(key=row["key"])
    return Hit(row["kind"], title, address, _line(row["text"], asked), row["way"])


def _line(text: str, asked: Sequence[str]) -> str:
    """The line of a text that tells most of the words, the first where several do; a lone word tells too little."""
    lines = [line for line in text.split("\n") if " " in line] or [text]
    return max(lines, key=lambda line: sum(fold(_beginning(word)) in fold(line.lower()) for word in asked))
