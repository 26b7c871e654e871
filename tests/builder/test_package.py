"""The data package in one file, judged by the tools of others, and the description for CSV on the Web."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from pipeline.builder.downloads import database_file
from pipeline.model import Dataset
from pipeline.schema import read_schemas
from tests.conftest import Runner

ABOUT = ["CITATION.cff", "README.md", "csv-metadata.json", "datapackage.json", "plan-schema.json", "plan.json"]

PROFILE = "https://datapackage.org/profiles/2.0"


@pytest.mark.parametrize("name", ["handlingsplan.zip", "datapackage.json"])
def test_frictionless_accepts_the_package_from_its_command_line(release: Path, name: str) -> None:
    program = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [program, "validate", release / "downloads" / name, "--json"], capture_output=True, text=True, check=False
    )

    report = json.loads(done.stdout)
    assert (done.returncode, report["valid"], report["stats"]["errors"]) == (0, True, 0)
    assert report["stats"]["tasks"] == 40


def test_frictionless_finds_what_is_not_as_described(release: Path, tmp_path: Path) -> None:
    """A package of which nothing could be found wrong would be accepted by a judge that judges nothing."""
    with zipfile.ZipFile(release / "downloads/handlingsplan.zip") as archive:
        archive.extractall(tmp_path)
    path = tmp_path / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",final,", ",slutlig,", 1), encoding="utf-8")

    found = Package(str(tmp_path / "datapackage.json")).validate().flatten(["type", "fieldName"])

    assert ["constraint-error", "value_status"] in found
    assert ["hash-count", None] in found


def test_the_zip_holds_the_tables_and_what_describes_them_and_nothing_else(release: Path) -> None:
    downloads = release / "downloads"
    package = json.loads((downloads / "datapackage.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(downloads / "handlingsplan.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted([*ABOUT, *(each["path"] for each in package["resources"])])
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            assert archive.read(name) == (downloads / name).read_bytes()


def test_the_package_is_of_version_2_and_says_when_it_was_made_and_from_what(release: Path) -> None:
    package = json.loads((release / "downloads/datapackage.json").read_text(encoding="utf-8"))
    described = json.loads((release / "release.json").read_text(encoding="utf-8"))

    assert package["$schema"] == f"{PROFILE}/datapackage.json"
    assert (package["version"], package["created"]) == (described["id"], f"{described['time']}T00:00:00Z")
    assert "contributors" not in package
    assert [licence["name"] for licence in package["licenses"]] == ["CC0-1.0"]
    assert "källornas egna villkor gäller" in package["licenses"][0]["title"]
    assert all(source["title"] and source["licence"] for source in package["sources"])
    assert "Brottsförebyggande rådet (Brå): Statistik över anmälda brott (SOL)" in {
        source["title"] for source in package["sources"]
    }
    for resource in package["resources"]:
        assert (resource["$schema"], resource["type"]) == (f"{PROFILE}/dataresource.json", "table")
        assert resource["schema"]["$schema"] == f"{PROFILE}/tableschema.json"
        (empty,) = resource["schema"]["missingValues"]
        assert empty["value"] == ""
        assert "aldrig noll" in empty["label"]
        assert "fieldsMatch" not in resource["schema"]
    (flat,) = [each for each in package["resources"] if each["name"] == "observations_flat"]
    assert "value_status" in flat["schema"]["missingValues"][0]["label"]
    status = next(field for field in flat["schema"]["fields"] if field["name"] == "value_status")
    missing = {"value": "missing", "label": "saknas", "label@en": "missing", "sdmxObsStatus": "O"}
    assert missing in status["categories"]


def test_a_named_municipality_is_the_publisher(small_project: Path, runner: Runner, tmp_path: Path) -> None:
    words = small_project / "metadata.yml"
    text = words.read_text(encoding="utf-8").replace('  name: ""', '  name: "Ale kommun"', 1)
    words.write_text(text.replace('  code: ""', '  code: "1440"', 1), encoding="utf-8")
    (small_project / "data/dataset.csv").write_text("dataset_id,is_example\nhandlingsplan,false\n", encoding="utf-8")
    for path in (small_project / "data/observations").iterdir():
        path.unlink()

    outcome = runner("build", "--project", small_project, "--output", tmp_path / "release")

    assert outcome.exit_code == 0, outcome.stdout
    package = json.loads((tmp_path / "release/downloads/datapackage.json").read_text(encoding="utf-8"))
    assert package["contributors"] == [{"title": "Ale kommun", "roles": ["publisher"]}]
    assert package["example_data"] is False
    # Without figures a release has no date.
    assert "created" not in package
    assert Package(str(tmp_path / "release/downloads/datapackage.json")).validate().valid


def test_the_checksums_are_as_sha256sum_reads_them(release: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(release / "downloads", tmp_path / "downloads")
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: checksum for checksum, name in (line.split("  ") for line in lines)}

    others = [path for path in folder.iterdir() if path.suffix != ".gz" and path.name != "SHA256SUMS"]
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in others}
    command = ["sha256sum", "--check", "--quiet", "--ignore-missing", "SHA256SUMS"]
    (folder / "goals.csv").unlink()
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    (folder / "areas.csv").write_text("annat")
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 1


def test_the_database_to_download_is_the_one_that_is_served_and_takes_no_room(release: Path) -> None:
    assert (release / "downloads/handlingsplan.db").samefile(release / "handlingsplan.db")


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="there is no other file system at hand")
def test_where_a_file_cannot_have_two_names_the_database_is_copied(release: Path, tmp_path: Path) -> None:
    schemas = read_schemas(Path(__file__).parents[2] / "schemas")
    shutil.copy(release / "handlingsplan.db", tmp_path)
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        (tmp_path / "downloads").symlink_to(elsewhere)

        database_file.write(Dataset(tmp_path, {}), schemas, {}, tmp_path / "downloads")

        copied = Path(elsewhere) / "handlingsplan.db"
        assert copied.stat().st_nlink == 1
        assert copied.read_bytes() == (release / "handlingsplan.db").read_bytes()


def test_csv_on_the_web_describes_each_file_as_it_is(release: Path, repository: Path) -> None:
    downloads = release / "downloads"
    described = json.loads((downloads / "csv-metadata.json").read_text(encoding="utf-8"))
    tables = {table["url"]: table for table in described["tables"]}
    schemas = read_schemas(repository / "schemas")

    assert described["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "sv"}]
    assert list(tables) == [f"{schema.name}.csv" for schema in schemas.files]
    rows = {url: _rows(downloads / url) for url in tables}
    for schema in schemas.files:
        url = f"{schema.name}.csv"
        form = tables[url]["tableSchema"]
        assert [column["name"] for column in form["columns"]] == rows[url][0]
        assert [column["titles"] for column in form["columns"]] == rows[url][0]
        keys = _values(rows[url], form["primaryKey"])
        assert len(set(keys)) == len(keys)
        for column in form["columns"]:
            cells = [cell for (cell,) in _values(rows[url], [column["name"]])]
            assert not column["required"] or "" not in cells
            assert all(_is_of(cell, column["datatype"]) for cell in cells if cell), (url, column["name"])
        for key in form.get("foreignKeys", []):
            there = key["reference"]
            known = set(_values(rows[there["resource"]], there["columnReference"]))
            assert set(_values(rows[url], key["columnReference"])) <= known


def test_csv_on_the_web_says_what_the_codes_stand_for_and_what_sdmx_calls_a_status(release: Path) -> None:
    described = json.loads((release / "downloads/csv-metadata.json").read_text(encoding="utf-8"))
    tables = {table["url"]: table["tableSchema"]["columns"] for table in described["tables"]}
    columns = {column["name"]: column for column in tables["observations.csv"]}

    assert columns["value_status"]["qb:codeList"]["skos:member"][2] == {
        "@type": "skos:Concept",
        "skos:notation": "suppressed_primary",
        "skos:prefLabel": [
            {"@value": "dold (få personer)", "@language": "sv"},
            {"@value": "hidden (few people)", "@language": "en"},
        ],
        "skos:broadMatch": {"@id": "urn:sdmx:org.sdmx.infomodel.codelist.Code=SDMX:CL_OBS_STATUS(2.2).Q"},
    }
    assert columns["series_break"]["rdfs:seeAlso"]["@id"].endswith("SDMX:CL_OBS_STATUS(2.2).B")
    assert "skos:broadMatch" not in columns["sex"]["qb:codeList"]["skos:member"][0]
    assert "qb:codeList" not in columns["value"]


def _is_of(cell: str, datatype: Any) -> bool:
    base, limits = (datatype["base"], datatype) if isinstance(datatype, dict) else (datatype, {})
    match base:
        case "integer" | "number":
            number = float(cell)
            is_whole = base == "number" or cell.lstrip("-").isdigit()
            return is_whole and limits.get("minimum", number) <= number <= limits.get("maximum", number)
        case "boolean":
            return cell in ("true", "false")
        case "date":
            return len(cell) == 10 and cell.replace("-", "").isdigit()
    return bool(base == "string")


def _rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def _values(rows: list[list[str]], columns: list[str]) -> list[tuple[str, ...]]:
    places = [rows[0].index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in rows[1:]]
