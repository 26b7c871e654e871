"""What a release is made from and what it is called: checksums of its inputs, its id and its facts."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import sqlite3
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.builder.fingerprint import PIPELINE, fingerprint
from pipeline.dataset.judged import Judged
from pipeline.dataset.words import Words
from pipeline.project import Project
from pipeline.protect.policy import METHOD, policy_of

SHAPING_CODE = (
    "builder",
    "checks",
    "dataset",
    "official",
    "privacy",
    "protect",
    "views",
    "wording",
    "gathering.py",
    "labels.py",
    "messages/__init__.py",
    "messages/rules.py",
    "messages/sentences/parts.py",
    "model.py",
    "releases/change_files.py",
    "releases/checksums.py",
    "releases/differences.py",
    "releases/shelf.py",
    "releases/tables.py",
    "report.py",
    "schema.py",
)
"""The code, with its data files, that shapes the bytes of a release or decides whether it may exist."""

SHAPING_PACKAGES = (
    "altair",
    "babel",
    "frictionless",
    "jsonschema",
    "personnummer",
    "phonenumberslite",
    "polars",
    "pyoxigraph",
    "pyyaml",
    "rdflib",
    "scipy",
    "snowballstemmer",
    "sqlite-utils",
    "vl-convert-python",
    "xlsxwriter",
)
"""The packages whose version may do the same."""


def identify(project: Project) -> dict[str, str]:
    """The SHA-256 of everything that a release is made from, by name: the files, and the recipe that reads them."""
    sources = [
        *((f"data/{path.relative_to(project.data).as_posix()}", path) for path in _files(project.data)),
        *((f"schemas/{path.relative_to(project.schemas).as_posix()}", path) for path in _files(project.schemas)),
        (project.metadata.name, project.metadata),
    ]
    checksums = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sources}
    checksums["recipe"] = recipe_checksum()
    return dict(sorted(checksums.items()))


def release_id(inputs: Mapping[str, str], years: Iterable[int]) -> str:
    """The name of the release of these inputs: its last follow-up year and a checksum of all that it is made from."""
    return f"{max(years, default='plan')}-{_checksum(inputs)}"


def is_named_after(name: str, inputs: Mapping[str, str]) -> bool:
    """Whether a release of this name was made from these inputs."""
    return name.rpartition("-")[2] == _checksum(inputs)


def _checksum(inputs: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:12]


def has_same_content(inputs: Mapping[str, str], others: Mapping[str, str]) -> bool:
    """Whether two sets of inputs differ in nothing but the program that reads them."""
    return {**inputs, "recipe": ""} == {**others, "recipe": ""}


def describe(judged: Judged, inputs: Mapping[str, str]) -> dict[str, Any]:
    """What `release.json` says but for the checksums of the files.

    `time` is the newest date in the data, never that of the build: same input, same bytes.
    """
    dataset = judged.dataset
    dates = (dataset.tables["observations"]["retrieved_on"].max(), dataset.tables["revisions"]["revised_on"].max())
    newest = max((date for date in dates if isinstance(date, datetime.date)), default=None)
    return {
        "id": release_id(inputs, dataset.years),
        "time": newest.isoformat() if newest else None,
        "is_example": dataset.is_example,
        "municipality": judged.words.municipality.name or None,
        "area_code": judged.area_code,
        "years": dataset.years,
        "disclosure_policy": policy_of(dataset.tables).version,
        "disclosure_method": METHOD,
        "rows": {name: frame.height for name, frame in dataset.tables.items()},
        "inputs": dict(inputs),
    }


def facts(release: Mapping[str, Any], words: Words, first_release: str) -> dict[str, object]:
    """The one row of the database's table `release`: what pages must know about the release they show.

    first_release: the one that the history of the figures is counted from.
    """
    municipality = words.municipality
    return {
        "release_id": release["id"],
        "time": release["time"],
        "is_example": int(release["is_example"]),
        "title": words.datasette["title"],
        "description": words.datasette["description"],
        "title_en": words.datasette.get("title_en") or None,
        "description_en": words.datasette.get("description_en") or None,
        "municipality_name": municipality.name or None,
        "organisation_number": municipality.organisation_number or None,
        "contact_name": municipality.contact_name or None,
        "contact_email": municipality.contact_email or None,
        "social_services": municipality.social_services or None,
        "social_emergency": municipality.social_emergency or None,
        "public_address": municipality.public_address or None,
        "area_code": release["area_code"],
        "first_year": min(release["years"], default=None),
        "last_year": max(release["years"], default=None),
        "first_release": first_release,
    }


def _files(folder: Path) -> list[Path]:
    """The files below a folder that are not hidden, also behind links to folders: they are read all the same."""
    found = (Path(place) / name for place, _, names in os.walk(folder, followlinks=True) for name in names)
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def shaping_files() -> list[Path]:
    """The files of SHAPING_CODE, in a fixed order."""
    named = [PIPELINE / name for name in SHAPING_CODE]
    found = [file for path in named for file in ([path] if path.is_file() else _files(path))]
    return sorted(file for file in found if file.suffix != ".pyc")


def recipe_checksum() -> str:
    """A checksum of the code and the libraries that turn input into a release, or refuse it."""
    # What compresses the archive, and what lower case and accents are.
    python = f"zlib {zlib.ZLIB_RUNTIME_VERSION} unicode {unicodedata.unidata_version}"
    tools = f"sqlite {sqlite3.sqlite_version} {python}\n{fingerprint(SHAPING_PACKAGES, shaping_files())}"
    return hashlib.sha256(tools.encode()).hexdigest()
