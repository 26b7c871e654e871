"""The fetched figures against the answers that they were taken from: none has been changed by hand since."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipeline.errors import AnswerFault
from pipeline.labels import labels_of
from pipeline.messages import number, problem, readable
from pipeline.model import FILE, KEY, PUBLISHED, ROW, SOUND, TOTAL, Dataset, Place, Problem
from pipeline.official import kolada
from pipeline.official.kept import kept_bundles
from pipeline.project import Project


def unlike_their_answers(project: Project, dataset: Dataset) -> Iterator[Problem]:
    """A problem for each published total of a fetched series that is not what the source last answered."""
    try:
        bundle = kept_bundles(project).get(kolada.NAME)
        figures = [] if bundle is None else list(kolada.figures_in(bundle.answers))
    except AnswerFault as fault:
        yield problem("answer_can_be_used", Place(project.answers.name), fault=str(fault))
        return
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
