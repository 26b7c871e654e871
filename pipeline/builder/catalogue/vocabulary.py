"""The names that a catalogue is written with: the vocabularies of DCAT-AP-SE and the EU's lists of what may be said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDFS, XSD

Triple = tuple[URIRef, URIRef, URIRef | Literal]

DCAT = Namespace("http://www.w3.org/ns/dcat#")
"""With what version 3 added, which rdflib's own list lacks."""

DCATAP = Namespace("http://data.europa.eu/r5r/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

PREFIXES: Mapping[str, str] = {
    "dcat": str(DCAT),
    "dcatap": str(DCATAP),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "rdfs": str(RDFS),
    "spdx": str(SPDX),
    "vcard": str(VCARD),
    "xsd": str(XSD),
}

EU = "http://publications.europa.eu/resource/authority/"

LANGUAGES = (URIRef(f"{EU}language/SWE"), URIRef(f"{EU}language/ENG"))
"""What the texts of the data and of the catalogue are in."""

THEMES = (URIRef(f"{EU}data-theme/SOCI"), URIRef(f"{EU}data-theme/JUST"))
"""Population and society; justice, legal system and public safety."""

THEME_TAXONOMY = URIRef(f"{EU}data-theme")
ANNUAL = URIRef(f"{EU}frequency/ANNUAL")
PUBLIC = URIRef(f"{EU}access-right/PUBLIC")
STABLE = URIRef(f"{EU}planned-availability/STABLE")
JSON = URIRef(f"{EU}file-type/JSON")

LOCAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/LocalAuthority")

REST = URIRef("http://www.wikidata.org/entity/Q749568")
"""The architecture of a data service (the profile's list)."""

CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
"""The only licence that the profile allows for a catalogue itself."""

NOT_IN_XML = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""What no document in XML 1.0 may hold (section 2.2), and the return, which its readers take for a new line."""


def said(node: URIRef, predicate: URIRef, texts: Mapping[str, str]) -> Iterator[Triple]:
    """A text in each of the languages that it is written in."""
    for language, text in texts.items():
        if text:
            yield node, predicate, Literal(clean(text), lang=language)


def clean(text: str) -> str:
    """A text that every syntax can hold, without white space at its ends."""
    return NOT_IN_XML.sub(" ", text).strip()


def each(node: URIRef, predicate: URIRef, values: tuple[URIRef, ...]) -> Iterator[Triple]:
    """Several values of one property."""
    for value in values:
        yield node, predicate, value
