"""What visitors mean by everyday words: the pages of `search_words`, misspellings mended, and years told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from pipeline.web.frame import Facts, facts, rows
from pipeline.web.language import ENGLISH, SWEDISH, chosen
from pipeline.wording.pages import PAGES
from pipeline.wording.stems import beginning, fold, stem, words

if TYPE_CHECKING:
    from datasette.app import Datasette

HELPERS = frozenset(
    (
        "a about alla am an and any are as at att av be been being blev bli blir but by can could de dem den det "
        "detta did do does du där därför eller en er ett fick finns fler for from från färre få får för förr förut "
        "get gets gjorde gjort got gäller går gör ha had hade han har has have he henne hennes her him his hon honom "
        "hos how hur här i if in inom inte is it its jag kan kom kommer kunna last man many me med mig min mina mitt "
        "mot much my mycket många ni not nu någon något några och of om on or oss our på she should sig sin sina sitt "
        "ska skulle so som some someone så that the their them there they this till to under upp us ut vad var vara "
        "varför vem vi vid vilka vilken vilket vill vår våra was we were what when where which who why will with "
        "would you your än är åt över"
    ).split()
)
"""Words that a question is phrased with, and that say nothing about its subject."""

MOST_MEANT = 6
"""The most pages that everyday words lead to."""

SHORTEST_BEGINNING, SHORTEST_WITHIN = 4, 5
"""The fewest letters by which a word is known at its beginning, and within a compound."""

SHORTEST_MENDED = 4
"""A word with fewer letters is not taken for a misspelling."""

LIKENESS = 0.8
"""How alike a misspelling and the word that is meant are (`difflib.SequenceMatcher.ratio`)."""

PHRASES = """
select phrase, address, coalesce(indicators.name, priorities.name) as title
from search_words
left join indicators on address = '/indikatorer/' || indicator_id
left join priorities on address = '/inriktningar/' || priority_id
order by search_words.rowid
"""

INDEXES: Mapping[str, str] = {SWEDISH: "search_fts", ENGLISH: "search_en_fts"}
"""The table of everything that can be found, by the language of its texts."""

WORDS = "select title, text from {table}"

YEAR = re.compile(r"(?:19|20)[0-9]{2}")

YEARS = "select distinct year from observations"


@dataclass(frozen=True)
class Page:
    """A page that everyday words lead to."""

    address: str
    title: str

    @property
    def is_of_the_site(self) -> bool:
        """Whether its title is the site's own, and not the data's."""
        return "/" + self.address.split("/")[1] in PAGES and not self.address.startswith("/indikatorer/")


@dataclass(frozen=True)
class Vocabulary:
    """What a release's search knows: phrases as folded stems with their pages, the words of its texts by their
    folded form, its years."""

    phrases: tuple[tuple[tuple[str, ...], str, str | None], ...]
    known: Mapping[str, str]
    years: frozenset[str]

    def meant(self, terms: Sequence[str]) -> list[Page]:
        """The pages that the terms lead to, first those of the most words, then those of words that lead to few."""
        forms = _forms(terms)
        said = [each for each in self.phrases if all(_is_said(part, forms) for part in each[0])]
        leads = Counter(parts for parts, _, _ in said)
        said.sort(key=lambda each: (-len(each[0]), leads[each[0]]))
        titles = {address: title for _, address, title in said}
        return [Page(address, title or PAGES[address][chosen()]) for address, title in titles.items()][:MOST_MEANT]

    def words_of(self, address: str) -> str:
        """The folded words that lead to a page, and those of its name if that is no text that is searched."""
        named = {fold(word) for word in words(PAGES[address][chosen()])} if address in PAGES else set()
        return " ".join(sorted(named.union(*(parts for parts, page, _ in self.phrases if page == address))))

    def mended(self, terms: Sequence[str]) -> list[str]:
        """The terms, each unknown one replaced by the known word that it is most like, if any is."""
        return [self._mended(term) for term in terms]

    def _mended(self, term: str) -> str:
        word = fold(term)
        if len(word) < SHORTEST_MENDED or self._knows(term):
            return term
        like = [known for known in self.known if abs(len(known) - len(word)) < 4 and set(known[:2]) & set(word[:2])]
        return next((self.known[each] for each in get_close_matches(word, sorted(like), n=1, cutoff=LIKENESS)), term)

    def _knows(self, term: str) -> bool:
        """Whether the term, or what its inflections share, is in a word of the texts or the phrases."""
        shared = fold(beginning(term, chosen()))
        return any(shared in known for known in self.known)


_VOCABULARIES: WeakKeyDictionary[Any, Vocabulary] = WeakKeyDictionary()


async def vocabulary(datasette: Datasette) -> Vocabulary:
    """The vocabulary of the release that this Datasette serves; one Datasette never changes release."""
    found = _VOCABULARIES.get(datasette)
    if found is None:
        known = await facts(datasette)
        phrases = await rows(datasette, PHRASES) if known.has_follow_up_years else []
        tables = [table for table in INDEXES.values() if table in known.tables]
        texts = [
            f"{row['title']} {row['text']}"
            for table in tables
            for row in await rows(datasette, WORDS.format(table=table))
        ]
        found = Vocabulary(
            tuple(
                (_stems(row["phrase"]), row["address"], row["title"])
                for row in phrases
                if row["title"] or row["address"] in PAGES
            ),
            dict(_known([*texts, *(row["phrase"] for row in phrases)])),
            frozenset(str(row["year"]) for row in await rows(datasette, YEARS)),
        )
        _VOCABULARIES[datasette] = found
    return found


def indexes(known: Facts) -> dict[str, str]:
    """The tables to search, by language: the chosen one first, and then the Swedish."""
    return {locale: INDEXES[locale] for locale in (chosen(), SWEDISH) if INDEXES[locale] in known.tables}


def site_pages() -> list[Page]:
    """The site's pages that are about neither an indicator nor a priority."""
    return [Page(address, names[chosen()]) for address, names in PAGES.items()]


