"""Makes a project's data folder with any number of observations and no problems, from a seed.

The plan, the catalogue and the areas are those of `data/`; the figures are made up. They are sums of pieces, one for
each sex and range of ages, so that they are consistent, and go through disclosure control as in an import. Every kind
of value, every status and notes that need quoting occur, since each takes its own path through a check.
"""

from __future__ import annotations

import argparse
import math
import shutil
from pathlib import Path

import polars as pl

from pipeline.dataset.folder import write_table
from pipeline.dataset.judged import read_checked
from pipeline.model import BASES, MEN, NATION, TOTAL, WOMEN, Dataset
from pipeline.protect.hide import protect
from pipeline.schema import Schemas, read_schemas

PLACE = ("indicator_id", "year", "area_code")
"""What figures by sex and age have in common."""

SEXES = (TOTAL, WOMEN, MEN)
TOTAL_AGE = "total"
PIECES = {
    TOTAL_AGE: (0, 1, 2, 3),
    "0-14": (0,),
    "0-17": (0, 1),
    "15-17": (1,),
    "18+": (2, 3),
    "65+": (3,),
}
"""Each age group as a union of pieces, which all the groups' limits divide the ages into."""

FEWEST_YEARS = 5
ABSENT = {
    "missing": "Två enheter, skolan och hemtjänsten, har inte lämnat uppgifter.",
    "not_applicable": "Undersökningen redovisas inte för enskilda kommuner.",
    "not_collected": 'Enkäten "Trygg i vardagen" genomfördes inte det året.',
}
ABSENT_SHARE = 0.02
NOBODY_ASKED = "not_collected"
REMARK = 'Rättad, eftersom källan räknade "pågående" ärenden dubbelt.'
REMARKED_SHARE = 0.03


