"""The data catalogue that dataportal.se harvests (DCAT-AP-SE 3.0.1). A function describes each kind of thing in it.

The graph is made with rdflib and written with pyoxigraph, whose bytes depend on nothing but the order of the triples.
Everything has an address of its own: a harvester cannot follow what has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph
from rdflib import Graph, Literal
from rdflib.namespace import RDF

from pipeline.builder.catalogue import agents, catalogue, dataset, distributions, services, surroundings
from pipeline.builder.catalogue.facts import Facts
from pipeline.builder.catalogue.vocabulary import PREFIXES, Triple

Describe = Callable[[Facts], Iterable[Triple]]

NODES: tuple[Describe, ...] = (
    catalogue.describe,
    agents.describe_publisher,
    agents.describe_contact,
    dataset.describe,
    dataset.describe_version,
    dataset.describe_series,
    surroundings.describe_area,
    surroundings.describe_period,
    surroundings.describe_provenance,
    surroundings.describe_schemas,
    distributions.describe,
    services.describe,
)

SYNTAXES: Mapping[str, pyoxigraph.RdfFormat] = {
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
"""By the ending of the file."""

CATALOGUE, OF_A_COPY = "dcat", "kopia"
"""The names of the files: of the site's catalogue, and of that in a copy of the site without a database to ask."""


def write_catalogue(facts: Facts, folder: Path) -> None:
    """Write the catalogue in every syntax into a new folder, for the site and for a copy of it."""
    folder.mkdir()
    for name, has_database in ((CATALOGUE, True), (OF_A_COPY, False)):
        graph = graph_of(replace(facts, has_database=has_database))
        for ending, syntax in SYNTAXES.items():
            (folder / f"{name}.{ending}").write_bytes(written(graph, syntax))


def graph_of(facts: Facts) -> Graph:
    """Everything that the catalogue says."""
    graph = Graph()
    for describe in NODES:
        for triple in describe(facts):
            graph.add(triple)
    return graph


def written(graph: Graph, syntax: pyoxigraph.RdfFormat) -> bytes:
    """A graph in a syntax: the same graph, the same bytes."""
    triples = [pyoxigraph.Triple(*_terms(triple)) for triple in sorted(graph, key=_order)]
    return bytes(pyoxigraph.serialize(triples, format=syntax, prefixes=dict(PREFIXES)) or b"") + b"\n"


def _order(triple: tuple[object, object, object]) -> tuple[str, bool, str, str, str, str]:
    """What a thing is comes before what is said of it, as every reader expects."""
    subject, predicate, value = triple
    language = str(getattr(value, "language", "") or "")
    datatype = str(getattr(value, "datatype", "") or "")
    return str(subject), predicate != RDF.type, str(predicate), str(value), language, datatype


def _terms(
    triple: tuple[object, object, object],
) -> tuple[pyoxigraph.NamedNode, pyoxigraph.NamedNode, pyoxigraph.NamedNode | pyoxigraph.Literal]:
    subject, predicate, value = triple
    return pyoxigraph.NamedNode(str(subject)), pyoxigraph.NamedNode(str(predicate)), _value(value)


def _value(term: object) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if not isinstance(term, Literal):
        return pyoxigraph.NamedNode(str(term))
    if term.language:
        return pyoxigraph.Literal(str(term), language=term.language)
    datatype = pyoxigraph.NamedNode(str(term.datatype)) if term.datatype else None
    return pyoxigraph.Literal(str(term), datatype=datatype)
