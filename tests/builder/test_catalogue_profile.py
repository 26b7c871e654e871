"""The data catalogue by the Swedish profile's own templates, and by the EU's shapes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from pipeline.builder.catalogue import graph_of
from pipeline.builder.catalogue.facts import Facts
from pipeline.wording.formats import FORMATS
from tests.builder.profile import Profile
from tests.catalogued import ADDRESS

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

OWN = f"{ADDRESS}/dcat.rdf#"

CLASSIFICATION = "https://www.w3.org/ns/org#classification"

EXTERNAL = {
    "http://creativecommons.org/": DCTERMS.LicenseDocument,
    "http://publications.europa.eu/resource/authority/data-theme/": SKOS.Concept,
    "http://publications.europa.eu/resource/authority/language/": DCTERMS.LinguisticSystem,
    "http://publications.europa.eu/resource/authority/access-right/": DCTERMS.RightsStatement,
    "http://publications.europa.eu/resource/authority/frequency/": DCTERMS.Frequency,
    "http://publications.europa.eu/resource/authority/file-type/": DCTERMS.MediaTypeOrExtent,
    "http://publications.europa.eu/resource/authority/planned-availability/": SKOS.Concept,
    "http://www.iana.org/assignments/media-types/": DCTERMS.MediaType,
    "http://purl.org/adms/publishertype/": SKOS.Concept,
}
"""What the terms of others are, which the EU's shapes look for in the graph at hand."""


def test_nothing_that_the_swedish_profile_wants_is_lacking_or_wrong(shared: Path, every_format: Facts) -> None:
    bundle = shared / "dcat/bundle.json"
    if not bundle.is_file():
        pytest.skip("the profile is not beside the repository")

    breaches = list(Profile(bundle).breaches(graph_of(every_format)))

    version = str(every_format.version)
    checksums = [breach for breach in breaches if breach[1] == str(SPDX.algorithm)]
    assert [breach for breach in breaches if breach not in checksums] == [
        # A release does not know when it is published: the same input gives the same bytes.
        (version, str(DCTERMS.issued), "recommended"),
        # The only class there is to choose is that of who is paid for by fees.
        ("http://dataportal.se/organisation/SE2120001132", CLASSIFICATION, "recommended"),
    ]
    # The list has SHA-1 alone, and says that others will come.
    assert {breach[2] for breach in checksums} == {f"wrong: {SPDX.checksumAlgorithm_sha256}"}
    assert len(checksums) == len(FORMATS)


@pytest.mark.parametrize(
    ("removed", "breach"),
    [
        ((OWN + "datamangd", DCTERMS.publisher), (OWN + "datamangd", str(DCTERMS.publisher), "mandatory")),
        ((OWN + "katalog", DCTERMS.license), (OWN + "katalog", str(DCTERMS.license), "mandatory")),
        ((OWN + "tjanst-sql", DCTERMS["format"]), (OWN + "tjanst-sql", str(DCTERMS["format"]), "mandatory")),
        ((OWN + "kontakt", VCARD.hasEmail), (OWN + "kontakt", str(VCARD.hasEmail), "mandatory")),
        ((OWN + "kontakt", VCARD.hasTelephone), (OWN + "kontakt", str(VCARD.hasTelephone), "recommended")),
        ((OWN + "period", DCAT.startDate), (OWN + "period", str(DCAT.startDate), "recommended")),
    ],
)
def test_the_profile_is_asked_in_earnest(
    shared: Path, every_format: Facts, removed: tuple[str, URIRef], breach: tuple[str, str, str]
) -> None:
    if not (shared / "dcat/bundle.json").is_file():
        pytest.skip("the profile is not beside the repository")
    described = graph_of(every_format)
    assert list(described.objects(URIRef(removed[0]), removed[1]))
    described.remove((URIRef(removed[0]), removed[1], None))

    assert breach in list(Profile(shared / "dcat/bundle.json").breaches(described))


def with_types(described: Graph) -> Graph:
    """A graph in which the terms of others have their types, as the EU's shapes want them."""
    typed = Graph() + described
    for term in {value for value in described.objects() if isinstance(value, URIRef)}:
        for begins, kind in EXTERNAL.items():
            if str(term).startswith(begins):
                typed.add((term, RDF.type, kind))
                typed.add((term, SKOS.prefLabel, Literal("term", lang="en")))
        if str(term).startswith("http://www.iana.org/"):
            typed.add((term, RDF.type, DCTERMS.MediaTypeOrExtent))
    taxonomy = URIRef("http://publications.europa.eu/resource/authority/data-theme")
    typed.add((taxonomy, RDF.type, SKOS.ConceptScheme))
    typed.add((taxonomy, DCTERMS.title, Literal("Data theme", lang="en")))
    return typed


def findings(described: Graph, *shapes: Path) -> Counter[tuple[str, str]]:
    """How many of the shapes' demands are not met, by severity and property."""
    demanded = Graph()
    for path in shapes:
        demanded.parse(path, format="turtle")
    report = pyshacl.validate(with_types(described), shacl_graph=demanded)[1]
    assert isinstance(report, Graph)
    sh = Namespace("http://www.w3.org/ns/shacl#")
    return Counter(
        (str(report.value(result, sh.resultSeverity)).rpartition("#")[2], str(report.value(result, sh.resultPath)))
        for result in report.subjects(RDF.type, sh.ValidationResult)
    )


def test_the_shapes_of_the_eu_find_nothing(shared: Path, every_format: Facts) -> None:
    shapes = [shared / f"dcat/html-{name}.ttl" for name in ("shapes", "range")]
    if not all(path.is_file() for path in shapes):
        pytest.skip("the shapes are not beside the repository")

    assert findings(graph_of(every_format), *shapes) == Counter()
    broken = graph_of(every_format)
    broken.remove((URIRef(OWN + "datamangd"), DCTERMS.title, None))
    broken.add((URIRef(OWN + "kontakt"), RDF.type, DCAT.Dataset))
    assert findings(broken, *shapes)[("Violation", str(DCTERMS.title))] == 2


def test_the_recommended_shapes_warn_of_what_cannot_be_told(shared: Path, every_format: Facts) -> None:
    shapes = shared / "dcat/html-shapes_recommended.ttl"
    if not shapes.is_file():
        pytest.skip("the shapes are not beside the repository")

    warned = findings(graph_of(every_format), shapes)

    assert warned == {
        # The data have no coordinates of municipalities.
        ("Warning", str(DCAT.bbox)): 1,
        ("Warning", str(DCAT.centroid)): 1,
        # Of CC0, which is for its own publisher to describe.
        ("Warning", str(DCTERMS.type)): 1,
        # Of the release as a version: the files are the data set's own.
        ("Warning", str(DCAT.distribution)): 1,
    }
