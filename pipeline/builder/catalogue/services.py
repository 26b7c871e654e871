"""The database as services (dcat:DataService), which programs ask over the web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDF

from pipeline.builder.catalogue.dataset import keywords
from pipeline.builder.catalogue.facts import Facts
from pipeline.builder.catalogue.vocabulary import DCAT, JSON, PUBLIC, REST, THEMES, Triple, each, said
from pipeline.releases.shelf import NAME


@dataclass(frozen=True)
class Service:
    """A way to ask: its name in the catalogue, the address of what says how, and what it is called and does."""

    name: str
    standard: URIRef
    title: Mapping[str, str]
    description: Mapping[str, str]


SERVICES = (
    Service(
        "tjanst-json",
        URIRef("https://docs.datasette.io/en/stable/json_api.html"),
        {"sv": "Tabeller och rader som JSON", "en": "Tables and rows as JSON"},
        {
            "sv": "Varje tabell, rad och färdig fråga svarar med JSON om .json läggs till adressen.",
            "en": "Each table, row and ready question answers with JSON if .json is added to its address.",
        },
    ),
    Service(
        "tjanst-sql",
        URIRef("https://docs.datasette.io/en/stable/sql_queries.html"),
        {"sv": "Egna frågor i SQL", "en": "Questions of your own in SQL"},
        {
            "sv": "Läsande frågor i SQLite:s SQL, med svar som JSON eller CSV. En fråga får ta en sekund och ge tusen "
            "rader.",
            "en": "Reading questions in the SQL of SQLite, answered as JSON or CSV. One may take a second and give a "
            "thousand rows.",
        },
    ),
)


def describe(facts: Facts) -> Iterator[Triple]:
    """Each service; none in a copy of the site, which has no database to ask."""
    for service in SERVICES if facts.has_database else ():
        yield from _described(facts, service)


def _described(facts: Facts, service: Service) -> Iterator[Triple]:
    node = facts.named(service.name)
    yield node, RDF.type, DCAT.DataService
    yield from said(node, DCTERMS.title, service.title)
    yield from said(node, DCTERMS.description, service.description)
    yield node, DCTERMS.conformsTo, service.standard
    yield service.standard, RDF.type, DCTERMS.Standard
    yield node, DCAT.endpointURL, facts.page(f"/{NAME}")
    yield node, DCAT.endpointDescription, facts.page("/data")
    yield node, DCAT.landingPage, facts.page("/data")
    yield node, DCTERMS.publisher, facts.publisher
    if facts.has_contact:
        yield node, DCAT.contactPoint, facts.contact
    yield from keywords(facts, node)
    yield from each(node, DCAT.theme, THEMES)
    yield node, DCTERMS.type, REST
    yield node, DCTERMS.format, JSON
    yield node, DCTERMS.license, facts.licence
    yield node, DCTERMS.accessRights, PUBLIC
    yield node, DCAT.servesDataset, facts.dataset
