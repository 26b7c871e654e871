"""What the data set is about and comes from: the place, the years, the sources, and the schemas of its tables."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from rdflib import Literal
from rdflib.namespace import DCTERMS, RDF, RDFS, XSD

from pipeline.builder.catalogue.facts import Facts
from pipeline.builder.catalogue.vocabulary import DCAT, Triple, said


def describe_area(facts: Facts) -> Iterator[Triple]:
    """The municipality as a place, by name and code: the lists that the profile names have no address of it by code."""
    code = facts.release["area_code"]
    areas = facts.tables["areas"].filter(pl.col("area_code") == code)
    yield facts.area, RDF.type, DCTERMS.Location
    yield facts.area, DCTERMS.identifier, Literal(code)
    for name, english in areas.select("name", "name_en").iter_rows():
        yield from said(facts.area, RDFS.label, {"sv": name, "en": english or ""})


def describe_period(facts: Facts) -> Iterator[Triple]:
    """From the first follow-up year to the last. Some years are school years: a year, and no date, is what is true."""
    if facts.years:
        yield facts.period, RDF.type, DCTERMS.PeriodOfTime
        yield facts.period, DCAT.startDate, Literal(str(min(facts.years)), datatype=XSD.gYear, normalize=False)
        yield facts.period, DCAT.endDate, Literal(str(max(facts.years)), datatype=XSD.gYear, normalize=False)


def describe_provenance(facts: Facts) -> Iterator[Triple]:
    """Whose figures they are."""
    rows = facts.tables["sources"].select("publisher", "publisher_en").iter_rows()
    named = dict.fromkeys((name, english or name) for name, english in rows)
    publishers, english = [name for name, _ in named], [name for _, name in named]
    yield facts.provenance, RDF.type, DCTERMS.ProvenanceStatement
    if publishers:
        told = {
            "sv": f"Källor: {'; '.join(publishers)}. Källan anges vid varje uppgift.",
            "en": f"Sources: {'; '.join(english)}. The source is given with each figure.",
        }
        yield from said(facts.provenance, DCTERMS.description, told)


def describe_schemas(facts: Facts) -> Iterator[Triple]:
    """The data package's descriptor, and the schema of each table in it (Table Schema)."""
    yield facts.descriptor, RDF.type, DCTERMS.Standard
    package = facts.schemas.package
    yield from said(facts.descriptor, DCTERMS.title, {"sv": package["title"], "en": package["title@en"]})
    for schema in facts.schemas.files:
        node = facts.schema(schema.name)
        yield node, RDF.type, DCTERMS.Standard
        title = {"sv": schema.title, "en": schema.resource["title@en"]}
        yield from said(node, DCTERMS.title, title)
