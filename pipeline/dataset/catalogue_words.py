"""What the data catalogue needs of `metadata.yml`: whether it is rightly written, and what of it is not there."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping

import phonenumbers

from pipeline.dataset.words import Words
from pipeline.messages import problem
from pipeline.model import Place, Problem

HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])(?::[0-9]{1,5})?")
"""A name that may be asked for from anywhere: of several parts, the last of which is no number (RFC 1123)."""

WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
"""An address that may stand in the catalogue as it is (RFC 3987)."""

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")

ORGANISATION_NUMBER = re.compile(r"[0-9]{2}[2-9][0-9]{3}-?[0-9]{4}")
"""The third digit is 2 or more, as no person's is."""


def address_fault(address: str) -> tuple[str, Mapping[str, str]] | None:
    """The rule that a public address breaks, with the facts of its sentence; None if it is right."""
    scheme, _, rest = address.partition("://")
    host = re.split(r"[/?#]", rest)[0]
    if scheme.lower() != "https":
        return "address_is_https", {"address": address}
    if not host.isascii() and (ascii_host := _in_ascii(host)):
        return "address_is_in_ascii", {"address": address, "right": f"https://{ascii_host}"}
    if not HOST.fullmatch(host.lower()):
        return "address_is_of_a_host", {"address": address}
    if rest != host:
        return "address_has_no_path", {"address": address, "right": f"https://{host.lower()}"}
    return None


def _in_ascii(host: str) -> str:
    """A host with other letters than a to z, as its address is written between machines; empty if it is none."""
    try:
        found = host.encode("idna").decode()
    except UnicodeError:
        return ""
    return found if HOST.fullmatch(found) else ""


def phone_address(number: str) -> str | None:
    """A telephone number as an address, such as tel:+46463595000; None if it is no number.

    One without its first zero is none: YAML takes digits that begin with zero for an octal number.
    """
    if not number.startswith(("0", "+")):
        return None
    try:
        found = phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(found):
        return None
    return f"tel:{phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)}"


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


RIGHT: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "license_url": ("licence_is_an_address", WEB_ADDRESS.fullmatch),
    "issued": ("issued_is_a_date", _is_date),
    "municipality.organisation_number": ("organisation_number_has_its_form", ORGANISATION_NUMBER.fullmatch),
    "municipality.contact.email": ("contact_email_is_an_address", EMAIL.fullmatch),
    "municipality.contact.phone": ("contact_phone_is_a_number", phone_address),
}
"""The rule of a part of `metadata.yml`, and what is true of it where it is rightly written."""


def miswritten(words: Words, file: str) -> Iterator[Problem]:
    """A problem for each part that is filled in, but wrongly."""
    found = texts(words)
    if fault := found["address"] and address_fault(found["address"]):
        rule, facts = fault
        yield problem(rule, Place(file, column="address"), found["address"], **facts)
    for key, (rule, is_right) in RIGHT.items():
        if found[key] and not is_right(found[key]):
            # An organisation number that is none may be a person's: it is not repeated.
            value = None if key == "municipality.organisation_number" else found[key]
            yield problem(rule, Place(file, column=key), value, value=found[key])


def texts(words: Words) -> dict[str, str]:
    """What the catalogue is made of by its key in `metadata.yml`; empty where it is not filled in."""
    named, beside = words.municipality, words.catalogue
    return {
        "address": named.public_address,
        "issued": beside.issued,
        "license_url": str(words.datasette.get("license_url") or ""),
        "title_en": str(words.datasette.get("title_en") or ""),
        "description_en": str(words.datasette.get("description_en") or ""),
        "municipality.name": named.name,
        "municipality.organisation_number": named.organisation_number,
        "municipality.contact.name": named.contact_name,
        "municipality.contact.email": named.contact_email,
        "municipality.contact.phone": beside.phone,
        "municipality.contact.street": beside.street,
        "municipality.contact.postal_code": beside.postal_code,
        "municipality.contact.town": beside.town,
    }


NEEDED = ("address", "municipality.name")
"""Without these there is no catalogue."""


def lacking(words: Words) -> list[str]:
    """The keys of what the catalogue should have and `metadata.yml` does not, in the order of the file."""
    return [key for key, text in texts(words).items() if not text]


def can_be_catalogued(words: Words, *, is_example: bool) -> bool:
    """Whether a catalogue is made: made-up figures are never offered to a harvester."""
    return not is_example and not set(NEEDED) & set(lacking(words))


def judge_catalogue(words: Words, file: str, *, is_example: bool) -> Iterator[Problem]:
    """What a named municipality's `metadata.yml` lacks for the catalogue, in one sentence with every name."""
    missing = lacking(words)
    if missing and words.municipality.name and not is_example:
        made = can_be_catalogued(words, is_example=is_example)
        rule = "catalogue_is_complete" if made else "catalogue_has_an_address"
        yield problem(rule, Place(file, column=missing[0]), None, keys=", ".join(missing))
