"""The data as an import would leave them: files opened, read by their source, protected, compared, not written."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import TypedDict, Unpack

import polars as pl

from pipeline.checks import RULES
from pipeline.checks.bases import ARITHMETIC
from pipeline.checks.fields import judge_table
from pipeline.checks.personal import asked_texts, scan
from pipeline.checks.recalled import without_recalled
from pipeline.checks.telling import SHORTEST, Telling, questions_of_texts, tellings, text_tells_no_hidden_figure
from pipeline.checks.values import total_is_sum_of_sexes
from pipeline.dataset.fetched import never_answered
from pipeline.dataset.folder import as_texts
from pipeline.dataset.judged import Judged, judge_cells, titled
from pipeline.errors import Misuse
from pipeline.gathering import gathered, worded
from pipeline.intake.answers import Answers
from pipeline.intake.examples import without_examples
from pipeline.intake.fetched_answers import answers_in, outdated
from pipeline.intake.files.document import Document, shown_name
from pipeline.intake.files.masking import masked_document
from pipeline.intake.files.opening import open_document
from pipeline.intake.merging import (
    Counts,
    merge_assessments,
    merge_beside,
    merge_observations,
    unexplained,
    with_revisions,
)
from pipeline.intake.provenance import with_provenance
from pipeline.intake.sources import SOURCES, Source
from pipeline.intake.sources.contract import ASSESSED, BEGUN, OBSERVED, REASONED, Extract, ImportContext, no_rows
from pipeline.intake.sources.questions import Question
from pipeline.intake.sources.read_me import is_read_me
from pipeline.labels import labels_of
from pipeline.messages import problem, readable, say
from pipeline.model import BASES, FILE, KEY, PUBLISHED, ROW, SOUND, Dataset, Place, Problem, Repair
from pipeline.official import kolada
from pipeline.official.kept import kept_bundles
from pipeline.project import Project
from pipeline.protect.hide import Hidden, Protected, protect
from pipeline.protect.releases import releases_of
from pipeline.schema import Schemas

MADE = (
    "dataset",
    "observations",
    "assessments",
    "closed_years",
    "targets",
    "measures",
    "revisions",
    "recalls",
    "imported_files",
    "observation_origins",
)
"""The tables that a new data folder does not copy from the project's own: the municipality's figures and texts."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The data with staff's files in them, before anything is written.

    judged: the data as they would be, and every problem in them or in the files. hidden: the
    figures that are no longer shown, and why. unfilled: KEY, FILE and ROW of the rows in a file that have no answer.
    begun: the assessments that wait for the rest of their texts. rows_by_file: what each table that was read has.
    documents: the files that could be opened and hold no personal data. masked: those with personal data, without it.
    is_answered: whether staff's answers added to `readings` or `allowed_texts`. questions: what only staff can say, and
    have not. beside: how many rows came in other tables than those of figures and texts, by their names.
    """

    judged: Judged
    counts: Counts
    repairs: tuple[Repair, ...]
    hidden: tuple[Hidden, ...]
    unfilled: pl.DataFrame
    begun: pl.DataFrame
    rows_by_file: Mapping[str, Filled]
    documents: tuple[Document, ...]
    masked: tuple[Document, ...]
    is_answered: bool
    questions: tuple[Question, ...]
    beside: Mapping[str, Counts]

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


@dataclass(frozen=True, slots=True)
class Filled:
    """How many answers a table has: figures, statuses in place of one, whole texts, and reasons; and what is left.

    begun: assessments that lack some of their texts. unfilled: rows without any answer.
    """

    figures: int = 0
    statuses: int = 0
    texts: int = 0
    reasons: int = 0
    begun: int = 0
    unfilled: int = 0

    def __add__(self, other: Filled) -> Filled:
        return Filled(*(one + another for one, another in zip(astuple(self), astuple(other), strict=True)))


class Options(TypedDict, total=False):
    """Options of an import: a source, a single year, which of two conflicting rows, and a reason for every change.

    `within` is the folder that the files must be in. `answers` are what staff answer, by the names of the questions;
    `command` is what was run, for the questions that are left.
    """

    source_name: str | None
    year: int | None
    choices: Mapping[str, int] | None
    reason: str | None
    within: Path | None
    answers: Mapping[str, str] | None
    command: str


def draft_import(project: Project, paths: Sequence[Path], *, today: datetime.date, **options: Unpack[Options]) -> Draft:
    """The result of importing the files; nothing is written. Raises Misuse if an answer answers nothing."""
    judged = _base(project)
    schemas, base = judged.schemas, judged.dataset
    context = _context(project, judged, options)
    answers = Answers(options.get("answers") or {}, base.tables, today)
    opened = _open(paths, options.get("within"), answers, context.command)
    documents, file_problems = [*opened.documents, *opened.masked], opened.problems
    if not base.is_example:
        documents, of_examples = without_examples(documents, today.year - 1)
        file_problems += of_examples
    extract = _read(documents, context, options.get("source_name"), whole=not file_problems)
    while answers.take(extract):
        # An answer changes what is read, and so what else is asked.
        context = replace(context, tables={**context.tables, **answers.tables})
        extract = _read(documents, context, options.get("source_name"), whole=not file_problems)
    beside, beside_counts, beside_faults = _beside(extract, base, schemas)
    incoming, cell_faults = _judge(extract, base, schemas, today, judged.area_code or "")
    present = base.tables["observations"]
    protected = protect(incoming, {**base.tables, **beside}, releases_of(base.earlier))
    to_merge = pl.concat([protected.incoming.select(present.columns), protected.also_hidden])
    reasons = pl.concat([extract.reasons, _own_reasons(protected, incoming, present)])
    general = (options.get("reason") or "").strip() or None
    merged, revisions, counts = merge_observations(present, to_merge, reasons, today, general)
    incoming_assessments, assessment_faults = judge_table(extract.assessments, schemas["assessments"], {})
    assessments, assessment_counts = merge_assessments(base.tables["assessments"], incoming_assessments)
    tables = {
        **base.tables,
        **beside,
        "observations": merged,
        "assessments": assessments,
        "revisions": with_revisions(base.tables["revisions"], revisions),
    }
    merged_in = replace(base, tables=tables)
    told = {**tables, "revisions": without_recalled(merged_in)}
    dataset = _answered(replace(base, tables=told), answers)
    raw = replace(base, tables={**base.tables, **beside, "observations": incoming})
    found = [
        *beside_faults,
        *cell_faults,
        *assessment_faults,
        *_not_begun(incoming, today),
        *unexplained(revisions, labels_of(base.tables), schemas["observations"].column("value_status")),
        # Once small figures are hidden, a wrong sum of them can no longer be detected.
        *(problem for rule in (total_is_sum_of_sexes, *ARITHMETIC) for problem in rule(raw, schemas)),
        *_without_base(incoming, protected, base),
        *never_answered(dataset, _figures(opened.documents, context)),
        *(problem for rule in RULES if rule is not text_tells_no_hidden_figure for problem in rule(dataset, schemas)),
        *questions_of_texts(_asked(tellings(dataset), extract, opened), context.command),
    ]
    located = titled(_located(gathered(dict.fromkeys(found)), extract), schemas)
    late = outdated(opened.documents, context.answered)
    problems = (*judged.problems, *file_problems, *late, *extract.problems, *located)
    if not any(problem.fatal for problem in problems):
        whole = context.only_year is None
        told_of = with_provenance(dataset.tables, extract, documents, incoming, today, is_whole=whole)
        dataset = replace(dataset, tables={**dataset.tables, **told_of})
    return Draft(
        judged=replace(judged, dataset=dataset, problems=problems),
        counts=counts + assessment_counts,
        repairs=(*opened.repairs, *gathered([*extract.repairs, *_roundings(incoming, protected.incoming, extract)])),
        hidden=protected.told,
        unfilled=extract.unfilled,
        begun=extract.begun,
        rows_by_file=_rows_by_file(extract, incoming, incoming_assessments),
        documents=tuple(opened.documents),
        masked=tuple(opened.masked),
        is_answered=answers.is_given,
        questions=extract.questions,
        beside=beside_counts,
    )


def _figures(documents: Sequence[Document], context: ImportContext) -> list[kolada.Figure]:
    """The figures that Kolada has answered: those in the files, if they are fetched answers, or those of last time."""
    bundles = {**context.answered, **{bundle.source: bundle for _, bundle in answers_in(documents)}}
    return list(kolada.figures_in(bundles[kolada.NAME].answers)) if kolada.NAME in bundles else []


def _context(project: Project, judged: Judged, options: Options) -> ImportContext:
    return ImportContext(
        judged.schemas,
        judged.dataset.tables,
        judged.area_code,
        options.get("choices"),
        options.get("year"),
        options.get("command", "make publish"),
        kept_bundles(project),
    )


def _answered(dataset: Dataset, answers: Answers) -> Dataset:
    """The dataset with all of staff's answers, those about its texts among them. Raises as `draft_import`."""
    asked = tellings(replace(dataset, tables={**dataset.tables, **answers.tables}))
    answers.take_telling({found.id: found.text for found in asked if len(found.text) >= SHORTEST})
    answers.judge_rest()
    return replace(dataset, tables={**dataset.tables, **answers.tables})


