"""Makes a project's data folder with any number of observations, without a problem in it, by a fixed seed.

The plan, the catalogue and the areas are those of `data/`; the figures are nobody's. Every kind of value, every
status and notes that need quoting are there, since each takes its own way through a check.
"""

from __future__ import annotations

import argparse
import math
import shutil
from pathlib import Path

import polars as pl

from pipeline.checks.fields import judge_fields
from pipeline.dataset.folder import read_dataset, write_table
from pipeline.model import MEN, NATION, PUBLISHED, TOTAL, WOMEN, Dataset
from pipeline.protect.policy import SMALL
from pipeline.schema import Schemas, read_schemas

SEXES = (TOTAL, WOMEN, MEN)
FEWEST_YEARS = 5
ABSENT = {
    "missing": "Två enheter, skolan och hemtjänsten, har inte lämnat uppgifter.",
    "not_applicable": "Undersökningen redovisas inte för enskilda kommuner.",
    "not_collected": 'Enkäten "Trygg i vardagen" genomfördes inte det året.',
}
ABSENT_SHARE = 0.02
REMARK = 'Rättad, eftersom källan räknade "pågående" ärenden två gånger.'
REMARKED_SHARE = 0.03


def make_data(source: Path, schemas: Schemas, rows: int, seed: int, folder: Path) -> None:
    """Copy `source` to `folder`, call it real data, and give it `rows` observations."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("observations"))
    catalogue = judge_fields(read_dataset(folder, schemas)[0], schemas)[0]
    # Real areas are only taken in real data: the rule example_area_means_example_data.
    dataset = catalogue.tables["dataset"].with_columns(is_example=pl.lit(False))
    write_table(folder, schemas["dataset"], dataset)
    write_table(folder, schemas["observations"], observations(catalogue, schemas, rows, seed))


def observations(catalogue: Dataset, schemas: Schemas, rows: int, seed: int) -> pl.DataFrame:
    """As many observations as asked for, total, women and men of a group together."""
    groups = _groups(catalogue, schemas, rows)
    groups = groups.with_columns(
        pl.int_range(pl.len()).shuffle(seed=seed + number).truediv(pl.len()).alias(f"chance {name}")
        for number, name in enumerate((*SEXES, "absence", "remark", "day"))
    )
    groups = groups.with_columns(_figure(sex).alias(f"value {sex}") for sex in SEXES)
    groups = groups.with_columns(
        pl.when(value_kind="count")
        .then(pl.col(f"value {WOMEN}") + pl.col(f"value {MEN}"))
        .otherwise(f"value {TOTAL}")
        .alias(f"value {TOTAL}")
    )
    groups = groups.with_columns(
        _absence(list(ABSENT)).alias("absence"),
        note=pl.coalesce(
            _absence(list(ABSENT.values())), pl.when(pl.col("chance remark") < REMARKED_SHARE).then(pl.lit(REMARK))
        ),
        retrieved_on=pl.date(pl.col("year") + 1, 1, 1) + pl.duration(days=(pl.col("chance day") * 90).cast(pl.Int64)),
    )
    columns = schemas["observations"].column_names
    return pl.concat([_of_sex(groups, sex).select(columns) for sex in SEXES]).head(rows)


def _groups(catalogue: Dataset, schemas: Schemas, rows: int) -> pl.DataFrame:
    """One row for each indicator, year, area and age that gets figures.

    Area by area, every year and indicator of one before the next, so that few observations also leave no due
    indicator unreported.
    """
    indicators = catalogue.tables["indicators"].select(
        "indicator_id", "value_kind", "decimals", "disclosure_class", "valid_from", "valid_to"
    )
    areas = catalogue.tables["areas"].filter(pl.col("kind") != "example").select("area_code")
    ages = [code.value for code in schemas["observations"].column("age_group").codes]
    breaks = catalogue.tables["series_breaks"].select("indicator_id", "year", series_break=True)
    in_a_year = indicators.height * areas.height * len(ages) * len(SEXES)
    first = int(str(indicators["valid_from"].min()))
    # One per cent more than enough, for the keys that fall outside an indicator's validity.
    years = range(first, first + max(FEWEST_YEARS, math.ceil(rows * 1.01 / in_a_year)))
    keys = (
        areas.join(pl.DataFrame({"age_group": ages}), how="cross")
        .join(pl.DataFrame({"year": years}, schema={"year": pl.Int64}), how="cross")
        .join(indicators, how="cross")
        .filter(pl.col("year") >= pl.col("valid_from").fill_null(first))
        .filter(pl.col("year") <= pl.col("valid_to").fill_null(years[-1]))
        .head(math.ceil(rows / len(SEXES)))
    )
    marked = keys.join(breaks, on=["indicator_id", "year"], how="left", maintain_order="left")
    return marked.with_columns(pl.col("series_break").fill_null(False))


def _figure(sex: str) -> pl.Expr:
    """A figure of the indicator's kind: many small counts and few large, as in real municipalities."""
    chance = pl.col(f"chance {sex}")
    kind = pl.col("value_kind")
    inhabitants = pl.when(area_code=NATION).then(100).otherwise(1)
    figure = (
        pl.when(kind == "count")
        .then(((chance * 7).exp() * inhabitants).floor() - 1)
        .when(kind == "rate")
        .then(chance * 300)
        .when(kind == "share")
        .then(chance * 100)
        .otherwise((chance < 0.8).cast(pl.Float64))
    )
    return pl.when(decimals=0).then(figure.round()).otherwise(figure.round(1))


def _absence(words: list[str]) -> pl.Expr:
    """One of `words`, each for its own small share of the groups, and null for the rest."""
    return (
        (pl.col("chance absence") / ABSENT_SHARE)
        .floor()
        .replace_strict(list(range(len(words))), words, default=None, return_dtype=pl.String)
    )


def _of_sex(groups: pl.DataFrame, sex: str) -> pl.DataFrame:
    """The observations of one sex, small counts of the municipality's own cases hidden, and what would tell them."""
    small = {each: pl.col(f"value {each}") <= SMALL[1] for each in SEXES}
    told = small[WOMEN] & small[MEN] if sex == TOTAL else small[WOMEN] | small[MEN]
    protected = (pl.col("disclosure_class") == "B") & (pl.col("value_kind") == "count")
    newest = (pl.col("year") == pl.col("year").max()) & (pl.col("disclosure_class") == "A")
    status = (
        pl.when(pl.col("absence").is_not_null())
        .then("absence")
        .when(protected & small[sex])
        .then(pl.lit("suppressed_primary"))
        .when(protected & told)
        .then(pl.lit("suppressed_secondary"))
        .when(newest)
        .then(pl.lit("preliminary"))
        .otherwise(pl.lit("final"))
    )
    rows = groups.with_columns(pl.lit(sex).alias("sex"), status.alias("value_status"))
    shown = pl.col("value_status").is_in(PUBLISHED)
    return rows.with_columns(pl.when(shown).then(f"value {sex}").alias("value"))


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
