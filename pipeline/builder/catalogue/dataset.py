"""The data set (dcat:Dataset), its newest version, and the series of its versions (dcat:DatasetSeries)."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, XSD

from pipeline.builder.catalogue.facts import Facts
from pipeline.builder.catalogue.vocabulary import ANNUAL, DCAT, LANGUAGES, PUBLIC, THEMES, Triple, clean, each, said

SERIES = {"sv": "alla publiceringar", "en": "all releases"}

SERIES_IS = {
    "sv": "Datamängden så som den har publicerats gång på gång: efter varje uppföljning, och när något har rättats.",
    "en": "The dataset as published time after time: after each follow-up, and when something is corrected.",
}


def describe(facts: Facts) -> Iterator[Triple]:
    """The data set as it is at any time. Its address stays the same in every release."""
    node = facts.dataset
    yield node, RDF.type, DCAT.Dataset
    yield from _described(facts, node)
    yield node, DCTERMS.identifier, Literal(str(node))
    yield from each(node, DCTERMS.conformsTo, facts.all_schemas)
    yield node, DCAT.landingPage, facts.page("/data")
    yield facts.page("/data"), RDF.type, FOAF.Document
    if facts.words.catalogue.issued:
        yield node, DCTERMS.issued, Literal(facts.words.catalogue.issued, datatype=XSD.date)
    yield from each(node, DCAT.distribution, tuple(facts.named(name) for name in facts.files))
    yield node, DCAT.inSeries, facts.series
    yield node, DCAT.hasVersion, facts.version


def describe_version(facts: Facts) -> Iterator[Triple]:
    """This release of the data set, whose files never change."""
    node = facts.version
    yield node, RDF.type, DCAT.Dataset
    yield from _described(facts, node)
    yield node, DCTERMS.identifier, Literal(str(node))
    yield node, DCTERMS.conformsTo, facts.descriptor
    yield node, DCAT.isVersionOf, facts.dataset


def describe_series(facts: Facts) -> Iterator[Triple]:
    """The series that the data set is published in."""
    node = facts.series
    yield node, RDF.type, DCAT.DatasetSeries
    titles = {language: f"{text}, {SERIES[language]}" for language, text in facts.title.items() if text}
    yield from said(node, DCTERMS.title, titles)
    yield from said(node, DCTERMS.description, SERIES_IS)
    yield from _about(facts, node)
    yield node, DCTERMS.conformsTo, facts.descriptor
    yield node, DCAT.landingPage, facts.page("/data")
    if facts.words.catalogue.issued:
        yield node, DCTERMS.issued, Literal(facts.words.catalogue.issued, datatype=XSD.date)


def _described(facts: Facts, node: URIRef) -> Iterator[Triple]:
    """What is true of the data set and of its newest version alike."""
    yield from said(node, DCTERMS.title, facts.title)
    yield from said(node, DCTERMS.description, facts.description)
    yield from _about(facts, node)
    yield node, DCTERMS.license, facts.licence
    yield node, DCTERMS.accessRights, PUBLIC
    yield node, DCTERMS.provenance, facts.provenance
    yield node, DCAT.version, Literal(facts.release["id"])
    yield from each(node, DCTERMS.language, LANGUAGES)


def _about(facts: Facts, node: URIRef) -> Iterator[Triple]:
    """Who publishes it, and what, where and when it is about."""
    yield node, DCTERMS.publisher, facts.publisher
    if facts.has_contact:
        yield node, DCAT.contactPoint, facts.contact
    yield from keywords(facts, node)
    yield from each(node, DCAT.theme, THEMES)
    yield node, DCTERMS.accrualPeriodicity, ANNUAL
    yield node, DCTERMS.spatial, facts.area
    if facts.years:
        yield node, DCTERMS.temporal, facts.period
    if facts.release["time"]:
        yield node, DCTERMS.modified, Literal(facts.release["time"], datatype=XSD.date)


def keywords(facts: Facts, node: URIRef) -> Iterator[Triple]:
    """The areas of violence that the plan is about, one a keyword, in lower case."""
    for name, english in facts.tables["violence_areas"].select("name", "name_en").iter_rows():
        for language, text in (("sv", name), ("en", english)):
            if text:
                yield node, DCAT.keyword, Literal(clean(text).lower(), lang=language)
