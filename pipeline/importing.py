"""Staff's files into the data folder: opened, read by their source, protected, compared with what is there, written."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict, Unpack

import polars as pl

from pipeline import report
from pipeline.catalog import read_words, site_area
from pipeline.checks import RULES
from pipeline.checks.fields import judge_fields, judge_table
from pipeline.checks.personal import scan
from pipeline.checks.values import total_is_sum_of_sexes
from pipeline.dataset import as_texts, read_dataset, write_table
from pipeline.errors import Misuse, ProjectNotFound, Refused
from pipeline.intake import SOURCES, Source
from pipeline.intake.document import Document
from pipeline.intake.opening import open_document
from pipeline.intake.reading import ASSESSED, KEY, OBSERVED, REASONED, Catalogue, Reading, no_rows
from pipeline.journal import kept
from pipeline.marking import write_marked_copy
from pipeline.merging import Counts, merge_assessments, merge_observations, unexplained, with_revisions
from pipeline.messages import counted, number, say
from pipeline.model import FILE, PUBLISHED, ROW, SOUND, Dataset, Place, Problem, Progress, Repair
from pipeline.project import Project
from pipeline.protect import Protected, protect, read_kept, view_of
from pipeline.schema import Schemas, read_schemas

MADE = ("dataset", "observations", "assessments", "targets", "measures", "revisions")
"""The tables that a new data folder does not take from the project's own: the municipality's figures and words."""

WRITTEN = ("revisions", "observations", "assessments")
"""What an import writes, in this order: a run cut off after the reasons is made whole by running it again."""

REPORT = "rapport"
"""The folder in the inbox for what was wrong with the files, until an import succeeds."""

OWN_FILES = frozenset({"forhandsvisning.html", REPORT})
"""What the program itself leaves in the inbox."""


@dataclass(frozen=True)
class Draft:
    """What the data would be with staff's files in them, before anything is written.

    hidden: KEY and the new status of the figures that came in and are not shown. unfilled: KEY, FILE and ROW of the
    rows that stand in a file without an answer; `filled` counts those that have one, and `rows_by_file` both, filled
    and unfilled, for each table that was read. documents: the files that could be opened and hold no personal data.
    """

    dataset: Dataset
    schemas: Schemas
    counts: Counts
    problems: tuple[Problem, ...]
    repairs: tuple[Repair, ...]
    hidden: pl.DataFrame
    unfilled: pl.DataFrame
    filled: int
    rows_by_file: Mapping[str, tuple[int, int]]
    documents: tuple[Document, ...]

    @property
    def is_fatal(self) -> bool:
        """Whether something in it stops an import."""
        return any(problem.fatal for problem in self.problems)


class Options(TypedDict, total=False):
    """What may be asked of an import: a source, one year alone, which of two rows, and a reason for all that changes.

    `within` is the folder that the files must lie in.
    """

    source_name: str | None
    year: int | None
    choices: Mapping[str, int] | None
    reason: str | None
    within: Path | None


def import_files(
    project: Project,
    paths: Sequence[Path],
    *,
    today: datetime.date,
    dry_run: bool = False,
    **options: Unpack[Options],
) -> Draft:
    """Read what stands in the files into the project's data folder.

    Where the data folder does not exist it is made from the project's own plan and catalogue, without observations.
    Raises Refused, and writes nothing, where the files or what would come of them hold fatal problems.
    """
    draft = draft_import(project, paths, today=today, **options)
    folder = project.inbox / REPORT
    if draft.is_fatal:
        if not dry_run:
            _write_report(folder, draft)
        sentence = say("import_refused") if dry_run else say("import_refused_with_report", folder=folder)
        raise Refused(sentence, draft.problems, draft.repairs)
    if not dry_run:
        _write(project, draft)
        shutil.rmtree(folder, ignore_errors=True)
    return draft


def inbox_files(project: Project) -> list[Path]:
    """Everything that staff have put in the inbox, whatever it is, by name.

    What Excel lays beside a file while it is open ("~$...") is not a file of theirs; that file says that it is open.
    """
    found = sorted(project.inbox.glob("[!.]*"))
    return [path for path in found if path.name not in OWN_FILES and not path.name.startswith("~$")]


def import_inbox(project: Project, *, today: datetime.date, progress: Progress) -> Draft | None:
    """Import every file that lies in the inbox, or None where it is empty."""
    paths = inbox_files(project)
    if not paths:
        return None
    progress(say("step_import", count=counted(len(paths), "file")))
    return import_files(project, paths, today=today, within=project.inbox)


def draft_import(project: Project, paths: Sequence[Path], *, today: datetime.date, **options: Unpack[Options]) -> Draft:
    """What an import of the files would come to; nothing is written."""
    schemas = read_schemas(project.schemas)
    base, base_problems = _read_base(project, schemas)
    area = site_area(read_words(project.metadata)[0], base)
    catalogue = Catalogue(schemas, base.tables, area, options.get("choices"), options.get("year"))
    documents, problems, opened = _open(paths, options.get("within"), base.tables["allowed_texts"])
    reading = _read(documents, catalogue, options.get("source_name"), whole=not problems)
    incoming, cell_faults = _judge(reading, base, schemas, today)
    present = base.tables["observations"]
    protected = protect(incoming, base.tables, [view_of(observations) for observations in base.earlier])
    came = pl.concat([protected.incoming.select(present.columns), protected.also_hidden])
    reasons = pl.concat([reading.reasons, _own_reasons(protected, incoming, present)])
    general = (options.get("reason") or "").strip() or None
    merged, revisions, counts = merge_observations(present, came, reasons, today, general)
    said, word_faults = judge_table(reading.assessments, schemas["assessments"])
    assessments, word_counts = merge_assessments(base.tables["assessments"], said)
    tables = {
        **base.tables,
        "observations": merged,
        "assessments": assessments,
        "revisions": with_revisions(base.tables["revisions"], revisions),
    }
    dataset = replace(base, tables=tables)
    raw = replace(base, tables={**base.tables, "observations": incoming})
    found = [
        *cell_faults,
        *word_faults,
        *_not_begun(incoming, today),
        *unexplained(revisions),
        # Once small figures are hidden, a wrong sum of them can no longer be seen.
        *total_is_sum_of_sexes(raw, schemas),
        *(problem for rule in RULES for problem in rule(dataset, schemas)),
    ]
    return Draft(
        dataset,
        schemas,
        counts + word_counts,
        (*base_problems, *problems, *reading.problems, *_located(dict.fromkeys(found), reading)),
        (*opened, *reading.repairs, *_roundings(incoming, protected.incoming, reading)),
        pl.concat([protected.hidden, protected.also_hidden.select(protected.hidden.columns)]),
        reading.unfilled,
        incoming.height,
        {
            origin.label: (
                sum(_rows(frame, origin.label) for frame in (incoming, said, reading.reasons)),
                _rows(reading.unfilled, origin.label),
            )
            for origin in reading.origins
        },
        tuple(documents),
    )


def _roundings(incoming: pl.DataFrame, protected: pl.DataFrame, reading: Reading) -> Iterator[Repair]:
    """How rates and shares were read that had more decimals than the policy of disclosure control lets be shown."""
    origins = {origin.label: origin for origin in reading.origins}
    rounded = incoming.with_columns(protected["value"].alias("became")).filter(pl.col("value") != pl.col("became"))
    for file, row, became in rounded.select(FILE, ROW, "became").iter_rows():
        place = origins[file].place(row, "value") if file in origins else Place(file, row=row, column="value")
        yield Repair(place, "rate_is_rounded", say("rate_is_rounded", became=number(became)))


def _own_reasons(protected: Protected, incoming: pl.DataFrame, present: pl.DataFrame) -> pl.DataFrame:
    """The reason for each published figure that nobody has changed and that is hidden now, to protect another."""
    published = present.filter(pl.col("value_status").is_in(PUBLISHED)).select(*KEY, pl.col("value").alias("shown"))
    unchanged = incoming.join(published, on=KEY).filter(pl.col("value") == pl.col("shown")).select(KEY)
    hidden = as_texts(protected.hidden.join(unchanged, on=KEY).select(KEY))
    reasons = pl.concat([protected.reasons, hidden.with_columns(pl.lit(say("hidden_for_another")).alias("reason"))])
    return reasons.with_columns(pl.lit("").alias(FILE), pl.lit(None, pl.Int64).alias(ROW))


def _rows(frame: pl.DataFrame, label: str) -> int:
    return frame.filter(pl.col(FILE) == label).height


def _read_base(project: Project, schemas: Schemas) -> tuple[Dataset, list[Problem]]:
    """The dataset to import into, and the faults in its files; a new one has no observations."""
    is_new = _is_new(project.data)
    folder = project.own_data if is_new else project.data
    if not folder.is_dir():
        raise ProjectNotFound(say("data_not_found", folder=folder))
    texts, problems = read_dataset(folder, schemas)
    dataset, faults = judge_fields(replace(texts, earlier=read_kept(kept(project))), schemas)
    if not is_new:
        return dataset, problems + faults
    tables = dict(dataset.tables)
    for name in MADE[1:]:
        tables[name] = tables[name].clear()
    tables["dataset"] = tables["dataset"].with_columns(pl.lit(False).alias("is_example"))
    return replace(dataset, folder=project.data, tables=tables), problems + faults


def _is_new(folder: Path) -> bool:
    """Whether nothing is there, or a folder with nothing in it but what is hidden."""
    return not folder.exists() or (folder.is_dir() and not any(folder.glob("[!.]*")))


def _open(
    paths: Sequence[Path], within: Path | None, allowed_texts: pl.DataFrame
) -> tuple[list[Document], list[Problem], list[Repair]]:
    """The files that can be read and hold no personal data, what is wrong with the others, and how they were read."""
    allowed = allowed_texts["text"].drop_nulls().to_list()
    documents: list[Document] = []
    problems: list[Problem] = []
    repairs: list[Repair] = []
    for path in sorted(set(paths)):
        document, faults, mended = open_document(path, within)
        problems += faults
        if document:
            personal = list(scan(document.texts(), allowed))
            problems += personal
            if not personal:
                documents.append(document)
                repairs += mended
    return documents, problems, repairs


def _read(documents: Sequence[Document], catalogue: Catalogue, source_name: str | None, whole: bool) -> Reading:
    """What stands in the files, each read by its source; `whole` where every file could be opened."""
    if source_name is not None and source_name not in {source.name for source in SOURCES}:
        known = ", ".join(source.name for source in SOURCES)
        raise Misuse(say("unknown_source", name=source_name, sources=known))
    by_source: dict[str, list[Document]] = {}
    problems: list[Problem] = []
    for document in documents:
        source = _source_of(document, catalogue, source_name)
        if source:
            by_source.setdefault(source.name, []).append(document)
        else:
            message = say("file_has_a_source", sources="; ".join(source.title for source in SOURCES))
            problems.append(Problem(Place(document.name), "file_has_a_source", None, message))
    readings = [source.read(by_source[source.name], catalogue) for source in SOURCES if source.name in by_source]
    reading = _together(readings, problems)
    nothing = not (reading.observations.height or reading.assessments.height or reading.unfilled.height)
    if nothing and whole and not any(problem.fatal for problem in reading.problems):
        of_year = "" if catalogue.only_year is None else say("of_year", year=catalogue.only_year)
        message = say("file_has_observations", of_year=of_year)
        fault = Problem(Place(documents[0].name if documents else ""), "file_has_observations", None, message)
        return replace(reading, problems=(*reading.problems, fault))
    return reading


def _source_of(document: Document, catalogue: Catalogue, name: str | None) -> Source | None:
    candidates = [source for source in SOURCES if name in (None, source.name)]
    return next((source for source in candidates if source.recognises(document, catalogue)), None)


def _together(readings: Sequence[Reading], problems: Sequence[Problem]) -> Reading:
    """Several readings as one; a row that stands twice with the same content is read once, and staff are told."""
    observations = pl.concat(
        [no_rows(OBSERVED), *(reading.observations.select(no_rows(OBSERVED).columns) for reading in readings)]
    )
    distinct, repairs = _without_repeats(observations)
    return Reading(
        distinct,
        pl.concat([no_rows(ASSESSED), *(reading.assessments for reading in readings)]),
        pl.concat([no_rows(REASONED), *(reading.reasons for reading in readings)]),
        pl.concat([no_rows(KEY), *(reading.unfilled for reading in readings)]),
        (*problems, *(problem for reading in readings for problem in reading.problems)),
        (*(repair for reading in readings for repair in reading.repairs), *repairs),
        tuple(origin for reading in readings for origin in reading.origins),
    )


def _without_repeats(observations: pl.DataFrame) -> tuple[pl.DataFrame, Iterator[Repair]]:
    said = [*KEY, "value", "value_status"]
    first = observations.unique(said, keep="first", maintain_order=True)
    repeats = observations.join(first, on=[*said, FILE, ROW], how="anti", nulls_equal=True, maintain_order="left")
    beside = repeats.join(first.select(*said, pl.col(FILE).alias("file"), pl.col(ROW).alias("row")), on=said)
    repairs = (
        Repair(
            Place(row[FILE], row=row[ROW]), "row_is_the_same", say("row_is_the_same", row=row["row"], file=row["file"])
        )
        for row in beside.iter_rows(named=True)
    )
    return first, repairs


def _judge(
    reading: Reading, base: Dataset, schemas: Schemas, today: datetime.date
) -> tuple[pl.DataFrame, list[Problem]]:
    """The observations with the types of the schema, and what their cells are wrong about.

    What staff need not write is filled in: the date, the series break that the catalogue knows of, and the note that
    the data have where the file has no such column.
    """
    schema = schemas["observations"]
    present = as_texts(base.tables["observations"].select(*KEY, pl.col("note").alias("kept_note")))
    breaks = as_texts(base.tables["series_breaks"].select("indicator_id", "year")).unique()
    texts = (
        reading.observations.join(present, on=KEY, how="left", maintain_order="left")
        .join(
            breaks.with_columns(pl.lit("true").alias("series_break")),
            on=["indicator_id", "year"],
            how="left",
            maintain_order="left",
        )
        .with_columns(
            pl.coalesce("note", "kept_note", pl.lit("")).alias("note"),
            pl.col("series_break").fill_null("false"),
            pl.lit(today.isoformat()).alias("retrieved_on"),
        )
    )
    return judge_table(texts.select(*schema.column_names, FILE, ROW), schema)


def _not_begun(incoming: pl.DataFrame, today: datetime.date) -> Iterator[Problem]:
    """A year that has not begun cannot have been followed up: the file is another year's, or a digit is wrong."""
    for row in incoming.filter(SOUND, pl.col("year") > today.year).iter_rows(named=True):
        message = say("year_has_begun", year=row["year"])
        yield Problem(Place(row[FILE], row=row[ROW], column="year"), "year_has_begun", str(row["year"]), message)


def _located(problems: Iterable[Problem], reading: Reading) -> Iterator[Problem]:
    """The problems with their places as staff see them: the sheet, and the column under its own heading."""
    origins = {origin.label: origin for origin in reading.origins}
    for problem in problems:
        origin = origins.get(problem.place.file)
        place = problem.place
        yield replace(problem, place=origin.place(place.row, place.column)) if origin else problem


def _write_report(folder: Path, draft: Draft) -> None:
    """Leave the whole report, and marked copies of the files, where staff find them; an earlier one goes away."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    text = report.as_text(draft.problems, draft.repairs)
    (folder / say("report_name")).write_text(text + "\n", encoding="utf-8")
    for document in draft.documents:
        write_marked_copy(document, draft.problems, folder)


def _write(project: Project, draft: Draft) -> None:
    """Write what changed; a new data folder is made beside and put in place whole."""
    schemas, tables = draft.schemas, draft.dataset.tables
    if not _is_new(project.data):
        for name in WRITTEN:
            write_table(project.data, schemas[name], tables[name])
        return
    unfinished = project.data.with_name(f".{project.data.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for schema in schemas:
        if schema.name in MADE:
            write_table(unfinished, schema, tables[schema.name])
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
