"""The recipe: from the data folder to a release folder. Only this file knows the order."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from pipeline import report
from pipeline.builder.catalogue import write_catalogue
from pipeline.builder.catalogue.facts import Facts
from pipeline.builder.changes import comparable, write_changes
from pipeline.builder.charts import draw_charts
from pipeline.builder.database import write_database
from pipeline.builder.descriptors import data_package, datasette_metadata
from pipeline.builder.downloads import write_downloads
from pipeline.builder.history import first_release, observation_releases
from pipeline.builder.identity import describe, facts, identify
from pipeline.builder.twins import write_twins
from pipeline.builder.views import create_views
from pipeline.dataset.catalogue_words import can_be_catalogued
from pipeline.dataset.judged import Judged, judge
from pipeline.errors import Misuse, Refused
from pipeline.messages import say
from pipeline.model import Dataset, Progress
from pipeline.project import Project
from pipeline.protect.findings import disclosure_audit
from pipeline.releases.checksums import with_checksums
from pipeline.releases.shelf import DATABASE, RELEASE


def build(project: Project, output: Path, progress: Progress, workers: int = 1) -> Mapping[str, Any]:
    """Build a release into the new or empty folder `output` and return what its `release.json` says.

    Everything is made from scratch, the charts by at most `workers` processes. Raises Refused, and writes nothing, if
    the data contain fatal problems.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise Misuse(say("output_not_empty", folder=output))
    judged = judge(project, progress)
    unfinished = output.with_name(f".{output.name}.building")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        release = build_judged(judged, identify(project), unfinished, progress, workers=workers)
        shutil.rmtree(output, ignore_errors=True)
        unfinished.rename(output)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return release


def build_judged(
    judged: Judged,
    inputs: Mapping[str, str],
    output: Path,
    progress: Progress,
    earlier: Path | None = None,
    workers: int = 1,
    before: Path | None = None,
) -> Mapping[str, Any]:
    """Build a release of data already read and checked, from inputs already identified.

    What has not changed since the release `earlier` may be reused from it: the bytes are the same. `before` is the
    release that readers had before this one: the release says what it changed of it.
    """
    if judged.fatal:
        raise Refused(say("build_refused"), judged.problems)
    schemas, words = judged.schemas, judged.words
    described = describe(judged, inputs)
    before = comparable(before, described)
    dataset = with_derived(judged.dataset, before, described["id"])
    output.mkdir(parents=True, exist_ok=True)
    progress(say("step_database"))
    write_database(output / DATABASE, dataset, schemas, facts(described, words, first_release(before, described["id"])))
    create_views(output / DATABASE)
    changes = write_changes(before, output, described["id"])
    progress(say("step_charts"))
    draw_charts(dataset, described["area_code"], output, earlier, workers)
    progress(say("step_downloads"))
    package = data_package(words, schemas, described, dataset.tables["sources"].iter_rows(named=True))
    write_downloads(dataset, schemas, package, output / "downloads")
    if can_be_catalogued(words, is_example=described["is_example"]):
        catalogued = Facts(words, schemas, described, dataset.tables, output / "downloads", has_database=True)
        write_catalogue(catalogued, output / "catalogue")
    for part in ("charts", "downloads"):
        write_twins(output / part)
    write_json(output / "metadata.json", datasette_metadata(words, schemas))
    write_json(output / "report.json", report.as_data(judged.problems))
    release = with_checksums({**described, "changes": changes, "recalls": recalls_of(dataset)}, output)
    write_json(output / RELEASE, release)
    return release


def with_derived(dataset: Dataset, before: Path | None = None, release: str = "") -> Dataset:
    """The dataset with the tables that are computed from it, and from the release `before` the one being built.

    The audit covers this release alone, so that it is the same whatever was published before it.
    """
    derived = {
        "disclosure_audit": disclosure_audit(dataset.tables),
        "observation_releases": observation_releases(before, dataset.tables["observations"], release),
    }
    return replace(dataset, tables={**dataset.tables, **derived})


def recalls_of(dataset: Dataset) -> list[dict[str, str]]:
    """The releases that may not be shown any more: what a server that has them must know whichever it serves."""
    rows = dataset.tables["recalls"].select("release_id", pl.col("recalled_on").cast(pl.String), "reason")
    return rows.sort("release_id").to_dicts()


def write_json(path: Path, content: object) -> None:
    """Write JSON that people can read."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
