"""The fetched figures against the answers that they were taken from: none has been changed by hand since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from pipeline.errors import AnswerFault
from pipeline.labels import labels_of
from pipeline.messages import number, problem, readable
from pipeline.model import FILE, KEY, PUBLISHED, ROW, SOUND, TOTAL, Dataset, Key, Place, Problem
from pipeline.official import kolada, scb
from pipeline.official.denominators import denominators, rates_of
from pipeline.official.groups import MEMBERS, groups_of, is_same
from pipeline.official.kept import kept_bundles
from pipeline.official.population import Populations
from pipeline.project import Project
from pipeline.protect.relations import relations_of


def unlike_their_answers(project: Project, dataset: Dataset, area_code: str | None) -> Iterator[Problem]:
    """A problem for what is in the data as a source's own and is not what it last answered.

    These are figures, margins of error, populations, and those that the municipality with the code is compared with.
    """
    try:
        kept = kept_bundles(project)
        answers = kept[kolada.NAME].answers if kolada.NAME in kept else ()
        figures = list(kolada.figures_in(answers))
        groups = kolada.groups_in(answers, area_code, _name(dataset, area_code)) if area_code else {}
        people = scb.populations_in(kept[scb.NAME].answers) if scb.NAME in kept else {}
    except AnswerFault as fault:
        yield problem("answer_can_be_used", Place(project.answers.name), fault=str(fault))
        return
    yield from _unlike_figures(dataset, figures)
    yield from _unlike_margins(dataset, figures)
    yield from never_answered(dataset, figures)
    yield from _unlike_groups(dataset, groups.values())
    if people:
        yield from _unlike_populations(dataset, people)


def _name(dataset: Dataset, area_code: str) -> str:
    return next(iter(dataset.sound("areas").filter(pl.col("area_code") == area_code)["name"]), "")


def _unlike_figures(dataset: Dataset, figures: Sequence[kolada.Figure]) -> Iterator[Problem]:
    """A problem for each published total of a fetched series that is not what the source last answered."""
    answered = pl.DataFrame(
        [(each.series_id, each.area_code, each.year, each.value) for each in figures if each.sex == TOTAL],
        schema={"source_series_id": pl.String, "area_code": pl.String, "year": pl.Int64, "answered": pl.Float64},
        orient="row",
    )
    fetched = dataset.sound("indicators").filter(
        pl.col("source_id").is_in(kolada.SOURCES),
        pl.col("source_series_id").is_in(answered["source_series_id"].unique().to_list()),
    )
    areas = answered["area_code"].unique().to_list()
    published = dataset.tables["observations"].filter(
        SOUND,
        pl.col("sex") == TOTAL,
        pl.col("age_group") == "total",
        pl.col("area_code").is_in(areas),
        pl.col("value_status").is_in(PUBLISHED),
    )
    compared = published.join(
        fetched.select("indicator_id", "source_series_id"), on="indicator_id", maintain_order="left"
    ).join(answered, on=["source_series_id", "area_code", "year"], how="left", maintain_order="left")
    labels = labels_of(dataset.tables)
    for row in compared.filter(pl.col("value").ne_missing(pl.col("answered"))).iter_rows(named=True):
        yield problem(
            "figure_is_as_fetched" if row["answered"] is not None else "figure_has_been_fetched",
            Place(row[FILE], row=row[ROW], column="value"),
            number(row["value"]),
            indicator=labels.indicator(row["indicator_id"]),
            about=labels.about({name: row[name] for name in KEY}),
            series=row["source_series_id"],
            answered="" if row["answered"] is None else readable(row["answered"]),
        )


def _unlike_margins(dataset: Dataset, figures: Sequence[kolada.Figure]) -> Iterator[Problem]:
    """A problem for each margin of error of a fetched series that is not what the source last answered."""
    answered = {(each.series_id, each.area_code, each.year): each.value for each in figures if each.sex == TOTAL}
    fetched = {series for series, _, _ in answered}
    series_of = {
        row["indicator_id"]: row["source_uncertainty_id"]
        for row in dataset.sound("indicators").iter_rows(named=True)
        if row["source_id"] in kolada.SOURCES and row["source_uncertainty_id"] in fetched
    }
    labels = labels_of(dataset.tables)
    for row in dataset.tables["uncertainties"].filter(SOUND).iter_rows(named=True):
        series = series_of.get(row["indicator_id"])
        now = answered.get((series or "", row["area_code"], row["year"]))
        if series is None or row["half_width"] == now:
            continue
        yield problem(
            "margin_has_been_fetched" if now is None else "margin_is_as_fetched",
            Place(row[FILE], row=row[ROW], column="half_width"),
            number(row["half_width"]),
            indicator=labels.indicator(row["indicator_id"]),
            about=labels.about(row),
            series=series,
            answered="" if now is None else readable(now),
        )


def never_answered(dataset: Dataset, figures: Sequence[kolada.Figure]) -> Iterator[Problem]:
    """A problem for each rate or share of guarded people that is published as its source's and that it never answered.

    Nothing else says that the source shows it. One with a numerator tells of how many it is, and is judged by that.
    """
    relations, labels = relations_of(dataset.tables), labels_of(dataset.tables)
    public = [name for name in relations.ratios if relations.is_public(name) and relations.rule(name).guards_counts]
    series_of = dict(dataset.sound("indicators").select("indicator_id", "source_series_id").rows())
    answered = {(each.series_id, each.area_code, each.year, each.sex) for each in figures if each.value is not None}
    rows = dataset.sound("observations").filter(
        pl.col("indicator_id").is_in(public), pl.col("value_status").is_in(PUBLISHED), pl.col("numerator").is_null()
    )
    for row in rows.iter_rows(named=True):
        series = series_of[row["indicator_id"]]
        if row["age_group"] == "total" and (series, row["area_code"], row["year"], row["sex"]) in answered:
            continue
        yield problem(
            "guarded_rate_is_answered",
            Place(row[FILE], row=row[ROW], column="value"),
            number(row["value"]),
            indicator=labels.indicator(row["indicator_id"]),
            about=labels.about(row),
            series=series,
        )


def _unlike_groups(dataset: Dataset, answered: Iterable[kolada.Group]) -> Iterator[Problem]:
    """A problem for each group of municipalities to compare with that is not as the source last answered."""
    ours = {group.kind: group for group in groups_of(dataset.tables)}
    for group in answered:
        if group.kind not in ours or not is_same(ours[group.kind], group):
            yield problem("group_is_as_fetched", Place(f"{MEMBERS}.csv"), title=group.title)


def _unlike_populations(dataset: Dataset, people: Populations) -> Iterator[Problem]:
    """A problem for each denominator of a rate that is not the population that SCB last answered.

    One that has been taken away is a fault too: a reader has it from SCB, and the disclosure control would not.
    """
    expected, labels = denominators(dataset.tables, people), labels_of(dataset.tables)
    areas, rates = {area for area, _, _ in people}, [rate.indicator_id for rate in rates_of(dataset.tables)]
    rows = dataset.tables["denominators"].filter(
        SOUND,
        pl.col("indicator_id").is_in(rates),
        pl.col("area_code").is_in(areas),
        pl.col("sex") == TOTAL,
        pl.col("age_group") == "total",
    )
    seen, file = set(), "disclosure/denominators.csv"
    for row in rows.iter_rows(named=True):
        key = Key(*(row[name] for name in KEY))
        seen.add(key)
        population = expected.get(key)
        if population and (row["value"], row["tolerance"] or 0) == (population.value, population.tolerance):
            continue
        facts = {"indicator": labels.indicator(key.indicator_id), "about": labels.about(row)}
        place = Place(row[FILE], row=row[ROW], column="value")
        if population is None:
            yield problem("population_has_been_fetched", place, number(row["value"]), **facts)
        else:
            answered = readable(population.value)
            yield problem("population_is_as_fetched", place, number(row["value"]), answered=answered, **facts)
    for key in sorted(expected.keys() - seen):
        about = labels.about(dict(zip(KEY, key, strict=True)))
        yield problem("population_is_kept", Place(file), indicator=labels.indicator(key.indicator_id), about=about)
