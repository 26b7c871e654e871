"""What `metadata.yml` says, as the rest of the program has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Municipality:
    """Who publishes, and where, according to `metadata.yml`; empty strings if nobody is named yet."""

    name: str
    code: str
    organisation_number: str
    contact_name: str
    contact_email: str
    social_services: str
    social_emergency: str
    public_address: str
    """The scheme and host of the site, such as https://handlingsplan.example.se; nothing comes after the host."""


@dataclass(frozen=True)
class CatalogueWords:
    """What only the data catalogue tells, according to `metadata.yml`; empty strings if it is not filled in."""

    issued: str
    phone: str
    street: str
    postal_code: str
    town: str


@dataclass(frozen=True)
class Words:
    """The words of `metadata.yml`: Datasette's own keys, the municipality's, and the catalogue's."""

    datasette: Mapping[str, Any]
    municipality: Municipality
    catalogue: CatalogueWords
