"""The data catalogue as harvesters ask for it, and the site's own address wherever it is told."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF

from pipeline.errors import ReleaseFault
from pipeline.publish.verify import verify
from pipeline.serving.site import open_site
from pipeline.web.pages.catalogue import wanted
from tests.catalogued import ADDRESS
from tests.web.conftest import Visitor
from tests.web.test_pages import text_of

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

RDF, TURTLE, JSON_LD = "application/rdf+xml", "text/turtle", "application/ld+json"

FILES = {"rdf": RDF, "ttl": f"{TURTLE}; charset=utf-8", "jsonld": JSON_LD}


@pytest.fixture(scope="module")
def harvester(catalogued: Path) -> Iterator[Visitor]:
    visitor = Visitor(open_site(catalogued))
    yield visitor
    visitor.close()


def ask(visitor: Visitor, address: str, **headers: str) -> httpx.Response:
    """The answer to a GET with these headers, or with none but the host."""
    client = visitor.site.client
    return visitor.loop.run_until_complete(client.get(address, headers=headers))  # type: ignore[no-any-return]


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize("address", ["/dcat", "/datasets/dcat", "/en/dcat"])
def test_each_syntax_is_at_its_own_address(harvester: Visitor, catalogued: Path, address: str, ending: str) -> None:
    answer = harvester.get(f"{address}.{ending}")

    assert (answer.status_code, answer.headers["content-type"]) == (200, FILES[ending])
    assert answer.content == (catalogued / f"catalogue/dcat.{ending}").read_bytes()
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=60"
    again = ask(harvester, f"{address}.{ending}", **{"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


NEGOTIATED = [
    (None, RDF),
    ("", RDF),
    ("*/*", RDF),
    (RDF, RDF),
    (TURTLE, TURTLE),
    (JSON_LD, JSON_LD),
    ("Text/Turtle", TURTLE),
    ("text/*", TURTLE),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", RDF),
    ("application/rdf+xml;q=0.5, text/turtle", TURTLE),
    ("text/turtle;q=0.8, application/ld+json;q=0.9", JSON_LD),
    ("text/turtle; q=0.1, application/rdf+xml; q=0.2", RDF),
    ("application/rdf+xml;q=0, */*", TURTLE),
    ("application/*;q=0.2, application/ld+json;q=0.9, text/turtle;q=0.5", JSON_LD),
    ("text/turtle;q=0", RDF),
    ("image/png", RDF),
    ("text/turtle;q=much", RDF),
    ("text/turtle;q=nan, application/ld+json;q=0.1", JSON_LD),
    (",,;;q=,", RDF),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSON_LD),
]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(("accept", "expected"), NEGOTIATED)
def test_the_syntax_is_the_one_that_is_asked_for(
    harvester: Visitor, accept: str | None, expected: str, prefix: str
) -> None:
    answer = ask(harvester, f"{prefix}/datasets/dcat", **({} if accept is None else {"accept": accept}))

    ending = {RDF: "rdf", TURTLE: "ttl", JSON_LD: "jsonld"}[expected]
    assert (answer.status_code, answer.headers["content-type"]) == (200, FILES[ending])
    assert answer.headers["content-location"] == f"/dcat.{ending}"
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.content == harvester.get(f"/dcat.{ending}").content
    assert wanted(accept or "") == expected


def test_what_is_had_in_one_syntax_is_not_taken_for_another(harvester: Visitor) -> None:
    turtle = ask(harvester, "/datasets/dcat", accept=TURTLE)

    other = ask(harvester, "/datasets/dcat", **{"accept": RDF, "if-none-match": turtle.headers["etag"]})
    same = ask(harvester, "/datasets/dcat", **{"accept": TURTLE, "if-none-match": turtle.headers["etag"]})
    assert (other.status_code, same.status_code) == (200, 304)
    assert "Accept" in same.headers["vary"]


@pytest.mark.parametrize("address", ["/dcat.rdf", "/dcat.ttl", "/dcat.jsonld", "/datasets/dcat", "/datasets/dcat.rdf"])
def test_example_data_are_offered_to_no_harvester(visitor: Visitor, address: str) -> None:
    swedish, english = visitor.get(address), visitor.get(f"/en{address}")

    assert (swedish.status_code, english.status_code) == (404, 404)
    assert "Siffrorna är exempeldata, och exempeldata lämnas inte ut till någon datakatalog." in text_of(swedish.text)
    assert "The figures are example data, and example data are given to no data catalogue." in text_of(english.text)
    assert "/dcat.rdf" not in visitor.get("/data").text


def test_a_site_whose_address_is_not_told_says_so(lund_visitor: Visitor) -> None:
    answer = lund_visitor.get("/dcat.rdf")

    assert answer.status_code == 404
    assert "Webbplatsens adress är inte angiven, så det finns ingen datakatalog." in text_of(answer.text)


@pytest.mark.parametrize(
    "address", ["/dcat", "/dcat.xml", "/datasets", "/datasets/", "/datasets/dcat.html", "/dcat.rdf/x"]
)
def test_there_is_nothing_beside_the_catalogue(harvester: Visitor, address: str) -> None:
    assert harvester.get(address).status_code in (302, 404)
    assert "rdf:RDF" not in harvester.get(address).text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_data_page_leads_to_the_catalogue(harvester: Visitor, prefix: str) -> None:
    page = harvester.get(f"{prefix}/data").text

    assert '<link rel="alternate" type="application/rdf+xml"' in page
    for ending in FILES:
        assert f'<a href="/dcat.{ending}"' in page


ASKED = ("localhost", "evil.example", "handlingsplan.lund.example:81")


@pytest.mark.parametrize("host", ASKED)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_whole_addresses_are_the_sites_own_whoever_it_is_asked_as(harvester: Visitor, host: str, prefix: str) -> None:
    for path in ("/data", "/indikatorer/VNR-03", "/sitemap.xml", "/atom.xml", "/robots.txt", "/plan"):
        text = ask(harvester, f"{prefix}{path}", host=host).text
        assert host not in text, path
        if path != "/robots.txt":
            assert f"{ADDRESS}{prefix}/" in text
    assert ask(harvester, "/dcat.ttl", host=host).content == harvester.get("/dcat.ttl").content
    page = ask(harvester, f"{prefix}/data", host=host).text
    assert f'<link rel="canonical" href="{ADDRESS}{prefix}/data">' in page
    assert f'hreflang="sv" href="{ADDRESS}/data">' in page
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in ask(harvester, "/robots.txt", host=host).text


def test_a_page_is_kept_once_for_every_name_of_the_site(harvester: Visitor) -> None:
    tags = {ask(harvester, "/skydd", host=host).headers["etag"] for host in ASKED}

    assert len(tags) == 1


def test_without_an_address_pages_have_that_which_is_asked_for(lund_visitor: Visitor) -> None:
    for host in ("one.example", "two.example"):
        page = ask(lund_visitor, "/data", host=host).text
        assert f'<link rel="canonical" href="http://{host}/data">' in page


@pytest.mark.parametrize(("prefix", "language"), [("", "sv"), ("/en", "en")])
def test_the_data_page_says_the_same_as_the_catalogue(harvester: Visitor, prefix: str, language: str) -> None:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', harvester.get(f"{prefix}/data").text)
    page = json.loads(found[0])
    catalogue = Graph().parse(data=harvester.get("/dcat.ttl").text, format="turtle")
    dataset = URIRef(f"{ADDRESS}/dcat.rdf#datamangd")
    publisher, contact = catalogue.value(dataset, DCTERMS.publisher), catalogue.value(dataset, DCAT.contactPoint)
    period = catalogue.value(dataset, DCTERMS.temporal)

    assert Literal(page["name"], lang=language) in set(catalogue.objects(dataset, DCTERMS.title))
    assert Literal(page["description"], lang=language) in set(catalogue.objects(dataset, DCTERMS.description))
    assert URIRef(page["license"]) == catalogue.value(dataset, DCTERMS.license)
    assert page["version"] == str(catalogue.value(dataset, DCAT.version))
    assert page["dateModified"] == str(catalogue.value(dataset, DCTERMS.modified))
    years = [str(catalogue.value(period, name)) for name in (DCAT.startDate, DCAT.endDate)]
    assert page["temporalCoverage"] == "/".join(years) == "2021/2025"
    assert page["url"].removeprefix(ADDRESS).removeprefix(prefix) == "/data"
    assert page["creator"] == page["publisher"]
    assert page["publisher"]["name"] == str(catalogue.value(publisher, FOAF.name))
    assert page["publisher"]["identifier"] == str(catalogue.value(publisher, DCTERMS.identifier))
    assert page["publisher"]["contactPoint"]["name"] == str(catalogue.value(contact, VCARD.fn))
    assert f"mailto:{page['publisher']['contactPoint']['email']}" == str(catalogue.value(contact, VCARD.hasEmail))
    assert sorted(_told(page["distribution"])) == sorted(_catalogued(catalogue, dataset, language))
    assert len(page["distribution"]) >= 2


def _told(files: list[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    for file in files:
        yield file["contentUrl"], file["name"], file["encodingFormat"], file["contentSize"], file["sha256"]


def _catalogued(catalogue: Graph, dataset: URIRef, language: str) -> Iterator[tuple[str, ...]]:
    for node in catalogue.objects(dataset, DCAT.distribution):
        title = next(str(text) for text in catalogue.objects(node, DCTERMS.title) if text.language == language)  # type: ignore[attr-defined]
        checksum = catalogue.value(catalogue.value(node, SPDX.checksum), SPDX.checksumValue)
        media_type = str(catalogue.value(node, DCAT.mediaType)).partition("media-types/")[2]
        size = f"{catalogue.value(node, DCAT.byteSize)} B"
        yield str(catalogue.value(node, DCAT.downloadURL)), title, media_type, size, str(checksum)


def test_every_address_of_a_file_or_page_in_the_catalogue_answers(harvester: Visitor) -> None:
    catalogue = Graph().parse(data=harvester.get("/dcat.ttl").text, format="turtle")
    names = (
        DCAT.downloadURL,
        DCAT.accessURL,
        DCAT.landingPage,
        DCAT.endpointURL,
        DCAT.endpointDescription,
        FOAF.homepage,
    )
    asked = {str(value) for name in names for value in catalogue.objects(None, name)}
    asked |= {str(node) for node in catalogue.objects(None, DCTERMS.conformsTo)}

    ours = {address for address in asked if address.startswith(ADDRESS)}
    assert len(ours) > 30
    for address in sorted({address.removeprefix(ADDRESS).partition("#")[0] for address in ours}):
        assert harvester.get(address).status_code == 200, address
    package = harvester.get("/ladda-ner/datapackage.json").json()
    tables = {address.partition("#")[2] for address in ours if "datapackage.json#" in address}
    assert tables == {resource["name"] for resource in package["resources"] if "schema" in resource}


def test_the_catalogue_is_well_formed_and_stands_in_no_site_map(harvester: Visitor) -> None:
    ElementTree.fromstring(harvester.get("/dcat.rdf").content)
    assert "dcat" not in harvester.get("/sitemap.xml").text
    assert "dcat" not in harvester.get("/robots.txt").text


def test_a_release_whose_catalogue_is_not_whole_is_not_shown(catalogued: Path, tmp_path: Path) -> None:
    shutil.copytree(catalogued, tmp_path / "release")
    (tmp_path / "release/catalogue/dcat.jsonld").unlink()

    with pytest.raises(ReleaseFault, match=re.escape("/dcat.jsonld")):
        verify(tmp_path / "release")
