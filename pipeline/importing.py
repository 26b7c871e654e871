"""Staff's files into the data folder: read by their source, compared with what is there, written in one go."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.checks import RULES
from pipeline.checks.fields import judge_fields, judge_table
from pipeline.dataset import as_texts, read_dataset, write_table
from pipeline.errors import Misuse, ProjectNotFound, Refused
from pipeline.intake import SOURCES, Source
from pipeline.messages import counted, number, say
from pipeline.model import FILE, HIDDEN, PUBLISHED, ROW, SOUND, Dataset, Place, Problem, Progress
from pipeline.project import Project
from pipeline.schema import Schemas, read_schemas

UNREADABLE = {
    FileNotFoundError: "not_there",
    IsADirectoryError: "is_a_folder",
    PermissionError: "not_allowed",
}

MADE = ("dataset", "observations", "assessments", "targets", "measures", "revisions")
"""The tables that a new data folder does not take from the project's own: the municipality's figures and words."""

KEY = ("indicator_id", "year", "area_code", "sex", "age_group")


@dataclass(frozen=True)
class Imported:
    """What an import came to: how many observations are new, changed and the same, and what was found on the way."""

    new: int
    changed: int
    same: int
    problems: tuple[Problem, ...]


def import_files(
    project: Project,
    paths: Sequence[Path],
    *,
    today: datetime.date,
    source_name: str | None = None,
    year: int | None = None,
    choices: Mapping[str, int] | None = None,
    reason: str | None = None,
    dry_run: bool = False,
) -> Imported:
    """Read the files' observations (of one `year`, if given) into the project's data folder.

    Where the data folder does not exist it is made from the project's own plan and catalogue, without observations.
    Raises Refused, and writes nothing, where the files or what would come of them hold fatal problems.
    """
    why = reason.strip() if reason else None
    schemas = read_schemas(project.schemas)
    base, problems = _read_base(project, schemas)
    found, faults = _read_files(paths, base.tables["areas"], source_name, choices or {}, year)
    dated = as_texts(found.with_columns(pl.lit(today).alias("retrieved_on")))
    texts = dated.with_columns(pl.col(pl.String).fill_null(""))
    incoming, cell_faults = judge_table(texts, schemas["observations"])
    merged, revisions, counts = _merge(base.tables["observations"], incoming, today, why)
    if not why:
        problems += _unexplained(revisions)
    revised = _with_revisions(base.tables["revisions"], revisions)
    result = Dataset(base.folder, {**base.tables, "observations": merged, "revisions": revised}, base.incomplete)
    problems += [*faults, *cell_faults, *(problem for rule in RULES for problem in rule(result, schemas))]
    if any(problem.fatal for problem in problems):
        raise Refused(say("import_refused"), problems)
    if not dry_run:
        _write(project, schemas, result)
    return Imported(*counts, tuple(problems))


def import_inbox(project: Project, *, today: datetime.date, progress: Progress) -> Imported | None:
    """Import every file that lies in the inbox, or None where it is empty."""
    paths = [path for path in sorted(project.inbox.glob("[!.]*")) if path.is_file()]
    if not paths:
        return None
    progress(say("step_import", count=counted(len(paths), "file")))
    return import_files(project, paths, today=today)


def _read_base(project: Project, schemas: Schemas) -> tuple[Dataset, list[Problem]]:
    """The dataset to import into, and the faults in its files; a new one has no observations."""
    is_new = _is_new(project.data)
    folder = project.own_data if is_new else project.data
    if not folder.is_dir():
        raise ProjectNotFound(say("data_not_found", folder=folder))
    texts, problems = read_dataset(folder, schemas)
    dataset, faults = judge_fields(texts, schemas)
    if not is_new:
        return dataset, problems + faults
    tables = dict(dataset.tables)
    for name in MADE[1:]:
        tables[name] = tables[name].clear()
    tables["dataset"] = tables["dataset"].with_columns(pl.lit(False).alias("is_example"))
    return Dataset(project.data, tables, dataset.incomplete), problems + faults


def _is_new(folder: Path) -> bool:
    """Whether nothing is there, or a folder with nothing in it but what is hidden."""
    return not folder.exists() or (folder.is_dir() and not any(folder.glob("[!.]*")))


def _read_files(
    paths: Sequence[Path], areas: pl.DataFrame, source_name: str | None, choices: Mapping[str, int], year: int | None
) -> tuple[pl.DataFrame, list[Problem]]:
    by_source: dict[str, list[Path]] = {}
    problems: list[Problem] = []
    for path in sorted(set(paths)):
        try:
            source = _source_of(path, source_name)
        except OSError as error:
            message = say("file_is_readable", fault=say(UNREADABLE.get(type(error), "not_openable")))
            problems.append(Problem(Place(path.name), "file_is_readable", None, message))
            continue
        if source:
            by_source.setdefault(source.name, []).append(path)
        else:
            message = say("file_has_a_source", sources=", ".join(source.title for source in SOURCES))
            problems.append(Problem(Place(path.name), "file_has_a_source", None, message))
    frames = []
    for source in SOURCES:
        if source.name in by_source:
            frame, faults = source.read(by_source[source.name], areas, choices, year)
            frames.append(frame)
            problems += faults
    if not frames:
        raise Refused(say("import_refused"), problems)
    found = pl.concat(frames)
    if found.is_empty() and not any(problem.fatal for problem in problems):
        message = say("file_has_observations", of_year="" if year is None else say("of_year", year=year))
        problems.append(Problem(Place(paths[0].name), "file_has_observations", None, message))
    return found, problems


def _source_of(path: Path, name: str | None) -> Source | None:
    if name is not None and name not in {source.name for source in SOURCES}:
        raise Misuse(say("unknown_source", name=name, sources=", ".join(source.name for source in SOURCES)))
    candidates = [source for source in SOURCES if name in (None, source.name)]
    return next((source for source in candidates if source.recognises(path)), None)


def _merge(
    present: pl.DataFrame, incoming: pl.DataFrame, today: datetime.date, reason: str | None
) -> tuple[pl.DataFrame, pl.DataFrame, tuple[int, int, int]]:
    """The observations with the incoming ones put in, the revisions of published values, and the counts.

    Values are compared as numbers, so that 12 and 12.0 are the same. What is the same keeps its row as it stands.
    """
    beside = incoming.join(
        present.select(*KEY, pl.col("value").alias("old_value"), pl.col("value_status").alias("old_status")),
        on=KEY,
        how="left",
        maintain_order="left",
    )
    is_new = pl.col("old_status").is_null()
    # A source that does not know that its figure has become final does not make it preliminary again.
    status = pl.when(pl.col("old_status") == "final", pl.col("value_status") == "preliminary").then(pl.lit("final"))
    is_same = pl.col("value").eq_missing(pl.col("old_value")) & (
        status.otherwise(pl.col("value_status")) == pl.col("old_status")
    )
    new, same = beside.filter(is_new), beside.filter(is_same)
    changed = beside.filter(~is_new & ~is_same)
    taken = pl.concat([new, changed]).select(present.columns)
    merged = pl.concat([present.join(taken, on=KEY, how="anti", maintain_order="left"), taken])
    corrected = changed.filter(pl.col("old_status").is_in(PUBLISHED), ~pl.col("value").eq_missing(pl.col("old_value")))
    revisions = corrected.select(
        *KEY,
        pl.lit(today).alias("revised_on"),
        # What is hidden from now on is not kept in the register either.
        pl.when(~pl.col("value_status").is_in(HIDDEN)).then("old_value").alias("old_value"),
        pl.col("value").alias("new_value"),
        "old_status",
        pl.col("value_status").alias("new_status"),
        pl.lit(reason).alias("reason"),
        FILE,
        ROW,
        SOUND,
    )
    return merged, revisions, (new.height, changed.height, same.height)


def _unexplained(revisions: pl.DataFrame) -> list[Problem]:
    problems = []
    for row in revisions.iter_rows(named=True):
        old = number(row["old_value"]) if row["old_value"] is not None else row["old_status"]
        new = number(row["new_value"]) if row["new_value"] is not None else row["new_status"]
        message = say(
            "published_value_is_kept",
            indicator=row["indicator_id"],
            year=row["year"],
            area=row["area_code"],
            old=old,
            new=new,
        )
        problems.append(Problem(Place(row[FILE], row=row[ROW]), "published_value_is_kept", new, message))
    return problems


def _with_revisions(present: pl.DataFrame, revisions: pl.DataFrame) -> pl.DataFrame:
    """The register with these revisions in it; a second one on a day continues the first, with both reasons."""
    key = [*KEY, "revised_on"]
    earlier = present.select(
        *key,
        pl.col("old_value").alias("first_value"),
        pl.col("old_status").alias("first_status"),
        pl.col("reason").alias("first_reason"),
    )
    beside = revisions.join(earlier, on=key, how="left", maintain_order="left")
    continued = pl.col("first_status").is_not_null()
    joined = beside.with_columns(
        pl.when(continued).then("first_value").otherwise("old_value").alias("old_value"),
        pl.when(continued).then("first_status").otherwise("old_status").alias("old_status"),
        pl.when(continued)
        .then(pl.concat_str("first_reason", "reason", separator="; "))
        .otherwise("reason")
        .alias("reason"),
    )
    kept = present.join(revisions, on=key, how="anti", maintain_order="left")
    taken_back = pl.col("old_value").eq_missing(pl.col("new_value")) & (pl.col("old_status") == pl.col("new_status"))
    return pl.concat([kept, joined.filter(~taken_back).select(present.columns)])


def _write(project: Project, schemas: Schemas, dataset: Dataset) -> None:
    """Write what changed; a new data folder is made beside and put in place whole."""
    if not _is_new(project.data):
        # The reason first: a run that is cut off between the two is made whole by running it again.
        for name in ("revisions", "observations"):
            write_table(project.data, schemas[name], dataset.tables[name])
        return
    unfinished = project.data.with_name(f".{project.data.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for schema in schemas:
        if schema.name in MADE:
            write_table(unfinished, schema, dataset.tables[schema.name])
        else:
            copy = unfinished / schema.location
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(project.own_data / schema.location, copy)
    if project.data.exists():
        for part in unfinished.iterdir():
            part.rename(project.data / part.name)
        unfinished.rmdir()
    else:
        unfinished.rename(project.data)
