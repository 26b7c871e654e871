"""How the files to download say that they are cited."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import yaml

from tests.catalogued import ADDRESS

MANDATORY = {"cff-version", "message", "title", "authors"}


def citation(folder: Path) -> dict[str, Any]:
    told = yaml.safe_load((folder / "downloads/CITATION.cff").read_text(encoding="utf-8"))
    assert told.keys() >= MANDATORY
    return dict(told)


def test_example_data_of_nobody_are_cited_as_such(release: Path) -> None:
    told = citation(release)

    assert told["authors"] == [{"name": "[Kommunen är inte angiven]"}]
    assert told["title"] == "Handlingsplan mot våld och förtryck [exempeldata, inte verkliga siffror]"
    assert told["message"].count("EXEMPELDATA") == told["message"].count("EXAMPLE DATA") == 1
    assert "url" not in told
    assert (told["type"], told["license"], told["date-released"]) == ("dataset", "CC0-1.0", "2026-03-31")
    assert "våld i nära relationer" in told["keywords"]


def test_a_municipality_is_the_author_and_the_address_is_that_of_the_release(catalogued: Path) -> None:
    told = citation(catalogued)
    described = json.loads((catalogued / "release.json").read_text(encoding="utf-8"))

    assert told["authors"] == [{"name": "Lunds kommun"}]
    assert (told["version"], told["url"]) == (described["id"], f"{ADDRESS}/versioner/{described['id']}")
    assert told["date-released"] == described["time"]
    assert "xempeldata" not in told["title"] + told["message"]
    package = json.loads((catalogued / "downloads/datapackage.json").read_text(encoding="utf-8"))
    assert package["homepage"] == ADDRESS
    read_me = (catalogued / "downloads/README.md").read_text(encoding="utf-8")
    assert f"(Publicering {described['id']}) [Datamängd]. {ADDRESS}/versioner/{described['id']}\n" in read_me
    assert f"(Release {described['id']}) [Data set]. {ADDRESS}/versioner/{described['id']}\n" in read_me


def test_the_file_in_the_zip_tells_how_to_see_that_the_tables_beside_it_are_whole(release: Path) -> None:
    with zipfile.ZipFile(release / "downloads/handlingsplan.zip") as archive:
        told = yaml.safe_load(archive.read("CITATION.cff"))
        (identifier,) = told["identifiers"]
        assert identifier["value"] == f"sha256:{hashlib.sha256(archive.read('datapackage.json')).hexdigest()}"


def test_the_software_has_a_citation_of_its_own_that_says_what_the_licence_says(repository: Path) -> None:
    told = yaml.safe_load((repository / "CITATION.cff").read_text(encoding="utf-8"))
    licence = (repository / "LICENSE").read_text(encoding="utf-8")
    project = (repository / "pyproject.toml").read_text(encoding="utf-8")

    assert told.keys() >= MANDATORY
    assert (told["cff-version"], told["type"]) == ("1.2.0", "software")
    assert [f"Copyright (c) 2026 {author['name']}" in licence for author in told["authors"]] == [True]
    assert f'license = "{told["license"]}"' in project
    assert f'name = "{told["title"]}"' in project
    assert f'description = "{told["abstract"]}"' in project
