"""A reference as a file of its own beside what is cited (Citation File Format 1.2.0)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from pipeline.wording.citations.facts import TEXTS, Citation

VERSION = "1.2.0"

MESSAGES = {
    "sv": "Hänvisa till datamängden så här. Källornas egna villkor gäller för deras siffror.",
    "en": "Please cite the dataset as below. The sources’ own terms apply to their figures.",
}

DATED = {
    "sv": "Dagen (date-released) är den för den nyaste siffran eller rättelsen.",
    "en": "The day (date-released) is that of the newest figure or correction.",
}
"""A release is made without a clock: the same data give the same file."""

EXAMPLES = {
    "sv": "EXEMPELDATA: siffrorna är påhittade och gäller ingen kommun.",
    "en": "EXAMPLE DATA: the figures are made up and concern no municipality.",
}

CHECKED = "SHA-256 of {file}, which has that of each table"


@dataclass(frozen=True)
class Described:
    """What the file tells beside the reference. licence: its id in the list of SPDX."""

    abstract: str
    licence: str
    keywords: Sequence[str]


def write(citation: Citation, locale: str, described: Described) -> str:
    """The file: `CITATION.cff`. Its title is in one language, and what it asks for in both."""
    title = TEXTS[locale]["flagged"].format(title=citation.title) if citation.is_example else citation.title
    said = [MESSAGES, *([DATED] if citation.day else []), *([EXAMPLES] if citation.is_example else [])]
    content: dict[str, Any] = {
        "cff-version": VERSION,
        "message": " ".join(texts[language] for language in TEXTS for texts in said),
        "type": "dataset",
        "title": title,
        "authors": [{"name": citation.author_in(locale)}],
        "version": citation.release,
        "date-released": citation.day,
        "url": citation.address,
        "identifiers": _identifiers(citation),
        "license": described.licence,
        "keywords": list(dict.fromkeys(described.keywords)),
        "abstract": described.abstract,
    }
    told = {name: value for name, value in content.items() if value}
    return str(yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100))


def _identifiers(citation: Citation) -> list[dict[str, str]]:
    """The checksum: of something beside the file, which cannot hold that of what it lies in."""
    if citation.checksum is None:
        return []
    described = CHECKED.format(file=citation.checksum.file)
    return [{"type": "other", "value": f"sha256:{citation.checksum.sha256}", "description": described}]
