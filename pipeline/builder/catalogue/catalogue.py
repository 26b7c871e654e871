"""The catalogue itself (dcat:Catalog)."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal
from rdflib.namespace import DCTERMS, FOAF, RDF, XSD

from pipeline.builder.catalogue.facts import Facts
from pipeline.builder.catalogue.services import SERVICES
from pipeline.builder.catalogue.vocabulary import CC0, DCAT, LANGUAGES, THEME_TAXONOMY, Triple, each, said


def describe(facts: Facts) -> Iterator[Triple]:
    """The catalogue, with what is in it. It was first published when the data set was, and changes with it."""
    node, home = facts.catalogue, facts.page("/")
    yield node, RDF.type, DCAT.Catalog
    yield from said(node, DCTERMS.title, _led("Datakatalog", "Data catalogue", facts.title))
    yield from said(node, DCTERMS.description, facts.description)
    yield node, DCTERMS.publisher, facts.publisher
    yield node, DCTERMS.license, CC0
    yield node, FOAF.homepage, home
    yield home, RDF.type, FOAF.Document
    yield node, DCTERMS.spatial, facts.area
    yield node, DCAT.themeTaxonomy, THEME_TAXONOMY
    yield from each(node, DCTERMS.language, LANGUAGES)
    if facts.words.catalogue.issued:
        yield node, DCTERMS.issued, Literal(facts.words.catalogue.issued, datatype=XSD.date)
    if facts.release["time"]:
        yield node, DCTERMS.modified, Literal(facts.release["time"], datatype=XSD.date)
    yield node, DCAT.dataset, facts.dataset
    if facts.has_database:
        yield from each(node, DCAT.service, tuple(facts.named(service.name) for service in SERVICES))


def _led(swedish: str, english: str, title: dict[str, str]) -> dict[str, str]:
    """A title behind a word that says of what kind the thing is, in the languages that it is written in."""
    words = {"sv": swedish, "en": english}
    return {language: f"{words[language]}: {text}" for language, text in title.items() if text}
