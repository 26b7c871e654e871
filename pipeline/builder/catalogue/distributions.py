"""The data set in each format (dcat:Distribution)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD

from pipeline.builder.catalogue.facts import Facts
from pipeline.builder.catalogue.vocabulary import DCAT, DCATAP, LANGUAGES, SPDX, STABLE, Triple, each, said
from pipeline.wording.formats import FORMATS


def describe(facts: Facts) -> Iterator[Triple]:
    """Each file that holds the whole data set."""
    for name, path in facts.files.items():
        yield from _described(facts, name, path)


def _described(facts: Facts, name: str, path: Path) -> Iterator[Triple]:
    node, described = facts.named(name), FORMATS[name]
    yield node, RDF.type, DCAT.Distribution
    yield from said(node, DCTERMS.title, described.title)
    yield from said(node, DCTERMS.description, described.description)
    yield node, DCAT.accessURL, facts.page("/data")
    yield node, DCAT.downloadURL, facts.page(f"/ladda-ner/{name}")
    yield node, DCTERMS.format, URIRef(described.format_address)
    yield node, DCAT.mediaType, URIRef(described.media_type_address)
    yield node, DCTERMS.license, facts.licence
    yield node, DCATAP.availability, STABLE
    yield from each(node, DCTERMS.language, LANGUAGES)
    if facts.release["time"]:
        yield node, DCTERMS.modified, Literal(facts.release["time"], datatype=XSD.date)
    yield node, DCTERMS.conformsTo, _schema(facts, name)
    yield node, DCAT.byteSize, Literal(str(path.stat().st_size), datatype=XSD.nonNegativeInteger)
    yield from _checksum(facts, name, path)


def _schema(facts: Facts, name: str) -> URIRef:
    """The schema of the table that a file holds, or what describes them all if it holds them all."""
    table = facts.schema(name.partition(".")[0])
    return table if table in facts.all_schemas else facts.descriptor


def _checksum(facts: Facts, name: str, path: Path) -> Iterator[Triple]:
    node = facts.named(f"{name}-sha256")
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    yield facts.named(name), SPDX.checksum, node
    yield node, RDF.type, SPDX.Checksum
    yield node, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield node, SPDX.checksumValue, Literal(checksum, datatype=XSD.hexBinary, normalize=False)