def _rows_by_file(extract: Extract, incoming: pl.DataFrame, assessments: pl.DataFrame) -> dict[str, Filled]:
    """How far each table that was read is filled in."""
    has_figure = pl.col("value").is_not_null() | ~pl.col(SOUND)
    filled: dict[str, Filled] = {}
    for origin in extract.origins:
        own = Filled(
            figures=_rows(incoming.filter(has_figure), origin.label),
            statuses=_rows(incoming.filter(~has_figure), origin.label),
            texts=_rows(assessments, origin.label),
            reasons=_rows(extract.reasons, origin.label),
            begun=_rows(extract.begun, origin.label),
            unfilled=_rows(extract.unfilled, origin.label),
        )
        filled[origin.table] = filled.get(origin.table, Filled()) + own
    return filled


def _asked(found: Iterable[Telling], extract: Extract, opened: _Opened) -> Iterator[Telling]:
    """The texts to ask about, each new reason at the row that gives it, or at the figure if it was given for all.

    A file with personal data is asked about once it has none: until then its texts are not those that staff wrote.
    """
    given = {text: (file, row) for file, row, text in extract.reasons.select(FILE, ROW, "reason").iter_rows()}
    documents = {origin.label: origin.file for origin in extract.origins}
    masked = {document.name for document in opened.masked}
    for each in found:
        place = each.place
        if place.column == "reason" and place.file in documents:
            file, row = given.get(each.text, (place.file, place.row))
            place = Place(file, row=row, column="reason" if each.text in given else "value")
        if documents.get(place.file) not in masked:
            yield replace(each, place=place)


