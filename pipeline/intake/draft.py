"""The data as an import would leave them: files opened, read by their source, protected, compared, not written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict, Unpack

import polars as pl

from pipeline.checks import RULES
from pipeline.checks.fields import judge_table
from pipeline.checks.personal import scan
from pipeline.checks.values import total_is_sum_of_sexes
from pipeline.dataset.folder import as_texts
from pipeline.dataset.judged import Judged, judge_cells
from pipeline.errors import Misuse
from pipeline.intake.files.document import Document
from pipeline.intake.files.opening import open_document
from pipeline.intake.merging import Counts, merge_assessments, merge_observations, unexplained, with_revisions
from pipeline.intake.sources import SOURCES, Source
from pipeline.intake.sources.contract import ASSESSED, OBSERVED, REASONED, Extract, ImportContext, no_rows
from pipeline.messages import number, problem, say
from pipeline.model import FILE, KEY, PUBLISHED, ROW, SOUND, Dataset, Place, Problem, Repair
from pipeline.project import Project
from pipeline.protect.figures import view_of
from pipeline.protect.hide import Protected, protect
from pipeline.schema import Schemas

MADE = ("dataset", "observations", "assessments", "targets", "measures", "revisions")
"""The tables that a new data folder does not copy from the project's own: the municipality's figures and texts."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The data with staff's files in them, before anything is written.

    judged: the data as they would be, and every problem in them or in the files. hidden: KEY and the new status of
    incoming figures that are not shown. unfilled: KEY, FILE and ROW of the rows in a file that have no answer.
    rows_by_file: for each table that was read, how many rows have an answer and how many have none. documents: the
    files that could be opened and hold no personal data.
    """

    judged: Judged
    counts: Counts
    repairs: tuple[Repair, ...]
    hidden: pl.DataFrame
    unfilled: pl.DataFrame
    rows_by_file: Mapping[str, tuple[int, int]]
    documents: tuple[Document, ...]

    @property
    def dataset(self) -> Dataset:
        """The data as they would be."""
        return self.judged.dataset

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem in the files, and in the data as they would be."""
        return self.judged.problems

    @property
    def is_fatal(self) -> bool:
        """Whether any problem stops the import."""
        return any(problem.fatal for problem in self.problems)


class Options(TypedDict, total=False):
    """Options of an import: a source, a single year, which of two conflicting rows, and a reason for every change.

    `within` is the folder that the files must be in.
    """

    source_name: str | None
    year: int | None
    choices: Mapping[str, int] | None
    reason: str | None
    within: Path | None


def draft_import(project: Project, paths: Sequence[Path], *, today: datetime.date, **options: Unpack[Options]) -> Draft:
    """The result of importing the files; nothing is written."""
    judged = _base(project)
    schemas, base = judged.schemas, judged.dataset
    context = ImportContext(schemas, base.tables, judged.area_code, options.get("choices"), options.get("year"))
    documents, file_problems, opened = _open(paths, options.get("within"), base.tables["allowed_texts"])
    extract = _read(documents, context, options.get("source_name"), whole=not file_problems)
    incoming, cell_faults = _judge(extract, base, schemas, today)
    present = base.tables["observations"]
    protected = protect(incoming, base.tables, [view_of(observations) for observations in base.earlier])
    to_merge = pl.concat([protected.incoming.select(present.columns), protected.also_hidden])
    reasons = pl.concat([extract.reasons, _own_reasons(protected, incoming, present)])
    general = (options.get("reason") or "").strip() or None
    merged, revisions, counts = merge_observations(present, to_merge, reasons, today, general)
    incoming_assessments, assessment_faults = judge_table(extract.assessments, schemas["assessments"])
    assessments, assessment_counts = merge_assessments(base.tables["assessments"], incoming_assessments)
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
        *assessment_faults,
        *_not_begun(incoming, today),
        *unexplained(revisions),
        # Once small figures are hidden, a wrong sum of them can no longer be detected.
        *total_is_sum_of_sexes(raw, schemas),
        *(problem for rule in RULES for problem in rule(dataset, schemas)),
    ]
    problems = (*judged.problems, *file_problems, *extract.problems, *_located(dict.fromkeys(found), extract))
    return Draft(
        judged=replace(judged, dataset=dataset, problems=problems),
        counts=counts + assessment_counts,
        repairs=(*opened, *extract.repairs, *_roundings(incoming, protected.incoming, extract)),
        hidden=pl.concat([protected.hidden, protected.also_hidden.select(protected.hidden.columns)]),
        unfilled=extract.unfilled,
        rows_by_file=_rows_by_file(extract, (incoming, incoming_assessments, extract.reasons)),
        documents=tuple(documents),
    )