def make_data(source: Path, schemas: Schemas, rows: int, seed: int, folder: Path) -> None:
    """Copy `source` to `folder`, mark it as real data, and give it `rows` observations."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("observations"))
    catalogue = read_checked(folder, schemas)[0]
    # Real areas are accepted only in real data: the rule example_area_means_example_data.
    dataset = catalogue.tables["dataset"].with_columns(is_example=pl.lit(False))
    write_table(folder, schemas["dataset"], dataset)
    write_table(folder, schemas["observations"], observations(catalogue, schemas, rows, seed))


def observations(catalogue: Dataset, schemas: Schemas, rows: int, seed: int) -> pl.DataFrame:
    """The requested number of observations, in which what disclosure control hides at import is hidden.

    No rate or share has a base, so those of people are hidden.
    """
    keys = _keys(catalogue, schemas, rows)
    figures = keys.join(_pieces(keys, seed), on=PLACE, how="left", maintain_order="left").with_columns(
        absence=pl.when("is_answered").then(pl.lit(NOBODY_ASKED)).otherwise("absence"),
        note=pl.when("is_answered").then(pl.lit(ABSENT[NOBODY_ASKED])).otherwise("note"),
    )
    newest = (pl.col("year") == pl.col("year").max()) & (pl.col("disclosure_class") == "A")
    raw = figures.with_columns(
        value=pl.when(pl.col("absence").is_null()).then(_figure()),
        value_status=pl.coalesce("absence", pl.when(newest).then(pl.lit("preliminary")).otherwise(pl.lit("final"))),
        **dict.fromkeys(BASES, pl.lit(None, pl.Int64)),
        retrieved_on=pl.date(pl.col("year") + 1, 1, 1) + pl.duration(days=(pl.col("chance day") * 90).cast(pl.Int64)),
    ).select(schemas["observations"].column_names)
    present = {**catalogue.tables, "observations": catalogue.tables["observations"].clear()}
    return protect(raw, present).incoming


def _keys(catalogue: Dataset, schemas: Schemas, rows: int) -> pl.DataFrame:
    """A row for each figure: its key, and the columns of its indicator.

    They go area by area, with the total of all ages first, so that even few observations report every due indicator.
    """
    series = _series(catalogue)
    first = int(str(series["valid_from"].min()))
    # One per cent extra, to make up for the keys outside an indicator's validity.
    count = max(FEWEST_YEARS, math.ceil(rows * 1.01 / (series.height * len(SEXES))))
    years = pl.DataFrame({"year": range(first, first + count)}, schema={"year": pl.Int64})
    keys = (
        series.join(years, how="cross")
        .join(pl.DataFrame({"sex": SEXES}), how="cross")
        .filter(
            pl.col("sex").ne(MEN) | pl.col("sexes").ne("women"), pl.col("sex").ne(WOMEN) | pl.col("sexes").ne("men")
        )
        .filter(pl.col("year") >= pl.col("valid_from").fill_null(first))
        .filter(pl.col("year") <= pl.col("valid_to").fill_null(first + count))
        .head(rows)
    )
    breaks = catalogue.tables["series_breaks"].select("indicator_id", "year", series_break=True)
    marked = keys.join(breaks, on=["indicator_id", "year"], how="left", maintain_order="left")
    return marked.with_columns(pl.col("series_break").fill_null(False))


def _series(catalogue: Dataset) -> pl.DataFrame:
    """Each area, age group and indicator; the first municipality, whose data this is, comes first.

    Only there are counts of people in the municipality's own cases given by age. With ages everywhere, choosing what to
    hide among a million observations would take a quarter of an hour, which is not what is measured.
    """
    areas = catalogue.tables["areas"].filter(pl.col("kind") != "example")
    areas = areas.sort(pl.col("kind") != "municipality", maintain_order=True).select("area_code")
    indicators = catalogue.tables["indicators"].select(
        "indicator_id",
        "value_kind",
        "decimals",
        "disclosure_class",
        "sexes",
        "valid_from",
        "valid_to",
        # What its source publishes of people has to be its answer, and nobody has asked.
        is_answered=(pl.col("disclosure_class") == "B") & pl.col("source_series_id").is_not_null(),
    )
    own_cases = (pl.col("disclosure_class") == "B") & (pl.col("value_kind") == "count")
    by_age_elsewhere = (pl.col("age_group") != TOTAL_AGE) & (pl.col("area_code") != areas["area_code"][0])
    ages = pl.DataFrame({"age_group": list(PIECES)})
    return areas.join(ages, how="cross").join(indicators, how="cross").filter(~(own_cases & by_age_elsewhere))


def _pieces(keys: pl.DataFrame, seed: int) -> pl.DataFrame:
    """For each indicator, year and area: its figures by sex and piece of the ages, and its absence, note and day."""
    pieces = [f"{sex} {piece}" for sex in (WOMEN, MEN) for piece in PIECES[TOTAL_AGE]]
    places = keys.select(*PLACE, "value_kind").unique(maintain_order=True)
    return places.with_columns(
        pl.int_range(pl.len()).shuffle(seed=seed + number).truediv(pl.len()).alias(name)
        for number, name in enumerate((*pieces, *(f"chance {name}" for name in ("absence", "remark", "day"))))
    ).select(
        *PLACE,
        "chance day",
        *(_piece(name).alias(name) for name in pieces),
        absence=_absence(list(ABSENT)),
        note=pl.coalesce(
            _absence(list(ABSENT.values())), pl.when(pl.col("chance remark") < REMARKED_SHARE).then(pl.lit(REMARK))
        ),
    )


def _piece(name: str) -> pl.Expr:
    """A figure of the indicator's kind: many small counts and few large ones, as in real municipalities."""
    chance, kind = pl.col(name), pl.col("value_kind")
    inhabitants = pl.when(area_code=NATION).then(100).otherwise(1)
    return (
        pl.when(kind == "count")
        .then(((chance * 7).exp() * inhabitants).floor() - 1)
        .when(kind == "rate")
        .then(chance * 300)
        .when(kind == "share")
        .then(chance * 100)
        .otherwise((chance < 0.8).cast(pl.Float64))
    )


def _figure() -> pl.Expr:
    """The figure for a sex and age group from its pieces: a count is their sum, a rate or share their mean."""
    parts = [
        pl.when(
            pl.col("sex").is_in([TOTAL, sex]),
            pl.col("age_group").is_in([age for age, pieces in PIECES.items() if piece in pieces]),
        ).then(f"{sex} {piece}")
        for sex in (WOMEN, MEN)
        for piece in PIECES[TOTAL_AGE]
    ]
    kind = pl.col("value_kind")
    figure = (
        pl.when(kind == "count")
        .then(pl.sum_horizontal(parts))
        .when(kind == "yes_no")
        .then(pl.max_horizontal(parts))
        .otherwise(pl.mean_horizontal(parts))
    )
    return pl.when(decimals=0).then(figure.round()).otherwise(figure.round(1))


def _absence(words: list[str]) -> pl.Expr:
    """One of `words`, each for an equal small share of the groups, and null for the rest."""
    return (
        (pl.col("chance absence") / ABSENT_SHARE)
        .floor()
        .replace_strict(list(range(len(words))), words, default=None, return_dtype=pl.String)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    schemas = read_schemas(options.project / "schemas")
    make_data(options.project / "data", schemas, options.rows, options.seed, options.output)


if __name__ == "__main__":
    main()
