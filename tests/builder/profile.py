"""DCAT-AP-SE as its own form templates describe it (`bundle.json`), and what a graph lacks of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, XSD
from rdflib.term import Node

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "org": "https://www.w3.org/ns/org#",
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": "http://schema.org/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": str(XSD),
}

CLASSES = {
    "dcat:Catalog": "dcat:Catalog",
    "dcat:Dataset": "dcat:Dataset",
    "dcat:DatasetSeries": "dcat:DatasetSeries",
    "dcat:Distribution": "dcat:Distribution",
    "dcat:DataService": "dcat:DataService",
    "dcat:foaf:Agent": "foaf:Agent",
    "dcat:contactPoint": "vcard:Organization",
}
"""The templates of what a catalogue is made of, and the class of each."""

FORMAT = DCTERMS.format
"""Text in the templates, but an address is accepted at harvest too, and is all that the EU's shapes accept."""

LITERALS = {"LITERAL", "ONLY_LITERAL", "LANGUAGE_LITERAL", "DATATYPE_LITERAL"}

Template = Mapping[str, Any]


def iri(name: str) -> URIRef:
    """A name in full."""
    prefix, _, rest = name.partition(":")
    return URIRef(PREFIXES[prefix] + rest if prefix in PREFIXES else name)


class Profile:
    """The templates by their names."""

    def __init__(self, path: Path) -> None:
        found = json.loads(path.read_text(encoding="utf-8"))["templates"]
        self.templates: dict[str, Template] = {template["id"]: template for template in found}

    def breaches(self, graph: Graph) -> Iterator[tuple[str, str, str]]:
        """What is wrong with each node: its address, the property, and "mandatory", "recommended" or how."""
        for template, kind in CLASSES.items():
            for node in sorted(graph.subjects(RDF.type, iri(kind)), key=str):
                yield from self._of_node(graph, node, self.templates[template]["items"])

    def _of_node(self, graph: Graph, node: Node, items: list[Any]) -> Iterator[tuple[str, str, str]]:
        properties: dict[URIRef, list[Template]] = {}
        for item in items:
            for described in self._properties(item, {}):
                properties.setdefault(iri(described["property"]), []).append(described)
        for name, ways in properties.items():
            values = sorted(graph.objects(node, name), key=str)
            for breach in self._of_property(name, values, ways):
                yield str(node), str(name), breach
            # A place has either an address that is known or coordinates; nothing else has two ways.
            for way in ways if all(way["type"] == "group" for way in ways) else ():
                if way["nodetype"] == "RESOURCE" and way["id"] not in CLASSES:
                    for value in values:
                        yield from self._of_node(graph, value, way.get("items", []))

    def _properties(self, item: Any, above: Template) -> Iterator[Template]:
        """A template as it is with what it extends; each way that there is to fill in a group without a property."""
        described = self.templates[item] if isinstance(item, str) else item
        if "extends" in described:
            described = {**self.templates[described["extends"]], **described}
        described = {
            "id": "",
            "nodetype": "RESOURCE",
            **described,
            "cardinality": {**described.get("cardinality", {}), **above},
        }
        if "property" in described:
            yield described
            return
        for way in described.get("items", []):
            yield from self._properties(way, described["cardinality"])

    def _of_property(self, name: URIRef, values: list[Node], ways: list[Template]) -> Iterator[str]:
        # What depends on another property that is not there does not apply: the data are not of high value.
        if any("deps" in way for way in ways):
            return
        if not values:
            if any(way["cardinality"].get("min", 0) for way in ways):
                yield "mandatory"
            elif any(way["cardinality"].get("pref", 0) for way in ways):
                yield "recommended"
        for value in values:
            if not any(self._is_right(value, name, way) for way in ways):
                yield f"wrong: {value}"
        most = max(way["cardinality"].get("max", len(values)) for way in ways)
        # The EU wants the contact to be a Kind, and the profile an Organization: both are true, and both stand there.
        if len(values) > most and name != RDF.type:
            yield f"more than {most}"
        tagged = {value.language for value in values if isinstance(value, Literal) and value.language}
        if tagged and "sv" not in tagged:
            yield "not in Swedish"

    def _is_right(self, value: Node, name: URIRef, way: Template) -> bool:
        if name == FORMAT and isinstance(value, URIRef):
            return True
        is_text = isinstance(value, Literal)
        if is_text != (way["nodetype"] in LITERALS):
            return False
        if isinstance(value, Literal):
            if bool(value.language) != (way["nodetype"] == "LANGUAGE_LITERAL"):
                return False
            if way["nodetype"] == "DATATYPE_LITERAL":
                allowed = way["datatype"] if isinstance(way["datatype"], list) else [way["datatype"]]
                return value.datatype in {iri(each) for each in allowed}
        choices = {choice["value"] for choice in _flat(way.get("choices", []))}
        if way.get("value") and str(value) != way["value"]:
            return False
        if choices and name != RDF.type and str(value) not in choices:
            return False
        typed = str(value).removeprefix(way.get("valueTemplate", "").removesuffix("$1"))
        return not way.get("pattern") or re.match(way["pattern"], typed) is not None


def _flat(choices: list[Any]) -> Iterator[Mapping[str, Any]]:
    """The choices of a list, those within others too."""
    for choice in choices:
        if "value" in choice:
            yield choice
        yield from _flat(choice.get("choices", []))
        yield from _flat(choice.get("children", []))
