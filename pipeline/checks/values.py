"""What a figure must satisfy beyond its own cell: its status, indicator and year, and the figures beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import polars as pl

from pipeline.checks.due import due_in
from pipeline.gathering import worded
from pipeline.labels import Labels, labels_of
from pipeline.messages import counted, number, problem, readable, say
from pipeline.model import (
    FILE,
    HIDDEN,
    KEY,
    MEN,
    NOT_APPLICABLE,
    PUBLISHED,
    ROW,
    SERIES,
    TOTAL,
    WOMEN,
    Dataset,
    Place,
    Problem,
)
from pipeline.protect.policy import Policy, policy_of
from pipeline.protect.relations import relations_of
from pipeline.schema import Schemas
from pipeline.wording import numbers

SHOWN = 4
"""How many of the indicators that a function has not reported are named; the preview names them all."""


def published_value_is_present(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A status that says "published" comes with a number."""
    wrong = dataset.sound("observations").filter(pl.col("value_status").is_in(PUBLISHED), pl.col("value").is_null())
    yield from _problems(dataset, wrong, "published_value_is_present", "value", schemas, shown="value_status")


def unpublished_value_is_empty(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A status that says "not published" comes without a number."""
    wrong = dataset.sound("observations").filter(
        ~pl.col("value_status").is_in(PUBLISHED), pl.col("value").is_not_null()
    )
    status = schemas["observations"].column("value_status")
    # The figure itself is not repeated: it is hidden, and a report may be sent on.
    yield from worded(
        wrong,
        lambda row: problem(
            "unpublished_value_is_empty", _place(row, "value"), status=status.labelled(row["value_status"])
        ),
    )


def count_is_whole_number(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A count has no decimals."""
    rows = _with_indicator(dataset).filter(pl.col("value_kind") == "count")
    wrong = rows.filter(pl.col("value") != pl.col("value").round())
    yield from _problems(dataset, wrong, "count_is_whole_number", "value", schemas)


def share_is_within_100(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A share is given in per cent and is no more than 100."""
    rows = _with_indicator(dataset).filter(pl.col("value_kind") == "share")
    yield from _problems(dataset, rows.filter(pl.col("value") > 100), "share_is_within_100", "value", schemas)


def answer_is_yes_or_no(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A yes-or-no indicator is 1 or 0."""
    rows = _with_indicator(dataset).filter(pl.col("value_kind") == "yes_no")
    wrong = rows.filter(~pl.col("value").is_in([0.0, 1.0]))
    yield from _problems(dataset, wrong, "answer_is_yes_or_no", "value", schemas)


def total_is_sum_of_sexes(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """Where total, women and men are all counts with a number, the total is their sum.

    A source may state a tolerance, how far its figures may be from the truth: then each of the three may be off by it.
    """
    whole = pl.col("value") == pl.col("value").round()
    rows = _with_indicator(dataset).filter(pl.col("value_kind") == "count", whole)
    totals = rows.filter(pl.col("sex") == TOTAL)
    for sex in (WOMEN, MEN):
        part = rows.filter(pl.col("sex") == sex)
        part = part.select(*SERIES, pl.col("value").alias(sex), pl.col(ROW).alias(f"row_{sex}"))
        totals = totals.join(part, on=SERIES, maintain_order="left")
    differing = (pl.col("value") - pl.col(WOMEN) - pl.col(MEN)).abs() > 3 * pl.col("sum_tolerance").fill_null(0)
    yield from worded(totals.filter(differing), partial(_wrong_sum, policy_of(dataset.tables)))


def _wrong_sum(policy: Policy, row: Mapping[str, Any]) -> Problem:
    place = _place(row, "value")
    rows_of_sexes = {"women_row": row[f"row_{WOMEN}"], "men_row": row[f"row_{MEN}"]}
    if policy[row["disclosure_class"]].guards_counts:
        # One of the figures may be so small that it should have been hidden.
        return problem("total_is_sum_of_hidden_sexes", place, **rows_of_sexes)
    total, women, men = readable(row["value"]), readable(row[WOMEN]), readable(row[MEN])
    parts = {"total": total, "women": women, "men": men, "sum": readable(row[WOMEN] + row[MEN])}
    return problem("total_is_sum_of_sexes", place, number(row["value"]), **parts, **rows_of_sexes)


def year_is_that_of_the_file(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A row of a yearly file belongs to the year in the file's name."""
    for schema in schemas:
        if schema.is_partitioned:
            # A staff file may be named after any year; only the project's own files promise theirs.
            year = pl.col(FILE).str.extract(rf"^{schema.resource['folder']}/(\d{{4}})\.csv$").cast(pl.Int64)
            wrong = dataset.sound(schema.name).filter(pl.col("year") != year)
            yield from worded(wrong, _wrong_year)


def _wrong_year(row: Mapping[str, Any]) -> Problem:
    place, year = _place(row, "year"), row["year"]
    return problem("year_is_that_of_the_file", place, str(year), year=year, file=row[FILE])


def measure_ends_after_it_starts(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A measure does not end before it starts."""
    yield from worded(dataset.sound("measures").filter(pl.col("ends_on") < pl.col("starts_on")), _ends_too_early)


def _ends_too_early(row: Mapping[str, Any]) -> Problem:
    place, end = _place(row, "ends_on"), str(row["ends_on"])
    return problem("measure_ends_after_it_starts", place, end, start=row["starts_on"], end=end)


def year_is_within_validity(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """An observation belongs to a year in which its indicator is valid."""
    rows = _with_indicator(dataset)
    labels = labels_of(dataset.tables)
    wrong = rows.filter((pl.col("year") < pl.col("valid_from")) | (pl.col("year") > pl.col("valid_to")))
    yield from worded(wrong, partial(_invalid_year, labels))


def _invalid_year(labels: Labels, row: Mapping[str, Any]) -> Problem:
    first, last = row["valid_from"], row["valid_to"]
    span = say("years_from", first=first) if last is None else say("years_to", last=last)
    if first is not None and last is not None:
        span = say("years_between", first=first, last=last)
    facts = {"indicator": labels.indicator(row["indicator_id"]), "span": span, "year": row["year"]}
    place, example = _place(row, "year"), first if first is not None else last
    return problem("year_is_within_validity", place, str(row["year"]), **facts, example=example)


def indicator_counts_the_sex(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """A figure for women or men is of an indicator that counts them, unless it says that it is not applicable."""
    labels, column = labels_of(dataset.tables), schemas["observations"].column("sex")
    rows = _with_indicator(dataset).filter(pl.col("value_status") != NOT_APPLICABLE)
    for only, other in (("women", MEN), ("men", WOMEN)):
        wrong = rows.filter(pl.col("sexes") == only, pl.col("sex") == other)
        which = schemas["indicators"].column("sexes").label(only)
        yield from worded(wrong, partial(_sex_not_counted, labels, which, column.labelled(other)))


def _sex_not_counted(labels: Labels, which: str, sex: str, row: Mapping[str, Any]) -> Problem:
    facts = {"indicator": labels.indicator(row["indicator_id"]), "which": which, "sex": sex}
    return problem("indicator_counts_the_sex", _place(row, "sex"), row["sex"], **facts)


def series_break_is_flagged(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """The first year after a registered break has the flag, and no other year has it."""
    if "series_breaks" in dataset.incomplete:
        return
    breaks = dataset.tables["series_breaks"].select("indicator_id", "year", pl.lit(True).alias("broken"))
    rows = dataset.sound("observations").join(breaks, on=["indicator_id", "year"], how="left", maintain_order="left")
    unflagged = rows.filter(pl.col("broken"), ~pl.col("series_break"))
    unregistered = rows.filter(pl.col("broken").is_null(), pl.col("series_break"))
    yield from _problems(dataset, unflagged, "series_break_is_flagged", "series_break", schemas)
    yield from _problems(dataset, unregistered, "series_break_is_registered", "series_break", schemas)


def dataset_has_one_row(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """One row says whether the figures are examples: without it nobody could trust that they are not."""
    rows = dataset.tables["dataset"].height
    if "dataset" not in dataset.incomplete and rows != 1:
        yield problem("dataset_has_one_row", Place(schemas["dataset"].location), rows=counted(rows, "row"))


def revision_keeps_what_is_hidden(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """The register of corrections does not hold a figure that is hidden before or after the correction, or now."""
    hidden = dataset.sound("observations").filter(pl.col("value_status").is_in(HIDDEN))
    revisions = dataset.sound("revisions").join(
        hidden.select(*KEY, pl.lit(True).alias("is_hidden")), on=KEY, how="left", maintain_order="left"
    )
    was, became = pl.col("old_status").is_in(HIDDEN), pl.col("new_status").is_in(HIDDEN)
    has_value = pl.col("old_value").is_not_null() | pl.col("new_value").is_not_null()
    is_hidden = became | pl.col("is_hidden").is_not_null()
    wrong = revisions.filter((is_hidden & has_value) | (was & pl.col("old_value").is_not_null()))
    yield from worded(wrong, lambda row: problem("revision_keeps_what_is_hidden", _place(row, "old_value")))


def example_area_means_example_data(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """Made-up figures are on the made-up area, and real figures never are: reported once for each file."""
    if {"areas", "dataset"} & dataset.incomplete or dataset.sound("dataset").height != 1:
        return
    areas = dataset.sound("areas").select("area_code", "kind")
    rows = dataset.sound("observations").join(areas, on="area_code", maintain_order="left")
    wrong = rows.filter((pl.col("kind") == "example") != dataset.is_example)
    rule = "example_data_is_on_example_area" if dataset.is_example else "example_area_means_example_data"
    files = wrong.group_by(FILE, maintain_order=True).agg(
        pl.col(ROW, "area_code").first(),
        pl.col("year").max(),
        pl.len().alias("rows"),
        pl.col("area_code").n_unique().alias("areas"),
    )
    labels = labels_of(dataset.tables)
    for row in files.iter_rows(named=True):
        area, others = labels.area(row["area_code"]), row["areas"] - 1
        facts = {"area": say("and_others", first=area, others=others) if others else area, "year": row["year"]}
        place = Place(row[FILE], row=row[ROW], column="area_code")
        yield problem(rule, place, row["area_code"], **facts, rows=counted(row["rows"], "row"))


def due_indicator_is_reported(dataset: Dataset, schemas: Schemas) -> Iterator[Problem]:
    """Each core indicator due in a follow-up year has an observation, or a note that says why not (a warning).

    There is one for each year and function that is waited for.
    """
    if {"indicators", "observations"} & dataset.incomplete:
        return
    observations = dataset.tables["observations"]
    reported = observations.filter(pl.col("value_status") != "missing").select("indicator_id", "year")
    explained = observations.filter(pl.col("note").is_not_null()).select("indicator_id", "year")
    indicators = dataset.sound("indicators")
    due = pl.concat([due_in(indicators, year) for year in dataset.years] or [due_in(indicators.clear(), 0)])
    missing = due.join(pl.concat([reported, explained]), on=["indicator_id", "year"], how="anti")
    labels = labels_of(dataset.tables)
    by_function = missing.sort("year", "responsible_function", "indicator_id").group_by(
        "year", "responsible_function", maintain_order=True
    )
    for (year, function), rows in by_function:
        names = [labels.indicator(name) for name in rows["indicator_id"]]
        more = [say("more_indicators", count=len(names) - SHOWN)] if len(names) > SHOWN else []
        yield problem(
            "due_indicator_is_reported",
            Place(schemas["observations"].file_of(int(str(year))), column="indicator_id"),
            ", ".join(rows["indicator_id"]),
            indicators=numbers.listing([*names[:SHOWN], *more], "sv"),
            year=year,
            function=function,
        )


def _with_indicator(dataset: Dataset) -> pl.DataFrame:
    """The observations with the facts of their indicators that the rules need."""
    tolerances = dataset.sound("sources").select("source_id", "sum_tolerance")
    facts = dataset.sound("indicators").join(tolerances, on="source_id", how="left", maintain_order="left")
    needed = ("value_kind", "disclosure_class", "sexes", "valid_from", "valid_to", "sum_tolerance")
    facts = facts.select("indicator_id", *needed)
    return dataset.sound("observations").join(facts, on="indicator_id", maintain_order="left")


def _problems(
    dataset: Dataset, wrong: pl.DataFrame, rule: str, column: str, schemas: Schemas, shown: str | None = None
) -> Iterator[Problem]:
    """A problem at `column` for the rows; its message may use any cell of the row, and quotes `shown`.

    The value of an indicator that counts people is never quoted.
    """
    labels, relations = labels_of(dataset.tables), relations_of(dataset.tables)
    example, quoted = schemas["observations"].column(column).example, schemas["observations"].column(shown or column)

    def word(row: Mapping[str, Any]) -> Problem:
        found = row[quoted.name]
        if quoted.name == "value" and relations.is_guarded(row["indicator_id"]):
            value, cell = None, say("the_value")
        else:
            value = number(found) if isinstance(found, float) else _text(found)
            cell = readable(found) if isinstance(found, float) else quoted.labelled(value)
        facts = {**row, "cell": cell, "example": example, "indicator": labels.indicator(row["indicator_id"])}
        return problem(rule, _place(row, column), value, **facts)

    yield from worded(wrong, word)


def _place(row: Mapping[str, Any], column: str) -> Place:
    return Place(row[FILE], row=row[ROW], column=column)


def _text(cell: object) -> str | None:
    if cell is None:
        return None
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
