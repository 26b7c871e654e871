"""Who publishes (foaf:Agent), and whom to ask (vcard:Organization)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF

from pipeline.builder.catalogue.facts import Facts
from pipeline.builder.catalogue.vocabulary import LOCAL_AUTHORITY, VCARD, Triple, clean, said
from pipeline.dataset.catalogue_words import phone_address


def describe_publisher(facts: Facts) -> Iterator[Triple]:
    """The municipality as a publisher."""
    node, named = facts.publisher, facts.words.municipality
    yield node, RDF.type, FOAF.Agent
    yield from said(node, FOAF.name, {"sv": named.name})
    yield node, DCTERMS.type, LOCAL_AUTHORITY
    told = {"sv": f"Kommun med kommunkod {named.code}.", "en": f"Swedish municipality with the code {named.code}."}
    yield from said(node, DCTERMS.description, told)
    if named.organisation_number:
        yield node, DCTERMS.identifier, Literal(named.organisation_number)


def describe_contact(facts: Facts) -> Iterator[Triple]:
    """The function that answers questions, never a person. The profile wants an Organization, the EU a Kind."""
    if not facts.has_contact:
        return
    node, named, beside = facts.contact, facts.words.municipality, facts.words.catalogue
    yield node, RDF.type, VCARD.Organization
    yield node, RDF.type, VCARD.Kind
    yield node, VCARD.fn, Literal(clean(named.contact_name))
    yield node, VCARD.hasEmail, URIRef(f"mailto:{quote(named.contact_email, safe='@')}")
    if number := phone_address(beside.phone):
        phone = facts.named("telefon")
        yield node, VCARD.hasTelephone, phone
        yield phone, RDF.type, VCARD.Voice
        yield phone, VCARD.hasValue, URIRef(number)
    lines = {
        VCARD["street-address"]: beside.street,
        VCARD["postal-code"]: beside.postal_code,
        VCARD.locality: beside.town,
    }
    if all(lines.values()):
        address = facts.named("postadress")
        yield node, VCARD.hasAddress, address
        yield address, RDF.type, VCARD.Address
        for predicate, line in lines.items():
            yield address, predicate, Literal(clean(line))
        yield address, VCARD["country-name"], Literal("Sverige")