def _roundings(incoming: pl.DataFrame, protected: pl.DataFrame, extract: Extract) -> Iterator[Repair]:
    """A repair for each rate or share that had more decimals than the disclosure policy allows."""
    origins = {origin.label: origin for origin in extract.origins}
    rounded = incoming.with_columns(protected["value"].alias("became")).filter(pl.col("value") != pl.col("became"))
    for file, row, became in rounded.select(FILE, ROW, "became").iter_rows():
        place = origins[file].place(row, "value") if file in origins else Place(file, row=row, column="value")
        yield Repair(place, "rate_is_rounded", say("rate_is_rounded", became=readable(became)))


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


@dataclass
class _Opened:
    """The files that can be read and hold no personal data, those that hold some, masked, the problems and repairs.

    A file with personal data is read too, without them, so that one name does not hide all else that is wrong.
    """

    documents: list[Document] = field(default_factory=list)
    masked: list[Document] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def _open(paths: Sequence[Path], within: Path | None, answers: Answers, command: str) -> _Opened:
    """The files, opened and scanned for personal data."""
    opened = _Opened()
    named = Counter(map(shown_name, set(paths)))
    opened.problems += (problem("file_names_differ", Place(name)) for name in sorted(named) if named[name] > 1)
    for path in sorted(set(paths)):
        document, faults, mended = open_document(path, within)
        opened.problems += faults
        if document:
            if answers.waiting:
                answers.take_texts(asked_texts(document.texts(), answers.allowed))
            personal = gathered(scan(document.texts(), answers.allowed, command))
            opened.problems += personal
            if personal:
                opened.masked.append(masked_document(document, answers.allowed))
            else:
                opened.documents.append(document)
                opened.repairs += mended
    return opened