def is_year(term: str) -> bool:
    """Whether a term is a year, of which there may be figures."""
    return YEAR.fullmatch(term) is not None


def in_years(hits: Iterable[Page], years: Collection[str]) -> list[Page]:
    """The pages, at the row of the year that was asked for, and that year's follow-up last."""
    if not years:
        return list(hits)
    year = max(years)
    placed = [
        Page(f"{hit.address}#ar-{year}" if hit.address.startswith("/indikatorer/") else hit.address, hit.title)
        for hit in hits
        if hit.address != "/uppfoljning"
    ]
    return [*placed[: MOST_MEANT - 1], Page(f"/uppfoljning/{year}", f"{PAGES['/uppfoljning'][chosen()]} {year}")]


def _forms(terms: Sequence[str]) -> list[tuple[str, str]]:
    """Each term and each two that follow on each other written together, as compounds often are not: folded, and as
    a folded stem.
    """
    return [(fold(term), fold(stem(fold(term)))) for term in [*terms, *map("".join, pairwise(terms))]]


def _is_said(part: str, forms: Iterable[tuple[str, str]]) -> bool:
    """Whether one of the words is an inflection or a compound of the stem."""
    for form, shared in forms:
        if part in (form, shared):
            return True
        if len(part) >= SHORTEST_BEGINNING and form.startswith(part):
            return True
        if len(part) >= SHORTEST_WITHIN and part in form:
            return True
    return False


def _stems(phrase: str) -> tuple[str, ...]:
    found = words(phrase)
    return tuple(fold(stem(word)) for word in found if word not in HELPERS) or tuple(map(fold, found))


def _known(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The words of the texts by their folded form; for two written together, as is often done, the two."""
    for text in texts:
        found = words(text)
        yield from ((fold(word), word) for word in found)
        if len(found) == 2:
            yield fold("".join(found)), " ".join(found)
