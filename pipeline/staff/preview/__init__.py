"""What a publish would change, shown before anything goes live. Only the page is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from pipeline.builder.identity import identify
from pipeline.checks.telling import without_telling
from pipeline.dataset.judged import Judged, judge, with_words
from pipeline.errors import ReleaseFault
from pipeline.intake.draft import Draft, draft_import
from pipeline.intake.importing import inbox_files, write_answers
from pipeline.intake.merging import Counts
from pipeline.intake.sources.contract import BEGUN, no_rows
from pipeline.messages import counted, grouped, say
from pipeline.model import KEY, Dataset, Key, Problem
from pipeline.project import Project
from pipeline.protect.figures import view_of
from pipeline.protect.relations import relations_of
from pipeline.protect.small import Why, reasons
from pipeline.publish.abandoned import rolled_back
from pipeline.publish.lost import question_of_releases
from pipeline.releases.shelf import current_release, missing_parts, read_release
from pipeline.staff.preview.contents import Preview, Section
from pipeline.staff.preview.differences import (
    Served,
    compare_assessments,
    compare_observations,
    conceal,
    nothing_published,
    read_served,
)
from pipeline.staff.preview.jumps import find_jumps
from pipeline.staff.preview.missing import find_missing
from pipeline.staff.preview.sections import (
    assessment_section,
    begun_section,
    difference_sections,
    file_section,
    hidden_section,
    input_section,
    jump_section,
    missing_section,
    problem_section,
    read_section,
    still_hidden_section,
)
from pipeline.staff.preview.wording import vocabulary

SHOWN_ELSEWHERE = ("due_indicator_is_reported",)
"""Warnings that have a section of their own in the preview."""

COMPARED_INPUTS = ("data/observations/", "data/assessments/", "data/revisions.csv")
"""The inputs of a release that are compared row by row, not as files."""

CHANGES = ("changed", "new", "gone", "assessments", "hidden", "noted", "inputs")
"""The sections of changes that a visitor would see."""


@dataclass(frozen=True)
class Proposed:
    """The data that would be published: the data folder with the inbox's files merged in, and all problems."""

    judged: Judged
    draft: Draft | None


def preview(
    project: Project, today: datetime.date, answers: Mapping[str, str] | None = None, command: str = ""
) -> Preview:
    """What a publish on this day would change. Raises ReleaseFault if the current release is incomplete.

    `answers` to what the files left open are kept; `command` is what was run, for the questions that are left.
    """
    proposed = _propose(project, today, answers or {}, command)
    release = _current(project)
    published = read_served(release) if release else nothing_published()
    sections = tuple(_sections(project, proposed, release, published or nothing_published()))
    abandoned, question = _rolled_back(project, proposed), question_of_releases(project, proposed.judged.dataset)
    return Preview(
        today,
        _owner(proposed),
        tuple(_notices(proposed, release, published is not None, sections, abandoned, question)),
        tuple(section for section in sections if section.count),
    )


def _propose(project: Project, today: datetime.date, answers: Mapping[str, str], command: str) -> Proposed:
    paths = inbox_files(project)
    if not paths:
        return Proposed(judge(project, lambda _: None), None)
    draft = draft_import(project, paths, today=today, within=project.inbox, answers=answers, command=command)
    write_answers(project, draft)
    return Proposed(with_words(project, draft.judged), draft)


def _current(project: Project) -> Path | None:
    release = current_release(project)
    missing = missing_parts(release) if release else []
    if release and missing:
        raise ReleaseFault(say("release_not_whole", release=release.name, files=", ".join(missing)))
    return release


def _sections(project: Project, proposed: Proposed, release: Path | None, published: Served) -> Iterator[Section]:
    """Every section in order, including those without rows."""
    judged, draft = proposed.judged, proposed.draft
    dataset = _concealed(judged.dataset)
    after = dataset.sound("observations")
    revisions = dataset.tables["revisions"]
    words = vocabulary(dataset, judged.schemas, judged.area_code)
    differences = compare_observations(_comparable(published.observations, "observations", dataset), after)
    assessments = _comparable(published.assessments, "assessments", dataset)
    compared = compare_assessments(assessments, dataset.sound("assessments"))
    fresh = pl.concat([differences.new.select(KEY), differences.changed.select(KEY)])
    jumps = find_jumps(after, fresh, dataset.tables["series_breaks"], dataset.sound("indicators"))
    problems = [problem for problem in judged.problems if problem.rule not in SHOWN_ELSEWHERE]
    yield problem_section([problem for problem in problems if problem.fatal], "problems")
    yield file_section(draft.rows_by_file if draft else {})
    yield read_section(draft.repairs if draft else ())
    yield from difference_sections(differences, revisions, words)
    yield assessment_section(*compared, dataset)
    yield begun_section(draft.begun if draft else no_rows(BEGUN), dataset)
    yield jump_section(jumps, words)
    yield hidden_section(differences, _why_hidden(proposed), words)
    yield missing_section(find_missing(dataset, draft.unfilled if draft else after.clear()), words)
    yield input_section(*_inputs(project, release), COMPARED_INPUTS)
    yield problem_section([problem for problem in problems if not problem.fatal], "warnings")
    yield still_hidden_section(differences, words)