def _read(documents: Sequence[Document], context: ImportContext, source_name: str | None, whole: bool) -> Extract:
    """The content of the files, each read by its source; `whole` if every file could be opened."""
    if source_name is not None and source_name not in {source.name for source in SOURCES}:
        known = ", ".join(source.name for source in SOURCES)
        raise Misuse(say("unknown_source", name=source_name, sources=known))
    by_source: dict[str, list[Document]] = {}
    problems: list[Problem] = []
    left_out = [document for document in documents if is_read_me(document)]
    for document in documents:
        if is_read_me(document):
            continue
        source = _source_of(document, context, source_name)
        if source:
            by_source.setdefault(source.name, []).append(document)
        else:
            sources = "; ".join(source.title for source in SOURCES if source.title)
            problems.append(problem("file_has_a_source", Place(document.name), sources=sources))
    extracts = [source.read(by_source[source.name], context) for source in SOURCES if source.name in by_source]
    extract = _together(extracts, problems)
    repairs = (Repair(Place(each.name), "read_me_is_left_out", say("read_me_is_left_out")) for each in left_out)
    public = [document.name for source in SOURCES if source.is_public for document in by_source.get(source.name, ())]
    extract = replace(extract, repairs=(*repairs, *extract.repairs), public_files=frozenset(public))
    found_any = (
        extract.observations,
        extract.assessments,
        extract.unfilled,
        extract.begun,
        *(each.rows for each in extract.beside),
    )
    is_empty = not any(frame.height for frame in found_any)
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
        pl.concat([no_rows(BEGUN), *(extract.begun for extract in extracts)]),
        tuple(question for extract in extracts for question in extract.questions),
        tuple(each for extract in extracts for each in extract.beside),
    )


def _without_repeats(observations: pl.DataFrame) -> tuple[pl.DataFrame, Iterator[Repair]]:
    content = [*KEY, "value", *BASES, "value_status"]
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
    extract: Extract, base: Dataset, schemas: Schemas, today: datetime.date, own_area: str
) -> tuple[pl.DataFrame, list[Problem]]:
    """The observations with the types of the schema, and a problem for each faulty cell.

    What staff need not write is filled in: the date, the catalogue's series breaks, and the note already in the data
    if the file has no such column.
    """
    schema, labels = schemas["observations"], labels_of(base.tables)
    examples = {
        "indicator_id": next(map(labels.indicator, labels.indicators), ""),
        "year": str(today.year - 1),
        "area_code": f"{own_area} {labels.areas.get(own_area, '')}".strip(),
    }
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
    return judge_table(texts.select(*schema.column_names, FILE, ROW), schema, examples)


def _beside(
    extract: Extract, base: Dataset, schemas: Schemas
) -> tuple[dict[str, pl.DataFrame], dict[str, Counts], list[Problem]]:
    """The other tables with what came for them, how much that is, and a problem for each faulty cell."""
    tables: dict[str, pl.DataFrame] = {}
    counts: dict[str, Counts] = {}
    problems: list[Problem] = []
    for each in extract.beside:
        schema = schemas[each.table]
        rows, faults = judge_table(each.rows, schema)
        present = tables.get(each.table, base.tables[each.table])
        tables[each.table], count = merge_beside(present, rows, schema.primary_key, each.replaced)
        counts[each.table] = counts.get(each.table, Counts()) + count
        problems += faults
    return tables, counts, problems


def _not_begun(incoming: pl.DataFrame, today: datetime.date) -> Iterator[Problem]:
    """A problem for each row of a year that has not begun: the file is another year's, or a digit is wrong."""
    for row in incoming.filter(SOUND, pl.col("year") > today.year).iter_rows(named=True):
        place = Place(row[FILE], row=row[ROW], column="year")
        yield problem("year_has_begun", place, str(row["year"]), year=row["year"])


def _without_base(incoming: pl.DataFrame, protected: Protected, base: Dataset) -> Iterator[Problem]:
    """A warning for each rate or share of people that is hidden since its numerator and denominator are not known."""
    functions = base.sound("indicators").select("indicator_id", "responsible_function")
    hidden = incoming.join(protected.without_base, on=KEY, how="semi", maintain_order="left")
    rows = hidden.join(functions, on="indicator_id", maintain_order="left")
    yield from worded(
        rows,
        lambda row: problem(
            "rate_without_base_is_hidden",
            Place(row[FILE], row=row[ROW], column="value"),
            function=row["responsible_function"],
        ),
    )


def _located(problems: Iterable[Problem], extract: Extract) -> Iterator[Problem]:
    """The problems with their places as staff see them: the sheet, and the column by its own heading."""
    origins = {origin.label: origin for origin in extract.origins}
    for found in problems:
        origin = origins.get(found.place.file)
        place = found.place
        yield replace(found, place=origin.place(place.row, place.column)) if origin else found