def _rows_by_file(extract: Extract, answered: Sequence[pl.DataFrame]) -> dict[str, tuple[int, int]]:
    """How many rows have an answer and how many have none, for each table that was read."""
    return {
        origin.label: (sum(_rows(frame, origin.label) for frame in answered), _rows(extract.unfilled, origin.label))
        for origin in extract.origins
    }


def _roundings(incoming: pl.DataFrame, protected: pl.DataFrame, extract: Extract) -> Iterator[Repair]:
    """A repair for each rate or share that had more decimals than the disclosure policy allows."""
    origins = {origin.label: origin for origin in extract.origins}
    rounded = incoming.with_columns(protected["value"].alias("became")).filter(pl.col("value") != pl.col("became"))
    for file, row, became in rounded.select(FILE, ROW, "became").iter_rows():
        place = origins[file].place(row, "value") if file in origins else Place(file, row=row, column="value")
        yield Repair(place, "rate_is_rounded", say("rate_is_rounded", became=number(became)))


def _own_reasons(protected: Protected, incoming: pl.DataFrame, present: pl.DataFrame) -> pl.DataFrame:
    """The reason for each published figure that nobody has changed but that is now hidden to protect another."""
    published = present.filter(pl.col("value_status").is_in(PUBLISHED)).select(*KEY, pl.col("value").alias("shown"))
    unchanged = incoming.join(published, on=KEY).filter(pl.col("value") == pl.col("shown")).select(KEY)
    hidden = as_texts(protected.hidden.join(unchanged, on=KEY).select(KEY))
    reasons = pl.concat([protected.reasons, hidden.with_columns(pl.lit(say("hidden_for_another")).alias("reason"))])
    return reasons.with_columns(pl.lit("").alias(FILE), pl.lit(None, pl.Int64).alias(ROW))


def _rows(frame: pl.DataFrame, label: str) -> int:
    return frame.filter(pl.col(FILE) == label).height


def _base(project: Project) -> Judged:
    """The data to import into; a new data folder is the project's own without the municipality's figures and texts."""
    if not is_new(project.data):
        return judge_cells(project)
    judged = judge_cells(project, project.own_data)
    tables = dict(judged.dataset.tables)
    for name in MADE[1:]:
        tables[name] = tables[name].clear()
    tables["dataset"] = tables["dataset"].with_columns(pl.lit(False).alias("is_example"))
    return replace(judged, dataset=replace(judged.dataset, folder=project.data, tables=tables))


def is_new(folder: Path) -> bool:
    """Whether the folder does not exist, or holds nothing but hidden files."""
    return not folder.exists() or (folder.is_dir() and not any(folder.glob("[!.]*")))


def _open(
    paths: Sequence[Path], within: Path | None, allowed_texts: pl.DataFrame
) -> tuple[list[Document], list[Problem], list[Repair]]:
    """The files that can be read and hold no personal data, the problems of the others, and the repairs."""
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


