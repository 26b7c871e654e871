"""What kind of content a file has, by its name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

CONTENT_TYPES: Mapping[str, str] = {
    "SHA256SUMS": "text/plain; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".cff": "application/yaml",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".db": "application/vnd.sqlite3",
    ".jsonld": "application/ld+json",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".png": "image/png",
    ".rdf": "application/rdf+xml",
    ".svg": "image/svg+xml",
    ".ttl": "text/turtle; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""The content type (IANA, "Media Types") of a file with this ending, or of this name if it has none."""


def content_type(name: str) -> str:
    """The content type of a file of this name."""
    return CONTENT_TYPES.get(PurePath(name).suffix or name, "application/octet-stream")