def _concealed(dataset: Dataset) -> Dataset:
    """The dataset with nothing that a publish would be stopped for showing, in figures or in words."""
    after = conceal(dataset.tables["observations"], relations_of(dataset.tables))
    return without_telling(replace(dataset, tables={**dataset.tables, "observations": after}))


def _why_hidden(proposed: Proposed) -> Mapping[Key, Why | None]:
    """Why figures are hidden that are read now, or that are shown in the data folder but must not be."""
    dataset = proposed.judged.dataset
    read = {each.key: each.why for each in proposed.draft.hidden} if proposed.draft else {}
    return {**reasons(relations_of(dataset.tables), view_of(dataset.sound("observations"))), **read}


def _comparable(before: pl.DataFrame, table: str, dataset: Dataset) -> pl.DataFrame:
    """What was published; if a faulty file has cost the table rows, only what is still there: the rest is not gone."""
    if table not in dataset.incomplete:
        return before
    after = dataset.tables[table]
    key = [column for column in before.columns if column in (*KEY, "priority_id")]
    return before.join(after.select(key), on=key, how="semi")


def _inputs(project: Project, release: Path | None) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The inputs of the current release and of the next one; both empty if there is nothing to compare."""
    if release is None or not project.data.is_dir():
        return {}, {}
    return read_release(release)["inputs"], identify(project)


def _owner(proposed: Proposed) -> str:
    """Whose figures they are."""
    if proposed.judged.dataset.is_example:
        return say("preview_example")
    return proposed.judged.words.municipality.name or say("preview_unnamed")


def _faults(problems: Sequence[Problem]) -> int:
    """How many faults would stop a publish, of those that the preview shows as faults."""
    return sum(problem.count for problem in problems if problem.fatal and problem.rule not in SHOWN_ELSEWHERE)


def _rolled_back(project: Project, proposed: Proposed) -> str | None:
    """The release with the same content that was rolled back from, if there is one and the inbox changes nothing."""
    counts = sum(proposed.draft.beside.values(), start=proposed.draft.counts) if proposed.draft else Counts()
    is_as_it_lies = project.data.is_dir() and not (counts.new or counts.changed)
    return rolled_back(project, identify(project)) if is_as_it_lies else None


def _beside(proposed: Proposed) -> Iterator[str]:
    """How much would change in the tables beside those of figures and texts, such as whom the municipality is like."""
    for name, count in (proposed.draft.beside if proposed.draft else {}).items():
        if count.new or count.changed:
            title = proposed.judged.schemas[name].title
            yield say("import_beside", table=title, new=count.new, changed=count.changed, same=count.same)


def _notices(
    proposed: Proposed,
    release: Path | None,
    is_comparable: bool,
    sections: tuple[Section, ...],
    abandoned: str | None,
    question: str | None,
) -> Iterator[str]:
    """The overall notices: what it is compared with, and whether a publish would be stopped or change anything."""
    counts = {section.name: section.count for section in sections}
    beside = list(_beside(proposed))
    if proposed.draft is None:
        yield say("preview_of_data")
    if release is None:
        yield say("preview_first")
    elif is_comparable:
        yield say("preview_compared", release=read_release(release)["id"])
    else:
        yield say("preview_incomparable")
    if counts["problems"]:
        yield say("preview_stopped", count=grouped(_faults(proposed.judged.problems)))
    elif question:
        yield say("preview_lacks_releases", question=question)
    elif abandoned:
        yield say("preview_is_rolled_back", release=abandoned)
    elif not any(counts[name] for name in CHANGES) and not beside:
        yield say("preview_unchanged")
    yield from beside
    if counts["hidden"]:
        yield say("preview_hides", count=counted(counts["hidden"], "figure"))
