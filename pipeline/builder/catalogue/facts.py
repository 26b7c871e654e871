"""What a catalogue is made from, and the addresses of what it describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
from rdflib import URIRef

from pipeline.dataset.words import Words
from pipeline.schema import Schemas
from pipeline.wording.formats import FORMATS

DOCUMENT = "/dcat.rdf"
"""The address of the catalogue. What it describes is named by fragments of it, which never change."""


@dataclass(frozen=True)
class Facts:
    """A release that can be catalogued: what is said of it, its tables, and the folder of its downloads."""

    words: Words
    schemas: Schemas
    release: Mapping[str, Any]
    tables: Mapping[str, pl.DataFrame]
    downloads: Path
    has_database: bool
    """Whether readers can ask the database; not in a copy of the site for a plain web server."""

    def named(self, name: str) -> URIRef:
        """The address of something that the catalogue describes."""
        return URIRef(f"{self.words.municipality.public_address}{DOCUMENT}#{name}")

    def page(self, path: str) -> URIRef:
        """The address of a page or a file of the site."""
        return URIRef(f"{self.words.municipality.public_address}{path}")

    def schema(self, table: str) -> URIRef:
        """The address of a table's schema, which stands in the data package's descriptor."""
        return URIRef(f"{self.descriptor}#{table}")

    @property
    def descriptor(self) -> URIRef:
        return self.page("/ladda-ner/datapackage.json")

    @property
    def all_schemas(self) -> tuple[URIRef, ...]:
        return tuple(self.schema(schema.name) for schema in self.schemas.files)

    @property
    def catalogue(self) -> URIRef:
        return self.named("katalog")

    @property
    def dataset(self) -> URIRef:
        return self.named("datamangd")

    @property
    def series(self) -> URIRef:
        return self.named("serie")

    @property
    def version(self) -> URIRef:
        return self.page(f"/versioner/{self.release['id']}")

    @property
    def contact(self) -> URIRef:
        return self.named("kontakt")

    @property
    def period(self) -> URIRef:
        return self.named("period")

    @property
    def area(self) -> URIRef:
        return self.named("omrade")

    @property
    def provenance(self) -> URIRef:
        return self.named("ursprung")

    @property
    def publisher(self) -> URIRef:
        """The address that dataportal.se has for an organisation, or one of ours if its number is not told."""
        number = self.words.municipality.organisation_number.replace("-", "")
        return URIRef(f"http://dataportal.se/organisation/SE{number}") if number else self.named("utgivare")

    @property
    def licence(self) -> URIRef:
        return URIRef(self.words.datasette["license_url"])

    @property
    def has_contact(self) -> bool:
        """Whether it is known whom to ask, and how; the profile takes neither without the other."""
        return bool(self.words.municipality.contact_name and self.words.municipality.contact_email)

    @property
    def years(self) -> list[int]:
        years: list[int] = self.release["years"]
        return years

    @property
    def title(self) -> dict[str, str]:
        return self._texts("title")

    @property
    def description(self) -> dict[str, str]:
        return self._texts("description")

    def _texts(self, key: str) -> dict[str, str]:
        words = self.words.datasette
        return {"sv": words[key], "en": str(words.get(f"{key}_en") or "")}

    @cached_property
    def files(self) -> dict[str, Path]:
        """The files that hold the whole data set, by name, as far as the release has them."""
        found = {name: self.downloads / name for name in FORMATS}
        return {name: path for name, path in found.items() if path.is_file()}
