"""The recipe: from the data folder to a release folder. Only this file knows the order."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import metadata as packages
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline import report
from pipeline.catalog import Words, data_package, datasette_metadata, judge_words, read_words, site_area
from pipeline.charts import draw_charts
from pipeline.checks import check
from pipeline.database import NAME, write_database
from pipeline.dataset import read_dataset
from pipeline.derive import create_views
from pipeline.downloads import write_downloads
from pipeline.errors import Misuse, ProjectNotFound, Refused
from pipeline.journal import kept
from pipeline.messages import say
from pipeline.model import Dataset, Problem, Progress
from pipeline.project import Project
from pipeline.protect import disclosure_audit, policy_of, read_kept
from pipeline.schema import Schemas, read_schemas

DATABASE = f"{NAME}.db"

PARTS = (DATABASE, "metadata.json", "charts", "downloads", "release.json", "report.json")
"""What a whole release folder holds."""

SHAPING_PACKAGES = (
    "altair",
    "babel",
    "frictionless",
    "polars",
    "scipy",
    "snowballstemmer",
    "sqlite-utils",
    "vl-convert-python",
)
"""The packages whose version may change the bytes of a release."""


@dataclass(frozen=True)
class Judged:
    """A project's data, read and checked: the dataset, the words beside it, and every problem in either."""

    dataset: Dataset
    schemas: Schemas
    words: Words
    problems: tuple[Problem, ...]

    @property
    def fatal(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.fatal)


def judge(project: Project, progress: Progress) -> Judged:
    """Read and check everything that a release is made from."""
    if not project.data.is_dir():
        raise ProjectNotFound(say("data_not_found", folder=project.data))
    schemas = read_schemas(project.schemas)
    progress(say("step_read", folder=project.data))
    texts, shape_problems = read_dataset(project.data, schemas)
    progress(say("step_check"))
    dataset, problems = check(replace(texts, earlier=read_kept(kept(project))), schemas)
    words, word_problems = read_words(project.metadata)
    disagreements = judge_words(words, dataset)
    return Judged(dataset, schemas, words, (*shape_problems, *problems, *word_problems, *disagreements))


def build(project: Project, output: Path, progress: Progress, workers: int = 1) -> Mapping[str, Any]:
    """Build a release into the new or empty folder `output` and return what its `release.json` says.

    Everything is made anew, the charts by at most `workers` processes. Raises Refused, and writes nothing, where the
    data hold fatal problems.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise Misuse(say("output_not_empty", folder=output))
    judged = judge(project, progress)
    beside = output.with_name(f".{output.name}.building")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        release = build_judged(judged, identify(project), beside, progress, workers=workers)
        shutil.rmtree(output, ignore_errors=True)
        beside.rename(output)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return release


def build_judged(
    judged: Judged,
    inputs: Mapping[str, str],
    output: Path,
    progress: Progress,
    earlier: Path | None = None,
    workers: int = 1,
) -> Mapping[str, Any]:
    """Build a release of data that have been read and checked, from inputs that have been identified.

    What is not changed since the release `earlier` may be taken over from it: the bytes are the same.
    """
    if judged.fatal:
        raise Refused(say("build_refused"), judged.problems)
    schemas, words = judged.schemas, judged.words
    dataset = with_derived(judged.dataset)
    release = describe(judged, inputs)
    output.mkdir(parents=True, exist_ok=True)
    progress(say("step_database"))
    write_database(output / DATABASE, dataset, schemas, facts(release, words))
    create_views(output / DATABASE)
    progress(say("step_charts"))
    draw_charts(dataset, release["area_code"], output, earlier, workers)
    progress(say("step_downloads"))
    write_downloads(dataset, schemas, data_package(words, schemas, release), output / "downloads")
    write_json(output / "metadata.json", datasette_metadata(words, schemas))
    write_json(output / "report.json", report.as_data(judged.problems))
    write_json(output / "release.json", release)
    return release


def with_derived(dataset: Dataset) -> Dataset:
    """The dataset with the tables that are computed from it.

    The audit is of this release alone, so that the same input gives the same bytes whatever was published before it.
    """
    return replace(dataset, tables={**dataset.tables, "disclosure_audit": disclosure_audit(dataset.tables)})


def identify(project: Project) -> dict[str, str]:
    """The SHA-256 of everything that a release is made from, by name: the files, and the recipe that reads them."""
    sources = [
        *((f"data/{path.relative_to(project.data).as_posix()}", path) for path in _files(project.data)),
        *((f"schemas/{path.relative_to(project.schemas).as_posix()}", path) for path in _files(project.schemas)),
        (project.metadata.name, project.metadata),
    ]
    checksums = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sources}
    checksums["recipe"] = _recipe_checksum()
    return dict(sorted(checksums.items()))


def release_id(inputs: Mapping[str, str], years: Iterable[int]) -> str:
    """The name of the release of these inputs: its last follow-up year and a checksum of all that it is made from."""
    whole = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
    return f"{max(years, default='plan')}-{whole[:12]}"


def describe(judged: Judged, inputs: Mapping[str, str]) -> dict[str, Any]:
    """What `release.json` says.

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
        "area_code": site_area(judged.words, dataset),
        "years": dataset.years,
        "disclosure_policy": policy_of(dataset.tables).version,
        "rows": {name: frame.height for name, frame in dataset.tables.items()},
        "inputs": dict(inputs),
    }


def facts(release: Mapping[str, Any], words: Words) -> dict[str, object]:
    """The one row of the database's table `release`: what pages must know of the release that they show."""
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
        "area_code": release["area_code"],
        "first_year": min(release["years"], default=None),
        "last_year": max(release["years"], default=None),
    }


def write_json(path: Path, content: object) -> None:
    """Write JSON that people can read."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def missing_parts(folder: Path) -> list[str]:
    """The parts that a release folder lacks."""
    return [part for part in PARTS if not (folder / part).exists()]


def _files(folder: Path) -> list[Path]:
    visible = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted(visible)


def _recipe_checksum() -> str:
    """A checksum of the code and the libraries that turn input into a release; the web pages are not among them."""
    own = Path(str(files("pipeline")))
    code = [path for path in _files(own) if path.suffix in {".py", ".sql"} and "web" not in path.relative_to(own).parts]
    digest = hashlib.sha256(f"sqlite {sqlite3.sqlite_version}\n".encode())
    for package in SHAPING_PACKAGES:
        digest.update(f"{package} {packages.version(package)}\n".encode())
    for path in code:
        digest.update(f"{path.relative_to(own).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
