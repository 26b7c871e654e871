"""The data catalogue: the same in every syntax, the same bytes each time, and never made up."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, RDF, RDFS
from rdflib.term import BNode

from pipeline.builder.catalogue import graph_of, write_catalogue
from pipeline.builder.catalogue.facts import Facts
from pipeline.wording.formats import FORMATS
from tests.builder.conftest import facts_of
from tests.catalogued import ADDRESS, fill
from tests.conftest import Runner

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

# rdflib's own reader of JSON-LD makes one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

OWN = f"{ADDRESS}/dcat.rdf#"

SYNTAXES = {"rdf": "xml", "ttl": "turtle", "jsonld": "json-ld"}


def graph(folder: Path, ending: str = "ttl", name: str = "dcat") -> Graph:
    return Graph().parse(folder / f"catalogue/{name}.{ending}", format=SYNTAXES[ending])


@pytest.mark.parametrize("name", ["dcat", "kopia"])
def test_the_three_syntaxes_say_the_same_without_blank_nodes(catalogued: Path, name: str) -> None:
    first, *others = (graph(catalogued, ending, name) for ending in SYNTAXES)

    assert len(first) > 200
    assert all(isomorphic(first, other) for other in others)
    assert not [term for triple in first for term in triple if isinstance(term, BNode)]
    assert all(
        str(term).startswith(("https://", "http://", "mailto:", "tel:"))
        for term in first.all_nodes()
        if isinstance(term, URIRef)
    )


def test_the_bytes_depend_on_nothing_but_the_data(catalogued: Path, project_copy: Path, tmp_path: Path) -> None:
    settings = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "sv_SE.UTF-8"},
    )
    for number, setting in enumerate(settings):
        output = tmp_path / f"built{number}"
        words = [sys.executable, "-m", "pipeline", "build", "--project", str(project_copy), "--output", str(output)]
        subprocess.run(words, check=True, capture_output=True, env={**os.environ, **setting})
        for path in sorted((catalogued / "catalogue").iterdir()):
            assert (output / "catalogue" / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_files_are_told_with_address_size_and_checksum(catalogued: Path) -> None:
    described = graph(catalogued)
    dataset = URIRef(OWN + "datamangd")

    found = {}
    for node in described.objects(dataset, DCAT.distribution):
        checksum = described.value(node, SPDX.checksum)
        size, digest = described.value(node, DCAT.byteSize), described.value(checksum, SPDX.checksumValue)
        found[str(described.value(node, DCAT.downloadURL))] = (int(str(size)), str(digest))
    expected = {}
    for name in FORMATS:
        path = catalogued / "downloads" / name
        if path.is_file():
            content = path.read_bytes()
            expected[f"{ADDRESS}/ladda-ner/{name}"] = (len(content), hashlib.sha256(content).hexdigest())
    assert found == expected
    assert f"{ADDRESS}/ladda-ner/observations_flat.csv" in found
    assert f"{ADDRESS}/ladda-ner/handlingsplan.zip" in found


def test_each_format_that_a_release_has_is_told_by_its_type(every_format: Facts) -> None:
    described = graph_of(every_format)

    eu, iana = (
        "http://publications.europa.eu/resource/authority/file-type/",
        "http://www.iana.org/assignments/media-types/",
    )
    assert {
        str(described.value(node, DCAT.downloadURL)).rpartition("/")[2]: (
            str(described.value(node, DCTERMS["format"])),
            str(described.value(node, DCAT.mediaType)),
            str(described.value(node, DCTERMS.conformsTo)).partition("ladda-ner/")[2],
        )
        for node in described.subjects(RDF.type, DCAT.Distribution)
    } == {
        "observations_flat.csv": (f"{eu}CSV", f"{iana}text/csv", "datapackage.json#observations_flat"),
        "observations_flat.excel.csv": (f"{eu}CSV", f"{iana}text/csv", "datapackage.json#observations_flat"),
        "observations_flat.xlsx": (
            f"{eu}XLSX",
            f"{iana}application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "datapackage.json#observations_flat",
        ),
        "observations_flat.json": (f"{eu}JSON", f"{iana}application/json", "datapackage.json#observations_flat"),
        "observations_flat.parquet": (
            f"{eu}PARQUET",
            f"{iana}application/vnd.apache.parquet",
            "datapackage.json#observations_flat",
        ),
        # The EU has no file type for it.
        "handlingsplan.db": (f"{iana}application/vnd.sqlite3", f"{iana}application/vnd.sqlite3", "datapackage.json"),
        "handlingsplan.zip": (f"{eu}ZIP", f"{iana}application/zip", "datapackage.json"),
    }


def test_the_data_set_is_one_of_a_series_and_has_the_release_as_its_version(catalogued: Path) -> None:
    described = graph(catalogued)
    dataset, series = URIRef(OWN + "datamangd"), URIRef(OWN + "serie")
    version = URIRef(f"{ADDRESS}/versioner/{catalogued.name}")

    assert list(described.objects(URIRef(OWN + "katalog"), DCAT.dataset)) == [dataset]
    assert (described.value(dataset, DCAT.inSeries), described.value(dataset, DCAT.hasVersion)) == (series, version)
    assert described.value(version, DCAT.isVersionOf) == dataset
    assert str(described.value(dataset, DCAT.version)) == catalogued.name
    assert described.value(series, RDF.type) == DCAT.DatasetSeries
    assert {str(node) for node in described.objects(dataset, DCTERMS.conformsTo)} >= {
        f"{ADDRESS}/ladda-ner/datapackage.json#{table}" for table in ("observations", "indicators", "observations_flat")
    }


def test_a_copy_of_the_site_offers_no_database_to_ask(catalogued: Path) -> None:
    own, copy = graph(catalogued), graph(catalogued, name="kopia")

    services = {URIRef(OWN + "tjanst-json"), URIRef(OWN + "tjanst-sql")}
    standards = {standard for service in services for standard in own.objects(service, DCTERMS.conformsTo)}
    assert set(own.subjects(RDF.type, DCAT.DataService)) == services
    assert list(own.objects(URIRef(OWN + "tjanst-sql"), DCAT.endpointURL)) == [URIRef(f"{ADDRESS}/handlingsplan")]
    gone = {triple for triple in own - copy if triple[0] not in {*services, *standards}}
    assert gone == {(URIRef(OWN + "katalog"), DCAT.service, service) for service in services}
    assert len(copy - own) == 0


def test_the_place_is_the_municipality_by_name_and_code(catalogued: Path) -> None:
    described = graph(catalogued)
    area = described.value(URIRef(OWN + "datamangd"), DCTERMS.spatial)

    assert described.value(area, RDF.type) == DCTERMS.Location
    assert str(described.value(area, DCTERMS.identifier)) == "1281"
    assert Literal("Lund", lang="sv") in set(described.objects(area, RDFS.label))


def test_nasty_texts_are_the_same_in_every_syntax(project_copy: Path, catalogued: Path, tmp_path: Path) -> None:
    title = "Våld & \"förtryck\" <b>å\\u00e4</b> 'x' ]]>\n\tny rad \u200f\U0001f600"
    facts = facts_of(project_copy, catalogued / "downloads")
    words = replace(facts.words, datasette={**facts.words.datasette, "title": f"{title}\x07\r"})

    write_catalogue(replace(facts, words=words), tmp_path / "catalogue")

    for ending in SYNTAXES:
        titles = set(graph(tmp_path, ending).objects(URIRef(OWN + "datamangd"), DCTERMS.title))
        assert Literal(title, lang="sv") in titles, ending


def test_what_is_not_told_is_left_out_and_never_made_up(project_copy: Path, catalogued: Path) -> None:
    fill(
        project_copy,
        {
            "issued: 2026-03-31": "issued:",
            "phone: 046-359 50 00": "phone:",
            "town: Lund": "town:",
            'organisation_number: "212000-1132"': 'organisation_number: ""',
            "title_en: Action plan against violence and oppression": "title_en:",
        },
    )

    described = graph_of(facts_of(project_copy, catalogued / "downloads"))

    publisher = described.value(URIRef(OWN + "datamangd"), DCTERMS.publisher)
    assert publisher == URIRef(OWN + "utgivare")
    assert described.value(publisher, FOAF.name) == Literal("Lunds kommun", lang="sv")
    gone = (DCTERMS.issued, VCARD.hasTelephone, VCARD.hasAddress)
    assert [name for name in gone if list(described.subject_objects(name))] == []
    titles = set(described.objects(URIRef(OWN + "datamangd"), DCTERMS.title))
    assert titles == {Literal("Handlingsplan mot våld och förtryck", lang="sv")}
    assert not [value for value in described.objects() if str(value) in ("", "None")]


def test_a_release_without_figures_has_no_years_and_no_date(project: Path, runner: Runner, tmp_path: Path) -> None:
    words = ("--name", "Lunds kommun", "--code", "1281", "--organisation-number", "", "--contact-name", "Enheten")
    rest = ("--contact-email", "a@lund.se", "--social-services", "", "--social-emergency", "", "--yes")
    started = runner("start", "--project", project, *words, *rest, "--public-address", ADDRESS.replace("lund", "LUND"))
    assert started.exit_code == 0
    assert runner("build", "--project", project, "--output", tmp_path / "release").exit_code == 0

    described = graph(tmp_path / "release")

    assert list(described.subject_objects(DCTERMS.temporal)) == []
    assert list(described.subject_objects(DCTERMS.modified)) == []
    assert str(described.value(URIRef(OWN + "datamangd"), DCAT.version)).startswith("plan-")


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_example_data_are_in_no_catalogue(project: Path, runner: Runner, tmp_path: Path, address: str) -> None:
    fill(project, {'address: ""': f'address: "{address}"'})

    assert runner("build", "--project", project, "--output", tmp_path / "release").exit_code == 0

    assert not (tmp_path / "release/catalogue").exists()
    assert runner("check", "--project", project).stdout.startswith("Inga problem.")


def test_a_municipality_without_an_address_is_in_no_catalogue(lund_project: Path) -> None:
    assert not (lund_project / "releases/current/catalogue").exists()


def test_every_address_of_ours_is_below_the_public_address(catalogued: Path) -> None:
    text = (catalogued / "catalogue/dcat.rdf").read_text(encoding="utf-8")
    hosts = set(re.findall(r'"https?://([^/"#]+)', text))

    assert hosts - {"www.w3.org", "purl.org", "xmlns.com", "spdx.org", "data.europa.eu"} == {
        ADDRESS.removeprefix("https://"),
        "dataportal.se",
        "creativecommons.org",
        "publications.europa.eu",
        "www.iana.org",
        "www.wikidata.org",
        "docs.datasette.io",
    }