def _read(documents: Sequence[Document], context: ImportContext, source_name: str | None, whole: bool) -> Extract:
    """The content of the files, each read by its source; `whole` if every file could be opened."""
    if source_name is not None and source_name not in {source.name for source in SOURCES}:
        known = ", ".join(source.name for source in SOURCES)
        raise Misuse(say("unknown_source", name=source_name, sources=known))
    by_source: dict[str, list[Document]] = {}
    problems: list[Problem] = []
    for document in documents:
        source = _source_of(document, context, source_name)
        if source:
            by_source.setdefault(source.name, []).append(document)
        else:
            sources = "; ".join(source.title for source in SOURCES)
            problems.append(problem("file_has_a_source", Place(document.name), sources=sources))
    extracts = [source.read(by_source[source.name], context) for source in SOURCES if source.name in by_source]
    extract = _together(extracts, problems)
    is_empty = not (extract.observations.height or extract.assessments.height or extract.unfilled.height)
    if is_empty and whole and not any(found.fatal for found in extract.problems):
        of_year = "" if context.only_year is None else say("of_year", year=context.only_year)
        place = Place(documents[0].name if documents else "")
        fault = problem("file_has_observations", place, of_year=of_year)
        return replace(extract, problems=(*extract.problems, fault))
    return extract


def _source_of(document: Document, context: ImportContext, name: str | None) -> Source | None:
    candidates = [source for source in SOURCES if name in (None, source.name)]
    return next((source for source in candidates if source.recognises(document, context)), None)


def _together(extracts: Sequence[Extract], problems: Sequence[Problem]) -> Extract:
    """Several extracts as one; a row repeated with the same content is read once and reported as a repair."""
    observations = pl.concat(
        [no_rows(OBSERVED), *(extract.observations.select(no_rows(OBSERVED).columns) for extract in extracts)]
    )
    distinct, repairs = _without_repeats(observations)
    return Extract(
        distinct,
        pl.concat([no_rows(ASSESSED), *(extract.assessments for extract in extracts)]),
        pl.concat([no_rows(REASONED), *(extract.reasons for extract in extracts)]),
        pl.concat([no_rows(KEY), *(extract.unfilled for extract in extracts)]),
        (*problems, *(problem for extract in extracts for problem in extract.problems)),
        (*(repair for extract in extracts for repair in extract.repairs), *repairs),
        tuple(origin for extract in extracts for origin in extract.origins),
    )


def _without_repeats(observations: pl.DataFrame) -> tuple[pl.DataFrame, Iterator[Repair]]:
    content = [*KEY, "value", "value_status"]
    first = observations.unique(content, keep="first", maintain_order=True)
    repeats = observations.join(first, on=[*content, FILE, ROW], how="anti", nulls_equal=True, maintain_order="left")
    paired = repeats.join(first.select(*content, pl.col(FILE).alias("file"), pl.col(ROW).alias("row")), on=content)
    repairs = (
        Repair(
            Place(row[FILE], row=row[ROW]), "row_is_the_same", say("row_is_the_same", row=row["row"], file=row["file"])
        )
        for row in paired.iter_rows(named=True)
    )
    return first, repairs


def _judge(
    extract: Extract, base: Dataset, schemas: Schemas, today: datetime.date
) -> tuple[pl.DataFrame, list[Problem]]:
    """The observations with the types of the schema, and a problem for each faulty cell.

    What staff need not write is filled in: the date, the catalogue's series breaks, and the note already in the data
    if the file has no such column.
    """
    schema = schemas["observations"]
    present = as_texts(base.tables["observations"].select(*KEY, pl.col("note").alias("kept_note")))
    breaks = as_texts(base.tables["series_breaks"].select("indicator_id", "year")).unique()
    texts = (
        extract.observations.join(present, on=KEY, how="left", maintain_order="left")
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
    """A problem for each row of a year that has not begun: the file is another year's, or a digit is wrong."""
    for row in incoming.filter(SOUND, pl.col("year") > today.year).iter_rows(named=True):
        place = Place(row[FILE], row=row[ROW], column="year")
        yield problem("year_has_begun", place, str(row["year"]), year=row["year"])


def _located(problems: Iterable[Problem], extract: Extract) -> Iterator[Problem]:
    """The problems with their places as staff see them: the sheet, and the column by its own heading."""
    origins = {origin.label: origin for origin in extract.origins}
    for found in problems:
        origin = origins.get(found.place.file)
        place = found.place
        yield replace(found, place=origin.place(place.row, place.column)) if origin else found
